"""Draws the reviewers' answers together: whose count, whether they agree, and what settles a disagreement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mcaudit.model import (
    Answer,
    Criterion,
    Decision,
    Edition,
    Opinion,
    Parties,
    Pins,
    Review,
    Reviewer,
    Settlement,
    Standing,
    Uncounted,
    Vote,
    facts_decide,
    facts_may_decide,
)
from mcaudit.model.states import state_name
from mcaudit.review.adopting import Adopting
from mcaudit.review.parties import one_person

_Made = tuple[Settlement, str]
"""A settlement, and the state that it was made for; empty where its file does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewContext:
    """What decisions on one profile are checked against: the profile as it is today, and the rules of the review."""

    edition: Edition
    pins: Mapping[str, Pins]
    """The pins of each criterion, as they are today."""
    former: Callable[[str, str], Pins]
    """What pins made before criteria had a meaning would be today, by the criterion and the pin of its text."""
    bound: frozenset[str]
    """Criteria on which decisions hold only for the state that reviews."""
    state: str
    """The state that reviews."""
    home: str
    """The profile's own state; decisions that do not name a state are for this one."""
    documents: Mapping[str, str]
    """The pin of each document of the dossier, as it is today."""
    parties: Parties
    settled: frozenset[str]
    """Criteria that facts decide only because the policy sets a value."""
    quorum: int
    settles_alone: bool
    """Whether the policy lets one of the reviewers settle alone what they decided."""
    adopting: Adopting
    """Which decisions made for other states count."""


def decisions_of(context: ReviewContext, reviews: Sequence[Review]) -> Mapping[str, Decision]:
    """Return what the reviewers of one profile together said of each criterion that any of them judged."""
    settlements = [(settlement, review.state) for review in reviews for settlement in review.settlements]
    found = {}
    for criterion in context.edition.criteria:
        votes = tuple(_votes(context, criterion, reviews))
        if votes:
            votes = context.adopting.own_first(votes, context.quorum)
            mine = [each for each in settlements if each[0].criterion == criterion.id]
            found[criterion.id] = _decision(context, criterion, votes, mine)
    return found


def stands(opinions: Sequence[Opinion]) -> Opinion:
    """Return the answer to a criterion that stands: the last by date, and of one day the last of the file."""
    return max(enumerate(opinions), key=lambda item: (item[1].date, item[0]))[1]


def uncited(edition: Edition, opinions: Sequence[Opinion]) -> tuple[str, ...]:
    """Return the criteria on which a reviewer's “met” does not count yet, whatever the policy: it cites no document."""
    by_reviewers = [criterion.id for criterion in edition.criteria if not facts_may_decide(criterion)]
    mine = {name: [each for each in opinions if each.criterion == name] for name in by_reviewers}
    standing = {name: stands(each) for name, each in mine.items() if each}
    return tuple(name for name, last in standing.items() if last.answer is Answer.MET and not last.citations)


# --- whose answers count -------------------------------------------------------------------------


def _votes(context: ReviewContext, criterion: Criterion, reviews: Sequence[Review]) -> Iterator[Vote]:
    """Yield each reviewer's answer as it stands, and as first made.

    As first made is the earliest on what stands today: what was said about something else agrees with nothing. A
    check of a fact is not an answer, and so it is not what was first made.
    """
    for review in reviews:
        mine = [opinion for opinion in review.opinions if opinion.criterion == criterion.id]
        if mine and review.reviewer is not None:
            last = stands(mine)
            answers = [each for each in mine if each.answer is not Answer.CHECKED] or mine
            fresh = [each for each in answers if stale_because(context, criterion.id, each.pins) is None]
            first = min(enumerate(fresh or answers), key=lambda item: (item[1].date, item[0]))[1]
            origin = review.state or last.pins.state
            uncounted, why = _uncounted(context, criterion, review.reviewer, last, origin)
            state = "" if context.adopting.is_own(origin) else origin
            yield Vote(reviewer=review.reviewer, opinion=last, first=first, uncounted=uncounted, why=why, state=state)


def _uncounted(
    context: ReviewContext, criterion: Criterion, reviewer: Reviewer, opinion: Opinion, origin: str
) -> tuple[Uncounted | None, str]:
    """Return why an answer does not count, and in words; None where it does."""
    if tie := context.parties.tie(reviewer.affiliation):
        return Uncounted.PARTY, f"the reviewer's affiliation is a party: {tie}"
    if criterion.id in context.bound and not context.adopting.is_own(origin):
        return Uncounted.STALE_STATE, f"it was decided for {origin}, and this is a review for {context.state}"
    if stale := stale_because(context, criterion.id, opinion.pins):
        return stale
    if refusal := context.adopting.refusal(criterion.id, origin, opinion.date):
        return refusal
    decides = not facts_decide(criterion, context.settled)
    if opinion.answer is Answer.CHECKED and decides:
        return Uncounted.NO_FACT, "reviewers decide this, so there is no fact to check"
    if opinion.answer is Answer.MET and decides and not opinion.citations:
        return Uncounted.UNCITED, "a `met` on what a reviewer decides counts only with a citation"
    unknown = [citation.document for citation in opinion.citations if citation.document not in context.documents]
    if opinion.answer is Answer.MET and decides and len(unknown) == len(opinion.citations):
        return Uncounted.UNCITED, f"it cites `{unknown[0]}`, which the dossier does not have"
    return None, ""


def stale_because(context: ReviewContext, criterion: str, pins: Pins) -> tuple[Uncounted, str] | None:
    """Return what has changed since something was decided, and in words; None where nothing has."""
    now = context.former(criterion, pins.criterion) if pins.are_former else context.pins[criterion]
    if (pins.meaning, pins.criterion) != (now.meaning, now.criterion):
        return Uncounted.STALE_CRITERION, "what the criterion asks has changed since"
    if pins.are_former and context.state != context.home and criterion in context.bound:
        return Uncounted.STALE_STATE, f"it names no state, so it counts only for the profile's own, {context.home}"
    if pins.state and pins.state != now.state:
        return Uncounted.STALE_STATE, f"it was decided for {pins.state}, and this is a review for {context.state}"
    if (pins.state, pins.setting) != (now.state, now.setting):
        return Uncounted.STALE_SETTING, "what the state's policy sets for it has changed since"
    if pins.fields not in (now.fields, now.earlier_fields):
        return Uncounted.STALE_FIELDS, "what the profile says about it has changed since"
    for name in now.documents:
        if name not in pins.documents:
            return Uncounted.STALE_DOCUMENTS, f"it does not say of which version of the document `{name}` it is"
        if pins.documents[name] != context.documents.get(name):
            return Uncounted.STALE_DOCUMENTS, f"the document `{name}` has changed since"
    if any(context.documents.get(name) != pin for name, pin in pins.documents.items()):
        # Naming it would show another reviewer what this one cites.
        return Uncounted.STALE_DOCUMENTS, "a document that it cites besides has changed since"
    return None


# --- what they come to ---------------------------------------------------------------------------


def _decision(
    context: ReviewContext, criterion: Criterion, votes: tuple[Vote, ...], settlements: Sequence[_Made]
) -> Decision:
    counted = [vote for vote in votes if vote.counts]
    quorum = context.adopting.quorum(votes, context.quorum)
    answers = tuple(vote.opinion.answer for vote in counted)
    said = [answer for answer in answers if answer is not Answer.CANNOT_TELL]
    differ = len(counted) >= quorum and len(set(answers)) > 1
    standing, rationale, lapsed = Standing.NO_AGREEMENT, "", ""
    settled: Answer | None = None
    settlement: Settlement | None = None
    if len(counted) < quorum:
        stale = any(vote.is_stale and not vote.is_check for vote in votes)
        standing = Standing.STALE if stale else Standing.TOO_FEW
    elif len(said) >= quorum and len(set(said)) == 1:
        standing, settled = Standing.SETTLED, said[0]
        rationale = _drawn(vote.opinion.rationale for vote in counted if vote.opinion.answer is settled)
    else:
        settlement, lapsed = _settlement(context, criterion, counted, votes, settlements) if differ else (None, "")
        if settlement is not None:
            standing, settled, rationale = Standing.SETTLED, settlement.answer, settlement.why
        elif len(said) < quorum:
            standing = Standing.CANNOT_TELL
    found_met = len(counted) >= quorum and Answer.MET in answers and facts_decide(criterion, context.settled)
    falls_short = settled in (Answer.NOT_MET, Answer.PARTLY_MET)
    return Decision(
        criterion=criterion.id,
        standing=standing,
        answers=answers,
        settled=settled,
        adjudicated=settlement is not None,
        rationale=rationale,
        would_satisfy=_drawn(vote.opinion.would_satisfy for vote in counted) if falls_short else "",
        counted=len(counted),
        quorum=quorum,
        votes=votes,
        settlement=settlement,
        checked=found_met or any(vote.confirms for vote in votes),
        lapsed=lapsed,
    )


def _settlement(
    context: ReviewContext,
    criterion: Criterion,
    counted: Sequence[Vote],
    votes: Sequence[Vote],
    settlements: Sequence[_Made],
) -> tuple[Settlement | None, str]:
    """Return the latest settlement that holds; where none does, why the latest of all does not."""
    lapsed = ""
    states = {vote.state for vote in counted}
    whose = next(iter(states)) if len(states) == 1 else ""  # the state whose reviewers gave the answers, if it is one
    for _, (each, named) in sorted(enumerate(settlements), key=lambda item: (item[1][0].date, item[0]), reverse=True):
        origin = named or whose
        if context.adopting.takes_settlement(criterion.id, origin, each.date):
            because = _lapsed_because(context, criterion, each, counted, votes)
        else:
            because = f"it was made for {state_name(origin)}, and does not count here"
        if not because:
            return each, ""
        lapsed = lapsed or f"The settlement of {each.date} does not hold: {because}"
    return None, lapsed


def _lapsed_because(
    context: ReviewContext, criterion: Criterion, settlement: Settlement, counted: Sequence[Vote], votes: Sequence[Vote]
) -> str:
    """Return why a settlement is not of the answers as they stand, on what stands today, by those who may; or empty."""
    if dict(settlement.between) != {vote.reviewer.id: vote.opinion.answer for vote in counted}:
        return "the answers that it settled are not those that count today"
    if stale := stale_because(context, criterion.id, settlement.pins):
        return stale[1]
    return why_not(context, settlement.by, [vote.reviewer for vote in votes])


def why_not(context: ReviewContext, settlers: Sequence[Reviewer], reviewers: Sequence[Reviewer]) -> str:
    """Return why these people may not settle what reviewers disagree about; empty where they may.

    A party may not, and nobody alone what they decided as one of the reviewers, whatever short name or affiliation
    they give: two people with the same name differ by how the name is written.
    """
    for person in settlers:
        if tie := context.parties.tie(person.affiliation):
            return f"the affiliation of {person.name} is a party: {tie}"
    (alone, *others) = settlers
    if context.settles_alone or not all(one_person(alone, other) for other in others):
        return ""
    if any(one_person(alone, reviewer) for reviewer in reviewers):
        return f"{alone.name} decided this as one of the reviewers, and nobody settles that alone"
    return ""


def _drawn(texts: Iterable[str]) -> str:
    """Return what reviewers wrote as sentences, each once."""
    return ". ".join(dict.fromkeys(text.strip().rstrip(".") for text in texts if text.strip()))
