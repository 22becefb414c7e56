"""`mcaudit accept` as its users run it: what is asked, what each medium says, and what the exit code means."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from mcaudit.app.acceptance import _EXITS
from mcaudit.model.acceptance import Answer
from mcaudit.model.purposes import Whose
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.policy.read import find_policy, policy_names, read_policy
from tests.conftest import COMPLETE, MINIMAL, ROOT, Ran, Run, Write, held_to_schema

Here = Callable[..., Ran]
DAY = ("--date", "2026-11-30")
OHIO = """\
format: mcaudit-policy/1
id: ohio-of-tests
title: Ohio
state: OH
edition: v1.0
sources:
  rules: {title: The rules, url: "https://rules.example.org/", seen: 2025-10-05, whose: state}
purposes:
  - id: points
    purpose: license_renewal
    text: One counts for six points.
    source: {document: rules, section: Points}
    accepts: yes
    standing: in_force
    decided_by: state
    checked_by: {who: district, text: Staff approve or deny points.}
    gives: {kind: relicensure_credit, amount: 6, unit: pd_points, per: micro_credential}
    limit: {amount: 60, unit: pd_points, per: license_cycle}
    needs:
      - {form: [digital_badge]}
      - {educator: The license is valid.}
  - id: refusal
    purpose: endorsement
    text: It is not an endorsement.
    source: {document: rules, page: 2}
    accepts: no
    standing: in_force
  - id: local
    purpose: pay
    text: Districts decide.
    source: {document: rules, page: 3}
    accepts: yes
    standing: in_force
    decided_by: district
  - id: plan
    purpose: evaluation
    text: A plan.
    source: {document: rules, page: 4}
    accepts: yes
    standing: draft
    decided_by: state
"""
BADGE = """\
dossier: {page: {title: The page of the badge, url: "https://badge.example.org/"}}
issuers:
  form:
    forms: [digital_badge]
    citations: [{document: page, section: Badge}]
"""


@pytest.fixture
def here(run: Run) -> Here:
    """Run `mcaudit accept` on one day."""
    return partial(run, "accept", *DAY)


@pytest.fixture
def badge(write: Write) -> Path:
    return write(MINIMAL + BADGE, "badge.yaml")


@pytest.fixture
def ohio(write: Write) -> tuple[str, ...]:
    return ("--policy", "none", "--policy", str(write(OHIO, "ohio.yaml")))


def record(text: str) -> dict[str, Any]:
    """Return a map as JSON, held to its schema."""
    return held_to_schema("acceptance", text)


def answers(whole: dict[str, Any]) -> dict[tuple[str, str], tuple[str, str]]:
    return {(cell["state"], cell["purpose"]): (cell["answer"], cell["because"]) for cell in whole["cells"]}


def test_every_answer_is_shown_with_what_it_gives_and_why(here: Here, badge: Path, ohio: tuple[str, ...]) -> None:
    done = here(badge, *ohio)
    assert (done.code, done.err) == (0, "")
    lines = " ".join(done.out.split())
    assert (
        "4 answers from 1 state and 4 purposes, on November 30, 2026: 1 accepted, 1 not accepted, 1 delegated, "
        "1 not stated." in lines
    )
    assert "1 acceptance rests on claims that nobody has checked." in lines
    assert "Ohio License renewal accepted: 6 PD points, at most 60 PD points per license cycle (on claims)" in lines
    assert "Endorsement not accepted: The state refuses it: It is not an endorsement." in lines
    assert "Pay delegated: The district decides whether it counts, and how much." in lines
    assert "Ohio, evaluation: The rule is a draft." in lines


def test_where_nothing_is_accepted_it_says_who_could_still_change_that(
    here: Here, write: Write, ohio: tuple[str, ...]
) -> None:
    done = here(write(MINIMAL, "silent.yaml"), *ohio)
    lines = " ".join(done.out.split())
    assert (
        "Nothing is accepted yet, but 2 of 3 answers are open: in 1, the provider could still say more; in 1, the "
        "state lets somebody else decide." in lines
    )
    assert "undecided: The profile does not say whether this form is awarded." in lines


def test_json_is_held_to_its_schema_and_says_everything(here: Here, badge: Path, ohio: tuple[str, ...]) -> None:
    whole = record(here(badge, *ohio, "--format", "json").out)
    assert answers(whole) == {
        ("OH", "license_renewal"): ("accepted", "conditions"),
        ("OH", "endorsement"): ("not_accepted", "refused"),
        ("OH", "pay"): ("delegated", "conditions"),
        ("OH", "evaluation"): ("silent", "draft"),
    }
    rule = next(cell for cell in whole["cells"] if cell["answer"] == "accepted")["rule"]
    assert (rule["gives"]["amount"], rule["limit"]["amount"], rule["checked_by"]) == (6, 60, "district")
    assert (rule["educator"], rule["on_claims"], rule["deciding"]) == (["The license is valid."], ["form"], [])
    assert rule["source"]["title"] == "The rules"
    (condition,) = rule["conditions"]
    assert (condition["holds"], condition["criterion"], condition["rests_on"]) == ("yes", "4B-1", "claim")
    assert condition["citations"] == [{"document": "page", "place": "Badge"}]
    assert condition["location"]["path"].endswith("badge.yaml")
    assert condition["location"]["line"]


def test_one_answer_is_explained_in_full(here: Here, badge: Path, ohio: tuple[str, ...]) -> None:
    done = here(badge, *ohio, "--explain", "Ohio:license renewal")
    said = " ".join(done.out.split())
    assert "badge.yaml:" in done.out.replace("\n", "").replace(" ", "")
    for words in (
        "Ohio, license renewal: accepted",
        "The rules, Points (read on October 5, 2025, 13 months before this map)",
        "Checked by the district: Staff approve or deny points.",
        "The profile lists digital badge. (claimed and cited, not checked)",
        "Cited: The page of the badge, Badge.",
        "Depends on the educator, and is not decided here: - The license is valid.",
    ):
        assert words in said


def test_every_output_says_that_nobody_submitted_it_or_that_it_is_fictional(here: Here, tmp_path: Path) -> None:
    outs = [tmp_path / f"map.{ending}" for ending in ("html", "md", "csv")]
    here(COMPLETE, "--to", "TN", *(arg for path in outs for arg in ("-o", path)))
    assert all("fictional" in path.read_text(encoding="utf-8-sig").casefold() for path in outs)
    path = ROOT / "profiles" / "national" / "nea-inquiry-with-primary-sources.yaml"
    for more in ((), ("--explain", "TN:license_renewal")):
        assert "This is a reading of public pages; no provider submitted it." in here(path, "--to", "TN", *more).out
    assert "of the 12 are readings of public pages" in here("profiles", "--to", "TN").out


def test_states_and_purposes_are_chosen(here: Here, badge: Path) -> None:
    whole = record(here(badge, "--to", "TN,Ohio:license_renewal,CA:pay", "--format", "json").out)
    found = answers(whole)
    assert {state for state, _ in found} == {"TN", "OH", "CA"}
    assert [purpose for state, purpose in found if state == "OH"] == ["license_renewal"]
    assert found["CA", "pay"] == ("silent", "no_policy")
    assert found["TN", "license_renewal"] == ("delegated", "conditions")


@pytest.mark.parametrize(
    ("form", "complete", "answer"),
    [
        ("digital_certificate", "", "accepted"),
        ("digital_badge", "", "delegated"),
        ("digital_badge", "lists_complete: [forms]\n", "delegated"),
        ("transcript", "", "undecided"),
        ("transcript", "lists_complete: [forms]\n", "not_accepted"),
    ],
)
def test_tennessee_asks_for_a_certificate_and_leaves_a_badge_to_those_who_approve_points(
    here: Here, write: Write, form: str, complete: str, answer: str
) -> None:
    path = write(MINIMAL + complete + BADGE.replace("digital_badge", form), "proof.yaml")
    found = answers(record(here(path, "--to", "TN", "--format", "json").out))
    assert found["TN", "license_renewal"] == found["TN", "license_advancement"] == (answer, "conditions")


def test_a_profile_of_another_state_carries_no_facts_about_that_state(here: Here, write: Write) -> None:
    form = BADGE.replace(
        "    forms: [digital_badge]\n", "    forms_by_state: [{form: digital_badge, standing: awarded}]\n"
    )
    path = write(MINIMAL + form, "elsewhere.yaml")
    whole = record(here(path, "--to", "TN:license_renewal,OH:license_renewal", "--format", "json").out)
    assert answers(whole)["TN", "license_renewal"] == ("undecided", "conditions")


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("OH:license_renewal", 0),
        ("OH:endorsement", 1),
        ("OH:pay", 3),
        ("OH:evaluation", 3),
        ("CA:license_renewal", 3),
    ],
    ids=["accepted", "not accepted", "delegated", "not in force", "not said"],
)
def test_the_exit_code_answers_what_is_required(
    here: Here, badge: Path, ohio: tuple[str, ...], to: str, code: int
) -> None:
    assert here(badge, *ohio, "--require", to).code == code


def test_the_most_severe_of_several_answers_counts(here: Here, badge: Path, ohio: tuple[str, ...]) -> None:
    assert here(badge, *ohio, "--require", "OH:license_renewal", "--require", "OH:endorsement").code == 1
    assert here(badge, *ohio, "--require", "OH:license_renewal", "--require", "OH:pay").code == 3


def test_every_answer_has_an_exit_code() -> None:
    assert set(_EXITS) == set(Answer)


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--to", "TN:license_renewel"), "did you mean `license_renewal`?"),
        (("--to", "Tenessee"), "“Tenessee” is not a state"),
        (("--require", "TN"), "“TN” names no purpose"),
        (("--explain", "XX:pay"), "“XX” is not a state"),
        (("--policy", "nowhere.yaml"), "there is no such file"),
        (("--policy", "none"), "no policy has a rule for a purpose"),
        (("--policy", "none", "--to", "TN"), "no policy has a rule for a purpose"),
        (("-o", "map.docx"), ".html"),
    ],
)
def test_what_cannot_be_is_refused(here: Here, badge: Path, args: tuple[str, ...], says: str) -> None:
    done = here(badge, *args)
    assert done.code == 2
    assert says in " ".join(done.err.replace("│", " ").split())


def test_two_policies_for_one_state_are_refused(here: Here, badge: Path, write: Write) -> None:
    one, two = write(OHIO, "policies/one.yaml"), write(OHIO, "policies/two.yaml")
    done = here(badge, "--policy", one.parent)
    assert done.code == 2
    assert f"{one.as_posix()} is a policy for OH as well" in done.err
    assert here(badge, "--policy", two).code == 0


def test_a_profile_that_cannot_be_read_does_not_stop_the_others(
    here: Here, badge: Path, ohio: tuple[str, ...], write: Write
) -> None:
    write("format: mcaudit-profile/1\nid: [\n", "broken.yaml")
    done = here(badge.parent, *ohio)
    assert done.code == 2
    assert "broken.yaml" in done.err
    assert "License renewal" in done.out


def test_it_is_written_in_every_medium(here: Here, badge: Path, ohio: tuple[str, ...], tmp_path: Path) -> None:
    outs = [tmp_path / f"map.{ending}" for ending in ("html", "md", "xlsx", "csv", "json", "txt")]
    done = here(badge, *ohio, *(arg for path in outs for arg in ("-o", path)))
    assert (done.code, done.out) == (0, "")
    html = outs[0].read_text(encoding="utf-8")
    assert html.count("<h1") == 1
    assert "6 PD points, at most 60 PD points per license cycle" in html
    assert "Staff approve or deny points." in outs[1].read_text(encoding="utf-8")
    book = load_workbook(outs[2])
    assert book.sheetnames == ["About", "Map", "Answers", "Conditions", "Unsaid"]
    rows = list(csv.DictReader(StringIO(outs[3].read_text(encoding="utf-8-sig"))))
    assert (rows[0]["purpose"], rows[0]["answer"], rows[0]["amount"]) == ("license_renewal", "accepted", "6")
    assert record(outs[4].read_text(encoding="utf-8"))["format"] == "mcaudit-acceptance/1"


def test_a_map_of_several_has_one_grid_a_line_for_each_answer_and_each_rule_once(
    here: Here, badge: Path, write: Write, ohio: tuple[str, ...], tmp_path: Path
) -> None:
    target = tmp_path / "map.md"
    assert here(badge, write(MINIMAL, "other.yaml"), *ohio, "-o", target).code == 0
    text = target.read_text(encoding="utf-8")
    assert text.count("What each state answers") == 1
    assert text.count("Staff approve or deny points.") == 1  # the rule, in the list of rules
    for title in ("Ohio, license renewal", "Ohio, endorsement", "Ohio, pay"):
        assert len(re.findall(rf"^### {title}: ", text, re.MULTILINE)) == 2
    assert "6 PD points, at most 60 PD points per license cycle" in text


@pytest.mark.parametrize(
    ("configured", "answer"),
    [("ohio.yaml", "accepted"), ("own", "delegated"), ("none", "delegated")],
    ids=["a policy of its own", "what each profile is audited by", "no policy for audits"],
)
def test_a_configured_policy_replaces_the_one_of_its_state(
    here: Here, badge: Path, write: Write, configured: str, answer: str
) -> None:
    write(OHIO, "ohio.yaml")
    write(f"format: mcaudit-config/1\npolicy: {configured}\n", "mcaudit.yaml")
    whole = record(here(badge, "--to", "OH:license_renewal", "--format", "json", cwd=badge.parent).out)
    assert answers(whole)["OH", "license_renewal"][0] == answer


def test_json_is_written_as_every_other_json_is(here: Here, badge: Path, ohio: tuple[str, ...]) -> None:
    text = here(badge, *ohio, "--fixes", "--format", "json").out
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("name", ["ohio.yaml", "ohio.yml", "ohio.md"])
def test_a_folder_of_policies_holds_some(here: Here, badge: Path, write: Write, name: str) -> None:
    """A folder without any would be taken for the shipped policies."""
    folder = write(OHIO, f"policies/{name}").parent
    write("{}", "policies/policy.schema.json")  # the guide has it written beside a policy
    done = here(badge, "--policy", folder, "--to", "OH:pay")
    found = name != "ohio.md"
    assert done.code == (0 if found else 2)
    assert ("holds no policy" in done.err) is not found


def test_no_policy_is_overwritten(here: Here, badge: Path, write: Write) -> None:
    path = write(OHIO, "ohio.json")
    done = here(badge, "--policy", "none", "--policy", write(OHIO, "ohio.md"), "-o", badge.parent / "ohio.md")
    assert done.code == 2
    assert path.read_text(encoding="utf-8") == OHIO


# --- what would open it ----------------------------------------------------------------------------


def test_the_smallest_fixes_are_shown_by_who_does_them(here: Here, write: Write, ohio: tuple[str, ...]) -> None:
    bare = write(MINIMAL, "bare.yaml")
    said = " ".join(here(bare, *ohio, "--fixes").out.split())
    assert "Ohio, license renewal 1 act: - Provider: Answer in 4B: forms (such as digital badge)." in said
    assert "Ohio, endorsement 1 act: - Ohio: Change the rule, which refuses them." in said
    assert "Ohio, pay 1 act: - Whoever the state leaves it to: Approve it: Districts decide." in said


def test_a_reader_sees_what_they_can_do_alone(here: Here, write: Write, ohio: tuple[str, ...]) -> None:
    bare = write(MINIMAL, "bare.yaml")
    said = " ".join(here(bare, *ohio, "--for", "provider").out.split())
    assert "Ohio, license renewal 1 act: - Provider: Answer in 4B: forms (such as digital badge)." in said
    assert "Ohio, pay Nothing that the provider can do alone opens it." in said
    assert "Ohio, license renewal Nothing that reviewers can do alone opens it." in " ".join(
        here(bare, *ohio, "--for", "reviewers").out.split()
    )


def test_fixes_are_in_json_with_what_each_act_opens(here: Here, write: Write, ohio: tuple[str, ...]) -> None:
    bare = write(MINIMAL, "bare.yaml")
    whole = record(here(bare, *ohio, "--fixes", "--format", "json").out)
    fixes = {cell["purpose"]: cell["fixes"] for cell in whole["cells"]}
    assert fixes["license_renewal"] == {
        "target": "accepted",
        "size": 1,
        "proven": True,
        "sets": 1,
        "always": ["provider:answer:/issuers/form/forms"],
        "one_of": [],
    }
    act = next(each for each in whole["acts"] if each["id"] == "provider:answer:/issuers/form/forms")
    assert (act["opens"], act["unavoidable"], act["profile"]) == (1, 1, "minimal")
    assert "fixes" not in record(here(bare, *ohio, "--format", "json").out)["cells"][0]


def test_doing_what_the_fixes_say_opens_the_cell(here: Here, write: Write, badge: Path, ohio: tuple[str, ...]) -> None:
    """The profile `badge` answers what the bare one does not."""
    bare = write(MINIMAL, "bare.yaml")
    before, after = (here(path, *ohio, "--require", "OH:license_renewal").code for path in (bare, badge))
    assert (before, after) == (3, 0)


# --- the shipped profiles and policies -------------------------------------------------------------


def test_no_cell_is_accepted_or_delegated_without_a_rule_in_the_states_own_word(here: Here, write: Write) -> None:
    certificate = write(MINIMAL + BADGE.replace("digital_badge", "digital_certificate"), "certificate.yaml")
    whole = record(here("profiles", certificate, "--format", "json").out)
    edition = default_edition()
    policies = {policy.state: policy for policy in (read_policy(edition, find_policy(name)) for name in policy_names())}
    given = {
        answer: [cell for cell in whole["cells"] if cell["answer"] == answer] for answer in ("accepted", "delegated")
    }
    assert all(given.values())
    for cell in (*given["accepted"], *given["delegated"]):
        whose = {source.id: source.whose for source in policies[cell["state"]].sources}
        rule = cell["rule"]
        assert whose[rule["source"]["document"]] is Whose.STATE
        assert all(each["holds"] == "yes" or each["left_to"] for each in rule["conditions"])
    for cell in given["accepted"]:
        assert all(condition["holds"] == "yes" for condition in cell["rule"]["conditions"])
        assert cell["rule"]["decided_by"] == "state"


def test_the_endorsement_gate_as_a_condition_is_supplied_with_the_currency_that_the_rule_gives(
    here: Here, write: Write
) -> None:
    """The fictional review meets all but what only the state can give: 5A-any and 5A-6."""
    gated = OHIO.replace("      - {form: [digital_badge]}\n", "      - {gate: endorsement}\n")
    ohio = ("--policy", "none", "--policy", write(gated, "gated.yaml"))
    review = ROOT / "docs" / "example-review" / "restorative-circles"
    done = here(COMPLETE, *ohio, "--decisions", review, "--explain", "OH:license_renewal", "--format", "terminal")
    assert done.code == 0
    assert "gate" in done.out
