"""Audits and errors as the cells of a batch's tables, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from mcaudit.errors import Problem
from mcaudit.exchange.columns import COUNTED, ERRORS, OWN, PROFILES, TABLES, Column
from mcaudit.exchange.records import picked
from mcaudit.model import Audit, Citation, Edition, Gate
from mcaudit.model.audit import Score
from mcaudit.terms.remarks import audited_for, is_reading
from mcaudit.terms.verdicts import verdict_sentence
from mcaudit.terms.words import response_words

Cells = dict[str, list[Any]]
"""The cells of a table by column."""


_EXCERPT = 200
"""Characters of a line that an error row shows: a whole profile may stand on one line."""


def _empty(columns: Sequence[Column]) -> Cells:
    return {column.name: [] for column in columns}


@dataclass(slots=True)
class Collector:
    """Takes audits and errors in, and holds the cells of three tables.

    A finding has its own cells here; what it shares with others stands in `profiles`, and in `counted_cells`.
    """

    findings: Cells = field(default_factory=lambda: _empty(OWN))
    profiles: Cells = field(default_factory=lambda: _empty(PROFILES))
    errors: Cells = field(default_factory=lambda: _empty(ERRORS))

    def add_audit(self, key: str, audit: Audit, compared: Mapping[str, Any]) -> None:
        """Add a row for the profile, and one for each finding; `compared` are the cells that a comparison needs."""
        _add(self.profiles, {**_about(key, audit), **_profile(audit), **compared})
        for name, values in _findings(audit).items():
            self.findings[name].extend(values)

    def add_error(self, key: str, kind: str, problems: Sequence[Problem]) -> None:
        """Add one row, with the first problem in columns of its own."""
        first, *others = problems
        _add(
            self.errors,
            {
                "key": key,
                "kind": kind,
                **picked(first, "line column message help"),
                "excerpt": first.excerpt and first.excerpt[:_EXCERPT],
                "others": [picked(each, "line column message help") for each in others],
            },
        )


def criteria_cells(edition: Edition) -> Cells:
    """Return the words of every criterion, which no other table repeats."""
    cells = _empty(TABLES["criteria"])
    for sub in edition.subcomponents:
        for criterion in sub.criteria:
            _add(
                cells,
                {
                    "criterion": criterion.id,
                    "subcomponent": sub.id,
                    "component": sub.component,
                    **picked(criterion, "level title text remedy place"),
                    "sources": [source.work for source in sub.sources],
                },
            )
    return cells


def _add(cells: Cells, row: Mapping[str, Any]) -> None:
    for name, values in cells.items():
        values.append(row[name])


def _about(key: str, audit: Audit) -> Mapping[str, Any]:
    return {
        "key": key,
        "profile_sha256": audit.profile.sha256,
        "profile_id": audit.profile.id,
        "title": audit.profile.title,
        "state": audit.policy.state if audit.policy else audit.profile.state,
        "edition": audit.edition.id,
        "policy": audit.policy.id if audit.policy else None,
        "date": audit.date,
        "gate": audit.gate,
    }


@lru_cache(maxsize=8)
def counted_cells(edition: Edition) -> Cells:
    """Return the cells that the finding on a criterion has in every audit, in the order of the findings."""
    counted = [(sub, each) for sub in edition.subcomponents for each in sub.criteria]
    return {
        "criterion": [each.id for _, each in counted],
        "subcomponent": [sub.id for sub, _ in counted],
        "level": [each.level for _, each in counted],
        "requirement": [each.group or each.id for _, each in counted],
    }


def _findings(audit: Audit) -> Mapping[str, Iterable[Any]]:
    """Return the columns that differ from finding to finding."""
    found = audit.findings
    gates = {name: each.gates for each in audit.requirements for name in each.members}
    same = [each.remedy == own for each, own in zip(found, _remedies(audit.edition), strict=True)]
    places = [each.location for each in found]
    return {
        "counts": [each.needed and gates[each.criterion] for each in found],
        "status": [each.status for each in found],
        "basis": [each.basis for each in found],
        "actor": [each.actor for each in found],
        "message": [each.message for each in found],
        "remedy_id": [each.criterion if is_own else None for each, is_own in zip(found, same, strict=True)],
        "remedy": [None if is_own else each.remedy or None for each, is_own in zip(found, same, strict=True)],
        "pointer": [each.pointer for each in places],
        "line": [each.line for each in places],
        "column": [each.column for each in places],
        "citations": [[_cited(citation) for citation in each.citations] for each in found],
        "responses": [[response_words(response) for response in each.responses] for each in found],
    }


@lru_cache(maxsize=8)
def _remedies(edition: Edition) -> tuple[str, ...]:
    return tuple(each.remedy for each in edition.criteria)


@lru_cache(maxsize=1024)
def _cited(citation: Citation) -> Mapping[str, Any]:
    """Return the cells of a citation, which the findings about an answer repeat."""
    return picked(citation, "document place fields")


def _profile(audit: Audit) -> Mapping[str, Any]:
    profile = audit.profile
    dossier: Mapping[str, Mapping[str, Any]] = profile.content.get("dossier") or {}
    return {
        "home": profile.home,
        "providers": _providers(audit),
        "fictional": profile.content.get("fictional") == "yes",
        "reading_of_public_pages": is_reading(profile),
        "endorsement": audit.verdicts[Gate.ENDORSEMENT],
        "submission": audit.verdicts[Gate.SUBMISSION],
        **_counts(audit.score),
        **picked(audit, "unconfirmed on_words deciding"),
        "ratings": [
            {
                "subcomponent": each.id,
                "rating": each.rating,
                "total": each.score.required.total,
                "floor": each.score.required.floor,
                "ceiling": each.score.required.ceiling,
            }
            for each in audit.subcomponents
        ],
        "warnings": len(profile.warnings),
        "local_documents": sum("path" in entry for entry in dossier.values()),
        "endorsement_words": verdict_sentence(audit, Gate.ENDORSEMENT),
        "audited_for": audited_for(profile) or None,
    }


def _counts(score: Score) -> Mapping[str, int]:
    return {
        f"{level}_{name}": getattr(getattr(score, level), name)
        for level in ("required", "desired")
        for name in ("total", *COUNTED)
    }


def _providers(audit: Audit) -> list[str]:
    """Return the names of the organizations that develop or deliver it, each once."""
    roles: Mapping[str, Sequence[str]] = audit.facts["derived"]["roles"]
    organizations: Mapping[str, Mapping[str, Any]] = audit.profile.content.get("organizations") or {}
    names = (name for role in ("developer", "deliverer") for name in roles.get(role) or ())
    return list(dict.fromkeys(str((organizations.get(name) or {}).get("name") or name) for name in names))
