"""Audits and errors as the cells of a batch's tables, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mcaudit.errors import Problem
from mcaudit.exchange.columns import COUNTED, ERRORS, FINDINGS, PROFILES, TABLES, Column
from mcaudit.model import Audit, Edition, Finding, Gate
from mcaudit.model.audit import Score, SubcomponentResult
from mcaudit.terms.remarks import audited_for, is_reading
from mcaudit.terms.words import response_words, verdict_sentence

Cells = dict[str, list[Any]]
"""The cells of a table by column."""


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
                "line": first.line,
                "column": first.column,
                "message": first.message,
                "help": first.help,
                "excerpt": first.excerpt,
                "others": [
                    {"line": each.line, "column": each.column, "message": each.message, "help": each.help}
                    for each in others
                ],
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
                    "level": criterion.level,
                    "title": criterion.title,
                    "text": criterion.text,
                    "remedy": criterion.remedy,
                    "place": criterion.place,
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
        "level": [each.level for each in found],
        "requirement": [requirement[each.criterion].id for each in found],
        "counts": [each.needed and requirement[each.criterion].gates for each in found],
        "status": [each.status for each in found],
        "basis": [each.basis for each in found],
        "actor": [each.actor for each in found],
        "message": [each.message for each in found],
        "remedy_id": [each.criterion if same else None for each, same in zip(found, own, strict=True)],
        "remedy": [None if same else each.remedy or None for each, same in zip(found, own, strict=True)],
        "pointer": [each.location.pointer for each in found],
        "line": [each.location.line for each in found],
        "column": [each.location.column for each in found],
        "citations": [_citations(each) for each in found],
        "responses": [[response_words(response) for response in each.responses] for each in found],
    }


def _citations(finding: Finding) -> list[Mapping[str, Any]]:
    return [{"document": each.document, "place": each.place, "fields": list(each.fields)} for each in finding.citations]


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
        "unconfirmed": audit.unconfirmed,
        "on_words": audit.on_words,
        "deciding": list(audit.deciding),
        "ratings": [_rating(each) for each in audit.subcomponents],
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


def _rating(result: SubcomponentResult) -> Mapping[str, Any]:
    counts = result.score.required
    return {
        "subcomponent": result.id,
        "rating": result.rating,
        "total": counts.total,
        "floor": counts.floor,
        "ceiling": counts.ceiling,
    }


def _providers(audit: Audit) -> list[str]:
    """Return the names of the organizations that develop or deliver it, each once."""
    roles: Mapping[str, Sequence[str]] = audit.facts["derived"]["roles"]
    organizations: Mapping[str, Mapping[str, Any]] = audit.profile.content.get("organizations") or {}
    names = (name for role in ("developer", "deliverer") for name in roles.get(role) or ())
    return list(dict.fromkeys(str((organizations.get(name) or {}).get("name") or name) for name in names))
