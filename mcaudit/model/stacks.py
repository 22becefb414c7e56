"""The stacks that profiles name, put together, and micro-credentials that are nearly the same."""

from __future__ import annotations

from dataclasses import dataclass

from mcaudit.model.words import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class StackClaim:
    """What a profile says of one stack that it belongs to."""

    name: str
    members: tuple[str, ...] = ()
    standing: str = ""
    size: str = ""
    """Its place in the stack and how many members the stack has, where the page only counts them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A micro-credential of a stack: `entry` is the id of its profile where it is compared here."""

    title: str
    entry: str
    named_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """A stack, put together from all profiles that name it."""

    name: str
    standing: tuple[str, ...]
    size: tuple[str, ...]
    """Places in it and how many members it has, as far as the pages only count them."""
    members: tuple[Member, ...]
    leads_to: tuple[tuple[str, str], ...]
    """Which member must be earned before which, by title."""
    loops: tuple[tuple[str, ...], ...]
    """Prerequisites that lead back to where they began, by title."""
    troubles: tuple[str, ...]
    findings: tuple[tuple[str, str, Status, str], ...]
    """Profile, criterion, status, and what the audit says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookalike:
    """Two micro-credentials that are nearly the same and ask for different evidence."""

    first: str
    second: str
    likeness: float
    """The likeness of their titles and competencies, from 0 to 1."""
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
