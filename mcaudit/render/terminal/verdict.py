"""The verdict of an audit on a screen, and what it rests on."""

from __future__ import annotations

from rich.text import Text

from mcaudit.media.writers.terminal import show_blocks, show_section
from mcaudit.model import Audit, Gate, WaiverUse
from mcaudit.render.terminal.screen import VERDICT_STYLES, Screen
from mcaudit.report.agreement import measured
from mcaudit.report.review import uncounted_section
from mcaudit.terms.agreement import measured_words
from mcaudit.terms.remarks import origin, remarks
from mcaudit.terms.words import (
    counts_words,
    is_yes,
    score_range,
    unchecked_sentence,
    verdict_sentence,
    verdict_words,
)

_USES = {
    WaiverUse.APPLIED: "not enforced until {day}",
    WaiverUse.UNUSED: "not needed: it is met or does not apply",
    WaiverUse.EXPIRED: "expired on {day} and no longer counts",
}


def show_fictional(screen: Screen, audit: Audit) -> None:
    """Say so where a micro-credential does not exist."""
    if audit.profile.content.get("fictional") == "yes":
        screen.line("FICTIONAL: this micro-credential does not exist; it is a model to learn from.", "bold magenta")


def show_verdict(screen: Screen, audit: Audit) -> None:
    """Show the verdict, what it means, where the profile comes from, and the verdict at the other gate."""
    screen.show()
    word = Text(f" {verdict_words(audit, audit.gate).upper()} ", style=f"{VERDICT_STYLES[audit.verdict]} reverse")
    screen.show(Text("  ").join((word, screen.text(f"{audit.gate} gate", "bold"))))
    screen.line(verdict_sentence(audit, audit.gate))
    if said := origin(audit):
        screen.line(said)
    other = Gate.SUBMISSION if audit.gate is Gate.ENDORSEMENT else Gate.ENDORSEMENT
    screen.line(f"{other.capitalize()} gate: {verdict_sentence(audit, other)}", "dim")


def show_scores(screen: Screen, audit: Audit) -> None:
    """Show how much is addressed and met, and how much rests on unchecked claims."""
    screen.show()
    rows = []
    for label, counts in (("required", audit.score.required), ("desired", audit.score.desired)):
        rows.append((label, screen.text(counts_words(counts, " · "))))
    before = audit.score_before_waivers.required
    if audit.score.required.waived:
        rows.append(("unwaived", screen.text(f"{score_range(before)} required met before waivers")))
    screen.pairs(rows, indent=2)
    if audit.unconfirmed and not any(map(is_yes, audit.verdicts.values())):
        screen.line(unchecked_sentence(audit), indent=2)


def show_waivers(screen: Screen, audit: Audit) -> None:
    """Show each waiver of the policy and what became of it."""
    if not audit.waivers:
        return
    screen.heading(f"Waivers of the policy ({len(audit.waivers)}); a waiver is never a pass")
    rows = []
    for result in audit.waivers:
        waiver = result.waiver
        reason = f"{_USES[result.use].format(day=waiver.expires)}, by {waiver.by}: {waiver.reason}"
        rows.append((waiver.requirement, screen.text(reason)))
    screen.pairs(rows, indent=2)


def show_remarks(screen: Screen, audit: Audit) -> None:
    """Show what a reader should know; warnings about the file stand on standard error."""
    noted = [remark for remark in remarks(audit) if not remark.is_warning]
    if not noted:
        return
    screen.heading("Notes")
    for remark in noted:
        where = f" (line {remark.line})" if remark.line else ""
        screen.line(f"{remark.text}{where}", indent=2)


def show_agreement(screen: Screen, audit: Audit) -> None:
    """Show whose answers do not count, and how far the reviewers agree, where any have decided."""
    if audit.agreement is None:
        return
    if uncounted := uncounted_section(audit):
        show_section(screen, uncounted)
    screen.heading("How far the reviewers agree")
    screen.line(measured_words(audit.agreement), "dim", indent=2)
    show_blocks(screen, (measured(audit.agreement.overall),), 2)


def show_last(screen: Screen, audit: Audit) -> None:
    """Show the verdict as the last line, where a reader of a long output looks."""
    screen.line(
        f"{verdict_words(audit, audit.gate).upper()}: {verdict_sentence(audit, audit.gate)}",
        VERDICT_STYLES[audit.verdict],
    )
