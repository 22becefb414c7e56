"""The comment of an endorsement, in Markdown: what was found, generated from the audit alone."""

from __future__ import annotations

from collections.abc import Iterator

from mcaudit.media.markup import escaped
from mcaudit.model import Audit, Requirement, Status, WaiverUse
from mcaudit.model.states import state_name
from mcaudit.terms.remarks import is_reading
from mcaudit.terms.words import number


def comment_of(audit: Audit) -> str:
    """Return the comment of an endorsement of what passed an audit."""
    counts = audit.score.required
    waived = f", with {number(counts.waived, 'waiver')}" if counts.waived else ""
    verdict = f"**Meets all {counts.total} requirements that apply** of the {audit.edition.title}{waived}."
    return "\n".join((verdict, "", *(f"- {line}" for line in _details(audit))))


def _details(audit: Audit) -> Iterator[str]:
    state = state_name(audit.policy.state if audit.policy else audit.profile.state)
    policy = f"the policy “{escaped(audit.policy.title)}”" if audit.policy else "no state policy"
    yield f"Audited on {audit.date} for {state}, under {policy}."
    yield f"Edition {audit.edition.id} of the criteria, SHA-256 {audit.edition.sha256}."
    decided = sum(_is_decided(audit, each) for each in audit.requirements if each.gates)
    if decided:
        yield f"{number(decided, 'requirement')} met by decisions of reviewers."
    if audit.unconfirmed:
        yield f"{number(audit.unconfirmed, 'requirement')} met on the provider's claims, which nobody has checked."
    if away := audit.score.required.not_applicable:
        yield f"{number(away, 'requirement')} did not apply."
    for each in audit.waivers:
        if each.use is WaiverUse.APPLIED:
            waiver, reason = each.waiver, escaped(each.waiver.reason)
            yield f"{waiver.requirement} waived by {escaped(waiver.by)} until {waiver.expires}: {reason}"
    if is_reading(audit.profile):
        yield "The profile is a reading of public pages. The provider did not submit it."
    if audit.profile.content.get("fictional") == "yes":
        yield "This micro-credential is made up, as an example."


def _is_decided(audit: Audit, requirement: Requirement) -> bool:
    members = [each for each in audit.findings if each.criterion in requirement.members]
    met = [each for each in members if each.status is Status.MET]
    return any(each.basis.value in ("consensus", "adjudication") for each in met)
