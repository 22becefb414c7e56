"""The command line: one module a command, and one place where errors become exit codes."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from mcaudit.app.exits import Exit, fault
from mcaudit.cli.emit import notify, to_stderr
from mcaudit.cli.lazy import Entry, group
from mcaudit.cli.misuse import USAGE_ERROR, misuse_words
from mcaudit.cli.screen import prepare_streams, show_error, show_problem
from mcaudit.cli.used import configuration_notices, used
from mcaudit.errors import InputError, OutputError
from mcaudit.version import __version__

COMMANDS = {
    "new": Entry("new:new", "Start the profile of a micro-credential."),
    "intake": Entry("intake:app", "Turn what providers sent into profiles."),
    "check": Entry("check:check", "Audit profiles against the criteria."),
    "report": Entry("report:report", "Write an audit as a document to sign, publish, and act on."),
    "compare": Entry("compare:compare", "Compare micro-credentials within and across states."),
    "accept": Entry("accept:accept", "Show where micro-credentials count, for what, and why."),
    "site": Entry("site:site", "Build a static site of audits to publish."),
    "batch": Entry("batch:batch", "Audit a whole catalog into Parquet tables."),
    "export": Entry("export:export", "Publish a micro-credential as Open Badges 3.0 or CTDL."),
    "endorse": Entry("endorse:endorse", "Sign an endorsement of what passes an audit."),
    "verify": Entry("verify:verify", "Check an endorsement."),
    "criteria": Entry("criteria:criteria", "List the components, subcomponents, and criteria."),
    "explain": Entry("explain:explain", "Explain a criterion: what it asks, and what settles it."),
    "schema": Entry("schema:schema", "Print a JSON Schema (draft 2020-12)."),
    "facts": Entry("facts:facts", "Print a profile as the conditions see it."),
    "review": Entry("review:app", "Worksheets, decisions, disagreements, and feedback."),
}

HELP = "Audit educator micro-credentials against the Micro-Credential Quality Criteria, Version 1.0."

app = group(
    "mcaudit",
    HELP,
    COMMANDS,
    epilog="Try: mcaudit check profile.yaml, or mcaudit explain 1F-6",
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"mcaudit {__version__}")
        raise typer.Exit


@app.callback(help=HELP)
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def _note_configuration() -> None:
    """Name the configuration that was used: whoever reads the result may not have given the option."""
    notify(*configuration_notices())


def _reason_of(error: OSError) -> str:
    try:
        Path.cwd()
    except OSError:
        return "the current folder is no longer there; change to another one"
    return f"the result cannot be written: {(error.strerror or str(error)).lower()}"


def run() -> None:
    """Run the command line and leave with one of the product's exit codes."""
    prepare_streams()
    used.clear()
    try:
        code = app(prog_name="mcaudit", standalone_mode=False)
        _note_configuration()
        sys.exit(code)
    except USAGE_ERROR as error:
        if "NoArgsIsHelp" in type(error).__name__:
            to_stderr(str(error))
        else:
            to_stderr(misuse_words(error))
        _note_configuration()
        sys.exit(Exit.MISTAKE)
    except InputError as error:
        code = show_error(error)
        _note_configuration()
        sys.exit(code)
    except OutputError as error:
        sys.exit(show_error(error))
    except OSError as error:
        to_stderr(f"error: {_reason_of(error)}")
        sys.exit(Exit.MISTAKE)
    except Exception as error:  # noqa: BLE001  the last resort: report a bug as a bug
        to_stderr(show_problem(fault("mcaudit", error)))
        if os.environ.get("MCAUDIT_TRACEBACK"):
            traceback.print_exc()
        sys.exit(Exit.FAULT)
