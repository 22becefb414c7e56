"""A value in a published file, with its place in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_WEB = re.compile(r"https?://[^\s/]+\.[^\s]+")


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a JSON document; `value` is None where there is nothing at a place."""

    value: Any
    place: str
    """The keys that lead to it, such as `badge.criteria.narrative`."""

    def at(self, *keys: str) -> Node:
        """Return what stands under the first of some keys that holds anything."""
        if isinstance(self.value, Mapping):
            for key in keys:
                if self.value.get(key) not in (None, "", [], {}):
                    return Node(self.value[key], f"{self.place}.{key}" if self.place else key)
        return Node(None, self.place)

    def many(self) -> tuple[Node, ...]:
        """Return the entries of a list, or the one value that stands in place of a list."""
        if isinstance(self.value, list):
            return tuple(Node(value, self.place) for value in self.value if value not in (None, ""))
        return () if self.value is None else (self,)

    def one(self) -> Node:
        """Return the first entry of a list, or the value itself."""
        return next(iter(self.many()), Node(None, self.place))

    def items(self) -> Iterator[tuple[str, Node]]:
        """Yield the keys of a group with their values, those left out that hold nothing."""
        if isinstance(self.value, Mapping):
            for key in self.value:
                if (found := self.at(str(key))).exists:
                    yield str(key), found

    def text(self, language: str = "") -> str:
        """Return a text, or that of a language map: in `language`, else in English, else the only one."""
        value = self.value
        if isinstance(value, list):
            return self.one().text(language)
        if isinstance(value, Mapping):
            value = value.get("@value") or _in_language(value, language)
        return value.strip() if isinstance(value, str) else ""

    def texts(self, language: str = "") -> tuple[str, ...]:
        """Return the texts of a list, or of a language map of lists."""
        value = _in_language(self.value, language) if isinstance(self.value, Mapping) else self.value
        return tuple(filter(None, (each.text(language) for each in Node(value, self.place).many())))

    def web(self) -> str:
        """Return a web address, or nothing."""
        text = self.text()
        return text if _WEB.fullmatch(text) else ""

    def types(self) -> frozenset[str]:
        """Return the names of an object's types."""
        return frozenset(filter(None, (each.text() for each in self.at("type", "@type").many())))

    @property
    def exists(self) -> bool:
        """Whether there is anything here."""
        return self.value is not None


def _in_language(said: Mapping[str, Any], language: str) -> Any:
    wanted = (language, language.partition("-")[0], "en", "en-US", "en-us")
    by_name = {name.casefold(): value for name, value in said.items() if not name.startswith("@")}
    for name in filter(None, wanted):
        if name.casefold() in by_name:
            return by_name[name.casefold()]
    return next(iter(by_name.values()), None) if len(by_name) == 1 else None


def languages(node: Node) -> tuple[str, ...]:
    """Return the languages of a text that is given in several."""
    if not isinstance(node.value, Mapping):
        return ()
    return tuple(name for name in node.value if not name.startswith("@"))
