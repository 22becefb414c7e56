"""`mcaudit export`: writes a profile as a published credential."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from mcaudit.app.auditing import local_documents
from mcaudit.app.exporting import embedded, exported
from mcaudit.app.loading import edition_of, read_besides
from mcaudit.app.writing import write_whole
from mcaudit.cli import options
from mcaudit.cli.configuration import ConfigOption
from mcaudit.cli.emit import emit, notify
from mcaudit.credentials.exporting import Supplied, Target
from mcaudit.reading.profile.read import read_profile

AsOption = Annotated[Target, typer.Option("--as", help="The format: an Open Badges 3.0 Achievement, or CTDL.")]
ProfileArgument = Annotated[Path, typer.Argument(help="A profile.", metavar="PROFILE", readable=False)]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to FILE instead of stdout.", metavar="FILE")
]
IdOption = Annotated[str, typer.Option("--id", help="ob3-achievement: the address that identifies it.")]
CriteriaOption = Annotated[str, typer.Option(help="ob3-achievement: the page where earners read the criteria.")]
EndorsementOption = Annotated[Path | None, typer.Option(help="ob3-achievement: a signed endorsement to embed.")]
CtidOption = Annotated[str, typer.Option(help="ctdl: the identifier that the Credential Registry gave it.")]
WebpageOption = Annotated[str, typer.Option(help="ctdl: the page that describes it.")]
StatusOption = Annotated[str, typer.Option(help="ctdl: active, deprecated, probationary, or suspended.")]


def export(
    path: ProfileArgument,
    target: AsOption,
    output: OutputOption = None,
    id: IdOption = "",
    criteria_url: CriteriaOption = "",
    endorsement: EndorsementOption = None,
    ctid: CtidOption = "",
    webpage: WebpageOption = "",
    status: StatusOption = "",
    edition: options.Edition = None,
    config: ConfigOption = None,
) -> None:
    """Publish the micro-credential of a profile as an Open Badges 3.0 Achievement, or in CTDL.

    Nothing is invented. What the format needs and no profile has, you give.

    Examples:

      mcaudit export profile.yaml --as ob3-achievement --id https://example.org/achievements/1 -o achievement.json

      mcaudit export profile.yaml --as ctdl --ctid ce-b55f88e3-dfd4-430b-ab47-3e5f9986e1e4
        --webpage https://example.org/1 --status active
    """
    supplied = Supplied(
        id=id,
        criteria_url=criteria_url,
        ctid=ctid,
        webpage=webpage,
        status=status,
        endorsement=embedded(endorsement, id) if endorsement else None,
    )
    profile = read_profile(edition_of(edition), path)
    content, notes = exported(profile, target, supplied)
    _write(content, output, (*read_besides(None, edition, path, endorsement, config), *local_documents(profile)))
    notify(*notes)


def _write(content: bytes, output: Path | None, kept: Sequence[Path]) -> None:
    """Print a credential, or write it over nothing that is `kept`."""
    if output is None:
        emit(content.decode(), machine=True)
    else:
        write_whole(output, content, lambda: kept)
