"""What no validator sees in the PDF of a real audit: order of reading, outline, alternatives, links, nothing active."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import page
import pikepdf
import pytest
from weasyprint import HTML

from mcaudit.media.faces import font_faces
from mcaudit.media.glyphs import shown
from mcaudit.media.page import page_of
from mcaudit.media.pdf import Packaged, pdf_of
from mcaudit.media.style import file, paper_style
from mcaudit.model import Audit
from mcaudit.report.audit.document import audit_report
from mcaudit.report.audit.paper import Paper
from tests.documents.paper import marked
from tests.elements import Element, parsed

pytestmark = pytest.mark.slow  # laying out pages takes seconds

_HEADINGS = ("h1", "h2", "h3", "h4")
_ACTIVE = ("/OpenAction", "/AA", "/JavaScript", "/JS", "/EmbeddedFiles", "/AcroForm", "/Launch", "/RichMedia")


@dataclass(frozen=True, repr=False)
class Made:
    """A page, the PDF of it, and the PDF opened."""

    html: Element
    words: Element
    """The same page without its pictures, whose words are alternatives and not read in line."""
    content: bytes
    pdf: pikepdf.Pdf


def printed(audit: Audit) -> str:
    """Return the full document of an audit as its page for paper."""
    style = paper_style(font_faces(), file("blocks.css") + file("blocks-paper.css"))
    return page_of(audit_report(Paper(audit=audit)), style=style, printed=True, spelled=shown)


@pytest.fixture(scope="module", params=["complete", "hostile"])
def made(request: pytest.FixtureRequest, audits: Mapping[str, Audit]) -> Iterator[Made]:
    """The full document of an audit that answers everything, and of one whose every text is hostile."""
    html = printed(audits[request.param])
    content = pdf_of(html)
    with pikepdf.open(BytesIO(content)) as pdf:
        yield Made(parsed(html), parsed(re.sub("<svg.*?</svg>", "", html, flags=re.DOTALL)), content, pdf)


def test_it_is_both_pdf_ua_and_pdf_a(made: Made) -> None:
    for profile in ("ua1", "2a"):
        report = page.validate_pdf_bytes(made.content, profile=profile)
        assert report.is_compliant, [(profile, failure.rule_id, failure.message) for failure in report.failures]


def test_the_outline_is_the_headings(made: Made) -> None:
    def titles(items: Any) -> Iterator[str]:
        for item in items:
            yield bare(item.title)
            yield from titles(item.children)

    with made.pdf.open_outline() as outline:
        assert list(titles(outline.root)) == [bare(each.text) for each in made.html.all(*_HEADINGS)]


def test_headings_are_tagged_in_order_and_skip_no_level(made: Made) -> None:
    levels = [str(each.S)[1:].lower() for each in tree(made.pdf) if re.fullmatch("/H[1-6]", str(each.get("/S")))]
    assert levels == [each.tag for each in made.html.all(*_HEADINGS)]


def test_every_picture_says_in_words_what_it_shows(made: Made) -> None:
    reported = [str(each.Alt) for each in tree(made.pdf) if each.get("/S") == "/Figure"]
    assert reported == [svg.one("title").text for svg in made.html.all("svg")]


def test_tables_keep_their_rows_and_header_cells(made: Made) -> None:
    rows = sum(1 for each in tree(made.pdf) if each.get("/S") == "/TR")
    repeated = sum(1 for each in tree(made.pdf) if each.get("/S") == "/THead") - len(list(made.html.all("thead")))
    # A row that crosses from one page to the next is there twice.
    assert 0 <= rows - repeated - len(list(made.html.all("tr"))) < len(made.pdf.pages)
    heads = [each for each in tree(made.pdf) if each.get("/S") == "/TH"]
    assert heads
    assert all(each.A.Scope in ("/Row", "/Column") for each in heads)


def test_links_lead_to_the_web_to_a_mail_address_or_into_the_document(made: Made) -> None:
    names = {str(name) for name in made.pdf.Root.Names.Dests.Names[::2]} if "/Names" in made.pdf.Root else set()
    ids = {each.attributes["id"] for each in made.html.all() if "id" in each.attributes}
    links = [note for sheet in made.pdf.pages for note in sheet.get("/Annots", ()) if note.Subtype == "/Link"]
    assert links
    for link in links:
        if "/A" in link:
            assert link.A.S == "/URI"
            assert re.match("(https?://|mailto:)", str(link.A.URI))
        else:
            assert str(link.Dest) in (names or ids)
        assert str(link.Contents)


def test_nothing_in_it_is_active(made: Made) -> None:
    for number, each in enumerate(made.pdf.objects):
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            assert not set(_ACTIVE).intersection(each.keys()), number


def test_it_is_read_in_the_order_of_the_page(made: Made) -> None:
    # White space is left out: how lines are broken is the paper's business.
    read = bare("".join(words_in_order(made.pdf)))
    at, lost = 0, []
    for block in blocks(made.words):
        found = read.find(bare(block.text)[:120], at)
        if found < 0:
            lost.append(block.text)
        else:
            at = found
    assert lost[:5] == []
    assert at > 0.9 * len(read)


# --- looking into a PDF --------------------------------------------------------------------------


MARGIN = 19 / 25.4 * 96
"""Pixels at the sides of a sheet."""
LONG_TITLES = {
    "words": ("Leading Circles and Conversations with Students and Families " * 4)[:195].strip(),
    "one word": "W" * 200,
}


@pytest.mark.parametrize("title", LONG_TITLES)
def test_a_long_title_stays_on_the_sheet(audits: Mapping[str, Audit], title: str) -> None:
    audit = audits["tailored"]
    named = replace(audit, profile=replace(audit.profile, title=LONG_TITLES[title]))
    html = printed(named)
    laid = HTML(string=html, url_fetcher=Packaged()).render()
    edge = laid.pages[0].width - MARGIN
    for sheet in laid.pages:
        boxes = list(lines_on(sheet._page_box))
        assert max(box.position_x + box.width for box in boxes) <= edge + 1
        (count,) = (box for box in boxes if box.text.startswith("Page "))
        foot = [box for box in boxes if box.position_y >= count.position_y - count.height * 2 and box is not count]
        assert max(box.position_x + box.width for box in foot) < count.position_x


def lines_on(box: Any) -> Iterator[Any]:
    """Yield each line of text on a sheet, with its place."""
    if hasattr(box, "text"):
        yield box
    for child in getattr(box, "children", ()):
        yield from lines_on(child)


def bare(text: str) -> str:
    """Return a text without what is not seen, and without the marks that stand in place of it."""
    return re.sub(r"\s", "", text)


def blocks(html: Element) -> Iterator[Element]:
    """Yield what stands by itself on a page and holds no list, in order; what the style leaves out is not there."""
    left_out = {
        after.elements[0]
        for parent in html.all()
        for before, after in pairwise(parent.elements)
        if before.tag in ("h2", "h3") and "about" in after.classes
    }
    for each in html.one("body").all("p", "li", "th", "td", "caption", *_HEADINGS):
        inside = [inner for inner in each.all("p", "li") if inner is not each]
        if not inside and each.text and each not in left_out:
            yield each


def tree(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield the elements of the structure tree in the order of reading."""
    todo = list(reversed(list(pdf.Root.StructTreeRoot.K)))
    while todo:
        each = todo.pop()
        if isinstance(each, pikepdf.Dictionary) and "/S" in each:
            yield each
            kids: Any = each.get("/K", ())
            todo.extend(reversed(list(kids) if isinstance(kids, pikepdf.Array) else [kids]))


def words_in_order(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield what each piece of marked content says, in the order of the structure tree."""
    said: dict[Any, dict[int, str]] = {sheet.objgen: dict(marked(sheet)) for sheet in pdf.pages}
    for each in tree(pdf):
        kids: Any = each.get("/K", ())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                yield said[each.Pg.objgen].get(kid, "")
            elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
                yield said[kid.get("/Pg", each.get("/Pg")).objgen].get(int(kid.MCID), "")
