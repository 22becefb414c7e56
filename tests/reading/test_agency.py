"""The agency of a configuration: what it may say, its logo and its template, and what is refused."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from mcaudit.errors import Problem
from mcaudit.model.agency import Agency, Contact
from mcaudit.reading.config.agency import read_agency
from mcaudit.reading.limits import MAX_LOGO_BYTES, MAX_TEMPLATE_BYTES
from tests.conftest import Write, faults_in

HEAD = "format: mcaudit-config/1\n"
NAMED = f"{HEAD}agency:\n  name: Example State Board\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4">{}</svg>'
SHAPES = SVG.format('<linearGradient id="a"/><rect width="4" height="4" fill="url(#a)"/><use href="#a"/>')


def png(width: int = 2, height: int = 2, *, cut: int = 0) -> bytes:
    """Return a white picture, or all but the last `cut` bytes of it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    whole = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return whole[: len(whole) - cut]


def problem(path: Path) -> Problem:
    """Return the one thing that is wrong with a configuration."""
    (found,) = faults_in(read_agency, path)
    return found


def test_everything_that_an_agency_may_say_is_read(write: Write) -> None:
    write(png(), "ours/logo.png")
    write("# Dear {{ addressee }}\n", "ours/letter.md")
    written = (
        "  logo: logo.png\n  contact:\n    name: Jo Example\n    email: jo@example.gov\n    phone: '217-555-0100'\n"
        "    address: |\n      1 Main Street\n      Springfield\n    website: https://example.gov\n"
        "  respond_within_days: 30\n  how_to_respond: Send it again.\n  appeal: Write to us.\n"
        "  letter_template: letter.md\n"
    )
    agency = read_agency(write(NAMED + written, "ours/mcaudit.yaml"))
    assert agency is not None
    assert agency.contact == Contact(
        name="Jo Example",
        email="jo@example.gov",
        phone="217-555-0100",
        address="1 Main Street\nSpringfield",
        website="https://example.gov",
    )
    assert (agency.respond_within_days, agency.how_to_respond, agency.appeal) == (30, "Send it again.", "Write to us.")
    assert agency.logo is not None
    assert (agency.logo.media_type, agency.logo.content) == ("image/png", png())
    assert agency.letter_template is not None
    assert agency.letter_template.content == "# Dear {{ addressee }}\n"
    assert [Path(each).name for each in agency.files] == ["logo.png", "letter.md"]


def test_toml_names_one_as_yaml_does(write: Write) -> None:
    toml = write('[tool.mcaudit.agency]\nname = "Example State Board"\n', "pyproject.toml")
    assert read_agency(toml) == read_agency(write(NAMED, "mcaudit.yaml")) == Agency(name="Example State Board")


def test_there_may_be_none(write: Write) -> None:
    assert read_agency(None) is None
    assert read_agency(write(HEAD, "mcaudit.yaml")) is None


@pytest.mark.parametrize(
    ("written", "line", "message", "help"),
    [
        ("agency: {nam: A, name: B}", 2, "unknown key `nam` in `agency`", "did you mean `name`?"),
        ("agency: {logo: a.png}", 2, "`agency` has no `name`", "add `name:`"),
        ("agency:\n  name: A\n  contact: {mail: a@b}", 4, "unknown key `mail` in `contact`", "did you mean `email`?"),
        ("agency:\n  name: A\n  contact: {email: a.b}", 4, "`email` is “a.b”, which is not valid", "An email address"),
        ("agency:\n  name: A\n  contact: {website: a.b}", 4, "`website` is “a.b”, which is not valid", "A web page"),
        ("agency:\n  name: A\n  respond_within_days: 0", 4, "`respond_within_days` is 0, but must be at least 1", ""),
        ('agency: {name: "A\\nB"}', 2, "`name` is “A\nB”, which is not valid", "Text on one line"),
    ],
)
def test_a_mistake_is_reported_with_its_place_and_remedy(
    write: Write, written: str, line: int, message: str, help: str
) -> None:
    found = problem(write(f"{HEAD}{written}\n", "mcaudit.yaml"))
    assert (found.line, found.message, found.help.startswith(help)) == (line, message, True), found


@pytest.mark.parametrize("key", ["logo", "letter_template"])
def test_a_file_that_is_not_there_is_reported_where_it_is_named(write: Write, key: str) -> None:
    found = problem(write(f"{NAMED}  {key}: no.file\n", "mcaudit.yaml"))
    assert (found.line, found.help) == (4, "check the path")
    assert found.message.startswith(f"`{key}` cannot be read: ")


@pytest.mark.parametrize("key", ["logo", "letter_template"])
def test_a_file_outside_the_folder_of_the_configuration_is_refused(write: Write, tmp_path: Path, key: str) -> None:
    write(png(), "secret.png")
    write("", "ours/notes.txt")
    (tmp_path / "ours" / "link.png").symlink_to(tmp_path / "secret.png")
    for written in ("../secret.png", (tmp_path / "secret.png").as_posix(), "link.png"):
        found = problem(write(f"{NAMED}  {key}: {written}\n", "ours/mcaudit.yaml"))
        assert "outside the folder of the configuration" in found.message


def test_a_template_that_is_too_long_or_not_text_is_refused(write: Write) -> None:
    config = write(f"{NAMED}  letter_template: letter.md\n", "mcaudit.yaml")
    write("a" * (MAX_TEMPLATE_BYTES + 1), "letter.md")
    assert "65,536" in problem(config).message
    write(png(), "letter.md")
    assert "an image (.png)" in problem(config).message


# --- the logo --------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [png(), SHAPES], ids=["PNG", "SVG"])
def test_a_picture_is_taken(write: Write, content: str | bytes) -> None:
    write(content, "logo")
    agency = read_agency(write(f"{NAMED}  logo: logo\n", "mcaudit.yaml"))
    assert agency is not None
    assert agency.logo is not None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"GIF89a", "it is not a PNG or SVG picture"),
        ("<html/>", "it is not a PNG or SVG picture"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><svg>&b;</svg>', "it is not a PNG or SVG picture"),
        (png(cut=36), "it is not a complete PNG picture"),
        (png(3000, 2000), "it has 3000 by 2000 pixels; the limit is 4,000,000 in all"),
        (SVG.format("<text>A</text>"), "it has text, which looks different where its typeface is missing"),
        (SVG.format("<script>1</script>"), "it has a script"),
        (SVG.format('<image href="#a"/>'), "it has a picture inside"),
        (SVG.format('<use href="https://example.org/a.svg#b"/>'), "it refers to something outside the file"),
        (SVG.format("<style>@import 'a.css';</style>"), "it refers to something outside the file"),
        (SVG.format('<rect style="fill: url(a.svg#b)"/>'), "it refers to something outside the file"),
        (b"\x89PNG" + b"a" * MAX_LOGO_BYTES, "524,288"),
    ],
)
def test_what_no_document_can_hold_is_refused_where_it_is_named(
    write: Write, content: str | bytes, message: str
) -> None:
    write(content, "logo.png")
    found = problem(write(f"{NAMED}  logo: logo.png\n", "mcaudit.yaml"))
    assert found.line == 4
    assert message in found.message
    assert found.help
