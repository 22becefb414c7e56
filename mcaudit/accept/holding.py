"""The logic of three values: no, open, yes."""

from __future__ import annotations

from collections.abc import Iterable

from mcaudit.model.acceptance import Holds

_ORDER = tuple(Holds)


def worst(holds: Iterable[Holds]) -> Holds:
    """Return what all of some conditions come to; yes where there are none."""
    return min(holds, key=_ORDER.index, default=Holds.YES)


def best(holds: Iterable[Holds]) -> Holds:
    """Return what any of some conditions comes to; no where there are none."""
    return max(holds, key=_ORDER.index, default=Holds.NO)
