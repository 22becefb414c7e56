"""What a comparison's page shows, part by part, worked out before it is set: its templates decide nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from mcaudit.model import Edition, Status
from mcaudit.model.comparison import Apart, Comparison, Entry, Member, Summary, Tally, verdicts_of
from mcaudit.render.comparison.charts import Drawn, drawn_stack
from mcaudit.render.comparison.rows import (
    Answer,
    Cell,
    Filter,
    Named,
    Reach,
    Table,
    answer_of,
    choice_tables,
    filters,
    ledgers,
    matrices,
    named_of,
    policy_words,
    reach_of,
    reaches,
    share_of,
)
from mcaudit.report.comparison_words import ACTORS, component_words, failed
from mcaudit.terms.words import ACTOR, STATUS, VERDICT, met_range, number
from mcaudit.version import __version__

MANY = 60
"""Up to this many micro-credentials are shown at once; with more, each is behind its group."""
_MOST_ON_PAPER = 120
"""Up to this many micro-credentials fit on paper; with more, it has the groups and what needs a look."""
_MOST_OF_ALL = 24
_MOST_OF_A_GROUP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """A requirement in its words, and how many micro-credentials have which status."""

    id: str
    text: str
    not_met: int
    partly_met: int
    unsupported: int
    waiting: int
    not_stated: int
    applies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Requirements by how many fall short of them or do not address them: the commonest in words, the rest by name."""

    shown: tuple[Short, ...]
    rest: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What micro-credentials come to together: in numbers, in bars, and in what they share."""

    name: str
    anchor: str
    size: int
    count: str
    under: str
    verdicts: tuple[tuple[Answer, int], ...]
    reach: Reach
    shares: tuple[Cell, ...]
    """How much of each subcomponent is addressed."""
    several: bool
    shared: tuple[str, ...]
    lacking: tuple[str, ...]
    unaddressed: tuple[str, ...]
    apart: tuple[tuple[Named, Apart], ...]
    shortfalls: Listed
    gaps: Listed
    short: tuple[tuple[str, tuple[str, ...]], ...]
    """Of a single one, what it falls short of by status: where there are several, a table counts it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StackPart:
    """A stack, drawn and as a list."""

    name: str
    standing: str
    size: str
    drawing: Drawn
    members: tuple[tuple[str, str], ...]
    """Each member, with what is known of it."""
    order: tuple[tuple[str, str], ...]
    troubles: tuple[str, ...]
    findings: tuple[tuple[str, str, str, str], ...]
    """Micro-credential, criterion, status in words, and the message."""


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
    parts: tuple[tuple[str, int, int], ...]
    """Each component with where its subcomponents begin among all, and where they end."""
    component_titles: tuple[str, ...]
    verdicts: tuple[str, ...]
    """The answers that the gate can have, in words."""
    actors: tuple[str, ...]
    reaches: tuple[Table, ...]
    """How much each micro-credential addresses."""
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
        parts=tuple(_parts(comparison.edition)),
        component_titles=tuple(map(component_words, comparison.edition.components)),
        verdicts=tuple(VERDICT[verdict].capitalize() for verdict in verdicts_of(comparison.gate)),
        actors=tuple(ACTOR[actor].removeprefix("the ") for actor in ACTORS),
        reaches=reaches(comparison, named, by_group=folded) if whole else (),
        groups=groups,
        overall=_told(
            comparison,
            comparison.overall,
            _counted(comparison.entries, comparison.counted, named),
            name="All together",
            anchor="overall",
            under="",
            most=_MOST_OF_ALL,
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
        claims=_claims(comparison),
        stacks=tuple(_stacks(comparison, by_id, clean)),
        loops=comparison.loops,
        pairs=tuple(_pairs(comparison, by_id)),
        profiles=tuple(zip(named, comparison.entries, strict=True)),
    )


def _parts(edition: Edition) -> Iterator[tuple[str, int, int]]:
    start = 0
    for component in edition.components:
        end = start + len(component.subcomponents)
        yield component_words(component), start, end
        start = end


def _glance(comparison: Comparison) -> str:
    overall, counts = comparison.overall, comparison.overall.coverage.score.required
    verdicts = ", ".join(
        f"{overall.verdicts.get(verdict, 0)} {VERDICT[verdict]}" for verdict in verdicts_of(comparison.gate)
    )
    return (
        f"Together, {number(overall.count, 'micro-credential')} address {counts.addressed} of {counts.total} required "
        f"requirements ({_share(counts.addressed, counts.total)}). {met_range(counts)} are met, {failed(counts)} are "
        f"contradicted or only partly met, and {counts.not_stated} are not addressed. "
        f"At the {comparison.gate} gate: {verdicts}."
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "nothing"


def _left_out(count: int, *, whole: bool) -> str:
    if whole:
        return ""
    return (
        f"With {count} micro-credentials, this document has the totals of each group, every contradiction in the "
        "ledger, and the stacks. For the matrix, the key facts, and every other claim of each micro-credential, write "
        "the same comparison as HTML or as a workbook (-o comparison.html, -o comparison.xlsx)."
    )


# --- groups --------------------------------------------------------------------------------------


def _groups(comparison: Comparison, named: Sequence[Named]) -> Iterator[Told]:
    names = iter(named)
    for index, group in enumerate(comparison.groups, 1):
        yield _told(
            comparison,
            group.summary,
            _counted(group.entries, group.counted, tuple(islice(names, len(group.entries)))),
            name=group.name,
            anchor=f"group-{index}",
            under=", ".join(f"policy {id}" if id else policy_words(id) for id in group.policies),
            most=_MOST_OF_A_GROUP,
        )


def _counted(entries: Sequence[Entry], counted: Sequence[Entry], named: Sequence[Named]) -> tuple[Named, ...]:
    """Return the names of the entries that are counted together."""
    paths = {entry.path for entry in counted}
    return tuple(name for entry, name in zip(entries, named, strict=True) if entry.path in paths)


def _told(
    comparison: Comparison,
    summary: Summary,
    named: Sequence[Named],
    *,
    name: str,
    anchor: str,
    under: str,
    most: int,
) -> Told:
    apart = zip(named, summary.apart, strict=True) if summary.apart else ()
    texts = _texts(comparison.edition)
    several = summary.count > 1
    return Told(
        name=name,
        anchor=anchor,
        size=summary.count,
        count=number(summary.count, "micro-credential"),
        under=under,
        verdicts=tuple(
            (answer_of(verdict), summary.verdicts.get(verdict, 0)) for verdict in verdicts_of(comparison.gate)
        ),
        reach=reach_of(comparison, name, summary.coverage, summary.components),
        shares=tuple(share_of(each.score.required) for each in summary.subcomponents),
        several=several,
        shared=summary.shared,
        lacking=summary.lacking,
        unaddressed=summary.unaddressed,
        apart=tuple((of, each) for of, each in apart if each.says_anything),
        shortfalls=_listed(summary.shortfalls if several else (), texts, most, Status.NOT_MET, Status.PARTLY_MET),
        gaps=_listed(summary.gaps if several else (), texts, most, Status.NOT_STATED),
        short=() if several else tuple(_short(summary)),
    )


def _listed(tallies: Sequence[Tally], texts: Mapping[str, str], most: int, *counted: Status) -> Listed:
    shown = tuple(
        Short(
            id=each.requirement,
            text=texts.get(each.requirement, ""),
            not_met=each.of(Status.NOT_MET),
            partly_met=each.of(Status.PARTLY_MET),
            unsupported=each.of(Status.UNSUPPORTED),
            waiting=each.of(Status.AWAITING_REVIEW),
            not_stated=each.of(Status.NOT_STATED),
            applies=each.applies,
        )
        for each in tallies[:most]
    )
    rest = tuple((each.requirement, f"{each.of(*counted)} of {each.applies}") for each in tallies[most:])
    return Listed(shown=shown, rest=rest)


def _short(summary: Summary) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what a single one falls short of, by status."""
    for status in (Status.NOT_MET, Status.PARTLY_MET, Status.UNSUPPORTED):
        names = tuple(each.requirement for each in summary.shortfalls if each.of(status))
        if names:
            yield STATUS[status], names


def _texts(edition: Edition) -> Mapping[str, str]:
    texts = {criterion.id: criterion.text for criterion in edition.criteria}
    texts.update((group.id, group.text) for sub in edition.subcomponents for group in sub.groups)
    return texts


# --- the ledger and the stacks -------------------------------------------------------------------


def _claims(comparison: Comparison) -> str:
    every = comparison.ledger
    against = sum(bool(line.against) for line in every)
    hours = sum(line.clock_hours is not None and line.rate is not None for line in every)
    return (
        f"{number(len(every), 'claim')} of hours, credits, units, and money. "
        f"{against} {'is' if against == 1 else 'are'} contradicted. A cited rate converts {hours} into clock hours; "
        "nothing is converted by any other rate."
    )


def _stacks(comparison: Comparison, by_id: Mapping[str, str], clean: Clean) -> Iterator[StackPart]:
    for stack in comparison.stacks:
        yield StackPart(
            name=stack.name,
            standing=" and ".join(stack.standing),
            size="; ".join(stack.size),
            drawing=drawn_stack(stack, clean),
            members=tuple(_member(member, by_id) for member in stack.members),
            order=stack.leads_to,
            troubles=stack.troubles,
            findings=tuple(
                (by_id.get(of, of), name, STATUS[status], message) for of, name, status, message in stack.findings
            ),
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
