"""Finds the ways to make one condition of a rule hold, whoever has to do it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from mcaudit.accept.acts import Asked, Remedies
from mcaudit.accept.approvals import APPROVALS
from mcaudit.accept.candidate import Candidate
from mcaudit.accept.claims import listed
from mcaudit.accept.criteria import members_of, waived_among
from mcaudit.accept.fields import heading
from mcaudit.accept.fixes import Formula, Formulas, Way
from mcaudit.accept.hours import OF_VALUE, RATES, in_hours
from mcaudit.accept.providers import fields_of, is_several, lacking, named_as
from mcaudit.model import Finding, Status
from mcaudit.model.acceptance import Condition, Holds
from mcaudit.model.acts import Act, Party, Verb
from mcaudit.model.codes import code_words
from mcaudit.model.purposes import (
    Alternative,
    AnyNeed,
    ApprovalNeed,
    CriteriaNeed,
    EducatorNeed,
    FormNeed,
    GateNeed,
    Holder,
    HoursNeed,
    JudgedNeed,
    ListNeed,
    Measures,
    Need,
    Per,
    ProviderNeed,
    Purpose,
    SeriesNeed,
    TopicNeed,
)
from mcaudit.settings.places import organizations

_FORMS = "issuers/form/forms"
_HOURS = "deliverers/estimated_time"
_EQUIVALENCE = "recognizers/formal_currency/equivalence"
_TOPICS = ("developers/title_and_description/content_area", "developers/title_and_description/competency_areas")
_KINDS, _APPROVALS = "organizations/*/kind", "organizations/*/approvals"
_LISTED_KINDS = "approved_provider_kinds"
_KEEP_OUT = (Status.NOT_MET, Status.PARTLY_MET, Status.UNSUPPORTED, Status.NOT_STATED)
_SUBMISSION = "submission"
_OfFacts = FormNeed | HoursNeed | TopicNeed | ProviderNeed | ApprovalNeed | ListNeed
"""Conditions that facts of the profile settle."""


class Needs:
    """The ways to make the conditions of one rule hold for a micro-credential."""

    def __init__(self, candidate: Candidate, rule: Purpose, supplied: Mapping[str, Finding], pointer: str) -> None:
        self.candidate, self.rule, self.supplied, self.pointer = candidate, rule, supplied, pointer
        needs = [inner for need in rule.needs for inner in (need.any_of if isinstance(need, AnyNeed) else (need,))]
        asked = tuple(each for need in needs for each in self._asked(need))
        names = dict.fromkeys(name for members in asked for name in members)
        findings = [supplied.get(name) or candidate.finding(name) for name in names]
        self._remedies = Remedies(candidate.case, findings, asked)

    def formulas(self, need: Need, condition: Condition) -> Formulas:
        """Return formulas of which one makes a condition hold; none where no act can."""
        if condition.holds is Holds.YES:
            return ((),)
        if not isinstance(need, AnyNeed):
            return tuple(each for each in (self._alone(need, condition),) if all(each))
        inner = [self._alone(*each) for each in zip(need.any_of, condition.any_of, strict=True)]
        single = tuple(way for formula in inner if len(formula) == 1 for way in formula[0])
        several = tuple(formula for formula in inner if len(formula) > 1 and all(formula))
        return (((single,),) if single else ()) + several

    def _alone(self, need: Alternative, condition: Condition) -> Formula:
        match need:
            case GateNeed() | CriteriaNeed():
                return self._of_criteria(need) or ((self._said(condition),),)
            case SeriesNeed():
                return ((),)
            case JudgedNeed():
                return ((frozenset((self.approval(need.by, condition.id, need.text),)),),)
            case FormNeed() | HoursNeed() | TopicNeed() | ProviderNeed() | ApprovalNeed() | ListNeed():
                return (tuple(dict.fromkeys(self._of_facts(need, condition))),)
            case EducatorNeed():
                return ()
            case other:
                assert_never(other)

    # --- criteria ----------------------------------------------------------------------------------

    def _asked(self, need: Need) -> tuple[Asked, ...]:
        """Return the criteria that a condition asks for; what the state waives is not enforced."""
        match need:
            case CriteriaNeed():
                waived = waived_among(self.candidate, need.ids)
                return tuple(members_of(self.candidate, name) for name in need.ids if name not in waived)
            case GateNeed():
                counted = [each for each in self.candidate.audit(self.supplied).requirements if each.gates]
                kept_out = [each for each in counted if each.status in _KEEP_OUT]
                return tuple(each.members for each in (kept_out if need.gate == _SUBMISSION else counted))
            case _:
                return ()

    def _of_criteria(self, need: GateNeed | CriteriaNeed) -> Formula:
        """Return the clauses for what is asked; a gate for submissions waits for no reviewer."""
        clauses = [clause for members in self._asked(need) if (clause := self._remedies.clause(members)) is not None]
        if isinstance(need, GateNeed) and need.gate == _SUBMISSION:
            return tuple(
                tuple(frozenset(act for act in way if act.party is not Party.REVIEWERS) for way in clause)
                for clause in clauses
            )
        return tuple(clauses)

    # --- facts -------------------------------------------------------------------------------------

    def _of_facts(self, need: _OfFacts, condition: Condition) -> Iterator[Way]:
        """Yield the ways to make facts satisfy a condition: cite, check, settle, or give them, or let the state say."""
        if condition.facts:
            yield from self._supported(condition, condition.facts)
            return
        disputed = [field for field in self._fields(need) if self.candidate.is_disputed([field])]
        if disputed:
            rate = self._rate(need, condition)
            yield from (way | rate for way in self._given(condition, disputed, Verb.SETTLE))
            return
        match need:
            case FormNeed() | ApprovalNeed():
                yield from self._said_in_full(need, condition)
            case HoursNeed():
                yield from self._by_hours(need, condition)
            case TopicNeed():
                yield from self._by_topic(condition)
            case ProviderNeed():
                yield from self._by_provider(need, condition)
            case ListNeed():
                yield frozenset((self._by_state(condition.id, "Put it on the state's list"),))
            case other:
                assert_never(other)

    def _fields(self, need: _OfFacts) -> tuple[str, ...]:
        match need:
            case FormNeed():
                return (_FORMS,)
            case HoursNeed():
                return (f"{_HOURS}/{need.field}",)
            case TopicNeed():
                return _TOPICS
            case ProviderNeed():
                return fields_of(need.who)
            case ApprovalNeed():
                return (APPROVALS,)
            case ListNeed():
                return ()
            case other:
                assert_never(other)

    def _supported(self, condition: Condition, pointers: Sequence[str]) -> Iterator[Way]:
        """Yield what facts that are there still lack: a state that they hold for, a citation, or a check."""
        unplaced = [each for each in pointers if self.candidate.is_unplaced([each])]
        if unplaced:
            yield from self._given(condition, dict.fromkeys(map(heading, unplaced)))
        elif not self.candidate.support(pointers).citations:
            for field in dict.fromkeys(map(heading, pointers)):
                yield from self._given(condition, (field,), Verb.CITE)
        elif self.candidate.policy.confirm_facts and not self.candidate.is_checked(condition.criterion):
            yield frozenset((self._remedies.decide(condition.criterion),))
        else:
            yield frozenset()

    def _given(self, condition: Condition, fields: Iterable[str], verb: Verb = Verb.ANSWER) -> Iterator[Way]:
        checked = self.candidate.policy.confirm_facts
        return self._remedies.given(condition.criterion, tuple(fields), decided=checked, verb=verb)

    def _by_hours(self, need: HoursNeed, condition: Condition) -> Iterator[Way]:
        """Yield that the provider gives enough hours, with a rate where the state has none, or the state says so."""
        rate, fields = self._rate(need, condition), self._fields(need)
        is_stated = need.per is Per.MICRO_CREDENTIAL
        is_agreed = self.rule.measures is not Measures.TIME and self.candidate.value(f"/{_EQUIVALENCE}")
        ways = list(self._given(condition, fields) if is_stated else ())
        if rate and "low" in (self.candidate.value(f"/{fields[0]}") or ()):
            ways += self._supported(condition, [f"/{fields[0]}"])
        if rate and is_agreed and self.rule.measures is Measures.VALUE:
            ways += self._supported(replace(condition, criterion=OF_VALUE), [f"/{_EQUIVALENCE}"])
        yield from (way | rate for way in ways)
        if condition.holds is Holds.OPEN and (not is_stated or is_agreed):
            yield self._said(condition)

    def _rate(self, need: _OfFacts, condition: Condition) -> Way:
        """Return that the state says how many hours the unit of a condition is; nothing where it has, or need not."""
        if not isinstance(need, HoursNeed) or need.per is not Per.MICRO_CREDENTIAL:
            return frozenset()
        if in_hours(self.candidate, need) is not None:
            return frozenset()
        return frozenset((self._remedies.set(condition.criterion, self.candidate.case.edition.settings[RATES]),))

    def _by_topic(self, condition: Condition) -> Iterator[Way]:
        """Yield that the provider names the topic, or where it names another, that the state says whether it is one."""
        if any(self.candidate.value(f"/{field}") for field in _TOPICS):
            yield self._said(condition)
        else:
            yield from self._given(condition, _TOPICS[:1])

    def _by_provider(self, need: ProviderNeed, condition: Condition) -> Iterator[Way]:
        """Yield the ways that settle it for every organization; the state judges an entry that stands for several.

        A kind is answered only where that is enough for all of them.
        """
        listing: Way = frozenset()
        if need.listed:
            setting = self.candidate.case.edition.settings[need.listed]
            listing = frozenset((self._remedies.set(condition.criterion, setting),))
        is_listed = bool(self.candidate.policy.own_values(need.listed))
        named = [at for _, at in named_as(self.candidate, need.who)]
        if not named:
            ways = self._given(condition, self._fields(need)[:1])
            yield from (way if is_listed else way | listing for way in ways)
            return
        short = lacking(self.candidate, need)
        if any(is_several(self.candidate, each) for each in short):
            yield self._said(condition)
            return
        if need.approved_by:
            yield from self._given(condition, (_APPROVALS,))
        elif need.kinds or need.listed == _LISTED_KINDS:
            yield from self._by_kind(condition, short, named, listing, is_listed=is_listed)
        else:
            yield from (way | listing for way in self._supported(condition, named))

    def _by_kind(
        self, condition: Condition, short: Collection[str], named: Sequence[str], listing: Way, *, is_listed: bool
    ) -> Iterator[Way]:
        """Yield ways for organizations of which a rule asks a kind, named at some places.

        `listing` has the act that sets the list of kinds, where the rule goes by one.
        """
        known = organizations(self.candidate.facts)
        unkind = [each for each in short if not (known.get(each) or {}).get("kind")]
        kinds = [f"/organizations/{each}/kind" for each in short]
        given = tuple(self._given(condition, (_KINDS,)) if unkind else self._supported(condition, (*kinds, *named)))
        if listing:
            yield from (way | listing for way in given)
        if condition.holds is not Holds.OPEN:
            return
        if len(unkind) < len(short):
            yield self._said(condition)
        elif is_listed or not listing:
            yield from given

    def _said_in_full(self, need: FormNeed | ApprovalNeed, condition: Condition) -> Iterator[Way]:
        """Yield that the provider answers a field, whose act says what the state asks for."""
        match need:
            case FormNeed():
                asked = f"{{}} (such as {listed(map(code_words, need.forms))})"
            case ApprovalNeed():
                asked = f"the approval of the {need.of.replace('_', '-')} by {listed(need.by)}"
        pointers = [f"/{field}" for field in self._fields(need)]
        for way in self._given(condition, self._fields(need)):
            yield frozenset(_asking(act, asked) if act.pointer in pointers else act for act in way)

    # --- others ------------------------------------------------------------------------------------

    def approval(self, by: Holder, name: str, text: str) -> Act:
        """Return that whoever a rule leaves something to judges it well."""
        party, what = _PARTIES[by], text.rstrip(".")
        act = self._by_state(name, f"Approve it: {what}")
        return replace(act, party=party, verb=Verb.APPROVE, what=what, outside=party is Party.DELEGATE)

    def _said(self, condition: Condition) -> Way:
        """Return that the state says whether a condition holds, which nobody else can."""
        return frozenset((self._by_state(condition.id, f"Say whether this holds: {condition.text}"),))

    def _by_state(self, name: str, text: str) -> Act:
        return Act(
            party=Party.STATE,
            verb=Verb.STATE,
            pointer=f"{self.pointer}/{name}" if name else self.pointer,
            profile=self.candidate.profile.id,
            state=self.candidate.policy.state,
            text=text,
        )


_PARTIES: Mapping[Holder, Party] = {
    Holder.STATE: Party.STATE,
    Holder.DISTRICT: Party.DELEGATE,
    Holder.COMMITTEE: Party.DELEGATE,
    Holder.EMPLOYER: Party.DELEGATE,
    Holder.PROVIDER: Party.PROVIDER,
}


def _asking(act: Act, asked: str) -> Act:
    """Return an act that says what is asked for; a pair of braces stands for what it is about."""
    what = asked.replace("{}", act.what)
    return replace(act, text=act.text.replace(act.what, what), what=what)
