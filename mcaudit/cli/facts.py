"""`mcaudit facts`: prints a profile as the rules see it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mcaudit.app.loading import edition_of, policies_asked
from mcaudit.audit.engine import facts_seen
from mcaudit.cli import options
from mcaudit.cli.configuration import ConfigOption
from mcaudit.cli.emit import emit
from mcaudit.exchange.json_text import json_document
from mcaudit.reading.profile.read import read_profile


def facts(
    path: Annotated[Path, typer.Argument(help="A profile.", metavar="PROFILE", readable=False)],
    date: options.Date = None,
    policy: options.Policy = None,
    edition: options.Edition = None,
    config: ConfigOption = None,
) -> None:
    """Print a profile in normal form with its derived facts, as JSON: exactly what the conditions see.

    Empty headings, placeholders, prose beside the answers, and values about which sources disagree are left out.
    With a policy, `derived` holds the results of its settings, and the facts are those that count in its state.

    Examples:

      mcaudit facts profile.yaml > facts.json

      mcaudit facts --date 2026-11-01 --policy illinois profile.yaml
    """
    on = options.audit_date(date)
    criteria = edition_of(edition)
    tailoring, own, _ = policies_asked(criteria, policy, on)
    profile = read_profile(criteria, path)
    seen = facts_seen(criteria, profile, date=on, policy=tailoring or own.get(profile.state))
    emit(json_document(seen), machine=True)
