"""`mcaudit review settle`: disagreements listed, given out to be settled, and settled on the record."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from mcaudit.app.auditing import documents_of, resolved
from mcaudit.app.preparing import prepared
from mcaudit.app.reviews import files_of
from mcaudit.app.settlements import record_settlements, terms_of
from mcaudit.app.writing import write_whole
from mcaudit.audit.engine import audit_of
from mcaudit.audit.subject import Case
from mcaudit.cli import options
from mcaudit.cli.auditing import question_of
from mcaudit.cli.configuration import ConfigOption
from mcaudit.cli.emit import emit, notify
from mcaudit.cli.misuse import about
from mcaudit.forms.settling.page import SettlingSheet, is_open, settling_html, settling_sheet
from mcaudit.forms.settling.xlsx import settling_xlsx
from mcaudit.media.plain import plain
from mcaudit.model import Answer, Decision, JsonObject, Reviewer, Way
from mcaudit.terms.decisions import ANSWERS

EXAMPLES = (
    "Examples:",
    "  mcaudit review settle profile.yaml --decisions decisions/",
    """  mcaudit review settle profile.yaml --decisions decisions/ --by "chair; Pat Chair; State Board"
  -o settle.html""",
    """  mcaudit review settle profile.yaml --decisions decisions/ --criterion 1A-2 --answer not_met
  --by "chair; Pat Chair; State Board" --way third_reviewer --why "Two areas are named." -o settlements.json""",
)
CriterionOption = Annotated[str | None, typer.Option(help="The criterion to settle, such as 1A-2.")]
AnswerOption = Annotated[Answer | None, typer.Option(help="The answer that settles it.")]
ByOption = Annotated[
    list[str] | None, typer.Option(help="Who settles it, as “id; name; affiliation”. Repeatable.", metavar="PERSON")
]
WayOption = Annotated[Way | None, typer.Option(help="How it was settled. [default: by who settles it]")]
WhyOption = Annotated[str | None, typer.Option(help="Why, in a sentence that the provider can follow.")]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help="The file of settlements, written as JSON; earlier entries are kept. Without --criterion: a page (.html) "
        "or a workbook (.xlsx) in which --by settles what is open.",
        metavar="FILE",
    ),
]
WithoutNamesOption = Annotated[
    bool,
    typer.Option(
        "--without-names",
        help="Call reviewers by numbers on the page or in the workbook; the file that comes back holds their ids.",
    ),
]


def settle(
    context: typer.Context,
    profile: options.Profile,
    decisions: options.Decisions = None,
    criterion: CriterionOption = None,
    answer: AnswerOption = None,
    by: ByOption = None,
    way: WayOption = None,
    why: WhyOption = None,
    output: OutputOption = None,
    without_names: WithoutNamesOption = False,
    policy: options.Policy = None,
    date: options.Date = None,
    edition: options.Edition = None,
    config: ConfigOption = None,
) -> None:
    """List disagreements, make a page or a workbook to settle them in, or record how one was settled.

    Nobody settles alone what they decided as one of the reviewers, unless the policy allows it.
    """
    found = prepared(question_of(context, [profile], None, date, policy, decisions, edition, config))
    case = resolved(found, profile)
    people = [_person(each) for each in by or ()]
    reviews, read = set(files_of(found.reviews)), (*found.read, *documents_of([case]))
    if criterion is None and output is None:
        titles = {each.id: each.title for each in case.edition.criteria}
        emit(_listed(filter(is_open, case.decisions.values()), titles))
    elif criterion is None:
        _write_form(case, people, way, output, read, named=not without_names)
    else:
        answer, why, output = _given(answer, by, why, output)
        entry = _settlement(case, _disputed(case, criterion), answer, people, way, why)
        real = os.path.realpath(output)
        kept = [file for file in read if file not in reviews or os.path.realpath(file) != real]
        record_settlements(case.edition, case.profile.id, output, [entry], kept, notify)
        notify(f"{criterion} is settled as {answer}, in {output.as_posix()}")
        if not any(Path(real).is_relative_to(os.path.realpath(path)) for path in decisions or ()):
            notify(f"it counts only where it is given: --decisions {output.as_posix()}")


def _disputed(case: Case, criterion: str) -> Decision:
    disputed = {name: each for name, each in case.decisions.items() if each.disputed}
    if criterion not in disputed:
        names = ", ".join(disputed) or "nothing"
        message = f"reviewers do not disagree about {criterion}; they disagree about: {names}"
        raise typer.BadParameter(message, param_hint="--criterion")
    return disputed[criterion]


def _given(
    answer: Answer | None, by: Sequence[str] | None, why: str | None, output: Path | None
) -> tuple[Answer, str, Path]:
    """Return what a settlement takes; raise typer.BadParameter where something is missing."""
    given = {"--answer": answer, "--by": by, "--why": why, "-o": output}
    missing = [name for name, value in given.items() if not value]
    if missing or answer is None or output is None or why is None:
        raise typer.BadParameter(f"a settlement needs {', '.join(missing)}", param_hint="--criterion")
    return answer, why, output


def _listed(disputed: Iterable[Decision], titles: Mapping[str, str]) -> str:
    """Return who answered what, a line a criterion."""
    lines = []
    for each in disputed:
        answers = ", ".join(f"{v.reviewer.name}: {ANSWERS[v.opinion.answer]}" for v in each.votes if v.counts)
        lines.append(f"{each.criterion} {titles[each.criterion]}  {plain(answers)}\n")
    return "".join(lines) or "There is no disagreement to settle.\n"


# --- a settlement --------------------------------------------------------------------------------


def _person(text: str) -> Reviewer:
    parts = [part.strip() for part in text.split(";")]
    if len(parts) != len(("id", "name", "affiliation")) or not all(parts):
        raise typer.BadParameter(f"“{text}” is not of the form “id; name; affiliation”", param_hint="--by")
    return Reviewer(id=parts[0], name=parts[1], affiliation=parts[2])


def _settlement(
    case: Case, decision: Decision, answer: Answer, settlers: list[Reviewer], way: Way | None, why: str
) -> JsonObject:
    with about("--by"):
        terms = terms_of(case, decision, settlers, way)
    criterion = case.edition.placed[decision.criterion][1]
    if answer is Answer.NOT_APPLICABLE and not criterion.may_be_not_applicable:
        message = f"the criteria do not let {decision.criterion} be not applicable"
        raise typer.BadParameter(message, param_hint="--answer")
    if answer in (Answer.CANNOT_TELL, Answer.CHECKED):
        raise typer.BadParameter(f"a settlement says what holds; {answer} settles nothing", param_hint="--answer")
    return {"criterion": decision.criterion, "answer": str(answer), **terms, "why": why, "date": case.date}


# --- a page or a workbook ------------------------------------------------------------------------


def _write_form(
    case: Case,
    settlers: Sequence[Reviewer],
    way: Way | None,
    output: Path | None,
    kept: Sequence[Path],
    *,
    named: bool,
) -> None:
    """Write a form to settle what is open in, as the ending says; raise typer.BadParameter if it cannot be made."""
    render = _FORMS.get(output.suffix.lower()) if output else None
    if output is None or render is None:
        message = "say which criterion is settled, or end -o in .html or .xlsx for a page or a workbook"
        raise typer.BadParameter(message, param_hint="--criterion")
    if not settlers:
        raise typer.BadParameter("say who settles, as “id; name; affiliation”", param_hint="--by")
    disputed = [each for each in case.decisions.values() if is_open(each)]
    if not disputed:
        raise typer.BadParameter("there is no disagreement to settle", param_hint="--output")
    with about("--by"):
        entries = {each.criterion: terms_of(case, each, settlers, way) for each in disputed}
    sheet = settling_sheet(audit_of(case, date=case.date), [person.name for person in settlers], entries, named)
    write_whole(output, render(sheet), lambda: kept)


_FORMS: Mapping[str, Callable[[SettlingSheet], bytes]] = {".html": settling_html, ".xlsx": settling_xlsx}
