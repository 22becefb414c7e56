"""What providers send back becomes a profile, word for word, and never overwrites one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcaudit.app.intake import form_of, profile_yaml, take_in
from mcaudit.audit.engine import audit
from mcaudit.errors import InputError
from mcaudit.model import Edition, Profile
from mcaudit.reading.intake import Named, read_intake
from mcaudit.reading.profile import profile_in
from tests.forms.profiles import PATHS, made, profile_of, real

NOBODY = Named()


def returned(folder: Path, edition: Edition, profile: Profile) -> Path:
    """The file that a form saves in which nothing was changed."""
    path = folder / "returned.json"
    path.write_text(json.dumps({"format": "mcaudit-intake/1", "edition": edition.id, "profile": profile.content}))
    return path


# --- nothing is lost -------------------------------------------------------------------------------


@settings(deadline=None)
@given(data=st.data())
def test_yaml_says_what_the_profile_says(edition: Edition, data: st.DataObject) -> None:
    profile = data.draw(made(edition))
    written = profile_yaml(edition, profile)
    assert profile_in(edition, written, "written.yaml").content == profile.content


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_shipped_profile_comes_back_from_a_form_as_it_was(edition: Edition, path: Path, tmp_path: Path) -> None:
    profile = real(edition)[PATHS.index(path)]
    taken = take_in(edition, returned(tmp_path, edition, profile), tmp_path / "profiles", NOBODY)
    assert taken.profile.content == profile.content
    written = taken.path.read_text(encoding="utf-8")
    assert "\t" not in written
    assert "&id" not in written
    again = profile_in(edition, written.encode(), path.name, path.parent)
    assert [each.status for each in audit(edition, again, date="2026-01-01").findings] == [
        each.status for each in audit(edition, profile, date="2026-01-01").findings
    ]


def test_yaml_is_in_the_order_of_the_schema_with_citations_on_a_line(edition: Edition) -> None:
    data = {
        "developers": {
            "title_and_description": {"citations": [{"section": "A", "document": "page"}], "competency": "x"}
        },
        "dossier": {"page": {"url": "https://a.example.org", "title": "Page"}},
        "note": "First line.\nSecond line.",
    }
    text = profile_yaml(edition, profile_of(edition, data)).decode()
    assert text.endswith(
        """
note: |-
  First line.
  Second line.

dossier:
  page:
    title: Page
    url: https://a.example.org

developers:
  title_and_description:
    competency: x
    citations:
      - {document: page, section: A}
"""
    )


# --- versions --------------------------------------------------------------------------------------


def test_a_later_version_becomes_a_file_of_its_own(edition: Edition, tmp_path: Path) -> None:
    folder = tmp_path / "profiles"
    first = take_in(edition, returned(tmp_path, edition, profile_of(edition, {"note": "one"})), folder, NOBODY)
    again = take_in(edition, returned(tmp_path, edition, profile_of(edition, {"note": "one"})), folder, NOBODY)
    assert (first.path.name, first.is_new, again.path, again.is_new) == ("number-talks.yaml", True, first.path, False)
    by_hand = first.path.read_text(encoding="utf-8").replace("note: one", "note: by hand  # mine")
    first.path.write_text(by_hand, encoding="utf-8")
    second = take_in(edition, returned(tmp_path, edition, profile_of(edition, {"note": "two"})), folder, NOBODY)
    third = take_in(edition, returned(tmp_path, edition, profile_of(edition, {"note": "one"})), folder, NOBODY)
    assert (second.path.name, second.before) == ("number-talks.2.yaml", first.path)
    assert (third.path.name, third.before) == ("number-talks.3.yaml", second.path)
    assert first.path.read_text(encoding="utf-8") == by_hand


def test_a_form_of_a_profile_is_filled_with_it(edition: Edition) -> None:
    profile = profile_of(edition, {"note": "Said before."})
    assert b"Said before." in form_of(edition, profile, ".html")


# --- what is wrong is told with its place ----------------------------------------------------------


def problem(edition: Edition, path: Path, named: Named = NOBODY) -> tuple[int | None, str]:
    with pytest.raises(InputError) as raised:
        read_intake(edition, path, named)
    return raised.value.problems[0].line, raised.value.problems[0].message


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("{}", None, "this is not what a form saved"),
        ('{"format": "mcaudit-intake/1", "profile": []}', None, "this is not what a form saved"),
        ('{"format": "mcaudit-intake/1",\n"edition": "v9", "profile": {}}', 2, "this form is of `v9`"),
        ('{"format": "mcaudit-intake/1",', 1, "this is not JSON"),
        (
            (
                '{"format": "mcaudit-intake/1", "edition": "v1.0", "profile": '
                '{"format": "mcaudit-profile/1", "title": "T", "state": "OH",\n\n"id": 5}}'
            ),
            3,
            "`id` must be text",
        ),
    ],
    ids=["empty", "no profile", "another edition", "not whole", "not a profile"],
)
def test_a_bad_form_is_refused_at_its_line(
    edition: Edition, tmp_path: Path, text: str, line: int | None, message: str
) -> None:
    path = tmp_path / "form.json"
    path.write_text(text, encoding="utf-8")
    at, told = problem(edition, path)
    assert message in told
    assert at == line


TALKS = Named(id="talks", title="Talks", state="OH")
HEADS = "Criterion,Statement,Document,Place\n"


def test_a_table_becomes_statements(edition: Edition, tmp_path: Path) -> None:
    path = tmp_path / "statements.csv"
    path.write_text(
        f"{HEADS}1E-4; 1E-5,One video.,Page (https://a.example.org/x),p. 12\n"
        "\n3A-1,One video.,page (https://a.example.org/x),12\n2F-1,It takes 15 hours.,A film,12:30\n"
        "2F-2,It takes 15 hours.,2nd Handbook,\n",
        encoding="utf-8-sig",
    )
    content = read_intake(edition, path, TALKS).content
    assert content["statements"] == [
        {"about": ["1E-4", "1E-5", "3A-1"], "text": "One video.", "citation": {"document": "page", "page": 12}},
        {"about": ["2F-1"], "text": "It takes 15 hours.", "citation": {"document": "a_film", "time": "12:30"}},
        {"about": ["2F-2"], "text": "It takes 15 hours.", "citation": {"document": "document_2nd_handbook"}},
    ]
    assert content["dossier"]["page"] == {"title": "Page", "url": "https://a.example.org/x"}
    assert content["dossier"]["a_film"] == {"title": "A film", "kept": "no"}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("Criterion,Statement\n", 1, "the table has no column document, place"),
        (f"{HEADS}1A-1,Text,,x\n", 2, "this row has no document"),
        (f"{HEADS}1A-1,Text,Page,x\n1A-99,Other,Page,y\n", 3, "“1A-99”"),
        (f'{HEADS}1A-1,"Text,Page,x\n', 2, "this is not a table of CSV"),
    ],
    ids=["no heads", "no document", "no criterion", "open quote"],
)
def test_a_bad_table_is_refused_at_its_line(
    edition: Edition, tmp_path: Path, text: str, line: int, message: str
) -> None:
    path = tmp_path / "talks.csv"
    path.write_text(text, encoding="utf-8")
    at, told = problem(edition, path, TALKS)
    assert message in told
    assert at == line
    assert "which micro-credential it is about" in problem(edition, path)[1]
