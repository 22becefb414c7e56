"""Sources of a catalog: each row comes once, whatever it holds, and a source that cannot be read is named."""

from __future__ import annotations

import gzip
import json
import os
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from fsspec.spec import AbstractBufferedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mcaudit.app.batch.rows import MAX_ROW, row_of_cells, row_of_line
from mcaudit.app.batch.sources import count_of, rows_of
from mcaudit.errors import InputError
from tests.conftest import MINIMAL, examples, faults_in

PROFILE = {"format": "mcaudit-profile/1", "id": "made", "title": "Made", "state": "OH"}


def read(*sources: Path | str) -> list[tuple[str, bytes, str]]:
    named = [str(each) for each in sources]
    rows = list(rows_of(named))
    assert count_of(named) == len(rows)
    return [(row.key, row.content, row.problem) for row in rows]


def test_a_folder_gives_its_profiles_by_their_path_in_it(tmp_path: Path) -> None:
    (tmp_path / "ohio").mkdir()
    (tmp_path / "ohio" / "b.yaml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps(PROFILE), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no profile", encoding="utf-8")
    (tmp_path / ".hidden.yaml").write_text(MINIMAL, encoding="utf-8")
    assert [(key, problem) for key, _, problem in read(tmp_path)] == [("a.json", ""), ("ohio/b.yaml", "")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_named_and_never_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(PROFILE), encoding="utf-8")
    os.mkfifo(tmp_path / "b.yaml")
    assert [(key, problem) for key, _, problem in read(tmp_path)] == [
        ("a.json", ""),
        ("b.yaml", "this is not a regular file"),
    ]
    os.mkfifo(tmp_path / "c.jsonl")
    for ask in (count_of, lambda names: list(rows_of(names))):
        with pytest.raises(InputError, match=r"c\.jsonl: this is not a regular file"):
            ask([str(tmp_path)])


def test_an_archive_of_a_registry_gives_what_its_envelopes_hold(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "registry.zip", "w") as archive:
        archive.writestr("ce-1.json", json.dumps({"envelope_id": "1", "decoded_resource": PROFILE}))
        archive.writestr("ce-2.json", json.dumps(PROFILE))
        archive.writestr("ce-3.json", "{not json")
    first, second, third = read(tmp_path / "registry.zip")
    assert first[0] == "ce-1.json"
    assert json.loads(first[1]) == json.loads(second[1]) == PROFILE
    assert third == ("ce-3.json", b"{not json", "")


def test_a_damaged_member_of_an_archive_is_a_bad_row(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("bad.yaml", MINIMAL)
        archive.writestr("good.yaml", MINIMAL)
    path.write_bytes(path.read_bytes().replace(b"title: Minimal", b"title: Mxnimal", 1))
    bad, good = read(path)
    assert bad[2]
    assert good == ("good.yaml", MINIMAL.encode(), "")


def test_a_member_that_unpacks_to_too_much_is_a_bad_row(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.yaml", b"x" * (MAX_ROW + 1))
    ((key, content, problem),) = read(tmp_path / "a.zip")
    assert (key, content) == ("bomb.yaml", b"")
    assert problem


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_lines_are_rows(tmp_path: Path, name: str) -> None:
    lines = [json.dumps({"key": "one", "content": MINIMAL}), "", "oops", json.dumps({"key": "two", "content": PROFILE})]
    lines += [json.dumps(PROFILE), json.dumps({"key": "three"}), '{"key": "four", "content": 5}']
    text = "\n".join(lines).encode()
    (tmp_path / name).write_bytes(gzip.compress(text) if name.endswith("gz") else text)
    found = read(tmp_path / name)
    assert [key for key, _, _ in found] == ["one", f"{name}:3", "two", "made", "three", "four"]
    assert [bool(problem) for _, _, problem in found] == [False, True, False, False, False, True]
    assert found[0][1] == MINIMAL.encode()


def test_a_line_that_is_too_long_is_a_bad_row_and_the_next_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'"' + b"x" * (2 * MAX_ROW) + b'"\n' + json.dumps(PROFILE).encode())
    long, fine = read(tmp_path / "a.jsonl")
    assert long[2]
    assert fine[0] == "made"


def test_a_table_has_a_key_and_a_content(tmp_path: Path) -> None:
    table = pa.table({"key": ["a", None, "c"], "content": [MINIMAL, MINIMAL, None], "more": [1, 2, 3]})
    pq.write_table(table, tmp_path / "a.parquet")
    found = read(tmp_path / "a.parquet")
    assert [(key, bool(problem)) for key, _, problem in found] == [("a", False), ("", True), ("c", True)]


def test_an_address_is_read_like_a_path() -> None:
    with fsspec.open("memory://catalog/a.jsonl", "wb") as stream:
        stream.write(json.dumps({"key": "one", "content": MINIMAL}).encode())
    assert read("memory://catalog/a.jsonl") == [("one", MINIMAL.encode(), "")]


def test_lines_are_read_from_a_store_that_reads_only_whole_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of S3, Azure, and Google stores are of this kind; those of `memory://` are not."""
    text = json.dumps({"key": "one", "content": MINIMAL}).encode()
    system = fsspec.filesystem("memory")
    system.pipe(
        {"/lines/a.jsonl": text + b"\n" + text.replace(b"one", b"two"), "/lines/b.jsonl.gz": gzip.compress(text)}
    )
    monkeypatch.setattr(MemoryFileSystem, "_open", lambda self, path, **_: Remote(self, path, size=self.size(path)))
    assert [key for key, _, _ in read("memory://lines")] == ["one", "two", "one"]


class Remote(AbstractBufferedFile):  # type: ignore[misc]
    """A file of a store, read in ranges."""

    def _fetch_range(self, start: int, end: int) -> bytes:
        return bytes(self.fs.store[self.path].getvalue()[start:end])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("none.zip", None),
        ("a.zip", b"not a zip"),
        ("a.parquet", b"not a table"),
        ("a.jsonl.gz", b"not packed"),
        ("cut.jsonl.gz", gzip.compress(json.dumps(PROFILE).encode() * 500)[:-20]),
        ("a.txt", b"a text"),
    ],
)
def test_a_source_that_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert faults_in(list, rows_of([str(tmp_path / name)]))[0].path.endswith(name)


@pytest.mark.parametrize("read", [rows_of, count_of], ids=["rows", "count"])
def test_a_table_without_its_columns_says_which_it_has(
    tmp_path: Path, read: Callable[[list[str]], Iterable[object]]
) -> None:
    pq.write_table(pa.table({"id": ["a"], "text": ["b"]}), tmp_path / "a.parquet")
    with pytest.raises(InputError, match="content and key; it has id, text"):
        list(read([str(tmp_path / "a.parquet")]))


@pytest.mark.parametrize("name", ["b.txt", "b.zip", "in/b.zip"])
def test_a_source_that_cannot_be_read_is_named_before_any_row_is_audited(tmp_path: Path, name: str) -> None:
    """A file of a folder is named, and not only its folder."""
    (tmp_path / "in").mkdir()
    (tmp_path / "a.jsonl").write_text(json.dumps(PROFILE), encoding="utf-8")
    (tmp_path / name).write_bytes(b"not a zip")
    sources = [str(tmp_path / "a.jsonl"), str(tmp_path / name.partition("/")[0])]
    assert faults_in(count_of, sources)[0].path.endswith(name)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["key", "content", "id", "x"]), inner),
    max_leaves=6,
)


@examples(300)
@given(st.one_of(st.binary(max_size=40), JSON.map(lambda value: json.dumps(value).encode())))
def test_any_line_is_one_row_with_a_key(line: bytes) -> None:
    row = row_of_line("a.jsonl:1", line)
    assert row.key.encode()
    assert not (row.problem and row.content)


@examples(300)
@given(JSON | st.binary(max_size=20), JSON | st.binary(max_size=20))
def test_any_two_cells_are_one_row(key: object, content: object) -> None:
    row = row_of_cells(key, content)
    row.key.encode()
    assert not (row.problem and row.content)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.binary(max_size=20).filter(lambda line: b"\n" not in line and line.strip()), max_size=6))
def test_no_line_of_a_file_is_lost(tmp_path: Path, lines: list[bytes]) -> None:
    (tmp_path / "any.jsonl").write_bytes(b"\n".join(lines))
    assert len(read(tmp_path / "any.jsonl")) == len(lines)
