"""A run over a catalog: every key exactly once, the same bytes each time, and a restart that does only the rest."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mcaudit.app.batch import retrying, running
from mcaudit.app.batch.parts import Job, Part
from mcaudit.app.batch.rows import Row
from mcaudit.app.batch.running import Progress, Question, batch
from mcaudit.app.batch.store import Store, reason_of
from mcaudit.app.batch.watch import was_too_long, watched
from mcaudit.errors import InputError, OutputError
from tests.conftest import MINIMAL, ROOT

DAY = "2026-11-01"
COUNT = 12

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are not copies of this one")


def catalog(folder: Path, count: int = COUNT) -> Path:
    """Write small profiles, each different, and return their folder."""
    folder.mkdir()
    for number in range(count):
        content = MINIMAL.replace("id: minimal", f"id: made-{number}")
        (folder / f"{number:03}.yaml").write_text(content, encoding="utf-8")
    return folder


def run(source: Path, into: Path | str, **options: object) -> Progress:
    """Run a batch and return where it stood at the end."""
    question = Question(sources=(str(source),), into=str(into), date=DAY, partition=5, **options)  # type: ignore[arg-type]
    return list(batch(question))[-1]


def tables(into: Path) -> dict[str, bytes]:
    """Return the content of every file of a dataset by its place."""
    return {path.relative_to(into).as_posix(): path.read_bytes() for path in sorted(into.rglob("*")) if path.is_file()}


def keys(into: Path, table: str) -> list[str]:
    found = (pq.read_table(path, columns=["key"]) for path in sorted((into / table).rglob("*.parquet")))
    return [key for each in found for key in each.column("key").to_pylist()]


def errors(into: Path) -> list[dict[str, object]]:
    paths = sorted((into / "errors").rglob("*.parquet"))
    return [row for path in paths for row in pq.read_table(path).to_pylist()]


def test_every_row_is_once_in_profiles_or_errors(tmp_path: Path) -> None:
    source = catalog(tmp_path / "in")
    (source / "003.yaml").write_text("oops: yes\n", encoding="utf-8")
    done = run(source, tmp_path / "out")
    assert (done.total, done.done, done.errors, done.is_complete) == (COUNT, COUNT, 1, True)
    assert keys(tmp_path / "out", "errors") == ["003.yaml"]
    assert sorted((*keys(tmp_path / "out", "profiles"), "003.yaml")) == [f"{n:03}.yaml" for n in range(COUNT)]
    assert (tmp_path / "out" / "_SUCCESS").read_text(encoding="utf-8").strip() == done.run


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    source = catalog(tmp_path / "in")
    run(source, tmp_path / "one")
    run(source, tmp_path / "two")
    assert tables(tmp_path / "one") == tables(tmp_path / "two")


def test_a_second_run_does_only_the_rest(tmp_path: Path) -> None:
    source, into = catalog(tmp_path / "in"), tmp_path / "out"
    run(source, into)
    whole = tables(into)
    (part, *_) = sorted((into / "findings").rglob("*.parquet"))
    part.unlink()
    assert run(source, into).kept == COUNT - 5
    assert tables(into) == whole
    assert run(source, into).kept == COUNT
    assert run(source, into, fresh=True).kept == 0
    assert tables(into) == whole


def test_a_changed_profile_replaces_its_part(tmp_path: Path) -> None:
    source, into = catalog(tmp_path / "in"), tmp_path / "out"
    first = run(source, into)
    (source / "011.yaml").write_text(MINIMAL, encoding="utf-8")
    second = run(source, into)
    assert (second.run, second.kept) == (first.run, 10)
    assert sorted(keys(into, "profiles")) == [f"{n:03}.yaml" for n in range(COUNT)]


def test_a_key_that_comes_twice_is_audited_once(tmp_path: Path) -> None:
    first, second = catalog(tmp_path / "one", 3), catalog(tmp_path / "two", 1)
    question = Question(sources=(str(first), str(second)), into=str(tmp_path / "out"), date=DAY)
    done = list(batch(question))[-1]
    assert (done.done, done.errors) == (4, 1)
    assert keys(tmp_path / "out", "errors") == ["000.yaml"]


def test_runs_of_two_days_stand_side_by_side(tmp_path: Path) -> None:
    source, into = catalog(tmp_path / "in", 2), tmp_path / "out"
    run(source, into)
    list(batch(Question(sources=(str(source),), into=str(into), date="2026-11-02")))
    assert len({path.parent.name for path in (into / "profiles").rglob("*.parquet")}) == 2


def test_a_limit_leaves_a_whole_run_alone(tmp_path: Path) -> None:
    source, into = catalog(tmp_path / "in"), tmp_path / "out"
    whole = run(source, into)
    few = run(source, into, limit=3)
    assert (few.total, few.done) == (3, 3)
    assert few.run != whole.run
    assert run(source, into).kept == COUNT


def test_too_many_errors_stop_a_run(tmp_path: Path) -> None:
    source = catalog(tmp_path / "in", 2)
    (source / "bad.yaml").write_text("oops: yes\n", encoding="utf-8")
    with pytest.raises(InputError, match="1 of 3 rows"):
        run(source, tmp_path / "out", fail_over=0.05)
    assert not (tmp_path / "out" / "_SUCCESS").exists()
    assert run(source, tmp_path / "out", fail_over=0.5).errors == 1


@pytest.mark.parametrize(
    ("pattern", "content"),
    [
        ("findings/*/*.parquet", b"cut off"),
        pytest.param("drafts/*/*.parquet", b"", marks=pytest.mark.slow),
        ("_runs/*/part-*.json", b"not JSON"),
        pytest.param("_runs/*/part-*.json", b"{}", marks=pytest.mark.slow),
        pytest.param("_runs/*/part-*.json", b"[1]", marks=pytest.mark.slow),
        ("runs.parquet", b"not Parquet"),
        pytest.param("_manifest.json", b"{}", marks=pytest.mark.slow),
    ],
)
def test_what_was_damaged_is_written_again(tmp_path: Path, pattern: str, content: bytes) -> None:
    source, into = catalog(tmp_path / "in"), tmp_path / "out"
    run(source, into)
    whole = tables(into)
    next(into.glob(pattern)).write_bytes(content)
    run(source, into)
    assert tables(into) == whole


@pytest.mark.parametrize(("name", "cell"), [("number", "x"), ("run", None)])
def test_a_list_of_runs_that_somebody_changed_is_written_again(tmp_path: Path, name: str, cell: str | None) -> None:
    source, into = catalog(tmp_path / "in"), tmp_path / "out"
    run(source, into)
    whole = tables(into)
    listed = pq.read_table(into / "runs.parquet")
    changed = listed.set_column(listed.column_names.index(name), name, pa.array([cell], pa.string()))
    pq.write_table(changed, into / "runs.parquet")
    run(source, into)
    assert tables(into) == whole


def test_a_record_with_another_size_is_not_believed(tmp_path: Path) -> None:
    source, into = catalog(tmp_path / "in"), tmp_path / "out"
    run(source, into)
    whole = tables(into)
    path = next(into.glob("_runs/*/part-*.json"))
    record = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**record, "files": {"findings": {"bytes": "x"}}}), encoding="utf-8")
    assert run(source, into).kept < COUNT
    assert tables(into) == whole


def test_rows_that_went_away_leave_no_part_behind(tmp_path: Path) -> None:
    source, into = catalog(tmp_path / "in"), tmp_path / "out"
    run(source, into)
    for number in range(3, COUNT):
        (source / f"{number:03}.yaml").unlink()
    assert run(source, into).done == 3
    assert sorted(keys(into, "profiles")) == ["000.yaml", "001.yaml", "002.yaml"]
    run(source, tmp_path / "fresh")
    assert tables(into) == tables(tmp_path / "fresh")


def test_a_run_that_stops_is_not_complete_and_the_one_before_stays(tmp_path: Path) -> None:
    source, into = catalog(tmp_path / "in"), tmp_path / "out"
    whole = run(source, into)
    (source / "bad.yaml").write_text("oops: yes\n", encoding="utf-8")
    with pytest.raises(InputError, match="1 of 13 rows"):
        run(source, into, fail_over=0.0)
    assert not (into / "_SUCCESS").exists()
    (source / "bad.yaml").unlink()
    assert run(source, into).run == whole.run
    assert (into / "_SUCCESS").exists()


def test_a_source_that_shrinks_meanwhile_is_an_error(tmp_path: Path) -> None:
    source = catalog(tmp_path / "in")
    steps = batch(Question(sources=(str(source),), into=str(tmp_path / "out"), date=DAY, partition=5))
    next(steps)
    (source / "011.yaml").unlink()
    with pytest.raises(InputError, match="12 rows at first, and 11 were read"):
        list(steps)
    assert not (tmp_path / "out" / "_SUCCESS").exists()


def test_a_run_that_goes_on_does_not_hold_the_rows_of_what_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run of millions that was killed near its end would otherwise hold nearly all of them."""
    source, into = catalog(tmp_path / "in"), tmp_path / "out"
    question = Question(sources=(str(source),), into=str(into), date=DAY, partition=1)
    list(batch(question))
    next(into.glob("findings/*/part-00011-*.parquet")).unlink()
    held: list[int] = []

    def counted(work: Callable[[object], object], items: Iterable[object]) -> Iterator[object]:
        for item in items:
            held.append(sum(isinstance(each, Part) for each in gc.get_objects()))
            yield work(item)

    monkeypatch.setattr(running, "processes", counted)
    assert list(batch(question))[-1].kept == COUNT - 1
    assert held == [1]


def test_the_same_on_the_next_day_says_that_the_run_before_has_not_ended(tmp_path: Path) -> None:
    """A run over midnight that was killed goes on only with its date."""
    source, into = catalog(tmp_path / "in", 2), tmp_path / "out"

    def unfinished(date: str) -> str:
        return next(batch(Question(sources=(str(source),), into=str(into), date=date))).unfinished

    assert unfinished("2026-11-01") == ""
    assert unfinished("2026-11-01") == ""
    list(batch(Question(sources=(str(source),), into=str(into), date="2026-10-01")))
    steps = batch(Question(sources=(str(source),), into=str(into), date="2026-11-01"))
    assert [next(steps).done, next(steps).done] == [0, 2]
    steps.close()  # type: ignore[attr-defined]
    assert unfinished("2026-11-02") == "2026-11-01"
    assert unfinished("2026-10-02") == ""
    run(source, into)
    assert unfinished("2026-11-02") == ""


def test_a_part_that_another_batch_took_away_is_noticed(tmp_path: Path) -> None:
    source, into = catalog(tmp_path / "in"), tmp_path / "out"
    steps = batch(Question(sources=(str(source),), into=str(into), date=DAY, partition=5))
    while next(steps).done < COUNT:
        pass
    next(into.glob("findings/*/part-00000-*.parquet")).unlink()
    with pytest.raises(OutputError, match=r"part-00000-.* of the table findings has changed meanwhile"):
        list(steps)
    assert not (into / "_SUCCESS").exists()
    assert run(source, into).kept == COUNT - 5


def here(work: Callable[[object], object], items: Iterable[object]) -> Iterator[object]:
    """Run in this process, whose memory is the only one in which `memory://` is."""
    return map(work, items)


def test_an_object_store_is_read_and_written_like_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "processes", here)
    source = catalog(tmp_path / "in")
    for path in source.iterdir():
        with fsspec.open(f"memory://in/{path.name}", "wb") as stream:
            stream.write(path.read_bytes())
    question = Question(sources=("memory://in",), into="memory://out", date=DAY, partition=5)
    assert list(batch(question))[-1].done == COUNT
    assert list(batch(question))[-1].kept == COUNT
    system = fsspec.filesystem("memory")
    stored = sorted(system.cat_file(path) for path in system.find("/out") if "/run=" in path)
    run(source, tmp_path / "out")
    assert stored == sorted(content for name, content in tables(tmp_path / "out").items() if "/run=" in name)


def test_tables_go_to_an_address() -> None:
    store = Store(url="memory://tables")
    store.put_record("_runs/one/part.json", {"rows": 1})
    assert store.sizes("_runs/one").keys() == {"part.json"}
    assert store.record("_runs/one/part.json") == {"rows": 1}
    store.remove("_runs/one/part.json")
    assert store.record("_runs/one/part.json") is None
    assert store.sizes("_runs/none") == {}


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match="out"):
        run(catalog(tmp_path / "in", 2), tmp_path / "out")


class ContainerNotFoundError(Exception):
    """An error of a store's package: it is neither an OSError nor a ValueError."""

    __module__ = "azure.core.exceptions"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ContainerNotFoundError("The container does not exist.\nRequestId: 1"), "The container does not exist."),
        (ContainerNotFoundError(), "ContainerNotFoundError"),
        (FileNotFoundError("http://127.0.0.1/b/none/o"), "this bucket, container, or folder does not exist, or your"),
        (FileNotFoundError(2, "No such file or directory"), "No such file or directory"),
        (NotImplementedError("this store is only read"), "this store is only read"),
        (KeyError("ours"), ""),
        (InputError.of("x", "ours"), ""),
    ],
    ids=["of a package", "without words", "an address", "of the system", "cannot do it", "a fault", "ours"],
)
def test_what_a_store_raises_is_said_in_a_line_and_a_fault_stays_one(error: Exception, said: str) -> None:
    reason = reason_of(error)
    assert reason.startswith(said) if said else not reason


# --- workers that end ----------------------------------------------------------------------------


def ending(work: Callable[..., object], when: Callable[[Row], bool]) -> Callable[..., object]:
    """Return work that ends its process at some rows."""

    def ended(job: Job, item: Part | Row) -> object:
        rows = item.rows if isinstance(item, Part) else (item,)
        if any(when(row) for row in rows if row.content):
            os.kill(os.getpid(), signal.SIGKILL)
        return work(job, item)

    return ended


def change_work(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[Callable[..., object]], Callable[..., object]]
) -> None:
    """Change what a worker does with a part, and with a row that is tried again."""
    for module, name in ((running, "written"), (retrying, "written"), (retrying, "probed")):
        monkeypatch.setattr(module, name, change(getattr(module, name)))


@on_linux
def test_a_profile_that_ends_its_worker_becomes_an_error_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def is_poison(row: Row) -> bool:
        return row.key == "003.yaml"

    change_work(monkeypatch, lambda work: ending(work, is_poison))
    done = run(catalog(tmp_path / "in"), tmp_path / "out")
    assert (done.done, done.errors, done.faults) == (COUNT, 1, 0)
    (error,) = errors(tmp_path / "out")
    assert (error["key"], error["kind"]) == ("003.yaml", "stopped")
    assert len(keys(tmp_path / "out", "profiles")) == COUNT - 1


@on_linux
def test_a_worker_that_is_killed_once_loses_nothing_and_changes_no_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = catalog(tmp_path / "in")
    run(source, tmp_path / "calm")
    mark = tmp_path / "killed"

    def is_first(row: Row) -> bool:
        if row.key != "007.yaml" or mark.exists():
            return False
        mark.touch()
        return True

    change_work(monkeypatch, lambda work: ending(work, is_first))
    assert run(source, tmp_path / "rough").errors == 0
    assert mark.exists()
    assert tables(tmp_path / "rough") == tables(tmp_path / "calm")


def sleeping(work: Callable[..., object], key: str) -> Callable[..., object]:
    """Return work that does not come to an end at one row."""

    def slept(job: Job, item: Part | Row) -> object:
        rows = item.rows if isinstance(item, Part) else (item,)
        if any(row.key == key for row in rows if row.content):
            with watched(job.time_limit):
                time.sleep(600)
        return work(job, item)

    return slept


@on_linux
def test_a_profile_that_hangs_becomes_an_error_row_that_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_work(monkeypatch, lambda work: sleeping(work, "003.yaml"))
    done = run(catalog(tmp_path / "in"), tmp_path / "out", time_limit=1.0)
    assert (done.done, done.errors, done.faults) == (COUNT, 1, 0)
    (error,) = errors(tmp_path / "out")
    assert (error["key"], error["kind"]) == ("003.yaml", "stopped")
    assert "longer than 1 seconds" in str(error["message"])
    assert len(keys(tmp_path / "out", "profiles")) == COUNT - 1


@on_linux
def test_each_profile_has_the_limit(tmp_path: Path) -> None:
    """A millionth of a second is too short for any."""
    done = run(catalog(tmp_path / "in"), tmp_path / "out", time_limit=1e-6)
    assert (done.done, done.errors) == (COUNT, COUNT)
    assert all("longer than 1e-06 seconds" in str(error["message"]) for error in errors(tmp_path / "out"))


@on_linux
def test_what_hangs_in_a_library_that_holds_python_ends_too() -> None:
    code = (
        "import re; from mcaudit.app.batch.watch import watched\nwith watched(0.5): re.match('(a+)+$', 'a' * 60 + 'b')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert was_too_long(done.returncode)


@pytest.mark.slow
@on_linux
def test_a_run_that_is_killed_goes_on_where_it_stopped(tmp_path: Path) -> None:
    source = catalog(tmp_path / "in", 60)
    run(source, tmp_path / "calm")
    into = tmp_path / "rough"
    command = [sys.executable, "-m", "mcaudit", "batch", str(source), "--into", str(into), "--date", DAY]
    process = subprocess.Popen([*command, "--partition", "5"], cwd=ROOT, stderr=subprocess.DEVNULL)
    while not list(into.rglob("part-*.json")) and process.poll() is None:
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert run(source, into).done == 60
    assert tables(into) == tables(tmp_path / "calm")
