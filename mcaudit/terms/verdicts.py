"""What the verdict of a gate means, in words."""

from __future__ import annotations

from collections import Counter
from typing import assert_never

from mcaudit.contracts import DEFAULT_QUORUM
from mcaudit.model import Actor, Audit, Counts, Gate, Status, Verdict
from mcaudit.terms.words import VERDICT, are, gating_counts, is_yes, number


def verdict_words(audit: Audit, gate: Gate) -> str:
    """Return a gate's verdict; a yes in spite of waivers is called one with them."""
    verdict = audit.verdicts[gate]
    waivers = audit.score.required.waived
    with_waivers = f" with {number(waivers, 'waiver')}" if waivers and is_yes(verdict) else ""
    return f"{VERDICT[verdict]}{with_waivers}"


def verdict_sentence(audit: Audit, gate: Gate) -> str:
    """Return what a gate's verdict means; a yes also says how much rests on claims that nobody has checked."""
    counts = gating_counts(audit)
    verdict = audit.verdicts[gate]
    match verdict:
        case Verdict.PASS:
            return f"Ready to endorse: {_all_met(counts)}. {unchecked_sentence(audit)}"
        case Verdict.FAIL | Verdict.INCOMPLETE:
            return f"Not ready to endorse: {_short_of_endorsement(counts, verdict)}."
        case Verdict.UNDECIDED:
            return f"Reviewers must decide {number(counts.awaiting_review, 'requirement')}."
        case Verdict.READY:
            silent = [each for each in audit.requirements if each.gates and each.status is Status.NOT_STATED]
            left = sum(each.actor is Actor.STATE for each in silent)
            state = f" {number(left, 'requirement')} {are(left)} not addressed, and for the state to answer."
            return f"Ready. {_on_words(audit, counts)} {unchecked_sentence(audit)}{state if left else ''}"
        case Verdict.NOT_READY:
            return f"Not ready to submit: {_short_of_submission(audit)}."
        case other:
            assert_never(other)


def _all_met(counts: Counts) -> str:
    if counts.total == 1:
        waived = f"; {number(counts.waived, 'requirement')} {are(counts.waived)} waived" if counts.waived else ""
        return f"the one requirement that applies is met{waived}"
    if not counts.waived:
        return f"all {number(counts.total, 'requirement')} that apply are met"
    waived = f"{number(counts.waived, 'requirement')} {are(counts.waived)} waived"
    return f"all {number(counts.total, 'requirement')} that apply and are not waived are met; {waived}"


def unchecked_sentence(audit: Audit) -> str:
    """Return how many requirements are met on claims that nobody has checked."""
    count = audit.unconfirmed
    if not count:
        return "No requirement is met on unchecked claims alone."
    return f"{number(count, 'requirement')} {are(count)} met on claims that nobody has checked."


def decisions_needed(audit: Audit, count: int) -> int:
    """Return about how many decisions it takes to decide as many requirements."""
    return count * (audit.policy.quorum if audit.policy else DEFAULT_QUORUM)


def _on_words(audit: Audit, counts: Counts) -> str:
    """Return how much rests on words, and about how many decisions that takes."""
    if not audit.on_words:
        of = "The one requirement does not rest" if counts.total == 1 else f"None of {counts.total} requirements rests"
        return f"{of} on statements that reviewers must read."
    rests = "rests" if audit.on_words == 1 else "rest"
    decisions = number(decisions_needed(audit, audit.on_words), "decision")
    of = f"{audit.on_words} of {number(counts.total, 'requirement')}"
    return f"{of} {rests} on statements that reviewers must read (about {decisions})."


def _short_of_endorsement(counts: Counts, verdict: Verdict) -> str:
    short = _clauses(
        (counts.not_met + counts.partly_met, "not met or only partly met"),
        (counts.not_stated, "not addressed yet"),
        (counts.unsupported, "unsupported"),
    )
    return short if verdict is Verdict.FAIL else f"nothing is contradicted, but {short or 'no requirement is met'}"


def _short_of_submission(audit: Audit) -> str:
    gating = [each for each in audit.requirements if each.gates]
    by_status = Counter(each.status for each in gating if each.actor is Actor.PROVIDER)
    wordy = sum(each.status is Status.AWAITING_REVIEW and each.id in audit.deciding for each in gating)
    short = _clauses(
        (by_status[Status.NOT_MET] + by_status[Status.PARTLY_MET], "not met or only partly met"),
        (by_status[Status.NOT_STATED], "not addressed yet"),
        (by_status[Status.UNSUPPORTED], "unsupported"),
        (wordy * (audit.gate is Gate.SUBMISSION), "only stated in words, and the policy asks for more"),
    )
    if short:
        return short
    if any(each.status in (Status.MET, Status.AWAITING_REVIEW) for each in gating):
        return "the policy asks for more than a statement about some requirements"
    return "no requirement is met or waits for reviewers"


def _clauses(*counted: tuple[int, str]) -> str:
    """Return how many requirements are what, as clauses of one sentence; nothing where there are none."""
    found = [(count, state) for count, state in counted if count]
    nouns = (number(count, "requirement") if at == 0 else str(count) for at, (count, _) in enumerate(found))
    parts = [f"{noun} {are(count)} {state}" for noun, (count, state) in zip(nouns, found, strict=True)]
    return ", and ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""
