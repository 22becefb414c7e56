"""Finds the files of reviewers' decisions, and draws together what they say of a profile."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from mcaudit.app.loading import own_policies
from mcaudit.audit.subject import Case
from mcaudit.contracts import DECISIONS_FORMAT, DEFAULT_QUORUM
from mcaudit.errors import InputError, Problem
from mcaudit.model import Decision, Edition, Pins, Review
from mcaudit.reading.decisions.read import read_review
from mcaudit.reading.declared import is_editor_lock, may_hold_decisions
from mcaudit.review.adopting import Adopting
from mcaudit.review.citing import with_short_names
from mcaudit.review.former_pins import former_pins
from mcaudit.review.parties import one_person, parties
from mcaudit.review.pins import document_pins, is_bound, pins_of, reviewing_state
from mcaudit.review.resolving import ReviewContext, decisions_of

_SUFFIXES = (".yaml", ".yml", ".json")


def reviews_of(edition: Edition, paths: Sequence[Path]) -> Mapping[str, tuple[Review, ...]]:
    """Return the reviews in files and folders, by the id of their profile.

    Raise InputError with everything that is wrong with any of them: an audit without a decision that was
    meant to count would be wrong.
    """
    problems: list[Problem] = []
    read: list[Review] = []
    for file in _files(paths):
        try:
            read.append(read_review(edition, file))
        except InputError as error:
            problems.extend(error.problems)
    return by_profile(read, problems)


def by_profile(reviews: Iterable[Review], problems: Iterable[Problem] = ()) -> Mapping[str, tuple[Review, ...]]:
    """Return reviews by the id of their profile; raise InputError with problems, and if a person would count twice."""
    wrong = list(problems)
    found: dict[str, list[Review]] = {}
    for review in reviews:
        wrong.extend(_again(review, found.get(review.profile, ())))
        found.setdefault(review.profile, []).append(review)
    if wrong:
        raise InputError(wrong)
    return {profile: tuple(reviews) for profile, reviews in found.items()}


def review_notices(
    reviews: Mapping[str, Sequence[Review]],
    audited: Container[str],
    *,
    day: str,
    named: bool = True,
    elsewhere: Container[str] = (),
) -> Iterator[str]:
    """Yield that there are decisions on a profile that was not audited, of a later day than the audit's, or stateless.

    A mistyped year outlives every correction. Where reviewers are not named, neither are their files. Profiles
    `elsewhere` were audited for another state than their own.
    """
    for id, mine in reviews.items():
        for review in mine:
            file = review.path if named else f"a file on `{id}`"
            days = {each.date for each in review.opinions} | {each.date for each in review.settlements}
            later = sorted(each for each in days if each > day)
            if later:
                yield f"{file} has entries of a later day than this audit's, {day}: {', '.join(later[:3])}"
            if id in elsewhere and not review.state:
                yield f"{file} names no state, so for another state it counts only for what is the same in every state"
        if id not in audited:
            file = mine[0].path if named else "a file"
            yield f"{file} has decisions on `{id}`, and no profile of that id was audited"


def files_of(reviews: Mapping[str, Sequence[Review]]) -> Iterator[Path]:
    """Yield the files that reviews were read from, which no output may overwrite."""
    for mine in reviews.values():
        yield from (Path(review.path) for review in mine)


def _again(review: Review, others: Sequence[Review]) -> Iterator[Problem]:
    """Yield that a reviewer has two files on one profile, for one state or without one: one would count twice."""
    for other in others:
        mine, theirs = review.reviewer, other.reviewer
        if mine is None or theirs is None or (review.state and other.state and review.state != other.state):
            continue
        if mine.id == theirs.id:
            message = f"`{mine.id}` has decisions on `{review.profile}` in {other.path} as well"
            yield Problem(path=review.path, message=message, help="keep one file a reviewer and profile; add to it")
        elif one_person(mine, theirs):
            message = f"{mine.name} is `{mine.id}` here and `{theirs.id}` in {other.path}"
            help = "one person counts once: use one id, or give two people different names"
            yield Problem(path=review.path, message=message, help=help)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files of decisions among paths, each once; raise InputError for a folder that is shut or has none."""
    seen: set[str] = set()
    for path in paths:
        files = tuple(_in_folder(path)) if path.is_dir() else (path,)
        if not files:
            message = "this folder holds no decisions"
            help = f"a file of decisions begins with the line `format: {DECISIONS_FORMAT}`"
            raise InputError.of(path, message, help)
        for file in files:
            real = os.path.realpath(file)
            if real not in seen:
                seen.add(real)
                yield file


def _in_folder(folder: Path) -> Iterator[Path]:
    def unopened(error: OSError) -> None:
        name = Path(error.filename or folder).as_posix()
        message = f"this folder cannot be opened: {(error.strerror or str(error)).lower()}"
        raise InputError.of(name, message, "decisions in it would not count") from error

    def refuse_links(parent: str, folders: list[str]) -> None:
        for path in (Path(parent, name) for name in folders):
            if path.is_symlink():
                message = "this folder is a link, and links to folders are not followed"
                help = "decisions in it would not count; name the folder itself with --decisions, or remove the link"
                raise InputError.of(path, message, help)

    for parent, folders, names in os.walk(folder, onerror=unopened):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        refuse_links(parent, folders)
        for name in sorted(names):
            path = Path(parent, name)
            if path.suffix.lower() in _SUFFIXES and not is_editor_lock(path) and may_hold_decisions(path):
                yield path


def decided(case: Case, reviews: Sequence[Review], adopting: Adopting | None = None) -> Mapping[str, Decision]:
    """Return what the reviewers together said about each criterion of a profile; empty without reviews.

    `adopting` says whose decisions for other states count; left out, the policy does. Raise InputError where a citation
    gives the number of a document that the dossier does not have.
    """
    if not reviews:
        return {}
    context = review_context(case)
    named = [with_short_names(review, tuple(context.documents)) for review in reviews]
    return decisions_of(replace(context, adopting=adopting) if adopting else context, named)


def review_context(case: Case) -> ReviewContext:
    """Return what decisions on a profile are compared with."""
    criteria = {criterion.id: criterion for criterion in case.edition.criteria}

    @cache
    def former(criterion: str, text: str) -> Pins:
        return former_pins(case, criteria[criterion], text)

    return ReviewContext(
        edition=case.edition,
        pins=pins_of(case),
        former=former,
        bound=frozenset(name for name, each in criteria.items() if is_bound(case, each)),
        state=reviewing_state(case),
        home=case.profile.home,
        documents=document_pins(case.profile),
        parties=parties(case.profile),
        settled=case.settled,
        quorum=case.policy.quorum if case.policy else DEFAULT_QUORUM,
        settles_alone=case.policy.settle_alone if case.policy else False,
        adopting=adopting_of(case),
    )


def adopting_of(case: Case) -> Adopting:
    """Return whose decisions the policy adopts; another state's quorum is that of its shipped policy, if it has one."""
    adoptions = {each.state: each for each in case.policy.reciprocity} if case.policy else {}
    theirs = [state for state, each in adoptions.items() if each.their_quorum]
    policies = own_policies(case.edition, case.date)[0] if theirs else {}
    quorums = {state: policies[state].quorum if state in policies else DEFAULT_QUORUM for state in theirs}
    return Adopting(state=reviewing_state(case), day=case.date, adoptions=adoptions, quorums=quorums)
