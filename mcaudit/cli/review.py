"""`mcaudit review`: worksheets out, decisions in, who disagrees, how it is settled, and how well reviewers agree."""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer
import yaml

from mcaudit.cli.auditing import local_documents
from mcaudit.cli.configuration import ConfigOption
from mcaudit.cli.emit import emit, tell
from mcaudit.cli.exits import gravest
from mcaudit.cli.feedback import feedback
from mcaudit.cli.files import write_whole
from mcaudit.cli.options import (
    ColorOption,
    DateOption,
    EditionOption,
    PathsArgument,
    PolicyOption,
    audit_date,
    edition_of,
    policy_in_force,
    policy_of,
    read_besides,
)
from mcaudit.cli.reviews import DecisionsOption, check_review, decided, files_of, ground_of, reviews_of
from mcaudit.cli.screen import Color, view_of
from mcaudit.errors import InputError, Problem
from mcaudit.model import (
    Answer,
    Audit,
    Decision,
    Edition,
    Pins,
    Policy,
    Profile,
    Review,
    Reviewer,
    Standing,
    Way,
)
from mcaudit.render.plain import plain

app = typer.Typer(
    name="review",
    help="Reviewers' decisions: worksheets, decisions, disagreements, settlements.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

app.command()(feedback)

ProfileArgument = Annotated[
    Path, typer.Argument(help="The profile that is reviewed.", metavar="PROFILE", show_default=False, readable=False)
]


@app.command()
def status(
    profile: ProfileArgument,
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
    from mcaudit.render.terminal.review import show_review  # noqa: PLC0415  no other command needs the screen for it

    found = _audit(profile, decisions, policy, date, edition)
    emit(show_review(found, view_of(sys.stdout, color)))


@app.command()
def settle(
    profile: ProfileArgument,
    decisions: DecisionsOption = None,
    criterion: Annotated[str | None, typer.Option(help="The criterion that is settled, such as 1A-2.")] = None,
    answer: Annotated[Answer | None, typer.Option(help="What it is settled as.")] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(help="Who settles it, as “id; name; affiliation”; several times for several.", metavar="PERSON"),
    ] = None,
    way: Annotated[Way, typer.Option(help="How it was settled.")] = Way.DISCUSSION,
    why: Annotated[str | None, typer.Option(help="Why, in a sentence that the provider can follow.")] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file of settlements; what it holds is kept.", metavar="FILE"),
    ] = None,
    policy: PolicyOption = None,
    date: DateOption = None,
    edition: EditionOption = None,
    config: ConfigOption = None,
) -> None:
    """List what reviewers disagree about, or record how one disagreement was settled, by whom and why.

    Nobody settles alone what they decided as one of the reviewers, unless the policy allows it.

    Examples:

      mcaudit review settle profile.yaml --decisions decisions/

      mcaudit review settle profile.yaml --decisions decisions/ --criterion 1A-2 --answer not_met
      --by "chair; Pat Chair; State Board" --way third_reviewer --why "Two areas are named." -o settlements.json
    """
    criteria = edition_of(edition)
    on = audit_date(date)
    tailoring = policy_in_force(criteria, policy, on)
    reviews = reviews_of(criteria, decisions or ())
    read, resolved = _resolved(criteria, profile, tailoring, reviews)
    open_ones = {name: each for name, each in resolved.items() if each.standing is Standing.NO_AGREEMENT}
    if criterion is None and output is not None:
        raise typer.BadParameter("say which criterion is settled", param_hint="--criterion")
    if criterion is None:
        for name, each in open_ones.items():
            told = ", ".join(f"{v.reviewer.name}: {v.opinion.answer}" for v in each.voices if v.uncounted is None)
            emit(f"{name}  {plain(told)}\n")
        if not open_ones:
            emit("There is no disagreement to settle.\n")
        return
    if criterion not in open_ones:
        names = ", ".join(open_ones) or "nothing"
        raise typer.BadParameter(f"{criterion} is not disagreed about; this is: {names}", param_hint="--criterion")
    missing = [
        name for name, given in (("--answer", answer), ("--by", by), ("--why", why), ("-o", output)) if not given
    ]
    if missing or answer is None or output is None or why is None:
        raise typer.BadParameter(f"a settlement needs {', '.join(missing)}", param_hint="--criterion")
    settlers = [_person(text) for text in by or ()]
    entry = _settlement(criteria, read, tailoring, open_ones[criterion], answer, settlers, way, why, on)
    document = _with_settlement(criteria, read, output, entry)
    others = (file for file in files_of(reviews) if os.path.realpath(file) != os.path.realpath(output))
    known = [profile, *read_besides(tailoring, edition, config), *others]
    content = (json.dumps(document, indent=2) + "\n").encode("utf-8")
    check_review(criteria, output, content)
    write_whole(output, content, lambda: known)
    tell(f"note: {criterion} is settled as {answer}, in {output.as_posix()}")


@app.command()
def agreement(
    paths: PathsArgument,
    decisions: DecisionsOption = None,
    policy: PolicyOption = None,
    edition: EditionOption = None,
    config: ConfigOption = None,
) -> None:
    """Tell how well reviewers agree, on answers as first made, of the criteria whose quorum is complete.

    Example:

      mcaudit review agreement profiles/ --decisions decisions/
    """
    from mcaudit.cli.agreement import show_agreement  # noqa: PLC0415

    criteria = edition_of(edition)
    tailoring = policy_of(criteria, policy)
    raise typer.Exit(show_agreement(criteria, tailoring, paths, reviews_of(criteria, decisions or ())))


@app.command()
def worksheet(
    profile: ProfileArgument,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            help="The worksheet: .html for a browser, .xlsx for a spreadsheet.",
            metavar="FILE",
        ),
    ],
    name: Annotated[str, typer.Option(help="The reviewer's name.")],
    affiliation: Annotated[str, typer.Option(help="Whom the reviewer works for, by its full name.")],
    id: Annotated[str | None, typer.Option(help="A short name for the reviewer. [default: made of the name]")] = None,
    policy: PolicyOption = None,
    date: DateOption = None,
    edition: EditionOption = None,
    config: ConfigOption = None,
) -> None:
    """Make a worksheet in which one reviewer judges one profile, without a terminal and without others' answers.

    Examples:

      mcaudit review worksheet profile.yaml --name "Ann Reviewer" --affiliation "State Board" -o ann.html

      mcaudit review worksheet profile.yaml --name "Bo Reviewer" --affiliation "State Board" -o bo.xlsx
    """
    from mcaudit.audit.engine import audit  # noqa: PLC0415
    from mcaudit.audit.parties import parties  # noqa: PLC0415
    from mcaudit.audit.pins import document_pins, pins_of  # noqa: PLC0415
    from mcaudit.reading.profile import read_profile  # noqa: PLC0415
    from mcaudit.review.resolving import fold  # noqa: PLC0415

    render = _worksheet_kind(output)
    criteria = edition_of(edition)
    on = audit_date(date)
    tailoring = policy_in_force(criteria, policy, on)
    reviewer = Reviewer(id=id or _short(name), name=name.strip(), affiliation=affiliation.strip())
    _refuse_nobody(reviewer)
    read = read_profile(criteria, profile)
    found = audit(criteria, read, date=on, policy=tailoring)
    content = render(found, reviewer, pins_of(criteria, read), document_pins(read))
    write_whole(output, content, lambda: (profile, *read_besides(tailoring, edition, config), *local_documents(read)))
    if tie := parties(read).get(fold(reviewer.affiliation)):
        tell(f"note: {reviewer.name}'s answers will not count: {tie}")


@app.command()
def read(
    worksheets: Annotated[
        list[Path],
        typer.Argument(
            help="Worksheets that came back: .xlsx, or the .json that an HTML worksheet saved.",
            metavar="FILE",
            show_default=False,
            readable=False,
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", help="The folder of decisions; each reviewer has a file of their own.", metavar="FOLDER"
        ),
    ],
    date: DateOption = None,
    edition: EditionOption = None,
    config: ConfigOption = None,
) -> None:
    """Read worksheets back, check them, and keep what they decide; what was decided before is kept beside it.

    Example:

      mcaudit review read returned/ann.json returned/bo.xlsx -o decisions/
    """
    from mcaudit.cli.worksheets import keep  # noqa: PLC0415

    criteria = edition_of(edition)
    exits = [keep(criteria, path, output, audit_date(date)) for path in worksheets]
    raise typer.Exit(gravest(exits))


def _worksheet_kind(output: Path) -> Callable[[Audit, Reviewer, Mapping[str, Pins], Mapping[str, str]], bytes]:
    match output.suffix.lower():
        case ".html":
            from mcaudit.render.worksheet.html import worksheet_html  # noqa: PLC0415

            return worksheet_html
        case ".xlsx":
            from mcaudit.render.worksheet_xlsx import worksheet_xlsx  # noqa: PLC0415

            return worksheet_xlsx
        case _:
            message = f"{output.as_posix()} does not tell what to make: give a file that ends in .html or .xlsx"
            raise typer.BadParameter(message, param_hint="--output")


def _short(name: str) -> str:
    """Return a short name made of a name: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").casefold()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def _refuse_nobody(reviewer: Reviewer) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", reviewer.id):
        message = f"“{reviewer.id}” is not of small letters, digits and hyphens"
        raise typer.BadParameter(message, param_hint="--id")
    if not reviewer.name or not reviewer.affiliation:
        raise typer.BadParameter("a reviewer has a name and an affiliation", param_hint="--name, --affiliation")


# --- what is read --------------------------------------------------------------------------------


def _audit(
    path: Path, decisions: list[Path] | None, policy: str | None, date: str | None, edition: Path | None
) -> Audit:
    from mcaudit.audit.engine import audit  # noqa: PLC0415

    criteria = edition_of(edition)
    on = audit_date(date)
    tailoring = policy_in_force(criteria, policy, on)
    profile, resolved = _resolved(criteria, path, tailoring, reviews_of(criteria, decisions or ()))
    return audit(criteria, profile, date=on, policy=tailoring, decisions=resolved)


def _resolved(
    edition: Edition, path: Path, policy: Policy | None, reviews: Mapping[str, tuple[Review, ...]]
) -> tuple[Profile, Mapping[str, Decision]]:
    from mcaudit.reading.profile import read_profile  # noqa: PLC0415

    profile = read_profile(edition, path)
    if not reviews.get(profile.id):
        message = f"no decisions on `{profile.id}` were given"
        raise InputError([Problem(path=profile.path, message=message, help="name their files or folder: --decisions")])
    return profile, decided(edition, profile, policy, reviews[profile.id])


# --- a settlement --------------------------------------------------------------------------------


def _person(text: str) -> Reviewer:
    parts = [part.strip() for part in text.split(";")]
    if len(parts) != len(("id", "name", "affiliation")) or not all(parts):
        raise typer.BadParameter(f"“{text}” is not of the form “id; name; affiliation”", param_hint="--by")
    return Reviewer(id=parts[0], name=parts[1], affiliation=parts[2])


def _settlement(
    edition: Edition,
    profile: Profile,
    policy: Policy | None,
    decision: Decision,
    answer: Answer,
    settlers: list[Reviewer],
    way: Way,
    why: str,
    on: str,
) -> dict[str, object]:
    from mcaudit.audit.pins import pins_of  # noqa: PLC0415
    from mcaudit.review.resolving import why_not  # noqa: PLC0415

    between = {v.reviewer.id: v.opinion.answer for v in decision.voices if v.uncounted is None}
    if why_cannot := why_not(ground_of(edition, profile, policy), settlers, [v.reviewer for v in decision.voices]):
        raise typer.BadParameter(f"{why_cannot}; name somebody else, or both", param_hint="--by")
    allowed = next(each for each in edition.criteria if each.id == decision.criterion).may_be_not_applicable
    if answer is Answer.NOT_APPLICABLE and not allowed:
        message = f"the criteria do not let {decision.criterion} be not applicable"
        raise typer.BadParameter(message, param_hint="--answer")
    if answer is Answer.CANNOT_TELL:
        raise typer.BadParameter("a settlement says what holds; cannot_tell settles nothing", param_hint="--answer")
    pins = pins_of(edition, profile)[decision.criterion]
    return {
        "criterion": decision.criterion,
        "answer": answer,
        "by": [{"id": p.id, "name": p.name, "affiliation": p.affiliation} for p in settlers],
        "way": way,
        "why": why,
        "date": on,
        "between": between,
        "pins": {"criterion": pins.criterion, "fields": pins.fields, "documents": dict(pins.documents)},
    }


def _with_settlement(edition: Edition, profile: Profile, path: Path, entry: dict[str, object]) -> dict[str, object]:
    """Return the file of settlements with one more entry; raise InputError where it is another's file."""
    from mcaudit.reading.decisions import DECISIONS_FORMAT, read_review  # noqa: PLC0415

    document: dict[str, object] = {
        "format": DECISIONS_FORMAT,
        "edition": edition.id,
        "profile": profile.id,
        "settlements": [],
    }
    if path.exists():
        review = read_review(edition, path)
        if review.reviewer is not None or review.profile != profile.id:
            message = f"it does not hold the settlements on `{profile.id}`"
            raise InputError([Problem(path=review.path, message=message, help="write to a file of its own")])
        # It was read strictly; here what it holds is wanted as it stands, and nothing but text.
        document = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)  # noqa: S506
    before = document["settlements"]
    assert isinstance(before, list)
    return {**document, "settlements": [*before, entry]}
