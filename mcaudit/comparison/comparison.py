"""Lays audits side by side: what is addressed, what all share, what sets each apart, the commonest shortfalls."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mcaudit.audit.scoring import total
from mcaudit.comparison.coverage import together
from mcaudit.comparison.entries import UNSAID
from mcaudit.comparison.ledger import ledger
from mcaudit.comparison.stacks import lookalikes, loops, stacks
from mcaudit.model import Edition, Gate, Policy, Status
from mcaudit.model.comparison import Apart, Comparison, Entry, EntryGroup, SubcomponentTally, Summary, Tally, counted
from mcaudit.model.words import GroupBy

_FAILED = (Status.NOT_MET, Status.PARTLY_MET)
_CANNOT_BE_MET = (*_FAILED, Status.NOT_STATED)
"""Statuses that are not met, and that no reviewer can turn into met as the profile is."""


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
    groups = tuple(_groups(edition, entries, gate, by))
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


def _groups(edition: Edition, entries: Sequence[Entry], gate: Gate, by: GroupBy) -> Iterator[EntryGroup]:
    """Yield the groups by name, that of the entries that do not say where they belong last."""
    sorted_out: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda each: (each.title.casefold(), each.path)):
        sorted_out[" ".join(entry.groups[by].casefold().split())].append(entry)
    for _, mine in sorted(sorted_out.items(), key=lambda item: (item[0] == UNSAID, item[0])):
        yield EntryGroup(
            # the first of several spellings, marked where every member is fictional
            name=f"{mine[0].groups[by]}{' (fictional)' if all(entry.fictional for entry in mine) else ''}",
            policies=tuple(sorted({entry.policy for entry in mine})),
            entries=tuple(mine),
            summary=summary(edition, counted(tuple(mine)), gate),
        )


def summary(edition: Edition, entries: Sequence[Entry], gate: Gate) -> Summary:
    """Return the summary of several entries."""
    judged = {entry.path: {each.id: each.status for each in entry.requirements if each.gates} for entry in entries}
    names = list(dict.fromkeys(name for mine in judged.values() for name in mine))
    order = {name: index for index, name in enumerate(_requirements(edition))}
    names.sort(key=lambda name: order.get(name, len(order)))
    tallies = [
        Tally(requirement=name, statuses=Counter(mine[name] for mine in judged.values() if name in mine))
        for name in names
    ]
    count = len(entries)
    return Summary(
        count=count,
        readings=sum(entry.is_reading for entry in entries),
        verdicts=Counter(entry.verdicts[gate] for entry in entries),
        coverage=together(entry.coverage for entry in entries),
        components=tuple(
            together((entry.components[index] for entry in entries), component.key)
            for index, component in enumerate(edition.components)
        ),
        subcomponents=tuple(
            SubcomponentTally(
                id=sub.id,
                ratings=Counter(entry.subcomponents[index].rating for entry in entries),
                score=total(entry.subcomponents[index].score for entry in entries),
            )
            for index, sub in enumerate(edition.subcomponents)
        ),
        shared=tuple(each.requirement for each in tallies if each.of(Status.MET) == count),
        lacking=tuple(each.requirement for each in tallies if each.of(*_FAILED) == count),
        unaddressed=tuple(each.requirement for each in tallies if each.of(Status.NOT_STATED) == count),
        apart=tuple(_apart(entry, judged[entry.path], tallies) for entry in entries) if count > 1 else (),
        shortfalls=_commonest(tallies, _FAILED, Status.UNSUPPORTED),
        gaps=_commonest(tallies, (Status.NOT_STATED,)),
    )


def _requirements(edition: Edition) -> Iterable[str]:
    for sub in edition.subcomponents:
        grouped = {name: group.id for group in sub.groups for name in group.members}
        for criterion in sub.criteria:
            yield grouped.get(criterion.id, criterion.id)


def _commonest(tallies: Sequence[Tally], first: Sequence[Status], *then: Status) -> tuple[Tally, ...]:
    """Return the requirements with some of these statuses, by how many have one of the first, then by the others."""
    found = [each for each in tallies if each.of(*first, *then)]
    return tuple(sorted(found, key=lambda each: (-each.of(*first), -each.of(*then))))


def _apart(entry: Entry, mine: Mapping[str, Status], tallies: Sequence[Tally]) -> Apart:
    """Return what sets one apart from the others to which a requirement applies."""
    meets, addresses, lacks, leaves_out = [], [], [], []
    for each in tallies:
        status, others = mine.get(each.requirement, Status.NOT_APPLICABLE), each.applies - 1
        if others < 1 or status is Status.NOT_APPLICABLE:
            continue
        if status is Status.MET and each.of(*_CANNOT_BE_MET) == others:
            meets.append(each.requirement)
        elif status is not Status.NOT_STATED and each.of(Status.NOT_STATED) == others:
            addresses.append(each.requirement)
        elif status in _FAILED and each.of(Status.MET) == others:
            lacks.append(each.requirement)
        elif status is Status.NOT_STATED and each.of(Status.NOT_STATED) == 1:
            leaves_out.append(each.requirement)
    return Apart(
        id=entry.id,
        alone_meets=tuple(meets),
        alone_addresses=tuple(addresses),
        alone_lacks=tuple(lacks),
        alone_leaves_out=tuple(leaves_out),
    )
