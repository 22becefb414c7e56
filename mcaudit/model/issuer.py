"""Who signs endorsements, as the issuer's file describes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """An agency that endorses, and the name of its key."""

    id: str
    """A `did:web:` identifier, which leads to the agency's own web site."""
    name: str
    url: str
    email: str = ""
    key: str = "key-1"
    """The name of its key among the keys of its identity file."""
    self_declared: bool = False
    """Whether it endorses where requirements rest on claims that nobody has checked."""
    fictional: bool = False
    """Whether it is made up, as in an example; only such an issuer may endorse a made-up micro-credential."""

    @property
    def method(self) -> str:
        """The identifier of its key, which a signature names."""
        return f"{self.id}#{self.key}"
