"""Derived facts: what several places of a profile say together."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from mcaudit.facts.document import facts_of
from mcaudit.model import Edition
from tests.audit.made import DAY, derived

COACHING = {"title": "Coaching", "kind": "coaching"}
WORKSHOP = {"title": "Workshop", "kind": "workshop"}
MAKER = {"name": "Example Maker", "kind": "nonprofit"}


def learning(*opportunities: Any, **deliverers: Any) -> dict[str, Any]:
    return {"deliverers": {"learning_opportunities": {"opportunities": list(opportunities)}, **deliverers}}


# --- learning opportunities and hours --------------------------------------------------------------


@pytest.mark.parametrize("standing", ["planned", "discontinued"])
def test_what_is_not_offered_is_no_kind(edition: Edition, standing: str) -> None:
    content = learning(COACHING, {**WORKSHOP, "standing": standing})
    assert derived(edition, content, "kinds_offered") == ["coaching"]


def test_kinds_outside_the_list_never_count_twice(edition: Edition) -> None:
    content = learning(COACHING, {"title": "More", "kind": "other", "other_kind": "Coaching sessions"})
    assert derived(edition, content, "kinds_offered") == ["coaching"]


def test_several_kinds_of_one_opportunity_count(edition: Edition) -> None:
    assert derived(edition, learning({"title": "A", "kind": ["coaching", "workshop"]}), "kinds_offered") == [
        "coaching",
        "workshop",
    ]


def test_an_aligned_opportunity_needs_its_kind_in_2c(edition: Edition) -> None:
    listed = [{"title": "The workshop"}, {"title": "Unknown"}, {"title": "Coaching", "standing": "planned"}]
    content = learning(WORKSHOP, COACHING, availability={"available": "yes", "aligned_opportunities": listed})
    assert [entry["title"] for entry in derived(edition, content, "aligned_offers")] == ["The workshop"]


def test_a_support_counts_only_if_2c_offers_it(edition: Edition) -> None:
    timed = [{"opportunity": "Workshop", "timing": "synchronous"}, {"opportunity": "Webinar", "timing": "asynchronous"}]
    content = learning(WORKSHOP, timing={"supports": timed})
    assert [entry["opportunity"] for entry in derived(edition, content, "supports_offered")] == ["Workshop"]


@pytest.mark.parametrize(
    ("total", "exceeds"),
    [
        (10, "yes"),
        (12, "no"),
        (None, "no"),
        ({"about": 1}, "no"),
        ("8-11", "yes"),
        ("8-15", "no"),
        ({"at_least": 3}, "no"),
    ],
)
def test_parts_that_exceed_their_total(edition: Edition, total: Any, exceeds: str) -> None:
    time = {"typical_hours": total, "synchronous_hours": 6, "asynchronous_hours": "6 hours"}
    assert derived(edition, {"deliverers": {"estimated_time": time}}, "parts_exceed_total") == [exceeds]


@pytest.mark.parametrize(
    ("date", "reach"),
    [("2026-11-01", "yes"), ("2031-11-01", "yes"), ("2031-11-02", "no"), ("2026-10-31", "no"), ("Mondays", "no")],
)
def test_dates_lie_within_five_years_of_the_audit(edition: Edition, date: str, reach: str) -> None:
    content = {"deliverers": {"estimated_time": {"dates": [{"title": "Session", "date": date}]}}}
    assert derived(edition, content, "dates_in_reach", DAY) == [reach]


def test_hours_a_day(edition: Edition) -> None:
    time = {"typical_hours": 30, "window": {"days": 5}}
    assert derived(edition, {"deliverers": {"estimated_time": time}}, "hours_a_day") == {"low": 6, "high": 6}
    assert derived(edition, {}, "hours_a_day") == {"low": 0, "high": 0}


@pytest.mark.parametrize(
    ("window", "hours"),
    [
        ({"kind": "open", "deadline": "2026-11-06"}, 6),
        ({"opens": "2027-01-01", "deadline": "2027-01-11"}, 3),
        ({"deadline": "2026-10-01"}, 30),
        ({"deadline": DAY}, 30),
        ({"opens": "2027-01-11", "deadline": "2027-01-01"}, 30),
        ({"deadline": "the end of the term"}, 0),
    ],
)
def test_hours_a_day_until_a_deadline(edition: Edition, window: dict[str, Any], hours: int) -> None:
    content = {"deliverers": {"estimated_time": {"typical_hours": 30, "window": window}}}
    assert derived(edition, content, "hours_a_day") == {"low": hours, "high": hours}


def test_a_sub_domain_named_twice_is_one(edition: Edition) -> None:
    content = {
        "evaluators": {"scoring_rubric": {"sub_domains": [{"name": "Voice"}, {"name": "VOICE."}, {"name": "Repair"}]}}
    }
    assert derived(edition, content, "sub_domains") == ["voice", "repair"]


# --- roles -----------------------------------------------------------------------------------------


def roles(organizations: dict[str, Any], *stated: str, issuer: str = "maker") -> dict[str, Any]:
    return {
        "organizations": organizations,
        "deliverers": {"support_organization": {"supports": [{"organization": "maker", "other_roles": list(stated)}]}},
        "issuers": {"issuer": {"organizations": [issuer]}},
    }


TWIN = {"maker": MAKER, "twin": {"name": "The Example Maker"}}
CHILD = {"maker": MAKER, "child": {"name": "Example Child", "parent": "maker"}}


@pytest.mark.parametrize(
    ("content", "agree", "denied"),
    [
        pytest.param(roles({"maker": MAKER}, "issuer"), "yes", "no", id="stated"),
        pytest.param(roles({"maker": MAKER}, "issuer", "evaluator"), "no", "no", id="one too many"),
        pytest.param(roles({"maker": MAKER}), "no", "no", id="forgotten, which denies nothing"),
        pytest.param(roles({"maker": MAKER}, "none"), "no", "yes", id="denied"),
        pytest.param(roles(TWIN, "none", issuer="twin"), "no", "yes", id="the same under another short name"),
        pytest.param(roles(CHILD, "none", issuer="child"), "no", "no", id="a subsidiary plays the role"),
        pytest.param(roles(CHILD, "issuer", issuer="child"), "yes", "no", id="a subsidiary's role is stated"),
        pytest.param(roles({"maker": MAKER, "b": {"name": "B"}}, "none", issuer="b"), "yes", "no", id="another's role"),
    ],
)
def test_stated_roles_against_those_of_the_profile(edition: Edition, content: Any, agree: str, denied: str) -> None:
    assert derived(edition, content, "roles_agree") == [agree]
    assert derived(edition, content, "role_denied") == [denied]


def test_evaluators_who_are_the_developer_under_another_name_overlap(edition: Edition) -> None:
    content = {
        "organizations": {"maker": MAKER, "twin": {"name": "Example maker"}},
        "developers": {"developer": {"organizations": ["maker"]}},
        "evaluators": {"evaluator_profile": {"organizations": ["twin"]}},
    }
    (overlap,) = derived(edition, content, "evaluator_overlaps")
    assert (overlap["role"], overlap["relation"]) == ("developer", "same")


# --- what others grant -----------------------------------------------------------------------------


def accredited(by: str, **issuer: Any) -> dict[str, Any]:
    organization = {"name": "Buckeye University", "kind": "higher_education", "accreditations": [{"by": by}], **issuer}
    return {
        "organizations": {"uni": organization, "school": {"name": "Buckeye School", "parent": "uni"}},
        "issuers": {"issuer": {"organizations": ["uni"]}},
    }


@pytest.mark.parametrize(
    ("by", "outside"),
    [("Higher Learning Commission", True), ("The Buckeye University", False), ("Buckeye School", False)],
)
def test_nobody_accredits_itself_or_its_own(edition: Edition, by: str, outside: bool) -> None:
    (issuer,) = derived(edition, accredited(by), "issuers")
    assert ("outside_accreditations" in issuer) is outside


def currency(**entry: Any) -> dict[str, Any]:
    return {
        "recognizers": {
            "formal_currency": {"currencies": [{"kind": "pd_hours", "amount": 15, "unit": "clock_hours", **entry}]}
        }
    }


@pytest.mark.parametrize(
    ("state", "entry", "counts"),
    [
        ("OH", {"state": "OH"}, True),
        ("OH", {"state": "TN"}, False),
        ("OH", {"state": ["TN", "OH"]}, True),
        ("OH", {}, True),
        ("OH", {"counts_in": "elsewhere"}, False),
        ("national", {"state": "TN"}, True),
        ("national", {}, True),
    ],
)
def test_currencies_that_may_count_here(edition: Edition, state: str, entry: dict[str, Any], counts: bool) -> None:
    assert bool(derived(edition, {"state": state, **currency(**entry)}, "currencies_here")) is counts


@pytest.mark.parametrize(
    ("amount", "agrees"), [(15, "yes"), ("10-20", "yes"), (5, "no"), ({"about": 5}, "yes"), ({"at_least": 2}, "yes")]
)
def test_an_equivalence_against_the_currency_in_its_unit(edition: Edition, amount: Any, agrees: str) -> None:
    content = currency(state="OH")
    content["recognizers"]["formal_currency"]["equivalence"] = [{"amount": amount, "unit": "clock_hours"}]
    assert derived(edition, content, "equivalence_agrees") == [agrees]


def test_the_other_members_of_a_stack_are_titles_other_than_its_own(edition: Edition) -> None:
    listed = ["Circles, Leading", "Coaching", "https://example.org/stack", "TBD"]
    content = {"title": "Leading circles", "developers": {"competency_context": {"stack": {"members": listed}}}}
    assert derived(edition, content, "other_members") == ["Coaching"]
    assert derived(edition, {"title": "Leading circles"}, "other_members") == []


@pytest.mark.parametrize(
    ("recognition", "counts"),
    [
        ({"state": "MI", "recognized_by": "Wolverine Board"}, True),
        ({"state": "OH", "recognized_by": "Ohio Board"}, False),
        ({"recognized_by": "Somebody"}, False),
        ({"state": "MI", "recognized_by": "Example Maker"}, False),
        ({"state": "MI", "recognized_by": "Example Child"}, False),
    ],
)
def test_recognitions_elsewhere(edition: Edition, recognition: dict[str, Any], counts: bool) -> None:
    content = {
        "organizations": CHILD,
        "developers": {"developer": {"organizations": ["maker"], "recognitions": [recognition]}},
    }
    assert bool(derived(edition, content, "recognized_elsewhere")) is counts


def test_pages_that_proficiency_cites_are_public(edition: Edition) -> None:
    content = {
        "dossier": {
            "page": {"title": "Page", "url": "https://example.org/p"},
            "file": {"title": "File", "path": "a.txt"},
        },
        "developers": {
            "proficiency": {"in_practice": ["x"], "citations": [{"document": "page"}, {"document": "file"}]}
        },
    }
    assert derived(edition, content, "public_pages") == [{"document": "page"}]


# --- what each derived fact depends on -------------------------------------------------------------


SUPPORTS = {"supports": [{"organization": "maker", "other_roles": ["none"]}]}
ROLES: dict[str, tuple[tuple[str, ...], Any]] = {
    "developer": (("developers", "developer"), {"organizations": ["maker"]}),
    "deliverer": (
        ("deliverers", "support_organization"),
        {"supports": [{"organization": "maker", "other_roles": ["none"]}]},
    ),
    "evaluator": (("evaluators", "evaluator_profile"), {"organizations": ["maker"]}),
    "issuer": (("issuers", "issuer"), {"organizations": ["maker"]}),
    "currency": (("recognizers", "formal_currency"), {"currencies": [{"kind": "stipend", "recognizer": "maker"}]}),
    "benefit": (("recognizers", "other_recognitions"), {"benefits": [{"kind": "recognition", "given_by": "maker"}]}),
}


def playing(*names: str) -> dict[str, Any]:
    content: dict[str, Any] = {"organizations": {"maker": MAKER}}
    for name in names:
        (component, key), answer = ROLES[name]
        content.setdefault(component, {})[key] = answer
    return content


ADDED = [pair for pair in itertools.permutations(ROLES, 2) if pair != ("currency", "benefit")]
"""The last is left out: who gives a benefit as well is a recognizer already."""


@pytest.mark.parametrize(("one", "other"), ADDED)
def test_a_role_changes_only_facts_that_name_its_place(edition: Edition, one: str, other: str) -> None:
    before, after = (facts_of(edition, content, DAY)["derived"] for content in (playing(one), playing(one, other)))
    path, _ = ROLES[other]
    changed = [each for each in edition.derived if before[each.name] != after[each.name]]
    assert changed
    for fact in changed:
        places = (*fact.reads, *fact.compared_with)
        assert any(place.startswith(f"/{'/'.join(path)}/") for place in places), fact.name
