"""A file that is not readable text is refused with what is wrong, where, and what to do about it."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from mcaudit.errors import Problem
from mcaudit.model import Position
from mcaudit.reading.limits import MAX_BYTES
from mcaudit.reading.text import Text, read_text, shortened
from tests.conftest import Write, faults_in

_NOBODY = 65534


def _problem(path: Path) -> Problem:
    (problem,) = faults_in(read_text, path)
    return problem


def _place(problem: Problem) -> tuple[int | None, int | None, str | None]:
    return problem.line, problem.column, problem.excerpt


@contextmanager
def _without_permission(path: Path) -> Iterator[None]:
    """Take away the right to read `path`; root may read everything, and so becomes somebody else meanwhile."""
    root = os.geteuid() == 0
    path.chmod(0)
    if root:
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        path.chmod(0o600)


# --- not a file ----------------------------------------------------------------------------------


def test_a_file_that_is_not_there_is_named_as_it_was_written() -> None:
    assert _problem(Path("no/such/profile.yaml")) == Problem(
        path="no/such/profile.yaml", message="there is no such file", help="check the path"
    )


def test_a_folder_is_not_read_as_a_file(tmp_path: Path) -> None:
    problem = _problem(tmp_path)
    assert (problem.message, problem.help) == ("this is a folder, and a file is needed", "name a file in it")


def test_a_link_that_leads_nowhere_is_called_a_link(tmp_path: Path) -> None:
    link = tmp_path / "profile.yaml"
    link.symlink_to(tmp_path / "gone.yaml")
    problem = _problem(link)
    assert problem.message == "this link points to a file that is not there"
    assert problem.help == "correct or remove the link"


def test_a_link_to_a_file_is_read(tmp_path: Path, write: Write) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(write("a: 1\n"))
    assert read_text(link).content == "a: 1\n"


def test_a_link_in_a_circle_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "profile.yaml"
    link.symlink_to(link)
    assert _problem(link).message.startswith("the file cannot be read: ")


def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    pipe = tmp_path / "profile.yaml"
    os.mkfifo(pipe)
    problem = _problem(pipe)
    assert (problem.message, problem.help) == ("this is not a regular file", "copy its content into a file")


def test_a_device_is_refused() -> None:
    assert _problem(Path(os.devnull)).message == "this is not a regular file"


def test_a_file_that_may_not_be_read_is_refused(write: Write) -> None:
    path = write("a: 1\n")
    with _without_permission(path):
        problem = _problem(path)
    assert (problem.message, problem.help) == (
        "you may not read this file",
        "ask its owner for permission to read it",
    )


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("profile.yaml\0", id="a null character"),
        pytest.param("x" * 5000, id="longer than any name may be"),
        pytest.param("file.yaml/profile.yaml", id="a file where a folder is needed"),
    ],
)
def test_a_path_that_no_file_can_have_is_an_input_error(tmp_path: Path, write: Write, name: str) -> None:
    write("a: 1\n", "file.yaml")
    assert _problem(tmp_path / name).message.startswith("the file cannot be read: ")


# --- size ----------------------------------------------------------------------------------------


def test_a_file_of_100_megabytes_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "profile.yaml"
    with path.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    problem = _problem(path)
    assert problem.message == "the file has 104,857,600 bytes, and at most 2,097,152 are read"
    assert problem.help.startswith("is this the right file?")


def test_a_file_as_large_as_allowed_is_read_and_one_byte_more_is_not(write: Write) -> None:
    largest = b"#" * MAX_BYTES
    assert len(read_text(write(largest, "largest.yaml")).content) == MAX_BYTES
    assert "bytes, and at most" in _problem(write(largest + b"#", "larger.yaml")).message


@pytest.mark.parametrize("content", [b"", b" \t\r\n\n ", b"\xef\xbb\xbf", b"\xef\xbb\xbf\xef\xbb\xbf\n"], ids=repr)
def test_a_file_with_nothing_in_it_is_called_empty(write: Write, content: bytes) -> None:
    problem = _problem(write(content))
    assert (problem.message, problem.help) == ("the file is empty", "write the profile into it, or remove it")


# --- what is not text ----------------------------------------------------------------------------

_POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 12345\n".encode()


def _packed(*names: str) -> bytes:
    written = io.BytesIO()
    with ZipFile(written, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return written.getvalue()


@pytest.mark.parametrize("name", ["profile.yaml", "profile.json", "profile.docx"])
@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (_packed("word/document.xml"), "a Word document (.docx)"),
        (_packed("xl/workbook.xml"), "an Excel workbook (.xlsx)"),
        (_packed("ppt/presentation.xml"), "a PowerPoint presentation (.pptx)"),
        (_packed("a.yaml"), "an archive (.zip)"),
        (b"PK\x03\x04 and nothing more", "an archive (.zip)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.xls or .doc), or one with a password"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"{\\rtf1\\ansi Hello}", "a rich text document (.rtf)"),
        (b"\x89PNG\r\n\x1a\n", "an image (.png)"),
        (b"\x1f\x8b\x08", "a compressed file (.gz)"),
        (b"\n<!-- saved -->\n<!DOCTYPE html>\n<html>", "a web page (HTML)"),
        (b"<HTML><body>", "a web page (HTML)"),
        (_POINTER, "a Git LFS pointer, which stands for a file that was not fetched"),
        (_POINTER.replace(b"\n", b"\r\n"), "a Git LFS pointer, which stands for a file that was not fetched"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_of_another_kind_is_named_whatever_its_name(write: Write, name: str, content: bytes, kind: str) -> None:
    problem = _problem(write(content, name))
    assert problem.message == f"this is {kind}, but a plain text file is expected"
    assert problem.help


@pytest.mark.parametrize(
    ("of", "help"),
    [
        ("profile", "write the profile in a text editor, as .yaml or .json"),
        ("policy", "write the policy in a text editor"),
        ("file of decisions", "`mcaudit review read`"),
    ],
)
def test_what_to_do_depends_on_what_the_file_should_hold(write: Write, of: str, help: str) -> None:
    assert help in faults_in(read_text, write(_packed("xl/workbook.xml")), of=of)[0].help


def test_a_pointer_is_reported_how_to_be_fetched(write: Write) -> None:
    assert "git lfs pull" in _problem(write(_POINTER)).help


@pytest.mark.parametrize(
    "content", ["version https://git-lfs.github.com/spec/v1\n", "# %PDF-\n", "a: <html>\n", "PK: 1\n"]
)
def test_text_that_only_speaks_of_such_files_is_read(write: Write, content: str) -> None:
    assert read_text(write(content)).content == content


@pytest.mark.parametrize(
    ("name", "program", "document"),
    [("~$bo.xlsx", "Excel", "bo.xlsx"), (".~lock.bo.ods#", "LibreOffice", "bo.ods")],
)
def test_the_lock_file_of_a_document_that_is_open_is_named(
    write: Write, name: str, program: str, document: str
) -> None:
    problem = _problem(write("Ana", name))
    assert problem.message == f"this is the lock file that {program} keeps while `{document}` is open"


# --- encoding ------------------------------------------------------------------------------------


@pytest.mark.parametrize("marks", [1, 3], ids=["one", "several"])
def test_byte_order_marks_at_the_start_are_accepted_and_left_out(write: Write, marks: int) -> None:
    assert (
        read_text(write(b"\xef\xbb\xbf" * marks + b"id: caf\xc3\xa9\n")).content
        == "id: caf\N{LATIN SMALL LETTER E WITH ACUTE}\n"
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_utf_16_and_utf_32_are_named_with_or_without_their_mark(write: Write, encoding: str) -> None:
    problem = _problem(write("format: mcaudit-profile/1\n".encode(encoding)))
    assert problem.message == "the file is in UTF-16 or UTF-32, and UTF-8 is needed"
    assert problem.help == "save it again as UTF-8"


def test_utf_16_with_a_big_endian_mark_is_named(write: Write) -> None:
    assert "UTF-16" in _problem(write(b"\xfe\xff\x00a")).message


def test_a_latin_1_byte_is_found_where_it_stands(write: Write) -> None:
    problem = _problem(write("id: a\ntitle: Le caf\xe9 d'apr\xe8s\n".encode("latin-1")))
    assert problem.message == "the byte 0xE9 is not UTF-8 text"
    assert _place(problem) == (2, 14, "title: Le caf\N{REPLACEMENT CHARACTER} d'apr\N{REPLACEMENT CHARACTER}s")
    assert "save the file again as UTF-8" in problem.help


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("# \N{REPLACEMENT CHARACTER}\n", id="a replacement character that was typed"),
        pytest.param("# \N{GRINNING FACE}\n", id="a character of four bytes"),
        pytest.param("\N{ZERO WIDTH NO-BREAK SPACE}# \n", id="a byte order mark"),
    ],
)
def test_what_stands_before_a_bad_byte_does_not_move_its_place(write: Write, before: str) -> None:
    problem = _problem(write(before.encode() + b"id: \xff\n"))
    assert _place(problem) == (2, 5, "id: \N{REPLACEMENT CHARACTER}")


@pytest.mark.parametrize(
    "byte",
    [b"\xc3", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80"],
    ids=["cut off", "surrogate", "overlong", "beyond"],
)
def test_bytes_that_look_like_utf_8_and_are_not_are_refused(write: Write, byte: bytes) -> None:
    problem = _problem(write(b"id: " + byte))
    assert problem.message == f"the byte 0x{byte[0]:02X} is not UTF-8 text"
    assert (problem.line, problem.column) == (1, 5)


def test_the_hash_is_that_of_the_bytes_with_their_byte_order_mark(write: Write) -> None:
    raw = b"\xef\xbb\xbfa: 1\r\n"
    assert read_text(write(raw)).sha256 == sha256(raw).hexdigest()


# --- places --------------------------------------------------------------------------------------


def _text(content: str) -> Text:
    return Text(path="profile.yaml", content=content, sha256="")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_kind_of_line_end_begins_a_new_line(end: str) -> None:
    text = _text(f"one{end}two{end}{end}four")
    assert text.position(text.content.index("two")) == Position(line=2, column=1)
    assert text.position(text.content.index("four") + 2) == Position(line=4, column=3)
    assert [text.line(number) for number in (1, 2, 3, 4)] == ["one", "two", "", "four"]


def test_kinds_of_line_ends_may_be_mixed() -> None:
    text = _text("a\r\nb\rc\nd\n\re")
    assert [text.position(text.content.index(letter)).line for letter in "abcde"] == [1, 2, 3, 4, 6]


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029", "\v", "\f", "\x1c"], ids=ascii)
def test_what_editors_show_within_a_line_begins_no_line(character: str) -> None:
    text = _text(f"a{character}b\nc")
    assert text.position(2) == Position(line=1, column=3)
    assert text.position(4) == Position(line=2, column=1)
    assert text.line(1) == f"a{character}b"


def test_the_end_of_a_text_has_a_place() -> None:
    text = _text("a\n")
    assert text.position(len(text.content)) == Position(line=2, column=1)
    assert text.line(2) == ""


def test_a_problem_without_a_place_has_no_excerpt() -> None:
    problem = _text("a").problem("something is wrong", "correct it")
    assert problem == Problem(path="profile.yaml", message="something is wrong", help="correct it")


def test_problems_on_one_line_share_its_excerpt() -> None:
    """A file may be one line of two megabytes with fifty problems in it."""
    text = _text("a\n" + "b" * 1000)
    first, second = (text.problem("wrong", at=Position(line=2, column=column)) for column in (1, 2))
    assert first.excerpt == "b" * 1000
    assert first.excerpt is second.excerpt


@pytest.mark.parametrize(("length", "shown"), [(60, "x" * 60), (61, "x" * 59 + "…")], ids=["whole", "cut"])
def test_a_long_text_is_shortened_for_a_message(length: int, shown: str) -> None:
    assert shortened("x" * length) == shown
