"""Takes back what was filled in: checks decisions and settlements, and adds them to their files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mcaudit.app.exits import Exit
from mcaudit.app.records import change_record
from mcaudit.app.reviews import reviews_of
from mcaudit.app.settlements import out_of_date, record_settlements
from mcaudit.app.writing import make_folder
from mcaudit.cli.emit import notify
from mcaudit.cli.screen import show_error
from mcaudit.errors import InputError, OutputError, Problem
from mcaudit.model import Edition, JsonObject, Opinion, Review, Reviewer
from mcaudit.reading.decisions.read import read_review_and_data, review_in
from mcaudit.reading.decisions.settling import read_settling_xlsx
from mcaudit.reading.decisions.worksheet import read_worksheet_xlsx
from mcaudit.reading.kinds import is_binary
from mcaudit.reading.limits import MAX_PROBLEMS
from mcaudit.review.adding import Adding, added
from mcaudit.review.resolving import uncited
from mcaudit.terms.decisions import uncounted_sentence
from mcaudit.terms.words import number

_PAGES = (".html", ".htm")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Returned:
    """A worksheet that came back."""

    path: Path
    document: JsonObject
    review: Review
    undated: frozenset[str]
    """The criteria whose row has no date."""
    day: str
    """On which it is read."""

    def problem(self, message: str, help: str) -> Problem:
        return Problem(path=self.path.as_posix(), message=message, help=help)


def keep(edition: Edition, worksheet: Path, folder: Path, day: str) -> Exit:
    """Read one file that came back, add what is new to the folder of decisions, and say what became of it."""
    try:
        returned = _read(edition, worksheet, day)
        reviewer = returned.review.reviewer
        kept = _settled(edition, returned, folder) if reviewer is None else _kept(edition, returned, reviewer, folder)
        for line in kept:
            notify(f"{worksheet.as_posix()}: {line}")
    except (InputError, OutputError) as error:
        return show_error(error)
    return Exit.PASS


# --- what came back ------------------------------------------------------------------------------


def _read(edition: Edition, worksheet: Path, day: str) -> _Returned:
    """Return what a worksheet decides or settles; raise InputError where that is not valid, or nothing."""
    name = worksheet.as_posix()
    undated: frozenset[str] = frozenset()
    if worksheet.suffix.lower() == ".xlsx" or is_binary(worksheet):
        document, undated = _in_workbook(edition, worksheet, day)
        # The same rules apply as to any other file of decisions.
        review = review_in(edition, worksheet, _written(document))
    else:
        if worksheet.suffix.lower() in _PAGES and worksheet.exists():
            help = "its answers are in the .json file that its Save button downloads: ask for that file"
            message = "this is the worksheet itself; the answers are not in it"
            raise InputError.of(name, message, help)
        review, document = read_review_and_data(edition, worksheet)
    if not review.opinions and not review.settlements:
        message = "no row is filled in" if worksheet.suffix.lower() == ".xlsx" else "it does not hold any decision"
        help = "is this the file that was filled in and saved?"
        raise InputError.of(name, message, help)
    return _Returned(path=worksheet, document=document, review=review, undated=undated, day=day)


def _in_workbook(edition: Edition, workbook: Path, day: str) -> tuple[JsonObject, frozenset[str]]:
    """Return what a workbook decides or settles, and the criteria whose row has no date."""
    settled = read_settling_xlsx(workbook, today=day)
    if settled is not None:
        return settled, frozenset()
    filled = read_worksheet_xlsx(edition, workbook, today=day)
    return filled.document, filled.undated


def _written(document: JsonObject) -> bytes:
    return (json.dumps(document, indent=2) + "\n").encode("utf-8")


# --- settlements ---------------------------------------------------------------------------------


def _settled(edition: Edition, returned: _Returned, folder: Path) -> Iterator[str]:
    """Add settlements to the file of their profile; all of them must be about the answers as they stand."""
    profile, settlements = returned.review.profile, returned.review.settlements
    reviews = reviews_of(edition, [folder]).get(profile, ()) if folder.is_dir() else ()
    opinions = {each.reviewer.id: each.opinions for each in reviews if each.reviewer is not None}
    problems = [
        returned.problem(f"the settlement of {each.criterion} does not hold: {why}", "settle it anew")
        for each in settlements
        if (why := out_of_date(each, opinions))
    ]
    if problems:
        raise InputError(problems[:MAX_PROBLEMS])
    target = folder / f"{profile}--settlements.json"
    entries = returned.document["settlements"]
    new = record_settlements(edition, profile, target, entries, [returned.path], notify, once=True)
    said = f"{number(new, 'settlement')} {'is' if new == 1 else 'are'} new" if new else "nothing in it is new"
    yield f"{said}; they are in {target.as_posix()}"


# --- what is added -------------------------------------------------------------------------------


def _kept(edition: Edition, returned: _Returned, reviewer: Reviewer, folder: Path) -> Iterator[str]:
    """Add what is new to the reviewer's file, and yield what became of it; all or nothing of a worksheet is added."""
    target = folder / f"{returned.review.profile}--{reviewer.id}.json"
    adding, count = Adding(new=(), changed=(), late=(), unclear=()), 0
    opinions: tuple[Opinion, ...] = ()

    def change() -> bytes | None:
        nonlocal adding, count, opinions
        before, whole = _before(edition, returned, reviewer, target)
        adding = added(before, returned.review.opinions, returned.undated)
        if adding.unclear:
            raise InputError([_unclear(returned, *pair) for pair in adding.unclear][:MAX_PROBLEMS])
        decisions = [*whole["decisions"], *(returned.document["decisions"][index] for index in adding.new)]
        count = len(decisions)
        opinions = (*before, *(returned.review.opinions[index] for index in adding.new))
        if not adding.new:
            return None
        content = _written({**whole, "decisions": decisions})
        review_in(edition, target, content)
        return content

    make_folder(folder)
    change_record(target, change, lambda: [returned.path], notify=notify)
    new = len(adding.new)
    news = f"{number(new, 'decision')} {'is' if new == 1 else 'are'} new" if new else "nothing in it is new"
    yield f"{news}; {target.as_posix()} has {count}"
    yield from _stands(adding)
    if names := uncited(edition, opinions):
        yield f"warning: {uncounted_sentence(len(names))} ({', '.join(names)})"


def _before(
    edition: Edition, returned: _Returned, reviewer: Reviewer, target: Path
) -> tuple[tuple[Opinion, ...], JsonObject]:
    """Return what the reviewer's file has, as opinions and as data; one without decisions where there is none yet."""
    if not target.exists():
        return (), {**returned.document, "decisions": []}
    review, whole = read_review_and_data(edition, target)
    if review.profile != returned.review.profile:
        message = f"{target.as_posix()} holds decisions on `{review.profile}`, whatever its name says"
        raise InputError([returned.problem(message, "rename that file, and read this one again")])
    if review.state and returned.review.state and review.state != returned.review.state:
        message = f"{target.as_posix()} holds decisions for {review.state}, and these are for {returned.review.state}"
        raise InputError([returned.problem(message, "keep the decisions for each state in a folder of their own")])
    if review.reviewer != reviewer:
        message = f"{target.as_posix()} is by another person of the same short name"
        raise InputError([returned.problem(message, "give each reviewer an id of their own")])
    return review.opinions, whole


def _stands(adding: Adding) -> Iterator[str]:
    """Yield which answers stand no more, and which new ones do not."""
    for old, now in adding.changed:
        yield f"{now.criterion} was {old.answer} and is {now.answer} now"
    for late, now in adding.late:
        yield f"{now.criterion} stays {now.answer}, of {now.date}: {late.answer} is of {late.date}, an earlier day"


def _unclear(returned: _Returned, said: Opinion, stands: Opinion) -> Problem:
    """Return that an answer may be an old one or the reviewer's latest word, and how to say which."""
    message = (
        f"{said.criterion}: {said.answer} was read before, of {said.date}, and {stands.answer} of {stands.date} "
        "stands since"
    )
    if returned.path.suffix.lower() != ".xlsx":
        how = "load the file that was saved last into the worksheet, answer and save again"
    elif stands.date < returned.day:
        how = "write today's date in the Date column"
    else:
        how = "say more under Why"
    help = f"{how} if this is the reviewer's latest word; leave the file out if it is an old one"
    return returned.problem(message, help)
