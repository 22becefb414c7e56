"""What stands behind an answer: which citations support which field, what they lack, and where sources disagree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from mcaudit.audit.support import Conflict, Support, conflicts_of, support_of
from mcaudit.model import Citation, Criterion, DocumentState, Edition
from tests.conftest import profile_of

GUIDE = {"document": "guide", "page": 3}
PLAN = {"document": "plan", "section": "Goals"}
GUIDE_CITED = Citation(document="guide", place="p. 3")
PLAN_CITED = Citation(document="plan", place="Goals")
USABLE = {"guide": DocumentState.PRESENT, "plan": DocumentState.REMOTE}


def supported(
    edition: Edition,
    content: Mapping[str, Any],
    *reads: str,
    rule: Mapping[str, Any] | None = None,
    documents: Mapping[str, DocumentState] | None = None,
) -> Support:
    criterion: Criterion = replace(edition.criteria[0], reads=reads, rule=rule or {})
    return support_of(profile_of(content, USABLE if documents is None else documents), content, criterion)


def answer(**fields: Any) -> dict[str, Any]:
    return {"c": {"s": fields}}


# --- citations of an answer --------------------------------------------------------------------------


def test_a_citation_that_names_no_field_supports_every_field(edition: Edition) -> None:
    content = answer(goal="Plans", steps=["Plan"], citations=[GUIDE])
    assert supported(edition, content, "/c/s/goal", "/c/s/steps") == Support((GUIDE_CITED,), ())


def test_a_citation_that_names_fields_supports_those_alone(edition: Edition) -> None:
    content = answer(goal="Plans", steps=["Plan"], citations=[{**GUIDE, "fields": ["goal"]}])
    assert supported(edition, content, "/c/s/goal", "/c/s/steps") == Support(
        (Citation(document="guide", place="p. 3", fields=("goal",)),), ("no citation supports `steps`",)
    )


def test_a_field_that_is_not_given_needs_no_citation(edition: Edition) -> None:
    assert supported(edition, answer(), "/c/s/goal", "/c/other/goal") == Support((), ())


def test_a_field_behind_one_that_is_not_given_needs_its_own(edition: Edition) -> None:
    support = supported(edition, answer(steps="Plan"), "/c/s/goal", "/c/s/steps")
    assert support == Support((), ("no citation supports `steps`",))


def test_a_citation_of_another_answer_supports_nothing_here(edition: Edition) -> None:
    content = {"c": {"s": {"goal": "Plans"}, "t": {"citations": [GUIDE]}}}
    assert supported(edition, content, "/c/s/goal") == Support((), ("no citation supports `goal`",))


def test_each_citation_and_each_shortfall_is_told_once_in_the_order_of_what_is_read(edition: Edition) -> None:
    content = answer(goal="Plans", steps={"citation": PLAN}, citations=[GUIDE, {"document": "gone", "page": 1}])
    assert supported(edition, content, "/c/s/goal", "/c/s/steps") == Support(
        (GUIDE_CITED, PLAN_CITED), ("the cited document `gone` is not at the path that the dossier gives",)
    )


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (DocumentState.MISSING, "is not at the path that the dossier gives"),
        (DocumentState.EMPTY, "has nothing in it"),
        (DocumentState.ALTERED, "has changed since its hash was taken"),
    ],
)
def test_a_document_that_cannot_be_used_supports_nothing_and_is_told_once(
    edition: Edition, state: DocumentState, why: str
) -> None:
    told = f"the cited document `guide` {why}"
    documents = {"guide": state}
    assert supported(edition, answer(goal="Plans", citations=[GUIDE]), "/c/s/goal", documents=documents) == Support(
        (), (told,)
    )
    inside = answer(goal={"text": "Plans", "citation": GUIDE})
    assert supported(edition, inside, "/c/s/goal", documents=documents) == Support(
        (), (told, "no citation supports `goal`")
    )


# --- citations of entries ----------------------------------------------------------------------------


def test_a_citation_on_every_entry_supports_a_list(edition: Edition) -> None:
    content = answer(steps=[{"text": "Plan", "citation": GUIDE}, {"text": "Teach", "notes": [{"citation": PLAN}]}])
    assert supported(edition, content, "/c/s/steps") == Support((GUIDE_CITED, PLAN_CITED), ())


def test_entries_without_a_citation_are_told_where_others_have_one(edition: Edition) -> None:
    steps = [{"text": "Plan"}, {"text": "Teach", "citation": GUIDE}, "Reflect"]
    told = ("no citation supports entry 1 of `steps`", "no citation supports entry 3 of `steps`")
    assert supported(edition, answer(steps=steps), "/c/s/steps") == Support((GUIDE_CITED,), told)
    assert supported(edition, answer(steps=tuple(steps)), "/c/s/steps") == Support((GUIDE_CITED,), told)


def test_a_list_of_which_no_entry_has_a_citation_is_told_as_a_whole(edition: Edition) -> None:
    content = answer(steps=[{"text": "Plan"}, {"text": "Teach"}])
    assert supported(edition, content, "/c/s/steps") == Support((), ("no citation supports `steps`",))


def test_an_entry_whose_cited_document_is_gone_has_no_citation(edition: Edition) -> None:
    steps = [{"citation": GUIDE}, {"citation": {"document": "gone", "page": 1}}]
    assert supported(edition, answer(steps=steps), "/c/s/steps").lacking == (
        "the cited document `gone` is not at the path that the dossier gives",
        "no citation supports entry 2 of `steps`",
    )


def test_what_is_called_a_citation_and_is_none_is_looked_into(edition: Edition) -> None:
    content = answer(goal={"citation": [{"citation": GUIDE}]})
    assert supported(edition, content, "/c/s/goal") == Support((GUIDE_CITED,), ())


RULES = {
    "items that need one": {"properties": {"steps": {"items": {"required": ["text", "citation"]}}}},
    "one of some forms": {"properties": {"steps": {"contains": {"anyOf": [{}, {"required": ["citation"]}]}}}},
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_where_the_rule_asks_entries_for_a_citation_those_that_have_one_suffice(
    edition: Edition, rule: dict[str, Any]
) -> None:
    steps = [{"text": "Plan"}, {"text": "Teach", "citation": GUIDE}]
    assert supported(edition, answer(steps=steps), "/c/s/steps", rule=rule) == Support((GUIDE_CITED,), ())
    none = [{"text": "Plan"}, {"text": "Teach"}]
    lacking = ("no citation supports `steps`",)
    assert supported(edition, answer(steps=none), "/c/s/steps", rule=rule) == Support((), lacking)


def test_a_rule_that_asks_for_something_else_asks_for_no_citation(edition: Edition) -> None:
    rule = {"properties": {"steps": {"items": {"required": ["text"], "allOf": [{"const": "citation"}]}}}}
    steps = [{"text": "Plan"}, {"text": "Teach", "citation": GUIDE}]
    assert supported(edition, answer(steps=steps), "/c/s/steps", rule=rule).lacking == (
        "no citation supports entry 1 of `steps`",
    )


# --- organizations -----------------------------------------------------------------------------------


def test_of_the_organizations_those_that_the_answer_names_are_cited(edition: Edition) -> None:
    content = {
        **answer(organizations=["center", 3], citations=[PLAN]),
        "organizations": {
            "center": {"name": "Example Center", "citation": GUIDE},
            "board": {"name": "Example Board", "citation": {"document": "gone", "page": 1}},
        },
    }
    assert supported(edition, content, "/organizations", "/c/s/organizations") == Support((GUIDE_CITED, PLAN_CITED), ())


def test_an_organization_that_is_named_and_cites_what_is_gone_is_told(edition: Edition) -> None:
    content = {
        **answer(organizations=["board"], citations=[PLAN]),
        "organizations": {"board": {"citation": {"document": "gone", "page": 1}}, "center": {"citation": GUIDE}},
    }
    assert supported(edition, content, "/c/s/organizations", "/organizations") == Support(
        (PLAN_CITED,), ("the cited document `gone` is not at the path that the dossier gives",)
    )


def test_an_organization_without_a_citation_is_for_its_rule_to_refuse(edition: Edition) -> None:
    content = {**answer(organizations=["board"], citations=[PLAN]), "organizations": {"board": {"name": "Board"}}}
    assert supported(edition, content, "/c/s/organizations", "/organizations").lacking == ()


# --- places and conflicts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "place"),
    [
        ({"page": 3}, "p. 3"),
        ({"page": "3-5"}, "pp. 3-5"),
        ({"page": "3–5"}, "pp. 3–5"),
        ({"page": "3, 7"}, "pp. 3, 7"),
        ({"page": "p. 3"}, "p. 3"),
        ({"page": "pp. 3-5"}, "pp. 3-5"),
        ({"section": "Goals"}, "Goals"),
        ({"time": "12:30"}, "at 12:30"),
        ({"page": 3, "section": "Goals", "time": "12:30"}, "p. 3, Goals, at 12:30"),
    ],
)
def test_the_place_of_a_citation_is_told_in_words(edition: Edition, entry: dict[str, Any], place: str) -> None:
    support = supported(edition, answer(goal="Plans", citations=[{"document": "guide", **entry}]), "/c/s/goal")
    assert support.citations == (Citation(document="guide", place=place),)


def test_a_profile_gives_its_conflicts_with_what_each_source_says(edition: Edition) -> None:
    values = [{"value": 12, "citation": GUIDE}, {"citation": PLAN}]
    profile = profile_of(
        {
            "developers": {"proficiency": {"conflicts": [{"field": "rubric", "values": values}]}},
            "deliverers": {"estimated_time": {"conflicts": [{"field": "typical_hours", "values": values[:1]}]}},
        }
    )
    assert conflicts_of(edition, profile) == (
        Conflict("/developers/proficiency/rubric", (("12", GUIDE_CITED), ("nothing", PLAN_CITED))),
        Conflict("/deliverers/estimated_time/typical_hours", (("12", GUIDE_CITED),)),
    )


def test_a_profile_without_conflicts_gives_none(edition: Edition) -> None:
    assert conflicts_of(edition, profile_of({})) == ()
