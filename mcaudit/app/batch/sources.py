"""Reads a catalog row by row: folders, ZIP archives, JSON lines, and Parquet, at a path or any fsspec address."""

from __future__ import annotations

import gzip
import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
from fsspec.implementations.local import LocalFileSystem

from mcaudit.app.batch.rows import MAX_ROW, Row, bad, readable, row_of_cells, row_of_file, row_of_line, too_long
from mcaudit.app.batch.store import reason_of
from mcaudit.errors import InputError

_PROFILES = (".yaml", ".yml", ".json")
_SPECIAL, _COPY = "this is not a regular file", "copy its content into a file"
_GROUP = 500
"""Rows of Parquet that are held at once."""


def rows_of(sources: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of all sources; raise InputError where a source itself cannot be read."""
    for source in sources:
        system, path = _opened(source)
        with _as_input_error(source):
            yield from _rows(system, path, readable(path.rstrip("/").rpartition("/")[2]), source)


def count_of(sources: Sequence[str]) -> int:
    """Return how many rows the sources have; raise InputError where a source itself cannot be read.

    What is wrong with a whole file is found here, before hours are spent on those before it.
    """
    total = 0
    for source in sources:
        system, path = _opened(source)
        with _as_input_error(source):
            total += _count(system, path, source)
    return total


def _opened(source: str) -> tuple[Any, str]:
    """Return the file system of a source and its path there."""
    with _as_input_error(source):
        system, path = fsspec.core.url_to_fs(source)
        if not system.exists(path):
            raise InputError.of(source, "there is no such file or folder", "check the path or the address")
        if not (system.isdir(path) or _reader(path) or path.lower().endswith(_PROFILES)):
            raise InputError.of(source, "this is not a source that can be read", f"name a folder or a file: {_ENDINGS}")
    return system, path


@contextmanager
def _as_input_error(source: str) -> Iterator[None]:
    """Say which source cannot be read, and why."""
    try:
        yield
    except ImportError as error:
        help = "install the package that reads such addresses, such as s3fs, adlfs, or gcsfs"
        raise InputError.of(source, f"this address needs another package: {error}", help) from error
    except (zipfile.BadZipFile, EOFError, zlib.error) as error:
        raise InputError.of(source, f"the archive is damaged or cut off: {error}", "get it again") from error
    except _LacksColumnsError as error:
        raise InputError.of(source, str(error), "name its columns `key` and `content`") from error
    except pa.ArrowException as error:
        raise InputError.of(
            source, f"this is not a Parquet file that can be read: {error}", "write it again"
        ) from error
    except Exception as error:
        if reason := reason_of(error):
            raise InputError.of(
                source, f"this source cannot be read: {reason}", "check its path and permissions"
            ) from error
        raise


def _files(system: Any, folder: str) -> Iterator[tuple[str, str]]:
    """Yield the path of each file of a folder with its path from there, without hidden ones, in order."""
    root = folder.rstrip("/") + "/"
    for path in sorted(system.find(folder)):
        inner = path.removeprefix(root)
        if not any(part.startswith((".", "_")) for part in inner.split("/")):
            yield path, readable(inner)


def _rows(system: Any, path: str, key: str, name: str) -> Iterator[Row]:
    """Yield the rows of a folder or a file; `name` is how messages name it."""
    if system.isdir(path):
        for file, inner in _files(system, path):
            yield from _rows(system, file, inner, f"{name.rstrip('/')}/{inner}")
    elif reader := _reader(path):
        _refuse_special(system, path, name)
        with _as_input_error(name), system.open(path, "rb") as stream:
            yield from reader[0](stream, key)
    elif path.lower().endswith(_PROFILES):
        yield _file(system, path, key)


def _file(system: Any, path: str, key: str) -> Row:
    if _is_special(system, path):
        return bad(key, _SPECIAL, _COPY)
    try:
        with system.open(path, "rb") as stream:
            content = stream.read(MAX_ROW + 1)
    except OSError as error:
        return bad(key, f"this file cannot be read: {error.strerror or error}", "check its permissions")
    return too_long(key) if len(content) > MAX_ROW else row_of_file(key, content)


def _refuse_special(system: Any, path: str, name: str) -> None:
    if _is_special(system, path):
        raise InputError.of(name, _SPECIAL, _COPY)


def _is_special(system: Any, path: str) -> bool:
    """Return whether a path is a pipe or a device of this computer, which would be waited for."""
    try:
        return isinstance(system, LocalFileSystem) and not stat.S_ISREG(Path(path).stat().st_mode)
    except OSError:
        return False  # opening it says why


def _count(system: Any, path: str, name: str) -> int:
    if system.isdir(path):
        folder = name.rstrip("/")
        return sum(_count(system, file, f"{folder}/{inner}") for file, inner in _files(system, path))
    if reader := _reader(path):
        _refuse_special(system, path, name)
        with _as_input_error(name), system.open(path, "rb") as stream:
            return reader[1](stream)
    return 1 if path.lower().endswith(_PROFILES) else 0


# --- ZIP archives --------------------------------------------------------------------------------


def _zip_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [each for each in archive.infolist() if not each.is_dir() and each.filename.lower().endswith(_PROFILES)]


def _zip_rows(stream: Any, _: str) -> Iterator[Row]:
    with zipfile.ZipFile(stream) as archive:
        for member in _zip_members(archive):
            yield _zip_row(archive, member)


def _zip_row(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Row:
    key = readable(member.filename)
    try:
        with archive.open(member) as opened:
            content = opened.read(MAX_ROW + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        return bad(key, f"this member of the archive cannot be read: {error}", "get the archive again")
    return too_long(key) if len(content) > MAX_ROW else row_of_file(key, content)


def _zip_count(stream: Any) -> int:
    with zipfile.ZipFile(stream) as archive:
        return len(_zip_members(archive))


# --- JSON lines ----------------------------------------------------------------------------------


class _Stream(io.RawIOBase):
    """What a store opens, of which some read lines only of any length."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        content = self._stream.read(len(buffer))
        buffer[: len(content)] = content
        return len(content)


def _lines(opened: Any) -> Iterator[bytes]:
    """Yield the lines, each at most one byte longer than a row may be."""
    stream = io.BufferedReader(_Stream(opened))
    while line := stream.readline(MAX_ROW + 1):
        rest = line
        while len(rest) > MAX_ROW and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_ROW + 1)
        yield line


def _line_rows(stream: Any, key: str) -> Iterator[Row]:
    for number, line in enumerate(_lines(stream), start=1):
        if line.strip():
            mine = f"{key}:{number}"
            yield too_long(mine) if len(line) > MAX_ROW else row_of_line(mine, line)


def _line_count(stream: Any) -> int:
    return sum(1 for line in _lines(stream) if line.strip())


def _unpacked(read: Callable[..., Any]) -> Callable[..., Any]:
    return lambda stream, *rest: read(gzip.GzipFile(fileobj=stream), *rest)


# --- Parquet -------------------------------------------------------------------------------------


class _LacksColumnsError(Exception):
    """A table has other columns than it needs."""


def _table(stream: Any) -> pq.ParquetFile:
    file = pq.ParquetFile(stream)
    names = file.schema_arrow.names
    if missing := {"key", "content"} - set(names):
        raise _LacksColumnsError(f"this table has no column {' and '.join(sorted(missing))}; it has {', '.join(names)}")
    return file


def _parquet_rows(stream: Any, key: str) -> Iterator[Row]:
    file = _table(stream)
    for group in file.iter_batches(_GROUP, columns=["key", "content"]):
        for name, content in zip(group.column("key").to_pylist(), group.column("content").to_pylist(), strict=True):
            yield row_of_cells(name, content)


def _parquet_count(stream: Any) -> int:
    return int(_table(stream).metadata.num_rows)


_READERS: dict[str, tuple[Callable[[Any, str], Iterator[Row]], Callable[[Any], int]]] = {
    ".zip": (_zip_rows, _zip_count),
    ".jsonl": (_line_rows, _line_count),
    ".jsonl.gz": (_unpacked(_line_rows), _unpacked(_line_count)),
    ".parquet": (_parquet_rows, _parquet_count),
}
"""How a file with many rows is read, and its rows counted, by its ending."""
_ENDINGS = ", ".join((*_READERS, *_PROFILES))


def _reader(path: str) -> tuple[Callable[[Any, str], Iterator[Row]], Callable[[Any], int]] | None:
    return next((reader for ending, reader in _READERS.items() if path.lower().endswith(ending)), None)
