"""An edition: one published set of criteria as data."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mcaudit.model.policy import Setting
from mcaudit.model.words import Decider, JsonObject, Level


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


@dataclass(frozen=True, slots=True, kw_only=True)
class StateSetting:
    """The policy setting that would let facts decide a criterion that depends on a state's own rules."""

    setting: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassingExample:
    """A partial profile that satisfies a rule; `place` names its file and its JSON Pointer there."""

    about: str
    profile: JsonObject
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FailingExample:
    """What a rule must refuse; `breaks` is the rule's field that it breaks, or empty for a whole answer."""

    about: str
    profile: JsonObject
    breaks: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """A criterion's examples as its file writes them: whole answers that pass, and changes to them that fail."""

    written: JsonObject
    answer: tuple[str, str]
    over_profile: bool
    place: str

    def passing(self) -> tuple[PassingExample, ...]:
        """Return the examples that pass, each as a partial profile."""
        return tuple(
            PassingExample(about=entry["about"], profile=self._whole(entry), place=f"{self.place}/pass/{index}")
            for index, entry in enumerate(self.written["pass"])
        )

    def failing(self) -> tuple[FailingExample, ...]:
        """Return the examples that fail, each as a partial profile."""
        return tuple(self._failing(index, entry) for index, entry in enumerate(self.written["fail"]))

    def _whole(self, entry: JsonObject) -> JsonObject:
        component, key = self.answer
        return dict(entry["profile"]) if "profile" in entry else {component: {key: entry["answer"]}}

    def _failing(self, index: int, entry: JsonObject) -> FailingExample:
        if "at" in entry:
            prefix = () if self.over_profile else self.answer
            of = self._whole(self.written["pass"][entry.get("of", 1) - 1])
            profile = altered(of, (*prefix, *entry["at"].split("/")), entry)
        else:
            profile = self._whole(entry)
        broken = entry.get("breaks", entry.get("at", ""))
        steps = tuple("*" if step.isdigit() else step for step in broken.split("/")) if broken else ()
        return FailingExample(about=entry["about"], profile=profile, breaks=steps, place=f"{self.place}/fail/{index}")


def altered(profile: JsonObject, path: tuple[str, ...], change: JsonObject) -> JsonObject:
    """Return a copy of `profile` in which the place at `path` holds `change["value"]`, or is gone.

    Raise KeyError or IndexError when there is no such place to alter.
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
    """One statement of the source, with the rule that a profile's facts must satisfy."""

    id: str
    level: Level
    text: str
    place: str
    decided_by: Decider
    because: str
    reads: tuple[str, ...]
    """Places in a profile, each a JSON Pointer such as `/developers/proficiency/rubric`."""
    over_profile: bool
    rule: JsonObject
    remedy: str
    state: StateSetting | None
    may_be_not_applicable: str
    evidence_lives_in: tuple[str, ...]
    group: str
    examples: Examples

    @property
    def passing(self) -> tuple[PassingExample, ...]:
        """The examples that its rule lets pass."""
        return self.examples.passing()

    @property
    def failing(self) -> tuple[FailingExample, ...]:
        """The examples that its rule refuses."""
        return self.examples.failing()


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
    optional: bool
    skip: Skip | None
    sources: tuple[WorkReference, ...]
    answer: JsonObject
    groups: tuple[Group, ...]
    criteria: tuple[Criterion, ...]

    @property
    def pointer(self) -> str:
        """Where a profile answers this subcomponent, as a JSON Pointer."""
        return f"/{self.component}/{self.key}"


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
    """A fact computed from the whole profile; `reads` are the places it rests on, as JSON Pointers."""

    name: str
    description: str
    reads: tuple[str, ...]


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
    derived: tuple[DerivedFact, ...]
    settings: Mapping[str, Setting]

    @property
    def subcomponents(self) -> tuple[Subcomponent, ...]:
        """All subcomponents in the source's order."""
        return tuple(sub for component in self.components for sub in component.subcomponents)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria in the source's order."""
        return tuple(criterion for sub in self.subcomponents for criterion in sub.criteria)
