"""`mcaudit new`: begins a profile, as YAML to type in or as a form to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mcaudit.app.intake import FORMS, form_of, started, write_new
from mcaudit.app.loading import edition_of
from mcaudit.cli.configuration import ConfigOption
from mcaudit.cli.emit import emit, notify
from mcaudit.cli.options import EditionOption
from mcaudit.reading.profile import read_profile

IdArgument = Annotated[
    str | None,
    typer.Argument(
        help="A short name that never changes: small letters, digits, and hyphens.", metavar="ID", show_default=False
    ),
]
TitleOption = Annotated[
    str | None, typer.Option(help="The micro-credential's name, as earners see it.", show_default=False)
]
StateOption = Annotated[
    str | None, typer.Option(help="The state that reviews it, such as OH; or `national`.", show_default=False)
]
FromOption = Annotated[
    Path | None,
    typer.Option(
        "--from", help="Fill the form with this profile, instead of ID, --title, and --state.", show_default=False
    ),
]
AnswerOption = Annotated[
    str | None,
    typer.Option(help="Write out all fields of these subcomponents, such as 1F,2C.", metavar="IDS", show_default=False),
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
    output: OutputOption = None,
    edition: EditionOption = None,
    config: ConfigOption = None,
) -> None:
    """Begin the profile of one micro-credential, in YAML or as a form that a provider fills in without a terminal.

    A file that is there already is never overwritten. `mcaudit intake read` takes forms back.

    Examples:

      mcaudit new leading-number-talks --title "Leading Number Talks" --state OH --answer 1F,2C

      mcaudit new leading-number-talks --title "Leading Number Talks" --state OH -o form.html

      mcaudit new --from profile.yaml -o form.html
    """
    criteria = edition_of(edition)
    answered = tuple(filter(None, (answer or "").replace(" ", "").split(",")))
    kind = output.suffix.lower() if output else ".yaml"
    if start is not None:
        _refuse_beside_a_profile(id, title, state, kind)
    elif id is None or title is None or state is None:
        raise typer.BadParameter("give ID, --title, and --state, or a profile with --from")
    try:
        profile = read_profile(criteria, start) if start else started(criteria, id or "", title or "", state or "")
        content = form_of(criteria, profile, kind, answered)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    _write(output, profile.id, content)


def _refuse_beside_a_profile(id: str | None, title: str | None, state: str | None, kind: str) -> None:
    if id or title or state:
        raise typer.BadParameter("the profile says its id, title, and state itself", param_hint="--from")
    if kind not in FORMS:
        message = f"a profile fills a form: name a file that ends in {' or '.join(FORMS)}"
        raise typer.BadParameter(message, param_hint="--output")


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
