"""A map of acceptance: where a micro-credential counts, for what, on what conditions, and what would open a cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain, islice, product

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


# --- acts ------------------------------------------------------------------------------------------


class Party(StrEnum):
    """Who does an act."""

    PROVIDER = "provider"
    REVIEWERS = "reviewers"
    STATE = "state"
    DELEGATE = "delegate"
    """Whoever the state's rule leaves it to: a district, a committee, an employer."""


class Verb(StrEnum):
    """What is done."""

    ANSWER = "answer"
    """Fill in or change an answer of the profile."""
    CITE = "cite"
    """Give a usable citation for an answer."""
    SETTLE = "settle"
    """Find out which of several values is right."""
    OBTAIN = "obtain"
    """Get something from somebody else, such as an approval."""
    DECIDE = "decide"
    """Decide a criterion; decide it again where a decision is stale or went against it."""
    SET = "set"
    """State a setting of the policy."""
    STATE = "state"
    """State a rule for a purpose."""
    APPROVE = "approve"
    """Approve this micro-credential, as the state's rule leaves open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """The least thing that one party does; acts with the same key are one act, whatever asks for it."""

    party: Party
    verb: Verb
    pointer: str
    """A place in the profile, a criterion, a setting, or a purpose."""
    profile: str = ""
    """The profile that it is about; empty where it is about several, as what a state sets is."""
    state: str = ""
    """The state that it is done in or for; empty where it counts in each, as what a provider answers does."""
    text: str = field(default="", compare=False)
    """What to do, as an instruction."""
    what: str = field(default="", compare=False)
    """The end of the text, for lists that put acts together which begin alike, such as the fields of one answer."""
    outside: bool = field(default=False, compare=False)
    """Whether no wording of the profile brings it about."""
    criteria: tuple[str, ...] = field(default=(), compare=False)
    """The criteria that it may serve, in the source's order."""

    @property
    def key(self) -> str:
        """Return how outputs name it."""
        return f"{self.party}:{self.verb}:{self.pointer}"


@dataclass(frozen=True, slots=True)
class Effect:
    """What an act does for many cells."""

    opens: int
    """How many cells it opens alone."""
    unavoidable: int
    """How many cells no set of acts opens without it, of those that acts can open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixes:
    """The smallest sets of acts that open a cell: everything in `always`, and of each choice one alternative."""

    target: str
    """The answer that they lead to."""
    size: int
    """How many acts a smallest set has; an upper bound where it is not proven."""
    proven: bool
    """False where the search was cut short, so that a smaller set may exist."""
    always: tuple[Act, ...]
    """Acts in every smallest set, in the source's order; where it is not proven, those that the rest is beside."""
    one_of: tuple[tuple[tuple[Act, ...], ...], ...]
    """Choices that do not depend on each other; each has its alternatives."""

    @property
    def sets(self) -> int:
        """Return how many smallest sets there are."""
        count = 1
        for choice in self.one_of:
            count *= len(choice)
        return count

    @property
    def acts(self) -> tuple[Act, ...]:
        """Every act of any smallest set, each once."""
        return tuple(dict.fromkeys((*self.always, *(act for choice in self.one_of for each in choice for act in each))))

    def listed(self, most: int) -> Iterator[tuple[Act, ...]]:
        """Yield at most so many of the smallest sets."""
        for picked in islice(product(*self.one_of), most):
            yield (*self.always, *chain.from_iterable(picked))
