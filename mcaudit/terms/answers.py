"""What a profile answers to each subcomponent, and says about itself and its organizations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mcaudit.model import Audit, Citation, Subcomponent
from mcaudit.terms.dossier import Cited, Dossier
from mcaudit.terms.values import PREFIX, Disagreement, Reader, Value, mapping, named_kinds

_STANDS_APART = ("citations", "conflicts", "not_applicable", "remarks")
"""What an answer may have beside its own fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredField:
    """One field of an answer with the citations that name it."""

    name: str
    label: str
    value: Value
    cited: tuple[Cited, ...]
    remark: str = ""
    """Why the field says nothing, if it does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a profile answers to one subcomponent."""

    fields: tuple[AnsweredField, ...]
    cited: tuple[Cited, ...]
    """Citations for the whole answer."""
    conflicts: tuple[Disagreement, ...]
    claims: tuple[tuple[str, str], ...]
    """Criterion → why the provider says that it does not apply."""

    @property
    def given(self) -> bool:
        """Whether the profile says anything at all here."""
        return bool(self.fields or self.cited or self.conflicts or self.claims)


def answer_of(audit: Audit, dossier: Dossier, sub: Subcomponent) -> Answer:
    """Return what the profile answers to a subcomponent, in the order of the edition's fields."""
    given = mapping(mapping(audit.profile.content.get(sub.component)).get(sub.key))
    reader = Reader(audit, dossier)
    citations = [Citation.of(entry) for entry in given.get("citations") or () if entry.get("document")]
    given = named_kinds(given, apart=frozenset(name for each in citations for name in each.fields))
    names = [name for name in sub.answer if name in given and name not in _STANDS_APART]
    return Answer(
        fields=tuple(
            AnsweredField(
                name=name,
                label=reader.label(sub.answer[name], name),
                value=reader.value(sub.answer[name], given[name]),
                cited=tuple(dossier.cited(each) for each in citations if name in each.fields),
                remark=_remark(audit, sub, name, given[name]),
            )
            for name in names
        ),
        cited=tuple(dossier.cited(each) for each in citations if not each.fields),
        conflicts=tuple(reader.disagreement(sub.answer, entry) for entry in given.get("conflicts") or ()),
        claims=tuple((str(e["criterion"]), str(e["reason"])) for e in given.get("not_applicable") or ()),
    )


def organizations_said(audit: Audit, dossier: Dossier) -> tuple[tuple[str, Value], ...]:
    """Return what a profile says about each organization besides its name."""
    reader = Reader(audit, dossier)
    said = (
        (str(entry["name"]), {key: value for key, value in entry.items() if key != "name"})
        for entry in (audit.profile.content.get("organizations") or {}).values()
    )
    return tuple((name, reader.value({"$ref": f"{PREFIX}organization_entry"}, rest)) for name, rest in said if rest)


def about(audit: Audit, dossier: Dossier) -> tuple[tuple[str, Value], ...]:
    """Return what a profile says about itself as a whole."""
    return tuple(about_fields(audit, dossier).values())


def about_fields(audit: Audit, dossier: Dossier) -> Mapping[str, tuple[str, Value]]:
    """Return the same by the name of each field, with its label."""
    reader = Reader(audit, dossier)
    known = reader.fields_of("about")
    said = (item for item in _about(audit).items() if item[0] not in _STANDS_APART)
    return {key: (reader.label(known.get(key), key), reader.value(known.get(key), value)) for key, value in said}


def about_conflicts(audit: Audit, dossier: Dossier) -> tuple[Disagreement, ...]:
    """Return where sources disagree about what no criterion asks."""
    reader = Reader(audit, dossier)
    known = reader.fields_of("about")
    return tuple(reader.disagreement(known, entry) for entry in _about(audit).get("conflicts") or ())


def _about(audit: Audit) -> Mapping[str, Any]:
    return mapping(audit.profile.content.get("about"))


def _remark(audit: Audit, sub: Subcomponent, name: str, value: Any) -> str:
    """Return why a field says nothing; the facts leave out a field that is empty or holds only placeholders."""
    if value is None or value in ("", [], {}):
        return "empty"
    facts = mapping(mapping(audit.facts.get(sub.component)).get(sub.key))
    disputed = (str(entry.get("field")) for entry in facts.get("conflicts") or ())
    return "" if name in facts or name in disputed else "only a placeholder, which says nothing"
