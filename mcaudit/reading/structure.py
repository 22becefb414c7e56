"""Holds data against a JSON Schema and says in plain words, with line and column, where it differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from mcaudit.errors import Problem
from mcaudit.late import late
from mcaudit.model import JsonObject
from mcaudit.model.schemas import inlined
from mcaudit.reading.explain import explained
from mcaudit.reading.limits import MAX_PROBLEMS
from mcaudit.reading.parsing.tree import Document
from mcaudit.reading.validity import are_unique, is_valid, regex

if TYPE_CHECKING:
    import jsonschema
    from jsonschema.exceptions import ValidationError
else:
    jsonschema = late("jsonschema")  # loaded only where something is wrong, to say what


@dataclass(frozen=True, eq=False)
class Validator:
    """A schema for data, known to be one; its errors are those of jsonschema."""

    schema: JsonObject
    inline: bool = False
    """Whether what it refers to is written out first, which is faster where nothing is circular."""

    @cached_property
    def _compiled(self) -> Any:
        return _own_class()(inlined(self.schema, self.schema["$defs"]) if self.inline else self.schema)

    def iter_errors(self, data: Any) -> Iterator[ValidationError]:
        """Yield what makes data differ from the schema."""
        found: Iterator[ValidationError] = self._compiled.iter_errors(data)
        return found

    def is_valid(self, data: Any) -> bool:
        """Return whether data fits the schema."""
        return is_valid(self.schema, data) or not any(self.iter_errors(data))


@cache
def _own_class() -> Any:
    extend: Any = jsonschema.validators.extend  # jsonschema's stubs leave it without types
    return extend(jsonschema.Draft202012Validator, {"pattern": _pattern, "uniqueItems": _unique})


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not regex(pattern).search(instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {pattern!r}")


def _unique(_validator: Any, wanted: bool, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    if wanted and isinstance(instance, list) and not are_unique(instance):
        yield jsonschema.ValidationError(f"{instance!r} has non-unique elements")


def problems_in(document: Document, validator: Validator) -> tuple[Problem, ...]:
    """Return what makes a document differ from a schema, in the order of the file, at most MAX_PROBLEMS."""
    if is_valid(validator.schema, document.data):
        return ()
    errors = validator.iter_errors(document.data)
    return in_order(problem for error in errors for problem in explained(document, error))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems in the order of the file, each once, at most MAX_PROBLEMS."""
    ordered = sorted({*problems}, key=lambda problem: (problem.line or 0, problem.column or 0, problem.message))
    return tuple(ordered[:MAX_PROBLEMS])
