"""Draws the reviewers' answers together: whose count, whether they agree, and what settles a disagreement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mcaudit.model import (
    Answer,
    Criterion,
    Decider,
    Decision,
    Edition,
    Opinion,
    Pins,
    Review,
    Reviewer,
    Settlement,
    Standing,
    Uncounted,
    Voice,
    decider,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What decisions on one profile are held against: it as it is today, and the rules of the review."""

    edition: Edition
    pins: Mapping[str, Pins]
    """Of each criterion, as they are today."""
    documents: Mapping[str, str]
    """The pin of each document of the dossier, as it is today."""
    parties: Mapping[str, str]
    """Organizations with a role, by name as `fold` gives it, and why each is a party."""
    settled: frozenset[str]
    """Criteria that hang on a state's rules and that the policy lets facts decide."""
    quorum: int
    settles_alone: bool
    """Whether the policy lets one of the reviewers settle alone what they decided."""


def decisions_of(ground: Ground, reviews: Sequence[Review]) -> Mapping[str, Decision]:
    """Return what the reviewers of one profile together said of each criterion that any of them judged."""
    settlements = [settlement for review in reviews for settlement in review.settlements]
    found = {}
    for criterion in ground.edition.criteria:
        voices = tuple(_voices(ground, criterion, reviews))
        if voices:
            mine = [settlement for settlement in settlements if settlement.criterion == criterion.id]
            found[criterion.id] = _decision(ground, criterion, voices, mine)
    return found


def fold(name: str) -> str:
    """Return a name as names are compared: case, spacing and a full stop at its end do not count."""
    return " ".join(name.casefold().split()).strip(" .")


# --- whose answers count -------------------------------------------------------------------------


def _voices(ground: Ground, criterion: Criterion, reviews: Sequence[Review]) -> Iterator[Voice]:
    """Yield each reviewer's answer as it stands: the last by date, and of one day the last of the file.

    As first made is the earliest on what stands today: what was said of another text agrees with nothing.
    """
    for review in reviews:
        mine = [opinion for opinion in review.opinions if opinion.criterion == criterion.id]
        if mine and review.reviewer is not None:
            last = max(enumerate(mine), key=lambda item: (item[1].date, item[0]))[1]
            fresh = [each for each in mine if stale_because(ground, criterion.id, each.pins) is None]
            first = min(enumerate(fresh or mine), key=lambda item: (item[1].date, item[0]))[1]
            uncounted, why = _uncounted(ground, criterion, review.reviewer, last)
            yield Voice(reviewer=review.reviewer, opinion=last, first=first, uncounted=uncounted, why=why)


def _uncounted(
    ground: Ground, criterion: Criterion, reviewer: Reviewer, opinion: Opinion
) -> tuple[Uncounted | None, str]:
    """Return why an answer does not count, and in words; None where it does."""
    tie = ground.parties.get(fold(reviewer.affiliation))
    if tie is not None:
        return Uncounted.PARTY, f"the reviewer's affiliation is a party: {tie}"
    if stale := stale_because(ground, criterion.id, opinion.pins):
        return stale
    decides = decider(criterion, ground.settled) is Decider.REVIEWER
    if opinion.answer is Answer.MET and decides and not opinion.citations:
        return Uncounted.UNCITED, "a `met` on what a reviewer decides counts only with a citation"
    unknown = [citation.document for citation in opinion.citations if citation.document not in ground.documents]
    if opinion.answer is Answer.MET and decides and len(unknown) == len(opinion.citations):
        return Uncounted.UNCITED, f"it cites `{unknown[0]}`, which the dossier does not have"
    return None, ""


def stale_because(ground: Ground, criterion: str, pins: Pins) -> tuple[Uncounted, str] | None:
    """Return what has changed since something was decided, and in words; None where nothing has."""
    now = ground.pins[criterion]
    if pins.criterion != now.criterion:
        return Uncounted.STALE_CRITERION, "the criterion's text has changed since"
    if pins.fields != now.fields:
        return Uncounted.STALE_FIELDS, "what the profile says of it has changed since"
    changed = [name for name, pin in pins.documents.items() if ground.documents.get(name) != pin]
    if changed:
        return Uncounted.STALE_DOCUMENTS, f"the document `{changed[0]}` has changed since"
    return None


# --- what they come to ---------------------------------------------------------------------------


def _decision(
    ground: Ground, criterion: Criterion, voices: tuple[Voice, ...], settlements: Sequence[Settlement]
) -> Decision:
    counted = [voice for voice in voices if voice.uncounted is None]
    answers = tuple(voice.opinion.answer for voice in counted)
    said = [answer for answer in answers if answer is not Answer.CANNOT_TELL]
    latest = sorted(enumerate(settlements), key=lambda item: (item[1].date, item[0]), reverse=True)
    settlement = next((s for _, s in latest if _holds(ground, criterion, s, counted, voices)), None)
    standing, rationale = Standing.NO_AGREEMENT, ""
    settled: Answer | None = None
    if len(counted) < ground.quorum:
        standing = Standing.STALE if any(voice.is_stale for voice in voices) else Standing.TOO_FEW
    elif len(said) >= ground.quorum and len(set(said)) == 1:
        standing, settled, rationale = Standing.SETTLED, said[0], _reasons(counted, said[0])
    elif settlement is not None and len(set(answers)) > 1:
        standing, settled, rationale = Standing.SETTLED, settlement.answer, settlement.why
    elif len(said) < ground.quorum:
        standing = Standing.CANNOT_TELL
    adjudicated = settled is not None and not (len(said) >= ground.quorum and len(set(said)) == 1)
    return Decision(
        criterion=criterion.id,
        standing=standing,
        answers=answers,
        settled=settled,
        adjudicated=adjudicated,
        rationale=rationale,
        counted=len(counted),
        quorum=ground.quorum,
        voices=voices,
        settlement=settlement if adjudicated else None,
    )


def _holds(
    ground: Ground, criterion: Criterion, settlement: Settlement, counted: Sequence[Voice], voices: Sequence[Voice]
) -> bool:
    """Return whether a settlement is of the answers as they stand, on what stands today, by those who may."""
    answers = {voice.reviewer.id: voice.opinion.answer for voice in counted}
    if dict(settlement.between) != answers or stale_because(ground, criterion.id, settlement.pins):
        return False
    return why_not(ground, settlement.by, [voice.reviewer for voice in voices]) == ""


def why_not(ground: Ground, settlers: Sequence[Reviewer], reviewers: Sequence[Reviewer]) -> str:
    """Return why these people may not settle what reviewers disagree about; empty where they may.

    A party may not, and nobody alone what they decided as one of the reviewers, whatever short name they use.
    """
    for person in settlers:
        if tie := ground.parties.get(fold(person.affiliation)):
            return f"the affiliation of {person.name} is a party: {tie}"
    if len({_identity(person) for person in settlers}) > 1 or ground.settles_alone:
        return ""
    (alone, *_) = settlers
    known = {person.id for person in reviewers} | {_identity(person) for person in reviewers}
    if alone.id in known or _identity(alone) in known:
        return f"{alone.name} decided this as one of the reviewers, and nobody settles that alone"
    return ""


def _identity(person: Reviewer) -> str:
    return f"{fold(person.name)} / {fold(person.affiliation)}"


def _reasons(counted: Sequence[Voice], answer: Answer) -> str:
    reasons = dict.fromkeys(
        voice.opinion.rationale.strip().rstrip(".")
        for voice in counted
        if voice.opinion.answer is answer and voice.opinion.rationale
    )
    return "; ".join(reasons)
