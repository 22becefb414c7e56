"""Names of files that every system can write."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f<>:"|?*\\]|[. ]+$')
_IS_A_DEVICE = re.compile(r"(?i)con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]")


def writable(name: str) -> str:
    """Return a name for a file or a folder that every system can write; Windows keeps some for itself."""
    head, dot, rest = _NOT_IN_NAMES.sub("_", name).partition(".")
    return f"{head}_{dot}{rest}" if _IS_A_DEVICE.fullmatch(head.rstrip()) else f"{head}{dot}{rest}"


def stems_of(files: Sequence[Path]) -> tuple[Path, ...]:
    """Return the names of documents about profiles, without an ending, in folders as the profiles lie."""
    whole = [Path(os.path.abspath(file)) for file in files]  # noqa: PTH100  a link stays where it lies
    base = os.path.commonpath([file.parent for file in whole])
    return tuple(Path(*map(writable, path.relative_to(base).with_suffix("").parts)) for path in whole)


def audit_links(files: Sequence[Path], folder: str) -> Mapping[str, str]:
    """Return the address of each audit's page, by the profile's path, as `report -o FOLDER --format html` writes them.

    `folder` is that folder, or an address of the web.
    """
    return {
        file.as_posix(): f"{folder.rstrip('/')}/{quote(stem.as_posix(), errors='surrogateescape')}.html"
        for file, stem in zip(files, stems_of(files), strict=True)
    }
