"""What every output format is given: the audits, what could not be read, and how to show it."""

from __future__ import annotations

from dataclasses import dataclass

from mcaudit.errors import Problem
from mcaudit.model import Audit, Gate


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The audits of one run, in order, and the problems of files that could not be audited."""

    audits: tuple[Audit, ...]
    problems: tuple[Problem, ...]
    gate: Gate
    notices: tuple[str, ...] = ()
    """What a reader of the whole run should know, such as a waiver for a profile that was not audited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How to show a report: columns of the screen, colour, only ASCII, and what is met as well."""

    width: int = 80
    color: bool = False
    ascii: bool = False
    verbose: bool = False
