"""`mcaudit review`: worksheets out, decisions in, who disagrees, how it is settled, and how well reviewers agree."""

from __future__ import annotations

from collections.abc import Mapping

import typer

from mcaudit.app.auditing import cases_of, documents_of
from mcaudit.app.exits import Exit
from mcaudit.app.finding import skipped_notices
from mcaudit.app.preparing import prepared
from mcaudit.app.reports import AGREEMENT, REVIEW
from mcaudit.app.reviews import review_notices
from mcaudit.audit.engine import audit_of
from mcaudit.cli import options
from mcaudit.cli.auditing import question_of
from mcaudit.cli.configuration import ConfigOption
from mcaudit.cli.emit import notify
from mcaudit.cli.lazy import Entry, group
from mcaudit.cli.media import OutputOption, output_of
from mcaudit.cli.screen import Color, show_problems
from mcaudit.model import Answer
from mcaudit.review.agreement import agreements_of, left_out_of, ratings_of
from mcaudit.review.inbox import inbox_of

COMMANDS = {
    "worksheet": Entry("worksheets:worksheet", "Make a worksheet for one reviewer of one profile."),
    "read": Entry("worksheets:read", "Read filled-in worksheets back, and keep what they decide."),
    "status": Entry("review:status", "Show who waits for whom, and what to do next."),
    "settle": Entry("settling:settle", "List disagreements, or record how one was settled."),
    "agreement": Entry("review:agreement", "Show how well reviewers agree."),
    "feedback": Entry("feedback:feedback", "Gather feedback on the criteria from many audits."),
}

app = group("review", "Reviewers' decisions: worksheets, decisions, disagreements, settlements.", COMMANDS)


def status(
    context: typer.Context,
    paths: options.Paths,
    output: OutputOption = None,
    decisions: options.Decisions = None,
    policy: options.Policy = None,
    date: options.Date = None,
    color: options.Color = Color.AUTO,
    edition: options.Edition = None,
    config: ConfigOption = None,
) -> None:
    """Show where reviews stand: who waits for whom and since when, then what was said about each criterion.

    Until as many reviewers as needed have decided a criterion, only how many have decided is shown. Submissions that
    address less than half of the requirements come first: return them to the provider before anybody reviews them.

    Examples:

      mcaudit review status profile.yaml --decisions decisions/

      mcaudit review status profiles/ --decisions decisions/ -o inbox.html
    """
    found = prepared(question_of(context, paths, None, date, policy, decisions, edition, config))
    cases, problems = cases_of(found)
    show_problems(problems)
    notify(*found.stale, *skipped_notices(found.skipped))
    if cases:
        audits = [audit_of(case, date=found.date) for case in cases]
        output_of(REVIEW, output, color).write(inbox_of(audits), (*found.read, *documents_of(cases)))
    notify(*review_notices(found.reviews, {case.profile.id for case in cases}, day=found.date))
    raise typer.Exit(Exit.MISTAKE if problems else Exit.PASS)


def agreement(
    context: typer.Context,
    paths: options.Paths,
    output: OutputOption = None,
    decisions: options.Decisions = None,
    policy: options.Policy = None,
    date: options.Date = None,
    color: options.Color = Color.AUTO,
    edition: options.Edition = None,
    config: ConfigOption = None,
) -> None:
    """Measure how well reviewers agree: on their first answers, for criteria whose quorum is complete.

    Example:

      mcaudit review agreement profiles/ --decisions decisions/
    """
    found = prepared(question_of(context, paths, None, date, policy, decisions, edition, config))
    place = output_of(AGREEMENT, output, color)
    cases, problems = cases_of(found, undecided=False)
    show_problems(problems)
    notify(*review_notices(found.reviews, {case.profile.id for case in cases}, day=found.date))
    notify(*found.stale, *skipped_notices(found.skipped))
    ratings: dict[tuple[str, str], Mapping[str, Answer]] = {}
    for case in cases:
        ratings |= ratings_of(case.profile.id, case.decisions)
    figures = agreements_of(ratings, sum(left_out_of(case.decisions) for case in cases))
    place.write((found.edition, figures, found.date), (*found.read, *documents_of(cases)))
    raise typer.Exit(Exit.MISTAKE if problems else Exit.PASS)
