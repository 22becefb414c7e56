"""A skeleton of a profile is short, valid, and right once its marks are removed."""

from __future__ import annotations

import re

import pytest

from mcaudit.audit.engine import audit
from mcaudit.forms.intake.skeleton import main_fields, skeleton
from mcaudit.model import Edition, Status
from mcaudit.model.fields import FieldKind, each_field, field_at, profile_fields
from mcaudit.reading.profile.read import profile_in
from mcaudit.reading.profile.schema import profile_schema

LONGEST = 120


def made(edition: Edition, *answered: str) -> str:
    return skeleton(edition, id="number-talks", title='Talks: "one"', state="OH", answered=answered)


def unmarked(text: str) -> str:
    """A skeleton with every answer open, and the least filled in that a valid profile needs."""
    filled = re.sub(r"^#(?=  )", "", text, flags=re.MULTILINE)
    for before, after in (
        ("{name: , kind: , url: }", "{name: Center, kind: , url: }"),
        ("{title: , kind: profile_page, url: , seen: }", "{title: Page, kind: , url: https://a.example.org, seen: }"),
        ("    text: \n", "    text: Earners submit a video.\n"),
        ("section: }", "section: Video}"),
    ):
        assert before in filled
        filled = filled.replace(before, after)
    return filled


def test_it_asks_every_guiding_question_in_few_lines(edition: Edition) -> None:
    text = made(edition)
    assert len(text.splitlines()) <= LONGEST
    words = " ".join(text.replace("#", " ").split())
    assert [sub.id for sub in edition.subcomponents if " ".join(sub.question.split()) not in words] == []
    assert "Any one of 5A-1 to 5A-5 is enough." in words
    assert "After `available: no`, leave 2B to 2F out." in words


def test_it_is_a_valid_profile_that_states_nothing(edition: Edition) -> None:
    profile = profile_in(edition, made(edition).encode(), "skeleton.yaml")
    assert (profile.title, profile.state, profile.warnings) == ('Talks: "one"', "OH", ())
    stated = {finding.status for finding in audit(edition, profile, date="2026-01-01").findings}
    assert stated == {Status.NOT_STATED, Status.NOT_APPLICABLE}


@pytest.mark.parametrize("whole", [False, True], ids=["in short", "with all fields"])
def test_what_is_under_its_marks_is_valid(edition: Edition, *, whole: bool) -> None:
    answered = [sub.id for sub in edition.subcomponents] if whole else []
    profile = profile_in(edition, unmarked(made(edition, *answered)).encode(), "skeleton.yaml")
    assert all(sub.key in profile.content[sub.component] for sub in edition.subcomponents)
    assert profile.content["statements"][0]["about"] == ["1E-4", "1E-5"]


def test_each_question_has_two_fields_that_its_criteria_read(edition: Edition) -> None:
    places = {place for criterion in edition.criteria for place in criterion.stated_by}
    for sub in edition.subcomponents:
        fields = main_fields(edition, sub)
        assert len(fields) == 2, sub.id
        starts = [field.place.replace(".", "/") for field in fields]
        assert any(place.startswith(start) for place in places for start in starts), sub.id


# --- the fields that it is made of -----------------------------------------------------------------


def test_the_fields_are_those_of_the_schema(edition: Edition) -> None:
    schema = profile_schema(edition)
    top = {field.key: field for field in profile_fields(edition).fields}
    assert list(top) == list(schema["properties"])
    for sub in edition.subcomponents:
        wanted = set(schema["properties"][sub.component]["properties"][sub.key]["properties"])
        answer = next(each for each in top[sub.component].fields if each.key == sub.key)
        assert {field.key for field in answer.fields} == wanted


def test_every_field_has_a_title_and_a_description_and_every_choice_its_codes(edition: Edition) -> None:
    fields = [field for field in each_field(profile_fields(edition)) if field.place]
    assert [field.place for field in fields if not field.title] == []
    assert [field.place for field in fields if not field.description] == []
    assert [field.place for field in fields if field.kind is FieldKind.CHOICE and not field.codes] == []
    assert [field.place for field in fields if field.has_fields and not field.fields] == []


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("about", "about"),
        ("dossier.page.url", "dossier.*.url"),
        (
            "/deliverers/learning_opportunities/opportunities/*~kind=coaching/title",
            "deliverers.learning_opportunities.opportunities.*.title",
        ),
        ("developers.learning_resources.resources.0.price", "developers.learning_resources.resources.*.price"),
        ("developers.learning_resources.resources.price", "developers.learning_resources.resources.*.price"),
        ("deliverers.estimated_time.typical_hour", None),
        ("", None),
        ("*", None),
    ],
)
def test_a_field_is_found_however_its_place_is_written(edition: Edition, place: str, found: str | None) -> None:
    field = field_at(edition, place)
    assert (field.place if field else None) == found
