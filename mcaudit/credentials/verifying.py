"""Checks an endorsement, and says exactly what was checked: five answers, each yes, no, or unknown."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256, sha384
from typing import Any

from mcaudit.credentials.answers import Answer, Check, Given, Verified
from mcaudit.credentials.members import at, holders_in, issuer_of, listed, name_of, subject_of, types_of
from mcaudit.credentials.signer import signer_checks, token_check

_ENDORSEMENT = "EndorsementCredential"


def verified(data: Any, given: Given) -> tuple[Verified, ...]:
    """Return the answers about each endorsement in a file, an awarded badge first if they are embedded in one.

    Nothing is returned for a file that holds no endorsement.
    """
    if _is_endorsement(data):
        return (_endorsement(data, given),)
    inner = replace(given, is_token=False)
    embedded = (*(_endorsement(each, inner, within=_about_in(data)) for each in _embedded(data)), *_tokens(data))
    return (_badge(data, given), *embedded) if embedded and not _is_class(data, given) else embedded


def _is_endorsement(data: Any) -> bool:
    return _ENDORSEMENT in types_of(data)


def _is_class(data: Any, given: Given) -> bool:
    """Return whether this describes a kind of badge, which nobody signs, and not one that somebody was awarded."""
    is_award = at(data, "credentialSubject") is not None or at(data, "proof") is not None or given.is_token
    return types_of(data) == {"Achievement"} and not is_award


def _embedded(data: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the endorsements in a badge: of the award, of its achievement, and of its issuer."""
    for holder in holders_in(data):
        yield from (each for each in listed(at(holder, "endorsement")) if _is_endorsement(each))


def _tokens(data: Any) -> Iterator[Verified]:
    """Yield what is known of the endorsements that stand in a badge as tokens: that they are not checked."""
    for holder in holders_in(data):
        for _ in listed(at(holder, "endorsementJwt")):
            yield Verified(name="an endorsement as a token", issuer="", subject="", checks=(token_check(),))


def _endorsement(data: Mapping[str, Any], given: Given, within: frozenset[str] | None = None) -> Verified:
    """Return the answers about an endorsement; one within a badge must be about that badge (`within`)."""
    record = _record(data, given)
    checks: tuple[Check, ...] = (*signer_checks(data, given), record, _profile(record, given))
    if within is not None:
        checks = (*checks, _about(data, within))
    return Verified(name=name_of(data), issuer=issuer_of(data), subject=subject_of(data), checks=checks)


def _about_in(badge: Any) -> frozenset[str]:
    """Return what a badge is about: itself, its achievement, and its issuer, by their addresses."""
    return frozenset(str(each) for each in (at(holder, "id") for holder in holders_in(badge)) if each)


def _about(data: Mapping[str, Any], within: frozenset[str]) -> Check:
    question = "Is it about the badge that it stands in?"
    subject = subject_of(data)
    if subject in within:
        return Check(question=question, answer=Answer.YES, why=f"Both are about {subject}.")
    return Check(
        question=question, answer=Answer.NO, why=f"It is about {subject or 'nothing named'}, not about this badge."
    )


def _badge(data: Mapping[str, Any], given: Given) -> Verified:
    checks = signer_checks(data, given)
    return Verified(name=name_of(data), issuer=issuer_of(data), subject=subject_of(data), checks=checks)


def _record(data: Mapping[str, Any], given: Given) -> Check:
    question = "Is the audit the one that was endorsed?"
    named = [each for each in listed(data.get("relatedResource")) if at(each, "mediaType") == "application/json"]
    if len(named) != 1:
        return Check(question=question, answer=Answer.UNKNOWN, why="The endorsement does not name one audit.")
    if given.record is None:
        where = at(named[0], "id")
        return Check(question=question, answer=Answer.UNKNOWN, why=f"Give the audit ({where}) with --audit.")
    digest = f"sha384-{base64.b64encode(sha384(given.record).digest()).decode()}"
    if at(named[0], "digestSRI") != digest:
        why = "The file is not the audit that was endorsed: its hash differs."
        return Check(question=question, answer=Answer.NO, why=why)
    return Check(question=question, answer=Answer.YES, why="The audit has the hash that was signed.")


def _profile(record: Check, given: Given) -> Check:
    question = "Is the profile the one that was audited?"
    if given.profile is None:
        return Check(question=question, answer=Answer.UNKNOWN, why="Give the profile with --profile.")
    if record.answer is not Answer.YES or given.record is None:
        why = "Only the audit says which profile it is about, and the audit is not certain."
        return Check(question=question, answer=Answer.UNKNOWN, why=why)
    pins = _profiles_in(given.record)
    if not pins:
        return Check(question=question, answer=Answer.UNKNOWN, why="The audit does not say which profile it is about.")
    if sha256(given.profile).hexdigest() in pins:
        return Check(question=question, answer=Answer.YES, why="The profile has the hash that the audit names.")
    return Check(question=question, answer=Answer.NO, why="The profile was changed since, or is another one.")


def _profiles_in(record: bytes) -> frozenset[str]:
    """Return the hashes of the profiles that an audit is about."""
    try:
        data = json.loads(record)
    except (ValueError, RecursionError):
        return frozenset()
    audits = listed(at(data, "audits")) or [data]
    return frozenset(str(pin) for each in audits if (pin := at(at(each, "profile"), "sha256")))
