"""What a published file gives a profile, what it leaves over, and what is never taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mcaudit.importers.node import Node, languages

FILE = "credential_file"
"""The short name of the published file among the documents of a draft."""
CRITERIA_PAGE = "criteria_page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Something that a person must place, since the file does not say what it answers."""

    place: str
    text: str
    may_answer: str = ""
    """The subcomponents that it may belong to, such as `1E, 2A`; nothing if that is not known."""


class NotReadError(ValueError):
    """A published file that is recognized, but from which no draft is made; the message says why."""


class OrganizationError(NotReadError):
    """A file that only describes an organization, and so completes a badge that is given with it."""


@dataclass(slots=True, kw_only=True)
class Draft:
    """A profile in the making. Its texts are those of the file."""

    kind: str
    """The format with its version, such as `Open Badges 3.0`."""
    language: str = ""
    content: dict[str, Any] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    """Places that are about an earner. What stands there is never kept."""
    notes: list[str] = field(default_factory=list)

    def text(self, node: Node) -> str:
        """Take a text; say so where other languages are lost."""
        if said := node.text(self.language):
            self.taken.append(node.place)
            others = languages(node)
            if len(others) > 1:
                self.notes.append(
                    f"{node.place} is given in {len(others)} languages ({', '.join(others)}); one is taken"
                )
        elif languages(node):
            self.notes.append(f"{node.place} has no English text; choose one of its languages with --language")
        return said

    def texts(self, node: Node) -> list[str]:
        """Take the texts of a list."""
        if said := node.texts(self.language):
            self.taken.append(node.place)
        return list(said)

    def title(self, node: Node) -> str:
        """Take the name of a credential; raise NotReadError if it has none, or none in the language that is wanted."""
        if said := self.text(node):
            return said
        if found := languages(node):
            raise NotReadError(f"the name is given only in {', '.join(found)}; choose one with --language")
        raise NotReadError("this credential has no name")

    def describe(self, badge: Node) -> None:
        """Take the name and the description of a credential; raise NotReadError as `title` does."""
        title = self.title(badge.at("name"))
        self.put("title", title)
        self.put("developers.title_and_description.title", title)
        self.put("developers.title_and_description.description", self.text(badge.at("description")))
        self.cite("developers.title_and_description", badge.at("description"))

    def alignment(self, node: Node, framework: Node, code: Node, name: Node, url: Node) -> dict[str, Any]:
        """Take a standard that a credential is aligned to; nothing where none of these is given."""
        given = {
            "target_framework": self.text(framework),
            "target_code": self.text(code),
            "target_name": self.text(name),
            "target_url": self.web(url),
        }
        entry = {key: value for key, value in given.items() if value}
        return {**entry, "citation": cited(node)} if entry else {}

    def web(self, node: Node) -> str:
        """Take a web address."""
        if said := node.web():
            self.taken.append(node.place)
        return said

    def put(self, place: str, value: Any) -> None:
        """Put a value under dotted keys, unless there is nothing in it."""
        if value in ("", None, [], {}):
            return
        *groups, last = place.split(".")
        target = self.content
        for group in groups:
            target = target.setdefault(group, {})
        target[last] = value

    def cite(self, place: str, node: Node, *fields: str) -> None:
        """Cite the file for an answer, or for some fields of it."""
        answer = self.content
        for group in place.split("."):
            answer = answer.get(group, {})
        if answer:
            citation = {**cited(node), **({"fields": list(fields)} if fields else {})}
            answer.setdefault("citations", []).append(citation)

    def leave(self, node: Node, may_answer: str = "") -> None:
        """Leave a value for a person to place."""
        if node.exists:
            self.left.append(Left(place=node.place, text=words_of(node.value, self.language), may_answer=may_answer))

    def leave_rest(self, node: Node, known: frozenset[str], may_answer: Mapping[str, str]) -> None:
        """Leave every member of a group that is not among the known ones."""
        for key, each in node.items():
            if key not in known:
                self.leave(each, may_answer.get(key, ""))

    def drop(self, node: Node, *keys: str) -> None:
        """Note members that are about an earner, and keep nothing of them."""
        self.dropped.extend(node.at(key).place for key in keys if node.at(key).exists)


def cited(node: Node) -> dict[str, str]:
    """Return a citation of the published file."""
    return {"document": FILE, "section": node.place} if node.place else {"document": FILE}


def words_of(value: Any, language: str = "") -> str:
    """Return a value of any shape as words, one thing on each line."""
    if isinstance(value, Mapping):
        if said := Node(value, "").text(language):
            return said
        lines = (f"{key}: {words_of(each, language)}" for key, each in value.items() if key not in ("type", "@type"))
        return "\n".join(line for line in lines if not line.endswith(": "))
    if isinstance(value, list):
        return "\n".join(filter(None, (words_of(each, language) for each in value)))
    return "" if value is None else str(value).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A published format, as its module in `formats` offers it under the name `FORMAT`."""

    name: str
    recognizes: Callable[[Node], bool]
    draft: Callable[[Node, Sources], Draft]
    """Raise NotReadError where the format holds nothing that a profile can be drafted from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a format may look things up in, besides the file itself."""

    language: str = ""
    beside: Mapping[str, Node] = field(default_factory=dict)
    """Other files that were given, such as an issuer's, by their ids."""
    is_signed: bool = False
    """Whether the file came as a signed token, whose signature was not checked."""

    def resolved(self, node: Node) -> Node:
        """Return an object that is given by its address, if it was given as a file as well."""
        return self.beside.get(node.text(), node) if isinstance(node.value, str) else node
