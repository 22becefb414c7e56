"""Holds data against a JSON Schema and says in plain words, with line and column, where it differs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import ValidationError

from mcaudit.errors import Problem
from mcaudit.model import JsonObject
from mcaudit.reading.explain import explained
from mcaudit.reading.limits import MAX_PROBLEMS
from mcaudit.reading.tree import Document

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
    return in_order(problem for error in validator.iter_errors(document.data) for problem in explained(document, error))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems in the order of the file, each once, at most MAX_PROBLEMS."""
    ordered = sorted({*problems}, key=lambda problem: (problem.line or 0, problem.column or 0, problem.message))
    return tuple(ordered[:MAX_PROBLEMS])
