"""Which reports there are, and what makes each of them for each medium; only what is asked for is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from mcaudit.looks import View
from mcaudit.media.registry import ending_of, writer_of

if TYPE_CHECKING:
    from mcaudit.model import Agreements, Audit, Edition, Policy
    from mcaudit.model.acceptance import Acceptance
    from mcaudit.model.comparison import Comparison, Versions
    from mcaudit.model.feedback import Feedback
    from mcaudit.model.inbox import Waiting
    from mcaudit.model.mailing import Mailing
    from mcaudit.model.residue import Residues
    from mcaudit.report.audit.paper import Paper

_Value = TypeVar("_Value")
_PAGES = ("markdown", "html", "pdf")
"""Media in which every report stands whole; a screen may have it in short."""
_DOCUMENTS = ("terminal", *_PAGES)
_IN_FILES = ("html", "pdf", "docx", "xlsx")
"""What no screen shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Generic[_Value]):
    """A report on something; functions are named as `module:function`, the module below `mcaudit`.

    `builders` make a document of blocks for a medium. `laid_out` write a medium without blocks, piece by piece, from a
    value and how audits are shown. `record` makes what programs read.
    """

    builders: Mapping[str, str]
    laid_out: Mapping[str, str] = field(default_factory=dict)
    record: str = ""

    @property
    def media(self) -> tuple[str, ...]:
        """The media that it can be written in."""
        return (*self.builders, *self.laid_out, *(["json"] if self.record else []))

    @property
    def on_screen(self) -> tuple[str, ...]:
        """Those of them that a screen can show."""
        return tuple(medium for medium in self.media if medium not in _IN_FILES)

    @property
    def endings(self) -> str:
        """How the names of its files end, for a sentence."""
        return ", ".join(map(ending_of, self.media))

    def require(self, medium: str, path: Path) -> None:
        """Raise ValueError where the report does not exist in the medium of a file."""
        if medium not in self.media:
            raise ValueError(
                f"{path.as_posix()} does not say what to write: end its name in {self.endings}, or write MEDIUM=FILE"
            )

    def content(self, value: _Value, medium: str, view: View) -> bytes:
        """Return the report in a medium, one of `media`; raise OutputError where it cannot be made."""
        return b"".join(self.pieces(value, medium, view))

    def pieces(self, value: _Value, medium: str, view: View) -> Iterable[bytes]:
        """Return the report in a medium piece by piece, made as they are read where it may be long."""
        if medium in self.builders:
            return (writer_of(medium).write(loaded(self.builders[medium])(value), view),)
        if medium in self.laid_out:
            as_audits = loaded("terms.run:View")(width=view.width, color=view.color, ascii=view.ascii)
            laid_out: Iterable[bytes] = loaded(self.laid_out[medium])(value, as_audits)
            return laid_out
        text: str = loaded("exchange.json_text:json_document")(loaded(self.record)(value))
        return (loaded("media.plain:utf8")(text),)


def loaded(reference: str) -> Any:
    """Return a function of ours by its `module:function`."""
    module, _, name = reference.partition(":")
    return getattr(import_module(f"mcaudit.{module}"), name)


VERSIONS: Report[Versions] = Report(
    builders=dict.fromkeys(_DOCUMENTS, "report.versions.document:versions_report"),
    record="exchange.versions:versions_record",
)
AGREEMENT: Report[tuple[Edition, Agreements, str]] = Report(
    builders=dict.fromkeys(_DOCUMENTS, "report.review.agreement:agreement_report")
)
REVIEW: Report[tuple[Waiting, ...]] = Report(builders=dict.fromkeys(_DOCUMENTS, "report.review.standing:review_report"))
COMPARISON: Report[Comparison] = Report(
    builders={
        "terminal": "report.comparison.document:comparison_in_short",
        **dict.fromkeys(_PAGES, "report.comparison.document:comparison_report"),
        "pdf": "report.comparison.document:comparison_on_paper",
        "xlsx": "report.comparison.workbook:comparison_tables",
        "csv": "report.comparison.workbook:comparison_table",
    },
    record="exchange.comparison:comparison_record",
)
ACCEPTANCE: Report[Acceptance] = Report(
    builders={
        "terminal": "report.acceptance.document:acceptance_in_short",
        **dict.fromkeys(_PAGES, "report.acceptance.document:acceptance_report"),
        "xlsx": "report.acceptance.tables:acceptance_workbook",
        "csv": "report.acceptance.tables:acceptance_table",
    },
    laid_out={"json": "exchange.acceptance:acceptance_json"},
)
ACCEPTANCE_EXPLAINED: Report[Acceptance] = Report(
    builders={
        "terminal": "report.acceptance.explained:explanation_on_screen",
        **dict.fromkeys(_PAGES, "report.acceptance.explained:explanation"),
    },
    laid_out={"json": "exchange.acceptance:acceptance_json"},
)
RESIDUES: Report[Residues] = Report(
    builders={
        **dict.fromkeys(_DOCUMENTS, "report.acceptance.residue:residue_report"),
        "terminal": "report.acceptance.residue:residue_in_short",
        "xlsx": "report.acceptance.residue:residue_workbook",
    },
    record="exchange.acceptance:residues_record",
)
FEEDBACK: Report[Feedback] = Report(
    builders={
        "terminal": "report.feedback.document:feedback_in_short",
        **dict.fromkeys(_PAGES, "report.feedback.document:feedback_report"),
        "csv": "report.feedback.table:feedback_table",
    },
    record="exchange.feedback:feedback_record",
)
AUDIT: Report[Paper] = Report(builders=dict.fromkeys(_PAGES, "report.audit.document:audit_report"))
AUDIT_SUMMARY: Report[Paper] = Report(builders=dict.fromkeys(_PAGES, "report.audit.document:audit_summary"))
AUDIT_RECORD: Report[Audit] = Report(builders={}, record="exchange.formats.json:audits_record")
CRITERIA: Report[tuple[Edition, Policy | None]] = Report(
    builders=dict.fromkeys(_DOCUMENTS, "report.edition.listing:edition_report"),
    record="exchange.criteria:criteria_record",
)
EXPLANATION: Report[tuple[Edition, str, Callable[[str, str], str]]] = Report(
    builders=dict.fromkeys(_DOCUMENTS, "report.edition.explain:explained")
)
LETTERS: Report[Mailing] = Report(
    builders=dict.fromkeys((*_DOCUMENTS, "docx"), "report.letters.document:letters_report")
)
TODO: Report[Mailing] = Report(
    builders=dict.fromkeys(("csv", "xlsx", "markdown", "terminal"), "report.letters.todo:todo_list")
)
