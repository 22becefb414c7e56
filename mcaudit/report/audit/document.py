"""Puts the document of an audit together, in full or as its summary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mcaudit.blocks import Document, Section
from mcaudit.model import Audit
from mcaudit.report.audit.appendix import appendix
from mcaudit.report.audit.background import background
from mcaudit.report.audit.cover import highlights
from mcaudit.report.audit.dossier import dossier_section
from mcaudit.report.audit.findings import components
from mcaudit.report.audit.paper import Paper
from mcaudit.report.audit.summary import at_a_glance, summary
from mcaudit.report.first import first_steps
from mcaudit.report.versions.changes import changes_section
from mcaudit.terms.dossier import dossier_of


def audit_report(paper: Paper) -> Document:
    """Return the full document of an audit."""
    audit = paper.audit
    dossier = dossier_of(audit)
    sections = (
        *_top(audit),
        at_a_glance(audit),
        *components(audit, dossier),
        *background(audit, dossier),
        dossier_section(dossier, with_hashes=paper.appendix == "all"),
        *appendix(paper),
    )
    return _document(paper, "Audit", sections, items="items")


def audit_summary(paper: Paper) -> Document:
    """Return the first pages of the document of an audit."""
    return _document(paper, "Summary of the audit", _top(paper.audit))


def _top(audit: Audit) -> Iterable[Section]:
    """Yield what changed, what to do, and the summary with the room to sign."""
    changes = changes_section(audit)
    yield from (changes,) if changes else ()
    for section in first_steps(audit):
        yield replace(section, title="What to do, part by part") if section.anchor == "first" else section
    yield summary(audit)


def _document(paper: Paper, kind: str, sections: Iterable[Section], items: str = "") -> Document:
    audit = paper.audit
    return Document(
        kind=kind,
        title=audit.profile.title,
        about=audit.edition.title,
        date=audit.date,
        opening=tuple(highlights(paper)),
        sections=tuple(sections),
        items=items,
    )
