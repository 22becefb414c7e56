"""Who signed a credential, whether the signature holds, and whether it is in force: three of the five answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from mcaudit.credentials.answers import Answer, Check, Given, Said
from mcaudit.credentials.identity import address_of, is_its_own_key, key_in, lists, may_sign
from mcaudit.credentials.members import at, issuer_of, listed, method_of
from mcaudit.credentials.signing import UncheckedError, is_signed_by

_SIGNED = "Is the signature valid, and does it cover everything?"
_ISSUED = "Is the key that of the issuer it names?"
_TOKEN = "It is signed as a token (VC-JWT), which mcaudit does not check."


def signer_checks(data: Mapping[str, Any], given: Given) -> tuple[Check, Check, Check]:
    """Return the answers about the signature, the time, and the issuer of a credential."""
    unknown = (Answer.UNKNOWN, _TOKEN)
    signed, why_signed = unknown if given.is_token else _signature(data, given)
    valid, why_valid = _window(data, given.date)
    issued, why_issued = unknown if given.is_token else _issuer(data, given)
    return (
        Check(question=_SIGNED, answer=signed, why=why_signed),
        Check(question=f"Is it in force on {given.date}?", answer=valid, why=why_valid),
        Check(question=_ISSUED, answer=issued, why=why_issued),
    )


def token_check() -> Check:
    """Return the answer about an endorsement that stands in a badge as a token."""
    return Check(question=_SIGNED, answer=Answer.UNKNOWN, why=_TOKEN)


def _signature(data: Mapping[str, Any], given: Given) -> Said:
    proofs = listed(data.get("proof"))
    method = method_of(data)
    if not proofs:
        return Answer.NO, "It has no signature."
    if not method:
        return Answer.UNKNOWN, "It has several signatures, or one that names no key; mcaudit checks one."
    key = key_in(given.identities, method)
    if key is None:
        holder = method.partition("#")[0]
        where = f" ({address_of(holder)})" if holder.startswith("did:web:") else ""
        return Answer.UNKNOWN, f"The key {method} is not here. Give the signer's identity file{where} with --identity."
    try:
        is_valid = is_signed_by({**data, "proof": proofs[0]}, key)
    except UncheckedError as error:
        return Answer.UNKNOWN, f"It cannot be checked here: {error}."
    if is_valid:
        return Answer.YES, f"Signed with {method}."
    return Answer.NO, (
        "The signature does not fit, or does not cover all that is written: something was changed or added after "
        "signing, or another key signed it."
    )


def _window(data: Mapping[str, Any], date: str) -> Said:
    began = data.get("validFrom", data.get("issuanceDate"))
    start = _moment(began)
    day = datetime.fromisoformat(date).replace(tzinfo=UTC)
    if start is None:
        return Answer.NO, "It does not say from when it is valid."
    if day.replace(hour=23, minute=59, second=59) < start:
        return Answer.NO, f"It is not valid before {began}."
    signatures = [at(proof, "expires") for proof in listed(data.get("proof"))]
    # Verifiable Credentials 1.1 call the last day of a credential its expirationDate.
    named = (data.get("validUntil"), data.get("expirationDate"), *signatures)
    ends = [each for each in named if each is not None]
    for said in ends:
        end = _moment(said)
        if end is None:
            return Answer.NO, "Its last day is not a date."
        if day > end:
            return Answer.NO, f"It expired: it was valid until {said}."
    if data.get("credentialStatus") is not None:
        return Answer.UNKNOWN, "It may have been revoked: it names a list of revocations, which mcaudit does not read."
    until = f" until {ends[0]}" if ends else ", without an end"
    return Answer.YES, f"Valid from {began}{until}."


def _moment(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else None


def _issuer(data: Mapping[str, Any], given: Given) -> Said:
    issuer, method = issuer_of(data), method_of(data)
    holder = method.partition("#")[0]
    if len(listed(data.get("proof"))) > 1:
        return Answer.UNKNOWN, "It has several signatures; mcaudit checks one."
    if not method or holder != issuer:
        return Answer.NO, f"The issuer is {issuer or 'not named'}, and the key is {holder or 'not named'}."
    if is_its_own_key(holder):
        if holder in given.identities:
            return Answer.YES, f"You gave an identity file of {holder}."
        known = "The issuer is only known by its key, and anyone can make one."
        return Answer.UNKNOWN, f"{known} If you know whose it is, give its identity file."
    if key_in(given.identities, method) is None:
        if lists(given.identities, method):
            form = f"lists {method} in a form that mcaudit does not read; it reads Multikey"
            return Answer.UNKNOWN, f"The issuer's identity file {form}."
        if holder in given.identities:
            return Answer.NO, f"The issuer's identity file does not list {method}."
        return Answer.UNKNOWN, "The issuer's identity file is not here."
    if not may_sign(given.identities, method):
        return Answer.NO, f"The issuer's identity file does not let {method} sign credentials (assertionMethod)."
    return Answer.YES, f"{issuer} lists the key. Compare the identity file with the one at the issuer's own address."
