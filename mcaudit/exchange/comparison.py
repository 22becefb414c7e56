"""A comparison as a record: `mcaudit schema comparison` prints its schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcaudit.contracts import COMPARISON_FORMAT
from mcaudit.exchange.records import picked, score_record
from mcaudit.model import Status
from mcaudit.model.comparison import Comparison, Coverage, Entry, EntryGroup, Summary, Tally
from mcaudit.model.ledger import LedgerLine
from mcaudit.model.stacks import Stack
from mcaudit.version import __version__

_AMOUNT = "low high about text"


def comparison_record(comparison: Comparison) -> Mapping[str, Any]:
    """Return all that a comparison says."""
    return {
        "format": COMPARISON_FORMAT,
        "mcaudit": __version__,
        "edition": picked(comparison.edition, "id sha256"),
        **picked(comparison, "date gate by under"),
        "policies": [picked(p, "id title sha256") for p in comparison.policies.values()],
        "micro_credentials": [_entry(entry) for entry in comparison.entries],
        "groups": [_group(group) for group in comparison.groups],
        "overall": _summary(comparison.overall),
        "ledger": [_line(line) for line in comparison.ledger],
        "stacks": [_stack(stack) for stack in comparison.stacks],
        "loops": [list(loop) for loop in comparison.loops],
        "lookalikes": [picked(pair, "first second likeness only_first only_second") for pair in comparison.lookalikes],
        "notices": list(comparison.notices),
    }


def _entry(entry: Entry) -> Mapping[str, Any]:
    return {
        **picked(entry, "id title state"),
        **({"written_for": entry.written_for} if entry.written_for != entry.state else {}),
        "fictional": entry.fictional,
        "reading": entry.is_reading,
        **picked(entry, "offers_learning path sha256"),
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
        "requirements": [picked(r, "id level status actor gates waived") for r in entry.requirements],
        "facts": {choice: picked(fact, "said disputed") for choice, fact in entry.facts.items()},
        "stacks": [picked(stack, "name members standing size") for stack in entry.stacks],
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
        **picked(summary, "count readings verdicts"),
        "counts": score_record(summary.coverage.score),
        "acting": dict(summary.coverage.acting),
        "components": [_component(coverage) for coverage in summary.components],
        "subcomponents": [
            {"id": s.id, "ratings": dict(s.ratings), "counts": score_record(s.score)} for s in summary.subcomponents
        ],
        "all_meet": list(summary.shared),
        "none_meets": list(summary.lacking),
        "none_addresses": list(summary.unaddressed),
        "apart": [
            picked(apart, "id alone_meets alone_addresses alone_lacks alone_leaves_out")
            for apart in summary.apart
            if apart.says_anything
        ],
        "shortfalls": [_tally(tally) for tally in summary.shortfalls],
        "gaps": [_tally(tally) for tally in summary.gaps],
    }


def _tally(tally: Tally) -> Mapping[str, Any]:
    statuses = {str(status): tally.of(status) for status in Status if status is not Status.NOT_APPLICABLE}
    return {"requirement": tally.requirement, **statuses, "applies": tally.applies}


def _line(line: LedgerLine) -> Mapping[str, Any]:
    claim, rate = line.claim, line.rate
    return {
        **picked(claim, "of kind what pointer"),
        "amount": picked(claim.amount, _AMOUNT),
        **picked(claim, "unit unit_words state recognizer for_whom counts_toward standing choice source"),
        "clock_hours": picked(line.clock_hours, _AMOUNT) if line.clock_hours else None,
        "rate": {"unit": rate.unit, "unit_name": rate.name, **picked(rate, "hours policy source")} if rate else None,
        "against": list(line.against),
    }


def _stack(stack: Stack) -> Mapping[str, Any]:
    return {
        **picked(stack, "name standing size"),
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
