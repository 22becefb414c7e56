"""A profile for another state: what it says there counts, and nothing that it says about others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.app.loading import policy_of
from mcaudit.audit.engine import audit
from mcaudit.facts.for_state import for_state
from mcaudit.model import Basis, Binding, Edition, Finding, Policy, Profile, SettingValue, SourcedPlace, Status
from mcaudit.model.bearing import is_of_a_state, state_fields
from mcaudit.model.places import value_at
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.policy.read import policy_names
from mcaudit.reading.profile.read import profile_in, read_profile
from tests.conftest import MINIMAL, ROOT, faults_in, profile_of, quick_in

DAY = "2026-11-01"
SHIPPED = sorted((ROOT / "profiles").rglob("*.yaml"))
STATES = ("TN", "IL", "DE", "KY")
DOSSIER = {"page": {"title": "Page", "url": "https://page.example.org"}}


def policy(name: str) -> Policy:
    found = policy_of(default_edition(), name)
    assert found is not None
    return found


POLICIES = tuple(policy(name) for name in policy_names())


def findings(profile: Profile, policy: Policy | None = None) -> Mapping[str, Finding]:
    found = audit(default_edition(), profile, date=DAY, policy=policy)
    return {each.criterion: each for each in found.findings}


def view(content: Mapping[str, Any], state: str = "TN") -> Profile:
    return for_state(default_edition(), profile_of({"dossier": DOSSIER, **content}), state)


BOARDS = (SettingValue(value=["State Board"], source=SourcedPlace(document="pdp_faq", place="Earning PDPs")),)


def currencies(*entries: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"recognizers": {"formal_currency": {"currencies": [*entries], "citations": [{"document": "page"}]}}}


def seen(profile: Profile, pointer: str) -> Any:
    return value_at(profile.content, pointer)


CURRENCIES = "/recognizers/formal_currency/currencies"
HOURS = {"kind": "pd_hours", "amount": 5, "unit": "clock_hours", "standing": "awarded"}


# --- which answers differ between states -----------------------------------------------------------


def test_what_can_differ_between_states_follows_from_the_criteria(edition: Edition) -> None:
    assert state_fields(edition) == {
        "/developers/competency_area": ("state_priority",),
        "/developers/development_process": ("priorities",),
        "/deliverers/support_organization": ("provider_status",),
        "/evaluators/evidence_requirements": ("minimum_standard", "state_evidence_requirement"),
        "/evaluators/evaluator_profile": (
            *("evaluators_covered", "training", "state_criteria", "evaluator_micro_credential", "advanced_content"),
        ),
        "/issuers/issuer": ("verifying_body", "official_record"),
        "/issuers/form": ("state_format",),
        "/recognizers/formal_currency": ("currencies", "denied", "equivalence", "stack_currency"),
        "/recognizers/other_recognitions": ("learning_record", "benefits", "any_other_benefits"),
    }


# --- the profile's own state, and criteria that are the same everywhere ----------------------------


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_for_its_own_state_a_profile_is_as_it_is_written(edition: Edition, path: Path) -> None:
    profile = read_profile(edition, path)
    assert for_state(edition, profile, profile.state) is profile
    assert for_state(edition, for_state(edition, profile, "KY"), profile.state) is profile


@cache
def as_written(edition: Edition, path: Path) -> tuple[Profile, Mapping[str, Finding]]:
    """Return a shipped profile and its findings, made once."""
    profile = read_profile(edition, path)
    return profile, findings(profile)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@pytest.mark.parametrize("policy", quick_in(POLICIES, 6), ids=lambda policy: policy.id)
def test_a_criterion_that_is_the_same_everywhere_is_judged_alike_for_every_state(
    edition: Edition, path: Path, policy: Policy
) -> None:
    profile, home = as_written(edition, path)
    there = findings(for_state(edition, profile, policy.state), policy)
    for criterion in edition.criteria:
        if criterion.state.binding is Binding.NEUTRAL:
            other = replace(there[criterion.id], needed=home[criterion.id].needed)  # of a group, another may be enough
            assert other == home[criterion.id]


# --- nothing of another state ----------------------------------------------------------------------


def marks() -> st.SearchStrategy[Mapping[str, Any]]:
    """Make currencies, benefits, and single facts; a text of each says of which state it is, or of none."""
    state = st.sampled_from(("OH", "KY", "TN", ""))
    entry = st.builds(lambda code, kind: {**HOURS, "kind": kind, **named(code)}, state, st.sampled_from(KINDS))
    benefit = st.builds(lambda code: {"benefit": "A role", "kind": "promotion", **named(code)}, state)
    record = st.builds(lambda code: {"system": "A record", "kind": "state_learning_record", **named(code)}, state)
    return st.fixed_dictionaries(
        {}, optional={"currencies": st.lists(entry, max_size=4), "benefits": st.lists(benefit), "record": record}
    )


KINDS = ("pd_hours", "ceu", "stipend", "graduate_credit", "relicensure_credit")


def named(code: str) -> Mapping[str, Any]:
    return {"for_whom": f"mark-{code or 'none'}", **({"state": code} if code else {})}


def marked(made: Mapping[str, Any], state: str) -> dict[str, Any]:
    return {
        "state": state,
        "recognizers": {
            "formal_currency": {"currencies": made.get("currencies", [])},
            "other_recognitions": {"benefits": made.get("benefits", [])},
        },
        "issuers": {"issuer": {"official_record": made["record"]} if "record" in made else {}},
    }


@given(marks(), st.sampled_from(("OH", "national")))
def test_nothing_about_another_state_is_seen(made: Mapping[str, Any], home: str) -> None:
    content = json.dumps(view(marked(made, home)).content)
    assert "mark-OH" not in content
    assert "mark-KY" not in content
    written = json.dumps(made)
    assert content.count("mark-TN") == written.count("mark-TN")
    assert content.count("mark-none") == (written.count("mark-none") if home == "national" else 0)


@given(marks(), st.sampled_from(STATES))
def test_entries_that_count_stay_where_they_are(made: Mapping[str, Any], state: str) -> None:
    kept = seen(view(marked(made, "OH"), state), CURRENCIES) or []
    for index, entry in enumerate(kept):
        assert entry in ({}, made["currencies"][index])


def test_what_a_district_of_another_state_gives_does_not_count(edition: Edition) -> None:
    district = {**HOURS, "counts_in": "district_system", "recognizer": "district", "citation": {"document": "page"}}
    content = {"organizations": {"district": {"name": "Lakewood City Schools"}}, **currencies(district)}
    assert findings(profile_of({"dossier": DOSSIER, **content}))["5A-1"].status is not Status.NOT_STATED
    assert findings(view(content))["5A-1"].status is Status.NOT_STATED


def test_single_facts_about_the_profiles_own_state_are_left_out(complete: Profile, edition: Edition) -> None:
    there = for_state(edition, complete, "TN")
    for answer, fields in state_fields(edition).items():
        for field in fields:
            assert seen(there, f"{answer}/{field}") is None, field
    assert findings(there)["4A-5"].status is Status.NOT_STATED
    assert there.home == "OH"


def test_an_approval_counts_only_in_its_own_state() -> None:
    approvals = [
        {"by": "Ohio Board", "state": "OH", "covers": "professional_learning"},
        {"by": "Tennessee Board", "state": "TN", "covers": "professional_learning"},
        {"by": "A board", "covers": "professional_learning"},
    ]
    there = view({"organizations": {"center": {"name": "Center", "approvals": approvals}}})
    assert seen(there, "/organizations/center/approvals") == [{}, approvals[1], {}]


def test_an_approval_of_the_micro_credential_counts_only_in_its_own_state() -> None:
    approvals = [{"of": "program", "by": "State Board", "state": each} for each in ("OH", "TN")]
    unsaid = {"of": "program", "by": "State Board"}
    about = {"cost": "Free", "approvals": [*approvals, unsaid]}
    assert seen(view({"about": about}), "/about/approvals") == [{}, approvals[1], {}]
    assert seen(view({"about": {"cost": "Free", "approvals": [unsaid]}}), "/about") == {"cost": "Free"}
    national = view({"state": "national", "about": about})
    assert seen(national, "/about/approvals") == [{}, approvals[1], unsaid]
    assert national.unplaced == ("/about/approvals/2",)


def test_recognitions_in_other_states_stay() -> None:
    listed = [{"state": "OH", "recognized_by": "Ohio Board"}, {"state": "TN", "recognized_by": "Tennessee Board"}]
    there = view({"developers": {"developer": {"recognitions": listed}}})
    assert seen(there, "/developers/developer/recognitions") == listed


def test_a_statement_counts_in_another_state_only_for_what_is_the_same_there() -> None:
    cited = {"text": "Says so.", "citation": {"document": "page"}}
    statements = [
        {"about": ["4A-5"], **cited},
        {"about": ["1A-1"], **cited},
        {"about": ["5A-any", "2A-1"], **cited},
        {"about": ["4A-any"], **cited},
    ]
    there = view({"statements": statements})
    assert [entry["about"] for entry in there.content["statements"]] == [["1A-1"], ["2A-1"], ["4A-1", "4A-2", "4A-4"]]


def test_a_claim_that_a_criterion_does_not_apply_is_about_the_profiles_own_state() -> None:
    answer = {"not_applicable": [{"criterion": "3B-D3", "reason": "No advanced content in Ohio."}], "training": {}}
    content = {"evaluators": {"evaluator_profile": answer}}
    assert seen(view(content), "/evaluators/evaluator_profile/not_applicable") is None
    national = view({"state": "national", **content})
    assert seen(national, "/evaluators/evaluator_profile/not_applicable") == answer["not_applicable"]


def test_in_a_national_profile_a_policy_does_not_place_an_approval_that_names_no_state(edition: Edition) -> None:
    """Many states have a board of that name."""
    tennessee = replace(policy("tennessee"), settings={"issuer_approving_bodies": BOARDS})
    approval = {"by": "State Board", "standing": "in_force", "covers": "issuing_micro_credentials"}
    for state, status in (({}, Status.AWAITING_REVIEW), ({"state": "TN"}, Status.MET)):
        lake = {"name": "Lake", "approvals": [{**approval, **state, "citation": {"document": "page"}}]}
        content = {"organizations": {"lake": lake}, "issuers": {"issuer": {"organizations": ["lake"]}}}
        found = findings(view({"state": "national", **content}), tennessee)["4A-3"]
        assert found.status is status


@pytest.mark.parametrize(
    ("states", "status"),
    [((None,), Status.AWAITING_REVIEW), (("TN",), Status.MET), (("TN", None), Status.MET)],
    ids=["no state", "the state", "both"],
)
def test_in_a_national_profile_one_currency_of_the_state_is_enough(
    edition: Edition, states: tuple[str | None, ...], status: Status
) -> None:
    hours = {"kind": "pd_hours", "amount": 15, "unit": "clock_hours", "standing": "awarded"}
    given = currencies(*({**hours, **({"state": each} if each else {}), "recognizer": "Board"} for each in states))
    listed = SettingValue(value=[{"kind": "pd_hours"}], source=SourcedPlace(document="pdp_faq", place="Earning PDPs"))
    tennessee = replace(policy("tennessee"), settings={"recognized_currencies": (listed,)})
    assert findings(view({"state": "national", **given}), tennessee)["5A-1"].status is status


# --- national profiles -----------------------------------------------------------------------------


def test_in_a_national_profile_a_reviewer_places_what_names_no_state() -> None:
    record = {
        "system": "National Record",
        "kind": "state_learning_record",
        "kept_by": "state_agency",
        "official": "yes",
        "entered_by": "issuer",
        "directly": "yes",
        "standing": "in_use",
        "citation": {"document": "page"},
    }
    issuers = {"issuer": {"organizations": ["center"], "official_record": record}}
    content = {"organizations": {"center": {"name": "Center"}}, "issuers": issuers}
    assert findings(profile_of({"dossier": DOSSIER, **content}))["4A-6"].status is Status.MET
    national = findings(view({"state": "national", **content}))["4A-6"]
    assert (national.status, national.basis) == (Status.AWAITING_REVIEW, Basis.UNREVIEWED)
    named = {**issuers, "issuer": {**issuers["issuer"], "official_record": {**record, "state": "TN"}}}
    assert findings(view({"state": "national", **content, "issuers": named}))["4A-6"].status is Status.MET


def test_a_currency_that_names_no_state_does_not_satisfy_a_states_list_by_itself() -> None:
    tennessee = policy("tennessee")
    given = {"kind": "relicensure_credit", "amount": 99, "unit": "pd_points", "standing": "awarded"}
    for state, counts in ((None, False), ("TN", True)):
        entry = {**given, "citation": {"document": "page"}, **({"state": state} if state else {})}
        profile = for_state(
            default_edition(), profile_of({"state": "national", "dossier": DOSSIER, **currencies(entry)}), "TN"
        )
        assert (findings(profile, tennessee)["5A-3"].basis is Basis.POLICY) is not counts


# --- answers for another state ---------------------------------------------------------------------


FOR_TENNESSEE = """\
format: mcaudit-profile/1
id: made-up
title: Made Up
state: OH
dossier:
  page: {title: Page, url: "https://page.example.org"}
  rules: {title: Rules, url: "https://rules.example.org"}
statements:
  - {about: [4A-5], text: Ohio verifies it., citation: {document: page}}
issuers:
  issuer:
    verifying_body: {name: Ohio Board, standing: state_body, validates: Everything}
    citations:
      - {document: page}
for_states:
  TN:
    statements:
      - {about: [4A-5], text: Tennessee verifies it., citation: {document: rules}}
    issuers:
      issuer:
        verifying_body: {name: Tennessee Board, standing: state_body, validates: Everything}
        citations:
          - {document: rules}
    recognizers:
      formal_currency:
        currencies:
          - {kind: pd_hours, amount: 5}
"""


def test_an_answer_for_a_state_stands_in_place_of_the_own_one_with_its_own_sources(edition: Edition) -> None:
    written = profile_in(edition, FOR_TENNESSEE.encode(), "made-up.yaml")
    there = for_state(edition, written, "TN")
    assert seen(there, "/issuers/issuer/verifying_body/name") == "Tennessee Board"
    assert seen(there, f"{CURRENCIES}/0/amount") == 5
    assert [entry["text"] for entry in there.content["statements"]] == ["Tennessee verifies it."]
    assert {citation.document for citation in findings(there)["4A-5"].citations} == {"rules"}
    assert {citation.document for citation in findings(written)["4A-5"].citations} == {"page"}
    assert seen(for_state(edition, written, "KY"), "/issuers/issuer/verifying_body") is None


def test_messages_about_an_answer_for_a_state_name_its_line(edition: Edition) -> None:
    there = for_state(edition, profile_in(edition, FOR_TENNESSEE.encode(), "made-up.yaml"), "TN")
    lines = FOR_TENNESSEE.splitlines()
    for pointer, text in (
        ("/issuers/issuer/verifying_body/name", "Tennessee Board"),
        ("/statements/0", "Tennessee verifies it."),
        ("/issuers/issuer/citations/0", "rules"),
        (f"{CURRENCIES}/0", "pd_hours"),
        ("/recognizers/formal_currency", "formal_currency"),
    ):
        assert text in lines[there.positions[pointer].line - 1], pointer
    assert not [pointer for pointer in there.positions if pointer.startswith("/for_states")]
    assert (
        findings(there)["4A-5"].location.line
        == lines.index("        verifying_body: {name: Tennessee Board, standing: state_body, validates: Everything}")
        + 1
    )


def test_what_a_profile_says_for_other_states_changes_nothing_for_its_own(edition: Edition) -> None:
    whole = profile_in(edition, FOR_TENNESSEE.encode(), "made-up.yaml")
    without = profile_in(edition, FOR_TENNESSEE.partition("for_states:")[0].encode(), "made-up.yaml")
    assert findings(whole) == findings(without)


def test_every_field_that_may_differ_is_bound_to_a_state(edition: Edition) -> None:
    bound = [each for each in edition.criteria if each.state.binding is Binding.BOUND]
    assert {each.id for each in bound} - {each.id for each in bound if is_of_a_state(each)} == {"1B-2"}


@pytest.mark.parametrize(
    ("written", "line", "said", "help"),
    [
        ("for_states:\n  OH: {}\n", 6, "`OH` is the state of this profile itself", "own"),
        ("for_states:\n  tenn: {}\n", 6, "`tenn` is not the postal code of a state", "two-letter"),
        (
            "for_states:\n  TN: {issuers: {issuer: {organizations: [a]}}}\n",
            6,
            "unknown key `organizations`",
            "can differ",
        ),
        (
            "for_states:\n  TN: {issuers: {issuer: {citations: [{document: pag}]}}}\n",
            6,
            "`pag` is not an entry",
            "page",
        ),
        ("for_states: [TN]\n", 5, "`for_states` must be a group", ""),
        ("for_states:\n  TN: {developers: {proficiency: {}}}\n", 6, "unknown key `proficiency`", ""),
    ],
    ids=[
        "own state",
        "no state",
        "a field that is the same",
        "an unknown document",
        "a list",
        "an answer that is the same",
    ],
)
def test_mistakes_are_named_with_their_place(edition: Edition, written: str, line: int, said: str, help: str) -> None:
    head = "format: mcaudit-profile/1\nid: x\ntitle: X\nstate: OH\n"
    dossier = 'dossier: {page: {title: P, url: "https://page.example.org"}}\n'
    (problem,) = faults_in(profile_in, edition, f"{head}{written}{dossier}".encode(), "x.yaml")
    assert problem.line == line
    assert said in problem.message
    assert help in problem.help


def test_headings_without_anything_under_them_say_nothing(edition: Edition) -> None:
    illinois = "  IL:\n    issuers:\n      issuer:\n        verifying_body:\n    statements:\n"
    profile = profile_in(edition, f"{MINIMAL}for_states:\n  TN:\n  KY:\n    issuers:\n{illinois}".encode(), "x.yaml")
    for state in ("TN", "KY", "IL"):
        assert for_state(edition, profile, state).content["state"] == state
        assert findings(for_state(edition, profile, state))["4A-5"].status is Status.NOT_STATED


def test_what_a_national_profile_answers_for_a_state_is_about_that_state(edition: Edition) -> None:
    written = FOR_TENNESSEE.replace("state: OH", "state: national")
    record = "        official_record: {system: State roster, kind: state_database}\n"
    written = written.replace("        citations:\n          - {document: rules}\n", record, 1)
    there = for_state(edition, profile_in(edition, written.encode(), "made-up.yaml"), "TN")
    assert seen(there, "/issuers/issuer/official_record/state") == "TN"
    assert seen(there, f"{CURRENCIES}/0/state") == "TN"


def test_what_supports_the_rest_of_an_answer_still_supports_it(edition: Edition) -> None:
    written = FOR_TENNESSEE.replace(
        "    verifying_body: {name: Ohio", "    organizations: [maker]\n    verifying_body: {name: Ohio"
    ).replace("statements:\n", "organizations:\n  maker: {name: Maker}\nstatements:\n", 1)
    there = for_state(edition, profile_in(edition, written.encode(), "made-up.yaml"), "TN")
    own, theirs = seen(there, "/issuers/issuer/citations")
    assert (own["document"], list(own["fields"])) == ("page", ["organizations"])
    assert (theirs["document"], list(theirs["fields"])) == ("rules", ["verifying_body"])


def test_a_citation_for_a_state_that_gives_no_answer_supports_nothing(edition: Edition) -> None:
    body = "        verifying_body: {name: Tennessee Board, standing: state_body, validates: Everything}\n"
    there = for_state(edition, profile_in(edition, FOR_TENNESSEE.replace(body, "").encode(), "made-up.yaml"), "TN")
    assert [each["document"] for each in seen(there, "/issuers/issuer/citations") or ()] == ["page"]
