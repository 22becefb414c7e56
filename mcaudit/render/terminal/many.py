"""Many audits in a line each, then totals; their details are one command away."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from mcaudit.model import Audit, Edition, Level
from mcaudit.render.terminal.screen import BAR, NARROW, VERDICT_STYLES, Screen
from mcaudit.terms.remarks import origin
from mcaudit.terms.run import Ending, Run
from mcaudit.terms.words import VERDICT, addressed_of, is_yes, many_words, met_range, unchecked_sentence, verdict_words

_HEADINGS = ("verdict", "state", "addressed", "met", "", "micro-credential")
_VERDICT = max(map(len, VERDICT.values()))
_WITH_WAIVERS = len("pass with 10 waivers")
_STATE = len("national")


def show_headings(screen: Screen, run: Run) -> None:
    """Show what stands in which column; on a narrow screen the lines speak for themselves."""
    if screen.view.width >= NARROW:
        screen.show(_line(run, [Text(heading, "dim") for heading in _HEADINGS]))


def show_row(screen: Screen, audit: Audit, run: Run) -> None:
    """Show an audit in a line, with its path and what every output says of it below; three lines if it is narrow."""
    required = audit.score.required
    verdict = screen.text(verdict_words(audit, audit.gate), VERDICT_STYLES[audit.verdict])
    state, bar = screen.text(audit.profile.state), screen.bar(required)
    title = audit.profile.title + (" (fictional)" if audit.profile.content.get("fictional") == "yes" else "")
    if screen.view.width >= NARROW:
        addressed = screen.text(f"{addressed_of(required)}, {required.not_stated} not")
        screen.show(_line(run, [verdict, state, addressed, screen.text(met_range(required)), bar, screen.text(title)]))
    else:
        screen.show(Text("  ").join((verdict, state, bar)))
        screen.line(title, indent=2)
        counts = f"{addressed_of(required)} addressed, {required.not_stated} not; {met_range(required)} met"
        screen.line(counts, indent=2)
    screen.line(audit.profile.path, "dim", indent=2)
    unchecked = unchecked_sentence(audit) if is_yes(audit.verdict) else ""
    if said := " ".join(filter(None, (origin(audit), unchecked))):
        screen.line(said, "dim", indent=2)


def show_totals(screen: Screen, ending: Ending, run: Run) -> None:
    """Show what a run over many profiles comes to, in a sentence."""
    screen.heading(many_words(ending, run))
    screen.line(run.under, "dim")


def _line(run: Run, cells: Sequence[Text]) -> Table:
    """Return a row whose columns are as wide as in every other row, whatever stands in it."""
    table = Table.grid(padding=(0, 2, 0, 0))
    verdict = _WITH_WAIVERS if run.policy and run.policy.waivers else _VERDICT
    most = _most_required(run.edition)
    for width in (verdict, _STATE, len(f"{most} of {most}, {most} not"), len(f"{most} to {most}"), BAR):
        table.add_column(width=width)
    table.add_column(ratio=1, overflow="fold")
    table.add_row(*cells)
    return table


def _most_required(edition: Edition) -> int:
    return sum(1 for criterion in edition.criteria if criterion.level is Level.REQUIRED)
