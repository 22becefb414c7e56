"""How each status looks in every medium: its word, symbols, colors, icon, and pattern stand here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """A status, or what looks like one: a rating and a verdict have the look of the status they are nearest to."""

    MET = "met"
    PARTLY_MET = "partly_met"
    AWAITING_REVIEW = "awaiting_review"
    UNSUPPORTED = "unsupported"
    NOT_MET = "not_met"
    NOT_STATED = "not_stated"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"
    EXEMPLARY = "exemplary"
    """Everything met, the desired as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """The look of one status.

    `name` is what style sheets call its colors. `glyph` and `ascii_glyph` fill a bar on a screen, and `style` colors
    words there. Colors are #rrggbb: `light` and `dark` of words and icons, `paper` behind words in the light and in a
    workbook. `fill`, `edge`, and `dashes` draw a segment of a bar; `stroke` draws the icon, on 16 by 16 units;
    a look without an icon stands in tables alone.
    """

    word: str
    name: str
    glyph: str
    ascii_glyph: str
    style: str
    light: str
    dark: str
    paper: str
    fill: str
    edge: str
    dashes: str
    stroke: str


def _look(
    word: str,
    name: str,
    glyphs: str,
    style: str,
    colors: tuple[str, str, str],
    segment: tuple[str, str, str],
    stroke: str,
) -> Appearance:
    light, dark, paper = colors
    fill, edge, dashes = segment
    return Appearance(
        word=word,
        name=name,
        glyph=glyphs[0],
        ascii_glyph=glyphs[1],
        style=style,
        light=light,
        dark=dark,
        paper=paper,
        fill=fill,
        edge=edge,
        dashes=dashes,
        stroke=stroke,
    )


_MET = "#1b6b3a"
_RING = "M6 2.3a6 6 0 0 1 4 0M13.7 6a6 6 0 0 1 0 4M10 13.7a6 6 0 0 1-4 0M2.3 10a6 6 0 0 1 0-4"

LOOKS: Mapping[Look, Appearance] = {
    Look.MET: _look(
        *("met", "met", "█#", "green"),
        (_MET, "#8fdcab", "#e6f3ea"),
        (_MET, _MET, ""),
        "M2 9l4 4 8-10",
    ),
    Look.PARTLY_MET: _look(
        *("partly met", "partly", "░x", "yellow"),
        ("#6e4b00", "#f2cd7d", "#fbf1d9"),
        ("#fbf1d9", "#6e4b00", ""),
        "M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12",
    ),
    Look.UNSUPPORTED: _look(
        *("unsupported", "unsupported", "▒~", "yellow"),
        ("#8a3f00", "#ffb98a", "#fcebdd"),
        ("#8a3f00", "#8a3f00", ""),
        "M8 2v7M8 12v2",
    ),
    Look.AWAITING_REVIEW: _look(
        *("awaiting review", "open", "▒~", "cyan"),
        ("#0f4f7d", "#9dd0f5", "#e4f0f8"),
        ("#ffffff", "#155a8a", "3 2"),
        "M8 4v4l3 2M8 1.5a6.5 6.5 0 1 0 .01 0z",
    ),
    Look.NOT_STATED: _look(
        *("not addressed", "silent", "·.", "dim"),
        ("#565e69", "#aab4c1", "#f5f6f8"),
        ("#ffffff", "#6b7480", "1 2"),
        _RING,
    ),
    Look.NOT_MET: _look(
        *("not met", "failed", "░x", "red"),
        ("#a61b1b", "#ffb0b0", "#fbe9e9"),
        ("#a61b1b", "#a61b1b", ""),
        "M3 3l10 10M13 3L3 13",
    ),
    Look.NOT_APPLICABLE: _look(
        *("not applicable", "none", "--", "dim"),
        ("#454d57", "#c3ccd7", "#eceff2"),
        ("#c9d2dc", "#c9d2dc", ""),
        "M3 8h10",
    ),
    Look.WAIVED: _look(
        *("waived", "waived", "--", "magenta"),
        ("#563286", "#d3bdf5", "#f0eaf8"),
        ("#d3bdf5", "#563286", ""),
        "M3 13L13 3M3 8a5 5 0 1 0 10 0a5 5 0 1 0-10 0",
    ),
    Look.EXEMPLARY: _look(
        *("exemplary", "met", "█#", "bold green"),
        (_MET, "#8fdcab", "#c6e5d1"),
        (_MET, _MET, ""),
        "",
    ),
}
"""One entry for each look; a test proves it, and that the style sheets have these colors."""

SEGMENTS = (
    Look.MET,
    Look.AWAITING_REVIEW,
    Look.UNSUPPORTED,
    Look.PARTLY_MET,
    Look.NOT_MET,
    Look.NOT_STATED,
)
"""What a bar is made of, in the order in which it is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How to show a report on a screen: how many columns it has, in color or not, and whether only in ASCII."""

    width: int = 80
    color: bool = False
    ascii: bool = False
