"""Who is who in a review: which organizations are parties to a micro-credential, and which names are one person."""

from __future__ import annotations

from collections.abc import Mapping

from mcaudit.facts.lookup import at, texts
from mcaudit.facts.roles import roles_by_organization
from mcaudit.model import Parties, Profile, Reviewer, folded
from mcaudit.model.names import bracketed, is_abbreviation, without_articles, without_brackets


def parties(profile: Profile) -> Parties:
    """Return the organizations that are parties, and why each is one.

    An organization is a party that plays a role, or belongs to one that does, at however many removes. One that plays
    a role in another state is a party in every state.
    """
    if profile.written:
        here, everywhere = _parties(profile), _parties(profile.written)
        return Parties(names={**everywhere.names, **here.names}, shorts={**everywhere.shorts, **here.shorts})
    return _parties(profile)


def _parties(profile: Profile) -> Parties:
    content = profile.content
    roles = roles_by_organization(content)
    holders: dict[str, str] = {}
    names: dict[str, str] = {}
    shorts: dict[str, str] = {}
    for short, entry in (content.get("organizations") or {}).items():
        holder = _holder(profile, short, roles, holders)
        if holder:
            name = at(content, "organizations", holder, "name")
            tie = "is" if holder == short else f"belongs to {name}, which is"
            why = f"{entry['name']} {tie} the {' and '.join(roles[holder])}"
            for spelling in (entry["name"], *texts(entry.get("aliases"))):
                for bare in filter(None, map(without_articles, (spelling, without_brackets(spelling)))):
                    names.setdefault(bare, why)
                for initials in filter(is_abbreviation, bracketed(spelling)):
                    shorts.setdefault(without_articles(initials), why)
            shorts.setdefault(without_articles(short), why)
    return Parties(names=names, shorts=shorts)


def _holder(profile: Profile, short: str, roles: Mapping[str, list[str]], holders: dict[str, str]) -> str:
    """Return the nearest organization with a role, upwards from one and itself first; empty where there is none.

    What was found on the way is kept in `holders`.
    """
    way: list[str] = []
    holder = ""
    seen: set[str] = set()
    while short and short not in seen:
        seen.add(short)
        if short in holders:
            holder = holders[short]
            break
        way.append(short)
        if roles.get(short):
            holder = short
            break
        short = str(at(profile.content, "organizations", short, "parent") or "")
    holders.update(dict.fromkeys(way, holder))
    return holder


def one_person(one: Reviewer, other: Reviewer) -> bool:
    """Return whether two are one person: of one short name, or of one name, whomever they say they work for."""
    return one.id == other.id or folded(one.name) == folded(other.name)
