"""`mcaudit new`: begins a profile, as YAML to type in or as a form to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mcaudit.app.intake import skeleton_of, started, write_new
from mcaudit.app.loading import edition_of
from mcaudit.cli.configuration import ConfigOption
from mcaudit.cli.emit import emit, notify
from mcaudit.cli.options import EditionOption

IdArgument = Annotated[
    str,
    typer.Argument(
        help="A short name that never changes: small letters, digits, and hyphens.", metavar="ID", show_default=False
    ),
]
TitleOption = Annotated[str, typer.Option(help="The micro-credential's name, as earners see it.", show_default=False)]
StateOption = Annotated[
    str, typer.Option(help="The state that reviews it, such as OH; or `national`.", show_default=False)
]
AnswerOption = Annotated[
    str | None,
    typer.Option(help="Write out all fields of these subcomponents, such as 1F,2C.", metavar="IDS", show_default=False),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write to FILE; - is the screen. [default: ID.yaml]", metavar="FILE"),
]
_SCREEN = Path("-")


def new(
    id: IdArgument,
    title: TitleOption,
    state: StateOption,
    answer: AnswerOption = None,
    output: OutputOption = None,
    edition: EditionOption = None,
    config: ConfigOption = None,
) -> None:
    """Begin the profile of one micro-credential: the 24 guiding questions, each with the fields that matter most.

    A file that is there already is never overwritten.

    Examples:

      mcaudit new leading-number-talks --title "Leading Number Talks" --state OH

      mcaudit new leading-number-talks --title "Leading Number Talks" --state OH --answer 1F,2C -o profile.yaml
    """
    criteria = edition_of(edition)
    answered = tuple(filter(None, (answer or "").replace(" ", "").split(",")))
    try:
        profile = started(criteria, id, title, state)
        content = skeleton_of(criteria, profile, answered)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if output == _SCREEN:
        emit(content.decode(), machine=True)
        return
    target = output or Path(f"{profile.id}.yaml")
    write_new(target, content)
    notify(f"wrote {target.as_posix()}; `mcaudit check {target.as_posix()}` shows what is not addressed yet")
