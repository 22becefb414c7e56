"""Recognizes a file that is not what was asked for by its first bytes, whatever its name says."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from mcaudit.errors import InputError

WORKBOOK = "an Excel workbook (.xlsx)"
WEB_PAGE = "a web page (HTML)"
POINTER = "a Git LFS pointer, which stands for a file that was not fetched"
ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (OLD_OFFICE, "an old Office file (.xls or .doc), or one with a password"),
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "a rich text document (.rtf)"),
    (b"\x89PNG\r\n", "an image (.png)"),
    (b"\xff\xd8\xff", "an image (.jpg)"),
    (b"GIF8", "an image (.gif)"),
    (b"\x1f\x8b", "a compressed file (.gz)"),
    (b"7z\xbc\xaf", "a compressed file (.7z)"),
)
_PARTS = (
    ("xl/vbaProject.bin", "an Excel workbook with macros (.xlsm)"),
    ("xl/workbook.bin", "an Excel workbook in binary form (.xlsb)"),
    ("xl/workbook.xml", WORKBOOK),
    ("word/document.xml", "a Word document (.docx)"),
    ("ppt/presentation.xml", "a PowerPoint presentation (.pptx)"),
    ("Index/Document.iwa", "an Apple Pages or Numbers document"),
)
"""What an archive holds → what it is; the first that it has says so."""
_MACROS = b"application/vnd.ms-excel.sheet.macroEnabled"
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument spreadsheet (.ods)",
    b"application/vnd.oasis.opendocument.text": "an OpenDocument text (.odt)",
}
_ARCHIVE = "an archive (.zip)"
_LARGEST_TYPE = 200
_LARGEST_TYPES = 64 * 1024
_PAGE_START = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html)\b", re.IGNORECASE | re.DOTALL)
_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\r?\n(?:[^\n]*\n)*?oid sha256:(?P<oid>[0-9a-f]{64})"
)
_LOCK = re.compile(r"~\$(?P<office>.+)|\.~lock\.(?P<libre>.+)#")
LARGEST_POINTER = 1024
"""Git LFS holds any pointer to be smaller than this."""


def kind_of(raw: bytes) -> str:
    """Return what a file is, in words, by its bytes; nothing where it may be text."""
    if raw.startswith(ZIP):
        return _in_archive(raw)
    if pointed_at(raw):
        return POINTER
    if _PAGE_START.match(raw[:LARGEST_POINTER]):
        return WEB_PAGE
    return next((kind for start, kind in _MAGIC if raw.startswith(start)), "")


def may_be_workbook(kind: str) -> bool:
    """Return whether a workbook may be in a file of a kind: some programs name its parts in other ways."""
    return kind in (WORKBOOK, _ARCHIVE)


def pointed_at(raw: bytes) -> str:
    """Return the SHA-256 of the file that a Git LFS pointer stands for; nothing where it is not a pointer."""
    found = _POINTER.match(raw) if len(raw) <= LARGEST_POINTER else None
    return found["oid"].decode() if found else ""


def is_binary(path: Path) -> bool:
    """Return whether a file is an archive, an Office file, or the like, and so not text."""
    try:
        if not path.is_file():  # to open a pipe would wait for somebody who writes to it
            return False
        with path.open("rb") as stream:
            start = stream.read(16)
    except (OSError, ValueError):
        return False  # reading it will say why
    return start.startswith((ZIP, *(magic for magic, _ in _MAGIC)))


def refuse_lock(path: Path) -> None:
    """Raise InputError for the file that an office program keeps beside a document while it is open."""
    if found := _LOCK.fullmatch(path.name):
        name, program = (found["office"], "Excel") if found["office"] else (found["libre"], "LibreOffice")
        message = f"this is the lock file that {program} keeps while `{name}` is open"
        help = f"save and close `{name}` in {program}, and read it again"
        raise InputError.of(path, message, help)


def _in_archive(raw: bytes) -> str:
    try:
        with ZipFile(BytesIO(raw)) as archive:
            names = archive.namelist()
            found = next((kind for part, kind in _PARTS if part in names), "")
            if found == WORKBOOK and _MACROS in _beginning(archive, "[Content_Types].xml", _LARGEST_TYPES):
                return _PARTS[0][1]
            if "mimetype" in names:
                return _OPEN_DOCUMENT.get(_beginning(archive, "mimetype", _LARGEST_TYPE), "an OpenDocument file")
    except Exception:  # noqa: BLE001  zipfile raises anything for an archive that is damaged or made up
        return _ARCHIVE
    return found or _ARCHIVE


def _beginning(archive: ZipFile, name: str, most: int) -> bytes:
    if name not in archive.namelist():
        return b""
    with archive.open(name) as stream:
        return stream.read(most)
