"""Feedback for a person at a terminal, in short."""

from __future__ import annotations

from mcaudit.media.plain import utf8
from mcaudit.model.feedback import Feedback
from mcaudit.render.feedback.words import glance, lists_of
from mcaudit.render.report import View
from mcaudit.render.terminal.agreement import show_agreement
from mcaudit.render.terminal.screen import Screen

SUMMARY = "in short, for a screen"
_MOST_LISTED = 8


def render(feedback: Feedback, view: View) -> bytes:
    """Return feedback as text for a screen of the view's width."""
    screen = Screen(view)
    screen.line("Feedback to the criteria's owners", "bold")
    rows = [
        ("on", screen.text(f"{feedback.edition.title} ({feedback.edition.id})")),
        ("under", screen.text(feedback.under)),
        ("date", screen.text(feedback.date)),
        ("told", screen.text(glance(feedback))),
    ]
    screen.pairs(rows, indent=2)
    for listed in lists_of(feedback):
        screen.heading(listed.title)
        shown, rest = listed.criteria[:_MOST_LISTED], listed.criteria[_MOST_LISTED:]
        if shown:
            screen.pairs([(each.criterion.id, screen.text(listed.counted(each))) for each in shown], indent=2)
            if rest:
                screen.line(f"and {len(rest)} more", "dim", indent=2)
        else:
            screen.line(listed.none, indent=2)
    screen.heading("How far reviewers agree")
    show_agreement(screen, feedback.agreement.overall)
    screen.show()
    screen.line("With -o feedback.html, .pdf, .csv or .json: every criterion, and what reviewers say of it.", "dim")
    return utf8(screen.result())
