"""An edition: one published set of criteria as data."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from mcaudit.model.policy import Setting
from mcaudit.model.words import Binding, Decider, Effort, JsonObject, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work that the source's appendix cites: as printed, with a corrected form beside a misprint."""

    id: str
    authors: str
    year: str
    title: str
    url: str
    container: str = ""
    publisher: str = ""
    as_printed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkReference:
    """One citation of a work by a subcomponent; `pages` is empty where the appendix names none."""

    work: str
    pages: str = ""
    note: str = ""


class Outcome(StrEnum):
    """What the edition's conditions make of a profile, for one criterion."""

    MET = "met"
    NOT_MET = "not_met"
    WAITS = "waits"
    NOT_STATED = "not_stated"
    SUGGESTS_MET = "suggests_met"
    SUGGESTS_NOT_MET = "suggests_not_met"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateBinding:
    """Whether a criterion depends on the state that reviews, and why; `said_by_state` if only the state can answer."""

    binding: Binding
    because: str
    said_by_state: bool = False
    about_other_states: bool = False
    """Whether it asks about states other than the one that reviews."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A partial profile, what the criterion comes to on it, and what could be added; `place` names its file."""

    about: str
    gives: Outcome
    profile: JsonObject
    adds: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """A criterion's examples as its file writes them: whole answers, and changes to earlier ones."""

    written: tuple[JsonObject, ...]
    answer: tuple[str, str]
    place: str

    def all(self) -> tuple[Example, ...]:
        """Return the examples, each as a partial profile."""
        made: list[Example] = []
        for index, entry in enumerate(self.written):
            if "at" in entry:
                steps = entry["at"].split("/")
                path = tuple(steps[1:]) if steps[0] == "" else (*self.answer, *steps)
                profile = altered(made[entry.get("of", 1) - 1].profile, path, entry)
            elif "profile" in entry:
                profile = dict(entry["profile"])
            else:
                component, key = self.answer
                profile = {component: {key: entry["answer"]}} if "answer" in entry else {}
            made.append(
                Example(
                    about=entry["about"],
                    gives=Outcome(entry["gives"]),
                    profile=profile,
                    adds=tuple(entry.get("adds", ())),
                    place=f"{self.place}/{index}",
                )
            )
        return tuple(made)


def altered(profile: JsonObject, path: tuple[str, ...], change: JsonObject) -> JsonObject:
    """Return a copy of `profile` in which the place at `path` holds `change["value"]`, or is gone.

    Raise KeyError or IndexError if the place does not exist.
    """
    result = copy.deepcopy(dict(profile))
    holder: Any = result
    for step in path[:-1]:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    last: Any = int(path[-1]) if isinstance(holder, list) else path[-1]
    if "value" in change:
        holder[last] = change["value"]
    else:
        del holder[last]
    return result


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One statement of the source, with the places that bear on it and the conditions that settle it."""

    id: str
    level: Level
    title: str
    """Two to five words."""
    text: str
    place: str
    meaning: int
    """Increases only if what is asked changes; rewording leaves it."""
    decided_by: Decider
    because: str
    stated_by: tuple[str, ...]
    """Places in the facts, from their top, such as `developers/learning_resources/resources/*/cost`."""
    met_when: JsonObject | None = None
    """The condition that settles it as met, in the edition's shorthand; None where there is none."""
    not_met_when: JsonObject | None = None
    remedy: str
    effort: Effort | None = None
    """What the remedy takes; None in an edition that does not say."""
    state: StateBinding
    formerly_read: tuple[str, ...] = ()
    """JSON Pointers that rules of this edition read before conditions replaced them; they pin earlier decisions."""
    may_be_not_applicable: str = ""
    evidence_lives_in: tuple[str, ...]
    group: str
    examples: Examples


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Criteria of which one is enough; counted as one requirement."""

    id: str
    text: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """The answer after which criteria and subcomponents of the same component no longer apply."""

    field: str
    value: str
    criteria: tuple[str, ...]
    subcomponents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subcomponent:
    """One of the source's lettered parts; `answer` maps each field of its answer to a JSON Schema."""

    id: str
    key: str
    component: str
    title: str
    question: str
    place: str
    optional_until_stated: tuple[str, ...] = ()
    """The criteria of which one, once stated, makes all apply, where a profile may leave the subcomponent out."""
    skip: Skip | None = None
    sources: tuple[WorkReference, ...]
    answer: JsonObject
    groups: tuple[Group, ...] = ()
    criteria: tuple[Criterion, ...]

    @property
    def pointer(self) -> str:
        """Where a profile answers this subcomponent, as a JSON Pointer."""
        return f"/{self.component}/{self.key}"

    @property
    def optional(self) -> bool:
        """Whether a profile may leave it out."""
        return bool(self.optional_until_stated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One of the source's five structural components, in its order."""

    number: int
    key: str
    title: str
    role: str
    text: str
    subcomponents: tuple[Subcomponent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """An interpretation that the edition makes, or a discrepancy of the source; `about` lists what it touches."""

    id: str
    about: tuple[str, ...]
    text: str
    choice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedFact:
    """A fact computed from the whole profile; `reads` are the places it rests on, as JSON Pointers.

    It may also depend on `compared_with`, the places that these are compared with; what is cited there does not
    support it.
    """

    name: str
    description: str
    reads: tuple[str, ...]
    compared_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Edition:
    """One published set of criteria as data; `sha256` is over its files, `definitions` its shared schemas.

    Editions are compared and hashed by identity, so that what is compiled from one can be kept.
    """

    id: str
    title: str
    publisher: str
    published: str
    sha256: str
    components: tuple[Component, ...]
    works: tuple[Work, ...]
    interpretations: tuple[Note, ...]
    discrepancies: tuple[Note, ...]
    definitions: JsonObject
    profile_base: JsonObject
    """The part of a profile's JSON Schema that is the same in every edition."""
    placeholders: frozenset[str]
    """Texts that only fill a place, as `folded` gives them."""
    number_words: Mapping[str, tuple[float, float | None]]
    """Words that stand for numbers, each with its low and high end; None for an open end."""
    derived: tuple[DerivedFact, ...]
    settings: Mapping[str, Setting]
    former_pins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By criterion, the SHA-256 of its former texts, which decisions made before it had a `meaning` are pinned to."""

    subcomponents: tuple[Subcomponent, ...] = field(init=False, repr=False)
    """All subcomponents in the source's order."""
    criteria: tuple[Criterion, ...] = field(init=False, repr=False)
    """All criteria in the source's order."""
    placed: Mapping[str, tuple[Subcomponent, Criterion]] = field(init=False, repr=False)
    """Each criterion with its subcomponent, by the criterion's id."""
    members: Mapping[str, tuple[str, ...]] = field(init=False, repr=False)
    """The criteria of each any-of group, by its id."""

    def __post_init__(self) -> None:
        """List what the components hold, which every audit goes through."""
        subcomponents = tuple(sub for component in self.components for sub in component.subcomponents)
        object.__setattr__(self, "subcomponents", subcomponents)
        object.__setattr__(self, "criteria", tuple(criterion for sub in subcomponents for criterion in sub.criteria))
        object.__setattr__(self, "placed", {each.id: (sub, each) for sub in subcomponents for each in sub.criteria})
        object.__setattr__(self, "members", {each.id: each.members for sub in subcomponents for each in sub.groups})
