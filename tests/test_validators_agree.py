"""Two validators that share no code reach the verdict that mcaudit reaches.

A rule is plain JSON Schema so that anybody can check mcaudit's answer with a tool of their own:
`mcaudit facts` prints what the rules see, `mcaudit schema` the whole of what they ask. That holds
only while no rule leans on a habit of one library, and while the assembled schema says what the
audit does with groups, skips, the optional subcomponent, claims that a criterion does not apply, and
what a state's policy sets. So every fact document at hand is held against both by jsonschema, written in Python, and by
jsonschema-rs, written in Rust, and the two are held against `facts_suffice`.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from mcaudit.audit.facts import facts_of
from mcaudit.audit.policy import with_policy
from mcaudit.audit.rules import facts_suffice, seen
from mcaudit.model import (
    Criterion,
    Edition,
    JsonObject,
    Level,
    Policy,
    Profile,
    SettingKind,
    SettingValue,
    SourcedPlace,
    Subcomponent,
)
from mcaudit.reading.edition import default_edition
from mcaudit.reading.policy import find_policy, policy_names, read_policy
from mcaudit.reading.profile import read_profile
from mcaudit.reading.profile_schema import facts_schema
from tests.conftest import ROOT, changed

PROFILES = sorted((ROOT / "profiles").rglob("*.yaml"))
CRITERIA = [
    pytest.param(sub, criterion, id=criterion.id)
    for sub in default_edition().subcomponents
    for criterion in sub.criteria
]


class Both:
    """One schema, compiled by both libraries."""

    def __init__(self, schema: JsonObject) -> None:
        self.python = jsonschema.Draft202012Validator(schema)
        self.rust = jsonschema_rs.Draft202012Validator(dict(schema))

    def say(self, facts: Any) -> bool:
        """Return whether both find `facts` valid, and fail where they disagree."""
        python, rust = self.python.is_valid(facts), self.rust.is_valid(facts)
        assert python is rust, self._differences(facts)
        return python

    def _differences(self, facts: Any) -> str:
        python = [f"{error.json_path}: {error.message}" for error in self.python.iter_errors(facts)]
        rust = [f"{error.instance_path}: {error.message}" for error in self.rust.iter_errors(facts)]
        return f"jsonschema says {python}, jsonschema-rs says {rust}"


@cache
def of_level(level: Level) -> Both:
    return Both(facts_schema(default_edition(), level))


@cache
def of_rule(criterion: str) -> Both:
    rules = {each.id: each.rule for each in default_edition().criteria}
    return Both({**rules[criterion], "$defs": default_edition().definitions})


def agreed(edition: Edition, facts: JsonObject) -> dict[Level, bool]:
    """Return the verdict on each level, and fail where the validators and mcaudit disagree."""
    verdicts = {}
    for level in Level:
        verdicts[level] = of_level(level).say(facts)
        assert facts_suffice(edition, facts, level) is verdicts[level], level
    return verdicts


HEAD = {"format": "mcaudit-profile/1", "id": "example", "title": "Example", "state": "OH"}


def profiles_of(criterion: Criterion) -> tuple[JsonObject, ...]:
    passing = tuple(example.profile for example in criterion.passing)
    return passing + tuple(example.profile for example in criterion.failing)


def with_example(content: JsonObject, example: JsonObject) -> dict[str, Any]:
    """Return `content` in which an example's answers, organizations and state stand instead of its own."""
    result = copy.deepcopy(dict(content))
    for key, value in example.items():
        if isinstance(value, Mapping):
            result[key] = {**(result.get(key) or {}), **value}
        else:
            result[key] = value
    return result


def with_line_ends(value: Any) -> Any:
    """Return `value` with a line end behind every text in it, as YAML's `|` leaves one."""
    if isinstance(value, str):
        return f"{value}\n"
    if isinstance(value, Mapping):
        return {key: with_line_ends(inner) for key, inner in value.items()}
    return [with_line_ends(inner) for inner in value] if isinstance(value, list) else value


# --- whole profiles --------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_on_every_shipped_profile(edition: Edition, path: Path) -> None:
    agreed(edition, facts_of(read_profile(edition, path).content))


def test_on_the_complete_profile_which_satisfies_both_levels(edition: Edition, complete: Profile) -> None:
    assert agreed(edition, facts_of(complete.content)) == {Level.REQUIRED: True, Level.DESIRED: True}


# --- rule by rule ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("sub", "criterion"), CRITERIA)
def test_on_every_example(edition: Edition, sub: Subcomponent, criterion: Criterion) -> None:
    for profile in profiles_of(criterion):
        facts = facts_of({**HEAD, **profile})
        of_rule(criterion.id).say(seen(sub, criterion, facts))
        agreed(edition, facts)


@pytest.mark.parametrize(("sub", "criterion"), CRITERIA)
def test_on_examples_whose_texts_end_with_a_line(sub: Subcomponent, criterion: Criterion) -> None:
    """`$` matches before a last line end in Python, and in no other dialect."""
    for failing in criterion.failing:
        of_rule(criterion.id).say(seen(sub, criterion, facts_of(with_line_ends(failing.profile))))


@pytest.mark.parametrize(("sub", "criterion"), CRITERIA)
def test_on_a_complete_profile_that_fails_one_criterion(
    edition: Edition, complete: Profile, sub: Subcomponent, criterion: Criterion
) -> None:
    """The verdict turns on that one, unless another member of its group is satisfied. One validator is enough here."""
    facts = facts_of(with_example(complete.content, criterion.failing[0].profile))
    satisfied = of_level(criterion.level).rust.is_valid(facts)
    assert facts_suffice(edition, facts, criterion.level) is satisfied
    assert not satisfied or criterion.group


# --- what applies, and what is enough --------------------------------------------------------------

REQUIRED, DESIRED = Level.REQUIRED, Level.DESIRED


def claim(criterion: str, reason: str | None = "There is none here.") -> list[dict[str, str | None]]:
    return [{"criterion": criterion, "reason": reason}]


CASES: dict[str, tuple[dict[tuple[str, ...], Any], dict[Level, bool]]] = {
    "1H left out": (
        {("developers", "development_process"): ...},
        {REQUIRED: True, DESIRED: True},
    ),
    "1H with nothing under it": (
        {("developers", "development_process"): {}},
        {REQUIRED: True, DESIRED: True},
    ),
    "1H answered without the answer": (
        {("developers", "development_process"): {"priorities": "The state plan names school climate first."}},
        {REQUIRED: False, DESIRED: False},
    ),
    "a no in 2A, and the rest left out": (
        {("deliverers",): {"availability": {"available": "no"}}},
        {REQUIRED: False, DESIRED: True},
    ),
    "a no in 2A beside answers that it skips": (
        {("deliverers", "availability", "available"): "no"},
        {REQUIRED: False, DESIRED: True},
    ),
    "no answer in 2A": (
        {("deliverers", "availability", "available"): ...},
        {REQUIRED: False, DESIRED: True},
    ),
    "a group with one member left": (
        {("developers", "developer", "expertise"): ...},
        {REQUIRED: True, DESIRED: True},
    ),
    "a group with no member left": (
        {("developers", "developer", "expertise"): ..., ("developers", "developer", "recognitions"): ...},
        {REQUIRED: False, DESIRED: True},
    ),
    "a group that rests on derived facts, with no member left": (
        {("recognizers", "formal_currency", "currencies"): ...},
        {REQUIRED: False, DESIRED: True},
    ),
    "no answer to what can be not applicable": (
        {("evaluators", "evaluator_profile", "advanced_content"): ...},
        {REQUIRED: True, DESIRED: False},
    ),
    "a claim that it does not apply": (
        {
            ("evaluators", "evaluator_profile", "advanced_content"): ...,
            ("evaluators", "evaluator_profile", "not_applicable"): claim("3B-D3"),
        },
        {REQUIRED: True, DESIRED: True},
    ),
    "a claim without a reason": (
        {
            ("evaluators", "evaluator_profile", "advanced_content"): ...,
            ("evaluators", "evaluator_profile", "not_applicable"): claim("3B-D3", None),
        },
        {REQUIRED: True, DESIRED: False},
    ),
    "a claim whose reason is stand-in text": (
        {
            ("evaluators", "evaluator_profile", "advanced_content"): ...,
            ("evaluators", "evaluator_profile", "not_applicable"): claim("3B-D3", "TBD"),
        },
        {REQUIRED: True, DESIRED: False},
    ),
    "a claim over the profile": (
        {
            ("recognizers", "formal_currency", "stack_currency"): ...,
            ("recognizers", "formal_currency", "not_applicable"): claim("5A-D1"),
        },
        {REQUIRED: True, DESIRED: True},
    ),
    "a component with nothing under it": ({("evaluators",): None}, {REQUIRED: False, DESIRED: False}),
    "another state than that of the currencies": ({("state",): "WY"}, {REQUIRED: False, DESIRED: False}),
}


@pytest.mark.parametrize("name", CASES)
def test_on_what_applies_and_what_is_enough(edition: Edition, complete: Profile, name: str) -> None:
    changes, expected = CASES[name]
    profile = complete
    for path, value in changes.items():
        profile = changed(profile, *path, to=value)
    assert agreed(edition, facts_of(profile.content)) == expected


def test_on_a_profile_that_says_nothing(edition: Edition) -> None:
    assert agreed(edition, facts_of(HEAD)) == {REQUIRED: False, DESIRED: False}


def test_facts_without_their_derived_facts_do_not_pass(complete: Profile) -> None:
    """A profile is not held against these schemas as it is written: the rules read what mcaudit computes."""
    facts = {key: value for key, value in facts_of(complete.content).items() if key != "derived"}
    assert not of_level(REQUIRED).say(facts)


# --- what a policy sets ----------------------------------------------------------------------------


def policy_of(settings: Mapping[str, Any]) -> Policy:
    place = SourcedPlace(document="rules", place="p. 4")
    values = {name: SettingValue(value=value, source=place) for name, value in settings.items()}
    return Policy(id="made-up", title="Made Up", state="OH", path="made-up.yaml", sha256="0" * 64, settings=values)


@cache
def shipped_facts(path: Path) -> JsonObject:
    return facts_of(read_profile(default_edition(), path).content)


@pytest.mark.parametrize("name", policy_names())
@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_on_every_shipped_profile_under_every_shipped_policy(edition: Edition, path: Path, name: str) -> None:
    agreed(edition, with_policy(edition, read_policy(edition, find_policy(name)), shipped_facts(path)))


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_on_every_shipped_profile_under_a_minimum_of_hours(edition: Edition, path: Path) -> None:
    for hours in (0, 7.5, 30, 1000):
        agreed(edition, with_policy(edition, policy_of({"minimum_hours": hours}), shipped_facts(path)))


UNSATISFIED: dict[str, tuple[dict[str, Any], dict[Level, bool]]] = {
    "just enough hours": ({"minimum_hours": 30}, {REQUIRED: True, DESIRED: True}),
    "too few hours": ({"minimum_hours": 30.5}, {REQUIRED: False, DESIRED: True}),
    "too few resubmissions": ({"resubmissions": 4}, {REQUIRED: False, DESIRED: True}),
    "another priority, which is desired": ({"priority_areas": ["Reading"]}, {REQUIRED: True, DESIRED: False}),
    "another form": ({"award_forms": ["license_designation"]}, {REQUIRED: False, DESIRED: True}),
    "an issuer that is not approved, where other members of the group suffice": (
        {"approved_issuers": ["Another University"]},
        {REQUIRED: True, DESIRED: True},
    ),
    "currencies of the state that are not recognized, where those of a district suffice": (
        {"recognized_currencies": [{"kind": "carnegie_units"}]},
        {REQUIRED: True, DESIRED: True},
    ),
}


@pytest.mark.parametrize("name", UNSATISFIED)
def test_on_what_a_policy_asks_of_the_complete_profile(edition: Edition, complete: Profile, name: str) -> None:
    settings, expected = UNSATISFIED[name]
    assert agreed(edition, with_policy(edition, policy_of(settings), facts_of(complete.content))) == expected


def test_on_currencies_of_which_none_is_recognized(edition: Edition, complete: Profile) -> None:
    path = ("recognizers", "formal_currency", "currencies")
    kept = [entry for entry in complete.content[path[0]][path[1]][path[2]] if entry["counts_in"] == "state_system"]
    policy = policy_of({"recognized_currencies": [{"kind": "carnegie_units"}]})
    facts = facts_of(changed(complete, *path, to=kept).content)
    assert agreed(edition, with_policy(edition, policy, facts))[REQUIRED] is False


def test_on_a_policy_that_names_what_no_profile_has(edition: Edition, complete: Profile) -> None:
    """A claim that a criterion does not apply stands before what a policy asks of it."""
    names = [name for name, setting in edition.settings.items() if setting.kind is SettingKind.NAMES]
    policy = policy_of({name: ["Nobody's Own"] for name in names})
    claiming = changed(complete, "evaluators", "evaluator_profile", "not_applicable", to=claim("3B-D3"))
    for profile in (complete, claiming):
        assert agreed(edition, with_policy(edition, policy, facts_of(profile.content))) == {
            REQUIRED: False,
            DESIRED: False,
        }
    advanced = policy_of({"advanced_content_criteria": ["Nobody's Own"]})
    assert agreed(edition, with_policy(edition, advanced, facts_of(complete.content)))[DESIRED] is False
    assert agreed(edition, with_policy(edition, advanced, facts_of(claiming.content)))[DESIRED] is True
