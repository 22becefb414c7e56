"""The screen of an audit: the colors of statuses and verdicts, and bars of what is counted."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text

from mcaudit.looks import LOOKS, SEGMENTS, Look
from mcaudit.media.screen import BAR, NARROW, width_of
from mcaudit.media.screen import Screen as PlainScreen
from mcaudit.model import Counts, Note, Status, Verdict
from mcaudit.terms.run import View
from mcaudit.terms.words import Tone, tone_of

__all__ = ["BAR", "NARROW", "STYLES", "VERDICT_STYLES", "Screen", "width_of"]

STYLES: Mapping[Status, str] = {status: LOOKS[Look(status)].style for status in Status}
_TONES: Mapping[Tone, str] = {Tone.YES: "bold green", Tone.NO: "bold red", Tone.OPEN: "bold cyan"}
VERDICT_STYLES: Mapping[Verdict, str] = {verdict: _TONES[tone_of(verdict)] for verdict in Verdict}


class Screen(PlainScreen):
    """Collects lines for one view of audits and returns them as text."""

    view: View

    def note(self, note: Note) -> None:
        """Add an interpretation or a discrepancy: what it touches, what the source leaves open, what was chosen."""
        about = ", ".join(note.about) or "every criterion"
        self.line(f"{note.id} ({about})", "bold", indent=2)
        self.line(f"{note.text} {note.choice}", indent=4)

    def bar(self, counts: Counts) -> Text:
        """Return a bar of counts."""
        return self.bar_of({look: getattr(counts, look) for look in SEGMENTS})
