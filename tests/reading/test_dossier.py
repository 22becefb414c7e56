"""A dossier's local files must stay beside the profile, be there, and be the ones that their hashes name."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from mcaudit.errors import InputError, Problem
from mcaudit.model import DocumentState, Edition
from mcaudit.reading.dossier import document_states
from mcaudit.reading.limits import MAX_LOCAL_DOCUMENT, MAX_PROBLEMS
from mcaudit.reading.profile import read_profile
from mcaudit.reading.text import Text
from mcaudit.reading.tree import Document, read_document
from tests.conftest import MINIMAL, Run

Write = Callable[..., Path]
State = Callable[..., DocumentState]

_NOBODY = 65534
_RUBRIC = b"A rubric.\n"


def _dossier(*entries: str) -> str:
    lines = (
        f"  d{number}: {{title: D, kind: other, seen: 2026-01-01, {entry}}}\n" for number, entry in enumerate(entries)
    )
    return f"{MINIMAL}dossier:\n{''.join(lines)}"


def _document(content: str) -> Document:
    return read_document(Text(path="profile.yaml", content=content, sha256=""))


@pytest.fixture
def state(edition: Edition, write: Write) -> State:
    """Read a profile with one document and return the state of that document."""

    def state_of(entry: str) -> DocumentState:
        return read_profile(edition, write(_dossier(entry), "folder/profile.yaml")).documents["d0"]

    return state_of


@pytest.fixture
def refused(edition: Edition, write: Write) -> Callable[..., tuple[Problem, ...]]:
    """Read a profile whose dossier leads out of its folder and return the problems."""

    def problems_of(*entries: str) -> tuple[Problem, ...]:
        with pytest.raises(InputError) as raised:
            read_profile(edition, write(_dossier(*entries), "folder/profile.yaml"))
        return raised.value.problems

    return problems_of


# --- states --------------------------------------------------------------------------------------


def test_a_document_with_an_address_is_remote(state: State) -> None:
    assert state("url: https://example.org") is DocumentState.REMOTE


@pytest.mark.parametrize("path", ["rubric.txt", "./rubric.txt", "documents/rubric.txt", "documents//rubric.txt"])
def test_a_file_beside_the_profile_is_present(state: State, write: Write, path: str) -> None:
    write(_RUBRIC, f"folder/{path}")
    assert state(f"path: {path}") is DocumentState.PRESENT


def test_a_file_whose_hash_is_right_is_present(state: State, write: Write) -> None:
    write(_RUBRIC, "folder/rubric.txt")
    assert state(f"path: rubric.txt, sha256: {sha256(_RUBRIC).hexdigest()}") is DocumentState.PRESENT


def test_a_hash_may_be_written_in_capitals(state: State, write: Write) -> None:
    write(_RUBRIC, "folder/rubric.txt")
    assert state(f"path: rubric.txt, sha256: {sha256(_RUBRIC).hexdigest().upper()}") is DocumentState.PRESENT


@pytest.mark.parametrize("content", [b"A rubric.", b"A rubric.\r\n", b"Another.\n"], ids=repr)
def test_a_file_whose_hash_is_another_is_altered(state: State, write: Write, content: bytes) -> None:
    write(content, "folder/rubric.txt")
    assert state(f"path: rubric.txt, sha256: {sha256(_RUBRIC).hexdigest()}") is DocumentState.ALTERED


@pytest.mark.parametrize("hash", ["", f", sha256: {sha256(b'').hexdigest()}"], ids=["no hash", "its hash"])
def test_an_empty_file_has_nothing_to_show(state: State, write: Write, hash: str) -> None:
    write(b"", "folder/rubric.txt")
    assert state(f"path: rubric.txt{hash}") is DocumentState.EMPTY


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("gone.txt", id="no such file"),
        pytest.param("gone/gone.txt", id="no such folder"),
        pytest.param("documents", id="a folder"),
        pytest.param(".", id="the profile's own folder"),
        pytest.param("documents/rubric.txt/more", id="a file where a folder is needed"),
        pytest.param("x" * 5000, id="longer than any name may be"),
    ],
)
def test_a_path_with_no_file_is_missing(state: State, write: Write, path: str) -> None:
    write(_RUBRIC, "folder/documents/rubric.txt")
    assert state(f"path: {path}") is DocumentState.MISSING


def test_a_missing_file_is_missing_whatever_its_hash(state: State) -> None:
    assert state(f"path: gone.txt, sha256: {'0' * 64}") is DocumentState.MISSING


def test_a_file_decides_where_an_address_is_given_as_well(state: State) -> None:
    assert state("url: https://example.org, path: gone.txt") is DocumentState.MISSING


@pytest.mark.parametrize("hashed", ["", f", sha256: {'0' * 64}"], ids=["without a hash", "with a hash"])
def test_a_pipe_is_missing_and_is_not_waited_for(state: State, tmp_path: Path, hashed: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "folder" / "pipe")
    assert state(f"path: pipe{hashed}") is DocumentState.MISSING


def test_a_file_too_large_to_hash_is_missing(state: State, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with (tmp_path / "folder" / "recording.mp4").open("wb") as stream:
        stream.truncate(MAX_LOCAL_DOCUMENT + 1)
    assert state(f"path: recording.mp4, sha256: {'0' * 64}") is DocumentState.MISSING


def test_a_file_that_may_not_be_read_is_missing(tmp_path: Path, write: Write) -> None:
    path = write(_RUBRIC, "rubric.txt")
    document = _document(_dossier("path: rubric.txt"))
    root = os.geteuid() == 0
    path.chmod(0)
    if root:  # root may read everything, and so becomes somebody else meanwhile
        os.seteuid(_NOBODY)
    try:
        states, hashes = document_states(document, tmp_path / "profile.yaml")
    finally:
        if root:
            os.seteuid(0)
    assert (states, hashes) == ({"d0": DocumentState.MISSING}, {})


def test_a_name_that_the_system_cannot_spell_is_missing(run: Run, write: Write) -> None:
    """Where file names are ASCII, asking for another raises an error of its own."""
    path = write(_dossier('path: "r\\u00e9sum\\u00e9.txt"') + "about: {citations: [{document: d0, page: 1}]}\n")
    ran = run("facts", path, env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    assert (ran.code, ran.err) == (0, "")


def test_a_path_is_refused_where_the_folder_that_it_starts_from_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing tells then where `..` leads, and so nothing tells that a file stands beside the profile."""
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    with pytest.raises(InputError) as raised:
        document_states(_document(_dossier("path: rubric.txt")), Path("../profile.yaml"))
    (problem,) = raised.value.problems
    assert problem.message == "`path` is “rubric.txt”, which leads out of the profile's folder"


@pytest.mark.parametrize("content", ["", "dossier: {}\n"], ids=["no dossier", "an empty one"])
def test_a_profile_without_documents_has_no_states(tmp_path: Path, content: str) -> None:
    assert document_states(_document(MINIMAL + content), tmp_path / "profile.yaml") == ({}, {})


# --- links ---------------------------------------------------------------------------------------


def test_a_link_within_the_folder_is_followed(state: State, write: Write) -> None:
    target = write(_RUBRIC, "folder/documents/rubric.txt")
    (target.parent.parent / "link.txt").symlink_to(target)
    assert state(f"path: link.txt, sha256: {sha256(_RUBRIC).hexdigest()}") is DocumentState.PRESENT


def test_a_profile_in_a_folder_that_is_a_link_finds_its_files(edition: Edition, write: Write, tmp_path: Path) -> None:
    write(_dossier("path: rubric.txt"), "folder/profile.yaml")
    write(_RUBRIC, "folder/rubric.txt")
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    profile = read_profile(edition, tmp_path / "link" / "profile.yaml")
    assert profile.documents == {"d0": DocumentState.PRESENT}


def test_a_profile_named_without_its_folder_finds_its_files(
    edition: Edition, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(_RUBRIC, "rubric.txt")
    monkeypatch.chdir(write(_dossier("path: rubric.txt")).parent)
    assert read_profile(edition, Path("profile.yaml")).documents == {"d0": DocumentState.PRESENT}


@pytest.mark.parametrize("target", ["gone.txt", "link.txt"], ids=["nowhere", "in a circle"])
def test_a_link_within_the_folder_that_leads_to_no_file_is_missing(state: State, tmp_path: Path, target: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "link.txt").symlink_to(target)
    assert state("path: link.txt") is DocumentState.MISSING


@pytest.mark.parametrize("there", [True, False], ids=["a file", "no file"])
def test_a_link_out_of_the_folder_is_refused_whether_or_not_a_file_is_there(
    refused: Callable[..., tuple[Problem, ...]], write: Write, tmp_path: Path, there: bool
) -> None:
    if there:
        write(b"secret", "secret.txt")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (problem,) = refused("path: link.txt")
    assert problem.message == "`path` is “link.txt”, which leads out of the profile's folder"


def test_a_linked_folder_out_of_the_folder_is_refused(
    refused: Callable[..., tuple[Problem, ...]], write: Write, tmp_path: Path
) -> None:
    write(b"secret", "elsewhere/secret.txt")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "documents").symlink_to(tmp_path / "elsewhere")
    (problem,) = refused("path: documents/secret.txt")
    assert "leads out of the profile's folder" in problem.message


def test_a_folder_beside_one_whose_name_begins_alike_is_outside(
    refused: Callable[..., tuple[Problem, ...]], write: Write, tmp_path: Path
) -> None:
    write(b"secret", "folder-of-others/secret.txt")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "link.txt").symlink_to(tmp_path / "folder-of-others" / "secret.txt")
    (problem,) = refused("path: link.txt")
    assert "leads out of the profile's folder" in problem.message


# --- paths that lead out -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/etc/passwd", id="absolute"),
        pytest.param("//server/share/file", id="a server"),
        pytest.param("..", id="the folder above"),
        pytest.param("../profile.yaml", id="beside the folder"),
        pytest.param("documents/../../secret.txt", id="up from a folder below"),
        pytest.param("documents/../rubric.txt", id="up and back"),
        pytest.param("..\\\\secret.txt", id="up in Windows"),
        pytest.param("documents\\\\rubric.txt", id="backslash"),
        pytest.param("\\\\\\\\server\\\\share", id="a server in Windows"),
        pytest.param("C:/secret.txt", id="drive"),
        pytest.param("C:secret.txt", id="drive without a slash"),
        pytest.param("file:///etc/passwd", id="address of a file"),
        pytest.param("rubric.txt:stream", id="stream of a file in Windows"),
        pytest.param("rubric\\0.txt", id="null character"),
    ],
)
def test_a_path_that_leads_out_of_the_folder_is_refused_where_it_stands(
    refused: Callable[..., tuple[Problem, ...]], write: Write, path: str
) -> None:
    write(_RUBRIC, "folder/rubric.txt")
    entry = f'path: "{path}"'
    (problem,) = refused("url: https://example.org", entry)
    assert problem.message.startswith("`path` is “")
    assert problem.message.endswith("”, which leads out of the profile's folder")
    assert problem.help == "put the file beside the profile, and write a relative path with /"
    assert problem.line == 7
    assert problem.excerpt is not None
    assert problem.column == problem.excerpt.index(f'"{path}"') + 1


def test_every_path_that_leads_out_is_named_but_not_without_end(
    refused: Callable[..., tuple[Problem, ...]],
) -> None:
    found = refused(*["path: /etc/passwd"] * (MAX_PROBLEMS + 10))
    assert [problem.line for problem in found] == list(range(6, 6 + MAX_PROBLEMS))


def test_a_long_path_is_shortened_in_the_message(refused: Callable[..., tuple[Problem, ...]]) -> None:
    (problem,) = refused(f"path: /{'x' * 5000}")
    assert len(problem.message) < 150


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("path: ''", "`path` is “”, which is not valid"),
        ("path: ", "`d0` needs `url`, `path` or `kept: no`"),
        ("path: a, sha256: abc", "`sha256` is “abc”, which is not valid"),
        (f"path: a, sha256: {'g' * 64}", f"`sha256` is “{'g' * 59}…”, which is not valid"),
        (f'path: a, sha256: "{"0" * 64}\\n"', f"`sha256` is “{'0' * 59}…”, which is not valid"),
    ],
    ids=["an empty path", "no path", "a short hash", "no hexadecimal digits", "a hash with a line end"],
)
def test_a_path_or_hash_of_the_wrong_form_is_refused(
    refused: Callable[..., tuple[Problem, ...]], entry: str, message: str
) -> None:
    (problem,) = refused(entry)
    assert problem.message == message
