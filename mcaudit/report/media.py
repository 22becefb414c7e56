"""Which report exists in which medium."""

from __future__ import annotations

from collections.abc import Mapping

_TEXT = ("terminal", "markdown")
_PAGES = ("html", "pdf")

MEDIA_OF: Mapping[str, tuple[str, ...]] = {
    "changes": (*_TEXT, *_PAGES),
    "versions": (*_TEXT, *_PAGES),
}
"""A report → the media that it is written in; formats for programs are not among them."""
