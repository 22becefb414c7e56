"""What a rule is held against, what keeps facts from satisfying it, and when the facts of a profile suffice."""

from __future__ import annotations

from typing import Any

import pytest

from mcaudit.audit.facts import facts_of
from mcaudit.audit.policy import with_policy
from mcaudit.audit.rules import Outcome, facts_suffice, outcome, outcomes, seen
from mcaudit.model import (
    Criterion,
    Edition,
    JsonObject,
    Level,
    Policy,
    Profile,
    SettingValue,
    SourcedPlace,
    Subcomponent,
)
from tests.conftest import changed

CLAIM = [{"criterion": "5A-D1", "reason": "It stands alone."}]


def of(edition: Edition, name: str) -> tuple[Subcomponent, Criterion]:
    return next((sub, each) for sub in edition.subcomponents for each in sub.criteria if each.id == name)


def policy_with(**settings: Any) -> Policy:
    place = SourcedPlace(document="rules", place="p. 4")
    values = {name: SettingValue(value=value, source=place) for name, value in settings.items()}
    return Policy(id="ohio", title="Ohio", state="OH", path="ohio.yaml", sha256="0" * 64, settings=values)


def facts_with(profile: Profile, *changes: tuple[tuple[str, ...], Any]) -> JsonObject:
    """Return the facts of a profile in which the value at each path is replaced, or taken away where it is `...`."""
    for path, value in changes:
        profile = changed(profile, *path) if value is ... else changed(profile, *path, to=value)
    return facts_of(profile.content)


# --- one rule ----------------------------------------------------------------------------------------


def test_a_rule_sees_its_answer_or_the_whole_profile(edition: Edition, complete: Profile) -> None:
    facts = facts_of(complete.content)
    assert seen(*of(edition, "1F-6"), facts) == facts["developers"]["learning_resources"]
    assert seen(*of(edition, "3A-2"), facts) == facts
    assert seen(*of(edition, "1F-6"), facts_of({})) == {}


def test_what_lacks_nothing_holds(edition: Edition, complete: Profile) -> None:
    held = outcome(edition, *of(edition, "1F-6"), facts_of(complete.content))
    assert (held, held.holds) == (Outcome((), ()), True)


def test_an_answer_that_is_not_there_lacks_all_that_its_rule_asks(edition: Edition) -> None:
    for criterion in ("1F-6", "1A-1"):
        lacking = outcome(edition, *of(edition, criterion), facts_of({}))
        assert not lacking.holds
        assert lacking.errors == outcomes(edition, facts_of({}))[criterion].errors != ()


def test_each_answer_that_is_not_there_lacks_what_its_own_rule_asks(edition: Edition) -> None:
    first, second = (outcome(edition, *of(edition, name), facts_of({})).errors for name in ("1F-6", "1A-3"))
    assert [error.message for error in first] != [error.message for error in second]


def test_what_a_policy_asks_keeps_a_rule_from_holding_without_an_error(edition: Edition, complete: Profile) -> None:
    facts = with_policy(edition, policy_with(minimum_hours=31), facts_of(complete.content))
    held = outcome(edition, *of(edition, "2F-1"), facts)
    assert held.errors == ()
    assert held.policy == ("the policy sets minimum hours: found 30, needed at least 31",)
    assert not held.holds
    assert outcome(edition, *of(edition, "2F-3"), facts).holds


def test_every_criterion_has_its_outcome(edition: Edition, complete: Profile) -> None:
    facts = facts_with(complete, (("developers", "learning_resources", "resources"), ...))
    held = outcomes(edition, facts)
    assert list(held) == [criterion.id for criterion in edition.criteria]
    assert [name for name, each in held.items() if not each.holds] == ["1F-1", "1F-5", "1F-6", "1F-7"]


# --- whether facts suffice ---------------------------------------------------------------------------

NOTHING: tuple[tuple[tuple[str, ...], Any], ...] = ()
SUFFICE: dict[str, tuple[tuple[tuple[tuple[str, ...], Any], ...], bool, bool]] = {
    "everything": (NOTHING, True, True),
    "without something required": (((("developers", "learning_resources"), ...),), False, True),
    "without something desired": (((("developers", "competency_area", "state_priority"), ...),), True, False),
    "without one member of a group": (((("developers", "developer", "recognitions"), ...),), True, True),
    "without any member of a group": (
        ((("developers", "developer", "recognitions"), ...), (("developers", "developer", "expertise"), ...)),
        False,
        True,
    ),
    "with a claim in the place of an answer": (
        (
            (("recognizers", "formal_currency", "stack_currency"), ...),
            (("recognizers", "formal_currency", "not_applicable"), CLAIM),
        ),
        True,
        True,
    ),
    "without the optional answer": (((("developers", "development_process"), ...),), True, True),
    "with a no and without what it skips": (((("deliverers",), {"availability": {"available": "no"}}),), False, True),
}


@pytest.mark.parametrize(("changes", "required", "desired"), SUFFICE.values(), ids=SUFFICE)
def test_when_the_facts_of_a_profile_suffice(
    edition: Edition,
    complete: Profile,
    changes: tuple[tuple[tuple[str, ...], Any], ...],
    required: bool,
    desired: bool,
) -> None:
    facts = facts_with(complete, *changes)
    assert facts_suffice(edition, facts, Level.REQUIRED) is required
    assert facts_suffice(edition, facts, Level.DESIRED) is desired


def test_facts_that_a_policy_does_not_find_enough_do_not_suffice(edition: Edition, complete: Profile) -> None:
    facts = with_policy(edition, policy_with(minimum_hours=31), facts_of(complete.content))
    assert not facts_suffice(edition, facts, Level.REQUIRED)
    assert facts_suffice(edition, facts, Level.DESIRED)
