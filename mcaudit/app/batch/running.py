"""Audits a catalog part by part, exactly once each, and says where it stands."""

from __future__ import annotations

import gc
import json
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from itertools import islice

import pyarrow as pa

from mcaudit.app.batch.engines import Engine, dask, processes
from mcaudit.app.batch.parts import PARTITIONED, Failed, Job, Part, Written, parquet, parts_of, record_place, written
from mcaudit.app.batch.retrying import retried
from mcaudit.app.batch.rows import Row
from mcaudit.app.batch.runs import RUNS, manifest_record, unfinished_day, with_run
from mcaudit.app.batch.sources import count_of, rows_of
from mcaudit.app.batch.store import Store, is_within
from mcaudit.app.batch.watch import TIME_LIMIT
from mcaudit.app.loading import NO_POLICY, policies_asked, shipped_edition
from mcaudit.app.processes import Lost
from mcaudit.errors import InputError, OutputError
from mcaudit.exchange.columns import tables_record
from mcaudit.model import Gate
from mcaudit.table import criteria
from mcaudit.version import __version__

_SOURCES = "name folders with profiles, or .zip, .jsonl, or .parquet files"
_ENOUGH = 1_000
"""Rows from which on their share of errors says something about a catalog."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which catalog is audited, by what, where the tables go, and what runs it."""

    sources: Sequence[str]
    into: str
    date: str
    """YYYY-MM-DD."""
    gate: Gate = Gate.ENDORSEMENT
    policy: str | None = None
    """The name or file of the one policy for all, `own` for that of each profile's state, or `none`, as is None."""
    state: str = ""
    """The state for which credentials in other formats are drafted; empty for none."""
    scheduler: str = ""
    """The address of a Dask scheduler; empty for processes of this machine."""
    partition: int = 1000
    """Rows of a part."""
    time_limit: float = TIME_LIMIT
    """Seconds for one profile: whatever takes longer is tried once more alone, and then becomes an error row."""
    limit: int | None = None
    """How many rows are taken; None for all."""
    fail_over: float | None = None
    """The share of error rows over which the run stops; None for never."""
    fresh: bool = False
    """Whether what an earlier run of the same wrote is written again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a run stands, in rows."""

    total: int
    done: int = 0
    errors: int = 0
    faults: int = 0
    kept: int = 0
    """Of those done, how many an earlier run had done."""
    run: str = ""
    unfinished: str = ""
    """The day of the newest earlier run of the same, YYYY-MM-DD, if that has not ended; empty otherwise."""
    is_complete: bool = False

    def after(self, part: Written, *, kept: bool) -> Progress:
        """Return where it stands with one more part."""
        return replace(
            self,
            done=self.done + part.rows,
            errors=self.errors + part.errors,
            faults=self.faults + part.faults,
            kept=self.kept + (part.rows if kept else 0),
        )


def batch(question: Question) -> Iterator[Progress]:
    """Audit a catalog, and yield where it stands after each part; the last is complete.

    Raise InputError where a source cannot be read or too many rows are errors, and OutputError where the tables
    cannot be written.
    """
    job = _job(question)
    store = Store(url=job.url)
    progress = _begun(question, store, job.run)
    if question.fresh:
        for name in (*(f"{table}/run={job.run}" for table in PARTITIONED), f"_runs/{job.run}"):
            store.remove(name)
    store.put("criteria.parquet", parquet(pa.Table.from_batches([criteria(shipped_edition())])))
    store.remove("_SUCCESS")
    yield progress
    rows = islice(_each_once(rows_of(question.sources)), question.limit)
    done: list[Written] = []
    with ExitStack() as stack:
        engine = stack.enter_context(dask(question.scheduler)) if question.scheduler else processes
        steps = stack.enter_context(closing(_all_written(job, store, parts_of(rows, job, question.partition), engine)))
        for part, is_kept in steps:
            done.append(part)
            progress = progress.after(part, kept=is_kept)
            _stop_over(question, progress)
            yield progress
    _stop_over(question, progress, enough=1)
    if progress.done != progress.total:
        message = f"the sources had {progress.total:,} rows at first, and {progress.done:,} were read"
        raise InputError.of(question.sources[0], message, "they changed meanwhile: run it again")
    _finish(job, store, question, done)
    yield replace(progress, is_complete=True)


def _each_once(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows; one whose key came before is an error row."""
    seen: set[bytes] = set()
    for row in rows:
        mark = sha256(row.key.encode()).digest()[:16]  # sixteen bytes a key, whatever its length
        if mark in seen and row.key:
            message = "a row with this key came before, and only the first is audited"
            yield Row(key=row.key, kind="repeated", problem=message, help="give every row a key of its own")
        else:
            seen.add(mark)
            yield row


def _begun(question: Question, store: Store, run: str) -> Progress:
    """Return where a run stands at first; raise InputError or OutputError where its sources or its place do not do."""
    if within := next((source for source in question.sources if is_within(question.into, source)), None):
        raise OutputError(
            f"{question.into} is in {within}, where the tables would be read as a source; write elsewhere"
        )
    total = count_of(question.sources)
    if not total:
        raise InputError.of(question.sources[0], "there is nothing to audit", _SOURCES)
    total = total if question.limit is None else min(total, question.limit)
    return Progress(total=total, run=run, unfinished=unfinished_day(store, run, question.date))


def _job(question: Question) -> Job:
    """Return what every part is audited by; the name of the run says by what, and of which sources."""
    edition = shipped_edition()
    policy, own, _ = policies_asked(edition, question.policy, question.date)
    used = [policy] if policy else list(own.values())
    asked = (*question.sources, f"{question.limit} {question.gate} {question.state} {question.policy or NO_POLICY}")
    columns = sha256(json.dumps(tables_record(), sort_keys=True).encode()).hexdigest()  # parts of one run have the same
    what = (*asked, f"{__version__} {edition.sha256} {columns}", *sorted(each.sha256 for each in used))
    return Job(
        run=f"{question.date}-{_hash(what)}",
        asked=_hash(asked),
        url=question.into,
        date=question.date,
        gate=question.gate,
        policy=policy,
        own=own,
        state=question.state,
        time_limit=question.time_limit,
        edition_sha256=edition.sha256,
    )


def _hash(words: Iterable[str]) -> str:
    return sha256("\0".join(words).encode("utf-8", "backslashreplace")).hexdigest()[:12]


def _all_written(
    job: Job, store: Store, parts: Iterable[Part], engine: Engine
) -> Generator[tuple[Written, bool], None, None]:
    """Yield what is written of each part, in order, and whether an earlier run had written it."""
    there = {table: store.sizes(f"{table}/run={job.run}") for table in PARTITIONED}
    records = frozenset(store.sizes(f"_runs/{job.run}"))
    under_way: deque[Part | Written] = deque()

    def missing() -> Iterator[Part]:
        """Yield the parts that are not there, and remember the order of all, without the rows of those that are."""
        for part in parts:
            kept = _kept(job, store, part, there, records)
            under_way.append(kept or part)
            if kept is None:
                yield part

    gc.freeze()  # what is loaded stays: the collector of a copied process would only write to every page of it
    for result in engine(partial(written, job), missing()):
        while isinstance(part := under_way.popleft(), Written):
            yield part, True
        yield _checked(part, retried(job, part, engine) if isinstance(result, Lost) else result), False
    for kept in under_way:
        assert isinstance(kept, Written)  # the engine has come to the end of the others
        yield kept, True


def _kept(
    job: Job, store: Store, part: Part, there: Mapping[str, Mapping[str, int]], records: frozenset[str]
) -> Written | None:
    """Return what an earlier run wrote of a part, where all of it is there."""
    if f"{part.name}.json" not in records:
        return None
    kept = Written.of(store.record(record_place(job.run, part.name)))
    if kept is None or kept.keys_sha256 != part.keys_sha256:
        return None
    is_whole = all(sizes.get(f"{part.name}.parquet") == kept.size_of(table) for table, sizes in there.items())
    return kept if is_whole else None


def _checked(part: Part, result: Written | Failed) -> Written:
    """Return what was written, if it holds every key of the part exactly once."""
    if isinstance(result, Failed):
        if result.is_fault:
            raise RuntimeError(result.message)
        raise OutputError(result.message)
    if result.keys_sha256 != part.keys_sha256 or result.profiles + result.errors != len(part.rows):
        raise RuntimeError(f"{part.name} does not hold every key exactly once")
    return result


def _stop_over(question: Question, progress: Progress, enough: int = _ENOUGH) -> None:
    """Raise InputError where more rows are errors than may be."""
    most = question.fail_over
    if most is None or progress.done < enough or progress.errors <= most * progress.done:
        return
    message = f"{progress.errors:,} of {progress.done:,} rows are errors, which is more than {most:.1%}"
    help = "look into the table `errors`, or allow more with --fail-over"
    raise InputError.of(question.sources[0], message, help)


def _finish(job: Job, store: Store, question: Question, done: Sequence[Written]) -> None:
    """Remove what no part of this run is, and write the manifest, and last that the run is complete."""
    for table in PARTITIONED:
        wanted = {f"{part.part}.parquet": part.size_of(table) for part in done}
        there = store.sizes(f"{table}/run={job.run}")
        for name in there.keys() - wanted.keys():
            store.remove(f"{table}/run={job.run}/{name}")
        if lost := next((name for name, size in wanted.items() if there.get(name) != size), None):
            message = f"{lost} of the table {table} has changed meanwhile; another batch may be writing there"
            raise OutputError(f"{question.into}: {message}. Run one batch at a time, and give this command again")
    names = {f"{part.part}.json" for part in done} | {"_manifest.json"}
    for name in store.sizes(f"_runs/{job.run}").keys() - names:
        store.remove(f"_runs/{job.run}/{name}")
    record = manifest_record(job, question.sources, done)
    store.put_record(f"_runs/{job.run}/_manifest.json", record)
    store.put_record("_manifest.json", record)
    store.put(RUNS, parquet(with_run(store, record)))
    store.put("_SUCCESS", f"{job.run}\n".encode())
