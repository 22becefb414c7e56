"""Sets groups on a page by their shapes, and the bar by which a reader in a browser finds items."""

from __future__ import annotations

from typing import assert_never

from markupsafe import Markup

from mcaudit.blocks import Document, Group, Shape, all_blocks
from mcaudit.looks import LOOKS, Look
from mcaudit.media.setting import Setting, joined, tagged, text_of
from mcaudit.media.style import css_class


def group_of(of: Setting, group: Group, inner: Markup) -> Markup:
    """Return a group around what is in it."""
    match group.shape:
        case Shape.CALLOUT:
            word = Markup('<p class="word">{}</p>').format(text_of(of, group.title))
            return _box(of, group, "callout", joined((word, inner)))
        case Shape.FOLDED:
            title = tagged(f"h{group.level}", text_of(of, group.title))
            if of.printed or not inner:
                return _box(of, group, "folded", title)
            return Markup('<details class="folded"{}>\n<summary>{}</summary>\n{}\n</details>').format(
                _anchor(group), title, inner
            )
        case Shape.CARD | Shape.PLAIN | Shape.ITEM:
            heading = tagged(f"h{group.level}", text_of(of, group.title))
            return _box(of, group, group.shape.value, joined((heading, inner)))
        case other:
            assert_never(other)


def _box(of: Setting, group: Group, kind: str, inner: Markup) -> Markup:
    look = Markup(" {}").format(css_class(group.look)) if group.look else Markup()
    return Markup('<div class="{}{}"{}{}>\n{}\n</div>').format(kind, look, _anchor(group), _found_by(of, group), inner)


def _anchor(group: Group) -> Markup:
    return Markup(' id="{}"').format(group.anchor) if group.anchor else Markup()


def _found_by(of: Setting, group: Group) -> Markup:
    """Return the attributes by which the page's script finds an item."""
    if of.printed or group.shape is not Shape.ITEM:
        return Markup()
    look = css_class(group.look) if group.look else ""
    return Markup(' data-item data-status="{}"{}').format(look, Markup(" data-to-do") if group.is_to_do else "")


def items_bar(of: Setting, document: Document) -> Markup:
    """Return the bar by which items are found; it is shown once the page's script runs."""
    if of.printed or not document.items:
        return Markup()
    items = [block for block in all_blocks(document) if isinstance(block, Group) and block.shape is Shape.ITEM]
    option = Markup('<option value="{}">{}</option>')
    looks = [look for look in Look if any(item.look is look for item in items)]
    options = Markup().join(option.format(css_class(look), LOOKS[look].word) for look in looks)
    return Markup(
        '<form class="finds" role="search" data-finds="{0}" hidden aria-label="Find {0}">\n'
        '<button type="button" aria-pressed="false" data-mine>Only what I must do</button>\n'
        '<input type="search" autocomplete="off" aria-label="Words to find" placeholder="Words to find">\n'
        '<select aria-label="Status"><option value="">All statuses</option>{1}</select>\n'
        '<button type="reset">Show all</button>\n<p class="shown" role="status" data-shown></p>\n</form>\n'
    ).format(of.text(document.items), options)
