"""`mcaudit compare --versions`: what changed from one version of a profile to the next."""

from __future__ import annotations

from collections.abc import Iterator

import typer

from mcaudit.app.loading import OWN_POLICIES, edition_of, own_policies, policy_in_force
from mcaudit.app.preparing import Question
from mcaudit.audit.engine import audit
from mcaudit.cli.emit import notify
from mcaudit.cli.media import Output
from mcaudit.comparison.versions import versions
from mcaudit.model import Audit, Gate
from mcaudit.model.comparison import Versions
from mcaudit.reading.profile import read_profile

_TWO = 2


def show_versions(question: Question, output: Output[Versions], gate: Gate) -> None:
    """Show or write what changed between two files; raise typer.BadParameter where they are not two."""
    paths = question.paths
    if len(paths) != _TWO or any(path.is_dir() for path in paths):
        raise typer.BadParameter("--versions needs two files: the old one and the new one", param_hint="PATH")
    old, new = _audits(question, gate)
    if old.profile.id != new.profile.id:
        notify(f"these profiles have different ids, `{old.profile.id}` and `{new.profile.id}`")
    output.write(versions(old, new), paths)


def _audits(question: Question, gate: Gate) -> Iterator[Audit]:
    """Yield the audit of each file, under one policy or that of its own state."""
    edition, day = edition_of(question.edition), question.date
    is_own = question.policy == OWN_POLICIES
    policy = None if is_own else policy_in_force(edition, question.policy, day)
    own, _ = own_policies(edition, day) if is_own else ({}, ())
    for path in question.paths:
        profile = read_profile(edition, path)
        yield audit(edition, profile, date=day, gate=gate, policy=policy or own.get(profile.state))
