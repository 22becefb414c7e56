"""What a worksheet that is a workbook says in the row of a criterion, and in which columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mcaudit.contracts import WorksheetHead
from mcaudit.forms.worksheet.cells import Column
from mcaudit.forms.worksheet.order import Asking, Place
from mcaudit.media.sheets import overflows
from mcaudit.model import Criterion, Finding, Status, Subcomponent, Suggestion, places_bearing
from mcaudit.model.places import texts_in
from mcaudit.terms.answers import about_fields, answer_of, organizations_said
from mcaudit.terms.dossier import Cited
from mcaudit.terms.values import Entries, Fields, Source, Value, Words
from mcaudit.terms.words import STATUS, lacks, status_of

# What is read and the answer stand side by side in a window of 1280 pixels, which shows about 175 characters. The
# columns up to the comment are printed: side by side on one sheet of paper.
COLUMNS = (
    Column(WorksheetHead.CRITERION, 9),
    Column("What is asked", 34),
    Column("To do", 12),
    Column("Decided by", 10),
    Column("What the profile says", 62),
    Column("What the profile cites", 24),
    Column(
        WorksheetHead.ANSWER, 13, True, "Choose one of the words in the list. Leave it empty if you have not decided."
    ),
    Column(WorksheetHead.WHY, 36, True, "Required for every answer except “met” and “checked”."),
    Column(WorksheetHead.SATISFY, 28, True, "Required for “not met” and “partly met”."),
    Column(
        WorksheetHead.CITED,
        26,
        True,
        "document: place; document: place. For example D2: p. 4. The sheet Dossier lists the documents. Where "
        "reviewers decide, “met” counts only with a citation.",
    ),
    Column(WorksheetHead.DATE, 11, True, "As 2026-01-31. If empty, it is the day on which the workbook is read back."),
    Column(WorksheetHead.COMMENT, 24, True, "To the owners of the criteria; not to the provider."),
    Column("What the facts show", 40),
    Column("Level", 9),
    Column("Part", 18),
)
LAST_PRINTED = WorksheetHead.COMMENT
TO_DO: Mapping[Place, str] = {Place.NOW: "review now", Place.OPTIONAL: "optional", Place.PROVIDER: "provider first"}
LONGER = "Longer than this row shows"
"""How a text begins for which no row is high enough."""


def texts(asking: Asking, sub: Subcomponent, criterion: Criterion) -> Mapping[str, str]:
    """Return the texts of a criterion's row that the reviewer only reads, by the heads of their columns."""
    finding = asking.findings[criterion.id]
    group = next((group for group in sub.groups if group.id == criterion.group), None)
    enough = f"\nAny one of {', '.join(group.members)} is enough." if group else ""
    said = {
        WorksheetHead.CRITERION: criterion.id,
        "What is asked": f"{criterion.title}: {criterion.text}.{enough}",
        "To do": TO_DO[asking.place(criterion)],
        "Decided by": "facts" if asking.facts_decide(criterion) else "reviewers",
        "What the facts show": "\n".join(_shown(finding)),
        "What the profile says": "\n".join(_said(asking, criterion)),
        "What the profile cites": ";\n".join(": ".join(filter(None, (c.document, c.place))) for c in finding.citations),
        "Level": str(criterion.level),
        "Part": f"{sub.id} {sub.title}",
    }
    for column in COLUMNS:
        if not column.filled and overflows(said[column.head], column.width):
            where = ""
            if column.head == "What the profile says":
                where = f", or see {_headings(asking, criterion)} in the HTML worksheet or in a full report"
            said[column.head] = f"[{LONGER}: select the cell to read all of it{where}.]\n{said[column.head]}"
    return said


def _shown(finding: Finding) -> Iterator[str]:
    waits = finding.status is Status.AWAITING_REVIEW  # why is not said: a worksheet is blind
    yield f"{(STATUS[finding.status] if waits else status_of(finding)).capitalize()}: {finding.message}"
    blind = replace(finding, suggestion=Suggestion.NONE)  # a suggestion before the answer would sway it
    yield from (f"{label.capitalize()}: {what}" for label, what in lacks(blind))


def _said(asking: Asking, criterion: Criterion) -> Iterator[str]:
    """Yield, line by line, what the profile says where it bears on a criterion."""
    for said in asking.statements.get(criterion.id, ()):
        states = " [this text is repeated for too many criteria and does not count]" if said.repeated else ""
        yield f"Statement: “{said.text}”{f' ({_source(said.cited)})' if said.cited else ''}{states}"
    fields = _read(asking, criterion)
    for sub, field in fields:
        yield from _answered(asking, sub, field)
    for sub in {sub.id: sub for sub, _ in fields}.values():
        for label, says, _ in answer_of(asking.audit, asking.dossier, sub).conflicts:
            values = "; ".join(f"{' '.join(_lines(value))} ({_source(cited)})" for value, cited in says)
            yield f"Sources disagree about {label}: {values}"
    bearing = {
        place.split("/")[1]
        for place in places_bearing(asking.audit.edition)[criterion.id]
        if place.startswith("about/")
    }
    for field, (label, value) in about_fields(asking.audit, asking.dossier).items():
        if field in bearing:
            yield from _labelled(label, value)
    named = _organizations(asking, fields)
    for name, value in organizations_said(asking.audit, asking.dossier):
        if name in named:
            yield from _labelled(name, value)


def _organizations(asking: Asking, fields: Sequence[tuple[Subcomponent, str]]) -> set[str]:
    """Return the names of the organizations that fields refer to."""
    content = asking.audit.profile.content
    known = content.get("organizations") or {}
    answers = (((content.get(sub.component) or {}).get(sub.key) or {}).get(field) for sub, field in fields)
    return {str(known[text]["name"]) for answer in answers for text in texts_in(answer) if text in known}


def _source(cited: Cited) -> str:
    return ", ".join(dict.fromkeys(part for part in (cited.title, cited.place) if part))


def _headings(asking: Asking, criterion: Criterion) -> str:
    """Return under which headings of a document everything that bears on a criterion stands."""
    fields = _read(asking, criterion)
    named = dict.fromkeys(sub.id for sub, _ in fields)
    return ", ".join((*named, *(["the organizations"] if _organizations(asking, fields) else [])))


def _read(asking: Asking, criterion: Criterion) -> tuple[tuple[Subcomponent, str], ...]:
    """Return the fields that bear on a criterion, each once."""
    subs = {sub.pointer.strip("/"): sub for sub in asking.audit.edition.subcomponents}
    places = [place.split("/") for place in places_bearing(asking.audit.edition)[criterion.id]]
    fields = dict.fromkeys(("/".join(steps[:2]), steps[2]) for steps in places if len(steps) > 2)  # noqa: PLR2004
    return tuple((subs[answer], field) for answer, field in fields if answer in subs)


def _answered(asking: Asking, sub: Subcomponent, field: str) -> Iterator[str]:
    answer = answer_of(asking.audit, asking.dossier, sub)
    found = [each for each in answer.fields if each.name == field]
    for each in found:
        yield from _labelled(each.label, each.value)
        if each.remark:
            yield f"  ({each.remark})"
    if not found:
        schema = sub.answer.get(field)
        title = schema.get("title") if isinstance(schema, Mapping) else None
        yield f"{title or field.replace('_', ' ').capitalize()}: not given"


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
            yield _source(cited)
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
