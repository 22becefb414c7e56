"""The identity file of an issuer: the public keys that its signatures are checked with (a did:web document)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mcaudit.credentials.key import public_raw, public_text
from mcaudit.model.issuer import Issuer

_CONTEXTS = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]
_WEB = "did:web:"
_KEY = "did:key:"


def identity_of(issuer: Issuer, key: Ed25519PrivateKey) -> dict[str, Any]:
    """Return the identity file of an issuer with one key."""
    return {
        "@context": _CONTEXTS,
        "id": issuer.id,
        "verificationMethod": [
            {
                "id": issuer.method,
                "type": "Multikey",
                "controller": issuer.id,
                "publicKeyMultibase": public_text(key),
            }
        ],
        "assertionMethod": [issuer.method],
    }


def address_of(identifier: str) -> str:
    """Return the address at which the identity file of a did:web identifier must stand."""
    host, *folders = identifier.removeprefix(_WEB).split(":")
    path = "/".join(folders) if folders else ".well-known"
    return f"https://{unquote(host)}/{path}/did.json"


def is_its_own_key(identifier: str) -> bool:
    """Return whether an identifier is a key (did:key), which says nothing about who holds it."""
    return identifier.startswith(_KEY)


def lists(identities: Mapping[str, Mapping[str, Any]], method: str) -> bool:
    """Return whether the identity file of its holder lists a key, in whatever form."""
    return bool(_named(identities, method))


def key_in(identities: Mapping[str, Mapping[str, Any]], method: str) -> bytes | None:
    """Return the public key (32 bytes) that a method names; None if it is in no identity file, or in another form.

    `identities` are identity files by their ids. A `did:key` identifier is its own key.
    """
    holder = method.partition("#")[0]
    if is_its_own_key(holder):
        return public_raw(holder.removeprefix(_KEY))
    found = _named(identities, method)
    return public_raw(str(found[0].get("publicKeyMultibase", ""))) if found else None


def may_sign(identities: Mapping[str, Mapping[str, Any]], method: str) -> bool:
    """Return whether the holder of a key lets it sign credentials."""
    holder = method.partition("#")[0]
    allowed = identities.get(holder, {}).get("assertionMethod")
    entries = allowed if isinstance(allowed, list) else []
    listed = [each.get("id") if isinstance(each, Mapping) else each for each in entries]
    own = _named(identities, method)
    return method in listed and len(own) == 1 and own[0].get("controller") == holder


def _named(identities: Mapping[str, Mapping[str, Any]], method: str) -> list[Mapping[str, Any]]:
    """Return the keys of that name in the identity file of their holder."""
    methods = identities.get(method.partition("#")[0], {}).get("verificationMethod")
    entries = methods if isinstance(methods, list) else []
    return [each for each in entries if isinstance(each, Mapping) and each.get("id") == method]
