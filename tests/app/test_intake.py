"""What providers send back becomes a profile, word for word, and never overwrites one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcaudit.app.intake import form_of, profile_yaml, take_in
from mcaudit.audit.engine import audit
from mcaudit.model import Edition, Profile
from mcaudit.reading.intake.table import Named
from mcaudit.reading.profile.read import profile_in
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
