"""Audits many profiles in order, on all cores, keeping of each only what is still needed."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from mcaudit.app.exits import Exit, fault
from mcaudit.app.preparing import Prepared
from mcaudit.app.processes import Lost, cores, side_by_side
from mcaudit.app.reviews import decided
from mcaudit.audit.engine import audit_of, case_of
from mcaudit.audit.subject import Case
from mcaudit.comparison.changes import since
from mcaudit.errors import InputError, OutputError, Problem
from mcaudit.model import Audit, EarlierAudit, Edition, Gate, Policy, Profile, Review, Verdict, Warned
from mcaudit.reading.piped import all_held, beside, hold_all
from mcaudit.reading.profile.dossier import local_files
from mcaudit.reading.profile.read import documents_named_in, read_profile
from mcaudit.review.agreement import agreements_of, left_out_of, ratings_of
from mcaudit.review.anonymous import without_names

Shown = TypeVar("Shown")

_WORTH_PROCESSES = 12
"""From so many profiles on, starting more processes takes less time than it saves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Generic[Shown]):
    """How every profile of a run is audited and shown."""

    found: Prepared
    gate: Gate
    show: Callable[[Audit], Shown]
    """What is made of each audit as soon as it is there; other processes must be able to load it by its name."""
    without_names: bool = False
    """Whether reviewers are numbers, for publishing."""
    earlier: Mapping[str, EarlierAudit] = field(default_factory=dict)
    """Earlier audits by the id of their profile; each new audit says how its findings changed since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited(Generic[Shown]):
    """What is kept of an audit that has been shown: `shown` is what the task made of it."""

    id: str
    state: str
    """The state that it was audited for."""
    home: str
    """The state that it is written for."""
    path: str
    verdict: Verdict
    shown: Shown
    documents: tuple[Path, ...]
    """The local files of its dossier."""
    warnings: tuple[Warned, ...] = ()
    """What of the profile was read liberally."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unaudited:
    """Why a profile could not be audited."""

    exit: Exit
    problems: tuple[Problem, ...]
    documents: tuple[Path, ...] = ()
    """The local files of its dossier, as far as they could be read from it."""


Outcome = Audited[Shown] | Unaudited


def outcomes(task: Task[Shown], *, worth_processes: int = _WORTH_PROCESSES) -> Iterator[Outcome[Shown]]:
    """Yield what became of each file, in order; what one comes to never loses the others."""
    files = task.found.files
    if cores() == 1 or len(files) < worth_processes:
        yield from (outcome_of(task, file) for file in files)
    else:
        yield from _side_by_side(task, files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected(Generic[Shown]):
    """What was made of many audits, and what could not be audited."""

    shown: tuple[Shown, ...]
    exits: tuple[Exit, ...]
    """An exit code for everything that could not be audited or looked into."""
    problems: tuple[Problem, ...]
    read: tuple[Path, ...]
    """What was read, which no output may overwrite."""


def collected(found: Prepared, outcomes: Iterable[Outcome[Shown]]) -> Collected[Shown]:
    """Return what many outcomes come to, beside what could not be looked into."""
    shown, read = [], list(found.read)
    exits, problems = [Exit.MISTAKE] * len(found.problems), list(found.problems)
    for outcome in outcomes:
        read.extend(outcome.documents)
        if isinstance(outcome, Unaudited):
            exits.append(outcome.exit)
            problems.extend(outcome.problems)
        else:
            shown.append(outcome.shown)
    return Collected(shown=tuple(shown), exits=tuple(exits), problems=tuple(problems), read=tuple(read))


def outcome_of(task: Task[Shown], file: Path) -> Outcome[Shown]:
    """Return what became of one file; a fault of the program is an outcome as well."""
    try:
        return _audited(task, file)
    except OutputError as error:
        return Unaudited(exit=Exit.MISTAKE, problems=(Problem(path=file.as_posix(), message=str(error)),))
    except MemoryError:
        return _unfinished(file, "memory ran out")
    except Exception as error:  # noqa: BLE001
        return Unaudited(exit=Exit.FAULT, problems=(fault(file.as_posix(), error),))


def _audited(task: Task[Shown], file: Path) -> Outcome[Shown]:
    try:
        audit = _audit(task, file)
        shown = task.show(audit)
    except InputError as error:
        return Unaudited(exit=Exit.MISTAKE, problems=error.problems, documents=documents_named_in(file))
    profile = audit.profile
    return Audited(
        id=profile.id,
        state=profile.state,
        home=profile.home,
        path=profile.path,
        verdict=audit.verdict,
        shown=shown,
        documents=local_documents(profile),
        warnings=profile.warnings,
    )


def local_documents(profile: Profile) -> tuple[Path, ...]:
    """Return the local files of a profile's dossier, which no output may overwrite."""
    dossier: Mapping[str, Mapping[str, str]] = profile.content.get("dossier") or {}
    names = (entry["path"] for entry in dossier.values() if "path" in entry)
    return tuple(local_files(beside(Path(profile.path)), names))


def _audit(task: Task[Shown], file: Path) -> Audit:
    profile = read_profile(task.found.edition, file)
    audit = audit_in(task.found, profile, task.gate)
    if audit.reviewed and task.without_names:
        audit = without_names(audit)
    if profile.id not in task.earlier:
        return audit
    return replace(audit, since=since(audit, task.earlier[profile.id]))


def resolved(found: Prepared, path: Path) -> Case:
    """Return the case of a profile with what its reviewers decided; raise InputError if nobody decided anything."""
    profile = read_profile(found.edition, path)
    if not found.reviews.get(profile.id):
        message = f"no decisions on `{profile.id}` were given"
        raise InputError.of(profile.path, message, "name their files or folder: --decisions")
    return case_in(found, profile)


def cases_of(found: Prepared, *, undecided: bool = True) -> tuple[list[Case], list[Problem]]:
    """Return the cases of profiles with what their reviewers decided, and what could not be read or looked into.

    Raise InputError if only one file is named and nobody has decided anything about it; not `undecided`, leave out
    profiles about which nobody has.
    """
    if undecided and len(found.paths) == 1 and found.files == tuple(found.paths):
        return [resolved(found, found.paths[0])], []
    cases, problems = [], list(found.problems)
    for file in found.files:
        try:
            profile = read_profile(found.edition, file)
        except InputError as error:
            problems.extend(error.problems)
            continue
        if undecided or found.reviews.get(profile.id):
            cases.append(case_in(found, profile))
    return cases, problems


def documents_of(cases: Iterable[Case]) -> tuple[Path, ...]:
    """Return the local files of the dossiers of cases, which no output may overwrite."""
    return tuple(file for case in cases for file in local_documents(case.profile))


def case_in(found: Prepared, profile: Profile) -> Case:
    """Return the case of a profile by what was prepared, with what its reviewers decided."""
    policy = found.policy or found.own.get(profile.state)
    case = case_of(found.edition, profile, date=found.date, policy=policy)
    return replace(case, decisions=decided(case, found.reviews.get(profile.id, ())))


def audit_in(found: Prepared, profile: Profile, gate: Gate) -> Audit:
    """Return the audit of a profile by what was prepared, with what its reviewers decided."""
    policy, reviews = found.policy or found.own.get(profile.state), found.reviews.get(profile.id, ())
    return audited(found.edition, profile, date=found.date, gate=gate, policy=policy, reviews=reviews)


def audited(
    edition: Edition, profile: Profile, *, date: str, gate: Gate, policy: Policy | None, reviews: Sequence[Review]
) -> Audit:
    """Return the audit of a profile with what its reviewers decided; `date` is YYYY-MM-DD."""
    case = case_of(edition, profile, date=date, policy=policy)
    found = audit_of(replace(case, decisions=decided(case, reviews)), date=date, gate=gate)
    if not reviews:
        return found
    return replace(
        found,
        reviewed=tuple((review.path, review.sha256) for review in reviews),
        agreement=agreements_of(ratings_of(found.profile.id, found.decisions), left_out_of(found.decisions)),
    )


# --- several processes ---------------------------------------------------------------------------


def _side_by_side(task: Task[Shown], files: Sequence[Path]) -> Iterator[Outcome[Shown]]:
    first, *others = files
    yield outcome_of(task, first)
    gc.freeze()  # what is loaded stays: the collector of a copied process would only write to every page of it
    found = side_by_side(partial(_outcome_of, task, all_held()), others, min(cores(), len(others)))
    for file, outcome in zip(others, found, strict=True):
        if isinstance(outcome, Lost):  # its process was killed, which is not a fault of the program
            how = (
                f"by signal {-outcome.code}" if outcome.code and outcome.code < 0 else f"with exit code {outcome.code}"
            )
            yield _unfinished(file, f"the process that worked on it was ended {how}")
        else:
            yield outcome


def _outcome_of(task: Task[Shown], piped: Mapping[str, bytes], file: Path) -> Outcome[Shown]:
    hold_all(piped)
    return outcome_of(task, file)


def _unfinished(file: Path, why: str) -> Unaudited:
    help = "if memory ran out, audit this profile by itself, or on a computer with more memory"
    problem = Problem(path=file.as_posix(), message=f"this profile was not audited: {why}", help=help)
    return Unaudited(exit=Exit.MISTAKE, problems=(problem,))
