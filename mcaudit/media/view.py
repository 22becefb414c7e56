"""How to show a report on a screen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How to show a report on a screen: how many columns it has, in color or not, and whether only in ASCII."""

    width: int = 80
    color: bool = False
    ascii: bool = False
