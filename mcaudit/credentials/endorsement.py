"""Makes the Open Badges 3.0 endorsement of what passed an audit (EndorsementCredential), before it is signed."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256, sha384
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from mcaudit.credentials.context import CONTEXTS
from mcaudit.credentials.exporting import public_name
from mcaudit.media.markup import escaped
from mcaudit.model import Audit, Gate, Requirement, Status, Verdict, WaiverUse
from mcaudit.model.issuer import Issuer
from mcaudit.model.states import state_name
from mcaudit.terms.remarks import is_reading
from mcaudit.terms.words import number

SELF_DECLARED = "self-declared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsed:
    """What is endorsed, and where the record of the audit will stand."""

    audit: Audit
    record: bytes
    """The audit as JSON, as it will be published."""
    subject: str
    """The address that identifies the micro-credential."""
    record_address: str
    until: str
    """The last day of the endorsement, as YYYY-MM-DD."""


def refusal(audit: Audit, issuer: Issuer) -> str:
    """Return why an audit may not be endorsed; nothing if it may."""
    if audit.verdicts[Gate.ENDORSEMENT] is not Verdict.PASS:
        return f"only a pass can be endorsed, and this audit is {audit.verdicts[Gate.ENDORSEMENT]}"
    if audit.profile.content.get("fictional") == "yes" and not issuer.fictional:
        return "this micro-credential is made up, and only a made-up issuer (`fictional: yes`) may endorse it"
    if audit.unconfirmed and not issuer.self_declared:
        return (
            f"{audit.unconfirmed} of the requirements that count rest on claims that nobody has checked; have "
            "reviewers check them, or write `self_declared: yes` in the issuer's file"
        )
    return ""


def last_day(audit: Audit, until: str) -> tuple[str, str]:
    """Return the last day of an endorsement, and what sets it; both empty if nothing does.

    It is the earliest of the wished day, the end of the policy, and the end of each waiver that was applied.
    """
    return min(_ends(audit, until), default=("", ""))


def _ends(audit: Audit, until: str) -> Iterator[tuple[str, str]]:
    if until:
        yield until, "--until"
    if audit.policy and audit.policy.in_force_until:
        yield audit.policy.in_force_until, f"the policy “{audit.policy.title}” ends then"
    for each in audit.waivers:
        if each.use is WaiverUse.APPLIED:
            yield each.waiver.expires, f"the waiver of {each.waiver.requirement} ends then"


def endorsement_of(endorsed: Endorsed, issuer: Issuer) -> dict[str, Any]:
    """Return the credential, unsigned; every term of it is defined by its contexts."""
    audit = endorsed.audit
    name = f"{public_name(audit.profile)}: meets the {audit.edition.title}"
    unique = "\n".join((issuer.id, endorsed.subject, sha256(endorsed.record).hexdigest()))
    digest = base64.b64encode(sha384(endorsed.record).digest()).decode()
    return {
        "@context": list(CONTEXTS),
        "id": f"urn:uuid:{uuid5(NAMESPACE_URL, unique)}",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": f"{name} ({SELF_DECLARED})" if audit.unconfirmed else name,
        "issuer": profile_of(issuer),
        "validFrom": f"{audit.date}T00:00:00Z",
        "validUntil": f"{endorsed.until}T23:59:59Z",
        "awardedDate": f"{audit.date}T00:00:00Z",
        "credentialSubject": {
            "id": endorsed.subject,
            "type": ["EndorsementSubject"],
            "endorsementComment": _comment_of(audit),
        },
        "evidence": [{"id": endorsed.record_address, "type": ["Evidence"], "name": "The audit"}],
        "relatedResource": [
            {"id": endorsed.record_address, "mediaType": "application/json", "digestSRI": f"sha384-{digest}"}
        ],
    }


def profile_of(issuer: Issuer) -> dict[str, Any]:
    """Return an issuer as an Open Badges profile."""
    said = {"id": issuer.id, "type": ["Profile"], "name": issuer.name, "url": issuer.url, "email": issuer.email}
    return {key: value for key, value in said.items() if value}


# --- the comment ----------------------------------------------------------------------------------


def _comment_of(audit: Audit) -> str:
    """Return what was found, in Markdown, from the audit alone."""
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
