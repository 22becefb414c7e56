"""The agency that writes audits and letters, as its configuration describes it."""

from __future__ import annotations

from dataclasses import dataclass, field

ITEMS = "items"
"""The placeholder for the list of what to do."""
PLACEHOLDERS = (
    *("addressee", "agency", "appeal", "contact", "count", "criteria", "date", "deadline", "decision", "draft"),
    *("how_to_respond", ITEMS, "micro_credential", "roles", "signed_by"),
)
"""What a template of a letter may name; `docs/letters.md` explains each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach the agency; what it does not say is empty. An address may have several lines."""

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """The content of a picture that was checked: PNG (`image/png`) or SVG (`image/svg+xml`)."""

    path: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTemplate:
    """The text of an agency's own letter, and the file it stands in."""

    path: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An agency with its name, its logo, and what its letters say."""

    name: str
    logo: Logo | None = None
    contact: Contact = field(default_factory=Contact)
    respond_within_days: int | None = None
    """Days from the date of an audit until a provider must have answered."""
    how_to_respond: str = ""
    appeal: str = ""
    """How to ask for another look at a decision."""
    letter_template: LetterTemplate | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """The files that were read for it, which no output may overwrite."""
        return tuple(each.path for each in (self.logo, self.letter_template) if each)
