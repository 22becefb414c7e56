"""Audits one part of a catalog and writes its tables; every worker of every engine runs this."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from functools import partial
from hashlib import sha256
from io import BytesIO
from itertools import islice
from typing import Any, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from mcaudit.app.batch.drafting import drafted
from mcaudit.app.batch.rows import Row
from mcaudit.app.batch.store import Store
from mcaudit.app.batch.watch import TIME_LIMIT, watched
from mcaudit.app.exits import fault
from mcaudit.app.loading import shipped_edition
from mcaudit.errors import McauditError, OutputError, Problem
from mcaudit.model import Gate, Policy
from mcaudit.table import drafts, errors, findings
from mcaudit.version import __version__

PARTITIONED = ("findings", "errors", "drafts", "profiles")
"""The tables that have parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What every part is audited by, and where its tables go."""

    run: str
    url: str
    date: str
    """YYYY-MM-DD."""
    gate: Gate
    policy: Policy | None
    own: Mapping[str, Policy]
    """Policies by state, where each profile has that of its own."""
    edition_sha256: str
    """What a worker's edition must be."""
    asked: str
    """The hash of what was asked, whatever the day, the edition, and the version."""
    state: str = ""
    """The state for which credentials in other formats are drafted; empty for none."""
    time_limit: float = TIME_LIMIT
    """Seconds for one profile; a process that takes longer ends."""
    version: str = __version__

    @property
    def policies(self) -> Policy | Mapping[str, Policy] | None:
        """What the public function takes as its policy."""
        return self.own or self.policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some rows in the order of their keys; the name has their hash in it."""

    name: str
    rows: tuple[Row, ...]
    keys_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written of a part: the numbers of rows by table, and each file's hash and size."""

    part: str
    rows: int
    findings: int
    profiles: int
    errors: int
    drafts: int
    faults: int
    keys_sha256: str
    """Of the keys in profiles and errors, in order."""
    files: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(cls, record: object) -> Self | None:
        """Return what a record says, or None where it is not a record of a part."""
        names = {field.name for field in fields(cls)}
        return cls(**record) if isinstance(record, Mapping) and record.keys() == names else None

    def size_of(self, table: str) -> int | None:
        """Return how many bytes the file of a table has; None where the record does not say."""
        try:
            return int(self.files[table]["bytes"])
        except (KeyError, TypeError, ValueError):
            return None

    @property
    def record(self) -> Mapping[str, Any]:
        """The same as JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Why a part could not be audited or written, in words; `is_fault` is whether mcaudit is to blame."""

    message: str
    is_fault: bool


def parts_of(rows: Iterable[Row], job: Job, size: int) -> Iterator[Part]:
    """Yield the rows in parts; what a part's name says changes with its rows and with what they are audited by."""
    taken = iter(rows)
    number = 0
    while group := tuple(islice(taken, size)):
        ordered = tuple(sorted(group, key=lambda row: row.key))
        digest = sha256(f"{job.run}\0".encode())
        for row in ordered:
            for each in (row.key.encode(), row.content, row.problem.encode(), row.kind.encode()):
                digest.update(len(each).to_bytes(8, "big") + each)
        yield Part(
            name=f"part-{number:05}-{digest.hexdigest()[:16]}",
            rows=ordered,
            keys_sha256=keys_hash(row.key for row in ordered),
        )
        number += 1


def keys_hash(keys: Iterable[str]) -> str:
    """Return the SHA-256 of keys in order, whichever table each is in."""
    return sha256("\0".join(sorted(keys)).encode()).hexdigest()


def place(table: str, run: str, part: str) -> str:
    """Return where a table's part stands in the dataset."""
    return f"{table}/run={run}/{part}.parquet"


def record_place(run: str, part: str) -> str:
    """Return where it is recorded that a part is complete."""
    return f"_runs/{run}/{part}.json"


def written(job: Job, part: Part) -> Written | Failed:
    """Audit a part and write its tables, and last the record that it is complete.

    What Arrow keeps for later is given back: a process of many parts takes as much memory as one of a single part.
    """
    try:
        return _written(job, part)
    except McauditError as error:
        return Failed(message=str(error), is_fault=False)
    except Exception as error:  # noqa: BLE001
        return Failed(message=fault(part.name, error).message, is_fault=True)
    finally:
        pa.default_memory_pool().release_unused()


def _written(job: Job, part: Part) -> Written:
    tables = tables_of(job, part.rows)
    store = Store(url=job.url)
    files = {}
    for name in PARTITIONED:
        content = parquet(tables[name])
        store.put(place(name, job.run, part.name), content)
        files[name] = {"sha256": sha256(content).hexdigest(), "bytes": len(content)}
    done = Written(
        part=part.name,
        rows=len(part.rows),
        findings=tables["findings"].num_rows,
        profiles=tables["profiles"].num_rows,
        errors=tables["errors"].num_rows,
        drafts=tables["drafts"].num_rows,
        faults=tables["errors"].column("kind").to_pylist().count("fault"),
        keys_sha256=keys_hash(key for name in ("profiles", "errors") for key in tables[name].column("key").to_pylist()),
        files=files,
    )
    store.put_record(record_place(job.run, part.name), done.record)
    return done


def tables_of(job: Job, rows: tuple[Row, ...]) -> Mapping[str, pa.Table]:
    """Return the tables of some rows, each in the order of its keys."""
    edition = shipped_edition()
    if (edition.sha256, __version__) != (job.edition_sha256, job.version):
        raise OutputError(f"a worker has another mcaudit ({__version__}); install {job.version} on every worker")
    in_time = partial(watched, job.time_limit)
    rows, records = drafted(edition, rows, in_time, state=job.state, date=job.date)
    good = [row for row in rows if not row.problem]
    batch = pa.record_batch(
        {
            "key": pa.array([row.key for row in good], pa.string()),
            "content": pa.array([row.content for row in good], pa.binary()),
        }
    )
    found, profiles, wrong = findings(
        batch, edition=edition, policy=job.policies, date=job.date, gate=job.gate, around_each=in_time
    )
    bad = [
        (row.key, row.kind, Problem(path=row.key, message=row.problem, help=row.help)) for row in rows if row.problem
    ]
    made = drafts(records, edition=edition, policy=job.policies)
    both = pa.Table.from_batches([wrong, errors(bad, edition=edition, policy=job.policies)]).unify_dictionaries()
    return {
        "findings": _without_lines(pa.Table.from_batches([found]), made),
        "drafts": pa.Table.from_batches([made]),
        "profiles": pa.Table.from_batches([profiles]),
        "errors": both.combine_chunks().sort_by("key"),
    }


def _without_lines(found: pa.Table, made: pa.RecordBatch) -> pa.Table:
    """Return findings in which those on drafts have no lines: nobody has the file that they would count."""
    if not made.num_rows:
        return found
    is_draft = pc.is_in(found.column("key"), made.column("key"))
    for name in ("line", "column"):
        field = found.schema.field(name)
        cells = pc.if_else(is_draft, pa.scalar(None, field.type), found.column(name))
        found = found.set_column(found.schema.get_field_index(name), field, cells)
    return found


def parquet(table: pa.Table) -> bytes:
    """Return a table as the bytes of a Parquet file, the same each time."""
    stream = BytesIO()
    pq.write_table(table, stream, compression="zstd")
    return stream.getvalue()
