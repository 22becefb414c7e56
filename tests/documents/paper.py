"""Looks for what is broken at the foot of a page of a PDF: headings left alone, and names that are split.

Called with the names of PDFs, it prints a line for each; it exits with 1 if one has a fault.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf

from mcaudit.looks import LOOKS

_HEADING = re.compile("/H[1-6]")
_BLOCKS = {"/P", "/LI", "/TD", "/TH", "/Caption", "/Figure"}
_SHORT = 110
"""A paragraph of fewer characters below a heading, such as its question, is about one line."""
_NAME = re.compile(r"\[\d+\]|D\d+|\d[A-H](-\w+)?")
"""What is read as one word: the number of a work, of a document, of a criterion."""

_STATUSES = {look.word for look in LOOKS.values()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of a page that stands by itself: its kind, its text, and whether it heads a table."""

    kind: str
    text: str
    level: int = 0
    heads_table: bool = False

    @property
    def leads(self) -> bool:
        """Whether it says what follows."""
        return bool(self.level) or self.kind == "/Caption" or self.heads_table


def faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield what is broken, with the number of its page."""
    sheets = [tuple(_blocks(pdf, sheet)) for sheet in pdf.pages]
    for number, (here, after) in enumerate(pairwise(sheets), 1):
        if stranded := _stranded(here, after):
            yield f"page {number} ends with “{stranded}”, which what follows belongs to"
    for number, sheet in enumerate(pdf.pages, 1):
        yield from (f"page {number} splits “{text}” over two lines" for text in _split(pdf, sheet))


def _stranded(here: Sequence[Block], after: Sequence[Block]) -> str:
    """Return the text of what stands alone at the end of a page; empty if nothing does."""
    if not here or not after:
        return ""
    if here[-1].leads and not 0 < after[0].level <= here[-1].level:  # a line without a text of its own may end a page
        return here[-1].text
    below = here[-2:]
    goes_on = after[0].level == 0 or after[0].level > below[0].level
    if len(below) > 1 and below[0].level and below[1].kind == "/P" and len(below[1].text) < _SHORT and goes_on:
        return below[0].text
    return ""


def _blocks(pdf: pikepdf.Pdf, sheet: pikepdf.Page) -> Iterator[Block]:
    """Yield the blocks of a page in the order in which they are painted."""
    owner, words = None, ""
    for element, text in _painted(pdf, sheet):
        block = _block_of(element)
        if owner is not None and block.objgen != owner.objgen:
            yield _made(owner, words)
            words = ""
        owner, words = block, f"{words} {text}"
    if owner is not None:
        yield _made(owner, words)


def _made(element: Any, words: str) -> Block:
    kind = str(element.S)
    level = int(kind[2:]) if _HEADING.fullmatch(kind) else 0
    heads = kind == "/TH" and str(element.get("/A", {}).get("/Scope", "")) == "/Column"
    return Block(kind=kind, text=" ".join(words.split()), level=level, heads_table=heads)


def _block_of(element: Any) -> Any:
    """Return the nearest element around a piece of text that stands by itself."""
    inner = element
    while str(element.get("/S", "")) not in _BLOCKS and not _HEADING.fullmatch(str(element.get("/S", ""))):
        if "/P" not in element or "/S" not in element.P:
            return inner
        element = element.P
    return element


def _split(pdf: pikepdf.Pdf, sheet: pikepdf.Page) -> Iterator[str]:
    """Yield the names and the statuses of a page that do not stand in one piece: the second begins a line."""
    for (before, first), (after, second) in pairwise(_painted(pdf, sheet)):
        block = _block_of(after)
        if before.objgen == after.objgen or _block_of(before).objgen != block.objgen:
            continue
        name, status = f"{first}{second}".strip(), f"{first.strip()} {second.strip()}"
        if str(after.S) == "/Link" and _NAME.fullmatch(name):
            yield name
        elif status in _STATUSES and str(block.S) not in ("/TD", "/TH"):  # a cell has its color as a whole
            yield status


def _painted(pdf: pikepdf.Pdf, sheet: pikepdf.Page) -> Iterator[tuple[Any, str]]:
    """Yield the element that each painted text of a page belongs to, with the text."""
    owners = _owners(pdf, int(sheet.StructParents))
    for number, text in marked(sheet):
        owner = owners[number]
        if isinstance(owner, pikepdf.Dictionary) and text.strip():
            yield owner, text


def _owners(pdf: pikepdf.Pdf, key: int) -> Any:
    tree = pdf.Root.StructTreeRoot.ParentTree.Nums
    return next(tree[at + 1] for at in range(0, len(tree), 2) if int(tree[at]) == key)


def marked(sheet: pikepdf.Page) -> Iterator[tuple[int, str]]:
    """Yield the number of each piece of marked content of a page, and what it says."""
    fonts = {name: _characters(font) for name, font in sheet.Resources.get("/Font", {}).items()}
    number: int | None = None
    known: Mapping[int, str] = {}
    words: list[str] = []
    for instruction in pikepdf.parse_content_stream(sheet):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "BDC":
                number = int(operands[1].MCID) if "/MCID" in operands[1] else None
                words = []
            case "Tf":
                known = fonts[str(operands[0])]
            case "Tj" | "TJ":
                pieces = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
                words.extend(_decoded(bytes(piece), known) for piece in pieces if isinstance(piece, pikepdf.String))
            case "EMC":
                if number is not None:
                    yield number, "".join(words)
                number = None


def _decoded(codes: bytes, known: Mapping[int, str]) -> str:
    """Return what two-byte codes of a font say."""
    return "".join(known.get(int.from_bytes(codes[at : at + 2], "big"), "") for at in range(0, len(codes), 2))


def _characters(font: Any) -> Mapping[int, str]:
    """Return what each code of a font stands for, from its ToUnicode map."""
    known: dict[int, str] = {}
    text = font.ToUnicode.read_bytes().decode("ascii")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, meant in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            known[int(code, 16)] = bytes.fromhex(meant).decode("utf-16-be")
    return known


def main() -> None:
    """Check the PDFs that are named."""
    failed = False
    for name in sys.argv[1:]:
        with pikepdf.open(Path(name)) as pdf:
            found = list(faults(pdf))
            print(f"{'FAIL' if found else 'ok  '} {name}: breaks of {len(pdf.pages)} pages")
        for fault in found:
            print(f"     {fault}")
        failed = failed or bool(found)
    sys.exit(failed)


if __name__ == "__main__":
    main()
