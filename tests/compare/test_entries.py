"""What of an audit is held against others: groups, what people choose by, the stack."""

from __future__ import annotations

from typing import Any

import pytest

from mcaudit.model import Choice, Edition, Fact, GroupBy, Policy, Purpose, SourcedPlace, StackClaim
from mcaudit.reading.profile import read_profile
from tests.compare.made import CITED, DOSSIER, entry, issued_by, worth
from tests.conftest import COMPLETE

SAYS_NOTHING = Fact(said=())


def said(edition: Edition, choice: Choice, content: dict[str, Any]) -> tuple[str, ...]:
    return entry(edition, "one", content).facts[choice].said


def test_a_profile_that_says_nothing_has_nothing_to_choose_by(edition: Edition) -> None:
    bare = entry(edition, "one")
    assert bare.facts == dict.fromkeys(Choice, SAYS_NOTHING)
    assert bare.groups == {
        GroupBy.STATE: "OH",
        GroupBy.ORGANIZATION: "not said",
        GroupBy.ISSUER: "not said",
        GroupBy.TOPIC: "not said",
    }
    assert bare.stack == StackClaim(name="", members=(), standing="", combines_with=(), prerequisites=())


def test_empty_headings_say_nothing(edition: Edition) -> None:
    content = {
        "developers": {"competency_context": None, "title_and_description": {"content_area": "  "}},
        "deliverers": {"estimated_time": {}},
        "evaluators": {"evidence_requirements": {"items": [{}]}, "resubmission": {}},
        "recognizers": {"formal_currency": {"currencies": []}},
        "about": {"cost": {}, "prerequisites": []},
    }
    assert entry(edition, "one", content).facts == dict.fromkeys(Choice, SAYS_NOTHING)


def test_placeholders_are_not_what_people_choose_by(edition: Edition) -> None:
    content = {
        "about": {"cost": {"description": "TBD"}, "prerequisites": ["TBD", "First Circles"]},
        "developers": {
            "title_and_description": {"content_area": "To be determined"},
            "competency_context": {"stack": {"name": "TBA"}, "combines_with": [{"other": "n/a"}]},
        },
        "evaluators": {
            "evaluator_profile": {"expertise": "Coming soon"},
            "evidence_requirements": {"items": [{"title": "TBD", "form": "video"}]},
        },
        "issuers": {"form": {"forms": ["other"], "other_form": "Unknown", "specification": "TBD"}},
    }
    found = entry(edition, "one", content)
    assert {choice: fact.said for choice, fact in found.facts.items() if fact.said} == {Choice.FORM: ("another form",)}
    assert found.groups[GroupBy.TOPIC] == "not said"
    assert found.stack.prerequisites == ("First Circles",)


@pytest.mark.parametrize(
    ("place", "choice"),
    [
        (("evaluators", "evidence_requirements"), Choice.EVIDENCE),
        (("deliverers", "estimated_time"), Choice.HOURS),
        (("recognizers", "formal_currency"), Choice.CURRENCY),
        (("issuers", "form"), Choice.FORM),
    ],
)
def test_what_sources_disagree_about_is_marked(edition: Edition, place: tuple[str, str], choice: Choice) -> None:
    values = [{"value": "one thing", "citation": CITED}, {"value": "another", "citation": CITED}]
    content = {"dossier": DOSSIER, place[0]: {place[1]: {"conflicts": [{"field": "any", "values": values}]}}}
    facts = entry(edition, "one", content).facts
    assert [each for each, fact in facts.items() if fact.disputed] == [choice]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"allowed": "no", "limit": 2}, "not allowed"),
        ({"allowed": "yes", "limit": "unlimited"}, "as often as needed"),
        ({"allowed": "yes", "limit": 2}, "2 after the first submission"),
        ({"allowed": "yes"}, "allowed; how often is not said"),
    ],
)
def test_resubmission_is_told_in_words(edition: Edition, answer: dict[str, Any], words: str) -> None:
    assert said(edition, Choice.RESUBMISSION, {"evaluators": {"resubmission": answer}}) == (words,)


@pytest.mark.parametrize(
    ("price", "words"),
    [
        ({"amount": 0}, "free"),
        ({"amount": 1250}, "$1,250"),
        ({"amount": 99.5}, "$99.50"),
        ({"amount": 10, "description": "For members"}, "$10; For members"),
    ],
)
def test_a_price_is_told_in_dollars(edition: Edition, price: dict[str, Any], words: str) -> None:
    assert said(edition, Choice.COST, {"about": {"cost": price, "scoring_fee": price}}) == (words, f"scoring: {words}")


@pytest.mark.parametrize(
    ("currency", "words"),
    [
        ({"amount": 20}, "20 pd hours in OH"),
        ({"amount": 20, "standing": "proposed"}, "20 pd hours in OH (proposed)"),
        ({"amount": 1, "unit": "other", "unit_name": "Academy credit"}, "pd hours: 1 Academy credit in OH"),
        ({"amount": 5, "kind": "stipend", "unit": None}, "stipend: 5 of no unit in OH"),
        ({"kind": "other", "kind_name": "Badge points", "unit": None}, "Badge points in OH"),
    ],
)
def test_a_currency_is_told_as_the_profile_gives_it(edition: Edition, currency: dict[str, Any], words: str) -> None:
    assert said(edition, Choice.CURRENCY, worth(currency)) == (words,)


def test_the_purposes_of_the_policy_are_told_as_the_policys(edition: Edition) -> None:
    place = SourcedPlace(document="rules", place="Purposes")
    purpose = Purpose(purpose="license_renewal", text="Renews a license.", source=place)
    ohio = Policy(id="ohio", title="Ohio", state="OH", path="p.yaml", sha256="1" * 64, purposes=(purpose,))
    content = worth({"counts_toward": "The yearly hours"}, {"counts_toward": "The yearly hours"})
    facts = entry(edition, "one", content, ohio).facts
    assert facts[Choice.PURPOSES].said == ("The yearly hours",)
    assert facts[Choice.POLICY].said == ("Renews a license",)


def test_organizations_of_one_name_are_named_once_and_in_order(edition: Edition) -> None:
    content = issued_by("River")
    content["organizations"] |= {"a": {"name": "Lake"}, "b": {"name": "River"}}
    content["issuers"]["issuer"]["organizations"] = ["issuer", "b", "a", "unknown"]
    assert entry(edition, "one", content).groups[GroupBy.ISSUER] == "Lake; River"


def test_a_complete_profile_answers_everything_that_people_choose_by(edition: Edition) -> None:
    whole = read_profile(edition, COMPLETE)
    found = entry(edition, whole.id, dict(whole.content))
    assert [choice for choice in Choice if not found.facts[choice].said] == [Choice.POLICY]
    assert found.fictional
    assert found.stack.name
    assert list(found.stack_findings) == ["1D-1", "1D-2", "1D-3", "5A-D1"]
