"""Words and the parts of bars stand out from what they stand on, in the light, in the dark, and in print."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from mcaudit.looks import LOOKS, SEGMENTS
from tests.conftest import ROOT

STYLES = ROOT / "mcaudit" / "media" / "templates"
STATUSES = ("met", "partly", "unsupported", "open", "silent", "failed", "none", "waived")
ON_PAPER = ("ink", "soft", "strong", "link", *STATUSES)
ON_PANEL = ("ink", "soft", "strong", "link", "unsupported")
"""What stands on the panel of an answer or of the filters."""
ON_STATUS = ("ink",)
"""What stands on a verdict besides the verdict's own word."""


def properties(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", css))


def colors(theme: str) -> dict[str, str]:
    base = properties((STYLES / "base.css").read_text(encoding="utf-8"))
    dark = properties((STYLES / "screen.css").read_text(encoding="utf-8"))
    assert set(dark) == set(base)
    return dark if theme == "dark" else base


def luminance(color: str) -> float:
    shares = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colors as WCAG 2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_the_standard_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_stand_out_from_what_they_stand_on(theme: str) -> None:
    of = colors(theme)
    pairs = [
        *((name, "paper") for name in ON_PAPER),
        *((name, "panel") for name in ON_PANEL),
        *((name, f"{name}-paper") for name in STATUSES),
        *((name, f"{status}-paper") for name in ON_STATUS for status in ("met", "failed", "open", "none")),
    ]
    weak = {pair: contrast(of[pair[0]], of[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


def test_every_color_of_the_sheets_is_one_of_those_that_are_reckoned() -> None:
    """A color that is written out where it is used would escape the check."""
    known = {*ON_PAPER, "paper", "panel", "rule", *(f"{status}-paper" for status in STATUSES)}
    assert set(colors("light")) == known
    for file in ("base.css", "screen.css"):
        css = (STYLES / file).read_text(encoding="utf-8")
        assert set(re.findall(r"var\(--([a-z-]+)\)", css)) <= known
        rules = re.sub(r":root \{[^}]*\}|/\*.*?\*/", "", css)
        written = [line for line in rules.split("\n") if re.search(r"#[0-9a-fA-F]{3,8}\b|rgb|hsl", line)]
        assert all(line.startswith(".key.") for line in written), written


def drawn(theme: str, kind: str) -> tuple[str, str]:
    """Return the fill and the edge of a segment in a theme: a sheet overrides what the drawing says."""
    look = next(look for look in LOOKS.values() if look.name == kind)
    css = (STYLES / "screen.css").read_text(encoding="utf-8")
    if match := re.search(rf"\.bar \.seg\.{kind} {{ fill: var\(--([\w-]+)\); stroke: var\(--([\w-]+)\); }}", css):
        return colors(theme)[match[1]], colors(theme)[match[2]]
    return look.fill, look.edge


KINDS = tuple(LOOKS[look].name for look in SEGMENTS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_part_of_a_bar_stands_out_from_the_page(theme: str, kind: str) -> None:
    paper = colors(theme)["paper"]
    assert max(contrast(color, paper) for color in drawn(theme, kind)) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_neighbors_in_a_bar_stand_out_from_each_other(theme: str) -> None:
    fills = [drawn(theme, kind)[0] for kind in KINDS]
    assert all(contrast(one, other) >= 3 for one, other in pairwise(fills))


def test_neighbors_in_a_bar_stand_out_from_each_other_in_print() -> None:
    fills = [LOOKS[look].fill for look in SEGMENTS]
    assert all(contrast(one, other) >= 3 for one, other in pairwise(fills))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_legend_has_the_colors_of_the_bars(theme: str, kind: str) -> None:
    css = (STYLES / "base.css").read_text(encoding="utf-8") + (STYLES / "screen.css").read_text(encoding="utf-8")
    rules = re.findall(rf"\.key\.{kind}::before {{ background: ([^;]+); border-color: ([^;]+);", css)
    shown = tuple(colors(theme)[part[6:-1]] if part.startswith("var(--") else part for part in rules[-1])
    assert shown == drawn(theme, kind)
