"""A comparison as a workbook, a sheet for each table in the order in which they are read, and as one for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mcaudit.blocks import Cell, Column, Document, Table
from mcaudit.model import Counts, Edition, Gate
from mcaudit.model.comparison import Choice, Comparison, Coverage, Entry, EntryGroup, Summary, Tally
from mcaudit.model.words import verdicts_of
from mcaudit.report.comparison.columns import (
    ACTING,
    COUNTED,
    GROUP,
    NAME,
    OPEN,
    REACH,
    TALLIES,
    Listed,
    fact,
    groups_of,
    listed,
    rating,
    verdict_cell,
    verdict_column,
)
from mcaudit.report.comparison.common import alone
from mcaudit.report.comparison.document import READING
from mcaudit.report.comparison.ledger import ledger_sheet
from mcaudit.report.comparison.scores import verdicts_column
from mcaudit.report.comparison.stacks import stacks_sheet
from mcaudit.report.comparison.words import ACTORS, coverage_label, facts_words, shows_verdict
from mcaudit.report.parts import Row, Shown, lifted, made_with, sheet, shown, table_of, workbook
from mcaudit.terms.words import number

_MIDDLE, _WIDE, _WIDEST = 20, 36, 60
_COUNTED = (
    *("addressed", "floor", "ceiling", "total"),
    *("awaiting_review", "unsupported", "partly_met", "not_met", "not_stated", "not_applicable", "waived"),
)
"""Counts that a program reads of each level; the numbers met lie between the floor and the ceiling."""
_REACH = _COUNTED[:4]
_SHORTFALLS = (
    "A requirement that is addressed, but not met, only partly met, or unsupported is a shortfall. One that is not "
    "addressed is a gap. “Of” is to how many micro-credentials it applies."
)


def comparison_tables(comparison: Comparison) -> Document:
    """Return a comparison as a document of tables."""
    return _workbook(comparison, _sheets(comparison))


def _workbook(comparison: Comparison, tables: Iterable[Table]) -> Document:
    """Return tables as the workbook of a comparison."""
    title = f"Comparison of {len(comparison.entries)} micro-credentials by {comparison.by}"
    return workbook("Comparison", title, comparison.edition, comparison.date, tables)


def _sheets(comparison: Comparison) -> Iterator[Table]:
    yield _about(comparison)
    yield _addressed(comparison)
    yield _summary(comparison)
    yield _matrix(comparison)
    yield _sheet("Facts", (NAME, GROUP, *map(fact, Choice)), listed(comparison))
    yield _tallies(comparison, "Shortfalls", lambda summary: summary.shortfalls)
    yield _tallies(comparison, "Gaps", lambda summary: summary.gaps)
    yield _apart(comparison)
    yield ledger_sheet(comparison)
    yield stacks_sheet(comparison)


def _sheet(name: str, columns: Sequence[Shown[Row]], rows: Sequence[Row]) -> Table:
    return table_of(name, columns, rows, name=name)


def _about(comparison: Comparison) -> Table:
    edition = comparison.edition
    rows = (
        ("Compared", f"{number(len(comparison.entries), 'micro-credential')}, by {comparison.by}"),
        ("Against", f"{edition.title} ({edition.id})"),
        ("Date", comparison.date),
        ("Gate", f"{comparison.gate}: the verdicts are answers to this gate"),
        ("Policies", comparison.under),
        *READING.items(),
        ("Shortfalls and gaps", _SHORTFALLS),
        *(("Note", notice) for notice in comparison.notices),
        *made_with(edition, comparison.policies.values()),
        ("SHA-256 of each profile", "In the last column of the sheet Matrix"),
    )
    return sheet("About", (("About this comparison", 34), ("Says", 100)), rows)


# --- what is addressed ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A component of a micro-credential, or all of them."""

    row: Listed
    coverage: Coverage


def _addressed(comparison: Comparison) -> Table:
    """Return a row for each micro-credential with all components, and one for each component."""
    edition = comparison.edition
    columns: tuple[Shown[_Part], ...] = (
        *lifted(lambda part: part.row, (NAME, GROUP, verdict_column(comparison.gate))),
        shown("Component", 24, lambda part: coverage_label(edition, part.coverage)),
        *lifted(lambda part: part.coverage.score.required, REACH),
        *lifted(lambda part: part.coverage, COUNTED),
    )
    rows = [
        _Part(row=row, coverage=coverage)
        for row in listed(comparison)
        for coverage in (row.entry.coverage, *row.entry.components)
    ]
    return _sheet("Addressed", columns, rows)


# --- groups --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """What a group requires or desires: of all components, where `is_first` says so, or of one."""

    group: EntryGroup
    label: str
    counts: Counts
    coverage: Coverage | None
    is_first: bool = False


def _summary(comparison: Comparison) -> Table:
    gate = comparison.gate
    columns: tuple[Shown[_Line], ...] = (
        shown("Group", _MIDDLE, lambda line: line.group.name),
        shown("Policies", _MIDDLE, lambda line: ", ".join(each or "none" for each in line.group.policies)),
        _once(shown("Micro-credentials", 18, lambda group: group.summary.count)),
        _once(shown("Readings of public pages", 11, lambda group: group.summary.readings)),
        *map(_once, (verdicts_column(gate, verdict, 12) for verdict in verdicts_of(gate))),
        shown("Requirements", 28, lambda line: line.label),
        *lifted(lambda line: line.counts, (*REACH, *OPEN)),
        *map(_acting, ACTING),
        _once(shown("All meet", 30, lambda group: _or_none(group.summary.shared))),
        _once(shown("None meets", 30, lambda group: _or_none(group.summary.lacking))),
        _once(shown("None addresses", 46, lambda group: _or_none(group.summary.unaddressed))),
    )
    return _sheet("Summary", columns, [line for group in groups_of(comparison) for line in _lines(comparison, group)])


def _lines(comparison: Comparison, group: EntryGroup) -> Iterator[_Line]:
    """Yield all that is required, what each component requires, and all that is desired."""
    whole = group.summary.coverage
    yield _Line(group=group, label="All required", counts=whole.score.required, coverage=whole, is_first=True)
    for part in group.summary.components:
        label = f"{coverage_label(comparison.edition, part)}, required"
        yield _Line(group=group, label=label, counts=part.score.required, coverage=part)
    yield _Line(group=group, label="All desired", counts=whole.score.desired, coverage=None)


def _once(of: Shown[EntryGroup]) -> Shown[_Line]:
    """Return a column that says something only in the first line of a group."""
    return Shown(column=of.column, cell=lambda line: of.cell(line.group) if line.is_first else None)


def _acting(of: Shown[Coverage]) -> Shown[_Line]:
    column = of.column
    return shown(column.head, column.width, lambda line: of.cell(line.coverage) if line.coverage else None)


def _or_none(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"


# --- requirements --------------------------------------------------------------------------------


def _tallies(comparison: Comparison, title: str, of: Callable[[Summary], Sequence[Tally]]) -> Table:
    texts = _texts(comparison.edition)
    columns: tuple[Shown[tuple[str, Tally]], ...] = (
        shown("Group", _MIDDLE, lambda row: row[0]),
        shown("Requirement", 14, lambda row: row[1].requirement),
        shown("Text", 80, lambda row: texts.get(row[1].requirement, "")),
        *lifted(lambda row: row[1], TALLIES),
    )
    return _sheet(title, columns, [(group.name, each) for group in groups_of(comparison) for each in of(group.summary)])


def _apart(comparison: Comparison) -> Table:
    texts = _texts(comparison.edition)
    heads = (("Group", _MIDDLE), ("Micro-credential", _WIDE), ("Id", _WIDE), ("Alone", 11), ("Requirement", 14))
    rows = (
        (group.name, entry.name, entry.id, how, requirement, texts.get(requirement, ""))
        for group in groups_of(comparison)
        for entry, apart in zip(group.counted, group.summary.apart, strict=False)
        for how, which in zip(("meets", "addresses", "fails", "leaves out"), alone(apart), strict=True)
        for requirement in which
    )
    return sheet("Apart", (*heads, ("Text", _WIDEST)), rows)


def _texts(edition: Edition) -> Mapping[str, str]:
    """Return what each requirement asks: the text of a criterion, or of a group of alternatives."""
    groups = {group.id: group.text for sub in edition.subcomponents for group in sub.groups}
    return {**groups, **{criterion.id: criterion.text for criterion in edition.criteria}}


# --- the matrix ----------------------------------------------------------------------------------

_BOUNDS = ("addressed", "at least", "at most", "of")


def _matrix(comparison: Comparison) -> Table:
    subs = enumerate(comparison.edition.subcomponents)
    columns: tuple[Shown[Listed], ...] = (
        *(NAME, GROUP),
        *(_verdict_word(gate) for gate in Gate),
        *(rating(at, f"{sub.id} {sub.title}") for at, sub in subs),
        *_bounds("Required", lambda row: row.entry.score.required),
        *_bounds("Desired", lambda row: row.entry.score.desired),
        shown("Waived", 13, lambda row: row.entry.score.required.waived),
        shown("Met on unchecked claims", 13, lambda row: row.entry.unconfirmed),
        shown("State", 13, lambda row: row.entry.state),
        shown("Policy", 13, lambda row: row.entry.policy or "none"),
        shown("Fictional", 13, lambda row: _yes(row.entry.fictional)),
        shown("Reading of public pages", 13, lambda row: _yes(row.entry.is_reading)),
        shown("Offers learning", 13, lambda row: _yes(row.entry.offers_learning)),
        shown("Id", _WIDE, lambda row: row.entry.id),
        shown("File", _WIDE, lambda row: row.entry.path),
        shown("SHA-256 of the profile", _WIDE, lambda row: row.entry.sha256),
    )
    return _sheet("Matrix", columns, listed(comparison))


def _verdict_word(gate: Gate) -> Shown[Listed]:
    def cell(row: Listed) -> str | None:
        badge = verdict_cell(row.entry, gate)
        return badge.word if badge else None

    return shown(str(gate).capitalize(), 13, cell)


def _bounds(level: str, of: Callable[[Listed], Counts]) -> Iterator[Shown[Listed]]:
    for bound, each in zip(_BOUNDS, lifted(of, REACH), strict=True):
        yield shown(f"{level}: {bound}", 13, each.cell)


# --- for programs --------------------------------------------------------------------------------


def comparison_table(comparison: Comparison) -> Document:
    """Return a comparison as a document of one table; a reading of public pages has no verdicts."""
    return _workbook(comparison, (_flat(comparison),))


def _flat(comparison: Comparison) -> Table:
    heads = (
        *("id", "title", "fictional", "reading", "offers_learning", "state", "group", "policy", "path", *Gate),
        *(f"{level}_{name}" for level in ("required", "desired") for name in _COUNTED),
        *(f"{component.key}_{name}" for component in comparison.edition.components for name in _REACH),
        *(f"acting_{actor}" for actor in ACTORS),
        *(sub.id for sub in comparison.edition.subcomponents),
        *Choice,
    )
    return Table(
        caption="comparison",
        name="comparison",
        columns=tuple(Column(head=str(head), width=11) for head in heads),
        rows=tuple(_row(row.group.name, row.entry) for row in listed(comparison)),
    )


def _row(group: str, entry: Entry) -> tuple[Cell, ...]:
    return (
        *(entry.id, entry.title, _yes(entry.fictional), _yes(entry.is_reading), _yes(entry.offers_learning)),
        *(entry.state, group, entry.policy, entry.path),
        *(entry.verdicts[gate].value if shows_verdict(entry) else None for gate in Gate),
        *(getattr(counts, name) for counts in (entry.score.required, entry.score.desired) for name in _COUNTED),
        *(getattr(part.score.required, name) for part in entry.components for name in _REACH),
        *(entry.coverage.acting[actor] for actor in ACTORS),
        *(result.rating.value for result in entry.subcomponents),
        *(facts_words(entry.facts[choice], choice) for choice in Choice),
    )


def _yes(value: bool) -> str:
    return "yes" if value else "no"
