"""What a comparison's page shows, part by part, worked out before it is set: its templates decide nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from mcaudit import __version__
from mcaudit.model import (
    Apart,
    Comparison,
    Counts,
    Edition,
    Entry,
    Member,
    Shortfall,
    Summary,
    Verdict,
)
from mcaudit.render.comparison.charts import Drawn, Heat, drawn_stack, entries_heat, groups_heat
from mcaudit.render.comparison.rows import (
    Cell,
    Filter,
    Named,
    Table,
    cell_of,
    choice_tables,
    filters,
    ledgers,
    matrices,
    named_of,
    policy_words,
)
from mcaudit.render.document.summary import Bar
from mcaudit.render.words import number, score_range

MANY = 60
"""Micro-credentials of which a page still shows each at once; of more it shows the groups, and each behind them."""
_MOST_ON_PAPER = 120
"""Micro-credentials of which paper holds each; of more it holds the groups and what needs a look."""
_MOST_DRAWN = 60
"""Rows that a heat map holds before nobody can take it in."""
_SHEET_OF_HEAT = 22
"""Rows of a heat map that fit on a sheet."""
_SHORTFALLS_OF_ALL = 24
_SHORTFALLS_OF_A_GROUP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """A requirement in its words, and how many fall short of it."""

    id: str
    text: str
    counts: Shortfall


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What a group has of a subcomponent: how much of what is required is met, the worst and the best rating."""

    range: str
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What micro-credentials come to together: in numbers, in bars, and in what they share."""

    name: str
    anchor: str
    size: int
    count: str
    under: str
    verdicts: tuple[tuple[Verdict, int], ...]
    required: Bar
    components: tuple[Bar, ...]
    shares: tuple[Share, ...]
    several: bool
    shared: tuple[str, ...]
    lacking: tuple[str, ...]
    apart: tuple[tuple[Named, Apart], ...]
    shortfalls: tuple[Short, ...]
    rest: tuple[Shortfall, ...]
    """Further shortfalls, of which the page gives no words here."""
    fallen: tuple[str, ...]
    """What a single one falls short of, by name: where there are several, a table counts it."""
    flawless: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StackPart:
    """A stack, drawn and as a list."""

    name: str
    standing: str
    drawing: Drawn
    members: tuple[tuple[str, str], ...]
    """Each member, with what is known of it."""
    order: tuple[tuple[str, str], ...]
    troubles: tuple[str, ...]
    findings: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two micro-credentials that are nearly the same, and what evidence only one asks for."""

    first: str
    second: str
    likeness: str
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything that a page shows."""

    title: str
    version: str
    comparison: Comparison
    count: str
    glance: str
    policies: tuple[tuple[str, str, str], ...]
    """Title, id and hash of each policy."""
    subs: tuple[tuple[str, str], ...]
    """Id and title of each subcomponent."""
    component_titles: tuple[str, ...]
    groups: tuple[Told, ...]
    overall: Told
    one_group: bool
    folded: bool
    """Whether each group's rows stand behind its name."""
    whole: bool
    """Whether every micro-credential is shown with its rows, which paper has no room for when there are many."""
    left_out: str
    grouped_by_state: bool
    by: str
    filters: tuple[Filter, ...]
    matrices: tuple[Table, ...]
    choice_tables: tuple[Table, ...]
    ledgers: tuple[Table, ...]
    group_heat: tuple[Heat, ...]
    entry_heat: tuple[Heat, ...]
    claims: str
    stacks: tuple[StackPart, ...]
    loops: tuple[tuple[str, ...], ...]
    pairs: tuple[Pair, ...]
    profiles: tuple[tuple[Named, Entry], ...]


Clean = Callable[[str], str]


def page_of(comparison: Comparison, clean: Clean, *, printed: bool) -> Page:
    """Return the page of a comparison; `clean` spells text for drawings, whose lines are broken by hand."""
    named = named_of(comparison)
    whole = not printed or len(named) <= _MOST_ON_PAPER
    folded = not printed and len(named) > MANY
    groups = tuple(_groups(comparison, named))
    by_id = {entry.id: f"{each.key} {each.title}" for entry, each in zip(comparison.entries, named, strict=True)}
    return Page(
        title=f"{number(len(named), 'micro-credential')} by {comparison.by}",
        version=__version__,
        comparison=comparison,
        count=number(len(named), "micro-credential"),
        glance=_glance(comparison),
        policies=tuple((p.title, p.id, p.sha256) for p in comparison.policies.values()),
        subs=tuple((sub.id, sub.title) for sub in comparison.edition.subcomponents),
        component_titles=tuple(f"{each.number} {each.title}" for each in comparison.edition.components),
        groups=groups,
        overall=_told(
            comparison.edition,
            comparison.overall,
            _counted(comparison.entries, comparison.counted, named),
            name="All together",
            anchor="overall",
            under="",
            most=_SHORTFALLS_OF_ALL,
        ),
        one_group=len(groups) == 1,
        folded=folded,
        whole=whole,
        left_out=_left_out(len(named), whole=whole),
        grouped_by_state=comparison.by == "state",
        by=str(comparison.by),
        filters=tuple(filters(comparison)),
        matrices=matrices(comparison, named, by_group=folded) if whole else (),
        choice_tables=choice_tables(comparison, named, by_group=folded, printed=printed) if whole else (),
        ledgers=ledgers(comparison, named, by_group=folded, kept=lambda line: whole or bool(line.against)),
        group_heat=_group_heat(comparison, clean, printed=printed),
        entry_heat=_entry_heat(comparison, named, clean, printed=printed),
        claims=_claims(comparison),
        stacks=tuple(_stacks(comparison, by_id, clean)),
        loops=comparison.loops,
        pairs=tuple(_pairs(comparison, by_id)),
        profiles=tuple(zip(named, comparison.entries, strict=True)),
    )


def _glance(comparison: Comparison) -> str:
    overall = comparison.overall
    verdicts = ", ".join(f"{overall.verdicts.get(verdict, 0)} {verdict}" for verdict in Verdict)
    counted = overall.score.required
    return (
        f"Of {number(overall.count, 'micro-credential')}, {verdicts} at the {comparison.gate} gate. Taken together, "
        f"{score_range(counted)} required requirements are met, which is {_share(counted.floor, counted.total)}"
        f"{f' to {_share(counted.ceiling, counted.total)}' if counted.open else ''}."
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "nothing"


def _left_out(count: int, *, whole: bool) -> str:
    if whole:
        return ""
    return (
        f"With {count} micro-credentials, this document holds what they come to in groups, every contradiction in the "
        "ledger, and the stacks. The matrix, what people choose by and every other claim, micro-credential by "
        "micro-credential, are in the same comparison as HTML and as a workbook (-o comparison.html, "
        "-o comparison.xlsx)."
    )


# --- groups --------------------------------------------------------------------------------------


def _groups(comparison: Comparison, named: Sequence[Named]) -> Iterator[Told]:
    names = iter(named)
    for index, group in enumerate(comparison.groups, 1):
        yield _told(
            comparison.edition,
            group.summary,
            _counted(group.entries, group.counted, tuple(islice(names, len(group.entries)))),
            name=group.name,
            anchor=f"group-{index}",
            under=", ".join(f"policy {id}" if id else policy_words(id) for id in group.policies),
            most=_SHORTFALLS_OF_A_GROUP,
        )


def _counted(entries: Sequence[Entry], counted: Sequence[Entry], named: Sequence[Named]) -> tuple[Named, ...]:
    """Return what those entries are called that are counted together."""
    paths = {entry.path for entry in counted}
    return tuple(name for entry, name in zip(entries, named, strict=True) if entry.path in paths)


def _told(
    edition: Edition, summary: Summary, named: Sequence[Named], *, name: str, anchor: str, under: str, most: int
) -> Told:
    apart = zip(named, summary.apart, strict=True) if summary.apart else ()
    texts = _texts(edition)
    several = summary.count > 1
    counted = summary.shortfalls if several else ()
    return Told(
        name=name,
        anchor=anchor,
        size=summary.count,
        count=number(summary.count, "micro-credential"),
        under=under,
        verdicts=tuple((verdict, summary.verdicts.get(verdict, 0)) for verdict in Verdict),
        required=_bar(f"{name}, all five components", summary.score.required),
        components=tuple(
            _bar(f"{name}, {component.number} {component.title}", result.score.required)
            for component, result in zip(edition.components, summary.components, strict=True)
        ),
        shares=tuple(
            Share(range=_range(each.score.required), cell=cell_of(each.floor, each.ceiling))
            for each in summary.subcomponents
        ),
        several=several,
        shared=summary.shared,
        lacking=summary.lacking,
        apart=tuple((of, each) for of, each in apart if each.alone_meets or each.alone_lacks),
        shortfalls=tuple(
            Short(id=each.requirement, text=texts.get(each.requirement, ""), counts=each) for each in counted[:most]
        ),
        rest=counted[most:],
        fallen=_fallen(summary),
        flawless=not summary.shortfalls,
    )


def _fallen(summary: Summary) -> tuple[str, ...]:
    """Return what a single one falls short of, where that is more than it does not meet."""
    names = tuple(each.requirement for each in summary.shortfalls) if summary.count == 1 else ()
    return names if set(names) != set(summary.lacking) else ()


def _bar(label: str, counts: Counts) -> Bar:
    return Bar(label=label, counts=counts, range=_range(counts))


def _range(counts: Counts) -> str:
    return score_range(counts) if counts.total else "none applies"


def _texts(edition: Edition) -> Mapping[str, str]:
    texts = {criterion.id: criterion.text for criterion in edition.criteria}
    texts.update((group.id, group.text) for sub in edition.subcomponents for group in sub.groups)
    return texts


# --- heat maps -----------------------------------------------------------------------------------


def _group_heat(comparison: Comparison, clean: Clean, *, printed: bool) -> tuple[Heat, ...]:
    if not 1 < len(comparison.groups) <= _MOST_DRAWN:
        return ()
    rows = [(group.name, group.summary.subcomponents) for group in comparison.groups]
    return groups_heat(comparison.edition, rows, clean, most=_SHEET_OF_HEAT if printed else _MOST_DRAWN)


def _entry_heat(comparison: Comparison, named: Sequence[Named], clean: Clean, *, printed: bool) -> tuple[Heat, ...]:
    if len(named) > MANY:
        return ()
    rows = [
        (f"{name.key} {name.title}", entry.subcomponents) for entry, name in zip(comparison.entries, named, strict=True)
    ]
    return entries_heat(comparison.edition, rows, clean, most=_SHEET_OF_HEAT if printed else MANY)


# --- the ledger and the stacks -------------------------------------------------------------------


def _claims(comparison: Comparison) -> str:
    every = comparison.ledger
    against = sum(bool(line.against) for line in every)
    hours = sum(line.clock_hours is not None and line.rate is not None for line in every)
    return (
        f"{number(len(every), 'claim')} of hours, credits, units and money. "
        f"{against} of them {'is' if against == 1 else 'are'} contradicted, and a cited rate turns {hours} into clock "
        "hours. Nothing is turned into hours by any other rate."
    )


def _stacks(comparison: Comparison, by_id: Mapping[str, str], clean: Clean) -> Iterator[StackPart]:
    for stack in comparison.stacks:
        yield StackPart(
            name=stack.name,
            standing=" and ".join(stack.standing),
            drawing=drawn_stack(stack, clean),
            members=tuple(_member(member, by_id) for member in stack.members),
            order=stack.leads_to,
            troubles=stack.troubles,
            findings=tuple((by_id.get(of, of), name, told) for of, name, told in stack.findings),
        )


def _member(member: Member, by_id: Mapping[str, str]) -> tuple[str, str]:
    known = "compared here" if member.entry else "not compared here"
    return by_id.get(member.entry, member.title), f"{known}; named by {', '.join(member.named_by)}"


def _pairs(comparison: Comparison, by_id: Mapping[str, str]) -> Iterator[Pair]:
    for pair in comparison.lookalikes:
        yield Pair(
            first=by_id.get(pair.first, pair.first),
            second=by_id.get(pair.second, pair.second),
            likeness=f"{pair.likeness:.0%}",
            only_first=pair.only_first,
            only_second=pair.only_second,
        )
