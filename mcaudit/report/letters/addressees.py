"""Whom letters about an audit go to, and who is asked for what: each organization once, and never the agency itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mcaudit.model import Actor, Audit, same_name
from mcaudit.model.agency import Agency
from mcaudit.report.acts import Act

_LEADS = ("issuer", "developer", "deliverer", "evaluator", "recognizer")
"""The roles among which the one is looked for that answers for everything, where nobody submitted the profile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """An organization with its roles and what it is asked to do."""

    name: str
    roles: tuple[str, ...]
    acts: tuple[Act, ...]
    waiting: tuple[Act, ...]
    """What reviewers decide about its roles."""
    unnamed: tuple[str, ...]
    """Roles that nobody plays, for which it is asked to act."""
    shared: tuple[str, ...]
    """Other organizations that are asked for some of the same."""


@dataclass(slots=True)
class _Organization:
    """An organization of a profile, under all names that it has there."""

    names: list[str]
    keys: list[str]
    roles: list[str]


def addressees_of(audit: Audit, agency: Agency | None, acts: Sequence[Act]) -> tuple[Addressee, ...]:
    """Return those to write to, the one who answers for the micro-credential first.

    What a role is asked that nobody plays, or only the agency, goes to the first.
    """
    known = [each for each in _organizations(audit) if not _is_agency(audit, agency, each)]
    lead = _lead(audit, known)
    if lead is None:
        return ()
    played = {role for each in _organizations(audit) for role in each.roles}
    owners = {role: [each for each in known if role in each.roles] or [lead] for role in {act.role for act in acts}}
    ordered = (lead, *(each for each in known if each is not lead and each.roles))
    return tuple(_addressee(each, acts, owners, played) for each in ordered)


def _addressee(
    of: _Organization,
    acts: Sequence[Act],
    owners: Mapping[str, list[_Organization]],
    played: set[str],
) -> Addressee:
    owned = [act for act in acts if any(each is of for each in owners[act.role])]
    mine = tuple(act for act in owned if act.actor is Actor.PROVIDER)
    others = [each for act in mine for each in owners[act.role] if each is not of]
    return Addressee(
        name=of.names[0],
        roles=tuple(of.roles),
        acts=mine,
        waiting=tuple(act for act in owned if act.actor is Actor.REVIEWERS),
        unnamed=tuple(dict.fromkeys(act.role for act in mine if act.role not in played)),
        shared=tuple(dict.fromkeys(each.names[0] for each in others)),
    )


def _organizations(audit: Audit) -> list[_Organization]:
    """Return the named organizations of a profile in its order; those of one name are one."""
    derived = audit.facts["derived"]["roles_by_organization"]
    found: list[_Organization] = []
    for key, entry in _entries(audit):
        names = [str(entry["name"]), *(str(alias) for alias in entry.get("aliases") or ())]
        same = next((each for each in found if _are_same(each.names, names)), None)
        if same is None:
            same = _Organization(names=names, keys=[], roles=[])
            found.append(same)
        same.keys.append(key)
        same.roles += [role for role in derived.get(key, ()) if role not in same.roles]
    return found


def _entries(audit: Audit) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key, entry in (audit.profile.content.get("organizations") or {}).items():
        if isinstance(entry, Mapping) and entry.get("name"):
            yield key, entry


def _are_same(names: Sequence[str], others: Sequence[str]) -> bool:
    return any(same_name(one, other) for one in names for other in others)


def _is_agency(audit: Audit, agency: Agency | None, of: _Organization) -> bool:
    """Return whether an organization is the agency that writes; where none is named, any agency of a state is."""
    if agency is not None:
        return _are_same(of.names, (agency.name,))
    return any(entry.get("kind") == "state_agency" for key, entry in _entries(audit) if key in of.keys)


def _lead(audit: Audit, known: Sequence[_Organization]) -> _Organization | None:
    submitted = audit.profile.content.get("submitted_by") or {}
    by = str(submitted.get("organization") or "")
    submitter = (each for each in known if by in each.keys or (by and _are_same(each.names, (by,))))
    played = (each for role in _LEADS for each in known if role in each.roles)
    return next(submitter, None) or next(played, None)
