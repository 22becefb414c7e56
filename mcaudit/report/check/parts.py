"""What one medium of `mcaudit check` is made of, piece by piece, because audits are shown as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from mcaudit.blocks import Badge, Block
from mcaudit.errors import Problem
from mcaudit.looks import Look
from mcaudit.model import Audit, Verdict
from mcaudit.terms.run import Ending, Run, View
from mcaudit.terms.words import Tone, tone_of

_LOOKS = {Tone.YES: Look.MET, Tone.NO: Look.NOT_MET, Tone.OPEN: Look.AWAITING_REVIEW}
"""One entry for each tone; a test proves it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What stands before the audits, for each audit, for each file that could not be audited, and at the end."""

    audit: Callable[[Audit, Run, View], Iterable[Block]]
    after: Callable[[Ending, Run], Iterable[Block]]
    before: Callable[[Run], Iterable[Block]] = lambda _: ()
    problems: Callable[[Sequence[Problem]], Iterable[Block]] = lambda _: ()
    """Nothing on a screen: the command writes them on standard error, each with its line."""


def toned(words: str, verdict: Verdict) -> Badge:
    """Return words in the color of the exit code that a verdict gives."""
    return Badge(words, _LOOKS[tone_of(verdict)])
