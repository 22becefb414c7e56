"""Audits many profiles in order, on all cores, keeping of each only what is still needed."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from mcaudit.cli.exits import Exit, fault
from mcaudit.cli.reviews import decided
from mcaudit.errors import InputError, OutputError, Problem
from mcaudit.model import Audit, EarlierAudit, Edition, Gate, Policy, Profile, Review, Verdict, Warned
from mcaudit.reading.piped import all_held, beside, hold_all

_Shown = TypeVar("_Shown")

_WORTH_PROCESSES = 12
"""From so many profiles on, starting more processes takes less time than it saves."""
_AT_A_TIME = 4
"""Profiles that a process takes at once: few, so that all end together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Generic[_Shown]):
    """How every profile of a run is audited and shown."""

    edition: Edition
    policy: Policy | None
    """The one that every profile is audited under; None where there is none, or each has that of its own state."""
    date: str
    gate: Gate
    show: Callable[[Audit], _Shown]
    """What is made of each audit as soon as it is there; other processes must be able to load it by its name."""
    own: Mapping[str, Policy] = field(default_factory=dict)
    """Policies by state, for the profiles of that state, where no one policy is for all."""
    reviews: Mapping[str, tuple[Review, ...]] = field(default_factory=dict)
    """Reviewers' decisions by the id of their profile."""
    without_names: bool = False
    """Whether reviewers are numbers, for publishing."""
    earlier: Mapping[str, EarlierAudit] = field(default_factory=dict)
    """Earlier audits by the id of their profile, of whose findings is told what became."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited(Generic[_Shown]):
    """What is kept of an audit that has been shown: `shown` is what the task made of it."""

    id: str
    state: str
    path: str
    verdict: Verdict
    shown: _Shown
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


Outcome = Audited[_Shown] | Unaudited


def outcomes(
    task: Task[_Shown], files: Sequence[Path], *, worth_processes: int = _WORTH_PROCESSES
) -> Iterator[Outcome[_Shown]]:
    """Yield what became of each file, in order; what one comes to never loses the others."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores == 1 or len(files) < worth_processes:
        yield from (outcome_of(task, file) for file in files)
    else:
        yield from _side_by_side(task, files, cores)


def outcome_of(task: Task[_Shown], file: Path) -> Outcome[_Shown]:
    """Return what became of one file; a fault of the program is an outcome as well."""
    try:
        audit = _audit(task, file)
        shown = task.show(audit)
    except InputError as error:
        return Unaudited(exit=Exit.MISTAKE, problems=error.problems, documents=_documents_named_in(file))
    except OutputError as error:
        return Unaudited(exit=Exit.MISTAKE, problems=(Problem(path=file.as_posix(), message=str(error)),))
    except Exception as error:  # noqa: BLE001
        return Unaudited(exit=Exit.FAULT, problems=(fault(file.as_posix(), error),))
    profile = audit.profile
    return Audited(
        id=profile.id,
        state=profile.state,
        path=profile.path,
        verdict=audit.verdict,
        shown=shown,
        documents=local_documents(profile),
        warnings=profile.warnings,
    )


def _documents_named_in(file: Path) -> tuple[Path, ...]:
    """Return the local files that a profile names which is not valid; none where it cannot be parsed."""
    from mcaudit.reading.profile import documents_named_in  # noqa: PLC0415

    return tuple(beside(file).parent / name for name in documents_named_in(file))


def local_documents(profile: Profile) -> tuple[Path, ...]:
    """Return the local files of a profile's dossier, which no output may overwrite."""
    dossier: Mapping[str, Mapping[str, str]] = profile.content.get("dossier") or {}
    return tuple(beside(Path(profile.path)).parent / entry["path"] for entry in dossier.values() if "path" in entry)


def _audit(task: Task[_Shown], file: Path) -> Audit:
    from mcaudit.audit.engine import audit_of, case_of  # noqa: PLC0415
    from mcaudit.reading.profile import read_profile  # noqa: PLC0415

    profile = read_profile(task.edition, file)
    policy = task.policy or task.own.get(profile.state)
    case = case_of(task.edition, profile, date=task.date, policy=policy)
    reviews = task.reviews.get(profile.id, ())
    found = audit_of(replace(case, decisions=decided(case, reviews)), date=task.date, gate=task.gate)
    if reviews:
        found = _reviewed(found, reviews)
        found = _published(found) if task.without_names else found
    if profile.id not in task.earlier:
        return found
    from mcaudit.compare.changes import since  # noqa: PLC0415

    return replace(found, since=since(found, task.earlier[profile.id]))


def _reviewed(found: Audit, reviews: Sequence[Review]) -> Audit:
    from mcaudit.review.agreement import agreements_of, ratings_of  # noqa: PLC0415

    return replace(
        found,
        reviewed=tuple((review.path, review.sha256) for review in reviews),
        agreement=agreements_of(ratings_of(found.profile.id, found.decisions)),
    )


def _published(found: Audit) -> Audit:
    from mcaudit.review.anonymous import without_names  # noqa: PLC0415

    return without_names(found)


# --- several processes ---------------------------------------------------------------------------

_task: list[Task[Any]] = []
"""In a process of the pool: what all its profiles share."""


def _side_by_side(task: Task[_Shown], files: Sequence[Path], cores: int) -> Iterator[Outcome[_Shown]]:
    # Loaded only where many profiles make up for it.
    import multiprocessing  # noqa: PLC0415
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    # A copy of this process has read the edition and compiled it; elsewhere each starts afresh.
    method = "fork" if sys.platform == "linux" else None
    yield outcome_of(task, files[0])
    waiting = iter(files[1:])
    gc.freeze()  # what is loaded stays: the collector of a copied process would only write to every page of it
    pool = ProcessPoolExecutor(cores, multiprocessing.get_context(method), _prepare, (task, all_held()))
    try:
        for outcome, _ in zip(pool.map(_outcome_here, files[1:], chunksize=_AT_A_TIME), waiting, strict=True):
            yield outcome
        pool.shutdown()  # waited for at a good end: otherwise threads of the pool may outlive what they write to
    except BrokenProcessPool as error:
        for file in waiting:
            yield Unaudited(exit=Exit.FAULT, problems=(fault(file.as_posix(), error),))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _prepare(task: Task[Any], piped: Mapping[str, bytes]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process is interrupted, and ends the others
    _task.append(task)
    hold_all(piped)


def _outcome_here(file: Path) -> Outcome[Any]:
    return outcome_of(_task[-1], file)
