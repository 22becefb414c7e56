"""Who decides a criterion: facts or reviewers, as the edition says and a policy's settings change it."""

from __future__ import annotations

from collections.abc import Container

from mcaudit.model.edition import Criterion, Edition
from mcaudit.model.policy import Policy
from mcaudit.model.words import Decider


def settled_criteria(edition: Edition, policy: Policy | None) -> frozenset[str]:
    """Return the criteria that hang on a state's rules and that facts decide because the policy sets what they need."""
    settings = policy.settings if policy else {}
    return frozenset(name for setting in settings for name in edition.settings[setting].decides)


def decider(criterion: Criterion, settled: Container[str]) -> Decider:
    """Return who decides a criterion; `settled` are those of `settled_criteria`."""
    if criterion.state is not None and criterion.id not in settled:
        return Decider.REVIEWER
    return criterion.decided_by
