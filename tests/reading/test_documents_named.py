"""Which local files a profile names, be it valid or not: no output may go over one of them."""

from __future__ import annotations

import pytest

from mcaudit.reading.profile.read import documents_named_in
from tests.conftest import MINIMAL, Write

INVALID = MINIMAL.replace("state: OH", "state: XX")


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("dossier: {a: {path: rubric.txt}, b: {url: 'https://example.org'}, c: {path: 3}, d: text}\n", ("rubric.txt",)),
        ("dossier: text\n", ()),
        ("", ()),
    ],
    ids=["some", "no group", "none"],
)
def test_files_are_named_as_far_as_a_profile_that_is_not_valid_can_be_parsed(
    write: Write, content: str, named: tuple[str, ...]
) -> None:
    profile = write(INVALID + content)
    assert documents_named_in(profile) == tuple(profile.parent / name for name in named)


@pytest.mark.parametrize("path", ["a\\0b", "/etc/passwd", "../rubric.txt", "C:/rubric.txt", "a\\\\b"], ids=ascii)
def test_a_path_that_is_never_looked_at_is_not_named(write: Write, path: str) -> None:
    """One with a NUL character kept every output of a run from being written."""
    content = f'dossier: {{a: {{path: "{path}"}}, b: {{path: rubric.txt}}}}\n'
    profile = write(INVALID + content)
    assert documents_named_in(profile) == (profile.parent / "rubric.txt",)


def test_json_is_parsed_as_well(write: Write) -> None:
    profile = write('{"dossier": {"a": {"path": "rubric.txt"}}}', "profile.json")
    assert documents_named_in(profile) == (profile.parent / "rubric.txt",)


@pytest.mark.parametrize("content", ["- a list\n", "dossier: [\n", ""], ids=["a list", "broken", "empty"])
def test_of_what_is_no_profile_nothing_is_named(write: Write, content: str) -> None:
    assert documents_named_in(write(content)) == ()


def test_a_path_that_no_system_can_spell_is_left_out(write: Write) -> None:
    profile = write(MINIMAL + 'dossier: {odd: {path: "a\\0b"}, rubric: {path: rubric.txt}}\n')
    assert documents_named_in(profile) == (profile.parent / "rubric.txt",)
