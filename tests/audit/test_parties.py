"""Parties to a micro-credential: those with a role, and those that belong to them, by any spelling of their name."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import pytest

from mcaudit.audit.derived.lookup import same
from mcaudit.audit.parties import parties
from mcaudit.model import Profile
from mcaudit.review.resolving import fold
from tests.conftest import profile_of


def made(organizations: Mapping[str, Any], **answers: Any) -> Profile:
    """Return a profile whose developer is `maker`, if it has one."""
    developers = {"developer": {"organizations": ["maker"]}}
    return profile_of({"organizations": organizations, "developers": developers, **answers})


MAKER = {"name": "Example Maker"}


def test_who_plays_a_role_is_a_party(complete: Profile) -> None:
    found = parties(complete)
    assert found["lake example institute for restorative circles"].startswith(
        "Lake Example Institute for Restorative Circles is the developer"
    )


def test_every_role_is_named() -> None:
    issuers = {"issuer": {"organizations": ["maker"]}}
    assert parties(made({"maker": MAKER}, issuers=issuers)) == {
        "example maker": "Example Maker is the developer and issuer"
    }


def test_an_organization_without_a_role_is_none() -> None:
    assert list(parties(made({"maker": MAKER, "other": {"name": "Example Other"}}))) == ["example maker"]


def test_a_profile_without_organizations_has_no_parties() -> None:
    assert parties(profile_of({})) == {}
    assert parties(profile_of({"organizations": None})) == {}


@pytest.mark.parametrize("removes", [1, 2, 5])
def test_who_belongs_to_a_party_is_one_at_any_remove(removes: int) -> None:
    chain = {f"unit_{n}": {"name": f"Unit {n}", "parent": f"unit_{n - 1}"} for n in range(1, removes + 1)}
    chain["unit_1"]["parent"] = "maker"
    found = parties(made({"maker": MAKER, **chain}))
    assert found[f"unit {removes}"] == f"Unit {removes} belongs to Example Maker, which is the developer"


def test_its_own_role_is_told_before_that_of_what_it_belongs_to() -> None:
    issuers = {"issuer": {"organizations": ["unit"]}}
    found = parties(made({"maker": MAKER, "unit": {"name": "Unit", "parent": "maker"}}, issuers=issuers))
    assert found["unit"] == "Unit is the issuer"


def test_what_a_party_belongs_to_is_none_by_that() -> None:
    found = parties(made({"maker": {**MAKER, "parent": "state"}, "state": {"name": "The State"}}))
    assert list(found) == ["example maker"]


@pytest.mark.parametrize("loop", [("a",), ("a", "b"), ("a", "b", "c")])
def test_organizations_that_belong_to_each_other_in_a_circle_end(loop: tuple[str, ...]) -> None:
    circle = {name: {"name": name, "parent": loop[(n + 1) % len(loop)]} for n, name in enumerate(loop)}
    assert list(parties(made({"maker": MAKER, **circle}))) == ["example maker"]


def test_a_circle_with_a_party_in_it_makes_all_in_it_parties() -> None:
    circle = {"maker": {**MAKER, "parent": "b"}, "b": {"name": "B", "parent": "maker"}}
    assert set(parties(made(circle))) == {"example maker", "b"}


@pytest.mark.parametrize("name", ["EXAMPLE  maker", " Example\tMaker. ", "example\u00a0maker", "Example Maker ."])
def test_case_spacing_and_a_full_stop_do_not_count(name: str) -> None:
    assert same(name) in parties(made({"maker": MAKER}))
    assert list(parties(made({"maker": {"name": name}}))) == ["example maker"]
    assert fold(name) == same(name) == "example maker"


def test_of_two_organizations_of_one_name_both_may_be_the_party() -> None:
    found = parties(made({"other": {"name": "Example maker"}, "maker": MAKER}))
    assert found == {"example maker": "Example Maker is the developer"}


def test_very_many_organizations_take_no_longer_than_they_must() -> None:
    # The longest chain that a file has room for: each belongs to the one before.
    many = 1_000
    chain = {f"unit_{n}": {"name": f"Unit {n}", "parent": f"unit_{n - 1}"} for n in range(1, many)}
    start = time.process_time()
    found = parties(made({"maker": MAKER, "unit_0": {"name": "Unit 0", "parent": "maker"}, **chain}))
    assert len(found) == many + 1
    assert time.process_time() - start < 3
