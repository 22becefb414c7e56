"""`mcaudit new`: begins a profile, as YAML to type in or as a form to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mcaudit.app.intake import FORMS, form_of, started, write_new
from mcaudit.app.loading import edition_of
from mcaudit.cli import options
from mcaudit.cli.configuration import ConfigOption
from mcaudit.cli.drafting import draft_profiles, wishes_of
from mcaudit.cli.emit import emit, notify
from mcaudit.model import Edition, Profile
from mcaudit.reading.declared import Kind, kind_of
from mcaudit.reading.profile.read import read_profile
from mcaudit.terms.sentences import joined

IdArgument = Annotated[
    str | None,
    typer.Argument(help="A short name that never changes: small letters, digits, and hyphens.", metavar="ID"),
]
TitleOption = Annotated[str | None, typer.Option(help="The micro-credential's name, as earners see it.")]
StateOption = Annotated[str | None, typer.Option(help="The state that reviews it, such as OH; or `national`.")]
FromOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--from",
        help="A profile, to fill the form with. Or published credentials (Open Badges, CTDL) or folders of them, to "
        "draft profiles; - is stdin. Repeatable.",
    ),
]
LanguageOption = Annotated[
    str, typer.Option(help="With --from: the language to use, if a credential has several.", metavar="CODE")
]
SeenOption = Annotated[str, typer.Option(help="With --from: the day you got the file, as YYYY-MM-DD.", metavar="DATE")]
PlaceOption = Annotated[
    list[str] | None,
    typer.Option(
        help="With --from: make a text of the file a statement about criteria, as criteria.narrative=1E-4,3A-1. "
        "Repeatable.",
        metavar="PLACE=IDS",
    ),
]
ReportOption = Annotated[
    Path | None,
    typer.Option(
        help="With --from: write as JSON what was taken, left over, and dropped; - is the screen.",
        metavar="FILE",
        show_default=False,
    ),
]
AnswerOption = Annotated[
    str | None, typer.Option(help="Write out all fields of these subcomponents, such as 1F,2C.", metavar="IDS")
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help="Write to FILE: .yaml, .html, or .xlsx; - is the screen. [default: ID.yaml]",
        metavar="FILE",
    ),
]
_SCREEN = Path("-")


def new(
    id: IdArgument = None,
    title: TitleOption = None,
    state: StateOption = None,
    answer: AnswerOption = None,
    start: FromOption = None,
    language: LanguageOption = "",
    seen: SeenOption = "",
    place: PlaceOption = None,
    report: ReportOption = None,
    output: OutputOption = None,
    edition: options.Edition = None,
    config: ConfigOption = None,
) -> None:
    """Start the profile of one micro-credential, in YAML or as a form that a provider fills in without a terminal.

    An existing file is never overwritten. `mcaudit intake read` reads the forms that come back.

    Examples:

      mcaudit new leading-number-talks --title "Leading Number Talks" --state OH --answer 1F,2C

      mcaudit new leading-number-talks --title "Leading Number Talks" --state OH -o form.html

      mcaudit new --from profile.yaml -o form.html

      mcaudit new --from badge.json --state OH -o drafts/ --report drafts/import.json
    """
    criteria = edition_of(edition)
    if start and not _is_profile(start):
        wishes = wishes_of(id=id, title=title, state=state, language=language, seen=seen, place=place or [])
        if report is not None and report == output:
            raise typer.BadParameter("the drafts and the report need different files", param_hint="--report")
        raise typer.Exit(draft_profiles(criteria, start, wishes, output, report))
    if language or seen or place or report:
        message = "--language, --seen, --place, and --report go with a published credential: name it with --from"
        raise typer.BadParameter(message)
    _begin(criteria, id, title, state, start, answer or "", output)


def _begin(
    edition: Edition,
    id: str | None,
    title: str | None,
    state: str | None,
    start: list[Path] | None,
    answer: str,
    output: Path | None,
) -> None:
    """Write the form of the profile that is given, or of one that says nothing but its name."""
    answered = tuple(filter(None, answer.replace(" ", "").split(",")))
    kind = output.suffix.lower() if output else ".yaml"
    try:
        profile = _profile(edition, id, title, state, start, kind)
        content = form_of(edition, profile, kind, answered)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    _write(output, profile.id, content)


def _profile(
    edition: Edition, id: str | None, title: str | None, state: str | None, start: list[Path] | None, kind: str
) -> Profile:
    if not start:
        if id is None or title is None or state is None:
            given = {"ID": id, "--title": title, "--state": state}
            missing = joined([name for name, value in given.items() if value is None], "and")
            raise typer.BadParameter(f"missing: {missing}; give ID, --title, and --state, or a file with --from")
        return started(edition, id, title, state)
    if id or title or state:
        raise typer.BadParameter("the profile says its id, title, and state itself", param_hint="--from")
    if kind not in FORMS:
        message = f"a profile fills a form: name a file that ends in {' or '.join(FORMS)}"
        raise typer.BadParameter(message, param_hint="--output")
    return read_profile(edition, start[0])


def _is_profile(start: list[Path]) -> bool:
    """Return whether a form is to be filled with a profile, which is alone, and says that it is one."""
    return len(start) == 1 and start[0].is_file() and kind_of(start[0]) is Kind.PROFILE


def _write(output: Path | None, id: str, content: bytes) -> None:
    if output == _SCREEN:
        emit(content.decode(), machine=True)
        return
    target = output or Path(f"{id}.yaml")
    write_new(target, content)
    then = f"`mcaudit check {target.as_posix()}` shows what is not addressed yet"
    if target.suffix.lower() in FORMS:
        then = "`mcaudit intake read` takes back what is filled in"
    notify(f"wrote {target.as_posix()}; {then}")
