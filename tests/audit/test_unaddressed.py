"""What is looked up for a criterion that a profile does not address is what the table of statuses says of it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.audit.engine import case_of
from mcaudit.audit.statuses import finding
from mcaudit.audit.subject import Case
from mcaudit.audit.unaddressed import unaddressed
from mcaudit.model import Basis, Decision, Edition, Finding, Profile, Standing
from mcaudit.model.once import once
from mcaudit.reading.policy.read import find_policy, read_policy
from tests.audit.made import DAY, made
from tests.conftest import examples, profile_of

_ALL = 1000
"""More places than the complete profile has."""


def looked_up(case: Case) -> dict[str, Finding]:
    """Return what is looked up, each compared with what the table of statuses says."""
    found = unaddressed(case)
    for sub in case.edition.subcomponents:
        for criterion in sub.criteria:
            if criterion.id in found:
                assert found[criterion.id] == finding(case, sub, criterion)
    return found


def places(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of everything in a value, as deep as the entries of an answer's lists."""
    inside: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in inside if len(at) < 5 else ():
        yield (*at, step)
        yield from places(inner, (*at, step))


def thinned(profile: Profile, numbers: list[tuple[int, bool]]) -> Profile:
    """Return a profile in which some places, by number, are blank or gone."""
    content = copy.deepcopy(dict(profile.content))
    for number, is_blank in numbers:
        parts = {key: value for key, value in content.items() if isinstance(value, dict) and key != "dossier"}
        known = list(places(parts))
        path = known[number % len(known)]
        holder: Any = content
        for step in path[:-1]:
            holder = holder[step]
        if is_blank or isinstance(holder, list):
            holder[path[-1]] = {} if isinstance(holder, list) else None
        else:
            del holder[path[-1]]
    return profile_of(content, profile.documents)


@examples(100)
@given(st.lists(st.tuples(st.integers(0, _ALL), st.booleans()), max_size=30), st.sampled_from(("", "ohio", "illinois")))
def test_it_agrees_on_whatever_is_blank_or_left_out(
    edition: Edition, complete: Profile, numbers: list[tuple[int, bool]], name: str
) -> None:
    policy = read_policy(edition, find_policy(name)) if name else None
    looked_up(case_of(edition, thinned(complete, numbers), date=DAY, policy=policy))


def test_a_profile_that_says_nothing_is_looked_up_whole(edition: Edition) -> None:
    found = looked_up(case_of(edition, made(), date=DAY))
    assert set(found) == {criterion.id for criterion in edition.criteria}
    assert {each.basis for each in found.values()} == {Basis.MISSING, Basis.OPTIONAL}


@pytest.mark.parametrize(
    "said",
    [
        {"statements": [{"about": ["1H-1"], "text": "Earners say so.", "citation": {"document": "page"}}]},
        {"developers": {"proficiency": None}},
        {"about": {"badge": {"level": "advanced"}}},
        {
            "about": {
                "conflicts": [
                    {"field": "turnaround", "values": [{"value": "two weeks"}, {"value": "three weeks"}]},
                ]
            }
        },
        {"deliverers": {"availability": {"available": "no"}}},
    ],
    ids=lambda said: next(iter(said)),
)
def test_whatever_is_known_besides_is_left_to_the_table(edition: Edition, said: dict[str, Any]) -> None:
    found = looked_up(case_of(edition, made(**said), date=DAY))
    assert len(found) < len(edition.criteria)


def test_what_somebody_knows_already_is_not_looked_up(edition: Edition) -> None:
    case = case_of(edition, made(), date=DAY)
    assert set(looked_up(case)) - set(unaddressed(case, ("1A-1", "1A-2"))) == {"1A-1", "1A-2"}


def test_a_decision_is_left_to_the_table(edition: Edition) -> None:
    blank = case_of(edition, made(), date=DAY)
    decided = replace(blank, decisions={"1A-1": Decision(criterion="1A-1", standing=Standing.TOO_FEW, answers=())})
    assert set(looked_up(blank)) - set(looked_up(decided)) == {"1A-1"}


def test_a_criterion_of_an_optional_answer_depends_on_its_neighbors(edition: Edition) -> None:
    said = made(statements=[{"about": ["1H-1"], "text": "Earners say so.", "citation": {"document": "page"}}])
    found = looked_up(case_of(edition, said, date=DAY))
    assert not any(name.startswith("1H") for name in found)


def test_a_property_is_computed_once() -> None:
    class Counting:
        times = 0

        @once
        def value(self) -> int:
            """Return how often it was asked for."""
            self.times += 1
            return self.times

    counting = Counting()
    assert (counting.value, counting.value) == (1, 1)


def test_what_a_derived_fact_states_of_every_profile_is_not_looked_up(edition: Edition) -> None:
    """An edition of one's own may have such a criterion; its finding is that of the table of statuses."""
    component, *components = edition.components
    sub, *subs = component.subcomponents
    criterion, *criteria = sub.criteria
    stated = replace(criterion, stated_by=("derived/roles_agree",))
    own = replace(component, subcomponents=(replace(sub, criteria=(stated, *criteria)), *subs))
    case = case_of(replace(edition, components=(own, *components)), profile_of({}), date=DAY, policy=None)
    found = looked_up(case)
    assert stated.id not in found
    assert {each.id for each in criteria} <= {*found}
