"""A policy: one state's tailoring of an edition, each part with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class SettingKind(StrEnum):
    """How a setting's value is compared with what a profile says."""

    NAMES = "names"
    AT_LEAST = "at_least"
    CURRENCIES = "currencies"
    RATES = "rates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a policy may set; `compares` are places in the facts, `*` standing for every entry of a list."""

    name: str
    title: str
    description: str
    kind: SettingKind
    compares: tuple[str, ...]
    decides: tuple[str, ...]
    """Criteria that depend on a state's own rules: facts decide them once this is set."""
    tightens: tuple[str, ...]
    """Criteria that facts decide anyway, and of which the state asks this as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySource:
    """A document that a policy rests on."""

    id: str
    title: str
    url: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcedPlace:
    """A policy's document and the place in it that a setting rests on."""

    document: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingValue:
    """What a policy sets, and where the state says so; `note` tells what a reader should know of it."""

    value: Any
    source: SourcedPlace
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredDesired:
    """A desired criterion that a state requires; its level stays."""

    criterion: str
    source: SourcedPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What a micro-credential counts for in a state, such as renewing a license."""

    purpose: str
    text: str
    source: SourcedPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a state says of micro-credentials that no setting holds."""

    text: str
    source: SourcedPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A decision not to enforce a requirement; empty `profiles` means every profile. It is never a pass."""

    requirement: str
    profiles: tuple[str, ...]
    reason: str
    by: str
    expires: str
    """The last day on which it holds, as YYYY-MM-DD."""

    def covers(self, profile: str) -> bool:
        """Return whether it is about this profile."""
        return not self.profiles or profile in self.profiles

    def holds_on(self, day: str) -> bool:
        """Return whether it has not expired on a day (YYYY-MM-DD)."""
        return day <= self.expires


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One state's tailoring of an edition; what the state has not said is not in it."""

    id: str
    title: str
    state: str
    path: str
    sha256: str
    sources: tuple[PolicySource, ...] = ()
    settings: Mapping[str, SettingValue] = field(default_factory=dict)
    requires: tuple[RequiredDesired, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    review: SourcedPlace | None = None
    """Where the state says how reviews are done; None where it does not, and the usual holds."""
    quorum: int = 2
    confirm_facts: bool = False
    """Whether a criterion that is met on facts waits until a reviewer confirms it."""
    settle_alone: bool = False
    """Whether one of the reviewers may settle alone what they disagreed about."""
    in_force: SourcedPlace | None = None
    """Where the state says from and until when it holds; None where it does not."""
    in_force_from: str = ""
    in_force_until: str = ""
    says: tuple[Statement, ...] = ()
    gaps: str = ""
    """What the state has not said, or was not seen, in words."""
