"""What exports of a profile share. Nothing is invented: what a format needs and no profile has, a person supplies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mcaudit.model import Profile


class Target(StrEnum):
    """The formats that a profile can be written as."""

    ACHIEVEMENT = "ob3-achievement"
    CTDL = "ctdl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplied:
    """What a person gives, since no profile has it."""

    id: str = ""
    """The address that identifies the achievement."""
    criteria_url: str = ""
    """The page where earners read the criteria."""
    ctid: str = ""
    """The identifier that the Credential Registry gave it."""
    webpage: str = ""
    status: str = ""
    """The credential's status: active, deprecated, probationary, or suspended."""
    endorsement: Mapping[str, Any] | None = None
    """A signed endorsement to embed."""


class MissingError(ValueError):
    """What a format needs and was not given, a line for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A credential as data, and what of the profile it has no place for."""

    data: Mapping[str, Any]
    left: tuple[str, ...]
    """The labels of answers that the format has no field for."""


@dataclass(frozen=True, slots=True)
class Said:
    """None-safe access to a profile's answers."""

    profile: Profile

    def at(self, *keys: str) -> Any:
        """Return what stands under some keys, or None."""
        found: Any = self.profile.content
        for key in keys:
            found = found.get(key) if isinstance(found, Mapping) else None
        return found

    def listed(self, *keys: str) -> Sequence[Any]:
        """Return the entries under some keys."""
        found = self.at(*keys)
        return found if isinstance(found, list | tuple) else [] if found in (None, "") else [found]

    def organizations(self, *keys: str) -> Iterator[Mapping[str, Any]]:
        """Yield the organizations that an answer names."""
        known = self.at("organizations") or {}
        yield from (known[name] for name in self.listed(*keys, "organizations") if name in known)


def needed(supplied: Mapping[str, str]) -> None:
    """Raise MissingError with each option that was not given; `supplied` says by option what it is."""
    if missing := [f"{option}: {what}" for option, what in supplied.items()]:
        raise MissingError("\n".join(missing))


def without_nothing(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a mapping without the members that hold nothing."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
