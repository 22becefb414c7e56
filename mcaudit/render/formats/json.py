"""JSON as a published contract, mcaudit-audit/2: `mcaudit schema audit` prints its schema.

The document has its own shape, written out here, so that a change of the model does not change it.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import indent
from typing import Any

from mcaudit.errors import Problem
from mcaudit.model import (
    AUDIT_FORMAT,
    Audit,
    Counts,
    Criterion,
    Decision,
    Finding,
    Policy,
    Score,
    Settlement,
    Since,
    Uncounted,
    Voice,
    WaiverResult,
)
from mcaudit.render.agreement import agreement_data
from mcaudit.render.json_text import json_text
from mcaudit.render.remarks import excerpts, is_reading
from mcaudit.render.report import Ending, Run, View
from mcaudit.render.selection import Selection
from mcaudit.version import __version__

SUMMARY = "one document for other programs"
SUFFIXES = (".json",)
BETWEEN = ","
SHOWS_PROBLEMS = False


def head(run: Run, view: View) -> str:
    """Return the beginning of the document; of `view`, only the selection of findings matters to it."""
    before: dict[str, Any] = {"format": AUDIT_FORMAT, "mcaudit": __version__, "gate": run.gate}
    if run.configuration is not None:
        before["configuration"] = run.configuration
    if view.selection.filters:
        chosen = view.selection
        before["filter"] = {"select": [w.word for w in chosen.select], "ignore": [w.word for w in chosen.ignore]}
    return "{\n" + _members(before) + ',\n  "audits": ['


def each(audit: Audit, run: Run, view: View) -> str:
    """Return an audit as one entry of the document."""
    return "\n" + indent(_json(_audit(audit, view.selection)), "    ")


def unread(problems: Sequence[Problem], run: Run, view: View) -> str:
    """Return nothing of what could not be audited: they stand at the end of the document."""
    return ""


def tail(ending: Ending, run: Run, view: View) -> str:
    """Return the end of the document."""
    after: dict[str, Any] = {"errors": [_error(problem) for problem in ending.problems]}
    if ending.skipped:
        after["skipped"] = [{"path": each.path, "why": each.why} for each in ending.skipped]
    after["notices"] = list(ending.notices)
    return ("\n  ],\n" if ending.audited else "],\n") + _members(after) + "\n}\n"


def _members(document: dict[str, Any]) -> str:
    """Return the members of a document without its braces."""
    return _json(document).removeprefix("{\n").removesuffix("\n}")


def _json(value: Any) -> str:
    return json_text(value)


def _audit(audit: Audit, selection: Selection) -> dict[str, Any]:
    profile = audit.profile
    criteria = {criterion.id: criterion for criterion in audit.edition.criteria}
    return {
        "edition": {"id": audit.edition.id, "title": audit.edition.title, "sha256": audit.edition.sha256},
        "policy": _policy(audit.policy),
        "date": audit.date,
        "profile": {
            "id": profile.id,
            "title": profile.title,
            "state": profile.state,
            "fictional": profile.content.get("fictional") == "yes",
            "path": profile.path,
            "sha256": profile.sha256,
            "reading_of_public_pages": is_reading(profile),
            "excerpts": list(excerpts(profile)),
            "warnings": [{"line": w.line, "column": w.column, "message": w.message} for w in profile.warnings],
            "content": profile.content,
        },
        "state": audit.policy.state if audit.policy else profile.state,
        "gate": audit.gate,
        "verdict": audit.verdict,
        "verdicts": dict(audit.verdicts),
        "deciding": list(audit.deciding),
        "unconfirmed": audit.unconfirmed,
        "on_words": audit.on_words,
        "offers_no_learning": not audit.offers_learning,
        "repeats": [{"text": repeat.text, "places": list(repeat.places)} for repeat in audit.repeats],
        "counts": _score(audit.score),
        "counts_before_waivers": _score(audit.score_before_waivers),
        "waivers": [_waiver(result) for result in audit.waivers],
        "components": [{"key": result.key, "counts": _score(result.score)} for result in audit.components],
        "subcomponents": [{"id": s.id, "rating": s.rating, "counts": _score(s.score)} for s in audit.subcomponents],
        "requirements": [
            {
                "id": r.id,
                "level": r.level,
                "status": r.status,
                "actor": r.actor,
                "members": list(r.members),
                "required_by": r.required_by or None,
                "waived": r.waiver is not None,
            }
            for r in audit.requirements
        ],
        "findings": [
            _finding(finding, criteria[finding.criterion]) for finding in audit.findings if selection.shows(finding)
        ],
        "roles": audit.facts["derived"]["roles"],
        "notes": [note.id for note in audit.notes],
        "reviewed": [{"path": path, "sha256": pin} for path, pin in audit.reviewed],
        "decisions": [_decision(decision) for decision in audit.decisions.values()],
        **(agreement_data(audit.agreement) if audit.agreement else {}),
        **({"since": _since(audit.since)} if audit.since else {}),
    }


def _decision(decision: Decision) -> dict[str, Any]:
    """Return what the reviewers said of a criterion; their answers only once the quorum is complete."""
    shown = [voice for voice in decision.voices if voice.counts] if decision.complete else []
    return {
        "criterion": decision.criterion,
        "standing": decision.standing,
        "counted": decision.counted if decision.all_in else decision.answered,
        "quorum": decision.quorum,
        "settled": decision.settled,
        "checked": decision.checked,
        "answers": [_voice(voice) for voice in shown],
        "settlement": _settlement(decision.settlement) if decision.settlement else None,
        "uncounted": [
            {"reviewer": voice.reviewer.name, "why": voice.why}
            for voice in decision.voices
            if voice.uncounted is not None and (decision.all_in or voice.uncounted is not Uncounted.UNCITED)
        ],
    }


def _voice(voice: Voice) -> dict[str, Any]:
    opinion = voice.opinion
    return {
        "reviewer": voice.reviewer.name,
        "affiliation": voice.reviewer.affiliation,
        "date": opinion.date,
        "answer": opinion.answer,
        "rationale": opinion.rationale,
        "would_satisfy": opinion.would_satisfy,
        "citations": [{"document": c.document, "place": c.place} for c in opinion.citations],
        "comment": opinion.comment,
    }


def _settlement(settlement: Settlement) -> dict[str, Any]:
    return {
        "answer": settlement.answer,
        "by": [person.name for person in settlement.by],
        "way": settlement.way,
        "why": settlement.why,
        "date": settlement.date,
    }


def _since(since: Since) -> dict[str, Any]:
    return {
        "date": since.earlier.date,
        "gate": since.earlier.gate,
        "verdict": since.earlier.verdict,
        "doubts": list(since.doubts),
        "changes": [
            {
                "criterion": change.criterion,
                "progress": change.progress,
                "before": {
                    "status": change.before.status,
                    "basis": change.before.basis,
                    "message": change.before.message,
                },
                "texts": [{"pointer": t.pointer, "before": t.before, "after": t.after} for t in change.texts],
            }
            for change in since.changes.values()
        ],
    }


def _policy(policy: Policy | None) -> dict[str, str] | None:
    return {"id": policy.id, "title": policy.title, "sha256": policy.sha256} if policy else None


def _waiver(result: WaiverResult) -> dict[str, Any]:
    waiver = result.waiver
    return {
        "requirement": waiver.requirement,
        "use": result.use,
        "reason": waiver.reason,
        "by": waiver.by,
        "expires": waiver.expires,
    }


def _score(score: Score) -> dict[str, Any]:
    return {"required": _counts(score.required), "desired": _counts(score.desired)}


def _counts(counts: Counts) -> dict[str, int]:
    return {
        "met": counts.met,
        "partly_met": counts.partly_met,
        "unsupported": counts.unsupported,
        "awaiting_review": counts.awaiting_review,
        "not_stated": counts.not_stated,
        "not_met": counts.not_met,
        "not_applicable": counts.not_applicable,
        "waived": counts.waived,
        "total": counts.total,
        "addressed": counts.addressed,
        "floor": counts.floor,
        "ceiling": counts.ceiling,
    }


def _finding(finding: Finding, criterion: Criterion) -> dict[str, Any]:
    where = finding.location
    return {
        "criterion": finding.criterion,
        "title": criterion.title,
        "meaning": criterion.meaning,
        "level": finding.level,
        "status": finding.status,
        "basis": finding.basis,
        "needed": finding.needed,
        "required_by": finding.required_by or None,
        "actor": finding.actor,
        "message": finding.message,
        "suggestion": finding.suggestion or None,
        "missing": list(finding.missing),
        "provider_could_add": list(finding.provider_could_add),
        "words_beside": [{"label": w.label, "text": w.text, "pointer": w.pointer} for w in finding.beside],
        "remedy": finding.remedy,
        "location": {"path": where.path, "line": where.line, "column": where.column, "pointer": where.pointer},
        "citations": [{"document": c.document, "place": c.place, "fields": list(c.fields)} for c in finding.citations],
        "sources": list(finding.sources),
        "responses": [{"date": r.date, "to": r.to or None, "text": r.text} for r in finding.responses],
    }


def _error(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "help": problem.help,
    }
