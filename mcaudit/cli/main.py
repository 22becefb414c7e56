"""The command line: one module a command, and one place where errors become exit codes."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Annotated

import typer

from mcaudit import __version__
from mcaudit.app.exits import Exit, fault
from mcaudit.cli.check import check
from mcaudit.cli.compare import compare
from mcaudit.cli.configuration import configuration_notices, used
from mcaudit.cli.criteria import criteria
from mcaudit.cli.emit import notify, tell
from mcaudit.cli.explain import explain
from mcaudit.cli.facts import facts
from mcaudit.cli.helping import help_of
from mcaudit.cli.report import report
from mcaudit.cli.review import app as review
from mcaudit.cli.schema import schema
from mcaudit.cli.screen import prepare_streams, show_problem
from mcaudit.errors import InputError, OutputError

app = typer.Typer(
    name="mcaudit",
    help="Audit educator micro-credentials against the Micro-Credential Quality Criteria, Version 1.0.",
    epilog="Try:  mcaudit check profile.yaml   mcaudit explain 1F-6   mcaudit schema profile",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(review)
for command in (check, report, compare, criteria, explain, schema, facts):
    app.command(help=help_of(command))(command)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"mcaudit {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Audit educator micro-credentials against the Micro-Credential Quality Criteria, Version 1.0."""


def _tell_of_configuration() -> None:
    """Name the configuration that was used: whoever reads the result may not have given the option."""
    for notice in configuration_notices():
        notify(notice)


def run() -> None:
    """Run the command line and leave with one of the product's exit codes."""
    prepare_streams()
    used.clear()
    try:
        app(prog_name="mcaudit")
    except SystemExit:
        _tell_of_configuration()
        raise
    except InputError as error:
        for problem in error.problems:
            tell(show_problem(problem))
        _tell_of_configuration()
        sys.exit(Exit.MISTAKE)
    except OutputError as error:
        tell(f"error: {error}")
        sys.exit(Exit.MISTAKE)
    except OSError as error:
        tell(f"error: the result cannot be written: {(error.strerror or str(error)).lower()}")
        sys.exit(Exit.MISTAKE)
    except Exception as error:  # noqa: BLE001  the last resort: a fault of the program is told as one
        tell(show_problem(fault("mcaudit", error)))
        if os.environ.get("MCAUDIT_TRACEBACK"):
            traceback.print_exc()
        sys.exit(Exit.FAULT)
