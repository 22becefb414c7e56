"""Sets disagreements as a page that loads nothing and saves a file of settlements."""

from __future__ import annotations

from mcaudit.forms.settling.page import SettlingSheet
from mcaudit.forms.templating import form_page, form_script

_PACKAGE = "mcaudit.forms.settling"


def settling_html(sheet: SettlingSheet) -> bytes:
    """Return the page on which somebody settles what reviewers disagree about."""
    data = {
        "edition": sheet.audit.edition.id,
        "profile": sheet.audit.profile.id,
        "disputes": {each.criterion.id: each.entry for each in sheet.disputes},
    }
    return form_page(_PACKAGE, "settle", form_script(_PACKAGE, ["settle.js"]), data, s=sheet)
