"""Audits a batch of profiles as Arrow tables: a pure function, for whatever engine runs it.

    found, profiles, errors = mcaudit.table.findings(batch, edition=mcaudit.load_edition(), date="2026-11-01")

It needs `pip install 'mcaudit[batch]'`.
"""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pyarrow as pa

from mcaudit.audit.engine import audit as audit_profile
from mcaudit.comparison.rows import row_of
from mcaudit.contracts import TABLE_FORMAT
from mcaudit.errors import InputError, Problem
from mcaudit.exchange.cells import Cells, Collector, counted_cells, criteria_cells
from mcaudit.exchange.columns import TABLES, Type
from mcaudit.model import Audit, DocumentState, Edition, Gate, Policy, Profile
from mcaudit.model.schemas import inlined
from mcaudit.reading.profile.read import profile_in
from mcaudit.reading.profile.schema import profile_schema
from mcaudit.version import __version__

import_module("jsonschema.validators")  # at once: two threads that load it late may meet
jsonschema_rs: Any = import_module("jsonschema_rs") if find_spec("jsonschema_rs") else None
"""There is no wheel of it for every machine, and it only saves time."""


def _fields(names: str, type: Any) -> Iterator[tuple[str, Any]]:
    return ((name, type) for name in names.split())


_TEXT, _TEXTS, _WORD = pa.string(), pa.list_(pa.string()), pa.dictionary(pa.int32(), pa.string())
_CITATION = pa.struct([*_fields("document place", _TEXT), ("fields", _TEXTS)])
_RATING = pa.struct([*_fields("subcomponent rating", _TEXT), *_fields("total floor ceiling", pa.int32())])
_REQUIREMENT = pa.struct([*_fields("requirement status actor", _TEXT), *_fields("required waived", pa.bool_())])
_FACT = pa.struct([("fact", _TEXT), ("said", _TEXTS), ("disputed", pa.bool_())])
_CLAIM = pa.struct(
    [
        ("kind", _TEXT),
        *_fields("low high about", pa.float64()),
        *_fields("text what pointer unit unit_words state recognizer", _TEXT),
        *_fields("for_whom counts_toward standing choice source", _TEXT),
    ]
)
_STACK = pa.struct([("name", _TEXT), ("members", _TEXTS), *_fields("standing size", _TEXT)])
_PROBLEM = pa.struct([*_fields("line column", pa.int32()), *_fields("message help", _TEXT)])
_ARROW: Mapping[Type, Any] = {
    Type.TEXT: _TEXT,
    Type.WORD: _WORD,
    Type.INTEGER: pa.int32(),
    Type.YES_NO: pa.bool_(),
    Type.WORDS: _TEXTS,
    Type.CITATIONS: pa.list_(_CITATION),
    Type.RATINGS: pa.list_(_RATING),
    Type.PROBLEMS: pa.list_(_PROBLEM),
    Type.REQUIREMENTS: pa.list_(_REQUIREMENT),
    Type.FACTS: pa.list_(_FACT),
    Type.CLAIMS: pa.list_(_CLAIM),
    Type.STACKS: pa.list_(_STACK),
    Type.LEFT: pa.list_(pa.struct([*_fields("place may_answer", _TEXT)])),
}


def findings(
    batch: pa.RecordBatch,
    *,
    edition: Edition,
    policy: Policy | Mapping[str, Policy] | None = None,
    date: str,
    gate: Gate = Gate.ENDORSEMENT,
    around_each: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> tuple[pa.RecordBatch, pa.RecordBatch, pa.RecordBatch]:
    """Return the findings, the profiles, and the errors of a batch with the columns `key` and `content`.

    `content` is the YAML or JSON text of a profile. Every row becomes a row of profiles or of errors, in the order of
    the batch. `policy` is one policy for all, or policies by state. `date` is YYYY-MM-DD. No file is read: documents
    at a `path:` count as not looked at, like those at an address. Each row is audited within what `around_each`
    returns, such as a limit of time. Raise ValueError where a column is missing.
    """
    taken = Collector()
    with _without_collection():
        for key, content in _rows(batch):
            try:
                with around_each():
                    audit = _audit(key, content, edition, policy, date, gate)
                    taken.add_audit(key, audit, row_of(audit))
            except InputError as error:
                taken.add_error(key, "input", error.problems)
            except Exception as error:  # noqa: BLE001  one row must not lose the others
                problem = Problem(
                    path=key,
                    message=f"mcaudit {__version__} has a fault: {type(error).__name__}: {error}",
                    help="please report it with this profile",
                )
                taken.add_error(key, "fault", (problem,))
    made = metadata(edition, policy)
    profiles = _table("profiles", taken.profiles, made)
    return _found(taken, edition, profiles, made), profiles, _table("errors", taken.errors, made)


def _found(taken: Collector, edition: Edition, profiles: pa.RecordBatch, made: Mapping[str, str]) -> pa.RecordBatch:
    """Return the table of findings, whose rows repeat what is about the profile and what is about the criterion."""
    counted = counted_cells(edition)
    of_each = range(len(edition.criteria))
    profile = pa.array([row for row in range(profiles.num_rows) for _ in of_each], pa.int32())
    criterion = pa.array([*of_each] * profiles.num_rows, pa.int32())
    schema = _schema("findings", made)
    columns = []
    for field in schema:
        if field.name in taken.findings:
            columns.append(_array(taken.findings[field.name], field.type))
        elif field.name in counted:
            columns.append(_array(counted[field.name], field.type).take(criterion))
        else:
            columns.append(profiles.column(field.name).take(profile))
    return pa.RecordBatch.from_arrays(columns, schema=schema)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Keep Python from looking for cycles: an audit leaves none, and the look takes a tenth of its time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def errors(
    rows: Sequence[tuple[str, str, Problem]], *, edition: Edition, policy: Policy | Mapping[str, Policy] | None = None
) -> pa.RecordBatch:
    """Return error rows of their own: (key, kind, problem)."""
    taken = Collector()
    for key, kind, problem in rows:
        taken.add_error(key, kind, (problem,))
    return _table("errors", taken.errors, metadata(edition, policy))


def drafts(
    rows: Sequence[Mapping[str, Any]],
    *,
    edition: Edition,
    policy: Policy | Mapping[str, Policy] | None = None,
) -> pa.RecordBatch:
    """Return rows about what profiles were drafted from, each with its cells by column."""
    return _table("drafts", _columns("drafts", rows), metadata(edition, policy))


def runs(rows: Sequence[Mapping[str, Any]]) -> pa.RecordBatch:
    """Return rows about complete runs, each with its cells by column."""
    return _table("runs", _columns("runs", rows), {"mcaudit.table": TABLE_FORMAT, "mcaudit.version": __version__})


def _columns(name: str, rows: Sequence[Mapping[str, Any]]) -> Cells:
    return {column.name: [row[column.name] for row in rows] for column in TABLES[name]}


def criteria(edition: Edition) -> pa.RecordBatch:
    """Return the words of every criterion, which the findings name by its id."""
    return _table("criteria", criteria_cells(edition), metadata(edition, None))


def metadata(edition: Edition, policy: Policy | Mapping[str, Policy] | None) -> Mapping[str, str]:
    """Return what every table says of itself: its columns' version, and what the audits rest on, with hashes."""
    policies = [policy] if isinstance(policy, Policy) else [] if policy is None else list(policy.values())
    return {
        "mcaudit.table": TABLE_FORMAT,
        "mcaudit.version": __version__,
        "mcaudit.edition": f"{edition.id} {edition.sha256}",
        "mcaudit.policies": ", ".join(sorted(f"{each.id} {each.sha256}" for each in policies)),
    }


def _rows(batch: pa.RecordBatch) -> Iterator[tuple[str, bytes]]:
    """Yield the key and the content of each row; a cell without text is an empty content."""
    missing = [name for name in ("key", "content") if name not in batch.schema.names]
    if missing:
        raise ValueError(f"the batch has no column {' and '.join(missing)}; its columns are {batch.schema.names}")
    for key, content in zip(batch.column("key").to_pylist(), batch.column("content").to_pylist(), strict=True):
        raw = content if isinstance(content, bytes) else ("" if content is None else str(content)).encode()
        yield "" if key is None else str(key), raw


def _audit(
    key: str,
    content: bytes,
    edition: Edition,
    policy: Policy | Mapping[str, Policy] | None,
    date: str,
    gate: Gate,
) -> Audit:
    if not key.strip():
        raise InputError.of(key, "this row has no key", "give every row a key of its own")
    is_json = content.lstrip()[:1] == b"{" and not key.lower().endswith((".yaml", ".yml", ".json"))
    profile = _not_looked_at(
        profile_in(edition, content, f"{key}.json" if is_json else key, is_valid=faster_validator(edition))
    )
    applied = policy.get(profile.state) if isinstance(policy, Mapping) else policy
    return audit_profile(edition, profile, date=date, gate=gate, policy=applied, is_brief=True)


@cache
def faster_validator(edition: Edition) -> Callable[[Any], bool] | None:
    """Return a validator of profiles in Rust that never accepts what mcaudit's own refuses; None without the package.

    It has what Python takes for white space written out, since the two languages differ there.
    """
    if jsonschema_rs is None:
        return None
    schema = profile_schema(edition)
    whole = _with_python_spaces(inlined(schema, schema["$defs"]))
    validator = jsonschema_rs.Draft202012Validator(whole)

    def is_valid(data: Any) -> bool:
        try:
            return bool(validator.is_valid(data))
        except (ValueError, OverflowError):  # what Rust cannot hold, such as half of a surrogate pair
            return False

    return is_valid


_SPACES = "".join(re.findall(r"\s", "".join(map(chr, range(sys.maxunicode + 1)))))


def _with_python_spaces(schema: Any) -> Any:
    if isinstance(schema, Mapping):
        return {
            name: value.replace(r"\s", _SPACES)
            if name == "pattern" and isinstance(value, str)
            else _with_python_spaces(value)
            for name, value in schema.items()
        }
    return [_with_python_spaces(each) for each in schema] if isinstance(schema, list | tuple) else schema


def _not_looked_at(profile: Profile) -> Profile:
    """Return a profile whose local documents stand like those at an address: nobody has looked at them."""
    states = {
        name: DocumentState.REMOTE if state is DocumentState.MISSING else state
        for name, state in profile.documents.items()
    }
    return replace(profile, documents=states, faults={})


def _table(name: str, cells: Cells, made: Mapping[str, str]) -> pa.RecordBatch:
    schema = _schema(name, made)
    return pa.RecordBatch.from_arrays([_array(cells[field.name], field.type) for field in schema], schema=schema)


def _schema(name: str, made: Mapping[str, str]) -> pa.Schema:
    return pa.schema(
        [pa.field(each.name, _ARROW[each.type], nullable=each.optional) for each in TABLES[name]], metadata=made
    )


def _array(values: list[Any], type: Any) -> Any:
    """Return cells as an array; what UTF-8 cannot spell is written out."""
    try:
        if type == _WORD:
            return pa.array(values, pa.string()).dictionary_encode()
        return pa.array(values, type)
    except UnicodeEncodeError:
        return _array([_spelled(value) for value in values], type)


def _spelled(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, list):
        return [_spelled(each) for each in value]
    if isinstance(value, Mapping):
        return {name: _spelled(each) for name, each in value.items()}
    return value
