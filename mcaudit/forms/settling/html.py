"""Sets disagreements as one HTML page that loads nothing and saves a file of settlements."""

from __future__ import annotations

import json

from markupsafe import Markup

from mcaudit.forms.settling.page import SettlingSheet
from mcaudit.forms.shared import template_file
from mcaudit.forms.templating import environment
from mcaudit.media.plain import utf8
from mcaudit.media.style import head_of, screen_style
from mcaudit.version import __version__

_PACKAGE = "mcaudit.forms.settling"


def settling_html(sheet: SettlingSheet) -> bytes:
    """Return the page on which somebody settles what reviewers disagree about."""
    style = "\n".join((template_file("shared.css"), template_file("settle.css", _PACKAGE)))
    script = "\n".join((template_file("shared.js"), template_file("settle.js", _PACKAGE)))
    page = environment(_PACKAGE).get_template("settle.html.j2")
    return utf8(
        page.render(
            s=sheet,
            version=__version__,
            data=Markup(_data(sheet)),  # noqa: S704 - it holds no mark of HTML
            **head_of(screen_style(style), script),
        )
    )


def _data(sheet: SettlingSheet) -> str:
    """Return what the script works with, as JSON of ASCII in which no mark of HTML stands."""
    data = {
        "edition": sheet.audit.edition.id,
        "profile": sheet.audit.profile.id,
        "disputes": {each.criterion.id: each.entry for each in sheet.disputes},
    }
    written = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return written.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
