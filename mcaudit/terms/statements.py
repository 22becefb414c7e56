"""What a profile says in sentences: statements about criteria, remarks about sources, and texts that repeat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mcaudit.model import Audit, Citation, folded
from mcaudit.model.profile import criteria_about
from mcaudit.terms.dossier import Cited, Dossier
from mcaudit.terms.values import mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement or a remark: the text, the document that says so if one is named, and what it is about."""

    text: str
    cited: Cited | None
    about: tuple[str, ...] = ()
    repeated: bool = False
    """Whether the same text stands for so many criteria that it states none."""


def statements_by_criterion(audit: Audit, dossier: Dossier) -> Mapping[str, tuple[Said, ...]]:
    """Return the statements of a profile by the criteria that they name; a group's name stands for its members."""
    members = {group.id: group.members for sub in audit.edition.subcomponents for group in sub.groups}
    written = [(entry, criteria_about(entry, members)) for entry in _entries(audit.profile.content.get("statements"))]
    reach: dict[str, set[str]] = {}
    for entry, names in written:
        reach.setdefault(folded(str(entry.get("text") or "")), set()).update(names)
    # A text about more criteria than a statement may be about states nothing.
    most = audit.edition.profile_base["$defs"]["statement"]["properties"]["about"]["maxItems"]
    found: dict[str, tuple[Said, ...]] = {}
    for entry, names in written:
        text = str(entry.get("text") or "")
        repeated = len(reach[folded(text)]) > int(most)
        said = Said(text=text, cited=_cited(dossier, entry), about=names, repeated=repeated)
        for name in names:
            found[name] = (*found.get(name, ()), said)
    return found


def remarks_of(audit: Audit, dossier: Dossier) -> Iterator[Said]:
    """Yield what the author of a profile remarks on its sources, as a whole and answer by answer."""
    content = audit.profile.content
    given: list[tuple[tuple[str, ...], Any]] = [
        ((), content.get("remarks")),
        ((), mapping(content.get("about")).get("remarks")),
    ]
    given += [
        ((sub.id,), mapping(mapping(content.get(sub.component)).get(sub.key)).get("remarks"))
        for sub in audit.edition.subcomponents
    ]
    for place, remarks in given:
        for entry in _entries(remarks):
            names = criteria_about(entry, {}) or place
            yield Said(text=str(entry.get("text") or ""), cited=_cited(dossier, entry), about=names)


def subcomponents_at(audit: Audit, pointers: Iterable[str]) -> tuple[str, ...]:
    """Return the subcomponents in whose answers some places are, each once."""
    names = {sub.pointer: sub.id for sub in audit.edition.subcomponents}
    found = (names.get("/".join(pointer.split("/")[:3]), "") for pointer in pointers)
    return tuple(dict.fromkeys(name for name in found if name))


def _entries(value: Any) -> Iterator[Mapping[str, Any]]:
    return (each for each in value or () if isinstance(each, Mapping))


def _cited(dossier: Dossier, entry: Mapping[str, Any]) -> Cited | None:
    citation = mapping(entry.get("citation"))
    return dossier.cited(Citation.of(citation)) if citation.get("document") else None
