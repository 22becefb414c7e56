"""What the document of an audit is made of, and how much of it is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mcaudit.model import Audit
from mcaudit.model.agency import Agency


class Appendix(StrEnum):
    """How much stands at the end of a full document."""

    SOURCES = "sources"
    """The dossier, and the works that the source cites."""
    ALL = "all"
    """As well: interpretations, references as printed, and hashes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An audit, the agency that it is for, and how much of the appendix is wanted."""

    audit: Audit
    agency: Agency | None = None
    appendix: Appendix = Appendix.SOURCES
