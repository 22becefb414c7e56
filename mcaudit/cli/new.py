"""`mcaudit new`: begins a profile, as YAML to type in or as a form to fill in."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from mcaudit.app.exits import Exit
from mcaudit.app.import_record import import_record
from mcaudit.app.importing import Imported, Wishes, imported, keep, said_of, sources_in
from mcaudit.app.intake import FORMS, form_of, started, write_new
from mcaudit.app.loading import edition_of, read_besides
from mcaudit.app.writing import make_folder, write_whole
from mcaudit.cli import options
from mcaudit.cli.configuration import ConfigOption
from mcaudit.cli.emit import emit, notify, to_stderr
from mcaudit.cli.screen import show_problems
from mcaudit.errors import InputError, OutputError
from mcaudit.exchange.json_text import json_document
from mcaudit.model import Edition, Profile
from mcaudit.reading.declared import Kind, kind_of
from mcaudit.reading.limits import MAX_BYTES
from mcaudit.reading.profile.read import read_profile
from mcaudit.terms.sentences import joined

IdArgument = Annotated[
    str | None,
    typer.Argument(help="A short name that never changes: small letters, digits, and hyphens.", metavar="ID"),
]
TitleOption = Annotated[str | None, typer.Option(help="The micro-credential's name, as earners see it.")]
StateOption = Annotated[str | None, typer.Option(help="The state that reviews it, such as OH; or `national`.")]
FromOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--from",
        help="A profile, to fill the form with. Or published credentials (Open Badges, CTDL) or folders of them, to "
        "draft profiles; - is stdin. Repeatable.",
    ),
]
LanguageOption = Annotated[
    str, typer.Option(help="With --from: the language to use, if a credential has several.", metavar="CODE")
]
SeenOption = Annotated[str, typer.Option(help="With --from: the day you got the file, as YYYY-MM-DD.", metavar="DATE")]
PlaceOption = Annotated[
    list[str] | None,
    typer.Option(
        help="With --from: make a text of the file a statement about criteria, as criteria.narrative=1E-4,3A-1. "
        "Repeatable.",
        metavar="PLACE=IDS",
    ),
]
ReportOption = Annotated[
    Path | None,
    typer.Option(
        help="With --from: write as JSON what was taken, left over, and dropped; - is the screen.",
        metavar="FILE",
        show_default=False,
    ),
]
AnswerOption = Annotated[
    str | None, typer.Option(help="Write out all fields of these subcomponents, such as 1F,2C.", metavar="IDS")
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help="Write to FILE: .yaml, .html, or .xlsx; - is the screen. [default: ID.yaml]",
        metavar="FILE",
    ),
]
_SCREEN = Path("-")


def new(
    id: IdArgument = None,
    title: TitleOption = None,
    state: StateOption = None,
    answer: AnswerOption = None,
    start: FromOption = None,
    language: LanguageOption = "",
    seen: SeenOption = "",
    place: PlaceOption = None,
    report: ReportOption = None,
    output: OutputOption = None,
    edition: options.Edition = None,
    config: ConfigOption = None,
) -> None:
    """Start the profile of one micro-credential, in YAML or as a form that a provider fills in without a terminal.

    An existing file is never overwritten. `mcaudit intake read` reads the forms that come back.

    Examples:

      mcaudit new leading-number-talks --title "Leading Number Talks" --state OH --answer 1F,2C

      mcaudit new leading-number-talks --title "Leading Number Talks" --state OH -o form.html

      mcaudit new --from profile.yaml -o form.html

      mcaudit new --from badge.json --state OH -o drafts/ --report drafts/import.json
    """
    criteria = edition_of(edition)
    if start and not _is_profile(start):
        wishes = _wishes_of(id=id, title=title, state=state, language=language, seen=seen, place=place or [])
        if report is not None and report == output:
            raise typer.BadParameter("the drafts and the report need different files", param_hint="--report")
        besides = read_besides(None, edition, config, *(each for each in start if each.is_file()))
        raise typer.Exit(_draft_profiles(criteria, start, wishes, output, report, besides))
    if language or seen or place or report:
        message = "--language, --seen, --place, and --report go with a published credential: name it with --from"
        raise typer.BadParameter(message)
    _begin(criteria, id, title, state, start, answer or "", output)


def _begin(
    edition: Edition,
    id: str | None,
    title: str | None,
    state: str | None,
    start: list[Path] | None,
    answer: str,
    output: Path | None,
) -> None:
    """Write the form of the profile that is given, or of one that says nothing but its name."""
    answered = tuple(filter(None, answer.replace(" ", "").split(",")))
    kind = output.suffix.lower() if output else ".yaml"
    try:
        profile = _profile(edition, id, title, state, start, kind)
        content = form_of(edition, profile, kind, answered)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    _write(output, profile.id, content)


def _profile(
    edition: Edition, id: str | None, title: str | None, state: str | None, start: list[Path] | None, kind: str
) -> Profile:
    if not start:
        if id is None or title is None or state is None:
            given = {"ID": id, "--title": title, "--state": state}
            missing = joined([name for name, value in given.items() if value is None], "and")
            raise typer.BadParameter(f"missing: {missing}; give ID, --title, and --state, or a file with --from")
        return started(edition, id, title, state)
    if id or title or state:
        raise typer.BadParameter("the profile says its id, title, and state itself", param_hint="--from")
    if kind not in FORMS:
        message = f"a profile fills a form: name a file that ends in {' or '.join(FORMS)}"
        raise typer.BadParameter(message, param_hint="--output")
    return read_profile(edition, start[0])


def _is_profile(start: list[Path]) -> bool:
    """Return whether a form is to be filled with a profile, which is alone, and says that it is one."""
    return len(start) == 1 and start[0].is_file() and kind_of(start[0]) is Kind.PROFILE


def _write(output: Path | None, id: str, content: bytes) -> None:
    if output == _SCREEN:
        emit(content.decode(), machine=True)
        return
    target = output or Path(f"{id}.yaml")
    write_new(target, content)
    then = f"`mcaudit check {target.as_posix()}` shows what is not addressed yet"
    if target.suffix.lower() in FORMS:
        then = "`mcaudit intake read` takes back what is filled in"
    notify(f"wrote {target.as_posix()}; {then}")


# --- drafts of published credentials ---------------------------------------------------------------


def _wishes_of(
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


def _draft_profiles(
    edition: Edition,
    files: list[Path],
    wishes: Wishes,
    output: Path | None,
    report: Path | None,
    besides: Sequence[Path],
) -> Exit:
    """Draft a profile of each credential, and report in JSON on all of them, over nothing of `besides`.

    Return the exit code.
    """
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
        read = (*besides, *(Path(each.name) for each in sources))
        _report(report, json_document(record), (*read, *(target for target in targets if target != _SCREEN)))
    failed = bool(problems) or any(place is None for _, place in written)
    return Exit.MISTAKE if failed else Exit.PASS


def _report(report: Path, content: str, kept: Sequence[Path]) -> None:
    if report == _SCREEN:
        emit(content, machine=True)
    else:
        make_folder(report.parent)
        write_whole(report, content.encode(), lambda: kept)


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
