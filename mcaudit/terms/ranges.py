"""Draws the ids of criteria that follow one another together, such as 1F-1 to 1F-4."""

from __future__ import annotations

from collections.abc import Iterable

Stretch = tuple[str, str]
"""The first and the last of criteria that follow one another; the same where it is one."""
_DRAWN_TOGETHER = 3


def stretches(names: Iterable[str]) -> tuple[Stretch, ...]:
    """Return names with three or more that follow one another in a subcomponent drawn together."""
    runs: list[list[str]] = []
    for name in names:
        if runs and _follows(runs[-1][-1], name):
            runs[-1].append(name)
        else:
            runs.append([name])
    return tuple(
        stretch
        for run in runs
        for stretch in ([(run[0], run[-1])] if len(run) >= _DRAWN_TOGETHER else [(name, name) for name in run])
    )


def _follows(name: str, other: str) -> bool:
    (sub, _, number), (other_sub, _, other_number) = name.partition("-"), other.partition("-")
    if sub != other_sub or not (number.isdigit() and other_number.isdigit()):
        return False
    return int(other_number) == int(number) + 1
