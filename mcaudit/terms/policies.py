"""Says which state policies a report on several audits applied."""

from __future__ import annotations

from collections.abc import Iterable

from mcaudit.model import Policy

NONE = "No state policy was applied."


def one_policy(policy: Policy) -> str:
    """Return that one policy was applied to all."""
    return (
        f"The policy of {policy.title} was applied to all. "
        f"Its rates convert amounts into clock hours only for {policy.state}."
    )


def other_policy(id: str) -> str:
    """Return that one policy was applied to all, of which only the id is known."""
    return f"The policy `{id}` was applied to all."


def own_policies_words(policies: Iterable[Policy]) -> str:
    """Return that each was audited under the policy of its own state, with the states that have one."""
    titles = ", ".join(sorted(policy.title for policy in policies))
    return f"Each was audited under the policy of its own state, if that state has one ({titles})." if titles else NONE
