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
from mcaudit.model import Audit, Edition, Gate, Policy
from mcaudit.reading.profile import read_profile
from mcaudit.render.plain import utf8
from mcaudit.render.report import View
from mcaudit.render.versions import KINDS

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
    kinds = [path.suffix.removeprefix(".").lower() for path in outputs] or [format]
    for kind in kinds:
        if kind not in KINDS:
            raise typer.BadParameter(
                f"two versions can be written as {', '.join(KINDS)}, not as “{kind}”", param_hint="--output"
            )
    old, new = (_audit(edition, path, date, gate, policy, own) for path in paths)
    if old.profile.id != new.profile.id:
        notify(f"these profiles have different ids, `{old.profile.id}` and `{new.profile.id}`")
    found = versions(old, new)
    for path, kind in zip(outputs, kinds, strict=False):
        content = utf8(KINDS[kind](found, View(width=100)))
        write_whole(path, content, lambda: paths)
    if not outputs:
        emit(KINDS[format](found, view_of(sys.stdout, color)), machine=format != "txt")


def _audit(
    edition: Edition, path: Path, date: str, gate: Gate, policy: Policy | None, own: Mapping[str, Policy]
) -> Audit:
    profile = read_profile(edition, path)
    return audit(edition, profile, date=date, gate=gate, policy=policy or own.get(profile.state))
