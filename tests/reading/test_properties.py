"""Whatever a file holds, reading it gives data whose places are right, or an InputError that says where."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.errors import InputError, Problem
from mcaudit.model import Edition, Position, Profile
from mcaudit.model.places import escaped
from mcaudit.reading.limits import MAX_DIGITS, MAX_NAME, MAX_NODES, MAX_PROBLEMS
from mcaudit.reading.parsing.json_text import json_as_yaml
from mcaudit.reading.parsing.quick import quickly_read
from mcaudit.reading.parsing.respelling import with_pairs_joined
from mcaudit.reading.parsing.tree import Document, read_document, read_exactly
from mcaudit.reading.profile.read import read_profile
from mcaudit.reading.text import Text, read_text
from tests.conftest import COMPLETE, MINIMAL, ROOT, examples

pytestmark = pytest.mark.no_cover  # counting branches would take longer than the examples, and find none that is new
_often = examples(300)
_seldom = examples(60)

# --- what files may hold -------------------------------------------------------------------------

_any_text = st.text(st.characters(codec="utf-8"))
_signs = st.sampled_from(
    [
        *("a", "b: ", "c:", "- ", "? ", ": ", "\n", "\n  ", "\n- ", " ", "\t", "[", "]", "{", "}", ",", "#", " # "),
        *(
            "&x ",
            "*x",
            "*y ",
            "!t ",
            "!!str ",
            "|\n ",
            ">-\n ",
            "'",
            '"',
            "\\",
            "\\u",
            "\\ud83d",
            "\\ude00",
            "%",
            "@",
            "`",
        ),
        *(
            "---\n",
            "...\n",
            "--- ",
            "%YAML 1.1\n",
            "<<: ",
            "~",
            "null",
            "true",
            "no",
            "1E-1",
            "1e5",
            "-",
            "0",
            "1.5",
            "NaN",
        ),
        *("\r", "\r\n", "\x85", "\u2028", "\ufeff", "\0", "\x7f", "\N{GRINNING FACE}", "\N{REPLACEMENT CHARACTER}"),
        *('"a": ', '"b"', '{"c": ', "format: mcaudit-profile/1\n"),
    ]
)
_yaml_like = st.lists(_signs | _any_text, max_size=25).map("".join).map(lambda text: text.lstrip("\ufeff"))

_leaves = (
    st.none()
    | st.booleans()
    | st.integers(min_value=-(10 ** (MAX_DIGITS - 1)) + 1, max_value=10 ** (MAX_DIGITS - 1) - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _any_text
    | _signs
)
_names = (_any_text | _signs).map(lambda name: (name if name[:MAX_NAME].strip() else f"a{name}")[:MAX_NAME])
"""No name is blank, or longer than may be; few are drawn in vain, which Hypothesis would call a fault of the test."""
_data = st.recursive(
    _leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_names, inner, max_size=4), max_leaves=25
)


def _text(content: str) -> Text:
    return Text(path="profile.yaml", content=content, sha256="")


def _outcome(read: Callable[..., Any], *given: Any) -> tuple[Any, tuple[Problem, ...]]:
    """Return what is read and no problems, or nothing and the problems; let every other exception through."""
    try:
        return read(*given), ()
    except InputError as error:
        return None, error.problems


def _written(value: Any) -> str:
    """Return data in a form that distinguishes 1, 1.0, and true."""
    return json.dumps(value, sort_keys=True)


def _pointers(data: Any, at: str = "") -> Iterator[tuple[str, bool]]:
    """Yield every pointer into `data`, and whether a name stands there."""
    entries: Any = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in entries:
        pointer = f"{at}/{escaped(str(step))}"
        yield pointer, isinstance(data, dict)
        yield from _pointers(value, pointer)


def _assert_inside(content: str, position: Position) -> None:
    lines = re.split(r"\r\n|\n|\r", content)
    assert 1 <= position.line <= len(lines)
    assert 1 <= position.column <= len(lines[position.line - 1]) + 1


def _assert_said_well(content: str, problems: tuple[Problem, ...]) -> None:
    """Every problem says what is wrong and how to fix it; one with a place shows the line it stands on."""
    assert 1 <= len(problems) <= MAX_PROBLEMS
    for problem in problems:
        assert problem.message
        if problem.line is not None and problem.column is not None:
            _assert_inside(content, Position(line=problem.line, column=problem.column))
            assert problem.excerpt == re.split(r"\r\n|\n|\r", content)[problem.line - 1]


def _assert_placed(document: Document, content: str) -> None:
    """Every place of the data is known, lies inside the text, and serves for what is absent below it."""
    pointers = dict(_pointers(document.data))
    assert set(document.values) == {"", *pointers}
    assert set(document.keys) == {pointer for pointer, named in pointers.items() if named}
    for position in (*document.values.values(), *document.keys.values()):
        _assert_inside(content, position)
    for pointer in document.values:
        expected = document.keys.get(pointer) or document.values[pointer]
        assert document.place(pointer) == expected
        assert document.place(f"{pointer}/absent of all/0") == expected


# --- places in a text ----------------------------------------------------------------------------


@_often
@given(st.text(st.sampled_from("ab\r\n\x85\u2028\N{GRINNING FACE}")))
def test_every_character_is_found_again_at_its_line_and_column(content: str) -> None:
    text = _text(content)
    for index, character in enumerate(content):
        if character not in "\r\n":
            position = text.position(index)
            assert text.line(position.line)[position.column - 1] == character


# --- any content at all --------------------------------------------------------------------------


@_often
@given(_yaml_like)
def test_any_text_is_yaml_with_its_places_or_an_input_error(content: str) -> None:
    document, problems = _outcome(read_document, _text(content))
    if document is None:
        _assert_said_well(content, problems)
    else:
        _assert_placed(document, content)


_NUMBER_AS_TEXT = re.compile(r"[0-9]{25}|[eE][+-]?[0-9]{3}")
"""What may be longer or larger than any number anyone means: it stays text."""


@_often
@given((_yaml_like | _data.map(json.dumps)).filter(lambda content: not _NUMBER_AS_TEXT.search(content)))
def test_any_text_is_json_as_python_reads_it_or_an_input_error(content: str) -> None:
    document, problems = _outcome(lambda: read_document(json_as_yaml(_text(content))))
    if document is None:
        _assert_said_well(content, problems)
    else:
        _assert_placed(document, content)
        assert _written(document.data) == _written(json.loads(content))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("properties")


def _assert_read_or_refused(edition: Edition, path: Path) -> None:
    profile, problems = _outcome(read_profile, edition, path)
    assert (profile is None) == (1 <= len(problems) <= MAX_PROBLEMS)
    assert all(problem.path == path.as_posix() and problem.message for problem in problems)


@_often
@given(raw=st.binary() | _yaml_like.map(lambda text: text.encode()), suffix=st.sampled_from([".yaml", ".json"]))
def test_any_bytes_are_a_profile_or_an_input_error(edition: Edition, folder: Path, raw: bytes, suffix: str) -> None:
    path = folder / f"any{suffix}"
    path.write_bytes(raw)
    _assert_read_or_refused(edition, path)


_whole = COMPLETE.read_bytes()[:6000]


@_seldom
@given(start=st.integers(0, len(_whole)), length=st.integers(0, 30), put=st.binary(max_size=8) | _signs.map(str.encode))
def test_a_damaged_profile_is_a_profile_or_an_input_error(
    edition: Edition, folder: Path, start: int, length: int, put: bytes
) -> None:
    path = folder / "damaged.yaml"
    path.write_bytes(_whole[:start] + put + _whole[start + length :])
    _assert_read_or_refused(edition, path)


@_often
@given(raw=st.binary() | _any_text.map(str.encode))
def test_any_bytes_are_a_text_or_an_input_error_that_names_a_byte(folder: Path, raw: bytes) -> None:
    path = folder / "any.txt"
    path.write_bytes(raw)
    text, problems = _outcome(read_text, path)
    if text is None:
        (problem,) = problems
        if problem.line is not None:
            assert problem.message.startswith("the byte 0x")
            assert problem.excerpt is not None
            assert problem.column is not None
            assert problem.excerpt[problem.column - 1] == "\N{REPLACEMENT CHARACTER}"
    else:
        assert text.content.encode() == re.sub(rb"^(\xef\xbb\xbf)+", b"", raw)


# --- what others write ---------------------------------------------------------------------------


class _Quoting(yaml.SafeDumper):
    """Writes every text in quotes, so that nobody need guess what it is."""


_Quoting.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


@_often
@given(
    data=_data,
    flow=st.booleans() | st.none(),
    unicode=st.booleans(),
    width=st.sampled_from([20, 80, 10_000]),
    line_break=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_what_pyyaml_writes_is_read_back(
    data: Any, flow: bool | None, unicode: bool, width: int, line_break: Any
) -> None:
    content = yaml.dump(
        data,
        Dumper=_Quoting,
        default_flow_style=flow,
        allow_unicode=unicode,
        width=width,
        line_break=line_break,
        sort_keys=False,
    )
    document = read_document(_text(content))
    assert _written(document.data) == _written(data)
    _assert_placed(document, content)


_UNSIGNED_EXPONENT = re.compile(r"-?[0-9]+\.[0-9]+[eE][0-9]+")
"""A number to JSON, and a text to PyYAML, which therefore leaves it without quotes."""


@_often
@given(st.dictionaries(_names, _leaves.filter(lambda leaf: not _UNSIGNED_EXPONENT.fullmatch(str(leaf)))))
def test_what_pyyaml_writes_without_quotes_is_read_back(data: Mapping[str, Any]) -> None:
    content = yaml.safe_dump(data)
    assert _written(read_document(_text(content)).data) == _written(data)


_UNPRINTABLE = re.compile(r"[\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""What YAML takes for control characters, and JSON for text; they are refused as they stand, and read as escapes."""


@_often
@given(
    data=_data,
    escaped=st.booleans(),
    indent=st.sampled_from([None, 0, 2, "\t"]),
    separators=st.sampled_from([(",", ":"), (", ", ": "), (" ,\n", " \t: ")]),
)
def test_what_json_writes_is_read_back(
    data: Any, escaped: bool, indent: int | str | None, separators: tuple[str, str]
) -> None:
    content = json.dumps(data, ensure_ascii=escaped, indent=indent, separators=separators)
    if _UNPRINTABLE.search(content):
        content = json.dumps(data, indent=indent, separators=separators)
    document = read_document(json_as_yaml(_text(content)))
    assert _written(document.data) == _written(data)
    _assert_placed(document, content)


@_often
@given(st.dictionaries(_names, st.integers(0, 9), min_size=1))
def test_a_name_stands_where_it_is_written(data: Mapping[str, int]) -> None:
    content = json.dumps(data, ensure_ascii=False, separators=(" ,", "\t: "))
    if _UNPRINTABLE.search(content):
        content = json.dumps(data)
    document = read_document(json_as_yaml(_text(content)))
    lines = re.split(r"\r\n|\n|\r", content)
    for name, value in data.items():
        at_name, at_value = document.keys[f"/{escaped(name)}"], document.values[f"/{escaped(name)}"]
        assert json.JSONDecoder().raw_decode(lines[at_name.line - 1], at_name.column - 1)[0] == name
        assert lines[at_value.line - 1][at_value.column - 1] == str(value)


# --- limits --------------------------------------------------------------------------------------


@_seldom
@given(width=st.integers(1, 12), depth=st.integers(1, 12))
def test_anchors_multiply_up_to_the_limit_and_no_further(width: int, depth: int) -> None:
    lines = [f"- &a0 [{', '.join('x' * width)}]"]
    lines += [f"- &a{level} [{', '.join([f'*a{level - 1}'] * width)}]" for level in range(1, depth)]
    values = 1 + sum(sum(width**power for power in range(level + 2)) for level in range(depth))
    document, problems = _outcome(read_document, _text("\n".join(lines)))
    if values > MAX_NODES:
        assert "once its anchors are written out" in problems[0].message
    else:
        assert len(document.values) == values


# --- any value in a profile ----------------------------------------------------------------------


def _holders(data: Any) -> Iterator[Any]:
    if isinstance(data, dict | list):
        yield data
        for inner in data.values() if isinstance(data, dict) else data:
            yield from _holders(inner)


@examples(150)
@given(choice=st.data())
def test_any_value_anywhere_in_a_profile_is_valid_or_an_input_error(
    edition: Edition, complete: Profile, folder: Path, choice: st.DataObject
) -> None:
    """What is refused shows the line it stands on, and what is accepted has a place for every value."""
    section = choice.draw(st.sampled_from(["organizations", "about", *(each.key for each in edition.components)]))
    content = json.loads(json.dumps({**yaml.safe_load(MINIMAL), section: complete.content[section]}))
    holder = choice.draw(st.sampled_from(list(_holders(content))))
    value = choice.draw(_data)
    if isinstance(holder, list):
        holder.insert(choice.draw(st.integers(0, len(holder))), value)
    else:
        holder[choice.draw(st.sampled_from(sorted(holder)) | _names if holder else _names)] = value
    path = folder / "changed.json"
    written = json.dumps(content, indent=1)
    path.write_text(written, encoding="utf-8")
    profile, problems = _outcome(read_profile, edition, path)
    if profile is None:
        _assert_said_well(written, problems)
    else:
        assert set(profile.positions) == {"", *dict(_pointers(profile.content))}


# --- the quick reader ----------------------------------------------------------------------------


def _assert_read_alike(text: Text) -> None:
    """Fail where the quick reader finds other data or places than the exact one, or reads what that one refuses."""
    quick = quickly_read(text)
    if quick is None:
        return
    data, keys, values = quick
    exact = read_exactly(text)
    assert _written(data) == _written(exact.data)
    assert dict(keys) == exact.keys
    assert dict(values) == exact.values


@_often
@given(_yaml_like)
def test_the_quick_reader_reads_what_looks_like_yaml_as_the_exact_one_does(content: str) -> None:
    _assert_read_alike(with_pairs_joined(_text(content)))


@_often
@given(_data, st.sampled_from((None, True, False)))
def test_the_quick_reader_reads_written_data_as_the_exact_one_does(data: Any, flow: bool | None) -> None:
    written = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow)
    _assert_read_alike(with_pairs_joined(_text(written)))


@_often
@given(_data)
def test_the_quick_reader_reads_json_as_the_exact_one_does(data: Any) -> None:
    text, _ = _outcome(json_as_yaml, _text(json.dumps(data)))
    _assert_read_alike(with_pairs_joined(text or _text("{}")))


@pytest.mark.parametrize("path", sorted((ROOT / "profiles").rglob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_profile_is_read_quickly_and_as_the_exact_reader_does(path: Path) -> None:
    text = read_text(path)
    assert quickly_read(text)
    _assert_read_alike(text)
