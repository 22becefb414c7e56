"""Finds what would open a cell: the formulas of its rules, which are alternatives.

What a provider cannot bring about, such as a place on a closed list, only the state can. A single micro-credential
never becomes a series, whatever anybody does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product

from mcaudit.accept.candidate import Candidate
from mcaudit.accept.fixes import Formula, Formulas, merged
from mcaudit.accept.needs import Needs
from mcaudit.accept.supplied import supplied_by
from mcaudit.model import Policy
from mcaudit.model.acceptance import Answer, Because, Cell, Path
from mcaudit.model.acts import Act, Party, Verb
from mcaudit.model.purposes import EducatorNeed, Holder

_BY_RULE: Mapping[Because, str] = {
    Because.NO_POLICY: "State whether micro-credentials count for this",
    Because.NO_RULE: "State whether micro-credentials count for this",
    Because.DRAFT: "Put the draft rule into force",
    Because.WITHOUT_EFFECT: "Put the rule into effect",
    Because.NOT_YET: "Put the rule into force sooner",
    Because.ENDED: "Renew the rule",
    Because.REFUSED: "Change the rule, which refuses them",
    Because.NO_CONDITIONS: "State on what conditions they count",
    Because.HOW_MUCH: "State how much one counts for",
    Because.DISPUTED: "Say which of its sources holds",
}
"""What a state does about a rule that keeps a cell shut by itself; a rule that it states may have conditions."""


def opening(cell: Cell, policy: Policy | None, candidate: Callable[[], Candidate]) -> Formulas:
    """Return the formulas of which any one opens a cell; an accepted one needs nothing, and has an empty one."""
    if cell.answer is Answer.ACCEPTED:
        return ((),)
    if policy is None or cell.answer is Answer.SILENT or cell.because is Because.REFUSED:
        return (_only(_by_rule(cell, cell.purpose, cell.because)),)
    open_to = (path for path in cell.paths if path.because is not Because.REFUSED)
    found = (formula for path in open_to for formula in _of_path(cell, policy, candidate(), path))
    return tuple(merged(formula) for formula in found if all(formula))


def _of_path(cell: Cell, policy: Policy, candidate: Candidate, path: Path) -> Iterator[Formula]:
    """Yield the formulas of one rule."""
    rule = policy.purposes[path.rule]
    pointer = f"{cell.purpose}/{rule.id}" if rule.id else cell.purpose
    needs = Needs(candidate, rule, supplied_by(candidate, rule), pointer)
    asked = [need for need in rule.needs if not isinstance(need, EducatorNeed)]
    parts = [needs.formulas(*each) for each in zip(asked, path.conditions, strict=True)] if path.conditions else []
    last = []
    if path.because in _BY_RULE:
        last.append(_only(_by_rule(cell, pointer, path.because)))
    if rule.decided_by not in (None, Holder.STATE):
        last.append(_only(needs.approval(rule.decided_by, "", rule.text)))
    for picked in product(*parts, *((each,) for each in last)):
        yield tuple(clause for formula in picked for clause in formula)


def _only(act: Act) -> Formula:
    return ((frozenset((act,)),),)


def _by_rule(cell: Cell, pointer: str, because: Because) -> Act:
    return Act(party=Party.STATE, verb=Verb.STATE, pointer=pointer, state=cell.state, text=_BY_RULE[because])
