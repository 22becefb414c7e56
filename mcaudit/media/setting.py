"""How a page is set: on paper or for a browser, how its text is spelled, and where the names in it lead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from mcaudit.blocks import Badge, Link, Mark, Piece, Text, pieces
from mcaudit.media.plain import is_page, plain, within
from mcaudit.media.style import css_class

_TAGS: Mapping[Mark, str] = {
    Mark.STRONG: "<b>{}</b>",
    Mark.DIM: '<span class="small">{}</span>',
    Mark.CODE: "<code>{}</code>",
    Mark.HASH: '<span class="hash">{}</span>',
    Mark.NAME: "{}",
}
"""How each mark is set; a test proves that each has an entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a page is set: on paper or for a browser, wide or not, and how its text is spelled."""

    printed: bool
    spelled: Callable[[str], str]
    anchors: frozenset[str]
    is_wide: bool = False

    def text(self, text: str) -> str:
        """Return a text on one line that can be seen."""
        return self.spelled(plain(text))

    def piece(self, text: str) -> str:
        """Return a piece of a line, with a space where it begins or ends with one."""
        return within(text, self.text)


def text_of(of: Setting, text: Text) -> Markup:
    """Return a text as markup in which nothing of it is markup."""
    return Markup().join(_piece(of, piece) for piece in pieces(text))


def _piece(of: Setting, piece: Piece) -> Markup:
    if isinstance(piece, str):
        return Markup.escape(of.piece(piece))
    if isinstance(piece, Badge):
        return Markup('<span class="pill {}">{}</span>').format(css_class(piece.look), of.text(piece.word))
    if isinstance(piece, Link):
        shown = Markup.escape(of.piece(piece.text))
        place = piece.address.removeprefix("#")
        leads = place in of.anchors if place != piece.address else is_page(piece.address)
        return Markup('<a href="{}">{}</a>').format(of.text(piece.address), shown) if leads else shown
    if piece.mark is Mark.NAME and piece.text in of.anchors:
        return Markup('<a href="#{0}">{0}</a>').format(piece.text)
    return Markup(_TAGS[piece.mark]).format(of.piece(piece.text))  # noqa: S704  # our own tag


def joined(parts: Iterable[Markup]) -> Markup:
    """Return the parts that there are, a line each."""
    return Markup("\n").join(part for part in parts if part)


def tagged(tag: str, inner: Markup, anchor: str = "") -> Markup:
    """Return markup in a tag, which has a place of its own where there is an anchor."""
    id = Markup(' id="{}"').format(anchor) if anchor else Markup()
    return Markup("<{0}{1}>{2}</{0}>").format(tag, id, inner)
