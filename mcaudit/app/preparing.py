"""Gathers what a command that audits many profiles needs, before any of them is audited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mcaudit.app.finding import find_profiles
from mcaudit.app.ignoring import Rules
from mcaudit.app.loading import edition_of, policies_asked, read_besides
from mcaudit.app.reviews import files_of, reviews_of
from mcaudit.errors import Problem
from mcaudit.model import Edition, Policy, Review
from mcaudit.terms.policies import one_policy, own_policies_words
from mcaudit.terms.run import Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What profiles are audited, and by what."""

    paths: Sequence[Path]
    date: str
    """The day of the audit, as YYYY-MM-DD."""
    exclude: Sequence[Rules] = ()
    profiles_only: bool = False
    """Whether files that are named and are not profiles are skipped."""
    edition: Path | None = None
    """A folder; None is the shipped edition."""
    policy: str | None = None
    """The name or file of the one policy for all, `own` for that of each profile's state, or `none`, as is None."""
    decisions: Sequence[Path] = ()
    without_names: bool = False
    """Whether reviewers are numbers, for publishing."""
    besides: Sequence[Path | None] = ()
    """Other files that are read, which no output may overwrite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Everything that was found for a question."""

    paths: Sequence[Path]
    edition: Edition
    date: str
    policy: Policy | None
    """The one policy for all, if there is one."""
    own: Mapping[str, Policy]
    """Policies by state, for the profiles of that state."""
    stale: tuple[str, ...]
    """Why a shipped policy is left out, in words."""
    reviews: Mapping[str, tuple[Review, ...]]
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]
    """What could not be looked into."""
    skipped: tuple[Skipped, ...]
    read: tuple[Path, ...]
    """What was read, or will be, apart from the profiles' documents."""

    @property
    def policies(self) -> Mapping[str, Policy]:
        """The policies that may apply, by state."""
        return {self.policy.state: self.policy} if self.policy else self.own

    @property
    def under(self) -> str:
        """Which policies were applied, in words."""
        return one_policy(self.policy) if self.policy else own_policies_words(self.own.values())


def prepared(question: Question) -> Prepared:
    """Return what a question needs; raise InputError where something cannot be read or is not valid."""
    edition = edition_of(question.edition)
    policy, own, stale = policies_asked(edition, question.policy, question.date)
    reviews = reviews_of(edition, question.decisions)
    files, problems, skipped = find_profiles(
        question.paths, profiles_only=question.profiles_only, exclude=question.exclude
    )
    return Prepared(
        paths=question.paths,
        edition=edition,
        date=question.date,
        policy=policy,
        own=own,
        stale=stale,
        reviews=reviews,
        files=files,
        problems=problems,
        skipped=skipped,
        read=(*files, *read_besides(policy, question.edition, *question.besides), *files_of(reviews)),
    )
