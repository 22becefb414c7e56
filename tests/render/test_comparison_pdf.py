"""A comparison as PDF: everyone can read it, it lasts, and it is the same each time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import page
import pikepdf
import pytest

from mcaudit.media.faces import font_faces
from mcaudit.media.glyphs import shown
from mcaudit.model import Audit, Edition
from mcaudit.model.comparison import Comparison
from mcaudit.render.comparison.html import printable_html_of
from mcaudit.render.comparison.kinds import pdf as kind
from mcaudit.terms.run import View
from tests.render.comparisons import compared, copies, entries_of, stacked
from tests.render.elements import Element, parsed
from tests.render.test_pdf_documents import bare, tree

pytestmark = pytest.mark.slow  # laying out pages takes seconds


@dataclass(frozen=True, repr=False)
class Made:
    """A comparison, its page, the PDF of it, and the PDF opened."""

    comparison: Comparison
    html: Element
    content: bytes
    pdf: pikepdf.Pdf


@pytest.fixture(scope="module", params=["two", "seventy", "hostile", "stacked"])
def made(request: pytest.FixtureRequest, edition: Edition, audits: Mapping[str, Audit]) -> Iterator[Made]:
    """Comparisons of two, of seventy that claim little, of two whose text is hostile, of a stack."""
    entries = {
        "two": lambda: entries_of(audits, "complete", "tennessee"),
        "seventy": lambda: copies(entries_of(audits, "minimal")[0], 70),
        "hostile": lambda: entries_of(audits, "hostile", "hostile"),
        "stacked": lambda: stacked(entries_of(audits, "minimal")[0]),
    }
    comparison = compared(edition, entries[request.param]())
    html = printable_html_of(comparison, font_faces(), shown)
    content = kind.render(comparison, View())
    with pikepdf.open(BytesIO(content)) as pdf:
        yield Made(comparison, parsed(html), content, pdf)


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
        assert list(titles(outline.root)) == [bare(each.text) for each in made.html.all("h1", "h2", "h3")]


def test_every_picture_says_in_words_what_it_shows(made: Made) -> None:
    told = [str(each.Alt) for each in tree(made.pdf) if each.get("/S") == "/Figure"]
    assert told == [svg.one("title").text for svg in made.html.all("svg")]
    assert all(len(each) > 10 for each in told)


def test_tables_keep_their_rows_and_header_cells(made: Made) -> None:
    rows = sum(1 for each in tree(made.pdf) if each.get("/S") == "/TR")
    assert rows >= len(list(made.html.all("tr")))
    heads = [each for each in tree(made.pdf) if each.get("/S") == "/TH"]
    assert len(heads) >= len(list(made.html.all("th")))
    assert all(each.A.Scope in ("/Row", "/Column") for each in heads)


def test_a_head_stands_on_every_page_of_a_long_table(made: Made) -> None:
    heads = sum(1 for each in tree(made.pdf) if each.get("/S") == "/THead")
    assert heads >= len(list(made.html.all("thead")))
    if len(made.comparison.entries) == 70:
        assert heads > len(list(made.html.all("thead")))


def test_pages_are_landscape(made: Made) -> None:
    for sheet in made.pdf.pages:
        left, bottom, right, top = map(float, sheet.mediabox)
        assert right - left > top - bottom


def test_nothing_reaches_over_the_edge(made: Made) -> None:
    """Every figure lies within its page; text is broken anywhere before it would leave its cell."""
    for each in tree(made.pdf):
        if each.get("/S") == "/Figure":
            left, bottom, right, top = map(float, each.A.BBox)
            assert 0 <= left < right <= 792
            assert 0 <= bottom < top <= 612


def test_every_micro_credential_is_named_in_the_matrix(made: Made) -> None:
    (table,) = made.html.many("ratings")
    names = [next(row.all("th")).text for row in next(table.all("tbody")).all("tr")]
    assert [re.match(r"M\d+", name)[0] for name in names] == [f"M{n + 1}" for n in range(len(made.comparison.entries))]  # type: ignore[index]


def test_the_same_comparison_makes_the_same_bytes(edition: Edition, audits: Mapping[str, Audit]) -> None:
    entries = entries_of(audits, "minimal", "minimal")
    first, second = (kind.render(compared(edition, each), View()) for each in (entries, entries[::-1]))
    assert first == second
