"""What in a profile bears on a criterion: places, and statements with what they cite."""

from __future__ import annotations

from typing import Any

import pytest

from mcaudit.audit.stated import Statements, overlaps, statements_of
from mcaudit.model import Citation, Edition

OVERVIEW = Citation(document="page", place="Overview")
ENTRY = {"document": "page", "section": "Overview"}


@pytest.mark.parametrize(
    ("place", "pointer"),
    [
        ("developers/currencies", "/developers/currencies"),
        ("developers/currencies/*/value", "/developers/currencies"),
        ("developers/currencies", "/developers/currencies/0/value"),
        ("developers/currencies/*~kind=ceu", "/developers/currencies/0"),
        ("developers/currencies/*~kind=ceu/value", "/developers/currencies/0/value"),
        ("developers/form~form=course/hours", "/developers/form/hours"),
    ],
)
def test_a_place_overlaps_what_lies_in_it_and_around_it(place: str, pointer: str) -> None:
    assert overlaps(place, pointer)


@pytest.mark.parametrize(
    ("place", "pointer"),
    [
        ("developers/currencies", "/developers/currency"),
        ("developers/currencies/*~kind=ceu/value", "/developers/currencies/0/kind"),
        ("developers/currencies", "/deliverers/currencies"),
    ],
)
def test_a_place_does_not_overlap_another(place: str, pointer: str) -> None:
    assert not overlaps(place, pointer)


def read(edition: Edition, **entry: Any) -> Statements:
    return statements_of(edition, {"statements": [{"text": "Earners may resubmit twice.", **entry}]})


def test_a_statement_about_one_criterion_may_name_it_alone(edition: Edition) -> None:
    assert list(read(edition, about="1F-6").by_criterion) == ["1F-6"]


def test_a_statement_without_a_criterion_is_about_none(edition: Edition) -> None:
    assert not read(edition).by_criterion


@pytest.mark.parametrize("cites", [{"citation": ENTRY}, {"citations": [ENTRY]}, {"citations": ["page", {}, ENTRY]}])
def test_a_statement_is_supported_by_what_it_cites(edition: Edition, cites: dict[str, Any]) -> None:
    (statement,) = read(edition, about=["1F-6"], **cites).valid("1F-6")
    assert statement.citations == (OVERVIEW,)
