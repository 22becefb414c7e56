"""`mcaudit batch`: its exit codes, what it says, a cluster, and the queries of docs/catalogs.md."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import distributed
import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mcaudit.app.batch import engines, running
from mcaudit.app.batch.running import Progress, Question
from mcaudit.cli.batch import Pace
from mcaudit.errors import OutputError
from mcaudit.exchange.columns import TABLES
from tests.app.batch.test_running import change_work, errors, sleeping
from tests.conftest import MINIMAL, ROOT, Run, Write

GUIDE = (ROOT / "docs" / "catalogs.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", GUIDE, re.DOTALL)
DAY = ("--date", "2026-11-01")


@pytest.fixture
def catalog(write: Write, tmp_path: Path) -> Path:
    """Three profiles of two states."""
    organization = "organizations: {a: {name: Example Institute, kind: nonprofit}}\n"
    with_developer = f"{organization}developers: {{developer: {{organizations: [a]}}}}\n"
    write(MINIMAL, "in/a.yaml")
    write(MINIMAL.replace("id: minimal", "id: b").replace("OH", "IL"), "in/b.yaml")
    write(MINIMAL.replace("id: minimal", "id: c") + with_developer, "in/c.yaml")
    return tmp_path / "in"


def test_a_catalog_without_errors_exits_with_0(run: Run, catalog: Path, tmp_path: Path) -> None:
    done = run("batch", catalog, "--into", tmp_path / "out", *DAY)
    assert (done.code, done.out) == (0, "")
    assert "3 profiles audited" in done.err
    manifest = json.loads((tmp_path / "out" / "_manifest.json").read_text(encoding="utf-8"))
    assert (manifest["rows"], manifest["profiles"], manifest["errors"]) == (3, 3, 0)
    assert manifest["local_documents"] == "not looked at"


def test_rows_that_are_errors_exit_with_3(run: Run, write: Write, catalog: Path, tmp_path: Path) -> None:
    write("oops: yes\n", "in/d.yaml")
    done = run("batch", catalog, "--into", tmp_path / "out", *DAY)
    assert done.code == 3
    assert "could not be audited: 1" in done.err


def test_progress_says_how_fast_with_how_many_errors_and_how_long_yet() -> None:
    pace, step = Pace(), Progress(total=10_000)
    pace.mark(step, 0.0)
    assert pace.words(step) == "0 of 10,000 rows, 0 a second, 0 errors, time left unknown"
    step = replace(step, done=2_000, kept=1_000, errors=1)
    pace.mark(step, 10.0)
    assert pace.words(step) == "2,000 of 10,000 rows, 100 a second, 1 error, 1 min left"
    for second in range(11, 400):  # it has become slower
        step = replace(step, done=step.done + 10)
        pace.mark(step, float(second))
    assert ", 10 a second, " in pace.words(step)


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminal can be made here")
def test_progress_stays_in_one_place_on_a_terminal(catalog: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mcaudit", "batch", str(catalog), "--into", str(tmp_path / "out"), *DAY]
    ours, theirs = os.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    done = subprocess.run([*command, "--partition", "1"], stderr=theirs, stdout=theirs, env=env, check=False)
    os.close(theirs)
    said = os.read(ours, 100_000).decode()
    assert done.returncode == 0
    assert f"3 profiles audited into {tmp_path / 'out'} (run 2026-11-01-" in said
    assert "\x1b[2K" in said


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("none/", "--into", "out"), "there is no such file or folder"),
        (("in", "--into", "file"), "cannot be written"),
        (("in", "--into", "nosuchstore://x"), "nosuchstore"),
        (("in", "--into", "out", "--engine", "dask"), "--scheduler"),
        (("in", "--into", "out", "--policy", "nowhere"), "nowhere"),
        (("in", "--into", "in/tables"), "write elsewhere"),
        (("in", "--into", "./in"), "write elsewhere"),
        (("empty", "--into", "out"), "nothing to audit"),
        (("in", "--into", "out", "--partition", "0"), "0"),
    ],
)
def test_what_cannot_be_done_exits_with_2(run: Run, catalog: Path, args: tuple[str, ...], said: str) -> None:
    (catalog.parent / "empty").mkdir()
    (catalog.parent / "file").write_text("", encoding="utf-8")
    done = run("batch", *args, *DAY, cwd=catalog.parent)
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_the_schema_names_the_columns_that_are_written(run: Run, catalog: Path, tmp_path: Path) -> None:
    run("batch", catalog, "--into", tmp_path / "out", *DAY)
    printed = json.loads(run("schema", "table").out)["tables"]
    for table in TABLES:
        path = next((tmp_path / "out").glob(f"{table}/*/*.parquet"), tmp_path / "out" / f"{table}.parquet")
        schema = pq.ParquetFile(path).schema_arrow
        assert [each["name"] for each in printed[table]] == schema.names
        assert schema.metadata[b"mcaudit.table"] == b"mcaudit-table/1"


def test_the_queries_of_the_guide_run(run: Run, write: Write, catalog: Path, tmp_path: Path) -> None:
    into = tmp_path / "out"
    run("batch", catalog, "--into", into, "--date", "2026-11-01")
    write(MINIMAL + "developers: {title_and_description: {content_area: Reading}}\n", "in/a.yaml")
    run("batch", catalog, "--into", into, "--date", "2026-11-02")
    shortfalls, changes, providers = [_asked(into, query) for query in QUERIES]
    assert {row[0] for row in shortfalls} == {"IL", "OH"}
    assert ("a.yaml", "1A-1", "not_stated", "unsupported") in changes
    assert {row[0] for row in changes} == {"a.yaml"}
    assert [row[:3] for row in providers] == [("Example Institute", 1, 0)]


def test_changes_are_those_since_the_run_before_that_asked_the_same(
    run: Run, write: Write, catalog: Path, tmp_path: Path
) -> None:
    """Between the two nights, and after the second, other runs of the same days end."""
    into = tmp_path / "out"
    run("batch", catalog, "--into", into, "--date", "2026-11-01")
    run("batch", catalog, "--into", into, "--date", "2026-11-01", "--policy", "own")
    write(MINIMAL + "developers: {title_and_description: {content_area: Reading}}\n", "in/a.yaml")
    for more in (("--gate", "submission"), ("--limit", "1"), ("--policy", "illinois"), ()):
        run("batch", catalog, "--into", into, "--date", "2026-11-02", *more)
    _, changes, _ = [_asked(into, query) for query in QUERIES]
    assert ("a.yaml", "1A-1", "not_stated", "unsupported") in changes
    assert {row[0] for row in changes} == {"a.yaml"}
    listed = pq.read_table(into / "runs.parquet").to_pylist()
    assert [row["number"] for row in listed] == [1, 2, 3, 4, 5, 6]
    before = (into / "runs.parquet").read_bytes()
    run("batch", catalog, "--into", into, "--date", "2026-11-01")
    assert (into / "runs.parquet").read_bytes() == before


def _asked(folder: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        connection.execute(f"SET file_search_path = '{folder.as_posix()}'")
        return connection.execute(query).fetchall()


def test_the_examples_of_the_guide_run() -> None:
    """Neither Spark nor Ray is installed here: what they are given is called as they call it."""
    whole, spark, ray = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    names: dict[str, Any] = {}
    exec(whole, names)
    exec(spark.partition("\nverdicts")[0], names)
    (made,) = names["audit"]([names["batch"]])
    assert made.to_pylist() == [{"key": "one", "endorsement": "incomplete"}]
    exec(ray.partition("\nverdicts")[0], names)
    assert names["audit"](pa.Table.from_batches([names["batch"]])).column("key").to_pylist() == ["one"]


# --- a cluster -----------------------------------------------------------------------------------


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """Start the cluster of two workers that the guide shows, and give its address."""
    (command,) = [line for line in GUIDE.splitlines() if line.startswith("(dask scheduler")]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = os.path.dirname(sys.executable)  # noqa: PTH120  where the command `dask` of this environment is
    env = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    env |= {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}  # of three more, each only takes time
    process = subprocess.Popen(
        ["sh", "-c", command.replace("8786", str(port))],
        cwd=tmp_path,
        env=env,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    yield f"tcp://127.0.0.1:{port}"
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the guide's command is for a shell")
def test_a_cluster_whose_worker_is_killed_writes_the_same_bytes(run: Run, cluster: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number:02}.yaml").write_text(MINIMAL.replace("id: minimal", f"id: m-{number}"), encoding="utf-8")
    run("batch", "in", "--into", "calm", "--partition", "3", *DAY, cwd=tmp_path)
    rough = [
        sys.executable,
        "-m",
        "mcaudit",
        "batch",
        "in",
        "--into",
        str(tmp_path / "rough"),
        "--partition",
        "3",
        *DAY,
    ]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([*rough, "--engine", "dask", "--scheduler", cluster], cwd=tmp_path, env=env)
    while not list((tmp_path / "rough").rglob("part-*.json")) and process.poll() is None:
        time.sleep(0.01)
    os.kill(_a_worker(cluster), signal.SIGKILL)
    assert process.wait() == 0
    assert _files(tmp_path / "rough") == _files(tmp_path / "calm")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the guide's command is for a shell")
@pytest.mark.filterwarnings("ignore:.*use of fork")
def test_a_profile_that_hangs_on_a_cluster_becomes_an_error_row(
    cluster: str, catalog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_work(monkeypatch, lambda work: sleeping(work, "b.yaml"))
    question = Question(
        sources=(str(catalog),),
        into=str(tmp_path / "out"),
        date="2026-11-01",
        scheduler=cluster,
        partition=2,
        time_limit=2.0,
    )
    done = list(running.batch(question))[-1]
    assert (done.done, done.errors, done.is_complete) == (3, 1, True)
    (error,) = errors(tmp_path / "out")
    assert (error["key"], error["kind"]) == ("b.yaml", "stopped")
    assert "longer than 2 seconds" in str(error["message"])


@pytest.mark.slow
def test_a_cluster_without_workers_is_an_error_that_says_how_to_start_one(
    catalog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "_EVERY", 0.1)
    made: Any = distributed.LocalCluster  # it has no types
    with made(n_workers=0, processes=False, dashboard_address=":0") as empty:
        address = empty.scheduler_address
        question = Question(sources=(str(catalog),), into=str(tmp_path / "out"), date="2026-11-01", scheduler=address)
        with pytest.raises(OutputError, match=f"no worker.*dask worker {address}"):
            list(running.batch(question))


def _a_worker(address: str) -> int:
    code = "import os, sys, distributed as d; print(next(iter(d.Client(sys.argv[1]).run(os.getpid).values())))"
    return int(subprocess.run([sys.executable, "-c", code, address], capture_output=True, check=True).stdout)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
