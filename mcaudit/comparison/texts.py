"""Which text of a profile changed, and on which criterion that bears."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Any

from mcaudit.model import Audit, Criterion, EarlierAudit, Subcomponent, TextChange
from mcaudit.model.bearing import places_asked
from mcaudit.model.places import escaped, value_at


def texts_of(audit: Audit, sub: Subcomponent, criterion: Criterion, earlier: EarlierAudit) -> Iterator[TextChange]:
    """Yield what changed in the text that bears on a criterion; nothing where the earlier text is not known."""
    before = earlier.content
    if before is None:
        return
    after = audit.profile.content
    places = places_asked(audit.edition)[criterion.id]
    for pointer in dict.fromkeys(_named(place) for place in places):
        for change in differences(pointer, value_at(before, pointer), value_at(after, pointer)):
            if any(_bears(place, change.pointer, before, after) for place in places):
                yield change
    cited, cites = _cited(before, sub, places), _cited(after, sub, places)
    if cited != cites:
        yield TextChange(pointer=f"{sub.pointer}/citations", before=cited or None, after=cites or None)
    said, says = _stated(before, criterion), _stated(after, criterion)
    if said != says:
        yield TextChange(pointer="/statements", before=said or None, after=says or None)


def _named(place: str) -> str:
    """Return the JSON Pointer to the part of a place before its first list."""
    return "/" + "/".join(takewhile(lambda step: not step.startswith("*"), place.split("/")))


def _bears(place: str, pointer: str, *contents: Any) -> bool:
    """Return whether a place of the edition and a place that changed lie one within the other.

    Where the place asks for a code, as in `currencies/*~kind=ceu`, the entry must have it before or after.
    """
    steps = place.split("/")
    values = list(contents)
    for step, found in zip(steps, pointer.strip("/").split("/"), strict=False):
        name, _, wanted = step.partition("~")
        if name not in ("*", found):
            return False
        values = [inner for value in values if (inner := _inside(value, found)) is not None]
        key, _, codes = wanted.partition("=")
        if wanted and not any(set(codes.split("|")) & set(_codes(value, key)) for value in values):
            return False
    return True


def _inside(value: Any, step: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, list):
        return value[int(step)] if step.isdecimal() and int(step) < len(value) else None
    return None


def _codes(value: Any, key: str) -> tuple[str, ...]:
    given = value.get(key) if isinstance(value, Mapping) else None
    return tuple(map(str, given)) if isinstance(given, list) else () if given is None else (str(given),)


def _cited(content: Mapping[str, Any], sub: Subcomponent, places: tuple[str, ...]) -> str:
    """Return what a profile cites for the fields of an answer that bear on a criterion."""
    answer = f"{sub.pointer.strip('/')}/"
    names = {place.removeprefix(answer).split("/")[0] for place in places if place.startswith(answer)}
    entries = value_at(content, f"{sub.pointer}/citations")
    kept = []
    for entry in entries if isinstance(entries, list) else ():
        fields = _codes(entry, "fields")
        if not fields or names.intersection(fields):
            kept.append(_words(entry) or "")
    return "; ".join(kept)


def _stated(content: Mapping[str, Any], criterion: Criterion) -> str:
    """Return the statements of a profile about a criterion, with what they cite."""
    names = {criterion.id, criterion.group}
    entries = content.get("statements")
    about = (
        {key: value for key, value in entry.items() if key != "about"}
        for entry in (entries if isinstance(entries, list) else ())
        if isinstance(entry, Mapping) and names.intersection(_codes(entry, "about"))
    )
    return "; ".join(_words(entry) or "" for entry in about)


def differences(at: str, before: Any, after: Any) -> Iterator[TextChange]:
    """Yield each place at or below `at`, a JSON Pointer, whose text differs between `before` and `after`."""
    if before == after:
        return
    if isinstance(before, Mapping | None) and isinstance(after, Mapping | None):
        old, new = before or {}, after or {}
        for key in dict.fromkeys((*old, *new)):
            yield from differences(f"{at}/{escaped(str(key))}", old.get(key), new.get(key))
    elif isinstance(before, list) and isinstance(after, list):
        yield from _in_lists(at, before, after)
    else:
        yield TextChange(pointer=at, before=_words(before), after=_words(after))


def _in_lists(at: str, before: list[Any], after: list[Any]) -> Iterator[TextChange]:
    """Yield what differs entry by entry in lists of one length; otherwise what is gone and what is new."""
    if len(before) == len(after):
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from differences(f"{at}/{index}", old, new)
        return
    kept = Counter(map(_canonical, before)) & Counter(map(_canonical, after))
    for index, entry in _apart(before, Counter(kept)):
        yield TextChange(pointer=f"{at}/{index}", before=_words(entry), after=None)
    for index, entry in _apart(after, Counter(kept)):
        yield TextChange(pointer=f"{at}/{index}", before=None, after=_words(entry))


def _apart(entries: list[Any], kept: Counter[str]) -> Iterator[tuple[int, Any]]:
    for index, entry in enumerate(entries):
        written = _canonical(entry)
        if kept[written]:
            kept[written] -= 1
        else:
            yield index, entry


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _words(value: Any) -> str | None:
    """Return a value as a person would read it; None for nothing."""
    if value is None:
        return None
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_words(inner)}" for key, inner in value.items() if inner is not None)
    if isinstance(value, list):
        return "; ".join(str(_words(inner)) for inner in value)
    return str(value).lower() if isinstance(value, bool) else str(value)
