"""One place of a profile explained: what stands there, which criteria read it, and an example."""

from __future__ import annotations

from collections.abc import Iterator

from mcaudit.blocks import Block, Blocks, Code, Fields, Heading, Paragraph
from mcaudit.model import DerivedFact, Edition
from mcaudit.model.fields import each_field, field_at, profile_fields
from mcaudit.report.edition.fields import FieldDescription, describe_field

_DERIVED = "derived"


def place_names(edition: Edition) -> tuple[str, ...]:
    """Return every place that can be explained."""
    facts = (f"{_DERIVED}.{fact.name}" for fact in edition.derived)
    return (*(field.place for field in each_field(profile_fields(edition)) if field.place), *facts)


def place_explained(edition: Edition, name: str) -> tuple[str, Blocks] | None:
    """Return the title of a place and what stands there, dots or slashes between its steps; None where it is none."""
    steps = name.strip("/").replace("/", ".").split(".")
    if steps[0] == _DERIVED and len(steps) > 1:
        fact = next((each for each in edition.derived if each.name == steps[1].partition("~")[0]), None)
        return (f"{_DERIVED}.{fact.name}", tuple(_fact(fact))) if fact else None
    field = field_at(edition, name)
    if field is None:
        return None
    described = describe_field(edition, field)
    return described.place, tuple(_field(described))


def _fact(fact: DerivedFact) -> Iterator[Block]:
    yield Paragraph(text=f"{fact.description} mcaudit computes it; nobody writes it in a profile.")
    compared = (("compared with", ", ".join(fact.compared_with)),) if fact.compared_with else ()
    yield Fields(rows=(("made from", ", ".join(fact.reads)), *compared))


def _field(described: FieldDescription) -> Iterator[Block]:
    yield Paragraph(text=f"{described.title}. {described.description}".strip())
    bears_on = ", ".join(described.criteria) or "no criterion by itself"
    yield Fields(rows=(("holds", described.holds), ("bears on", bears_on)))
    if described.fields:
        yield Heading(text="What may stand in it")
        yield Fields(rows=tuple(described.fields))
    yield Heading(text="Example")
    yield Code(text=described.example)
