"""Finds the media that reports are written in by listing their package."""

from __future__ import annotations

import pkgutil
from collections.abc import Collection
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from mcaudit.blocks import Document
from mcaudit.looks import View
from mcaudit.media import writers

_SUFFIXES = {"txt": "terminal", "md": "markdown"}
"""The ending of a file → its medium, where that has another name."""


class Writer(Protocol):
    """What a module of `mcaudit.media.writers` offers; its name is that of the medium."""

    def write(self, document: Document, view: View) -> bytes:
        """Return a document as the content of a file."""
        ...


def media_names() -> tuple[str, ...]:
    """Return the names of all media, without loading them."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(writers.__path__)))


def target_of(output: Path, names: Collection[str]) -> tuple[str, Path]:
    """Return the medium and the file of an output given as FILE or MEDIUM=FILE; `names` are the known media.

    The medium of a FILE is that of its ending, and need not be among the names.
    """
    medium, equals, rest = output.as_posix().partition("=")
    if equals and rest and medium in names:
        return medium, Path(rest)
    return medium_of(output.suffix), output


def medium_of(suffix: str) -> str:
    """Return the medium that files of an ending, such as .md, are of; it need not be one of `media_names`."""
    ending = suffix.removeprefix(".").lower()
    return _SUFFIXES.get(ending, ending)


def ending_of(medium: str) -> str:
    """Return the usual ending of a medium's files, such as .md."""
    return f".{next((ending for ending, name in _SUFFIXES.items() if name == medium), medium)}"


def writer_of(medium: str) -> Writer:
    """Return what writes a medium; `medium` is one of `media_names`."""
    return cast(Writer, import_module(f"{writers.__name__}.{medium}"))
