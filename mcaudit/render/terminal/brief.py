"""One audit on one screen: the verdict, the five components, what to do first, and who has to act."""

from __future__ import annotations

from mcaudit.media.writers.terminal import show_section
from mcaudit.model import Audit
from mcaudit.render.terminal.screen import Screen
from mcaudit.render.terminal.subcomponents import show_components
from mcaudit.render.terminal.verdict import (
    show_agreement,
    show_fictional,
    show_last,
    show_remarks,
    show_scores,
    show_verdict,
    show_waivers,
)
from mcaudit.report.changes import changes_section
from mcaudit.report.first import first_steps
from mcaudit.terms.roles import overlaps, players
from mcaudit.terms.selection import EVERYTHING
from mcaudit.terms.words import number


def show_brief(screen: Screen, audit: Audit) -> None:
    """Show what every reader needs first; the detailed audit has each finding."""
    _heading(screen, audit)
    if since := changes_section(audit, EVERYTHING.shows):
        show_section(screen, since)
    show_verdict(screen, audit)
    show_scores(screen, audit)
    show_components(screen, audit)
    show_waivers(screen, audit)
    for section in first_steps(audit):
        show_section(screen, section)
    show_agreement(screen, audit)
    show_remarks(screen, audit)
    screen.show()
    if responses := sum(bool(each.responses) for each in audit.findings):
        screen.line(f"The provider responds to {number(responses, 'finding')}; `-v` shows what it says.")
    hints = "`-v` shows every finding with its place; `mcaudit explain 1F-6` says what a criterion asks, and why."
    screen.line(hints, "dim")
    show_last(screen, audit)


def _heading(screen: Screen, audit: Audit) -> None:
    show_fictional(screen, audit)
    screen.line(audit.profile.title, "bold")
    developers = next((names for role, names in players(audit) if role == "developer"), ())
    policy = f"the policy {audit.policy.id}" if audit.policy else "no policy"
    who = ", ".join(developers) or "Developer not stated"
    screen.line(f"{who}. Audited for {audit.profile.state} under {policy} on {audit.date}.", "dim")
    for each in overlaps(audit):
        screen.line(f"Evaluators not independent by role: {each}.")
