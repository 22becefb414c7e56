"""How far a review has come: before the quorum is complete only how many are in, then what each said."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text

from mcaudit.model import Audit, Decision, Standing, Status
from mcaudit.render.report import View
from mcaudit.render.terminal.screen import Screen
from mcaudit.render.words import ANSWERS, decision_words, number, uncounted_words

_HEADINGS: Mapping[Standing, str] = {
    Standing.NO_AGREEMENT: "The reviewers disagree; somebody must settle it",
    Standing.CANNOT_TELL: "The reviewers cannot tell from what is there",
    Standing.STALE: "What was decided on has changed; it must be judged again",
    Standing.TOO_FEW: "Not enough reviewers have decided",
    Standing.SETTLED: "Settled",
}
"""In the order in which they are shown; a test proves that every standing has one."""


def show_review(audit: Audit, view: View) -> str:
    """Return how far the review of a profile has come, as text for a screen."""
    screen = Screen(view)
    screen.line(audit.profile.title, "bold")
    people = {voice.reviewer.id: voice.reviewer for each in audit.decisions.values() for voice in each.voices}
    told = ((id, ", ".join(filter(None, (person.name, person.affiliation)))) for id, person in people.items())
    screen.pairs([(id, screen.text(words)) for id, words in told], indent=2)
    decided = [each for each in audit.decisions.values() if not each.only_checks]
    for standing, heading in _HEADINGS.items():
        mine = [each for each in decided if each.standing is standing]
        if mine:
            screen.heading(f"{heading} ({number(len(mine), 'criterion')})")
            screen.pairs([row for each in mine for row in _decision(screen, each)], indent=2)
    checked = [each for each in audit.decisions.values() if each.only_checks and each.checks]
    if checked:
        screen.heading(f"Only checked ({number(len(checked), 'fact')})")
        screen.pairs([row for each in checked for row in _decision(screen, each)], indent=2)
    known = {each.criterion for each in decided}
    silent = [f for f in audit.findings if f.status is Status.AWAITING_REVIEW and f.criterion not in known]
    if silent:
        screen.heading(f"Nobody has decided ({number(len(silent), 'criterion')})")
        screen.line(", ".join(finding.criterion for finding in silent), indent=2)
    show_uncounted(screen, audit)
    return screen.result()


def show_uncounted(screen: Screen, audit: Audit) -> None:
    """Add whose answers do not count, on which criteria, and why."""
    uncounted = uncounted_words(audit)
    if uncounted:
        screen.heading("Answers that do not count")
        rows = [(name, screen.text(f"{', '.join(criteria)}: {why}")) for name, criteria, why in uncounted]
        screen.pairs(rows, indent=2)


def _decision(screen: Screen, decision: Decision) -> list[tuple[str, Text]]:
    lines = [ANSWERS[decision.settled]] if decision.settled is not None else []
    lines += decision_words(decision)
    return [(decision.criterion if index == 0 else "", screen.text(line)) for index, line in enumerate(lines)]
