"""Who plays which role, in sentences that every output uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mcaudit.model import Audit

_TIES: Mapping[str, str] = {
    "same": "is also",
    "parent": "belongs to",
    "child": "is the parent of",
    "sibling": "has the same parent as",
}
"""What the body in another role is to the evaluating one → how to say so."""


def organization(audit: Audit, name: str) -> str:
    """Return the name behind an organization's short name, or what stands in its place."""
    entry = (audit.profile.content.get("organizations") or {}).get(name)
    return str(entry["name"]) if isinstance(entry, Mapping) and entry.get("name") else name


def players(audit: Audit) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each role with the names of those who play it."""
    for role, names in audit.facts["derived"]["roles"].items():
        yield role, tuple(organization(audit, name) for name in names)


def several_roles(audit: Audit) -> tuple[str, ...]:
    """Return, for each body in several roles, which it plays."""
    derived = audit.facts["derived"]
    return tuple(
        f"{organization(audit, name)} is {listed(derived['roles_by_organization'][name])}"
        for name in derived["several_roles"]
    )


def overlaps(audit: Audit) -> tuple[str, ...]:
    """Return how evaluating bodies are tied to those in other roles."""
    found = []
    for entry in audit.facts["derived"]["evaluator_overlaps"]:
        words = f"{organization(audit, entry['evaluator'])} {_TIES[entry['relation']]} the {entry['role']}"
        is_same = entry["evaluator"] == entry["organization"]
        found.append(words if is_same else f"{words}, {organization(audit, entry['organization'])}")
    return tuple(found)


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
