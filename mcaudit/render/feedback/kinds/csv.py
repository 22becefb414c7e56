"""Feedback as a table for spreadsheets and programs: a row for each criterion, and one for each comment on it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from mcaudit.media.cells import BYTE_ORDER_MARK, guarded
from mcaudit.media.plain import utf8
from mcaudit.model import JUDGMENTS
from mcaudit.model.feedback import AsAudited, CriterionFeedback, Feedback, Remark
from mcaudit.render.report import View

SUMMARY = "one table, a row for each criterion and for each comment"
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


def render(feedback: Feedback, view: View) -> bytes:
    """Return feedback as CSV; `view` changes nothing in it."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in feedback.criteria:
        for row in _rows(each):
            writer.writerow([guarded("" if row.get(name) is None else str(row[name])) for name in COLUMNS])
    return utf8(f"{BYTE_ORDER_MARK}{stream.getvalue()}")


def _rows(each: CriterionFeedback) -> Iterator[dict[str, object]]:
    criterion, accord = each.criterion, each.accord
    asked = {"criterion": criterion.id, "level": criterion.level, "decided_by": criterion.decided_by}
    yield {
        "row": "criterion",
        **asked,
        "text": criterion.text,
        "profiles": each.profiles,
        **{str(how): count for how, count in each.audited.items()},
        **{f"answered_{answer}": count for answer, count in each.answers.items()},
        "reviewed": each.reviewed,
        "incomplete": each.incomplete,
        "disputed": each.disputed,
        "settled": each.settled,
        "agreement": None if accord.share is None else round(accord.share, 4),
        "agreement_profiles": accord.n,
        "agreement_withheld": accord.withheld,
        "comments": len(each.remarks),
    }
    for remark in each.remarks:
        yield {"row": "comment", **asked, **_remark(remark)}


def _remark(remark: Remark) -> dict[str, str]:
    return {
        "date": remark.date,
        "profile": remark.profile,
        "reviewer": remark.reviewer,
        "comment": remark.text,
    }
