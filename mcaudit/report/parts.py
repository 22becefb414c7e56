"""Parts that several reports have: notes, tables as data, workbooks of them, and what it takes to repeat a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from mcaudit.blocks import (
    Cell,
    Column,
    Document,
    Fields,
    Finder,
    Paragraph,
    Picture,
    Section,
    Table,
    Text,
    Tone,
    code,
    hash_of,
    strong,
)
from mcaudit.model import Edition, Policy
from mcaudit.model.agency import Agency
from mcaudit.version import __version__

Row = TypeVar("Row")
Inner = TypeVar("Inner")


def notes(texts: Iterable[str]) -> Iterator[Paragraph]:
    """Yield what a reader should know beside the results."""
    return (Paragraph(text=(strong("Note:"), f" {text}."), tone=Tone.NOTE) for text in texts)


def logo_of(agency: Agency | None) -> Iterator[Picture]:
    """Yield the logo of an agency, if it has one."""
    if agency and (logo := agency.logo):
        yield Picture(media_type=logo.media_type, content=logo.content, words=f"Logo of {agency.name}")


# --- tables --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Generic[Row]):
    """A column, and what stands in it for a row."""

    column: Column
    cell: Callable[[Row], Cell]


def shown(head: str, width: int, cell: Callable[[Row], Cell], *, is_number: bool = False) -> Shown[Row]:
    """Return a column with its head, about how many characters wide it is, and its cells."""
    return Shown(column=Column(head=head, width=width, is_number=is_number), cell=cell)


def lifted(of: Callable[[Row], Inner], columns: Sequence[Shown[Inner]]) -> tuple[Shown[Row], ...]:
    """Return columns for rows that hold what the columns are of."""

    def outer(cell: Callable[[Inner], Cell]) -> Callable[[Row], Cell]:
        return lambda row: cell(of(row))

    return tuple(Shown(column=each.column, cell=outer(each.cell)) for each in columns)


def table_of(
    caption: str,
    columns: Sequence[Shown[Row]],
    rows: Iterable[Row],
    *,
    name: str = "",
    finder: Finder | None = None,
    has_total: bool = False,
) -> Table:
    """Return a table with a row for each of `rows`."""
    return Table(
        caption=caption,
        name=name,
        columns=tuple(each.column for each in columns),
        rows=tuple(tuple(each.cell(row) for each in columns) for row in rows),
        finder=finder,
        has_total=has_total,
    )


def table(
    caption: str,
    heads: Iterable[tuple[str, int]],
    rows: Iterable[tuple[Cell, ...]],
    *,
    numbers: int = 0,
    name: str = "",
    has_total: bool = False,
) -> Table:
    """Return a table by the heads of its columns, each with about how many characters it is wide.

    The last so many columns hold `numbers`.
    """
    all_heads = tuple(heads)
    columns = tuple(
        Column(head=head, width=width, is_number=at >= len(all_heads) - numbers)
        for at, (head, width) in enumerate(all_heads)
    )
    return Table(caption=caption, name=name, columns=columns, rows=tuple(rows), has_total=has_total)


def sheet(name: str, heads: Iterable[tuple[str, int]], rows: Iterable[tuple[Cell, ...]]) -> Table:
    """Return a table that is a sheet of a workbook."""
    return table(name, heads, rows, name=name)


def workbook(kind: str, title: str, edition: Edition, date: str, tables: Iterable[Table]) -> Document:
    """Return a document of tables, each under its name; a medium that holds one table has the first."""
    return Document(
        kind=kind,
        title=title,
        about=edition.title,
        date=date,
        sections=tuple(Section(title=each.name, anchor=each.name.lower(), blocks=(each,)) for each in tables),
    )


# --- how to repeat it ----------------------------------------------------------------------------


def made_with(edition: Edition, policies: Iterable[Policy]) -> Iterator[tuple[str, str]]:
    """Yield what a workbook was made with and of: the program, and the hashes of the edition and of the policies."""
    yield "Made with", f"mcaudit {__version__}"
    yield "SHA-256 of the edition", edition.sha256
    yield from ((f"SHA-256 of the policy {each.id}", each.sha256) for each in policies)


def repeated_by(command: str, edition: Edition, policies: Iterable[Policy]) -> Fields:
    """Return what it takes to make a report again: the program with its command, the edition, and the policies."""
    rows: list[tuple[str, Text]] = [
        ("Program", (f"mcaudit {__version__}, ", code(command))),
        ("Edition", (f"{edition.id}, SHA-256 ", hash_of(edition.sha256))),
    ]
    rows += [(f"Policy {each.id}", (f"{each.title}, SHA-256 ", hash_of(each.sha256))) for each in policies]
    return Fields(caption="What it takes to repeat this", rows=tuple(rows))
