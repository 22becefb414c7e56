"""A policy: one state's tailoring of an edition, each part with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from mcaudit.contracts import DEFAULT_QUORUM
from mcaudit.model.purposes import Adoption, Purpose, SourcedPlace, Whose


class SettingKind(StrEnum):
    """How a setting's value is compared with what a profile says."""

    NAMES = "names"
    AT_LEAST = "at_least"
    CURRENCIES = "currencies"
    RATES = "rates"


class States(StrEnum):
    """Whether a setting's value is itself the fact that a criterion asks for, so that no profile needs to repeat it."""

    NOTHING = ""
    FACT = "fact"
    FACT_IF_STATE_WIDE = "fact_if_state_wide"
    """Only an entry that says `state_wide: yes`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a policy may set; `compares` are places in the normal form of a profile.

    In a place, `*` stands for every entry of a list, `*~standing=in_force|awarded` for every entry with one of these
    codes, and what follows the short name of an organization is looked up in its entry under `organizations`.
    """

    name: str
    title: str
    description: str
    kind: SettingKind
    compares: tuple[str, ...] = ()
    decides: tuple[str, ...] = ()
    """Criteria that depend on a state's own rules: facts decide them once this is set, or it is a suggestion."""
    tightens: tuple[str, ...] = ()
    """Criteria that facts decide anyway, and for which the state asks this as well."""
    states: States = States.NOTHING
    words: tuple[str, ...] = ()
    """Number words that a minimum may be, such as unlimited."""
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each criterion that it decides, the kinds of currency that bear on it; empty for settings of other kinds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySource:
    """A document that a policy rests on."""

    id: str
    title: str
    url: str
    seen: str
    whose: Whose = Whose.UNSAID


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingValue:
    """What a policy sets, and where the state says so; `note` is what a reader should know about it."""

    value: Any
    source: SourcedPlace
    note: str = ""
    complete: bool = False
    """Whether the list is complete, so that what is not on it does not count."""
    scope: str = ""
    """For whom or for what it holds, if not for every micro-credential; it then only suggests."""
    state_wide: bool = False
    """Whether the state provides it for everyone, as with a training that all evaluators in the state take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredDesired:
    """A desired criterion that a state requires; its level stays."""

    criterion: str
    source: SourcedPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a state says about micro-credentials that no setting holds."""

    text: str
    source: SourcedPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyConflict:
    """A disagreement between sources of a policy; `setting` or `rule` is what is disputed, or empty."""

    about: str
    setting: str = ""
    says: tuple[Statement, ...]
    rule: str = ""
    """The id of a rule for a purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A decision not to enforce a requirement; empty `profiles` means every profile. It is never a pass."""

    requirement: str
    profiles: tuple[str, ...] = ()
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
    settings: Mapping[str, tuple[SettingValue, ...]] = field(default_factory=dict)
    """By name; several values of one setting are alternatives, each with its own source."""
    requires: tuple[RequiredDesired, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    review: SourcedPlace | None = None
    """Where the state says how reviews are done; None if it does not, and the defaults hold."""
    quorum: int = DEFAULT_QUORUM
    confirm_facts: bool = False
    """Whether a criterion that is met on facts waits until a reviewer has checked it."""
    settle_alone: bool = False
    """Whether one of the reviewers may settle alone what they disagreed about."""
    requires_learning_opportunities: SourcedPlace | None = None
    """Where the state says that learning opportunities must be offered (2A-2); None if it does not."""
    statements_not_enough: frozenset[str] = frozenset()
    """Criteria for which a statement alone is not enough at the submission gate; a group stands for its members."""
    statements_source: SourcedPlace | None = None
    """Where the state says so."""
    in_force: SourcedPlace | None = None
    """Where the state says from and until when it holds; None if it does not."""
    in_force_from: str = ""
    in_force_until: str = ""
    says: tuple[Statement, ...] = ()
    conflicts: tuple[PolicyConflict, ...] = ()
    reciprocity: tuple[Adoption, ...] = ()
    """Whose decisions the state adopted."""
    gaps: str = ""
    """What the state has not said, or was not seen, in words."""

    def own_rules(self) -> tuple[Purpose, ...]:
        """Return the rules for purposes, without what is only somebody else's word."""
        return tuple(rule for rule in self.purposes if self._is_own(rule.source))

    def own_values(self, setting: str) -> tuple[SettingValue, ...]:
        """Return the values of a setting, without what is only somebody else's word."""
        return tuple(value for value in self.settings.get(setting, ()) if self._is_own(value.source))

    def _is_own(self, place: SourcedPlace) -> bool:
        return all(source.whose is not Whose.OTHER for source in self.sources if source.id == place.document)

    def begins_after(self, rule: Purpose, day: str) -> bool:
        """Return whether a rule, or all of the policy, holds only from a later day on (YYYY-MM-DD)."""
        return any(start and day < start for start in (rule.start, self.in_force_from))

    def ended_before(self, rule: Purpose, day: str) -> bool:
        """Return whether the last day of a rule, or of all of the policy, lies before a day (YYYY-MM-DD)."""
        return any(end and day > end for end in (rule.end, self.in_force_until))

    def is_disputed(self, setting: str) -> bool:
        """Return whether sources of the policy disagree about the value of a setting."""
        return any(conflict.setting == setting for conflict in self.conflicts)


def criteria_set(setting: Setting, values: Iterable[SettingValue]) -> tuple[str, ...]:
    """Return the criteria that a setting decides with the values that a policy gives it.

    Currencies bear on the criteria of their kinds; a complete list of them bears on every one.
    """
    if not setting.kinds:
        return setting.decides
    given = {entry["kind"] for value in values for entry in value.value}
    complete = any(value.complete for value in values)
    return tuple(name for name in setting.decides if complete or given.intersection(setting.kinds[name]))


def least(value: float | str, number_words: Mapping[str, tuple[float, float | None]]) -> float:
    """Return the smallest number that satisfies a minimum, which may be one of the edition's number words."""
    return number_words[value][0] if isinstance(value, str) else value


def fact_place(setting: Setting, criterion: str) -> str:
    """Return the JSON Pointer in a facts document to what a setting makes of a criterion it bears on."""
    place = f"/derived/policy/{setting.name}"
    return f"{place}/criteria/{criterion}" if setting.kinds else place
