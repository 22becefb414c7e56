"""`mcaudit site`: builds a static site of audits that an agency can publish as it is."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mcaudit.app.exits import Exit, most_severe
from mcaudit.app.finding import skipped_notices
from mcaudit.app.folders import refuse_others, write_site
from mcaudit.app.preparing import Question, prepared
from mcaudit.app.reviews import review_notices
from mcaudit.app.site import member_of, site_files
from mcaudit.cli import options
from mcaudit.cli.auditing import audit_all, question_of
from mcaudit.cli.configuration import ConfigOption, agency_of
from mcaudit.cli.emit import notify
from mcaudit.cli.screen import with_progress
from mcaudit.cli.tables import tables_among
from mcaudit.late import late
from mcaudit.model import Gate
from mcaudit.model.agency import Agency
from mcaudit.report.site.frame import frame_of

if TYPE_CHECKING:
    from mcaudit.app.batch.tables import Tables

EXAMPLES = (
    "Examples:",
    "  mcaudit site profiles/ -o site/",
    "  mcaudit site profiles/ --policy own --decisions decisions/ -o site/",
    "  mcaudit site tables/ -o site/",
)
FolderOption = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        help="The directory to write: a new one, an empty one, or an earlier site, which is replaced.",
        metavar="FOLDER",
    ),
]
WithNamesOption = Annotated[
    bool, typer.Option("--with-names", help="Publish reviewers' names and sample addresses of earners' evidence.")
]


def site(
    context: typer.Context,
    paths: options.Paths,
    output: FolderOption,
    with_names: WithNamesOption = False,
    exclude: options.Exclude = None,
    date: options.Date = None,
    policy: options.Policy = None,
    decisions: options.Decisions = None,
    edition: options.Edition = None,
    config: ConfigOption = None,
) -> None:
    """Build a static site: an index to search, a page for each micro-credential, the comparison, and the criteria.

    It needs no server. Readings of public pages get no verdict, and need a contact for corrections: `agency:` in
    mcaudit.yaml. PATH may also be the folder or the address of tables that
    `mcaudit batch` wrote, of up to 20,000 profiles.
    """
    refuse_others(output)
    agency = agency_of(config)
    question = question_of(context, paths, exclude, date, policy, decisions, edition, config)
    if tables := tables_among(context, paths, "with_names"):
        raise typer.Exit(_of_tables(tables, output, agency))
    raise typer.Exit(_built(question, output, agency, with_names=with_names))


def _of_tables(tables: Tables, output: Path, agency: Agency | None) -> Exit:
    """Write the pages of what a batch audited; return the exit code."""
    made = late("mcaudit.app.batch.site")
    entries = made.site_entries(tables, agency)
    steps = made.site_files(tables, entries, agency)
    write_site(output, with_progress(steps, len(entries), "Writing pages"))
    notify(*tables.notices)
    return Exit.PASS


def _built(question: Question, output: Path, agency: Agency | None, *, with_names: bool) -> Exit:
    """Audit, write, and report problems; return the exit code."""
    found = prepared(question)
    frame = frame_of(agency, found.edition.title, found.date, len(found.files))
    nothing = "there is nothing to publish: no profile could be audited"
    audited = audit_all(found, Gate.ENDORSEMENT, partial(member_of, frame, with_names), nothing=nothing)
    notices = (*found.stale, *skipped_notices(found.skipped))
    write_site(output, site_files(found, frame, audited.shown, gate=Gate.ENDORSEMENT, notices=notices).items())
    ids = {member.entry.id for member in audited.shown}
    notify(*notices, *review_notices(found.reviews, ids, day=found.date, named=with_names))
    return most_severe(audited.exits)
