"""Sets a worksheet as HTML: one file that loads nothing, works from disk, and saves a file of decisions."""

from __future__ import annotations

from collections.abc import Mapping

from mcaudit.forms.templating import form_page, form_script
from mcaudit.forms.worksheet.page import sheet_of
from mcaudit.model import Audit, Pins, Reviewer
from mcaudit.terms.values import link

_PACKAGE = "mcaudit.forms.worksheet"
_SCRIPTS = ("decisions.js", "box.js", "worksheet.js")


def worksheet_html(
    audit: Audit,
    reviewer: Reviewer,
    pins: Mapping[str, Pins],
    documents: Mapping[str, str],
    former: Mapping[str, Pins],
    only: frozenset[str] = frozenset(),
) -> bytes:
    """Return a reviewer's worksheet as one HTML file that loads nothing from anywhere.

    `pins` are those of each criterion and `documents` those of each entry of the dossier, as they are today. `former`
    are what decisions made before criteria had a meaning would be pinned to today. With `only`, it asks about these
    criteria. Raise ValueError for an audit made with decisions: a worksheet shows nobody's.
    """
    sheet = sheet_of(audit, reviewer, pins, documents, former, only)
    return form_page(_PACKAGE, "worksheet", worksheet_script(), sheet.data, s=sheet, link=link)


def worksheet_script() -> str:
    """Return the script of a worksheet."""
    return form_script(_PACKAGE, _SCRIPTS)
