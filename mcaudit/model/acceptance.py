"""A map of acceptance: where a micro-credential counts, for what, on what conditions, and what would open a cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mcaudit.model.acts import Act, Effect, Fixes, Party
from mcaudit.model.audit import Location
from mcaudit.model.edition import Edition
from mcaudit.model.policy import Policy
from mcaudit.model.profile import Citation
from mcaudit.model.purposes import Purpose, SourcedPlace

# --- cells -----------------------------------------------------------------------------------------


class Answer(StrEnum):
    """Whether a micro-credential counts in a state for a purpose."""

    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    UNDECIDED = "undecided"
    DELEGATED = "delegated"
    """Whether or how much it counts is left to somebody that the state names, such as a district."""
    SILENT = "silent"
    """The state has not said, or what it said is not in force."""


class Because(StrEnum):
    """Why a cell has its answer, where the conditions do not say it."""

    CONDITIONS = "conditions"
    """Its conditions say why."""
    NO_POLICY = "no_policy"
    NO_RULE = "no_rule"
    DRAFT = "draft"
    WITHOUT_EFFECT = "adopted_without_effect"
    NOT_YET = "not_yet"
    ENDED = "ended"
    REFUSED = "refused"
    PART_OF_SERIES = "part_of_series"
    """It belongs to a series that only counts as a whole."""
    NO_CONDITIONS = "no_conditions"
    """The rule is stated without conditions."""
    HOW_MUCH = "how_much"
    """The state has not said how much it counts for."""
    DISPUTED = "disputed"
    """The state's own sources disagree about the rule."""


class Holds(StrEnum):
    """Whether a condition holds, from the worst to the best."""

    NO = "no"
    OPEN = "open"
    YES = "yes"


def worst(holds: Iterable[Holds]) -> Holds:
    """Return what all of some conditions come to; yes where there are none."""
    return min(holds, key=tuple(Holds).index, default=Holds.YES)


def best(holds: Iterable[Holds]) -> Holds:
    """Return what any of some conditions comes to; no where there are none."""
    return max(holds, key=tuple(Holds).index, default=Holds.NO)


class RestsOn(StrEnum):
    """What a condition that holds rests on."""

    NOTHING = "none"
    CLAIM = "claim"
    """The profile's own word, cited and not checked."""
    CHECKED = "checked"
    """The profile's word, checked by a reviewer."""
    DECISION = "decision"
    POLICY = "policy"
    """The state's own word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition of a rule, and whether it holds."""

    id: str
    """The key of the condition, such as form, with a number where a rule has several."""
    text: str
    """What it asks, as a sentence."""
    holds: Holds
    reason: str
    """Why, as a sentence."""
    source: SourcedPlace
    rests_on: RestsOn = RestsOn.NOTHING
    criterion: str = ""
    """The criterion that asks for the same, or the first of those it names."""
    location: Location | None = None
    citations: tuple[Citation, ...] = ()
    facts: tuple[str, ...] = ()
    """JSON Pointers to the facts that satisfy it, cited and checked or not."""
    left_to: str = ""
    """Who judges it, where it is left to somebody else than the state."""
    is_series: bool = False
    """Whether the micro-credential belongs to the series that the condition asks for, which only counts as a whole."""
    any_of: tuple[Condition, ...] = ()
    """Conditions, one of which is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """What one rule comes to; `rule` is its place among the purposes of the state's policy, from 0."""

    rule: int
    answer: Answer
    because: Because
    conditions: tuple[Condition, ...] = ()
    waived: tuple[str, ...] = ()
    """Requirements that are not enforced in this state, of those that the conditions ask for."""
    disputes: tuple[str, ...] = ()
    """What the policy's sources disagree about, as far as it concerns the rule."""

    @property
    def deciding(self) -> tuple[str, ...]:
        """The ids of the conditions that keep it from being accepted: those that fail, or else the open ones."""
        for worst in (Holds.NO, Holds.OPEN):
            found = tuple(each.id for each in self.conditions if each.holds is worst)
            if found:
                return found
        return ()

    @property
    def on_claims(self) -> tuple[str, ...]:
        """The ids of the conditions that hold on claims that nobody has checked."""
        return tuple(each.id for each in self.conditions if each.holds is Holds.YES and _is_claimed(each))


def _is_claimed(condition: Condition) -> bool:
    if not condition.any_of:
        return condition.rests_on is RestsOn.CLAIM
    return all(_is_claimed(each) for each in condition.any_of if each.holds is Holds.YES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Whether a micro-credential counts in a state for a purpose: the best of its paths, the deciding one first."""

    state: str
    purpose: str
    answer: Answer
    because: Because
    paths: tuple[Path, ...] = ()
    fixes: Fixes | None = None
    """What would open it; None where nobody asked, or no acts of those who were asked about do."""
    together: Fixes | None = None
    """What would open it with the acts of everybody, where one party was asked about and cannot alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidacy:
    """A micro-credential with its cells, in the order of the states and purposes that were asked for."""

    id: str
    title: str
    state: str
    path: str
    sha256: str
    fictional: bool
    is_reading: bool
    """Whether it is a reading of public pages, which no provider submitted."""
    cells: tuple[Cell, ...]
    documents: Mapping[str, str] = field(default_factory=dict)
    """The titles of the documents that it cites in its cells, by short name."""
    effects: Mapping[Act, Effect] = field(default_factory=dict)
    """What each act does for its cells, where somebody asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Where micro-credentials count, and for what, on a day (YYYY-MM-DD)."""

    edition: Edition
    date: str
    policies: Mapping[str, Policy]
    """By state."""
    asked: tuple[tuple[str, str], ...]
    """The states and purposes of the cells, in their order."""
    candidates: tuple[Candidacy, ...]
    notices: tuple[str, ...] = ()
    has_fixes: bool = False
    """Whether what would open each cell was asked for."""
    party: Party | None = None
    """Whose acts alone were asked for; None for everybody's."""

    @property
    def states(self) -> tuple[str, ...]:
        """The states that were asked about."""
        return tuple(dict.fromkeys(state for state, _ in self.asked))

    @property
    def purposes(self) -> tuple[str, ...]:
        """The purposes that were asked about."""
        return tuple(dict.fromkeys(purpose for _, purpose in self.asked))

    def effects(self) -> Mapping[Act, Effect]:
        """Return what each act does for all cells, of every act that any cell names."""
        opens: Counter[Act] = Counter()
        unavoidable: Counter[Act] = Counter()
        for each in self.candidates:
            opens.update({act: effect.opens for act, effect in each.effects.items()})
            unavoidable.update({act: effect.unavoidable for act, effect in each.effects.items()})
            named = (act for cell in each.cells for found in (cell.fixes, cell.together) if found for act in found.acts)
            opens.update(dict.fromkeys(named, 0))
        return {act: Effect(opens[act], unavoidable[act]) for act in opens}

    def rule(self, cell: Cell, path: Path) -> Purpose:
        """Return the rule that a path of a cell is about."""
        return self.policies[cell.state].purposes[path.rule]
