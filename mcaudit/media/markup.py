"""Makes text from a profile safe in Markdown (GitHub's): none of it becomes markup, a link or a call to somebody."""

from __future__ import annotations

import re

from mcaudit.media.plain import plain

_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~$&!^]")
_OPENING = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=])")
"""What makes a list or a heading of a line that it opens."""
_CALLS = re.compile(r"(?i)(?<=[a-z]):(?=[^\s/])|/(?=/)|(?<=www)\.|@|#(?=\d)|(?<=\bgh)-(?=\d)")
"""Where a viewer sees an address, a message to somebody of that name, or another text's number.

An address begins wherever it likes: `_http://` and `1http://` are links to some viewers, `//` is to others.
"""
_KEPT_APART = "<!-- -->"
"""What nobody sees, and no viewer takes for part of an address."""


def escaped(text: str) -> str:
    """Return a text in which nothing is markup, a link, or a call to somebody."""
    marked = _MARKS.sub(lambda match: f"\\{match.group()}", plain(text))
    marked = _OPENING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", marked)
    return _CALLS.sub(lambda match: f"{match.group()}{_KEPT_APART}", marked)
