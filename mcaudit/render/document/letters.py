"""What must be done, as a letter to whoever plays each role."""

from __future__ import annotations

from dataclasses import dataclass

from mcaudit.model import Audit, Status
from mcaudit.render.document.parts import JudgedComponent, JudgedCriterion, JudgedSubcomponent
from mcaudit.render.roles import players

_TO_MEND = (Status.NOT_MET, Status.PARTLY_MET, Status.UNSUPPORTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A subcomponent of a letter, with the criteria that it is about."""

    id: str
    title: str
    criteria: tuple[JudgedCriterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter to one role: what must be done, what would be better, and what waits for others."""

    role: str
    component: str
    to: tuple[str, ...]
    met: int
    total: int
    must: tuple[Matter, ...]
    could: tuple[Matter, ...]
    waits: tuple[str, ...]
    """Criteria that reviewers must decide."""

    @property
    def count(self) -> int:
        """How many required criteria must be acted on."""
        return sum(len(matter.criteria) for matter in self.must)


def letters_of(audit: Audit, components: tuple[JudgedComponent, ...]) -> tuple[Letter, ...]:
    """Return a letter for each role, in the source's order."""
    named = dict(players(audit))
    scores = {result.key: result.score.required for result in audit.components}
    return tuple(
        Letter(
            role=component.role,
            component=f"{component.number} {component.title}",
            to=named[component.role],
            met=scores[component.key].met,
            total=scores[component.key].total,
            must=_matters(component, required=True),
            could=_matters(component, required=False),
            waits=tuple(
                c.id
                for sub in component.subcomponents
                for c in sub.criteria
                if c.status is Status.AWAITING_REVIEW and c.needed
            ),
        )
        for component in components
    )


def _matters(component: JudgedComponent, *, required: bool) -> tuple[Matter, ...]:
    matters = (
        Matter(id=sub.id, title=sub.title, criteria=_to_mend(sub, required=required)) for sub in component.subcomponents
    )
    return tuple(matter for matter in matters if matter.criteria)


def _to_mend(sub: JudgedSubcomponent, *, required: bool) -> tuple[JudgedCriterion, ...]:
    return tuple(
        c
        for c in sub.criteria
        if c.status in _TO_MEND
        and c.needed
        and not c.waived
        and (c.level == "required" or bool(c.required_by)) is required
    )
