"""A state's policy through the command, as `check` and `criteria` apply it, and one more state in one file."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mcaudit.exchange.criteria import criteria_record
from mcaudit.exchange.json_text import json_document
from mcaudit.facts.labels import label
from mcaudit.media.writers.terminal import write as on_screen
from mcaudit.model import Binding, Edition, Level, Policy
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.packaged import packaged_schema
from mcaudit.reading.policy.read import find_policy, policy_names, read_policy
from mcaudit.reading.policy.rules import purpose_of
from mcaudit.report.edition.explain import explained
from mcaudit.terms.run import View
from tests.conftest import COMPLETE, ROOT, Ran, Run, Write, requirements_of
from tests.reading.test_policy import HEAD, SOURCE

WAIVER = """\
  - requirement: 3C-1
    reason: The study that it asks for ends in the spring.
    by: Office of Educator Licensure
    expires: 2026-06-30
"""
WAIVERS = HEAD + "waivers:\n" + WAIVER
TAILORED = (
    HEAD
    + f"""\
in_force: {{from: 2025-07-01, until: 2026-06-30, {SOURCE}}}
settings:
  minimum_hours: {{value: 40, {SOURCE}, note: Raised this year.}}
  recognized_currencies: {{value: [{{kind: ceu, amount: 3, unit: ceu}}, {{kind: stipend}}], {SOURCE}}}
requires:
  - {{criterion: 1C-D3, source: {{document: rules, section: Priorities}}}}
review: {{quorum: 3, confirm_facts: yes, source: {{document: rules, section: Reviewers}}}}
waivers:
{WAIVER}    profiles: [leading-restorative-circles]
"""
)

RULED = (
    TAILORED.replace("    seen: 2026-10-05\n", "    seen: 2026-10-05\n    whose: state\n")
    + f"""\
purposes:
  - id: points
    purpose: license_renewal
    text: One micro-credential counts for four points.
    {SOURCE}
    accepts: yes
    standing: in_force
    decided_by: state
    gives: {{kind: relicensure_credit, amount: 4, unit: pd_points, per: micro_credential}}
"""
)


@pytest.fixture
def lacking(tmp_path: Path) -> Path:
    """A copy of the complete profile that does not say how far evaluators agree (3C), with its documents."""
    folder = Path(shutil.copytree(COMPLETE.parent, tmp_path / "profiles"))
    path = folder / COMPLETE.name
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("  # 3C")] + text[text.index("  # 3D") :], encoding="utf-8")
    return path


@pytest.fixture
def other(lacking: Path) -> Path:
    """The complete profile under an id of its own, beside the one that lacks something."""
    path = lacking.parent / "other.yaml"
    text = COMPLETE.read_text(encoding="utf-8")
    path.write_text(text.replace("id: leading-restorative-circles", "id: other", 1), encoding="utf-8")
    return path


def flat(text: str) -> str:
    """Return what a screen says, whatever its lines."""
    return " ".join(text.split())


def document_of(done: Ran) -> Any:
    return json.loads(done.out)


# --- which policy ----------------------------------------------------------------------------------


def test_a_policy_is_given_by_its_name_or_as_a_file(run: Run, write: Write) -> None:
    tennessee = ROOT / "profiles" / "tennessee"
    shipped = document_of(run("check", "--policy", "tennessee", "--format", "json", tennessee))["audits"][0]["policy"]
    assert (shipped["id"], shipped["title"]) == ("tennessee", "Tennessee")
    own = document_of(run("check", "--policy", write(HEAD), "--format", "json", COMPLETE))["audits"][0]["policy"]
    assert (own["id"], own["title"]) == ("ohio", "Ohio")


def test_the_screen_names_the_policy(run: Run, write: Write) -> None:
    policy = write(HEAD)
    named = "for Ohio; the policy of Ohio was applied."
    assert named in flat(run("check", "--policy", policy, COMPLETE).out)
    detailed = flat(run("check", "-v", "--policy", policy, COMPLETE).out)
    assert named in detailed
    assert f"Policy, SHA-256 {sha256(policy.read_bytes()).hexdigest()}" in detailed


@pytest.mark.parametrize("command", [("check", str(COMPLETE)), ("criteria",)], ids=["check", "criteria"])
def test_an_unknown_policy_is_the_users_mistake(run: Run, command: tuple[str, ...]) -> None:
    done = run(*command, "--policy", "illinios")
    assert (done.code, done.out) == (2, "")
    assert done.err == "illinios: error: unknown policy `illinios`\n  help: did you mean `illinois`?\n"


@pytest.mark.parametrize("command", [("check", str(COMPLETE)), ("criteria",)], ids=["check", "criteria"])
def test_a_policy_that_is_not_valid_is_refused_at_its_line(run: Run, write: Write, command: tuple[str, ...]) -> None:
    path = write(f"{HEAD}settings:\n  minimum_hour: {{value: 3, {SOURCE}}}\n", "ohio.yaml")
    done = run(*command, "--policy", path)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"{path.as_posix()}:12:3: error: unknown key `minimum_hour` in `settings`\n"
        f"    12 |   minimum_hour: {{value: 3, {SOURCE}}}\n"
        "       |   ^\n"
        "  help: did you mean `minimum_hours`?\n"
    )


def test_a_policy_out_of_force_is_refused_on_the_day_of_the_audit(run: Run, write: Write) -> None:
    path = write(TAILORED)
    assert run("check", "--policy", path, COMPLETE).code == 1
    done = run("check", "--policy", path, "--date", "2026-07-01", COMPLETE)
    assert (done.code, done.out) == (2, "")
    assert "the policy `ohio` was in force until 2026-06-30, but the audit is dated 2026-07-01" in done.err


# --- what it changes -------------------------------------------------------------------------------


def test_a_policy_can_change_the_exit_code(run: Run, write: Write) -> None:
    enough = write(f"{HEAD}settings:\n  minimum_hours: {{value: 30, {SOURCE}}}\n", "enough.yaml")
    assert run("check", "--policy", enough, COMPLETE).code == 3
    more = write(f"{HEAD}settings:\n  minimum_hours: {{value: 31, {SOURCE}}}\n", "more.yaml")
    done = run("check", "--policy", more, COMPLETE)
    assert done.code == 1
    shown = flat(done.out)
    assert "Not ready to endorse: 1 requirement is not met or only partly met." in shown
    assert "Answers to fix (1) 2F-1 Estimated time: " in shown
    assert "Minimum hours: found 30, the policy has at least 31 (rules, p. 4)." in shown


def test_a_desired_criterion_that_the_policy_requires_is_reported_as_such(
    run: Run, write: Write, lacking: Path
) -> None:
    policy = write(f"{HEAD}requires:\n  - {{criterion: 3C-D1, {SOURCE}}}\n", "ohio.yaml")
    done = run("check", "--policy", policy, "-v", lacking)
    assert done.code == 1
    assert "3C-D1 Sub-scores combined, required by the policy ohio:" in flat(done.out)


# --- waivers ---------------------------------------------------------------------------------------


def test_with_a_waiver_the_gate_opens_and_the_screen_says_so(run: Run, write: Write, lacking: Path) -> None:
    refused = run("check", "--gate", "submission", lacking)
    assert refused.code == 1
    assert "Waivers of the policy" not in refused.out
    done = run("check", "--gate", "submission", "--policy", write(WAIVERS, "ohio.yaml"), lacking)
    assert (done.code, done.err) == (0, "")
    shown = flat(done.out)
    assert "READY WITH 1 WAIVER" in shown
    assert "Not ready to submit: 1 requirement is not addressed yet." in flat(refused.out)
    assert "· 1 waived" in shown
    assert "required met before waivers" in shown
    detailed = run("check", "-v", "--gate", "submission", "--policy", write(WAIVERS, "ohio.yaml"), lacking)
    rating = re.search(r"(?m)^  3C .* -  .* -  .* -  +not addressed,$\n.* 1 waived$", detailed.out)
    assert rating
    assert "Waivers of the policy (1) The policy does not enforce these. A waiver is never a pass." in shown
    assert (
        "3C-1: not enforced until June 30, 2026. By Office of Educator Licensure: The study that it asks for ends in "
        "the spring."
    ) in shown


def test_an_expired_waiver_and_one_that_is_not_needed_are_reported(run: Run, write: Write, lacking: Path) -> None:
    policy = write(WAIVERS + WAIVER.replace("3C-1", "1F-6").replace("2026-06-30", "2026-12-31"), "ohio.yaml")
    done = run("check", "--gate", "submission", "--policy", policy, "--date", "2026-07-01", lacking)
    assert done.code == 1
    shown = flat(done.out)
    assert "Waivers of the policy (2)" in shown
    assert "3C-1: expired on June 30, 2026 and no longer counts. By Office of Educator Licensure:" in shown
    assert "1F-6: not needed: it is met or does not apply. By Office of Educator Licensure:" in shown
    assert "before waivers" not in shown


def test_among_many_profiles_a_yes_with_waivers_is_called_one(
    run: Run, write: Write, lacking: Path, other: Path
) -> None:
    policy = write(WAIVERS, "ohio.yaml")
    done = run("check", "--gate", "submission", "--policy", policy, lacking, other, env={"COLUMNS": "100"})
    assert done.code == 0
    assert "ready with 1 waiver" in done.out


def test_a_waiver_for_a_profile_that_was_not_audited_is_noted(run: Run, write: Write) -> None:
    policy = write(f"{WAIVERS}    profiles: [leading-restorative-circles, leading-circles]\n", "ohio.yaml")
    done = run("check", "--policy", policy, COMPLETE)
    shown = "the policy ohio waives 3C-1 for `leading-circles`, and no profile of that id was audited"
    assert done.err == f"note: {shown}\n"
    assert done.code == 3
    document = document_of(run("check", "--policy", policy, "--format", "json", COMPLETE))
    assert document["notices"] == [shown]


# --- the published contract ------------------------------------------------------------------------


@pytest.mark.parametrize("policy", ["tailored", "waivers"])
def test_json_with_a_policy_holds_its_schema(
    run: Run, write: Write, edition: Edition, lacking: Path, other: Path, policy: str
) -> None:
    own = {"tailored": TAILORED, "waivers": WAIVERS}
    given = write(own[policy], "ohio.yaml") if policy in own else policy
    document = document_of(run("check", "--policy", given, "--format", "json", lacking, other))
    assert list(Draft202012Validator(packaged_schema("audit")).iter_errors(document)) == []
    assert len(document["audits"]) == 2
    for audit in document["audits"]:
        counts = audit["counts"]["required"]
        parts = ("met", "partly_met", "unsupported", "awaiting_review", "not_stated", "not_met")
        assert sum(counts[part] for part in parts) == counts["total"]
        tailored = sum(1 for each in audit["requirements"] if each["required_by"])
        whole = requirements_of(edition, Level.REQUIRED) + tailored
        assert counts["total"] + counts["not_applicable"] + counts["waived"] == whole


def test_json_shows_what_became_of_waivers_and_the_score_without_them(run: Run, write: Write, lacking: Path) -> None:
    policy = write(WAIVERS, "ohio.yaml")
    (audit,) = document_of(run("check", "--policy", policy, "--format", "json", lacking))["audits"]
    assert audit["waivers"] == [
        {
            "requirement": "3C-1",
            "use": "applied",
            "reason": "The study that it asks for ends in the spring.",
            "by": "Office of Educator Licensure",
            "expires": "2026-06-30",
        }
    ]
    before, after = audit["counts_before_waivers"]["required"], audit["counts"]["required"]
    assert (before["waived"], after["waived"]) == (0, 1)
    assert (after["not_stated"], after["total"]) == (before["not_stated"] - 1, before["total"] - 1)
    assert [each["id"] for each in audit["requirements"] if each["waived"]] == ["3C-1"]


def test_json_shows_who_requires_a_desired_criterion(run: Run, write: Write) -> None:
    policy = write(TAILORED, "ohio.yaml")
    (audit,) = document_of(run("check", "--policy", policy, "--format", "json", COMPLETE))["audits"]
    required = [(each["criterion"], each["level"]) for each in audit["findings"] if each["required_by"]]
    assert required == [("1C-D3", "desired")]
    assert {each["required_by"] for each in audit["requirements"]} == {None, "ohio"}
    assert audit["unconfirmed"] == 0


# --- the tailored edition --------------------------------------------------------------------------


def test_the_edition_is_shown_as_illinois_tailors_it(run: Run) -> None:
    done = run("criteria", "--policy", "illinois")
    assert (done.code, done.err) == (0, "")
    shown = flat(done.out)
    assert "As Illinois tailors it (policy illinois)" in shown
    assert "Verifying body: Illinois State Board of Education (ISBE) (4A-5)." in shown
    assert "approved_microcredentialing, Review of proposals" in shown
    assert "Others say: The badge of an approved micro-credential is shown on the educator's license." in shown
    assert "Not set, and never assumed: priority areas," in shown
    assert "Gaps: The framework document itself was not seen." in shown
    assert "https://www.roe39.org/page/isbe-approved-microcredentialing" in shown
    assert "(required, decided by facts, as the policy sets a value)" in shown
    assert "(required, decided by a reviewer, to whom a policy's setting is a suggestion)" in shown
    assert "2 decide a criterion (the usual number)" in shown


def test_without_a_policy_the_edition_is_nobodys(run: Run) -> None:
    shown = flat(run("criteria").out)
    assert "tailors it" not in shown
    assert "as the policy sets" not in shown
    assert "(required, decided by a reviewer unless a policy sets a value)" in shown


@pytest.mark.parametrize(
    ("criterion", "shown"),
    [
        ("4A-5", "Facts decide it once a state's policy sets the value; until then a reviewer does."),
        ("2B-2", "A reviewer decides it; what a state's policy sets is a suggestion."),
    ],
)
def test_what_a_policy_would_change_is_explained(edition: Edition, criterion: str, shown: str) -> None:
    assert shown in flat(on_screen(explained((edition, criterion, partial(label, edition))), View()).decode("utf-8"))


def test_all_that_differs_is_shown_with_its_source(run: Run, write: Write) -> None:
    shown = flat(run("criteria", "--policy", write(TAILORED, "ohio.yaml")).out)
    for expected in (
        "Holds from 2025-07-01 until 2026-06-30. (rules, p. 4)",
        "Minimum hours: 40 (2F-1). Raised this year. (rules, p. 4)",
        "Recognized currencies: ceu (3 ceu); stipend (5A-2, 5A-4). (rules, p. 4)",
        "Requires 1C-D3, which is desired elsewhere. (rules, Priorities)",
        "Waives 3C-1 for leading-restorative-circles until 2026-06-30, by Office of Educator Licensure: The study",
        "Reviewers: 3 decide a criterion; what is met on facts waits for one to confirm it. (rules, Reviewers)",
        "(desired, required by ohio, decided by a reviewer unless a policy sets a value)",
        "rules Rules for micro-credentials, https://education.example.org/rules, seen 2026-10-05",
    ):
        assert expected in shown, expected


@pytest.mark.parametrize("policy", policy_names())
def test_the_tailored_edition_as_json_gives_every_source(edition: Edition, policy: str) -> None:
    whole = json.loads(json_document(criteria_record((edition, read_policy(edition, find_policy(policy))))))
    tailored = whole["policy"]
    assert tailored["id"] == policy
    sources = {source["id"] for source in tailored["sources"]}
    values = [value for each in tailored["settings"].values() for value in each]
    parts = [*values, *tailored["purposes"], *tailored["says"]]
    assert parts
    for part in parts:
        assert part["document"] in sources
        assert part["place"]
    assert len(whole["components"]) == len(edition.components)


def test_all_that_differs_is_in_the_json(run: Run, write: Write) -> None:
    policy = document_of(run("criteria", "--policy", write(TAILORED), "--format", "json"))["policy"]
    at = {"document": "rules", "place": "p. 4"}
    assert policy["in_force"] == {"from": "2025-07-01", "until": "2026-06-30", **at}
    assert policy["settings"]["minimum_hours"] == [
        {"value": 40, "note": "Raised this year.", "complete": False, "scope": "", "state_wide": False, **at}
    ]
    assert policy["requires"] == [{"criterion": "1C-D3", "document": "rules", "place": "Priorities"}]
    reviewed = {"document": "rules", "place": "Reviewers"}
    assert policy["review"] == {"quorum": 3, "confirm_facts": True, "settle_alone": False, **reviewed}
    assert [(each["requirement"], each["profiles"]) for each in policy["waivers"]] == [
        ("3C-1", ["leading-restorative-circles"])
    ]
    assert document_of(run("criteria", "--format", "json"))["policy"] is None


def test_the_schema_of_a_policy_accepts_what_is_shipped_and_refuses_a_misspelt_setting(run: Run) -> None:
    schema = document_of(run("schema", "policy"))
    Draft202012Validator.check_schema(schema)
    source = {"document": "rules", "page": 4}
    policy = {
        "format": "mcaudit-policy/1",
        "id": "ohio",
        "title": "Ohio",
        "state": "OH",
        "edition": "v1.0",
        "sources": {"rules": {"title": "Rules", "url": "https://education.example.org", "seen": "2026-10-05"}},
    }
    validator = Draft202012Validator(schema)
    assert validator.is_valid({**policy, "settings": {"minimum_hours": {"value": 3, "source": source}}})
    assert not validator.is_valid({**policy, "settings": {"minimum_hour": {"value": 3, "source": source}}})


# --- one more state --------------------------------------------------------------------------------


@pytest.mark.slow
def test_adding_a_state_is_one_file(apart: Run, tmp_path: Path) -> None:
    """Python finds the copy before the checkout, as a module is looked for in the current folder first."""
    for folder in ("mcaudit", "criteria"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "ohio.yaml"))
    before = apart("criteria", "--policy", "ohio", cwd=tmp_path)
    assert before.code == 2
    assert "unknown policy `ohio`" in before.err
    (tmp_path / "criteria" / "policies" / "ohio.yaml").write_text(RULED, encoding="utf-8")
    listed = apart("criteria", "--policy", "ohio", cwd=tmp_path)
    assert listed.code == 0
    assert "As Ohio tailors it (policy ohio" in flat(listed.out)
    checked = apart("check", "--policy", "ohio", "--format", "json", COMPLETE, cwd=tmp_path)
    assert checked.code == 1
    assert document_of(checked)["audits"][0]["policy"]["id"] == "ohio"
    counted = apart(
        "accept", "--to", "OH:license_renewal", "--format", "json", "--date", "2026-06-01", COMPLETE, cwd=tmp_path
    )
    (cell,) = document_of(counted)["cells"]
    assert (cell["state"], cell["rule"]["id"], cell["answer"]) == ("OH", "points", "accepted")
    wrong = apart("criteria", "--policy", "ohoi", cwd=tmp_path)
    assert "did you mean `ohio`?" in wrong.err


OTHER_STATE = "Audited for Illinois. The profile was written for Ohio; its answers about Ohio are left out."


def test_a_profile_does_not_choose_its_gate_by_its_state(run: Callable[..., Ran]) -> None:
    done = run("check", "--gate", "submission", "--policy", "illinois", COMPLETE)
    assert done.code == 1
    assert "NOT READY" in done.out
    assert OTHER_STATE in flat(done.out)


@pytest.mark.parametrize("form", ["markdown", "sarif", "junit", "github", "gitlab", "concise", "csv"])
def test_each_output_says_for_which_state_a_profile_was_audited(run: Callable[..., Ran], form: str) -> None:
    assert OTHER_STATE in run("check", "--policy", "illinois", "--format", form, COMPLETE).out
    assert "Audited for Ohio. The profile" not in run("check", "--format", form, COMPLETE).out


def test_an_audit_for_another_state_says_so_in_json(run: Callable[..., Ran]) -> None:
    (there,) = document_of(run("check", "--policy", "illinois", "--format", "json", COMPLETE))["audits"]
    (home,) = document_of(run("check", "--format", "json", COMPLETE))["audits"]
    assert (there["state"], there["profile"]["state"], there["profile"]["written_for"]) == ("IL", "IL", "OH")
    assert home["profile"]["state"] == "OH"
    assert "written_for" not in home["profile"]


@pytest.mark.parametrize("depth", ["full", "summary", "letter", "todo"])
def test_a_document_says_for_which_state_a_profile_was_audited(
    run: Callable[..., Ran], tmp_path: Path, depth: str
) -> None:
    file = tmp_path / "audit.md"
    done = run("report", "--policy", "illinois", "--depth", depth, "-o", file, COMPLETE)
    assert done.code in (0, 1), done.err
    assert "The profile was written for Ohio; its answers about Ohio are left out." in file.read_text(encoding="utf-8")


def test_facts_tell_what_a_policy_makes_of_a_profile(run: Callable[..., Ran]) -> None:
    facts = json.loads(run("facts", "--policy", "illinois", COMPLETE).out)
    assert set(facts["derived"]["policy"]) == {"approved_provider_requirement", "verifying_body"}
    assert json.loads(run("facts", COMPLETE).out)["derived"]["policy"] == {}


EXAMPLE_REVIEW = ROOT / "docs" / "example-review" / "restorative-circles"


def test_what_ohio_decided_about_its_own_rules_does_not_count_in_tennessee(run: Callable[..., Ran]) -> None:
    done = run("check", "--policy", "tennessee", "--decisions", EXAMPLE_REVIEW, "--format", "json", COMPLETE)
    (audit,) = document_of(done)["audits"]
    decided = {each["criterion"] for each in audit["findings"] if each["basis"] in ("consensus", "adjudication")}
    bound = {criterion.id for criterion in default_edition().criteria if criterion.state.binding is Binding.BOUND}
    assert decided
    assert not decided & bound
    assert "names no state" in flat(run("check", "--policy", "tennessee", "--decisions", EXAMPLE_REVIEW, COMPLETE).err)
    assert "names no state, so for" not in flat(run("check", "--decisions", EXAMPLE_REVIEW, COMPLETE).err)


NEEDS = (
    {"form": ["digital_badge"]},
    {"provider": {"who": "issuer", "kinds": ["union"], "approved_by": [], "listed": None}},
    {"approved": {"of": "program", "by": ["Ohio Department of Education"]}},
    {"gate": "endorsement"},
    {"requirements": ["4A-any"]},
    {"at_least": {"field": "typical_hours", "amount": 15, "unit": "clock_hours", "unit_name": None, "per": "stack"}},
    {"listed": {"micro_credentials": [{"title": "Circles", "issuer": None}], "complete": False}},
    {"part_of": {"series": "Circles", "members": 5, "named": [], "mastery_percent": 85}},
    {"topic": ["Reading"]},
    {"judged": "It improves teaching.", "by": "district"},
    {"educator": "The license is valid."},
)


def test_the_tailored_edition_as_json_gives_every_field_of_a_rule(edition: Edition) -> None:
    place = {"document": "rules", "section": "Points"}
    said = {"document": "rules", "place": "Points"}
    written = {
        "id": "points",
        "purpose": "license_renewal",
        "text": "One counts for six points.",
        "source": place,
        "accepts": "yes",
        "standing": "in_force",
        "from": "2026-01-01",
        "decided_by": "state",
        "checked_by": {"who": "district", "text": "Staff approve points."},
        "for_whom": ["teachers"],
        "gives": {"kind": "relicensure_credit", "amount": 6, "unit": "pd_points", "per": "micro_credential"},
        "measures": "value",
        "limit": {"amount": 60, "unit": "pd_points", "per": "license_cycle"},
        "needs": [*NEEDS[:6], *({"any_of": [each, *NEEDS[9:]]} for each in NEEDS[6:9])],
    }
    rule = purpose_of(written)
    policy = Policy(id="ohio", title="Ohio", state="OH", path="", sha256="", purposes=(rule,))
    (record,) = criteria_record((edition, policy))["policy"]["purposes"]
    assert record["needs"][:6] == [{**each, **said} for each in NEEDS[:6]]
    alternatives = [[{**each, **said} for each in (one, *NEEDS[9:])] for one in NEEDS[6:9]]
    assert [each["any_of"] for each in record["needs"][6:]] == alternatives
    assert (record["accepts"], record["from"], record["until"], record["measures"]) == (
        True,
        "2026-01-01",
        None,
        "value",
    )
    assert (record["checked_by"], record["checks"]) == ("district", "Staff approve points.")
    assert (record["gives"]["amount"], record["limit"]["amount"]) == (6, 60)


ELN = ROOT / "profiles" / "illinois" / "eln-nurturing-a-culture-of-wellness.yaml"
REVIEWED = ("--decisions", ROOT / "docs" / "example-review" / "culture-of-wellness")


@pytest.mark.parametrize(
    "command",
    [
        ("facts", ELN),
        ("review", "status", ELN, *REVIEWED),
        ("review", "agreement", ELN, *REVIEWED),
        ("review", "settle", ELN, *REVIEWED),
    ],
    ids=lambda command: " ".join(map(str, command[:2])) if command[0] == "review" else command[0],
)
def test_a_command_on_profiles_takes_the_policy_of_the_state_of_each(run: Run, command: tuple[str | Path, ...]) -> None:
    own, named = (run(*command, "--policy", policy) for policy in ("own", "illinois"))
    assert (own.code, own.out) == (named.code, named.out) == (0, named.out)
    assert named.out


def test_a_worksheet_is_for_the_policy_of_the_profiles_state(run: Run, tmp_path: Path) -> None:
    who = ("--name", "Ann Reviewer", "--affiliation", "State Board")
    made = {name: tmp_path / f"{name}.html" for name in ("own", "illinois", "none")}
    for policy, path in made.items():
        assert run("review", "worksheet", ELN, *who, "-o", path, "--policy", policy).code == 0
    own, illinois, none = (path.read_bytes() for path in made.values())
    assert own == illinois != none


@pytest.mark.parametrize(
    "command", [("criteria",), ("schema", "profile", "--with", "required")], ids=["criteria", "schema"]
)
def test_the_policy_of_each_profile_is_about_nothing_where_there_is_no_profile(
    run: Run, write: Write, tmp_path: Path, command: tuple[str, ...]
) -> None:
    plain = run(*command, cwd=tmp_path)
    write("format: mcaudit-config/1\npolicy: own\n", "mcaudit.yaml")
    assert (plain.code, run(*command, cwd=tmp_path).out) == (0, plain.out)
    asked = run(*command, "--policy", "own", cwd=tmp_path)
    assert (asked.code, "unknown policy `own`" in asked.err) == (2, True)
