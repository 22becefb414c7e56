"""Holds data against a JSON Schema and says in plain words, with line and column, where it differs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import ValidationError

from mcaudit.errors import Problem
from mcaudit.model import JsonObject
from mcaudit.model.values import plain_number
from mcaudit.reading.limits import MAX_PROBLEMS
from mcaudit.reading.text import shortened
from mcaudit.reading.tree import Document, escape
from mcaudit.reading.unseen import oddities, plain

_KINDS = {
    "object": "a group of entries (`name: value`, indented)",
    "array": "a list (each entry on a line that begins with `- `)",
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
}
OTHERWISE = "x-otherwise"
"""A keyword of our schemas: what to do if no word of a list fits. Other validators pass over it."""
_MANY = 12
_MOST = 60
"""As many words are listed; of more, only the nearest is named."""
_END = re.compile(r"(\\.|\[(?:\\.|[^\]\\])*\])|\$")


def validator_for(schema: JsonObject) -> Draft202012Validator:
    """Return a compiled validator for a schema that is known to be one."""
    validator: Draft202012Validator = _Validator(schema)
    return validator


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    """Return a pattern whose `$` is the end of the text alone: Python's stands before a last line end as well."""
    return re.compile(_END.sub(lambda match: match[1] or r"\Z", pattern))


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not _regex(pattern).search(instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _unique(_validator: Any, wanted: bool, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    """Compare entries as they would be written: jsonschema's own compares each with each, for hours in a long list."""
    if wanted and isinstance(instance, list):
        written = {json.dumps(item, sort_keys=True) for item in instance}
        if len(written) < len(instance):
            yield ValidationError(f"{instance!r} has non-unique elements")


_extend: Any = validators.extend  # jsonschema's stubs leave it without types
_Validator: Any = _extend(Draft202012Validator, {"pattern": _pattern, "uniqueItems": _unique})


def problems_in(document: Document, validator: Draft202012Validator) -> tuple[Problem, ...]:
    """Return what makes a document differ from a schema, in the order of the file, at most MAX_PROBLEMS."""
    return in_order(problem for error in validator.iter_errors(document.data) for problem in _problems(document, error))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems in the order of the file, each once, at most MAX_PROBLEMS."""
    ordered = sorted({*problems}, key=lambda problem: (problem.line or 0, problem.column or 0, problem.message))
    return tuple(ordered[:MAX_PROBLEMS])


def format_said(data: Any) -> str:
    """Return what data says of its format that is not the one expected, and which characters of it deceive the eye."""
    if not isinstance(data, Mapping):
        return "the file has no lines of the form `key: value`"
    written = data.get("format")
    if isinstance(written, str):
        return f"its format is “{shortened(written)}”{_but_odd(written)}"
    near = next((key for key in data if plain(str(key)).casefold() == "format"), None)
    return "it has no `format`" if near in (None, "format") else f"it has `{near}` instead of `format`{_but_odd(near)}"


def _but_odd(words: str) -> str:
    odd = oddities(words)
    return f", with {odd}" if odd else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return "did you mean `x`?" for the nearest known name, or the known names where there are few."""
    names = sorted(known)
    folded = {each.casefold(): each for each in names}
    nearest = get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    if nearest:
        return f"did you mean `{folded[nearest[0]]}`?"
    return f"it may be {_or(names)}" if 0 < len(names) <= _MANY else ""


def _problems(document: Document, error: ValidationError) -> Iterator[Problem]:  # noqa: PLR0915  a table
    path = list(error.absolute_path)
    pointer = "".join(f"/{escape(str(step))}" for step in path)
    name = _name(path)
    value: Any = error.instance
    wanted: Any = error.validator_value
    at_value = document.values.get(pointer) or document.place(pointer)
    at_key = document.keys.get(pointer) or at_value
    schema: Mapping[str, Any] = error.schema if isinstance(error.schema, Mapping) else {}

    def problem(message: str, help: str, at: Any = at_value) -> Problem:
        return document.text.problem(message, help, at=at)

    if len(error.absolute_schema_path) > 1 and error.absolute_schema_path[-2] == "propertyNames":
        key_at = document.keys.get(f"{pointer}/{escape(value)}")
        yield problem(f"`{value}` is not a valid short name", str(schema.get("description", "")), key_at or at_value)
        return
    match error.validator:
        case "additionalProperties" | "unevaluatedProperties":
            known = set(schema.get("properties", {}))
            for key in value:
                if key not in known:
                    key_at = document.keys.get(f"{pointer}/{escape(str(key))}")
                    help = (
                        did_you_mean(plain(str(key)), known)
                        or f"remove it, or see `mcaudit schema {document.text.of.split()[-1]}` for the known keys"
                    )
                    yield problem(f"unknown key `{key}` in {name}{_but_odd(str(key))}", help, key_at)
        case "required":
            for key in wanted:
                if key not in value:
                    hint = schema.get("properties", {}).get(key, {})
                    yield problem(f"{name} has no `{key}`", f"add `{key}:`{_hint(hint)}", at_key)
        case "type":
            help = "put it in quotes" if _is_bare_number(value, wanted) else _description(schema)
            if isinstance(value, str) and _is_number(wanted) and (number := plain_number(value.strip())):
                help = f"write {number}, without quotes"
            yield problem(f"{name} {_but(value, _expected(schema, wanted))}", help)
        case "enum" | "const":
            choices = [
                str(choice) for choice in (wanted if error.validator == "enum" else [wanted]) if choice is not None
            ]
            help = did_you_mean(str(value), choices) if isinstance(value, str | bool) else ""
            if isinstance(value, bool) and set(choices) == {"yes", "no"}:
                help = f"write {'yes' if value else 'no'}"
            elif value is None:
                help = "write one of them, or remove the line"
            if otherwise := schema.get(OTHERWISE):
                help = f"{help} {otherwise[0].upper()}{otherwise[1:]}" if help else otherwise
            if len(choices) <= _MOST:
                message = f"{name} {_but(value, _or(choices, _MOST))}"
            else:
                message = f"{name} is {_found(value)}, which is not one of its {len(choices)} choices"
            yield problem(message, help or _description(schema))
        case "pattern" | "format":
            yield problem(f"{name} is {_found(value)}, which is not valid", str(schema.get("description", "")))
        case "minimum" | "maximum" | "exclusiveMinimum":
            bound = {"minimum": "at least", "maximum": "at most", "exclusiveMinimum": "more than"}[str(error.validator)]
            yield problem(f"{name} is {value}, but must be {bound} {wanted}", str(schema.get("description", "")))
        case "maxLength":
            yield problem(
                f"{name} has {len(value):,} characters; the limit is {wanted}",
                str(schema.get("description", "")),
            )
        case "minItems" | "minProperties" | "minLength":
            few = f"has {len(value)}, but needs at least {wanted}" if value else "is empty"
            yield problem(f"{name} {few}", "write something, or remove the line")
        case "maxProperties" if "dependentSchemas" in error.absolute_schema_path:
            help = "write a number that is only approximate by itself, as {about: 15}"
            yield problem(f"{name} gives `about` together with another number", help, at_key)
        case "maxItems" | "maxProperties":
            yield problem(
                f"{name} has {len(value)} entries; the limit is {wanted}",
                f"is this one {document.text.of}?",
                at_key,
            )
        case "anyOf" | "oneOf":
            yield problem(f"{name} {_alternatives(wanted)}", str(schema.get("description", "")), at_key)
        case "dependentRequired":
            yield problem(f"{name} {_dependents(wanted, value)}", str(schema.get("description", "")), at_key)
        case "uniqueItems":
            yield problem(f"{name} lists the same entry twice", "keep one of them", at_key)
        case "propertyNames" | "not":
            yield problem(f"{name} is not valid", str(schema.get("description", "")), at_key)
        case _:
            yield problem(f"{name}: {error.message}", str(schema.get("description", "")))


def _dependents(wanted: Mapping[str, Sequence[str]], value: Mapping[str, Any]) -> str:
    key, missing = next((k, n) for k, names in wanted.items() if k in value for n in names if n not in value)
    return f"gives `{key}` but not `{missing}`"


def _alternatives(options: Iterable[Any]) -> str:
    names = [
        f"{name}: {schema['const']}" if "const" in (schema := option.get("properties", {}).get(name, {})) else name
        for option in options
        for name in option.get("required", ())
    ]
    return f"needs {_or(f'`{name}`' for name in names)}" if names else "is not valid"


def _but(value: Any, expected: str) -> str:
    return f"is empty; it must be {expected}" if value is None else f"must be {expected}, but is {_found(value)}"


def _expected(schema: Mapping[str, Any], wanted: Any) -> str:
    """Return what a place takes, in words; what it takes besides, for the sake of an author's ease, is left out."""
    kinds = [kind for kind in (wanted if isinstance(wanted, list) else [wanted]) if kind != "null"]
    codes = next((part["enum"] for part in schema.get("anyOf", ()) if isinstance(part, Mapping) and "enum" in part), ())
    if "at_least" in schema.get("properties", {}):
        kinds = kinds[:1]
    elif codes and kinds[0] != "array":
        return f"one of {_or(map(str, codes))}" if len(codes) <= _MOST else f"one of its {len(codes)} choices"
    elif len(kinds) > 1 and kinds[0] in ("array", "object"):
        kinds = [kinds[0]]
    return _or(_KINDS[kind] for kind in kinds)


def _is_bare_number(value: Any, wanted: Any) -> bool:
    """Return whether a number stands where a text belongs, as a number in YAML does without quotes."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and (wanted == "string" or (isinstance(wanted, list) and wanted[0] == "string"))


def _is_number(wanted: Any) -> bool:
    return (wanted[0] if isinstance(wanted, list) else wanted) in ("number", "integer")


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


def _hint(schema: Any) -> str:
    description = _description(schema)
    return f" ({description})" if description else ""


def _description(schema: Any) -> str:
    return str(schema.get("description", "")).rstrip(".") if isinstance(schema, Mapping) else ""


def _or(options: Iterable[str], most: int = _MANY) -> str:
    names = list(options)
    if len(names) > most:
        return ", ".join(names[:most]) + " …"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}" if names else "nothing"
