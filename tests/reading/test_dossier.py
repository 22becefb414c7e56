"""A dossier's local files must stay beside the profile, be there, and be the ones that their hashes name."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from mcaudit.errors import Problem
from mcaudit.model import DocumentState, Edition
from mcaudit.reading.limits import MAX_LOCAL_DOCUMENT, MAX_PROBLEMS
from mcaudit.reading.parsing.tree import Document, read_document
from mcaudit.reading.profile.dossier import LocalDocuments, local_documents
from mcaudit.reading.profile.read import read_profile
from mcaudit.reading.text import Text
from tests.conftest import MINIMAL, Run, Write, faults_in

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
        return faults_in(read_profile, edition, write(_dossier(*entries), "folder/profile.yaml"))

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
        found = local_documents(document, tmp_path / "profile.yaml")
    finally:
        if root:
            os.seteuid(0)
    assert (found.states, found.hashes) == ({"d0": DocumentState.MISSING}, {})
    assert found.faults == {"d0": "is not at “rubric.txt”: you may not read that file"}


def test_a_name_that_the_system_cannot_spell_is_missing(run: Run, write: Write) -> None:
    """Where file names are ASCII, asking for another raises an error of its own."""
    path = write(_dossier('path: "r\\u00e9sum\\u00e9.txt"') + "about: {citations: [{document: d0, page: 1}]}\n")
    ran = run("facts", path, env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    assert (ran.code, ran.err) == (0, "")


def test_a_path_is_refused_where_the_folder_that_it_starts_from_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing then shows where `..` leads, and so nothing shows that a file stands beside the profile."""
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    (problem,) = faults_in(local_documents, _document(_dossier("path: rubric.txt")), Path("../profile.yaml"))
    assert problem.message == "`path` is “rubric.txt”, which leads out of the profile's folder"


@pytest.mark.parametrize("content", ["", "dossier: {}\n"], ids=["no dossier", "an empty one"])
def test_a_profile_without_documents_has_no_states(tmp_path: Path, content: str) -> None:
    assert local_documents(_document(MINIMAL + content), tmp_path / "profile.yaml") == LocalDocuments()


# --- why -----------------------------------------------------------------------------------------


@pytest.fixture
def fault(edition: Edition, write: Write) -> Callable[[str], str]:
    """Read a profile with one document and return what is wrong with that document; nothing where nothing is."""

    def fault_of(entry: str) -> str:
        return read_profile(edition, write(_dossier(entry), "folder/profile.yaml")).faults.get("d0", "")

    return fault_of


Fault = Callable[[str], str]


def test_a_document_that_can_stand_behind_a_citation_has_no_fault(fault: Fault, write: Write) -> None:
    write(_RUBRIC, "folder/rubric.txt")
    assert fault(f"path: rubric.txt, sha256: {sha256(_RUBRIC).hexdigest()}") == ""
    assert fault("url: https://example.org") == ""


@pytest.mark.parametrize(
    ("path", "reported"),
    [
        pytest.param("gone.txt", ": there is no such file", id="no such file"),
        pytest.param("gone/gone.txt", ": there is no folder “gone”", id="no such folder"),
        pytest.param("documents", ": that is a folder; name a file in it", id="a folder"),
        pytest.param("documents/our rubric.txt/x", ": a part of the path is a file, not a folder", id="below a file"),
        pytest.param("x" * 400, ": no file name may be so long", id="too long"),
        pytest.param("link.txt", ": that is a link to what is not there", id="a link to nothing"),
        pytest.param("link.txt/x", ": there is no such file", id="below a link to nothing"),
        pytest.param("documents/Our Rubric.TXT", "; did you mean “documents/our rubric.txt”?", id="another case"),
        pytest.param("Documents/our rubric.txt", "; did you mean “documents/our rubric.txt”?", id="a folder's case"),
        pytest.param("documents/our_rubric.txt", "; did you mean “documents/our rubric.txt”?", id="an underscore"),
        pytest.param("documents/our rubrik.txt", "; did you mean “documents/our rubric.txt”?", id="a letter"),
        pytest.param("documents/our rubric.pdf", "; did you mean “documents/our rubric.txt”?", id="another suffix"),
        pytest.param(
            "documents/our%20rubric.txt",
            "; “documents/our rubric.txt” is there: write the name as it is, without % codes",
            id="a web address",
        ),
        pytest.param("re\u0301sume\u0301.txt", "; did you mean “r\u00e9sum\u00e9.txt”?", id="accents apart"),
        pytest.param("hidden", ": there is no such file", id="a hidden file is not named"),
        pytest.param("%2e%2e/secret.txt", ": there is no folder “%2e%2e”", id="codes that lead out"),
    ],
)
def test_a_document_that_is_not_there_is_reported_with_its_path_and_what_may_be_meant(
    fault: Fault, write: Write, tmp_path: Path, path: str, reported: str
) -> None:
    write(b"x", "secret.txt")
    for name in ("documents/our rubric.txt", "r\u00e9sum\u00e9.txt", ".hidden"):
        write(_RUBRIC, f"folder/{name}")
    (tmp_path / "folder" / "link.txt").symlink_to("nowhere")
    shown = path if len(path) < 60 else f"{path[:59]}…"
    assert fault(f'path: "{path}"') == f"is not at “{shown}”{reported}"


def test_a_name_of_none_of_many_files_is_looked_for_without_end(edition: Edition, write: Write) -> None:
    """Each missing document costs a look through the folder, so only the first of them are helped."""
    write(_RUBRIC, "folder/rubric.txt")
    entries = ["path: Rubric.txt"] * (MAX_PROBLEMS + 5)
    found = list(read_profile(edition, write(_dossier(*entries), "folder/profile.yaml")).faults.values())
    assert found[0] == found[MAX_PROBLEMS - 1] == "is not at “Rubric.txt”; did you mean “rubric.txt”?"
    assert found[MAX_PROBLEMS] == found[-1] == "is not at “Rubric.txt”"


@pytest.mark.parametrize(
    ("named", "which"),
    [("a" * 64, " to just this document"), ("b" * 64, " to another version of it"), ("", "")],
    ids=["the recorded hash", "another hash", "no hash"],
)
def test_a_git_lfs_pointer_is_not_the_document(
    state: State, fault: Fault, write: Write, named: str, which: str
) -> None:
    write(f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 12\n", "folder/rubric.pdf")
    entry = "path: rubric.pdf" + (f", sha256: {named}" if named else "")
    assert state(entry) is DocumentState.MISSING
    assert fault(entry).startswith(f"is not at “rubric.pdf”: what is there is a Git LFS pointer{which}; run `git lfs")


@pytest.mark.parametrize(
    ("named", "there", "ends"),
    [(b"A\nb\n", b"A\r\nb\r\n", "CRLF, as on Windows"), (b"A\r\nb\r\n", b"A\nb\n", "LF, as on Linux and macOS")],
    ids=["checked out on Windows", "checked out elsewhere"],
)
def test_a_text_that_only_has_other_line_ends_is_reported_so(
    state: State, fault: Fault, write: Write, named: bytes, there: bytes, ends: str
) -> None:
    write(there, "folder/rubric.txt")
    entry = f"path: rubric.txt, sha256: {sha256(named).hexdigest().upper()}"
    assert state(entry) is DocumentState.ALTERED
    assert fault(entry).startswith(
        f"has other line ends than when its hash was taken: those of “rubric.txt” are {ends}; if Git changed them"
    )


def test_a_document_that_has_changed_is_reported_with_its_path(fault: Fault, write: Write) -> None:
    write(b"Another.\n", "folder/rubric.txt")
    entry = f"path: rubric.txt, sha256: {sha256(_RUBRIC).hexdigest()}"
    assert fault(entry) == "has changed since its hash was taken: “rubric.txt” has another hash"


def test_an_audit_says_why_a_document_cannot_stand_behind_a_citation(run: Run, write: Write) -> None:
    write(_RUBRIC, "folder/rubric.txt")
    cited = "deliverers: {estimated_time: {typical_hours: 15, citations: [{document: d0, page: 1}]}}\n"
    path = write(_dossier("path: Rubrik.txt") + cited, "folder/profile.yaml")
    ran = run("check", path, "--format", "concise")
    assert "the cited document `d0` is not at “Rubrik.txt”; did you mean “rubric.txt”?" in ran.out


# --- one hash a file -----------------------------------------------------------------------------


@pytest.mark.parametrize("hashed", ["", f", sha256: {'0' * 64}"], ids=["no hash", "another hash"])
def test_a_file_is_read_once_however_many_entries_and_profiles_name_it(
    edition: Edition, write: Write, monkeypatch: pytest.MonkeyPatch, hashed: str
) -> None:
    read: list[Path] = []
    opened = Path.open

    def counting(path: Path, *args: Any, **kwargs: Any) -> Any:
        read.append(path)
        return opened(path, *args, **kwargs)

    write(b"A rubric of more than a thousand characters.\n" * 100, "folder/rubric.txt")
    profiles = [write(_dossier(*[f"path: rubric.txt{hashed}"] * 20), f"folder/{number}.yaml") for number in range(3)]
    monkeypatch.setattr(Path, "open", counting)
    for profile in profiles:
        assert len(read_profile(edition, profile).hashes) == 20
    times = [path.name for path in read].count("rubric.txt")
    assert times == (2 if hashed else 1)  # once for its hash, and once for that with other line ends


def test_a_file_that_changed_is_read_again(edition: Edition, write: Write) -> None:
    found = []
    for content in (b"one", b"three"):
        write(content, "folder/rubric.txt")
        found.append(read_profile(edition, write(_dossier("path: rubric.txt"), "folder/p.yaml")).hashes["d0"])
    assert found == [sha256(b"one").hexdigest(), sha256(b"three").hexdigest()]


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
        pytest.param("..\\\\secret.txt", id="up in Windows"),
        pytest.param("\\\\\\\\server\\\\share", id="a server in Windows"),
        pytest.param("C:/secret.txt", id="drive"),
        pytest.param("C:secret.txt", id="drive without a slash"),
        pytest.param("file:///etc/passwd", id="address of a file"),
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


@pytest.mark.parametrize(
    ("path", "message", "help"),
    [
        ("documents\\\\rubric.txt", "which has backslashes", "write it with /: documents/rubric.txt"),
        ("documents/../rubric.txt", "which has `..` in it", "without `..`"),
        ("rubric.txt:stream", "which has a colon", "rename the file"),
        ("Part 1: rubric.txt", "which has a colon", "rename the file"),
        ("rubric\\0.txt", "which has a NUL character in it", "delete it"),
        ("profile.yaml", "which is the profile itself and cannot stand behind its own claims", "name a document"),
    ],
    ids=["backslashes", "up and back", "stream of a file in Windows", "colon", "null character", "the profile"],
)
def test_a_path_that_stays_in_the_folder_and_is_not_looked_at_is_reported_why(
    refused: Callable[..., tuple[Problem, ...]], write: Write, path: str, message: str, help: str
) -> None:
    write(_RUBRIC, "folder/documents/rubric.txt")
    (problem,) = refused(f'path: "{path}"')
    assert problem.message.endswith(f"”, {message}")
    assert help in problem.help
    assert problem.line == 6


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
