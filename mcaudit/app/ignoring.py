"""Says which paths a search leaves out: those of ignore files, and of `--exclude`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mcaudit.errors import InputError
from mcaudit.late import late
from mcaudit.reading.config.find import begins_repository
from mcaudit.reading.text import read_text

if TYPE_CHECKING:
    import pathspec
else:
    pathspec = late("pathspec")  # loaded only where there are patterns

IGNORE_FILES = (".gitignore", ".mcauditignore")
"""What a folder may have beside the files that it is about; the later one counts over the former."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Patterns, where they are anchored, and what they are called."""

    name: str
    folder: str
    spec: pathspec.GitIgnoreSpec

    def ignores(self, path: str, mark: str = "") -> bool | None:
        """Return whether a path is ignored, is kept, or None where no pattern is about it; `mark` it / as a folder."""
        steps = Path(os.path.relpath(path, self.folder)).parts
        inside = "/".join(step for step in steps if step != os.pardir)  # `--exclude` holds for other folders as well
        return self.spec.check_file(inside + mark).include


def excluded(patterns: Sequence[str], folder: Path) -> tuple[Rules, ...]:
    """Return the rules of `--exclude`, anchored in a folder; raise ValueError for what is not a pattern."""
    if not patterns:
        return ()
    spec = _spec(patterns)
    if spec is None:
        raise ValueError("write a pattern as in a .gitignore, such as drafts/ or *.json")
    return (Rules(name="--exclude", folder=str(folder), spec=spec),)


def rules_above(folder: Path) -> tuple[Rules, ...]:
    """Return the rules of the folders around one, from where its repository begins; none where no repository does.

    One that ignores the folder itself does not count: the folder was named.
    """
    whole = Path(os.path.abspath(folder))  # noqa: PTH100  a link stays where it lies
    if begins_repository(whole):
        return ()
    above: list[Path] = []
    for each in whole.parents:
        above.append(each)
        if begins_repository(each):
            rules = (rule for outer in reversed(above) for rule in rules_in(outer))
            return tuple(rule for rule in rules if not rule.ignores(str(whole), "/"))
    return ()


def rules_in(folder: Path) -> Iterator[Rules]:
    """Yield the rules that a folder has for everything in it; a file that cannot be read ignores nothing."""
    for name in IGNORE_FILES:
        if (folder / name).is_file():
            try:
                content = read_text(folder / name, of="list of patterns").content
            except InputError:
                continue
            if (spec := _spec(content.splitlines(), lenient=True)) is not None:
                shown = os.path.relpath(folder / name)
                yield Rules(name=Path(shown).as_posix(), folder=os.path.abspath(folder), spec=spec)  # noqa: PTH100


def ignored_by(rules: Sequence[Rules], path: Path) -> str:
    """Return the name of what ignores a file, or nothing; the last rules that are about it, or its folders, count."""
    whole = os.path.abspath(path)  # noqa: PTH100  a link is ignored by its own name
    for rule in reversed(rules):
        if (said := rule.ignores(whole)) is not None:
            return rule.name if said else ""
    return ""


def _spec(lines: Iterable[str], *, lenient: bool = False) -> pathspec.GitIgnoreSpec | None:
    kept = []
    for line in lines:
        try:
            pathspec.GitIgnoreSpec.from_lines([line])
        except ValueError:
            if not lenient:
                return None
        else:
            kept.append(line)
    return pathspec.GitIgnoreSpec.from_lines(kept)
