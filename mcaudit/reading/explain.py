"""Turns an error of a JSON Schema into one sentence with a place, and says how to fix it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from mcaudit.errors import Problem
from mcaudit.model.places import escaped
from mcaudit.model.values import plain_number
from mcaudit.reading.near import but_odd, did_you_mean, one_of
from mcaudit.reading.parsing.tree import Document
from mcaudit.reading.text import shortened
from mcaudit.reading.unseen import plain

if TYPE_CHECKING:  # jsonschema is loaded only where something is wrong
    from jsonschema.exceptions import ValidationError

_KINDS = {
    "object": "a group of entries (`name: value`, indented)",
    "array": "a list (each entry on a line that begins with `- `)",
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
}
OTHERWISE = "x-otherwise"
"""A keyword of our schemas: what to do if no word of a list, or no key of a group, fits. Other validators skip it."""
_NOT_IN_AN_ID = re.compile(r"[^a-z0-9]+")
_MOST = 60
"""As many words are listed; of more, only the nearest is named."""
_CUT_OFF = "a comma inside braces ends a text; put the whole text in quotes"
_BOUNDS = {"minimum": "at least", "maximum": "at most", "exclusiveMinimum": "more than"}


@dataclass(frozen=True, slots=True)
class _Error:
    """One error of a schema in a document, and what its sentence is made of."""

    document: Document
    error: ValidationError

    @property
    def pointer(self) -> str:
        return "".join(f"/{escaped(str(step))}" for step in self.error.absolute_path)

    @property
    def keyword(self) -> str:
        return str(self.error.validator)

    @property
    def value(self) -> Any:
        return self.error.instance

    @property
    def wanted(self) -> Any:
        return self.error.validator_value

    @property
    def schema(self) -> Mapping[str, Any]:
        return self.error.schema if isinstance(self.error.schema, Mapping) else {}

    @property
    def name(self) -> str:
        return _name(list(self.error.absolute_path))

    @property
    def described(self) -> str:
        return str(self.schema.get("description", ""))

    @property
    def at_key(self) -> Any:
        """Where the key of the value stands, or the value itself where it has none."""
        return self.document.keys.get(self.pointer) or self._at_value

    @property
    def _at_value(self) -> Any:
        return self.document.values.get(self.pointer) or self.document.place(self.pointer)

    def key(self, key: str) -> Any:
        """Return where a key within the value stands."""
        return self.document.keys.get(f"{self.pointer}/{escaped(key)}")

    def problem(self, message: str, help: str, at: Any = None) -> Problem:
        return self.document.text.problem(message, help, at=at or self._at_value)

    def said(self, rest: str, help: str | None = None, at: Any = None) -> Problem:
        """Return a problem whose sentence begins with the place; without another help, its description is the help."""
        return self.problem(f"{self.name} {rest}", self.described if help is None else help, at)


def explained(document: Document, error: ValidationError) -> Iterator[Problem]:
    """Yield what an error of a schema means: what was found, what was expected, and how to fix it."""
    case = _Error(document, error)
    if len(error.absolute_schema_path) > 1 and error.absolute_schema_path[-2] == "propertyNames":
        wanted = case.schema.get("title", "a valid short name")
        yield case.problem(f"`{case.value}` is not {wanted}", case.described, case.key(case.value))
    elif case.keyword == "maxProperties" and "dependentSchemas" in error.absolute_schema_path:
        help = "write a number that is only approximate by itself, as {about: 15}"
        yield case.problem(f"{case.name} gives `about` together with another number", help, case.at_key)
    elif case.keyword in _SEVERAL:
        yield from _SEVERAL[case.keyword](case)
    elif case.keyword in _ONE:
        yield _ONE[case.keyword](case)
    else:
        yield case.problem(f"{case.name}: {error.message}", case.described)


def _unknown_keys(case: _Error) -> Iterator[Problem]:
    known = set(case.schema.get("properties", {}))
    for key in map(str, case.value):
        if key not in known:
            otherwise = str(case.schema.get(OTHERWISE, ""))
            near = _CUT_OFF if _is_cut_off(case, key) else did_you_mean(plain(key), known)
            help = _and_otherwise(near, otherwise) or (
                f"remove it, or see `mcaudit schema {case.document.text.of.split()[-1]}` for the known keys"
            )
            yield case.problem(f"unknown key `{key}` in {case.name}{but_odd(key)}", help, case.key(key))


def _is_cut_off(case: _Error, key: str) -> bool:
    """Return whether a key is the rest of a text that a comma inside braces has ended: no colon stands behind it."""
    at = case.key(key)
    if at is None or case.value.get(key) is not None:
        return False
    return case.document.text.line(at.line)[at.column - 1 + len(key) :].lstrip().startswith((",", "}"))


def _missing_keys(case: _Error) -> Iterator[Problem]:
    for key in case.wanted:
        if key not in case.value:
            description = _description(case.schema.get("properties", {}).get(key, {}))
            hint = f" ({description})" if description else ""
            yield case.said(f"has no `{key}`", f"add `{key}:`{hint}", case.at_key)


def _wrong_type(case: _Error) -> Problem:
    value, kind = case.value, case.wanted[0] if isinstance(case.wanted, list) else case.wanted
    help = _description(case.schema)
    if kind == "string" and isinstance(value, int | float) and not isinstance(value, bool):
        help = "put it in quotes"
    elif kind in ("number", "integer") and isinstance(value, str) and (number := plain_number(value.strip())):
        help = f"write {number}, without quotes"
    return case.said(_but(value, _expected(case.schema, case.wanted)), help)


def _no_choice(case: _Error) -> Problem:
    value, wanted = case.value, case.wanted if case.keyword == "enum" else [case.wanted]
    choices = [str(choice) for choice in wanted if choice is not None]
    help = did_you_mean(str(value), choices) if isinstance(value, str | bool) else ""
    if isinstance(value, bool) and set(choices) == {"yes", "no"}:
        help = f"write {'yes' if value else 'no'}"
    elif value is None:
        help = "write one of them, or remove the line"
    help = _and_otherwise(help, str(case.schema.get(OTHERWISE, "")))
    if len(choices) <= _MOST:
        rest = _but(value, one_of(choices, _MOST))
    else:
        rest = f"is {_found(value)}, which is not one of its {len(choices)} choices"
    return case.said(rest, help or _description(case.schema))


def _and_otherwise(help: str, otherwise: str) -> str:
    return f"{help} {otherwise[0].upper()}{otherwise[1:]}" if help and otherwise else help or otherwise


def _not_valid(case: _Error) -> Problem:
    spelled = _as_id(str(case.value)) if case.pointer == "/id" else ""
    return case.said(f"is {_found(case.value)}, which is not valid", f"write it as `{spelled}`" if spelled else None)


def _as_id(text: str) -> str:
    """Return a text as an id of a profile, without accents; empty where no letter or digit is left."""
    plain_letters = normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _NOT_IN_AN_ID.sub("-", plain_letters.lower()).strip("-")


def _too_few(case: _Error) -> Problem:
    few = f"has {len(case.value)}, but needs at least {case.wanted}" if case.value else "is empty"
    return case.said(few, "write something, or remove the line")


_FEW = 100
"""Entries up to which a limit is a rule, and not a guard against files that are not profiles."""


def _too_many(case: _Error) -> Problem:
    help = f"is this one {case.document.text.of}?" if case.wanted > _FEW else None
    return case.said(f"has {len(case.value)} entries; the limit is {case.wanted}", help, case.at_key)


def _no_alternative(case: _Error) -> Problem:
    if case.keyword == "oneOf" and isinstance(case.value, Mapping):
        fitting = (name for option in case.wanted for name in option.get("required", ()))
        both = [f"`{name}`" for name in fitting if name in case.value]  # each of which alone would fit an alternative
        if len(both) > 1:
            rest = f"has {' and '.join(both)}, but may have only one of them"
            return case.said(rest, "keep one of them", case.at_key)
    names = [
        f"{name}: {schema['const']}" if "const" in (schema := option.get("properties", {}).get(name, {})) else name
        for option in case.wanted
        for name in option.get("required", ())
    ]
    return case.said(f"needs {one_of(f'`{name}`' for name in names)}" if names else "is not valid", at=case.at_key)


def _missing_beside(case: _Error) -> Problem:
    names = ((key, name) for key, names in case.wanted.items() if key in case.value for name in names)
    key, missing = next((key, name) for key, name in names if name not in case.value)
    return case.said(f"gives `{key}` but not `{missing}`", at=case.at_key)


_SEVERAL: Mapping[str, Callable[[_Error], Iterator[Problem]]] = {
    **dict.fromkeys(("additionalProperties", "unevaluatedProperties"), _unknown_keys),
    "required": _missing_keys,
}
"""A keyword of JSON Schema → the sentences for its error, one for each key."""
_ONE: Mapping[str, Callable[[_Error], Problem]] = {
    "type": _wrong_type,
    **dict.fromkeys(("enum", "const"), _no_choice),
    **dict.fromkeys(("pattern", "format"), _not_valid),
    **dict.fromkeys(
        _BOUNDS, lambda case: case.said(f"is {case.value}, but must be {_BOUNDS[case.keyword]} {case.wanted}")
    ),
    "maxLength": lambda case: case.said(f"has {len(case.value):,} characters; the limit is {case.wanted}"),
    **dict.fromkeys(("minItems", "minProperties", "minLength"), _too_few),
    **dict.fromkeys(("maxItems", "maxProperties"), _too_many),
    **dict.fromkeys(("anyOf", "oneOf"), _no_alternative),
    "dependentRequired": _missing_beside,
    "uniqueItems": lambda case: case.said("lists the same entry twice", "keep one of them", case.at_key),
    **dict.fromkeys(("propertyNames", "not"), lambda case: case.said("is not valid", at=case.at_key)),
}
"""A keyword of JSON Schema → the one sentence for its error."""


def _but(value: Any, expected: str) -> str:
    return f"is empty; it must be {expected}" if value is None else f"must be {expected}, but is {_found(value)}"


def _expected(schema: Mapping[str, Any], wanted: Any) -> str:
    """Return what a place takes, in words; what it takes besides, for the sake of an author's ease, is left out."""
    kinds = [kind for kind in (wanted if isinstance(wanted, list) else [wanted]) if kind != "null"]
    codes = next((part["enum"] for part in schema.get("anyOf", ()) if isinstance(part, Mapping) and "enum" in part), ())
    if "at_least" in schema.get("properties", {}):
        kinds = kinds[:1]
    elif codes and kinds[0] != "array":
        return f"one of {one_of(map(str, codes))}" if len(codes) <= _MOST else f"one of its {len(codes)} choices"
    elif len(kinds) > 1 and kinds[0] in ("array", "object"):
        kinds = [kinds[0]]
    return one_of(_KINDS[kind] for kind in kinds)


def _name(path: Sequence[str | int]) -> str:
    match path:
        case []:
            return "the file"
        case [*_, str(holder), int(index)]:
            return f"entry {index + 1} of `{holder}`"
        case [*_, int(index)]:
            return f"entry {index + 1}"
    return f"`{path[-1]}`"


def _found(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"the number {value}"
        case str():
            return f"“{shortened(value)}”"
        case Mapping():
            return "a group of entries"
        case list():
            return "a list"
        case _:  # TOML has days and times as well
            return f"the date or time {value}"


def _description(schema: Any) -> str:
    return str(schema.get("description", "")).rstrip(".") if isinstance(schema, Mapping) else ""
