"""Feedback as one table for spreadsheets and programs: a row for each criterion, and one for each comment on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mcaudit.blocks import Cell, Column, Document, Table
from mcaudit.model import JUDGMENTS
from mcaudit.model.feedback import AsAudited, CriterionFeedback, Feedback
from mcaudit.report.parts import workbook

_OF_CRITERION = ("row", "criterion", "level", "decided_by", "text", "profiles")
_OF_REVIEWERS = ("reviewed", "incomplete", "disputed", "settled", "agreement", "agreement_profiles")
_OF_REMARK = ("comments", "date", "profile", "reviewer", "comment")
COLUMNS = (
    *_OF_CRITERION,
    *map(str, AsAudited),
    *(f"answered_{answer}" for answer in JUDGMENTS),
    *_OF_REVIEWERS,
    "agreement_withheld",
    *_OF_REMARK,
)


def feedback_table(feedback: Feedback) -> Document:
    """Return the feedback as a document of one table."""
    rows = (row for each in feedback.criteria for row in _rows(each))
    table = Table(
        caption="Feedback",
        columns=tuple(Column(head=head) for head in COLUMNS),
        rows=tuple(tuple(row.get(head) for head in COLUMNS) for row in rows),
        name="Feedback",
    )
    return workbook("Feedback", "Feedback", feedback.edition, feedback.date, (table,))


def _rows(each: CriterionFeedback) -> Iterator[Mapping[str, Cell]]:
    criterion, agreement = each.criterion, each.agreement
    asked = {"criterion": criterion.id, "level": criterion.level.value, "decided_by": criterion.decided_by.value}
    yield {
        "row": "criterion",
        **asked,
        "text": criterion.text,
        "profiles": each.profiles,
        **{how.value: count for how, count in each.audited.items()},
        **{f"answered_{answer}": count for answer, count in each.answers.items()},
        "reviewed": each.reviewed,
        "incomplete": each.incomplete,
        "disputed": each.disputed,
        "settled": each.settled,
        "agreement": None if agreement.share is None else round(agreement.share, 4),
        "agreement_profiles": agreement.n,
        "agreement_withheld": agreement.withheld,
        "comments": len(each.remarks),
    }
    for remark in each.remarks:
        said = {"date": remark.date, "profile": remark.profile, "reviewer": remark.reviewer, "comment": remark.text}
        yield {"row": "comment", **asked, **said}
