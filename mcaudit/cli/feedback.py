"""`mcaudit review feedback`: how the criteria fared over many audits, and what reviewers say of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Annotated

import typer

from mcaudit.app.exits import Exit, most_severe
from mcaudit.app.finding import skipped_notices
from mcaudit.app.preparing import Question, prepared
from mcaudit.app.reports import FEEDBACK
from mcaudit.cli import options
from mcaudit.cli.auditing import audit_all, question_of
from mcaudit.cli.configuration import ConfigOption
from mcaudit.cli.emit import notify
from mcaudit.cli.media import Output, output_of, output_option
from mcaudit.cli.screen import Color
from mcaudit.cli.used import configuration_notices, used
from mcaudit.model import Audit, Gate, Review
from mcaudit.model.feedback import AuditFeedback, Feedback
from mcaudit.review.feedback import audit_feedback
from mcaudit.review.feedback import feedback as gathered
from mcaudit.terms.words import are, those

EXAMPLES = (
    "Examples:",
    "  mcaudit review feedback profiles/ --decisions decisions/",
    "  mcaudit review feedback profiles/ --decisions decisions/ --without-names -o feedback.html -o feedback.csv",
)
OutputOption = Annotated[list[str] | None, output_option(FEEDBACK.endings)]


def feedback(
    context: typer.Context,
    paths: options.Paths,
    output: OutputOption = None,
    decisions: options.Decisions = None,
    without_names: options.WithoutNames = False,
    exclude: options.Exclude = None,
    date: options.Date = None,
    policy: options.Policy = None,
    color: options.Color = Color.AUTO,
    edition: options.Edition = None,
    config: ConfigOption = None,
) -> None:
    """Gather feedback to the criteria's owners: what is met, disputed, unclear, and what reviewers say of each.

    Nothing is shown of what reviewers said on a criterion until enough of them have decided it.
    """
    shared = question_of(context, paths, exclude, date, policy, decisions, edition, config)
    question = replace(shared, without_names=without_names)
    raise typer.Exit(_gathered(question, output_of(FEEDBACK, output, color)))


def _gathered(question: Question, output: Output[Feedback]) -> Exit:
    """Gather feedback, write it, and report problems; return the exit code."""
    found = prepared(question)
    named = not question.without_names
    nothing = "there is nothing to gather: no profile could be audited"
    audited = audit_all(found, Gate.ENDORSEMENT, partial(_of_audit, found.reviews, named), nothing=nothing)
    kept, again = _once(audited.shown)
    notices = (*found.stale, *again, *_notices(kept, found.reviews), *skipped_notices(found.skipped))
    policies = tuple(found.policies.values())
    result = gathered(
        found.edition,
        kept,
        date=found.date,
        under=found.under,
        policies=policies,
        named=named,
        notices=(*notices, *configuration_notices()),
    )
    output.write(result, audited.read)
    notify(*result.notices)
    used.clear()  # it has been reported
    return most_severe(audited.exits)


def _of_audit(reviews: Mapping[str, tuple[Review, ...]], named: bool, audit: Audit) -> AuditFeedback:
    return audit_feedback(audit, reviews.get(audit.profile.id, ()), named=named)


def _once(audits: Sequence[AuditFeedback]) -> tuple[Sequence[AuditFeedback], Sequence[str]]:
    """Return the audits without those of an id that was there before, whose reviews would count twice; and which."""
    kept: dict[str, AuditFeedback] = {}
    again = []
    for each in audits:
        first = kept.setdefault(each.profile.id, each)
        if first is not each:
            same = f"{first.profile.path} and {each.profile.path} have the same id, `{each.profile.id}`"
            again.append(f"{same}; the second is left out")
    return tuple(kept.values()), again


def _notices(audits: Sequence[AuditFeedback], reviews: Mapping[str, object]) -> Sequence[str]:
    notices = []
    known = {each.profile.id for each in audits}
    lost = sorted(set(reviews) - known)
    if lost:
        names = ", ".join(f"`{name}`" for name in lost)
        notices.append(f"there are decisions on {names}, and no such profile was audited: they are not counted")
    fictional = sum(each.profile.fictional for each in audits)
    if fictional:
        notices.append(f"{those(fictional, len(audits))} fictional and {are(fictional)} counted like any other")
    return notices
