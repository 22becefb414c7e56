"""`mcaudit facts`: prints a profile as the rules see it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from mcaudit.cli.emit import emit
from mcaudit.cli.options import EditionOption, edition_of


def facts(
    path: Annotated[Path, typer.Argument(help="A profile.", show_default=False, readable=False)],
    edition: EditionOption = None,
) -> None:
    """Print a profile as JSON with its derived facts: exactly what the rules see.

    Empty headings and placeholder texts are left out, and named under `derived`.

    Example:

      mcaudit facts profile.yaml > facts.json
    """
    from mcaudit.audit.facts import facts_of  # noqa: PLC0415
    from mcaudit.reading.profile import read_profile  # noqa: PLC0415

    profile = read_profile(edition_of(edition), path)
    emit(json.dumps(facts_of(profile.content), ensure_ascii=False, indent=2) + "\n", machine=True)
