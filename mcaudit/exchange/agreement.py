"""How far reviewers agree, as a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcaudit.exchange.records import picked
from mcaudit.model import Agreement, Agreements, Coefficient


def agreement_record(agreements: Agreements) -> Mapping[str, Any]:
    """Return the figures overall and by component, and how many answers were left out, if any.

    `$defs/agreement` of the schemas has the shape of the figures.
    """
    left_out = {"agreement_left_out": agreements.left_out} if agreements.left_out else {}
    return {
        "agreement": _agreement(agreements.overall),
        "agreement_by_component": {key: _agreement(each) for key, each in agreements.components.items()},
        **left_out,
    }


def rounded(value: float | None) -> float | None:
    """Return a figure without the digits in which machines may differ."""
    return None if value is None else round(value, 6) + 0.0


def _agreement(agreement: Agreement) -> Mapping[str, Any]:
    return {
        **picked(agreement, "units paired reviewers"),
        "percent": _coefficient(agreement.percent),
        "kappa": _coefficient(agreement.kappa),
        "alpha": _coefficient(agreement.alpha),
        "ac1": _coefficient(agreement.ac1),
    }


def _coefficient(measure: Coefficient) -> Mapping[str, Any]:
    figures = {name: rounded(getattr(measure, name)) for name in ("value", "low", "high")}
    return {"n": measure.n, **figures, "withheld": measure.withheld}
