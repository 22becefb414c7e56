"""Every field is described with an example that is valid, and every place that `explain` prints can be explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema_rs
import pytest

from mcaudit.media.writers.terminal import write as on_screen
from mcaudit.model import Edition
from mcaudit.model.fields import each_field, field_at, profile_fields
from mcaudit.model.schemas import inlined
from mcaudit.reading.files import document_of
from mcaudit.reading.profile.schema import profile_schema
from mcaudit.reading.text import text_of
from mcaudit.report.edition.explain import explained, names, place_names
from mcaudit.report.edition.fields import criteria_reading, describe_field
from mcaudit.terms.run import View
from tests.conftest import ROOT

NAMED = {"format": "mcaudit-profile/1", "id": "number-talks", "title": "Number Talks", "state": "OH"}
WIDTHS = (pytest.param(40, marks=pytest.mark.slow), 80)


@cache
def explanation(edition: Edition, name: str, width: int = 80) -> str:
    shown = on_screen(explained((edition, name, lambda place, _: place)), View(width=width)).decode("utf-8")
    assert shown is not None, name
    return shown


def loaded(text: str) -> Any:
    return document_of(text_of(text.encode(), "copied.yaml")).data


def examples(text: str) -> Iterator[str]:
    """Yield the YAML below each heading of an example or a condition, as somebody would copy it."""
    yield from re.findall(
        r"(?m)^ *(?:Example|Met when|Not met when).*\n(?:  \S.*\n(?:  \S.*\n)*)?((?:    .*\n?)+)", text
    )


def test_every_example_is_a_part_of_a_valid_profile(edition: Edition) -> None:
    schema = profile_schema(edition)
    validator = jsonschema_rs.validator_for(inlined(schema, schema["$defs"]))
    wrong = {
        field.place: error.message
        for field in each_field(profile_fields(edition))
        if field.place
        for error in validator.iter_errors({**NAMED, **loaded(describe_field(edition, field).example)})
    }
    assert wrong == {}


def test_the_criteria_of_a_field_are_those_that_read_it(edition: Edition) -> None:
    def reading(place: str) -> tuple[str, ...]:
        field = field_at(edition, place)
        assert field is not None
        return criteria_reading(edition, field)

    assert reading("developers.learning_resources.resources.*.cost") == ("1F-1", "1F-5", "1F-6")
    assert reading("recognizers.formal_currency.currencies.*.also_given_as") == (
        "5A-1",
        "5A-2",
        "5A-3",
        "5A-4",
        "5A-5",
        "5A-6",
    )
    assert reading("note") == ()
    stated = {name for field in profile_fields(edition).fields for name in criteria_reading(edition, field)}
    assert stated == {criterion.id for criterion in edition.criteria}


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_copied_from_a_screen_is_the_yaml_that_it_shows(edition: Edition, width: int) -> None:
    for name in ("about", "dossier", "issuers.form.conflicts", *(criterion.id for criterion in edition.criteria)):
        shown = explanation(edition, name, width)
        copied = list(examples(explanation(edition, name, 1000)))
        assert copied, name
        for example in copied:
            assert loaded(example)
            assert example in shown


def test_every_place_that_is_printed_can_be_explained(edition: Edition) -> None:
    known = (*(sub.id for sub in edition.subcomponents), *(c.id for c in edition.criteria), "derived.aligned_offers")
    text = " ".join(explanation(edition, name, 1000) for name in known)
    components = "|".join((*(component.key for component in edition.components), "about", "organizations", "derived"))
    printed = set(re.findall(rf"/?\b(?:{components})(?:[./][\w*~=|]+)+", text))
    assert len(printed) > 100
    for place in printed:
        explanation(edition, place)


def test_every_place_is_offered_by_name(edition: Edition) -> None:
    assert set(place_names(edition)) <= set(names(edition))
    for name in ("derived.nothing", "about.costs"):
        with pytest.raises(LookupError):
            explained((edition, name, lambda place, _: place))


def test_the_reference_names_every_field_once(edition: Edition) -> None:
    text = (ROOT / "docs" / "profile-reference.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| `([^`]+)` \|", text)
    assert len(rows) == len(set(rows))
    apart = re.compile(r"\b(citations?|conflicts|remarks|not_applicable)\b")
    every = [field for field in each_field(profile_fields(edition)) if field.place]
    fields = {f.place for f in every if not (apart.search(f.place) or f.place.startswith("for_states."))}
    headed = set(re.findall(r"(?m)^##+ .*: `([^`]+)`$", text)) | {component.key for component in edition.components}
    assert fields <= {*rows, *headed}
    for field in every:
        if (
            field.place.startswith("for_states.*.")
            and ".statements." not in field.place
            and field.place.count(".") == len(("*", "part", "answer", "field"))
        ):
            assert f"`{field.key}`" in text, field.place
            assert apart.search(field.place) or field.place.split(".", 2)[2] in {*rows, *headed}, field.place
