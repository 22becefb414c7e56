"""Writes the document of an audit, at a depth and in a medium."""

from __future__ import annotations

from collections.abc import Mapping

from mcaudit.app.reports import AUDIT, AUDIT_FINDINGS, AUDIT_RECORD, AUDIT_SUMMARY, Report
from mcaudit.looks import View
from mcaudit.report.audit.paper import Depth, Paper

_REPORTS: Mapping[Depth, Report[Paper]] = {
    Depth.SUMMARY: AUDIT_SUMMARY,
    Depth.FINDINGS: AUDIT_FINDINGS,
    Depth.FULL: AUDIT,
}
"""One for each depth; a test proves it."""
DOCUMENT_MEDIA = tuple(sorted((*AUDIT.media, *AUDIT_RECORD.media)))
"""The media that an audit can be written in as a document."""


def document_of(paper: Paper, medium: str, depth: Depth) -> bytes:
    """Return the document of an audit in one of `DOCUMENT_MEDIA`; raise OutputError where it cannot be made."""
    if medium in AUDIT_RECORD.media:  # a record has everything, whatever the depth
        return AUDIT_RECORD.content(paper.audit, medium, View())
    return _REPORTS[depth].content(paper, medium, View())
