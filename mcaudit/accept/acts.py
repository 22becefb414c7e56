"""Finds the ways to bring about what a cell asks of an audit's criteria: who answers, cites, settles, or decides what.

Nobody waives anything here, no reviewer is asked to decide against facts, and what a profile does not address is first
answered by its provider: each would open a cell, and none is what the criterion asks for. A way that ends with a
decision opens the cell only if the decision comes out met.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from typing import assert_never

from mcaudit.accept.fields import Fields, falsifying, heading, satisfying, stating, supporting
from mcaudit.accept.fixes import Clause, Formula, Way, merged
from mcaudit.accept.staleness import BY_PEOPLE, Staleness
from mcaudit.audit.subject import Case, Subject
from mcaudit.facts.labels import label
from mcaudit.model import Basis, Decider, Finding, Setting, SettingKind, States, Status, Suggestion
from mcaudit.model.acts import Act, Party, Verb
from mcaudit.model.bearing import state_fields
from mcaudit.model.states import state_name
from mcaudit.review.pins import reviewing_state
from mcaudit.settings.results import combined

Asked = tuple[str, ...]
"""Criteria of which one that is met is enough: a criterion alone, or the members of a group."""

OUTSIDE = frozenset(
    (
        "developers/developer/recognitions",
        "deliverers/support_organization/provider_status",
        "issuers/issuer/official_record",
        "issuers/issuer/verifying_body",
        "organizations/*/accreditations",
        "organizations/*/approvals",
        "about/approvals",
        "organizations/*/certifications",
        "recognizers/formal_currency/currencies",
        "recognizers/formal_currency/equivalence",
        "recognizers/formal_currency/stack_currency",
        "recognizers/other_recognitions/benefits",
        "recognizers/other_recognitions/learning_record",
    )
)
"""Fields that record what others do, such as an approval: stating one takes that somebody gave it."""

_APPROVALS = ("organizations/*/approvals", "about/approvals")
"""Fields of approvals, each of which names its state."""
_DOING = {
    Verb.ANSWER: "Answer{where}",
    Verb.CITE: "Cite a document{where} for",
    Verb.SETTLE: "Find out which value is right{where}, and correct",
    Verb.OBTAIN: "Obtain, or state{where} if you have it",
}
"""How the text of an act of the provider begins; `where` names the answer, and the state where that is another."""


class Remedies:
    """The ways to meet everything that one cell asks of an audit's criteria; decisions that go stale are made again."""

    def __init__(self, case: Case, findings: Iterable[Finding], asked: Sequence[Asked]) -> None:
        self.case = case
        self.findings = {each.criterion: each for each in findings}
        self.asked = tuple(dict.fromkeys(asked))
        self._staleness = Staleness(case, self.findings.values())

    @property
    def formula(self) -> Formula:
        """The clauses for everything asked that does not hold yet, in the order in which it is asked."""
        return merged([clause for members in self.asked if (clause := self.clause(members)) is not None])

    def clause(self, members: Asked) -> Clause | None:
        """Return the ways to meet one of some criteria; None where one is met, or none of them applies."""
        to_meet = self._to_meet(members)
        return tuple(dict.fromkeys(way for each in to_meet for way in self._ways(each))) if to_meet else None

    def _to_meet(self, members: Asked) -> list[Finding]:
        """Return the findings of which one has to be met; none where one is, or none applies."""
        found = [self.findings[name] for name in members]
        if any(each.status is Status.MET for each in found):
            return []
        applying = [each for each in found if each.status is not Status.NOT_APPLICABLE]
        skipped = [each for each in found if each.basis is Basis.SKIP] if self._reopened else []
        return applying or skipped

    @cached_property
    def _reopened(self) -> bool:
        """Whether what is asked includes learning opportunities that the profile denies, so that 2B to 2F apply."""
        skipped = self.case.applies.skipped
        wanted = (self.findings[name] for members in self.asked for name in members if name in skipped)
        return any(each.status is Status.NOT_MET for each in wanted)

    # --- the ways by status ------------------------------------------------------------------------

    def _ways(self, finding: Finding) -> Iterator[Way]:
        subject = self._subject(finding.criterion)
        match finding.status:
            case Status.NOT_STATED | Status.NOT_APPLICABLE:
                yield from self._by_facts(subject)
                yield from self._by_state(subject)
                yield from self._each(subject, stating(subject), decided=True)
            case Status.UNSUPPORTED if finding.basis is Basis.CONFLICT:
                yield from self._settled(subject, finding)
            case Status.UNSUPPORTED:
                yield from self._cited(subject)
            case Status.NOT_MET | Status.PARTLY_MET if finding.basis in BY_PEOPLE:
                yield from self._each(subject, stating(subject), decided=True)
            case Status.NOT_MET | Status.PARTLY_MET:
                yield from self._corrected(subject)
            case Status.AWAITING_REVIEW:
                yield frozenset((self.decide(finding.criterion),))
                if finding.basis is Basis.UNREVIEWED:
                    yield from self._by_facts(subject)
                    yield from self._by_state(subject)
            case Status.MET:
                return
            case other:
                assert_never(other)

    def _by_facts(self, subject: Subject) -> Iterator[Way]:
        """Yield the answers that let facts settle it; none where only people can."""
        for fields in self._enough(subject) if subject.facts_decide else ():
            if fields:
                yield from self.given(subject.criterion.id, fields, decided=self.confirmed)

    def _enough(self, subject: Subject) -> tuple[Fields, ...]:
        """Return sets of fields of which one satisfies what settles it as met; a set is empty if that holds already."""
        compared = tuple(dict.fromkeys(heading(place) for name in self._set_for(subject) for place in name.compares))
        by_setting = tuple(frozenset((field,)) for field in compared)
        if subject.criterion.decided_by is Decider.FACTS_IF_SET:
            return by_setting
        by_condition = satisfying(subject, subject.criterion.met_when or {})
        if not subject.settings or combined(subject.settings) == "satisfied":
            return by_condition
        return tuple(dict.fromkeys(one | other for one in by_condition for other in by_setting))

    def _by_state(self, subject: Subject) -> Iterator[Way]:
        """Yield settings that the state has not stated, and that would let facts settle it."""
        if subject.criterion.decided_by is not Decider.FACTS_IF_SET:
            return
        for setting in self.case.edition.settings.values():
            if subject.criterion.id not in setting.decides or setting in self._set_for(subject):
                continue
            act = self.set(subject.criterion.id, setting)
            filled = {heading("/".join(each.path)) for each in subject.bearing}
            compared = dict.fromkeys(heading(place) for place in setting.compares)
            if setting.states is not States.NOTHING or filled.intersection(compared):
                yield frozenset((act,))
            else:
                given = self._each(subject, compared, decided=self.confirmed)
                yield from (way | {act} for way in given)

    def _settled(self, subject: Subject, finding: Finding) -> Iterator[Way]:
        """Yield that the provider finds out which value is right, or takes out what a "no" in 2A leaves over."""
        pointers = [each.pointer for each in subject.disputes] or [finding.location.pointer]
        fields = tuple(dict.fromkeys(heading(pointer) for pointer in pointers))
        decided = not subject.facts_decide and finding.criterion not in self.case.applies.skipped
        yield from self.given(subject.criterion.id, fields, decided=decided or self.confirmed, verb=Verb.SETTLE)

    def _cited(self, subject: Subject) -> Iterator[Way]:
        met = subject.facts_decide and subject.outcome[0] is Suggestion.MET
        yield from self._each(subject, supporting(subject), decided=not met or self.confirmed, verb=Verb.CITE)
        if not met:
            yield from self._by_facts(subject)

    def _corrected(self, subject: Subject) -> Iterator[Way]:
        """Yield changes that take back what facts or a policy count against it; a minimum stays as the state set it."""
        criterion = subject.criterion
        if by := self.case.applies.skipped.get(criterion.id):
            yield from self.given(subject.criterion.id, [heading(by)], decided=self.confirmed)
            return
        denied: tuple[Fields, ...] = (frozenset(),)
        if subject.holds is Suggestion.NOT_MET:
            denied = falsifying(subject, criterion.not_met_when or {})
        for taken_back, given in product(denied, self._enough(subject)):
            yield from self.given(subject.criterion.id, sorted(taken_back | given), decided=self.confirmed)
        if subject.holds is not Suggestion.NOT_MET:
            lists = (each for each in self._set_for(subject) if each.kind is not SettingKind.AT_LEAST)
            yield from (frozenset((self.set(subject.criterion.id, each),)) for each in lists)

    # --- acts --------------------------------------------------------------------------------------

    def _each(
        self, subject: Subject, fields: Iterable[str], *, decided: bool, verb: Verb = Verb.ANSWER
    ) -> Iterator[Way]:
        for field in dict.fromkeys(fields):
            yield from self.given(subject.criterion.id, [field], decided=decided, verb=verb)

    def given(
        self, criterion: str, fields: Collection[str], *, decided: bool, verb: Verb = Verb.ANSWER
    ) -> Iterator[Way]:
        """Yield the ways in which the provider does something about some fields, with what has to be decided then."""
        acts = frozenset(self._provided(criterion, field, verb) for field in fields)
        if decided:
            acts |= {self.decide(criterion)}
        for again in self._again(self._staleness.after(criterion, fields, cites_only=verb is Verb.CITE)):
            yield acts | again

    def _provided(self, criterion: str, field: str, verb: Verb) -> Act:
        outside = field in OUTSIDE and verb is Verb.ANSWER
        verb = Verb.OBTAIN if outside else verb
        state = reviewing_state(self.case) if field in _APPROVALS or self._is_of_a_state(field) else ""
        elsewhere = state and field not in _APPROVALS and self.case.profile.written is not None
        sub = self._answers.get(field.rpartition("/")[0], "")
        where = f"{f' in {sub}' if sub else ''}{f' for {state_name(state)}' if elsewhere else ''}"
        what = label(self.case.edition, field, sub)
        return Act(
            party=Party.PROVIDER,
            verb=verb,
            pointer=f"/for_states/{state}/{field}" if elsewhere else f"/{field}",
            profile=self.case.profile.id,
            state=state,
            text=f"{_DOING[verb].format(where=where)}: {what}",
            what=what,
            outside=outside,
            criteria=(criterion,),
        )

    def _is_of_a_state(self, field: str) -> bool:
        """Return whether a field may say something else for each state, so that it is given for each."""
        answer, _, name = field.rpartition("/")
        return name in state_fields(self.case.edition).get(f"/{answer}", ())

    @cached_property
    def _answers(self) -> Mapping[str, str]:
        return {sub.pointer.strip("/"): sub.id for sub in self.case.edition.subcomponents}

    def decide(self, criterion: str) -> Act:
        """Return that reviewers decide a criterion, or check the facts about it."""
        what = f"{criterion} {self.case.edition.placed[criterion][1].title}"
        return Act(
            party=Party.REVIEWERS,
            verb=Verb.DECIDE,
            pointer=criterion,
            profile=self.case.profile.id,
            state=reviewing_state(self.case),
            text=f"Decide {what}",
            what=what,
            criteria=(criterion,),
        )

    def set(self, criterion: str, setting: Setting) -> Act:
        """Return that the state states a setting, or adds to it."""
        return Act(
            party=Party.STATE,
            verb=Verb.SET,
            pointer=setting.name,
            state=reviewing_state(self.case),
            text=f"State in the policy: {setting.title}",
            what=setting.title,
            criteria=(criterion,),
        )

    # --- what goes stale ---------------------------------------------------------------------------

    def _again(self, stale: frozenset[str]) -> Iterator[frozenset[Act]]:
        """Yield the decisions to make again where some are stale: of each requirement, one that it rests on."""
        needed = []
        for members in self.asked if stale else ():
            met = [name for name in members if self.findings[name].status in (Status.MET, Status.NOT_APPLICABLE)]
            carrying = [name for name in met if self.findings[name].status is Status.MET] or met
            if carrying and not self._to_meet(members) and stale.issuperset(carrying):
                needed.append([self.decide(name) for name in carrying])
        for picked in product(*needed):
            yield frozenset(picked)

    # --- the case ----------------------------------------------------------------------------------

    @property
    def confirmed(self) -> bool:
        """Whether the policy wants facts checked by a reviewer."""
        return bool(self.case.policy and self.case.policy.confirm_facts)

    def _subject(self, criterion: str) -> Subject:
        return Subject(self.case, *self.case.edition.placed[criterion])

    def _set_for(self, subject: Subject) -> tuple[Setting, ...]:
        """Return the settings that the policy compares a criterion with, and does not dispute."""
        policy = self.case.policy
        names = dict.fromkeys(each.setting for each in subject.settings)
        return tuple(self.case.edition.settings[name] for name in names if policy and not policy.is_disputed(name))
