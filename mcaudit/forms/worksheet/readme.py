"""What the first sheet of a workbook says to its reviewer: what is to do, for whom, and how each column is filled."""

from __future__ import annotations

from collections.abc import Iterator

from mcaudit.contracts import DEFAULT_QUORUM, WorksheetHead
from mcaudit.forms.worksheet.order import Asking, to_do_words
from mcaudit.forms.worksheet.rows import LONGER
from mcaudit.model import Reviewer
from mcaudit.terms.decisions import ANSWERS
from mcaudit.terms.words import number
from mcaudit.version import __version__


def read_me(asking: Asking, reviewer: Reviewer) -> Iterator[tuple[str, str]]:
    """Yield the rows of the first sheet, each with its label."""
    audit, policy = asking.audit, asking.audit.policy
    yield "Micro-credential", f"{audit.profile.title} ({audit.profile.id}, {audit.profile.state})"
    yield "To review", to_do_words(asking)
    yield "Criteria", f"{audit.edition.title} ({audit.edition.id})"
    yield "Policy", policy.title if policy else "none"
    yield "Reviewer", f"{reviewer.name}, {reviewer.affiliation} ({reviewer.id})"
    yield "Date", audit.date
    yield "What to do", "On the sheet Review, fill in the cream cells. All other cells are locked."
    yield from _columns()
    quorum = policy.quorum if policy else DEFAULT_QUORUM
    alone = policy is not None and policy.settle_alone
    blind = "please do not show your answers to another reviewer before all have sent theirs"
    yield "On your own", f"{number(quorum, 'reviewer')} must decide a criterion, each alone: {blind}."
    settles = "Here one of them may settle it." if alone else "None of them settles it alone."
    yield "If reviewers differ", f"They talk, or others decide, and the reasons go on the record. {settles}"
    yield "Made with", f"mcaudit {__version__}"


def _columns() -> Iterator[tuple[str, str]]:
    shown = "The sheet first shows only what is to review now. Use the filter of the column To do to see the rest."
    provider = "Where the provider must act first, your answer changes something only if you cite a document"
    yield "Order of the rows", f"{shown} {provider} of the dossier."
    yield (
        WorksheetHead.ANSWER,
        f"One of: {', '.join(ANSWERS.values())}. Each row offers the answers that are possible there.",
    )
    yield "Cannot tell", "The documents do not let you decide. Say under Why what you looked for."
    yield "Checked", "You opened what is cited, and it says so. This confirms the fact and is not an answer."
    yield (
        WorksheetHead.WHY,
        "Required for every answer except “met” and “checked”: a sentence that the provider can follow.",
    )
    yield WorksheetHead.SATISFY, "Required for “not met” and “partly met”: what the provider should do."
    rests = "What your answer rests on, as “document: place; document: place”: D2: p. 4; rubric: section 2."
    names = "Use the numbers or the short names of the documents on the sheet Dossier."
    counts = "Where reviewers decide, “met” counts only with a citation."
    yield WorksheetHead.CITED, f"{rests} {names} {counts}"
    read = "If you leave it empty, it is the day on which the answer is first read back."
    yield "Date of an answer", f"As 2026-01-31. {read} Fill it in when you return to an earlier answer."
    where = "in the line above the sheet when you select the cell; on paper it is cut"
    whole = "The HTML worksheet and a full report also show everything that the profile says."
    yield LONGER, f"A row can only be so high. A cell that begins with “[{LONGER}” is shown whole {where}. {whole}"
    yield "Not done yet?", "Leave a row empty, and it stays open. A row that is only partly filled in is an error."
    yield "Formulas", "Do not write formulas; they are not read. Keep the file as an Excel workbook (.xlsx)."
