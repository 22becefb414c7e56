"""Which reports there are: how each is built for each medium, and what writes it for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from mcaudit.blocks import Document
from mcaudit.exchange.comparison import comparison_record
from mcaudit.exchange.feedback import feedback_record
from mcaudit.exchange.json_text import json_document
from mcaudit.exchange.versions import versions_record
from mcaudit.media.plain import utf8
from mcaudit.media.registry import ending_of, target_of, writer_of
from mcaudit.media.view import View
from mcaudit.model import Agreements, Audit, Edition
from mcaudit.model.comparison import Comparison, Versions
from mcaudit.model.feedback import Feedback
from mcaudit.render.comparison.kinds import html as comparison_html
from mcaudit.render.comparison.kinds import pdf as comparison_pdf
from mcaudit.render.comparison.kinds import txt as comparison_txt
from mcaudit.render.report import View as AuditView
from mcaudit.report.agreement import agreement_report
from mcaudit.report.comparison_tables import comparison_table, comparison_tables
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
    """A report on something: its builder for each medium, and what writes it where it is not built of blocks."""

    builders: Mapping[str, Callable[[_Value], Document]]
    others: Mapping[str, Callable[[_Value, View], bytes]] = field(default_factory=dict)

    @property
    def media(self) -> tuple[str, ...]:
        """The media that it can be written in."""
        return (*self.builders, *self.others)

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
        if medium in self.others:
            return self.others[medium](value, view)
        return writer_of(medium).write(self.builders[medium](value), view)


def _for_audits(
    render: Callable[[_Value, AuditView], bytes],
) -> Callable[[_Value, View], bytes]:
    """Return a writer that takes how audits are shown as one that takes how any report is."""
    return lambda value, view: render(value, AuditView(width=view.width, color=view.color, ascii=view.ascii))


def _as_json(record: Callable[[_Value], Mapping[str, Any]]) -> Callable[[_Value, View], bytes]:
    return lambda value, _: utf8(json_document(record(value)))


VERSIONS: Report[Versions] = Report(
    builders=dict.fromkeys(_DOCUMENTS, versions_report),
    others={"json": _as_json(versions_record)},
)
AGREEMENT: Report[tuple[Edition, Agreements, str]] = Report(
    builders=dict.fromkeys(_DOCUMENTS, lambda value: agreement_report(*value))
)
REVIEW: Report[Audit] = Report(builders=dict.fromkeys(_DOCUMENTS, review_report))
COMPARISON: Report[Comparison] = Report(
    builders={"xlsx": comparison_tables, "csv": comparison_table},
    others={
        "terminal": _for_audits(comparison_txt.render),
        "html": _for_audits(comparison_html.render),
        "pdf": _for_audits(comparison_pdf.render),
        "json": _as_json(comparison_record),
    },
)
FEEDBACK: Report[Feedback] = Report(
    builders={
        "terminal": feedback_in_short,
        **dict.fromkeys(("markdown", "html", "pdf"), feedback_report),
        "csv": feedback_table,
    },
    others={"json": _as_json(feedback_record)},
)
