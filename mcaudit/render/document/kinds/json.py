"""JSON, the contract of `mcaudit schema audit`, for other programs."""

from __future__ import annotations

from mcaudit.media.plain import utf8
from mcaudit.model import Audit
from mcaudit.render.document.depth import Depth
from mcaudit.render.formats import json
from mcaudit.render.report import Ending, Run, View

SUMMARY = "one document for other programs, the same at every depth"


def render(audit: Audit, depth: Depth) -> bytes:
    """Return an audit as the JSON document that `check --format json` gives of it."""
    run, view = Run(edition=audit.edition, policy=audit.policy, gate=audit.gate, many=False), View()
    ending = Ending(verdicts={audit.verdict: 1}, problems=())
    parts = json.head(run, view), json.each(audit, run, view), json.tail(ending, run, view)
    return utf8("".join(parts))
