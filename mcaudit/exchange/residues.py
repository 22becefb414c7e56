"""What carries from one state to another as a record; its format is that of a map of acceptance, without cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcaudit.contracts import ACCEPTANCE_FORMAT
from mcaudit.exchange.acceptance import policy_record
from mcaudit.exchange.records import picked
from mcaudit.model.residue import Residue, Residues
from mcaudit.version import __version__


def residues_record(found: Residues) -> Mapping[str, Any]:
    """Return all that the report says."""
    return {
        "format": ACCEPTANCE_FORMAT,
        "mcaudit": __version__,
        "date": found.date,
        "edition": picked(found.edition, "id sha256"),
        "policies": [policy_record(each) for each in found.policies],
        "residues": [_residue(each) for each in found.residues],
        "notices": list(found.notices),
    }


def _residue(each: Residue) -> Mapping[str, Any]:
    return {
        "profile": each.id,
        "from": each.from_state,
        "to": each.to_state,
        "adopted": each.adopted,
        "assumed": each.what_if and not each.adopted,
        "decided": each.decided,
        "carry": [picked(one, "criterion answer by dates") for one in each.carry],
        "open": [picked(one, "criterion why first") for one in each.open],
        **picked(each, "facts spared own"),
    }
