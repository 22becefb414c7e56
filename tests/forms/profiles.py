"""Profiles for tests of forms: those that are shipped, the edition's examples, and made-up ones of every field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from hypothesis import strategies as st

from mcaudit.errors import InputError
from mcaudit.model import Edition, Profile
from mcaudit.model.fields import Field, FieldKind, profile_fields
from mcaudit.reading.profile.read import profile_in, read_profile
from tests.conftest import ROOT

PATHS = (*sorted(ROOT.glob("profiles/*/*.yaml")), *sorted(ROOT.glob("tests/fidelity/calibration/*.yaml")))
NAMED = {"format": "mcaudit-profile/1", "id": "number-talks", "title": "Number Talks", "state": "OH"}
_KNOWN = {
    "organizations": {"center": {"name": "Center"}, "district": {"name": "District", "kind": "school_district"}},
    "dossier": {"page": {"title": "Page", "url": "https://prairie.example.org"}, "lost": {"title": "L", "kept": "no"}},
}
_NOT_LISTED = re.compile(r"`(\w+)` is not an entry of `(organizations|dossier)`")
_STANDING_IN = {
    "organizations": {"name": "An organization"},
    "dossier": {"title": "A public page", "url": "https://prairie.example.org"},
}
_TEXTS = st.one_of(
    st.sampled_from(
        ("TBD", "yes", "12", " a ", "one\ntwo\n", "=1+1", "json:1", "_x0041_", "a: b # c", "- x", "2026-03-31")
    ),
    st.sampled_from(("\x85 a", "a\u2028b\nc", "\u2029", "a\rb", "a\r\nb", "\ufeffa", "\x07", "a\tb", "\u202eabc")),
    st.sampled_from(
        ("'", '"', "1E-1", "é 👩‍🏫 עברית", "  indented\n\n  text", "x" * 150, "word " * 40, "null", "@", "10 to 12")
    ),
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn", "Cf", "Zl", "Zp")),
        min_size=1,
        max_size=30,
    ),
)


def profile_of(edition: Edition, data: Any) -> Profile:
    return profile_in(edition, json.dumps({**NAMED, **data}).encode(), "made.json")


@cache
def real(edition: Edition) -> tuple[Profile, ...]:
    """The shipped profiles, and those by which mcaudit is calibrated."""
    return tuple(read_profile(edition, path) for path in PATHS)


def examples(edition: Edition) -> Iterator[Profile]:
    """Yield the edition's examples as whole profiles; what one names and does not list is listed for it.

    An example that no profile can be, as it shows what a condition does with a wrong key, is left out.
    """
    for criterion in edition.criteria:
        for example in criterion.examples.all():
            if found := _with_what_it_names(edition, example.profile):
                yield found


def _with_what_it_names(edition: Edition, data: Mapping[str, Any]) -> Profile | None:
    try:
        return profile_of(edition, data)
    except InputError as error:
        named = [_NOT_LISTED.match(problem.message) for problem in error.problems]
    listed: dict[str, Any] = {section: dict(data.get(section, {})) for section in _STANDING_IN}
    for found in named:
        if not found:
            return None
        listed[found[2]][found[1]] = _STANDING_IN[found[2]]
    return profile_of(edition, {**data, **listed})


def made(edition: Edition) -> st.SearchStrategy[Profile]:
    """Profiles in which any few fields are filled with anything that they may hold."""
    top = [field for field in profile_fields(edition).fields if field.key not in (*NAMED, *_KNOWN)]
    parts = st.lists(st.sampled_from(top), max_size=3, unique=True).flatmap(
        lambda fields: st.fixed_dictionaries({field.key: _value(edition, field) for field in fields})
    )
    return parts.map(lambda data: _or_none(edition, {**_KNOWN, **data})).filter(bool)


def _or_none(edition: Edition, data: Any) -> Any:
    try:
        return profile_of(edition, data)
    except InputError:
        return None


def _value(edition: Edition, field: Field) -> st.SearchStrategy[Any]:
    match field.kind:
        case FieldKind.GROUP:
            return _group(edition, field)
        case FieldKind.LIST:
            return st.lists(_group(edition, field), min_size=1, max_size=3)
        case FieldKind.NAMED:
            return st.dictionaries(st.sampled_from(("one", "two")), _group(edition, field), min_size=1)
        case FieldKind.NUMBER:
            ends = st.integers(0, 5)
            return st.one_of(
                st.integers(0, 40),
                st.sampled_from((2.5, "about 15", {"about": 3}, {"at_least": 2}, {"at_least": 1.5, "at_most": 4})),
                ends.map(lambda low: {"at_least": low, "at_most": low + 2}),
            )
        case FieldKind.CHOICE:
            value: st.SearchStrategy[Any] = st.sampled_from(field.codes)
        case FieldKind.ORGANIZATION:
            value = st.sampled_from(("center", "district", "Some Other Body"))
        case FieldKind.DOCUMENT:
            return st.sampled_from(("page", "lost"))
        case FieldKind.CRITERION:
            value = st.sampled_from([criterion.id for criterion in edition.criteria])
        case FieldKind.DATE:
            value = st.sampled_from(("2026-03-31", "spring"))
        case FieldKind.ADDRESS:
            value = st.just("https://prairie.example.org/a?b=c#d")
        case _:
            value = st.one_of(_TEXTS, st.integers(1, 30)) if field.whole else _TEXTS
    listed = st.lists(value, min_size=1, max_size=3, unique=True)
    return st.one_of(value, listed) if field.several or field.kind is FieldKind.CHOICE else value


def _group(edition: Edition, field: Field) -> st.SearchStrategy[Any]:
    needed = [inner for inner in field.fields if inner.required]
    others = [inner for inner in field.fields if not inner.required]
    chosen = st.lists(st.sampled_from(others), max_size=3, unique=True) if others else st.just([])
    return chosen.flatmap(
        lambda inner: st.fixed_dictionaries({each.key: _value(edition, each) for each in (*needed, *inner)})
    )
