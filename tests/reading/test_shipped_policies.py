"""A shipped policy holds what its state said: each rule is the state's own word, and everything has its source."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from mcaudit.model import Edition, Policy, PolicySource, SourcedPlace
from mcaudit.model.purposes import AnyNeed, JudgedNeed, Need, Purpose, SeriesNeed, Standing, Whose
from mcaudit.reading.policy.read import find_policy, policy_names, read_policy
from tests.conftest import ROOT

SHIPPED = policy_names()
STATES_WITHOUT_GOV = ("ksde.org", "wyomingptsb.com", "doe.mass.edu")
"""Agencies and boards of states whose addresses do not end in .gov or .us."""


def shipped(edition: Edition, name: str) -> Policy:
    return read_policy(edition, find_policy(name))


def rules(policy: Policy) -> list[Purpose]:
    return [purpose for purpose in policy.purposes if purpose.accepts is not None]


def conditions(rule: Purpose) -> Iterator[Need]:
    for need in rule.needs:
        yield need
        if isinstance(need, AnyNeed):
            yield from need.any_of


def places(policy: Policy) -> Iterator[SourcedPlace]:
    """Yield every place in a document that a policy cites."""
    for rule in policy.purposes:
        yield rule.source
        yield from (need.source for need in conditions(rule))
        yield from [rule.limit.source] if rule.limit else []
    yield from (value.source for values in policy.settings.values() for value in values)
    yield from (statement.source for conflict in policy.conflicts for statement in conflict.says)
    yield from (statement.source for statement in policy.says)


def source_of(policy: Policy, place: SourcedPlace) -> PolicySource:
    return next(source for source in policy.sources if source.id == place.document)


def is_a_states_address(url: str) -> bool:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return (host.endswith((".gov", ".us")) and not host.endswith(".ed.gov")) or host.endswith(STATES_WITHOUT_GOV)


def is_a_copy(source: PolicySource) -> bool:
    return "a copy" in source.title


@pytest.mark.parametrize("name", SHIPPED)
def test_it_says_what_its_state_said_and_leaves_the_rest_open(edition: Edition, name: str) -> None:
    policy = shipped(edition, name)
    assert policy.id == name
    assert (policy.waivers, policy.in_force) == ((), None)
    assert policy.says or policy.settings
    assert policy.gaps


def test_no_state_has_two(edition: Edition) -> None:
    states = [shipped(edition, name).state for name in SHIPPED]
    assert len(set(states)) == len(states)


@pytest.mark.parametrize("name", SHIPPED)
def test_it_rests_on_every_source_that_it_lists(edition: Edition, name: str) -> None:
    policy = shipped(edition, name)
    assert {place.document for place in places(policy)} == {source.id for source in policy.sources}
    assert all(place.place for place in places(policy))


@pytest.mark.parametrize("name", SHIPPED)
def test_it_says_whose_word_each_source_is(edition: Edition, name: str) -> None:
    assert Whose.UNSAID not in {source.whose for source in shipped(edition, name).sources}


@pytest.mark.parametrize("name", SHIPPED)
def test_what_it_takes_for_the_states_own_word_stands_at_its_address_or_is_called_a_copy(
    edition: Edition, name: str
) -> None:
    for source in shipped(edition, name).sources:
        if source.whose is Whose.STATE:
            assert is_a_states_address(source.url) or is_a_copy(source), source.id


@pytest.mark.parametrize("name", SHIPPED)
def test_every_rule_is_the_states_own_word(edition: Edition, name: str) -> None:
    policy = shipped(edition, name)
    for rule in rules(policy):
        assert source_of(policy, rule.source).whose is Whose.STATE, rule.id
        assert {source_of(policy, need.source).whose for need in conditions(rule)} <= {Whose.STATE}, rule.id


@pytest.mark.parametrize("name", SHIPPED)
def test_a_rule_that_was_read_in_a_copy_leaves_the_last_word_to_the_state(edition: Edition, name: str) -> None:
    """Nothing is accepted on a text that was not seen at the state's own address."""
    policy = shipped(edition, name)
    for rule in rules(policy):
        if rule.standing is Standing.IN_FORCE and is_a_copy(source_of(policy, rule.source)):
            assert any(isinstance(need, JudgedNeed) for need in rule.needs), rule.id


@pytest.mark.parametrize("name", SHIPPED)
def test_what_only_counts_as_a_whole_says_so(edition: Edition, name: str) -> None:
    for rule in rules(shipped(edition, name)):
        if rule.gives and rule.gives.per in {"stack", "program"}:
            assert any(isinstance(need, SeriesNeed) for need in conditions(rule)), rule.id


@pytest.mark.parametrize("name", ["pennsylvania", "oregon", "massachusetts"])
def test_a_unions_word_is_recorded_and_is_not_a_rule(edition: Edition, name: str) -> None:
    policy = shipped(edition, name)
    assert not policy.purposes
    assert Whose.OTHER in {source_of(policy, each.source).whose for each in policy.says}


@pytest.mark.parametrize("name", ["texas", "virginia"])
def test_a_law_without_effect_is_not_in_force(edition: Edition, name: str) -> None:
    standings = {rule.standing for rule in rules(shipped(edition, name))}
    assert Standing.WITHOUT_EFFECT in standings
    assert Standing.IN_FORCE not in standings


@pytest.mark.parametrize("name", SHIPPED)
def test_no_state_is_said_to_adopt_what_another_decided(edition: Edition, name: str) -> None:
    """Montana's clause on other states is decided case by case. Agreements on licenses do not name them."""
    assert not shipped(edition, name).reciprocity


@pytest.mark.parametrize("name", SHIPPED)
def test_the_reference_names_it_with_its_gaps(edition: Edition, name: str) -> None:
    page = (ROOT / "docs" / "reference" / "states.md").read_text(encoding="utf-8")
    assert f"`{name}`" in page
    policy = shipped(edition, name)
    assert policy.gaps in page
    assert all(conflict.about in page for conflict in policy.conflicts)
