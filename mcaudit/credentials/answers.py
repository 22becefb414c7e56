"""What a check of a credential is asked, and what it answers: yes, no, or unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Answer(StrEnum):
    """What a check came to."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


Said = tuple[Answer, str]
"""An answer, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One question about a credential, its answer, and why."""

    question: str
    answer: Answer
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a person has beside the credential."""

    date: str
    identities: Mapping[str, Mapping[str, Any]]
    """Identity files (did.json) by their ids."""
    record: bytes | None = None
    """The audit as JSON."""
    profile: bytes | None = None
    """The profile that was audited."""
    is_token: bool = False
    """Whether the credential came as a signed token (VC-JWT), whose signature is not checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A credential with the answers about it."""

    name: str
    issuer: str
    subject: str
    """What it is about, by its address."""
    checks: tuple[Check, ...]

    @property
    def answer(self) -> Answer:
        """No if any answer is no, else unknown if any is, else yes."""
        answers = {check.answer for check in self.checks}
        return next((each for each in (Answer.NO, Answer.UNKNOWN) if each in answers), Answer.YES)
