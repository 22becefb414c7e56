"""The columns of a comparison's tables: each stands here once, whatever table has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mcaudit.blocks import Badge, cell_words
from mcaudit.model import Actor, Counts, Gate, Status
from mcaudit.model.comparison import Choice, Comparison, Coverage, Entry, EntryGroup, Tally
from mcaudit.report.badges import rating_badge, verdict_badge
from mcaudit.report.comparison.words import ACTORS, CHOICES, facts_words, failed, shows_verdict
from mcaudit.report.parts import Row, Shown, lifted, shown
from mcaudit.terms.words import ACTOR, STATUS

ALL = "All together"
NOTHING = "–"
"""What stands in a cell that has nothing to say."""


def differing(
    columns: Sequence[Shown[Row]], rows: Sequence[Row]
) -> tuple[tuple[Shown[Row], ...], tuple[tuple[str, str], ...]]:
    """Return the first column and those that do not say the same of every row; and the others' heads with their words.

    A single row has nothing to be compared with, and keeps every column.
    """
    kept, alike = list(columns[:1]), []
    for each in columns[1:]:
        words = {cell_words(each.cell(row)) for row in rows}
        if len(rows) > 1 and len(words) == 1:
            alike.append((each.column.head, words.pop()))
        else:
            kept.append(each)
    return tuple(kept), tuple(alike)


def alike_words(alike: Sequence[tuple[str, str]], count: int) -> str:
    """Return what is the same for all of them, in sentences; empty where nothing is."""
    return " ".join(f"{head}: {words} for all {count}." for head, words in alike if words not in ("", NOTHING))


# --- what is counted -----------------------------------------------------------------------------

_NARROW = 11


REACH: tuple[Shown[Counts], ...] = (
    shown("Addressed", _NARROW, lambda counts: counts.addressed),
    shown("At least", _NARROW, lambda counts: counts.floor),
    shown("At most", _NARROW, lambda counts: counts.ceiling),
    shown("Of", _NARROW, lambda counts: counts.total),
)
"""How many requirements are addressed and met, in numbers."""
OPEN: tuple[Shown[Counts], ...] = (
    shown("Awaiting review", _NARROW, lambda counts: counts.awaiting_review, is_number=True),
    shown("Unsupported", 13, lambda counts: counts.unsupported, is_number=True),
    shown("Not or partly met", _NARROW, failed, is_number=True),
    shown("Not addressed", _NARROW, lambda counts: counts.not_stated, is_number=True),
    shown("Waived", _NARROW, lambda counts: counts.waived, is_number=True),
)
"""How many requirements are not met, and why."""


def _acting(actor: Actor) -> Shown[Coverage]:
    head = f"To act: {ACTOR[actor].removeprefix('the ')}"
    return shown(head, _NARROW, lambda coverage: coverage.acting[actor], is_number=True)


ACTING = tuple(map(_acting, ACTORS))
COUNTED: tuple[Shown[Coverage], ...] = (*lifted(lambda coverage: coverage.score.required, OPEN), *ACTING)
"""What is not met, and who must act on it."""


# --- micro-credentials ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A micro-credential in its group."""

    group: EntryGroup
    entry: Entry


def listed(comparison: Comparison) -> tuple[Listed, ...]:
    """Return every micro-credential, group by group."""
    return tuple(Listed(group=group, entry=entry) for group in comparison.groups for entry in group.entries)


def groups_of(comparison: Comparison) -> tuple[EntryGroup, ...]:
    """Return each group, and all micro-credentials as one more where there are several groups."""
    if len(comparison.groups) == 1:
        return comparison.groups
    policies = sorted({policy for group in comparison.groups for policy in group.policies})
    whole = EntryGroup(name=ALL, policies=tuple(policies), entries=comparison.entries, summary=comparison.overall)
    return (*comparison.groups, whole)


NAME: Shown[Listed] = shown("Micro-credential", 30, lambda row: row.entry.name)
GROUP: Shown[Listed] = shown("Group", 14, lambda row: row.group.name)


def fact(choice: Choice) -> Shown[Listed]:
    """Return what each says about a key fact."""
    return shown(CHOICES[choice], 36, lambda row: facts_words(row.entry.facts[choice], choice))


def verdict_column(gate: Gate) -> Shown[Listed]:
    """Return the answers of a gate; a reading of public pages has none."""
    return shown("Verdict", 14, lambda row: verdict_cell(row.entry, gate))


def verdict_cell(entry: Entry, gate: Gate) -> Badge | None:
    """Return the answer of a gate in its word; None for a reading of public pages, which nobody submitted."""
    return verdict_badge(entry.verdicts[gate]) if shows_verdict(entry) else None


def rating(at: int, name: str) -> Shown[Listed]:
    """Return the rating in a subcomponent, by its place among all and its name."""
    return shown(name, 14, lambda row: rating_badge(row.entry.subcomponents[at].rating))


# --- requirements --------------------------------------------------------------------------------


def tallied(status: Status, width: int) -> Shown[Tally]:
    """Return how many micro-credentials have a status, of those to which a requirement applies."""
    return shown(STATUS[status].capitalize(), width, lambda tally: tally.of(status), is_number=True)


TALLIES: tuple[Shown[Tally], ...] = (
    *(tallied(status, 13) for status in (Status.NOT_MET, Status.PARTLY_MET, Status.UNSUPPORTED)),
    *(tallied(status, 13) for status in (Status.AWAITING_REVIEW, Status.NOT_STATED, Status.MET)),
    shown("Of", 13, lambda tally: tally.applies, is_number=True),
)
"""How many micro-credentials have which status, of those to which a requirement applies."""
