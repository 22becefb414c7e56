"""Lays audits side by side: groups, what all share, what sets each apart, the commonest shortfalls."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields

from mcaudit.compare.entries import UNSAID
from mcaudit.compare.ledger import ledger
from mcaudit.compare.stacks import lookalikes, loops, stacks
from mcaudit.model import (
    Apart,
    Comparison,
    ComponentResult,
    Counts,
    Edition,
    Entry,
    EntryGroup,
    Gate,
    GroupBy,
    Judged,
    Policy,
    Rating,
    Score,
    Shortfall,
    Status,
    SubcomponentResult,
    Summary,
)
from mcaudit.model.comparison import counted

_SHORT = (Status.NOT_MET, Status.PARTLY_MET, Status.UNSUPPORTED)
_LACKING = (Status.NOT_MET, Status.PARTLY_MET)
"""What neither is met nor may turn out to be."""
_BEST_FIRST = tuple(Rating)


def comparison(
    edition: Edition,
    entries: Sequence[Entry],
    *,
    date: str,
    gate: Gate,
    by: GroupBy,
    under: str,
    policies: Mapping[str, Policy],
    notices: Sequence[str] = (),
) -> Comparison:
    """Return the comparison of entries; `policies` are those whose rates may be used, by state."""
    sorted_out: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda each: (each.title.casefold(), each.path)):
        sorted_out[" ".join(entry.groups[by].casefold().split())].append(entry)
    groups = tuple(
        EntryGroup(
            name=_name(mine, by),
            policies=tuple(sorted({entry.policy for entry in mine})),
            entries=tuple(mine),
            summary=summary(edition, counted(tuple(mine)), gate),
        )
        for _, mine in sorted(sorted_out.items(), key=lambda item: (item[0] == UNSAID, item[0]))
    )
    ordered = tuple(entry for group in groups for entry in group.entries)
    lines = ledger(ordered, policies)
    used = {entry.policy for entry in entries} | {line.rate.policy for line in lines if line.rate}
    return Comparison(
        edition=edition,
        date=date,
        gate=gate,
        by=by,
        under=under,
        policies={policy.id: policy for policy in policies.values() if policy.id in used},
        groups=groups,
        overall=summary(edition, counted(ordered), gate),
        ledger=lines,
        stacks=stacks(ordered),
        loops=loops(ordered),
        lookalikes=lookalikes(ordered),
        notices=tuple(notices),
    )


def _name(mine: Sequence[Entry], by: GroupBy) -> str:
    """Return what a group is called: of spellings that differ in case alone the first, marked where none is real."""
    name = mine[0].groups[by]
    return f"{name} (fictional)" if all(entry.fictional for entry in mine) else name


def summary(edition: Edition, entries: Sequence[Entry], gate: Gate) -> Summary:
    """Return what entries come to together."""
    judged = {entry.path: {each.id: each for each in entry.requirements if each.gates} for entry in entries}
    names = list(dict.fromkeys(name for mine in judged.values() for name in mine))
    order = {name: index for index, name in enumerate(_requirements(edition))}
    names.sort(key=lambda name: order.get(name, len(order)))
    of = {name: [mine[name] for mine in judged.values() if name in mine] for name in names}
    tallies = {name: Counter(each.status for each in found) for name, found in of.items()}
    return Summary(
        count=len(entries),
        verdicts=Counter(entry.verdicts[gate] for entry in entries),
        score=_sum(entry.score for entry in entries),
        components=tuple(
            ComponentResult(key=component.key, score=_sum(entry.components[index].score for entry in entries))
            for index, component in enumerate(edition.components)
        ),
        subcomponents=tuple(
            _worst_and_best([entry.subcomponents[index] for entry in entries])
            for index, _ in enumerate(edition.subcomponents)
            if entries
        ),
        shared=tuple(name for name in names if _all(of[name], len(entries), (Status.MET,))),
        lacking=tuple(name for name in names if _all(of[name], len(entries), _LACKING)),
        apart=tuple(_apart(entry, judged[entry.path], tallies) for entry in entries) if len(entries) > 1 else (),
        shortfalls=tuple(_shortfalls(names, of)),
    )


def _requirements(edition: Edition) -> Iterable[str]:
    for sub in edition.subcomponents:
        grouped = {name: group.id for group in sub.groups for name in group.members}
        for criterion in sub.criteria:
            yield grouped.get(criterion.id, criterion.id)


def _all(found: Sequence[Judged], count: int, statuses: tuple[Status, ...]) -> bool:
    return len(found) == count > 0 and all(each.status in statuses for each in found)


def _apart(entry: Entry, mine: Mapping[str, Judged], tallies: Mapping[str, Counter[Status]]) -> Apart:
    """Return what it alone meets, and what it alone lacks, among those to which a requirement applies."""
    meets, lacks = [], []
    for name, tally in tallies.items():
        status = mine[name].status if name in mine else Status.NOT_APPLICABLE
        applies = tally.total() - tally[Status.NOT_APPLICABLE]
        met, lacking = tally[Status.MET], sum(tally[each] for each in _LACKING)
        if applies > 1 and met + lacking == applies:
            if status is Status.MET and met == 1:
                meets.append(name)
            if status in _LACKING and lacking == 1:
                lacks.append(name)
    return Apart(id=entry.id, alone_meets=tuple(meets), alone_lacks=tuple(lacks))


def _shortfalls(names: Sequence[str], of: Mapping[str, Sequence[Judged]]) -> list[Shortfall]:
    found = []
    for name in names:
        applies = [each.status for each in of[name] if each.status is not Status.NOT_APPLICABLE]
        short = sum(status in _SHORT for status in applies)
        waits = sum(status is Status.AWAITING_REVIEW for status in applies)
        if short:
            found.append(Shortfall(requirement=name, short=short, open=waits, applies=len(applies)))
    return sorted(found, key=lambda each: -each.short)


def _sum(scores: Iterable[Score]) -> Score:
    kept = list(scores)
    return Score(required=_added(score.required for score in kept), desired=_added(score.desired for score in kept))


def _added(counts: Iterable[Counts]) -> Counts:
    kept = list(counts)
    return Counts(**{field.name: sum(getattr(each, field.name) for each in kept) for field in fields(Counts)})


def _worst_and_best(results: Sequence[SubcomponentResult]) -> SubcomponentResult:
    """Return the worst floor and the best ceiling of a subcomponent among those to which it applies."""
    applies = [result for result in results if result.floor is not Rating.NOT_APPLICABLE] or list(results)
    return SubcomponentResult(
        id=results[0].id,
        floor=max((result.floor for result in applies), key=_BEST_FIRST.index),
        ceiling=min((result.ceiling for result in applies), key=_BEST_FIRST.index),
        score=_sum(result.score for result in results),
    )
