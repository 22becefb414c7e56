"""The form of a profile as HTML: one file that loads nothing, works from disk, and saves a file for `intake read`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from mcaudit.forms.intake.data import intake_data
from mcaudit.forms.shared import template_file
from mcaudit.forms.templating import environment
from mcaudit.media.plain import utf8
from mcaudit.media.style import head_of, screen_style
from mcaudit.model import Edition, Profile, Subcomponent
from mcaudit.model.edition import Outcome
from mcaudit.model.fields import Field, field_at
from mcaudit.version import __version__

_PACKAGE = "mcaudit.forms.intake"
_SCRIPTS = ("yaml.js", "addressed.js", "complete.js", "controls.js", "intake.js")
_SOURCE_MAP = "//# sourceMappingURL="
_GOOD = (Outcome.MET, Outcome.SUGGESTS_MET)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Help:
    """What helps to answer a question: an example in words, and where the evidence usually is."""

    example: str
    evidence: tuple[str, ...]


def intake_html(edition: Edition, profile: Profile) -> bytes:
    """Return a form in which a profile is described, filled with what the profile says so far."""
    page = (
        environment(_PACKAGE)
        .get_template("intake.html.j2")
        .render(
            edition=edition,
            profile=profile,
            helps={sub.id: _help(edition, sub) for sub in edition.subcomponents},
            version=__version__,
            data=Markup(_embedded({**intake_data(edition), "profile": profile.content})),  # noqa: S704 - no mark of HTML
            **head_of(_style(), intake_script()),
        )
    )
    return utf8(page)


def _style() -> str:
    return screen_style("\n".join((template_file("shared.css"), template_file("intake.css", _PACKAGE))))


def intake_script() -> str:
    """Return the script of the form."""
    ours = (template_file(name, _PACKAGE) for name in _SCRIPTS)
    return "\n".join((template_file("shared.js"), *_yaml_reader(), *ours))


def _yaml_reader() -> Iterator[str]:
    """Yield the license of the library that reads YAML, which must go with it, and the library."""
    folder = files(_PACKAGE) / "vendored"
    yield f"/*! js-yaml\n{(folder / 'js-yaml.LICENSE').read_text(encoding='utf-8')}*/"
    yield (folder / "js-yaml.min.js").read_text(encoding="utf-8").partition(_SOURCE_MAP)[0]


def _embedded(data: Mapping[str, Any]) -> str:
    """Return data as JSON of ASCII in which no mark of HTML stands."""
    written = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return written.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


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
