"""A map of acceptance as tables: a row for each cell, for a workbook and for programs that read CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mcaudit.blocks import Cell as TableCell
from mcaudit.blocks import Document, Table
from mcaudit.model.acceptance import Acceptance, Answer, Candidacy, Cell, Condition
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
    holds_badge,
    place_words,
    remarks,
    source_of,
    why,
)
from mcaudit.report.parts import made_with, sheet, workbook

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

    def rows() -> Iterator[tuple[TableCell, ...]]:
        for each in acceptance.candidates:
            cells = {(cell.state, cell.purpose): cell for cell in each.cells}
            for state in acceptance.states:
                mine = (cells.get((state, purpose)) for purpose in acceptance.purposes)
                yield (each.title, state_name(state), *(answer_badge(cell.answer) if cell else None for cell in mine))

    return sheet("Map", heads, rows())


def _answers(acceptance: Acceptance) -> Table:
    heads = (
        *(("Micro-credential", 36), ("State", 18), ("For", 20), ("Answer", 14), ("Why", 60), ("Gives", 30)),
        *(("Decided by", 18), ("Checked by", 18), ("Depends on the educator", 40), ("Rule", 60), ("Source", 50)),
        *(("Address", 50), ("Read on", 12)),
    )

    def rows() -> Iterator[tuple[TableCell, ...]]:
        for each in acceptance.candidates:
            for cell in each.cells:
                if cell.paths:
                    yield _answer(acceptance, each, cell)

    return sheet("Answers", heads, rows())


def _answer(acceptance: Acceptance, candidate: Candidacy, cell: Cell) -> tuple[TableCell, ...]:
    path = cell.paths[0]
    rule, policy = acceptance.rule(cell, path), acceptance.policies[cell.state]
    source = source_of(policy, rule.source)
    return (
        candidate.title,
        state_name(cell.state),
        PURPOSES[cell.purpose],
        answer_badge(cell.answer),
        why(acceptance, cell),
        gives_words(rule),
        HOLDERS[rule.decided_by] if rule.decided_by else None,
        HOLDERS[rule.checked_by] if rule.checked_by else None,
        " ".join(need.text for need in rule.needs if isinstance(need, EducatorNeed)),
        rule.text,
        place_words(policy, rule.source),
        source.url,
        source.seen,
    )


def _conditions(acceptance: Acceptance) -> Table:
    heads = (
        *(("Micro-credential", 36), ("State", 18), ("For", 20), ("Rule", 20), ("Condition", 50), ("Answer", 10)),
        *(("Why", 60), ("Rests on", 24), ("Criterion", 10), ("Place in the profile", 36), ("Source", 50)),
    )

    def rows() -> Iterator[tuple[TableCell, ...]]:
        for each in acceptance.candidates:
            for cell in each.cells:
                for path in cell.paths:
                    rule = acceptance.rule(cell, path)
                    for condition in path.conditions:
                        yield _condition(acceptance, each, cell, rule, condition)

    return sheet("Conditions", heads, rows())


def _condition(
    acceptance: Acceptance, candidate: Candidacy, cell: Cell, rule: Purpose, condition: Condition
) -> tuple[TableCell, ...]:
    return (
        candidate.title,
        state_name(cell.state),
        PURPOSES[cell.purpose],
        rule.id,
        condition.text,
        holds_badge(condition.holds) if condition.holds in HOLDS else None,
        condition.reason,
        RESTS[condition.rests_on] or None,
        condition.criterion or None,
        condition_place(condition) or None,
        place_words(acceptance.policies[cell.state], condition.source),
    )


def _unsaid(acceptance: Acceptance) -> Table:
    """Return the states and purposes about which no rule in force is known: what to ask a state."""
    heads = (("State", 18), ("For", 24), ("Why", 60))

    def rows() -> Iterator[tuple[TableCell, ...]]:
        for cell in acceptance.candidates[0].cells:
            if cell.answer is Answer.SILENT:
                yield (state_name(cell.state), PURPOSES[cell.purpose], why(acceptance, cell))

    return sheet("Unsaid", heads, rows())
