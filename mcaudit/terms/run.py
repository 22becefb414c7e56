"""What every output format is given: the run, each audit of it, what it came to, and how to show it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mcaudit.errors import Problem
from mcaudit.looks import View as ScreenView
from mcaudit.model import Edition, Gate, Policy, Verdict
from mcaudit.terms.remarks import Remark
from mcaudit.terms.selection import EVERYTHING, Selection


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What is known before the first audit; `many` where more than one profile was asked for."""

    edition: Edition
    policy: Policy | None
    gate: Gate
    many: bool
    under: str = ""
    """Which policies were applied, in words, where more than one profile was asked for."""
    configuration: str | None = None
    """The name of the file that gave the options that the command line did not."""
    folder: str = ""
    """Where paths that are not absolute begin, as an absolute path."""
    repository: str = ""
    """Where a code host lets them begin, likewise; empty where no repository is known."""

    def in_repository(self, path: str) -> str:
        """Return a file's path as a code host knows it; one outside the repository stays as it is."""
        if not self.repository:
            return path
        whole = Path(os.path.normpath(Path(self.folder, path)))
        return whole.relative_to(self.repository).as_posix() if whole.is_relative_to(self.repository) else path


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file that may be a profile, or holds something else, and was not audited."""

    path: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What a run came to: how many audits have which verdict, and the problems of what could not be audited."""

    verdicts: Mapping[Verdict, int]
    problems: tuple[Problem, ...]
    notices: tuple[str, ...] = ()
    """What a reader of the whole run should know, such as a waiver for a profile that was not audited."""
    skipped: tuple[Skipped, ...] = ()
    """Every file that a search left out and that is nothing else of ours; the notices say it in short."""
    remarks: tuple[tuple[str, Remark], ...] = ()
    """What a reader should know of single profiles, each with its path."""

    @property
    def audited(self) -> int:
        """How many profiles were audited."""
        return sum(self.verdicts.values())

    @property
    def unread(self) -> int:
        """How many files the problems are about."""
        return len({problem.path for problem in self.problems})


@dataclass(frozen=True, slots=True, kw_only=True)
class View(ScreenView):
    """How to show audits: on which screen, whether with what is met as well, and which findings."""

    verbose: bool = False
    selection: Selection = EVERYTHING
