"""Checks an endorsement, and says exactly what was checked: five answers, each yes, no, or unknown."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256, sha384
from typing import Any

from mcaudit.credentials.identity import address_of, key_in, may_sign
from mcaudit.credentials.signing import is_signed_by


class Answer(StrEnum):
    """What a check came to."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One question about a credential, its answer, and why."""

    question: str
    answer: Answer
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a person has beside the credential."""

    date: str
    identities: Mapping[str, Mapping[str, Any]]
    """Identity files (did.json) by their ids."""
    record: bytes | None = None
    """The audit as JSON."""
    profile: bytes | None = None
    """The profile that was audited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A credential with the answers about it."""

    name: str
    issuer: str
    subject: str
    """What it is about, by its address."""
    checks: tuple[Check, ...]

    @property
    def answer(self) -> Answer:
        """No if any answer is no, else unknown if any is, else yes."""
        answers = {check.answer for check in self.checks}
        return next((each for each in (Answer.NO, Answer.UNKNOWN) if each in answers), Answer.YES)


def verified(data: Any, given: Given) -> tuple[Verified, ...]:
    """Return the answers about each endorsement in a file, an awarded badge first if they are embedded in one.

    Nothing is returned for a file that holds no endorsement.
    """
    if _is_endorsement(data):
        return (_endorsement(data, given),)
    embedded = tuple(_endorsement(each, given, within=_subjects(data)) for each in _embedded(data))
    return (_badge(data, given), *embedded) if embedded and not _is_class(data) else embedded


def _is_endorsement(data: Any) -> bool:
    types = data.get("type") if isinstance(data, Mapping) else None
    return "EndorsementCredential" in (types if isinstance(types, list) else [types])


def _is_class(data: Any) -> bool:
    """Return whether this describes a kind of badge, which nobody signs, and not one that somebody was awarded."""
    return "Achievement" in _listed(_at(data, "type")) and _at(data, "proof") is None


def _embedded(data: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the endorsements in a badge: of the award, of its achievement, and of its issuer."""
    subjects = _listed(_at(data, "credentialSubject"))
    achievements = [each for subject in subjects for each in _listed(_at(subject, "achievement"))]
    for holder in (data, *achievements, *_listed(_at(data, "issuer"))):
        yield from (each for each in _listed(_at(holder, "endorsement")) if _is_endorsement(each))


def _at(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, Mapping) else None


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _endorsement(data: Mapping[str, Any], given: Given, within: frozenset[str] | None = None) -> Verified:
    """Return the answers about an endorsement; one within a badge must be about that badge (`within`)."""
    record = _record(data, given)
    checks: tuple[Check, ...] = (*_signer(data, given), record, _profile(record, given))
    if within is not None:
        checks = (*checks, _about(data, within))
    return Verified(name=_name(data), issuer=_issuer(data), subject=_subject(data), checks=checks)


def _subjects(badge: Mapping[str, Any]) -> frozenset[str]:
    """Return what a badge is about: itself, its achievement, and its issuer, by their addresses."""
    subjects = _listed(_at(badge, "credentialSubject"))
    achievements = [each for subject in subjects for each in _listed(_at(subject, "achievement"))]
    holders = (badge, *achievements, *_listed(_at(badge, "issuer")))
    return frozenset(str(each) for each in (_at(holder, "id") for holder in holders) if each)


def _about(data: Mapping[str, Any], within: frozenset[str]) -> Check:
    question = "Is it about the badge that it stands in?"
    subject = _subject(data)
    if subject in within:
        return Check(question=question, answer=Answer.YES, why=f"Both are about {subject}.")
    return Check(
        question=question, answer=Answer.NO, why=f"It is about {subject or 'nothing named'}, not about this badge."
    )


def _badge(data: Mapping[str, Any], given: Given) -> Verified:
    return Verified(name=_name(data), issuer=_issuer(data), subject=_subject(data), checks=_signer(data, given))


def _name(data: Mapping[str, Any]) -> str:
    return str(data.get("name") or data.get("id") or "a credential without a name")


def _issuer(data: Mapping[str, Any]) -> str:
    issuer = data.get("issuer")
    return str(_at(issuer, "id") if isinstance(issuer, Mapping) else issuer or "")


def _subject(data: Mapping[str, Any]) -> str:
    return str(_at(data.get("credentialSubject"), "id") or "")


def _signer(data: Mapping[str, Any], given: Given) -> tuple[Check, Check, Check]:
    return _signature(data, given), _window(data, given.date), _issuer_check(data, given)


def _method(data: Mapping[str, Any]) -> str:
    proofs = _listed(data.get("proof"))
    return str(_at(proofs[0], "verificationMethod") or "") if len(proofs) == 1 else ""


def _signature(data: Mapping[str, Any], given: Given) -> Check:
    question = "Is the signature valid, and does it cover everything?"
    method = _method(data)
    if not method:
        found = len(_listed(data.get("proof")))
        why = (
            "It has no signature." if not found else "It has several signatures, or one without a key; one is expected."
        )
        return Check(question=question, answer=Answer.NO, why=why)
    key = key_in(given.identities, method)
    if key is None:
        holder = method.partition("#")[0]
        where = f" ({address_of(holder)})" if holder.startswith("did:web:") else ""
        why = f"The key {method} is not here. Give the signer's identity file{where} with --identity."
        return Check(question=question, answer=Answer.UNKNOWN, why=why)
    one = {**data, "proof": _listed(data["proof"])[0]}
    if is_signed_by(one, key):
        return Check(question=question, answer=Answer.YES, why=f"Signed with {method}.")
    why = "The signature does not fit: something was changed after signing, or another key signed it."
    return Check(question=question, answer=Answer.NO, why=why)


def _window(data: Mapping[str, Any], date: str) -> Check:
    question = f"Is it in force on {date}?"
    start, end = _moment(data.get("validFrom")), _moment(data.get("validUntil"))
    day = datetime.fromisoformat(date).replace(tzinfo=UTC)
    last = day.replace(hour=23, minute=59, second=59)
    if start is None:
        return Check(question=question, answer=Answer.NO, why="It does not say from when it is valid.")
    if data.get("validUntil") is not None and end is None:
        return Check(question=question, answer=Answer.NO, why="Its last day is not a date.")
    if last < start:
        return Check(question=question, answer=Answer.NO, why=f"It is not valid before {data['validFrom']}.")
    if end is not None and day > end:
        return Check(question=question, answer=Answer.NO, why=f"It expired: it was valid until {data['validUntil']}.")
    if data.get("credentialStatus") is not None:
        why = "It may have been revoked: it names a list of revocations, which mcaudit does not read."
        return Check(question=question, answer=Answer.UNKNOWN, why=why)
    ends = f" until {data['validUntil']}" if end else ", without an end"
    return Check(question=question, answer=Answer.YES, why=f"Valid from {data['validFrom']}{ends}.")


def _moment(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else None


def _issuer_check(data: Mapping[str, Any], given: Given) -> Check:
    question = "Is the key that of the issuer it names?"
    issuer, method = _issuer(data), _method(data)
    holder = method.partition("#")[0]
    if not method or holder != issuer:
        why = f"The issuer is {issuer or 'not named'}, and the key is {holder or 'not named'}."
        return Check(question=question, answer=Answer.NO, why=why)
    if key_in(given.identities, method) is None:
        if holder in given.identities:
            return Check(question=question, answer=Answer.NO, why=f"The issuer's identity file does not list {method}.")
        return Check(question=question, answer=Answer.UNKNOWN, why="The issuer's identity file is not here.")
    if not may_sign(given.identities, method):
        why = f"The issuer's identity file does not let {method} sign credentials (assertionMethod)."
        return Check(question=question, answer=Answer.NO, why=why)
    why = f"{issuer} lists the key. Compare the identity file with the one at the issuer's own address."
    return Check(
        question=question, answer=Answer.YES, why=why if holder.startswith("did:web:") else f"{issuer} is the key."
    )


def _record(data: Mapping[str, Any], given: Given) -> Check:
    question = "Is the audit the one that was endorsed?"
    named = [each for each in _listed(data.get("relatedResource")) if _at(each, "mediaType") == "application/json"]
    if len(named) != 1:
        return Check(question=question, answer=Answer.UNKNOWN, why="The endorsement does not name one audit.")
    if given.record is None:
        where = _at(named[0], "id")
        return Check(question=question, answer=Answer.UNKNOWN, why=f"Give the audit ({where}) with --audit.")
    digest = f"sha384-{base64.b64encode(sha384(given.record).digest()).decode()}"
    if _at(named[0], "digestSRI") != digest:
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
    audits = _listed(_at(data, "audits")) or [data]
    return frozenset(str(pin) for each in audits if (pin := _at(_at(each, "profile"), "sha256")))
