"""The words that every output uses for statuses, ratings, verdicts and places."""

from __future__ import annotations

from collections import Counter

from mcaudit.model import (
    Answer,
    Audit,
    Basis,
    Counts,
    Decision,
    Finding,
    Gate,
    Rating,
    Requirement,
    Response,
    Settlement,
    Status,
    Uncounted,
    Verdict,
    Voice,
    Work,
)
from mcaudit.render.report import Ending, Run

STATUS = {
    Status.MET: "met",
    Status.PARTLY_MET: "partly met",
    Status.NOT_MET: "not met",
    Status.UNSUPPORTED: "unsupported",
    Status.AWAITING_REVIEW: "awaiting review",
    Status.NOT_APPLICABLE: "not applicable",
}
BASIS = {
    Basis.FACTS: "on facts",
    Basis.DECISION: "by the reviewers' decision",
    Basis.ADJUDICATION: "by adjudication",
    Basis.NONE: "not decided yet",
    Basis.MISSING: "nothing is said",
    Basis.EMPTY: "a heading without content",
    Basis.CONFLICT: "sources disagree",
    Basis.UNCITED: "no usable citation",
    Basis.SKIP: "skipped after a “no” in 2A",
    Basis.OPTIONAL: "optional and not answered",
}
RATING = {
    Rating.EXEMPLARY: "exemplary",
    Rating.GOOD: "good",
    Rating.DEVELOPING: "developing",
    Rating.NOT_MET: "not met",
    Rating.NOT_APPLICABLE: "not applicable",
}


_PLURALS = {"criterion": "criteria"}


def number(count: int, noun: str) -> str:
    """Return a count with its noun, in the plural where needed."""
    return f"{count} {noun}" if count == 1 else f"{count} {_PLURALS.get(noun, f'{noun}s')}"


def rating_range(floor: Rating, ceiling: Rating) -> str:
    """Return a rating in one word where floor and ceiling agree, else both."""
    return RATING[floor] if floor is ceiling else f"{RATING[floor]} to {RATING[ceiling]}"


def score_range(counts: Counts) -> str:
    """Return how many requirements are met, as an interval where some are open."""
    met = str(counts.floor) if counts.floor == counts.ceiling else f"{counts.floor} to {counts.ceiling}"
    return f"{met} of {counts.total}"


def counts_words(counts: Counts, between: str = ", ") -> str:
    """Return how many requirements are met, and how many have each other status, as far as any has it."""
    others = (
        (counts.awaiting_review, "awaiting review"),
        (counts.unsupported, "unsupported"),
        (counts.partly_met, "partly met"),
        (counts.not_met, "not met"),
        (counts.not_applicable, "not applicable"),
        (counts.waived, "waived"),
    )
    return between.join([f"{score_range(counts)} met", *(f"{count} {name}" for count, name in others if count)])


def verdict_sentence(audit: Audit, gate: Gate) -> str:
    """Return what a gate's verdict means, in one sentence."""
    counts = gating_counts(audit)
    failed = counts.not_met + counts.partly_met
    match gate, audit.verdicts[gate]:
        case Gate.ENDORSEMENT, Verdict.PASS:
            kept = " and are not waived" if counts.waived else ""
            return f"It meets all {counts.total} required requirements that apply{kept}{_waived(counts)}."
        case Gate.ENDORSEMENT, Verdict.UNDECIDED:
            told = f"none of the {counts.total} required requirements has failed, and {_waits(counts)}"
            return f"It cannot be decided yet: {told}."
        case Gate.SUBMISSION, Verdict.PASS:
            return f"It may be submitted: nothing that is required waits for the provider{_waived(counts)}."
        case Gate.SUBMISSION, _ if counts.unsupported or failed:
            shortfalls = number(failed + counts.unsupported, "required requirement")
            return f"It is not ready: the provider must act on {shortfalls}."
        case _ if failed:
            of = number(counts.total, "required requirement")
            return f"It cannot pass as it stands: {failed} of {of} {_is(failed)} not met."
        case _:
            return f"It cannot pass as it stands: not one of {number(counts.total, 'required requirement')} is met."


def gating_counts(audit: Audit) -> Counts:
    """Return the counts of what a gate looks at: the required, and the desired that the policy requires."""
    tally = Counter(str(requirement.status) for requirement in audit.requirements if requirement.gates)
    return Counts(**tally, waived=audit.score.required.waived)


def verdict_words(audit: Audit, gate: Gate) -> str:
    """Return a gate's verdict; a pass in spite of waivers is called one with them."""
    verdict = audit.verdicts[gate]
    waivers = audit.score.required.waived
    return f"{verdict} with {number(waivers, 'waiver')}" if verdict is Verdict.PASS and waivers else str(verdict)


def _waived(counts: Counts) -> str:
    if not counts.waived:
        return ""
    return f"; {number(counts.waived, 'requirement')} {_is(counts.waived)} waived"


def _waits(counts: Counts) -> str:
    parts = []
    if counts.awaiting_review:
        parts.append(f"{counts.awaiting_review} {_wait(counts.awaiting_review)} for reviewers")
    if counts.unsupported:
        parts.append(f"{counts.unsupported} {_wait(counts.unsupported)} for the provider")
    return " and ".join(parts)


def _wait(count: int) -> str:
    return "waits" if count == 1 else "wait"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def place(finding: Finding) -> str:
    """Return where a finding points, as path:line:column, or the path alone where there is no line."""
    where = finding.location
    return place_of(where.path, where.line, where.column)


def place_of(path: str, line: int | None, column: int | None) -> str:
    """Return a place as path:line:column, or what there is of it."""
    return ":".join(str(part) for part in (path, line, column) if part is not None)


def status_of(finding: Finding) -> str:
    """Return a finding's status and why, in words."""
    if finding.status is Status.AWAITING_REVIEW:
        return STATUS[finding.status]
    return f"{STATUS[finding.status]}, {BASIS[finding.basis]}"


def members_of(requirement: Requirement) -> str:
    """Return a requirement's name; a group with the criteria of which one is enough."""
    if len(requirement.members) == 1:
        return requirement.id
    return f"{requirement.id} (any of {', '.join(requirement.members)})"


def pages(printed: str) -> str:
    """Return page numbers as a citation writes them: p. for one, pp. for several, nothing for none."""
    if not printed:
        return ""
    return f"{'pp.' if any(mark in printed for mark in ',-–') else 'p.'} {printed}"


def response_words(response: Response) -> str:
    """Return what the provider said to a finding, with its day and that of the audit it answers."""
    to = f", to the audit of {response.to}" if response.to else ""
    return f"The provider, {response.date}{to}: “{response.text}”"


ANSWERS = {
    Answer.MET: "met",
    Answer.PARTLY_MET: "partly met",
    Answer.NOT_MET: "not met",
    Answer.NOT_APPLICABLE: "not applicable",
    Answer.CANNOT_TELL: "cannot tell",
}


def decision_words(decision: Decision) -> tuple[str, ...]:
    """Return what reviewers said of a criterion, a line each; before the quorum is complete only how many are in."""
    if not decision.complete:
        told = f"{decision.answered} of {decision.quorum} reviewers have decided"
        if decision.all_in:
            uncited = decision.answered - decision.counted
            told += f"; {uncited} of the answers, without a citation, {'does' if uncited == 1 else 'do'} not count yet"
        return (told,)
    counted = [voice_words(voice) for voice in decision.voices if voice.uncounted is None]
    settled = [settlement_words(decision.settlement)] if decision.settlement else []
    return (*counted, *settled, *([decision.lapsed] if decision.lapsed else []))


def people_of(audit: Audit) -> tuple[str, ...]:
    """Return those who reviewed, each with whom they work for, in the order in which they are met."""
    people = {voice.reviewer.id: voice.reviewer for each in audit.decisions.values() for voice in each.voices}
    return tuple(", ".join(filter(None, (person.name, person.affiliation))) for person in people.values())


def voice_words(voice: Voice) -> str:
    """Return what a reviewer said, with the reason, what would satisfy it, and what it rests on."""
    opinion = voice.opinion
    parts = [f"{voice.reviewer.name}, {opinion.date}: {ANSWERS[opinion.answer]}"]
    parts += [f"“{opinion.rationale}”"] if opinion.rationale else []
    parts += [f"would be satisfied by “{opinion.would_satisfy}”"] if opinion.would_satisfy else []
    cited = ", ".join(f"{citation.document} ({citation.place})" for citation in opinion.citations)
    return "; ".join([*parts, *([f"cites {cited}"] if cited else [])])


def settlement_words(settlement: Settlement) -> str:
    """Return who settled a disagreement, as what, how, when and why."""
    settlers = ", ".join(person.name for person in settlement.by)
    how = settlement.way.replace("_", " ")
    return f"Settled as {ANSWERS[settlement.answer]} by {settlers} ({how}), {settlement.date}: “{settlement.why}”"


def uncounted_words(audit: Audit) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """Return whose answers do not count, of which criteria, and why; never what they are.

    That an answer lacks a citation tells what it is: it is told once as many have answered as it takes.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for decision in audit.decisions.values():
        for voice in decision.voices:
            if voice.uncounted is not None and (decision.all_in or voice.uncounted is not Uncounted.UNCITED):
                found.setdefault((voice.reviewer.name, voice.why), []).append(decision.criterion)
    return tuple((name, tuple(criteria), why) for (name, why), criteria in found.items())


def cited_work(work: Work) -> str:
    """Return a work's authors, year, title and container."""
    container = f". {work.container}" if work.container else ""
    return f"{work.authors} ({work.year}). {work.title}{container}"


def many_words(ending: Ending, run: Run) -> str:
    """Return what a run over many profiles comes to, in a sentence or two."""
    parts = [f"{ending.verdicts.get(verdict, 0)} {verdict}" for verdict in Verdict]
    told = f"{number(ending.audited, 'profile')} at the {run.gate} gate: {', '.join(parts)}."
    return told + (f" {number(ending.unread, 'file')} could not be audited." if ending.unread else "")
