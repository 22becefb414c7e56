"""What an output format of `check` is: the records that it makes of values, and how they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from mcaudit.errors import Problem
from mcaudit.model import Audit
from mcaudit.terms.run import Ending, Run, View


def _nothing(*_: Any) -> str:
    """Return no text, and so no records either."""
    return ""


def _as_it_is(record: Any, view: View) -> str:
    return str(record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One output format, the `FORMAT` of its module.

    It shows each audit by itself, whatever came before it, so that audits can be made and shown in several
    processes, and none has to be kept. A record is a plain dict, or text in formats for people.
    """

    records: Callable[[Audit, Run, View], Iterable[Any]]
    """What it says of one audit."""
    problems: Callable[[Sequence[Problem], Run, View], Iterable[Any]] = _nothing
    """What it says among the audits of a file that could not be audited."""
    last: Callable[[Ending, Run, View], Iterable[Any]] = _nothing
    """What it says of the whole run, after the last audit."""
    text: Callable[[Any, View], str] = _as_it_is
    """How one record is written."""
    between: str = ""
    """What stands between two records."""
    header: Callable[[Run, View], str] = _nothing
    trailer: Callable[[Ending, Run, View], str] = _nothing
    suffixes: tuple[str, ...] = ()
    """Suffixes of a file's name that stand for it if no format is named."""
    shows_problems: bool = False
    """Whether a person at a screen learns from it what could not be audited, and why."""

    def written(self, records: Iterable[Any], view: View) -> str:
        """Return records as text."""
        return self.between.join(self.text(record, view) for record in records)

    def of_audit(self, audit: Audit, run: Run, view: View) -> str:
        """Return all that it says of one audit."""
        return self.written(self.records(audit, run, view), view)


class Envelope:
    """One document while it is written: a header, records as they come, and a trailer.

    Records are put into it one by one, so a document of any length takes little memory.
    """

    def __init__(self, shape: Format, run: Run, view: View, put: Callable[[str], None]) -> None:
        self._shape, self._run, self._view, self._put = shape, run, view, put
        self._is_empty = True

    def open(self) -> None:
        """Write the header."""
        self._put(self._shape.header(self._run, self._view))

    def add(self, records: str) -> None:
        """Write records that are text already, as `Format.of_audit` returns them."""
        if records:
            self._put(records if self._is_empty else f"{self._shape.between}{records}")
            self._is_empty = False

    def add_problems(self, problems: Sequence[Problem]) -> None:
        """Write why a file could not be audited."""
        self.add(self._shape.written(self._shape.problems(problems, self._run, self._view), self._view))

    def close(self, ending: Ending) -> None:
        """Write what stands after the last audit, and the trailer."""
        self.add(self._shape.written(self._shape.last(ending, self._run, self._view), self._view))
        self._put(self._shape.trailer(ending, self._run, self._view))
