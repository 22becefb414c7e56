"""Reads the audits of an earlier run from their JSON, so that what became of them can be told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from mcaudit.errors import InputError
from mcaudit.model import AUDIT_FORMAT, Basis, Citation, EarlierAudit, EarlierFinding, Gate, Status, Verdict
from mcaudit.reading.limits import MAX_AUDITS_BYTES, MAX_DEPTH
from mcaudit.reading.text import Text, read_text, shortened

_Word = TypeVar("_Word", bound=StrEnum)
_DEEPEST = 5 * MAX_DEPTH
"""A profile has at most MAX_DEPTH levels and stands some way down in its audit; much deeper, Python gives up."""
_HELP = "give what `mcaudit check --format json` printed, whole"


def read_audits(path: Path) -> Mapping[str, EarlierAudit]:
    """Return the audits of an earlier run by the id of their profile; raise InputError where they cannot be read."""
    text = read_text(path, most=MAX_AUDITS_BYTES, of="audit")
    data = _json(text)
    if _depth(data) > _DEEPEST:
        raise InputError([text.problem("this is no audit: no audit is nested so deeply", _HELP)])
    if not isinstance(data, Mapping) or data.get("format") != AUDIT_FORMAT:
        raise InputError([text.problem(f"this is no audit: it does not say `format: {AUDIT_FORMAT}`", _HELP)])
    if data.get("filter"):
        message = "this audit holds a selection of its findings only, and all are needed"
        raise InputError([text.problem(message, "make it again without --select and --ignore")])
    audits: dict[str, EarlierAudit] = {}
    for index, entry in enumerate(_list(text, data)):
        audit = _audit(text, index, entry)
        if audit.profile in audits:
            message = f"it holds two audits of `{audit.profile}`"
            raise InputError([text.problem(message, "give audits in which each profile has an id of its own")])
        audits[audit.profile] = audit
    return audits


def _json(text: Text) -> Any:
    try:
        return json.loads(text.content)
    except json.JSONDecodeError as error:
        at = text.position(error.pos)
        raise InputError([text.problem(f"this is no JSON: {error.msg.lower()}", _HELP, at=at)]) from error
    except (RecursionError, ValueError) as error:  # nested too deeply; a number of too many digits
        raise InputError([text.problem("this is no audit: no audit is nested so deeply, or so long", _HELP)]) from error


def _depth(data: Any) -> int:
    """Return how deeply data is nested, told level by level."""
    depth, level = 0, [data]
    while level:
        depth += 1
        level = [
            inner
            for value in level
            if isinstance(value, dict | list)
            for inner in (value.values() if isinstance(value, dict) else value)
            if isinstance(inner, dict | list)
        ]
    return depth


def _list(text: Text, data: Mapping[str, Any]) -> list[Any]:
    audits = data.get("audits")
    if not isinstance(audits, list):
        raise InputError([text.problem("this is no audit: it has no list of `audits`", _HELP)])
    return audits


def _audit(text: Text, index: int, entry: Any) -> EarlierAudit:
    try:
        policy, content = entry["policy"], entry["profile"].get("content")
        return EarlierAudit(
            path=text.path,
            profile=_text(entry["profile"]["id"]),
            date=date.fromisoformat(_text(entry["date"])).isoformat(),
            gate=_word(Gate, entry["gate"]),
            verdict=_word(Verdict, entry["verdict"]),
            edition=_text(entry["edition"]["sha256"]),
            policy=_text(policy["sha256"]) if policy else "",
            findings={_text(finding["criterion"]): _finding(finding) for finding in entry["findings"]},
            content=content if isinstance(content, Mapping) else None,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"audit {index + 1} in it is not as `mcaudit schema audit` says: {_reason(error)}"
        raise InputError([text.problem(message, _HELP)]) from error


def _finding(entry: Mapping[str, Any]) -> EarlierFinding:
    cited = (
        Citation(document=_text(c["document"]), place=_text(c["place"]), fields=tuple(map(_text, c["fields"])))
        for c in entry["citations"]
    )
    return EarlierFinding(
        status=_word(Status, entry["status"]),
        basis=_word(Basis, entry["basis"]),
        message=_text(entry["message"]),
        needed=entry["needed"] is True,
        citations=tuple(cited),
    )


def _word(words: type[_Word], value: Any) -> _Word:
    try:
        return words(value)
    except ValueError as error:
        raise TypeError(f"“{shortened(str(value))}” is none of {', '.join(words)}") from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{json.dumps(value)[:60]} stands where text is needed")
    return value


def _reason(error: Exception) -> str:
    return f"it has no `{error.args[0]}`" if isinstance(error, KeyError) else str(error)
