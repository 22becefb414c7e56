"""`mcaudit compare --versions`: what changed from one version of a profile to the next."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import typer

from mcaudit.app.writing import write_whole
from mcaudit.audit.engine import audit
from mcaudit.cli.emit import emit, notify
from mcaudit.cli.screen import Color, view_of
from mcaudit.comparison.versions import versions
from mcaudit.exchange.json_text import json_document
from mcaudit.exchange.versions import versions_record
from mcaudit.media.plain import utf8
from mcaudit.media.registry import medium_of, target_of, writer_of
from mcaudit.media.view import View
from mcaudit.model import Audit, Edition, Gate, Policy
from mcaudit.model.comparison import Versions
from mcaudit.reading.profile import read_profile
from mcaudit.report.media import MEDIA_OF
from mcaudit.report.versions import versions_report

_TWO = 2
_MEDIA = (*MEDIA_OF["versions"], "json")
_FILES = ("html", "pdf")
"""What no screen shows."""


def show_versions(
    edition: Edition,
    paths: Sequence[Path],
    outputs: Sequence[Path],
    format: str,
    *,
    date: str,
    gate: Gate,
    policy: Policy | None,
    own: Mapping[str, Policy],
    color: Color,
) -> None:
    """Show or write what changed between two files; raise typer.BadParameter where they are not two."""
    if len(paths) != _TWO or any(path.is_dir() for path in paths):
        raise typer.BadParameter("--versions needs two files: the old one and the new one", param_hint="PATH")
    targets = [target_of(path, _MEDIA) for path in outputs]
    on_screen = medium_of(format)
    for medium in (medium for medium, _ in targets or ((on_screen, None),)):
        if medium not in _MEDIA:
            raise typer.BadParameter(
                f"two versions can be written as {', '.join(_MEDIA)}, not as “{medium}”", param_hint="--output"
            )
    if not targets and on_screen in _FILES:
        raise typer.BadParameter(f"{on_screen} goes to a file: use -o FILE.{on_screen}", param_hint="--format")
    old, new = (_audit(edition, path, date, gate, policy, own) for path in paths)
    if old.profile.id != new.profile.id:
        notify(f"these profiles have different ids, `{old.profile.id}` and `{new.profile.id}`")
    found = versions(old, new)
    for medium, path in targets:
        write_whole(path, _written(found, medium, View(width=100)), lambda: paths)
    if not targets:
        shown = _written(found, on_screen, view_of(sys.stdout, color)).decode("utf-8")
        emit(shown, machine=on_screen != "terminal")


def _written(found: Versions, medium: str, view: View) -> bytes:
    if medium == "json":
        return utf8(json_document(versions_record(found)))
    return writer_of(medium).write(versions_report(found), view)


def _audit(
    edition: Edition, path: Path, date: str, gate: Gate, policy: Policy | None, own: Mapping[str, Policy]
) -> Audit:
    profile = read_profile(edition, path)
    return audit(edition, profile, date=date, gate=gate, policy=policy or own.get(profile.state))
