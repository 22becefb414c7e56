"""`mcaudit schema`: prints the JSON Schemas that mcaudit reads and writes by."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mcaudit.app.loading import edition_of, policy_of
from mcaudit.cli import options
from mcaudit.cli.configuration import ConfigOption, one_policy
from mcaudit.cli.emit import emit
from mcaudit.exchange.columns import tables_record
from mcaudit.exchange.json_text import json_document
from mcaudit.model import JsonObject, Level
from mcaudit.reading.packaged import packaged_schema
from mcaudit.reading.policy.schema import policy_schema
from mcaudit.reading.profile.facts_schema import facts_schema
from mcaudit.reading.profile.schema import profile_schema


class Kind(StrEnum):
    """What a schema is of."""

    PROFILE = "profile"
    POLICY = "policy"
    AUDIT = "audit"
    COMPARISON = "comparison"
    ACCEPTANCE = "acceptance"
    CONFIG = "config"
    SUBCOMPONENT = "subcomponent"
    DECISIONS = "decisions"
    ISSUER = "issuer"
    IMPORT = "import"
    FEEDBACK = "feedback"
    EDITION = "edition"
    WORKS = "works"
    VOCABULARY = "vocabulary"
    SETTINGS = "settings"
    TABLE = "table"


def schema(
    context: typer.Context,
    kind: Annotated[
        Kind,
        typer.Argument(
            help=f"What the schema describes, one of {', '.join(Kind)}. `import` is the report of an import, and "
            "`table` lists the columns that `batch` writes.",
            metavar="KIND",
        ),
    ],
    level: Annotated[
        Level | None, typer.Option("--with", help="Print the conditions of one level, for what `mcaudit facts` prints.")
    ] = None,
    policy: options.Policy = None,
    edition: options.Edition = None,
    config: ConfigOption = None,
) -> None:
    """Print a JSON Schema (draft 2020-12), or the columns of tables.

    Examples:

      mcaudit schema profile > profile.schema.json

      mcaudit schema profile --with required > conditions.json

      mcaudit schema profile --with required --policy illinois > conditions.json
    """
    if level is not None and kind is not Kind.PROFILE:
        raise typer.BadParameter("only the schema of a profile has conditions", param_hint="--with")
    emit(json_document(_schema(kind, level, one_policy(context, policy), edition)), machine=True)


def _schema(kind: Kind, level: Level | None, policy: str | None, edition: Path | None) -> JsonObject:
    if kind is Kind.TABLE:
        return tables_record()
    if kind is Kind.POLICY:
        return policy_schema(edition_of(edition))
    if kind is not Kind.PROFILE:
        return packaged_schema(kind)
    criteria = edition_of(edition)
    return profile_schema(criteria) if level is None else facts_schema(criteria, level, policy_of(criteria, policy))
