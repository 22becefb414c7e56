"""A policy that refers to nothing, names no source or waives what cannot be waived is refused, with file and line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from mcaudit.errors import InputError, Problem
from mcaudit.model import Edition, Policy, Purpose, SettingValue, SourcedPlace, Statement
from mcaudit.reading.limits import MAX_PROBLEMS
from mcaudit.reading.policy import check_in_force, find_policy, policy_names, read_policy

Write = Callable[..., Path]

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
A_DAY = "write a day of the calendar as YYYY-MM-DD"
DAY_FORM = "A day as YYYY-MM-DD."


def problems_of(edition: Edition, path: Path) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read_policy(edition, path)
    return caught.value.problems


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
UNITS = (
    "clock_hours, seat_hours, contact_hours, pd_hours, pd_points, pd_credits, ceu, renewal_credits, semester_hours, "
    "quarter_hours, graduate_credits, salary_credits, carnegie_units, us_dollars, percent_of_salary, salary_steps, "
    "salary_lanes or other"
)
MISSPELT = {
    "a desired criterion": Refused(
        adds=f"requires:\n  - criterion: 1C-D9\n    {SOURCE}\n",
        at="criterion: 1C-D9",
        says="`1C-D9` is no criterion of this edition",
        offers="did you mean `1C-D3`?",
    ),
    "a setting": Refused(
        adds=f"settings:\n  minimum_hour:\n    value: 3\n    {SOURCE}\n",
        at="minimum_hour:",
        says="unknown key `minimum_hour` in `settings`",
        offers="did you mean `minimum_hours`?",
    ),
    "a kind of currency": Refused(
        adds=f"settings:\n  recognized_currencies:\n    value: [{{kind: pd_hour}}]\n    {SOURCE}\n",
        at="pd_hour",
        says="`kind` must be pd_hours, carnegie_units, pd_credit, ceu, relicensure_credit, "
        "salary_increase, stipend, bonus, other_compensation, graduate_credit or other, but is “pd_hour”",
        offers="did you mean `pd_hours`?",
    ),
    "the unit of a currency": Refused(
        adds=f"settings:\n  recognized_currencies:\n    value: [{{kind: ceu, unit: ceus}}]\n    {SOURCE}\n",
        at="ceus",
        says=f"`unit` must be {UNITS}, but is “ceus”",
        offers="did you mean `ceu`?",
    ),
    "the unit of a rate": Refused(
        adds=f"settings:\n  currency_rates:\n    value: [{{one: ceu, equals: 10, unit: clockhours}}]\n    {SOURCE}\n",
        at="clockhours",
        says=f"`unit` must be {UNITS}, but is “clockhours”",
        offers="did you mean `clock_hours`?",
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
        "license_display, endorsement, leadership_role, pay, professional_learning or other, but is “license_renewals”",
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
        says="`rule` is no entry of `sources`",
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
        says="it tailors `v2.0`, and the edition is `v1.0`",
        offers="check the edition",
    ),
    "a setting without a value": Refused(
        adds=f"settings:\n  minimum_hours:\n    {SOURCE}\n",
        at="minimum_hours:",
        says="`minimum_hours` has no `value`",
        offers="add `value:`",
    ),
    "hours that are no number": Refused(
        adds=f"settings:\n  minimum_hours:\n    value: fifteen\n    {SOURCE}\n",
        at="value: fifteen",
        says="`value` must be a number, but is “fifteen”",
        offers="A number, such as 15 or 7.5",
    ),
    "names that are no list": Refused(
        adds=f"settings:\n  approved_issuers:\n    value: Buckeye Example University\n    {SOURCE}\n",
        at="value: Buckeye",
        says="`value` must be a list (each entry on a line that begins with `- `), but is “Buckeye Example University”",
        offers="A list of texts, such as [one, two]",
    ),
    "settings with nothing under them": Refused(
        adds="settings:\n",
        at="settings:",
        says="`settings` is empty; it must be a group of entries (`name: value`, indented)",
        offers="What the state has said, each with its source",
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
        says="`1A-1` is required anyway",
        offers="only desired criteria can be required by a state",
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
        says="`1C-D3` is desired, and nothing enforces it",
        offers="remove the waiver",
    ),
    "an unknown criterion": Refused(
        adds=waiver_of("1G-2"),
        at="requirement: 1G-2",
        says="`1G-2` is no requirement of this edition",
        offers="did you mean `1G-1`?",
    ),
    "an unknown group": Refused(
        adds=waiver_of("4A-all"),
        at="requirement: 4A-all",
        says="`4A-all` is no requirement of this edition",
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
        says="2026-06-31 is no day",
        offers=A_DAY,
    ),
    "a waiver that ends in another notation": Refused(
        adds=WAIVER.replace("2026-12-31", "12/31/2026"),
        at="expires:",
        says="`expires` is “12/31/2026”, which is not valid",
        offers=DAY_FORM,
    ),
    "a source that was seen on none": Refused(
        changes=("2026-10-05", "2026-02-30"), at="seen:", says="2026-02-30 is no day", offers=A_DAY
    ),
    "force from none": Refused(
        adds=f"in_force:\n  from: 2026-02-29\n  {SOURCE}\n",
        at="from: 2026-02-29",
        says="2026-02-29 is no day",
        offers=A_DAY,
    ),
    "force until none": Refused(
        adds=f"in_force:\n  until: 2026-11-31\n  {SOURCE}\n",
        at="until: 2026-11-31",
        says="2026-11-31 is no day",
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


def test_everything_that_is_wrong_is_told_in_the_order_of_the_file(edition: Edition, write: Write) -> None:
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
        "`1C-D9`",
        "`rulebook`",
        "`4A-2`",
    ]


def test_problems_are_told_up_to_a_limit(edition: Edition, write: Write) -> None:
    entry = WAIVER.removeprefix("waivers:\n").replace("1G-1", "9Z-9")
    assert len(problems_of(edition, write(HEAD + "waivers:\n" + entry * (MAX_PROBLEMS + 10)))) == MAX_PROBLEMS


# --- what is no policy at all ----------------------------------------------------------------------


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
def test_a_file_that_is_no_policy_is_told_so(edition: Edition, write: Write, text: str, line: int) -> None:
    (problem,) = problems_of(edition, write(text))
    assert (problem.message, problem.line) == ("this is no policy", line)
    assert problem.help == "a policy begins with the line `format: mcaudit-policy/1`"


def test_a_file_that_is_not_there_is_told_so(edition: Edition, tmp_path: Path) -> None:
    (problem,) = problems_of(edition, tmp_path / "none.yaml")
    assert problem.message == "there is no such file"


# --- finding one -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "help"),
    [
        ("illinios", "did you mean `illinois`?"),
        ("NORTH_CAROLINA", "did you mean `north-carolina`?"),
        ("zz", "it may be delaware, illinois, north-carolina, south-carolina or tennessee"),
    ],
)
def test_an_unknown_name_is_refused_with_those_there_are(name: str, help: str) -> None:
    with pytest.raises(InputError) as caught:
        find_policy(name)
    (problem,) = caught.value.problems
    assert (problem.path, problem.message) == (name, f"there is no policy called `{name}`")
    assert problem.help == help


def test_a_policy_is_found_by_name_and_by_path(write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert find_policy("illinois").name == "illinois.yaml"
    assert find_policy("illinois").is_file()
    path = write(HEAD, "policies/ohio.yaml")
    assert find_policy(str(path)) == path
    bare = write(HEAD, "ohio")
    monkeypatch.chdir(tmp_path)
    assert find_policy("ohio").samefile(bare)


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
    hours = policy.settings["minimum_hours"]
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
    assert (policy.says, policy.gaps) == ((), "")
    assert (policy.quorum, policy.confirm_facts, policy.review) == (2, False, None)
    assert (policy.in_force_from, policy.in_force_until, policy.in_force) == ("", "", None)


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
        ("2026-06-30", "the policy `ohio` holds from 2026-07-01, and the audit is dated 2026-06-30"),
        ("2027-07-01", "the policy `ohio` held until 2027-06-30, and the audit is dated 2027-07-01"),
    ],
)
def test_a_policy_out_of_force_is_refused(edition: Edition, write: Write, day: str, says: str) -> None:
    path = write(WHOLE)
    with pytest.raises(InputError) as caught:
        check_in_force(read_policy(edition, path), day)
    (problem,) = caught.value.problems
    assert (problem.path, problem.message) == (path.as_posix(), says)
    assert problem.help == "give another --date, or the policy that holds on that day"


def test_a_policy_without_days_always_holds(edition: Edition, write: Write) -> None:
    policy = read_policy(edition, write(HEAD))
    check_in_force(policy, "1990-01-01")
    check_in_force(policy, "2990-01-01")


# --- the shipped ones ------------------------------------------------------------------------------

SHIPPED = {
    "delaware": ("DE", set()),
    "illinois": ("IL", {"approved_provider_requirement", "verifying_body"}),
    "north-carolina": ("NC", {"currency_rates"}),
    "south-carolina": ("SC", {"currency_rates"}),
    "tennessee": ("TN", {"recognized_currencies", "currency_rates"}),
}
"""Policy → its state, and all that the state has set as far as its pages say."""


def shipped(edition: Edition, name: str) -> Policy:
    return read_policy(edition, find_policy(name))


def test_the_shipped_policies_are_those_that_are_listed() -> None:
    assert policy_names() == tuple(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_policy_sets_what_its_state_said_and_nothing_else(edition: Edition, name: str) -> None:
    policy = shipped(edition, name)
    assert (policy.id, policy.state, set(policy.settings)) == (name, *SHIPPED[name])
    assert (policy.requires, policy.waivers, policy.in_force) == ((), (), None)
    assert (policy.review, policy.quorum, policy.confirm_facts) == (None, 2, False)
    assert policy.gaps


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_policy_rests_on_every_source_that_it_lists(edition: Edition, name: str) -> None:
    policy = shipped(edition, name)
    parts: list[SettingValue | Purpose | Statement] = [*policy.settings.values(), *policy.purposes, *policy.says]
    assert {part.source.document for part in parts} == {source.id for source in policy.sources}
    assert all(part.source.place for part in parts)
