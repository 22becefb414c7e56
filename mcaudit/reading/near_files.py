"""Finds the file that was probably meant where there is none of a name."""

from __future__ import annotations

import os
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from mcaudit.reading.limits import MAX_NAMES

ALIKE = 0.75
"""From this likeness on, a name may be the one that was meant."""


def near_path(path: Path) -> str:
    """Return the existing path that is nearest to one that is not there; "" where none is near.

    The first step that is not there is replaced by its nearest neighbor; the rest is kept if it exists then.
    """
    gone = next((step for step in (*reversed(path.parents), path) if not os.path.lexists(step)), path)
    names = names_in(gone.parent)
    same_stem = [name for name in names if Path(name).stem.casefold() == gone.stem.casefold()]
    near = same_stem or get_close_matches(gone.name, names, n=1, cutoff=ALIKE)
    meant = gone.parent / near[0] / path.relative_to(gone) if near else path
    return meant.as_posix() if near and os.path.lexists(meant) else ""


def names_in(folder: Path) -> list[str]:
    """Return the names in a folder that are not hidden, at most MAX_NAMES; none where it cannot be looked into."""
    try:
        with os.scandir(folder) as entries:
            return sorted(islice((each.name for each in entries if not each.name.startswith(".")), MAX_NAMES))
    except OSError:
        return []
