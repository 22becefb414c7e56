"""`mcaudit compare --versions`: what changed from one version of a profile to the next."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import typer

from mcaudit.app.reports import VERSIONS
from mcaudit.app.writing import write_whole
from mcaudit.audit.engine import audit
from mcaudit.cli.emit import emit, notify
from mcaudit.cli.media import screen_medium, targets_of
from mcaudit.cli.screen import Color, view_of
from mcaudit.comparison.versions import versions
from mcaudit.media.view import View
from mcaudit.model import Audit, Edition, Gate, Policy
from mcaudit.reading.profile import read_profile

_TWO = 2


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
    targets = targets_of(VERSIONS, outputs)
    medium = screen_medium(VERSIONS, format)
    old, new = (_audit(edition, path, date, gate, policy, own) for path in paths)
    if old.profile.id != new.profile.id:
        notify(f"these profiles have different ids, `{old.profile.id}` and `{new.profile.id}`")
    found = versions(old, new)
    for each, path in targets:
        write_whole(path, VERSIONS.content(found, each, View(width=100)), lambda: paths)
    if not targets:
        shown = VERSIONS.content(found, medium, view_of(sys.stdout, color)).decode("utf-8")
        emit(shown, machine=medium != "terminal")


def _audit(
    edition: Edition, path: Path, date: str, gate: Gate, policy: Policy | None, own: Mapping[str, Policy]
) -> Audit:
    profile = read_profile(edition, path)
    return audit(edition, profile, date=date, gate=gate, policy=policy or own.get(profile.state))
