"""Values of a profile as text, lists, and labeled fields that any medium can set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mcaudit.model import Audit, Citation, JsonObject
from mcaudit.model.codes import code_words
from mcaudit.model.states import state_name
from mcaudit.terms.dossier import Cited, Dossier
from mcaudit.terms.sentences import capitalized

PREFIX = "#/$defs/"
_SHORT = 48
"""Characters of an item that may stand beside others in one line."""
_BY_NAME = {"citation": {"$ref": f"{PREFIX}citation"}, "parent": {"$ref": f"{PREFIX}organization"}}
"""What these are wherever they stand, in places that the edition's schemas do not describe."""
_CHOICE = re.compile(r"[a-z]+(_[a-z]+)+")
"""How a choice from a list is written."""
_PARTS_OF_A_NUMBER = {"at_least", "at_most", "about"}
_PARTS_OF_A_PRICE = {"amount", "for", "description", "citation"}


@dataclass(frozen=True, slots=True)
class Words:
    """Words; `url` where they are an address that may be followed."""

    text: str
    url: str = ""
    kind: str = "words"


@dataclass(frozen=True, slots=True)
class Entries:
    """A list."""

    items: tuple[Value, ...]
    kind: str = "entries"

    @property
    def runs_on(self) -> bool:
        """Whether its items are short enough to stand in one line, or there is only one."""
        return len(self.items) == 1 or all(isinstance(i, Words) and len(i.text) <= _SHORT for i in self.items)


@dataclass(frozen=True, slots=True)
class Fields:
    """Labeled values."""

    rows: tuple[tuple[str, Value], ...]
    kind: str = "fields"

    @property
    def runs_on(self) -> bool:
        """Whether nothing in it needs a list of its own."""
        return all(isinstance(v, Words | Source) or (isinstance(v, Entries) and v.runs_on) for _, v in self.rows)


@dataclass(frozen=True, slots=True)
class Source:
    """A citation inside an answer."""

    cited: Cited
    kind: str = "source"


Value = Words | Entries | Fields | Source

Disagreement = tuple[str, tuple[tuple[Value, Cited], ...], str]
"""What sources disagree about, what each of them says, and the profile's note on it."""


def mapping(value: Any) -> Mapping[str, Any]:
    """Return a value that is a mapping, or an empty one."""
    return value if isinstance(value, Mapping) else {}


@dataclass(frozen=True, slots=True)
class Reader:
    """Turns JSON values into words, with the labels that the edition's schemas give."""

    audit: Audit
    dossier: Dossier

    def label(self, schema: Any, name: str) -> str:
        """Return what a field is called."""
        titled = schema.get("title") if isinstance(schema, Mapping) else None
        return str(titled or ("Address" if name == "url" else capitalized(code_words(name))))

    def fields_of(self, name: str) -> JsonObject:
        """Return the fields of a shared definition."""
        _, resolved = self._resolved({"$ref": f"{PREFIX}{name}"})
        return mapping(resolved.get("properties"))

    def disagreement(self, fields: JsonObject, entry: Mapping[str, Any]) -> Disagreement:
        """Return a conflict in words: the field, the entry and the part of it, and what each source says."""
        field = str(entry.get("field"))
        label, schema = self.label(fields.get(field), field), fields.get(field)
        if entry.get("entry") is not None:
            number = str(entry["entry"])
            label += f", entry {number}" if number.isdigit() else f", “{number}”"
            schema = self._resolved(schema)[1].get("items")
        if part := str(entry.get("part") or ""):
            inside = mapping(self._resolved(schema)[1].get("properties"))
            schema = inside.get(part)
            label += f", {self.label(schema, part)}"
        says = tuple(
            (self.value(schema, value.get("value")), self.dossier.cited(Citation.of(value["citation"])))
            for value in entry.get("values") or ()
        )
        return label, says, str(entry.get("note") or "")

    def value(self, schema: Any, value: Any) -> Value:
        """Return a value as something that can be shown."""
        name, resolved = self._resolved(schema)
        if isinstance(value, Mapping):
            return self._group(name, resolved, value)
        if isinstance(value, list | tuple):
            inner = resolved.get("items") or schema  # a choice may be a list of choices
            return Entries(tuple(self.value(inner, item) for item in value))
        if isinstance(resolved.get("items"), Mapping):  # one value where a list may stand
            return self.value(resolved["items"], value)
        if name == "price" and not isinstance(value, str) and value is not None:
            return Words(_dollars(value))
        return self._words(name, resolved, value)

    def _group(self, name: str, schema: JsonObject, value: Mapping[str, Any]) -> Value:
        if name == "citation" and value.get("document"):
            return Source(self.dossier.cited(Citation.of(value)))
        if value and value.keys() <= _PARTS_OF_A_NUMBER:
            return Words(_number(value))
        items = schema.get("items")
        if isinstance(items, Mapping) and "properties" not in schema:  # one entry where a list may stand
            return self.value(items, value)
        if name == "price" and value.keys() <= _PARTS_OF_A_PRICE:
            return self._price(schema, value)
        return Fields(tuple(self._rows(schema, value)))

    def _price(self, schema: JsonObject, value: Mapping[str, Any]) -> Value:
        amount = value.get("amount")
        if amount is None:
            return Fields(tuple(self._rows(schema, value)))
        priced = "free" if amount == 0 else _dollars(amount)
        words = [f"{priced} for {value['for']}" if value.get("for") else priced]
        words += [str(value["description"])] if value.get("description") else []
        said = Words(": ".join(words))
        if not mapping(value.get("citation")).get("document"):
            return said
        cited = Source(self.dossier.cited(Citation.of(value["citation"])))
        return Fields((("Price", said), ("Source", cited)))

    def _rows(self, schema: JsonObject, value: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
        known = schema.get("properties", {})
        for key, inner in named_kinds(value).items():
            described = known.get(key) or _BY_NAME.get(key)
            yield self.label(known.get(key), key), self.value(described, inner)

    def _words(self, name: str, schema: JsonObject, value: Any) -> Words:
        if value is None:
            return Words("(empty)")
        if isinstance(value, bool):
            return Words("yes" if value else "no")
        text = str(value)
        if name == "organization":
            known = self.audit.profile.content.get("organizations") or {}
            return Words(str(known[text]["name"]) if text in known else text)
        if name == "document":
            return Words(self.dossier.cited(Citation(document=text, place="")).title)
        if text in schema.get("enum", ()) or (not schema and _CHOICE.fullmatch(text)):
            return Words(state_name(text) if text.isupper() else code_words(text))
        return Words(text.strip(), link(text))

    def _resolved(self, schema: Any) -> tuple[str, JsonObject]:
        """Return the name of the shared definition that a schema refers to, and the schema itself."""
        edition = self.audit.edition
        name = ""
        while isinstance(schema, Mapping) and "$ref" in schema:
            name = str(schema["$ref"]).removeprefix(PREFIX)
            schema = edition.definitions.get(name) or edition.profile_base["$defs"].get(name, {})
        return name, schema if isinstance(schema, Mapping) else {}


def named_kinds(value: Mapping[str, Any], *, apart: frozenset[str] = frozenset()) -> Mapping[str, Any]:
    """Return the fields of a value with the name of another kind in place of “other”: one field where two say it.

    The name stands in `other_kind` or `kind_name` beside `kind`, and so on for other fields; those `apart` stay.
    """
    named = dict(value)
    for key, choice in value.items():
        beside = (each for each in _names_of(key, value) if each in named.keys() - apart)
        name = next((each for each in beside if isinstance(value[each], str) and value[each].strip()), "")
        choices = list(choice) if isinstance(choice, list | tuple) else [choice]
        others = [at for at, each in enumerate(choices) if each in ("other", name) and name]
        if len(others) == 1:
            choices[others[0]] = named.pop(name)
            named[key] = choices if isinstance(choice, list | tuple) else choices[0]
    return named


def _names_of(key: str, value: Mapping[str, Any]) -> Iterator[str]:
    """Yield the fields beside a choice that may name what is not on its list."""
    one = f"{key.removesuffix('ies')}y" if key.endswith("ies") else key.removesuffix("s")
    yield from (f"{key}_name", f"other_{key}", f"other_{one}")
    names = [each for each in value if each.startswith("other_")]
    if list(value.values()).count("other") == 1 and len(names) == 1:
        yield names[0]


def _number(value: Mapping[str, Any]) -> str:
    """Return a number that a profile gives as a range, an end of one, or about."""
    low, high = value.get("at_least"), value.get("at_most")
    if low is not None and high is not None:
        return str(low) if low == high else f"{low} to {high}"
    if low is not None:
        return f"at least {low}"
    return f"at most {high}" if high is not None else f"about {value.get('about')}"


def _dollars(amount: Any) -> str:
    if isinstance(amount, Mapping):
        ends = {key: _dollars(each) for key, each in amount.items()}
        return _number(ends)
    return f"${amount:,}" if isinstance(amount, int | float) and not isinstance(amount, bool) else str(amount)


def link(text: str) -> str:
    """Return an address that may be followed, or nothing: only http, https and mailto, and nothing hidden in it."""
    stripped = text.strip()
    wanted = stripped.lower().startswith(("http://", "https://", "mailto:"))
    return stripped if wanted and stripped.isprintable() and not set(stripped) & set(" <>\"'`\\") else ""
