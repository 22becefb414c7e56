"""The parties to a micro-credential: organizations with a role in it, or that belong to one that has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mcaudit.model.names import without_articles

_PARTS = re.compile(r"[,;/()–—|]|\s-\s")
_TELLING = 6
"""Letters from which on a single word names an organization wherever it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Why each party is one, by its name and by its short names, as `without_articles` gives them."""

    names: Mapping[str, str]
    shorts: Mapping[str, str]

    def tie(self, affiliation: str) -> str:
        """Return why who works for `affiliation` is a party; empty where they are none.

        A party's name may stand within it, as that of a university does in that of its school; a short name, or a
        name of one short word, must be all of a part of it.
        """
        whole = f" {without_articles(affiliation)} "
        for name, why in self.names.items():
            if (" " in name or len(name) >= _TELLING) and f" {name} " in whole:
                return why
        known = {**self.shorts, **self.names}
        parts = (without_articles(part) for part in (affiliation, *_PARTS.split(affiliation)))
        return next((known[part] for part in parts if part in known), "")
