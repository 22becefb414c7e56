"""Loads WeasyPrint, which loads Pango, prints when it cannot, and warns about what it can do without."""

from __future__ import annotations

import ctypes.util
import io
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress

from mcaudit.errors import OutputError
from mcaudit.late import late

_NO_PANGO = (
    "a PDF needs the library Pango, which cannot be loaded; install it with "
    "`apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0` (Debian, Ubuntu) "
    "or `brew install pango` (macOS)"
)
_PSEUDO_ELEMENT = 3
"""Where an entry of a matcher of cssselect2 names the pseudo-element that it is about."""


def _nothing(name: str) -> str | None:
    return None


@contextmanager
def _without_searching() -> Iterator[None]:
    """Leave the search for libraries to the loader.

    WeasyPrint tries several names for each library. For every name that the loader does not know,
    `find_library` starts `ldconfig`, `gcc`, and `ld`, which takes longer than to load them all.
    """
    find = ctypes.util.find_library
    ctypes.util.find_library = _nothing
    try:
        yield
    finally:
        ctypes.util.find_library = find


def _without_notes() -> None:
    """Take the call and the marker of a footnote away from every element: no page of ours has notes of that kind.

    WeasyPrint's own style gives them to each element, and computing their styles takes a tenth of a layout.
    """
    matcher = weasyprint.html.UA_STYLESHEET.matcher
    matcher.other_selectors = [each for each in matcher.other_selectors if "note" not in (each[_PSEUDO_ELEMENT] or "")]


late("fontTools.subset")  # WeasyPrint imports it, and has no use for it beside HarfBuzz
try:
    with redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if sys.platform == "linux":
            with suppress(OSError), _without_searching():
                import weasyprint
        import weasyprint
except OSError as error:
    raise OutputError(_NO_PANGO) from error
_without_notes()

__all__ = ["weasyprint"]
