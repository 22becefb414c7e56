"""A page as a tree, strictly read: every element is closed where it ends, and a paragraph holds only words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

_VOID = ("meta", "input", "br", "hr", "img", "link", "base", "area", "col", "embed", "source", "track", "wbr")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_APART = (*_HEADINGS, "caption", "dd", "dt", "label", "li", "option", "p", "td", "th", "title", "tr")
"""Elements whose words stand apart from what is before and after them."""
_ENDS_A_PARAGRAPH = (
    *(*_HEADINGS, "address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure", "footer"),
    *("form", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul"),
)
"""Elements before which a browser ends a paragraph by itself, whatever the author meant."""


@dataclass(eq=False, repr=False)
class Element:
    """An element with what it holds: elements, and words between them.

    `page` are all elements of its page in their order; those in this one are at `start` and on, before `end`.
    """

    tag: str
    attributes: dict[str, str]
    page: list[Element]
    start: int
    end: int = 0
    holds: list[Element | str] = field(default_factory=list)

    @property
    def elements(self) -> list[Element]:
        """The elements directly in it."""
        return [each for each in self.holds if isinstance(each, Element)]

    @cached_property
    def text(self) -> str:
        """All words in it, as a reader sees them: spaces drawn together, styles and scripts left out."""
        return " ".join("".join(self._words()).split())

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        if "class" not in self.attributes:
            return []
        return self.attributes.get("class", "").split()

    def all(self, *tags: str) -> Iterator[Element]:
        """Yield every element in it, itself among them, of these tags; of any where none is given."""
        for each in self.page[self.start : self.end]:
            if not tags or each.tag in tags:
                yield each

    def one(self, *tags: str, id: str = "", of: str = "") -> Element:
        """Return the only element in it of a tag, with an id or of a class."""
        (found,) = (e for e in self.all(*tags) if id in ("", e.attributes.get("id")) and (not of or of in e.classes))
        return found

    def many(self, of: str) -> list[Element]:
        """Return every element in it of a class."""
        return [each for each in self.all() if of in each.classes]

    def _words(self) -> Iterator[str]:
        if self.tag in ("style", "script"):
            return
        if self.tag in _APART:
            yield " "
        for each in self.holds:
            if isinstance(each, str):
                yield each
            else:
                yield from each._words()
        if self.tag in _APART:
            yield " "


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page: list[Element] = []
        self.open = [Element("", {}, self.page, 0)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), f"<{tag}> has an attribute twice"
        assert not (tag in _ENDS_A_PARAGRAPH and any(e.tag == "p" for e in self.open)), f"<{tag}> stands in a paragraph"
        start = len(self.page)
        element = Element(tag, {name: value or "" for name, value in attrs}, self.page, start, start + 1)
        self.page.append(element)
        self.open[-1].holds.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"<{self.open[-1].tag}> is open where </{tag}> stands"
        self.open.pop().end = len(self.page)

    def handle_data(self, data: str) -> None:
        self.open[-1].holds.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")


def parsed(html: str) -> Element:
    """Return a page's root; fail where it is not nested as it is written."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1, f"never closed: {[each.tag for each in reader.open[1:]]}"
    (root,) = reader.open[0].elements
    return root
