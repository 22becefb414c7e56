"""Takes of an audit what is held against others, so that five hundred of them are no burden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mcaudit.compare.choices import about, choices
from mcaudit.compare.claims import claims
from mcaudit.model import Audit, Entry, GroupBy, JsonObject, Judged, StackClaim, Status

_STACK_CRITERIA = ("1D-1", "1D-2", "1D-3", "5A-D1")
UNSAID = "not said"
"""The group of those of which their profile does not say to which they belong."""


def entry_of(audit: Audit) -> Entry:
    """Return what a comparison needs of an audit."""
    profile, facts = audit.profile, audit.facts
    policy = audit.policy
    return Entry(
        id=profile.id,
        title=profile.title,
        state=profile.state,
        path=profile.path,
        sha256=profile.sha256,
        fictional=profile.content.get("fictional") == "yes",
        groups=_groups(facts),
        policy=policy.id if policy else "",
        policy_sha256=policy.sha256 if policy else "",
        verdicts=audit.verdicts,
        score=audit.score,
        components=audit.components,
        subcomponents=audit.subcomponents,
        requirements=tuple(
            Judged(id=r.id, level=r.level, status=r.status, gates=r.gates, waived=r.waiver is not None)
            for r in audit.requirements
        ),
        facts=choices(audit),
        claims=tuple(claims(profile)),
        stack=_stack(facts),
        competency=str(_at(facts, "developers", "title_and_description").get("competency", "")),
        evidence=tuple(_titles(_at(facts, "evaluators", "evidence_requirements").get("items"))),
        stack_findings={
            f.criterion: _told(f.status, f.message) for f in audit.findings if f.criterion in _STACK_CRITERIA
        },
    )


def _groups(facts: JsonObject) -> Mapping[GroupBy, str]:
    names = {key: entry["name"] for key, entry in (facts.get("organizations") or {}).items()}

    def named(component: str, key: str) -> str:
        found = [names[name] for name in _at(facts, component, key).get("organizations") or () if name in names]
        return "; ".join(sorted({*found})) or UNSAID

    return {
        GroupBy.STATE: str(facts["state"]),
        GroupBy.ORGANIZATION: named("developers", "developer"),
        GroupBy.ISSUER: named("issuers", "issuer"),
        GroupBy.TOPIC: str(_at(facts, "developers", "title_and_description").get("content_area", UNSAID)),
    }


def _stack(facts: JsonObject) -> StackClaim:
    context = _at(facts, "developers", "competency_context")
    stack: JsonObject = context.get("stack") or {}
    return StackClaim(
        name=str(stack.get("name", "")),
        members=tuple(map(str, stack.get("members") or ())),
        standing=str(stack.get("standing", "")),
        combines_with=tuple(str(each["other"]) for each in context.get("combines_with") or () if each.get("other")),
        prerequisites=tuple(str(each) for each in about(facts).get("prerequisites") or ()),
    )


def _at(facts: JsonObject, component: str, key: str) -> JsonObject:
    answer: JsonObject = (facts.get(component) or {}).get(key) or {}
    return answer


def _titles(items: Any) -> Iterator[str]:
    for item in items or ():
        if item.get("title"):
            yield str(item["title"])


def _told(status: Status, message: str) -> str:
    return f"{status.replace('_', ' ')}: {message}"
