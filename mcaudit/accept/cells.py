"""Whether a micro-credential counts in a state for a purpose: the answer of the state's own rules on a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mcaudit.accept.candidate import Candidate
from mcaudit.accept.conditions import conditions_of
from mcaudit.accept.criteria import waived_among
from mcaudit.model import Policy, PolicyConflict
from mcaudit.model.acceptance import Answer, Because, Cell, Condition, Holds, Path, worst
from mcaudit.model.purposes import AnyNeed, CriteriaNeed, GateNeed, Holder, Purpose, PurposeKind, Standing, Whose

_BEST_FIRST = (Answer.ACCEPTED, Answer.DELEGATED, Answer.UNDECIDED, Answer.NOT_ACCEPTED)
_MEASURED = (PurposeKind.LICENSE_RENEWAL, PurposeKind.PAY, PurposeKind.PROFESSIONAL_LEARNING)
"""Purposes for which a rule has to say how much a micro-credential counts."""
_SILENT: tuple[Because, ...] = (Because.NOT_YET, Because.ENDED, Because.WITHOUT_EFFECT, Because.DRAFT)
"""Why a rule is not in force; of several rules, outputs show the first of these."""


def cell(
    policy: Policy | None, candidate: Callable[[Policy], Candidate], *, state: str, purpose: str, date: str
) -> Cell:
    """Return whether a micro-credential counts for a purpose; the candidate is made only if a rule asks about it.

    The first line that applies: without a rule in force the state has not said; a rule that refuses; and else the best
    of the rules that accept, which are alternatives.
    """
    if policy is None:
        return Cell(state=state, purpose=purpose, answer=Answer.SILENT, because=Because.NO_POLICY)
    own = policy.own_rules()
    mine = [(index, rule) for index, rule in enumerate(policy.purposes) if rule.purpose == purpose and rule in own]
    reasons = {index: _not_in_force(policy, rule, date) for index, rule in mine}
    in_force = [(index, rule) for index, rule in mine if reasons[index] is None]
    if not in_force:
        found = {reason for reason in reasons.values() if reason}
        because = next((each for each in _SILENT if each in found), Because.NO_RULE)
        paths = tuple(
            Path(rule=index, answer=Answer.SILENT, because=reason) for index, reason in reasons.items() if reason
        )
        return Cell(state=state, purpose=purpose, answer=Answer.SILENT, because=because, paths=paths)
    paths = _ordered([_path(policy, candidate, index, rule) for index, rule in in_force], policy)
    first = paths[0]
    return Cell(state=state, purpose=purpose, answer=first.answer, because=first.because, paths=paths)


def _not_in_force(policy: Policy, rule: Purpose, date: str) -> Because | None:
    """Return why a rule is not in force on a day; None where it is, or where it is text that does not say so."""
    match rule.standing:
        case Standing.DRAFT:
            return Because.DRAFT
        case Standing.WITHOUT_EFFECT:
            return Because.WITHOUT_EFFECT
        case Standing.ENDED:
            return Because.ENDED
        case Standing.IN_FORCE | Standing.UNSAID:
            if policy.begins_after(rule, date):
                return Because.NOT_YET
            return Because.ENDED if policy.ended_before(rule, date) else None


def _ordered(paths: Sequence[Path], policy: Policy) -> tuple[Path, ...]:
    """Return the rules of a purpose with the one that decides first: one that refuses, else the best for the earner.

    A refusal that is only for some educators decides where no rule accepts.
    """
    accepting = any(policy.purposes[each.rule].accepts is not False for each in paths)

    def order(path: Path) -> tuple[bool, int]:
        refuses = path.because is Because.REFUSED
        whole = refuses and not (accepting and policy.purposes[path.rule].for_whom)
        return not whole, _BEST_FIRST.index(path.answer)

    return tuple(sorted(paths, key=order))


# --- one rule ------------------------------------------------------------------------------------


def _path(policy: Policy, candidate: Callable[[Policy], Candidate], index: int, rule: Purpose) -> Path:
    conflicts = [each for each in policy.conflicts if each.rule and each.rule == rule.id]
    disputes = tuple(each.about for each in conflicts)
    is_disputed = any(_is_disputed(policy, each) for each in conflicts)
    conditions: tuple[Condition, ...] = ()
    waived: tuple[str, ...] = ()
    if rule.accepts is None:
        answer, because = Answer.UNDECIDED, Because.NO_CONDITIONS
    elif not rule.accepts:
        answer, because = (
            (Answer.UNDECIDED, Because.DISPUTED) if is_disputed else (Answer.NOT_ACCEPTED, Because.REFUSED)
        )
    else:
        here = candidate(policy)
        conditions = conditions_of(here, rule)
        answer, because = (Answer.UNDECIDED, Because.DISPUTED) if is_disputed else _answer(rule, conditions)
        waived = () if is_disputed else _waived(here, rule)
    return Path(rule=index, answer=answer, because=because, conditions=conditions, waived=waived, disputes=disputes)


def _is_disputed(policy: Policy, conflict: PolicyConflict) -> bool:
    """Return whether a conflict leaves a rule open: unless one source is the state's own and the others are not."""
    whose = {source.id: source.whose for source in policy.sources}
    said = [whose[each.source.document] for each in conflict.says]
    return said.count(Whose.STATE) != 1 or Whose.UNSAID in said


def _answer(rule: Purpose, conditions: Sequence[Condition]) -> tuple[Answer, Because]:
    match worst(each.holds for each in conditions):
        case Holds.NO:
            failing = [each for each in conditions if each.holds is Holds.NO]
            series = all(each.is_series for each in failing)
            return Answer.NOT_ACCEPTED, Because.PART_OF_SERIES if series else Because.CONDITIONS
        case Holds.OPEN if not all(each.left_to for each in conditions if each.holds is Holds.OPEN):
            return Answer.UNDECIDED, Because.CONDITIONS
        case Holds.OPEN:
            return Answer.DELEGATED, Because.CONDITIONS
        case Holds.YES:
            if rule.decided_by is not Holder.STATE:
                return Answer.DELEGATED, Because.CONDITIONS
            return (
                (Answer.ACCEPTED, Because.CONDITIONS) if _says_how_much(rule) else (Answer.UNDECIDED, Because.HOW_MUCH)
            )


def _says_how_much(rule: Purpose) -> bool:
    """Return whether a rule says how much a micro-credential counts, where that is to say."""
    is_said = rule.gives is not None and rule.gives.amount is not None
    return is_said or PurposeKind(rule.purpose) not in _MEASURED


def _waived(candidate: Candidate, rule: Purpose) -> tuple[str, ...]:
    """Return the requirements that the conditions ask for, and the state does not enforce."""
    needs = [inner for need in rule.needs for inner in (need.any_of if isinstance(need, AnyNeed) else (need,))]
    asked = {name for need in needs if isinstance(need, CriteriaNeed) for name in need.ids}
    by_gate = any(isinstance(need, GateNeed) for need in needs)
    waivers = dict.fromkeys(each.requirement for each in candidate.policy.waivers)
    return waived_among(candidate, [name for name in waivers if by_gate or name in asked])
