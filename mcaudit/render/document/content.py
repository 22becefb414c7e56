"""Everything that a document about an audit says, ready to be set as HTML, PDF or Markdown."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mcaudit.blocks import Section
from mcaudit.model import Audit, Note
from mcaudit.render.document.depth import Depth
from mcaudit.render.document.dossier import Dossier, dossier_of
from mcaudit.render.document.items import ItemList, items_of
from mcaudit.render.document.notes import notes_of
from mcaudit.render.document.parts import JudgedComponent, components_of
from mcaudit.render.document.reviewing import Reviewing, reviewing_of
from mcaudit.render.document.sources import Sources, sources_of
from mcaudit.render.document.statements import Notices, notices_of
from mcaudit.render.document.summary import Summary, summary_of
from mcaudit.render.document.values import Value, about, organizations_said
from mcaudit.report.changes import changes_section
from mcaudit.terms.roles import overlaps, players, several_roles
from mcaudit.version import __version__


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Who plays which role, and what follows from it."""

    players: tuple[tuple[str, tuple[str, ...]], ...]
    several: tuple[str, ...]
    overlaps: tuple[str, ...]
    misstated: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a document says; templates set it and decide nothing."""

    depth: Depth
    version: str
    audit: Audit
    title: str
    fictional: bool
    state: str
    organizations: tuple[str, ...]
    notes: tuple[str, ...]
    """Who described the micro-credential, and what else the reader must know before the findings."""
    groups: Mapping[str, tuple[str, ...]]
    """The criteria of each group, of which any one is enough."""
    changes: Section | None
    """What became of an earlier audit's findings; None where none was given."""
    summary: Summary
    roles: Roles
    bodies: tuple[tuple[str, Value], ...]
    """What the profile says about each organization."""
    about: tuple[tuple[str, Value], ...]
    """What the profile says that no criterion asks."""
    components: tuple[JudgedComponent, ...]
    reviewing: Reviewing | None
    """How it was reviewed; None if there are no decisions on it."""
    notices: Notices
    """What reviewers should know: texts that repeat, remarks, and conflicts that bear on no criterion."""
    items: tuple[ItemList, ...]
    sources: Sources
    dossier: Dossier
    interpretations: tuple[Note, ...]
    discrepancies: tuple[Note, ...]
    repeat: tuple[tuple[str, str], ...]
    """Everything needed to repeat the audit: what, and its value."""
    command: str


def content_of(audit: Audit, depth: Depth) -> Content:
    """Return what a document about an audit says at a depth."""
    profile, edition = audit.profile, audit.edition
    dossier, sources = dossier_of(audit), sources_of(edition)
    components = components_of(audit, dossier, sources)
    discrepancies = {note.id for note in edition.discrepancies}
    return Content(
        depth=depth,
        version=__version__,
        audit=audit,
        title=profile.title,
        fictional=profile.content.get("fictional") == "yes",
        state=profile.state,
        organizations=tuple(str(e["name"]) for e in (profile.content.get("organizations") or {}).values()),
        notes=tuple(notes_of(audit)),
        groups={group.id: group.members for sub in edition.subcomponents for group in sub.groups},
        changes=changes_section(audit),
        summary=summary_of(audit),
        roles=_roles(audit),
        bodies=organizations_said(audit, dossier),
        about=about(audit, dossier),
        components=components,
        reviewing=reviewing_of(audit),
        notices=notices_of(audit, dossier),
        items=items_of(audit),
        sources=sources,
        dossier=dossier,
        interpretations=tuple(note for note in audit.notes if note.id not in discrepancies),
        discrepancies=tuple(note for note in audit.notes if note.id in discrepancies),
        repeat=_repeat(audit),
        command=_command(audit, depth),
    )


def _roles(audit: Audit) -> Roles:
    names = {key: str(e["name"]) for key, e in (audit.profile.content.get("organizations") or {}).items()}
    misstated = tuple(
        f"The profile says that {names.get(str(entry['organization']), str(entry['organization']))} "
        f"{_plays(entry['stated'])} besides delivering, but its answers show that it {_plays(entry['found'])}"
        for entry in audit.facts["derived"]["misstated_roles"]
        if entry["organization"] is not None
    )
    return Roles(
        players=tuple(players(audit)), several=several_roles(audit), overlaps=overlaps(audit), misstated=misstated
    )


def _plays(roles: list[str]) -> str:
    return f"is {' and '.join(roles)}" if roles else "plays no other role"


def _repeat(audit: Audit) -> tuple[tuple[str, str], ...]:
    profile, edition, policy = audit.profile, audit.edition, audit.policy
    return (
        ("Program", f"mcaudit {__version__}"),
        ("Edition", f"{edition.title} ({edition.id})"),
        ("Edition, SHA-256", edition.sha256),
        ("Policy", policy.title if policy else "none"),
        *((("Policy, SHA-256", policy.sha256),) if policy else ()),
        ("Profile", profile.path),
        ("Profile, SHA-256", profile.sha256),
        *((f"Decisions, {path}, SHA-256", pin) for path, pin in audit.reviewed),
        ("Date of the audit", audit.date),
        ("Gate", str(audit.gate)),
    )


def _command(audit: Audit, depth: Depth) -> str:
    parts = ["mcaudit", "report", audit.profile.path, "--date", audit.date, "--gate", str(audit.gate)]
    if audit.policy:
        shipped = Path(audit.policy.path).parts[-3:-1] == ("criteria", "policies")
        parts += ["--policy", audit.policy.id if shipped else audit.policy.path]
    for path, _ in audit.reviewed:
        parts += ["--decisions", path]
    if depth is not Depth.FULL:
        parts += ["--depth", str(depth)]
    return shlex.join([*parts, "--output", "audit.html"])
