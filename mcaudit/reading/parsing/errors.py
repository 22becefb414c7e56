"""Says in plain words, with its place, why a text is not YAML."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import yaml

from mcaudit.errors import Problem
from mcaudit.model import Position
from mcaudit.reading.limits import MAX_DEPTH
from mcaudit.reading.text import Text, conflict, shortened
from mcaudit.reading.unseen import CURLY, LINE_ENDS, MARKS, SPACES, code_point

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_UNSEEN = re.compile(
    rf"(?:^|(?<=[\r\n]))[ \t]*(?:- +)*(?P<indentation>[{SPACES}{MARKS}]+)|[:-](?P<sign>[{SPACES}{MARKS}]+)"
    rf"|(?P<end>[{LINE_ENDS}])"
)
"""What cannot be seen and stands where YAML looks for a space, or ends a line."""
_WIDTHLESS = re.compile(f"[{MARKS}]")
TOO_DEEP = f"values are nested more than {MAX_DEPTH} deep here"
CHECK_INDENTATION = "no answer needs that; check the indentation"
_DIRECTIVE = re.compile(r"(?:^|(?<=[\r\n]))%[^\r\n]*")
_OF_DIRECTIVES = ("incompatible YAML document", "directive", "<document start>")


def refusal(text: Text, error: yaml.YAMLError) -> Problem:
    """Return what is wrong with a text that could not be read as YAML."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return _unprintable(text, error)
    problem = error.problem or ""
    opened = any(words in problem for words in _SEEN_LATE)
    marks = (error.context_mark if opened else None, error.problem_mark, error.context_mark)
    index, *_ = [mark.index for mark in marks if mark is not None]
    seen = max(mark.index for mark in marks if mark is not None)
    return (
        conflict(text)
        or _directive(text, problem)
        or _curly(text, index)
        or _unseen(text, seen)
        or _problem_at(text, error, index)
    )


def unseen_space(text: Text, character: str, at: Position) -> Problem:
    """Return that a character which cannot be seen stands where YAML needs a space, or nothing."""
    category = unicodedata.category(character)
    if category == "Zs":
        message = f"an invisible space ({code_point(character)}) stands here, where YAML needs an ordinary one"
        return text.problem(message, "delete it and type ordinary spaces", at=at)
    kind = "character" if category == "Cf" else "line end"
    return text.problem(f"an invisible {kind} ({code_point(character)}) stands here", "delete it", at=at)


# --- what a text was meant to be -----------------------------------------------------------------


def _directive(text: Text, problem: str) -> Problem | None:
    found = _DIRECTIVE.search(text.content)
    if found is None or not any(words in problem for words in _OF_DIRECTIVES):
        return None
    message = f"a directive (`{shortened(found[0].strip())}`) stands here that is not read"
    return text.problem(message, "delete the line: no file of ours needs one", at=text.position(found.start()))


def _curly(text: Text, index: int) -> Problem | None:
    """Return that curly quotation marks stand in the line of an error, where straight ones would fix it."""
    start = max(text.content.rfind(end, 0, index) for end in "\r\n") + 1
    end = min((at for end in "\r\n" if (at := text.content.find(end, index)) >= 0), default=len(text.content))
    line = text.content[start:end]
    straight = "".join(CURLY.get(each, each) for each in line)
    if straight == line or not _mends(f"{text.content[:start]}{straight}{text.content[end:]}", end):
        return None
    first = next(at for at, each in enumerate(line) if each in CURLY)
    message = f"a curly quotation mark ({line[first]}) stands here, which YAML takes for a letter"
    help = "put straight quotation marks (\" or ') around the text"
    return text.problem(message, help, at=text.position(start + first))


def _unseen(text: Text, index: int) -> Problem | None:
    """Return that what cannot be seen stands above an error, or on its line, where ordinary spaces would fix it."""
    found = [match for match in _UNSEEN.finditer(text.content) if match.start() <= index]
    if not found or not _mends(_UNSEEN.sub(_seen, text.content), index):
        return None
    group = str(found[-1].lastgroup)
    return unseen_space(text, found[-1][group][0], text.position(found[-1].start(group)))


def _seen(match: re.Match[str]) -> str:
    """Return what may have been meant: a space for a space, and nothing for what has no width."""
    group = str(match.lastgroup)
    return match[0][: match.start(group) - match.start()] + _WIDTHLESS.sub("", re.sub(r"\s", " ", match[group]))


def _mends(other: str, index: int) -> bool:
    """Return whether another text, no longer than the first, can be read further than up to a place in it."""
    try:
        for _ in yaml.parse(other, Loader=LOADER):
            pass
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return mark is not None and mark.index > index
    return True


# --- what libyaml says ---------------------------------------------------------------------------


def _problem_at(text: Text, error: yaml.MarkedYAMLError, index: int) -> Problem:
    tab = text.content[index : index + 1] == "\t"
    problem = "found a tab character" if tab else error.problem or ""
    known = ((message, help) for start, message, help in _WORDS if start in problem)
    unknown = f"this is not YAML: {' '.join(filter(None, (error.context, problem)))}"
    message, help = next(known, (unknown, "check the indentation, and put quotes around text with special characters"))
    return text.problem(message, help, at=text.position(index))


_SEEN_LATE = ("unexpected end of stream", "alphabetic or numeric character")
"""Errors whose cause stands where libyaml began to read, not where it stopped."""

_WORDS = (
    (
        "did not find expected alphabetic or numeric character",
        "a sign stands here that YAML takes for a reference",
        "put quotes around a text that begins with *, & or !",
    ),
    (
        "did not find expected node content",
        "the file ends, or something else begins, where a value is needed",
        "close every bracket and brace, and give every name a value",
    ),
    (
        "found character that cannot start any token",
        "this character cannot stand here",
        "put quotes around the whole text; indent with spaces, never with tabs",
    ),
    ("found a tab character", "a tab stands here, and indentation needs spaces", "replace the tab by spaces"),
    (
        "mapping values are not allowed",
        "a colon stands here that YAML takes for a new entry",
        "put quotes around a text that holds a colon, and check the indentation",
    ),
    (
        "did not find expected key",
        "the line does not fit what stands above it",
        "align it with the entries it belongs to; quote text that begins with a special character",
    ),
    (
        "could not find expected ':'",
        "a name stands here without its colon",
        "write `name: value`, and indent a text that goes on over several lines",
    ),
    (
        "did not find expected '-' indicator",
        "the line does not fit the list above it",
        "begin each entry with `- `, all at the same indentation",
    ),
    (
        "did not find expected ',' or",
        "a bracket or brace is not closed, or a comma is missing",
        "close it, or put quotes around a text that begins with [ or {",
    ),
    (
        "found unexpected end of stream",
        "a quotation mark is opened and never closed",
        "close it at the end of the text",
    ),
    ("found duplicate anchor", "an anchor of this name stands above", "give it another name, or write the text out"),
    ("found undefined alias", "this refers to an anchor that is not there", "text that begins with * needs quotes"),
    (
        "control characters are not allowed",
        "an invisible control character stands here",
        "delete it and type the text again",
    ),
    (
        "found unknown escape character",
        "a backslash stands before a character that needs none",
        "use single quotes around the text",
    ),
    (
        "invalid Unicode character escape",
        "this escape is half of a surrogate pair, and no character",
        "write the character itself, or both halves of its pair",
    ),
    ("nesting depth", TOO_DEEP, CHECK_INDENTATION),
    (
        "block sequence entries are not allowed",
        "a hyphen stands here that YAML takes for a list",
        "begin a list on a line of its own; put quotes around a text that begins with a hyphen",
    ),
)


def _unprintable(text: Text, error: Any) -> Problem:
    bad = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text.content)
    name = code_point(bad.group()) if bad else str(error.reason)
    message = f"an invisible control character ({name}) stands here"
    return text.problem(message, "delete it and type the text again", at=text.position(bad.start()) if bad else None)
