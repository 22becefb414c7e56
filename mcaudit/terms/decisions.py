"""What reviewers decided of a criterion, whose answers do not count, and how a disagreement was settled, in words."""

from __future__ import annotations

from collections.abc import Mapping

from mcaudit.model import Answer, Audit, Decision, Settlement, Uncounted, Vote
from mcaudit.model.states import state_name
from mcaudit.terms.sentences import day_words

ANSWERS: Mapping[Answer, str] = {answer: answer.replace("_", " ") for answer in Answer}


def decision_words(decision: Decision, documents: Mapping[str, str]) -> tuple[str, ...]:
    """Return what reviewers said of a criterion, a line each; before the quorum is complete only how many are in.

    `documents` are the titles of the dossier's documents by their short names.
    """
    checks = tuple(_vote_words(vote, documents) for vote in decision.checks)
    if decision.only_checks:
        return checks
    if not decision.complete:
        answered = f"{decision.answered} of {decision.quorum} reviewers have decided"
        if decision.all_in:
            answered += f"; {uncounted_sentence(decision.answered - decision.counted)}"
        return (answered, *checks)
    counted = [_vote_words(vote, documents) for vote in decision.votes if vote.counts]
    settled = [_settlement_words(decision.settlement)] if decision.settlement else []
    return (*counted, *settled, *([decision.lapsed] if decision.lapsed else []), *checks)


def document_titles(audit: Audit) -> Mapping[str, str]:
    """Return the titles of the dossier's documents by their short names."""
    entries: Mapping[str, Mapping[str, str]] = audit.profile.content.get("dossier") or {}
    return {name: str(entry["title"]) for name, entry in entries.items()}


def uncounted_sentence(uncited: int) -> str:
    """Return how many answers do not count yet because they cite no document."""
    if uncited == 1:
        return "1 answer does not count yet: it cites no document"
    return f"{uncited} answers do not count yet: they cite no document"


def people_of(audit: Audit) -> Mapping[str, str]:
    """Return those who reviewed by id, each with whom they work for, in the order in which they are met."""
    people = {vote.reviewer.id: vote.reviewer for each in audit.decisions.values() for vote in each.votes}
    return {id: ", ".join(filter(None, (person.name, person.affiliation))) for id, person in people.items()}


def _vote_words(vote: Vote, documents: Mapping[str, str]) -> str:
    """Return what a reviewer said, with the reason, what would satisfy it, and what it rests on."""
    opinion = vote.opinion
    decided = f"decided for {state_name(vote.state)}: " if vote.state else ""
    parts = [f"{vote.reviewer.name}, {day_words(opinion.date)}: {decided}{ANSWERS[opinion.answer]}"]
    parts += [f"“{opinion.rationale}”"] if opinion.rationale else []
    parts += [f"would be satisfied by “{opinion.would_satisfy}”"] if opinion.would_satisfy else []
    cited = ", ".join(f"{documents.get(each.document, each.document)} ({each.place})" for each in opinion.citations)
    return "; ".join([*parts, *([f"cites {cited}"] if cited else [])])


def _settlement_words(settlement: Settlement) -> str:
    """Return who settled a disagreement, as what, how, when and why."""
    settlers = ", ".join(person.name for person in settlement.by)
    how = settlement.way.replace("_", " ")
    day = day_words(settlement.date)
    return f"Settled as {ANSWERS[settlement.answer]} by {settlers} ({how}), {day}: “{settlement.why}”"


def uncounted_words(audit: Audit) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """Return whose answers do not count, of which criteria, and why; never what they are.

    “Lacks a citation” gives the answer away, so it is shown only once enough have answered.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for decision in audit.decisions.values():
        for vote in decision.votes:
            if vote.uncounted is not None and (decision.all_in or vote.uncounted is not Uncounted.UNCITED):
                found.setdefault((vote.reviewer.name, vote.why), []).append(decision.criterion)
    return tuple((name, tuple(criteria), why) for (name, why), criteria in found.items())
