"""Many audits in a line each, then totals; their details are one command away."""

from __future__ import annotations

from collections.abc import Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mcaudit.model import Audit, Edition, Level, Verdict
from mcaudit.render.report import Ending, Run
from mcaudit.render.terminal.screen import BAR, NARROW, VERDICT_STYLES, Screen
from mcaudit.render.words import many_words, score_range, verdict_words

_HEADINGS = ("verdict", "state", "required", "", "micro-credential")
_VERDICT = max(map(len, Verdict))
_WITH_WAIVERS = len("pass with 10 waivers")
_STATE = len("national")


def show_headings(screen: Screen, run: Run) -> None:
    """Show what stands in which column; on a narrow screen the lines speak for themselves."""
    if screen.view.width >= NARROW:
        screen.show(_line(run, [Text(heading, "dim") for heading in _HEADINGS]))


def show_row(screen: Screen, audit: Audit, run: Run) -> None:
    """Show an audit in a line; on a narrow screen title and path stand below the verdict."""
    cells = _cells(screen, audit)
    if screen.view.width >= NARROW:
        screen.show(_line(run, cells))
    else:
        screen.show(Text("  ").join(cells[:-1]))
        screen.show(Padding(cells[-1], (0, 0, 0, 2)))


def show_totals(screen: Screen, ending: Ending, run: Run) -> None:
    """Show what a run over many profiles comes to, in a sentence."""
    screen.heading(many_words(ending, run))


def _line(run: Run, cells: Sequence[Text]) -> Table:
    """Return a row whose columns are as wide as in every other row, whatever stands in it."""
    table = Table.grid(padding=(0, 2, 0, 0))
    verdict = _WITH_WAIVERS if run.policy and run.policy.waivers else _VERDICT
    for width in (verdict, _STATE, _required_width(run.edition), BAR):
        table.add_column(width=width)
    table.add_column(ratio=1, overflow="fold")
    table.add_row(*cells)
    return table


def _required_width(edition: Edition) -> int:
    most = sum(1 for criterion in edition.criteria if criterion.level is Level.REQUIRED)
    return len(f"{most} to {most} of {most}")


def _cells(screen: Screen, audit: Audit) -> list[Text]:
    required = audit.score.required
    title = audit.profile.title + (" (fictional)" if audit.profile.content.get("fictional") == "yes" else "")
    return [
        screen.text(verdict_words(audit, audit.gate), VERDICT_STYLES[audit.verdict]),
        screen.text(audit.profile.state),
        screen.text(score_range(required)),
        screen.bar(required),
        Text("\n").join((screen.text(title), screen.text(audit.profile.path, "dim"))),
    ]
