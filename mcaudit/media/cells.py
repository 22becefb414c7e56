"""Makes text safe in a cell of a table: a spreadsheet program must never take it for a formula."""

from __future__ import annotations

from mcaudit.media.plain import plain

BYTE_ORDER_MARK = "\ufeff"
"""Before a CSV file: without it, spreadsheet programs take UTF-8 for something else."""
_STARTS_A_FORMULA = ("=", "+", "-", "@")


def guarded(text: str) -> str:
    """Return a text on one line that no spreadsheet program takes for a formula."""
    shown = plain(text)
    return f"'{shown}" if starts_a_formula(shown) else shown


def starts_a_formula(text: str) -> bool:
    """Return whether a spreadsheet program might take a text for a formula."""
    return text.startswith(_STARTS_A_FORMULA)
