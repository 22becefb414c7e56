"""What every output says beside the verdict, and who must act at which gate."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from mcaudit.app.formats import format_names
from mcaudit.audit.engine import audit
from mcaudit.model import (
    Actor,
    Audit,
    Basis,
    Edition,
    Gate,
    Policy,
    Progress,
    Rating,
    Repeat,
    SourcedPlace,
    Status,
    Verdict,
    Warned,
)
from mcaudit.reading.packaged import packaged_schema
from mcaudit.terms.run import View
from tests.audits import DATE
from tests.conftest import changed, held_to_schema, profile_of
from tests.exchange.formats.shown import results, rows, shown, suites

EVERY_FORMAT = pytest.mark.parametrize("name", format_names())


def flat(text: str) -> str:
    return " ".join(text.replace("\\", "").split())


# --- where a profile comes from --------------------------------------------------------------------


@EVERY_FORMAT
@pytest.mark.parametrize("gate", Gate)
def test_every_output_says_that_nobody_submitted_a_reading(edition: Edition, name: str, gate: Gate) -> None:
    said = "This is a reading of public pages; no provider submitted it."
    reading = audit(edition, profile_of({}), date=DATE, gate=gate)
    organizations = {"us": {"name": "Us"}}
    given = audit(
        edition, profile_of({"organizations": organizations, "submitted_by": {"organization": "us"}}), date=DATE
    )
    if name == "json":
        assert [document(each)["profile"]["reading_of_public_pages"] for each in (reading, given)] == [True, False]
        return
    assert said in flat(shown(name, reading))
    assert said not in flat(shown(name, given))


@EVERY_FORMAT
@pytest.mark.parametrize("verdict", Verdict)
def test_every_output_says_that_no_learning_is_offered(cases: Mapping[str, Audit], name: str, verdict: Verdict) -> None:
    gate = Gate.SUBMISSION if verdict in (Verdict.READY, Verdict.NOT_READY) else Gate.ENDORSEMENT
    none = cases["without deliverers"]
    assert not none.offers_learning
    text = shown(name, replace(none, gate=gate, verdicts={**none.verdicts, gate: verdict}))
    if name == "json":
        assert json.loads(text)["audits"][0]["offers_no_learning"] is True
        assert document(cases["complete"])["offers_no_learning"] is False
        return
    assert "offers no learning opportunities" in flat(text)
    assert "offers no learning opportunities" not in flat(shown(name, cases["complete"]))


@EVERY_FORMAT
@pytest.mark.parametrize("kind", ["passed", "submitted"])
def test_every_output_that_says_yes_says_how_much_is_unchecked(
    cases: Mapping[str, Audit], name: str, kind: str
) -> None:
    found = cases[kind]
    text = shown(name, found)
    if name == "json":
        assert json.loads(text)["audits"][0]["unconfirmed"] == found.unconfirmed
        return
    assert f"{found.unconfirmed} requirements are met on claims that nobody has checked." in flat(text)


# --- what a reader should know ---------------------------------------------------------------------


@pytest.fixture
def noted(edition: Edition) -> Audit:
    """An audit of a profile with an excerpt, a remark, a repeated text, and a value that was read liberally."""
    dossier = {"page": {"title": "The page", "url": "https://example.org/page", "excerpt": "yes"}}
    content = {"dossier": dossier, "remarks": [{"text": "The page gives two dates.", "about": ["2F-1"]}]}
    found = audit(edition, profile_of(content), date=DATE)
    places = ("/developers/proficiency/outcomes/0/statement", "/deliverers/timing/description")
    warned = Warned(path="made-up.yaml", message="read `Free` as free", line=7, column=3)
    return replace(
        found,
        repeats=(Repeat(text="See our website", places=places),),
        profile=replace(found.profile, warnings=(warned,)),
    )


NOTED = (
    "Only a part of “The page” was read; what the profile leaves out may be in the rest.",
    "A remark in the profile (2F-1): The page gives two dates.",
    "For reviewers: “See our website” stands in 2 places (1E, 2D).",
    "read Free as free",
)


@EVERY_FORMAT
def test_every_output_shows_each_remark_once(noted: Audit, name: str) -> None:
    if name == "json":
        found = document(noted)
        assert found["profile"]["excerpts"] == ["page"]
        assert found["repeats"] == [{"text": "See our website", "places": list(noted.repeats[0].places)}]
        assert found["profile"]["warnings"] == [{"line": 7, "column": 3, "message": "read `Free` as free"}]
        return
    view = View(verbose=name == "terminal")  # in short, a screen only counts what the profile remarks
    text = flat(shown(name, noted, view=view)).replace("`", "")
    for reported in NOTED:
        on_standard_error = name == "terminal" and reported.startswith("read ")
        assert text.count(reported) == (0 if on_standard_error else 1), reported


def test_a_liberal_reading_is_a_warning_at_its_place(noted: Audit) -> None:
    assert "\nmade-up.yaml:7:3: warning: read `Free` as free\n" in shown("concise", noted)
    assert "::warning file=made-up.yaml,line=7,col=3,title=mcaudit::read `Free` as free\n" in shown("github", noted)
    (row,) = (row for row in rows(shown("csv", noted)) if row["row"] == "warning")
    assert (row["line"], row["column"], row["message"]) == ("7", "3", "read `Free` as free")


# --- who must act at which gate --------------------------------------------------------------------


@pytest.fixture
def submission(edition: Edition, complete: Any) -> Audit:
    """A submission that only lacks what the state can say: whether its verifying body validates the issuer."""
    return audit(edition, changed(complete, "issuers", "issuer", "verifying_body"), date=DATE, gate=Gate.SUBMISSION)


def test_what_only_the_state_can_answer_keeps_no_submission_from_being_ready(submission: Audit) -> None:
    by_state = [r.id for r in submission.requirements if r.gates and r.actor is Actor.STATE]
    assert by_state == ["4A-5"]
    assert "4A-5" not in submission.deciding
    assert "4A-5" not in shown("github", submission)
    (suite,) = suites(shown("junit", submission))
    outcome = {case.name.split(" ")[0]: [type(result).__name__ for result in case.result] for case in suite}
    assert outcome["4A-5"] == ["Skipped"]
    endorsing = replace(submission, gate=Gate.ENDORSEMENT)
    assert re.search(r"::error [^\n]*not addressed[^\n]*only the state can answer: 4A-5", shown("github", endorsing))


def test_a_statement_that_the_policy_finds_too_little_keeps_a_submission_from_being_ready(
    edition: Edition,
) -> None:
    dossier = {"page": {"title": "The page", "url": "https://example.org/page"}}
    statement = {"about": ["1A-1"], "text": "It is about circles.", "citation": {"document": "page", "section": "Top"}}
    place = SourcedPlace(document="rules", place="p. 4")
    policy = Policy(
        id="ohio", title="Ohio", state="OH", path="ohio.yaml", sha256="5" * 64,
        statements_not_enough=frozenset(("1A-1",)), statements_source=place,
    )  # fmt: skip
    found = audit(
        edition,
        profile_of({"dossier": dossier, "statements": [statement]}),
        date=DATE,
        gate=Gate.SUBMISSION,
        policy=policy,
    )
    requirement = next(r for r in found.requirements if r.id == "1A-1")
    assert requirement.status is Status.AWAITING_REVIEW
    assert "1A-1" in found.deciding
    assert re.search(r"::error [^\n]*1A-1 Content and competency area: awaiting review", shown("github", found))
    result = next(each for each in results(shown("sarif", found)) if each["ruleId"] == "1A-1")
    assert (result["kind"], result["level"]) == ("fail", "error")
    assert "only stated in words, and the policy asks for more" in flat(shown("terminal", found))


# --- the published contract ------------------------------------------------------------------------


def document(found: Audit) -> Any:
    return json.loads(shown("json", found))["audits"][0]


@pytest.mark.parametrize(
    "kind", ["complete", "minimal", "tennessee", "tailored", "decided", "hostile", "since", "passed"]
)
def test_json_holds_its_schema_and_says_what_the_audit_says(cases: Mapping[str, Audit], kind: str) -> None:
    found = cases[kind]
    text = shown("json", found, view=View(verbose=True))
    whole = held_to_schema("audit", text)
    assert whole["format"] == "mcaudit-audit/2"
    (audited,) = whole["audits"]
    assert audited["on_words"] == found.on_words
    assert audited["state"] == "OH" if found.policy else audited["state"] == found.profile.state
    criteria = {criterion.id: criterion for criterion in found.edition.criteria}
    for reported, finding in zip(audited["findings"], found.findings, strict=True):
        assert (reported["title"], reported["meaning"]) == (criteria[finding.criterion].title, 1)
        assert (reported["actor"], reported["missing"]) == (finding.actor, list(finding.missing))
        assert reported["suggestion"] == (finding.suggestion or None)
        assert reported["provider_could_add"] == list(finding.provider_could_add)
    for reported, requirement in zip(audited["requirements"], found.requirements, strict=True):
        assert reported["actor"] == requirement.actor
    for reported, result in zip(audited["subcomponents"], found.subcomponents, strict=True):
        assert reported["rating"] == result.rating
        counts = reported["counts"]["required"]
        assert counts["addressed"] + counts["not_stated"] == counts["total"]


def test_its_schema_knows_every_word() -> None:
    schema = packaged_schema("audit")["$defs"]
    assert set(schema["status"]["enum"]) == set(Status)
    assert set(schema["rating"]["enum"]) == set(Rating)
    assert set(schema["verdict"]["enum"]) == set(Verdict)
    assert set(schema["actor"]["enum"]) == set(Actor)
    assert set(schema["finding"]["properties"]["basis"]["enum"]) == set(Basis)
    assert set(schema["change"]["properties"]["progress"]["enum"]) == set(Progress)
