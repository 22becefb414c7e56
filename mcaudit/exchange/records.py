"""What several published contracts have: attributes of values under their names, counts, and fingerprints."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from mcaudit.media.plain import bytes_of
from mcaudit.model import Score

_COUNTED = (
    "met partly_met unsupported awaiting_review not_stated not_met not_applicable waived total addressed floor ceiling"
)


def picked(value: object, names: str) -> dict[str, Any]:
    """Return the attributes of a value that are named, in this order, as JSON has them: tuples become lists.

    What is empty stays as it is, unless its name ends in a question mark: then it is null.
    """
    found = ((name, getattr(value, name.rstrip("?"))) for name in names.split())
    return {name.rstrip("?"): _plain(each) if each or not name.endswith("?") else None for name, each in found}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return dict(value) if isinstance(value, Mapping) else value


def score_record(score: Score) -> Mapping[str, Mapping[str, int]]:
    """Return the counts of the required and of the desired; `$defs/counts` of the schemas has their shape."""
    return {"required": picked(score.required, _COUNTED), "desired": picked(score.desired, _COUNTED)}


def fingerprint(*parts: str) -> str:
    """Return what stays the same for as long as it is the same finding, wherever it stands in the file."""
    return hashlib.sha256(bytes_of("\0".join(parts))).hexdigest()
