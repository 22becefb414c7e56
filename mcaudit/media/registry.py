"""Finds the media that reports are written in by listing their package."""

from __future__ import annotations

import pkgutil
from collections.abc import Collection, Iterable
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from mcaudit.blocks import Block, Document
from mcaudit.looks import View
from mcaudit.media import writers

_SUFFIXES = {"txt": "terminal", "md": "markdown"}
"""The ending of a file → its medium, where that has another name. As names of media these are the old ones."""


class Writer(Protocol):
    """What a module of `mcaudit.media.writers` offers; its name is that of the medium."""

    def write(self, document: Document, view: View) -> bytes:
        """Return a document as the content of a file."""
        ...

    def text_of(self, blocks: Iterable[Block], view: View) -> str:
        """Return blocks as a piece of a text that may go on; only terminal and markdown do."""
        ...


def media_names() -> tuple[str, ...]:
    """Return the names of all media, without loading them."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(writers.__path__)))


def target_of(output: str, names: Collection[str]) -> tuple[str, Path]:
    """Return the medium and the file of an output, FILE or MEDIUM=FILE; `names` are the media that there are.

    The medium of a FILE is that of its ending, and need not be among the names. Raise ValueError where MEDIUM is not
    one of them, or no FILE follows. A FILE with an equals sign in its name is written with its folder, as ./a=b.txt.
    """
    medium, equals, rest = output.partition("=")
    if not equals or "/" in medium or "\\" in medium or "." in medium:
        path = Path(output)
        return medium_of(path.suffix), path
    if medium_of(medium) not in names:
        known = ", ".join(sorted(names))
        raise ValueError(f"“{medium}” is not one of {known}; for a file of this name write ./{output}")
    if not rest:
        raise ValueError(f"give a file after {medium}=")
    return medium_of(medium), Path(rest)


def medium_of(suffix: str) -> str:
    """Return the medium that files of an ending, such as .md, are of; it need not be one of `media_names`."""
    ending = suffix.removeprefix(".").lower()
    return _SUFFIXES.get(ending, ending)


def is_old_name(medium: str) -> bool:
    """Return whether a medium is called by a name that the next release no longer takes."""
    return medium.lower() in _SUFFIXES


def ending_of(medium: str) -> str:
    """Return the usual ending of a medium's files, such as .md."""
    return f".{next((ending for ending, name in _SUFFIXES.items() if name == medium), medium)}"


def writer_of(medium: str) -> Writer:
    """Return what writes a medium; `medium` is one of `media_names`."""
    return cast(Writer, import_module(f"{writers.__name__}.{medium}"))
