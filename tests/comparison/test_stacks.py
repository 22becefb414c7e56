"""Stacks: their members, what must be earned first, what is amiss, and micro-credentials that are nearly the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from mcaudit.comparison.stacks import lookalikes, loops, stacks
from mcaudit.model import Edition, Status
from mcaudit.model.comparison import Entry
from tests.comparison.made import entry


def stacked(
    edition: Edition,
    title: str,
    *members: str,
    stack: str = "Circles",
    before: Sequence[str] = (),
    standing: str = "established",
    path: str = "",
) -> Entry:
    """Return a micro-credential that says of which stack it is, and what must be earned before it."""
    said = {"name": stack, "members": list(members), "standing": standing}
    context = {"stack": {key: value for key, value in said.items() if value}}
    content = {"title": title, "developers": {"competency_context": context}, "about": {"prerequisites": list(before)}}
    return entry(edition, path or title.lower().replace(" ", "-"), content)


def troubles(*of: Entry) -> tuple[str, ...]:
    (stack,) = stacks(of)
    return stack.troubles


# --- members -------------------------------------------------------------------------------------


def test_a_stack_is_drawn_together_from_all_that_name_it(edition: Edition) -> None:
    one = stacked(edition, "One", "One", "Two", stack="The circles.")
    two = stacked(edition, "Two", "ONE", "two", stack="the Circles", before=["one!"])
    (stack,) = stacks([one, two])
    assert stack.name == "The circles."
    assert [(member.title, member.entry, member.named_by) for member in stack.members] == [
        ("One", "one", ("One", "Two")),
        ("Two", "two", ("One", "Two")),
    ]
    assert stack.leads_to == (("One", "Two"),)
    assert (stack.standing, stack.troubles, stack.loops) == (("established",), (), ())


def test_a_member_of_which_no_profile_is_compared_is_reported(edition: Edition) -> None:
    shown = "“Three” is named as a member, but no profile with that title is compared here"
    assert troubles(stacked(edition, "One", "One", "Three")) == (shown,)


def test_profiles_that_name_different_members_are_reported_with_what_differs(edition: Edition) -> None:
    of = [
        stacked(edition, "One", "Two", "Three"),
        stacked(edition, "Two", "One", "Three"),
        stacked(edition, "Three", "One"),
    ]
    assert troubles(*of) == ("“Three” and “One” name different members: for the first, “Two” is not among them",)


def test_who_names_no_members_disagrees_with_nobody(edition: Edition) -> None:
    assert troubles(stacked(edition, "One", "Two"), stacked(edition, "Two")) == ()


def test_many_lists_are_each_reported_once(edition: Edition) -> None:
    of = [stacked(edition, f"Part {n}", "Part 0") for n in range(1, 30)]
    differing = [shown for shown in troubles(*of) if "name different members" in shown]
    assert len(differing) == 28


def test_profiles_that_disagree_whether_the_stack_is_planned_are_reported(edition: Edition) -> None:
    of = stacked(edition, "One"), stacked(edition, "Two", standing="planned"), stacked(edition, "Three", standing="")
    assert troubles(*of) == ("profiles disagree whether the stack is established or planned",)


def test_a_prerequisite_that_is_not_compared_is_reported(edition: Edition) -> None:
    shown = "“One” needs “Zero” first, but no profile with that title is compared here"
    assert troubles(stacked(edition, "One", before=["Zero"])) == (shown,)


def test_stacks_without_a_name_are_not_drawn_together(edition: Edition) -> None:
    first = stacked(edition, "One", "Two", stack="", path="one")
    second = stacked(edition, "Three", "Four", stack="", path="three")
    assert [stack.name for stack in stacks([first, second])] == ["a stack without a name"] * 2


def test_a_profile_may_belong_to_several_stacks(edition: Edition) -> None:
    context = {
        "stack": {"name": "First", "members": ["Other"]},
        "stacks": [{"name": "Second", "position": 1, "size": 5}],
    }
    found = stacks([entry(edition, "one", {"developers": {"competency_context": context}})])
    assert [(stack.name, stack.size, len(stack.members)) for stack in found] == [
        ("First", (), 2),
        ("Second", ("number 1 of 5",), 1),
    ]


def test_what_the_audit_says_about_stacks_stands_with_the_stack(edition: Edition) -> None:
    (stack,) = stacks([stacked(edition, "One", "Two")])
    assert [(of, name, status) for of, name, status, _ in stack.findings] == [
        ("one", "1D-1", Status.UNSUPPORTED),
        ("one", "1D-2", Status.UNSUPPORTED),
        ("one", "1D-3", Status.UNSUPPORTED),
        ("one", "5A-D1", Status.NOT_STATED),
    ]


# --- prerequisites -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ({"A": ["A"]}, [("A",)]),
        ({"A": ["B"], "B": ["A"]}, [("A", "B")]),
        ({"A": ["B"], "B": ["C"], "C": ["a"]}, [("A", "B", "C")]),
        ({"A": ["B"], "B": ["A", "C"], "C": ["B"]}, [("A", "B"), ("C", "B")]),
        ({"A": ["B"], "B": ["C"], "C": []}, []),
        ({"A": ["B", "C"], "B": ["D"], "C": ["D"], "D": []}, []),
        ({"A": ["elsewhere"]}, []),
    ],
    ids=["itself", "two", "three", "two loops", "a line", "a diamond", "elsewhere"],
)
def test_prerequisites_that_lead_back_are_each_reported_once(
    edition: Edition, before: dict[str, list[str]], expected: list[tuple[str, ...]]
) -> None:
    of = [stacked(edition, title, before=needed) for title, needed in before.items()]
    assert list(loops(of)) == expected
    assert [loop for stack in stacks(of) for loop in stack.loops] == expected


def test_a_loop_is_found_though_another_profile_has_the_same_title(edition: Edition) -> None:
    of = [
        stacked(edition, "A", before=["B"]),
        stacked(edition, "A", path="namesake"),
        stacked(edition, "B", before=["A"]),
    ]
    assert loops(of) == (("A", "B"),)


# --- nearly the same -----------------------------------------------------------------------------


def asking(edition: Edition, name: str, title: str, *evidence: str, competency: str = "") -> Entry:
    content: dict[str, Any] = {
        "title": title,
        "evaluators": {"evidence_requirements": {"items": [{"title": each} for each in evidence]}},
        "developers": {"title_and_description": {"competency": competency}},
    }
    return entry(edition, name, content)


def test_two_that_are_nearly_the_same_and_ask_for_other_evidence_are_reported(edition: Edition) -> None:
    first = asking(edition, "first", "Leading Restorative Circles", "Circle plan", "Video")
    second = asking(edition, "second", "Leading Restorative Circle", "Circle plan.", "Reflection")
    (pair,) = lookalikes([first, second])
    assert (pair.first, pair.second, pair.only_first, pair.only_second) == (
        *("first", "second"),
        *(("Video",), ("Reflection",)),
    )
    assert 0.9 < pair.likeness < 1


@pytest.mark.parametrize(
    ("title", "evidence"),
    [("Leading Restorative Circles", ["VIDEO"]), ("Leading Restorative Circles", []), ("Phonics", ["Essay"])],
    ids=["the same evidence", "no evidence is said", "something else"],
)
def test_others_are_not_called_nearly_the_same(edition: Edition, title: str, evidence: list[str]) -> None:
    first = asking(edition, "first", "Leading Restorative Circles", "Video")
    assert lookalikes([first, asking(edition, "second", title, *evidence)]) == ()


def test_a_competency_may_be_alike_under_another_title(edition: Edition) -> None:
    competency = "The teacher plans and leads restorative circles that repair harm between students."
    first = asking(edition, "first", "Circles", "Video", competency=competency)
    second = asking(edition, "second", "Repairing harm", "Essay", competency=f"{competency} Again.")
    assert [(pair.first, pair.second) for pair in lookalikes([first, second])] == [("first", "second")]


def test_titles_of_short_words_are_compared(edition: Edition) -> None:
    of = [asking(edition, "first", "ELL", "Video"), asking(edition, "second", "Ell", "Essay")]
    assert len(lookalikes(of)) == 1


def test_a_very_long_competency_costs_little(edition: Edition) -> None:
    words = " ".join(f"competency{n}" for n in range(20_000))
    of = [asking(edition, f"of-{n}", f"Title {n}", f"Piece {n}", competency=words) for n in range(2)]
    assert len(lookalikes(of)) == 1
