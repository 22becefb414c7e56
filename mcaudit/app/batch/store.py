"""Writes files at a path or any fsspec address, each whole or not at all."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

from mcaudit.app.writing import write_whole
from mcaudit.errors import OutputError

logging.getLogger("gcsfs").addHandler(logging.NullHandler())  # it would print the traceback of an error that it raises


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A folder at an address; paths in it are relative. Every method raises OutputError where it cannot be used."""

    url: str

    def put(self, name: str, content: bytes) -> None:
        """Write a file whole: on a disk beside its place and renamed, and on an object store in one request."""
        with self._as_output_error():
            system, root = self._system()
            path = f"{root}/{name}"
            if isinstance(system, LocalFileSystem):
                Path(path).parent.mkdir(parents=True, exist_ok=True)
                write_whole(Path(path), content, lambda: ())
            else:
                system.makedirs(path.rpartition("/")[0], exist_ok=True)
                system.pipe_file(path, content)

    def put_record(self, name: str, record: Any) -> None:
        """Write values as JSON that is the same each time."""
        self.put(name, (json.dumps(record, indent=2, sort_keys=True) + "\n").encode())

    def record(self, name: str) -> Any:
        """Return what a JSON file holds, or None where it is not there or cannot be parsed."""
        try:
            return json.loads(self.content(name))
        except (ValueError, RecursionError):
            return None

    def content(self, name: str) -> bytes:
        """Return what a file holds; nothing where it is not there."""
        with self._as_output_error("read"):
            system, root = self._system()
            try:
                return bytes(system.cat_file(f"{root}/{name}"))
            except FileNotFoundError:
                return b""

    def sizes(self, folder: str) -> Mapping[str, int]:
        """Return the bytes of each file and folder in a folder, by name; none if the folder does not exist."""
        with self._as_output_error():
            system, root = self._system()
            system.invalidate_cache()
            try:
                found = system.ls(f"{root}/{folder}", detail=True)
            except FileNotFoundError:
                return {}
            return {each["name"].rstrip("/").rpartition("/")[2]: each["size"] or 0 for each in found}

    def remove(self, name: str) -> None:
        """Remove a file or a folder, where it is there."""
        with self._as_output_error():
            system, root = self._system()
            if system.exists(f"{root}/{name}"):
                system.rm(f"{root}/{name}", recursive=True)

    def _system(self) -> tuple[Any, str]:
        system, root = fsspec.core.url_to_fs(self.url)
        return system, root.rstrip("/")

    @property
    def local_files(self) -> tuple[Path, ...]:
        """Every file of a folder on this machine; none at an address elsewhere."""
        with self._as_output_error("read"):
            system, root = self._system()
            is_local = isinstance(system, LocalFileSystem)
            return tuple(path for path in Path(root).rglob("*") if path.is_file()) if is_local else ()

    @contextmanager
    def _as_output_error(self, done: str = "written") -> Iterator[None]:
        try:
            yield
        except ImportError as error:
            message = f"{self.url} needs another package, such as s3fs, adlfs, or gcsfs: {error}"
            raise OutputError(message) from error
        except Exception as error:
            if reason := reason_of(error):
                raise OutputError(f"{self.url} cannot be {done}: {reason}") from error
            raise


def reason_of(error: Exception) -> str:
    """Return in one line why a file system failed, or nothing where the error is not one of it.

    Each store's package raises errors of its own besides OSError and ValueError.
    """
    if isinstance(error, FileNotFoundError) and not error.strerror:  # it would only name an address
        return "this bucket, container, or folder does not exist, or your credentials do not give access to it"
    is_ours = type(error).__module__.partition(".")[0] in ("builtins", "mcaudit")
    if is_ours and not isinstance(error, OSError | ValueError | NotImplementedError):
        return ""
    lines = str(error).strip().splitlines()
    return getattr(error, "strerror", None) or (lines[0] if lines else type(error).__name__)


def is_within(url: str, folder: str) -> bool:
    """Return whether an address is a folder, or in it."""
    try:
        (inner_system, inner), (outer_system, outer) = (fsspec.core.url_to_fs(each) for each in (url, folder))
    except (ImportError, ValueError):  # whoever opens it says so better
        return False
    same = inner_system.protocol == outer_system.protocol
    return same and f"{inner.rstrip('/')}/".startswith(f"{outer.rstrip('/')}/")
