"""What a profile answers is shown in words: another kind by its name, and not as a label of the schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from mcaudit.audit.engine import audit
from mcaudit.blocks import words_of
from mcaudit.model import Edition
from mcaudit.report.audit.answers import inline
from mcaudit.terms.answers import answer_of
from mcaudit.terms.dossier import dossier_of
from mcaudit.terms.values import named_kinds
from tests.conftest import profile_of

NAMED: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {
    "other_kind": ({"kind": "other", "other_kind": "A prize"}, {"kind": "A prize"}),
    "kind_name": ({"kind": "other", "kind_name": "A ledger", "state": "IL"}, {"kind": "A ledger", "state": "IL"}),
    "a list": ({"forms": ["transcript", "other"], "other_form": "A pin"}, {"forms": ["transcript", "A pin"]}),
    "a code of its own": (
        {"activities": ["discussion", "other_activity"], "other_activity": "Visits"},
        {"activities": ["discussion", "Visits"]},
    ),
    "another name": ({"compared_with": "other", "other_comparison": "A cup"}, {"compared_with": "A cup"}),
    "no name": ({"kind": "other", "description": "Something"}, {"kind": "other", "description": "Something"}),
    "an empty name": ({"kind": "other", "other_kind": " "}, {"kind": "other", "other_kind": " "}),
    "a name too many": ({"kind": "award", "other_kind": "A prize"}, {"kind": "award", "other_kind": "A prize"}),
    "another micro-credential": (
        {"compared_with": "other_micro_credential", "other_comparison": "A cup"},
        {"compared_with": "other_micro_credential", "other_comparison": "A cup"},
    ),
    "two others": (
        {"kind": "other", "unit": "other", "unit_name": "Steps", "other_kind": "A prize"},
        {"kind": "A prize", "unit": "Steps"},
    ),
}


@pytest.mark.parametrize(("given", "expected"), NAMED.values(), ids=NAMED)
def test_the_name_of_another_kind_stands_in_place_of_other(
    given: Mapping[str, Any], expected: Mapping[str, Any]
) -> None:
    assert named_kinds(given) == expected


def test_an_answer_shows_it_too_and_keeps_what_is_cited_by_itself(edition: Edition) -> None:
    (sub,) = (each for each in edition.subcomponents if each.id == "4B")
    answer: dict[str, Any] = {"forms": ["other"], "other_form": "An enamel pin"}

    def shown() -> dict[str, str]:
        found = audit(edition, profile_of({sub.component: {sub.key: answer}}), date="2026-01-01")
        fields = answer_of(found, dossier_of(found), sub).fields
        return {each.label: words_of(inline(each.value)) for each in fields}

    assert list(shown().values()) == ["An enamel pin"]
    answer["citations"] = [{"document": "page", "section": "Top", "fields": ["other_form"]}]
    assert list(shown().values()) == ["other", "An enamel pin"]
