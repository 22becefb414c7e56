"""Audits again, and signs an endorsement of what passed; checks endorsements."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mcaudit.app.auditing import audited
from mcaudit.app.loading import edition_of, policy_in_force
from mcaudit.app.reports import AUDIT_RECORD
from mcaudit.app.reviews import reviews_of
from mcaudit.credentials.endorsement import Endorsed, endorsement_of, last_day, refusal
from mcaudit.credentials.identity import identity_of
from mcaudit.credentials.key import KeyFileError, private_key, public_raw, public_text
from mcaudit.credentials.signing import SigningError, is_signed_by, signed
from mcaudit.credentials.verifying import Given, Verified, verified
from mcaudit.errors import InputError
from mcaudit.exchange.json_text import json_document
from mcaudit.looks import View
from mcaudit.model import Audit, Gate, Verdict
from mcaudit.model.issuer import Issuer
from mcaudit.reading.issuer import read_issuer
from mcaudit.reading.limits import MAX_AUDITS_BYTES, MAX_BYTES
from mcaudit.reading.profile import read_profile
from mcaudit.reading.text import read_bytes
from mcaudit.review.anonymous import without_names, without_samples

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_MOST_KEY = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is endorsed, by whom, and where things will stand."""

    profile: Path
    issuer: Path
    key: Path
    subject: str
    record_address: str
    date: str
    until: str = ""
    policy: str | None = None
    decisions: Sequence[Path] = ()
    edition: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A signed endorsement, and the record of the audit that it rests on; or why there is none."""

    verdict: Verdict
    refused: str = ""
    endorsement: bytes = b""
    record: bytes = b""
    until: str = ""
    """The last day, and in words what sets it."""


def endorse(request: Request, passphrase: Callable[[], bytes]) -> Made:
    """Audit a profile, and sign an endorsement of it if it passes.

    Raise InputError where something cannot be read, is not valid, or cannot be used as a key.
    """
    issuer = read_issuer(request.issuer)
    audit = _audit(request)
    verdict = audit.verdicts[Gate.ENDORSEMENT]
    if why := refusal(audit, issuer):
        return Made(verdict=verdict, refused=why)
    until, cause = last_day(audit, request.until)
    if not until:
        raise InputError.of(
            request.profile, "nothing says until when the endorsement holds", "give its last day with --until"
        )
    if until < request.date:
        raise InputError.of(
            request.profile, f"the endorsement would have ended on {until}: {cause}", "give a later day"
        )
    key = read_key(request.key, passphrase)
    record = AUDIT_RECORD.content(audit, "json", View(width=100))
    endorsed = Endorsed(
        audit=audit, record=record, subject=request.subject, record_address=request.record_address, until=until
    )
    try:
        made = signed(endorsement_of(endorsed, issuer), key, issuer.method, request.date)
    except SigningError as error:
        raise InputError.of(
            request.profile, f"this cannot be signed: {error}", "report this as a bug of mcaudit"
        ) from error
    raw = public_raw(public_text(key))
    if raw is None or not is_signed_by(made, raw):
        raise RuntimeError("a signature does not verify right after it was made")
    return Made(verdict=verdict, endorsement=json_document(made).encode(), record=record, until=f"{until} ({cause})")


def _audit(request: Request) -> Audit:
    edition = edition_of(request.edition)
    policy = policy_in_force(edition, request.policy, request.date)
    reviews = reviews_of(edition, list(request.decisions))
    profile = read_profile(edition, request.profile)
    audit = audited(
        edition, profile, date=request.date, gate=Gate.ENDORSEMENT, policy=policy, reviews=reviews.get(profile.id, ())
    )
    return without_samples(without_names(audit))


def read_key(path: Path, passphrase: Callable[[], bytes]) -> Any:
    """Return the private key in a file; raise InputError if others can read it, or it is not an Ed25519 key."""
    raw = read_bytes(path, _MOST_KEY, "private key")
    if os.name == "posix" and path.stat().st_mode & _OTHERS:
        message = "other users can read this private key"
        raise InputError.of(
            path, message, f"run `chmod 600 {path.as_posix()}`; if others may have copied it, make a new one"
        )
    try:
        return private_key(raw, passphrase)
    except KeyFileError as error:
        raise InputError.of(path, str(error)) from error


def identity(issuer: Path, key: Path, passphrase: Callable[[], bytes]) -> tuple[Issuer, bytes]:
    """Return an issuer, and its identity file; raise InputError where something cannot be read or used."""
    read = read_issuer(issuer)
    return read, json_document(identity_of(read, read_key(key, passphrase))).encode()


def verify(
    path: Path, *, date: str, identities: Sequence[Path], record: Path | None, profile: Path | None
) -> tuple[Verified, ...]:
    """Return the answers about the endorsements in a file; raise InputError where something cannot be read.

    No network is used: what is not given is unknown.
    """
    known: dict[str, Mapping[str, Any]] = {}
    for each in identities:
        data = _json(each, "identity file")
        if not isinstance(data, Mapping) or not isinstance(data.get("id"), str):
            raise InputError.of(
                each, "this is not an identity file (did.json)", "get it from the signer's own web site"
            )
        known[data["id"]] = data
    given = Given(
        date=date,
        identities=known,
        record=read_bytes(record, MAX_AUDITS_BYTES, "audit") if record else None,
        profile=read_bytes(profile, MAX_BYTES, "profile") if profile else None,
    )
    found = verified(_json(path, "endorsement"), given)
    if not found:
        message = "this is not an endorsement, and holds none"
        raise InputError.of(path, message, "give an EndorsementCredential, or a badge in which one is embedded")
    return found


def _json(path: Path, of: str) -> Any:
    raw = read_bytes(path, MAX_BYTES, of)
    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise InputError.of(path, f"this is not a JSON file that can be trusted: {error}") from error


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; raise ValueError if a name stands in it twice, since programs then disagree on what it says."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return found
