"""Every medium writes every block: hostile text is only text, a page is in order, and bytes are the same each time."""

from __future__ import annotations

import re
import sys
import tracemalloc
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import get_args
from zipfile import ZipFile

import docx
import pikepdf
import pytest
from openpyxl import load_workbook

from mcaudit.blocks import Block, Column, Document, Legend, Mark, Paragraph, Section, Table, Tone, anchors, strong
from mcaudit.errors import OutputError
from mcaudit.looks import LOOKS, SEGMENTS, Look, View
from mcaudit.media import page, registry, setting
from mcaudit.media.page import page_of
from mcaudit.media.plain import UNSAFE, within
from mcaudit.media.registry import media_names, medium_of, target_of, writer_of
from mcaudit.media.wide import parts_of
from mcaudit.media.writers import terminal
from tests.conftest import ROOT
from tests.elements import Element, parsed
from tests.hostile import TEXTS
from tests.media.made import document_of, document_with, lone_blocks, table_of

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)")
GOOD = ("One honest sentence.", "Another, with “quotes” and an em dash — here.")
STYLES = ROOT / "mcaudit" / "media" / "templates"


@pytest.fixture(scope="module")
def good() -> Document:
    return document_of(GOOD)


@pytest.fixture(scope="module")
def bad() -> Document:
    return document_of((*TEXTS, *FORMULAS))


def harmless(text: str) -> str:
    """Return a text without any of its marks."""
    return re.sub(r"[^a-zA-Z0-9\s]|[\x1c-\x1f\x85\u2028]", "x", text.replace("\n", " "))


def on_a_screen(document: Document) -> str:
    return page_of(document, style="p { margin: 0 }", printed=False)


def on_paper(document: Document) -> str:
    return page_of(document, style="p { margin: 0 }", printed=True, spelled=str.upper)


def written(document: Document, medium: str, view: View | None = None) -> str:
    return writer_of(medium).write(document, view or View(width=100)).decode("utf-8")


# --- every medium --------------------------------------------------------------------------------


@pytest.mark.parametrize("medium", sorted(set(media_names()) - {"docx", "pdf", "xlsx"}))
def test_every_medium_has_every_word_and_the_same_bytes_each_time(good: Document, medium: str) -> None:
    text = written(good, medium)
    shown = parsed(text).text if medium == "html" else " ".join(text.split())
    for words in (*GOOD, "1A-1"):
        assert words in shown.replace("\\", "")
    assert written(good, medium) == text


_OF_TABLES = {"csv", "xlsx"}
"""Media that hold tables alone."""


def test_one_block_of_each_kind_that_has_words_is_tried() -> None:
    assert {type(block) for block, _ in lone_blocks()} == set(get_args(Block)) - {Legend}


@pytest.mark.parametrize("medium", sorted(set(media_names()) - _OF_TABLES - {"pdf"}))
@pytest.mark.parametrize(("block", "words"), [pytest.param(*each, id=type(each[0]).__name__) for each in lone_blocks()])
def test_every_medium_has_every_word_of_each_block_alone(medium: str, block: Block, words: tuple[str, ...]) -> None:
    content = writer_of(medium).write(document_with(block), View(width=100))
    text = docx_text(content) if medium == "docx" else content.decode("utf-8")
    assert not [each for each in words if each not in " ".join(text.replace("\\", "").split())]


@pytest.mark.parametrize("medium", sorted(set(media_names()) - {"docx", "pdf", "xlsx"}))
def test_no_medium_of_text_has_a_mark_that_nobody_sees(bad: Document, medium: str) -> None:
    assert not UNSAFE.search(written(bad, medium).removeprefix("\ufeff"))


def test_a_pdf_has_the_title_and_the_headings_of_the_document_and_the_same_bytes(good: Document) -> None:
    content = writer_of("pdf").write(good, View())
    assert writer_of("pdf").write(good, View()) == content
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_metadata() as about:
        assert about["dc:title"] == f"Example: {good.title}"
        assert about["pdfuaid:part"] == "1"
        (top,) = list(pdf.open_outline().root)
        assert [child.title for child in top.children] == [section.title for section in good.sections]


def test_a_workbook_has_a_sheet_for_each_table_and_the_same_bytes(good: Document) -> None:
    content = writer_of("xlsx").write(good, View())
    assert writer_of("xlsx").write(good, View()) == content
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["Example"]
    assert [cell.value for cell in book["Example"][1]] == ["Name", "Says", "Status", "Bar", "Number"]
    fills = [str(row[2].fill.fgColor.rgb)[-6:] for row in book["Example"].iter_rows(min_row=2, max_row=len(Look) + 1)]
    assert fills == [LOOKS[look].paper.removeprefix("#").upper() for look in Look]


@pytest.mark.slow
def test_a_workbook_of_many_rows_takes_hardly_more_memory_than_one_of_few() -> None:
    columns = tuple(Column(head=f"Column {number}", width=10) for number in range(8))

    def peak(rows: int) -> int:
        texts = tuple(tuple(f"Row {row}" for _ in columns) for row in range(rows))
        table = Table(caption="Rows", name="Rows", columns=columns, rows=texts)
        document = document_with(table)
        tracemalloc.start()
        writer_of("xlsx").write(document, View(width=100))
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(1)  # loads what is loaded once
    assert peak(2_000) < 2 * peak(200)


def test_a_word_file_has_every_word_as_text_and_the_same_bytes_each_time(good: Document, bad: Document) -> None:
    content = writer_of("docx").write(good, View())
    assert writer_of("docx").write(good, View()) == content
    word = docx.Document(BytesIO(content))
    assert (word.core_properties.title, word.core_properties.created.year) == (good.title, 2026)
    styles = [each.style for each in word.paragraphs if each.style and each.style.name.startswith(("Heading", "Title"))]
    assert {str(each.font.color.rgb) for each in styles} == {"14365C"}  # Word's own blue is too pale to read
    shown = docx_text(content)
    for words in (*GOOD, "1A-1", "4.\t"):
        assert words in shown
    assert "<script>alert(1)</script>" in docx_text(writer_of("docx").write(bad, View()))
    with ZipFile(BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def docx_text(content: bytes) -> str:
    """Return every word of a Word file, a paragraph a line."""
    word = docx.Document(BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join((*(each.text for each in word.paragraphs), *cells))


def test_without_python_docx_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.delitem(sys.modules, "mcaudit.media.writers.docx", raising=False)
    with pytest.raises(OutputError, match=r"pip install 'mcaudit\[docx\]'"):
        writer_of("docx")


def test_a_file_is_of_the_medium_that_is_named_or_that_its_ending_says() -> None:
    names = media_names()
    assert target_of("a/b.html", names) == ("html", Path("a/b.html"))
    assert target_of("html=a/b.txt", names) == ("html", Path("a/b.txt"))
    assert target_of("md=a/b.txt", names) == ("markdown", Path("a/b.txt"))
    assert target_of("./odd=b.md", names) == ("markdown", Path("odd=b.md"))
    with pytest.raises(ValueError, match=r"“odd” is not one of .+; for a file of this name write ./odd=a/b.md"):
        target_of("odd=a/b.md", names)
    with pytest.raises(ValueError, match="give a file after html="):
        target_of("html=", names)
    assert (medium_of(".TXT"), medium_of("md"), medium_of(".doc")) == ("terminal", "markdown", "doc")
    assert set(registry._SUFFIXES.values()) <= set(names)


# --- pages ---------------------------------------------------------------------------------------


def skeleton(root: Element) -> Iterator[tuple[str, ...]]:
    for element in root.all():
        yield element.tag, *(f"{name}={value}" for name, value in element.attributes.items())


@pytest.mark.parametrize("made", [on_a_screen, on_paper])
def test_hostile_text_changes_no_element_and_no_attribute_but_labels(
    bad: Document, made: Callable[[Document], str]
) -> None:
    twin = document_of(tuple(map(harmless, (*TEXTS, *FORMULAS))))
    said = ("aria-label=", "title=", "content=", "alt=")

    def bones(document: Document) -> list[tuple[str, ...]]:
        return [tuple(part for part in each if not part.startswith(said)) for each in skeleton(parsed(made(document)))]

    assert bones(bad) == bones(twin)
    assert "alert(1)" in parsed(made(bad)).text.lower()


def test_no_mark_that_nobody_sees_gets_through(bad: Document) -> None:
    kinds = {unicodedata.category(each) for each in set(on_a_screen(bad)) - {"\n"}}
    assert not kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_no_attribute_loads_runs_or_styles(bad: Document) -> None:
    names = {name for element in parsed(on_a_screen(bad)).all() for name in element.attributes}
    assert not {name for name in names if name.startswith("on") or name in ("style", "action")}
    sources = [each.attributes["src"] for each in parsed(on_a_screen(bad)).all() if "src" in each.attributes]
    assert sources
    assert all(source.startswith("data:image/svg+xml;base64,") for source in sources)
    assert all(each.attributes["href"].startswith("#") for each in parsed(on_a_screen(bad)).all("a"))


@pytest.mark.parametrize("made", [on_a_screen, on_paper])
def test_headings_are_in_order_and_tables_have_captions_and_heads(
    good: Document, made: Callable[[Document], str]
) -> None:
    root = parsed(made(good))
    levels = [int(each.tag[1]) for each in root.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in root.all("table"):
        assert table.one("caption").text
        assert {each.attributes["scope"] for each in table.all("th")} <= {"row", "col"}
        assert all(next(row.all("th"), None) for row in table.all("tr"))
    ids = [each.attributes["id"] for each in root.all() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    assert {each.attributes["href"].removeprefix("#") for each in root.all("a")} <= set(ids)


def test_a_name_leads_only_where_the_document_has_its_place(good: Document) -> None:
    assert anchors(good) == {"first", "second", "third", "heading", "1A-1"}
    links = [each.attributes["href"] for each in parsed(on_paper(good)).all("a")]
    assert links
    assert set(links) == {"#1A-1"}


def test_a_table_as_wide_as_a_window_stays_and_a_wider_one_scrolls_by_keyboard() -> None:
    def shown(width: int) -> Element:
        columns = (Column(head="a", width=10), Column(head="b", width=width))
        table = Table(caption="c", columns=columns, rows=(("x", 1),))
        section = Section(title="t", anchor="s", blocks=(table,))
        made = Document(kind="k", title="t", about="a", date="2026-01-01", tool="m", opening=(), sections=(section,))
        return parsed(on_a_screen(made))

    assert not list(shown(80).many("region"))
    (region,) = shown(81).many("region")
    assert (region.attributes["tabindex"], region.attributes["aria-label"]) == ("0", "c")


def test_only_a_long_word_may_break_in_a_cell() -> None:
    of = (Column(head="State", width=8), Column(head="Address", width=30), Column(head="Next", width=7))
    page = on_a_screen(document_with(Table(caption="What is next", columns=of, rows=(("DE", "a" * 64, "Return"),))))
    assert f'<td class="long">{"a" * 64}</td><td>Return</td>' in page


def test_on_paper_a_wide_table_is_split_and_no_column_is_lost() -> None:
    columns = tuple(Column(head=str(index), width=20) for index in range(14))
    table = Table(caption="Wide", columns=columns, rows=(tuple(map(str, range(14))),))
    parts = parts_of(table)
    assert [part.caption for part in parts] == [f"Wide (part {n} of 3)" for n in (1, 2, 3)]
    assert all(part.columns[0] == columns[0] for part in parts)
    assert [column for part in parts for column in part.columns[1:]] == list(columns[1:])
    assert [cell for part in parts for cell in part.rows[0][1:]] == list(table.rows[0][1:])
    assert parts_of(table_of("a", "b", "c")) == (table_of("a", "b", "c"),)


def test_a_row_with_a_cell_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="Short: 2 columns, and a row of 1"):
        Table(caption="Short", columns=(Column(head="a"), Column(head="b")), rows=(("x",),))


# --- a screen, and Markdown ----------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_text_acts_on_a_screen_and_no_line_is_wider_than_it(bad: Document, width: int) -> None:
    text = written(bad, "terminal", View(width=width))
    assert not UNSAFE.search(text)
    assert max(map(len, text.split("\n"))) <= width


def test_a_screen_without_an_alphabet_gets_ascii(good: Document) -> None:
    assert written(good, "terminal", View(width=100, ascii=True)).isascii()


def test_a_narrow_screen_shows_a_table_row_by_row(good: Document) -> None:
    wide, narrow = (written(good, "terminal", View(width=width)) for width in (120, 60))
    assert re.search(r"Name +Says +Status +Bar +Number", wide)
    assert not re.search(r"Name +Says", narrow)
    assert len(re.findall(r"(?m)^ +Says ", narrow)) == len(Look)  # nothing is said of an empty cell


def test_no_text_is_markup_in_markdown(bad: Document) -> None:
    shown = re.sub(r"\\.|<!-- -->", "", written(bad, "markdown"))
    assert not re.search(r"<\w|\]\(|!\[|`", shown)
    assert "\x1b" not in shown


def test_a_piece_of_a_line_keeps_a_space_at_its_ends() -> None:
    assert [within(text) for text in (" a ", "a\n", "\n", "", "a")] == [" a ", "a ", " ", "", "a"]


# --- looks ---------------------------------------------------------------------------------------


def properties(file: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", (STYLES / file).read_text(encoding="utf-8")))


@pytest.mark.parametrize("look", Look)
def test_the_style_sheets_have_the_colors_of_the_table(look: Look) -> None:
    of = LOOKS[look]
    assert properties("base.css")[of.name] == of.light
    assert properties("base.css")[f"{of.name}-paper"] == of.paper or look is Look.EXEMPLARY  # bold, on a screen
    assert properties("screen.css")[of.name] == of.dark


@pytest.mark.parametrize("look", SEGMENTS)
def test_the_legend_has_the_colors_of_the_bars(look: Look) -> None:
    of = LOOKS[look]
    css = (STYLES / "base.css").read_text(encoding="utf-8")
    assert f".key.{of.name}::before {{ background: {of.fill}; border-color: {of.edge};" in css


@pytest.mark.parametrize(
    ("table", "choice"),
    [(LOOKS, Look), (setting._TAGS, Mark), (page._CLASSES, Tone), (terminal._STYLES, Mark), (terminal._TONES, Tone)],
)
def test_every_look_mark_and_tone_has_an_entry(table: dict[str, object], choice: type[Look]) -> None:
    assert set(table) == set(choice)


def test_a_status_has_its_colors_in_a_cell(good: Document) -> None:
    cells = [each for each in parsed(on_paper(good)).all("td") if "status" in each.classes]
    assert [each.classes[1] for each in cells] == [look.value.replace("_", "-") for look in Look]
    css = (STYLES / "blocks.css").read_text(encoding="utf-8")
    assert all(f"td.{each.classes[1]} {{" in css for each in cells)


def test_a_space_beside_what_stands_out_stays_outside_the_marks_in_markdown() -> None:
    document = replace(document_of(["x"]), opening=(Paragraph(text=(strong("Cost: "), "free")),))
    assert "**Cost:** free" in writer_of("markdown").write(document, View()).decode("utf-8")
