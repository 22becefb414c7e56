"""The words of the product as enumerations: levels, statuses, bases, ratings, gates, verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

JsonObject = Mapping[str, Any]
"""A mapping that holds JSON values only: what a profile, a rule or a facts document is made of."""

AUDIT_FORMAT = "mcaudit-audit/1"
"""What the JSON of an audit says that it is."""


class Level(StrEnum):
    """How much a criterion matters: the source's "draft quality criteria" or its "additional desired"."""

    REQUIRED = "required"
    DESIRED = "desired"


class Decider(StrEnum):
    """Who settles a criterion: facts that a rule checks, or a reviewer who judges."""

    FACTS = "facts"
    REVIEWER = "reviewer"


class Status(StrEnum):
    """What an audit says of a criterion or requirement, the best first (the order that any-of groups use)."""

    MET = "met"
    AWAITING_REVIEW = "awaiting_review"
    UNSUPPORTED = "unsupported"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"


class Basis(StrEnum):
    """Why a criterion has its status."""

    FACTS = "facts"
    DECISION = "decision"
    ADJUDICATION = "adjudication"
    NONE = "none"
    MISSING = "missing"
    EMPTY = "empty"
    CONFLICT = "conflict"
    UNCITED = "uncited"
    SKIP = "skip"
    OPTIONAL = "optional"


class Rating(StrEnum):
    """How a subcomponent does, the best first; the first two words are the source's own."""

    EXEMPLARY = "exemplary"
    GOOD = "good"
    DEVELOPING = "developing"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"


class Gate(StrEnum):
    """The question that sets the exit code of `check`."""

    ENDORSEMENT = "endorsement"
    SUBMISSION = "submission"


class Verdict(StrEnum):
    """The answer to a gate; `submission` is never undecided."""

    PASS = "pass"
    FAIL = "fail"
    UNDECIDED = "undecided"


class Actor(StrEnum):
    """Who must act on a finding."""

    PROVIDER = "provider"
    REVIEWERS = "reviewers"
    NOBODY = "nobody"


class Answer(StrEnum):
    """What a reviewer may say of a criterion."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_TELL = "cannot_tell"
