"""Reads one row of a filled worksheet as a decision, and says what keeps it from being one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mcaudit.contracts import WorksheetHead as Head
from mcaudit.errors import Problem
from mcaudit.model import Answer, Edition, JsonObject, facts_may_decide
from mcaudit.model.values import is_written_day
from mcaudit.reading.decisions.pins import Pinned
from mcaudit.reading.decisions.read import NEEDS_NO_REASON, SHORT
from mcaudit.reading.limits import MAX_DECISION_TEXT
from mcaudit.reading.near import did_you_mean
from mcaudit.reading.text import shortened
from mcaudit.reading.workbook import Cell

_FILLED = (Head.ANSWER, Head.WHY, Head.SATISFY, Head.CITED, Head.DATE, Head.COMMENT)
HEADS = (Head.CRITERION, *_FILLED)
"""The heads of the columns that are read."""
_WORDS = {str(answer).replace("_", " "): answer for answer in Answer}
_NUMBERED = re.compile(r"[Dd]\d+")
_MOST_CITATIONS = 100
"""As in the schema of decisions."""


def is_filled(cells: Mapping[str, Cell]) -> bool:
    """Return whether anything is filled in in a row, which is given by the heads of its columns."""
    return any(cells[head].text.strip() or cells[head].formula for head in _FILLED)


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads one row that is filled."""

    path: Path
    edition: Edition
    pinned: Pinned
    cells: Mapping[str, Cell]
    name: str
    today: str

    def problems(self) -> Iterator[Problem]:
        """Yield what keeps the row from being a decision."""
        formulas = [cell for cell in self.cells.values() if cell.formula]
        for cell in formulas:
            help = "write its result as text; for text that begins with =, put ' before it"
            yield cell.problem(self.path, "a formula or an error; expected text", help)
        if formulas:
            return
        for head in (Head.WHY, Head.SATISFY, Head.COMMENT):
            if len(self._text(head)) > MAX_DECISION_TEXT:
                message = f"has {len(self._text(head)):,} characters; the limit is {MAX_DECISION_TEXT:,}"
                yield self._at(head, message, "say it shorter, and cite the rest")
        yield from self._answer_problems()
        if self._date() is None:
            message = f"“{shortened(self._text(Head.DATE))}” is not a valid date"
            yield self._at(Head.DATE, message, "write it as YYYY-MM-DD")
        yield from self._citation_problems()

    @property
    def dated(self) -> bool:
        """Whether the row says of which day it is."""
        return bool(self._text(Head.DATE).strip())

    def decision(self) -> JsonObject:
        """Return the decision of a row without problems."""
        citations = [{"document": document, "place": place} for document, place in self._citations()]
        pins = self.pinned.criteria[self.name]
        cited = {name: self.pinned.documents[name] for name in dict.fromkeys(c["document"] for c in citations)}
        said = {
            "rationale": self._text(Head.WHY),
            "would_satisfy": self._text(Head.SATISFY),
            "citations": citations,
            "date": self._date(),
            "comment": self._text(Head.COMMENT),
        }
        given = {key: value for key, value in said.items() if value and (not isinstance(value, str) or value.strip())}
        return {
            "criterion": self.name,
            "answer": str(self._answer()),
            **given,
            **({"suggestion_seen": "no"} if self.pinned.hides_suggestions else {}),
            "pins": {**pins, "documents": {**pins["documents"], **cited}},
        }

    def _text(self, head: str) -> str:
        return self.cells[head].text

    def _at(self, head: str, message: str, help: str) -> Problem:
        return self.cells[head].problem(self.path, message, help)

    def _answer(self) -> Answer | None:
        said = " ".join(self._text(Head.ANSWER).replace("_", " ").casefold().split())
        return _WORDS.get(said)

    def _answer_problems(self) -> Iterator[Problem]:
        said, answer = self._text(Head.ANSWER).strip(), self._answer()
        if not said:
            message = f"{self.name} is filled in part, and has no answer"
            yield self._at(Head.ANSWER, message, "choose one, or empty the row")
            return
        if answer is None:
            help = did_you_mean(said.replace("_", " "), _WORDS)
            yield self._at(Head.ANSWER, f"“{shortened(said)}” is not an answer", help)
            return
        criterion = next(each for each in self.edition.criteria if each.id == self.name)
        words = str(answer).replace("_", " ")
        if answer is Answer.NOT_APPLICABLE and not criterion.may_be_not_applicable:
            message = f"the edition does not let {self.name} be “not applicable”"
            help = "choose another answer, and say under Why what keeps it from applying"
            yield self._at(Head.ANSWER, message, help)
        if answer is Answer.CHECKED and not facts_may_decide(criterion):
            message = f"{self.name} cannot be “checked”: reviewers decide it, so there is no fact to check"
            yield self._at(Head.ANSWER, message, "choose another answer")
        if answer not in NEEDS_NO_REASON and not self._text(Head.WHY).strip():
            message = f"“{words}” on {self.name} does not say why"
            yield self._at(Head.WHY, message, "say why, in a sentence that the provider can follow")
        if answer in SHORT and not self._text(Head.SATISFY).strip():
            message = f"“{words}” on {self.name} does not say what would satisfy it"
            yield self._at(Head.SATISFY, message, "say it, so that the provider knows what to do")

    def _date(self) -> str | None:
        if not self.dated:
            return self.today
        said = self._text(Head.DATE).strip()
        return said if is_written_day(said) else None

    def _citations(self) -> Sequence[tuple[str, str]]:
        """Return the citations; what follows a semicolon without a colon is more of the place before it."""
        found: list[tuple[str, str]] = []
        for part in filter(None, (part.strip() for part in re.split(r"[;\n]", self._text(Head.CITED)))):
            document, colon, place = part.partition(":")
            named = self.pinned.document(document.strip())
            if found and not colon and named not in self.pinned.documents:
                found[-1] = (found[-1][0], f"{found[-1][1]}; {part}")
            else:
                found.append((named, place.strip()))
        return found

    def _citation_problems(self) -> Iterator[Problem]:
        citations = self._citations()
        form = "write “document: place; document: place”"
        for document, place in citations:
            if document not in self.pinned.documents:
                near = "" if _NUMBERED.fullmatch(document) else did_you_mean(document, self.pinned.documents)
                help = f"{form}, with the numbers or short names of the sheet Dossier{f'; {near}' if near else ''}"
                yield self._at(Head.CITED, f"“{shortened(document)}” is not a document of the dossier", help)
            elif not place:
                help = f"{form}: a page, a section, a time"
                yield self._at(Head.CITED, f"`{document}` is cited without a place", help)
            elif len(place) > MAX_DECISION_TEXT:
                message = f"a place has {len(place):,} characters; the limit is {MAX_DECISION_TEXT:,}"
                yield self._at(Head.CITED, message, form)
        if len(citations) > _MOST_CITATIONS:
            message = f"{len(citations)} citations; the limit is {_MOST_CITATIONS}"
            yield self._at(Head.CITED, message, "cite the best of them")
