"""Finds where micro-credentials count: reads the states' policies, and works out the cells of each profile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from mcaudit.accept.candidate import Candidate, Findings, neutral_criteria
from mcaudit.accept.cells import cell
from mcaudit.accept.fixes import Formulas, by_parties, effects, smallest_of
from mcaudit.accept.opening import opening
from mcaudit.app.exits import Exit, most_severe
from mcaudit.app.loading import NO_POLICY, OWN_POLICIES
from mcaudit.app.preparing import Prepared
from mcaudit.app.reviews import decided
from mcaudit.audit.engine import case_of
from mcaudit.contracts import DEFAULT_QUORUM
from mcaudit.errors import InputError
from mcaudit.facts.for_state import for_state
from mcaudit.model import Audit, Citation, Edition, JsonObject, Policy, Review
from mcaudit.model.acceptance import Acceptance, Answer, Candidacy, Cell, Condition
from mcaudit.model.acts import Party
from mcaudit.model.purposes import PurposeKind
from mcaudit.model.states import STATES, state_name
from mcaudit.reading.near import did_you_mean
from mcaudit.reading.policy.read import find_policy, policy_names, read_policy

Asked = tuple[str, str]
"""A state's postal code and a purpose."""
_SHOWN_PURPOSES = tuple(each for each in PurposeKind if each is not PurposeKind.OTHER)


# --- policies ------------------------------------------------------------------------------------


def policies_by_state(edition: Edition, given: Sequence[str]) -> Mapping[str, Policy]:
    """Return the shipped policies and those that are given, by state; a given one replaces the shipped one.

    `none` leaves the shipped ones out. Raise InputError where a policy is not valid, or two are for one state.
    """
    names = [each for each in given if each not in (NO_POLICY, OWN_POLICIES)]
    mine: dict[str, Policy] = {}
    for path in (file for each in names for file in _files(each)):
        policy = read_policy(edition, path)
        if policy.state in mine:
            message = f"{mine[policy.state].path} is a policy for {policy.state} as well"
            raise InputError.of(policy.path, message, "name one policy for each state")
        mine[policy.state] = policy
    shipped = () if NO_POLICY in given else policy_names()
    found = {policy.state: policy for policy in (read_policy(edition, find_policy(name)) for name in shipped)}
    return {**found, **mine}


def _files(name: str) -> tuple[Path, ...]:
    """Return the policy of a name, the file, or the files in a folder; raise InputError for a folder without any."""
    folder = Path(name)
    if name in policy_names() or not folder.is_dir():
        return (find_policy(name),)
    files = tuple(each for each in sorted(folder.iterdir()) if each.suffix in (".yaml", ".yml"))
    if not files:
        message = "holds no policy: no file in it ends in .yaml or .yml"
        raise InputError.of(folder, message, "name a policy file, or a folder that has some")
    return files


# --- what is asked -------------------------------------------------------------------------------


def asked_of(to: str, policies: Mapping[str, Policy]) -> tuple[Asked, ...]:
    """Return the states and purposes that are asked about, such as `TN,OH:license_renewal`.

    Without any, they are all states that have a policy, by their names. A state without a purpose stands for every
    purpose about which any of the policies has a rule. Raise ValueError for a state or purpose that does not exist.
    """
    parts = [part.strip() for part in to.split(",") if part.strip()] or sorted(policies, key=state_name)
    stated = {rule.purpose for policy in policies.values() for rule in policy.purposes}
    every = [each for each in _SHOWN_PURPOSES if each in stated]
    found: dict[Asked, None] = {}
    for part in parts:
        state, _, purpose = part.partition(":")
        code = state_code(state)
        purposes = [_purpose(purpose)] if purpose else every
        found.update(dict.fromkeys((code, each) for each in purposes))
    return tuple(found)


def asked_cell(text: str) -> Asked:
    """Return the one state and purpose that a text such as TN:license_renewal names; raise ValueError otherwise."""
    state, colon, purpose = text.partition(":")
    if not colon:
        raise ValueError(f"“{text}” names no purpose; write it as TN:license_renewal")
    return state_code(state), _purpose(purpose)


def state_code(name: str) -> str:
    """Return the postal code of a state that is named, or given by its code; raise ValueError for any other text."""
    code = STATES.get(" ".join(name.replace("-", " ").casefold().split()), name.strip().upper())
    if code not in STATES.values():
        raise ValueError(f"“{name}” is not a state; write its postal code, such as TN")
    return code


def _purpose(name: str) -> PurposeKind:
    wanted = name.strip().casefold().replace("-", "_").replace(" ", "_")
    if wanted not in _SHOWN_PURPOSES:
        help, known = did_you_mean(wanted, _SHOWN_PURPOSES), ", ".join(_SHOWN_PURPOSES)
        raise ValueError(f"“{name}” is not a purpose{f'; {help}' if help else f': {known}'}")
    return PurposeKind(wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants to know of every micro-credential."""

    to: str = ""
    """States and purposes, as `asked_of` reads them."""
    explained: Asked | None = None
    """The one cell that is shown in full."""
    required: tuple[Asked, ...] = ()
    """Cells that must be accepted."""
    policies: tuple[str, ...] = ()
    fixes: bool = False
    party: Party | None = None


def map_of(found: Prepared, wanted: Wanted) -> Map:
    """Return what is asked of every micro-credential.

    Raise ValueError for a state or purpose that does not exist, and where no rule of any state is left to ask about.
    """
    policies = policies_by_state(found.edition, wanted.policies)
    asked = (wanted.explained,) if wanted.explained else asked_of(wanted.to, policies)
    if not asked and not wanted.required:
        raise ValueError("no policy has a rule for a purpose; name one with --policy, or a purpose such as TN:pay")
    return Map(
        asked=tuple(dict.fromkeys((*asked, *wanted.required))),
        policies=policies,
        reviews=found.reviews,
        fixes=wanted.fixes,
        party=wanted.party,
    )


# --- one micro-credential ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """What is asked of every micro-credential; other processes work with a copy of it."""

    asked: tuple[Asked, ...]
    policies: Mapping[str, Policy]
    reviews: Mapping[str, tuple[Review, ...]] = field(default_factory=dict)
    fixes: bool = False
    """Whether to find what would open each cell."""
    party: Party | None = None
    """Whose acts alone may open a cell; None for everybody's."""

    def candidacy(self, audit: Audit) -> Candidacy:
        """Return a micro-credential with its cells; the audit supplies what is the same in every state."""
        seen = _Seen(audit, self.reviews.get(audit.profile.id, ()))
        content, profile = audit.profile.content, audit.profile
        fictional = content.get("fictional") == "yes"
        cells = tuple(
            cell(self.policies.get(state), seen.by, state=state, purpose=purpose, date=audit.date)
            for state, purpose in self.asked
        )
        formulas = [self._opening(seen, each) for each in cells] if self.fixes else []
        return Candidacy(
            id=profile.id,
            title=profile.title,
            state=profile.state,
            path=profile.path,
            sha256=profile.sha256,
            fictional=fictional,
            is_reading=not fictional and not content.get("submitted_by"),
            cells=tuple(map(self._with_fixes, cells, formulas)) if self.fixes else cells,
            effects=effects(formulas),
            documents=_titles(content, cells),
        )

    def _opening(self, seen: _Seen, cell: Cell) -> Formulas:
        """Return the formulas of which any one opens a cell; none of one about which no rule is known."""
        policy = self.policies.get(cell.state)
        if policy is None or not cell.paths:
            return ()
        return opening(cell, policy, partial(seen.by, policy))

    def _with_fixes(self, cell: Cell, formulas: Formulas) -> Cell:
        whole = smallest_of(formulas, target=Answer.ACCEPTED)
        if self.party is None:
            return replace(cell, fixes=whole)
        alone = smallest_of(by_parties(formulas, (self.party,)), target=Answer.ACCEPTED)
        return replace(cell, fixes=alone, together=None if alone else whole)


def _titles(content: JsonObject, cells: Iterable[Cell]) -> Mapping[str, str]:
    """Return the titles of the documents that the conditions of some cells cite, by short name."""
    dossier = content.get("dossier") or {}
    cited = (each for cell in cells for path in cell.paths for each in _citations(path.conditions))
    named = dict.fromkeys(each.document for each in cited)
    return {name: str((dossier.get(name) or {}).get("title") or name) for name in named}


def _citations(conditions: Iterable[Condition]) -> Iterator[Citation]:
    for each in conditions:
        yield from each.citations
        yield from _citations(each.any_of)


class _Seen:
    """A profile as each state sees it, made only where a rule asks about it."""

    def __init__(self, audit: Audit, reviews: Sequence[Review]) -> None:
        self.audit, self._reviews = audit, reviews
        neutral = neutral_criteria(audit.edition)
        home = {each.criterion: replace(each, needed=True) for each in audit.findings if each.criterion in neutral}
        self._shared: dict[tuple[object, ...], Findings] = {}
        if not self._is_apart:
            self._shared[(*_traits(audit.policy), "")] = home
        self._made: dict[str, Candidate] = {}

    @property
    def _is_apart(self) -> bool:
        """Whether reviewers decided for certain states, so that what they decided does not count in each."""
        return any(review.state for review in self._reviews)

    def by(self, policy: Policy) -> Candidate:
        """Return the candidate for a state, made once."""
        if policy.state not in self._made:
            self._made[policy.state] = self._candidate(policy)
        return self._made[policy.state]

    def _candidate(self, policy: Policy) -> Candidate:
        audit = self.audit
        view = for_state(audit.edition, audit.profile, policy.state)
        case = case_of(audit.edition, view, date=audit.date, policy=policy)
        case = replace(case, decisions=decided(case, self._reviews))
        shared = self._shared.setdefault((*_traits(policy), policy.state if self._is_apart else ""), {})
        return Candidate(case, policy, date=audit.date, shared=shared)


def _traits(policy: Policy | None) -> tuple[object, ...]:
    """Return what of a policy bears on criteria that depend on no state: what it asks of any review."""
    if policy is None:
        return (False, False, DEFAULT_QUORUM, False)
    asks = policy.requires_learning_opportunities is not None
    return (policy.confirm_facts, asks, policy.quorum, policy.settle_alone)


# --- all of them ---------------------------------------------------------------------------------


def acceptance_of(
    edition: Edition, date: str, question: Map, candidates: Sequence[Candidacy], notices: Iterable[str] = ()
) -> Acceptance:
    """Return the map of some micro-credentials."""
    return Acceptance(
        edition=edition,
        date=date,
        policies=question.policies,
        asked=question.asked,
        candidates=tuple(sorted(candidates, key=lambda each: (each.title.casefold(), each.path))),
        notices=tuple(notices),
        has_fixes=question.fixes,
        party=question.party,
    )


def required_exit(acceptance: Acceptance, required: Iterable[Asked]) -> Exit:
    """Return what the cells that must be accepted come to: the most_severe of them; PASS where none is asked for."""
    wanted = set(required)
    cells = (cell for each in acceptance.candidates for cell in each.cells if (cell.state, cell.purpose) in wanted)
    return most_severe(_EXITS[cell.answer] for cell in cells)


_EXITS: Mapping[Answer, Exit] = {
    Answer.ACCEPTED: Exit.PASS,
    Answer.NOT_ACCEPTED: Exit.FAIL,
    Answer.UNDECIDED: Exit.UNDECIDED,
    Answer.DELEGATED: Exit.UNDECIDED,
    Answer.SILENT: Exit.UNDECIDED,
}
"""A test proves that each answer has one."""
