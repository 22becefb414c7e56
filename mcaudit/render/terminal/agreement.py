"""How far reviewers agree, on a screen."""

from __future__ import annotations

from mcaudit.model import Agreement, Agreements, Edition
from mcaudit.render.agreement import MEASURED, measures
from mcaudit.render.report import View
from mcaudit.render.terminal.screen import Screen
from mcaudit.render.words import number


def show_agreements(edition: Edition, agreements: Agreements, view: View) -> str:
    """Return how far reviewers agree over everything and on each component, as text for a screen."""
    screen = Screen(view)
    screen.line("How far reviewers agree", "bold")
    screen.line(MEASURED, "dim", indent=2)
    show_agreement(screen, agreements.overall)
    titles = {str(component.number): component.title for component in edition.components}
    for key, agreement in agreements.components.items():
        screen.heading(f"{key} {titles[key]}")
        show_agreement(screen, agreement)
    return screen.result()


def show_agreement(screen: Screen, agreement: Agreement) -> None:
    """Add on how many units it rests, and each measure with its interval, or why it is withheld."""
    rows = [("units", f"{number(agreement.paired, 'criterion')} judged by two reviewers or more")]
    for each in measures(agreement):
        beside = each.interval or each.why
        rows.append((each.name, f"{each.value} ({beside})" if each.value else beside))
    screen.pairs([(name, screen.text(told)) for name, told in rows], indent=2)
