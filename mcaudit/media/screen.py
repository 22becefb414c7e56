"""A screen that untrusted text cannot write on: no markup, no escape codes, bars with and without color."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mcaudit.looks import LOOKS, Look, View
from mcaudit.media.plain import ascii_only, plain

_PARTS: Mapping[str, tuple[Look, ...]] = {
    "met": (Look.MET,),
    "open": (Look.AWAITING_REVIEW, Look.UNSUPPORTED),
    "not met": (Look.NOT_MET, Look.PARTLY_MET),
    "not addressed": (Look.NOT_STATED,),
}
"""What a bar on a screen shows together, by its name; the first look of each gives it its glyph and its color."""

_NARROW, _BAR, _SHORT_BAR = 72, 12, 6
"""A screen of fewer columns is narrow; columns of a bar on a wide and on a narrow one."""


class Screen:
    """Collects lines for one view and returns them as text."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._console = Console(
            file=StringIO(),
            width=view.width,
            force_terminal=view.color,
            color_system="standard" if view.color else None,
            no_color=not view.color,
            markup=False,
            highlight=False,
            emoji=False,
            legacy_windows=False,
            safe_box=True,
            _environ={},
        )

    def show(self, what: RenderableType = "") -> None:
        """Add a line or a table."""
        self._console.print(what, soft_wrap=False)

    def text(self, content: str, style: str = "") -> Text:
        """Return untrusted or own text, safe to show."""
        shown = plain(content)
        return Text(ascii_only(shown) if self.view.ascii else shown, style=style)

    def line(self, content: str = "", style: str = "", indent: int = 0) -> None:
        """Add a paragraph, wrapped, every line of it indented."""
        self.show(Padding(self.text(content, style), (0, 0, 0, indent)))

    def verbatim(self, content: str, indent: int) -> None:
        """Add lines as they are, however narrow the screen is: what is copied from it must stay what it was."""
        for line in content.rstrip("\n").split("\n"):
            inner = len(line) - len(line.lstrip(" "))
            self._console.print(Text(" " * (indent + inner)).append(self.text(line)), soft_wrap=True)

    def heading(self, content: str) -> None:
        """Add a heading with an empty line before it."""
        self.show()
        self.line(content, "bold")

    def pairs(self, rows: list[tuple[str, Text]], indent: int) -> None:
        """Add labels with texts beside them, the texts aligned."""
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(style="dim", no_wrap=True)
        table.add_column(overflow="fold", ratio=1)
        for label, content in rows:
            table.add_row(self.text(label), content)
        self.show(Padding(table, (0, 0, 0, indent)))

    def bar_of(self, counts: Mapping[Look, int]) -> Text:
        """Return a bar of met, open, not met and not addressed, each at least one wide where there is any."""
        width = _BAR if self.view.width >= _NARROW else _SHORT_BAR
        shares = {name: sum(counts.get(look, 0) for look in looks) for name, looks in _PARTS.items()}
        if not any(shares.values()):
            return Text("-" * width, style="dim")
        bar = Text()
        for name, cells in _apportioned(shares, width).items():
            bar.append(self._glyph(name) * cells, style=LOOKS[_PARTS[name][0]].style)
        return bar

    def legend(self) -> str:
        """Return what the bar's marks mean."""
        return "   ".join(f"{self._glyph(name)} {name}" for name in _PARTS)

    def _glyph(self, name: str) -> str:
        of = LOOKS[_PARTS[name][0]]
        return of.ascii_glyph if self.view.ascii else of.glyph

    def result(self) -> str:
        """Return everything shown, without spaces at the ends of lines."""
        stream = self._console.file
        assert isinstance(stream, StringIO)
        return "\n".join(line.rstrip() for line in stream.getvalue().split("\n"))


def _apportioned(shares: dict[str, int], width: int) -> dict[str, int]:
    """Return `width` cells shared out by size (largest remainder), none of the given without a cell."""
    total = sum(shares.values())
    exact = {name: width * share / total for name, share in shares.items()}
    cells = {name: max(int(size), 1) if shares[name] else 0 for name, size in exact.items()}
    while sum(cells.values()) > width:
        cells[max(cells, key=lambda name: cells[name])] -= 1
    while sum(cells.values()) < width:
        cells[max((n for n in cells if shares[n]), key=lambda name: exact[name] - cells[name])] += 1
    return cells
