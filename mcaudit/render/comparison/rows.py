"""The tables of a comparison's page that have a row for each micro-credential, or for each of its claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from mcaudit.model import Choice, Comparison, Entry, GroupBy, Rating, Verdict
from mcaudit.render.comparison.charts import KIND_OF
from mcaudit.render.comparison.lines import Line, lines_of
from mcaudit.render.comparison.words import CHOICES, UNSAID, rating_mark
from mcaudit.render.words import number, rating_range, score_range

_HALVES = (tuple(Choice)[:5], tuple(Choice)[5:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A micro-credential as every table names it: `key` is short and stands for it throughout the page."""

    key: str
    title: str
    fictional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A rating: its letters, its words, and the classes of its floor and its ceiling."""

    mark: str
    words: str
    kinds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A micro-credential in the matrix; `group`, `state` and `policy` tell the filters which it has, by number."""

    named: Named
    group: int
    group_name: str
    state: int
    state_name: str
    policy: int
    policy_name: str
    verdict: Verdict
    required: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a profile says of something that people choose by."""

    told: str
    silent: bool
    disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A micro-credential and what people choose it by."""

    named: Named
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: of a group, which `label` tells with its size, or of all, and then `of` is empty."""

    label: str
    of: str
    rows: tuple[Row | Chosen | Line, ...]
    labels: tuple[str, ...] = ()
    """The headings of its columns, where they are not always the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A choice among what rows have: the name of the attribute, its label, and each value with its words."""

    by: str
    label: str
    options: tuple[tuple[str, str], ...]


def named_of(comparison: Comparison) -> tuple[Named, ...]:
    """Return what every table calls each micro-credential."""
    return tuple(
        Named(key=f"M{index}", title=entry.title, fictional=entry.fictional)
        for index, entry in enumerate(comparison.entries, 1)
    )


def cell_of(floor: Rating, ceiling: Rating) -> Cell:
    """Return a rating as a cell."""
    return Cell(
        mark=rating_mark(floor, ceiling),
        words=rating_range(floor, ceiling),
        kinds=f"f{KIND_OF[floor]} c{KIND_OF[ceiling]}",
    )


def policy_words(id: str) -> str:
    """Return the name of a policy, or that there is none."""
    return id or "no policy"


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
        "verdict": ("Verdict", [(str(verdict), str(verdict)) for verdict in Verdict if verdict in had]),
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
        required=f"{score_range(required)}{waived}",
        cells=tuple(cell_of(result.floor, result.ceiling) for result in entry.subcomponents),
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


# --- what people choose by, and the ledger -------------------------------------------------------


def choice_tables(
    comparison: Comparison, named: Sequence[Named], *, by_group: bool, printed: bool
) -> tuple[Table, ...]:
    """Return what people choose by: in one table for a screen, which can be moved, and in two that fit on paper."""
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
    rows: Sequence[Sequence[Row | Chosen | Line]],
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


def _flat(rows: Iterable[Sequence[Row | Chosen | Line]]) -> tuple[Row | Chosen | Line, ...]:
    return tuple(row for of_entry in rows for row in of_entry)
