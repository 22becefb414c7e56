"""What holds of every audit, whatever a profile says."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mcaudit.audit.engine import audit
from mcaudit.facts.document import facts_of
from mcaudit.model import Basis, Binding, Edition, Level, Profile, Status, conditions
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.profile.read import read_profile
from tests.audit.made import DAY, DOSSIER, PAGE
from tests.conftest import ROOT, profile_of, requirements_of

PROFILES = sorted((ROOT / "profiles").glob("*/*.yaml"))
LEARNING = "deliverers"


@cache
def contents() -> list[Mapping[str, Any]]:
    """Return the shipped profiles and every example of the edition, each answer with a citation."""
    edition = default_edition()
    shipped = [read_profile(edition, path).content for path in PROFILES]
    examples = [example.profile for criterion in edition.criteria for example in criterion.examples.all()]
    return [*shipped, *(_cited(edition, example) for example in examples)]


def _cited(edition: Edition, example: Mapping[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = {"dossier": DOSSIER, **copy.deepcopy(dict(example))}
    for sub in edition.subcomponents:
        answer = (content.get(sub.component) or {}).get(sub.key)
        if isinstance(answer, dict):
            answer["citations"] = [PAGE]
    return content


def statuses(content: Mapping[str, Any], **other: Any) -> dict[str, tuple[Status, Basis]]:
    """Return the status and basis of every criterion."""
    result = audit(default_edition(), _profile(content), date=DAY, **other)
    return {finding.criterion: (finding.status, finding.basis) for finding in result.findings}


def _profile(content: Mapping[str, Any]) -> Profile:
    return profile_of(content)


CONTENTS = st.integers(0, len(contents()) - 1).map(lambda index: contents()[index])


def test_on_no_example_do_both_conditions_hold(edition: Edition) -> None:
    both = []
    for content in contents():
        facts = facts_of(edition, content, DAY)
        for sub in edition.subcomponents:
            answer = sub.pointer.strip("/")
            for each in sub.criteria:
                if each.met_when and each.not_met_when:
                    held = [conditions.holds(c, facts, answer) for c in (each.met_when, each.not_met_when)]
                    both += [each.id] if all(held) else []
    assert both == []


def test_an_empty_profile_states_nothing(edition: Edition) -> None:
    found = statuses({})
    optional = {criterion.id for sub in edition.subcomponents if sub.optional for criterion in sub.criteria}
    assert optional
    assert {name for name, (status, _) in found.items() if status is not Status.NOT_STATED} == optional
    assert {found[name] for name in optional} == {(Status.NOT_APPLICABLE, Basis.OPTIONAL)}


# --- adding ----------------------------------------------------------------------------------------


@cache
def affirmative() -> list[tuple[str, str, str]]:
    """Return every code that a `met_when` asks for and none denies, with its place in an answer and its criterion."""
    denied = {
        (place, code)
        for sub in default_edition().subcomponents
        for criterion in sub.criteria
        for place, test in conditions.tests_in(criterion.not_met_when or {}, sub.pointer.strip("/"))
        for code in _codes(test)
    }
    return [
        (criterion.id, place, code)
        for sub in default_edition().subcomponents
        for criterion in sub.criteria
        for place, test in conditions.tests_in(_asked(criterion.met_when), sub.pointer.strip("/"))
        for code in _codes(test)
        if not place.startswith(("derived/", "organizations/", "lists_complete")) and (place, code) not in denied
    ]


def _asked(condition: Any) -> Any:
    """Return a condition without what must not hold."""
    if isinstance(condition, Mapping):
        return {key: _asked(value) for key, value in condition.items() if key != "none"}
    return [_asked(each) for each in condition] if isinstance(condition, list) else condition or {}


def _codes(test: Any) -> Iterator[str]:
    if isinstance(test, str) and not test.startswith("$"):
        yield test
    elif isinstance(test, list):
        yield from (code for code in test if isinstance(code, str))
    elif isinstance(test, Mapping) and "only" in test:
        yield from test["only"]


def added(content: Mapping[str, Any], place: str, value: Any) -> dict[str, Any] | None:
    """Return a profile with a cited value at a place where nothing stood; None if something did.

    In a list the value goes into the first entry that lacks it.
    """
    changed: dict[str, Any] = {"dossier": DOSSIER, **copy.deepcopy(dict(content))}
    changed["dossier"] = {**DOSSIER, **changed["dossier"]}
    steps = place.split("/")
    answer = _inner(_inner(changed, steps[0]), steps[1])
    if answer is None:
        return None
    if not _put(answer, steps[2:], value):
        return None
    answer["citations"] = [*(answer.get("citations") or ()), PAGE]
    return changed


def _inner(holder: Any, key: str) -> Any:
    if holder.get(key) is None:
        holder[key] = {}
    return holder[key] if isinstance(holder[key], dict) else None


def _put(holder: Any, steps: list[str], value: Any) -> bool:
    key, rest = steps[0], steps[1:]
    if not isinstance(holder, dict):
        return False
    if not rest:
        if holder.get(key) not in (None, "", [], {}):
            return False
        holder[key] = value
        return True
    if rest[0] == "*":
        entries = holder.get(key)
        if entries in (None, []):
            return False
        return isinstance(entries, list) and any(_put(entry, rest[1:], value) for entry in entries)
    inner = _inner(holder, key)
    return inner is not None and _put(inner, rest, value)


def _skips(content: Mapping[str, Any]) -> bool:
    return str(((content.get(LEARNING) or {}).get("availability") or {}).get("available")) == "no"


@given(CONTENTS, st.sampled_from(affirmative()))
def test_a_cited_affirmative_code_in_an_absent_field_never_lowers_a_status(
    content: Mapping[str, Any], code: tuple[str, str, str]
) -> None:
    assume(not _skips(content))
    changed = added(content, code[1], code[2])
    assume(changed is not None and not _skips(changed))
    before, after = statuses(content), statuses(changed or {})
    order = list(Status)
    lowered = {
        name: (before[name][0], after[name][0])
        for name in before
        if order.index(after[name][0]) > order.index(before[name][0])
    }
    assert lowered == {}, (code, json.dumps(lowered))


@given(CONTENTS, st.sampled_from(affirmative()), st.sampled_from(["yes", "no", "other", "3", "words"]))
def test_adding_a_fact_never_gives_not_stated(
    content: Mapping[str, Any], code: tuple[str, str, str], value: str
) -> None:
    changed = added(content, code[1], value)
    assume(changed is not None)
    before, after = statuses(content), statuses(changed or {})
    lost = [
        name
        for name, (status, _) in after.items()
        if status is Status.NOT_STATED and before[name][0] not in (Status.NOT_STATED, Status.NOT_APPLICABLE)
    ]
    assert lost == []


# --- order, state, and sums ------------------------------------------------------------------------


def _turned(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _turned(inner) for key, inner in reversed(list(value.items()))}
    return [_turned(inner) for inner in value] if isinstance(value, list | tuple) else value


@given(CONTENTS)
def test_the_order_of_keys_does_not_matter(content: Mapping[str, Any]) -> None:
    assert statuses(_turned(content)) == statuses(content)


@given(CONTENTS, st.sampled_from(["TN", "IL", "national"]))
def test_nothing_neutral_changes_with_the_state(content: Mapping[str, Any], state: str) -> None:
    neutral = {c.id for c in default_edition().criteria if c.state.binding is Binding.NEUTRAL}
    here, there = statuses(content), statuses({**content, "state": state})
    assert {name for name in neutral if here[name] != there[name]} == set()


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_statuses_add_up(edition: Edition, path: Any) -> None:
    result = audit(edition, read_profile(edition, path), date=DAY)
    required, desired = result.score.required, result.score.desired
    assert required.total + required.not_applicable + required.waived == requirements_of(edition, Level.REQUIRED)
    assert desired.total + desired.not_applicable + desired.waived == requirements_of(edition, Level.DESIRED)
    for counts in (required, desired):
        parts = (
            counts.met,
            counts.partly_met,
            counts.awaiting_review,
            counts.unsupported,
            counts.not_stated,
            counts.not_met,
        )
        assert sum(parts) == counts.total
    assert sum(each.score.required.total for each in result.components) == required.total
