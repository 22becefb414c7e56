"""An edition may leave a field open, with the schema `true`; whatever stands there is kept."""

from __future__ import annotations

from dataclasses import replace

from mcaudit.facts.normal import normal_form
from mcaudit.model import Edition
from mcaudit.reading.profile.shapes import Kind, profile_shape
from mcaudit.reading.profile.widening import Widening, stand_in


def with_an_open_field(edition: Edition) -> Edition:
    first, *others = edition.components
    sub, *more = first.subcomponents
    opened = replace(sub, answer={**sub.answer, "anything": True})
    return replace(edition, components=(replace(first, subcomponents=(opened, *more)), *others))


def test_an_open_field_takes_anything(edition: Edition) -> None:
    opened = with_an_open_field(edition)
    sub = opened.subcomponents[0]
    shape = profile_shape(opened).fields[sub.component].fields[sub.key].fields["anything"]
    assert shape.kind is Kind.ANY
    content = {sub.component: {sub.key: {"anything": {"free": ["form"]}}}}
    assert normal_form(opened, content) == content


def test_an_open_field_is_as_wide_as_can_be() -> None:
    assert Widening({}).field(True, "anything") is True
    assert stand_in({"properties": {"anything": True}}, {}, text=True) == ""
