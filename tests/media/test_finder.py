"""Links, and tables in which rows are found: they lead to pages only, and are whole without a script."""

from __future__ import annotations

import base64
import re
from hashlib import sha256

import pytest

from mcaudit.blocks import Block, Column, Document, Filter, Finder, Link, Paragraph, Section, Table
from mcaudit.looks import View
from mcaudit.media.page import page_of
from mcaudit.media.plain import is_page
from mcaudit.media.registry import writer_of
from mcaudit.media.style import file
from mcaudit.media.wide import parts_of
from tests.elements import Element, parsed

NASTY = '"><script>alert(1)</script>'


def document(table: Table | None = None, *, link: Link | None = None, is_wide: bool = False) -> Document:
    blocks: tuple[Block, ...] = (*([table] if table else []), *([Paragraph(text=(link, " and more"))] if link else []))
    return Document(
        kind="Example",
        title="Title",
        about="About",
        date="2026-01-01",
        tool="mcaudit 1",
        opening=(),
        sections=(Section(title="Section", anchor="section", blocks=blocks),),
        places=(Link("Home", "../index.html"),),
        is_wide=is_wide,
    )


def found(*titles: str) -> Table:
    """Return a table with a finder: the first row is in IL, the others are in both states."""
    has = tuple(("IL",) if index == 0 else ("IL", "OH") for index in range(len(titles)))
    return Table(
        caption="Found",
        name="Found",
        columns=(Column(head="Name"), Column(head="Hours", by_amount=True), Column(head="Met", is_number=True)),
        rows=tuple((title, "15 hours", 3) for title in titles),
        finder=Finder(filters=(Filter(label="State", options=("IL", "OH"), has=has),), noun="course"),
    )


def page(of: Document) -> Element:
    return parsed(writer_of("html").write(of, View()).decode("utf-8"))


def test_rows_say_what_filters_and_sorting_look_at() -> None:
    root = page(document(found("One", "Two")))
    rows = [row for row in root.all("tr") if "data-entry" in row.attributes]
    assert [row.attributes["data-has"] for row in rows] == ["0:0", "0:0 0:1"]
    assert [each.attributes["value"] for each in root.all("option")] == ["", "0:0", "0:1"]
    heads = [each.attributes["data-sort"] for each in root.all("th") if "data-sort" in each.attributes]
    assert heads == ["text", "amount", "amount"]
    assert [each.attributes["data-label"] for each in rows[0].all("td")] == ["Hours", "Met"]
    (form,) = root.all("form")
    assert "hidden" in form.attributes
    ids = {each.attributes["id"] for each in root.all() if "id" in each.attributes}
    assert {form.attributes["data-filters"], *(each.attributes["for"] for each in form.all("label"))} <= ids


def test_the_page_lets_in_its_own_script_only_where_it_has_one() -> None:
    script = file("finder.js")
    hashed = base64.b64encode(sha256(script.encode()).digest()).decode()
    for table, expected in ((found("One"), f"script-src 'sha256-{hashed}'"), (None, "script-src 'none'")):
        root = page(document(table))
        policies = [each.attributes["content"] for each in root.all("meta") if "http-equiv" in each.attributes]
        assert expected in policies[0]
        assert [str(each.holds[0]) for each in root.all("script")] == ([script] if table else [])
    assert not re.search(r"https?:|fetch|XMLHttp|innerHTML|eval\(|import\(", script)


def test_paper_has_the_table_and_nothing_to_press() -> None:
    root = parsed(page_of(document(found("One")), style="", printed=True))
    assert not list(root.all("form", "select", "input", "script", "nav"))
    assert root.one("table").text.count("One") == 1


def test_hostile_text_stays_text() -> None:
    bad = page(document(found(NASTY), link=Link(NASTY, f"a{NASTY}.html")))
    good = page(document(found("One"), link=Link("One", "a.html")))
    assert [each.tag for each in bad.all()] == [each.tag for each in good.all()]
    assert len(list(bad.all("script"))) == 1


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        *(
            (each, True)
            for each in ("a.html", "../a/b.html#c", "https://x.example/y", "HTTP://x.example", "mailto:a@b")
        ),
        *((each, False) for each in ("javascript:alert(1)", "data:text/html,x", "//x.example", "file:///etc", "x:y")),
    ],
)
def test_a_link_leads_to_a_page_or_nowhere(address: str, expected: bool) -> None:
    assert is_page(address) == expected
    of = document(link=Link("Words", address))
    hrefs = [each.attributes["href"] for each in page(of).one(id="section").all("a")]
    assert hrefs == ([address] if expected else [])
    markdown = writer_of("markdown").write(of, View()).decode()
    assert (f"[Words](<{address}>)" in markdown) == expected
    assert "Words and more" in writer_of("terminal").write(of, View()).decode()


def test_a_wide_document_has_more_room_on_paper() -> None:
    columns = tuple(Column(head=str(index), width=20) for index in range(8))
    table = Table(caption="Wide", columns=columns, rows=(tuple(map(str, range(8))),))
    assert len(parts_of(table)) == 2
    assert parts_of(table, on_its_side=True) == (table,)
    assert "wide" in page(document(table, is_wide=True)).one("body").classes
