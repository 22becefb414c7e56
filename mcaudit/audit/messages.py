"""Says in words what a rule found and needed, from the errors of its JSON Schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from jsonschema.exceptions import ValidationError

from mcaudit.model import Edition

_MOST = 4
"""Shortfalls told of one criterion; the remedy covers the rest."""
_SHOWN = 60


def failures(edition: Edition, errors: Iterable[ValidationError], placeholders: Mapping[str, str], base: str) -> str:
    """Return what errors of one rule say, as sentences without an end; `base` points to what the rule saw."""
    errors = list(errors)
    said = [*_gaps(errors, placeholders, base)]
    said += [text for error in _leaves(errors) for text in _words(edition, error)]
    said = list(dict.fromkeys(said))
    more = [f"and {len(said) - _MOST} more like these"] if len(said) > _MOST else []
    return "; ".join((*said[:_MOST], *more))


def first_pointer(errors: Sequence[ValidationError], base: str) -> str:
    """Return a JSON Pointer to the first thing that a rule refused."""
    for error in _leaves(errors):
        path = [str(step) for step in error.absolute_path]
        if path[:1] != ["derived"]:
            return base + "".join(f"/{step}" for step in path)
    return base


def _leaves(errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    return iter(sorted(errors, key=lambda error: [str(step) for step in error.absolute_path]))


def _gaps(errors: Iterable[ValidationError], placeholders: Mapping[str, str], base: str) -> Iterator[str]:
    """Yield, for each thing that lacks fields, which it lacks."""
    lacking: dict[tuple[str, ...], list[str]] = {}
    for error in _leaves(errors):
        path = tuple(str(step) for step in error.absolute_path)
        if error.validator == "required" and path[:1] != ("derived",):
            wanted: Any = error.validator_value
            found: Any = error.instance
            names = lacking.setdefault(path, [])
            names.extend(key for key in wanted if key not in found and key not in names)
    for path, names in lacking.items():
        told = []
        for key in names:
            why = placeholders.get(f"{base}{''.join(f'/{step}' for step in path)}/{key}")
            told.append(f"`{key}` (what stands there {why})" if why else f"`{key}`")
        yield f"{label(path) if path else _whole(base)} gives no {' and no '.join(told)}"


def _whole(base: str) -> str:
    return "the answer" if base else "the profile"


def _words(edition: Edition, error: ValidationError) -> Iterator[str]:
    path = [str(step) for step in error.absolute_path]
    schema: Mapping[str, Any] = error.schema if isinstance(error.schema, Mapping) else {}
    needed = str(schema.get("description", ""))
    wanted: Any = error.validator_value
    found: Any = error.instance
    if path[:1] == ["derived"] and len(path) > 1:
        yield _derived(edition, path, error, needed)
        return
    name = label(path)
    match error.validator:
        case "required":
            return  # told together, by what lacks them
        case "not" if isinstance(wanted, Mapping) and wanted.get("description"):
            shown = "shows" if isinstance(found, Mapping | list) else f"is {_value(found)}, which is"
            yield f"{name} {shown} {wanted['description']}"
        case "pattern" | "type" | "not":
            yield f"{name} is {_value(found)}, and {needed or 'another value'} is needed"
        case "const" | "enum":
            choices = wanted if error.validator == "enum" else [wanted]
            yield f"{name} is {_value(found)}, and {_or(choices)} is needed"
        case "contains":
            inner = wanted.get("description") or needed or "what is needed"
            yield f"no entry of {name} is {inner}" if found else f"{name} is empty, and needs {inner}"
        case "minContains" | "minItems":
            yield f"{name} lists {len(found)}, and at least {wanted} are needed"
        case "maxItems" | "maxContains":
            yield f"{name} lists {len(found)}, and at most {wanted} may be"
        case "minimum" | "exclusiveMinimum" | "maximum":
            words = {"minimum": "at least", "exclusiveMinimum": "more than", "maximum": "no more than"}
            yield f"{name} is {_value(found)}, and {words[str(error.validator)]} {wanted} is needed"
        case "anyOf" | "oneOf":
            yield f"{name} is not {needed}" if needed else f"{name} needs one of these: {_alternatives(wanted)}"
        case _:
            yield f"{name} is not {needed or 'as needed'}"


def _derived(edition: Edition, path: list[str], error: ValidationError, needed: str) -> str:
    fact = next(fact.description for fact in edition.derived if fact.name == path[1])
    told = f"{fact[0].lower()}{fact[1:].rstrip('.')}"
    wanted: Any = error.validator_value
    found: Any = error.instance
    match error.validator:
        case "contains":
            given = f"{len(found)} given, none of which is" if found else "none, and needed is"
            return f"{told}: {given} {wanted.get('description') or needed}"
        case "maxItems":
            return f"{told}: {_value(found)}"
        case _:
            return f"{told}: {_value(found)}" + (f"; needed is {needed}" if needed else "")


def _alternatives(options: Iterable[Any]) -> str:
    told = []
    for option in options:
        fields = " and ".join(f"`{name}`" for name in option.get("required", ()))
        told.append(str(option.get("description") or fields or "another form"))
    return "; or ".join(told)


def label(path: Sequence[str]) -> str:
    """Return how a reader would name a place in an answer, such as `entry 2 of `resources``."""
    if not path:
        return "the answer"
    if path[-1].isdigit() and len(path) > 1:
        return (
            f"entry {int(path[-1]) + 1} of {label(path[:-1])}"
            if not path[-2].isdigit()
            else f"entry {int(path[-1]) + 1}"
        )
    inner = next((step for step in reversed(path[:-1]) if step.isdigit()), None)
    if inner is not None:
        owner = path[: len(path) - 1 - list(reversed(path[:-1])).index(inner)]
        return f"`{path[-1]}` in {label(owner)}"
    return f"`{path[-1]}`"


def _value(value: Any) -> str:
    match value:
        case str():
            return f"“{value if len(value) <= _SHOWN else value[: _SHOWN - 1] + '…'}”"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case list() | tuple():
            return ", ".join(_value(item) for item in value) if value else "none"
        case Mapping():
            said = [f"{key} {_value(inner)}" for key, inner in value.items() if key != "citation"]
            return ", ".join(said) or "nothing"
        case _:
            return "nothing"


def _or(options: Iterable[Any]) -> str:
    names = [str(option) for option in options]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
