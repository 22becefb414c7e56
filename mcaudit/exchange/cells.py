"""Audits and errors as the cells of a batch's tables, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from mcaudit.errors import Problem
from mcaudit.exchange.columns import COUNTED, ERRORS, FINDINGS, PROFILES, TABLES, Column
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
    """Takes audits and errors in, and holds the cells of three tables."""

    findings: Cells = field(default_factory=lambda: _empty(FINDINGS))
    profiles: Cells = field(default_factory=lambda: _empty(PROFILES))
    errors: Cells = field(default_factory=lambda: _empty(ERRORS))

    def add_audit(self, key: str, audit: Audit, compared: Mapping[str, Any]) -> None:
        """Add a row for the profile, and one for each finding; `compared` are the cells that a comparison needs."""
        about = _about(key, audit)
        _add(self.profiles, {**about, **_profile(audit), **compared})
        rows = len(audit.findings)
        for name, value in about.items():
            self.findings[name].extend([value] * rows)
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


def _findings(audit: Audit) -> Mapping[str, Iterable[Any]]:
    """Return the columns that differ from finding to finding."""
    found = audit.findings
    requirement = {name: each for each in audit.requirements for name in each.members}
    criteria = {criterion.id: criterion for criterion in audit.edition.criteria}
    own = [each.remedy == criteria[each.criterion].remedy for each in found]
    return {
        "criterion": [each.criterion for each in found],
        "subcomponent": [requirement[each.criterion].subcomponent for each in found],
        **{name: [getattr(each, name) for each in found] for name in ("level", "status", "basis", "actor", "message")},
        "requirement": [requirement[each.criterion].id for each in found],
        "counts": [each.needed and requirement[each.criterion].gates for each in found],
        "remedy_id": [each.criterion if same else None for each, same in zip(found, own, strict=True)],
        "remedy": [None if same else each.remedy or None for each, same in zip(found, own, strict=True)],
        **{name: [getattr(each.location, name) for each in found] for name in ("pointer", "line", "column")},
        "citations": [[_cited(citation) for citation in each.citations] for each in found],
        "responses": [[response_words(response) for response in each.responses] for each in found],
    }


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
            {"subcomponent": each.id, "rating": each.rating, **picked(each.score.required, "total floor ceiling")}
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
