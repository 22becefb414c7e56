"""What the provider says to earlier findings: it is read strictly, stands beside its finding, and settles nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mcaudit.app.documents import Depth, document_of
from mcaudit.app.formats import format_names, load_format
from mcaudit.audit.engine import audit
from mcaudit.errors import Problem
from mcaudit.model import Actor, Audit, Edition, Profile, Response, Status
from mcaudit.model.mailing import Mailing
from mcaudit.reading.profile.read import read_profile
from mcaudit.terms.run import Run, View
from tests.conftest import MINIMAL, Write, faults_in, profile_of

DAY = "2026-01-01"
WHOLE = {"criterion": "1F-6", "date": "2026-01-02", "to": DAY, "text": "Costs are on the page now."}


def answering(profile: Profile, *responses: Mapping[str, Any]) -> Profile:
    """Return a profile with responses in it."""
    return profile_of({**profile.content, "responses": list(responses)}, profile.documents)


def said(found: Audit) -> dict[str, tuple[Response, ...]]:
    """Return the responses of an audit by criterion."""
    return {finding.criterion: finding.responses for finding in found.findings if finding.responses}


# --- what is kept ----------------------------------------------------------------------------------


def test_a_profile_without_any_has_none(edition: Edition, complete: Profile) -> None:
    assert said(audit(edition, complete, date=DAY)) == {}
    assert said(audit(edition, answering(complete), date=DAY)) == {}


def test_each_stands_with_the_finding_that_it_is_to(edition: Edition, complete: Profile) -> None:
    short = {"criterion": "1A-1", "date": "2026-01-03", "text": "It is as we say."}
    found = audit(edition, answering(complete, WHOLE, short), date=DAY)
    assert said(found) == {
        "1A-1": (Response(text="It is as we say.", date="2026-01-03", to=""),),
        "1F-6": (Response(text="Costs are on the page now.", date="2026-01-02", to=DAY),),
    }


def test_several_to_one_finding_stand_in_the_order_of_the_profile(edition: Edition, complete: Profile) -> None:
    later = {**WHOLE, "date": "2025-01-01", "text": "And more."}
    found = audit(edition, answering(complete, WHOLE, later), date=DAY)
    assert [response.text for response in said(found)["1F-6"]] == [WHOLE["text"], "And more."]


@pytest.mark.parametrize("text", ["TBD", "Leading Restorative Circles", "n/a", "=1+1", "yes"])
@pytest.mark.parametrize("whole", [True, False], ids=["complete", "bare"])
def test_a_response_to_every_criterion_changes_no_status_count_or_verdict(
    edition: Edition, complete: Profile, text: str, whole: bool
) -> None:
    silent = profile_of(complete.content if whole else {}, complete.documents if whole else {})
    every = [{"criterion": each.id, "date": DAY, "text": text} for each in edition.criteria]
    before = audit(edition, silent, date=DAY)
    after = audit(edition, answering(silent, *every), date=DAY)
    assert len(said(after)) == len(edition.criteria)
    bare = tuple(replace(finding, responses=()) for finding in after.findings)
    assert replace(after, findings=bare, profile=silent) == before


# --- what is refused -------------------------------------------------------------------------------


def problems(edition: Edition, path: Path) -> list[Problem]:
    """Return what is wrong with a profile."""
    return list(faults_in(read_profile, edition, path))


def test_responses_are_read_as_they_are_written(edition: Edition, write: Write) -> None:
    text = "responses:\n  - {criterion: 1F-6, date: 2026-01-02, to: 2026-01-01, text: 'Line one.'}\n"
    profile = read_profile(edition, write(MINIMAL + text))
    assert profile.content["responses"] == [{**WHOLE, "text": "Line one."}]
    assert read_profile(edition, write(MINIMAL + "responses: []\n")).content["responses"] == []


@pytest.mark.parametrize(
    ("key", "value", "message", "help"),
    [
        pytest.param("criterion", "1A-D9", "`criterion` is “1A-D9”", "did you mean `", id="no such criterion"),
        pytest.param("criterion", "1D-any", "`criterion` is “1D-any”", "did you mean `1D-", id="a group"),
        pytest.param(
            "date", "2026-02-30", "2026-02-30 is not a valid date", "write a day of the calendar", id="no day"
        ),
        pytest.param(
            "to", "2026-02-30", "2026-02-30 is not a valid date", "write a day of the calendar", id="to no day"
        ),
        pytest.param("date", "soon", "`date` is “soon”, which is not valid", "A day as", id="a word"),
        pytest.param("text", "' '", "`text` is “ ”, which is not valid", "What was changed", id="blank"),
        pytest.param("text", "3", "`text` must be text, but is the number 3", "put it in quotes", id="a number"),
        pytest.param("text", "x" * 4001, "`text` has 4,001 characters; the limit is 4000", "What was", id="long"),
        pytest.param("by", "me", "unknown key `by` in entry 1 of `responses`", "it may be", id="unknown key"),
    ],
)
def test_a_response_that_is_not_as_it_should_be_is_refused_where_it_stands(
    edition: Edition, write: Write, key: str, value: str, message: str, help: str
) -> None:
    entry = {name: str(text) for name, text in WHOLE.items()} | {key: value}
    lines = "".join(f"    {name}: {text}\n" for name, text in entry.items())
    path = write(f"{MINIMAL}responses:\n  -\n{lines}")
    (problem,) = problems(edition, path)
    assert problem.line == 7 + list(entry).index(key)
    assert problem.message.startswith(message)
    assert problem.help.startswith(help)


@pytest.mark.parametrize("key", ["criterion", "date", "text"])
def test_a_response_that_lacks_a_part_is_refused(edition: Edition, write: Write, key: str) -> None:
    entry = {name: text for name, text in WHOLE.items() if name != key}
    path = write({"format": "mcaudit-profile/1", "id": "a", "title": "A", "state": "OH", "responses": [entry]})
    (problem,) = problems(edition, path)
    assert problem.message == f"entry 1 of `responses` has no `{key}`"
    assert problem.help.startswith(f"add `{key}:`")


@pytest.mark.parametrize("value", ["{a: 1}", "[text]", "[null]"])
def test_responses_that_are_no_list_of_them_are_refused(edition: Edition, write: Write, value: str) -> None:
    assert problems(edition, write(f"{MINIMAL}responses: {value}\n"))


def test_a_criterion_that_there_is_not_is_reported_in_a_few_lines(edition: Edition, write: Write) -> None:
    (problem,) = problems(edition, write(f"{MINIMAL}responses: [{{criterion: 1f-66, date: {DAY}, text: x}}]\n"))
    assert len(problem.message) < 200


# --- what is shown ---------------------------------------------------------------------------------

_HEARD = "We have put the place into words"


@pytest.fixture(scope="module")
def answered(edition: Edition, complete: Profile) -> Audit:
    """An audit in which every criterion has a response with its name in it."""
    every = [{"criterion": each.id, "date": DAY, "text": f"{_HEARD} of {each.id}."} for each in edition.criteria]
    return audit(edition, answering(complete, *every), date=DAY)


def heard(shown: str, answered: Audit) -> set[str]:
    """Return the criteria to which a response is shown."""
    flat = " ".join(shown.replace("\\", "").split())
    return {each.criterion for each in answered.findings if f"{_HEARD} of {each.criterion}." in flat}


def needed(answered: Audit, *actors: Actor) -> set[str]:
    """Return the criteria that count and wait for certain people."""
    return {each.criterion for each in answered.findings if each.needed and each.actor in actors}


@pytest.mark.parametrize("name", format_names())
def test_in_every_format_a_response_stands_beside_what_is_open(answered: Audit, name: str) -> None:
    run = Run(edition=answered.edition, policy=None, gate=answered.gate, many=False)
    shown = load_format(name).of_audit(answered, run, View(width=100, verbose=name == "terminal"))
    required = {each.criterion for each in answered.findings if each.level == "required"}
    assert needed(answered, Actor.REVIEWERS, Actor.PROVIDER) & required <= heard(shown, answered)


def test_a_screen_says_how_many_responses_there_are_and_where(answered: Audit) -> None:
    run = Run(edition=answered.edition, policy=None, gate=answered.gate, many=False)
    shown = load_format("terminal").of_audit(answered, run, View(width=100))
    count = sum(bool(each.responses) for each in answered.findings)
    assert f"The provider responds to {count} findings; `-v` shows what it says." in shown


@pytest.mark.parametrize("name", format_names())
def test_what_is_met_is_shown_with_its_response_where_it_is_asked_for(answered: Audit, name: str) -> None:
    run = Run(edition=answered.edition, policy=None, gate=answered.gate, many=False)
    shown = load_format(name).of_audit(answered, run, View(width=100, verbose=True))
    met = {each.criterion for each in answered.findings if each.status is Status.MET and each.needed}
    assert met <= heard(shown, answered)


@pytest.mark.parametrize("kind", ["html", "json", "markdown"])
def test_a_full_document_has_every_response(answered: Audit, kind: str) -> None:
    shown = document_of(Mailing(audit=answered), kind, Depth.FULL).decode("utf-8")
    assert heard(shown, answered) == {each.criterion for each in answered.findings}
