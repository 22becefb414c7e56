"""Takes from an audit only what a comparison needs, so that five hundred of them fit in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mcaudit.audit.support import conflicts_of
from mcaudit.comparison.choices import choices, size_words
from mcaudit.comparison.claims import claims
from mcaudit.comparison.coverage import coverage_of
from mcaudit.comparison.sayings import Said, names_of, said_in
from mcaudit.model import Audit
from mcaudit.model.comparison import Entry, Judged
from mcaudit.model.stacks import StackClaim
from mcaudit.model.words import GroupBy

STACK_CRITERIA = ("1D-1", "1D-2", "1D-3", "5A-D1")
"""Those whose findings a comparison shows beside stacks."""
UNSAID = "not stated"
"""The group of those whose profile does not say where they belong."""


def entry_of(audit: Audit) -> Entry:
    """Return what a comparison needs of an audit."""
    profile, policy = audit.profile, audit.policy
    fictional = said_in(audit).says("fictional", "yes")
    coverage, components = coverage_of(audit)
    return Entry(
        id=profile.id,
        title=profile.title,
        state=profile.state,
        path=profile.path,
        sha256=profile.sha256,
        fictional=fictional,
        is_reading=not fictional and not profile.content.get("submitted_by"),
        offers_learning=audit.offers_learning,
        written_for=profile.home,
        policy=policy.id if policy else "",
        policy_sha256=policy.sha256 if policy else "",
        verdicts=audit.verdicts,
        score=audit.score,
        coverage=coverage,
        components=components,
        unconfirmed=audit.unconfirmed,
        subcomponents=audit.subcomponents,
        requirements=tuple(
            Judged(id=r.id, level=r.level, status=r.status, gates=r.gates, waived=r.waiver is not None, actor=r.actor)
            for r in audit.requirements
        ),
        stack_findings={f.criterion: (f.status, f.message) for f in audit.findings if f.criterion in STACK_CRITERIA},
        **says_in(audit),
    )


def says_in(audit: Audit) -> Mapping[str, Any]:
    """Return the fields of an entry that rest on what the profile says, whatever the audit makes of it."""
    said, conflicts = said_in(audit), conflicts_of(audit.edition, audit.profile)
    context = said.group("developers", "competency_context")
    evidence = said.group("evaluators", "evidence_requirements")
    return {
        "groups": _groups(audit, said),
        "facts": choices(audit, conflicts),
        "claims": tuple(claims(audit, conflicts)),
        "stacks": tuple(_stacks(context)),
        "combines_with": tuple(filter(None, (each.text("other") for _, each in context.entries("combines_with")))),
        "prerequisites": said.group("about").texts("prerequisites"),
        "competency": said.group("developers", "title_and_description").text("competency"),
        "evidence": tuple(title for _, item in evidence.entries("items") if (title := item.text("title"))),
    }


def _groups(audit: Audit, said: Said) -> Mapping[GroupBy, str]:
    def named(component: str, key: str) -> str:
        known = said.facts.get("organizations") or {}
        shorts = tuple(short for short in said.group(component, key).texts("organizations") if short in known)
        return "; ".join(sorted({*names_of(said, shorts)})) or UNSAID

    return {
        GroupBy.STATE: audit.profile.state,
        GroupBy.ORGANIZATION: named("developers", "developer"),
        GroupBy.ISSUER: named("issuers", "issuer"),
        GroupBy.TOPIC: said.group("developers", "title_and_description").text("content_area") or UNSAID,
    }


def _stacks(context: Said) -> Iterator[StackClaim]:
    """Yield what the profile says about each stack: the main one, even if it has no name, and every other one."""
    for stack in (context.group("stack"), *(entry for _, entry in context.entries("stacks"))):
        if stack.facts:
            members = stack.texts("members") if isinstance(stack.facts.get("members"), list) else ()
            yield StackClaim(
                name=stack.text("name"),
                members=members,
                standing=" or ".join(stack.choices("standing")),
                size=size_words(stack),
            )
