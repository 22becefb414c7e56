"""What every output says beside the verdict: where a profile comes from, and what a reader should know about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mcaudit.model import Audit, Profile, Repeat
from mcaudit.model.states import NATIONAL, state_name

READING = "This is a reading of public pages; no provider submitted it."
_SHOWN = 80
"""Characters of a repeated text that are shown."""
_YES = ("yes", True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something a reader should know; `line` and `column` where it is about a place in the file."""

    text: str
    line: int | None = None
    column: int | None = None
    is_warning: bool = False
    """Whether the author of the profile should look at it."""


def is_reading(profile: Profile) -> bool:
    """Return whether a profile is somebody's reading of public pages, and no provider submitted it."""
    return not profile.content.get("submitted_by")


def excerpts(profile: Profile) -> tuple[str, ...]:
    """Return the short names of the documents of which only a part was read."""
    dossier: dict[str, Any] = profile.content.get("dossier") or {}
    return tuple(name for name, entry in dossier.items() if entry and entry.get("excerpt") in _YES)


def audited_for(profile: Profile) -> str:
    """Return for which state a profile that is not that state's own was audited, and what counts; or nothing."""
    if profile.written is None:
        return ""
    here, given = state_name(profile.state), profile.state in (profile.written.content.get("for_states") or {})
    used = f"Its answers for {here} are used. " if given else ""
    if profile.home == NATIONAL:
        return (
            f"Audited for {here}. The profile is national. {used}Its answers about other states are left out, and "
            "reviewers decide whether an answer that names no state counts."
        )
    home = state_name(profile.home)
    if given:
        return f"Audited for {here}. The profile was written for {home}. {used}Its answers about {home} are left out."
    return f"Audited for {here}. The profile was written for {home}; its answers about {home} are left out."


def origin(audit: Audit) -> str:
    """Return for which state a view of a profile is, whether this is a reading, and whether it offers learning.

    It is empty where there is nothing to say.
    """
    said = [audited_for(audit.profile)] if audit.profile.written else []
    if is_reading(audit.profile):
        said.append(READING)
    if not audit.offers_learning:
        said.append("The micro-credential offers no learning opportunities.")
    return " ".join(said)


def remarks(audit: Audit) -> tuple[Remark, ...]:
    """Return what else a reader should know: liberal readings, excerpts, the profile's remarks, repeated texts."""
    read = (
        Remark(text=each.message, line=each.line, column=each.column, is_warning=True)
        for each in audit.profile.warnings
    )
    return (*read, *_excerpts(audit), *profile_remarks(audit), *(_repeat(audit, each) for each in audit.repeats))


def _excerpts(audit: Audit) -> Iterator[Remark]:
    dossier = audit.profile.content.get("dossier") or {}
    for name in excerpts(audit.profile):
        text = f"Only a part of “{dossier[name]['title']}” was read; what the profile leaves out may be in the rest."
        yield _at(audit, f"/dossier/{name}", text)


def profile_remarks(audit: Audit) -> tuple[Remark, ...]:
    """Return what the author of a profile remarks on its sources."""
    found = []
    for index, entry in enumerate(audit.profile.content.get("remarks") or ()):
        about = f" ({', '.join(entry['about'])})" if entry.get("about") else ""
        found.append(_at(audit, f"/remarks/{index}", f"A remark in the profile{about}: {entry['text']}"))
    return tuple(found)


def _repeat(audit: Audit, repeat: Repeat) -> Remark:
    subs = {sub.pointer: sub.id for sub in audit.edition.subcomponents}
    answers = dict.fromkeys(subs["/".join(pointer.split("/")[:3])] for pointer in repeat.places)
    text = repeat.text if len(repeat.text) <= _SHOWN else f"{repeat.text[:_SHOWN]}…"
    where = (
        f"{len(repeat.places)} places ({', '.join(answers)})" if len(repeat.places) > 1 else f"{next(iter(answers))}"
    )
    return _at(audit, repeat.places[0], f"For reviewers: “{text}” stands in {where}.")


def _at(audit: Audit, pointer: str, text: str) -> Remark:
    at = audit.profile.positions.get(pointer)
    return Remark(text=text, line=at.line if at else None, column=at.column if at else None)
