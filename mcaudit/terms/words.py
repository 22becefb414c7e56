"""The words that every output uses for statuses, bases, ratings, verdicts, actors and places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from typing import assert_never

from mcaudit.looks import LOOKS, Look
from mcaudit.model import (
    Actor,
    Audit,
    Basis,
    Binding,
    Counts,
    Criterion,
    Decider,
    Edition,
    Finding,
    Group,
    Outcome,
    Progress,
    Rating,
    Response,
    Status,
    Suggestion,
    Verdict,
    Work,
)
from mcaudit.model.words import verdicts_of
from mcaudit.terms.run import Ending, Run

# Each table has a word for every member of its enumeration; a test proves it.

STATUS: Mapping[Status, str] = {status: LOOKS[Look(status)].word for status in Status}
BASIS: Mapping[Basis, str] = {
    Basis.FACTS: "on facts",
    Basis.POLICY: "by the state's policy",
    Basis.CONSENSUS: "by the reviewers' consensus",
    Basis.ADJUDICATION: "by adjudication",
    Basis.MISSING: "nothing in the profile is about it",
    Basis.EMPTY: "the profile leaves it empty",
    Basis.REPEATED: "one text is repeated for too many criteria",
    Basis.UNCITED: "no usable citation",
    Basis.CONFLICT: "sources or answers contradict each other",
    Basis.SKIP: "skipped after a “no” in 2A",
    Basis.OPTIONAL: "optional and not answered",
    Basis.TOO_FEW: "not enough reviewers have decided",
    Basis.NO_AGREEMENT: "the reviewers do not agree",
    Basis.CANNOT_TELL: "the reviewers cannot tell",
    Basis.STALE: "what the reviewers decided on has changed",
    Basis.CONTRADICTS_FACTS: "a reviewer's answer contradicts the facts",
    Basis.UNREVIEWED: "no reviewer has decided",
    Basis.UNCONFIRMED: "no reviewer has checked the facts",
    Basis.CLAIMED_NOT_APPLICABLE: "the profile says that it does not apply",
}
RATING: Mapping[Rating, str] = {
    rating: STATUS[Status.NOT_STATED] if rating is Rating.NOT_STATED else rating.replace("_", " ") for rating in Rating
}
VERDICT: Mapping[Verdict, str] = {verdict: verdict.replace("_", " ") for verdict in Verdict}
ACTOR: Mapping[Actor, str] = {
    Actor.PROVIDER: "the provider",
    Actor.REVIEWERS: "reviewers",
    Actor.STATE: "the state",
    Actor.NOBODY: "nobody",
}
SUGGESTION: Mapping[Suggestion, str] = {Suggestion.NONE: "", Suggestion.MET: "met", Suggestion.NOT_MET: "not met"}
DECIDER: Mapping[Decider, str] = {
    Decider.FACTS: "facts decide it",
    Decider.REVIEWER: "a reviewer decides it",
    Decider.FACTS_IF_SET: "facts decide it once a state's policy sets the value; until then a reviewer does",
    Decider.REVIEWER_WITH_SETTING: "a reviewer decides it; what a state's policy sets is a suggestion",
}
BINDING: Mapping[Binding, str] = {
    Binding.NEUTRAL: "the same in every state",
    Binding.BOUND: "depends on the state",
    Binding.BOUND_IF_SET: "depends on the state only where its policy sets a value",
}
OUTCOME: Mapping[Outcome, str] = {
    Outcome.MET: "met",
    Outcome.NOT_MET: "not met",
    Outcome.WAITS: "goes to a reviewer",
    Outcome.NOT_STATED: "not addressed",
    Outcome.SUGGESTS_MET: "the facts suggest met",
    Outcome.SUGGESTS_NOT_MET: "the facts suggest not met",
}
PROGRESS: Mapping[Progress, str] = {
    Progress.NEW: "new",
    Progress.OPEN: "still open",
    Progress.FIXED: "fixed",
    Progress.DROPPED: "no longer asked",
    Progress.CHANGED: "changed",
    Progress.RE_EVALUATED: "re-evaluated",
}


class Tone(StrEnum):
    """How a verdict is colored, marked and turned into an exit code."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


def tone_of(verdict: Verdict) -> Tone:
    """Return whether a verdict says yes, no, or that reviewers must still decide."""
    match verdict:
        case Verdict.PASS | Verdict.READY:
            return Tone.YES
        case Verdict.FAIL | Verdict.INCOMPLETE | Verdict.NOT_READY:
            return Tone.NO
        case Verdict.UNDECIDED:
            return Tone.OPEN
        case other:
            assert_never(other)


def is_yes(verdict: Verdict) -> bool:
    """Return whether a verdict may be green: nothing else says pass, and nothing else exits with 0."""
    return tone_of(verdict) is Tone.YES


_PLURALS = {"criterion": "criteria"}


def number(count: int, noun: str) -> str:
    """Return a count with its noun, in the plural where needed."""
    return f"{count} {noun}" if count == 1 else f"{count} {_PLURALS.get(noun, f'{noun}s')}"


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def counted_out(count: int) -> str:
    """Return a number as a word, where it is below ten."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def are(count: int) -> str:
    """Return the verb that goes with a count."""
    return "is" if count == 1 else "are"


def those(count: int, every: int) -> str:
    """Return how many of several these are, with the verb: "3 of the 12 are", "both are", "all 6 are", "this is"."""
    if count < every:
        return f"{count} of the {every} {are(count)}"
    return {1: "this is", 2: "both are"}.get(every, f"all {every} are")


def readings_among(count: int, every: int) -> str:
    """Return how many of several micro-credentials were only read about."""
    whole, them = ("a reading", "it") if count == 1 else ("readings", "them")
    return f"{those(count, every)} {whole} of public pages; no provider submitted {them}"


# --- scores ----------------------------------------------------------------------------------------


def met_range(counts: Counts) -> str:
    """Return how many requirements are met: a number, or a range where some are open."""
    return str(counts.floor) if counts.floor == counts.ceiling else f"{counts.floor} to {counts.ceiling}"


def addressed_of(counts: Counts) -> str:
    """Return how many requirements are addressed, out of all."""
    return f"{counts.addressed} of {counts.total}"


def counts_words(counts: Counts, between: str = ", ") -> str:
    """Return how many requirements are addressed, met and not addressed, and how many have each other status."""
    others = (
        (counts.awaiting_review, STATUS[Status.AWAITING_REVIEW]),
        (counts.unsupported, STATUS[Status.UNSUPPORTED]),
        (counts.partly_met, STATUS[Status.PARTLY_MET]),
        (counts.not_met, STATUS[Status.NOT_MET]),
        (counts.not_applicable, STATUS[Status.NOT_APPLICABLE]),
        (counts.waived, "waived"),
    )
    always = (f"{addressed_of(counts)} addressed", f"{counts.not_stated} not addressed", f"{met_range(counts)} met")
    return between.join([*always, *(f"{count} {name}" for count, name in others if count)])


def gating_counts(audit: Audit) -> Counts:
    """Return the counts of what a gate looks at: the required, and the desired that the policy requires."""
    tally = Counter(str(requirement.status) for requirement in audit.requirements if requirement.gates)
    return Counts(**tally, waived=audit.score.required.waived)


# --- findings --------------------------------------------------------------------------------------


def place(finding: Finding) -> str:
    """Return where a finding points, as path:line:column, or the path alone where there is no line."""
    where = finding.location
    return place_of(where.path, where.line, where.column)


def place_of(path: str, line: int | None, column: int | None) -> str:
    """Return a place as path:line:column, or what there is of it."""
    return ":".join(str(part) for part in (path, line, column) if part is not None)


def status_of(finding: Finding) -> str:
    """Return a finding's status and why, in words."""
    return f"{STATUS[finding.status]}, {BASIS[finding.basis]}"


_WORDS_SHOWN = 4
"""Texts shown beside a fact where space is short; JSON and documents show all."""


def lacks(finding: Finding) -> tuple[tuple[str, str], ...]:
    """Return what the facts suggest to reviewers, what is missing or could be added, and the words beside a fact."""
    found = []
    if finding.beside:
        said = [f"{each.label}: “{each.text}”" for each in finding.beside[:_WORDS_SHOWN]]
        more = len(finding.beside) - len(said)
        found.append(("words beside it", "; ".join([*said, *([f"and {more} more"] if more else [])])))
    if finding.suggestion is not Suggestion.NONE:
        found.append(("facts suggest", SUGGESTION[finding.suggestion]))
    if finding.provider_could_add:
        found.append(("could add", ", ".join(finding.provider_could_add)))
    elif finding.missing:
        any_of = finding.status is Status.NOT_STATED and len(finding.missing) > 1
        found.append(("missing", f"{'any of ' if any_of else ''}{', '.join(finding.missing)}"))
    return tuple(found)


def requirement_title(edition: Edition, id: str) -> str:
    """Return a requirement's title; of a group, the criteria of which any one is enough."""
    found = named(edition, id)
    if isinstance(found, Criterion):
        return found.title
    titles = {each.id: each.title for each in edition.criteria}
    return f"(any one of {', '.join(f'{name} {titles[name]}' for name in found.members)})"


def named(edition: Edition, id: str) -> Criterion | Group:
    """Return the criterion or group of an identifier."""
    for sub in edition.subcomponents:
        kept: tuple[Criterion | Group, ...] = (*sub.criteria, *sub.groups)
        for each in kept:
            if each.id == id:
                return each
    raise KeyError(id)


def any_one_words(group: Group) -> str:
    """Return that one of the members of a group is enough, in a sentence."""
    return f"Any one of {', '.join(group.members)} is enough, and they count once."


def pages(printed: str) -> str:
    """Return page numbers as a citation writes them: p. for one, pp. for several, nothing for none."""
    if not printed:
        return ""
    return f"{'pp.' if any(mark in printed for mark in ',-–') else 'p.'} {printed}"


def response_words(response: Response) -> str:
    """Return what the provider said to a finding, with its day and that of the audit it answers."""
    to = f", to the audit of {response.to}" if response.to else ""
    return f"The provider, {response.date}{to}: “{response.text}”"


def cited_work(work: Work) -> str:
    """Return a work's authors, year, title and container."""
    container = f". {work.container}" if work.container else ""
    return f"{work.authors} ({work.year}). {work.title}{container}"


def many_words(ending: Ending, run: Run) -> str:
    """Return what a run over many profiles comes to, in a sentence or two."""
    answers = verdicts_of(run.gate)
    parts = [f"{ending.verdicts.get(verdict, 0)} {VERDICT[verdict]}" for verdict in Verdict if verdict in answers]
    sentence = f"{number(ending.audited, 'profile')} at the {run.gate} gate: {', '.join(parts)}."
    return sentence + (f" {number(ending.unread, 'file')} could not be audited." if ending.unread else "")


def configuration_words(path: str) -> str:
    """Return which configuration a run used."""
    return f"options that the command line does not give come from {path}"
