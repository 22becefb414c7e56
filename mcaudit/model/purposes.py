"""What a micro-credential counts for in a state: a rule, its conditions, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PurposeKind(StrEnum):
    """What a micro-credential may count for."""

    INITIAL_LICENSE = "initial_license"
    LICENSE_RENEWAL = "license_renewal"
    LICENSE_ADVANCEMENT = "license_advancement"
    LICENSE_DISPLAY = "license_display"
    ENDORSEMENT = "endorsement"
    LEADERSHIP_ROLE = "leadership_role"
    PAY = "pay"
    PROFESSIONAL_LEARNING = "professional_learning"
    EVALUATION = "evaluation"
    PREPARATION = "preparation"
    OTHER = "other"


class Standing(StrEnum):
    """Whether a rule is in force; a rule that does not say so is only text."""

    UNSAID = ""
    IN_FORCE = "in_force"
    WITHOUT_EFFECT = "adopted_without_effect"
    """Adopted, but without what puts it into effect, such as a law without funds."""
    DRAFT = "draft"
    ENDED = "ended"


class Holder(StrEnum):
    """Who decides or checks something."""

    STATE = "state"
    DISTRICT = "district"
    COMMITTEE = "committee"
    EMPLOYER = "employer"
    PROVIDER = "provider"


class Measures(StrEnum):
    """What hours mean in a rule."""

    UNSAID = ""
    TIME = "time"
    """The time that earners spend."""
    VALUE = "value"
    """Also a value agreed on for having earned it."""


class Per(StrEnum):
    """What something is given for."""

    MICRO_CREDENTIAL = "micro_credential"
    STACK = "stack"
    PROGRAM = "program"
    CLOCK_HOUR = "clock_hour"


class Whose(StrEnum):
    """Whose word a source is."""

    UNSAID = ""
    STATE = "state"
    OTHER = "other"


class Role(StrEnum):
    """Whom a rule means by a provider."""

    UNSAID = ""
    """The rule does not say; it then means each of them."""
    ISSUER = "issuer"
    DELIVERER = "deliverer"
    DEVELOPER = "developer"
    EVALUATOR = "evaluator"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcedPlace:
    """A policy's document and the place in it that something rests on."""

    document: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gives:
    """What an educator gets; `unit_name` and `kind_name` are set where the code is other, `amount` if it is stated.

    Where it is given for hours, `hours` says for how many of them; None for one.
    """

    kind: str
    per: Per
    kind_name: str = ""
    amount: float | None = None
    unit: str = ""
    unit_name: str = ""
    hours: float | None = None
    lasts_years: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The most that counts; `per` is license_cycle, year, or lifetime, and empty if unsaid."""

    amount: float
    unit: str
    source: SourcedPlace
    unit_name: str = ""
    per: str = ""


# --- conditions ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FormNeed:
    """Forms of award, one of which is enough."""

    forms: tuple[str, ...]
    source: SourcedPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderNeed:
    """What the provider must be: just one of `kinds`, `approved_by`, and `listed` (the name of a setting) is set."""

    who: Role = Role.UNSAID
    source: SourcedPlace
    kinds: tuple[str, ...] = ()
    approved_by: tuple[str, ...] = ()
    listed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalNeed:
    """What a body of the state must have approved: a micro_credential, or the program or course that it is part of."""

    of: str
    by: tuple[str, ...]
    source: SourcedPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class GateNeed:
    """A gate of an audit that must be passed: endorsement or submission."""

    gate: str
    source: SourcedPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaNeed:
    """Requirements that must be met, each by its id: criteria, or groups such as 4A-any."""

    ids: tuple[str, ...]
    source: SourcedPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursNeed:
    """The fewest hours; `field` is one of 2F's, `per` a micro-credential or a stack."""

    field: str
    amount: float
    unit: str
    source: SourcedPlace
    unit_name: str = ""
    per: Per = Per.MICRO_CREDENTIAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A micro-credential that a state names: by an id or a title, or by title and issuer."""

    title: str
    issuer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListNeed:
    """Micro-credentials that a state names; nothing else counts where the list is complete."""

    micro_credentials: tuple[Named, ...]
    complete: bool
    source: SourcedPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesNeed:
    """A series or program that only counts as a whole; `members` is how many must be earned, None if unsaid."""

    source: SourcedPlace
    series: str = ""
    members: int | None = None
    named: tuple[str, ...] = ()
    mastery_percent: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicNeed:
    """What it must be about; one of them is enough."""

    topics: tuple[str, ...]
    source: SourcedPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedNeed:
    """What a person must judge."""

    text: str
    by: Holder
    source: SourcedPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class EducatorNeed:
    """What depends on the educator; it is shown, and never decided."""

    text: str
    source: SourcedPlace


Alternative = (
    FormNeed | ProviderNeed | ApprovalNeed | GateNeed | CriteriaNeed | HoursNeed | ListNeed | SeriesNeed | TopicNeed
    | JudgedNeed | EducatorNeed
)  # fmt: skip
"""One condition of a rule that stands by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyNeed:
    """Conditions, one of which is enough."""

    any_of: tuple[Alternative, ...]
    source: SourcedPlace


Need = Alternative | AnyNeed


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What a micro-credential counts for in a state, such as renewing a license: one rule of a policy.

    Without `accepts` it is text for people, and decides nothing. Days are YYYY-MM-DD, empty where there is none.
    """

    purpose: str
    text: str
    source: SourcedPlace
    id: str = ""
    accepts: bool | None = None
    """Whether it accepts or refuses; None if it does neither."""
    standing: Standing = Standing.UNSAID
    start: str = ""
    end: str = ""
    """The last day on which it holds."""
    decided_by: Holder | None = None
    """Who decides whether and how much it counts."""
    checked_by: Holder | None = None
    checks: str = ""
    """What they check, in words."""
    for_whom: tuple[str, ...] = ()
    gives: Gives | None = None
    measures: Measures = Measures.UNSAID
    limit: Limit | None = None
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """Another state whose reviewers' decisions count; it is not transitive, and not mutual."""

    state: str
    source: SourcedPlace
    criteria: frozenset[str] | None = None
    """Ids of criteria; None for every criterion that depends on no state."""
    within_days: int | None = None
    their_quorum: bool = False
    """Whether as many reviewers are enough as the other state asks for."""
    settlements: bool = False
    """Whether what they settled after a disagreement counts as well."""
