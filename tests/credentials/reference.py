"""A second implementation of the signature, written from the specification (vc-di-eddsa), to hold the first one to."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyld import jsonld

from mcaudit.credentials.context import shipped

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def _load(url: str, _options: object = None) -> dict[str, Any]:
    return {"contextUrl": None, "documentUrl": url, "contentType": "application/ld+json", "document": shipped()[url]}


def _digest(document: Mapping[str, Any]) -> bytes:
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _load}
    return sha256(jsonld.normalize(dict(document), options).encode()).digest()


def meaning(credential: Any) -> bytes:
    """Return a digest of all that a signed credential says, its proof included, however it is written."""
    whole = {**credential, "proof": None}
    proofs = credential["proof"] if isinstance(credential["proof"], list) else [credential["proof"]]
    return _digest(whole) + b"".join(_digest({"@context": credential["@context"], **proof}) for proof in proofs)


def _to_sign(credential: Mapping[str, Any], proof: Mapping[str, Any]) -> bytes:
    bare = {key: value for key, value in credential.items() if key != "proof"}
    configuration = {key: value for key, value in proof.items() if key != "proofValue"}
    return _digest({"@context": credential["@context"], **configuration}) + _digest(bare)


def _base58(raw: bytes) -> str:
    number, text = int.from_bytes(raw, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = _ALPHABET[rest] + text
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + text


def _from_base58(text: str) -> bytes:
    number = 0
    for letter in text:
        number = number * 58 + _ALPHABET.index(letter)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def proof_value(credential: Mapping[str, Any], proof: Mapping[str, Any], key: Ed25519PrivateKey) -> str:
    """Return the value of a proof."""
    return "z" + _base58(key.sign(_to_sign(credential, proof)))


def is_valid(credential: Mapping[str, Any], key: Ed25519PublicKey) -> bool:
    """Return whether the proof of a credential is of a key."""
    proof = credential["proof"]
    try:
        key.verify(_from_base58(proof["proofValue"].removeprefix("z")), _to_sign(credential, proof))
    except InvalidSignature:
        return False
    return True
