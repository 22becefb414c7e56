"""What must be done, as a letter to whoever plays each role."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import assert_never

from mcaudit.model import Actor, Audit, Counts, Level, Requirement, Status
from mcaudit.render.document.parts import JudgedComponent, JudgedCriterion, JudgedSubcomponent
from mcaudit.terms.roles import players


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A requirement of a letter: one criterion, or the members of a group, of which any one is enough."""

    id: str
    criteria: tuple[JudgedCriterion, ...]
    is_group: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A subcomponent of a letter, with what the letter says about it."""

    id: str
    title: str
    matters: tuple[Matter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter to one role: what must be done, what is not addressed yet, and what waits for others."""

    role: str
    component: str
    to: tuple[str, ...]
    counts: Counts
    told: str
    must: tuple[Part, ...]
    """Required, and not met, only partly met, or unsupported."""
    missing: tuple[Part, ...]
    """Required, and not addressed."""
    could: tuple[Part, ...]
    """Desired."""
    waits: tuple[Part, ...]
    """Required or desired, and a reviewer must decide."""

    @property
    def count(self) -> int:
        """How many required requirements the reader must act on."""
        return sum(len(part.matters) for part in (*self.must, *self.missing))


def letters_of(audit: Audit, components: tuple[JudgedComponent, ...]) -> tuple[Letter, ...]:
    """Return a letter for each role, in the source's order; what only the state can do is in none."""
    named = dict(players(audit))
    by_subcomponent: dict[str, list[Requirement]] = {}
    for requirement in audit.requirements:
        by_subcomponent.setdefault(requirement.subcomponent, []).append(requirement)
    return tuple(_letter(component, named[component.role], by_subcomponent) for component in components)


def _letter(component: JudgedComponent, to: tuple[str, ...], requirements: Mapping[str, list[Requirement]]) -> Letter:
    def parts(belongs: Callable[[Requirement], bool]) -> tuple[Part, ...]:
        found = (
            Part(
                id=sub.id,
                title=sub.title,
                matters=tuple(_matter(sub, each) for each in requirements.get(sub.id, ()) if belongs(each)),
            )
            for sub in component.subcomponents
        )
        return tuple(part for part in found if part.matters)

    return Letter(
        role=component.role,
        component=f"{component.number} {component.title}",
        to=to,
        counts=component.counts,
        told=component.told,
        must=parts(lambda each: _is_mine(each) and _is_required(each) and each.status is not Status.NOT_STATED),
        missing=parts(lambda each: _is_mine(each) and _is_required(each) and each.status is Status.NOT_STATED),
        could=parts(lambda each: _is_mine(each) and not _is_required(each)),
        waits=parts(lambda each: each.actor is Actor.REVIEWERS and each.waiver is None),
    )


def _is_required(requirement: Requirement) -> bool:
    return requirement.level is Level.REQUIRED or bool(requirement.required_by)


def _is_mine(requirement: Requirement) -> bool:
    """Return whether a provider must act on a requirement."""
    if requirement.waiver is not None:
        return False
    match requirement.actor:
        case Actor.PROVIDER:
            return True
        case Actor.REVIEWERS | Actor.STATE | Actor.NOBODY:
            return False
        case other:
            assert_never(other)


def _matter(sub: JudgedSubcomponent, requirement: Requirement) -> Matter:
    """Return a requirement with those of its members that it needs and that are not only the state's to answer."""
    members = [c for c in sub.criteria if c.id in requirement.members and c.needed]
    kept = tuple(c for c in members if c.actor is requirement.actor)
    return Matter(id=requirement.id, criteria=kept, is_group=len(kept) > 1)
