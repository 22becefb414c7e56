"""`mcaudit review feedback`: how the criteria fared over many audits, and what reviewers say of them."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from mcaudit.app.exits import Exit, gravest
from mcaudit.app.finding import skipped_notices
from mcaudit.app.preparing import Question, prepared
from mcaudit.app.reports import FEEDBACK
from mcaudit.app.writing import write_whole
from mcaudit.cli.auditing import audit_all
from mcaudit.cli.configuration import ConfigOption, exclusions
from mcaudit.cli.emit import emit, notify
from mcaudit.cli.media import output_option, targets_of
from mcaudit.cli.options import (
    ColorOption,
    DateOption,
    DecisionsOption,
    EditionOption,
    ExcludeOption,
    NamesOption,
    PathsArgument,
    PolicyOption,
    audit_date,
)
from mcaudit.cli.screen import Color, view_of
from mcaudit.cli.used import configuration_notices, used
from mcaudit.errors import InputError, Problem
from mcaudit.looks import View
from mcaudit.media.registry import ending_of
from mcaudit.model import Audit, Gate, Review
from mcaudit.review.feedback import feedback as gathered
from mcaudit.review.feedback import piloted

if TYPE_CHECKING:
    from mcaudit.model.feedback import Piloted


EXAMPLES = (
    "Examples:",
    "  mcaudit review feedback profiles/ --decisions decisions/",
    "  mcaudit review feedback profiles/ --decisions decisions/ --without-names -o feedback.html -o feedback.csv",
)
OutputOption = Annotated[list[str] | None, output_option(", ".join(map(ending_of, FEEDBACK.media)))]


def feedback(
    context: typer.Context,
    paths: PathsArgument,
    output: OutputOption = None,
    decisions: DecisionsOption = None,
    without_names: NamesOption = False,
    exclude: ExcludeOption = None,
    date: DateOption = None,
    policy: PolicyOption = None,
    color: ColorOption = Color.AUTO,
    edition: EditionOption = None,
    config: ConfigOption = None,
) -> None:
    """Gather feedback to the criteria's owners: what is met, disputed, unclear, and what reviewers say of each.

    Of a criterion that too few reviewers of a profile have decided, nothing of what they said is told.
    """
    question = Question(
        paths=paths,
        date=audit_date(date),
        exclude=exclusions(context, exclude),
        edition=edition,
        policy=policy,
        decisions=decisions or (),
        without_names=without_names,
        besides=(config,),
    )
    raise typer.Exit(_gathered(question, output or (), color))


def _gathered(question: Question, outputs: Sequence[str], color: Color) -> Exit:
    """Gather, write, and tell; return the exit code."""
    targets = targets_of(FEEDBACK, outputs)
    found = prepared(question)
    named = not question.without_names
    audited = audit_all(found, Gate.ENDORSEMENT, _Show(reviews=found.reviews, named=named))
    if not audited.shown:
        message = "there is nothing to gather: no profile could be audited"
        name = question.paths[0].as_posix()
        raise InputError([Problem(path=name, message=message, help="name more profiles, or a folder")])
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
    for medium, path in targets:
        write_whole(path, FEEDBACK.content(result, medium, View(width=100)), lambda: audited.read)
    if not targets:
        emit(FEEDBACK.content(result, "terminal", view_of(sys.stdout, color)).decode("utf-8"))
    for notice in result.notices:
        notify(notice)
    used.clear()  # it is told
    return gravest(audited.exits)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Show:
    """Takes of an audit what it tells of the criteria; other processes can load it by its name."""

    reviews: Mapping[str, tuple[Review, ...]]
    named: bool

    def __call__(self, audit: Audit) -> Piloted:
        return piloted(audit, self.reviews.get(audit.profile.id, ()), named=self.named)


def _once(audits: Sequence[Piloted]) -> tuple[Sequence[Piloted], Sequence[str]]:
    """Return the audits without those of an id that was there before, whose reviews would count twice; and which."""
    kept: dict[str, Piloted] = {}
    again = []
    for each in audits:
        first = kept.setdefault(each.pilot.id, each)
        if first is not each:
            told = f"{first.pilot.path} and {each.pilot.path} have the same id, `{each.pilot.id}`"
            again.append(f"{told}; the second is left out")
    return tuple(kept.values()), again


def _notices(audits: Sequence[Piloted], reviews: Mapping[str, object]) -> Sequence[str]:
    notices = []
    known = {each.pilot.id for each in audits}
    lost = sorted(set(reviews) - known)
    if lost:
        names = ", ".join(f"`{name}`" for name in lost)
        notices.append(f"there are decisions on {names}, and no such profile was audited: they are not counted")
    fictional = sum(each.pilot.fictional for each in audits)
    if fictional:
        verb = "is" if fictional == 1 else "are"
        notices.append(f"{fictional} of the {len(audits)} {verb} fictional, and counted like the others")
    return notices
