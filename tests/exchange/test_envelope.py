"""A document is written record by record, in its envelope, and the same as it would be at once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.app.formats import format_names, load_format
from mcaudit.errors import Problem
from mcaudit.exchange.format import Envelope, Format
from mcaudit.exchange.json_text import indented, json_document, members
from mcaudit.model import Audit, Edition, Gate
from mcaudit.terms.run import Ending, Run, View

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


def run_of(edition: Edition) -> Run:
    return Run(edition=edition, policy=None, gate=Gate.ENDORSEMENT, many=False)


def written(edition: Edition, shape: Format, pieces: Sequence[str], problems: Sequence[Problem] = ()) -> list[str]:
    """Return what is written, each time that something is."""
    put: list[str] = []
    document = Envelope(shape, run_of(edition), View(), put.append)
    document.open()
    for piece in pieces:
        document.add(piece)
    document.add_problems(problems)
    document.close(Ending(verdicts={}, problems=tuple(problems)))
    return put


def _records(audit: Audit, run: Run, view: View) -> Iterator[str]:
    yield audit.profile.id


def _problems(problems: Sequence[Problem], run: Run, view: View) -> Iterator[str]:
    yield from (problem.path for problem in problems)


LISTED = Format(
    records=_records, problems=_problems, between=", ", header=lambda *_: "[", trailer=lambda *_: "]",
    last=lambda *_: ["last"],
)  # fmt: skip


def test_records_stand_between_header_and_trailer_in_the_order_they_come(edition: Edition) -> None:
    problems = [Problem(path="a", message="x"), Problem(path="b", message="x")]
    assert "".join(written(edition, LISTED, ["one", "two"], problems)) == "[one, two, a, b, last]"


def test_what_says_nothing_leaves_no_mark(edition: Edition) -> None:
    assert "".join(written(edition, LISTED, ["", "one", "", "two", ""])) == "[one, two, last]"
    assert "".join(written(edition, LISTED, [])) == "[last]"


def test_each_record_is_written_when_it_comes_and_none_is_kept(edition: Edition) -> None:
    put = written(edition, LISTED, ["one", "two"])
    assert put == ["[", "one", ", two", ", last", "]"]


@pytest.mark.parametrize("name", ["gitlab", "json", "sarif"])
def test_without_any_record_json_is_still_json(edition: Edition, name: str) -> None:
    whole = json.loads("".join(written(edition, load_format(name), [])))
    empty = {"gitlab": lambda: whole, "json": lambda: whole["audits"], "sarif": lambda: whole["runs"][0]["results"]}
    assert empty[name]() == []


@given(st.dictionaries(st.text(), VALUES, min_size=1))
def test_an_object_in_pieces_is_the_object_at_once(values: dict[str, Any]) -> None:
    assert f"{{\n{members(values, indent=2)}\n}}\n" == json_document(values)


@given(VALUES)
def test_a_margin_changes_nothing_of_a_value(value: Any) -> None:
    assert json.loads(indented([value], indent=1, margin="   ")) == [value]


def test_a_format_is_found_by_its_name_alone() -> None:
    assert "gitlab" in format_names()
    assert "terminal" in format_names()
    assert all(isinstance(load_format(name), Format) for name in format_names())
