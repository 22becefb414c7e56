"""Whether a micro-credential is awarded in a form that a rule asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mcaudit.accept.candidate import Candidate
from mcaudit.accept.claims import Question, listed
from mcaudit.model.acceptance import Condition, Holds
from mcaudit.model.codes import code_words
from mcaudit.model.purposes import FormNeed
from mcaudit.model.states import NATIONAL
from mcaudit.settings.places import Found, codes

_ANSWER = "/issuers/form"
_EVERYWHERE, _BY_STATE = f"{_ANSWER}/forms/*", f"{_ANSWER}/forms_by_state/*~standing=awarded/form"
_COMPLETE = "/lists_complete"


def form_condition(candidate: Candidate, need: FormNeed, id: str) -> Condition:
    """Return whether a form that is asked for is awarded; one that the profile does not list is open."""
    found = [*candidate.found(_EVERYWHERE), *_by_state(candidate)]
    fitting = [each for each in found if set(need.forms).intersection(codes(each.value))]
    sure = [each for each in fitting if each.sure]
    text = f"It is awarded as {listed(map(code_words, need.forms))}."
    asked = Question(candidate=candidate, id=id, text=text, source=need.source, criterion="4B-1")
    given = listed((code_words(str(each.value)) for each in found), "and")
    disputed = candidate.is_disputed([f"{_ANSWER}/forms", f"{_ANSWER}/forms_by_state"])
    if sure and not disputed:
        reason = f"The profile lists {listed((code_words(str(each.value)) for each in sure), 'and')}."
        return asked.claimed(reason, [each.pointer for each in sure])
    if disputed:
        holds, reason = Holds.OPEN, "The profile's sources disagree about the form."
    elif not fitting and set(need.forms) <= set(codes(candidate.value(f"{_ANSWER}/denied"))):
        holds, reason = Holds.NO, "The profile says that it is not awarded in this form."
    elif not fitting and found and "forms" in codes(candidate.value(_COMPLETE)):
        holds, reason = Holds.NO, f"The profile lists only {given}."
    elif fitting:
        holds, reason = Holds.OPEN, "The profile does not say that this form is awarded here today."
    else:
        lists = f"lists {given}, and " if given else ""
        holds, reason = Holds.OPEN, f"The profile {lists}does not say whether this form is awarded."
    return asked.answered(holds, reason, f"{_ANSWER}/forms")


def _by_state(candidate: Candidate) -> Iterator[Found]:
    """Yield the forms by state that are, or may be, of this state.

    Without a state, a form is of the profile's own; in a national profile it is not sure where it is awarded.
    """
    written = candidate.profile.written
    for each in candidate.found(_BY_STATE):
        entry = candidate.value(each.pointer.rpartition("/form")[0])
        if codes(entry.get("state")) or written is None:
            yield each
        elif written.state == NATIONAL:
            yield replace(each, sure=False)
