"""Reads the private key that signs endorsements: Ed25519, in a PEM file."""

from __future__ import annotations

from collections.abc import Callable

from mcaudit.errors import OutputError

PACKAGES = "signatures need more packages: run `pip install 'mcaudit[endorse]'`"

try:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
    from openvc.multibase import MultibaseError, decode_multibase, encode_multibase
except ImportError as error:
    raise OutputError(PACKAGES) from error

_ED25519 = b"\xed\x01"
"""How the multibase form of a public Ed25519 key begins (the Multikey format)."""
_RAW = 32
MAKE = "make a key with `openssl genpkey -algorithm ed25519 -aes256 -out key.pem`"


class KeyFileError(ValueError):
    """A key file that cannot be used; the message says why, and what to do."""


def private_key(pem: bytes, passphrase: Callable[[], bytes]) -> Ed25519PrivateKey:
    """Return the key in a PEM file; ask for the passphrase only if it has one.

    Raise KeyFileError if it holds another kind of key, the passphrase is wrong, or it is not a key.
    """
    try:
        key = _loaded(pem, passphrase)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyFileError(f"the key cannot be read: is the passphrase right? If it is not a key, {MAKE}") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(f"this is not an Ed25519 key; {MAKE}")
    return key


def _loaded(pem: bytes, passphrase: Callable[[], bytes]) -> object:
    try:
        return load_pem_private_key(pem, None)
    except TypeError:  # it has a passphrase
        return load_pem_private_key(pem, passphrase())


def public_text(key: Ed25519PrivateKey) -> str:
    """Return the public half of a key as Multikey text, such as z6Mk…."""
    return encode_multibase(_ED25519 + key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def public_raw(text: str) -> bytes | None:
    """Return the 32 bytes of a public Ed25519 key that is given as Multikey text; None if it is not one."""
    try:
        raw = decode_multibase(text)
    except MultibaseError:
        return None
    return raw[len(_ED25519) :] if raw.startswith(_ED25519) and len(raw) == len(_ED25519) + _RAW else None
