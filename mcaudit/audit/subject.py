"""What the table of statuses asks about one criterion of a profile, each computed once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mcaudit.audit.applies import Applicability
from mcaudit.audit.stated import Bearing, Statements, filled, overlaps
from mcaudit.audit.support import Conflict, Support, citations_for, sorted_out
from mcaudit.facts.labels import label
from mcaudit.model import (
    Basis,
    Binding,
    Citation,
    Criterion,
    Decider,
    Decision,
    Edition,
    JsonObject,
    Policy,
    Profile,
    Standing,
    Subcomponent,
    Suggestion,
    conditions,
    facts_decide,
)
from mcaudit.model.bearing import places_bearing, places_read
from mcaudit.model.lacks import Lack, lack
from mcaudit.model.once import once
from mcaudit.model.places import value_at
from mcaudit.settings.results import SettingResult, combined


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything that the statuses of a profile's criteria depend on."""

    edition: Edition
    policy: Policy | None
    date: str
    """The day of the audit, as YYYY-MM-DD."""
    profile: Profile
    facts: JsonObject
    """Without the places about which sources disagree."""
    applies: Applicability
    statements: Statements
    conflicts: tuple[Conflict, ...]
    settings: Mapping[str, tuple[SettingResult, ...]]
    """What the policy's settings come to, by criterion."""
    settled: frozenset[str]
    """Criteria that facts decide only because the policy sets a value."""
    required_by: Mapping[str, str]
    """Desired criteria that the policy requires → the policy."""
    decisions: Mapping[str, Decision]
    as_written: Case | None = None
    """The case of the profile as it is written, where this is of a view of it for another state."""
    is_brief: bool = False
    """Whether findings leave out what is missing or could be added, and the words beside the facts."""

    def seen_by(self, criterion: Criterion) -> Case:
        """Return the case that a criterion is judged on.

        One that is the same in every state sees everything that is written, whichever state reviews.
        """
        if self.as_written is None or criterion.state.binding is Binding.BOUND:
            return self
        return replace(self.as_written, decisions=self.decisions, is_brief=self.is_brief)


class Subject:
    """One criterion of a case, with what the rows of the table ask about it, each computed once."""

    def __init__(self, case: Case, sub: Subcomponent, criterion: Criterion) -> None:
        self.case, self.sub, self.criterion = case.seen_by(criterion), sub, criterion
        self.answer = sub.pointer.strip("/")
        self.settings = self.case.settings.get(criterion.id, ())
        """What the policy's settings for it come to."""
        self.statements = self.case.statements.valid(criterion.id)
        """The statements that state it."""
        self.decision = self.case.decisions.get(criterion.id)
        """What its reviewers come to, if any answered."""
        self.claimed = self.case.applies.claimed.get(criterion.id, "")
        """Why the profile says that it does not apply; empty where it does not say so."""

    @once
    def bearing(self) -> tuple[Bearing, ...]:
        """What states the criterion, and what the policy's settings for it compare, wherever that stands."""
        stating = filled(self.case.facts, self.criterion.stated_by)
        known = {each.path for each in stating}
        places = (place for each in self.settings if each.found for place in each.places)
        compared = (Bearing(tuple(at.removeprefix("/").split("/")), value_at(self.case.facts, at)) for at in places)
        return (*stating, *(each for each in compared if each.value is not None and each.path not in known))

    @once
    def stating_conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts about places that state the criterion."""
        return self._about(self.criterion.stated_by)

    @once
    def disputes(self) -> tuple[Conflict, ...]:
        """The conflicts about places that its conditions read."""
        return self._about(places_read(self.case.edition)[self.criterion.id])

    def _about(self, places: Iterable[str]) -> tuple[Conflict, ...]:
        conflicts = self.case.conflicts
        return conflicts and tuple(c for c in conflicts if any(overlaps(place, c.pointer) for place in places))

    @once
    def facts_decide(self) -> bool:
        """Whether facts alone can settle it: not what names no state, where a reviewer must say where it counts.

        What the state itself says needs no place in the profile.
        """
        if self.is_unplaced and not self.policy_states:
            return False
        return facts_decide(self.criterion, self.case.settled)

    @once
    def is_unplaced(self) -> bool:
        """Whether it is bound to a state, and what the policy's settings find, or else bears on it, names none."""
        unplaced = self.case.profile.unplaced
        if not unplaced or self.criterion.state.binding is not Binding.BOUND:
            return False

        def names_none(place: str) -> bool:
            return any(overlaps(place.strip("/"), pointer) for pointer in unplaced)

        if found := [place for each in self.settings for place in each.places]:
            return all(map(names_none, found))
        return any(map(names_none, places_bearing(self.case.edition)[self.criterion.id]))

    @once
    def holds(self) -> Suggestion:
        """Which of the two conditions holds."""
        if not self.bearing:
            return Suggestion.NONE
        met, not_met = self.criterion.met_when, self.criterion.not_met_when
        if not_met and conditions.holds(not_met, self.case.facts, self.answer):
            return Suggestion.NOT_MET
        if met and conditions.holds(met, self.case.facts, self.answer):
            return Suggestion.MET
        return Suggestion.NONE

    @once
    def outcome(self) -> tuple[Suggestion, Basis]:
        """What conditions and settings make of the facts, whoever decides."""
        if not self.settings:
            return self.holds, Basis.FACTS
        by_policy = combined(self.settings)
        if self.holds is Suggestion.NOT_MET:
            return self.holds, Basis.FACTS
        if by_policy == "contradicted":
            return Suggestion.NOT_MET, Basis.POLICY
        if not self.facts_decide:  # reviewers see what the settings suggest, or else what the condition does
            said = (result.suggests for result in self.settings)
            return next((each for each in said if each is not Suggestion.NONE), self.holds), Basis.POLICY
        if self.criterion.decided_by is Decider.FACTS:  # the setting only tightens what is asked
            return (self.holds if by_policy == "satisfied" else Suggestion.NONE), Basis.FACTS
        return (Suggestion.MET if by_policy == "satisfied" else Suggestion.NONE), Basis.POLICY

    @once
    def lack(self) -> Lack:
        """What the condition for met lacks, if facts decide and have not settled it."""
        condition = self.criterion.met_when
        if not self.facts_decide or condition is None or self.outcome[0] is not Suggestion.NONE:
            return Lack()
        return lack(condition, self.case.facts, self.answer)

    @once
    def policy_states(self) -> bool:
        """Whether the policy itself states it."""
        return any(result.states_fact for result in self.settings)

    @once
    def reviewer_citations(self) -> tuple[Citation, ...]:
        """What reviewers cite of the dossier, of answers that count or only lack reviewers beside them."""
        if self.decision is None:
            return ()
        votes = self.decision.votes
        cited = (c for vote in votes if vote.uncounted is None for c in vote.opinion.citations)
        return tuple(dict.fromkeys(c for c in cited if c.document in self.case.profile.documents))

    @once
    def shown_reviewer_citations(self) -> tuple[Citation, ...]:
        """The same once the quorum is complete; until then, no output shows what anybody cites."""
        return self.reviewer_citations if self.decision and self.decision.complete else ()

    @once
    def is_stated(self) -> bool:
        """Whether anything in the profile, or a policy or reviewer, bears on it."""
        return self.is_stated_by_provider or self.policy_states or bool(self.reviewer_citations)

    @once
    def is_stated_by_provider(self) -> bool:
        """Whether anything in the profile bears on it."""
        return bool(self.bearing or self.stating_conflicts or self.statements or self.claimed)

    @once
    def citations(self) -> tuple[Citation, ...]:
        """The usable citations behind everything that bears on it, as far as they may be shown."""
        by_reviewers = self._usable(self.shown_reviewer_citations)
        own = self.support.citations
        return tuple(dict.fromkeys((*own, *by_reviewers))) if by_reviewers else own

    @once
    def is_cited(self) -> bool:
        """Whether a usable citation is behind anything that bears on it, be it a reviewer's."""
        return bool(self.support.citations or self._usable(self.reviewer_citations))

    @once
    def facts_are_cited(self) -> bool:
        """Whether a usable citation is behind a fact that makes it met, or reviewers settled it and cite one.

        What a statement cites is behind its own words, not behind a field that happens to be about the same.
        """
        facts, decision = self.case.facts, self.decision
        met = self.criterion.met_when if self.holds is Suggestion.MET else None
        relied = conditions.relied_on(met, facts, self.answer) if met else ()
        # The whole entry of a derived fact carries its own citations.
        places = {path: path[:3] if path[0] == "derived" else path for path in relied}
        bearings = [Bearing(path, value_at(facts, "/" + "/".join(place))) for path, place in places.items()]
        if self._usable(citations_for(self.case.profile, self.case.edition, bearings or self.bearing)):
            return True
        settled = decision and (decision.standing is Standing.SETTLED or decision.checked)
        return bool(settled and self._usable(self.reviewer_citations))

    @once
    def support(self) -> Support:
        """The citations that the profile itself gives for what bears on it, and what is wrong with some of them."""
        cited = (
            *citations_for(self.case.profile, self.case.edition, self.bearing),
            *(citation for each in self.statements for citation in each.citations),
            *(citation for conflict in self.stating_conflicts for _, citation in conflict.says if citation),
        )
        return sorted_out(self.case.profile, cited)

    def _usable(self, citations: Sequence[Citation]) -> tuple[Citation, ...]:
        return sorted_out(self.case.profile, citations).citations if citations else ()

    @once
    def pointer(self) -> str:
        """Where a reader finds what bears on it, as a JSON Pointer."""
        for each in self.bearing:
            if each.path[0] != "derived":
                return "/" + "/".join(each.path)
        if self.statements:
            return self.statements[0].pointer
        return self.stating_conflicts[0].recorded_at if self.stating_conflicts else self.sub.pointer

    def label(self, place: str) -> str:
        """Return a place in words."""
        return label(self.case.edition, place, self.sub.id)
