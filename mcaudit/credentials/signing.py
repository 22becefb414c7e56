"""Signs a credential, and checks a signature: Data Integrity proofs with the suite eddsa-rdfc-2022."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openvc.errors import OpenvcError
from openvc.proof.data_integrity import DataIntegrityProofSuite

from mcaudit.credentials.context import CREDENTIALS, shipped
from mcaudit.credentials.key import signing_key

_DAY = "%Y-%m-%d"
_LATE = datetime(9000, 1, 1, tzinfo=UTC)
"""A moment after the beginning of every credential: whether one is in force is asked apart, on a given day."""


class SigningError(ValueError):
    """A credential that cannot be signed: a term of it has no meaning, and a signature would not cover it."""


def _beside() -> Mapping[str, dict[str, Any]]:
    return {address: context for address, context in shipped().items() if address != CREDENTIALS}


def signed(credential: Mapping[str, Any], key: Ed25519PrivateKey, method: str, day: str) -> dict[str, Any]:
    """Return a credential with its proof, made on a day (YYYY-MM-DD); the same input gives the same bytes.

    Raise SigningError if its contexts do not define a term of it.
    """
    try:
        return DataIntegrityProofSuite().add_proof(
            dict(credential),
            signing_key=signing_key(key, method),
            verification_method=method,
            created=datetime.strptime(day, _DAY).replace(tzinfo=UTC),
            extra_contexts=dict(_beside()),
        )
    except OpenvcError as error:
        raise SigningError(str(error)) from error


def _once(credential: Mapping[str, Any]) -> dict[str, Any]:
    """Return a credential without the contexts of credentials within it that only repeat its own.

    They change nothing of what is signed, and the library takes a context inside a document for a term of it.
    """

    def bare(value: Any) -> Any:
        if isinstance(value, Mapping):
            repeats = value.get("@context") == credential.get("@context")
            return {key: bare(each) for key, each in value.items() if not (repeats and key == "@context")}
        return [bare(each) for each in value] if isinstance(value, list) else value

    return {key: value if key == "@context" else bare(value) for key, value in credential.items()}


def is_signed_by(credential: Mapping[str, Any], raw_key: bytes) -> bool:
    """Return whether the proof of a credential is of a public key (32 bytes), and covers all of it."""
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": urlsafe_b64encode(raw_key).decode().rstrip("=")}
    try:
        DataIntegrityProofSuite().verify(
            _once(credential), public_key_jwk=jwk, extra_contexts=dict(_beside()), check_temporal=False, now=_LATE
        )
    except (OpenvcError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False
    return True
