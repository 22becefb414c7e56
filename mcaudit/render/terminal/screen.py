"""A screen that untrusted text cannot write on: no markup, no escape codes, bars with and without colour."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mcaudit.media.plain import ascii_only, plain
from mcaudit.model import Counts, Note, Status, Verdict
from mcaudit.render.report import View
from mcaudit.render.words import Tone, tone_of

STYLES: Mapping[Status, str] = {
    Status.MET: "green",
    Status.AWAITING_REVIEW: "cyan",
    Status.UNSUPPORTED: "yellow",
    Status.PARTLY_MET: "yellow",
    Status.NOT_STATED: "dim",
    Status.NOT_MET: "red",
    Status.NOT_APPLICABLE: "dim",
}
_TONES: Mapping[Tone, str] = {Tone.YES: "bold green", Tone.NO: "bold red", Tone.OPEN: "bold cyan"}
VERDICT_STYLES: Mapping[Verdict, str] = {verdict: _TONES[tone_of(verdict)] for verdict in Verdict}

_GLYPHS = {"met": "█", "open": "▒", "not met": "░", "not addressed": "·"}
_ASCII_GLYPHS = {"met": "#", "open": "~", "not met": "x", "not addressed": "."}
_BAR_STYLES = {"met": "green", "open": "cyan", "not met": "red", "not addressed": "dim"}

NARROW, BAR, _SHORT_BAR = 72, 12, 6
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

    def note(self, note: Note) -> None:
        """Add an interpretation or a discrepancy: what it touches, what the source leaves open, what was chosen."""
        about = ", ".join(note.about) or "every criterion"
        self.line(f"{note.id} ({about})", "bold", indent=2)
        self.line(f"{note.text} {note.choice}", indent=4)

    def bar(self, counts: Counts) -> Text:
        """Return a bar of met, open, not met and not addressed, each at least one wide where there is any."""
        width = BAR if self.view.width >= NARROW else _SHORT_BAR
        glyphs = _ASCII_GLYPHS if self.view.ascii else _GLYPHS
        if not counts.total:
            return Text("-" * width, style="dim")
        shares = {
            "met": counts.met,
            "open": counts.open,
            "not met": counts.not_met + counts.partly_met,
            "not addressed": counts.not_stated,
        }
        bar = Text()
        for name, cells in _apportioned(shares, width).items():
            bar.append(glyphs[name] * cells, style=_BAR_STYLES[name])
        return bar

    def legend(self) -> str:
        """Return what the bar's marks mean."""
        glyphs = _ASCII_GLYPHS if self.view.ascii else _GLYPHS
        return "   ".join(f"{glyphs[name]} {name}" for name in glyphs)

    def result(self) -> str:
        """Return everything shown, without spaces at the ends of lines."""
        stream = self._console.file
        assert isinstance(stream, StringIO)
        return "\n".join(line.rstrip() for line in stream.getvalue().split("\n"))


def width_of(text: str) -> int:
    """Return how many columns a text takes on the screen."""
    return cell_len(text)


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
