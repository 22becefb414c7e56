"""`mcaudit compare`: lays micro-credentials side by side, within and across states."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mcaudit.app.auditing import Task, Unaudited, outcomes
from mcaudit.app.exits import Exit, gravest
from mcaudit.app.finding import find_profiles, skipped_notices
from mcaudit.app.loading import NO_POLICY, edition_of, own_policies, policy_in_force, read_besides
from mcaudit.app.reviews import files_of, review_notices, reviews_of
from mcaudit.app.writing import write_whole
from mcaudit.cli.configuration import ConfigOption, exclusions
from mcaudit.cli.emit import emit, notify, tell
from mcaudit.cli.kinds import Kinds
from mcaudit.cli.options import (
    ColorOption,
    DateOption,
    DecisionsOption,
    EditionOption,
    ExcludeOption,
    PathsArgument,
    audit_date,
)
from mcaudit.cli.screen import Color, show_problem, view_of, with_progress
from mcaudit.cli.used import configuration_notices, used
from mcaudit.cli.versions import show_versions
from mcaudit.comparison.comparison import comparison
from mcaudit.comparison.entries import entry_of
from mcaudit.errors import InputError, Problem
from mcaudit.exchange.comparison import comparison_record
from mcaudit.model import Audit, Edition, Gate, Policy
from mcaudit.model.words import GroupBy
from mcaudit.render.comparison import registry
from mcaudit.render.report import View

if TYPE_CHECKING:
    from mcaudit.model.comparison import Comparison, Entry

_KINDS = Kinds(registry, comparison_record)
_ON_SCREEN = "txt"
_LEAST = 2


def compare(
    context: typer.Context,
    paths: PathsArgument,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            help=f"Write to FILE, as its extension says: {', '.join(_KINDS.names())}. Repeatable.",
            metavar="FILE",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        str,
        typer.Option("--format", "-f", help="How to print if no file is given: txt, csv, or json.", metavar="KIND"),
    ] = _ON_SCREEN,
    by: Annotated[GroupBy, typer.Option(help="What to group by.")] = GroupBy.STATE,
    versions: Annotated[
        bool, typer.Option("--versions", help="Compare two versions of one profile: what changed, and the score.")
    ] = False,
    gate: Annotated[Gate, typer.Option(help="The gate whose verdicts are counted.")] = Gate.ENDORSEMENT,
    exclude: ExcludeOption = None,
    date: DateOption = None,
    policy: Annotated[
        str | None,
        typer.Option(
            help="One policy for all, or `none`. [default: the policy of each state]",
            metavar="NAME|FILE",
            show_default=False,
        ),
    ] = None,
    color: ColorOption = Color.AUTO,
    decisions: DecisionsOption = None,
    edition: EditionOption = None,
    config: ConfigOption = None,
) -> None:
    """Compare micro-credentials: what they address and meet, key facts, hours and currency, and stacks.

    The exit code says whether everything was read and written, not what the verdicts are.

    Examples:

      mcaudit compare profiles/

      mcaudit compare profiles/ -o comparison.html -o comparison.xlsx

      mcaudit compare --versions old.yaml new.yaml

      mcaudit compare --by issuer --policy none profiles/illinois -o comparison.pdf
    """
    on = audit_date(date)
    criteria = edition_of(edition)
    one = policy_in_force(criteria, policy, on)
    own, stale = own_policies(criteria, on) if policy is None else ({}, ())
    if versions:
        show_versions(criteria, paths, output or (), format, date=on, gate=gate, policy=one, own=own, color=color)
        return
    targets = [_target(path) for path in output or ()]
    _refuse_format(format)
    files, problems, skipped = find_profiles(paths, exclude=exclusions(context, exclude))
    reviews = reviews_of(criteria, decisions or ())
    task = Task(edition=criteria, policy=one, own=own, date=on, gate=gate, show=_entry, reviews=reviews)
    read = [*files, *read_besides(one, edition, config), *files_of(reviews)]
    entries, exits = _entries(task, files, problems, read)
    if len(entries) < _LEAST:
        message = f"a comparison needs at least two micro-credentials, but only {len(entries)} could be audited"
        raise InputError(
            [Problem(path=paths[0].as_posix(), message=message, help="name more profiles, or a directory")]
        )
    known = {one.state: one} if one else own
    notices = (*_notices(entries, stale), *skipped_notices(skipped), *configuration_notices())
    result = _comparison(criteria, entries, on, gate, by, policy, known, notices)
    for kind, path in targets:
        content = _KINDS.load(kind).render(result, View(width=100))
        write_whole(path, content, lambda: read)
    if not targets:
        emit(
            _KINDS.load(format).render(result, view_of(sys.stdout, color)).decode("utf-8"), machine=format != _ON_SCREEN
        )
    about_reviews = review_notices(reviews, {entry.id for entry in entries}, day=on)
    for notice in (*result.notices, *about_reviews):
        notify(notice)
    used.clear()  # it is told
    raise typer.Exit(gravest(exits))


def _comparison(
    edition: Edition,
    entries: Sequence[Entry],
    on: str,
    gate: Gate,
    by: GroupBy,
    policy: str | None,
    known: Mapping[str, Policy],
    notices: Sequence[str],
) -> Comparison:
    return comparison(
        edition, entries, date=on, gate=gate, by=by, under=_under(policy, known), policies=known, notices=notices
    )


def _entry(audit: Audit) -> Entry:
    return entry_of(audit)


def _entries(
    task: Task[Entry], files: Sequence[Path], problems: Sequence[Problem], read: list[Path]
) -> tuple[Sequence[Entry], Sequence[Exit]]:
    """Return the compared parts of each audit, and the exit code of everything that could not be audited.

    Files read besides profiles, which no output may overwrite, are added to `read`.
    """
    entries: list[Entry] = []
    exits = [Exit.MISTAKE] * len(problems)
    told = list(problems)
    for outcome in with_progress(outcomes(task, files), len(files), "Auditing"):
        read.extend(outcome.documents)
        if isinstance(outcome, Unaudited):
            exits.append(outcome.exit)
            told.extend(outcome.problems)
        else:
            entries.append(outcome.shown)
    for problem in told:
        tell(show_problem(problem))
    return entries, exits


def _under(policy: str | None, known: Mapping[str, Policy]) -> str:
    if policy == NO_POLICY:
        return "All under the plain edition, without a state policy; no rates convert anything into hours."
    if policy is not None:
        (one,) = known.values()
        return f"All under one policy, {one.title}; only its rates convert into hours, and only for {one.state}."
    return (
        "Each under the policy of its own state, if there is one "
        f"({', '.join(sorted(policy.title for policy in known.values()))}), and otherwise under the plain edition."
    )


def _notices(entries: Sequence[Entry], stale: Sequence[str]) -> Sequence[str]:
    notices = list(stale)
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


def _target(path: Path) -> tuple[str, Path]:
    kind = path.suffix.removeprefix(".").lower()
    if path.name.partition("=")[0] in _KINDS.names() and "=" in path.name:
        raise typer.BadParameter(
            f"write {path.name.partition('=')[2]}: the extension says what it is", param_hint="--output"
        )
    if kind not in _KINDS.names():
        ends = ", ".join(f".{name}" for name in _KINDS.names())
        message = f"{path.as_posix()} has no known extension: use one of {ends}"
        raise typer.BadParameter(message, param_hint="--output")
    return kind, path


def _refuse_format(format: str) -> None:
    texts = [name for name in _KINDS.names() if _KINDS.load(name).TEXT]
    if format not in texts:
        raise typer.BadParameter(f"“{format}” is not one of {', '.join(texts)}", param_hint="--format")
