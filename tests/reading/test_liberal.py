"""A profile is read for what its author plainly means, with a warning where that is not plain; typos stay errors."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from jsonschema_rs import Draft202012Validator

from mcaudit.model import Edition, Position, Profile
from mcaudit.reading.limits import MAX_WARNINGS
from mcaudit.reading.parsing.tree import read_document
from mcaudit.reading.profile.read import read_profile
from mcaudit.reading.profile.schema import profile_schema
from mcaudit.reading.text import read_text
from tests.conftest import MINIMAL, ROOT, Run, Write, faults_in

Read = Callable[[str], Profile]

SHIPPED = sorted(
    path
    for folder in ("profiles", "tests", "docs")
    for path in (ROOT / folder).rglob("*.yaml")
    if "calibration" not in path.parts  # written in the new format, with words in place of codes
    if "\nformat: mcaudit-profile/1" in f"\n{path.read_text(encoding='utf-8')}"
)


@pytest.fixture
def read(edition: Edition, write: Write) -> Read:
    """Read a profile of four lines and what is added to them."""

    def read_added(added: str) -> Profile:
        lines = MINIMAL.replace("state: OH\n", "") if added.startswith("state:") else MINIMAL
        return read_profile(edition, write(f"{lines}{added}\n"))

    return read_added


@pytest.fixture(scope="session")
def schema(edition: Edition) -> Draft202012Validator:
    """The schema that editors use, in the hands of another library."""
    return jsonschema_rs.Draft202012Validator(dict(profile_schema(edition)))


def at(content: Any, path: str) -> Any:
    for step in path.split("/"):
        content = content[int(step)] if isinstance(content, list) else content[step]
    return content


# --- what was valid before -------------------------------------------------------------------------


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_profile_that_was_valid_means_the_same_and_has_no_warnings(edition: Edition, path: Path) -> None:
    typed = read_document(read_text(path)).data
    profile = read_profile(edition, path)
    assert json.dumps(profile.content) == json.dumps(typed)
    assert profile.warnings == ()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_schema_of_editors_accepts_it_too(schema: Draft202012Validator, path: Path) -> None:
    assert [error.message for error in schema.iter_errors(read_document(read_text(path)).data)] == []


# --- what is read as something else ------------------------------------------------------------------

AS_CODES = {
    "capitals": ("issuers: {form: {forms: [Digital Badge]}}", "issuers/form/forms/0", "digital_badge"),
    "hyphens": (
        "evaluators: {feedback: {determination: {sent_to: every-earner}}}",
        "evaluators/feedback/determination/sent_to",
        "every_earner",
    ),
    "a plural": (
        "recognizers: {formal_currency: {currencies: [{kind: PD credits}]}}",
        "recognizers/formal_currency/currencies/0/kind",
        "pd_credit",
    ),
    "an apostrophe": (
        "evaluators: {scoring_rubric: {reliability: {statistic: Cohen's kappa}}}",
        "evaluators/scoring_rubric/reliability/statistic",
        "cohen_kappa",
    ),
    "a yes in capitals": ("deliverers: {availability: {available: YES}}", "deliverers/availability/available", "yes"),
    "true": (
        "developers: {competency_context: {part_of_stack: true}}",
        "developers/competency_context/part_of_stack",
        "yes",
    ),
    "false": ("evaluators: {resubmission: {allowed: false}}", "evaluators/resubmission/allowed", "no"),
    "a word for no limit": (
        "evaluators: {resubmission: {limit: Unlimited}}",
        "evaluators/resubmission/limit",
        "unlimited",
    ),
    "the kind of an organization": ("organizations: {a: {name: A, kind: Company}}", "organizations/a/kind", "company"),
    "a state": (
        "recognizers: {formal_currency: {currencies: [{state: il}]}}",
        "recognizers/formal_currency/currencies/0/state",
        "IL",
    ),
    "the name of a state": (
        "recognizers: {formal_currency: {currencies: [{state: New Mexico}]}}",
        "recognizers/formal_currency/currencies/0/state",
        "NM",
    ),
    "a letter that only looks alike": (
        "organizations: {a: {name: A, kind: с\u043empany}}",
        "organizations/a/kind",
        "company",
    ),
    "curly quotes": ("organizations: {a: {name: A, kind: “company”}}", "organizations/a/kind", "company"),
    "the state of the review in words": ("state: Ohio", "state", "OH"),
    "a plural in ies": ("organizations: {a: {name: A, kind: state agencies}}", "organizations/a/kind", "state_agency"),
    "whether it is fictional": ("fictional: Yes", "fictional", "yes"),
    "one of a list": (
        "deliverers: {learning_opportunities: {opportunities: [{mode: [In person, online]}]}}",
        "deliverers/learning_opportunities/opportunities/0/mode/0",
        "in_person",
    ),
    "the id of a criterion": (
        "dossier: {p: {title: P, url: https://example.org}}\nstatements: [{about: 1e-4, text: A plan., citation: p}]",
        "statements/0/about/0",
        "1E-4",
    ),
    "the name of an organization": (
        (
            "organizations: {ode: {name: Department of Education (DOE)}}\n"
            "issuers: {issuer: {organizations: department of education}}"
        ),
        "issuers/issuer/organizations/0",
        "ode",
    ),
}
"""What is added → where it stands as what."""


@pytest.mark.parametrize(("added", "path", "code"), AS_CODES.values(), ids=AS_CODES)
def test_another_spelling_of_a_code_is_read_as_the_code(read: Read, added: str, path: str, code: str) -> None:
    profile = read(added)
    assert at(profile.content, path) == code
    (warning,) = profile.warnings
    assert warning.message.endswith(f" is read as `{code}`")


AS_TEXT = {
    "words for a code": (
        "deliverers: {learner_groupings: {exchanges: [{form: plc}]}}",
        "“plc” is not one of the choices of `form`; it is read as `other`",
    ),
    "a price for a code": (
        "developers: {learning_resources: {resources: [{cost: $34.95}]}}",
        "“$34.95” is not one of the choices of `cost`; it is read as `other`",
    ),
    "one of a list of words": (
        "deliverers: {estimated_time: {covers: [everything]}}",
        "“everything” is not one of the choices of `covers`; it is read as `other`",
    ),
    "a code that is denied": (
        "recognizers: {formal_currency: {currencies: [{standing: unawarded}]}}",
        "“unawarded” is not one of the choices of `standing`; it is read as `other`",
    ),
    "a code with one more word": (
        "recognizers: {formal_currency: {currencies: [{kind: graduate credit hours}]}}",
        "“graduate credit hours” is not one of the choices of `kind`; it is read as `other`",
    ),
    "a placeholder for a code": (
        "evaluators: {resubmission: {means: TBD}}",
        "“TBD” says nothing; it is read as an empty entry",
    ),
    "words for yes or no": (
        "evaluators: {resubmission: {allowed: In some cases}}",
        "“In some cases” is neither yes nor no; it is kept as text for a reviewer",
    ),
    "hours with a unit": ("deliverers: {estimated_time: {typical_hours: 30 hours}}", "“30 hours” is read as 30"),
    "a range": ("deliverers: {estimated_time: {typical_hours: 15-20}}", "“15-20” is read as 15 to 20"),
    "no digit before the point": (
        "deliverers: {estimated_time: {typical_hours: .5}}",
        "“.5” is read as 0.5; write 0.5",
    ),
    "no digit before a point in a range": (
        "deliverers: {estimated_time: {typical_hours: .5 to 1.}}",
        "“.5 to 1.” is read as 0.5 to 1",
    ),
    "no digit after the point": (
        "deliverers: {estimated_time: {typical_hours: 15.}}",
        "“15.” is read as 15; write 15",
    ),
    "a plus sign": ("deliverers: {estimated_time: {typical_hours: +15}}", "“+15” is read as 15; write 15"),
    "a zero before": ("deliverers: {estimated_time: {typical_hours: 015}}", "“015” is read as 15; write 15"),
    "a number in quotes": ('deliverers: {estimated_time: {typical_hours: "15"}}', "“15” is read as 15"),
    "an exponent": (
        "deliverers: {estimated_time: {typical_hours: 1e1}}",
        "“1e1” is not plainly a number; it is kept as text for a reviewer; write 10 if that is meant",
    ),
    "a number that is about right": (
        "deliverers: {estimated_time: {typical_hours: about 15}}",
        "“about 15” is read as about 15",
    ),
    "a number word": (
        "evaluators: {evaluator_profile: {evaluators_per_submission: {number: two}}}",
        "“two” is read as 2",
    ),
    "words for a number": (
        "deliverers: {estimated_time: {typical_hours: It depends}}",
        "“It depends” is not plainly a number; it is kept as text for a reviewer",
    ),
    "a placeholder for a number": (
        "deliverers: {estimated_time: {typical_hours: TBD}}",
        "“TBD” says nothing; it is read as an empty entry",
    ),
    "words for a date": (
        "deliverers: {estimated_time: {dates: [{date: First Monday}]}}",
        "“First Monday” is not a date as YYYY-MM-DD; it is kept as text for a reviewer",
    ),
    "another form of date": (
        "about: {last_updated: 3/31/2026}",
        "“3/31/2026” is not a date as YYYY-MM-DD; it is kept as text for a reviewer",
    ),
    "a year for a date": (
        "about: {last_updated: 2026}",
        "“2026” is not a date as YYYY-MM-DD; it is kept as text for a reviewer",
    ),
    "words for a year": (
        "developers: {evidence_of_benefit: {references: [{year: '2019, March'}]}}",
        "“2019, March” is not a year; it is kept as text for a reviewer",
    ),
    "an address without its beginning": (
        "organizations: {a: {name: A, url: www.example.org}}",
        "“www.example.org” is read as the web address https://www.example.org",
    ),
    "words for an address": (
        "organizations: {a: {name: A, url: on request}}",
        "“on request” is not a web address; it is kept as text for a reviewer",
    ),
    "a recognizer that is not listed": (
        "recognizers: {formal_currency: {currencies: [{recognizer: Many districts}]}}",
        "“Many districts” is not an entry of `organizations`; it is kept as a name",
    ),
    "several numbers": (
        "deliverers: {estimated_time: {typical_hours: [5, 20]}}",
        "`typical_hours` has 2 numbers; they are kept for a reviewer",
    ),
    "no limit": ("evaluators: {resubmission: {limit: No limit}}", "“No limit” is read as no limit"),
    "an open number": ("evaluators: {resubmission: {limit: 3 or more}}", "“3 or more” is read as 3 or more"),
    "a number at most": ("evaluators: {resubmission: {limit: up to 3}}", "“up to 3” is read as at most 3"),
    "another unit": (
        "deliverers: {estimated_time: {typical_hours: 3 weeks}}",
        "“3 weeks” is not plainly a number; it is kept as text for a reviewer",
    ),
    "a word that is like a code": (
        "developers: {learning_resources: {resources: [{cost: provider}]}}",
        "“provider” is not one of the choices of `cost`; it is read as `other`",
    ),
    "a state in words": (
        "recognizers: {formal_currency: {currencies: [{state: All but Illinois}]}}",
        "“All but Illinois” is not one of the choices of `state`; it is read as `other`",
    ),
}
"""What is added → the warning."""


@pytest.mark.parametrize(("added", "message"), AS_TEXT.values(), ids=AS_TEXT)
def test_other_words_stay_as_they_are_typed_and_a_warning_says_what_they_are_read_as(
    edition: Edition, write: Write, schema: Draft202012Validator, added: str, message: str
) -> None:
    path = write(f"{MINIMAL}{added}\n")
    typed = read_document(read_text(path)).data
    profile = read_profile(edition, path)
    assert profile.content == typed
    assert [warning.message for warning in profile.warnings] == [message]
    assert schema.is_valid(typed)


def test_a_warning_says_where(read: Read) -> None:
    profile = read("evaluators:\n  resubmission: {allowed: yes, limit: Unlimited}")
    (warning,) = profile.warnings
    assert (warning.path, warning.line, warning.column) == (profile.path, 6, 39)


# --- a bare yes or no ------------------------------------------------------------------------------

BARE = {
    "no accreditations": ("organizations: {a: {name: A, accreditations: no}}", "organizations/a", {"name": "A"}),
    "nothing hidden": ("developers: {learning_resources: {hidden: no}}", "developers/learning_resources/hidden", None),
    "no stack": ("developers: {competency_context: {stack: No}}", "developers/competency_context/stack", None),
    "no exchanges": (
        "deliverers: {learner_groupings: {exchanges: no}}",
        "deliverers/learner_groupings/exchanges",
        None,
    ),
    "no currency in another state": (
        "for_states: {IL: {recognizers: {formal_currency: {currencies: no}}}}",
        "for_states/IL/recognizers/formal_currency",
        {},
    ),
    "no rubric": ("developers: {proficiency: {rubric: no}}", "developers/proficiency/rubric", {"provided": "no"}),
    "feedback in writing": (
        "evaluators: {feedback: {written: yes}}",
        "evaluators/feedback/written",
        {"provided": "yes"},
    ),
    "a yes that names nothing": (
        "deliverers: {availability: {written_guidance: yes}}",
        "deliverers/availability/written_guidance",
        {"title": "yes"},
    ),
    "no deadlines, which says something": ("about: {deadlines: no}", "about/deadlines", [{"title": "no"}]),
}
"""What is added → where, what is read there."""


@pytest.mark.parametrize(("added", "path", "read_as"), BARE.values(), ids=BARE)
def test_a_bare_no_is_not_taken_for_the_name_of_something(
    edition: Edition, write: Write, schema: Draft202012Validator, added: str, path: str, read_as: Any
) -> None:
    file = write(f"{MINIMAL}{added}\n")
    profile = read_profile(edition, file)
    assert at(profile.content, path) == read_as
    assert all("names nothing" in warning.message for warning in profile.warnings)
    assert bool(profile.warnings) is (read_as in (None, {}, {"name": "A"}))
    assert schema.is_valid(read_document(read_text(file)).data)


# --- what is put where it belongs --------------------------------------------------------------------

WRAPPED = {
    "a text for a list": (
        "developers: {title_and_description: {competency_areas: Circles}}",
        "developers/title_and_description/competency_areas",
        ["Circles"],
    ),
    "a code for a list": ("issuers: {form: {forms: digital_badge}}", "issuers/form/forms", ["digital_badge"]),
    "a text for an entry": (
        "recognizers: {other_recognitions: {benefits: [A pay lane]}}",
        "recognizers/other_recognitions/benefits",
        [{"benefit": "A pay lane"}],
    ),
    "a text for a list of entries": (
        "recognizers: {other_recognitions: {benefits: A pay lane}}",
        "recognizers/other_recognitions/benefits",
        [{"benefit": "A pay lane"}],
    ),
    "an entry for a list of entries": (
        "developers: {learning_resources: {resources: {title: A, use: optional}}}",
        "developers/learning_resources/resources",
        [{"title": "A", "use": "optional"}],
    ),
    "a code for an entry": (
        "recognizers: {formal_currency: {currencies: [ceu]}}",
        "recognizers/formal_currency/currencies",
        [{"kind": "ceu"}],
    ),
    "a text for a group": (
        "developers: {competency_context: {stack: Leading Change}}",
        "developers/competency_context/stack",
        {"name": "Leading Change"},
    ),
    "a list for outcomes": (
        "developers: {proficiency: {outcomes: [Plan., Teach.]}}",
        "developers/proficiency/outcomes",
        {"list": ["Plan.", "Teach."]},
    ),
    "a text for outcomes": (
        "developers: {proficiency: {outcomes: Plan.}}",
        "developers/proficiency/outcomes",
        {"list": ["Plan."]},
    ),
    "one number in a list": (
        "deliverers: {estimated_time: {typical_hours: [5]}}",
        "deliverers/estimated_time",
        {"typical_hours": [5]},
    ),
    "unlimited": ("evaluators: {resubmission: {limit: unlimited}}", "evaluators/resubmission", {"limit": "unlimited"}),
    "a blank address": (
        "developers: {learning_resources: {resources: [{url: ' '}]}}",
        "developers/learning_resources/resources",
        [{"url": " "}],
    ),
    "a number for a price": ("about: {cost: 20}", "about/cost", {"amount": 20}),
    "words for a price": ("about: {cost: Ask the provider}", "about/cost", {"description": "Ask the provider"}),
    "a number for a group": (
        "evaluators: {evaluator_profile: {evaluators_per_submission: 2}}",
        "evaluators/evaluator_profile/evaluators_per_submission",
        {"number": 2},
    ),
    "a document for a citation": (
        "dossier: {p: {title: P, url: https://example.org}}\nabout: {citations: [p]}",
        "about/citations",
        [{"document": "p"}],
    ),
    "a name for an organization": (
        "organizations: {a: The A Institute}",
        "organizations",
        {"a": {"name": "The A Institute"}},
    ),
    "several in a list that may be one": (
        "about: {audience: [Principals, Coaches]}",
        "about/audience",
        ["Principals", "Coaches"],
    ),
    "one where there may be several": ("about: {audience: Principals}", "about/audience", "Principals"),
}
"""What is added → where it stands as what."""


@pytest.mark.parametrize(("added", "path", "expected"), WRAPPED.values(), ids=WRAPPED)
def test_a_plain_value_is_put_where_it_belongs_without_a_warning(
    edition: Edition, write: Write, schema: Draft202012Validator, added: str, path: str, expected: Any
) -> None:
    file = write(f"{MINIMAL}{added}\n")
    profile = read_profile(edition, file)
    assert at(profile.content, path) == expected
    assert profile.warnings == ()
    assert schema.is_valid(read_document(read_text(file)).data)


def test_a_choice_of_blanks_stays_an_empty_entry_without_a_warning(read: Read) -> None:
    profile = read('issuers: {form: {forms: [" "]}}')
    assert at(profile.content, "issuers/form/forms/0") == " "
    assert profile.warnings == ()


def test_a_number_in_words_stands_for_a_price(read: Read) -> None:
    profile = read("about: {cost: $20}")
    assert profile.content["about"]["cost"] == {"amount": "$20"}
    assert [each.message for each in profile.warnings] == ["“$20” is read as 20"]


def test_what_is_put_elsewhere_keeps_its_place_in_the_file(read: Read) -> None:
    profile = read("developers:\n  learning_resources:\n    resources: {title: A}\n  proficiency:\n    outcomes: [B]")
    answer = "/developers/learning_resources/resources"
    assert profile.positions[f"{answer}/0"] == Position(line=7, column=16)
    assert profile.positions[f"{answer}/0/title"] == Position(line=7, column=17)
    assert f"{answer}/title" not in profile.positions
    assert profile.positions["/developers/proficiency/outcomes/list/0"] == Position(line=9, column=16)


@pytest.mark.parametrize(
    "added",
    ["about:", "about: {audience: , cost: }", "organizations:", "organizations: {a: {name: A, kind: }}", "statements:"],
)
def test_a_heading_with_nothing_under_it_is_left_out_where_no_answer_is(
    edition: Edition, write: Write, schema: Draft202012Validator, added: str
) -> None:
    path = write(f"{MINIMAL}{added}\n")
    profile = read_profile(edition, path)
    assert "null" not in json.dumps(profile.content)
    assert schema.is_valid(read_document(read_text(path)).data)


# --- what is refused ---------------------------------------------------------------------------------

REFUSED = {
    "a code misspelled": (
        "recognizers: {formal_currency: {currencies: [{kind: grdauate_credit}]}}",
        "`kind` is “grdauate_credit”, which is not one of its choices",
        "did you mean `graduate_credit`?",
    ),
    "one of a list misspelled": (
        "issuers: {form: {forms: [digital_bagde]}}",
        "`forms` is “digital_bagde”, which is not one of its choices",
        "did you mean `digital_badge`?",
    ),
    "a yes misspelled": (
        "evaluators: {resubmission: {allowed: yess}}",
        "`allowed` is “yess”, which is neither yes nor no",
        "did you mean `yes`?",
    ),
    "a date that no calendar has": (
        "about: {last_updated: 2026-02-30}",
        "2026-02-30 is not a valid date",
        "write a day of the calendar as YYYY-MM-DD",
    ),
    "the ends of a range exchanged": (
        "deliverers: {estimated_time: {typical_hours: {at_least: 20, at_most: 10}}}",
        "`at_least` is 20, which is more than `at_most`, 10",
        "exchange the two, or correct one of them",
    ),
    "about with an end": (
        "deliverers: {estimated_time: {typical_hours: {about: 20, at_most: 10}}}",
        "`typical_hours` gives `about` together with another number",
        "write a number that is only approximate by itself, as {about: 15}",
    ),
    "an unknown key in a number": (
        "deliverers: {estimated_time: {typical_hours: {at_last: 20}}}",
        "unknown key `at_last` in `typical_hours`",
        "did you mean `at_least`?",
    ),
    "a group for a code": (
        "evaluators: {resubmission: {means: {a: b}}}",
        "`means` must be one of revise_and_resubmit, restart_course or new_enrolment, but is a group of entries",
        "What an earner does who was not successful: revise the same evidence, take the course again, or enroll again",
    ),
    "a short name misspelled": (
        "organizations: {lake: {name: Lake}}\nissuers: {issuer: {organizations: [lakes]}}",
        "`lakes` is not an entry of `organizations`",
        "did you mean `lake`?",
    ),
    "a field of a conflict misspelled": (
        (
            "about: {conflicts: [{field: csot, values: [{value: 1, citation: p}, "
            "{value: 2, citation: p}]}]}\ndossier: {p: {title: P, url: https://a.example}}"
        ),
        "`field` must be cost, ",
        "",
    ),
    "seven criteria in a statement": (
        (
            "dossier: {p: {title: P, url: https://a.example}}\nstatements: [{text: a, citation: "
            "p, about: [1A-1, 1A-2, 1A-3, 1B-1, 1B-2, 1C-1, 1C-2]}]"
        ),
        "`about` has 7 entries; the limit is 6",
        "The criteria that it is about, such as 1E-4",
    ),
    "a statement about nothing known": (
        "dossier: {p: {title: P, url: https://a.example}}\nstatements: [{text: a, citation: p, about: [9Z-1]}]",
        "entry 1 of `about` is “9Z-1”, which is not one of its 103 choices",
        "",
    ),
    "a statement without a citation": (
        "statements: [{text: a, about: [1A-1]}]",
        "entry 1 of `statements` has no `citation`",
        "",
    ),
    "a document that nobody can find": (
        "dossier: {p: {title: P}}",
        "`p` needs `url`, `path` or `kept: no`",
        "Something a reviewer can open.",
    ),
    "an address that runs something": (
        "organizations: {a: {name: A, url: 'javascript:alert(1)'}}",
        "`url` is not valid",
        "",
    ),
    "a number for a text": ("about: {code: 5}", "`code` must be text, but is the number 5", "put it in quotes"),
}
"""What is added → the message and how the help begins."""


@pytest.mark.parametrize(("added", "message", "help"), REFUSED.values(), ids=REFUSED)
def test_what_is_misspelled_or_impossible_is_refused_where_it_stands(
    edition: Edition, write: Write, added: str, message: str, help: str
) -> None:
    (problem,) = faults_in(read_profile, edition, write(f"{MINIMAL}{added}\n"))
    assert problem.message.startswith(message)
    assert problem.help.startswith(help)
    assert problem.line is not None
    assert problem.line > MINIMAL.count("\n")


def test_warnings_are_not_endless_and_neither_is_the_search_for_what_was_meant(read: Read) -> None:
    """Comparing tens of thousands of texts with every code would take minutes."""
    profile = read(
        f"deliverers: {{estimated_time: {{covers: [{', '.join(f'matereals {n}' for n in range(40_000))}]}}}}"
    )
    assert len(profile.warnings) == MAX_WARNINGS + 1
    assert (
        profile.warnings[-1].message
        == f"{40_000 - MAX_WARNINGS:,} more values are not plain and were read in such ways"
    )


def test_check_prints_each_warning_on_a_line_of_standard_error(run: Run, write: Write) -> None:
    path = write(f"{MINIMAL}evaluators: {{resubmission: {{allowed: true, limit: Unlimited}}}}\n")
    ran = run("check", path)
    assert [line for line in ran.err.splitlines() if "warning" in line] == [
        f"{path}:5:38: warning: “true” is read as `yes`",
        f"{path}:5:51: warning: “Unlimited” is read as `unlimited`",
    ]


def test_a_statement_about_too_many_criteria_is_said_to_state_none(edition: Edition, write: Write) -> None:
    statement = "{about: [5A-any, 5A-6, 5B-2], text: It counts., citation: {document: page}}"
    dossier = "dossier: {page: {title: Page, url: https://example.org/p}}"
    path = write(f"{MINIMAL}{dossier}\nstatements:\n  - {statement}\n")
    (warning,) = read_profile(edition, path).warnings
    assert "about 7 criteria" in warning.message
    assert warning.line == 7


def test_a_number_in_an_answer_is_read_as_text_where_text_is_wanted(edition: Edition, write: Write) -> None:
    path = write(f"{MINIMAL}developers:\n  competency_area:\n    progression: {{level: 2}}\n")
    profile = read_profile(edition, path)
    assert profile.content["developers"]["competency_area"]["progression"] == {"level": "2"}
    assert [warning.line for warning in profile.warnings] == [7]
