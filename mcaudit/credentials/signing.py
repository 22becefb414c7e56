"""Signs a credential, and checks a signature: Data Integrity proofs with the suite eddsa-rdfc-2022."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from mcaudit.credentials.context import shipped
from mcaudit.credentials.key import PACKAGES
from mcaudit.errors import OutputError

try:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from openvc.errors import OpenvcError
    from openvc.keys import Ed25519SigningKey
    from openvc.proof.contexts import document_loader, pyld_options
    from openvc.proof.data_integrity import DataIntegrityProofSuite
    from pyld import jsonld
except ImportError as error:
    raise OutputError(PACKAGES) from error

_SUITE = "eddsa-rdfc-2022"
_MOST_ALIKE = 6
"""Nodes that are alike; six take two seconds, seven twenty, and an honest credential rarely has two."""
_DAY = "%Y-%m-%d"
_LATE = datetime(9000, 1, 1, tzinfo=UTC)
"""A moment after the beginning of every credential: whether one is in force is asked apart, on a given day."""


class SigningError(ValueError):
    """A credential that cannot be signed: a term of it has no meaning, and a signature would not cover it."""


class UncheckedError(ValueError):
    """A credential whose signature cannot be checked here; the message says why."""


def signed(credential: Mapping[str, Any], key: Ed25519PrivateKey, method: str, day: str) -> dict[str, Any]:
    """Return a credential with its proof, made on a day (YYYY-MM-DD); the same input gives the same bytes.

    Raise SigningError if its contexts do not define a term of it.
    """
    try:
        return DataIntegrityProofSuite().add_proof(
            dict(credential),
            signing_key=Ed25519SigningKey(key, kid=method),
            verification_method=method,
            created=datetime.strptime(day, _DAY).replace(tzinfo=UTC),
            extra_contexts=dict(shipped()),
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
    """Return whether the proof of a credential is of a public key (32 bytes), and covers all of it.

    Raise UncheckedError if the proof is of another kind, or the credential uses words that are not shipped.
    """
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": urlsafe_b64encode(raw_key).decode().rstrip("=")}
    try:
        _require_checkable(credential)
        DataIntegrityProofSuite().verify(
            _once(credential), public_key_jwk=jwk, extra_contexts=dict(shipped()), check_temporal=False, now=_LATE
        )
    except RecursionError as error:
        raise UncheckedError("its values are nested too deep") from error
    except UncheckedError:
        raise
    except (OpenvcError, jsonld.JsonLdError, ArithmeticError, LookupError, ValueError, TypeError, AttributeError):
        return False
    return True


def _require_checkable(credential: Mapping[str, Any]) -> None:
    proof = credential["proof"]
    said = (proof.get("type"), proof.get("cryptosuite"))
    if said != ("DataIntegrityProof", _SUITE):
        raise UncheckedError(f"it is signed as {said[1] or said[0]}, and mcaudit checks {_SUITE}")
    for context in _contexts(credential):
        if not isinstance(context, str):
            raise UncheckedError("it defines words of its own")
        if context not in shipped():
            raise UncheckedError(f"it uses words of {context}, which mcaudit does not have")
    if _alike(credential) > _MOST_ALIKE:
        raise UncheckedError("too many of its parts have no name and look alike")


def _contexts(value: Any) -> Iterator[Any]:
    """Yield each context in a document, wherever it stands."""
    if isinstance(value, Mapping):
        said = value.get("@context")
        yield from said if isinstance(said, list) else [] if said is None else [said]
    for each in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        yield from _contexts(each)


def _alike(credential: Mapping[str, Any]) -> int:
    """Return how many nodes without a name are alike in what is said of them (RDFC-1.0, section 4.6).

    To put them in order takes exponential time, and somebody could use that to make a check last for days.
    """
    options = pyld_options(document_loader(dict(shipped())))
    said: dict[str, list[str]] = defaultdict(list)
    for graph, triples in jsonld.to_rdf(_once(credential), options).items():
        for triple in triples:
            terms = [*(triple[each] for each in ("subject", "predicate", "object")), {"type": "", "value": graph}]
            values = [str(sorted(term.items())) if not _is_blank(term) else term["value"] for term in terms]
            for blank in {term["value"] for term in terms if _is_blank(term)}:
                own = ("_:a" if value == blank else "_:z" if value.startswith("_:") else value for value in values)
                said[blank].append(str(list(own)))
    return sum(count for count in Counter(tuple(sorted(each)) for each in said.values()).values() if count > 1)


def _is_blank(term: Mapping[str, str]) -> bool:
    return term["type"] in ("blank node", "") and term["value"].startswith("_:")
