"""Sets a worksheet as HTML: one file that loads nothing, works from disk, and saves a file of decisions."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from mcaudit.forms.shared import template_file
from mcaudit.forms.templating import environment
from mcaudit.forms.worksheet.page import sheet_of
from mcaudit.media.plain import utf8
from mcaudit.media.style import head_of, screen_style
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
    template = environment(_PACKAGE).get_template("worksheet.html.j2")
    page = template.render(
        s=sheet,
        data=Markup(sheet.data),  # noqa: S704 - it holds no mark of HTML
        printed=False,
        anchors={},
        link=link,
        **head_of(_style(), worksheet_script()),
    )
    return utf8(page)


def _style() -> str:
    return screen_style("\n".join((template_file("shared.css"), template_file("worksheet.css", _PACKAGE))))


def worksheet_script() -> str:
    """Return the script of a worksheet."""
    return "\n".join((template_file("shared.js"), *(template_file(name, _PACKAGE) for name in _SCRIPTS)))
