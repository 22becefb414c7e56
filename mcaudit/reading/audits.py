"""Reads the audits of an earlier run from their JSON, in this format and in the one before it.

The first format has no `not_stated`: there, whatever nobody had stated was `not_met`, with the basis
`missing` or `empty`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from mcaudit.contracts import AUDIT_FORMAT, EARLIER_AUDIT_FORMATS
from mcaudit.model import Basis, Citation, EarlierAudit, EarlierFinding, Gate, Status, Verdict
from mcaudit.reading.limits import MAX_AUDITS_BYTES, MAX_AUDITS_VALUES, MAX_DEPTH
from mcaudit.reading.text import Text, read_text, shortened

_Word = TypeVar("_Word", bound=StrEnum)
_DEEPEST = 5 * MAX_DEPTH
"""A profile has at most MAX_DEPTH levels and stands some way down in its audit; much deeper, Python gives up."""
_HELP = "use the whole output of `mcaudit check --format json`"
_FEWER = "is this the right file? three hundred audits have fewer; audit and compare fewer profiles at once"
_FORMATS = (AUDIT_FORMAT, *EARLIER_AUDIT_FORMATS)
_RENAMED = {"decision": Basis.CONSENSUS, "none": Basis.UNREVIEWED}
"""Bases of the first format that have another name now."""
_NOTHING_STATED = (Basis.MISSING, Basis.EMPTY)


def read_audits(path: Path) -> Mapping[str, EarlierAudit]:
    """Return the audits of an earlier run by the id of their profile; raise InputError where they cannot be read."""
    text = read_text(path, most=MAX_AUDITS_BYTES, of="audit")
    data = _json(text)
    if _depth(data) > _DEEPEST:
        raise text.error("not an audit: it is nested too deeply", _HELP)
    if not isinstance(data, Mapping) or data.get("format") not in _FORMATS:
        raise text.error(f"not an audit: expected `format: {AUDIT_FORMAT}` or an earlier one", _HELP)
    if data.get("filter"):
        message = "this audit has only some of its findings, and all of them are needed"
        raise text.error(message, "make it again without --select and --ignore")
    if not isinstance(data.get("audits"), list):
        raise text.error("not an audit: expected a list of `audits`", _HELP)
    audits: dict[str, EarlierAudit] = {}
    for index, entry in enumerate(data["audits"]):
        audit = _audit(text, data, index, entry)
        if audit.profile in audits:
            message = f"two audits of `{audit.profile}` in one file"
            raise text.error(message, "use a file in which each profile has its own id")
        audits[audit.profile] = audit
    return audits


def _json(text: Text) -> Any:
    values = sum(map(text.content.count, ",[{"))  # counted before any of them takes memory; some are within texts
    if values > MAX_AUDITS_VALUES:
        message = f"the file has about {values:,} values, and at most {MAX_AUDITS_VALUES:,} are read"
        raise text.error(message, _FEWER)
    try:
        return json.loads(text.content)
    except json.JSONDecodeError as error:
        at = text.position(error.pos)
        raise text.error(f"not valid JSON: {error.msg.lower()}", _HELP, at=at) from error
    except (RecursionError, ValueError) as error:  # nested too deeply; a number of too many digits
        raise text.error("not an audit: it is nested too deeply, or a number in it is too long", _HELP) from error


def _depth(data: Any) -> int:
    """Return how deeply data is nested, counted level by level."""
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


def _audit(text: Text, data: Mapping[str, Any], index: int, entry: Any) -> EarlierAudit:
    try:
        policy, content = entry["policy"], entry["profile"].get("content")
        return EarlierAudit(
            path=text.path,
            format=data["format"],
            tool=_text(data.get("mcaudit", "")),
            profile=_text(entry["profile"]["id"]),
            sha256=_text(entry["profile"].get("sha256", "")),
            date=date.fromisoformat(_text(entry["date"])).isoformat(),
            gate=_word(Gate, entry["gate"]),
            verdict=_word(Verdict, entry["verdict"]),
            edition=_text(entry["edition"]["sha256"]),
            policy=_text(policy["sha256"]) if policy else "",
            reviewed=tuple(_text(file["sha256"]) for file in entry.get("reviewed", ())),
            findings={_text(finding["criterion"]): _finding(finding, data["format"]) for finding in entry["findings"]},
            content=content if isinstance(content, Mapping) else None,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = f"`{error.args[0]}` is missing" if isinstance(error, KeyError) else error
        message = f"audit {index + 1} in this file does not match `mcaudit schema audit`: {reason}"
        raise text.error(message, _HELP) from error


def _finding(entry: Mapping[str, Any], format: str) -> EarlierFinding:
    cited = (
        Citation(document=_text(c["document"]), place=_text(c["place"]), fields=tuple(map(_text, c["fields"])))
        for c in entry["citations"]
    )
    status, basis = _status_and_basis(entry, format)
    return EarlierFinding(
        status=status,
        basis=basis,
        message=_text(entry["message"]),
        needed=entry["needed"] is True,
        citations=tuple(cited),
    )


def _status_and_basis(entry: Mapping[str, Any], format: str) -> tuple[Status, Basis]:
    status = _word(Status, entry["status"])
    if format not in EARLIER_AUDIT_FORMATS:
        return status, _word(Basis, entry["basis"])
    basis = _RENAMED[entry["basis"]] if entry["basis"] in _RENAMED else _word(Basis, entry["basis"])
    nothing_stated = status is Status.NOT_MET and basis in _NOTHING_STATED
    return (Status.NOT_STATED if nothing_stated else status), basis


def _word(words: type[_Word], value: Any) -> _Word:
    try:
        return words(value)
    except ValueError as error:
        raise TypeError(f"“{shortened(str(value))}” is not one of {', '.join(words)}") from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected text instead of {json.dumps(value)[:60]}")
    return value
