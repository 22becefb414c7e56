"""Puts records into the envelope of their format one by one, so a document of any length takes little memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mcaudit.errors import Problem
from mcaudit.exchange.format import Format
from mcaudit.terms.run import Ending, Run, View


class Envelope:
    """One document while it is written: a header, records as they come, and a trailer."""

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
