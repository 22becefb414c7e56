"""The part of `mcaudit new` that drafts profiles from published credentials."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from mcaudit.app.exits import Exit
from mcaudit.app.import_record import import_record
from mcaudit.app.importing import Imported, Wishes, imported, keep, said_of, sources_in
from mcaudit.app.writing import make_folder, write_whole
from mcaudit.cli.emit import emit, notify, to_stderr
from mcaudit.cli.screen import show_problems
from mcaudit.errors import InputError, OutputError
from mcaudit.exchange.json_text import json_document
from mcaudit.model import Edition
from mcaudit.reading.limits import MAX_BYTES

_SCREEN = Path("-")


def wishes_of(
    *, id: str | None, title: str | None, state: str | None, language: str, seen: str, place: list[str]
) -> Wishes:
    """Return what a person says about drafts; raise typer.BadParameter where a part is missing or unclear."""
    if state is None:
        message = "say which state reviews it, such as OH, or `national`: a credential does not say so"
        raise typer.BadParameter(message, param_hint="--state")
    placed: dict[str, list[str]] = {}
    for each in place:
        where, equals, ids = each.rpartition("=")
        criteria = [name.strip() for name in ids.split(",") if name.strip()]
        if not equals or not where or not criteria:
            raise typer.BadParameter(f"“{each}” must be a place and criteria, as criteria.narrative=1E-4,3A-1")
        placed[where] = criteria
    return Wishes(id=id or "", title=title or "", state=state, language=language, seen=seen, placed=placed)


def draft_profiles(
    edition: Edition, files: list[Path], wishes: Wishes, output: Path | None, report: Path | None
) -> Exit:
    """Draft a profile of each credential, and report in JSON on all of them; return the exit code."""
    piped = sys.stdin.buffer.read(MAX_BYTES + 1) if _SCREEN in files else None
    sources, problems = sources_in(files, piped)
    made: list[Imported] = []
    for each in imported(edition, sources, wishes):
        if isinstance(each, InputError):
            problems += tuple(each.problems)
        else:
            made.append(each)
    show_problems(problems)
    if not sources and not problems:
        raise typer.BadParameter("there are no published credentials in the folder", param_hint="--from")
    _refuse_one_file_for_many(made, output, wishes)
    one_file = output if output is not None and _is_one_file(output) else None
    targets = [one_file or (output or Path()) / f"{each.id}.yaml" for each in made]
    written = [(each, _written(each, target)) for each, target in zip(made, targets, strict=True)]
    if report is not None:
        record = import_record(wishes.state, [(each, place or "") for each, place in written], problems)
        _report(report, json_document(record), files)
    failed = bool(problems) or any(place is None for _, place in written)
    return Exit.MISTAKE if failed else Exit.PASS


def _report(report: Path, content: str, files: list[Path]) -> None:
    if report == _SCREEN:
        emit(content, machine=True)
    else:
        make_folder(report.parent)
        write_whole(report, content.encode(), lambda: [each for each in files if each.is_file()])


def _refuse_one_file_for_many(made: list[Imported], output: Path | None, wishes: Wishes) -> None:
    if len(made) < 2:  # noqa: PLR2004
        return
    if output is not None and _is_one_file(output):
        message = f"there are {len(made)} credentials; name a folder, such as drafts/"
        raise typer.BadParameter(message, param_hint="--output")
    if wishes.id or wishes.title or wishes.placed:
        raise typer.BadParameter("ID, --title, and --place are for one credential; draft them one at a time")


def _is_one_file(output: Path) -> bool:
    return output == _SCREEN or output.suffix.lower() in (".yaml", ".yml")


def _written(made: Imported, target: Path) -> str | None:
    """Write a draft, and say what became of it; return where it is (nothing on the screen), or None if it failed."""
    if target == _SCREEN:
        emit(made.yaml.decode(), machine=True)
        notify(f"the draft cites {made.copy}; save a copy of {made.source.name} there")
    else:
        try:
            keep(made, target)
        except OutputError as error:
            to_stderr(f"{made.source.name}: error: {error}")
            return None
    for line in said_of(made):
        notify(line)
    if target == _SCREEN:
        return ""
    notify(f"wrote {target.as_posix()}; `mcaudit check {target.as_posix()}` shows what is not addressed yet")
    return target.as_posix()
