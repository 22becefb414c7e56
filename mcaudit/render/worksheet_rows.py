"""What a worksheet that is a workbook says in the row of a criterion, and in which columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mcaudit.model import (
    Audit,
    Citation,
    Component,
    Criterion,
    Decider,
    Finding,
    Subcomponent,
    decider,
    settled_criteria,
)
from mcaudit.render.document.dossier import Dossier
from mcaudit.render.document.values import Entries, Fields, Source, Value, Words, answer_of, organizations_said
from mcaudit.render.words import status_of
from mcaudit.render.worksheet_cells import overflows


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a component's sheet."""

    head: str
    width: int
    filled: bool = False
    """Whether the reviewer writes in it."""
    prompt: str = ""


# What is read and the answer stand side by side in a window of 1280 pixels, which shows about 175 characters.
COLUMNS = (
    Column("Criterion", 9),
    Column("What is asked", 30),
    Column("Decided by", 10),
    Column("What the facts show", 20),
    Column("What the profile says", 62),
    Column("What the profile cites", 24),
    Column("Your answer", 13, True, "Choose one of the words in the list. Leave it empty where you have not decided."),
    Column("Why", 40, True, "Needed for every answer but “met”."),
    Column("What would satisfy it", 34, True, "Needed for “not met” and “partly met”."),
    Column(
        "Your citations",
        30,
        True,
        "document: place; document: place. The short names of the documents are on the sheet Dossier. A “met” on what "
        "reviewers decide counts only with a citation.",
    ),
    Column("Date", 11, True, "As 2026-01-31. Left empty, it is the day on which the workbook is read back."),
    Column("Comment on the criterion", 28, True, "To the owners of the criteria; not to the provider."),
    Column("Level", 9),
    Column("Part", 18),
)
LONGER = "Longer than this row shows"
"""How a text begins for which no row is high enough."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a component's sheet is made of."""

    audit: Audit
    dossier: Dossier
    component: Component


def texts(of: Sheet, sub: Subcomponent, criterion: Criterion, finding: Finding) -> Mapping[str, str]:
    """Return the texts of a criterion's row that the reviewer only reads, by the heads of their columns."""
    group = next((group for group in sub.groups if group.id == criterion.group), None)
    decides = decider(criterion, settled_criteria(of.audit.edition, of.audit.policy))
    enough = f"\nAny one of {', '.join(group.members)} is enough." if group else ""
    said = {
        "Criterion": criterion.id,
        "What is asked": f"{criterion.text}{enough}",
        "Decided by": "reviewers" if decides is Decider.REVIEWER else "facts",
        "What the facts show": f"{status_of(finding).capitalize()}: {finding.message}",
        "What the profile says": "\n".join(_said(of, criterion)),
        "What the profile cites": ";\n".join(map(_cited, finding.citations)),
        "Level": str(criterion.level),
        "Part": f"{sub.id} {sub.title}",
    }
    where = f", or see {_headings(of, criterion)} in the HTML worksheet or in a full report"
    elsewhere = {"What the profile says": where}
    widths = {column.head: column.width for column in COLUMNS}
    return {head: _marked(text, widths[head], elsewhere.get(head, "")) for head, text in said.items()}


def _marked(text: str, width: int, elsewhere: str) -> str:
    """Return a text; where no row is high enough for it, with how to read all of it before it."""
    return f"[{LONGER}: select the cell to read all of it{elsewhere}.]\n{text}" if overflows(text, width) else text


def _cited(citation: Citation) -> str:
    return f"{citation.document}: {citation.place}" if citation.place else citation.document


def _said(of: Sheet, criterion: Criterion) -> Iterator[str]:
    """Yield, line by line, what the profile says where a criterion reads it."""
    for sub, field in _read(of, criterion):
        if sub is not None:
            yield from _answered(of, sub, field)
        else:
            for name, value in organizations_said(of.audit, of.dossier):
                yield from _labelled(name, value)


def _headings(of: Sheet, criterion: Criterion) -> str:
    """Return under which headings of a document all that a criterion reads stands."""
    return ", ".join(dict.fromkeys(sub.id if sub else "the organizations" for sub, _ in _read(of, criterion)))


def _read(of: Sheet, criterion: Criterion) -> Iterator[tuple[Subcomponent | None, str]]:
    """Yield the fields that a criterion reads, each once; no subcomponent for what is said of organizations."""
    subs = {sub.pointer: sub for sub in of.audit.edition.subcomponents}
    for pointer in dict.fromkeys("/".join(pointer.split("/")[:4]) for pointer in criterion.reads):
        at, _, field = pointer.rpartition("/")
        yield subs.get(at), field


def _answered(of: Sheet, sub: Subcomponent, field: str) -> Iterator[str]:
    answer = answer_of(of.audit, of.dossier, sub)
    found = [each for each in answer.fields if each.name == field]
    for each in found:
        yield from _labelled(each.label, each.value)
        if each.remark:
            yield f"  ({each.remark})"
    if not found:
        schema = sub.answer.get(field)
        title = schema.get("title") if isinstance(schema, Mapping) else None
        yield f"{title or field.replace('_', ' ').capitalize()}: nothing is said"


def _labelled(label: str, value: Value) -> Iterator[str]:
    first, *rest = list(_lines(value)) or ["(empty)"]
    if rest:
        yield f"{label}:"
        yield from (f"  {line}" for line in (first, *rest))
    else:
        yield f"{label}: {first}"


def _lines(value: Value) -> Iterator[str]:
    match value:
        case Words(text=text):
            yield text
        case Source(cited=cited):
            yield f"{cited.title}, {cited.place}" if cited.place else cited.title
        case Entries(items=(only,)):
            yield from _lines(only)
        case Entries(items=items):
            for item in items:
                first, *rest = list(_lines(item)) or ["(empty)"]
                yield f"- {first}"
                yield from (f"  {line}" for line in rest)
        case Fields(rows=rows):
            for label, inner in rows:
                yield from _labelled(label, inner)
