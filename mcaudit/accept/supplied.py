"""What a state's own rule supplies: a micro-credential cannot have in advance the currency that the rule gives it."""

from __future__ import annotations

from collections.abc import Mapping

from mcaudit.accept.candidate import Candidate
from mcaudit.model import Actor, Basis, Finding, Status, Suggestion
from mcaudit.model.purposes import Purpose

_CURRENCIES = "recognized_currencies"
_EQUIVALENCE = "5A-6"


def supplied_by(candidate: Candidate, rule: Purpose) -> Mapping[str, Finding]:
    """Return the findings on formal currency that a rule settles by what it gives, with the rule as their source.

    What the profile, or a reviewer, says against one of them stands: it is another finding than a missing one.
    """
    gives = rule.gives
    if gives is None:
        return {}
    kinds = candidate.case.edition.settings[_CURRENCIES].kinds
    names = [name for name, listed in kinds.items() if gives.kind in listed]
    if names and gives.amount is not None:
        names.append(_EQUIVALENCE)
    return {name: _supplied(found, rule) for name in names if (found := candidate.finding(name)).status in _LACKING}


_LACKING = (Status.NOT_STATED, Status.AWAITING_REVIEW, Status.UNSUPPORTED)


def _supplied(found: Finding, rule: Purpose) -> Finding:
    return Finding(
        criterion=found.criterion,
        level=found.level,
        status=Status.MET,
        basis=Basis.POLICY,
        message=f"The state's own rule gives it ({rule.source.document}, {rule.source.place}).",
        remedy="",
        location=found.location,
        citations=(),
        sources=found.sources,
        actor=Actor.NOBODY,
        required_by=found.required_by,
        suggestion=Suggestion.NONE,
    )
