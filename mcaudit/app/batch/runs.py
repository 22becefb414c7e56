"""Lists the complete runs of a dataset in the order in which they ended: names alone do not say which came last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from mcaudit.app.batch.store import Store
from mcaudit.exchange.columns import TABLES
from mcaudit.table import runs

RUNS = "runs.parquet"
_COLUMNS = tuple(column.name for column in TABLES["runs"])
_Listed = dict[str, Mapping[str, Any]]


def with_run(store: Store, record: Mapping[str, Any]) -> pa.Table:
    """Return the list of runs with that of a manifest; a run that ended before keeps its number."""
    listed = _listed(store)
    name = record["run"]
    last = max((each["number"] for each in listed.values()), default=0)
    number = listed[name]["number"] if name in listed else last + 1
    listed[name] = _row(record, number)
    rows = sorted(listed.values(), key=lambda row: int(row["number"]))
    return pa.Table.from_batches([runs(rows)])


def unfinished_day(store: Store, run: str, date: str) -> str:
    """Return the day of the newest earlier run of the same, if that has not ended; empty otherwise.

    The name of a run is its date and the hash of what is asked, so the same command after midnight begins another.
    """
    asked = run.removeprefix(date)
    earlier = max((name for name in store.sizes("_runs") if name.endswith(asked) and name < run), default="")
    has_ended = not earlier or "_manifest.json" in store.sizes(f"_runs/{earlier}")
    return "" if has_ended else earlier.removesuffix(asked)


def _listed(store: Store) -> _Listed:
    """Return the runs of the list, and those that an earlier mcaudit ended without one."""
    content = store.content(RUNS)
    listed = {row["run"]: row for row in _rows(content)} if content else {}
    for name in sorted(store.sizes("_runs").keys() - listed.keys()):
        record = store.record(f"_runs/{name}/_manifest.json")
        if isinstance(record, Mapping) and record.get("run") == name:
            listed[name] = _row(record, len(listed) + 1)
    return listed


def _rows(content: bytes) -> Iterator[Mapping[str, Any]]:
    try:
        rows = pq.read_table(BytesIO(content)).to_pylist()
    except pa.ArrowException:
        return
    yield from (row for row in rows if set(_COLUMNS) <= row.keys())


def _row(record: Mapping[str, Any], number: int) -> Mapping[str, Any]:
    policies = [f"{each['id']} {each['sha256']}" for each in record["policies"]]
    said = {name: record.get(name) for name in _COLUMNS}
    return {**said, "asked": record.get("asked", ""), "number": number, "policies": policies}
