"""`mcaudit review worksheet` and `mcaudit review read`: what a reviewer is given, and takes back filled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from mcaudit.app.auditing import case_in, local_documents
from mcaudit.app.exits import most_severe
from mcaudit.app.loading import edition_of
from mcaudit.app.preparing import prepared
from mcaudit.app.records import change_record
from mcaudit.audit.engine import audit_of
from mcaudit.cli import options
from mcaudit.cli.auditing import question_of
from mcaudit.cli.configuration import ConfigOption
from mcaudit.cli.emit import notify
from mcaudit.cli.returned import keep
from mcaudit.errors import InputError
from mcaudit.forms.worksheet.page import worksheet_html
from mcaudit.forms.worksheet.xlsx import worksheet_xlsx
from mcaudit.model import Audit, Edition, Pins, Reviewer
from mcaudit.reading.decisions.worksheet import read_worksheet_xlsx
from mcaudit.reading.limits import MAX_DECISION_TEXT, MAX_REVIEWER_ID
from mcaudit.reading.near import did_you_mean
from mcaudit.reading.profile.read import read_profile
from mcaudit.review.former_pins import former_pins_of
from mcaudit.review.parties import parties
from mcaudit.review.pins import document_pins, pins_of
from mcaudit.terms.words import number

_Render = Callable[[Audit, Reviewer, Mapping[str, Pins], Mapping[str, str], Mapping[str, Pins], frozenset[str]], bytes]


OutputOption = Annotated[
    Path,
    typer.Option("--output", "-o", help="The worksheet: .html for a browser, .xlsx for a spreadsheet.", metavar="FILE"),
]


OnlyOption = Annotated[str | None, typer.Option(help="Ask only about these criteria.", metavar="ID,…")]


def worksheet(
    context: typer.Context,
    profile: options.Profile,
    output: OutputOption,
    name: Annotated[str, typer.Option(help="The reviewer's name.")],
    affiliation: Annotated[str, typer.Option(help="Whom the reviewer works for, by its full name.")],
    id: Annotated[str | None, typer.Option(help="A short name for the reviewer. [default: made of the name]")] = None,
    only: OnlyOption = None,
    policy: options.Policy = None,
    date: options.Date = None,
    edition: options.Edition = None,
    config: ConfigOption = None,
) -> None:
    """Make a worksheet in which one reviewer reviews one profile, without a terminal and without others' answers.

    Examples:

      mcaudit review worksheet profile.yaml --name "Ann Reviewer" --affiliation "State Board" -o ann.html

      mcaudit review worksheet profile.yaml --name "Bo Reviewer" --affiliation "State Board" -o bo.xlsx
    """
    render = _worksheet_kind(output)
    found = prepared(question_of(context, [profile], None, date, policy, None, edition, config))
    reviewer = _reviewer(id, name, affiliation)
    asked = _criteria(found.edition, only or "")
    _refuse_filled(found.edition, output, found.date)  # before the work, and once more when nobody else can write
    read = read_profile(found.edition, profile)
    case = case_in(found, read)
    content = render(
        audit_of(case, date=case.date), reviewer, pins_of(case), document_pins(read), former_pins_of(case), asked
    )

    def change() -> bytes:
        _refuse_filled(found.edition, output, found.date)
        return content

    inputs = (*found.read, *local_documents(read))
    change_record(output, change, lambda: inputs, notify=notify)
    if tie := parties(read).tie(reviewer.affiliation):
        notify(f"{reviewer.name}'s answers will not count: {tie}")


def read(
    worksheets: Annotated[
        list[Path],
        typer.Argument(help="What came back: .xlsx, or the .json that a page saved.", metavar="FILE", readable=False),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", help="The folder of decisions; each reviewer has a file of their own.", metavar="FOLDER"
        ),
    ],
    date: options.Date = None,
    edition: options.Edition = None,
    config: ConfigOption = None,
) -> None:
    """Read worksheets and settlements back, check them, and keep what they decide; earlier decisions are kept, too.

    Example:

      mcaudit review read returned/ann.json returned/bo.xlsx -o decisions/
    """
    criteria = edition_of(edition)
    exits = [keep(criteria, path, output, options.audit_date(date)) for path in worksheets]
    raise typer.Exit(most_severe(exits))


def _criteria(edition: Edition, only: str) -> frozenset[str]:
    """Return the criteria that are named, with the members of groups; raise typer.BadParameter for any other name."""
    names = [name.strip() for name in only.split(",") if name.strip()]
    known = {**{name: (name,) for name in edition.placed}, **edition.members}
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or "write it as 1F-6"
            raise typer.BadParameter(f"“{name}” is not a criterion; {hint}", param_hint="--only")
    return frozenset(each for name in names for each in known[name])


def _worksheet_kind(output: Path) -> _Render:
    match output.suffix.lower():
        case ".html":
            return worksheet_html
        case ".xlsx":
            return worksheet_xlsx
        case _:
            message = f"{output.as_posix()} has an unknown ending: give a file that ends in .html or .xlsx"
            raise typer.BadParameter(message, param_hint="--output")


def _short(name: str) -> str:
    """Return a short name made of a name: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").casefold()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def _reviewer(id: str | None, name: str, affiliation: str) -> Reviewer:
    """Return the reviewer; refuse what cannot be one."""
    reviewer = Reviewer(id=id or _short(name), name=name.strip(), affiliation=affiliation.strip())
    if not reviewer.name or not reviewer.affiliation:
        raise typer.BadParameter("a reviewer has a name and an affiliation", param_hint="--name, --affiliation")
    if not reviewer.id:
        form = "small letters, digits and hyphens"
        message = f"no short name of {form} can be made of “{reviewer.name}”: give one with --id"
        raise typer.BadParameter(message, param_hint="--name")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", reviewer.id):
        message = f"“{reviewer.id}” is not of small letters, digits and hyphens"
        raise typer.BadParameter(message, param_hint="--id")
    if len(reviewer.id) > MAX_REVIEWER_ID:
        message = f"the short name has {len(reviewer.id)} characters; the limit is {MAX_REVIEWER_ID}: give --id"
        raise typer.BadParameter(message, param_hint="--id")
    for option, text in (("--name", reviewer.name), ("--affiliation", reviewer.affiliation)):
        if len(text) > MAX_DECISION_TEXT:
            message = f"it has {len(text):,} characters, and at most {MAX_DECISION_TEXT:,} are read"
            raise typer.BadParameter(message, param_hint=option)
        if any(unicodedata.category(mark) in ("Cc", "Cs") for mark in text):
            raise typer.BadParameter("it contains bytes that are not text", param_hint=option)
    return reviewer


def _refuse_filled(edition: Edition, output: Path, day: str) -> None:
    """Refuse to write over a workbook in which answers are, or may be; an HTML worksheet holds none."""
    if output.suffix.lower() != ".xlsx" or not output.is_file():
        return
    try:
        rows = len(read_worksheet_xlsx(edition, output, today=day).document["decisions"])
    except InputError as error:
        found = f"this file is there already, and answers may be in it: {error.problems[0].message}"
    else:
        if not rows:
            return
        filled = f"{number(rows, 'row')} {'is' if rows == 1 else 'are'} filled in"
        found = f"{filled} here already, and a new worksheet would erase {'it' if rows == 1 else 'them'}"
    help = "name another file with --output, or remove this one first"
    raise InputError.of(output, found, help)
