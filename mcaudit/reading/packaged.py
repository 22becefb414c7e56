"""Finds the data that mcaudit is shipped with: its schemas and the criteria."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent.parent


def criteria_folder() -> Path:
    """Return where the criteria are: inside the installed package, else beside it in a checkout."""
    inside = _PACKAGE / "criteria"
    return inside if inside.is_dir() else _PACKAGE.parent / "criteria"


@cache
def packaged_schema(name: str) -> dict[str, Any]:
    """Return one of mcaudit's own JSON Schemas by its short name, such as `profile`."""
    schema: dict[str, Any] = json.loads((_PACKAGE / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    return schema
