"""Holds exports to the published CTDL, with the validator ctdl-validate: python ctdl.py FOLDER, which holds its wheel.

The package asks for Python 3.12 in its metadata, and runs on 3.11 as well, so it is read from its unpacked wheel.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from mcaudit.app.exporting import exported
from mcaudit.credentials.exporting import Supplied, Target
from mcaudit.errors import InputError
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.profile.read import read_profile

ROOT = Path(__file__).resolve().parent.parent.parent
_CTID = "ce-b55f88e3-dfd4-430b-ab47-3e5f9986e1e4"


def entries() -> Iterator[tuple[str, Any]]:
    """Yield each shipped profile that can be written as CTDL; some have no description, which CTDL demands."""
    supplied = Supplied(ctid=_CTID, webpage="https://example.org/1", status="active")
    for path in sorted((ROOT / "profiles").glob("*/*.yaml")):
        try:
            yield path.name, json.loads(exported(read_profile(default_edition(), path), Target.CTDL, supplied)[0])
        except InputError as error:
            print(f"  skipped {path.name}: {error.problems[0].message}")


def main(folder: str) -> int:
    """Print what does not hold, and last whether all holds; a CTID that is not one must be found."""
    sys.path.insert(0, folder)
    validate = import_module("ctdl_validate.validator").validate_document
    found = dict(entries())
    mistakes = [f"{name}: {each}" for name, entry in found.items() for each in validate(entry)]
    wrong = {**next(iter(found.values())), "ceterms:ctid": _CTID.removeprefix("ce-")}
    if not validate(wrong):
        mistakes.append("the validator finds nothing wrong with a CTID that is not one")
    print("".join(f"  FAILED {each}\n" for each in mistakes), end="")
    print(f"{'not ok' if mistakes else 'ok'} {len(found)} exports by ctdl-validate")
    return 1 if mistakes else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
