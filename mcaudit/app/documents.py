"""What `report` writes at each depth: documents about an audit, letters, and to-do lists."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from mcaudit.app.kinds import Kinds
from mcaudit.app.reports import LETTERS, TODO, Report
from mcaudit.exchange.formats.json import audits_record
from mcaudit.looks import View
from mcaudit.media.registry import ending_of, medium_of
from mcaudit.model.mailing import Mailing
from mcaudit.render.document import registry
from mcaudit.render.document.depth import Depth as PartOfAudit


class Depth(StrEnum):
    """How much is written, and for whom."""

    SUMMARY = "summary"
    LETTER = "letter"
    TODO = "todo"
    FULL = "full"
    FINDINGS = "findings"
    """The former name of letters."""


KINDS = Kinds(registry, audits_record)
_JSON = "json"
_OF_BLOCKS: Mapping[Depth, Report[Mailing]] = {Depth.LETTER: LETTERS, Depth.FINDINGS: LETTERS, Depth.TODO: TODO}
_WIDTH = 100


def media_of(depth: Depth) -> tuple[str, ...]:
    """Return the media that can be written at a depth; JSON is always the whole audit."""
    if depth in _OF_BLOCKS:
        return (*_OF_BLOCKS[depth].media, _JSON)
    return tuple(medium_of(kind) for kind in KINDS.names())


def document_of(mailing: Mailing, medium: str, depth: Depth) -> bytes:
    """Return the content of a file in a medium, one of `media_of`; raise OutputError where it cannot be made."""
    if depth in _OF_BLOCKS and medium != _JSON:
        return _OF_BLOCKS[depth].content(mailing, medium, View(width=_WIDTH))
    of_audit = PartOfAudit.SUMMARY if depth is Depth.SUMMARY else PartOfAudit.FULL
    content: bytes = KINDS.load(ending_of(medium).removeprefix(".")).render(mailing.audit, of_audit)
    return content
