"""Rows of a form in which nothing was filled in are dropped; what is filled in by half is an error at its place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.errors import InputError
from mcaudit.model import Edition
from mcaudit.model.fields import profile_fields
from mcaudit.reading.files import document_of
from mcaudit.reading.intake.read import read_intake
from mcaudit.reading.intake.table import Named
from mcaudit.reading.parsing.tree import Document
from mcaudit.reading.profile.blanks import is_blank, without_blanks
from mcaudit.reading.text import Text

BLANK = {"about": [], "text": " ", "citation": {}}
SAID = {"about": ["1E-1"], "text": "Four levels.", "citation": {"document": "page"}}
PAGE = {"title": "Page", "url": "https://a.example.org"}


def document(data: Any) -> Document:
    return document_of(Text(path="form.json", content=json.dumps(data, indent=1), sha256="", of="form"))


def kept(edition: Edition, data: Any) -> Any:
    return without_blanks(profile_fields(edition), document(data)).data


@pytest.mark.parametrize(
    ("data", "left"),
    [
        ({"organizations": {"organization_1": {}}}, {}),
        ({"dossier": {"page": PAGE, "document_2": {"title": " "}}}, {"dossier": {"page": PAGE}}),
        ({"statements": [BLANK, SAID, BLANK]}, {"statements": [SAID]}),
        ({"statements": [BLANK]}, {}),
        ({"about": {"citations": [{}, {"section": "A"}]}}, {"about": {"citations": [{"section": "A"}]}}),
    ],
    ids=["organization", "document", "statements", "none", "citations"],
)
def test_blank_rows_are_dropped(edition: Edition, data: Any, left: Any) -> None:
    assert kept(edition, data) == left


@pytest.mark.parametrize(
    "data",
    [
        {"dossier": {"page": {}}, "statements": [SAID]},
        {"organizations": {"center": {}}, "submitted_by": {"organization": "center"}},
        {"statements": [{**BLANK, "about": ["1E-1"]}]},
        {"developers": {"learning_resources": {"resources": [{}, {"title": "A"}]}}},
        {"statements": [], "organizations": {}, "unknown": [{}]},
    ],
    ids=["cited", "named", "half", "valid", "already empty"],
)
def test_what_is_named_or_filled_in_by_half_or_valid_stays(edition: Edition, data: Any) -> None:
    assert kept(edition, data) == data


def test_what_is_left_keeps_its_line(edition: Edition) -> None:
    before = document({"statements": [BLANK, SAID]})
    after = without_blanks(profile_fields(edition), before)
    assert after.values["/statements/0/text"] == before.values["/statements/1/text"]
    assert "/statements/1" not in after.values


VALUES = st.recursive(
    st.sampled_from((None, "", " ", "x", 0, False)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
)


@given(value=VALUES)
def test_a_blank_value_holds_no_word_number_or_choice(value: Any) -> None:
    text = json.dumps(value)
    assert is_blank(value) == (not any(said in text for said in ('"x"', "0", "false")))


def test_a_half_filled_row_of_a_form_is_an_error_at_its_line(edition: Edition, tmp_path: Any) -> None:
    half = [{**SAID, "about": []}, {**SAID, "text": ""}, {**SAID, "citation": {}}]
    named = {"format": "mcaudit-profile/1", "id": "talks", "title": "Talks", "state": "OH"}
    parts = {"organizations": {"one": {"url": PAGE["url"]}}, "dossier": {"page": PAGE, "two": {"title": "Two"}}}
    profile = {**named, **parts, "statements": half}
    text = json.dumps({"format": "mcaudit-intake/1", "edition": edition.id, "profile": profile}, indent=1)
    path = tmp_path / "talks.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_intake(edition, path, Named())
    lines = text.splitlines()
    found = [lines[each.line - 1].strip() for each in raised.value.problems if each.line]
    assert found == ['"one": {', '"two": {', '"about": [],', '"text": "",', '"citation": {}']
