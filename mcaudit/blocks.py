"""What every report is made of, whatever it is written as: headings, paragraphs, lists, fields, tables, bars, changes.

A builder in `mcaudit/report/` puts blocks together; a writer in `mcaudit/media/` writes them for one medium. All
text is plain: a writer escapes it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from mcaudit.looks import LOOKS, SEGMENTS, Look
from mcaudit.version import __version__

# --- text ----------------------------------------------------------------------------------------


class Mark(StrEnum):
    """How a piece of text stands out."""

    STRONG = "strong"
    DIM = "dim"
    CODE = "code"
    HASH = "hash"
    NAME = "name"
    """The name of something that may have a place of its own in the document, which it then leads to."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text that stands out."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Badge:
    """A status, a rating, or a verdict in a word; `letter` stands for it where a screen has no room for the word."""

    word: str
    look: Look
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to another page: `address` is relative to this one, or begins with http:// or https://."""

    text: str
    address: str


Piece = str | Span | Badge | Link
Text = Piece | tuple[Piece, ...]


strong = partial(Span, mark=Mark.STRONG)
"""Text that stands out."""
dim = partial(Span, mark=Mark.DIM)
"""Text that stands back."""
code = partial(Span, mark=Mark.CODE)
"""Text that is typed as it stands."""
hash_of = partial(Span, mark=Mark.HASH)
"""A long code that may break anywhere."""
name = partial(Span, mark=Mark.NAME)
"""The name of something, which leads to its place in the document where it has one."""


def pieces(text: Text) -> tuple[Piece, ...]:
    """Return a text as its pieces."""
    return text if isinstance(text, tuple) else (text,)


def separated(items: Iterable[Iterable[Piece]], mark: str) -> Iterator[Piece]:
    """Yield the pieces of each item, with a mark between one item and the next."""
    for index, item in enumerate(items):
        if index:
            yield mark
        yield from item


def words_of(text: Text) -> str:
    """Return a text without what stands out in it."""
    return "".join(
        piece if isinstance(piece, str) else piece.word if isinstance(piece, Badge) else piece.text
        for piece in pieces(text)
    )


# --- blocks --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading within a section; the title of a document is of level 1, and that of a section of level 2."""

    text: str
    level: int = 3
    anchor: str = ""


class Tone(StrEnum):
    """How a paragraph is said."""

    BODY = "body"
    LEAD = "lead"
    NOTE = "note"
    SMALL = "small"
    LABEL = "label"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A few sentences."""

    text: Text
    tone: Tone = Tone.BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list, numbered where the order matters."""

    items: tuple[Text, ...]
    is_numbered: bool = False
    start: int = 1
    """The first number, where a list goes on after something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A small picture, PNG or SVG, that was checked; `words` stand for it where it cannot be seen."""

    media_type: str
    content: bytes
    words: str

    @property
    def uri(self) -> str:
        """The picture as an address that holds all of it."""
        return f"data:{self.media_type};base64,{b64encode(self.content).decode('ascii')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Labels with values; `caption` says of what, in the media that show one."""

    caption: str = ""
    rows: tuple[tuple[str, Text], ...]
    to_sign: bool = False
    """Whether the values are lines to write on; a page in a browser, which nobody signs, leaves them out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """How many have which status, drawn; `label` says of what, and `words` stand beside it."""

    label: str
    counts: Mapping[Look, int]
    words: str = ""

    @property
    def total(self) -> int:
        """How many the bar shows."""
        return sum(count for _, count in self.shown())

    @property
    def description(self) -> str:
        """What the bar shows, in words."""
        return f"{self.label}: {', '.join(f'{count} {LOOKS[look].word}' for look, count in self.shown())}"

    def shown(self) -> tuple[tuple[Look, int], ...]:
        """Return the looks that there are, each with its number, as they are drawn."""
        return tuple((look, count) for look in SEGMENTS if (count := self.counts.get(look, 0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """What the segments of the bars near it mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: its head, which no other column has, and about how many characters it is wide."""

    head: str
    width: int = 12
    is_number: bool = False
    title: str = ""
    """The head in full, where it is short for something."""
    by_amount: bool = False
    """Whether its text is sorted by the first number in it."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Several things in one cell of a table, each on its own line."""

    items: tuple[Text, ...]


Cell = Text | Lines | Bar | int | float | None
"""What a cell holds; None is nothing."""


def cell_words(cell: Cell) -> str:
    """Return a cell as text alone."""
    match cell:
        case None:
            return ""
        case int() | float():
            return f"{cell:.15g}"
        case Bar():
            return cell.words or cell.description
        case Lines():
            return "; ".join(map(words_of, cell.items))
        case _:
            return words_of(cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A choice that leaves some rows of a table: its options, and for each row those that it has."""

    label: str
    options: tuple[str, ...]
    has: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """How a reader in a browser finds rows of a table: by sorting it, by words, and by filters."""

    filters: tuple[Filter, ...] = ()
    noun: str = "row"
    """What a row is, in one word."""
    most: int = 0
    """How many of the rows that are found a browser shows at first; 0 for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under columns; the first cell of a row is its name. `name` is a word for a sheet of a workbook."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    name: str = ""
    has_total: bool = False
    """Whether the last row is what the others come to."""
    finder: Finder | None = None
    """How its rows are found; in a narrow window, each is then a card."""
    anchors: tuple[str, ...] = ()
    """The anchor of each row, where rows have one."""

    def __post_init__(self) -> None:
        """Refuse a row that has a cell too few or too many, and anchors that are not one for each row."""
        if self.anchors and len(self.anchors) != len(self.rows):
            raise ValueError(f"{self.caption}: {len(self.rows)} rows, and {len(self.anchors)} anchors")
        wrong = [row for row in self.rows if len(row) != len(self.columns)]
        if wrong:
            raise ValueError(f"{self.caption}: {len(self.columns)} columns, and a row of {len(wrong[0])}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Lines that are copied as they stand; `ascii` is how they are written where a screen has only ASCII."""

    text: str
    ascii: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """One place before and after a change; None where nothing stood or stands."""

    place: str
    before: str | None
    after: str | None


class Shape(StrEnum):
    """How a group stands among other blocks."""

    CARD = "card"
    PLAIN = "plain"
    """Under its heading, without a mark at its side."""
    CALLOUT = "callout"
    """In a box that is read first; its title is not a heading."""
    FOLDED = "folded"
    """As its title alone, which in a browser opens."""
    ITEM = "item"
    """A card that a reader in a browser finds by its status and its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Blocks that belong together, such as all about one criterion, under a heading of their own."""

    title: Text
    blocks: tuple[Block, ...]
    level: int = 3
    anchor: str = ""
    shape: Shape = Shape.CARD
    look: Look | None = None
    """The status that colors it, and by which an item is found."""
    is_to_do: bool = False
    """Whether an item asks somebody to act."""


Block = Heading | Paragraph | Code | Bullets | Picture | Fields | Bar | Legend | Table | Diff | Group
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a document that its contents list."""

    title: str
    anchor: str
    blocks: tuple[Block, ...]
    opens_page: bool = False
    """Whether it begins on a new sheet of paper."""
    before: tuple[Block, ...] = ()
    """What stands above its title: the letterhead, date, and address of a letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report: `kind` says what it is, `about` with which criteria, `date` when (YYYY-MM-DD, or a month)."""

    kind: str
    title: str
    about: str
    date: str
    tool: str = f"mcaudit {__version__}"
    """The program that made it, with its version."""
    opening: tuple[Block, ...] = ()
    """What stands before the first section."""
    sections: tuple[Section, ...] = ()
    places: tuple[Link, ...] = ()
    """Pages beside it, of which a reader finds the links on top."""
    is_wide: bool = False
    """Whether its tables need a wide window, and paper turned on its side."""
    items: str = ""
    """What its items are, in one word, where a reader in a browser finds them by a bar on top."""
    language: str = "en"
    has_small_title: bool = False
    """Whether its title only names the file, because each section is a paper of its own."""


def all_blocks(document: Document, *, folded: bool = True) -> Iterator[Block]:
    """Yield every block of a document, and those within groups; `folded` is whether those that are folded count."""
    within = (block for section in document.sections for block in (*section.before, *section.blocks))
    todo: list[Block] = [*document.opening, *within]
    while todo:
        block = todo.pop()
        yield block
        if isinstance(block, Group) and (folded or block.shape is not Shape.FOLDED):
            todo.extend(block.blocks)


def anchors(document: Document, *, folded: bool = True) -> frozenset[str]:
    """Return every name that has a place of its own in a document; on paper, what is folded has none."""
    found = {section.anchor for section in document.sections}
    for block in all_blocks(document, folded=folded):
        if isinstance(block, Heading | Group) and block.anchor:
            found.add(block.anchor)
        elif isinstance(block, Table):
            found.update(block.anchors)
    return frozenset(found)
