"""Reads an edition's files, refuses what contradicts itself, and keeps what it read for the next time.

Reading and checking the shipped edition takes about a second, and every command needs it. Its
compiled form stands beside it: the same data in one JSON file, with the hash of the files that it
was made of. While those are unchanged, they have been checked, and the compiled form is used.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from mcaudit.errors import EditionError, InputError, Problem
from mcaudit.model import Edition
from mcaudit.reading.edition_model import EditionData, edition_model
from mcaudit.reading.packaged import criteria_folder

DEFAULT_EDITION = "v1.0"
COMPILED = "compiled.txt"
_HEADS = {
    "edition.yaml": "edition",
    "vocabulary.yaml": "vocabulary",
    "settings.yaml": "settings",
    "sources.yaml": "works",
}
"""The files beside the subcomponents → the schema of each."""
_PARTS = "[0-9]*-*/*.yaml"


def default_folder() -> Path:
    """Return the folder of the edition that mcaudit is shipped with."""
    return criteria_folder() / DEFAULT_EDITION


@cache
def default_edition() -> Edition:
    """Return the edition that mcaudit is shipped with; raise EditionError where its files are not valid."""
    return compiled_edition(default_folder()) or read_edition(default_folder())


def compiled_edition(folder: Path) -> Edition | None:
    """Return the edition in `folder` from its compiled form, or None where that is not of just these files."""
    data = _compiled(folder)
    return edition_model(data) if data else None


def read_edition(folder: Path) -> Edition:
    """Read and check the edition in `folder`; raise EditionError with file and line where it is not valid."""
    return edition_model(edition_data(folder))


def edition_data(folder: Path) -> EditionData:
    """Return the data of an edition's files once they are checked; raise EditionError where they are not valid."""
    from mcaudit.reading.edition_checks import check_edition, read_checked  # noqa: PLC0415
    from mcaudit.reading.setting_checks import check_settings  # noqa: PLC0415

    try:
        head, vocabulary, settings, works = (read_checked(folder / name, schema) for name, schema in _HEADS.items())
        parts = [read_checked(path, "subcomponent") for path in _part_files(folder)]
    except InputError as error:
        raise EditionError(error.problems) from error
    if not parts:
        message = "the edition has no subcomponents"
        help = "write one YAML file each, in folders such as 1-developers"
        raise EditionError([Problem(path=folder.as_posix(), message=message, help=help)])
    problems = check_edition(head, vocabulary, works, parts)
    if problems := problems or tuple(check_settings(head, vocabulary, settings, parts)):
        raise EditionError(problems)
    return EditionData(
        sha256=_hash(folder),
        head=head.data,
        vocabulary=vocabulary.data,
        settings=settings.data,
        works=works.data,
        parts=[(Path(part.text.path).relative_to(folder.as_posix()).as_posix(), part.data) for part in parts],
    )


def problem_at(folder: Path, place: str, message: str, help: str) -> Problem:
    """Return a problem at a place in an edition's files, such as `1-developers/1F….yaml#/criteria/0`."""
    from mcaudit.reading.text import read_text  # noqa: PLC0415
    from mcaudit.reading.tree import read_document  # noqa: PLC0415

    name, _, pointer = place.partition("#")
    document = read_document(read_text(folder / name))
    return document.text.problem(message, help, at=document.place(pointer))


def compiled_text(folder: Path) -> str:
    """Return the compiled form of the edition in `folder`: the hash of a line of JSON, and that line."""
    data = edition_data(folder)
    document = {
        "sha256": data.sha256,
        "head": data.head,
        "vocabulary": data.vocabulary,
        "settings": data.settings,
        "works": data.works,
        "parts": data.parts,
    }
    content = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return f"{sha256(content.encode('utf-8')).hexdigest()}\n{content}\n"


def _compiled(folder: Path) -> EditionData | None:
    """Return the compiled form of an edition where there is one of just these files."""
    try:
        stated, content, _ = (folder / COMPILED).read_text(encoding="utf-8").split("\n")
        if stated != sha256(content.encode("utf-8")).hexdigest():
            return None
        document: dict[str, Any] = json.loads(content)
        return EditionData(**document) if document["sha256"] == _hash(folder) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _part_files(folder: Path) -> list[Path]:
    return sorted(folder.glob(_PARTS))


def _hash(folder: Path) -> str:
    """Return the SHA-256 of an edition: of the names and hashes of its files, in order."""
    digest = sha256()
    for path in (*(folder / name for name in _HEADS), *_part_files(folder)):
        content = sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return digest.hexdigest()
