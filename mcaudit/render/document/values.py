"""What a profile answers, as text, lists and labelled fields that any template can set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mcaudit.model import Audit, Citation, JsonObject, Subcomponent
from mcaudit.render.document.dossier import Cited, Dossier

_PREFIX = "#/$defs/"
_SHORT = 48
"""Characters of an item that may stand beside others in one line."""
_BY_NAME = {"citation": {"$ref": f"{_PREFIX}citation"}, "parent": {"$ref": f"{_PREFIX}organization"}}
"""What these are wherever they stand, in places that the edition's schemas do not describe."""
_CHOICE = re.compile(r"[a-z]+(_[a-z]+)+")
"""How a choice from a list is written."""
_STANDS_APART = ("citations", "conflicts", "not_applicable")


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
    """Labelled values."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredField:
    """One field of an answer with the citations that name it."""

    name: str
    label: str
    value: Value
    cited: tuple[Cited, ...]
    remark: str = ""
    """Why what stands there says nothing, where it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a profile answers to one subcomponent."""

    fields: tuple[AnsweredField, ...]
    cited: tuple[Cited, ...]
    """Citations for the whole answer."""
    conflicts: tuple[tuple[str, tuple[tuple[Value, Cited], ...], str], ...]
    """Field, what each source says of it, and what the profile notes of that."""
    claims: tuple[tuple[str, str], ...]
    """Criterion → why the provider says that it does not apply."""

    @property
    def given(self) -> bool:
        """Whether the profile says anything at all here."""
        return bool(self.fields or self.cited or self.conflicts or self.claims)


def answer_of(audit: Audit, dossier: Dossier, sub: Subcomponent) -> Answer:
    """Return what the profile answers to a subcomponent, in the order of the edition's fields."""
    given: Mapping[str, Any] = (audit.profile.content.get(sub.component) or {}).get(sub.key) or {}
    reader = _Reader(audit, dossier)
    remarks = {entry["at"]: entry["why"] for entry in audit.facts["derived"]["placeholders"]}
    citations = [Citation.of(entry) for entry in given.get("citations") or () if entry.get("document")]
    names = [name for name in sub.answer if name in given and name not in _STANDS_APART]
    return Answer(
        fields=tuple(
            AnsweredField(
                name=name,
                label=reader.label(sub.answer[name], name),
                value=reader.value(sub.answer[name], given[name]),
                cited=tuple(dossier.cited(each) for each in citations if name in each.fields),
                remark=_remark(remarks, f"{sub.pointer}/{name}", given[name]),
            )
            for name in names
        ),
        cited=tuple(dossier.cited(each) for each in citations if not each.fields),
        conflicts=tuple(
            (
                reader.label(sub.answer.get(entry["field"]), entry["field"]),
                tuple(
                    (reader.value(None, value.get("value")), dossier.cited(Citation.of(value["citation"])))
                    for value in entry["values"]
                ),
                str(entry.get("note") or ""),
            )
            for entry in given.get("conflicts") or ()
        ),
        claims=tuple((str(e["criterion"]), str(e["reason"])) for e in given.get("not_applicable") or ()),
    )


def organizations_said(audit: Audit, dossier: Dossier) -> tuple[tuple[str, Value], ...]:
    """Return what a profile says of each organization besides its name."""
    reader = _Reader(audit, dossier)
    said = (
        (str(entry["name"]), {key: value for key, value in entry.items() if key != "name"})
        for entry in (audit.profile.content.get("organizations") or {}).values()
    )
    return tuple((name, reader.value(None, rest)) for name, rest in said if rest)


def about(audit: Audit, dossier: Dossier) -> tuple[tuple[str, Value], ...]:
    """Return what a profile says that no criterion asks."""
    reader = _Reader(audit, dossier)
    given = audit.profile.content.get("about") or {}
    said = ((key, value) for key, value in given.items() if key != "citations")
    return tuple((reader.label(None, key), reader.value(None, value)) for key, value in said)


def _remark(remarks: Mapping[str, str], pointer: str, value: Any) -> str:
    if value is None or value in ("", [], {}):
        return "stands empty"
    found = [why for at, why in remarks.items() if at == pointer or at.startswith(f"{pointer}/")]
    return "; ".join(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns JSON values into words, with the labels that the edition's schemas give."""

    audit: Audit
    dossier: Dossier

    def label(self, schema: Any, name: str) -> str:
        """Return what a field is called."""
        titled = schema.get("title") if isinstance(schema, Mapping) else None
        return str(titled or ("Address" if name == "url" else _spaced(name).capitalize()))

    def value(self, schema: Any, value: Any) -> Value:
        """Return a value as something that can be shown."""
        name, resolved = self._resolved(schema)
        if isinstance(value, Mapping):
            if name == "citation" and value.get("document"):
                return Source(self.dossier.cited(Citation.of(value)))
            return Fields(tuple(self._rows(resolved, value)))
        if isinstance(value, list | tuple):
            inner = resolved.get("items")
            return Entries(tuple(self.value(inner, item) for item in value))
        return self._words(name, resolved, value)

    def _rows(self, schema: JsonObject, value: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
        known = schema.get("properties", {})
        for key, inner in value.items():
            described = known.get(key) or _BY_NAME.get(key)
            yield self.label(known.get(key), key), self.value(described, inner)

    def _words(self, name: str, schema: JsonObject, value: Any) -> Words:
        if value is None:
            return Words("(empty)")
        if isinstance(value, bool):
            return Words("true" if value else "false")
        text = str(value)
        if name == "organization":
            known = self.audit.profile.content.get("organizations") or {}
            return Words(str(known[text]["name"]) if text in known else text)
        if name == "document":
            return Words(self.dossier.cited(Citation(document=text, place="")).title)
        if "enum" in schema or (not schema and _CHOICE.fullmatch(text)):
            return Words(_spaced(text))
        return Words(text.strip(), link(text))

    def _resolved(self, schema: Any) -> tuple[str, JsonObject]:
        """Return the name of the shared definition that a schema refers to, and the schema itself."""
        name = ""
        while isinstance(schema, Mapping) and "$ref" in schema:
            name = str(schema["$ref"]).removeprefix(_PREFIX)
            schema = self.audit.edition.definitions.get(name, {})
        return name, schema if isinstance(schema, Mapping) else {}


def link(text: str) -> str:
    """Return an address that may be followed, or nothing: only http, https and mailto, and nothing hidden in it."""
    stripped = text.strip()
    wanted = stripped.lower().startswith(("http://", "https://", "mailto:"))
    return stripped if wanted and stripped.isprintable() and not set(stripped) & set(" <>\"'`\\") else ""


def _spaced(text: str) -> str:
    return text.replace("_", " ")
