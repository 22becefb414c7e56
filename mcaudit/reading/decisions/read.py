"""Reads files of decisions: one a reviewer and profile, and those in which disagreements are settled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from mcaudit.contracts import DECISIONS_FORMAT
from mcaudit.errors import InputError, Problem
from mcaudit.model import Answer, Edition, JsonObject, Opinion, Review, facts_may_decide, is_document_number
from mcaudit.model.states import STATES
from mcaudit.model.values import is_day
from mcaudit.reading.building import built
from mcaudit.reading.files import read_file
from mcaudit.reading.limits import MAX_BYTES, MAX_PROBLEMS
from mcaudit.reading.near import did_you_mean, format_said
from mcaudit.reading.packaged import packaged_schema
from mcaudit.reading.parsing.json_text import json_as_yaml
from mcaudit.reading.parsing.tree import Document, read_document
from mcaudit.reading.structure import Validator, problems_in
from mcaudit.reading.text import Text, shortened

_KIND = "file of decisions"
NEEDS_NO_REASON = (Answer.MET, Answer.CHECKED)
SHORT = (Answer.NOT_MET, Answer.PARTLY_MET)


def read_review(edition: Edition, path: Path) -> Review:
    """Read a file of decisions; raise InputError with everything that is wrong with it.

    A citation may give a document's number in reports, such as D2. Whoever knows the profile replaces it.
    """
    return _review(edition, read_file(path, of=_KIND), knows_profile=True)


def read_review_and_data(edition: Edition, path: Path) -> tuple[Review, JsonObject]:
    """Read a file of decisions, and give it as data as well, for adding to it: in it every value is text."""
    document = read_file(path, of=_KIND)
    return _review(edition, document), document.data


def review_in(edition: Edition, path: Path, content: bytes) -> Review:
    """Read JSON that is to be written to a file of decisions, with the same errors and limits."""
    if len(content) > MAX_BYTES:
        message = f"the {_KIND} would have {len(content):,} bytes, and at most {MAX_BYTES:,} are read"
        help = "begin a file of its own, and keep this one out of the folder of decisions"
        raise InputError.of(path, message, help)
    text = Text(path=path.as_posix(), content=content.decode("utf-8"), sha256="", of=_KIND)
    return _review(edition, read_document(json_as_yaml(text)))


def _review(edition: Edition, document: Document, *, knows_profile: bool = False) -> Review:
    text, data = document.text, document.data
    if not isinstance(data, Mapping) or data.get("format") != DECISIONS_FORMAT:
        help = f"a file of decisions begins with the line `format: {DECISIONS_FORMAT}`"
        raise document.text.error(f"not a file of decisions: {format_said(data)}", help, at=document.place("/format"))
    if "settlements" in data and ("reviewer" in data or "decisions" in data):
        help = "decisions and settlements stand in files of their own: a reviewer's answers here, settlements there"
        at = document.keys.get("/settlements")
        raise document.text.error("the file holds decisions and settlements", help, at=at)
    problems = problems_in(document, Validator(packaged_schema("decisions"))) or tuple(
        islice(_contradictions(edition, document, knows_profile=knows_profile), MAX_PROBLEMS)
    )
    if problems:
        raise InputError(problems)
    return built(
        Review,
        data,
        path=text.path,
        sha256=text.sha256,
        opinions=tuple(built(Opinion, entry) for entry in data.get("decisions", ())),
        positions=document.positions,
    )


def _contradictions(edition: Edition, document: Document, *, knows_profile: bool) -> Iterator[Problem]:
    data = document.data
    if data["edition"] != edition.id:
        message = f"these are decisions on `{shortened(data['edition'])}`, and the edition is `{edition.id}`"
        help = "decisions on another edition do not count here; judge the criteria of this one"
        yield document.problem("/edition", message, help)
    if data.get("state", "") not in ("", *STATES.values()):
        help = "write the two-letter postal code of a state, such as TN"
        yield document.problem("/state", f"`{data['state']}` is not a state", help)
    known = {criterion.id: criterion for criterion in edition.criteria}
    may_not_apply = {criterion.id for criterion in edition.criteria if criterion.may_be_not_applicable}
    names = {*known, *(group.id for sub in edition.subcomponents for group in sub.groups)}
    for kind in ("decisions", "settlements"):
        for index, entry in enumerate(data.get(kind, ())):
            at = f"/{kind}/{index}"
            if entry["criterion"] not in known:
                group = entry["criterion"] in names
                help = "judge its members" if group else did_you_mean(entry["criterion"], known)
                what = "a group" if group else "not a criterion of this edition"
                yield document.problem(f"{at}/criterion", f"`{shortened(entry['criterion'])}` is {what}", help)
            elif entry["answer"] == Answer.NOT_APPLICABLE and entry["criterion"] not in may_not_apply:
                message = f"{entry['criterion']} cannot be not_applicable: the criteria do not allow that"
                yield document.text.problem(message, "judge it by what is there", at=document.keys.get(f"{at}/answer"))
            elif entry["answer"] == Answer.CHECKED and not facts_may_decide(known[entry["criterion"]]):
                message = f"{entry['criterion']} cannot be `checked`: reviewers decide it, so there is no fact to check"
                help = "answer met, partly_met, not_met, or cannot_tell"
                yield document.text.problem(message, help, at=document.keys.get(f"{at}/answer"))
            if not is_day(entry["date"]):
                help = "write a day of the calendar as YYYY-MM-DD"
                yield document.problem(f"{at}/date", f"{entry['date']} is not a valid date", help)
            if kind == "decisions":
                yield from _incomplete(document, entry, at)
                yield from _unpinned(document, entry, at, knows_profile=knows_profile)


def _incomplete(document: Document, entry: JsonObject, at: str) -> Iterator[Problem]:
    """Yield what an answer needs beside it and does not have."""
    answer = Answer(entry["answer"])
    place = document.keys.get(f"{at}/answer") or document.place(at)
    if answer not in NEEDS_NO_REASON and "rationale" not in entry:
        message = f"`{answer}` on {entry['criterion']} has no `rationale`"
        yield document.text.problem(message, "say why, in a sentence that the provider can follow", at=place)
    if answer in SHORT and "would_satisfy" not in entry:
        message = f"`{answer}` on {entry['criterion']} does not say what would satisfy it"
        yield document.text.problem(message, "add `would_satisfy:`, so that the provider knows what to do", at=place)


def _unpinned(document: Document, entry: JsonObject, at: str, *, knows_profile: bool) -> Iterator[Problem]:
    """Yield citations of documents that are not pinned; a number may stand for one that is, if the profile is known."""
    pinned = entry["pins"].get("documents", {})
    for index, citation in enumerate(entry.get("citations", ())):
        cited = citation["document"]
        if cited in pinned or (knows_profile and is_document_number(cited)):
            continue
        message = f"`{cited}` is cited, and `pins` has no hash of it"
        help = "a worksheet pins what is cited; fill in one"
        if is_document_number(cited):
            message = f"`{cited}` is the number of a document in reports, and only the profile says which one it is"
            help = f"write the document's short name in the profile's dossier in place of {cited}"
        yield document.problem(f"{at}/citations/{index}/document", message, help)
