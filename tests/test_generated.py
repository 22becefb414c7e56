"""Generated files are current; the message names the command that makes them again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.regenerate import COMMAND, ROOT, generated

_REMEDY = f"`{COMMAND}` makes it again"


def _paths() -> Iterator[Any]:
    for path in generated():
        marks = [pytest.mark.slow] if path.suffix == ".pdf" else []
        yield pytest.param(path, id=path.relative_to(ROOT).as_posix(), marks=marks)


@pytest.mark.parametrize("path", [*_paths()])
def test_a_generated_file_is_current(path: Path) -> None:
    kept, wanted = path.read_bytes(), generated()[path]()
    if path.suffix == ".pdf" and not _is_the_pinned_stack():
        assert _outline(kept) == _outline(wanted), _REMEDY
    elif path.suffix == ".xlsx":  # what is packed is held, not how well this machine's zlib packs it
        assert _members(kept) == _members(wanted), _REMEDY
    else:
        current = kept == wanted  # compared here: pytest would look for the nearest lines of half a megabyte
        assert current, f"{_REMEDY}; {_first_difference(kept, wanted)}"


def _first_difference(kept: bytes, wanted: bytes) -> str:
    at = next((at for at, (one, other) in enumerate(zip(kept, wanted, strict=False)) if one != other), 0)
    return f"byte {at}: {kept[max(at - 40, 0) : at + 40]!r} is {wanted[max(at - 40, 0) : at + 40]!r} now"


def _members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _is_the_pinned_stack() -> bool:
    """Return whether text is laid out by the library that laid out the files that are kept."""
    from weasyprint.text.ffi import harfbuzz_subset, pango  # noqa: PLC0415

    return bool(harfbuzz_subset) and pango.pango_version() == _PANGO


_PANGO = 15012
"""Pango 1.50.12, that of Debian 12: another breaks lines elsewhere."""


def _outline(content: bytes) -> list[str]:
    def titles(items: Any) -> list[str]:
        return [title for item in items for title in (item.title, *titles(item.children))]

    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_outline() as outline:
        return titles(outline.root)
