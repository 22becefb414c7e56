"""`mcaudit check` on a screen: one profile in brief or in detail, or many in a few lines each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcaudit.blocks import Block, Group, Paragraph, Tone
from mcaudit.late import late
from mcaudit.model import Audit
from mcaudit.report.badges import bar_of
from mcaudit.report.check.brief import brief
from mcaudit.report.check.parts import Parts, toned
from mcaudit.terms.remarks import origin
from mcaudit.terms.run import Ending, Run, View
from mcaudit.terms.verdicts import unchecked_sentence, verdict_words
from mcaudit.terms.words import addressed_of, is_yes, many_words, met_range

if TYPE_CHECKING:
    from mcaudit.report.check import detail
else:
    detail = late("mcaudit.report.check.detail")  # loaded only where findings are shown


def _audit(audit: Audit, run: Run, view: View) -> Iterator[Block]:
    if run.many:
        yield _in_short(audit)
    elif view.verbose or view.selection.filters:
        yield from detail.detail(audit, view)
    else:
        yield from brief(audit)


def _in_short(audit: Audit) -> Group:
    """Return an audit of many: its verdict, how much is addressed and met, its path, and what every output says."""
    required = audit.score.required
    fictional = " (fictional)" if audit.profile.content.get("fictional") == "yes" else ""
    counts = f"{addressed_of(required)} addressed, {required.not_stated} not; {met_range(required)} met"
    unchecked = unchecked_sentence(audit) if is_yes(audit.verdict) else ""
    said = " ".join(filter(None, (origin(audit), unchecked)))
    return Group(
        title=(toned(verdict_words(audit, audit.gate), audit.verdict), f": {audit.profile.title}{fictional}"),
        blocks=(
            bar_of("required", required, f"{audit.profile.state}: {counts}"),
            Paragraph(text=audit.profile.path, tone=Tone.SMALL),
            *((Paragraph(text=said, tone=Tone.SMALL),) if said else ()),
        ),
    )


def _after(ending: Ending, run: Run) -> Iterator[Block]:
    """Yield what a reader of the whole should know, and what many profiles come to."""
    for notice in ending.notices:
        yield Paragraph(text=f"Note: {notice}.")
    if run.many:
        yield Group(title=many_words(ending, run), blocks=(Paragraph(text=run.under, tone=Tone.SMALL),))


PARTS = Parts(audit=_audit, after=_after)
