"""Draws the stacks that profiles name together, and finds what is amiss with them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from mcaudit.model import Entry, Lookalike, Member, Stack

_ALIKE = 0.82
"""From such a likeness of title or competency on, two micro-credentials are nearly the same."""
_ENOUGH = 600
"""Characters of a text that are held against another's: the work grows with their square."""
_WORDS_SHARED, _MOST_NAMESAKES = 2, 50


def stacks(entries: Sequence[Entry]) -> tuple[Stack, ...]:
    """Return every stack that a profile names, by its name."""
    named: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.stack.name or entry.stack.members:
            named[_folded(entry.stack.name) or f"(unnamed, of {entry.path})"].append(entry)
    titles = {_folded(entry.title): entry for entry in entries}
    return tuple(_stack(of, titles) for _, of in sorted(named.items()))


def loops(entries: Sequence[Entry]) -> tuple[tuple[str, ...], ...]:
    """Return prerequisites that lead back to where they began, each loop once, by title."""
    before: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        before[_folded(entry.title)] += [_folded(each) for each in entry.stack.prerequisites]
    shown = {_folded(entry.title): entry.title for entry in entries}
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for start in tuple(before):
        for loop in _loops_from(start, before):
            found.setdefault(frozenset(loop), tuple(shown[title] for title in loop))
    return tuple(found[key] for key in sorted(found, key=sorted))


def lookalikes(entries: Sequence[Entry]) -> tuple[Lookalike, ...]:
    """Return pairs that are nearly the same and ask for different evidence, the likest first.

    Pairs are sought among entries that share two rare words or more, or their title, so that five hundred are no
    burden.
    """
    found = []
    for first, second in _candidates(entries):
        asked = {_folded(title) for title in first.evidence}, {_folded(title) for title in second.evidence}
        if not all(asked) or asked[0] == asked[1]:
            continue
        likeness = max(_likeness(first.title, second.title), _likeness(first.competency, second.competency))
        if likeness >= _ALIKE:
            found.append(
                Lookalike(
                    first=first.id,
                    second=second.id,
                    likeness=round(likeness, 2),
                    only_first=tuple(title for title in first.evidence if _folded(title) not in asked[1]),
                    only_second=tuple(title for title in second.evidence if _folded(title) not in asked[0]),
                )
            )
    return tuple(sorted(found, key=lambda pair: (-pair.likeness, pair.first, pair.second)))


def _stack(of: Sequence[Entry], titles: Mapping[str, Entry]) -> Stack:
    named: dict[str, tuple[str, list[str]]] = {}
    for entry in of:
        for title in (entry.title, *entry.stack.members):
            named.setdefault(_folded(title), (title, []))[1].append(entry.title)
    members = tuple(
        Member(
            title=titles[key].title if key in titles else title,
            entry=titles[key].id if key in titles else "",
            named_by=tuple(dict.fromkeys(by)),
        )
        for key, (title, by) in named.items()
    )
    inside = {_folded(member.title): member.title for member in members}
    leads_to = (
        (inside[_folded(before)], entry.title)
        for entry in of
        for before in entry.stack.prerequisites
        if _folded(before) in inside
    )
    return Stack(
        name=of[0].stack.name or "a stack without a name",
        standing=tuple(sorted({entry.stack.standing for entry in of if entry.stack.standing})),
        members=members,
        leads_to=tuple(dict.fromkeys(leads_to)),
        loops=loops(of),
        troubles=tuple(_troubles(of, members, titles)),
        findings=tuple((entry.id, name, told) for entry in of for name, told in entry.stack_findings.items()),
    )


def _troubles(of: Sequence[Entry], members: Sequence[Member], titles: Mapping[str, Entry]) -> Iterator[str]:
    for member in members:
        if not member.entry:
            yield f"“{member.title}” is named as a member, and no profile of that title is compared here"
    yield from _differing_lists(of, {_folded(member.title): member.title for member in members})
    for entry in of:
        for before in entry.stack.prerequisites:
            if _folded(before) not in titles:
                yield f"“{entry.title}” needs “{before}” first, and no profile of that title is compared here"
    for loop in loops(of):
        yield f"prerequisites lead back to where they began: {' → '.join((*loop, loop[0]))}"
    if len({entry.stack.standing for entry in of if entry.stack.standing}) > 1:
        yield "profiles disagree whether the stack is established or planned"


def _differing_lists(of: Sequence[Entry], shown: Mapping[str, str]) -> Iterator[str]:
    """Yield how each list of members differs from the one that most name; who names none disagrees with nobody."""
    lists: dict[frozenset[str], list[str]] = defaultdict(list)
    for entry in of:
        if entry.stack.members:
            lists[frozenset(_folded(title) for title in (entry.title, *entry.stack.members))].append(entry.title)
    usual = max(lists, key=lambda members: len(lists[members]), default=frozenset())
    for members, by in lists.items():
        if members != usual:
            more = f" and {len(by) - 1} more" if len(by) > 1 else ""
            apart = [f"“{shown[key]}” is not among them" for key in sorted(usual - members)]
            apart += [f"“{shown[key]}” is among them" for key in sorted(members - usual)]
            yield f"“{by[0]}”{more} and “{lists[usual][0]}” name different members: for the first, {'; '.join(apart)}"


def _loops_from(start: str, before: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Yield the shortest way from a title back to itself, if there is one."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while ways:
        way = ways.pop(0)
        for following in before.get(way[-1], ()):
            if following == start:
                yield way
                return
            if following not in seen and following in before:
                seen.add(following)
                ways.append((*way, following))


def _candidates(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    words = [set(re.findall(r"\w{4,}", f"{entry.title} {entry.competency}".casefold())) for entry in entries]
    holders: dict[str, list[int]] = defaultdict(list)
    for index, mine in enumerate(words):
        for word in mine:
            holders[word].append(index)
    rare = {word: found for word, found in holders.items() if len(found) <= max(20, len(entries) // 10)}
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for found in rare.values():
        for pair in combinations(found, 2):
            shared[pair] += 1
    titled: dict[str, list[int]] = defaultdict(list)
    for index, entry in enumerate(entries):
        titled[_folded(entry.title)].append(index)
    found_twice = {pair for pair, count in shared.items() if count >= _WORDS_SHARED}
    namesakes = {pair for found in titled.values() for pair in combinations(found[:_MOST_NAMESAKES], 2)}
    for first, second in sorted(found_twice | namesakes):
        yield entries[first], entries[second]


def _likeness(first: str, second: str) -> float:
    if not first or not second:
        return 0.0
    matcher = SequenceMatcher(None, _folded(first)[:_ENOUGH], _folded(second)[:_ENOUGH], autojunk=False)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < _ALIKE:  # upper bounds, and cheap
        return 0.0
    return matcher.ratio()


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
