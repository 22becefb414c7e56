"""A policy that refers to nothing, names no source or waives what cannot be waived is refused, with file and line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from mcaudit.errors import Problem
from mcaudit.model import Edition, SourcedPlace
from mcaudit.reading.limits import MAX_PROBLEMS
from mcaudit.reading.parsing.tree import read_document
from mcaudit.reading.policy.read import check_in_force, find_policy, policy_names, read_policy
from mcaudit.reading.text import Text
from tests.conftest import Write, faults_in

HEAD = """\
format: mcaudit-policy/1
id: ohio
title: Ohio
state: OH
edition: v1.0
sources:
  rules:
    title: Rules for micro-credentials
    url: https://education.example.org/rules
    seen: 2026-10-05
"""
WAIVER = """\
waivers:
  - requirement: 1G-1
    reason: The study ends next spring.
    by: Office of Educator Licensure
    expires: 2026-12-31
"""
SOURCE = "source: {document: rules, page: 4}"


def set_to(setting: str, value: str, more: str = "") -> str:
    """Return a policy's settings, with one in them."""
    return f"settings:\n  {setting}:\n    value: {value}\n{more}    {SOURCE}\n"


A_DAY = "write a day of the calendar as YYYY-MM-DD"
DAY_FORM = "A day as YYYY-MM-DD."
UNITS = (
    "clock_hours, seat_hours, contact_hours, pd_hours, pd_points, pd_credits, ceu, renewal_credits, semester_hours, "
    "quarter_hours, graduate_credits, salary_credits, carnegie_units, us_dollars, percent_of_salary, salary_steps, "
    "salary_lanes or other"
)
OTHERWISE = "f it is not listed, write `unit: other` and its name as `unit_name`"


def problems_of(edition: Edition, path: Path) -> tuple[Problem, ...]:
    return faults_in(read_policy, edition, path)


@dataclass(frozen=True, kw_only=True)
class Refused:
    """What is added to a policy that is valid, or changed in it, and the one problem that this must lead to."""

    adds: str = ""
    changes: tuple[str, str] = ("", "")
    at: str
    """Text of the line that the problem names."""
    says: str
    offers: str

    @property
    def text(self) -> str:
        text = HEAD + self.adds
        assert self.changes[0] in text
        return text.replace(*self.changes) if self.changes[0] else text


# --- ids, and words that are in a list -------------------------------------------------------------

FORMS = (
    "micro_credential, digital_badge, digital_certificate, paper_certificate, endorsement, transcript, "
    "license_designation or other"
)
MISSPELT = {
    "a desired criterion": Refused(
        adds=f"requires:\n  - criterion: 1C-D9\n    {SOURCE}\n",
        at="criterion: 1C-D9",
        says="unknown criterion `1C-D9`",
        offers="did you mean `1C-D3`?",
    ),
    "a setting": Refused(
        adds=f"settings:\n  minimum_hour:\n    value: 3\n    {SOURCE}\n",
        at="minimum_hour:",
        says="unknown key `minimum_hour` in `settings`",
        offers="did you mean `minimum_hours`?",
    ),
    "a kind of currency": Refused(
        adds=set_to("recognized_currencies", "[{kind: pd_hour}]"),
        at="pd_hour",
        says="`kind` must be pd_hours, carnegie_units, pd_credit, ceu, relicensure_credit, salary_increase, stipend, "
        "bonus, other_compensation, graduate_credit or other, but is “pd_hour”",
        offers="did you mean `pd_hours`? If it is not listed, write `kind: other` and its name as `kind_name`",
    ),
    "the unit of a currency": Refused(
        adds=set_to("recognized_currencies", "[{kind: ceu, unit: ceus}]"),
        at="ceus",
        says=f"`unit` must be {UNITS}, but is “ceus”",
        offers=f"did you mean `ceu`? I{OTHERWISE}",
    ),
    "the unit of a rate": Refused(
        adds=set_to("currency_rates", "[{one: ceu, equals: 10, unit: clockhours}]"),
        at="clockhours",
        says=f"`unit` must be {UNITS}, but is “clockhours”",
        offers=f"did you mean `clock_hours`? I{OTHERWISE}",
    ),
    "a unit of the state's own": Refused(
        adds=set_to("recognized_currencies", "[{kind: pd_credit, unit: USBE credit}]"),
        at="USBE",
        says=f"`unit` must be {UNITS}, but is “USBE credit”",
        offers=f"i{OTHERWISE}",
    ),
    "the name of a unit": Refused(
        adds=set_to("recognized_currencies", "[{kind: ceu, unit: other, unit_nam: SCECH}]"),
        at="unit_nam",
        says="unknown key `unit_nam` in entry 1 of `value`",
        offers="did you mean `unit_name`?",
    ),
    "what an amount is given for": Refused(
        adds=set_to("recognized_currencies", "[{kind: ceu, amount: 3, basis: each_yer}]"),
        at="each_yer",
        says="`basis` must be each_micro_credential, each_badge, each_stack, each_hour, each_year or other, "
        "but is “each_yer”",
        offers="did you mean `each_year`?",
    ),
    "a word for a number": Refused(
        adds=f"settings:\n  resubmissions:\n    value: unlimeted\n    {SOURCE}\n",
        at="unlimeted",
        says="`value` must be multiple or unlimited, but is “unlimeted”",
        offers="did you mean `unlimited`?",
    ),
    "a criterion that needs more than words": Refused(
        adds=f"statements_enough:\n  value: no\n  criteria: [1E-4, 4A-al]\n  {SOURCE}\n",
        at="criteria: [1E-4",
        says="unknown criterion `4A-al`",
        offers="did you mean `4A-any`?",
    ),
    "the setting of a conflict": Refused(
        adds=set_to("minimum_hours", "3") + "conflicts:\n  - about: hours\n    setting: minimum_hour\n"
        f"    says: [{{text: Three., {SOURCE}}}, {{text: Four., {SOURCE}}}]\n",
        at="setting: minimum_hour",
        says="the policy does not set `minimum_hour`",
        offers="did you mean `minimum_hours`?",
    ),
    "a form of award": Refused(
        adds=f"settings:\n  award_forms:\n    value: [digital_bagde]\n    {SOURCE}\n",
        at="digital_bagde",
        says=f"entry 1 of `value` must be {FORMS}, but is “digital_bagde”",
        offers="did you mean `digital_badge`?",
    ),
    "a purpose": Refused(
        adds=f"purposes:\n  - purpose: license_renewals\n    text: It renews a license.\n    {SOURCE}\n",
        at="license_renewals",
        says="`purpose` must be initial_license, license_renewal, license_advancement, "
        "license_display, endorsement, leadership_role, pay, professional_learning, evaluation, preparation or other, "
        "but is “license_renewals”",
        offers="did you mean `license_renewal`?",
    ),
    "a part of the policy": Refused(
        adds="waiver: []\n",
        at="waiver:",
        says="unknown key `waiver` in the file",
        offers="did you mean `waivers`?",
    ),
    "an entry of a waiver": Refused(
        adds=f"{WAIVER}    profile: [made-up]\n",
        at="profile: [made-up]",
        says="unknown key `profile` in entry 1 of `waivers`",
        offers="did you mean `profiles`?",
    ),
}

# --- sources and reasons ---------------------------------------------------------------------------

UNSOURCED = {
    "a setting": Refused(
        adds="settings:\n  minimum_hours:\n    value: 3\n",
        at="minimum_hours:",
        says="`minimum_hours` has no `source`",
        offers="add `source:`",
    ),
    "a desired criterion that is required": Refused(
        adds="requires:\n  - criterion: 1C-D3\n",
        at="- criterion: 1C-D3",
        says="entry 1 of `requires` has no `source`",
        offers="add `source:`",
    ),
    "a purpose": Refused(
        adds="purposes:\n  - purpose: pay\n    text: It moves its earner one step up.\n",
        at="- purpose: pay",
        says="entry 1 of `purposes` has no `source`",
        offers="add `source:`",
    ),
    "a statement": Refused(
        adds="says:\n  - text: Proposals are read in May.\n",
        at="- text: Proposals",
        says="entry 1 of `says` has no `source`",
        offers="add `source:`",
    ),
    "one of several sources of a setting": Refused(
        adds=f"settings:\n  verifying_body:\n    - value: [One]\n      {SOURCE}\n    - value: [Another]\n",
        at="- value: [Another]",
        says="entry 2 of `verifying_body` has no `source`",
        offers="add `source:`",
    ),
    "that learning opportunities are required": Refused(
        adds="requires_learning_opportunities:\n  value: yes\n",
        at="requires_learning_opportunities:",
        says="`requires_learning_opportunities` has no `source`",
        offers="add `source:`",
    ),
    "one side of a conflict": Refused(
        adds=f"conflicts:\n  - about: the proof\n    says: [{{text: A form., {SOURCE}}}, {{text: A badge.}}]\n",
        at="says: [{text: A form",
        says="entry 2 of `says` has no `source`",
        offers="add `source:`",
    ),
    "the number of reviewers": Refused(
        adds="review:\n  quorum: 3\n", at="review:", says="`review` has no `source`", offers="add `source:`"
    ),
    "days of force": Refused(
        adds="in_force:\n  from: 2026-07-01\n",
        at="in_force:",
        says="`in_force` has no `source`",
        offers="add `source:`",
    ),
    "a source without a place in it": Refused(
        adds="settings:\n  minimum_hours:\n    value: 3\n    source: {document: rules}\n",
        at="source: {document: rules}",
        says="`source` needs `page` or `section`",
        offers="A document under `sources`, and the place in it.",
    ),
    "a source that is not listed": Refused(
        adds="settings:\n  minimum_hours:\n    value: 3\n    source: {document: rule, page: 4}\n",
        at="document: rule,",
        says="unknown document `rule`: it is not under `sources`",
        offers="did you mean `rules`?",
    ),
    "a document without an address": Refused(
        changes=("    url: https://education.example.org/rules\n", ""),
        at="  rules:",
        says="`rules` has no `url`",
        offers="add `url:` (An address that begins with http:// or https://)",
    ),
    "an address that is a script": Refused(
        changes=("https://education.example.org/rules", "javascript:alert(1)"),
        at="url:",
        says="`url` is “javascript:alert(1)”, which is not valid",
        offers="An address that begins with http:// or https://.",
    ),
    "a waiver without a reason": Refused(
        adds=WAIVER.replace("    reason: The study ends next spring.\n", ""),
        at="- requirement: 1G-1",
        says="entry 1 of `waivers` has no `reason`",
        offers="add `reason:` (Why, in a sentence)",
    ),
    "a waiver whose reason says nothing": Refused(
        adds=WAIVER.replace("The study ends next spring.", "none given"),
        at="reason:",
        says="`reason` is “none given”, which is not valid",
        offers="Why, in a sentence.",
    ),
    "a waiver that nobody decided": Refused(
        adds=WAIVER.replace("    by: Office of Educator Licensure\n", ""),
        at="- requirement: 1G-1",
        says="entry 1 of `waivers` has no `by`",
        offers="add `by:` (Who decided it, by name or office)",
    ),
    "a waiver for ever": Refused(
        adds=WAIVER.replace("    expires: 2026-12-31\n", ""),
        at="- requirement: 1G-1",
        says="entry 1 of `waivers` has no `expires`",
        offers="add `expires:`",
    ),
}

# --- values ----------------------------------------------------------------------------------------

UNFIT = {
    "another edition": Refused(
        changes=("edition: v1.0", "edition: v2.0"),
        at="edition:",
        says="it tailors `v2.0`, but the edition is `v1.0`",
        offers="check the edition",
    ),
    "a setting without a value": Refused(
        adds=f"settings:\n  minimum_hours:\n    {SOURCE}\n",
        at="minimum_hours:",
        says="`minimum_hours` has no `value`",
        offers="add `value:`",
    ),
    "hours that are not a number": Refused(
        adds=f"settings:\n  minimum_hours:\n    value: fifteen\n    {SOURCE}\n",
        at="value: fifteen",
        says="`value` must be a number, but is “fifteen”",
        offers="A number, such as 15 or 7.5",
    ),
    "names that are not a list": Refused(
        adds=f"settings:\n  approved_issuers:\n    value: Buckeye Example University\n    {SOURCE}\n",
        at="value: Buckeye",
        says="`value` must be a list (each entry on a line that begins with `- `), but is “Buckeye Example University”",
        offers="A list of texts, such as [one, two]",
    ),
    "no source of a setting": Refused(
        adds="settings:\n  verifying_body: []\n",
        at="verifying_body: []",
        says="`verifying_body` is empty",
        offers="write something, or remove the line",
    ),
    "a word for hours": Refused(
        adds=f"settings:\n  minimum_hours:\n    value: unlimited\n    {SOURCE}\n",
        at="value: unlimited",
        says="`value` must be a number, but is “unlimited”",
        offers="A number, such as 15 or 7.5",
    ),
    "a complete minimum": Refused(
        adds=f"settings:\n  minimum_hours:\n    value: 3\n    complete: yes\n    {SOURCE}\n",
        at="complete: yes",
        says="unknown key `complete` in `minimum_hours`",
        offers="did you mean `scope`?",
    ),
    "a body that is state-wide": Refused(
        adds=f"settings:\n  verifying_body:\n    value: [One]\n    state_wide: yes\n    {SOURCE}\n",
        at="state_wide: yes",
        says="unknown key `state_wide` in `verifying_body`",
        offers="it may be complete, note, scope, source or value",
    ),
    "a training for everyone and only for some": Refused(
        adds=set_to("recognized_evaluator_training", "[One]", "    state_wide: yes\n    scope: coaches\n"),
        at="scope: coaches",
        says="it cannot be state-wide and have a scope",
        offers="remove one of them",
    ),
    "the name of a unit that is listed": Refused(
        adds=set_to("recognized_currencies", "[{kind: ceu, unit: ceu, unit_name: Units}]"),
        at="unit_name: Units",
        says="`unit_name` names what is not listed, so `unit` must be other",
        offers="write `unit: other`, or remove `unit_name`",
    ),
    "the name of a converted unit that is listed": Refused(
        adds=set_to("currency_rates", "[{one: ceu, one_name: CEU, equals: 10, unit: clock_hours}]"),
        at="one_name: CEU",
        says="`one_name` names what is not listed, so `one` must be other",
        offers="write `one: other`, or remove `one_name`",
    ),
    "statements that are enough": Refused(
        adds=f"statements_enough:\n  value: yes\n  criteria: [1E-4]\n  {SOURCE}\n",
        at="value: yes",
        says="`value` must be no, but is “yes”",
        offers="it may be no",
    ),
    "a conflict of one": Refused(
        adds=f"conflicts:\n  - about: the proof\n    says: [{{text: A form., {SOURCE}}}]\n",
        at="says:",
        says="`says` has 1, but needs at least 2",
        offers="write something, or remove the line",
    ),
    "settings with nothing under them": Refused(
        adds="settings:\n",
        at="settings:",
        says="`settings` is empty; it must be a group of entries (`name: value`, indented)",
        offers="What the state has said, each with its source. Where several documents set one thing, write a list; "
        "one of its entries is then enough",
    ),
    "no reviewers": Refused(
        adds=f"review:\n  quorum: 0\n  {SOURCE}\n",
        at="quorum: 0",
        says="`quorum` is 0, but must be at least 1",
        offers="How many reviewers decide a criterion.",
    ),
    "facts to confirm, as a truth value": Refused(
        adds=f"review:\n  confirm_facts: true\n  {SOURCE}\n",
        at="confirm_facts: true",
        says="`confirm_facts` must be yes or no, but is true",
        offers="write yes",
    ),
    "a criterion that is required anyway": Refused(
        adds=f"requires:\n  - criterion: 1A-1\n    {SOURCE}\n",
        at="criterion: 1A-1",
        says="`1A-1` is already required",
        offers="list only desired criteria here",
    ),
    "a state by its name": Refused(
        changes=("state: OH", "state: Ohio"),
        at="state: Ohio",
        says="`state` is “Ohio”, which is not valid",
        offers="The state's two-letter postal code.",
    ),
    "an entry that stands twice": Refused(
        adds="title: Ohio again\n",
        at="title: Ohio again",
        says="`title` stands here a second time; the first is on line 3",
        offers="keep one of them",
    ),
}

# --- waivers ---------------------------------------------------------------------------------------


def waiver_of(requirement: str) -> str:
    return WAIVER.replace("1G-1", requirement)


def test_a_desired_criterion_that_the_policy_requires_may_be_waived(edition: Edition, write: Write) -> None:
    wanted = f"requires:\n  - criterion: 1C-D3\n    {SOURCE}\n"
    read = read_policy(edition, write(HEAD + wanted + waiver_of("1C-D3")))
    assert [each.requirement for each in read.waivers] == ["1C-D3"]


NOT_WAIVABLE = {
    "a member of a group": Refused(
        adds=waiver_of("4A-2"),
        at="requirement: 4A-2",
        says="`4A-2` is one of several alternatives and needs no waiver",
        offers="waive `4A-any`",
    ),
    "a desired criterion": Refused(
        adds=waiver_of("1C-D3"),
        at="requirement: 1C-D3",
        says="`1C-D3` is desired and not enforced",
        offers="remove the waiver",
    ),
    "an unknown criterion": Refused(
        adds=waiver_of("1G-2"),
        at="requirement: 1G-2",
        says="unknown requirement `1G-2`",
        offers="did you mean `1G-1`?",
    ),
    "an unknown group": Refused(
        adds=waiver_of("4A-all"),
        at="requirement: 4A-all",
        says="unknown requirement `4A-all`",
        offers="did you mean `4A-any`?",
    ),
    "nobody's profile": Refused(
        adds=f"{WAIVER}    profiles: []\n",
        at="profiles: []",
        says="`profiles` is empty",
        offers="write something, or remove the line",
    ),
}

# --- days ------------------------------------------------------------------------------------------

NO_DAYS = {
    "a waiver that ends on none": Refused(
        adds=WAIVER.replace("2026-12-31", "2026-06-31"),
        at="expires: 2026-06-31",
        says="2026-06-31 is not a valid date",
        offers=A_DAY,
    ),
    "a waiver that ends in another notation": Refused(
        adds=WAIVER.replace("2026-12-31", "12/31/2026"),
        at="expires:",
        says="`expires` is “12/31/2026”, which is not valid",
        offers=DAY_FORM,
    ),
    "a source that was seen on none": Refused(
        changes=("2026-10-05", "2026-02-30"), at="seen:", says="2026-02-30 is not a valid date", offers=A_DAY
    ),
    "force from none": Refused(
        adds=f"in_force:\n  from: 2026-02-29\n  {SOURCE}\n",
        at="from: 2026-02-29",
        says="2026-02-29 is not a valid date",
        offers=A_DAY,
    ),
    "force until none": Refused(
        adds=f"in_force:\n  until: 2026-11-31\n  {SOURCE}\n",
        at="until: 2026-11-31",
        says="2026-11-31 is not a valid date",
        offers=A_DAY,
    ),
}

TABLES = {"misspelt": MISSPELT, "unsourced": UNSOURCED, "unfit": UNFIT, "not waivable": NOT_WAIVABLE, "no day": NO_DAYS}


@pytest.mark.parametrize(
    "refused", [pytest.param(each, id=f"{kind}: {name}") for kind, t in TABLES.items() for name, each in t.items()]
)
def test_what_is_wrong_is_refused_at_its_line(edition: Edition, write: Write, refused: Refused) -> None:
    path = write(refused.text, "ohio.yaml")
    (problem,) = problems_of(edition, path)
    number, line = next(
        (number, line) for number, line in enumerate(refused.text.split("\n"), start=1) if refused.at in line
    )
    assert (problem.path, problem.line, problem.excerpt) == (path.as_posix(), number, line)
    assert (problem.message, problem.help) == (refused.says, refused.offers)


def test_everything_that_is_wrong_is_reported_in_the_order_of_the_file(edition: Edition, write: Write) -> None:
    text = (
        HEAD.replace("2026-10-05", "2026-02-30")
        + f"requires:\n  - criterion: 1C-D9\n    {SOURCE}\n"
        + f"settings:\n  minimum_hours:\n    value: 3\n    {SOURCE.replace('rules', 'rulebook')}\n"
        + waiver_of("4A-2")
    )
    problems = problems_of(edition, write(text))
    lines = [problem.line for problem in problems]
    assert lines == sorted(line for line in lines if line)
    assert [problem.message.partition(" ")[0] for problem in problems] == [
        "2026-02-30",
        "unknown",
        "unknown",
        "`4A-2`",
    ]
    assert ["1C-D9" in problems[1].message, "rulebook" in problems[2].message] == [True, True]


def test_problems_are_reported_up_to_a_limit(edition: Edition, write: Write) -> None:
    entry = WAIVER.removeprefix("waivers:\n").replace("1G-1", "9Z-9")
    assert len(problems_of(edition, write(HEAD + "waivers:\n" + entry * (MAX_PROBLEMS + 10)))) == MAX_PROBLEMS


# --- what is not a policy --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("- a\n- list\n", 1, id="a list"),
        pytest.param("just words\n", 1, id="text"),
        pytest.param("# nothing but\n# remarks\nid: ohio\n", 3, id="no format"),
        pytest.param("id: minimal\nformat: mcaudit-profile/1\n", 2, id="a profile"),
        pytest.param(HEAD.replace("mcaudit-policy/1", "mcaudit-policy/2"), 1, id="a later format"),
    ],
)
def test_a_file_that_is_not_a_policy_is_refused(edition: Edition, write: Write, text: str, line: int) -> None:
    (problem,) = problems_of(edition, write(text))
    assert (problem.message.partition(":")[0], problem.line) == ("this is not a policy", line)
    assert problem.help == "a policy starts with the line `format: mcaudit-policy/1`"


@pytest.mark.parametrize("written", ["+3", "03", "3.", "3e0", '"3"'])
def test_a_number_in_another_form_is_reported_how_to_be_written(edition: Edition, write: Write, written: str) -> None:
    review = f"review: {{quorum: {written}, {SOURCE}}}\n"
    problem = next(each for each in problems_of(edition, write(HEAD + review)) if "quorum" in each.message)
    assert problem.message == f"`quorum` must be a whole number, but is “{written.strip(chr(34))}”"
    assert problem.help == "write 3, without quotes"


def test_a_policy_in_json_is_read_as_json(edition: Edition, write: Write) -> None:
    """YAML takes neither tabs for spaces nor 1e1 for a number."""
    data = read_document(Text(path="", content=HEAD, sha256="")).data
    content = json.dumps({**data, "title": "\U0001f389 Ohio"}, indent="\t")
    assert read_policy(edition, write(content, "policy.json")).title == "\U0001f389 Ohio"
    (problem,) = problems_of(edition, write("format: mcaudit-policy/1\n", "policy.json"))
    assert problem.message.startswith("this is not JSON: ")


def test_a_format_that_only_looks_right_is_reported_why(edition: Edition, write: Write) -> None:
    (problem,) = problems_of(edition, write(HEAD.replace("mcaudit-policy", "mcaudit\u2011policy")))
    assert problem.message == (
        "this is not a policy: its format is “mcaudit\u2011policy/1”, with U+2011, which only looks like -"
    )


def test_a_file_that_is_not_there_is_reported_so(edition: Edition, tmp_path: Path) -> None:
    (problem,) = problems_of(edition, tmp_path / "none.yaml")
    assert problem.message == "there is no such file"


# --- finding one -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "help"),
    [
        ("illinios", "did you mean `illinois`?"),
        ("NORTH_CAROLINA", "did you mean `north-carolina`?"),
        ("zz", "it may be {} or {}, or a file".format(", ".join(policy_names()[:-1]), policy_names()[-1])),
    ],
)
def test_an_unknown_name_is_refused_with_those_there_are(name: str, help: str) -> None:
    (problem,) = faults_in(find_policy, name)
    assert (problem.path, problem.message) == (name, f"unknown policy `{name}`")
    assert problem.help == help


def test_a_policy_is_found_by_name_and_by_path(write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert find_policy("illinois").name == "illinois.yaml"
    assert find_policy("illinois").is_file()
    path = write(HEAD, "policies/nowhere.yaml")
    assert find_policy(str(path)) == path
    bare = write(HEAD, "nowhere")
    monkeypatch.chdir(tmp_path)
    assert find_policy("nowhere").samefile(bare)


def test_a_path_that_looks_like_a_file_is_not_taken_for_a_name(edition: Edition) -> None:
    (problem,) = problems_of(edition, find_policy("illinios.yaml"))
    assert (problem.path, problem.message) == ("illinios.yaml", "there is no such file")


# --- what is read ----------------------------------------------------------------------------------

WHOLE = (
    HEAD
    + f"""\
in_force: {{from: 2026-07-01, until: 2027-06-30, {SOURCE}}}
settings:
  minimum_hours: {{value: 7.5, source: {{document: rules, page: 4, section: Hours}}, note: As of this year.}}
requires:
  - {{criterion: 1C-D3, source: {{document: rules, section: Priorities}}}}
review: {{quorum: 3, confirm_facts: yes, {SOURCE}}}
purposes:
  - {{purpose: pay, text: One step up., {SOURCE}}}
says:
  - {{text: Proposals are read in May., {SOURCE}}}
gaps: Nothing is said of forms.
{WAIVER}    profiles: [one, two]
"""
)
PAGE = SourcedPlace(document="rules", place="p. 4")


def test_everything_that_a_policy_says_is_read(edition: Edition, write: Write) -> None:
    policy = read_policy(edition, write(WHOLE))
    assert (policy.id, policy.title, policy.state) == ("ohio", "Ohio", "OH")
    assert (policy.in_force_from, policy.in_force_until, policy.in_force) == ("2026-07-01", "2027-06-30", PAGE)
    (hours,) = policy.settings["minimum_hours"]
    assert (hours.value, hours.source.place, hours.note) == (7.5, "p. 4, Hours", "As of this year.")
    assert [(entry.criterion, entry.source.place) for entry in policy.requires] == [("1C-D3", "Priorities")]
    assert (policy.quorum, policy.confirm_facts, policy.review) == (3, True, PAGE)
    assert [(entry.purpose, entry.text, entry.source) for entry in policy.purposes] == [("pay", "One step up.", PAGE)]
    assert [(entry.text, entry.source) for entry in policy.says] == [("Proposals are read in May.", PAGE)]
    assert policy.gaps == "Nothing is said of forms."
    (waiver,) = policy.waivers
    assert (waiver.requirement, waiver.profiles, waiver.expires) == ("1G-1", ("one", "two"), "2026-12-31")
    assert (waiver.reason, waiver.by) == ("The study ends next spring.", "Office of Educator Licensure")


def test_what_a_policy_leaves_out_is_not_in_it(edition: Edition, write: Write) -> None:
    policy = read_policy(edition, write(HEAD))
    assert (policy.settings, policy.requires, policy.purposes, policy.waivers) == ({}, (), (), ())
    assert (policy.says, policy.conflicts, policy.gaps) == ((), (), "")
    assert (policy.requires_learning_opportunities, policy.statements_not_enough) == (None, frozenset())
    assert (policy.quorum, policy.confirm_facts, policy.review) == (2, False, None)
    assert (policy.in_force_from, policy.in_force_until, policy.in_force) == ("", "", None)


FACTS_OF_REAL_PAGES = f"""\
settings:
  recognized_currencies:
    - value:
        - {{kind: pd_credit, amount: 0.5, unit: other, unit_name: USBE credit}}
        - {{kind: stipend, amount: 100, unit: us_dollars, basis: each_badge}}
      source: {{document: rules, section: Credits}}
      complete: yes
    - value: [{{kind: other, kind_name: Board points, amount: 2}}]
      {SOURCE}
      scope: endorsements only
  currency_rates:
    value: [{{one: other, one_name: PTSB credit, equals: 14, unit: clock_hours}}]
    {SOURCE}
    scope: endorsements only
  resubmissions: {{value: unlimited, {SOURCE}}}
  recognized_evaluator_training: {{value: [Scoring with Fidelity], {SOURCE}, state_wide: yes}}
requires_learning_opportunities: {{value: yes, {SOURCE}}}
statements_enough: {{value: no, criteria: [1E-4, 4A-any], {SOURCE}}}
conflicts:
  - about: the versions of a page
    setting: resubmissions
    says:
      - {{text: There is no limit., {SOURCE}}}
      - {{text: Three times., source: {{document: rules, section: Old}}}}
"""


def test_the_facts_of_real_pages_can_be_written(edition: Edition, write: Write) -> None:
    policy = read_policy(edition, write(HEAD + FACTS_OF_REAL_PAGES))
    first, second = policy.settings["recognized_currencies"]
    assert (first.value[0]["unit_name"], first.value[1]["basis"]) == ("USBE credit", "each_badge")
    assert (first.complete, first.scope, first.source.place) == (True, "", "Credits")
    assert (second.complete, second.scope, second.source) == (False, "endorsements only", PAGE)
    assert policy.settings["currency_rates"][0].scope == "endorsements only"
    assert policy.settings["resubmissions"][0].value == "unlimited"
    assert policy.settings["recognized_evaluator_training"][0].state_wide
    assert policy.requires_learning_opportunities == PAGE
    assert policy.statements_not_enough == {"1E-4", "4A-any"}
    assert policy.statements_source == PAGE
    (conflict,) = policy.conflicts
    assert (conflict.about, [each.text for each in conflict.says]) == (
        "the versions of a page",
        ["There is no limit.", "Three times."],
    )
    assert [name for name in policy.settings if policy.is_disputed(name)] == ["resubmissions"]


def test_learning_opportunities_may_be_said_not_to_be_required(edition: Edition, write: Write) -> None:
    text = f"{HEAD}requires_learning_opportunities: {{value: no, {SOURCE}}}\n"
    assert read_policy(edition, write(text)).requires_learning_opportunities is None


def test_a_unit_without_a_name_and_an_amount_without_a_unit_are_still_valid(edition: Edition, write: Write) -> None:
    values = "[{kind: ceu, amount: 3}, {kind: ceu, unit: other}]"
    text = f"{HEAD}settings: {{recognized_currencies: {{value: {values}, {SOURCE}}}}}\n"
    assert len(read_policy(edition, write(text)).settings["recognized_currencies"][0].value) == 2


def test_a_waiver_without_profiles_is_for_all(edition: Edition, write: Write) -> None:
    (waiver,) = read_policy(edition, write(HEAD + WAIVER)).waivers
    assert waiver.covers("any-profile")


def test_a_document_may_have_any_short_name(edition: Edition, write: Write) -> None:
    text = HEAD.replace("  rules:", "  source:") + "says:\n  - {text: x, source: {document: source, page: 1}}\n"
    assert read_policy(edition, write(text)).sources[0].id == "source"


# --- days of force ---------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2026-07-01", "2026-12-01", "2027-06-30"])
def test_a_policy_holds_from_its_first_day_to_its_last(edition: Edition, write: Write, day: str) -> None:
    check_in_force(read_policy(edition, write(WHOLE)), day)


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2026-06-30", "the policy `ohio` is in force from 2026-07-01, but the audit is dated 2026-06-30"),
        ("2027-07-01", "the policy `ohio` was in force until 2027-06-30, but the audit is dated 2027-07-01"),
    ],
)
def test_a_policy_out_of_force_is_refused(edition: Edition, write: Write, day: str, says: str) -> None:
    path = write(WHOLE)
    (problem,) = faults_in(check_in_force, read_policy(edition, path), day)
    assert (problem.path, problem.message) == (path.as_posix(), says)
    assert problem.help == "give another --date, or the policy in force on that day"


def test_a_policy_without_days_always_holds(edition: Edition, write: Write) -> None:
    policy = read_policy(edition, write(HEAD))
    check_in_force(policy, "1990-01-01")
    check_in_force(policy, "2990-01-01")
