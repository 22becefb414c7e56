"""What a run came to, for programs (mcaudit-batch/1), and the list of a dataset's complete runs.

The list is in the order in which they ended: names alone do not say which came last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from mcaudit.app.batch.parts import Job, Written
from mcaudit.app.batch.store import Store
from mcaudit.contracts import BATCH_FORMAT, TABLE_FORMAT
from mcaudit.exchange.columns import TABLES
from mcaudit.table import runs

RUNS = "runs.parquet"
_COLUMNS = tuple(column.name for column in TABLES["runs"])
_COUNTED = ("rows", "findings", "profiles", "errors", "drafts")
_Listed = dict[str, Mapping[str, Any]]


def manifest_record(job: Job, sources: Sequence[str], done: Sequence[Written]) -> Mapping[str, Any]:
    """Return what was audited by what, how many rows each table has, and every part with its hashes.

    The same run of the same sources gives the same record: it names no time and no machine.
    """
    policies = [job.policy] if job.policy else list(job.own.values())
    return {
        "format": BATCH_FORMAT,
        "tables": TABLE_FORMAT,
        "run": job.run,
        "asked": job.asked,
        "mcaudit": job.version,
        "sources": list(sources),
        "date": job.date,
        "gate": job.gate,
        "edition_sha256": job.edition_sha256,
        "each_by_own_policy": bool(job.own),
        "policies": [{"id": each.id, "sha256": each.sha256} for each in sorted(policies, key=lambda each: each.id)],
        "drafted_for": job.state,
        "local_documents": "not looked at",
        **{name: sum(getattr(part, name) for part in done) for name in _COUNTED},
        "parts": [part.record for part in done],
    }


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


def _rows(content: bytes) -> Sequence[Mapping[str, Any]]:
    """Return the rows of a list of runs; none where it is damaged, or not as it is written."""
    try:
        read = pq.read_table(BytesIO(content)).to_pylist()
        rows = [row for row in read if set(_COLUMNS) <= row.keys()]
        pq.write_table(pa.Table.from_batches([runs(rows)]), BytesIO())
    except pa.ArrowException:
        return ()
    return rows


def _row(record: Mapping[str, Any], number: int) -> Mapping[str, Any]:
    policies = [f"{each['id']} {each['sha256']}" for each in record["policies"]]
    said = {name: record.get(name) for name in _COLUMNS}
    return {**said, "asked": record.get("asked", ""), "number": number, "policies": policies}
