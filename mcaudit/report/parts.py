"""Parts that several reports have: notes, plain columns, a workbook of tables, and what it takes to repeat a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mcaudit.blocks import Cell, Column, Document, Fields, Paragraph, Section, Table, Text, Tone, code, hash_of, strong
from mcaudit.model import Edition, Policy
from mcaudit.version import __version__


def notes(texts: Iterable[str]) -> Iterator[Paragraph]:
    """Yield what a reader should know beside the results."""
    return (Paragraph(text=(strong("Note:"), f" {text}."), tone=Tone.NOTE) for text in texts)


def columns(heads: Iterable[tuple[str, int]], *, are_numbers: bool = False) -> tuple[Column, ...]:
    """Return columns by their heads, each with about how many characters it is wide."""
    return tuple(Column(head=head, width=width, is_number=are_numbers) for head, width in heads)


def sheet(name: str, heads: Iterable[tuple[str, int]], rows: Iterable[tuple[Cell, ...]]) -> Table:
    """Return a table that is a sheet of a workbook."""
    return Table(caption=name, name=name, columns=columns(heads), rows=tuple(rows))


def workbook(kind: str, title: str, edition: Edition, date: str, tables: Iterable[Table]) -> Document:
    """Return a document of tables, each under its name; a medium that holds one table has the first."""
    return Document(
        kind=kind,
        title=title,
        about=edition.title,
        date=date,
        sections=tuple(Section(title=each.name, anchor=each.name.lower(), blocks=(each,)) for each in tables),
    )


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
