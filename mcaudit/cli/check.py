"""`mcaudit check`: audits profiles, prints what was found, and sets the exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mcaudit.cli.emit import emit
from mcaudit.cli.exits import Exit, fault, gravest
from mcaudit.cli.files import find_profiles, write_whole
from mcaudit.cli.options import (
    ColorOption,
    EditionOption,
    PathsArgument,
    PolicyOption,
    audit_date,
    edition_of,
    policy_of,
)
from mcaudit.cli.screen import Color, show_problem, view_of
from mcaudit.errors import InputError, Problem
from mcaudit.model import Audit, Edition, Gate, Policy, Verdict
from mcaudit.render.registry import format_names, load_format
from mcaudit.render.report import Report, View

if TYPE_CHECKING:
    FormatName = str
else:
    FormatName = StrEnum("FormatName", {name: name for name in format_names()})

_OF_VERDICT = {Verdict.PASS: Exit.PASS, Verdict.FAIL: Exit.FAIL, Verdict.UNDECIDED: Exit.UNDECIDED}
_LONG_WORK = 10
"""From so many profiles on, a progress bar shows that something is happening."""


def check(
    paths: PathsArgument,
    gate: Annotated[Gate, typer.Option(help="The question that sets the exit code.")] = Gate.ENDORSEMENT,
    format: Annotated[FormatName, typer.Option("--format", "-f", help="How to print the audit.")] = "terminal",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write there instead of to the screen.", metavar="FILE")
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show what is met and what does not apply as well.")
    ] = False,
    date: Annotated[
        str | None,
        typer.Option(help="The date of the audit. [default: SOURCE_DATE_EPOCH, else today]", metavar="YYYY-MM-DD"),
    ] = None,
    policy: PolicyOption = None,
    color: ColorOption = Color.AUTO,
    edition: EditionOption = None,
) -> None:
    """Audit profiles against the criteria.

    Exit code: 0 pass, 1 fail, 2 something cannot be read, 3 undecided; of several profiles the gravest.

    Examples:

      mcaudit check profiles/illinois/eln-nurturing-a-culture-of-wellness.yaml

      mcaudit check --gate submission --policy illinois submissions/

      mcaudit check --format json --output audit.json profiles/
    """
    on = audit_date(date)
    criteria = edition_of(edition)
    tailoring = _in_force(policy_of(criteria, policy), on)
    files, unopened = find_profiles(paths)
    audits, failed, exits = _audit_all(files, lambda file: _audited(criteria, file, on, gate, tailoring))
    problems = (*unopened, *failed)
    notices = tuple(_notices(tailoring, audits))
    report = Report(audits=audits, problems=problems, gate=gate, notices=notices)
    view = View(width=100, verbose=verbose) if output else view_of(sys.stdout, color, verbose=verbose)
    text = load_format(str(format)).render(report, view)
    for problem in problems:
        print(show_problem(problem), file=sys.stderr)
    for notice in notices:
        print(f"note: {notice}", file=sys.stderr)
    if output:
        write_whole(output, text.encode("utf-8", errors="replace"), [*files, *_documents(audits)])
    else:
        emit(text, machine=format != "terminal")
    raise typer.Exit(gravest([*exits, *([Exit.MISTAKE] if unopened else [])]))


def _audit_all(
    files: Sequence[Path], audit_one: Callable[[Path], Audit]
) -> tuple[tuple[Audit, ...], tuple[Problem, ...], list[Exit]]:
    """Audit each file; what one comes to, be it a fault of the program, never loses the others."""
    audits: list[Audit] = []
    problems: list[Problem] = []
    exits: list[Exit] = []
    for file in _with_progress(files):
        try:
            audits.append(audit_one(file))
            exits.append(_OF_VERDICT[audits[-1].verdict])
        except InputError as error:
            problems.extend(error.problems)
            exits.append(Exit.MISTAKE)
        except Exception as error:  # noqa: BLE001
            problems.append(fault(file.as_posix(), error))
            exits.append(Exit.FAULT)
    return tuple(audits), tuple(problems), exits


def _documents(audits: Sequence[Audit]) -> Iterator[Path]:
    """Yield the local documents of the dossiers, which an output may not overwrite."""
    for audit in audits:
        for entry in (audit.profile.content.get("dossier") or {}).values():
            if "path" in entry:
                yield Path(audit.profile.path).parent / entry["path"]


def _notices(policy: Policy | None, audits: Sequence[Audit]) -> Iterator[str]:
    """Yield what a reader should know of a policy and the profiles it was applied to."""
    if policy is None:
        return
    for audit in audits:
        if audit.profile.state != policy.state:
            yield (
                f"the policy {policy.id} is {policy.state}'s, and {audit.profile.path} is for a review in "
                f"{audit.profile.state}"
            )
    audited = {audit.profile.id for audit in audits}
    for waiver in policy.waivers:
        for name in waiver.profiles:
            if name not in audited:
                yield (
                    f"the policy {policy.id} waives {waiver.requirement} for `{name}`, and no profile of that id "
                    "was audited"
                )


def _in_force(policy: Policy | None, on: str) -> Policy | None:
    if policy is not None:
        from mcaudit.reading.policy import check_in_force  # noqa: PLC0415

        check_in_force(policy, on)
    return policy


def _audited(edition: Edition, file: Path, on: str, gate: Gate, policy: Policy | None) -> Audit:
    from mcaudit.audit.engine import audit  # noqa: PLC0415
    from mcaudit.reading.profile import read_profile  # noqa: PLC0415

    return audit(edition, read_profile(edition, file), date=on, gate=gate, policy=policy)


def _with_progress(files: Sequence[Path]) -> Iterator[Path]:
    if len(files) < _LONG_WORK or not sys.stderr.isatty():
        yield from files
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import track  # noqa: PLC0415

    yield from track(files, description="Auditing", console=Console(stderr=True), transient=True)
