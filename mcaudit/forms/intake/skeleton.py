"""The beginning of a profile in YAML: the guiding questions, the fields that matter most, and room for statements."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from textwrap import wrap

from mcaudit.contracts import PROFILE_FORMAT
from mcaudit.model import Edition, Subcomponent
from mcaudit.model.bearing import places_read
from mcaudit.model.fields import Field, FieldKind, field_at
from mcaudit.terms.fields import SHORT, holds, listed

_MAIN = 2
_INNER = 3
"""Fields of an entry that are shown in short."""
_WIDTH = 140
_CITATIONS = "citations"
_APART = (_CITATIONS, "conflicts", "remarks", "not_applicable", "citation")
"""What every answer may have beside its own fields."""


def skeleton(edition: Edition, *, id: str, title: str, state: str, answered: Collection[str] = ()) -> str:
    """Return a valid profile that states nothing yet; `answered` are subcomponents of which all fields are shown."""
    return "\n".join((*_head(id, title, state), *_questions(edition, answered), ""))


def _head(id: str, title: str, state: str) -> Iterator[str]:
    yield "# yaml-language-server: $schema=profile.schema.json"
    yield "# Lines that begin with # say nothing. To answer, remove the # and fill in what the documents say."
    yield f"format: {PROFILE_FORMAT}"
    yield f"id: {id}"
    yield f"title: {json.dumps(title, ensure_ascii=False)}"
    yield f"state: {state}"
    yield "submitted_by:  # if you offer it; without this, it is a reading of public pages"
    yield "#  organization: provider  # a short name of the list below"
    yield "#  date: "
    yield "organizations:  # everyone who plays a role, under a short name"
    yield "#  provider: {name: , kind: , url: }"
    yield "dossier:  # every document that you cite, under a short name, with a web address or the path of a file"
    yield "#  page: {title: , kind: profile_page, url: , seen: }"
    yield "statements:  # what a document says, in your own words, and the criteria (one to six) that it is about"
    yield "#  - about: [1E-4, 1E-5]"
    yield "#    text: "
    yield "#    citation: {document: page, section: }"


def _questions(edition: Edition, answered: Collection[str]) -> Iterator[str]:
    for component in edition.components:
        yield f"{component.key}:  # {component.number} {component.title}"
        for sub in component.subcomponents:
            said = f"{sub.id}{' (optional)' if sub.optional else ''} {sub.question}{_notes(sub)}"
            yield from (f"  # {line}" for line in wrap(said, _WIDTH))
            answer = field_at(edition, f"{sub.component}.{sub.key}")
            assert answer is not None
            yield f"#  {sub.key}:"
            if sub.id in answered:
                for field in answer.fields:
                    if field.key not in _APART:
                        yield from _whole(field, "    ")
                yield f"#    {_CITATIONS}: [{{document: page, section: }}]"
            else:
                yield from (f"#    {_in_short(edition, sub, field)}" for field in main_fields(edition, sub))


def _notes(sub: Subcomponent) -> str:
    """Return what a provider must know before answering: which criteria are alternatives, and what a "no" skips."""
    groups = (f" Any one of {listed(group.members)} is enough." for group in sub.groups)
    skip = sub.skip
    skipped = f" After `{skip.field}: {skip.value}`, leave {listed(skip.subcomponents)} out." if skip else ""
    return "".join((*groups, skipped))


def main_fields(edition: Edition, sub: Subcomponent) -> tuple[Field, ...]:
    """Return the fields of an answer that bear on the most required criteria, in the order of the answer."""
    answer = field_at(edition, f"{sub.component}.{sub.key}")
    assert answer is not None
    return _best(edition, sub, answer.fields, _MAIN)


def _best(edition: Edition, sub: Subcomponent, fields: tuple[Field, ...], most: int) -> tuple[Field, ...]:
    own = [field for field in fields if field.key not in _APART]
    best = sorted(own, key=lambda field: -_weight(edition, sub, field))[:most]
    return tuple(field for field in own if field in best)


def _weight(edition: Edition, sub: Subcomponent, field: Field) -> int:
    """Return on how many criteria a field bears, a required one counting twice, and one that it can settle again."""
    start = field.place.replace(".", "/")
    return sum(
        (2 if criterion.level == "required" else 1)
        for criterion in sub.criteria
        for places in (criterion.stated_by, places_read(edition)[criterion.id])
        if any(place == start or place.startswith((f"{start}/", f"{start}~")) for place in places)
    )


def _in_short(edition: Edition, sub: Subcomponent, field: Field) -> str:
    if field.has_fields:
        inner = ", ".join(f"{each.key}: " for each in _best(edition, sub, field.fields, _INNER))
        return f"{field.key}: [{{{inner}}}]" if field.kind is FieldKind.LIST else f"{field.key}: {{{inner}}}"
    return f"{field.key}:{_remark(field)}"


def _remark(field: Field) -> str:
    """Return what a line says about its field; plain text needs no words."""
    comment = field.title if field.has_fields else "" if field.kind is FieldKind.TEXT else holds(field, SHORT)
    return f"  # {comment}" if comment else ""


def _whole(field: Field, indent: str) -> Iterator[str]:
    """Yield all of a field as a comment that becomes an answer once its marks are removed."""
    if field.key == "citation":
        yield f"#{indent}citation: {{document: page, section: }}"
        return
    yield f"#{indent}{field.key}:{_remark(field)}"
    if field.kind is FieldKind.LIST:
        first, *others = field.fields
        yield from _entry(first, f"{indent}  - ")
        for each in others:
            yield from _whole(each, f"{indent}    ")
    else:
        for each in field.fields:
            yield from _whole(each, f"{indent}  ")


def _entry(field: Field, indent: str) -> Iterator[str]:
    lines = list(_whole(field, " " * len(indent)))
    yield f"#{indent}{lines[0][1 + len(indent) :]}"
    yield from lines[1:]
