"""Comparisons for tests of documents: of real audits, of many, and of profiles made to break a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mcaudit.comparison.comparison import comparison
from mcaudit.comparison.entries import entry_of
from mcaudit.model import Audit, Edition, Gate
from mcaudit.model.comparison import Comparison, Entry
from mcaudit.model.stacks import StackClaim
from mcaudit.model.words import GroupBy

_STATES = ("IL", "MO", "OH", "TN", "WI")


def compared(edition: Edition, entries: Sequence[Entry], by: GroupBy = GroupBy.STATE) -> Comparison:
    """Return a comparison under the plain edition."""
    return comparison(
        edition,
        entries,
        date="2026-01-01",
        gate=Gate.ENDORSEMENT,
        by=by,
        under="All under the plain edition.",
        policies={},
        notices=["1 of the many is fictional"],
    )


def entries_of(audits: Mapping[str, Audit], *names: str) -> list[Entry]:
    """Return what a comparison takes of audits; each under a path of its own."""
    return [_named(entry_of(audits[name]), f"{name}-{n}") for n, name in enumerate(names)]


def _named(entry: Entry, id: str) -> Entry:
    return replace(entry, id=id, path=f"{id}.yaml", claims=tuple(replace(claim, of=id) for claim in entry.claims))


def copies(entry: Entry, count: int) -> list[Entry]:
    """Return a number of micro-credentials in five states, with their claims."""
    return [
        replace(
            entry,
            id=f"copy-{n}",
            path=f"copy-{n}.yaml",
            title=f"Micro-credential number {n}",
            state=_STATES[n % 5],
            groups={**entry.groups, GroupBy.STATE: _STATES[n % 5]},
            claims=tuple(replace(claim, of=f"copy-{n}") for claim in entry.claims),
            stacks=(),
            prerequisites=(),
        )
        for n in range(count)
    ]


def stacked(entry: Entry) -> list[Entry]:
    """Return three of a stack: the first before the second, the second before the third, and it before the first."""
    titles = ("Opening", "Middle", "Closing")
    needs = {"Opening": ("Closing",), "Middle": ("Opening",), "Closing": ("Middle",)}
    return [
        replace(
            entry,
            id=title.lower(),
            path=f"{title}.yaml",
            title=title,
            claims=(),
            stacks=(StackClaim(name="The stack", members=(*titles, "Elsewhere"), standing="established"),),
            prerequisites=needs[title],
        )
        for title in titles
    ]
