"""Checks an endorsement, and says exactly what was checked: five answers, each yes, no, or unknown."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256, sha384
from typing import Any

from mcaudit.credentials.answers import Answer, Check, Given, Said, Verified
from mcaudit.credentials.members import at, holders_in, issuer_of, listed, name_of, subject_of, types_of
from mcaudit.credentials.signer import signer_checks, token_check

_ENDORSEMENT = "EndorsementCredential"


def verified(data: Any, given: Given) -> tuple[Verified, ...]:
    """Return the answers about each endorsement in a file, an awarded badge first if they are embedded in one.

    Nothing is returned for a file that holds no endorsement. What stands in a badge as a token is not checked.
    """
    if _ENDORSEMENT in types_of(data):
        return (_verified(data, _endorsement_checks(data, given)),)
    inner = replace(given, is_token=False)
    holders = tuple(holders_in(data))
    about = frozenset(str(each) for each in (at(holder, "id") for holder in holders) if each)
    embedded = (each for holder in holders for each in listed(at(holder, "endorsement")))
    endorsements = [each for each in embedded if _ENDORSEMENT in types_of(each)]
    tokens = sum(len(listed(at(holder, "endorsementJwt"))) for holder in holders)
    token = Verified(name="an endorsement as a token", issuer="", subject="", checks=(token_check(),))
    found = (
        *(_verified(each, (*_endorsement_checks(each, inner), _about(each, about))) for each in endorsements),
        *(token for _ in range(tokens)),
    )
    is_award = at(data, "credentialSubject") is not None or at(data, "proof") is not None or given.is_token
    is_class = types_of(data) == {"Achievement"} and not is_award  # a kind of badge, which nobody signs
    badge = () if is_class or not found else (_verified(data, signer_checks(data, given)),)
    return (*badge, *found)


def _verified(data: Mapping[str, Any], checks: tuple[Check, ...]) -> Verified:
    return Verified(name=name_of(data), issuer=issuer_of(data), subject=subject_of(data), checks=checks)


def _endorsement_checks(data: Mapping[str, Any], given: Given) -> tuple[Check, ...]:
    record, why_record = _record(data, given)
    profile, why_profile = _profile(record, given)
    return (
        *signer_checks(data, given),
        Check(question="Is the audit the one that was endorsed?", answer=record, why=why_record),
        Check(question="Is the profile the one that was audited?", answer=profile, why=why_profile),
    )


def _about(data: Mapping[str, Any], within: frozenset[str]) -> Check:
    """Return whether an endorsement within a badge is about it: the award, its achievement, or its issuer."""
    question, subject = "Is it about the badge that it stands in?", subject_of(data)
    if subject in within:
        return Check(question=question, answer=Answer.YES, why=f"Both are about {subject}.")
    why = f"It is about {subject or 'nothing named'}, not about this badge."
    return Check(question=question, answer=Answer.NO, why=why)


def _record(data: Mapping[str, Any], given: Given) -> Said:
    named = [each for each in listed(data.get("relatedResource")) if at(each, "mediaType") == "application/json"]
    if len(named) != 1:
        return Answer.UNKNOWN, "The endorsement does not name one audit."
    if given.record is None:
        return Answer.UNKNOWN, f"Give the audit ({at(named[0], 'id')}) with --audit."
    digest = f"sha384-{base64.b64encode(sha384(given.record).digest()).decode()}"
    if at(named[0], "digestSRI") != digest:
        return Answer.NO, "The file is not the audit that was endorsed: its hash differs."
    return Answer.YES, "The audit has the hash that was signed."


def _profile(record: Answer, given: Given) -> Said:
    if given.profile is None:
        return Answer.UNKNOWN, "Give the profile with --profile."
    if record is not Answer.YES or given.record is None:
        return Answer.UNKNOWN, "Only the audit says which profile it is about, and the audit is not certain."
    pins = _profiles_in(given.record)
    if not pins:
        return Answer.UNKNOWN, "The audit does not say which profile it is about."
    if sha256(given.profile).hexdigest() in pins:
        return Answer.YES, "The profile has the hash that the audit names."
    return Answer.NO, "The profile was changed since, or is another one."


def _profiles_in(record: bytes) -> frozenset[str]:
    """Return the hashes of the profiles that an audit is about."""
    try:
        data = json.loads(record)
    except (ValueError, RecursionError):
        return frozenset()
    audits = listed(at(data, "audits")) or [data]
    return frozenset(str(pin) for each in audits if (pin := at(at(each, "profile"), "sha256")))
