"""Writes a report as a Word file, to be changed and sent; each section that opens a page is a paper of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import Any, assert_never

from mcaudit.blocks import (
    Bar,
    Block,
    Bullets,
    Cell,
    Code,
    Diff,
    Document,
    Fields,
    Group,
    Heading,
    Legend,
    Lines,
    Mark,
    Paragraph,
    Picture,
    Span,
    Table,
    Text,
    Tone,
    cell_words,
    pieces,
    words_of,
)
from mcaudit.errors import OutputError
from mcaudit.looks import View
from mcaudit.media.plain import plain, within
from mcaudit.media.xml import for_xml, repeatable

try:
    import docx
    from docx.shared import Inches, Pt, RGBColor
    from docx.text.paragraph import Paragraph as Line
except ImportError as error:
    raise OutputError("a Word file needs the package python-docx: run `pip install 'mcaudit[docx]'`") from error

_TONES = {Tone.BODY: "", Tone.LEAD: "bold", Tone.NOTE: "bold", Tone.SMALL: "small", Tone.LABEL: "bold"}
"""How each tone looks; a test proves that each has an entry."""
_LOGO_HEIGHT = 0.7
_INDENT, _HANGING = 0.3, 0.3
_SMALL = 9
_BODY = 11
_NOTHING = "nothing"


_HEADING = "14365C"
"""The color of headings, as on every page."""


def write(document: Document, view: View) -> bytes:
    """Return a document as a Word file; `view` changes nothing in it."""
    word = docx.Document()
    _set_up(word, document)
    if not document.has_small_title:
        word.add_heading(_shown(document.title), 0)
    _add(word, document.opening)
    for section in document.sections:
        first = len(word.paragraphs)
        _add(word, section.before)
        word.add_heading(_shown(section.title), 1)
        if section.opens_page and first:
            word.paragraphs[first].paragraph_format.page_break_before = True
        _add(word, section.blocks)
    written = BytesIO()
    word.save(written)
    return repeatable(written)


def _set_up(word: Any, document: Document) -> None:
    """Set what the file says about itself, its margins, and its typeface; nothing says when it was written."""
    about = word.core_properties
    about.title = _shown(document.title)
    about.subject = _shown(document.about)
    about.author = about.last_modified_by = "mcaudit"
    about.comments = ""
    about.language = "en-US"
    about.created = about.modified = datetime.fromisoformat(document.date)
    about.revision = 1
    style = word.styles["Normal"]
    style.font.name = "Calibri"
    style.font.size = Pt(_BODY)
    style.paragraph_format.space_after = Pt(6)
    for name in ("Title", *(f"Heading {level}" for level in range(1, 10))):  # Word's own blue is too pale to read
        word.styles[name].font.color.rgb = RGBColor.from_string(_HEADING)
    for section in word.sections:
        section.left_margin = section.right_margin = Inches(1)
        section.page_width, section.page_height = Inches(8.5), Inches(11)


def _add(word: Any, blocks: Iterable[Block]) -> None:
    for block in blocks:
        _block(word, block)


def _block(word: Any, block: Block) -> None:
    match block:
        case Heading():
            word.add_heading(_shown(block.text), min(9, block.level - 1))
        case Paragraph():
            _paragraph(word, block)
        case Code():
            for line in block.text.rstrip("\n").split("\n"):
                word.add_paragraph(_shown(line))
        case Bullets():
            for number, item in enumerate(block.items, block.start):
                _item(word, f"{number}." if block.is_numbered else "•", item, 0 if block.is_numbered else _INDENT)
        case Picture():
            _picture(word, block)
        case Fields():
            for label, text in block.rows:
                _put(word.add_paragraph(), f"{label}: ", text)
        case Bar():
            word.add_paragraph(_shown(block.description if not block.words else f"{block.description} {block.words}"))
        case Legend():
            return
        case Table():
            _table(word, block)
        case Diff():
            before, after = (_NOTHING if text is None else f"“{text}”" for text in (block.before, block.after))
            word.add_paragraph(_shown(f"{block.place}: before {before}, now {after}"))
        case Group():
            _put(word.add_heading("", min(9, block.level - 1)), block.title)
            _add(word, block.blocks)
        case other:
            assert_never(other)


def _paragraph(word: Any, block: Paragraph) -> None:
    line = word.add_paragraph()
    _put(line, block.text)
    tone = _TONES[block.tone]
    for run in line.runs:
        if tone == "bold":
            run.bold = True
        elif tone == "small":
            run.font.size = Pt(_SMALL)
    if tone == "small":
        line.paragraph_format.space_after = Pt(0)


def _item(word: Any, mark: str, item: Text, indent: float) -> None:
    """Add an item of a list; its mark is text, so that each program shows the same number."""
    line = word.add_paragraph()
    line.paragraph_format.left_indent = Inches(indent + _HANGING)
    line.paragraph_format.first_line_indent = Inches(-_HANGING)
    line.paragraph_format.tab_stops.add_tab_stop(Inches(indent + _HANGING))
    line.add_run(f"{mark}\t")
    _put(line, item)


def _picture(word: Any, block: Picture) -> None:
    """Add a picture; Word shows no SVG by itself, so the words stand for one."""
    if block.media_type != "image/png":
        word.add_paragraph(f"({_shown(block.words)})")
        return
    shape = word.add_picture(BytesIO(block.content), height=Inches(_LOGO_HEIGHT))
    shape._inline.docPr.set("descr", _shown(block.words))  # noqa: SLF001  python-docx has no other way


def _table(word: Any, table: Table) -> None:
    word.add_paragraph(_shown(table.caption)).paragraph_format.keep_with_next = True
    grid = word.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
        cell.paragraphs[0].add_run(_shown(column.head)).bold = True
    for row in table.rows:
        for cell, value in zip(grid.add_row().cells, row, strict=True):
            _cell(cell.paragraphs[0], value)


def _cell(line: Line, value: Cell) -> None:
    if isinstance(value, Bar | Lines | int | float) or value is None:
        line.add_run(_shown(cell_words(value)))
    else:
        _put(line, value)


def _put(line: Line, *texts: Text) -> None:
    """Add texts to a paragraph, each piece as it stands out."""
    for piece in (piece for text in texts for piece in pieces(text)):
        run = line.add_run(within(words_of(piece), _shown))
        run.bold = True if isinstance(piece, Span) and piece.mark is Mark.STRONG else None


def _shown(text: str) -> str:
    """Return a text on one line that can be seen, and that XML can hold."""
    return for_xml(plain(text))
