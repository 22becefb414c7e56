"""The words of the product as enumerations: levels, statuses, bases, ratings, gates, verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, assert_never

JsonObject = Mapping[str, Any]
"""A mapping that holds JSON values only: what a profile, a rule or a facts document is made of.

Data that is read consists of plain dicts and lists; code that looks at each value asks for `dict`, which is fast.
"""


class Level(StrEnum):
    """How much a criterion matters: the source's "draft quality criteria" or its "additional desired"."""

    REQUIRED = "required"
    DESIRED = "desired"


class Decider(StrEnum):
    """Who decides a criterion."""

    FACTS = "facts"
    REVIEWER = "reviewer"
    FACTS_IF_SET = "facts_if_set"
    """Facts, once a policy sets the value; reviewers until then."""
    REVIEWER_WITH_SETTING = "reviewer_with_setting"
    """Reviewers; a policy's setting is a suggestion to them."""


class Binding(StrEnum):
    """Whether the answer to a criterion depends on the state that reviews."""

    NEUTRAL = "neutral"
    BOUND = "bound"
    BOUND_IF_SET = "bound_if_set"
    """Only where the state's policy sets a value for it."""


class Effort(StrEnum):
    """What it takes to do what a remedy says, the quickest first."""

    QUICK = "quick"
    WRITE = "write"
    DOCUMENT = "document"
    CHANGE = "change"


class Status(StrEnum):
    """The status of a criterion or requirement, the best first (the order that any-of groups use)."""

    MET = "met"
    AWAITING_REVIEW = "awaiting_review"
    UNSUPPORTED = "unsupported"
    PARTLY_MET = "partly_met"
    NOT_STATED = "not_stated"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"


class Basis(StrEnum):
    """Why a criterion has its status."""

    FACTS = "facts"
    POLICY = "policy"
    CONSENSUS = "consensus"
    ADJUDICATION = "adjudication"
    MISSING = "missing"
    EMPTY = "empty"
    REPEATED = "repeated"
    """One text stands for more criteria than a statement may be about."""
    UNCITED = "uncited"
    CONFLICT = "conflict"
    SKIP = "skip"
    OPTIONAL = "optional"
    TOO_FEW = "too_few"
    NO_AGREEMENT = "no_agreement"
    CANNOT_TELL = "cannot_tell"
    STALE = "stale"
    CONTRADICTS_FACTS = "contradicts_facts"
    UNREVIEWED = "unreviewed"
    UNCONFIRMED = "unconfirmed"
    CLAIMED_NOT_APPLICABLE = "claimed_not_applicable"


class Suggestion(StrEnum):
    """What the facts suggest to reviewers."""

    NONE = ""
    MET = "met"
    NOT_MET = "not_met"


class Rating(StrEnum):
    """The rating of a subcomponent; exemplary and good are the source's own words."""

    EXEMPLARY = "exemplary"
    GOOD = "good"
    DEVELOPING = "developing"
    WAITING = "waiting"
    UNSUPPORTED = "unsupported"
    NOT_MET = "not_met"
    NOT_STATED = "not_stated"
    NOT_APPLICABLE = "not_applicable"


class Gate(StrEnum):
    """The question that sets the exit code of `check`."""

    ENDORSEMENT = "endorsement"
    SUBMISSION = "submission"


class Verdict(StrEnum):
    """The answer to a gate: the first four to `endorsement`, the last two to `submission`."""

    PASS = "pass"
    FAIL = "fail"
    INCOMPLETE = "incomplete"
    UNDECIDED = "undecided"
    READY = "ready"
    NOT_READY = "not_ready"


def verdicts_of(gate: Gate) -> tuple[Verdict, ...]:
    """Return the answers that a gate can have, the best first."""
    match gate:
        case Gate.ENDORSEMENT:
            return Verdict.PASS, Verdict.UNDECIDED, Verdict.INCOMPLETE, Verdict.FAIL
        case Gate.SUBMISSION:
            return Verdict.READY, Verdict.NOT_READY
        case other:
            assert_never(other)


class Actor(StrEnum):
    """Who must act on a finding."""

    PROVIDER = "provider"
    REVIEWERS = "reviewers"
    STATE = "state"
    NOBODY = "nobody"


class Answer(StrEnum):
    """What a reviewer may say of a criterion."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_TELL = "cannot_tell"
    CHECKED = "checked"
    """The reviewer opened what is cited and confirms the fact; not a judgment, and in no figure of agreement."""


JUDGMENTS = tuple(answer for answer in Answer if answer is not Answer.CHECKED)
"""What a reviewer may answer; a check of a fact is not an answer."""


class GroupBy(StrEnum):
    """What micro-credentials are grouped by."""

    STATE = "state"
    ORGANIZATION = "organization"
    """Who developed it."""
    ISSUER = "issuer"
    TOPIC = "topic"
    """Its content area."""
