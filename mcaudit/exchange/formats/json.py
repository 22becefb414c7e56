"""JSON as a published contract: `mcaudit schema audit` prints its schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcaudit.contracts import AUDIT_FORMAT
from mcaudit.exchange.audit import audit_record
from mcaudit.exchange.format import Format
from mcaudit.exchange.json_text import indented, members
from mcaudit.exchange.records import picked
from mcaudit.model import Audit
from mcaudit.terms.run import Ending, Run, View
from mcaudit.version import __version__

_INDENT = 2
_MARGIN = 2 * _INDENT * " "


def audits_record(audit: Audit) -> Mapping[str, Any]:
    """Return the document of one audit."""
    run = Run(edition=audit.edition, policy=audit.policy, gate=audit.gate, many=False)
    ending = Ending(verdicts={audit.verdict: 1}, problems=())
    return {**_before(run, View()), "audits": [audit_record(audit)], **_after(ending)}


def _trailer(ending: Ending, run: Run, view: View) -> str:
    closing = "\n  ]" if ending.audited else "]"
    return f"{closing},\n{members(_after(ending), indent=_INDENT)}\n}}\n"


def _before(run: Run, view: View) -> Mapping[str, Any]:
    """Return what stands before the audits; of `view`, only the selection of findings matters."""
    before: dict[str, Any] = {"format": AUDIT_FORMAT, "mcaudit": __version__, "gate": run.gate}
    if run.configuration is not None:
        before["configuration"] = run.configuration
    if view.selection.filters:
        chosen = view.selection
        before["filter"] = {"select": [w.word for w in chosen.select], "ignore": [w.word for w in chosen.ignore]}
    return before


def _after(ending: Ending) -> Mapping[str, Any]:
    """Return what stands after the audits: also what could not be audited."""
    after: dict[str, Any] = {
        "errors": [picked(problem, "path line column message help") for problem in ending.problems]
    }
    if ending.skipped:
        after["skipped"] = [picked(each, "path why") for each in ending.skipped]
    return {**after, "notices": list(ending.notices)}


FORMAT = Format(
    records=lambda audit, _, view: [audit_record(audit, view.selection)],
    text=lambda record, _: f"\n{_MARGIN}{indented(record, indent=_INDENT, margin=_MARGIN)}",
    between=",",
    header=lambda run, view: f'{{\n{members(_before(run, view), indent=_INDENT)},\n  "audits": [',
    trailer=_trailer,
    suffixes=(".json",),
)
