"""What others grant counts only from others, in force, and in the state whose review this is."""

from __future__ import annotations

from typing import Any

import pytest

from mcaudit.audit.derived.standing import (
    currencies_here,
    issuer_approvals_here,
    named_issuers,
    recognitions_in_other_states,
    stack_currency_here,
)

# --- recognitions ------------------------------------------------------------------------------------


def developed(*recognitions: Any, **more: Any) -> dict[str, Any]:
    return {
        "state": "OH",
        "organizations": {
            "center": {"name": "The Example Center", "parent": "university"},
            "university": {"name": "Example University"},
            "press": {"name": "Example Press", "parent": "trust"},
        },
        "developers": {"developer": {"organizations": ["center", "press"], "recognitions": list(recognitions)}},
        **more,
    }


@pytest.mark.parametrize(
    ("by", "counts"),
    [
        ("Example Board", True),
        ("Example Center Board", True),
        ("The Example Center", False),
        ("example center.", False),
        ("center", False),
        ("Example University", False),
        ("The  Example University", False),
        ("university", False),
        ("Example Press", False),
        ("trust", False),
    ],
)
def test_a_recognition_by_itself_or_what_it_belongs_to_does_not_count(by: str, counts: bool) -> None:
    recognition = {"state": "MI", "recognized_by": by}
    assert recognitions_in_other_states(developed(recognition)) == ([recognition] if counts else [])


@pytest.mark.parametrize(("state", "counts"), [("MI", True), ("OH", False), (None, False)])
def test_a_recognition_counts_in_another_state(state: str | None, counts: bool) -> None:
    recognition = {"state": state, "recognized_by": "Example Board"}
    assert recognitions_in_other_states(developed(recognition)) == ([recognition] if counts else [])


def test_in_a_national_review_any_state_is_another() -> None:
    recognition = {"state": "OH", "recognized_by": "Example Board"}
    assert recognitions_in_other_states(developed(recognition, state="national")) == [recognition]


# --- issuers -----------------------------------------------------------------------------------------

BOARD = {"by": "Example Board", "standing": "accredited"}
COMMISSION = {"by": "Example Commission", "standing": "accredited"}


def issued(*issuers: str, state: str = "OH", **organizations: dict[str, Any]) -> dict[str, Any]:
    return {"state": state, "issuers": {"issuer": {"organizations": list(issuers)}}, "organizations": organizations}


def test_an_issuer_is_given_with_what_stands_of_it() -> None:
    center = {"name": "Example Center", "kind": "nonprofit", "accreditations": [BOARD]}
    assert named_issuers(issued("center", "unlisted", center=center)) == [
        {"id": "center", "name": "Example Center", "kind": "nonprofit", "accreditations": [BOARD]},
        {"id": "unlisted"},
    ]


def test_an_issuer_whose_name_is_a_stand_in_is_none() -> None:
    tbd = {"name": "TBD", "accreditations": [BOARD]}
    assert named_issuers(issued("tbd", "center", tbd=tbd, center={"name": "Example Center"})) == [
        {"id": "center", "name": "Example Center"}
    ]


def test_an_issuer_cannot_accredit_itself() -> None:
    own = {"by": "the example center", "standing": "accredited"}
    center = {"name": "Example Center", "accreditations": [own, BOARD]}
    assert named_issuers(issued("center", center=center))[0]["accreditations"] == [BOARD]
    alone = {"name": "Example Center", "accreditations": [own]}
    assert named_issuers(issued("center", center=alone)) == [{"id": "center", "name": "Example Center"}]


@pytest.mark.parametrize(
    ("kind", "accreditations"),
    [("higher_education", [BOARD, COMMISSION]), ("nonprofit", [BOARD]), (None, [BOARD])],
)
def test_the_accreditation_of_an_institution_covers_what_belongs_to_it(
    kind: str | None, accreditations: list[dict[str, str]]
) -> None:
    own = {"by": "Example University", "standing": "accredited"}
    above = {"name": "Example University", "kind": kind, "accreditations": [own, COMMISSION]}
    center = {"name": "Example Center", "parent": "university", "accreditations": [BOARD]}
    (issuer,) = named_issuers(issued("center", center=center, university=above))
    assert issuer == {
        "id": "center",
        "name": "Example Center",
        "parent": "university",
        "accreditations": accreditations,
    }


def approval(by: str | None, state: str | None) -> dict[str, str | None]:
    return {"by": by, "state": state, "standing": "in_force"}


def test_an_approval_counts_in_the_state_of_the_review() -> None:
    approvals = [approval("Example Board", "OH"), approval("Example Board", "MI"), approval("Example Board", None)]
    center = {"name": "Example Center", "approvals": approvals}
    told = {"issuer": "center", "by": "Example Board", "state": "OH", "standing": "in_force"}
    assert issuer_approvals_here(issued("center", center=center)) == [told]
    everywhere = issuer_approvals_here(issued("center", state="national", center=center))
    assert [each["state"] for each in everywhere] == ["OH", "MI"]


@pytest.mark.parametrize(("kind", "counts"), [("state_agency", True), ("nonprofit", False)])
def test_only_an_agency_of_a_state_can_approve_itself(kind: str, counts: bool) -> None:
    agency = {"name": "Example Agency", "kind": kind, "approvals": [approval("The Example Agency", "OH")]}
    assert bool(issuer_approvals_here(issued("agency", agency=agency))) is counts


# --- currencies --------------------------------------------------------------------------------------


def awarded(**more: Any) -> dict[str, Any]:
    return {"kind": "ceu", "standing": "awarded", "state": "OH", "recognizer": "board", **more}


def recognizing(*currencies: Any, state: str | None = "OH", stack: Any = None) -> dict[str, Any]:
    return {
        "state": state,
        "organizations": {"board": {"name": "Example Board"}, "tbd": {"name": "To be announced"}},
        "recognizers": {"formal_currency": {"currencies": list(currencies), "stack_currency": stack}},
    }


NOT_HERE = {
    "one that is planned": awarded(standing="planned"),
    "one whose standing is not given": awarded(standing=None),
    "one of another state": awarded(state="MI"),
    "one of no state": awarded(state=None),
    "one from somebody who is not named": awarded(recognizer="tbd"),
}


@pytest.mark.parametrize("currency", NOT_HERE.values(), ids=NOT_HERE)
def test_a_currency_that_is_not_awarded_here_does_not_count(currency: dict[str, Any]) -> None:
    assert currencies_here(recognizing(currency, awarded())) == [awarded()]
    assert stack_currency_here(recognizing(stack=currency)) == []


def test_the_currency_of_a_stack_counts_where_it_is_awarded() -> None:
    assert stack_currency_here(recognizing(stack=awarded())) == [awarded()]
    assert stack_currency_here(recognizing()) == stack_currency_here({}) == []


def test_in_a_national_review_every_currency_of_a_state_counts() -> None:
    listed = [awarded(), awarded(state="MI"), awarded(state=None)]
    assert currencies_here(recognizing(*listed, state="national")) == listed[:2]
    assert currencies_here(recognizing(*listed, state=None)) == []
