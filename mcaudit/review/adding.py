"""Adds a worksheet to its reviewer's earlier decisions, and finds what is new in it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from mcaudit.model import Opinion
from mcaudit.review.resolving import stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """What a worksheet adds to its reviewer's file; the pairs are of one criterion each."""

    new: tuple[int, ...]
    """Its entries that the file does not have, by their place among its entries."""
    changed: tuple[tuple[Opinion, Opinion], ...]
    """What stood, and the other answer that stands now."""
    late: tuple[tuple[Opinion, Opinion], ...]
    """What is new and does not stand, and what stands, which is of a later day."""
    unclear: tuple[tuple[Opinion, Opinion], ...]
    """What the worksheet says and the file has as superseded, and what stands."""


def added(before: Sequence[Opinion], worksheet: Sequence[Opinion], undated: Container[str]) -> Adding:
    """Return what a worksheet adds to what its reviewer's file has.

    The rule, for each criterion:

    - A worksheet's entries of one day are compared with the file's of that day, in order. From the first that the file
      does not have on, all are new and go behind the file's: whoever went back to an earlier answer has said it twice.
    - A row without a date (`undated`) is not new where the file has the same answer, reasons and pins of any day.
    - What the worksheet says last then stands, unless the file has a later day: then the worksheet is the older.
    - Where it does not stand though it is of the same day or of none, it was read before and superseded since. That is
      an old worksheet read again, or a reviewer who went back; it looks alike, and is left for a person to say.
    """
    new: list[int] = []
    changed, late, unclear = [], [], []
    for criterion in dict.fromkeys(each.criterion for each in worksheet):
        mine = [each for each in before if each.criterion == criterion]
        theirs = {index: each for index, each in enumerate(worksheet) if each.criterion == criterion}
        last = stands([*theirs.values()])
        read = [each for each in mine if replace(each, date=last.date) == last] if criterion in undated else []
        if read:
            last = stands(read)
        fresh = [] if read else _unread(mine, theirs)
        now = stands([*mine, *(theirs[index] for index in fresh)])
        if last == now:
            if mine and stands(mine).answer is not now.answer:
                changed.append((stands(mine), now))
        elif read or last.date == now.date:
            unclear.append((last, now))
        elif fresh:
            late.append((last, now))
        new += fresh
    return Adding(new=tuple(sorted(new)), changed=tuple(changed), late=tuple(late), unclear=tuple(unclear))


def _unread(mine: Sequence[Opinion], theirs: Mapping[int, Opinion]) -> list[int]:
    """Return which entries of a worksheet on one criterion the file does not have."""
    days = dict.fromkeys(each.date for each in theirs.values())
    return [index for day in days for index in _unread_of_a_day(mine, theirs, day)]


def _unread_of_a_day(mine: Sequence[Opinion], theirs: Mapping[int, Opinion], day: str) -> Iterator[int]:
    left = (each for each in mine if each.date == day)
    # Looking for an entry among those that are left uses up those before it: so the order counts.
    return dropwhile(lambda index: theirs[index] in left, (i for i, each in theirs.items() if each.date == day))
