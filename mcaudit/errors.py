"""What can go wrong, as values a person can act on.

McauditError
├── InputError        the user's mistake: what they gave cannot be read or is not valid (exit 2)
│   └── EditionError  the same, in the files of an edition
└── OutputError       what was asked for cannot be written (exit 2)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with an input: what was found and needed, where, and how to fix it.

    Line and column count from 1 and are None where the problem has no place in a text; `excerpt` is
    the line itself.
    """

    path: str
    message: str
    help: str = ""
    line: int | None = None
    column: int | None = None
    excerpt: str | None = None


class McauditError(Exception):
    """The root of every error that mcaudit raises on purpose."""


class InputError(McauditError):
    """An input cannot be read or is not valid; `problems` says why, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{problem.path}: {problem.message}" for problem in self.problems))

    @classmethod
    def of(cls, path: PurePath | str, message: str, help: str = "") -> Self:
        """Return an error of one problem, which has no place in a text."""
        name = path if isinstance(path, str) else path.as_posix()
        return cls([Problem(path=name, message=message, help=help)])


class EditionError(InputError):
    """A file of an edition is not valid."""


class OutputError(McauditError):
    """What was asked for cannot be written."""
