"""Draws the stacks of a comparison, with every coordinate worked out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mcaudit.model.comparison import Stack
from mcaudit.terms.words import number

Clean = Callable[[str], str]
"""Spells a text so that every character can be shown."""

# --- text ----------------------------------------------------------------------------------------


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is in the page's face; rather too much than too little."""
    return size * sum(_em(char) for char in text)


def _em(char: str) -> float:
    if char in "MWmw%@—":
        return 0.95
    if ord(char) > 0x2E7F:  # noqa: PLR2004  # where the scripts begin that are as wide as they are high
        return 1.05
    if char in "ijl.,:;'|!ftrI ()[]":
        return 0.38
    return 0.7 if char.isupper() else 0.57


def fitted(text: str, width: float, size: float) -> str:
    """Return as much of a text as fits, with an ellipsis where that is not all."""
    if text_width(text, size) <= width:
        return text
    room = width - size
    kept = 0
    for char in text:
        room -= size * _em(char)
        if room < 0:
            break
        kept += 1
    return f"{text[:kept].rstrip()}…"


def broken(text: str, width: float, size: float, most: int) -> tuple[str, ...]:
    """Return a text in `most` lines at most that fit."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = fitted(f"{lines[-1]} {word}{'…' * len(word)}", width, size)
            break
    return tuple(fitted(line, width, size) for line in lines)


# --- stacks --------------------------------------------------------------------------------------

_BOX = 210
_HIGH = 52
_BETWEEN = 64
_DOWN = 16
_TOP = 30
_ACROSS = 4
"""Members side by side where nothing says in which order they are earned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of a stack where it is drawn; `here` where its profile is compared."""

    x: float
    y: float
    lines: tuple[tuple[float, str], ...]
    """Where each line of its title stands, and the line."""
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """From one member to one that it must be earned before; `back` where it closes a loop."""

    path: str
    head: str
    back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A stack as a drawing."""

    told: str
    width: float
    height: float
    members: tuple[Member, ...]
    arrows: tuple[Arrow, ...]


def drawn_stack(stack: Stack, clean: Clean) -> Drawn:
    """Return a stack drawn: members from left to right as they are earned, an arrow for each prerequisite."""
    forth, back = _edges(stack)
    places = _places(len(stack.members), forth)
    members = tuple(
        _member(place, clean(member.title), here=bool(member.entry))
        for place, member in zip(places, stack.members, strict=True)
    )
    columns = max((column for column, _ in places), default=0) + 1
    rows = max((row for _, row in places), default=0) + 1
    return Drawn(
        told=_stack_words(stack),
        width=columns * (_BOX + _BETWEEN) - _BETWEEN + 24,
        height=_TOP + rows * (_HIGH + _DOWN) + 8,
        members=members,
        arrows=tuple(
            _arrow(members[first], members[second], back=turned)
            for edges, turned in ((forth, False), (back, True))
            for first, second in edges
        ),
    )


Edges = Sequence[tuple[int, int]]
"""Which member must be earned before which, by their numbers."""


def _edges(stack: Stack) -> tuple[Edges, Edges]:
    """Return the prerequisites that lead on, and those that would close a loop."""
    at = {_folded(member.title): index for index, member in enumerate(stack.members)}
    forth: list[tuple[int, int]] = []
    back: list[tuple[int, int]] = []
    following: dict[int, list[int]] = defaultdict(list)
    for titles in stack.leads_to:
        first, second = (at.get(_folded(title)) for title in titles)
        if first is None or second is None:
            continue
        if _leads(following, second, first):
            back.append((first, second))
        else:
            forth.append((first, second))
            following[first].append(second)
    return forth, back


def _folded(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))


def _places(count: int, forth: Edges) -> list[tuple[int, int]]:
    """Return the column and the row of each member: in columns by order where there is one, else in rows."""
    if not forth:
        return [(index % _ACROSS, index // _ACROSS) for index in range(count)]
    level = [0] * count
    for _ in range(count):
        for first, second in forth:
            level[second] = max(level[second], level[first] + 1)
    taken: Counter[int] = Counter()
    places = []
    for column in level:
        places.append((column, taken[column]))
        taken[column] += 1
    return places


def _leads(following: Mapping[int, Sequence[int]], start: int, end: int) -> bool:
    """Return whether one member leads to another."""
    todo, seen = [start], {start}
    while todo:
        at = todo.pop()
        if at == end:
            return True
        new = [each for each in following.get(at, ()) if each not in seen]
        seen.update(new)
        todo.extend(new)
    return False


def _member(place: tuple[int, int], title: str, *, here: bool) -> Member:
    x, y = 12 + place[0] * (_BOX + _BETWEEN), _TOP + place[1] * (_HIGH + _DOWN)
    lines = broken(title, _BOX - 16, 11, 3)
    first = y + _HIGH / 2 + 4 - 7 * (len(lines) - 1)
    return Member(x=x, y=y, lines=tuple((first + 14 * index, line) for index, line in enumerate(lines)), here=here)


def _arrow(first: Member, second: Member, *, back: bool) -> Arrow:
    if back:
        start, end = first.x + _BOX / 2, second.x + _BOX / 2 + 14
        top = min(first.y, second.y) - 14
        path = f"M{start:g} {first.y:g}V{top:g}H{end:g}V{second.y - 6:g}"
        return Arrow(path=path, head=_head(end, second.y, down=True), back=True)
    x1, y1 = first.x + _BOX, first.y + _HIGH / 2
    x2, y2 = second.x, second.y + _HIGH / 2
    middle = (x1 + x2) / 2
    path = f"M{x1:g} {y1:g}H{middle:g}V{y2:g}H{x2 - 6:g}"
    return Arrow(path=path, head=_head(x2, y2, down=False), back=False)


def _head(x: float, y: float, *, down: bool) -> str:
    if down:
        return f"M{x:g} {y:g}l-5 -9h10z"
    return f"M{x:g} {y:g}l-9 -5v10z"


def _stack_words(stack: Stack) -> str:
    here = sum(bool(member.entry) for member in stack.members)
    order = f" {number(len(stack.leads_to), 'prerequisite')} among them." if stack.leads_to else ""
    loops = f" {number(len(stack.loops), 'loop')} of prerequisites." if stack.loops else ""
    return (
        f"Stack {stack.name}: {number(len(stack.members), 'member')}, of which {here} "
        f"{'is' if here == 1 else 'are'} compared here.{order}{loops}"
    )
