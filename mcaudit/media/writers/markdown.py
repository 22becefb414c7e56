"""Writes a report as Markdown (GitHub's)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from textwrap import indent
from typing import assert_never
from urllib.parse import quote

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
    Shape,
    Table,
    Text,
    Tone,
    pieces,
)
from mcaudit.looks import View
from mcaudit.media.markup import escaped
from mcaudit.media.plain import is_page, utf8, within

_IN_ADDRESSES = "/:?#[]@!$&'()*+,;=%-._~"


def write(document: Document, view: View) -> bytes:
    """Return a document as Markdown; `view` changes nothing in it."""
    parts = [f"# {escaped(document.title)}", *_blocks(document.opening)]
    parts += (
        "\n\n".join((*_blocks(section.before), f"## {escaped(section.title)}", *_blocks(section.blocks)))
        for section in document.sections
    )
    parts.append(f"{escaped(f'{document.kind} of {document.date}')}, {escaped(document.tool)}.")
    return utf8("\n\n".join(parts) + "\n")


def text_of(blocks: Iterable[Block], view: View) -> str:
    """Return blocks as Markdown; `view` changes nothing in it."""
    text = "\n\n".join(_blocks(blocks))
    return f"{text}\n" if text else ""


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {escaped(block.text)}"
        case Paragraph():
            text = _text(block.text)
            yield f"**{text}**" if block.tone is Tone.LABEL else text
        case Bullets():
            marks = (f"{number}." if block.is_numbered else "-" for number in count(block.start))
            yield "\n".join(f"{mark} {_text(item)}" for mark, item in zip(marks, block.items, strict=False))
        case Picture():
            yield f"({escaped(block.words)})"
        case Fields():
            yield "\n".join(f"- {escaped(label)}: {_text(text)}".rstrip() for label, text in block.rows)
        case Bar():
            yield escaped(block.description)
        case Legend():
            return
        case Code():
            yield indent(block.text.rstrip("\n"), "    ")
        case Table():
            yield _table(block)
        case Diff():
            before, after = (
                ("nothing" if text is None else f"“{escaped(text)}”") for text in (block.before, block.after)
            )
            yield f"- {escaped(block.place)}: before {before}, now {after}"
        case Group():
            yield from _group(block)
        case other:
            assert_never(other)


def _group(group: Group) -> Iterator[str]:
    """Yield a group as a heading with what follows; a box as a quotation, what is folded as its title alone."""
    title = "".join(map(_titled, pieces(group.title))).strip()
    match group.shape:
        case Shape.CALLOUT:
            inside = "\n\n".join((f"**{title}**", *_blocks(group.blocks)))
            yield "\n".join(f"> {line}".rstrip() for line in inside.split("\n"))
        case Shape.FOLDED:
            yield f"- {title}"
        case Shape.CARD | Shape.PLAIN | Shape.ITEM:
            yield f"{'#' * group.level} {title}"
            yield from _blocks(group.blocks)
        case other:
            assert_never(other)


def _titled(piece: Piece) -> str:
    """Return a piece of a title; a status stands in brackets, since nothing else sets it apart."""
    return f"({_piece(piece)})" if isinstance(piece, Badge) else _piece(piece)


def _text(text: Text) -> str:
    return "".join(map(_piece, pieces(text))).strip()


def _piece(piece: Piece) -> str:
    if isinstance(piece, str):
        return within(piece, escaped)
    if isinstance(piece, Badge):
        return escaped(piece.word)
    text = within(piece.text, escaped)
    if isinstance(piece, Link):
        return (
            f"[{text}](<{quote(piece.address, safe=_IN_ADDRESSES)}>)"
            if is_page(piece.address) and piece.address[:1] != "#"
            else text
        )
    return _strong(text) if piece.mark is Mark.STRONG else text


def _strong(text: str) -> str:
    """Return text in bold; a viewer does not take asterisks beside a space for that."""
    inner = text.strip(" ")
    return text.replace(inner, f"**{inner}**", 1) if inner else text


def _table(table: Table) -> str:
    heads = " | ".join(escaped(column.head) for column in table.columns)
    rules = " | ".join("---:" if column.is_number else "---" for column in table.columns)
    rows = (" | ".join(map(_cell, row)) for row in table.rows)
    return "\n".join((f"{escaped(table.caption)}:", "", *(f"| {row} |" for row in (heads, rules, *rows))))


def _cell(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case int() | float():
            return f"{cell:.15g}"
        case Bar():
            return escaped(cell.words or cell.description)
        case Lines():
            return "; ".join(map(_text, cell.items))
        case _:
            return _text(cell)
