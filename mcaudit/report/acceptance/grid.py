"""The map itself: which state answers what for which purpose, how often, and which states say nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from mcaudit.blocks import Block, Bullets, Paragraph, Section, Table, Tone, dim
from mcaudit.blocks import Cell as TableCell
from mcaudit.model.acceptance import Acceptance, Answer, Candidacy, Cell
from mcaudit.model.states import state_name
from mcaudit.report.acceptance.words import ANSWERS, PURPOSES, answer_badge, gives_words, why
from mcaudit.report.parts import table

MOST_IN_FULL = 12
"""With more micro-credentials, a document has the map and no explanations; a workbook has them all."""


def map_sections(acceptance: Acceptance) -> Iterator[Section]:
    """Yield the answers of all micro-credentials together, and each one in its place where they are few."""
    if len(acceptance.candidates) > 1:
        yield together(acceptance)
    if len(acceptance.candidates) <= MOST_IN_FULL:
        one = len(acceptance.candidates) == 1
        table = _grid(acceptance, acceptance.candidates[0]) if one else _whole_grid(acceptance)
        yield Section(title="The map", anchor="map", blocks=(table,))


def _grid(acceptance: Acceptance, candidate: Candidacy) -> Table:
    """Return a row for each state and a column for each purpose."""
    cells = {(cell.state, cell.purpose): cell for cell in candidate.cells}
    heads = ((head, 16) for head in ("State", *(PURPOSES[purpose] for purpose in acceptance.purposes)))
    rows = (
        (state_name(state), *(_in_grid(acceptance, cells.get((state, purpose))) for purpose in acceptance.purposes))
        for state in acceptance.states
    )
    return table(candidate.title, heads, rows)


def _whole_grid(acceptance: Acceptance) -> Table:
    """Return a row for each state and purpose that is answered, and a column for each micro-credential."""
    answers = [{(cell.state, cell.purpose): cell for cell in each.cells} for each in acceptance.candidates]
    said = {asked for mine in answers for asked, cell in mine.items() if cell.answer is not Answer.SILENT}
    heads = (("State, and for what", 18), *((each.title, 15) for each in acceptance.candidates))
    rows = (
        (f"{state_name(state)}, {PURPOSES[purpose].lower()}", *(_badge(mine.get((state, purpose))) for mine in answers))
        for state, purpose in acceptance.asked
        if (state, purpose) in said
    )
    return table("What each state answers", heads, rows)


def _badge(cell: Cell | None) -> TableCell:
    if cell is None:
        return None
    return dim("not stated") if cell.answer is Answer.SILENT else answer_badge(cell.answer)


def _in_grid(acceptance: Acceptance, cell: Cell | None) -> TableCell:
    gives = gives_words(acceptance.rule(cell, cell.paths[0])) if cell and cell.answer is Answer.ACCEPTED else ""
    return (answer_badge(Answer.ACCEPTED), f": {gives}") if gives else _badge(cell)


def together(acceptance: Acceptance) -> Section:
    """Return how often each state accepts, by purpose, and how each micro-credential does."""
    answers = [each for each in Answer if each is not Answer.SILENT]
    rows: list[tuple[TableCell, ...]] = []
    for each in acceptance.candidates:
        counts = Counter(cell.answer for cell in each.cells)
        rows.append((each.title, *(counts[answer] for answer in Answer)))
    heads = [(ANSWERS[answer].capitalize(), 9) for answer in Answer]
    by_cell: dict[tuple[str, str], Counter[Answer]] = {asked: Counter() for asked in acceptance.asked}
    for each in acceptance.candidates:
        for cell in each.cells:
            by_cell[cell.state, cell.purpose][cell.answer] += 1
    said = {asked: mine for asked, mine in by_cell.items() if any(mine[answer] for answer in answers)}
    return Section(
        title="Together",
        anchor="together",
        blocks=(
            table("How many answers each one has", (("Micro-credential", 22), *heads), rows, numbers=len(heads)),
            table(
                "How many micro-credentials have which answer of a state",
                (("State", 14), ("For", 18), *heads[:-1]),
                (
                    (state_name(state), PURPOSES[purpose], *(mine[answer] for answer in answers))
                    for (state, purpose), mine in said.items()
                ),
                numbers=len(answers),
            ),
            *silent_states(acceptance, acceptance.candidates[0].cells),
        ),
    )


def silent_states(acceptance: Acceptance, cells: Sequence[Cell]) -> Iterator[Block]:
    """Yield which states have not said anything, and of which a rule is not in force."""
    by_state: dict[str, list[Cell]] = {}
    for cell in cells:
        by_state.setdefault(cell.state, []).append(cell)
    nothing = [state for state, mine in by_state.items() if all(cell.answer is Answer.SILENT for cell in mine)]
    pending = [cell for cell in cells if cell.answer is Answer.SILENT and cell.paths]
    if nothing:
        names = ", ".join(map(state_name, nothing))
        yield Paragraph(text=f"We know of no rule in force in: {names}.", tone=Tone.SMALL)
    if pending:
        items = (
            f"{state_name(cell.state)}, {PURPOSES[cell.purpose].lower()}: {why(acceptance, cell)}" for cell in pending
        )
        yield Bullets(items=tuple(items))
