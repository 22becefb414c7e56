"""Whether a micro-credential is one that a rule names, part of a series, or about a topic."""

from __future__ import annotations

from collections.abc import Iterator

from mcaudit.accept.candidate import Candidate
from mcaudit.accept.claims import Question, listed
from mcaudit.model import same_name
from mcaudit.model.acceptance import Condition, Holds, RestsOn
from mcaudit.model.purposes import ListNeed, Named, SeriesNeed, TopicNeed
from mcaudit.settings.places import codes, names_of

_ISSUERS = "/issuers/issuer/organizations/*"
_TOPIC = "/developers/title_and_description/content_area"
_AREAS = "/developers/title_and_description/competency_areas"
_STACKS = ("/developers/competency_context/stack", "/developers/competency_context/stacks")
_SHOWN = 5
"""How many names of a list a sentence holds."""


def list_condition(candidate: Candidate, need: ListNeed, id: str) -> Condition:
    """Return whether a rule names it: by the id of its profile, or by title and issuer."""
    matches = [each for each in need.micro_credentials if _has_title(candidate, each)]
    sure = [each for each in matches if _is_sure(candidate, each)]
    if sure:
        holds, reason = Holds.YES, "It is on the state's list."
    elif matches:
        holds, reason = Holds.OPEN, "The state's list has its title. A person must say whether it means this one."
    elif need.complete:
        holds, reason = Holds.NO, "It is not on the state's list, which is complete."
    else:
        holds, reason = Holds.OPEN, "It is not on the state's list, which may not be complete."
    names = [each.title for each in need.micro_credentials]
    more = f", and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    text = f"It is one of those that the state names: {', '.join(names[:_SHOWN])}{more}."
    rests_on = RestsOn.POLICY if holds is Holds.YES else RestsOn.NOTHING
    asked = Question(candidate=candidate, id=id, text=text, source=need.source)
    return asked.answered(holds, reason, "/title", rests_on=rests_on)


def _has_title(candidate: Candidate, named: Named) -> bool:
    profile = candidate.profile
    return named.title == profile.id or same_name(named.title, profile.title)


def _is_sure(candidate: Candidate, named: Named) -> bool:
    if named.title == candidate.profile.id:
        return True
    issuers = (name for each in candidate.found(_ISSUERS) for name in names_of(candidate.facts, str(each.value)))
    return bool(named.issuer) and any(same_name(named.issuer, name) for name in issuers)


# --- series --------------------------------------------------------------------------------------


def series_condition(candidate: Candidate, need: SeriesNeed, id: str) -> Condition:
    """Return that one micro-credential is not a whole series, and whether it is part of the one that counts."""
    is_member = _is_member(candidate, need)
    alone = f"By itself it does not count, only a whole series does{f': {need.series}' if need.series else ''}."
    if is_member:
        reason = f"{alone} This is part of it."
    elif need.named and not _has_electives(need):
        reason = f"{alone} This is not one of those that the state names for it."
    else:
        reason = f"{alone} The profile does not say whether this is part of it."
    several = f"{need.members} micro-credentials" if need.members else "the whole series"
    series = f" ({need.series})" if need.series else ""
    mastery = f", each with at least {need.mastery_percent:.15g} percent" if need.mastery_percent else ""
    text = f"Educators must earn {several}{series}{mastery}."
    asked = Question(candidate=candidate, id=id, text=text, source=need.source, criterion="1D-1")
    return asked.answered(Holds.NO, reason, _STACKS[0], is_series=is_member)


def _is_member(candidate: Candidate, need: SeriesNeed) -> bool:
    if any(same_name(title, candidate.profile.title) for title in need.named):
        return True
    return (not need.named or _has_electives(need)) and any(same_name(need.series, name) for name in _stacks(candidate))


def _has_electives(need: SeriesNeed) -> bool:
    """Return whether a series takes more micro-credentials than the state names for it."""
    return need.members is not None and need.members > len(need.named)


def _stacks(candidate: Candidate) -> Iterator[str]:
    """Yield the names of the stacks that the profile says it belongs to."""
    stack, others = (candidate.value(place) for place in _STACKS)
    for entry in (stack, *(others if isinstance(others, list) else ())):
        if isinstance(entry, dict):
            yield from codes(entry.get("name"))


# --- topics --------------------------------------------------------------------------------------


def topic_condition(candidate: Candidate, need: TopicNeed, id: str) -> Condition:
    """Return whether it is about a topic: a content area or competency area of that name says so, else a person."""
    text = f"It is about {listed(need.topics)}."
    given = [each for place in (_TOPIC, f"{_AREAS}/*") for each in candidate.found(place)]
    named = [each for each in given if any(same_name(str(each.value), topic) for topic in need.topics)]
    disputed = candidate.is_disputed([_TOPIC, _AREAS])
    asked = Question(candidate=candidate, id=id, text=text, source=need.source, criterion="1A-1")
    if disputed:
        return asked.answered(Holds.OPEN, "The profile's sources disagree about its content area.", _TOPIC)
    if named:
        return asked.claimed(f"The profile names {named[0].value}.", [named[0].pointer])
    areas = listed((str(each.value) for each in given), "and")
    reason = f"The profile names {areas or 'no content area'}. A person must say whether that is the topic."
    return asked.answered(Holds.OPEN, reason, _TOPIC)
