"""Which reports there are: how each is built for each medium, and what writes it for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from mcaudit.blocks import Document
from mcaudit.exchange.feedback import feedback_record
from mcaudit.exchange.json_text import json_document
from mcaudit.exchange.versions import versions_record
from mcaudit.media.plain import utf8
from mcaudit.media.registry import ending_of, target_of, writer_of
from mcaudit.media.view import View
from mcaudit.model import Agreements, Audit, Edition
from mcaudit.model.comparison import Versions
from mcaudit.model.feedback import Feedback
from mcaudit.report.agreement import agreement_report
from mcaudit.report.feedback import feedback_in_short, feedback_report
from mcaudit.report.feedback_table import feedback_table
from mcaudit.report.review import review_report
from mcaudit.report.versions import versions_report

_Value = TypeVar("_Value")
_DOCUMENTS = ("terminal", "markdown", "html", "pdf")
_IN_FILES = ("html", "pdf", "xlsx")
"""What no screen shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Generic[_Value]):
    """A report on something: its builder for each medium that it exists in, and its JSON."""

    builders: Mapping[str, Callable[[_Value], Document]]
    json: Callable[[_Value], bytes] | None = None

    @property
    def media(self) -> tuple[str, ...]:
        """The media that it can be written in."""
        return (*self.builders, *(["json"] if self.json else []))

    @property
    def on_screen(self) -> tuple[str, ...]:
        """Those of them that a screen can show."""
        return tuple(medium for medium in self.media if medium not in _IN_FILES)

    def target(self, output: Path) -> tuple[str, Path]:
        """Return the medium and the file of an output, FILE or MEDIUM=FILE; raise ValueError where it has none."""
        medium, path = target_of(output, self.media)
        if medium not in self.media:
            endings = ", ".join(map(ending_of, self.media))
            raise ValueError(
                f"{output.as_posix()} does not say what to write: end its name in {endings}, or write MEDIUM=FILE"
            )
        return medium, path

    def content(self, value: _Value, medium: str, view: View) -> bytes:
        """Return the report in a medium, one of `media`; raise OutputError where it cannot be made."""
        if medium == "json" and self.json:
            return self.json(value)
        return writer_of(medium).write(self.builders[medium](value), view)


def _feedback_json(feedback: Feedback) -> bytes:
    return utf8(json_document(feedback_record(feedback)))


VERSIONS: Report[Versions] = Report(
    builders=dict.fromkeys(_DOCUMENTS, versions_report),
    json=lambda versions: utf8(json_document(versions_record(versions))),
)
AGREEMENT: Report[tuple[Edition, Agreements, str]] = Report(
    builders=dict.fromkeys(_DOCUMENTS, lambda value: agreement_report(*value))
)
REVIEW: Report[Audit] = Report(builders=dict.fromkeys(_DOCUMENTS, review_report))
FEEDBACK: Report[Feedback] = Report(
    builders={
        "terminal": feedback_in_short,
        **dict.fromkeys(("markdown", "html", "pdf"), feedback_report),
        "csv": feedback_table,
    },
    json=_feedback_json,
)
