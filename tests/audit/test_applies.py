"""Which criteria do not apply: what is optional, what an answer skips, and what a profile claims with a reason."""

from __future__ import annotations

from typing import Any

import pytest

from mcaudit.audit.applies import Applicability, applicability
from mcaudit.model import Basis, Edition

AVAILABLE = "/deliverers/availability/available"


def of(edition: Edition, *subcomponents: str) -> set[str]:
    return {each.id for sub in edition.subcomponents if sub.id in subcomponents for each in sub.criteria}


def test_of_a_profile_that_says_nothing_only_what_is_optional_does_not_apply(edition: Edition) -> None:
    skipped = dict.fromkeys(("1H-1", "1H-D1"), Basis.OPTIONAL)
    assert applicability(edition, {}) == Applicability(skipped, {}, {})


def test_what_is_optional_applies_once_it_is_answered(edition: Edition) -> None:
    answered = {"developers": {"development_process": {"developed_with_audience": "no"}}}
    assert applicability(edition, answered).skipped == {}


def test_a_no_skips_what_it_names_and_is_where_that_points(edition: Edition) -> None:
    applies = applicability(edition, {"deliverers": {"availability": {"available": "no"}}})
    skipped = {"2A-D1", "2A-D2"} | of(edition, "2B", "2C", "2D", "2E", "2F")
    assert {name for name, basis in applies.skipped.items() if basis is Basis.SKIP} == skipped
    assert applies.skipped_by == dict.fromkeys(skipped, AVAILABLE)


@pytest.mark.parametrize("available", ["yes", None, "No", ["no"]])
def test_anything_but_a_no_skips_nothing(edition: Edition, available: Any) -> None:
    applies = applicability(edition, {"deliverers": {"availability": {"available": available}}})
    assert set(applies.skipped) == {"1H-1", "1H-D1"}
    assert applies.skipped_by == {}


def claiming(*claims: Any) -> dict[str, Any]:
    return {"recognizers": {"formal_currency": {"not_applicable": list(claims)}}}


def test_a_claim_with_a_reason_is_kept_where_the_edition_allows_it(edition: Edition) -> None:
    facts = claiming(
        {"criterion": "5A-1", "reason": "There is no currency."},
        {"criterion": "5A-D1", "reason": "It stands alone."},
        {"criterion": "3B-D3", "reason": "There is no advanced content."},
    )
    assert applicability(edition, facts).claimed == {"5A-D1": "It stands alone."}


@pytest.mark.parametrize(
    "claim", [{"criterion": "5A-D1"}, {"criterion": "5A-D1", "reason": ""}, {"reason": "It stands alone."}, {}]
)
def test_a_claim_that_lacks_something_is_none(edition: Edition, claim: dict[str, str]) -> None:
    assert applicability(edition, claiming(claim)).claimed == {}


def test_claims_of_several_answers_are_kept(edition: Edition) -> None:
    content = {"criterion": "3B-D3", "reason": "There is no advanced content."}
    facts = {
        **claiming({"criterion": "5A-D1", "reason": "It stands alone."}),
        "evaluators": {"evaluator_profile": {"not_applicable": [content]}},
    }
    assert set(applicability(edition, facts).claimed) == {"5A-D1", "3B-D3"}
