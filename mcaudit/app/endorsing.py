"""Audits again, and signs an endorsement of what passed."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mcaudit.app.auditing import audit_in, local_documents
from mcaudit.app.preparing import Question, prepared
from mcaudit.app.reports import AUDIT_RECORD
from mcaudit.app.reviews import review_notices
from mcaudit.credentials.endorsement import Endorsed, endorsement_of, last_day, refusal
from mcaudit.credentials.identity import identity_of
from mcaudit.credentials.key import KeyFileError, private_key, public_raw, public_text
from mcaudit.credentials.signing import SigningError, is_signed_by, signed
from mcaudit.errors import InputError
from mcaudit.exchange.json_text import json_document
from mcaudit.looks import View
from mcaudit.model import Audit, Gate, Verdict
from mcaudit.model.issuer import Issuer
from mcaudit.reading.issuer import read_issuer
from mcaudit.reading.profile.read import read_profile
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
    read: tuple[Path, ...] = ()
    """The files that it was made of, which it must not overwrite."""
    notices: tuple[str, ...] = ()
    """What to know of the decisions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Audited:
    audit: Audit
    read: tuple[Path, ...]
    notices: tuple[str, ...]


def endorse(request: Request, passphrase: Callable[[], bytes]) -> Made:
    """Audit a profile, and sign an endorsement of it if it passes.

    Raise InputError where something cannot be read, is not valid, or cannot be used as a key.
    """
    issuer = read_issuer(request.issuer)
    found = _audit(request)
    audit, verdict = found.audit, found.audit.verdicts[Gate.ENDORSEMENT]
    if why := refusal(audit, issuer):
        return Made(verdict=verdict, refused=why, notices=found.notices)
    until, cause = _last_day(request, audit)
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
    return Made(
        verdict=verdict,
        endorsement=json_document(made).encode(),
        record=record,
        until=f"{until} ({cause})",
        read=found.read,
        notices=found.notices,
    )


def _last_day(request: Request, audit: Audit) -> tuple[str, str]:
    """Return the last day of an endorsement, and what sets it."""
    until, cause = last_day(audit, request.until)
    if not until:
        message, remedy = "nothing says until when the endorsement holds", "give its last day with --until"
        raise InputError.of(request.profile, message, remedy)
    if until < request.date:
        message = f"the endorsement would have ended on {until}: {cause}"
        raise InputError.of(request.profile, message, "give a later day")
    return until, cause


def _audit(request: Request) -> _Audited:
    question = Question(
        paths=(request.profile,),
        date=request.date,
        edition=request.edition,
        policy=request.policy,
        decisions=request.decisions,
        besides=(request.issuer, request.key),
    )
    found = prepared(question)
    profile = read_profile(found.edition, request.profile)
    return _Audited(
        audit=without_samples(without_names(audit_in(found, profile, Gate.ENDORSEMENT))),
        read=(*found.read, *local_documents(profile)),
        notices=tuple(review_notices(found.reviews, {profile.id}, day=found.date)),
    )


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
