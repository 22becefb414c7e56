"""What exports of a profile share. Nothing is invented: what a format needs and no profile has, a person supplies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mcaudit.model import Profile
from mcaudit.model.places import value_at


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
    """What a format needs and was not given, or not in its form; a line for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A credential as data, and what of the profile is not in it."""

    data: Mapping[str, Any]
    left: tuple[str, ...]
    """The labels of what is left out, since the format has no field for it."""
    to_do: str = ""
    """What a person must still do before it can be published."""


@dataclass(frozen=True, slots=True)
class Said:
    """None-safe access to a profile's answers."""

    profile: Profile

    def at(self, *keys: str) -> Any:
        """Return what stands under some keys, or None."""
        return value_at(self.profile.content, "/" + "/".join(keys))

    def listed(self, *keys: str) -> Sequence[Any]:
        """Return the entries under some keys."""
        found = self.at(*keys)
        return found if isinstance(found, list | tuple) else [] if found in (None, "") else [found]

    def languages(self) -> list[str]:
        """Return the languages that are given by their codes; a profile may also name one in words."""
        return [str(each) for each in self.listed("about", "in_language") if _LANGUAGE.fullmatch(str(each))]

    def organizations(self, *keys: str) -> Iterator[Mapping[str, Any]]:
        """Yield the organizations that an answer names."""
        known = self.at("organizations") or {}
        yield from (known[name] for name in self.listed(*keys, "organizations") if name in known)


_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")
_LEFT_OUT = {
    ("developers", "competency_context"): "the stack (1D)",
    ("developers", "learning_resources"): "learning resources (1F)",
    ("developers", "evidence_of_benefit"): "evidence of benefit (1G)",
    ("developers", "development_process"): "the development process (1H)",
    ("evaluators",): "evaluators, reliability, and resubmission (3A to 3F)",
    ("recognizers",): "currency and recognition (5A, 5B)",
}
"""A part of a profile that no format has a field for → its label."""


def public_name(profile: Profile) -> str:
    """Return how a micro-credential is called in what is published; one that does not exist says so in its name."""
    return f"{profile.title} (fictional)" if profile.content.get("fictional") == "yes" else profile.title


def left_out(said: Said, more: Mapping[tuple[str, ...], str]) -> list[str]:
    """Return the labels of the answers that a format has no field for; `more` are those of this format alone."""
    return [label for keys, label in sorted({**_LEFT_OUT, **more}.items()) if said.at(*keys)]


WEB = re.compile(r"https?://[^\s/]+\S*")
ADDRESS = re.compile(r"(?:https?://[^\s/]+|urn:[^\s:]+:|did:[^\s:]+:)\S*")


def needed(*wanted: tuple[str, str, bool]) -> None:
    """Raise MissingError with what is not there: each option or place, what it is, and whether it is there."""
    if missing := [f"{option}: {what}" for option, what, is_there in wanted if not is_there]:
        raise MissingError("\n".join(missing))


def without_nothing(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a mapping without the members that hold nothing."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
