"""One place of a profile explained: what stands there, which criteria read it, and an example."""

from __future__ import annotations

from mcaudit.media.screen import Screen
from mcaudit.model import DerivedFact, Edition
from mcaudit.model.fields import each_field, field_at, profile_fields
from mcaudit.report.fields import FieldTold, field_told

_DERIVED = "derived"


def place_names(edition: Edition) -> tuple[str, ...]:
    """Return every place that can be explained."""
    facts = (f"{_DERIVED}.{fact.name}" for fact in edition.derived)
    return (*(field.place for field in each_field(profile_fields(edition)) if field.place), *facts)


def explain_place(screen: Screen, edition: Edition, name: str) -> bool:
    """Show what stands at a place, with dots or slashes between its steps; return whether there is such a place."""
    steps = name.strip("/").replace("/", ".").split(".")
    if steps[0] == _DERIVED and len(steps) > 1:
        fact = next((each for each in edition.derived if each.name == steps[1].partition("~")[0]), None)
        if fact is not None:
            _explain_fact(screen, fact)
        return fact is not None
    field = field_at(edition, name)
    if field is not None:
        _explain_field(screen, field_told(edition, field))
    return field is not None


def _explain_fact(screen: Screen, fact: DerivedFact) -> None:
    screen.line(f"{_DERIVED}.{fact.name}", "bold")
    screen.line(f"{fact.description} mcaudit computes it; nobody writes it in a profile.")
    screen.pairs([("made from", screen.text(", ".join(fact.reads)))], indent=2)


def _explain_field(screen: Screen, told: FieldTold) -> None:
    screen.line(told.place, "bold")
    screen.line(f"{told.title}. {told.description}".strip())
    rows = (("holds", told.holds), ("bears on", ", ".join(told.criteria) or "no criterion by itself"))
    screen.pairs([(name, screen.text(words)) for name, words in rows], indent=2)
    if told.fields:
        screen.heading("What may stand in it")
        screen.pairs([(key, screen.text(words)) for key, words in told.fields], indent=2)
    screen.heading("Example")
    screen.verbatim(told.example, indent=4)
