"""What carries from one state's review to another as tables: a row for each criterion of each micro-credential."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from mcaudit.blocks import Cell as TableCell
from mcaudit.blocks import Document, Table
from mcaudit.model.residue import Residue, Residues
from mcaudit.report.acceptance.residue import FIRST, carried_words, glance, kind_words, title_words, why_words
from mcaudit.report.parts import made_with, sheet, workbook

_HEADS = (
    *(("Micro-credential", 36), ("Criterion", 10), ("Title", 34), ("What becomes of it", 24), ("Why", 56)),
    *(("First", 44), ("Answer", 14), ("Decided by", 34), ("Decided on", 24)),
)


def residue_workbook(found: Residues) -> Document:
    """Return the report as a workbook: what it is, and every criterion."""
    tables = (_about(found), _criteria(found))
    return workbook(kind_words(found), title_words(found), found.edition, found.date, tables)


def _about(found: Residues) -> Table:
    rows = (
        ("Says", title_words(found)),
        *((each.title, glance(each)) for each in found.residues),
        *(("Fictional", each.title) for each in found.residues if each.fictional),
        *(("Note", text) for text in found.notices),
        ("Date", found.date),
        ("Against", f"{found.edition.title} ({found.edition.id})"),
        *made_with(found.edition, found.policies),
    )
    return sheet("About", (("About this table", 34), ("What it says", 100)), rows)


def _criteria(found: Residues) -> Table:
    order = {criterion.id: (at, criterion.title) for at, criterion in enumerate(found.edition.criteria)}
    rows: list[tuple[TableCell, ...]] = []
    for each in found.residues:
        mine = sorted(_rows(each), key=lambda row: order[row[0]][0])
        rows += ((each.title, one, order[one][1], *rest) for one, *rest in mine)
    return sheet("Criteria", _HEADS, rows)


def _rows(each: Residue) -> Iterator[tuple[str, ...]]:
    """Yield a row for each criterion that anybody has decided, or has to."""
    would = each.what_if and not each.adopted
    nothing = ("", "", "")
    for left in each.open:
        said = "reviewers would have to decide" if would else "reviewers must decide"
        yield (
            left.criterion,
            said,
            why_words(left, each, several=False),
            FIRST[left.first] if left.first else "",
            *nothing,
        )
    for one in each.carry:
        yield (one.criterion, "would carry over" if would else "carries over", "", "", *carried_words(one))
    for name in chain(each.facts, each.spared):
        why = "Facts or the policy settle it." if name in each.facts else "Another criterion of its group is enough."
        yield (name, "needs no decision", why, "", *nothing)
    for name in each.own:
        yield (name, "decided here already", "", "", *nothing)
