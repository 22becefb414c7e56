"""The parts of an audit that are compared: groups, what is addressed, key facts, stacks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mcaudit.model import Actor, Edition, Policy, PolicySource, Purpose, SourcedPlace
from mcaudit.model.comparison import Choice, Fact
from mcaudit.model.purposes import Standing, Whose
from mcaudit.model.stacks import StackClaim
from mcaudit.model.words import GroupBy
from mcaudit.reading.profile.read import read_profile
from tests.comparison.made import CITED, DOSSIER, entry, issued_by, worth
from tests.conftest import COMPLETE

SAYS_NOTHING = Fact(said=())


def said(edition: Edition, choice: Choice, content: dict[str, Any]) -> tuple[str, ...]:
    return entry(edition, "one", content).facts[choice].said


def test_a_profile_that_says_nothing_has_no_key_facts(edition: Edition) -> None:
    bare = entry(edition, "one")
    assert bare.facts == dict.fromkeys(Choice, SAYS_NOTHING)
    assert bare.groups == {
        GroupBy.STATE: "OH",
        GroupBy.ORGANIZATION: "not stated",
        GroupBy.ISSUER: "not stated",
        GroupBy.TOPIC: "not stated",
    }
    assert (bare.stacks, bare.combines_with, bare.prerequisites) == ((), (), ())


def test_empty_headings_say_nothing(edition: Edition) -> None:
    content = {
        "developers": {"competency_context": None, "title_and_description": {"content_area": "  "}},
        "deliverers": {"estimated_time": {}},
        "evaluators": {"evidence_requirements": {"items": [{}]}, "resubmission": {}},
        "recognizers": {"formal_currency": {"currencies": []}},
        "about": {"cost": {}, "prerequisites": []},
    }
    assert entry(edition, "one", content).facts == dict.fromkeys(Choice, SAYS_NOTHING)


def test_placeholders_are_no_key_facts(edition: Edition) -> None:
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
    assert found.groups[GroupBy.TOPIC] == "not stated"
    assert found.prerequisites == ("First Circles",)


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
    assert facts[choice].said == ("any: “one thing” or “another”",)


def test_a_disputed_value_is_shown_as_each_source_gives_it(edition: Edition) -> None:
    values = [{"value": 15, "citation": CITED}, {"value": "20 hours", "citation": CITED}]
    time = {"typical_hours": 15, "sessions": 3, "conflicts": [{"field": "typical_hours", "values": values}]}
    facts = entry(edition, "one", {"dossier": DOSSIER, "deliverers": {"estimated_time": time}}).facts
    assert facts[Choice.HOURS] == Fact(said=("typical hours: “15” or “20 hours”",), disputed=True)


def test_two_equal_values_are_not_disputed(edition: Edition) -> None:
    values = [{"value": "15 hours", "citation": CITED}, {"value": "15 Hours.", "citation": CITED}]
    time = {"typical_hours": 15, "conflicts": [{"field": "typical_hours", "values": values}]}
    facts = entry(edition, "one", {"dossier": DOSSIER, "deliverers": {"estimated_time": time}}).facts
    assert facts[Choice.HOURS] == Fact(said=("15 hours for a typical earner",))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"allowed": "no", "limit": 2}, "not allowed"),
        ({"allowed": "yes", "limit": "unlimited"}, "as often as needed"),
        ({"allowed": "yes", "limit": 2}, "2 after the first submission"),
        ({"allowed": "yes", "limit": {"at_most": 2}}, "at most 2 after the first submission"),
        ({"allowed": "yes", "limit": "As many as needed"}, "as often as needed"),
        ({"allowed": "yes"}, "allowed; how often is not stated"),
    ],
)
def test_resubmission_is_reported_in_words(edition: Edition, answer: dict[str, Any], words: str) -> None:
    assert said(edition, Choice.RESUBMISSION, {"evaluators": {"resubmission": answer}}) == (words,)


@pytest.mark.parametrize(
    ("price", "words"),
    [
        ({"amount": 0}, "free"),
        ({"amount": 1250}, "$1,250"),
        ({"amount": 99.5}, "$99.50"),
        ({"amount": 10, "description": "For members"}, "$10; For members"),
        ({"amount": 10, "for": "members"}, "$10 for members"),
        ({"amount": {"at_least": 99, "at_most": 199}}, "$99 to $199"),
        ({"amount": {"about": 100}}, "about $100"),
        ({"amount": "Ask us"}, "Ask us"),
    ],
)
def test_a_price_is_reported_in_dollars(edition: Edition, price: dict[str, Any], words: str) -> None:
    assert said(edition, Choice.COST, {"about": {"cost": price, "scoring_fee": price}}) == (words, f"scoring: {words}")


@pytest.mark.parametrize(
    ("currency", "words"),
    [
        ({"amount": 20}, "20 pd hours in OH"),
        ({"amount": 20, "standing": "proposed"}, "20 pd hours in OH (proposed)"),
        ({"amount": 1, "unit": "other", "unit_name": "Academy credit"}, "pd hours: 1 Academy credit in OH"),
        ({"amount": 1, "unit": "Academy credit"}, "pd hours: 1 Academy credit in OH"),
        ({"amount": 5, "kind": "stipend", "unit": None}, "stipend: 5 of no stated unit in OH"),
        ({"amount": {"at_least": 10, "at_most": 20}}, "10 to 20 pd hours in OH"),
        ({"amount": {"about": 15}}, "about 15 pd hours in OH"),
        ({"amount": "up to 20"}, "at most 20 pd hours in OH"),
        ({"amount": "It depends"}, "“It depends” (pd hours) in OH"),
        ({"amount": 20, "basis": "each_year"}, "20 pd hours for each year in OH"),
        ({"amount": 20, "state": ["OH", "many districts"]}, "20 pd hours in OH and many districts"),
        ({"kind": ["ceu", "pd_hours"], "amount": 2, "unit": "ceu"}, "ceu or pd hours: 2 ceu in OH"),
        ({"kind": "other", "kind_name": "Badge points", "unit": None}, "Badge points in OH"),
    ],
)
def test_a_currency_is_reported_as_the_profile_gives_it(edition: Edition, currency: dict[str, Any], words: str) -> None:
    assert said(edition, Choice.CURRENCY, worth(currency)) == (words,)


def test_the_purposes_of_the_policy_are_reported_as_the_policys(edition: Edition) -> None:
    place = SourcedPlace(document="rules", place="Purposes")
    purpose = Purpose(purpose="license_renewal", text="Renews a license.", source=place)
    ohio = Policy(id="ohio", title="Ohio", state="OH", path="p.yaml", sha256="1" * 64, purposes=(purpose,))
    content = worth({"counts_toward": "The yearly hours"}, {"counts_toward": "The yearly hours"})
    facts = entry(edition, "one", content, ohio).facts
    assert facts[Choice.PURPOSES].said == ("The yearly hours",)
    assert facts[Choice.POLICY].said == ("Renews a license",)


def test_a_draft_a_law_without_effect_and_a_refusal_are_not_what_the_policy_counts(edition: Edition) -> None:
    place = SourcedPlace(document="rules", place="Purposes")
    rule = Purpose(
        purpose="license_renewal", text="Six points.", source=place, accepts=True, standing=Standing.IN_FORCE
    )
    rules = (
        replace(rule, standing=Standing.DRAFT),
        replace(rule, standing=Standing.WITHOUT_EFFECT),
        replace(rule, accepts=False),
    )
    ohio = Policy(id="ohio", title="Ohio", state="OH", path="p.yaml", sha256="1" * 64, purposes=rules)
    assert entry(edition, "one", worth(), ohio).facts[Choice.POLICY].said == ()
    in_force = replace(ohio, purposes=(rule,))
    assert entry(edition, "one", worth(), in_force).facts[Choice.POLICY].said == ("Six points",)


@pytest.mark.parametrize(
    ("more", "whose", "counts"),
    [
        ({"start": "2020-01-01", "end": "2099-12-31"}, Whose.STATE, True),
        ({"start": "2099-01-01"}, Whose.STATE, False),
        ({"end": "2020-01-01"}, Whose.STATE, False),
        ({}, Whose.OTHER, False),
    ],
    ids=["in force", "not yet", "ended", "somebody else's word"],
)
def test_only_what_the_state_itself_says_for_that_day_is_what_the_policy_counts(
    edition: Edition, more: dict[str, str], whose: Whose, counts: bool
) -> None:
    source = PolicySource(id="rules", title="Rules", url="https://rules.example.org", seen="2026-10-01", whose=whose)
    place = SourcedPlace(document="rules", place="Purposes")
    rule = Purpose(purpose="license_renewal", text="Six points.", source=place, **more)  # type: ignore[arg-type]
    ohio = Policy(
        id="ohio", title="Ohio", state="OH", path="p.yaml", sha256="1" * 64, sources=(source,), purposes=(rule,)
    )
    assert bool(entry(edition, "one", worth(), ohio).facts[Choice.POLICY].said) is counts


def test_organizations_of_one_name_are_named_once_and_in_order(edition: Edition) -> None:
    content = issued_by("River")
    content["organizations"] |= {"a": {"name": "Lake"}, "b": {"name": "River"}}
    content["issuers"]["issuer"]["organizations"] = ["issuer", "b", "a", "unknown"]
    assert entry(edition, "one", content).groups[GroupBy.ISSUER] == "Lake; River"


def test_a_complete_profile_has_every_key_fact(edition: Edition) -> None:
    whole = read_profile(edition, COMPLETE)
    found = entry(edition, whole.id, dict(whole.content))
    assert [choice for choice in Choice if not found.facts[choice].said] == [Choice.POLICY]
    assert found.fictional
    assert [stack.name for stack in found.stacks] == ["Restorative Schools"]
    assert list(found.stack_findings) == ["1D-1", "1D-2", "1D-3", "5A-D1"]


# --- what is addressed ---------------------------------------------------------------------------


def test_an_empty_profile_addresses_nothing_and_leaves_it_to_the_provider_and_the_state(edition: Edition) -> None:
    bare = entry(edition, "one")
    counts = bare.coverage.score.required
    assert (counts.addressed, counts.met, counts.not_stated) == (0, 0, counts.total)
    assert sum(bare.coverage.acting.values()) == counts.total
    assert bare.coverage.acting[Actor.REVIEWERS] == 0
    assert bare.coverage.acting[Actor.STATE] > 0


def test_the_components_add_up_to_all_five(edition: Edition) -> None:
    whole = read_profile(edition, COMPLETE)
    found = entry(edition, whole.id, dict(whole.content))
    assert [part.component for part in found.components] == [component.key for component in edition.components]
    assert sum(part.score.required.addressed for part in found.components) == found.coverage.score.required.addressed
    for actor, count in found.coverage.acting.items():
        assert count == sum(part.acting[actor] for part in found.components)
    assert Actor.NOBODY not in found.coverage.acting


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({}, True),
        ({"organizations": {"lake": {"name": "Lake"}}, "submitted_by": {"organization": "lake"}}, False),
        ({"fictional": "yes"}, False),
    ],
    ids=["of public pages", "submitted", "fictional"],
)
def test_a_profile_that_no_provider_submitted_is_a_reading(
    edition: Edition, content: dict[str, Any], expected: bool
) -> None:
    assert entry(edition, "one", content).is_reading is expected


def test_a_no_in_2a_is_kept(edition: Edition) -> None:
    availability = {"available": "no", "citations": [{"document": "page", "section": "All"}]}
    content = {"dossier": DOSSIER, "deliverers": {"availability": availability}}
    assert not entry(edition, "one", content).offers_learning
    assert entry(edition, "two").offers_learning


# --- stacks, prices, and what is put in words ----------------------------------------------------


def test_every_stack_is_kept_with_what_the_page_counts(edition: Edition) -> None:
    context = {
        "stack": {"name": "Circles", "position": 1, "size": 5, "standing": "established"},
        "stacks": [{"name": "Schools", "members": 4}, {"name": "Harm", "members": ["One", "Two"]}],
    }
    found = entry(edition, "one", {"developers": {"competency_context": context}})
    assert found.stacks == (
        StackClaim(name="Circles", size="number 1 of 5", standing="established"),
        StackClaim(name="Schools", size="with 4 others"),
        StackClaim(name="Harm", members=("One", "Two")),
    )
    assert found.facts[Choice.STACK].said == (
        "Circles (number 1 of 5, established)",
        "Schools (with 4 others)",
        "Harm",
    )


def test_several_prices_are_reported_with_who_pays_them(edition: Edition) -> None:
    prices = [{"amount": 0, "for": "members"}, {"amount": 125, "for": "others"}]
    assert said(edition, Choice.COST, {"about": {"cost": prices}}) == ("free for members", "$125 for others")


def test_text_in_place_of_a_code_is_shown_as_it_is(edition: Edition) -> None:
    content = {
        "issuers": {"form": {"forms": ["digital_badge", "a ribbon"]}},
        "evaluators": {"evidence_requirements": {"items": [{"title": "Piece", "form": ["video", "a poem"]}]}},
    }
    found = entry(edition, "one", content).facts
    assert found[Choice.FORM].said == ("digital badge", "a ribbon")
    assert found[Choice.EVIDENCE].said == ("Piece (video, a poem)",)


@pytest.mark.parametrize(("choice", "words"), [("one_of_them", "video or slides"), ("all_of_them", "video, slides")])
def test_several_forms_say_whether_one_is_enough(edition: Edition, choice: str, words: str) -> None:
    items = [{"title": "Piece", "form": ["video", "slides"], "form_choice": choice}]
    content = {"evaluators": {"evidence_requirements": {"items": items}}}
    assert said(edition, Choice.EVIDENCE, content) == (f"Piece ({words})",)


def test_evidence_that_is_only_counted_is_counted(edition: Edition) -> None:
    content = {"evaluators": {"evidence_requirements": {"number_of_items": 3}}}
    assert said(edition, Choice.EVIDENCE, content) == ("3 pieces of evidence",)


def test_what_a_page_denies_is_reported_as_denied(edition: Edition) -> None:
    content = {"recognizers": {"formal_currency": {"denied": ["graduate_credit", "any"]}}}
    assert said(edition, Choice.CURRENCY, content) == ("not graduate credit, not any currency",)


def test_hours_may_be_a_range_about_or_words(edition: Edition) -> None:
    time = {
        "typical_hours": {"at_least": 15, "at_most": 20},
        "contact_hours": {"about": 6},
        "required_hours": "Varies",
        "tiers": [{"title": "Extended", "hours": "30+"}],
        "duration": "About two months",
    }
    assert said(edition, Choice.HOURS, {"deliverers": {"estimated_time": time}}) == (
        "15 to 20 hours for a typical earner",
        "hours required of everyone: “Varies”",
        "about 6 contact or seat hours",
        "Extended: at least 30 hours",
        "About two months",
    )
