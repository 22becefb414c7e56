"""Writes a folder whole or not at all, in place of an earlier one of the same kind and of nothing else."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from mcaudit.app.writing import make_folder, reason_of
from mcaudit.contracts import SITE_FORMAT
from mcaudit.errors import OutputError

LIST = "mcaudit-site.json"
"""The file that lists what a site is made of, so that a later one replaces nothing else."""


def write_site(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write the files of a site, each with its name below the folder; raise OutputError where that cannot be.

    They are written beside the folder, which is then renamed: what was there stays until all are written.
    """
    target = Path(os.path.realpath(folder))
    refuse_others(folder)
    make_folder(target.parent)
    mark = os.urandom(4).hex()
    made, earlier = (target.with_name(f".mcaudit-{mark}-{name}") for name in ("new", "old"))
    names: list[str] = []
    try:
        for name, content in files:
            _write(made / name, content)
            names.append(name)
        listed = json.dumps({"format": SITE_FORMAT, "files": sorted(names)}, indent=2)
        _write(made / LIST, listed.encode() + b"\n")
        refuse_others(folder)
        _exchange(target, made, earlier)
    except OSError as error:
        raise OutputError(f"the folder {folder.as_posix()} cannot be written: {reason_of(error, target)}") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
        if target.exists():
            shutil.rmtree(earlier, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def refuse_others(folder: Path) -> None:
    """Raise OutputError where a folder is there and is neither empty nor a site as we wrote it."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OutputError(f"{folder.as_posix()} is a file; name a folder")
    ours = _listed(folder)
    others = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if (path.is_symlink() or not path.is_dir()) and path.relative_to(folder).as_posix() not in ours
    )
    if others:
        raise OutputError(
            f"{folder.as_posix()} holds files that are not part of an earlier site, such as {others[0]}; "
            "name an empty folder, or one that mcaudit site wrote"
        )


def _listed(folder: Path) -> frozenset[str]:
    """Return the files of the site that a folder holds; nothing where it holds none."""
    try:
        data = json.loads((folder / LIST).read_bytes())
        names = data["files"] if data["format"] == SITE_FORMAT else ()
        return frozenset((LIST, *map(str, names)))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return frozenset()


def _exchange(target: Path, made: Path, earlier: Path) -> None:
    """Put the new folder in the place of the earlier one, which comes back where that fails."""
    if not target.exists():
        made.rename(target)
        return
    target.rename(earlier)
    try:
        made.rename(target)
    except OSError:
        with suppress(OSError):
            earlier.rename(target)
        raise
