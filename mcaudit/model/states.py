"""The names of the states and territories of the United States, with their postal codes."""

from __future__ import annotations

from types import MappingProxyType

_NAMES = """
AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut, DE Delaware, FL Florida,
GA Georgia, HI Hawaii, ID Idaho, IL Illinois, IN Indiana, IA Iowa, KS Kansas, KY Kentucky, LA Louisiana, ME Maine,
MD Maryland, MA Massachusetts, MI Michigan, MN Minnesota, MS Mississippi, MO Missouri, MT Montana, NE Nebraska,
NV Nevada, NH New Hampshire, NJ New Jersey, NM New Mexico, NY New York, NC North Carolina, ND North Dakota, OH Ohio,
OK Oklahoma, OR Oregon, PA Pennsylvania, RI Rhode Island, SC South Carolina, SD South Dakota, TN Tennessee, TX Texas,
UT Utah, VT Vermont, VA Virginia, WA Washington, WV West Virginia, WI Wisconsin, WY Wyoming, DC District of Columbia,
PR Puerto Rico, GU Guam, VI Virgin Islands, AS American Samoa, MP Northern Mariana Islands
"""

NATIONAL = "national"
"""What a profile gives in place of a state if it is written for none in particular."""
_CODES = MappingProxyType({entry[:2]: entry[3:] for entry in " ".join(_NAMES.split()).split(", ")})
STATES = MappingProxyType({name.casefold(): code for code, name in _CODES.items()})
"""The postal code of each state by its name in small letters."""


def state_name(code: str) -> str:
    """Return the name of a state by its postal code; anything else stays as it is."""
    return _CODES.get(code, code)
