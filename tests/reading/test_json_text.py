"""JSON is read to the same data as any JSON reader gives, with the places of the file as it was written."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mcaudit.errors import Problem
from mcaudit.model import Position
from mcaudit.reading.limits import MAX_DEPTH
from mcaudit.reading.parsing.json_text import json_as_yaml
from mcaudit.reading.parsing.tree import Document, read_document
from mcaudit.reading.text import Text
from tests.conftest import faults_in


def _read(content: str) -> Document:
    return read_document(json_as_yaml(Text(path="profile.json", content=content, sha256="")))


def _problem(content: str) -> Problem:
    (problem,) = faults_in(_read, content)
    return problem


# --- what is read --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        pytest.param('{"a": "\\ud83d\\ude00"}', id="a surrogate pair"),
        pytest.param('{"a": "\\uD83D\\uDE00\\ud83d\\ude01x\\uD83D\\uDE02"}', id="several pairs, in both cases"),
        pytest.param('{"\\ud83d\\ude00": "\\ud83d\\ude00"}', id="a pair in a name"),
        pytest.param('{"a": "\\\\ud83d\\\\ude00"}', id="a backslash before what looks like a pair"),
        pytest.param('{"a": "\\\\\\ud83d\\ude00"}', id="a backslash and then a pair"),
        pytest.param('{"a": "\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u2028\\u0000"}', id="every escape"),
        pytest.param('\t{\t"a"\t:\t1\t,\n\t"b":\t[\t1\t]\t}\t', id="tabs between everything"),
        pytest.param('\r\n{"a":\r1,\r\n"b":\n2}', id="line ends of every kind"),
        pytest.param('{"a":"b","c":["d",1,-1,{}],"e":{},"f":[]}', id="no space anywhere"),
        pytest.param('{"a"\n:\n"b"\n,\n"c"  : 1, "d : ": " : "}', id="space before a colon"),
        pytest.param('{"a": "b \x85 c"}', id="the line end NEL"),
        pytest.param('{"a": " \u2028 b\u2028\u2028 c", "b": "\u2029"}', id="the line ends LS and PS"),
        pytest.param('{"a\u2028b": "\\u2028 \u2028"}', id="a line end in a name and beside its escape"),
        pytest.param('{"a": 1e5, "b": 1E-7, "c": -2e+3, "d": 1.5e3, "e": [0e1,10e0]}', id="exponents"),
        pytest.param('{"a": "1e5", "1e5": "x 1e5", "b": "NaN", "Infinity": "-Infinity"}', id="numbers in quotes"),
        pytest.param('{"a": true, "b": false, "c": null, "d": 0, "e": -0.5}', id="literals"),
        pytest.param(
            '{"a": "no", "b": "2026-03-31", "c": "~", "d": "", "e": "null"}', id="text that YAML might guess at"
        ),
        pytest.param(
            '{"a": "# no comment", "b": "x: y", "c": "- z", "d": "{", "e": "*f &g !h %i"}', id="signs of YAML"
        ),
        pytest.param('{"---": "...", "<<": {"a": 1}, "?": ":"}', id="signs of YAML as names"),
        pytest.param('"text"', id="a text alone"),
        pytest.param("[]", id="an empty list"),
    ],
)
def test_json_is_read_as_any_json_reader_reads_it(content: str) -> None:
    expected = json.loads(content)
    assert _read(content).data == expected


def test_a_json_number_keeps_its_kind() -> None:
    assert [type(value) for value in _read("[1, 1.0, 1e2]").data] == [int, float, float]


# --- places --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "before",
    [
        pytest.param('"a": "b"', id="nothing to respell"),
        pytest.param('"a": "\\ud83d\\ude00 \\ud83d\\ude00"', id="surrogate pairs"),
        pytest.param('"a": "\u2028\x85"', id="line ends of Unicode"),
        pytest.param('"a": [1e5, 2e5]', id="exponents"),
        pytest.param('"a" \t : 1', id="space before a colon"),
        pytest.param('\t"a":\t1\t', id="tabs"),
        pytest.param('"\\ud83d\\ude00" : [1e5, "\u2028"]', id="all of them"),
    ],
)
def test_places_are_those_of_the_file_as_it_was_written(before: str) -> None:
    content = '{"z": 0,\n' + before + ', "x": "y"}'
    document = _read(content)
    line = content.split("\n")[1]
    assert document.keys["/x"] == Position(line=2, column=line.index('"x"') + 1)
    assert document.values["/x"] == Position(line=2, column=line.index('"y"') + 1)


def test_an_excerpt_is_the_line_as_it_was_written() -> None:
    content = '{"a": "\\ud83d\\ude00", "b": "\u2028",\t"c" : 1e5, "a": 1}'
    problem = _problem(content)
    assert problem.excerpt == content
    assert problem.column == content.rindex('"a"') + 1


def test_the_problems_of_a_schema_show_the_line_as_it_was_written() -> None:
    document = _read('{\n\t"a": "\\ud83d\\ude00"}')
    problem = document.text.problem("wrong", at=document.values["/a"])
    assert (problem.line, problem.column, problem.excerpt) == (2, 7, '\t"a": "\\ud83d\\ude00"}')


# --- what is refused -----------------------------------------------------------------------------


def _case(name: str, content: str, line: int, column: int, message: str, help: str) -> Any:
    return pytest.param(content, line, column, message, help, id=name)


@pytest.mark.parametrize(
    ("content", "line", "column", "message", "help"),
    [
        _case("missing comma", '{"a": 1\n "b": 2}', 2, 2, "this is not JSON: ", "correct it"),
        _case("single quotes", "{'a': 1}", 1, 2, "this is not JSON: ", "correct it"),
        _case("comment", '{"a": 1} // no', 1, 10, "this is not JSON: ", "correct it, or save the file as .yaml"),
        _case("YAML", "format: mcaudit-profile/1\n", 1, 1, "this is not JSON: ", "as .yaml"),
        _case("cut off", '{"a": [1, 2', 1, 12, "this is not JSON: ", "correct it"),
        _case("cut off before a line end", '{"a": [1, 2\r\n', 1, 12, "this is not JSON: ", "correct"),
        _case("open quote", '{"a": "b\n}', 1, 9, "this is not JSON: ", "correct it"),
        _case("tab in a text", '{"a": "b\tc"}', 1, 9, "this is not JSON: ", "correct it"),
        _case("unknown escape", '{"a": "\\x41"}', 1, 8, "this is not JSON: ", "correct it"),
        _case("leading zero", '{"a": 007}', 1, 8, "this is not JSON: ", "correct it"),
        _case("bare word", '{"a": yes}', 1, 7, "this is not JSON: ", "correct it"),
        _case("NaN", '{"a": 1,\n "b": NaN}', 2, 7, "this is not JSON: NaN is not a value that JSON knows", "write a"),
        _case("Infinity", '{"a": Infinity}', 1, 7, "this is not JSON: Infinity is not a value that JSON", "write a"),
        _case("minus infinity", "[1, -Infinity]", 1, 5, "this is not JSON: -Infinity is not a value", "write a number"),
        _case("duplicate", '{"a": 1,\n "a": 2}', 2, 2, "`a` stands here a second time; the first is on line 1", "keep"),
        _case("duplicate escape", '{"a": 1, "\\u0061": 2}', 1, 10, "`a` stands here a second time", "keep one of them"),
        _case("no name", '{"": 1}', 1, 2, "an entry has no name before its colon", "write `name: value`"),
        _case("half a pair", '{"a": "\\ud800"}', 1, 10, "this escape is half of a surrogate pair", "both halves"),
        _case("two first halves", '"\\ud800\\ud800"', 1, 4, "this escape is half of a surrogate pair", "both halves"),
        _case("second half first", '"\\ude00\\ud83d"', 1, 4, "this escape is half of a surrogate pair", "both halves"),
        _case("control character", '{"a": "\x7f"}', 1, 8, "an invisible control character (U+007F)", "delete it"),
        _case(
            "conflict",
            '{"a": 1,\n<<<<<<< HEAD\n"b": 2\n=======\n}',
            2,
            1,
            "a conflict marker of Git",
            "keep one version",
        ),
        _case("two texts", "{}\n{}", 2, 1, "this is not JSON: ", "correct it"),
    ],
)
def test_what_is_not_json_is_refused_where_it_stands(
    content: str, line: int, column: int, message: str, help: str
) -> None:
    problem = _problem(content)
    assert (problem.line, problem.column) == (line, column)
    assert problem.message.startswith(message)
    assert help in problem.help
    assert problem.excerpt == content.splitlines()[line - 1]


def test_a_trailing_comma_is_refused_where_it_stands() -> None:
    problem = _problem('{"a": 1,\n "b": 2,}')
    assert problem.message.startswith("this is not JSON: ")
    assert problem.line == 2
    assert problem.column in (8, 9)  # Python 3.13 points at the comma, and earlier ones at what follows it


@pytest.mark.parametrize("depth", [MAX_DEPTH, 500, 100_000], ids=str)
def test_nesting_without_end_is_stopped_at_the_limit(depth: int) -> None:
    problem = _problem("[" * depth + "1" + "]" * depth)
    assert problem.message == f"values are nested more than {MAX_DEPTH} deep here"
    assert problem.line == 1
    assert problem.column is not None
    assert problem.column > MAX_DEPTH  # libyaml looks ahead, and where it gives up is its choice


def test_a_number_of_more_digits_than_python_converts_stays_text() -> None:
    digits = "1" * 5000
    assert _read(f"[{digits}, {digits}e5]").data == [digits, f"{digits}.0e5"]
