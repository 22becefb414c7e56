"""What has to be done about an audit, act by act, the quickest first: what letters ask for and to-do lists list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mcaudit.model import Actor, Audit, Criterion, Effort, Finding, Requirement, Status
from mcaudit.terms.points import Point, due

EFFORTS: Mapping[Effort, str] = {
    Effort.QUICK: "Quick answers",
    Effort.WRITE: "Answers to write",
    Effort.DOCUMENT: "Documents to add",
    Effort.CHANGE: "Changes to your program",
}
"""The heading of each; a test proves that each has one."""
_SIGNS: tuple[tuple[Effort, re.Pattern[str]], ...] = (
    (
        Effort.QUICK,
        re.compile(r"yes or no|^(?:Mark|Quote)\b|^Give the (?:web address|hours|synchronous)|^List the form\b"),
    ),
    (
        Effort.CHANGE,
        re.compile(r"^(?:Offer|Let|Send|Measure|Have|Require|Explain|Make|Show|Give (?:earners|feedback))\b"),
    ),
    (
        Effort.DOCUMENT,
        re.compile(r"\b(?:[Cc]ite|report|accredits|approval|approved|certification|validates|recognizes)\b|\bstandard"),
    ),
)
"""What the words of a remedy say about the effort where the edition does not; the first that fits, else to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One way to do what an act asks: the title of a criterion, and the finding on it."""

    title: str
    finding: Finding

    @property
    def found(self) -> str:
        """What was found where the criterion is addressed; empty where it is not."""
        return "" if self.finding.status is Status.NOT_STATED else self.finding.message


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What one requirement asks somebody to do; where there are several steps, any one of them is enough."""

    id: str
    subcomponent: str
    role: str
    """The role whose component the requirement belongs to."""
    title: str
    status: Status
    actor: Actor
    effort: Effort
    steps: tuple[Step, ...]

    @property
    def is_choice(self) -> bool:
        """Whether any one of several steps is enough."""
        return len(self.steps) > 1


def acts_of(audit: Audit) -> tuple[Act, ...]:
    """Return an act for each requirement that the gate waits for, the quickest first, then in the source's order."""
    requirements = {each.id: each for each in audit.requirements}
    found = [_act(audit, point, requirements[point.id]) for point in due(audit)]
    return tuple(sorted(found, key=lambda act: effort_rank(act.effort)))


def effort_rank(effort: Effort) -> int:
    """Return where an effort stands among all, from 1 for the quickest."""
    return 1 + list(EFFORTS).index(effort)


def effort_of(remedy: str, criterion: Criterion | None = None) -> Effort:
    """Return what it takes to do what a remedy says: as the edition says of its own remedies, else as its words do."""
    if criterion and criterion.effort and remedy == criterion.remedy:
        return criterion.effort
    return next((effort for effort, sign in _SIGNS if sign.search(remedy)), Effort.WRITE)


def _act(audit: Audit, point: Point, requirement: Requirement) -> Act:
    criteria = {each.id: each for each in audit.edition.criteria}
    subs = {sub.id: sub.title for sub in audit.edition.subcomponents}
    roles = {sub.id: component.role for component in audit.edition.components for sub in component.subcomponents}
    mine = tuple(each for each in point.findings if each.actor is requirement.actor) or point.findings
    return Act(
        id=point.id,
        subcomponent=requirement.subcomponent,
        role=roles[requirement.subcomponent],
        title=subs[requirement.subcomponent] if len(mine) > 1 else criteria[mine[0].criterion].title,
        status=point.status,
        actor=point.actor,
        effort=min((effort_of(each.remedy, criteria[each.criterion]) for each in mine), key=effort_rank),
        steps=tuple(Step(title=criteria[each.criterion].title, finding=each) for each in mine),
    )
