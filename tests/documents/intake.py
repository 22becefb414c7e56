"""Makes a blank form of a profile, and compares what was entered in it with the profile: for intake.mjs.

intake.py make PROFILE FOLDER writes the blank form and, as JSON, what is to be entered in it, and what the file itself
says; intake.py read FOLDER
prints how the audit of what the form saved differs from that of the profile, as JSON: a list that is empty if the two
are equal but for places in the file, the short names that the form gives, and two spellings of one value, as a profile
may say `about 15` and `{about: 15}`, or one text and a list of it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from itertools import chain, count
from pathlib import Path
from typing import Any

from mcaudit.app.intake import form_of, started, take_in
from mcaudit.audit.engine import audit
from mcaudit.exchange.formats.json import audits_record
from mcaudit.model import Edition, Profile
from mcaudit.model.fields import in_order, profile_fields
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.intake.table import Named
from mcaudit.reading.parsing.tree import read_document
from mcaudit.reading.profile.read import profile_in, read_profile
from mcaudit.reading.text import text_of

DAY = "2026-01-01"
_PLACES = ("warnings", "path", "sha256", "line", "column", "end_line", "end_column")


def main(way: str, *paths: str) -> int:
    """Do what is asked; return the exit code."""
    edition = default_edition()
    *given, folder = map(Path, paths)
    if way == "make":
        profile = renamed(edition, read_profile(edition, given[0]))
        (folder / "wanted.json").write_text(json.dumps(profile.content), encoding="utf-8")
        written = read_document(text_of(given[0].read_bytes(), given[0].as_posix())).data
        (folder / "written.json").write_text(json.dumps(written), encoding="utf-8")
        blank = started(edition, profile.id, profile.title, profile.state)
        (folder / "form.html").write_bytes(form_of(edition, blank, ".html"))
        return 0
    wanted = profile_in(edition, (folder / "wanted.json").read_bytes(), "wanted.json")
    taken = take_in(edition, folder / "saved.json", folder / "profiles", Named())
    entered = read_profile(edition, taken.path)
    print(json.dumps([*differences(edition, wanted, entered)]))
    return 0


def renamed(edition: Edition, profile: Profile) -> Profile:
    """Return a profile whose organizations and documents have the short names that a form gives them."""
    content = in_order(profile_fields(edition), profile.content)
    short: dict[str, str] = {}
    for section, key in (("organizations", "name"), ("dossier", "title")):
        for name, entry in content.get(section, {}).items():
            stem = "_".join(re.findall("[a-z0-9]+", entry[key].casefold()))[:40].removesuffix("_")
            names = chain([stem], (f"{stem}_{number}" for number in count(2)))
            short[name] = next(each for each in names if each not in short.values())
    return profile_in(edition, json.dumps(_renamed(content, short)).encode(), "wanted.json")


def _renamed(value: Any, short: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {short.get(key, key): _renamed(each, short) for key, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each, short) for each in value]
    return short.get(value, value) if isinstance(value, str) else value


def differences(edition: Edition, one: Profile, other: Profile) -> Iterator[str]:
    """Yield what differs between the audits of two profiles as other programs read them."""
    records = [audits_record(audit(edition, each, date=DAY)) for each in (one, other)]
    first, second = (dict(_leaves(json.loads(json.dumps(record, default=list)), "")) for record in records)
    for place in sorted(first.keys() | second.keys()):
        if first.get(place) != second.get(place):
            yield f"{place}: {first.get(place)!r} became {second.get(place)!r}"


def _leaves(value: Any, at: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        yield at, value[0]
    elif isinstance(value, Mapping) and [*value] == ["about"]:
        yield at, f"about {value['about']}"
    elif isinstance(value, Mapping | list):
        entries = value.items() if isinstance(value, Mapping) else enumerate(value)
        for key, each in entries:
            if key not in _PLACES:
                yield from _leaves(each, f"{at}/{key}")
    else:
        yield at, value


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
