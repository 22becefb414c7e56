"""Letters and to-do lists: who gets one, what it asks, when it is a draft, and an agency's own text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from mcaudit.audit.engine import audit as audit_of
from mcaudit.blocks import Table
from mcaudit.looks import View
from mcaudit.media.registry import writer_of
from mcaudit.model import Actor, Audit, Edition, Effort, Level
from mcaudit.model.agency import Agency, Contact, LetterTemplate
from mcaudit.model.mailing import Mailing
from mcaudit.reading.config.agency import checked_template
from mcaudit.reading.text import text_of
from mcaudit.report.acts import EFFORTS, acts_of, effort_of, effort_rank
from mcaudit.report.letters.document import letters_report
from mcaudit.report.letters.todo import todo_list
from mcaudit.terms.sentences import day_words, days_after
from tests.conftest import faults_in, profile_of

WELL = "Well Academy"
NAMES: Mapping[str, Any] = {
    "well": {"name": WELL},
    "again": {"name": "The Well Academy"},
    "board": {"name": "Example State Board (ESB)", "kind": "state_agency"},
}
DAY = "2026-01-01"
AGENCY = Agency(
    name="Example State Board",
    contact=Contact(name="Jo Example", email="jo@example.gov", address="1 Main Street\nSpringfield"),
    respond_within_days=30,
    appeal="Write to the appeals officer.",
)


@pytest.fixture
def audit(edition: Edition) -> Audit:
    """An audit of a profile that one body develops and issues under two names, and the agency recognizes."""
    profile = profile_of(
        {
            "organizations": NAMES,
            "developers": {"developer": {"organizations": ["well"]}},
            "issuers": {"issuer": {"organizations": ["again"]}},
            "recognizers": {"formal_currency": {"currencies": [{"kind": "pd_hours", "recognizer": "board"}]}},
        }
    )
    return audit_of(edition, profile, date=DAY)


def markdown(audit: Audit, agency: Agency | None = AGENCY, signed_by: str = "") -> str:
    """Return the letters as Markdown, without the marks that keep text from being markup."""
    made = letters_report(Mailing(audit=audit, agency=agency, signed_by=signed_by))
    return re.sub(r"\\(?=\W)|<!-- -->", "", writer_of("markdown").write(made, View()).decode("utf-8"))


# --- who gets one ----------------------------------------------------------------------------------


def test_an_organization_in_two_roles_under_two_names_gets_one_letter_and_the_agency_none(audit: Audit) -> None:
    text = markdown(audit)
    assert re.findall(r"(?m)^Dear (.+),$", text) == [WELL]
    assert "As the developer and issuer of this micro-credential" in text


def test_without_a_named_agency_no_agency_of_a_state_gets_one(audit: Audit) -> None:
    assert re.findall(r"(?m)^Dear (.+),$", markdown(audit, None)) == [WELL]


def test_nobody_gets_one_where_nobody_is_named(edition: Edition) -> None:
    text = markdown(audit_of(edition, profile_of({}), date=DAY))
    assert "The profile does not name an organization to write to other than Example State Board." in text
    assert "Dear " not in text


def test_what_a_role_that_nobody_plays_must_do_is_asked_once_of_the_one_who_answers_for_all(audit: Audit) -> None:
    text = markdown(audit)
    assert "The profile does not name the deliverer or the evaluator. Please name them." in text
    for act in acts_of(audit):
        assert text.count(f"({act.id})") == (act.actor is Actor.PROVIDER), act.id


# --- what it says ----------------------------------------------------------------------------------


def test_a_group_is_one_item_of_which_any_one_is_enough(audit: Audit) -> None:
    (act,) = (act for act in acts_of(audit) if act.id == "4A-any")
    assert act.is_choice
    lines = markdown(audit).split("\n")
    start = next(index for index, line in enumerate(lines) if "(4A-any)" in line)
    assert lines[start].endswith("Do any one of these (4A-any):")
    assert [line.startswith("- **") for line in lines[start + 2 : start + 2 + len(act.steps)]] == [True] * len(
        act.steps
    )


def test_the_items_are_numbered_through_and_the_quickest_come_first(audit: Audit) -> None:
    numbers = [int(each) for each in re.findall(r"(?m)^(\d+)\. ", markdown(audit))]
    assert numbers == list(range(1, len(numbers) + 1))
    assert f"We need {len(numbers)} items from you by January 31, 2026." in markdown(audit)
    efforts = [effort_rank(act.effort) for act in acts_of(audit)]
    assert efforts == sorted(efforts)
    assert set(EFFORTS) == set(Effort)


@pytest.mark.parametrize(
    ("remedy", "effort"),
    [
        ("Say whether it belongs to a stack, yes or no.", Effort.QUICK),
        ("Describe the competency.", Effort.WRITE),
        ("Say how it was examined. Cite the report.", Effort.DOCUMENT),
        ("Let earners revise their evidence.", Effort.CHANGE),
    ],
)
def test_the_words_of_a_remedy_say_what_it_takes_where_the_edition_does_not(remedy: str, effort: Effort) -> None:
    assert effort_of(remedy) is effort


def test_the_edition_says_what_each_of_its_remedies_takes(edition: Edition) -> None:
    for criterion in edition.criteria:
        assert criterion.effort is not None
        assert effort_of(criterion.remedy, criterion) is criterion.effort
    (first,) = (each for each in edition.criteria if each.id == "1A-1")
    assert effort_of("Let earners revise their evidence.", first) is Effort.CHANGE  # a reviewer's own words
    assert effort_of(first.remedy, replace(first, effort=None)) is Effort.WRITE  # an edition that does not say


def test_nothing_is_asked_that_only_the_state_can_do(audit: Audit) -> None:
    states = [each.criterion for each in audit.findings if each.actor is Actor.STATE]
    assert states
    assert not [each for each in states if re.search(rf"\({each}\)", markdown(audit))]


def test_a_letter_has_sender_date_deadline_contact_and_appeal(audit: Audit) -> None:
    text = markdown(audit)
    for words in (
        "**Example State Board**",
        "Springfield",
        "\nJanuary 1, 2026\n",
        "Please respond by January 31, 2026.",
        "Contact Jo Example, jo@example.gov.",
        "Write to the appeals officer.",
    ):
        assert words in text


def test_days_are_reported_in_words() -> None:
    assert day_words(days_after("2026-02-28", 1)) == "March 1, 2026"
    assert days_after("9999-12-30", 30) == "9999-12-31"


# --- drafts ----------------------------------------------------------------------------------------


def test_an_unsigned_letter_is_a_draft_and_states_no_decision(audit: Audit) -> None:
    text = markdown(audit)
    assert "**Draft." in text
    assert "endorse" not in text.replace("endorsement", "").lower()


def test_a_signed_letter_states_the_decision_in_a_sentence(audit: Audit) -> None:
    text = markdown(audit, signed_by="Jo Example")
    assert "Draft" not in text
    assert "We cannot endorse this micro-credential yet: nothing is contradicted, but " in text
    assert text.count("Jo Example") == 2  # the contact, and the signature


def test_where_nothing_is_asked_one_short_paragraph_says_so(audit: Audit) -> None:
    done = tuple(replace(each, actor=Actor.NOBODY, level=Level.DESIRED) for each in audit.requirements)
    text = markdown(replace(audit, requirements=done))
    body = text.partition(f"Dear {WELL},")[2]
    assert body.split("\n\n")[1] == (
        "We read only public web pages. You may do more than they say. You do not need to do anything."
    )
    assert "##" not in body


def test_who_has_sent_nothing_yet_is_not_asked_to_send_it_again(edition: Edition, audit: Audit) -> None:
    assert "Send us your answers" in markdown(audit)
    submitted = {**audit.profile.content, "submitted_by": {"organization": "well"}}
    assert "send it to us again" in markdown(audit_of(edition, profile_of(submitted), date=DAY))


# --- an agency's own text --------------------------------------------------------------------------


def template(content: str) -> LetterTemplate:
    return checked_template(text_of(content.encode(), "letter.md", of="letter template"))


def test_a_template_replaces_the_text(audit: Audit) -> None:
    own = template(
        "# For {{ addressee }}\nHello.\n\n{% if decision %}{{ decision }}{% else %}Not yet.{% endif %}"
        "\n\n{{ items }}\n\n- a\n- b\n"
    )
    text = markdown(audit, replace(AGENCY, letter_template=own))
    assert f"### For {WELL}\n\nHello.\n\nNot yet.\n\n#### Quick answers" in text
    assert "- a\n- b" in text
    assert "Dear " not in text


@pytest.mark.parametrize(
    ("content", "line", "message", "help"),
    [
        ("a\n{{ adressee }}", 2, "unknown placeholder `adressee`", "did you mean `addressee`?"),
        ("{{ agency.__class__ }}", 1, "a template of a letter cannot do this", "write placeholders"),
        ("{% for a in agency %}{% endfor %}", 1, "a template of a letter cannot do this", "write placeholders"),
        ("{{ 'a' * 9 }}", 1, "a template of a letter cannot do this", "write placeholders"),
        ("a\n\n{% if %}", 3, "this template cannot be read", "write placeholders"),
    ],
)
def test_a_template_can_run_nothing(content: str, line: int, message: str, help: str) -> None:
    problem = faults_in(template, content)[0]
    assert (problem.line, problem.message.startswith(message), problem.help.startswith(help)) == (line, True, True)


def test_a_name_cannot_become_markup_of_a_template(edition: Edition) -> None:
    named = {"organizations": {"a": {"name": "# {{ items }}"}}, "issuers": {"issuer": {"organizations": ["a"]}}}
    own = template("To {{ addressee }}")
    text = markdown(audit_of(edition, profile_of(named), date=DAY), replace(AGENCY, letter_template=own))
    assert "To # {{ items }}" in text


# --- to-do lists -----------------------------------------------------------------------------------


def test_a_to_do_list_has_each_act_once_and_what_the_provider_does_first(audit: Audit) -> None:
    (table,) = todo_list(Mailing(audit=audit, agency=AGENCY)).sections[0].blocks
    assert isinstance(table, Table)
    columns = [[str(cell) for cell in column] for column in zip(*table.rows, strict=True)]
    codes = [each.partition(" ")[0] for each in columns[8]]
    assert sorted(codes) == sorted(act.id for act in acts_of(audit))
    assert columns[1][0] == WELL
    assert columns[1][-1] == "the state"
    assert any(each.startswith("Do any one of these: (4A-1) ") for each in columns[7])


def test_no_cell_of_a_to_do_list_is_a_formula(edition: Edition) -> None:
    named = {"organizations": {"a": {"name": "=1+1"}}, "issuers": {"issuer": {"organizations": ["a"]}}}
    made = todo_list(Mailing(audit=audit_of(edition, profile_of(named), date=DAY)))
    assert ",'=1+1," in writer_of("csv").write(made, View()).decode("utf-8")
