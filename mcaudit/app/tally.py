"""Counts what a run of many audits comes to, and refuses an audit that must not count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mcaudit.app.auditing import Outcome, Unaudited
from mcaudit.app.exits import Exit, exit_of
from mcaudit.app.finding import skipped_notices
from mcaudit.app.preparing import Prepared
from mcaudit.app.reviews import review_notices
from mcaudit.errors import OutputError, Problem
from mcaudit.model import EarlierAudit, Verdict, Warned
from mcaudit.terms.remarks import Remark
from mcaudit.terms.run import Ending, Run
from mcaudit.terms.selection import Selection


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is kept of an audit: a piece for each output, and what a reader should know of it."""

    pieces: tuple[str, ...]
    documents: tuple[bytes | OutputError, ...]
    """The document of the audit for each output that is one, or why it cannot be made."""
    remarks: tuple[Remark, ...]


@dataclass(slots=True)
class Tally:
    """What is kept of a run while its audits come and go."""

    run: Run
    found: Prepared
    earlier: Mapping[str, EarlierAudit]
    since: Path | None
    selection: Selection
    named: bool
    """Whether reviewers are named."""
    more_notices: Sequence[str] = ()
    problems: list[Problem] = field(default_factory=list)
    unaudited: list[Exit] = field(default_factory=list)
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    documents: list[Path] = field(default_factory=list)
    remarks: list[tuple[str, Remark]] = field(default_factory=list)
    audited: dict[str, str] = field(default_factory=dict)
    """Path of each profile by its id."""
    elsewhere: set[str] = field(default_factory=set)
    """The ids of those that were audited for another state than their own."""
    warnings: list[Warned] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Count folders that could not be opened as mistakes."""
        self.problems.extend(self.found.problems)
        self.unaudited.extend(Exit.MISTAKE for _ in self.problems)

    def accepted(self, outcome: Outcome[Shown]) -> Outcome[Shown]:
        """Return an outcome, or why it does not count: a waiver, a decision and an earlier audit go by the id."""
        if isinstance(outcome, Unaudited) or outcome.id not in self.audited:
            return outcome
        message = f"its id, `{outcome.id}`, is that of {self.audited[outcome.id]} as well"
        problem = Problem(path=outcome.path, message=message, help="give each profile an id of its own")
        return Unaudited(exit=Exit.MISTAKE, problems=(problem,), documents=outcome.documents)

    def add(self, outcome: Outcome[Shown]) -> None:
        """Count one outcome."""
        self.documents.extend(outcome.documents)
        if isinstance(outcome, Unaudited):
            self.problems.extend(outcome.problems)
            self.unaudited.append(outcome.exit)
            return
        self.verdicts[outcome.verdict] += 1
        self.remarks.extend((outcome.path, remark) for remark in outcome.shown.remarks)
        self.audited[outcome.id] = outcome.path
        if outcome.home != outcome.state:
            self.elsewhere.add(outcome.id)
        self.warnings.extend(outcome.warnings)

    def exits(self) -> Iterator[Exit]:
        """Yield the exit code of everything that happened."""
        yield from self.unaudited
        yield from (exit_of(verdict) for verdict in self.verdicts)

    def ending(self) -> Ending:
        """Return what the run came to."""
        return Ending(
            verdicts=self.verdicts,
            problems=tuple(self.problems),
            notices=(*self._notices(), *self.more_notices),
            skipped=self.found.skipped,
            remarks=tuple(self.remarks),
        )

    def _notices(self) -> Iterator[str]:
        if self.selection.filters:
            yield self.selection.description()
        yield from skipped_notices(self.found.skipped)
        if self.since is not None:
            for id, path in self.audited.items():
                if id not in self.earlier:
                    yield f"{self.since.as_posix()} has no audit of `{id}` ({path}), so its changes are unknown"
            for id in self.earlier:
                if id not in self.audited:
                    yield f"{self.since.as_posix()} has an audit of `{id}`, and no profile of that id was audited"
        yield from review_notices(
            self.found.reviews, self.audited, day=self.found.date, named=self.named, elsewhere=self.elsewhere
        )
        policy = self.run.policy
        if policy is None:
            return
        for waiver in policy.waivers:
            for name in waiver.profiles:
                if name not in self.audited:
                    yield (
                        f"the policy {policy.id} waives {waiver.requirement} for `{name}`, and no profile of that id "
                        "was audited"
                    )
