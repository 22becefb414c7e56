"""The form of a profile as HTML: one file that loads nothing, works from disk, and saves a file for `intake read`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from mcaudit.forms.intake.data import intake_data
from mcaudit.forms.templating import form_page, form_script
from mcaudit.model import Edition, Profile, Subcomponent
from mcaudit.model.edition import Outcome
from mcaudit.model.fields import Field, field_at

_PACKAGE = "mcaudit.forms.intake"
_SCRIPTS = ("yaml.js", "addressed.js", "complete.js", "controls.js", "intake.js")
_STRICT = '"use strict";'
_SOURCE_MAP = "//# sourceMappingURL="
_GOOD = (Outcome.MET, Outcome.SUGGESTS_MET)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Help:
    """What helps to answer a question: an example in words, and where the evidence usually is."""

    example: str
    evidence: tuple[str, ...]


def intake_html(edition: Edition, profile: Profile) -> bytes:
    """Return a form in which a profile is described, filled with what the profile says so far."""
    data = {**intake_data(edition), "profile": profile.content}
    helps = {sub.id: _help(edition, sub) for sub in edition.subcomponents}
    return form_page(_PACKAGE, "intake", intake_script(), data, edition=edition, profile=profile, helps=helps)


def intake_script() -> str:
    """Return the script of the form."""
    return "\n".join((_STRICT, *_yaml_reader(), form_script(_PACKAGE, _SCRIPTS)))


def _yaml_reader() -> Iterator[str]:
    """Yield the license of the library that reads YAML, which must go with it, and the library."""
    folder = files(_PACKAGE) / "vendored"
    yield f"/*! js-yaml\n{(folder / 'js-yaml.LICENSE').read_text(encoding='utf-8')}*/"
    yield (folder / "js-yaml.min.js").read_text(encoding="utf-8").partition(_SOURCE_MAP)[0]


def _help(edition: Edition, sub: Subcomponent) -> _Help:
    answer = field_at(edition, f"{sub.component}.{sub.key}")
    assert answer is not None
    examples = (each for criterion in sub.criteria for each in criterion.examples.all() if each.gives in _GOOD)
    given = (each.profile.get(sub.component, {}).get(sub.key) for each in examples)
    return _Help(
        example=next((in_words(answer, each) for each in given if each), ""),
        evidence=tuple(dict.fromkeys(place for criterion in sub.criteria for place in criterion.evidence_lives_in)),
    )


def in_words(field: Field, value: Any) -> str:
    """Return an answer in words, its fields by their titles."""
    if isinstance(value, Mapping):
        titles = {each.key: each for each in field.fields}
        parts = (f"{titles[key].title}: {in_words(titles[key], each)}" for key, each in value.items() if key in titles)
        return "; ".join(parts)
    if isinstance(value, list | tuple):
        return ", ".join(in_words(field, each) for each in value)
    return str(value).replace("_", " ") if field.codes else str(value)
