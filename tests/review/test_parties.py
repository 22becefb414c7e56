"""Parties to a micro-credential: those with a role, and those that belong to them, by any spelling of their name."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import pytest

from mcaudit.model import Profile
from mcaudit.review.parties import parties
from tests.conftest import profile_of


def made(organizations: Mapping[str, Any], **answers: Any) -> Profile:
    """Return a profile whose developer is `maker`, if it has one."""
    developers = {"developer": {"organizations": ["maker"]}}
    return profile_of({"organizations": organizations, "developers": developers, **answers})


MAKER = {"name": "Example Maker"}


def test_who_plays_a_role_is_a_party(complete: Profile) -> None:
    found = parties(complete)
    assert found.names["lake example institute for restorative circles"].startswith(
        "Lake Example Institute for Restorative Circles is the developer"
    )


def test_every_role_is_named() -> None:
    issuers = {"issuer": {"organizations": ["maker"]}}
    assert parties(made({"maker": MAKER}, issuers=issuers)).names == {
        "example maker": "Example Maker is the developer and issuer"
    }


def test_an_organization_without_a_role_is_none() -> None:
    assert list(parties(made({"maker": MAKER, "other": {"name": "Example Other"}})).names) == ["example maker"]


def test_a_profile_without_organizations_has_no_parties() -> None:
    assert parties(profile_of({})).names == {}
    assert parties(profile_of({"organizations": None})).names == {}


@pytest.mark.parametrize("removes", [1, 2, 5])
def test_who_belongs_to_a_party_is_one_at_any_remove(removes: int) -> None:
    chain = {f"unit_{n}": {"name": f"Unit {n}", "parent": f"unit_{n - 1}"} for n in range(1, removes + 1)}
    chain["unit_1"]["parent"] = "maker"
    found = parties(made({"maker": MAKER, **chain}))
    assert found.names[f"unit {removes}"] == f"Unit {removes} belongs to Example Maker, which is the developer"


def test_its_own_role_is_reported_before_that_of_what_it_belongs_to() -> None:
    issuers = {"issuer": {"organizations": ["unit"]}}
    found = parties(made({"maker": MAKER, "unit": {"name": "Unit", "parent": "maker"}}, issuers=issuers))
    assert found.names["unit"] == "Unit is the issuer"


def test_what_a_party_belongs_to_is_none_by_that() -> None:
    found = parties(made({"maker": {**MAKER, "parent": "state"}, "state": {"name": "The State"}}))
    assert list(found.names) == ["example maker"]


@pytest.mark.parametrize("loop", [("a",), ("a", "b"), ("a", "b", "c")])
def test_organizations_that_belong_to_each_other_in_a_circle_end(loop: tuple[str, ...]) -> None:
    circle = {name: {"name": name, "parent": loop[(n + 1) % len(loop)]} for n, name in enumerate(loop)}
    assert list(parties(made({"maker": MAKER, **circle})).names) == ["example maker"]


def test_a_circle_with_a_party_in_it_makes_all_in_it_parties() -> None:
    circle = {"maker": {**MAKER, "parent": "b"}, "b": {"name": "B", "parent": "maker"}}
    assert set(parties(made(circle)).names) == {"example maker", "b"}


INSTITUTE = {"name": "The Lake Example Institute (LEIRC)"}


@pytest.mark.parametrize(
    "affiliation",
    [
        "THE  lake example\u00a0Institute (LEIRC)",
        "Lake Example Institute.",
        "“Lake-Example Institute”",
        "Ｌake Example\u200b Institute",
        "Lake Example Institute, Training Unit",
        "Review Panel / Lake Example Institute",
        "School of the Lake Example Institute",
        "LEIRC",
        "leirc, Training Unit",
        "lake",
    ],
)
def test_a_party_is_found_however_it_is_spelt_and_within_an_affiliation(affiliation: str) -> None:
    organizations = {"lake": INSTITUTE}
    found = parties(made(organizations, developers={"developer": {"organizations": ["lake"]}}))
    assert found.tie(affiliation) == "The Lake Example Institute (LEIRC) is the developer"


@pytest.mark.parametrize(
    "affiliation",
    ["", "Example Institute", "Lake Example Institutes", "Blake Example Institute", "Great Lake Board", "Institute"],
)
def test_other_organizations_are_no_parties(affiliation: str) -> None:
    organizations = {"lake": INSTITUTE}
    found = parties(made(organizations, developers={"developer": {"organizations": ["lake"]}}))
    assert found.tie(affiliation) == ""


def test_a_name_of_one_short_word_is_found_only_where_it_is_all_that_is_said() -> None:
    found = parties(made({"maker": {"name": "State"}}))
    assert [found.tie(each) for each in ("State Board", "State", "State, Training Unit")] == [
        "",
        "State is the developer",
        "State is the developer",
    ]


def test_a_name_without_a_letter_is_nobodys() -> None:
    found = parties(made({"maker": {"name": "— (—)"}}))
    assert (found.names, found.tie("—"), found.tie("maker")) == ({}, "", "— (—) is the developer")


def test_of_two_organizations_of_one_name_both_may_be_the_party() -> None:
    found = parties(made({"other": {"name": "Example maker"}, "maker": MAKER}))
    assert found.names == {"example maker": "Example Maker is the developer"}


def test_very_many_organizations_take_no_longer_than_they_must() -> None:
    # The longest chain that a file has room for: each belongs to the one before.
    many = 1_000
    chain = {f"unit_{n}": {"name": f"Unit {n}", "parent": f"unit_{n - 1}"} for n in range(1, many)}
    start = time.process_time()
    found = parties(made({"maker": MAKER, "unit_0": {"name": "Unit 0", "parent": "maker"}, **chain}))
    assert len(found.names) == many + 1
    assert time.process_time() - start < 3
