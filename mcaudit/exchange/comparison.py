"""A comparison as a record: `mcaudit schema comparison` prints its schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcaudit.contracts import COMPARISON_FORMAT
from mcaudit.exchange.counts import score_record
from mcaudit.model import Status
from mcaudit.model.comparison import (
    Amount,
    Apart,
    Claim,
    Comparison,
    Coverage,
    Entry,
    EntryGroup,
    LedgerLine,
    Stack,
    Summary,
    Tally,
)
from mcaudit.version import __version__


def comparison_record(comparison: Comparison) -> Mapping[str, Any]:
    """Return all that a comparison says."""
    return {
        "format": COMPARISON_FORMAT,
        "mcaudit": __version__,
        "edition": {"id": comparison.edition.id, "sha256": comparison.edition.sha256},
        "date": comparison.date,
        "gate": comparison.gate,
        "by": comparison.by,
        "under": comparison.under,
        "policies": [{"id": p.id, "title": p.title, "sha256": p.sha256} for p in comparison.policies.values()],
        "micro_credentials": [_entry(entry) for entry in comparison.entries],
        "groups": [_group(group) for group in comparison.groups],
        "overall": _summary(comparison.overall),
        "ledger": [_line(line) for line in comparison.ledger],
        "stacks": [_stack(stack) for stack in comparison.stacks],
        "loops": [list(loop) for loop in comparison.loops],
        "lookalikes": [
            {
                "first": pair.first,
                "second": pair.second,
                "likeness": pair.likeness,
                "only_first": list(pair.only_first),
                "only_second": list(pair.only_second),
            }
            for pair in comparison.lookalikes
        ],
        "notices": list(comparison.notices),
    }


def _entry(entry: Entry) -> Mapping[str, Any]:
    return {
        "id": entry.id,
        "title": entry.title,
        "state": entry.state,
        **({"written_for": entry.written_for} if entry.written_for != entry.state else {}),
        "fictional": entry.fictional,
        "reading": entry.is_reading,
        "offers_learning": entry.offers_learning,
        "path": entry.path,
        "sha256": entry.sha256,
        "policy": {"id": entry.policy, "sha256": entry.policy_sha256} if entry.policy else None,
        "groups": dict(entry.groups),
        "verdicts": dict(entry.verdicts),
        "counts": score_record(entry.score),
        "acting": dict(entry.coverage.acting),
        "unconfirmed": entry.unconfirmed,
        "components": [_component(coverage) for coverage in entry.components],
        "subcomponents": [
            {"id": s.id, "rating": s.rating, "counts": score_record(s.score)} for s in entry.subcomponents
        ],
        "requirements": [
            {"id": r.id, "level": r.level, "status": r.status, "actor": r.actor, "gates": r.gates, "waived": r.waived}
            for r in entry.requirements
        ],
        "facts": {choice: {"said": list(fact.said), "disputed": fact.disputed} for choice, fact in entry.facts.items()},
        "stacks": [
            {"name": stack.name, "members": list(stack.members), "standing": stack.standing, "size": stack.size}
            for stack in entry.stacks
        ],
        "combines_with": list(entry.combines_with),
        "prerequisites": list(entry.prerequisites),
    }


def _component(coverage: Coverage) -> Mapping[str, Any]:
    return {"key": coverage.component, "counts": score_record(coverage.score), "acting": dict(coverage.acting)}


def _group(group: EntryGroup) -> Mapping[str, Any]:
    return {
        "name": group.name,
        "policies": list(group.policies),
        "micro_credentials": [entry.id for entry in group.entries],
        **_summary(group.summary),
    }


def _summary(summary: Summary) -> Mapping[str, Any]:
    return {
        "count": summary.count,
        "readings": summary.readings,
        "verdicts": dict(summary.verdicts),
        "counts": score_record(summary.coverage.score),
        "acting": dict(summary.coverage.acting),
        "components": [_component(coverage) for coverage in summary.components],
        "subcomponents": [
            {"id": s.id, "ratings": dict(s.ratings), "counts": score_record(s.score)} for s in summary.subcomponents
        ],
        "all_meet": list(summary.shared),
        "none_meets": list(summary.lacking),
        "none_addresses": list(summary.unaddressed),
        "apart": [_apart(apart) for apart in summary.apart if apart.says_anything],
        "shortfalls": [_tally(tally) for tally in summary.shortfalls],
        "gaps": [_tally(tally) for tally in summary.gaps],
    }


def _apart(apart: Apart) -> Mapping[str, Any]:
    return {
        "id": apart.id,
        "alone_meets": list(apart.alone_meets),
        "alone_addresses": list(apart.alone_addresses),
        "alone_lacks": list(apart.alone_lacks),
        "alone_leaves_out": list(apart.alone_leaves_out),
    }


def _tally(tally: Tally) -> Mapping[str, Any]:
    statuses = {str(status): tally.of(status) for status in Status if status is not Status.NOT_APPLICABLE}
    return {"requirement": tally.requirement, **statuses, "applies": tally.applies}


def _line(line: LedgerLine) -> Mapping[str, Any]:
    rate = line.rate
    return {
        **_claim(line.claim),
        "clock_hours": _amount(line.clock_hours) if line.clock_hours else None,
        "rate": {
            "unit": rate.unit,
            "unit_name": rate.name,
            "hours": rate.hours,
            "policy": rate.policy,
            "source": rate.source,
        }
        if rate
        else None,
        "against": list(line.against),
    }


def _claim(claim: Claim) -> Mapping[str, Any]:
    return {
        "of": claim.of,
        "kind": claim.kind,
        "what": claim.what,
        "pointer": claim.pointer,
        "amount": _amount(claim.amount),
        "unit": claim.unit,
        "unit_words": claim.unit_words,
        "state": claim.state,
        "recognizer": claim.recognizer,
        "for_whom": claim.for_whom,
        "counts_toward": claim.counts_toward,
        "standing": claim.standing,
        "choice": claim.choice,
        "source": claim.source,
    }


def _amount(amount: Amount) -> Mapping[str, Any]:
    return {"low": amount.low, "high": amount.high, "about": amount.about, "text": amount.text}


def _stack(stack: Stack) -> Mapping[str, Any]:
    return {
        "name": stack.name,
        "standing": list(stack.standing),
        "size": list(stack.size),
        "members": [
            {"title": m.title, "profile": m.entry or None, "named_by": list(m.named_by)} for m in stack.members
        ],
        "before": [list(pair) for pair in stack.leads_to],
        "loops": [list(loop) for loop in stack.loops],
        "troubles": list(stack.troubles),
        "findings": [
            {"profile": of, "criterion": name, "status": status, "message": message}
            for of, name, status, message in stack.findings
        ],
    }
