"""Loads what every audit needs besides a profile: the edition, and the policy or policies in force."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from platformdirs import user_cache_path

from mcaudit.audit.examples import contradictions
from mcaudit.errors import EditionError, InputError
from mcaudit.model import Edition, Policy
from mcaudit.reading.edition.compiled import keep
from mcaudit.reading.edition.model import edition_model
from mcaudit.reading.edition.read import compiled_edition, default_folder, edition_data, problem_at
from mcaudit.reading.policy.read import check_in_force, find_policy, policy_names, read_policy

NO_POLICY = "none"
"""What says that no policy applies, whatever the configuration names."""
OWN_POLICIES = "own"
"""What says that the policy of its own state applies to each profile."""


def edition_of(folder: Path | None) -> Edition:
    """Return the shipped edition, or the one in `folder`.

    It is used as compiled while its files are those it was compiled from. Otherwise it is checked whole, and kept in
    the user's cache: raise EditionError where a file is not valid or an example contradicts its rule.
    """
    if folder is None and (compiled := compiled_edition(default_folder())):
        return compiled
    folder = folder or default_folder()
    cache = user_cache_path("mcaudit", appauthor=False)
    return compiled_edition(folder, cache) or _checked(folder, cache)


@cache
def shipped_edition() -> Edition:
    """Return the shipped edition, read once a process."""
    return edition_of(None)


def _checked(folder: Path, cache: Path) -> Edition:
    data = edition_data(folder)
    edition = edition_model(data)
    if found := contradictions(edition):
        raise EditionError(problem_at(folder, each.place, each.message, each.help) for each in found)
    keep(cache, data)
    return edition


def policy_of(edition: Edition, name: str | None) -> Policy | None:
    """Return the policy that is asked for, or None; raise InputError where there is none or it is not valid."""
    if name in (None, NO_POLICY):
        return None
    return read_policy(edition, find_policy(name))


def policy_in_force(edition: Edition, name: str | None, on: str) -> Policy | None:
    """Return the policy that is asked for, or None; raise InputError where it does not hold on the day of the audit."""
    policy = policy_of(edition, name)
    if policy is not None:
        check_in_force(policy, on)
    return policy


def own_policies(edition: Edition, on: str) -> tuple[Mapping[str, Policy], tuple[str, ...]]:
    """Return the shipped policies by state, and why one that does not hold on the day of the audit is left out."""
    own: dict[str, Policy] = {}
    stale = []
    for name in policy_names():
        policy = read_policy(edition, find_policy(name))
        try:
            check_in_force(policy, on)
        except InputError as error:
            stale.append(error.problems[0].message)
        else:
            own[policy.state] = policy
    return own, tuple(stale)


def policies_asked(
    edition: Edition, name: str | None, on: str
) -> tuple[Policy | None, Mapping[str, Policy], tuple[str, ...]]:
    """Return the one policy for all, or with `own` those of the states, and why one of these is left out.

    Raise InputError where the one that is asked for does not hold on the day of the audit.
    """
    if name == OWN_POLICIES:
        return (None, *own_policies(edition, on))
    return policy_in_force(edition, name, on), {}, ()


def read_besides(policy: Policy | None, edition: Path | None, *others: Path | None) -> tuple[Path, ...]:
    """Return what a command reads besides profiles, which no output may overwrite."""
    files = tuple(path for path in edition.rglob("*") if path.is_file()) if edition else ()
    return (*files, *([Path(policy.path)] if policy else []), *(path for path in others if path is not None))
