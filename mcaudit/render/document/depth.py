"""How much a document tells; apart from the rest, because the command line needs it at every start."""

from __future__ import annotations

from enum import StrEnum


class Depth(StrEnum):
    """How much a document tells."""

    SUMMARY = "summary"
    FULL = "full"
