"""Writes a report for a screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count
from typing import assert_never

from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text as Line

from mcaudit.blocks import (
    Badge,
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
    Link,
    Mark,
    Paragraph,
    Picture,
    Piece,
    Section,
    Shape,
    Table,
    Text,
    Tone,
    pieces,
)
from mcaudit.looks import LOOKS, View
from mcaudit.media.plain import ascii_only, utf8, within
from mcaudit.media.screen import Screen

_STYLES: Mapping[Mark, str] = {
    Mark.STRONG: "bold",
    Mark.DIM: "not bold dim",
    Mark.CODE: "",
    Mark.HASH: "",
    Mark.NAME: "",
}
_TONES: Mapping[Tone, str] = {
    Tone.BODY: "",
    Tone.LEAD: "",
    Tone.NOTE: "yellow",
    Tone.SMALL: "dim",
    Tone.LABEL: "bold",
}
"""How each mark and each tone looks; a test proves that each has an entry."""
_BETWEEN = 2
"""Columns between those of a table."""
_STEP = 2
"""Columns that what belongs to a heading is indented by."""


def write(document: Document, view: View) -> bytes:
    """Return a document as text for a screen of the view's width."""
    screen = Screen(view)
    screen.line(document.title, "bold")
    _show(screen, document.opening, _STEP)
    for section in document.sections:
        _section(screen, section)
    return utf8(screen.result())


def text_of(blocks: Iterable[Block], view: View) -> str:
    """Return blocks as text for a screen of the view's width, without an empty line at either end."""
    screen = Screen(view)
    _show(screen, blocks, 0)
    return screen.result().lstrip("\n")


def _section(screen: Screen, section: Section) -> None:
    if section.before:
        screen.show()
        _show(screen, section.before, 0)
    screen.heading(section.title)
    _show(screen, section.blocks, _STEP)


def _show(screen: Screen, blocks: Iterable[Block], indent: int) -> None:
    """Show blocks, indented by so many columns."""
    for block in blocks:
        _block(screen, block, indent)


def _block(screen: Screen, block: Block, indent: int) -> None:
    match block:
        case Heading():
            screen.show()
            screen.line(block.text, "bold", indent=indent)
        case Paragraph():
            screen.show(_indented(_line(screen, block.text, _TONES[block.tone]), indent))
        case Code():
            screen.verbatim((screen.view.ascii and block.ascii) or block.text, indent + _STEP)
        case Bullets():
            marks = (f"{number}." if block.is_numbered else "-" for number in count(block.start))
            _pairs(screen, zip(marks, block.items, strict=False), indent)
        case Picture():
            screen.line(f"({block.words})", "dim", indent=indent)
        case Fields():
            _pairs(screen, block.rows, indent)
        case Bar():
            screen.show(_indented(_bar(screen, block), indent))
        case Legend():
            screen.line(screen.legend(), "dim", indent=indent)
        case Table():
            _table(screen, block, indent)
        case Diff():
            screen.line(block.place, "dim", indent=indent)
            screen.line(f"- {_said(block.before)}", "red", indent=indent)
            screen.line(f"+ {_said(block.after)}", "green", indent=indent)
        case Group():
            screen.show()
            _group(screen, block, indent)
        case other:
            assert_never(other)


def _group(screen: Screen, group: Group, indent: int) -> None:
    """Show a group; a group that opens it follows its title at once."""
    screen.show(_indented(_line(screen, group.title, "bold"), indent))
    if group.shape is Shape.FOLDED or not group.blocks:
        return
    first, *others = group.blocks
    if isinstance(first, Group):
        _group(screen, first, indent + _STEP)
    else:
        _block(screen, first, indent + _STEP)
    _show(screen, others, indent + _STEP)


def _said(text: str | None) -> str:
    return "(nothing)" if text is None else text


def _indented(what: Line | Grid, indent: int) -> Padding:
    return Padding(what, (0, 0, 0, indent))


# --- text ----------------------------------------------------------------------------------------


def _line(screen: Screen, text: Text, style: str = "") -> Line:
    line = Line(style=style)
    for piece in pieces(text):
        line.append(_piece(screen, piece))
    return line


def _piece(screen: Screen, piece: Piece) -> Line:
    content, style = (
        (piece, "")
        if isinstance(piece, str)
        else (piece.word, LOOKS[piece.look].style)
        if isinstance(piece, Badge)
        else (piece.text, "" if isinstance(piece, Link) else _STYLES[piece.mark])
    )
    shown = within(content)
    return Line(ascii_only(shown) if screen.view.ascii else shown, style=style)


def _bar(screen: Screen, bar: Bar) -> Line:
    return Line("  ").join((screen.bar_of(bar.counts), screen.text(bar.words or bar.description)))


def _pairs(screen: Screen, rows: Iterable[tuple[str, Text]], indent: int) -> None:
    screen.pairs([(label, _line(screen, text)) for label, text in rows], indent=indent)


# --- tables --------------------------------------------------------------------------------------


def _table(screen: Screen, table: Table, indent: int) -> None:
    """Show a table, or where the screen is too narrow for it, each row as labels with values."""
    if table.caption:
        screen.show(_indented(_line(screen, table.caption, "dim"), indent))
    spare = screen.view.width - indent - sum(column.width + _BETWEEN for column in table.columns) + _BETWEEN
    if spare >= 0:
        screen.show(_indented(_grid(screen, table, spare), indent))
        return
    _, *labels = table.columns
    for row in table.rows:
        screen.show(_indented(_cell(screen, row[0], "bold"), indent))
        said = zip(labels, row[1:], strict=True)
        rows = [(label.head, _cell(screen, cell)) for label, cell in said if cell is not None]
        screen.pairs(rows, indent=indent + _STEP)


def _grid(screen: Screen, table: Table, spare: int) -> Grid:
    """Return a table in columns; the names of its rows take the columns of the screen that are to spare."""
    grid = Grid(box=None, show_header=True, header_style="dim", pad_edge=False, padding=(0, _BETWEEN, 0, 0))
    for index, column in enumerate(table.columns):
        grid.add_column(
            screen.text(column.head),
            justify="right" if column.is_number else "left",
            overflow="fold",
            max_width=column.width if index else column.width + spare,
        )
    for row in table.rows:
        grid.add_row(*(_cell(screen, cell) for cell in row))
    return grid


def _cell(screen: Screen, cell: Cell, style: str = "") -> Line:
    match cell:
        case None:
            return Line("")
        case int() | float():
            return Line(f"{cell:.15g}", style=style)
        case Bar():
            return _bar(screen, cell)
        case Lines():
            return Line("\n").join(_line(screen, item, style) for item in cell.items)
        case _:
            return _line(screen, cell, style)
