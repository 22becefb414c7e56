"""`mcaudit compare`: lays micro-credentials side by side, within and across states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from mcaudit.app.auditing import audit_in, local_documents
from mcaudit.app.exits import Exit, most_severe
from mcaudit.app.finding import skipped_notices
from mcaudit.app.names import audit_links
from mcaudit.app.preparing import Question, prepared
from mcaudit.app.reports import COMPARISON, VERSIONS
from mcaudit.app.reviews import review_notices
from mcaudit.cli import options
from mcaudit.cli.auditing import audit_all, question_of
from mcaudit.cli.configuration import ConfigOption
from mcaudit.cli.emit import notify
from mcaudit.cli.media import FormatOption, Output, output_of, output_option
from mcaudit.cli.screen import Color
from mcaudit.cli.tables import tables_among
from mcaudit.cli.used import configuration_notices, used
from mcaudit.comparison.comparison import comparison
from mcaudit.comparison.entries import entry_of
from mcaudit.comparison.versions import versions as versions_of
from mcaudit.errors import InputError
from mcaudit.late import late
from mcaudit.media.plain import is_page
from mcaudit.model import Gate
from mcaudit.model.comparison import Comparison, Entry, Versions
from mcaudit.model.words import GroupBy
from mcaudit.reading.profile.read import read_profile
from mcaudit.terms.words import are, readings_among, those

if TYPE_CHECKING:
    from mcaudit.app.batch.tables import Tables

_LEAST = 2


EXAMPLES = (
    "Examples:",
    "  mcaudit compare profiles/",
    "  mcaudit compare profiles/ -o comparison.html -o comparison.xlsx",
    "  mcaudit compare --versions old.yaml new.yaml",
    "  mcaudit compare --by issuer --policy own profiles/illinois -o comparison.pdf",
    "  mcaudit compare tables/ -o comparison.html",
)
OutputOption = Annotated[list[str] | None, output_option(COMPARISON.endings)]
ByOption = Annotated[GroupBy, typer.Option(help="What to group by.")]
VersionsOption = Annotated[
    bool, typer.Option("--versions", help="Compare two versions of one profile: what changed, and the score.")
]
AuditsOption = Annotated[
    str | None,
    typer.Option(
        help="Link each title to its audit: the directory that `mcaudit report -o DIRECTORY --format html` wrote, as "
        "seen from the comparison, or its web address.",
        metavar="FOLDER|URL",
    ),
]
GateOption = Annotated[Gate, typer.Option(help="The gate whose verdicts are counted.")]


def compare(
    context: typer.Context,
    paths: options.Paths,
    output: OutputOption = None,
    format: FormatOption = "terminal",
    by: ByOption = GroupBy.STATE,
    versions: VersionsOption = False,
    gate: GateOption = Gate.ENDORSEMENT,
    audits: AuditsOption = None,
    exclude: options.Exclude = None,
    date: options.Date = None,
    policy: options.Policy = None,
    color: options.Color = Color.AUTO,
    decisions: options.Decisions = None,
    edition: options.Edition = None,
    config: ConfigOption = None,
) -> None:
    """Compare micro-credentials: what they address and meet, key facts, hours and currency, and stacks.

    PATH may also be the folder or the address of tables that `mcaudit batch` wrote, of up to 20,000 profiles.

    The exit code says whether everything was read and written, not what the verdicts are.
    """
    question = question_of(context, paths, exclude, date, policy, decisions, edition, config)
    if versions:
        _show_versions(question, output_of(VERSIONS, output, color, format), gate)
        return
    shown = output_of(COMPARISON, output, color, format)
    if tables := tables_among(context, paths, "audits"):
        raise typer.Exit(_of_tables(tables, shown, by, gate))
    raise typer.Exit(_compared(question, shown, by, gate, audits))


def _compared(question: Question, output: Output[Comparison], by: GroupBy, gate: Gate, audits: str | None) -> Exit:
    """Compare, write, and report problems; return the exit code."""
    found = prepared(question)
    every = audit_all(found, gate, entry_of)
    entries = every.shown
    if len(entries) < _LEAST:
        message = f"a comparison needs at least two micro-credentials, but only {len(entries)} could be audited"
        raise InputError.of(question.paths[0], message, "name more profiles, or a directory")
    result = comparison(
        found.edition,
        entries,
        date=found.date,
        gate=gate,
        by=by,
        under=found.under,
        policies=found.policies,
        notices=(*found.stale, *_notices(entries), *skipped_notices(found.skipped), *configuration_notices()),
    )
    if audits:
        if not is_page(audits):
            raise typer.BadParameter(f"“{audits}” is neither a directory nor a web address", param_hint="--audits")
        result = replace(result, links=audit_links(found.files, audits))
    output.write(result, every.read)
    notify(*result.notices, *review_notices(found.reviews, {entry.id for entry in entries}, day=found.date))
    used.clear()  # it has been reported
    return most_severe(every.exits)


def _show_versions(question: Question, output: Output[Versions], gate: Gate) -> None:
    """Show or write what changed between two files; raise typer.BadParameter where they are not two."""
    if len(question.paths) != _LEAST or any(path.is_dir() for path in question.paths):
        raise typer.BadParameter("--versions needs two files: the old one and the new one", param_hint="PATH")
    found = prepared(question)
    profiles = [read_profile(found.edition, path) for path in question.paths]
    old, new = (audit_in(found, profile, gate) for profile in profiles)
    if old.profile.id != new.profile.id:
        notify(f"these profiles have different ids, `{old.profile.id}` and `{new.profile.id}`")
    documents = (file for profile in profiles for file in local_documents(profile))
    output.write(versions_of(old, new), (*found.read, *documents))
    notify(*review_notices(found.reviews, {profile.id for profile in profiles}, day=found.date))


def _of_tables(tables: Tables, output: Output[Comparison], by: GroupBy, gate: Gate) -> Exit:
    """Compare what a batch audited; return the exit code."""
    made = late("mcaudit.app.batch.tables").comparison_of_tables(tables, gate, by)
    result = replace(made, notices=(*made.notices, *_notices(made.entries)))
    output.write(result, tables.store.local_files)
    notify(*result.notices)
    return Exit.PASS


def _notices(entries: Sequence[Entry]) -> Sequence[str]:
    notices = []
    seen: dict[str, str] = {}
    for entry in entries:
        if entry.id in seen:
            notices.append(f"{seen[entry.id]} and {entry.path} have the same id, `{entry.id}`")
        seen[entry.id] = entry.path
    fictional = sum(entry.fictional for entry in entries)
    if fictional:
        left = "" if fictional == len(entries) else f" and {are(fictional)} not counted in the totals"
        notices.append(f"{those(fictional, len(entries))} fictional{left}")
    readings = sum(entry.is_reading for entry in entries)
    if readings:
        notices.append(readings_among(readings, len(entries)))
    return notices
