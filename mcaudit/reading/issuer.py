"""Reads an issuer's file: who signs endorsements."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mcaudit.contracts import ISSUER_FORMAT
from mcaudit.errors import InputError
from mcaudit.model.issuer import Issuer
from mcaudit.reading.building import built
from mcaudit.reading.files import read_file
from mcaudit.reading.packaged import packaged_schema
from mcaudit.reading.structure import Validator, problems_in


def read_issuer(path: Path) -> Issuer:
    """Return the issuer that a file describes; raise InputError with everything that is wrong with it."""
    document = read_file(path, of="issuer's file")
    said = document.data
    if not isinstance(said, Mapping) or said.get("format") != ISSUER_FORMAT:
        help = f"an issuer's file begins with the line `format: {ISSUER_FORMAT}`"
        raise document.text.error("this is not an issuer's file", help, at=document.place(""))
    if problems := problems_in(document, Validator(packaged_schema("issuer"))):
        raise InputError(problems)
    return built(Issuer, said)
