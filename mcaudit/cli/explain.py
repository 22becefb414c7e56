"""`mcaudit explain`: says what one criterion, subcomponent, component or cited work is about."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from functools import partial
from typing import Annotated

import typer

from mcaudit.app.loading import edition_of, read_besides
from mcaudit.app.reports import EXPLANATION
from mcaudit.cli import options
from mcaudit.cli.configuration import ConfigOption
from mcaudit.cli.media import OutputOption, output_of
from mcaudit.cli.screen import Color
from mcaudit.facts.labels import label
from mcaudit.model import Criterion, Edition
from mcaudit.report.edition.explain import names

_MOST = 4
"""As many criteria are suggested."""


def explain(
    name: Annotated[
        str,
        typer.Argument(
            help="A criterion (1F-6), subcomponent (1F), component (1), cited work (isbe-2018), or field (about.cost).",
            metavar="ID",
        ),
    ],
    output: OutputOption = None,
    color: options.Color = Color.AUTO,
    edition: options.Edition = None,
    config: ConfigOption = None,
) -> None:
    """Explain a criterion: what it asks, who decides and why, what settles it, examples, and its sources.

    Examples:

      mcaudit explain 1F-6

      mcaudit explain 3B

      mcaudit explain hattie-timperley-2007

      mcaudit explain deliverers.estimated_time.typical_hours
    """
    shown = edition_of(edition)
    asked: tuple[Edition, str, Callable[[str, str], str]] = (shown, name, partial(label, shown))
    try:
        output_of(EXPLANATION, output, color).write(asked, read_besides(None, edition, config))
    except LookupError as error:
        raise typer.BadParameter(
            f"nothing in the edition is called “{name}”; {_hint(shown, name)}", param_hint="ID"
        ) from error


def _hint(edition: Edition, name: str) -> str:
    """Return what was probably meant: the criteria with the words in their titles, else in what they ask and read."""
    words = name.replace("_", " ").casefold()
    titled = [f"{each.id} {each.title}" for each in edition.criteria if words in each.title.casefold()]
    asking = [f"{each.id} {each.title}" for each in edition.criteria if words in _asked(each)]
    known = names(edition)
    near = get_close_matches(name.upper(), known, n=1) or get_close_matches(name.lower(), known, n=1)
    if meant := [*(titled or asking)[:_MOST], *near]:
        return f"did you mean {' or '.join(meant)}?"
    return "`mcaudit criteria` lists what there is"


def _asked(criterion: Criterion) -> str:
    """Return what a criterion asks and where it is said, in small letters; a field may have the source's term."""
    return " ".join((criterion.text, *criterion.stated_by)).replace("_", " ").casefold()
