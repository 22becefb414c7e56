"""Fingerprints of findings, so that code hosts recognize them from one audit to the next."""

from __future__ import annotations

import hashlib

from mcaudit.media.plain import bytes_of


def fingerprint(*parts: str) -> str:
    """Return what stays the same for as long as it is the same finding, wherever it stands in the file."""
    return hashlib.sha256(bytes_of("\0".join(parts))).hexdigest()
