"""What a decision about a criterion is made on, as hashes: when one changes, the decision is stale."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from mcaudit.audit.applies import applicability
from mcaudit.audit.facts import facts_of
from mcaudit.audit.places import value_at
from mcaudit.audit.support import cited_for
from mcaudit.model import Criterion, Edition, Pins, Profile


def pins_of(edition: Edition, profile: Profile) -> Mapping[str, Pins]:
    """Return the pins of every criterion, with the documents that the profile cites for it."""
    facts = facts_of(profile.content)
    documents = document_pins(profile)
    claims = applicability(edition, facts).claimed
    found = {}
    for criterion in edition.criteria:
        cited = tuple(cited_for(profile, facts, criterion))
        read = {
            "values": {pointer: value_at(profile.content, pointer) for pointer in criterion.reads},
            "citations": sorted({(citation.document, citation.place) for citation in cited}),
            "claim": claims.get(criterion.id),
        }
        names = dict.fromkeys(citation.document for citation in cited)
        found[criterion.id] = Pins(
            criterion=criterion_pin(criterion),
            fields=_hash(read),
            documents={name: documents[name] for name in names if name in documents},
        )
    return found


def document_pins(profile: Profile) -> Mapping[str, str]:
    """Return the pin of every document of a dossier: of what the profile says of it, and of its file if it is local."""
    dossier: Mapping[str, Any] = profile.content.get("dossier") or {}
    return {name: _hash([entry, profile.hashes.get(name, "")]) for name, entry in dossier.items()}


def criterion_pin(criterion: Criterion) -> str:
    """Return the pin of a criterion's text."""
    return _hash([criterion.id, criterion.text])


def _hash(value: Any) -> str:
    written = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(written.encode("utf-8", errors="surrogateescape")).hexdigest()
