"""Chooses which findings are shown; what an audit comes to never depends on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from mcaudit.model import Edition, Finding, Level, Status


class Facet(StrEnum):
    """What of a finding a word is about."""

    CRITERION = "criterion"
    LEVEL = "level"
    STATUS = "status"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of `--select` or `--ignore`, and the criteria, level or status that it stands for."""

    word: str
    facet: Facet
    values: frozenset[str]

    def matches(self, finding: Finding) -> bool:
        """Return whether it is about a finding."""
        of = {Facet.CRITERION: finding.criterion, Facet.LEVEL: finding.level, Facet.STATUS: finding.status}
        return of[self.facet] in self.values


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which findings are shown: those that `select` names and `ignore` does not; all where both are empty."""

    select: tuple[Word, ...] = ()
    ignore: tuple[Word, ...] = ()

    @property
    def filters(self) -> bool:
        """Whether anything may be left out."""
        return bool(self.select or self.ignore)

    def shows(self, finding: Finding) -> bool:
        """Return whether a finding is shown.

        Words of one kind are alternatives, words of different kinds narrow each other down: `3,not_met`
        is what of component 3 is not met. A finding that any ignored word names is left out.
        """
        facets = {word.facet for word in self.select}
        chosen = all(any(word.matches(finding) for word in self.select if word.facet is facet) for facet in facets)
        return chosen and not any(word.matches(finding) for word in self.ignore)

    def description(self) -> str:
        """Return in words what is shown; empty where everything is."""
        parts = []
        if self.select:
            parts.append(f"only {', '.join(word.word for word in self.select)}")
        if self.ignore:
            parts.append(f"not {', '.join(word.word for word in self.ignore)}")
        if not parts:
            return ""
        return f"of the findings, {' and '.join(parts)} is shown; verdict, counts and exit code are the whole audit's"


EVERYTHING = Selection()


def selection_of(edition: Edition, select: Iterable[str], ignore: Iterable[str]) -> Selection:
    """Return a selection from words, each of which may be several with commas between.

    A word is a criterion (1F-6), a group (1D-any), a subcomponent (1F), a component (3), a level or a
    status. Raise ValueError where one is none of these.
    """
    places = {c.id: frozenset({c.id}) for c in edition.criteria}
    for component in edition.components:
        for sub in component.subcomponents:
            places[sub.id] = frozenset(criterion.id for criterion in sub.criteria)
            places |= {group.id: frozenset(group.members) for group in sub.groups}
        places[str(component.number)] = frozenset(c.id for sub in component.subcomponents for c in sub.criteria)
    words = {name.casefold(): Word(word=name, facet=Facet.CRITERION, values=ids) for name, ids in places.items()}
    for facet, names in ((Facet.LEVEL, Level), (Facet.STATUS, Status)):
        words |= {str(name): Word(word=str(name), facet=facet, values=frozenset({str(name)})) for name in names}
    known = words
    return Selection(select=_words(known, select), ignore=_words(known, ignore))


def _words(known: Mapping[str, Word], given: Iterable[str]) -> tuple[Word, ...]:
    return tuple(_word(known, name.strip()) for each in given for name in each.split(",") if name.strip())


def _word(known: Mapping[str, Word], name: str) -> Word:
    folded = name.casefold()
    found = known.get(folded) or known.get(folded.replace("-", "_"))
    if found is None:
        nearest = get_close_matches(folded, known, n=1, cutoff=0.5)
        hint = f"did you mean {known[nearest[0]].word}?" if nearest else "give a criterion, such as 1F-6"
        message = f"unknown criterion, group, subcomponent, component, level, or status “{name}”; {hint}"
        raise ValueError(message)
    return found
