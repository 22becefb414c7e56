"""`mcaudit compare`: lays micro-credentials side by side, within and across states."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from mcaudit.app.exits import Exit, most_severe
from mcaudit.app.finding import skipped_notices
from mcaudit.app.names import audit_links
from mcaudit.app.preparing import Question, prepared
from mcaudit.app.reports import COMPARISON
from mcaudit.app.reviews import review_notices
from mcaudit.app.writing import write_whole
from mcaudit.cli.auditing import audit_all
from mcaudit.cli.configuration import ConfigOption, exclusions
from mcaudit.cli.emit import emit, notify
from mcaudit.cli.media import output_option, screen_medium, targets_of
from mcaudit.cli.options import (
    ColorOption,
    DateOption,
    DecisionsOption,
    EditionOption,
    ExcludeOption,
    PathsArgument,
    PolicyOption,
    audit_date,
)
from mcaudit.cli.screen import Color, view_of
from mcaudit.cli.tables import tables_among
from mcaudit.cli.used import configuration_notices, used
from mcaudit.cli.versions import show_versions
from mcaudit.comparison.comparison import comparison
from mcaudit.comparison.entries import entry_of
from mcaudit.errors import InputError, Problem
from mcaudit.late import late
from mcaudit.looks import View
from mcaudit.media.addresses import is_page
from mcaudit.media.registry import ending_of
from mcaudit.model import Gate
from mcaudit.model.words import GroupBy

if TYPE_CHECKING:
    from pathlib import Path

    from mcaudit.app.batch.tables import Tables
    from mcaudit.model.comparison import Comparison, Entry

_ON_SCREEN = "terminal"
_LEAST = 2


EXAMPLES = (
    "Examples:",
    "  mcaudit compare profiles/",
    "  mcaudit compare profiles/ -o comparison.html -o comparison.xlsx",
    "  mcaudit compare --versions old.yaml new.yaml",
    "  mcaudit compare --by issuer --policy own profiles/illinois -o comparison.pdf",
    "  mcaudit compare tables/ -o comparison.html",
)
OutputOption = Annotated[list[str] | None, output_option(", ".join(map(ending_of, COMPARISON.media)))]
FormatOption = Annotated[
    str,
    typer.Option("--format", "-f", help="How to print if no file is given: terminal, csv, or json.", metavar="MEDIUM"),
]
ByOption = Annotated[GroupBy, typer.Option(help="What to group by.")]
VersionsOption = Annotated[
    bool, typer.Option("--versions", help="Compare two versions of one profile: what changed, and the score.")
]
AuditsOption = Annotated[
    str | None,
    typer.Option(
        "--audits",
        help="Link each title to its audit: the directory that `mcaudit report -o DIRECTORY --format html` wrote, as "
        "seen from the comparison, or its web address.",
        metavar="FOLDER|URL",
        show_default=False,
    ),
]
GateOption = Annotated[Gate, typer.Option(help="The gate whose verdicts are counted.")]


def compare(
    context: typer.Context,
    paths: PathsArgument,
    output: OutputOption = None,
    format: FormatOption = _ON_SCREEN,
    by: ByOption = GroupBy.STATE,
    versions: VersionsOption = False,
    gate: GateOption = Gate.ENDORSEMENT,
    audits: AuditsOption = None,
    exclude: ExcludeOption = None,
    date: DateOption = None,
    policy: PolicyOption = None,
    color: ColorOption = Color.AUTO,
    decisions: DecisionsOption = None,
    edition: EditionOption = None,
    config: ConfigOption = None,
) -> None:
    """Compare micro-credentials: what they address and meet, key facts, hours and currency, and stacks.

    PATH may also be the tables that `mcaudit batch` wrote, of up to 20,000 profiles.

    The exit code says whether everything was read and written, not what the verdicts are.
    """
    question = Question(
        paths=paths,
        date=audit_date(date),
        exclude=exclusions(context, exclude),
        edition=edition,
        policy=policy,
        decisions=decisions or (),
        besides=(config,),
    )
    if versions:
        show_versions(question, output or (), format, gate=gate, color=color)
        return
    asked = _Asked(outputs=output or (), format=format, by=by, gate=gate, color=color, audits=audits)
    tables = tables_among(context, paths, "audits")
    raise typer.Exit(_of_tables(tables, asked) if tables else _compared(question, asked))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """How the comparison is made and shown."""

    outputs: Sequence[str]
    format: str
    by: GroupBy
    gate: Gate
    color: Color
    audits: str | None


def _compared(question: Question, asked: _Asked) -> Exit:
    """Compare, write, and report problems; return the exit code."""
    _check(asked)
    found = prepared(question)
    audited = audit_all(found, asked.gate, entry_of)
    entries = audited.shown
    if len(entries) < _LEAST:
        message = f"a comparison needs at least two micro-credentials, but only {len(entries)} could be audited"
        name = question.paths[0].as_posix()
        raise InputError([Problem(path=name, message=message, help="name more profiles, or a directory")])
    result = comparison(
        found.edition,
        entries,
        date=found.date,
        gate=asked.gate,
        by=asked.by,
        under=found.under,
        policies=found.policies,
        notices=(*found.stale, *_notices(entries), *skipped_notices(found.skipped), *configuration_notices()),
    )
    if asked.audits:
        result = replace(result, links=audit_links(found.files, _pages(asked.audits)))
    _show(result, asked, lambda: audited.read)
    about_reviews = review_notices(found.reviews, {entry.id for entry in entries}, day=found.date)
    for notice in (*result.notices, *about_reviews):
        notify(notice)
    used.clear()  # it has been reported
    return most_severe(audited.exits)


def _of_tables(tables: Tables, asked: _Asked) -> Exit:
    """Compare what a batch audited; return the exit code."""
    _check(asked)
    made = late("mcaudit.app.batch.compared").comparison_of_tables(tables, asked.gate, asked.by)
    result = replace(made, notices=(*made.notices, *_notices(made.entries)))
    _show(result, asked, lambda: tables.files)
    for notice in result.notices:
        notify(notice)
    return Exit.PASS


def _check(asked: _Asked) -> None:
    """Refuse what cannot be shown before anything is audited."""
    targets_of(COMPARISON, asked.outputs)
    screen_medium(COMPARISON, asked.format)


def _show(result: Comparison, asked: _Asked, read: Callable[[], Sequence[Path]]) -> None:
    """Write the comparison to files, over none that was read, or show it."""
    targets = targets_of(COMPARISON, asked.outputs)
    for medium, path in targets:
        write_whole(path, COMPARISON.content(result, medium, View(width=100)), read)
    if not targets:
        shown = screen_medium(COMPARISON, asked.format)
        content = COMPARISON.content(result, shown, view_of(sys.stdout, asked.color)).decode("utf-8")
        emit(content, machine=shown != _ON_SCREEN)


def _pages(audits: str) -> str:
    """Return where audits lie; raise typer.BadParameter where a page may not lead there."""
    if not is_page(audits):
        raise typer.BadParameter(f"“{audits}” is neither a directory nor a web address", param_hint="--audits")
    return audits


def _notices(entries: Sequence[Entry]) -> Sequence[str]:
    notices = []
    seen: dict[str, str] = {}
    for entry in entries:
        if entry.id in seen:
            notices.append(f"{seen[entry.id]} and {entry.path} have the same id, `{entry.id}`")
        seen[entry.id] = entry.path
    fictional = sum(entry.fictional for entry in entries)
    if fictional:
        are, them = ("is", "is not") if fictional == 1 else ("are", "are not")
        left = "" if fictional == len(entries) else f" and {them} counted in the totals"
        notices.append(f"{fictional} of the {len(entries)} {are} fictional{left}")
    readings = sum(entry.is_reading for entry in entries)
    if readings:
        are, them = ("is a reading", "it") if readings == 1 else ("are readings", "them")
        notices.append(f"{readings} of the {len(entries)} {are} of public pages; no provider submitted {them}")
    return notices
