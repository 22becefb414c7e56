"""Finds what would open a cell: each condition of a rule that does not hold, with the ways to make it hold.

Several rules for one purpose are alternatives, and so are conditions of which one is enough. What a provider cannot
bring about, such as a place on a closed list, only the state can; a single micro-credential never becomes a series.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import assert_never

from mcaudit.accept.acts import Asked, Remedies, merged
from mcaudit.accept.candidate import Candidate
from mcaudit.accept.criteria import members_of, waived_among
from mcaudit.accept.fixes import Clause, Formula, Formulas, Way
from mcaudit.accept.supplied import supplied_by
from mcaudit.accept.wanted import Wanted, wanted_by
from mcaudit.model import Finding, Policy
from mcaudit.model.acceptance import Act, Answer, Because, Cell, Condition, Holds, Party, Path, Verb
from mcaudit.model.purposes import (
    Alternative,
    AnyNeed,
    CriteriaNeed,
    EducatorNeed,
    GateNeed,
    Holder,
    JudgedNeed,
    Need,
    Purpose,
    SeriesNeed,
)

_STATES_RULE: Mapping[Because, str] = {
    Because.NO_POLICY: "State whether micro-credentials count for this purpose",
    Because.NO_RULE: "State whether micro-credentials count for this purpose",
    Because.DRAFT: "Put the draft of the rule into force",
    Because.WITHOUT_EFFECT: "Put the rule into effect",
    Because.NOT_YET: "Put the rule into force earlier",
    Because.ENDED: "Renew the rule",
    Because.REFUSED: "Change the rule, which refuses",
    Because.NO_CONDITIONS: "State on which conditions they count",
    Because.HOW_MUCH: "State how much one counts",
    Because.DISPUTED: "Say which of its sources holds",
}
"""What a state does about a rule that keeps a cell shut by itself."""
_CLOSED: Sequence[Clause] = ((),)
"""A formula that no acts satisfy."""


def opening(cell: Cell, policy: Policy | None, candidate: Callable[[], Candidate]) -> Formulas:
    """Return the formulas of a cell, one for each way through its rules; an accepted cell has one without clauses."""
    match cell.answer:
        case Answer.ACCEPTED:
            return ((),)
        case Answer.SILENT:
            return (((frozenset((_rule(cell, cell.purpose, cell.because),)),),),)
        case Answer.NOT_ACCEPTED | Answer.UNDECIDED | Answer.DELEGATED:
            pass
        case other:
            assert_never(other)
    if policy is None or cell.because is Because.REFUSED:
        return (((frozenset((_rule(cell, cell.purpose, cell.because),)),),),)
    found = (formula for path in cell.paths for formula in _of_path(cell, policy, candidate, path))
    return tuple(formula for formula in found if all(formula))


def _of_path(cell: Cell, policy: Policy, candidate: Callable[[], Candidate], path: Path) -> Iterator[Formula]:
    rule = policy.purposes[path.rule]
    if path.because is Because.REFUSED:
        return
    if path.because in _STATES_RULE:
        yield from _with(_rule(cell, _name(cell, rule), path.because), _Rule(candidate, cell, path, rule).formulas)
    elif path.answer is Answer.DELEGATED and all(each.holds is Holds.YES for each in path.conditions):
        yield (((frozenset((_approval(cell, candidate(), rule.decided_by or Holder.DISTRICT, _name(cell, rule), rule.text),)),)),)
    else:
        yield from _Rule(candidate, cell, path, rule).formulas


def _with(act: Act, formulas: Iterable[Formula]) -> Iterator[Formula]:
    for formula in formulas:
        yield (*formula, (frozenset((act,)),))


def _name(cell: Cell, rule: Purpose) -> str:
    return f"{cell.purpose}/{rule.id}" if rule.id else cell.purpose


def _rule(cell: Cell, pointer: str, because: Because) -> Act:
    return Act(party=Party.STATE, verb=Verb.STATE, pointer=pointer, state=cell.state, text=_STATES_RULE[because])
