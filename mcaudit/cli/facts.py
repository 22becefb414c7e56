"""`mcaudit facts`: prints a profile as the rules see it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from mcaudit.cli.configuration import ConfigOption
from mcaudit.cli.emit import emit
from mcaudit.cli.options import EditionOption, PolicyOption, edition_of, policy_of


def facts(
    path: Annotated[Path, typer.Argument(help="A profile.", show_default=False, readable=False)],
    policy: PolicyOption = None,
    edition: EditionOption = None,
    config: ConfigOption = None,
) -> None:
    """Print a profile as JSON with its derived facts: exactly what the rules see.

    Empty headings and placeholder texts are left out, and named under `derived`; with a policy, what
    it sets stands there as well.

    Example:

      mcaudit facts profile.yaml > facts.json
    """
    from mcaudit.audit.facts import facts_of  # noqa: PLC0415
    from mcaudit.audit.policy import with_policy  # noqa: PLC0415
    from mcaudit.reading.profile import read_profile  # noqa: PLC0415

    criteria = edition_of(edition)
    tailoring = policy_of(criteria, policy)
    seen = facts_of(read_profile(criteria, path).content)
    if tailoring:
        seen = with_policy(criteria, tailoring, seen)
    emit(json.dumps(seen, ensure_ascii=False, indent=2) + "\n", machine=True)
