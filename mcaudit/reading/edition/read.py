"""Reads an edition's files, and refuses what contradicts itself.

Reading and checking the shipped edition takes about a second, and every command needs it. While its files are those
that a compiled form was made of, they have been checked, and the compiled form is used.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from mcaudit.errors import EditionError, InputError, Problem
from mcaudit.late import late
from mcaudit.model import Edition
from mcaudit.reading.edition.compiled import COMPILED, cached_edition, packaged_edition
from mcaudit.reading.edition.model import EditionData, edition_model
from mcaudit.reading.limits import MAX_BYTES
from mcaudit.reading.packaged import criteria_folder
from mcaudit.reading.parsing.tree import read_document
from mcaudit.reading.text import read_text

if TYPE_CHECKING:
    from mcaudit.reading.edition import checks, setting_checks
else:  # loaded only where an edition is not compiled yet
    checks = late("mcaudit.reading.edition.checks")
    setting_checks = late("mcaudit.reading.edition.setting_checks")

DEFAULT_EDITION = "v1.0"
_HEADS = {
    "edition.yaml": "edition",
    "vocabulary.yaml": "vocabulary",
    "settings.yaml": "settings",
    "sources.yaml": "works",
}
"""The files beside the subcomponents → the schema of each."""
_PART_FILES = "[0-9]*-*/*.yaml"


def default_folder() -> Path:
    """Return the folder of the edition that mcaudit is shipped with."""
    return criteria_folder() / DEFAULT_EDITION


@cache
def default_edition() -> Edition:
    """Return the edition that mcaudit is shipped with; raise EditionError where its files are not valid."""
    return compiled_edition(default_folder()) or read_edition(default_folder())


def compiled_edition(folder: Path, cache: Path | None = None) -> Edition | None:
    """Return the edition in `folder` as it was compiled once, or None where that is not known of just these files.

    The compiled form is looked for in `cache` if one is given, else in the package.
    """
    if cache is None and not (folder / COMPILED).exists():
        return None
    try:
        paths = (*map(folder.joinpath, _HEADS), *_parts(folder))
        files = _hash(folder, ((path, _content_hash(path)) for path in paths))
    except OSError:
        return None
    return packaged_edition(folder, files) if cache is None else cached_edition(cache, files)


def read_edition(folder: Path) -> Edition:
    """Read and check the edition in `folder`; raise EditionError with file and line where it is not valid."""
    return edition_model(edition_data(folder))


def edition_data(folder: Path) -> EditionData:
    """Return the data of an edition's files once they are checked; raise EditionError where they are not valid."""
    try:
        head, vocabulary, settings, works = (
            checks.read_checked(folder / name, schema) for name, schema in _HEADS.items()
        )
        parts = [checks.read_checked(path, "subcomponent") for path in _parts(folder)]
    except InputError as error:
        raise EditionError(error.problems) from error
    if not parts:
        message = "the edition has no subcomponents"
        help = "write one YAML file each, in folders such as 1-developers"
        raise EditionError.of(folder, message, help)
    problems = checks.check_edition(head, vocabulary, works, parts)
    if problems := problems or tuple(setting_checks.check_settings(head, vocabulary, settings, parts)):
        raise EditionError(problems)
    read = (head, vocabulary, settings, works, *parts)
    return EditionData(
        sha256=_hash(folder, ((Path(each.text.path), each.text.sha256) for each in read)),
        head=head.data,
        vocabulary=vocabulary.data,
        settings=settings.data,
        works=works.data,
        parts=[(Path(part.text.path).relative_to(folder).as_posix(), part.data) for part in parts],
    )


def problem_at(folder: Path, place: str, message: str, help: str) -> Problem:
    """Return a problem at a place in an edition's files, such as `1-developers/1F….yaml#/criteria/0`."""
    name, _, pointer = place.partition("#")
    document = read_document(read_text(folder / name))
    return document.text.problem(message, help, at=document.place(pointer))


def _parts(folder: Path) -> list[Path]:
    return sorted(folder.glob(_PART_FILES))


def _hash(folder: Path, files: Iterable[tuple[Path, str]]) -> str:
    """Return the SHA-256 of an edition: of the names and hashes of its files, in order."""
    lines = (f"{path.relative_to(folder).as_posix()} {content}\n" for path, content in files)
    return sha256("".join(lines).encode()).hexdigest()


def _content_hash(path: Path) -> str:
    """Return the SHA-256 of a file; raise OSError where it is not one that an edition may have."""
    info = path.stat()
    if not stat.S_ISREG(info.st_mode) or info.st_size > MAX_BYTES:
        raise OSError(path)
    return sha256(path.read_bytes()).hexdigest()
