"""Who decides a criterion under a policy: facts or reviewers."""

from __future__ import annotations

from collections.abc import Container
from typing import assert_never

from mcaudit.model.edition import Criterion, Edition
from mcaudit.model.policy import Policy, criteria_set
from mcaudit.model.words import Decider


def settled_criteria(edition: Edition, policy: Policy | None) -> frozenset[str]:
    """Return the criteria that facts decide only because the policy sets a value for them.

    A value with a scope, and one that the policy's own sources dispute, lets no facts decide.
    """
    found: set[str] = set()
    for name, values in policy.settings.items() if policy else ():
        general = [value for value in values if not value.scope]
        if policy and general and not policy.is_disputed(name):
            found.update(criteria_set(edition.settings[name], general))
    return frozenset(found)


def facts_may_decide(criterion: Criterion) -> bool:
    """Return whether facts decide a criterion under some policy or none."""
    match criterion.decided_by:
        case Decider.FACTS | Decider.FACTS_IF_SET:
            return True
        case Decider.REVIEWER | Decider.REVIEWER_WITH_SETTING:
            return False
        case other:
            assert_never(other)


def facts_decide(criterion: Criterion, settled: Container[str]) -> bool:
    """Return whether facts decide a criterion; `settled` are those of `settled_criteria`."""
    match criterion.decided_by:
        case Decider.FACTS:
            return True
        case Decider.FACTS_IF_SET:
            return criterion.id in settled
        case Decider.REVIEWER | Decider.REVIEWER_WITH_SETTING:
            return False
        case other:
            assert_never(other)
