"""The dossier as an appendix: its documents numbered, what each supports, and what no document supports."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mcaudit.model import Audit, Basis, Citation, DocumentState
from mcaudit.model.codes import code_words
from mcaudit.terms.remarks import excerpts

_CODE = re.compile(r"[a-z]+(_[a-z]+)*")
_STATES = {
    DocumentState.REMOTE: "at an address that we did not open",
    DocumentState.PRESENT: "found, and unchanged since its hash was taken",
    DocumentState.MISSING: "missing: no file is at the path that the dossier gives",
    DocumentState.EMPTY: "empty: the file has nothing in it",
    DocumentState.ALTERED: "changed since its hash was taken",
}
_UNHASHED = "found; the dossier gives no hash for it"
_NOT_KEPT = "nobody kept it, and it has no address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A citation of a document: its number in the dossier's appendix, its title and the place in it."""

    number: int
    title: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document of the dossier, with the criteria whose answers cite it."""

    number: int
    name: str
    title: str
    kind: str
    where: str
    seen: str
    sha256: str
    state: str
    excerpt: bool
    """Whether only a part of it was read."""
    usable: bool
    supports: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Every document by its short name, and which criteria rest on which, or on nothing."""

    documents: Mapping[str, Document]
    on_nothing: tuple[str, ...]
    """Criteria about which the profile says something, and for which nothing usable is cited."""

    def cited(self, citation: Citation) -> Cited:
        """Return a citation with the number and title of its document."""
        document = self.documents.get(citation.document)
        if document is None:
            return Cited(number=0, title=citation.document, place=citation.place)
        return Cited(number=document.number, title=document.title, place=citation.place)


def dossier_of(audit: Audit) -> Dossier:
    """Return the dossier of an audit's profile, in the order of the file."""
    entries: Mapping[str, Mapping[str, str]] = audit.profile.content.get("dossier") or {}
    parts = excerpts(audit.profile)
    documents = {
        name: Document(
            number=number,
            name=name,
            title=str(entry["title"]),
            kind=_kind(str(entry.get("kind") or "document")),
            where=str(entry.get("url") or entry.get("path", "")),
            seen=str(entry.get("seen") or ""),
            sha256=str(entry.get("sha256", "")),
            state=_state(audit, name, entry),
            excerpt=name in parts,
            usable=audit.profile.documents[name] in (DocumentState.REMOTE, DocumentState.PRESENT),
            supports=tuple(f.criterion for f in audit.findings if any(c.document == name for c in f.citations)),
        )
        for number, (name, entry) in enumerate(entries.items(), 1)
    }
    return Dossier(
        documents=documents,
        on_nothing=tuple(f.criterion for f in audit.findings if f.basis is Basis.UNCITED and not f.citations),
    )


def _kind(said: str) -> str:
    """Return the kind of a document in words; a profile may give a text in place of a code."""
    return code_words(said) if _CODE.fullmatch(said) else said


def _state(audit: Audit, name: str, entry: Mapping[str, str]) -> str:
    state = audit.profile.documents[name]
    if not entry.get("url") and not entry.get("path"):
        return _NOT_KEPT
    if state is DocumentState.PRESENT and not entry.get("sha256"):
        return _UNHASHED
    return audit.profile.faults.get(name) or _STATES[state]
