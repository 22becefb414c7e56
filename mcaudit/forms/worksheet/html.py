"""Sets a worksheet as HTML: one file that loads nothing, works from disk, and saves a file of decisions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from mcaudit.forms.worksheet.page import sheet_of
from mcaudit.media.plain import utf8
from mcaudit.media.style import head_of, screen_style
from mcaudit.model import Audit, Pins, Reviewer
from mcaudit.render.document.html import environment
from mcaudit.render.document.values import link

_PACKAGE = "mcaudit.forms.worksheet"


def worksheet_html(
    audit: Audit,
    reviewer: Reviewer,
    pins: Mapping[str, Pins],
    documents: Mapping[str, str],
    former: Mapping[str, Pins],
) -> bytes:
    """Return a reviewer's worksheet as one HTML file that loads nothing from anywhere.

    `pins` are those of each criterion and `documents` those of each entry of the dossier, as they are today. `former`
    are what decisions made before criteria had a meaning would be pinned to today. Raise ValueError for an audit made
    with decisions: a worksheet shows nobody's.
    """
    sheet = sheet_of(audit, reviewer, pins, documents, former)
    template = environment(None, _PACKAGE).get_template("worksheet.html.j2")
    page = template.render(
        s=sheet,
        data=Markup(sheet.data),  # noqa: S704 - it holds no mark of HTML
        printed=False,
        anchors={},
        link=link,
        **head_of(screen_style(_file("worksheet.css")), _file("worksheet.js")),
    )
    return utf8(page)


@cache
def _file(name: str) -> str:
    return (files(_PACKAGE) / "templates" / name).read_text(encoding="utf-8")
