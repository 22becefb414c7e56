"""Puts together the stacks that profiles name, and finds what does not fit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from mcaudit.model.comparison import Entry
from mcaudit.model.names import folded
from mcaudit.model.stacks import Lookalike, Member, Stack, StackClaim

_ALIKE = 0.82
"""Two micro-credentials are nearly the same if their titles or competencies are at least this similar."""
_ENOUGH = 600
"""Characters of a text that are compared with another's: the work grows with their square."""
_WORDS_SHARED, _MOST_NAMESAKES = 2, 50
_MOST_HOLDERS = 60
"""A word that more have than this is not rare, however many are compared: pairs grow with its square."""

_Named = tuple[Entry, StackClaim]
"""A micro-credential, and what it says of one stack."""


def stacks(entries: Sequence[Entry]) -> tuple[Stack, ...]:
    """Return every stack that a profile names, by its name."""
    named: dict[str, list[_Named]] = defaultdict(list)
    for entry in entries:
        for number, stack in enumerate(entry.stacks):
            if stack.name or stack.members or stack.size:
                named[folded(stack.name) or f"(unnamed, number {number} of {entry.path})"].append((entry, stack))
    titles = {folded(entry.title): entry for entry in entries}
    return tuple(_stack(of, titles) for _, of in sorted(named.items()))


def loops(entries: Sequence[Entry]) -> tuple[tuple[str, ...], ...]:
    """Return prerequisites that lead back to where they began, each loop once, by title."""
    before: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        before[folded(entry.title)] += [folded(each) for each in entry.prerequisites]
    shown = {folded(entry.title): entry.title for entry in entries}
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for start in tuple(before):
        for loop in _loops_from(start, before):
            found.setdefault(frozenset(loop), tuple(shown[title] for title in loop))
    return tuple(found[key] for key in sorted(found, key=sorted))


def lookalikes(entries: Sequence[Entry]) -> tuple[Lookalike, ...]:
    """Return pairs that are nearly the same and ask for different evidence, the likest first.

    Only entries that share two or more rare words, or their title, are compared: five hundred stay quick.
    """
    found = []
    for first, second in _candidates(entries):
        asked = {folded(title) for title in first.evidence}, {folded(title) for title in second.evidence}
        if not all(asked) or asked[0] == asked[1]:
            continue
        likeness = max(_likeness(first.title, second.title), _likeness(first.competency, second.competency))
        if likeness >= _ALIKE:
            found.append(
                Lookalike(
                    first=first.id,
                    second=second.id,
                    likeness=round(likeness, 2),
                    only_first=tuple(title for title in first.evidence if folded(title) not in asked[1]),
                    only_second=tuple(title for title in second.evidence if folded(title) not in asked[0]),
                )
            )
    return tuple(sorted(found, key=lambda pair: (-pair.likeness, pair.first, pair.second)))


def _stack(of: Sequence[_Named], titles: Mapping[str, Entry]) -> Stack:
    named: dict[str, tuple[str, list[str]]] = {}
    for entry, stack in of:
        for title in (entry.title, *stack.members):
            named.setdefault(folded(title), (title, []))[1].append(entry.title)
    members = tuple(
        Member(
            title=titles[key].title if key in titles else title,
            entry=titles[key].id if key in titles else "",
            named_by=tuple(dict.fromkeys(by)),
        )
        for key, (title, by) in named.items()
    )
    inside = {folded(member.title): member.title for member in members}
    entries = tuple(entry for entry, _ in of)
    leads_to = (
        (inside[folded(before)], entry.title)
        for entry in entries
        for before in entry.prerequisites
        if folded(before) in inside
    )
    return Stack(
        name=of[0][1].name or "a stack without a name",
        standing=tuple(sorted({stack.standing for _, stack in of if stack.standing})),
        size=tuple(dict.fromkeys(stack.size for _, stack in of if stack.size)),
        members=members,
        leads_to=tuple(dict.fromkeys(leads_to)),
        loops=loops(entries),
        troubles=tuple(_troubles(of, members, titles)),
        findings=tuple(
            (entry.id, name, *finding) for entry in entries for name, finding in entry.stack_findings.items()
        ),
    )


def _troubles(of: Sequence[_Named], members: Sequence[Member], titles: Mapping[str, Entry]) -> Iterator[str]:
    for member in members:
        if not member.entry:
            yield f"“{member.title}” is named as a member, but no profile with that title is compared here"
    yield from _differing_lists(of, {folded(member.title): member.title for member in members})
    entries = tuple(entry for entry, _ in of)
    for entry in entries:
        for before in entry.prerequisites:
            if folded(before) not in titles:
                yield f"“{entry.title}” needs “{before}” first, but no profile with that title is compared here"
    for loop in loops(entries):
        yield f"prerequisites form a loop: {' → '.join((*loop, loop[0]))}"
    if len({stack.standing for _, stack in of if stack.standing}) > 1:
        yield "profiles disagree whether the stack is established or planned"


def _differing_lists(of: Sequence[_Named], shown: Mapping[str, str]) -> Iterator[str]:
    """Yield how each list of members differs from the most common one; a profile without a list is left out."""
    lists: dict[frozenset[str], list[str]] = defaultdict(list)
    for entry, stack in of:
        if stack.members:
            lists[frozenset(folded(title) for title in (entry.title, *stack.members))].append(entry.title)
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
    most = min(max(20, len(entries) // 10), _MOST_HOLDERS)
    rare = {word: found for word, found in holders.items() if len(found) <= most}
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for found in rare.values():
        for pair in combinations(found, 2):
            shared[pair] += 1
    titled: dict[str, list[int]] = defaultdict(list)
    for index, entry in enumerate(entries):
        titled[folded(entry.title)].append(index)
    found_twice = {pair for pair, count in shared.items() if count >= _WORDS_SHARED}
    namesakes = {pair for found in titled.values() for pair in combinations(found[:_MOST_NAMESAKES], 2)}
    for first, second in sorted(found_twice | namesakes):
        yield entries[first], entries[second]


def _likeness(first: str, second: str) -> float:
    if not first or not second:
        return 0.0
    matcher = SequenceMatcher(None, folded(first)[:_ENOUGH], folded(second)[:_ENOUGH], autojunk=False)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < _ALIKE:  # upper bounds, and cheap
        return 0.0
    return matcher.ratio()
