"""Two validators that share no code reach mcaudit's answer to both conditions of every criterion.

Conditions ship as plain JSON Schema so that anybody can check mcaudit's answer with a tool of their own: `mcaudit
facts` prints what the conditions see, `mcaudit schema profile --with` prints the conditions. That holds only while no
condition leans on a habit of one library, and while the printed conditions say what the audit does with a state's
policy. So every facts document at hand is checked against them by jsonschema, written in Python, and by jsonschema-rs,
written in Rust, and both are compared with what the audit makes of it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from mcaudit.audit.engine import case_of, facts_seen
from mcaudit.audit.examples import EXAMPLES_DATE
from mcaudit.audit.subject import Case, Subject
from mcaudit.model import (
    Criterion,
    Edition,
    Example,
    JsonObject,
    Level,
    Outcome,
    Policy,
    Profile,
    SettingValue,
    SourcedPlace,
    Subcomponent,
    Suggestion,
)
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.policy.read import find_policy, policy_names, read_policy
from mcaudit.reading.profile.facts_schema import facts_schema
from mcaudit.reading.profile.read import read_profile
from tests.conftest import ROOT, profile_of, quick_in

PROFILES = sorted((ROOT / "profiles").rglob("*.yaml"))
DAY = EXAMPLES_DATE


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


class Conditions:
    """Both conditions of every criterion as `mcaudit schema profile --with` prints them, compiled once."""

    def __init__(self, policy: Policy | None) -> None:
        self.schemas = {level: facts_schema(default_edition(), level, policy) for level in Level}
        self.whole = {level: Both(schema) for level, schema in self.schemas.items()}
        self.each = {name: Both(schema) for level in Level for name, schema in self.schemas[level]["$defs"].items()}

    def answer(self, criterion: str, facts: JsonObject) -> Suggestion:
        """Return what the validators say of one criterion, and fail where both of its conditions hold."""
        met, not_met = (self.each[f"{criterion}.{name}"].say(facts) for name in ("met_when", "not_met_when"))
        assert not (met and not_met), criterion
        return Suggestion.MET if met else Suggestion.NOT_MET if not_met else Suggestion.NONE


@cache
def printed(name: str = "") -> Conditions:
    return Conditions(shipped(name) if name else None)


@cache
def shipped(name: str) -> Policy:
    return read_policy(default_edition(), find_policy(name))


@cache
def read(path: Path) -> Profile:
    return read_profile(default_edition(), path)


def settles(case: Case, sub: Subcomponent, criterion: Criterion) -> Suggestion:
    """Return which of a criterion's two conditions holds."""
    return Subject(case, sub, criterion).outcome[0]


def agree(edition: Edition, profile: Profile, conditions: Conditions, policy: Policy | None = None) -> JsonObject:
    """Hold a profile's facts against every condition, and fail where mcaudit differs; return the facts."""
    case = case_of(edition, profile, date=DAY, policy=policy)
    facts = facts_seen(edition, profile, date=DAY, policy=policy)
    for sub in edition.subcomponents:
        for criterion in sub.criteria:
            assert conditions.answer(criterion.id, facts) is settles(case, sub, criterion), criterion.id
    for level in Level:
        conditions.whole[level].say(facts)
    return facts


# --- example by example ----------------------------------------------------------------------------

GIVES = {
    Outcome.MET: Suggestion.MET,
    Outcome.SUGGESTS_MET: Suggestion.MET,
    Outcome.NOT_MET: Suggestion.NOT_MET,
    Outcome.SUGGESTS_NOT_MET: Suggestion.NOT_MET,
    Outcome.WAITS: Suggestion.NONE,
    Outcome.NOT_STATED: Suggestion.NONE,
}


def examples_of(edition: Edition) -> Iterator[tuple[Subcomponent, Criterion, Example]]:
    for sub in edition.subcomponents:
        for criterion in sub.criteria:
            for example in criterion.examples.all():
                yield sub, criterion, example


def test_on_every_example_of_the_edition(edition: Edition) -> None:
    for sub, criterion, example in examples_of(edition):
        case = case_of(edition, profile_of(example.profile), date=DAY)
        answer = printed().answer(criterion.id, case.facts)
        assert answer is settles(case, sub, criterion), example.place
        assert answer is GIVES[example.gives], example.place


def test_on_examples_whose_texts_end_with_a_line(edition: Edition) -> None:
    """`$` matches before a last line end in Python, and in no other dialect."""
    for sub, criterion, example in examples_of(edition):
        case = case_of(edition, profile_of(with_line_ends(example.profile)), date=DAY)
        assert printed().answer(criterion.id, case.facts) is settles(case, sub, criterion), example.place


def with_line_ends(value: Any) -> Any:
    """Return `value` with a line end behind every text in it, as YAML's `|` leaves one."""
    if isinstance(value, str):
        return f"{value}\n"
    if isinstance(value, Mapping):
        return {key: with_line_ends(inner) for key, inner in value.items()}
    return [with_line_ends(inner) for inner in value] if isinstance(value, list) else value


def test_every_answer_comes_up(edition: Edition) -> None:
    given = {GIVES[example.gives] for criterion in edition.criteria for example in criterion.examples.all()}
    assert given == set(Suggestion)


# --- whole profiles --------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_on_every_shipped_profile(edition: Edition, path: Path) -> None:
    agree(edition, read(path), printed())


def _pairs() -> Iterator[Any]:
    """Yield each shipped profile with each shipped policy; most pairs are slow, but none of either is only in those."""
    for row, path in enumerate(PROFILES):
        for column, name in enumerate(policy_names()):
            marks = [pytest.mark.slow] if (row + column) % 8 else []
            yield pytest.param(path, name, id=f"{path.stem}-{name}", marks=marks)


@pytest.mark.parametrize(("path", "name"), [*_pairs()])
def test_on_every_shipped_profile_under_every_shipped_policy(edition: Edition, path: Path, name: str) -> None:
    agree(edition, read(path), printed(name), shipped(name))


def test_on_a_profile_that_says_nothing(edition: Edition) -> None:
    facts = agree(edition, profile_of({}), printed())
    assert not any(printed().whole[level].say(facts) for level in Level)


@pytest.mark.slow
def test_on_the_complete_profile_with_one_answer_taken_away(edition: Edition, complete: Profile) -> None:
    for sub in edition.subcomponents:
        content = copy.deepcopy(dict(complete.content))
        del content[sub.component][sub.key]
        agree(edition, profile_of(content), printed())


def test_an_optional_answer_is_asked_for_only_once_it_says_what_its_criteria_ask(edition: Edition) -> None:
    requirements = printed().schemas[Level.REQUIRED]
    optional = [{**requirements, "allOf": [each]} for each in requirements["allOf"] if "1H-1.met_when" in str(each)]
    (asked,) = map(Both, optional)

    def facts(answer: Mapping[str, Any]) -> JsonObject:
        profile = profile_of({"developers": {"development_process": answer}})
        return case_of(edition, profile, date=DAY).facts

    assert asked.say(facts({}))
    assert asked.say(facts({"priorities": "The state's plan names early literacy."}))
    assert asked.say(facts({"developed_with_audience": "yes"}))
    assert not asked.say(facts({"partners": [{"who": "A panel of district partners"}]}))


def test_facts_without_their_derived_facts_are_not_facts(edition: Edition, complete: Profile) -> None:
    """A profile is not checked against these schemas as it is written: conditions read what mcaudit computes."""
    facts = case_of(edition, complete, date=DAY).facts
    bare = {key: value for key, value in facts.items() if key != "derived"}
    assert not any(printed().whole[level].say(bare) for level in Level)


# --- what a policy sets ----------------------------------------------------------------------------


def policy_of(settings: Mapping[str, Any], *, complete: bool = False) -> Policy:
    place = SourcedPlace(document="rules", place="p. 4")
    values = {name: (SettingValue(value=value, source=place, complete=complete),) for name, value in settings.items()}
    return Policy(id="made-up", title="Made Up", state="OH", path="made-up.yaml", sha256="0" * 64, settings=values)


def policies(edition: Edition) -> Iterator[Policy]:
    """Yield policies of which some settings are satisfied, some contradicted, and some neither."""
    for hours in (0, 7.5, 30, 1000):
        yield policy_of({"minimum_hours": hours, "resubmissions": 1 if hours < 30 else 9})
    names = [name for name, setting in edition.settings.items() if setting.kind == "names"]
    for whole in (False, True):
        yield policy_of({name: ["Nobody's Own"] for name in names}, complete=whole)
        yield policy_of({"recognized_currencies": [{"kind": "ceu", "amount": 3, "unit": "ceu"}]}, complete=whole)


@pytest.mark.parametrize("index", quick_in(range(8), 2))
def test_on_policies_that_are_satisfied_contradicted_or_neither(
    edition: Edition, complete: Profile, index: int
) -> None:
    policy = list(policies(edition))[index]
    conditions = Conditions(policy)
    for profile in (complete, *map(read, PROFILES[:3])):
        agree(edition, profile, conditions, policy)
