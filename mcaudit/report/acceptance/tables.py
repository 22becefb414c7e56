"""A map of acceptance as tables: a row for each cell, for a workbook and for programs that read CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mcaudit.blocks import Cell as TableCell
from mcaudit.blocks import Document, Table
from mcaudit.model import Policy
from mcaudit.model.acceptance import Acceptance, Answer, Candidacy, Cell, Condition, Path
from mcaudit.model.purposes import EducatorNeed, Purpose
from mcaudit.model.states import state_name
from mcaudit.report.acceptance.document import READING, glance
from mcaudit.report.acceptance.words import (
    ANSWERS,
    HOLDERS,
    HOLDS,
    MEANINGS,
    PURPOSES,
    RESTS,
    answer_badge,
    condition_place,
    gives_words,
    place_words,
    remarks,
    source_of,
    why,
)
from mcaudit.report.parts import Shown, lifted, made_with, sheet, shown, table_of, workbook

_HEADS = (
    ("profile", 30),
    ("title", 36),
    ("fictional", 10),
    ("reading", 10),
    ("state", 8),
    ("purpose", 20),
    ("answer", 14),
    ("because", 18),
    ("rule", 20),
    ("amount", 10),
    ("unit", 16),
    ("per", 18),
    ("limit", 10),
    ("limit_unit", 16),
    ("limit_per", 14),
    ("decided_by", 12),
    ("checked_by", 12),
    ("on_claims", 10),
    ("deciding", 24),
    ("source", 40),
    ("source_place", 24),
    ("source_url", 40),
    ("source_read", 12),
)
"""What a program reads of each cell."""


def acceptance_table(acceptance: Acceptance) -> Document:
    """Return a map as a document of one table for programs."""
    rows = (_flat(acceptance, each, cell) for each in acceptance.candidates for cell in each.cells)
    return _document(acceptance, (sheet("acceptance", _HEADS, rows),))


def _flat(acceptance: Acceptance, candidate: Candidacy, cell: Cell) -> tuple[TableCell, ...]:
    fictional, reading = (_yes(each) for each in (candidate.fictional, candidate.is_reading))
    named = (candidate.id, candidate.title, fictional, reading)
    head = (*named, cell.state, cell.purpose, cell.answer.value, cell.because.value)
    if not cell.paths:
        return (*head, *[None] * (len(_HEADS) - len(head)))
    path = cell.paths[0]
    rule, policy = acceptance.rule(cell, path), acceptance.policies[cell.state]
    source = source_of(policy, rule.source)
    return (
        *head,
        rule.id or None,
        *_amounts(rule),
        rule.decided_by.value if rule.decided_by else None,
        rule.checked_by.value if rule.checked_by else None,
        _yes(bool(path.on_claims)),
        " ".join(path.deciding),
        source.title,
        rule.source.place,
        source.url,
        source.seen,
    )


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _amounts(rule: Purpose) -> tuple[TableCell, ...]:
    gives, limit = rule.gives, rule.limit
    per = f"{gives.hours:.15g}_clock_hours" if gives and gives.hours else gives.per.value if gives else None
    given = (gives.amount, gives.unit_name or gives.unit, per) if gives else (None, None, None)
    most = (limit.amount, limit.unit_name or limit.unit, limit.per) if limit else (None, None, None)
    return (*given, *most)


# --- the workbook --------------------------------------------------------------------------------


def acceptance_workbook(acceptance: Acceptance) -> Document:
    """Return a map as a workbook: what it is, the map, every answer, every condition, and who has not said what."""
    return _document(acceptance, _sheets(acceptance))


def _document(acceptance: Acceptance, tables: Iterable[Table]) -> Document:
    title = f"Where {len(acceptance.candidates)} micro-credentials count"
    return workbook("Where they count", title, acceptance.edition, acceptance.date, tables)


def _sheets(acceptance: Acceptance) -> Iterator[Table]:
    yield _about(acceptance)
    yield _map(acceptance)
    yield _answers(acceptance)
    yield _conditions(acceptance)
    yield _unsaid(acceptance)


def _about(acceptance: Acceptance) -> Table:
    rows = (
        ("Says", glance(acceptance)),
        ("Date", acceptance.date),
        ("Against", f"{acceptance.edition.title} ({acceptance.edition.id})"),
        *((ANSWERS[each].capitalize(), MEANINGS[each]) for each in Answer),
        *(("Note", text) for text in (*READING, *remarks(acceptance))),
        *made_with(acceptance.edition, acceptance.policies.values()),
        *((f"SHA-256 of the profile {each.id}", each.sha256) for each in acceptance.candidates),
    )
    return sheet("About", (("About this map", 34), ("What it says", 100)), rows)


def _map(acceptance: Acceptance) -> Table:
    heads = (("Micro-credential", 36), ("State", 18), *((PURPOSES[each], 22) for each in acceptance.purposes))

    rows = (
        (each.title, state_name(state), *(answer_badge(cell.answer) if cell else None for cell in mine))
        for each in acceptance.candidates
        for cells in [{(cell.state, cell.purpose): cell for cell in each.cells}]
        for state in acceptance.states
        for mine in [[cells.get((state, purpose)) for purpose in acceptance.purposes]]
    )
    return sheet("Map", heads, rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A rule of a state, and what it says of a micro-credential."""

    candidate: Candidacy
    cell: Cell
    path: Path
    rule: Purpose
    policy: Policy


def _said(acceptance: Acceptance) -> Iterator[_Said]:
    for candidate in acceptance.candidates:
        for cell in candidate.cells:
            for path in cell.paths:
                rule, policy = acceptance.rule(cell, path), acceptance.policies[cell.state]
                yield _Said(candidate=candidate, cell=cell, path=path, rule=rule, policy=policy)


_OF: tuple[Shown[_Said], ...] = (
    shown("Micro-credential", 36, lambda of: of.candidate.title),
    shown("State", 18, lambda of: state_name(of.cell.state)),
    shown("For", 20, lambda of: PURPOSES[of.cell.purpose]),
)


def _answers(acceptance: Acceptance) -> Table:
    columns: tuple[Shown[_Said], ...] = (
        *_OF,
        shown("Answer", 14, lambda of: answer_badge(of.cell.answer)),
        shown("Why", 60, lambda of: why(acceptance, of.cell)),
        shown("Gives", 30, lambda of: gives_words(of.rule)),
        shown("Decided by", 18, lambda of: HOLDERS[of.rule.decided_by] if of.rule.decided_by else None),
        shown("Checked by", 18, lambda of: HOLDERS[of.rule.checked_by] if of.rule.checked_by else None),
        shown("Depends on the educator", 40, _of_educator),
        shown("Rule", 60, lambda of: of.rule.text),
        shown("Source", 50, lambda of: place_words(of.policy, of.rule.source)),
        shown("Address", 50, lambda of: source_of(of.policy, of.rule.source).url),
        shown("Read on", 12, lambda of: source_of(of.policy, of.rule.source).seen),
    )
    first = (of for of in _said(acceptance) if of.path is of.cell.paths[0])
    return table_of("Answers", columns, first, name="Answers")


def _of_educator(of: _Said) -> str:
    return " ".join(need.text for need in of.rule.needs if isinstance(need, EducatorNeed))


_CONDITIONS: tuple[Shown[tuple[_Said, Condition]], ...] = (
    *lifted(lambda of: of[0], _OF),
    shown("Rule", 20, lambda of: of[0].rule.id),
    shown("Condition", 50, lambda of: of[1].text),
    shown("Answer", 10, lambda of: HOLDS[of[1].holds]),
    shown("Why", 60, lambda of: of[1].reason),
    shown("Rests on", 24, lambda of: RESTS[of[1].rests_on] or None),
    shown("Criterion", 10, lambda of: of[1].criterion or None),
    shown("Place in the profile", 36, lambda of: condition_place(of[1]) or None),
    shown("Source", 50, lambda of: place_words(of[0].policy, of[1].source)),
)


def _conditions(acceptance: Acceptance) -> Table:
    rows = ((of, condition) for of in _said(acceptance) for condition in of.path.conditions)
    return table_of("Conditions", _CONDITIONS, rows, name="Conditions")


def _unsaid(acceptance: Acceptance) -> Table:
    """Return the states and purposes about which no rule in force is known: what to ask a state."""
    cells = (cell for cell in acceptance.candidates[0].cells if cell.answer is Answer.SILENT)
    rows = ((state_name(cell.state), PURPOSES[cell.purpose], why(acceptance, cell)) for cell in cells)
    return sheet("Unsaid", (("State", 18), ("For", 24), ("Why", 60)), rows)
