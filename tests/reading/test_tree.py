"""YAML is read strictly: nothing is guessed, and what cannot be read is said with its place."""

from __future__ import annotations

from typing import Any

import pytest

from mcaudit.errors import Problem
from mcaudit.model import Position
from mcaudit.model.places import escaped
from mcaudit.reading.limits import MAX_BYTES, MAX_DEPTH, MAX_DIGITS, MAX_NAME, MAX_NODES
from mcaudit.reading.parsing.tree import Document, read_document
from mcaudit.reading.text import Text
from tests.conftest import faults_in


def _read(content: str) -> Document:
    return read_document(Text(path="profile.yaml", content=content, sha256=""))


def _problem(content: str) -> Problem:
    (problem,) = faults_in(_read, content)
    return problem


# --- what a value is -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["no", "NO", "No", "yes", "Yes", "on", "off", "OFF", "y", "n", "True", "TRUE", "False"]
)
def test_words_for_yes_and_no_stay_what_was_typed(typed: str) -> None:
    assert _read(f"state: {typed}\n").data == {"state": typed}


@pytest.mark.parametrize(
    "typed", ["2026-03-31", "2026-03-31T10:00:00Z", "2026-03-31 10:00", "12:30", "1:30:00", "2026"]
)
def test_dates_and_times_stay_what_was_typed(typed: str) -> None:
    assert str(_read(f"seen: {typed}\n").data["seen"]) == typed


def test_a_date_is_text() -> None:
    assert _read("seen: 2026-03-31\n").data == {"seen": "2026-03-31"}


@pytest.mark.parametrize(
    "typed",
    [
        *("1E-1", "2C-1", "1e3", "007", "00", "-01", "1_000", "1,000", "0x1F", "0o17", "0b1", "+1", "1.", ".5", "1.e5"),
        *(".inf", "-.inf", ".nan", "NaN", "Infinity", "1.5e400", "-1.5e400", "--1", "\N{ARABIC-INDIC DIGIT FIVE}"),
    ],
)
def test_what_json_would_not_take_for_a_number_stays_text(typed: str) -> None:
    assert _read(f"value: {typed}\n").data == {"value": typed}


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0", 0), ("-0", 0), ("15", 15), ("-3", -3), ("2.5", 2.5), ("1.0", 1.0), ("1.5e3", 1500.0), ("-1.25E-2", -0.0125)],
)
def test_numbers_of_json_are_numbers(typed: str, number: float) -> None:
    value = _read(f"value: {typed}\n").data["value"]
    assert value == number
    assert type(value) is type(number)


@pytest.mark.parametrize(
    ("typed", "value"), [("true", True), ("false", False), ("null", None), ("~", None), ("", None), ("# none", None)]
)
def test_literals_of_json_and_empty_places_are_what_they_say(typed: str, value: bool | None) -> None:
    assert _read(f"value: {typed}\n").data["value"] is value


@pytest.mark.parametrize("typed", ["Null", "NULL", "None", "nil", "n/a"])
def test_other_words_for_nothing_stay_text(typed: str) -> None:
    assert _read(f"value: {typed}\n").data == {"value": typed}


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('"15"', "15"),
        ("'true'", "true"),
        ('"null"', "null"),
        ('""', ""),
        ("''", ""),
        ("|\n  15\n", "15\n"),
        (">-\n  two\n  lines\n", "two lines"),
        ('"a\\tb\\u00e9\\U0001F600"', "a\tb\N{LATIN SMALL LETTER E WITH ACUTE}\N{GRINNING FACE}"),
        ("two\n  lines", "two lines"),
    ],
    ids=["number", "truth", "null", "empty", "empty single", "literal", "folded", "escapes", "plain over two lines"],
)
def test_quotes_and_blocks_make_text(typed: str, text: str) -> None:
    assert _read(f"value: {typed}\n").data == {"value": text}


def test_a_run_of_digits_longer_than_any_number_stays_text() -> None:
    longest = "1" * MAX_DIGITS
    assert _read(f"[{longest}, {longest}1]").data == [int(longest), f"{longest}1"]


def test_names_are_text_whatever_they_look_like() -> None:
    assert _read("1: a\n01: b\ntrue: c\nno: d\n2026-01-01: e\n~: f\n").data == {
        "1": "a",
        "01": "b",
        "true": "c",
        "no": "d",
        "2026-01-01": "e",
        "~": "f",
    }


def test_a_quoted_merge_sign_is_a_name_like_any_other() -> None:
    assert _read('"<<": a').data == {"<<": "a"}


def test_a_value_may_be_referred_to_again() -> None:
    assert _read("a: &x {b: [1]}\nc: *x\n").data == {"a": {"b": [1]}, "c": {"b": [1]}}


def test_an_anchor_may_be_used_anew() -> None:
    assert _read("a: &x 1\nb: *x\nc: &x 2\nd: *x\n").data == {"a": 1, "b": 1, "c": 2, "d": 2}


@pytest.mark.parametrize(
    "content", ["%YAML 1.1\n---\na: 1\n", "---\na: 1\n...\n", "--- {a: 1}", "a: 1\n...\n# the end\n"], ids=repr
)
def test_one_document_may_be_marked_as_one(content: str) -> None:
    assert _read(content).data == {"a": 1}


# --- what is refused -----------------------------------------------------------------------------


def _case(name: str, content: str, line: int, column: int, message: str, help: str) -> Any:
    return pytest.param(content, line, column, message, help, id=name)


@pytest.mark.parametrize(
    ("content", "line", "column", "message", "help"),
    [
        _case("tab at the start", "\ta: 1\n", 1, 1, "a tab stands here", "replace the tab by spaces"),
        _case("tab as indentation", "a:\n\tb: 1\n", 2, 1, "a tab stands here", "replace the tab by spaces"),
        _case("tab after spaces", "a:\n  b: 1\n \tc: 1\n", 3, 2, "a tab stands here", "replace the tab by spaces"),
        _case("second document", "a: 1\n---\nb: 2\n", 2, 1, "a second document begins here", "a file of its own"),
        _case("second empty document", "a: 1\n---\n", 2, 1, "a second document begins here", "a file of its own"),
        _case("tag", "a: 1\nb: !!str 2\n", 2, 4, "the tag `tag:yaml.org,2002:str` is not read", "remove it"),
        _case("own tag", "a: !secret x\n", 1, 4, "the tag `!secret` is not read", "remove it"),
        _case("tag without a name", "a: ! x\n", 1, 4, "the tag `!` is not read", "remove it"),
        _case("tag of a list", "a: !!set [x]\n", 1, 4, "the tag `tag:yaml.org,2002:set` is not read", "remove it"),
        _case("python tag", "!!python/object:os.system x", 1, 1, "the tag `tag:yaml.org,2002:python/", "remove it"),
        _case("undefined alias", "a: 1\nb: *x\n", 2, 4, "`*x` refers to nothing above it", "write `&x` before"),
        _case("alias before its anchor", "a: *x\nb: &x 1\n", 1, 4, "`*x` refers to nothing above it", "write `&x`"),
        _case(
            "text that begins with a star",
            "a: *not* this\n",
            1,
            4,
            "a sign stands here that YAML takes for a reference",
            "quotes",
        ),
        _case("text that begins with an ampersand", "a: & so on\n", 1, 4, "a sign stands here that YAML", "quotes"),
        _case("recursive alias", "a: &x\n  b: [*x]\n", 2, 7, "`*x` stands inside the value it refers to", "text out"),
        _case("merge key", "a: &x {b: 1}\nc:\n  <<: *x\n", 3, 3, "merge keys (`<<`) are not read", "write the entries"),
        _case("list as a name", "a:\n  ? [b]\n  : 1\n", 2, 5, "a list or a group of entries stands", "quote text"),
        _case("braces as a name", "{{name}}: 1\n", 1, 1, "a list or a group of entries stands", "quote text"),
        _case("no name", "a: 1\n? \n: 2\n", 2, 2, "an entry has no name before its colon", "write `name: value`"),
        _case("blank name", 'a: {" ": 2}\n', 1, 5, "an entry has no name before its colon", "write `name: value`"),
        _case("no colon", "a: 1\nb\nc: 2\n", 3, 1, "a name stands here without its colon", "write `name: value`"),
        _case("colon in a text", "title: Reading: grade 3\n", 1, 15, "a colon stands here", "put quotes around"),
        _case("open quote", 'a: 1\nb: "x\nc: 2\n', 2, 4, "a quotation mark is opened and never closed", "close it"),
        _case("open bracket", "a: [b, c\nd: 1\n", 2, 2, "a bracket or brace is not closed", "close it"),
        _case("wrong bracket", "a: {b: 1]\n", 1, 9, "a bracket or brace is not closed", "close it"),
        _case("text after a quote", 'a: "b" c\n', 1, 8, "the line does not fit what stands above it", "align it"),
        _case("bad indentation", "a:\n  b: 1\n c: 2\n", 3, 2, "the line does not fit what stands above it", "align it"),
        _case("entry after a list", "- a\nb: 1\n", 2, 1, "the line does not fit the list above it", "begin each entry"),
        _case("list after a name", "a: - b\n", 1, 4, "a hyphen stands here that YAML takes for a list", "own"),
        _case("unknown escape", 'a: "C:\\quiz"\n', 1, 7, "a backslash stands before a character", "single quotes"),
        _case(
            "half a surrogate pair", 'a: "\\ud83d"\n', 1, 7, "this escape is half of a surrogate pair", "both halves"
        ),
        _case("at sign", "a: @home\n", 1, 4, "this character cannot stand here", "put quotes around the whole text"),
        _case("percent sign", "a: %5\n", 1, 4, "this character cannot stand here", "put quotes around the whole text"),
        _case("backtick", "a: `b`\n", 1, 4, "this character cannot stand here", "put quotes around the whole text"),
        _case("null character", "a: 1\nb: x\0\n", 2, 5, "an invisible control character (U+0000)", "delete it"),
        _case("escape character", "a: \x1b[31m\n", 1, 4, "an invisible control character (U+001B)", "delete it"),
        _case("delete character", "a: x\x7f\n", 1, 5, "an invisible control character (U+007F)", "delete it"),
        _case("C1 control", "a: x\x9b\n", 1, 5, "an invisible control character (U+009B)", "delete it"),
        _case("noncharacter", "a: x\ufffe\n", 1, 5, "an invisible control character (U+FFFE)", "delete it"),
        _case("what has no words of ours", "a: >x\n", 1, 5, "this is not YAML: ", "check the indentation"),
        _case("later YAML", "%YAML 1.3\n---\na: 1\n", 1, 1, "a directive (`%YAML 1.3`) stands here", "delete the line"),
        _case("no document", "# a\n%YAML 1.1\na: 1\n", 2, 1, "a directive (`%YAML 1.1`) stands here", "delete the"),
        _case("unknown directive", "%FOO bar\n---\na: 1\n", 1, 1, "a directive (`%FOO bar`) stands", "delete the line"),
        _case("directive twice", "%YAML 1.1\n%YAML 1.1\n---\na: 1\n", 1, 1, "a directive (`%YAML 1.1`)", "delete the"),
        _case(
            "conflict", "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n", 2, 1, "a conflict marker of Git", "keep"
        ),
        _case("half a conflict", "a: 1\nb: 3\n>>>>>>> x\n", 3, 1, "a conflict marker of Git stands here (`>>>", "keep"),
        _case("curly quotes", "a: \u201cAsk: b\u201d\n", 1, 4, "a curly quotation mark (\u201c) stands", "straight"),
        _case(
            "curly single quotes", "a:\n  - \u2018b: c: d\u2019\n", 2, 5, "a curly quotation mark (\u2018)", "straight"
        ),
        _case(
            "no-break spaces in the indentation",
            "a:\n  b:\n\xa0\xa0\xa0\xa0c: 2\n    d: 3\ne: 4\n",
            3,
            1,
            "an invisible space (U+00A0) stands here, where YAML needs an ordinary one",
            "type ordinary spaces",
        ),
        _case(
            "no-break spaces, and no other error", "a:\n\xa0\xa0b: 1\n", 2, 1, "an invisible space (U+00A0)", "delete"
        ),
        _case("spaces of both kinds", "a:\n  b: 1\n \u3000c: 2\n", 3, 2, "an invisible space (U+3000)", "delete it"),
        _case("no-break space after a colon", "a:\xa0x\nb: 1\n", 1, 3, "an invisible space (U+00A0)", "delete it"),
        _case("no-break space after a hyphen", "a:\n  -\xa0x\n", 2, 4, "an invisible space (U+00A0)", "delete it"),
        _case("byte order mark within", "a: 1\n\ufeffb: 2\n", 2, 1, "an invisible character (U+FEFF)", "delete it"),
        _case("zero width space", "a:\n  b: 1\n\u200b  c: 2\n", 3, 1, "an invisible character (U+200B)", "delete it"),
        _case(
            "line end that only YAML sees", "a: b\u2028c\nd: 1\n", 1, 5, "an invisible line end (U+2028)", "delete it"
        ),
        _case("next line", "a: b\x85c\nd: 1\n", 1, 5, "an invisible line end (U+0085)", "delete it"),
    ],
)
def test_what_is_not_strict_yaml_is_refused_where_it_stands(
    content: str, line: int, column: int, message: str, help: str
) -> None:
    problem = _problem(content)
    assert (problem.line, problem.column) == (line, column)
    assert problem.message.startswith(message)
    assert help in problem.help
    assert problem.excerpt == content.split("\n")[line - 1]


@pytest.mark.parametrize("content", ["# a\n", "# a\n\n  # b", "%YAML 1.1\n# a"], ids=repr)
def test_a_file_of_comments_is_refused(content: str) -> None:
    problem = _problem(content)
    assert problem.message
    assert problem.help


def test_a_file_of_nothing_but_comments_is_called_that() -> None:
    problem = _problem("# format: mcaudit-profile/1\n")
    assert problem.message == "the file holds nothing but comments"
    assert problem.help == "write the profile into it, or remove it"


@pytest.mark.parametrize(
    "content",
    [
        "a: 'x\xa0: y'\nb: c: d\n",
        "a: |\n  \xa0\xa0x\nb: c: d\n",
        "a: \u201cx\u201d\nb: c: d\n",
        "a: c: \u201cd\u201d\n",
        "a: |\n  <<<<<<< HEAD\nb: c: d\n",
        "a: |\n  %YAML 1.3\nb: c: d\n",
    ],
    ids=[
        "space in a text",
        "space in a block",
        "quotes above",
        "quotes that are not the cause",
        "conflict",
        "directive",
    ],
)
def test_what_is_innocent_is_not_blamed_for_another_error(content: str) -> None:
    assert _problem(content).message.startswith("a colon stands here")


@pytest.mark.parametrize(
    "content",
    [
        "a: \xa0x\n",
        "a: |\n  \xa0x\n  -\xa0y\n",
        "'\xa0a': 1\n",
        '"\ufeffa": 1\n',
        "a: \u201cx\u201d\n",
        'a: "-\xa0x"\n',
        "a: |\n  <<<<<<< HEAD\n  =======\n",
    ],
    ids=ascii,
)
def test_what_cannot_be_mistaken_is_read(content: str) -> None:
    assert next(iter(_read(content).data.values()))


# --- escapes in two halves -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(r'a: "\ud83c\udf89"', "\U0001f389", id="a pair"),
        pytest.param(r'a: "x \uD83C\uDF89\ud83d\ude00 y"', "x \U0001f389\U0001f600 y", id="two pairs"),
        pytest.param(r'{"a": "\ud83c\udf89"}', "\U0001f389", id="JSON"),
        pytest.param(r'a: "\\ud83c\\udf89"', r"\ud83c\udf89", id="a backslash before what looks like a pair"),
        pytest.param(r"a: \ud83c\udf89", r"\ud83c\udf89", id="without quotes"),
        pytest.param(r"a: '\ud83c\udf89'", r"\ud83c\udf89", id="in single quotes"),
        pytest.param("a: |-\n  \\ud83c\\udf89\n", r"\ud83c\udf89", id="in a block"),
        pytest.param(r'a: "\U0001F389"', "\U0001f389", id="one escape"),
    ],
)
def test_a_character_in_two_escapes_is_one_character_in_double_quotes(content: str, text: str) -> None:
    assert _read(content).data == {"a": text}


def test_places_behind_such_a_character_are_those_of_the_file() -> None:
    pair = '"\\ud83c\\udf89"'
    content = f'{{"a": {pair}, "b": {pair}, "c": 1}}'
    assert _read(content).keys["/c"] == Position(line=1, column=content.index('"c"') + 1)
    problem = _problem(content.replace('"c"', '"a"'))
    assert (problem.column, problem.excerpt) == (content.index('"c"') + 1, content.replace('"c"', '"a"'))


# --- duplicate names -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "name", "first", "second"),
    [
        pytest.param("a: 1\nb: 2\na: 3\n", "a", 1, (3, 1), id="at the top"),
        pytest.param("x:\n  a: 1\n  a: 1\n", "a", 2, (3, 3), id="inside, and with the same value"),
        pytest.param("{a: 1, b: 2,\n a: 3}\n", "a", 1, (2, 2), id="in braces"),
        pytest.param("- a: 1\n  a: 2\n", "a", 1, (2, 3), id="in an entry of a list"),
        pytest.param('a: 1\n"a": 2\n', "a", 1, (2, 1), id="once in quotes"),
        pytest.param("1: x\n'1': y\n", "1", 1, (2, 1), id="a number and its text"),
        pytest.param("? a\n: 1\na: 2\n", "a", 1, (3, 1), id="once with a question mark"),
        pytest.param("n: &x a\n*x : 1\na: 2\n", "a", 2, (3, 1), id="once through an alias"),
        pytest.param("a: 1\nn: &x a\n*x : 2\n", "a", 1, (3, 1), id="the second through an alias"),
        pytest.param("a: 1\r\nb: 2\ra: 3\n", "a", 1, (3, 1), id="with line ends of every kind"),
    ],
)
def test_a_duplicate_name_is_refused_with_both_lines(
    content: str, name: str, first: int, second: tuple[int, int]
) -> None:
    problem = _problem(content)
    assert problem.message == f"`{name}` stands here a second time; the first is on line {first}"
    assert (problem.line, problem.column) == second
    assert problem.help == "keep one of them"


def test_the_same_name_in_two_entries_is_no_duplicate() -> None:
    assert _read("- a: 1\n- a: 1\n").data == [{"a": 1}, {"a": 1}]


def test_names_that_differ_in_case_are_two_names() -> None:
    assert _read("a: 1\nA: 2\n").data == {"a": 1, "A": 2}


# --- limits --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("[ ", " ]"), ("{a: ", "}"), ("- ", ""), ("? ", "")],
    ids=["brackets", "braces", "hyphens", "question marks"],
)
def test_nesting_without_end_is_stopped_at_the_limit(opening: str, closing: str) -> None:
    problem = _problem(opening * 100_000 + "1" + closing * 100_000)
    assert problem.message == f"values are nested more than {MAX_DEPTH} deep here"
    assert (problem.line, problem.column) == (1, MAX_DEPTH * len(opening) + 1)


@pytest.mark.parametrize("opening", ["[", "{", "[{"])
def test_nesting_at_which_libyaml_itself_gives_up_is_called_that(opening: str) -> None:
    """It looks a thousand characters ahead, so its own limit may come before ours; where it gives up is its choice."""
    problem = _problem("a: 1\nb: " + opening * 100_000)
    assert problem.message == f"values are nested more than {MAX_DEPTH} deep here"
    assert problem.line == 2
    assert problem.column is not None
    assert problem.column > MAX_DEPTH


def test_values_may_be_nested_to_the_limit_and_no_deeper() -> None:
    deepest = MAX_DEPTH - 1
    data = _read("[" * deepest + "1" + "]" * deepest).data
    for _ in range(deepest):
        (data,) = data
    assert data == 1
    assert "nested more than" in _problem("[" * MAX_DEPTH + "1" + "]" * MAX_DEPTH).message


def test_nesting_that_only_anchors_make_is_stopped_at_the_limit() -> None:
    lines = ["- &a0 [1]", *(f"- &a{step} [*a{step - 1}]" for step in range(1, MAX_DEPTH))]
    problem = _problem("\n".join(lines))
    assert problem.message == f"values are nested more than {MAX_DEPTH} deep here"
    assert "without anchors" in problem.help


def test_anchors_that_multiply_each_other_are_stopped_at_the_limit() -> None:
    """Ten lines that stand for a thousand million values."""
    lines = ["- &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"- &a{step} [{', '.join([f'*a{step - 1}'] * 10)}]" for step in range(1, 9)]
    problem = _problem("\n".join(lines))
    assert problem.message == f"the file holds more than {MAX_NODES:,} values once its anchors are written out"
    assert problem.help == "write less, and without anchors"
    assert problem.line is not None


def test_anchors_that_multiply_a_long_text_are_stopped_at_the_limit() -> None:
    half = "x" * (MAX_BYTES // 2)
    assert len(_read(f"a: &x {half}\nb: *x\n").data["b"]) == MAX_BYTES // 2
    problem = _problem(f"a: &x {half}\nb: *x\nc: *x\n")
    assert problem.message == f"the file holds more than {MAX_BYTES:,} characters once its anchors are written out"
    assert (problem.line, problem.column) == (3, 4)


def test_a_file_may_hold_as_many_values_as_allowed_and_no_more() -> None:
    assert len(_read("[" + "1," * (MAX_NODES - 1) + "]").data) == MAX_NODES - 1
    assert f"more than {MAX_NODES:,} values" in _problem("[" + "1," * MAX_NODES + "]").message


@pytest.mark.slow
def test_far_too_many_values_are_refused_before_all_are_read() -> None:
    problem = _problem("- 1\n" * (5 * MAX_NODES))
    assert problem.message == f"the file holds more than {MAX_NODES:,} values"
    assert problem.line == 2 * MAX_NODES


@pytest.mark.parametrize("template", ["{}: 1", "? {}\n: 1", '{{"{}": 1}}'], ids=["plain", "question mark", "quoted"])
def test_a_name_may_be_as_long_as_allowed_and_no_longer(template: str) -> None:
    """Every name is repeated in the pointers below it, so a long one would be paid for many times."""
    longest = "a" * MAX_NAME
    assert _read(template.format(longest)).data == {longest: 1}
    problem = _problem(template.format(longest + "a"))
    assert problem.message == f"a name of {MAX_NAME + 1} characters stands here, and at most {MAX_NAME} are read"
    assert problem.line == 1


@pytest.mark.parametrize("content", ["a: *{}", "a: &{0} [*{0}]", "a: !{} b"], ids=["alias", "recursive alias", "tag"])
def test_what_a_message_repeats_is_shortened(content: str) -> None:
    assert len(_problem(content.format("x" * 5000)).message) < 200


# --- places --------------------------------------------------------------------------------------

_PLACES = """\
# a profile
id: reading
list:
  - one
  - {name: "two", x/y: 2}
text: |
  three
none:
"""


def test_every_name_and_value_has_its_place() -> None:
    document = _read(_PLACES)
    assert {pointer: (at.line, at.column) for pointer, at in document.keys.items()} == {
        "/id": (2, 1),
        "/list": (3, 1),
        "/list/1/name": (5, 6),
        "/list/1/x~1y": (5, 19),
        "/text": (6, 1),
        "/none": (8, 1),
    }
    assert {pointer: (at.line, at.column) for pointer, at in document.values.items()} == {
        "": (2, 1),
        "/id": (2, 5),
        "/list": (4, 3),
        "/list/0": (4, 5),
        "/list/1": (5, 5),
        "/list/1/name": (5, 12),
        "/list/1/x~1y": (5, 24),
        "/text": (6, 7),
        "/none": (8, 6),
    }


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        pytest.param("/list/1/name", (5, 6), id="a name stands where it was written"),
        pytest.param("/list/0", (4, 5), id="an entry of a list stands where its value does"),
        pytest.param("/list/1/absent", (5, 5), id="an absent name stands at what would hold it"),
        pytest.param("/list/1/absent/deep/down", (5, 5), id="however deep"),
        pytest.param("/list/7", (3, 1), id="an absent entry stands at its list"),
        pytest.param("/none/below", (8, 1), id="below an empty heading"),
        pytest.param("/absent", (2, 1), id="absent at the top"),
        pytest.param("", (2, 1), id="the whole file"),
        pytest.param("no pointer", (2, 1), id="not a pointer"),
    ],
)
def test_a_pointer_stands_at_its_name_or_at_the_nearest_thing_around_it(pointer: str, place: tuple[int, int]) -> None:
    assert _read(_PLACES).place(pointer) == Position(line=place[0], column=place[1])


def test_what_is_reached_through_an_alias_stands_at_the_alias_and_its_parts_where_they_are_written() -> None:
    document = _read("a: &x\n  b: 1\nc: *x\n")
    assert document.values["/c"] == Position(line=3, column=4)
    assert document.keys["/c/b"] == document.keys["/a/b"] == Position(line=2, column=3)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_line_ends_of_every_kind_give_the_same_data_and_places(end: str) -> None:
    expected, found = _read(_PLACES), _read(_PLACES.replace("\n", end))
    assert found.data == expected.data
    assert found.keys == expected.keys
    assert found.values == expected.values


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_line_ends_of_every_kind_give_the_right_line_of_an_error(end: str) -> None:
    problem = _problem(f"a: 1{end}b:{end}  c: 1{end} d: 2{end}e: 1{end}")
    assert (problem.line, problem.column, problem.excerpt) == (4, 2, " d: 2")


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"], ids=ascii)
def test_line_ends_that_only_yaml_knows_do_not_move_what_follows(character: str) -> None:
    """YAML 1.1 ends a line at them, and no editor counts a line there."""
    document = _read(f'a: "b{character}c"\nd: 1\n')
    assert document.keys["/d"] == Position(line=2, column=1)
    assert _problem(f"# {character}\na: 'b{character}{character}'\nd: @\n").line == 3


def test_columns_count_characters_however_many_bytes_they_take() -> None:
    document = _read('{"\N{GRINNING FACE}\N{LATIN SMALL LETTER E WITH ACUTE}": 1, b: 2}')
    assert document.keys["/b"] == Position(line=1, column=11)
    assert _problem("a: '\N{GRINNING FACE}' x").column == 8


@pytest.mark.parametrize(
    ("key", "step"), [("a/b", "a~1b"), ("a~b", "a~0b"), ("~1", "~01"), ("/", "~1"), ("plain", "plain")], ids=str
)
def test_a_name_is_escaped_as_one_step_of_a_pointer(key: str, step: str) -> None:
    assert escaped(key) == step
