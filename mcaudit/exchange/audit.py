"""An audit as a record of the published contract, mcaudit-audit/2: `mcaudit schema audit` prints its schema.

It has its own shape, written out here, so that a change of the model does not change it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcaudit.exchange.agreement import agreement_record
from mcaudit.exchange.records import picked, score_record
from mcaudit.model import (
    Audit,
    Criterion,
    Decision,
    Finding,
    Profile,
    Settlement,
    Since,
    Uncounted,
    Vote,
)
from mcaudit.terms.remarks import excerpts, is_reading
from mcaudit.terms.selection import EVERYTHING, Selection


def audit_record(audit: Audit, selection: Selection = EVERYTHING) -> Mapping[str, Any]:
    """Return all that an audit says; the findings only as far as the selection shows them."""
    criteria = {criterion.id: criterion for criterion in audit.edition.criteria}
    return {
        "edition": picked(audit.edition, "id title sha256"),
        "policy": picked(audit.policy, "id title sha256") if audit.policy else None,
        "date": audit.date,
        "profile": _profile(audit.profile),
        "state": audit.policy.state if audit.policy else audit.profile.state,
        **picked(audit, "gate verdict verdicts deciding unconfirmed on_words"),
        "offers_no_learning": not audit.offers_learning,
        "repeats": [picked(repeat, "text places") for repeat in audit.repeats],
        **_counted(audit),
        "requirements": [
            {**picked(each, "id level status actor members required_by?"), "waived": each.waiver is not None}
            for each in audit.requirements
        ],
        "findings": [
            _finding(finding, criteria[finding.criterion]) for finding in audit.findings if selection.shows(finding)
        ],
        "roles": audit.facts["derived"]["roles"],
        "notes": [note.id for note in audit.notes],
        "reviewed": [{"path": path, "sha256": pin} for path, pin in audit.reviewed],
        "decisions": [_decision(decision) for decision in audit.decisions.values()],
        **(agreement_record(audit.agreement) if audit.agreement else {}),
        **({"since": _since(audit.since)} if audit.since else {}),
    }


def _profile(profile: Profile) -> Mapping[str, Any]:
    return {
        **picked(profile, "id title state"),
        **({"written_for": profile.home} if profile.written else {}),
        "fictional": profile.content.get("fictional") == "yes",
        "path": profile.path,
        "sha256": profile.sha256,
        "reading_of_public_pages": is_reading(profile),
        "excerpts": list(excerpts(profile)),
        "warnings": [picked(w, "line column message") for w in profile.warnings],
        "content": profile.content,
    }


def _counted(audit: Audit) -> Mapping[str, Any]:
    return {
        "counts": score_record(audit.score),
        "counts_before_waivers": score_record(audit.score_before_waivers),
        "waivers": [
            {"requirement": each.waiver.requirement, "use": each.use, **picked(each.waiver, "reason by expires")}
            for each in audit.waivers
        ],
        "components": [{"key": result.key, "counts": score_record(result.score)} for result in audit.components],
        "subcomponents": [
            {"id": result.id, "rating": result.rating, "counts": score_record(result.score)}
            for result in audit.subcomponents
        ],
    }


def _decision(decision: Decision) -> Mapping[str, Any]:
    """Return what the reviewers said of a criterion; their answers only once the quorum is complete."""
    shown = [vote for vote in decision.votes if vote.counts] if decision.complete else []
    return {
        "criterion": decision.criterion,
        "standing": decision.standing,
        "counted": decision.counted if decision.all_in else decision.answered,
        **picked(decision, "quorum settled checked"),
        "answers": [_vote(vote) for vote in shown],
        "settlement": _settlement(decision.settlement) if decision.settlement else None,
        "uncounted": [
            {"reviewer": vote.reviewer.name, "why": vote.why}
            for vote in decision.votes
            if vote.uncounted is not None and (decision.all_in or vote.uncounted is not Uncounted.UNCITED)
        ],
    }


def _vote(vote: Vote) -> Mapping[str, Any]:
    opinion = vote.opinion
    return {
        "reviewer": vote.reviewer.name,
        "affiliation": vote.reviewer.affiliation,
        "date": opinion.date,
        **({"decided_for": vote.state} if vote.state else {}),
        **picked(opinion, "answer rationale would_satisfy"),
        "citations": [picked(c, "document place") for c in opinion.citations],
        "comment": opinion.comment,
    }


def _settlement(settlement: Settlement) -> Mapping[str, Any]:
    return {
        "answer": settlement.answer,
        "by": [person.name for person in settlement.by],
        **picked(settlement, "way why date"),
    }


def _since(since: Since) -> Mapping[str, Any]:
    return {
        **picked(since.earlier, "date gate verdict"),
        "doubts": list(since.doubts),
        "changes": [
            {
                "criterion": change.criterion,
                "progress": change.progress,
                "before": picked(change.before, "status basis message"),
                "texts": [picked(t, "pointer before after") for t in change.texts],
            }
            for change in since.changes.values()
        ],
    }


def _finding(finding: Finding, criterion: Criterion) -> Mapping[str, Any]:
    where = finding.location
    return {
        "criterion": finding.criterion,
        "title": criterion.title,
        "meaning": criterion.meaning,
        **picked(
            finding, "level status basis needed required_by? actor message suggestion? missing provider_could_add"
        ),
        "words_beside": [picked(w, "label text pointer") for w in finding.beside],
        "remedy": finding.remedy,
        "location": picked(where, "path line column pointer"),
        "citations": [picked(c, "document place fields") for c in finding.citations],
        "sources": list(finding.sources),
        "responses": [picked(r, "date to? text") for r in finding.responses],
    }
