"""Writes one run in several formats at once, each to the screen or to a file of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import typer

from mcaudit.app.formats import format_names, format_of, load_format
from mcaudit.app.writing import WholeFile, opened_descriptor
from mcaudit.cli.emit import emit
from mcaudit.cli.media import is_named, target
from mcaudit.errors import OutputError
from mcaudit.exchange.format import Envelope
from mcaudit.media.plain import utf8
from mcaudit.media.registry import medium_of
from mcaudit.terms.run import Run, View

ON_SCREEN = "terminal"
DOCUMENTS = ("html", "pdf")
"""Media that hold the document of a single audit."""
_COMMANDS = "github"
"""The format that is made of commands to GitHub's runner."""
_SUMMARY_OF = {_COMMANDS: ("GITHUB_STEP_SUMMARY", "markdown")}
"""Formats beside which another goes to a file that the CI server names, and its variable."""
_MOST_OF_A_SUMMARY = 1_000_000
"""Bytes of a job's summary: GitHub takes 1 MiB of one step, and shows nothing of what is larger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A format, and the file it goes to: None is the screen; `added` where the file is another's."""

    format: str
    path: Path | None = None
    added: bool = False

    @property
    def is_document(self) -> bool:
        """Whether it holds the document of a single audit."""
        return self.format in DOCUMENTS


def targets(format: str | None, outputs: Sequence[str]) -> tuple[Target, ...]:
    """Return what is written where, for `--format` and each `--output` as it was given.

    A FILE takes the place of the screen, as `--format` or its ending says; MEDIUM=FILE comes beside it. Raise
    typer.BadParameter where an output names no medium that there is, or two go to one file.
    """
    named: list[Target] = []
    plain: list[Path] = []
    for output in outputs:
        medium, path = target(output, (*format_names(), *DOCUMENTS))
        if is_named(output, path):
            named.append(Target(format=medium, path=path))
        else:
            plain.append(path)
    if format and len(plain) > 1:
        raise typer.BadParameter("several outputs: say what each is, such as sarif=a.sarif", param_hint="--output")
    instead = [Target(format=format or _medium_in(path), path=path) for path in plain]
    wanted = (*(instead or [Target(format=format or ON_SCREEN)]), *named)
    _refuse_twice(wanted)
    return (*wanted, *_summaries(wanted))


def _medium_in(path: Path) -> str:
    """Return what the ending of a file stands for; a text as on a screen where it stands for nothing."""
    medium = medium_of(path.suffix)
    return medium if medium in DOCUMENTS else format_of(path) or ON_SCREEN


def _refuse_twice(wanted: Sequence[Target]) -> None:
    seen: set[str] = set()
    for each in wanted:
        real = os.path.realpath(each.path) if each.path else ""
        if real in seen:
            raise typer.BadParameter(f"two outputs go to {each.path}", param_hint="--output")
        seen.add(real)


def _summaries(wanted: Sequence[Target]) -> Iterable[Target]:
    for format in dict.fromkeys(each.format for each in wanted):
        variable, beside = _SUMMARY_OF.get(format, ("", ""))
        if variable and (path := os.environ.get(variable)):
            yield Target(format=beside, path=Path(path), added=True)


def standing() -> tuple[str, str]:
    """Return the current folder, and the one that a code host's paths begin at; each empty where it is not known.

    That is where the repository begins, and without one GitHub's workspace.
    """
    try:
        here = Path.cwd()
        begins = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), None)
    except OSError:  # the current folder is gone, or nobody may look above it
        return "", ""
    workspace = os.environ.get("GITHUB_WORKSPACE")
    return str(here), str(begins or (Path(workspace).resolve() if workspace else ""))


# --- writing -------------------------------------------------------------------------------------


class _Addition:
    """What is added to a file of the CI server, up to what it shows."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._left = _MOST_OF_A_SUMMARY - (path.stat().st_size if path.is_file() else 0)
        self._full = False

    def write(self, text: str) -> None:
        content = utf8(text)
        if self._full:
            return
        if len(content) > self._left:
            self._full = True
            content = b"\nMore was found than a summary can show; the log has all of it.\n"
        self._left -= len(content)
        try:
            with opened_descriptor(self._path) or self._path.open("ab") as stream:
                stream.write(content)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise OutputError(f"{self._path.as_posix()} cannot be written: {reason}") from error


class Stream:
    """One document on its way to one place; if that fails, the rest of it is left out, and the others go on."""

    def __init__(self, target: Target, run: Run, view: View, inputs: Callable[[], Iterable[Path]]) -> None:
        self.failure: OutputError | None = None
        self._file: WholeFile | None = None
        self._write: Callable[[str], object]
        if target.path is None:
            self._write = partial(emit, machine=target.format != ON_SCREEN, commands=target.format == _COMMANDS)
        elif target.added:
            self._write = _Addition(target.path).write
        else:
            self._file = file = WholeFile(target.path, inputs)
            self._write = lambda text: file.write(utf8(text))
        self.document = Envelope(load_format(target.format), run, view, self._put)

    def keep(self) -> None:
        """Put a file in its place; what goes anywhere else is there already."""
        if self._file is not None:
            self._try(self._file.keep)

    def drop(self) -> None:
        """Leave no file half written; what went anywhere else stays."""
        if self._file is not None:
            self._file.drop()

    def _put(self, text: str) -> None:
        self._try(partial(self._write, text))

    def _try(self, step: Callable[[], object]) -> None:
        if self.failure is None:
            try:
                step()
            except OutputError as error:
                self.failure = error


@contextmanager
def streams(
    wanted: Sequence[Target], run: Run, on_screen: View, in_file: View, inputs: Callable[[], Iterable[Path]]
) -> Iterator[Sequence[Stream]]:
    """Give what writes each target, and leave nothing half written behind.

    Raise OutputError where a file cannot be opened, or is one of the inputs.
    """
    opened: list[Stream] = []
    try:
        for each in wanted:
            view = in_file if each.path else on_screen
            opened.append(Stream(each, run, view, inputs))
        yield opened
    finally:
        for stream in opened:
            stream.drop()


def failures(written: Iterable[Stream]) -> list[OutputError]:
    """Return why some documents could not be written."""
    return [stream.failure for stream in written if stream.failure is not None]
