"""The tables of a comparison's page that have a row for each micro-credential, or for each of its claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from mcaudit.media.style import css_class
from mcaudit.model import Counts, Rating, Verdict
from mcaudit.model.comparison import Choice, Comparison, Coverage, Entry
from mcaudit.model.words import GroupBy
from mcaudit.render.comparison.lines import Line, lines_of
from mcaudit.render.document.summary import Bar
from mcaudit.report.badges import rating_badge, verdict_badge
from mcaudit.report.comparison_words import (
    CHOICES,
    UNSAID,
    Covered,
    covered,
    failed,
    remarks_of,
)
from mcaudit.terms.words import VERDICT, number, score_range

_HALVES = (tuple(Choice)[:5], tuple(Choice)[5:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A micro-credential as every table names it: `key` is short and stands for it throughout the page."""

    key: str
    title: str
    remarks: tuple[str, ...]
    """What a reader must know wherever it is named, such as that it is fictional."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in a field of a matrix, and the class by which a stylesheet colors it."""

    words: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A verdict in words, with the status whose colors it has."""

    words: str
    hue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How much of a component, or of all five, is addressed: a bar, and the numbers beside it."""

    bar: Bar
    covered: Covered
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How much a micro-credential or a group addresses: of all five components, and of each."""

    named: Named | None
    name: str
    verdict: Answer | None
    whole: Share
    parts: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A micro-credential in the matrix; `group`, `state` and `policy` are numbers that the filters use."""

    named: Named
    group: int
    group_name: str
    state: int
    state_name: str
    policy: int
    policy_name: str
    verdict: Verdict
    answer: Answer
    addressed: str
    required: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a profile says about a key fact."""

    told: str
    silent: bool
    disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A micro-credential and its key facts."""

    named: Named
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: of a group, which `label` names with its size, or of all, and then `of` is empty."""

    label: str
    of: str
    rows: tuple[Row | Chosen | Line | Reach, ...]
    labels: tuple[str, ...] = ()
    """The headings of its columns, where they are not always the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A choice among what rows have: the name of the attribute, its label, and each value with its words."""

    by: str
    label: str
    options: tuple[tuple[str, str], ...]


def named_of(comparison: Comparison) -> tuple[Named, ...]:
    """Return how every table names each micro-credential."""
    return tuple(
        Named(key=f"M{index}", title=entry.title, remarks=tuple(remarks_of(entry)))
        for index, entry in enumerate(comparison.entries, 1)
    )


def cell_of(rating: Rating) -> Cell:
    """Return a rating as a cell."""
    badge = rating_badge(rating)
    return Cell(words=badge.word, kind=css_class(badge.look))


def answer_of(verdict: Verdict) -> Answer:
    """Return a verdict as a cell shows it."""
    badge = verdict_badge(verdict)
    return Answer(words=badge.word, hue=css_class(badge.look))


def share_of(counts: Counts) -> Cell:
    """Return how many requirements are addressed, shaded by their share; full only where that is all of them."""
    part, whole = counts.addressed, counts.total
    if not whole:
        return Cell(words="–", kind="not-applicable")
    kind = (
        "no-share"
        if not part
        else "full-share"
        if part == whole
        else "high-share"
        if 2 * part >= whole
        else "low-share"
    )
    return Cell(words=f"{part} of {whole}", kind=kind)


def policy_words(id: str) -> str:
    """Return the name of a policy, or that there is none."""
    return id or "no policy"


# --- what is addressed ---------------------------------------------------------------------------


def reaches(comparison: Comparison, named: Sequence[Named], *, by_group: bool) -> tuple[Table, ...]:
    """Return how much each micro-credential addresses, whole or a group at a time."""
    rows = [
        [
            reach_of(
                comparison,
                name.title,
                entry.coverage,
                entry.components,
                named=name,
                verdict=answer_of(entry.verdicts[comparison.gate]),
            )
        ]
        for entry, name in zip(comparison.entries, named, strict=True)
    ]
    return tuple(_tables(comparison, rows, by_group=by_group))


def reach_of(
    comparison: Comparison,
    name: str,
    coverage: Coverage,
    components: Sequence[Coverage],
    *,
    named: Named | None = None,
    verdict: Answer | None = None,
) -> Reach:
    """Return how much a micro-credential or a group addresses."""
    return Reach(
        named=named,
        name=name,
        verdict=verdict,
        whole=_share(comparison, name, coverage),
        parts=tuple(_share(comparison, name, each) for each in components),
    )


def _share(comparison: Comparison, name: str, coverage: Coverage) -> Share:
    told = covered(comparison.edition, coverage)
    bar = Bar(label=f"{name}, {told.label}", counts=told.counts, range=told.addressed)
    return Share(bar=bar, covered=told, failed=failed(told.counts))


# --- the matrix ----------------------------------------------------------------------------------


def matrices(comparison: Comparison, named: Sequence[Named], *, by_group: bool) -> tuple[Table, ...]:
    """Return the matrix, whole or a group at a time."""
    states, policies = _states(comparison), _policies(comparison)
    rows = [
        _row(comparison, entry, name, index, states, policies)
        for (index, entry), name in zip(_with_group(comparison), named, strict=True)
    ]
    return tuple(_tables(comparison, [[row] for row in rows], by_group=by_group))


def filters(comparison: Comparison) -> Iterator[Filter]:
    """Yield a filter for everything in which rows differ."""
    had = {entry.verdicts[comparison.gate] for entry in comparison.entries}
    names = (group.name for group in comparison.groups)
    found = {
        "group": (str(comparison.by).capitalize(), [(str(at), name) for at, name in enumerate(names)]),
        "state": ("State", [(str(at), state) for state, at in _states(comparison).items()]),
        "verdict": ("Verdict", [(str(verdict), VERDICT[verdict]) for verdict in Verdict if verdict in had]),
        "policy": ("Policy", [(str(at), policy_words(id)) for id, at in _policies(comparison).items()]),
    }
    if comparison.by is GroupBy.STATE:
        del found["group"]
    for by, (label, options) in found.items():
        if len(options) > 1:
            yield Filter(by=by, label=label, options=tuple(options))


def _row(
    comparison: Comparison,
    entry: Entry,
    named: Named,
    group: int,
    states: Mapping[str, int],
    policies: Mapping[str, int],
) -> Row:
    required = entry.score.required
    waived = f", {required.waived} waived" if required.waived else ""
    return Row(
        named=named,
        group=group,
        group_name=comparison.groups[group].name,
        state=states[entry.state],
        state_name=entry.state,
        policy=policies[entry.policy],
        policy_name=policy_words(entry.policy),
        verdict=entry.verdicts[comparison.gate],
        answer=answer_of(entry.verdicts[comparison.gate]),
        addressed=f"{required.addressed} of {required.total}",
        required=f"{score_range(required)}{waived}",
        cells=tuple(cell_of(result.rating) for result in entry.subcomponents),
    )


def _with_group(comparison: Comparison) -> Iterator[tuple[int, Entry]]:
    for index, group in enumerate(comparison.groups):
        for entry in group.entries:
            yield index, entry


def _states(comparison: Comparison) -> Mapping[str, int]:
    return _numbered(entry.state for entry in comparison.entries)


def _policies(comparison: Comparison) -> Mapping[str, int]:
    return _numbered(entry.policy for entry in comparison.entries)


def _numbered(values: Iterable[str]) -> Mapping[str, int]:
    return {value: index for index, value in enumerate(sorted(set(values)))}


# --- key facts, and the ledger --------------------------------------------------------------------


def choice_tables(
    comparison: Comparison, named: Sequence[Named], *, by_group: bool, printed: bool
) -> tuple[Table, ...]:
    """Return the key facts: in one table for a screen, which can be scrolled, and in two that fit on paper."""
    return tuple(
        table
        for choices in (_HALVES if printed else (tuple(Choice),))
        for table in _tables(
            comparison,
            [
                [Chosen(named=name, said=tuple(_said(entry, choice) for choice in choices))]
                for entry, name in zip(comparison.entries, named, strict=True)
            ],
            by_group=by_group,
            labels=tuple(CHOICES[choice] for choice in choices),
        )
    )


def _said(entry: Entry, choice: Choice) -> Said:
    fact = entry.facts[choice]
    return Said(told="; ".join(fact.said) or UNSAID, silent=not fact.said, disputed=fact.disputed)


def ledgers(
    comparison: Comparison, named: Sequence[Named], *, by_group: bool, kept: Callable[[Line], bool]
) -> tuple[Table, ...]:
    """Return the ledger, whole or a group at a time; of its lines those that are `kept`."""
    lines = [[line for line in mine if kept(line)] for mine in lines_of(comparison, [each.key for each in named])]
    return tuple(table for table in _tables(comparison, lines, by_group=by_group, noun="claim") if table.rows)


def _tables(
    comparison: Comparison,
    rows: Sequence[Sequence[Row | Chosen | Line | Reach]],
    *,
    by_group: bool,
    labels: tuple[str, ...] = (),
    noun: str = "micro-credential",
) -> Iterator[Table]:
    """Yield a table of all rows, or one for each group; `rows` are those of each micro-credential."""
    if not by_group:
        yield Table(label="", of="", rows=_flat(rows), labels=labels)
        return
    left = iter(rows)
    for group in comparison.groups:
        mine = _flat(islice(left, len(group.entries)))
        yield Table(label=f"{group.name}: {number(len(mine), noun)}", of=f": {group.name}", rows=mine, labels=labels)


def _flat(rows: Iterable[Sequence[Row | Chosen | Line | Reach]]) -> tuple[Row | Chosen | Line | Reach, ...]:
    return tuple(row for of_entry in rows for row in of_entry)
