"""`mcaudit review settle`: what reviewers disagree about, and the record of how each was settled."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mcaudit.app.loading import edition_of, policy_in_force, read_besides
from mcaudit.app.records import change_record, keep_earlier
from mcaudit.app.reviews import check_review, files_of, ground_of, resolved, reviews_of
from mcaudit.cli.configuration import ConfigOption
from mcaudit.cli.emit import emit, notify
from mcaudit.cli.options import DateOption, DecisionsOption, EditionOption, PolicyOption, ProfileArgument, audit_date
from mcaudit.contracts import DECISIONS_FORMAT
from mcaudit.errors import InputError, Problem
from mcaudit.media.plain import plain
from mcaudit.model import Answer, Decision, Edition, Profile, Reviewer, Way
from mcaudit.reading.decisions import read_review_and_data
from mcaudit.review.pins import pins_of
from mcaudit.review.resolving import why_not

if TYPE_CHECKING:
    from mcaudit.audit.subject import Case


EXAMPLES = (
    "Examples:",
    "  mcaudit review settle profile.yaml --decisions decisions/",
    """  mcaudit review settle profile.yaml --decisions decisions/ --criterion 1A-2 --answer not_met
  --by "chair; Pat Chair; State Board" --way third_reviewer --why "Two areas are named." -o settlements.json""",
)
CriterionOption = Annotated[str | None, typer.Option(help="The criterion that is settled, such as 1A-2.")]
AnswerOption = Annotated[Answer | None, typer.Option(help="What it is settled as.")]
ByOption = Annotated[
    list[str] | None,
    typer.Option(help="Who settles it, as “id; name; affiliation”; several times for several.", metavar="PERSON"),
]
WayOption = Annotated[Way | None, typer.Option(help="How it was settled. [default: by who settles it]")]
WhyOption = Annotated[str | None, typer.Option(help="Why, in a sentence that the provider can follow.")]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", help="The file of settlements, written as JSON; what it holds is kept.", metavar="FILE"
    ),
]


def settle(
    profile: ProfileArgument,
    decisions: DecisionsOption = None,
    criterion: CriterionOption = None,
    answer: AnswerOption = None,
    by: ByOption = None,
    way: WayOption = None,
    why: WhyOption = None,
    output: OutputOption = None,
    policy: PolicyOption = None,
    date: DateOption = None,
    edition: EditionOption = None,
    config: ConfigOption = None,
) -> None:
    """List what reviewers disagree about, or record how one disagreement was settled, by whom and why.

    Nobody settles alone what they decided as one of the reviewers, unless the policy allows it.
    """
    criteria, on = edition_of(edition), audit_date(date)
    tailoring = policy_in_force(criteria, policy, on)
    reviews = reviews_of(criteria, decisions or ())
    case = resolved(criteria, profile, tailoring, reviews, date=on)
    disputed = {name: each for name, each in case.decisions.items() if each.disputed}
    if criterion is None:
        if output is not None:
            raise typer.BadParameter("say which criterion is settled", param_hint="--criterion")
        emit(_listed(each for each in disputed.values() if each.settled is None))
        return
    if criterion not in disputed:
        names = ", ".join(disputed) or "nothing"
        raise typer.BadParameter(f"{criterion} is not disagreed about; this is: {names}", param_hint="--criterion")
    answer, why, output = _given(answer, by, why, output)
    entry = _settlement(case, disputed[criterion], answer, list(map(_person, by or ())), way, why, on)
    others = (file for file in files_of(reviews) if os.path.realpath(file) != os.path.realpath(output))
    read = (profile, *read_besides(tailoring, edition, config), *others)
    _record(case, output, entry, read)
    notify(f"{criterion} is settled as {answer}, in {output.as_posix()}")
    if not _among(output, decisions or ()):
        notify(f"it counts only where it is given: --decisions {output.as_posix()}")


def _given(
    answer: Answer | None, by: Sequence[str] | None, why: str | None, output: Path | None
) -> tuple[Answer, str, Path]:
    """Return what a settlement takes; raise typer.BadParameter where something is missing."""
    given = {"--answer": answer, "--by": by, "--why": why, "-o": output}
    missing = [name for name, value in given.items() if not value]
    if missing or answer is None or output is None or why is None:
        raise typer.BadParameter(f"a settlement needs {', '.join(missing)}", param_hint="--criterion")
    return answer, why, output


def _record(case: Case, output: Path, entry: dict[str, object], read: Sequence[Path]) -> None:
    """Add a settlement to its file; `read` is what it must not overwrite."""

    def change() -> bytes:
        document = _with_settlement(case.edition, case.profile, output, entry)
        content = (json.dumps(document, indent=2) + "\n").encode("utf-8")
        check_review(case.edition, output, content)
        if output.exists() and not _is_json(output):
            earlier = keep_earlier(output)
            notify(f"{output.as_posix()} is JSON from now on; {earlier.name} keeps it as it was, with any comments")
        return content

    change_record(output, change, lambda: read, notify=notify)


def _is_json(path: Path) -> bool:
    try:
        json.loads(path.read_bytes())
    except ValueError:
        return False
    return True


def _listed(disputed: Iterable[Decision]) -> str:
    """Return who answered what, a line a criterion."""
    lines = []
    for each in disputed:
        told = ", ".join(f"{v.reviewer.name}: {v.opinion.answer}" for v in each.voices if v.counts)
        lines.append(f"{each.criterion}  {plain(told)}\n")
    return "".join(lines) or "There is no disagreement to settle.\n"


def _among(file: Path, paths: Sequence[Path]) -> bool:
    real = Path(os.path.realpath(file))
    return any(real.is_relative_to(os.path.realpath(path)) for path in paths)


# --- a settlement --------------------------------------------------------------------------------


def _person(text: str) -> Reviewer:
    parts = [part.strip() for part in text.split(";")]
    if len(parts) != len(("id", "name", "affiliation")) or not all(parts):
        raise typer.BadParameter(f"“{text}” is not of the form “id; name; affiliation”", param_hint="--by")
    return Reviewer(id=parts[0], name=parts[1], affiliation=parts[2])


def _settlement(
    case: Case,
    decision: Decision,
    answer: Answer,
    settlers: list[Reviewer],
    way: Way | None,
    why: str,
    on: str,
) -> dict[str, object]:
    between = {v.reviewer.id: v.opinion.answer for v in decision.voices if v.counts}
    if why_cannot := why_not(ground_of(case), settlers, [v.reviewer for v in decision.voices]):
        raise typer.BadParameter(f"{why_cannot}; name somebody else, or both", param_hint="--by")
    allowed = next(each for each in case.edition.criteria if each.id == decision.criterion).may_be_not_applicable
    if answer is Answer.NOT_APPLICABLE and not allowed:
        message = f"the criteria do not let {decision.criterion} be not applicable"
        raise typer.BadParameter(message, param_hint="--answer")
    if answer in (Answer.CANNOT_TELL, Answer.CHECKED):
        raise typer.BadParameter(f"a settlement says what holds; {answer} settles nothing", param_hint="--answer")
    return {
        "criterion": decision.criterion,
        "answer": answer,
        "by": [{"id": p.id, "name": p.name, "affiliation": p.affiliation} for p in settlers],
        "way": way or _way(settlers, [voice.reviewer for voice in decision.voices]),
        "why": why,
        "date": on,
        "between": between,
        "pins": pins_of(case)[decision.criterion].as_data(),
    }


def _way(settlers: Sequence[Reviewer], reviewers: Sequence[Reviewer]) -> Way:
    """Return how it was settled, by who did: among the reviewers, by one other person, or by several."""
    if {person.id for person in settlers} & {person.id for person in reviewers}:
        return Way.DISCUSSION
    return Way.THIRD_REVIEWER if len(settlers) == 1 else Way.PANEL


def _with_settlement(edition: Edition, profile: Profile, path: Path, entry: dict[str, object]) -> dict[str, object]:
    """Return the file of settlements with one more entry; raise InputError where it is another's file."""
    document: dict[str, object] = {
        "format": DECISIONS_FORMAT,
        "edition": edition.id,
        "profile": profile.id,
        "settlements": [],
    }
    if path.exists():
        review, data = read_review_and_data(edition, path)
        if review.reviewer is not None or review.profile != profile.id:
            message = f"it does not hold the settlements on `{profile.id}`"
            raise InputError([Problem(path=review.path, message=message, help="write to a file of its own")])
        document = dict(data)
    before = document["settlements"]
    assert isinstance(before, list)
    return {**document, "settlements": [*before, entry]}
