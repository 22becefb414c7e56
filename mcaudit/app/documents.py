"""What `report` writes at each depth: documents about an audit, letters, and to-do lists."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from mcaudit.app.reports import AUDIT, AUDIT_RECORD, AUDIT_SUMMARY, LETTERS, TODO, Report
from mcaudit.looks import View
from mcaudit.model.mailing import Mailing
from mcaudit.report.audit.paper import Appendix, Paper


class Depth(StrEnum):
    """How much is written, and for whom."""

    SUMMARY = "summary"
    LETTER = "letter"
    TODO = "todo"
    FULL = "full"
    FINDINGS = "findings"
    """The former name of letters."""


_TO_ORGANIZATIONS: Mapping[Depth, Report[Mailing]] = {Depth.LETTER: LETTERS, Depth.FINDINGS: LETTERS, Depth.TODO: TODO}
_VIEW = View(width=100)


def media_of(depth: Depth) -> tuple[str, ...]:
    """Return the media that can be written at a depth; JSON is always the whole audit."""
    report = _TO_ORGANIZATIONS.get(depth, AUDIT)
    return tuple(sorted((*report.media, *AUDIT_RECORD.media)))


def document_of(mailing: Mailing, medium: str, depth: Depth, appendix: Appendix = Appendix.SOURCES) -> bytes:
    """Return the content of a file in a medium, one of `media_of`; raise OutputError where it cannot be made."""
    if medium in AUDIT_RECORD.media:  # a record has everything, whatever the depth
        return AUDIT_RECORD.content(mailing.audit, medium, _VIEW)
    if depth in _TO_ORGANIZATIONS:
        return _TO_ORGANIZATIONS[depth].content(mailing, medium, _VIEW)
    paper = Paper(audit=mailing.audit, agency=mailing.agency, appendix=appendix)
    return (AUDIT_SUMMARY if depth is Depth.SUMMARY else AUDIT).content(paper, medium, _VIEW)
