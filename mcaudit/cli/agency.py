"""Finds the agency that a command writes for; apart from other options, because only some commands write documents."""

from __future__ import annotations

from pathlib import Path

from mcaudit.cli.used import used
from mcaudit.model.agency import Agency
from mcaudit.reading.config.agency import read_agency


def agency_of(config: Path | None) -> Agency | None:
    """Return the agency that the configuration of a run names, or None; raise InputError where it is not valid."""
    agency = read_agency(config)
    if agency and config and config not in used:
        used.append(config)
    return agency


def files_of(agency: Agency | None) -> tuple[Path, ...]:
    """Return the files that were read for an agency, which no output may overwrite."""
    return tuple(map(Path, agency.files)) if agency else ()
