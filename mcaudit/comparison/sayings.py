"""Reads a profile for people: its normal form shows whether something is said, and the profile how it is put."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mcaudit.facts.normal import OTHER
from mcaudit.model import Audit, JsonObject
from mcaudit.model.ledger import Amount
from mcaudit.model.values import web_address


@dataclass(frozen=True, slots=True)
class Said:
    """A group of a profile: in the normal form that the audit made, and as the profile puts it.

    What sources disagree about is left out of the normal form, and so are placeholders.
    """

    facts: JsonObject
    typed: JsonObject

    def group(self, *keys: str) -> Said:
        """Return a group inside; an empty one where there is none."""
        found = self
        for key in keys:
            found = Said(_mapping(found.facts.get(key)), _mapping(found.typed.get(key)))
        return found

    def entries(self, key: str) -> Iterator[tuple[int, Said]]:
        """Yield the entries of a list that say anything, each with its number from 0."""
        facts, typed = self.facts.get(key), _listed(self.typed.get(key))
        for index, entry in enumerate(facts if isinstance(facts, list) else ()):
            if isinstance(entry, dict) and entry:
                yield index, Said(entry, _mapping(typed[index]) if index < len(typed) else {})

    def says(self, key: str, *codes: str) -> bool:
        """Return whether a choice has one of some codes."""
        return bool(set(codes).intersection(_listed(self.facts.get(key))))

    def text(self, key: str) -> str:
        """Return a text, or several texts one after the other; empty where nothing is said."""
        return "; ".join(self.texts(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts in a list, or the one text, without placeholders."""
        said = _listed(self.facts.get(key))
        return tuple(text for text in self.raw(key) if text in said or web_address(text) in said)

    def raw(self, key: str) -> tuple[str, ...]:
        """Return what stands in a field as the profile puts it, as texts; nothing where the facts say nothing."""
        if self.facts.get(key) is None:
            return ()
        listed = _listed(self.typed.get(key, self.facts[key]))
        return tuple(str(each).strip() for each in listed if not isinstance(each, Mapping | None))

    def codes(self, key: str) -> tuple[str, ...]:
        """Return the codes of a choice, apart from `other`."""
        return tuple(str(code) for code in _listed(self.facts.get(key)) if code != OTHER)

    def choices(self, key: str, name: str = "") -> tuple[str, ...]:
        """Return a choice in words; `name` is the field that names what is not among the codes."""
        codes = _listed(self.facts.get(key))
        listed = tuple(str(code).replace("_", " ") for code in self.codes(key))
        if OTHER not in codes:
            return listed
        known = {*map(str, codes)}
        own = tuple(text for text in self.raw(key) if text not in known)
        return (*listed, *(self.texts(name) or own))

    def amount(self, key: str) -> Amount:
        """Return a number: one, a range, an approximate one, or words."""
        found = self.facts.get(key)
        if not isinstance(found, Mapping):
            return Amount()
        return Amount(
            low=found.get("low"), high=found.get("high"), about=found.get("about"), text=str(found.get("text", ""))
        )


def said_in(audit: Audit) -> Said:
    """Return everything that the profile of an audit says."""
    return Said(audit.facts, audit.profile.content)


def names_of(profile: Said, shorts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of organizations by their short names; a text that is none is a name itself."""
    known = profile.facts.get("organizations") or {}
    named = (profile.group("organizations", short).text("name") if short in known else short for short in shorts)
    return tuple(dict.fromkeys(name for name in named if name))


def _mapping(value: Any) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [] if value is None else [value]
