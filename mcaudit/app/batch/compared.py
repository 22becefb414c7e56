"""Compares the micro-credentials of a batch's tables."""

from __future__ import annotations

from mcaudit.app.batch.tables import Tables, entries_of
from mcaudit.comparison.comparison import comparison
from mcaudit.errors import InputError, Problem
from mcaudit.model import Gate
from mcaudit.model.comparison import Comparison, Entry
from mcaudit.model.words import GroupBy
from mcaudit.terms.words import number

_LEAST, _MOST = 2, 20_000


def comparison_of_tables(tables: Tables, gate: Gate, by: GroupBy) -> Comparison:
    """Return the comparison of all profiles in the newest run; raise InputError where there are too few or too many."""
    entries = compared_entries(tables, least=_LEAST)
    return comparison_of(tables, entries, gate, by)


def compared_entries(tables: Tables, *, least: int) -> tuple[Entry, ...]:
    """Return the entries of all profiles, which are held together; raise InputError for too few or too many."""
    count = sum(part["profiles"] for part in tables.parts)
    if not least <= count <= _MOST:
        message = f"these tables hold {number(count, 'profile')}, and from {least:,} to {_MOST:,} can be shown together"
        help = "audit fewer of them into tables of their own, or ask these with SQL (docs/catalogs.md)"
        raise InputError([Problem(path=tables.store.url, message=message, help=help)])
    return tuple(entries_of(tables))


def comparison_of(tables: Tables, entries: tuple[Entry, ...], gate: Gate, by: GroupBy) -> Comparison:
    """Return the comparison of some entries of tables."""
    return comparison(
        tables.edition,
        entries,
        date=tables.date,
        gate=gate,
        by=by,
        under=tables.under,
        policies=tables.policies,
        notices=(_ORIGIN.format(tables.manifest["run"]), *tables.notices),
    )


_ORIGIN = (
    "this was made from the tables of a batch (run {}), which hold findings and key facts, but not the descriptions"
)
