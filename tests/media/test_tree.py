"""Our printed pages are read as XML, which is quick, and give the trees that a parser of HTML makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

import pytest
from markupsafe import Markup

from mcaudit.media.engine import weasyprint
from mcaudit.media.glyphs import shown
from mcaudit.media.page import page_of
from mcaudit.media.pdf import tree_of
from mcaudit.model import Audit
from mcaudit.report.audit.document import audit_report
from mcaudit.report.audit.paper import Appendix, Paper
from tests.audits import CASES
from tests.conftest import quick_in

_DECLARATION = "{http://www.w3.org/2000/xmlns/}xmlns"
"""How a parser of HTML keeps what XML takes as the declaration of a namespace."""


def lines(element: Element, *, inside: bool = False) -> Iterator[object]:
    """Yield what an element is and holds; blanks around the body and its parts say nothing."""
    inside = inside or element.tag == "body"
    yield element.tag, {name: value for name, value in element.items() if name != _DECLARATION}
    yield element.text if inside else (element.text or "").strip()
    for kid in element:
        yield from lines(kid, inside=inside)
        yield kid.tail if inside and element.tag != "body" else (kid.tail or "").strip()


def html(page: str) -> Element:
    """Return the tree that a parser of HTML makes of a page."""
    root: Element = weasyprint.HTML(string=page).etree_element
    return root


@pytest.mark.parametrize("name", quick_in(CASES, 4))
def test_the_tree_is_that_of_a_parser_of_html(audits: Mapping[str, Audit], name: str) -> None:
    paper = Paper(audit=audits[name], appendix=Appendix.ALL)
    page = page_of(audit_report(paper), style="td > b { color: red }", printed=True, spelled=shown)
    tree = tree_of(page)
    assert tree is not None
    assert list(lines(tree)) == list(lines(html(page)))


def test_markup_is_not_escaped_once_more() -> None:
    tree = tree_of(Markup('<!doctype html>\n<html><head><meta charset="utf-8"></head><body>1<br>2</body></html>'))
    assert tree is not None
    assert [element.tag for element in tree.iter()] == ["html", "head", "meta", "body", "br"]


@pytest.mark.parametrize("page", ["", "<p>no end", "<!doctype html>\n<html><p>no end</html>", "<!DOCTYPE html><html/>"])
def test_another_page_is_left_to_a_parser_of_html(page: str) -> None:
    assert tree_of(page) is None
