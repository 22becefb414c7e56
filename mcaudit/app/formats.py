"""Finds the formats of `check`: those for programs by listing a package, and those for people among the media."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import PurePath

from mcaudit.app.reports import loaded
from mcaudit.blocks import Block
from mcaudit.errors import Problem
from mcaudit.exchange import formats
from mcaudit.exchange.format import Format
from mcaudit.media.registry import ending_of, writer_of
from mcaudit.model import Audit
from mcaudit.report.check.parts import Parts
from mcaudit.terms.run import Ending, Run, View

_FOR_PEOPLE: Mapping[str, str] = {"terminal": "report.check.screen:PARTS", "markdown": "report.check.table:PARTS"}
"""What each medium is made of."""


def format_names() -> tuple[str, ...]:
    """Return the names of the formats, without loading them."""
    return tuple(sorted((*(module.name for module in pkgutil.iter_modules(formats.__path__)), *_FOR_PEOPLE)))


@cache
def load_format(name: str) -> Format:
    """Return one format; `name` is one of `format_names`."""
    if name in _FOR_PEOPLE:
        return _for_people(name, loaded(_FOR_PEOPLE[name]))
    found: Format = import_module(f"{formats.__name__}.{name}").FORMAT
    return found


def format_of(path: PurePath) -> str | None:
    """Return the format that the suffix of a file stands for, or None if it stands for none."""
    return next((name for name in format_names() if path.suffix.lower() in load_format(name).suffixes), None)


def _for_people(medium: str, parts: Parts) -> Format:
    """Return a format that writes blocks, with an empty line between two audits."""
    writer = writer_of(medium)

    def text(blocks: Iterable[Block], view: View) -> Iterator[str]:
        if made := writer.text_of(blocks, view):
            yield made

    def records(audit: Audit, run: Run, view: View) -> Iterator[str]:
        return text(parts.audit(audit, run, view), view)

    def problems(found: Sequence[Problem], run: Run, view: View) -> Iterator[str]:
        return text(parts.problems(found), view)

    def header(run: Run, view: View) -> str:
        return "".join(f"{each}\n" for each in text(parts.before(run), view))

    def trailer(ending: Ending, run: Run, view: View) -> str:
        return "".join(f"\n{each}" for each in text(parts.after(ending, run), view))

    return Format(
        records=records, problems=problems, between="\n", header=header, trailer=trailer, suffixes=(ending_of(medium),)
    )
