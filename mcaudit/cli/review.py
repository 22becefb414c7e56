"""`mcaudit review`: worksheets out, decisions in, who disagrees, how it is settled, and how well reviewers agree."""

from __future__ import annotations

import typer

from mcaudit.app.loading import edition_of, policy_in_force, read_besides
from mcaudit.app.reports import REVIEW
from mcaudit.app.reviews import files_of, resolved, review_notices, reviews_of
from mcaudit.audit.engine import audit_of
from mcaudit.cli.agreement import show
from mcaudit.cli.configuration import ConfigOption
from mcaudit.cli.emit import notify
from mcaudit.cli.lazy import Entry, group
from mcaudit.cli.media import OutputOption, write_or_show
from mcaudit.cli.options import (
    ColorOption,
    DateOption,
    DecisionsOption,
    EditionOption,
    PathsArgument,
    PolicyOption,
    ProfileArgument,
    audit_date,
)
from mcaudit.cli.screen import Color

COMMANDS = {
    "worksheet": Entry("worksheets:worksheet", "Make a worksheet for one reviewer of one profile."),
    "read": Entry("worksheets:read", "Read filled-in worksheets back, and keep what they decide."),
    "status": Entry("review:status", "Show how far a review has come."),
    "settle": Entry("settling:settle", "List disagreements, or record how one was settled."),
    "agreement": Entry("review:agreement", "Show how well reviewers agree."),
    "feedback": Entry("feedback:feedback", "Gather feedback on the criteria from many audits."),
}

app = group("review", "Reviewers' decisions: worksheets, decisions, disagreements, settlements.", COMMANDS)


def status(
    profile: ProfileArgument,
    output: OutputOption = None,
    decisions: DecisionsOption = None,
    policy: PolicyOption = None,
    date: DateOption = None,
    color: ColorOption = Color.AUTO,
    edition: EditionOption = None,
    config: ConfigOption = None,
) -> None:
    """Tell how far a review has come: who is in, what is settled, what is disagreed about, whose answers do not count.

    Until as many reviewers as it takes have decided a criterion, only how many they are is shown.

    Example:

      mcaudit review status profile.yaml --decisions decisions/
    """
    criteria = edition_of(edition)
    on = audit_date(date)
    tailoring = policy_in_force(criteria, policy, on)
    reviews = reviews_of(criteria, decisions or ())
    case = resolved(criteria, profile, tailoring, reviews, date=on)
    read = (profile, *read_besides(tailoring, edition, config), *files_of(reviews))
    write_or_show(REVIEW, audit_of(case, date=on), output or (), color, kept=read)
    for notice in review_notices(reviews, {case.profile.id}, day=on):
        notify(notice)


def agreement(
    paths: PathsArgument,
    output: OutputOption = None,
    decisions: DecisionsOption = None,
    policy: PolicyOption = None,
    date: DateOption = None,
    color: ColorOption = Color.AUTO,
    edition: EditionOption = None,
    config: ConfigOption = None,
) -> None:
    """Tell how well reviewers agree, on answers as first made, of the criteria whose quorum is complete.

    Example:

      mcaudit review agreement profiles/ --decisions decisions/
    """
    criteria = edition_of(edition)
    on = audit_date(date)
    tailoring = policy_in_force(criteria, policy, on)
    reviews = reviews_of(criteria, decisions or ())
    kept = (*read_besides(tailoring, edition, config), *files_of(reviews))
    raise typer.Exit(show(criteria, tailoring, paths, reviews, on, color, outputs=output or (), kept=kept))
