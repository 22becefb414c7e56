"""Decides which addresses a page may link to: other pages, and nothing that runs."""

from __future__ import annotations

import re

_SCHEME = re.compile(r"[^/?#]*:")
_WEB = re.compile(r"https?://[^/]|mailto:[^\s]", re.IGNORECASE)


def is_page(address: str) -> bool:
    """Return whether an address is one of the web or of mail, or relative to the page on which it stands."""
    return bool(_WEB.match(address)) or not (_SCHEME.match(address) or address.startswith("//"))
