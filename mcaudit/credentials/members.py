"""None-safe access to the members of a credential, which may have any shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def at(value: Any, key: str) -> Any:
    """Return a member of an object; None if there is none, or this is not an object."""
    return value.get(key) if isinstance(value, Mapping) else None


def listed(value: Any) -> Sequence[Any]:
    """Return the entries of a list, or the one value that stands in its place."""
    return value if isinstance(value, list) else [] if value is None else [value]


def types_of(data: Any) -> frozenset[str]:
    """Return the types that an object names."""
    return frozenset(each for each in listed(at(data, "type")) if isinstance(each, str))


def name_of(data: Any) -> str:
    """Return how a credential is called."""
    return _text(at(data, "name")) or _text(at(data, "id")) or "a credential without a name"


def issuer_of(data: Any) -> str:
    """Return the identifier of who issued a credential; nothing if it names none."""
    issuer = _one(at(data, "issuer"))
    return _text(at(issuer, "id") if isinstance(issuer, Mapping) else issuer)


def subject_of(data: Any) -> str:
    """Return the identifier of what a credential is about; nothing if it names none."""
    return _text(at(_one(at(data, "credentialSubject")), "id"))


def method_of(data: Any) -> str:
    """Return the key that a credential is signed with, by its identifier; nothing if it does not name one."""
    proofs = listed(at(data, "proof"))
    return _text(at(proofs[0], "verificationMethod")) if len(proofs) == 1 else ""


def holders_in(badge: Any) -> Iterator[Any]:
    """Yield what may be endorsed within a badge: itself, its achievements, and its issuer."""
    subjects = listed(at(badge, "credentialSubject"))
    achievements = [each for subject in subjects for each in listed(at(subject, "achievement"))]
    yield from (badge, *achievements, *listed(at(badge, "issuer")))


def _one(value: Any) -> Any:
    """Return the entry of a list of one, which means the same as the entry."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _text(value: Any) -> str:
    found = _one(value)
    return found if isinstance(found, str) else ""
