"""Makes text from a profile safe to show: it is somebody else's, and may hold anything."""

from __future__ import annotations

import re
from collections.abc import Callable

# C0 and C1 controls (escape codes among them), marks that turn the direction of writing, what shows nothing, and
# halves of surrogate pairs, which no encoding can write.
UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e"
    r"\u2060-\u206f\u2800\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_LINE_ENDS = re.compile(r"[\t\n\r\u2028\u2029\x85]+")
_BYTES = re.compile(r"[\udc80-\udcff]+")
"""How Python holds the bytes of a file's name that its encoding cannot read."""
_ASCII = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-", "·": "|", "→": "->", "×": "x"}
)
_SCHEME = re.compile(r"[^/?#]*:")
_WEB = re.compile(r"https?://[^/]|mailto:[^\s]", re.IGNORECASE)
_COMMAND = re.compile(r"(?m)(?P<begins>^[^\S\n]*):(?=:)|##(?=\[)")


def plain(text: str) -> str:
    """Return `text` on one line, with every invisible control character made visible."""
    return visible(_LINE_ENDS.sub(" ", text).strip())


def within(text: str, made: Callable[[str], str] = plain) -> str:
    """Return a piece of a line as `made` writes it, with one space at each end where it had any."""
    inner = made(text)
    if not inner:
        return " " if text else ""
    return f"{' ' * text[:1].isspace()}{inner}{' ' * text[-1:].isspace()}"


def visible(text: str) -> str:
    r"""Return `text` with every invisible control character made visible, its spaces and line ends as they are.

    A file name's bytes that were not read as text are, where they are UTF-8; others are shown as `\xff`.
    """
    return UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", name_as_text(text))


def name_as_text(text: str) -> str:
    r"""Return a file name as text, its bytes that are not UTF-8 as `\xff`."""
    if text.isascii():
        return text
    return _BYTES.sub(
        lambda match: match[0].encode("utf-8", errors="surrogateescape").decode("utf-8", errors="backslashreplace"),
        text,
    )


def bytes_of(text: str) -> bytes:
    """Return a text in UTF-8; the bytes of a file name stay what they are."""
    try:
        return text.encode("utf-8", errors="surrogateescape")
    except UnicodeEncodeError:  # half of a surrogate pair, which a name on Windows may hold
        return text.encode("utf-8", errors="surrogatepass")


def utf8(text: str) -> bytes:
    """Return what was made of shown texts in UTF-8; this never fails."""
    return text.encode("utf-8", errors="backslashreplace")


def ascii_only(text: str) -> str:
    """Return `text` with typographic marks replaced, for terminals whose code page lacks them."""
    return text.translate(_ASCII)


def commands_nothing(text: str) -> str:
    """Return `text` in which GitHub's runner finds no command of its own.

    It takes `::` for one at the beginning of a line, after any blanks, and `##[` anywhere in a line.
    """
    return _COMMAND.sub(lambda match: "## " if match["begins"] is None else f"{match['begins']}: ", text)


def is_page(address: str) -> bool:
    """Return whether a page may link to an address: one of the web or of mail, or relative to the page itself."""
    return bool(_WEB.match(address)) or not (_SCHEME.match(address) or address.startswith("//"))
