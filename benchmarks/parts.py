"""Shows where the time of one profile goes, and what parts written in Rust would take in the same places.

The Rust parts are measured and not shipped: `ryaml` keeps no places, and mcaudit needs them for its errors.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import jsonschema_rs
from run import made_profiles

from mcaudit.audit.engine import audit
from mcaudit.facts.document import facts_of
from mcaudit.model import JsonObject, conditions
from mcaudit.model.schemas import inlined
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.parsing.tree import read_document
from mcaudit.reading.profile.read import read_profile
from mcaudit.reading.profile.schema import profile_schema
from mcaudit.reading.structure import Validator, problems_in
from mcaudit.reading.text import read_text

_PROFILES = 60
_ROUNDS = 7
_DAY = "2026-01-01"


def main() -> None:
    """Print milliseconds of processor time a profile, the least of several rounds."""
    edition = default_edition()
    schema = profile_schema(edition)
    whole = inlined(schema, schema["$defs"])
    structure = Validator(whole)
    with tempfile.TemporaryDirectory() as folder:
        files = made_profiles(Path(folder, "made"), _PROFILES)
        texts = [read_text(file) for file in files]
        documents = [read_document(text) for text in texts]
        profiles = [read_profile(edition, file) for file in files]
        facts = [facts_of(edition, profile.content, _DAY) for profile in profiles]
        print(f"{_PROFILES} profiles of {sum(file.stat().st_size for file in files) // _PROFILES} bytes; ms a profile")
        _show("YAML to data with places", partial(_each, read_document, texts))
        _show("shape (JSON Schema)", lambda: [problems_in(document, structure) for document in documents])
        _show("whole reading", lambda: [read_profile(edition, file) for file in files])
        _show("facts", lambda: [facts_of(edition, profile.content, _DAY) for profile in profiles])
        written = [
            (sub.pointer.strip("/"), condition)
            for sub in edition.subcomponents
            for criterion in sub.criteria
            for condition in (criterion.met_when, criterion.not_met_when)
            if condition
        ]
        _show(f"{len(written)} conditions", lambda: [_held(written, each) for each in facts])
        _show("whole audit", lambda: [audit(edition, profile, date=_DAY) for profile in profiles])

        fast_shape = jsonschema_rs.Draft202012Validator(whole)
        fast = [
            jsonschema_rs.Draft202012Validator(dict(conditions.json_schema(each, answer))) for answer, each in written
        ]
        contents = [document.data for document in documents]
        _show("Rust: shape, yes or no", lambda: [fast_shape.is_valid(content) for content in contents])
        _show("Rust: shape, with errors", lambda: [list(fast_shape.iter_errors(content)) for content in contents])
        _show("Rust: conditions, yes or no", lambda: [[rule.is_valid(each) for rule in fast] for each in facts])
        if find_spec("ryaml"):
            ryaml = import_module("ryaml")
            _show("Rust: YAML to data, no places", lambda: [ryaml.loads(text.content) for text in texts])
        else:
            print("  (ryaml is not installed)")


def _held(written: Sequence[tuple[str, JsonObject]], facts: JsonObject) -> list[bool]:
    return [conditions.holds(condition, facts, answer) for answer, condition in written]


def _each(function: Callable[..., object], values: Sequence[object]) -> None:
    for value in values:
        function(value)


def _show(name: str, work: Callable[[], object]) -> None:
    least = min(_seconds(work) for _ in range(_ROUNDS))
    print(f"  {name:<32} {1000 * least / _PROFILES:6.2f}", flush=True)


def _seconds(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


if __name__ == "__main__":
    main()
