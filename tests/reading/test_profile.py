"""A profile is held to its shape, and everything that differs is reported with its place and a way to fix it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from mcaudit.errors import InputError, Problem
from mcaudit.model import DocumentState, Edition, Position, Profile
from mcaudit.reading.limits import MAX_PROBLEMS
from mcaudit.reading.near import did_you_mean
from mcaudit.reading.parsing.tree import read_document
from mcaudit.reading.profile.read import profile_in, read_profile
from mcaudit.reading.profile.schema import profile_schema
from mcaudit.reading.structure import Validator, problems_in
from mcaudit.reading.text import Text
from tests.conftest import COMPLETE, MINIMAL, Write, faults_in

Problems = Callable[..., tuple[Problem, ...]]

_REAL = sorted(path for path in COMPLETE.parent.parent.rglob("*.yaml"))


@pytest.fixture
def problems(edition: Edition, write: Write) -> Problems:
    """Read a text as a profile and return what is wrong with it, or nothing."""

    def problems_of(content: str | bytes | Mapping[str, Any], name: str = "profile.yaml") -> tuple[Problem, ...]:
        try:
            read_profile(edition, write(content, name))
        except InputError as error:
            return error.problems
        return ()

    return problems_of


def _said(problem: Problem) -> tuple[int | None, int | None, str, str]:
    return problem.line, problem.column, problem.message, problem.help


def _value_at(content: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        content = content[int(name)] if isinstance(content, list) else content[name]
    return content


# --- what is read --------------------------------------------------------------------------------


def test_a_profile_needs_four_lines(edition: Edition, write: Write) -> None:
    path = write(MINIMAL)
    profile = read_profile(edition, path)
    assert (profile.id, profile.title, profile.state) == ("minimal", "Minimal", "OH")
    assert profile.path == path.as_posix()
    assert profile.sha256 == sha256(MINIMAL.encode()).hexdigest()
    assert profile.content == {"format": "mcaudit-profile/1", "id": "minimal", "title": "Minimal", "state": "OH"}
    assert profile.documents == {}


def test_an_entry_of_a_profile_stands_where_its_name_does(edition: Edition, write: Write) -> None:
    profile = read_profile(edition, write(MINIMAL + "about:\n  in_language: [en, es]\n"))
    assert profile.positions[""] == Position(line=1, column=1)
    assert profile.positions["/about/in_language"] == Position(line=6, column=3)
    assert profile.positions["/about/in_language/1"] == Position(line=6, column=21)


@pytest.mark.parametrize("path", _REAL, ids=lambda path: path.stem)
def test_every_shipped_profile_is_valid_and_every_place_in_it_holds_something(edition: Edition, path: Path) -> None:
    profile = read_profile(edition, path)
    lines = path.read_text(encoding="utf-8").split("\n")
    for pointer, position in profile.positions.items():
        _value_at(profile.content, pointer)
        assert 1 <= position.column <= len(lines[position.line - 1]) + 1


@pytest.mark.parametrize("typed", ["2026-03-31", '"2026-03-31"'], ids=["plain", "quoted"])
def test_a_day_is_valid_with_and_without_quotes(problems: Problems, typed: str) -> None:
    assert problems(MINIMAL + f"about: {{last_updated: {typed}}}\n") == ()


@pytest.mark.parametrize("typed", ["no", '"no"', "yes", "'yes'"])
def test_a_yes_or_no_is_valid_with_and_without_quotes(problems: Problems, typed: str) -> None:
    assert problems(MINIMAL + f"fictional: {typed}\n") == ()


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_a_profile_with_other_line_ends_is_read_alike(edition: Edition, write: Write, end: str) -> None:
    content = MINIMAL + "about:\n  expiry: >-\n    never,\n    or later\n"
    expected, found = (
        read_profile(edition, write(text, name))
        for text, name in ((content, "a.yaml"), (content.replace("\n", end), "b.yaml"))
    )
    assert found.content == expected.content
    assert found.positions == expected.positions


def test_a_profile_with_a_byte_order_mark_is_read(problems: Problems) -> None:
    assert problems(b"\xef\xbb\xbf" + MINIMAL.encode()) == ()


# --- JSON ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["profile.json", "profile.JSON"])
def test_a_profile_in_json_is_read_as_the_same_data(edition: Edition, write: Write, name: str) -> None:
    data = {
        "format": "mcaudit-profile/1",
        "id": "minimal",
        "title": "\N{GRINNING FACE}",
        "state": "NE",
        "note": "tab \t and line end \u2028",
        "about": {"cost": {"amount": 1e-07}},
    }
    assert read_profile(edition, write(json.dumps(data, indent="\t"), name)).content == data


def test_the_complete_profile_is_the_same_in_json(edition: Edition, complete: Profile, tmp_path: Path) -> None:
    path = tmp_path / "profile.json"
    path.write_text(json.dumps(complete.content), encoding="utf-8")
    shutil.copytree(COMPLETE.parent / "documents", tmp_path / "documents")
    profile = read_profile(edition, path)
    assert profile.content == complete.content
    assert profile.documents == complete.documents


def test_what_is_wrong_with_a_profile_in_json_is_shown_as_it_was_written(problems: Problems) -> None:
    content = '{\n\t"format": "mcaudit-profile/1", "id": "a", "title": "\\ud83d\\ude00", "state": "XX"\n}'
    (problem,) = problems(content, "profile.json")
    line = content.split("\n")[1]
    assert (problem.line, problem.column, problem.excerpt) == (2, line.index('"XX"') + 1, line)


def test_yaml_in_a_file_called_json_is_refused(problems: Problems) -> None:
    (problem,) = problems(MINIMAL, "profile.json")
    assert problem.message.startswith("this is not JSON: ")
    assert problem.help == "correct it, or save the file as .yaml"


# --- not a profile -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "line", "column", "message"),
    [
        pytest.param("- a\n", 1, 1, "the file has no lines of the form `key: value`", id="a list"),
        pytest.param("just text\n", 1, 1, "the file has no lines of the form `key: value`", id="a text"),
        pytest.param("# a\n--- \n", 3, 1, "the file has no lines of the form `key: value`", id="nothing"),
        pytest.param("# a\nid: a\n", 2, 1, "it has no `format`", id="without a format"),
        pytest.param("id: a\nformat:\n", 2, 8, "it has no `format`", id="an empty format"),
        pytest.param("format: [mcaudit-profile/1]\n", 1, 9, "it has no `format`", id="a format that is a list"),
        pytest.param(
            "id: a\nformat: mcaudit-policy/1\n", 2, 9, "its format is “mcaudit-policy/1”", id="another format"
        ),
        pytest.param(
            "format: mcaudit\u2013profile/1\n",
            1,
            9,
            "its format is “mcaudit\u2013profile/1”, with U+2013, which only looks like -",
            id="a dash",
        ),
        pytest.param(
            "f\u043ermat: mcaudit-profile/1\n",
            1,
            1,
            "it has `f\u043ermat` instead of `format`, with U+043E, which only looks like o",
            id="a Cyrillic letter",
        ),
        pytest.param(
            "format\xa0: mcaudit-profile/1\n",
            1,
            1,
            "it has `format\xa0` instead of `format`, with U+00A0, which cannot be seen",
            id="a no-break space",
        ),
        pytest.param(
            "“format: mcaudit-profile/1\n",
            1,
            1,
            'it has `“format` instead of `format`, with U+201C, which only looks like "',
            id="a curly quote",
        ),
        pytest.param("Format: mcaudit-profile/1\n", 1, 1, "it has `Format` instead of `format`", id="a capital letter"),
    ],
)
def test_what_is_no_profile_is_said_once_and_not_picked_apart(
    problems: Problems, content: str, line: int, column: int, message: str
) -> None:
    (problem,) = problems(content)
    help = "a profile begins with the line `format: mcaudit-profile/1`"
    assert _said(problem) == (line, column, f"this is not a profile: {message}", help)


# --- unknown names -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("added", "place", "message", "help"),
    [
        pytest.param("dosier: {}", (5, 1), "unknown key `dosier` in the file", "dossier", id="at the top"),
        pytest.param("Dossier: {}", (5, 1), "unknown key `Dossier` in the file", "dossier", id="in capitals"),
        pytest.param("developer: {}", (5, 1), "unknown key `developer` in the file", "developers", id="a component"),
        pytest.param(
            "developers:\n  developper: {}",
            (6, 3),
            "unknown key `developper` in `developers`",
            "developer",
            id="1B",
        ),
        pytest.param(
            "developers:\n  developer:\n    organisations: [a]",
            (7, 5),
            "unknown key `organisations` in `developer`",
            "organizations",
            id="a field",
        ),
        pytest.param(
            "developers:\n  developer:\n    expertise:\n      - {king: other}",
            (8, 10),
            "unknown key `king` in entry 1 of `expertise`",
            "kind",
            id="a field of an entry",
        ),
        pytest.param(
            "organizations: {a: {name: A, kind: other, web: x, ulr: y}}",
            (5, 51),
            "unknown key `ulr` in `a`",
            "url",
            id="a field of an organization",
        ),
    ],
)
def test_an_unknown_name_is_shown_with_the_nearest_known_one(
    problems: Problems, added: str, place: tuple[int, int], message: str, help: str
) -> None:
    said = [_said(problem) for problem in problems(f"{MINIMAL}{added}\n")]
    assert [(line, column, found, fix) for line, column, found, fix in said if found.startswith(message)] == [
        (*place, said[-1][2], f"did you mean `{help}`?")
    ]


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("t\u0456tle", "U+0456, which only looks like i"),
        ("tit\u200ble", "U+200B, which cannot be seen"),
        ("title\xa0", "U+00A0, which cannot be seen"),
        ("\uff54itle", "U+FF54, which only looks like t"),
    ],
    ids=ascii,
)
def test_a_name_that_only_looks_like_a_known_one_is_reported_why(problems: Problems, name: str, odd: str) -> None:
    found = problems(MINIMAL.replace("title:", f"{name}:"))
    unknown = next(problem for problem in found if "unknown" in problem.message)
    assert unknown.message == f"unknown key `{name}` in the file, with {odd}"
    assert unknown.help == "did you mean `title`?"
    assert unknown.line == 3


def test_a_text_that_a_comma_in_braces_has_ended_is_explained(problems: Problems) -> None:
    items = "evaluators: {evidence_requirements: {items: [{limit: At least 1,000 words}]}}"
    (cut,) = problems(f"{MINIMAL}{items}\n")
    assert cut.message == "unknown key `000 words` in entry 1 of `items`"
    assert cut.help == "a comma inside braces ends a text; put the whole text in quotes"
    (empty,) = problems(f"{MINIMAL}evaluators:\n  evidence_requirements:\n    items:\n    - 000 words:\n")
    assert "comma" not in empty.help


@pytest.mark.parametrize(
    ("badge", "kind"),
    [
        ({"@context": "https://w3id.org/openbadges/v2", "type": "BadgeClass"}, "an Open Badges file (BadgeClass)"),
        (
            {
                "@context": [
                    "https://www.w3.org/ns/credentials/v2",
                    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
                ],
                "type": ["VerifiableCredential", "OpenBadgeCredential"],
            },
            "an Open Badges file (OpenBadgeCredential)",
        ),
        ({"@context": [{"a": "b"}, "https://w3id.org/openbadges/v1"]}, "an Open Badges file"),
        ({"type": ["Achievement"], "name": "A"}, "an Open Badges file (Achievement)"),
        (
            {"@context": "https://credreg.net/ctdl/schema/context/json", "@type": "ceterms:MicroCredential"},
            "a description in CTDL, as the Credential Registry has it",
        ),
    ],
    ids=["2", "3", "no type", "an achievement", "CTDL"],
)
def test_a_published_credential_is_reported_to_be_one(
    edition: Edition, write: Write, badge: dict[str, Any], kind: str
) -> None:
    (problem,) = faults_in(read_profile, edition, write(json.dumps(badge), "badge.json"))
    assert problem.message == f"this is not a profile: it is {kind}"
    assert "mcaudit new --from" in problem.help


def test_a_name_like_no_other_is_shown_with_the_way_to_the_names_there_are(problems: Problems) -> None:
    (problem,) = problems(MINIMAL + "zzzzzz: 1\n")
    assert problem.help == "remove it, or see `mcaudit schema profile` for the known keys"


def test_a_name_like_no_other_is_shown_with_the_known_ones_where_they_are_few(problems: Problems) -> None:
    (problem,) = problems(MINIMAL + "about: {cost: {zzzzzz: 1}}\n")
    assert problem.help == "it may be amount, citation, description or for"


@pytest.mark.parametrize(
    ("name", "known", "help"),
    [
        ("organisation", ["organization", "dossier"], "did you mean `organization`?"),
        ("oh", ["IL", "OH"], "did you mean `OH`?"),
        ("KIND", ["kind"], "did you mean `kind`?"),
        ("xyz", ["b", "a"], "it may be a or b"),
        ("xyz", ["a"], "it may be a"),
        ("xyz", [], ""),
        ("xyz", [f"{letter}1" for letter in "abcdefghijklm"], ""),
    ],
    ids=["near", "another case", "capitals", "two known", "one known", "none known", "too many to list"],
)
def test_did_you_mean_offers_what_is_near_or_all_that_there_is(name: str, known: list[str], help: str) -> None:
    assert did_you_mean(name, known) == help


# --- wrong values --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("added", "place", "message", "help"),
    [
        pytest.param(
            "fictional: true",
            (5, 12),
            "`fictional` must be yes or no, but is true",
            "write yes",
            id="true",
        ),
        pytest.param(
            "fictional: false",
            (5, 12),
            "`fictional` must be yes or no, but is false",
            "write no",
            id="false",
        ),
        pytest.param(
            "fictional: 1", (5, 12), "`fictional` must be yes or no, but is the number 1", "Write yes for", id="one"
        ),
        pytest.param(
            "note: 3", (5, 7), "`note` must be text, but is the number 3", "put it in quotes", id="a number for text"
        ),
        pytest.param(
            "note: [a]", (5, 7), "`note` must be text, but is a list", "Anything a reader", id="a list for text"
        ),
        pytest.param(
            "note: {a: b}",
            (5, 7),
            "`note` must be text, but is a group of entries",
            "Anything",
            id="a group for text",
        ),
        pytest.param(
            "about: []",
            (5, 8),
            "`about` must be a group of entries (`name: value`, indented), but is a list",
            "What earners",
            id="a list for a group",
        ),
        pytest.param(
            "about: {in_language: [en, 3]}",
            (5, 27),
            "entry 2 of `in_language` must be text, but is the number 3",
            "",
            id="an entry of a list",
        ),
        pytest.param(
            "about: {cost: {amount: true}}",
            (5, 24),
            "`amount` must be a number, but is true",
            "In US",
            id="a truth value for a number",
        ),
        pytest.param(
            "about: {cost: {amount: -1}}",
            (5, 24),
            "`amount` is -1, but must be at least 0",
            "In US dollars",
            id="below zero",
        ),
        pytest.param(
            "organizations: {a: {name: ' ', kind: other}}",
            (5, 27),
            "`name` is “ ”, which is not valid",
            "Its full name.",
            id="a blank text",
        ),
        pytest.param(
            "organizations: {a: {kind: other}}",
            (5, 17),
            "`a` has no `name`",
            "add `name:` (Its full name)",
            id="a missing entry",
        ),
        pytest.param(
            "organizations: {Ab: {name: A, kind: other}}",
            (5, 17),
            "`Ab` is not a valid short name",
            "A short name is of small letters",
            id="a short name in capitals",
        ),
        pytest.param(
            "organizations:\n  a: {name: A, kind: other}\n  b c: {name: A, kind: other}",
            (7, 3),
            "`b c` is not a valid short name",
            "A short name is of",
            id="the second short name",
        ),
        pytest.param(
            "dossier: {a: {title: A, kind: other, seen: 2026-01-01}}",
            (5, 11),
            "`a` needs `url`, `path` or `kept: no`",
            "Something a reviewer can open.",
            id="neither of two",
        ),
        pytest.param(
            "dossier: {a: {title: A, kind: other, seen: 2026-01-01, url: ftp://x}}",
            (5, 61),
            "`url` is “ftp://x”, which is not valid",
            "An address that begins with http",
            id="another protocol",
        ),
        pytest.param(
            "dossier: {a: {title: A, kind: other, seen: 2026-01-01, url: 'javascript:alert(1)'}}",
            (5, 61),
            "`url` is “javascript:alert(1)”, which is not valid",
            "An address",
            id="a script",
        ),
        pytest.param(
            "about: {citations: [{document: a, fields: [], page: 1}]}",
            (5, 43),
            "`fields` is empty",
            "write something, or remove the line",
            id="an empty list",
        ),
        pytest.param(
            "developers: {developer: {conflicts: [{field: expertise, values: "
            "[{value: 1, citation: {document: a, page: 1}}]}]}}",
            (5, 65),
            "`values` has 1, but needs at least 2",
            "write something, or remove the line",
            id="too short a list",
        ),
        pytest.param(
            "issuers: {issuer: {national_standards: {states: [OH, OH]}}}",
            (5, 41),
            "`states` lists the same entry twice",
            "keep one of them",
            id="an entry twice",
        ),
    ],
)
def test_a_wrong_value_is_refused_where_it_stands_with_what_is_needed(
    problems: Problems, added: str, place: tuple[int, int], message: str, help: str
) -> None:
    (problem,) = problems(f"{MINIMAL}{added}\n")
    assert (problem.line, problem.column) == place
    assert problem.message.startswith(message)
    assert problem.help.startswith(help)
    assert problem.excerpt == added.split("\n")[place[0] - 5]


@pytest.mark.parametrize(
    ("id", "help"),
    [
        ("My Talks", "write it as `my-talks`"),
        ("Déjà_vu 2", "write it as `deja-vu-2`"),
        ("???", "A short name for the profile, of small letters, digits and hyphens; it never changes."),
    ],
)
def test_an_id_that_is_not_one_is_refused_with_the_nearest_one(problems: Problems, id: str, help: str) -> None:
    (problem,) = problems(f'format: mcaudit-profile/1\nid: "{id}"\ntitle: Talks\nstate: OH\n')
    assert (problem.line, problem.help) == (2, help)


@pytest.mark.parametrize("day", ["2026-02-29", "2026-02-30", "2026-04-31", "0000-01-01"])
def test_a_day_that_no_calendar_has_is_refused(problems: Problems, day: str) -> None:
    (problem,) = problems(f"{MINIMAL}about: {{last_updated: {day}}}\n")
    assert _said(problem) == (5, 23, f"{day} is not a valid date", "write a day of the calendar as YYYY-MM-DD")


def test_a_leap_day_is_a_day(problems: Problems) -> None:
    assert problems(f"{MINIMAL}about: {{last_updated: 2028-02-29}}\n") == ()


def test_a_long_value_is_shortened_in_the_message(problems: Problems) -> None:
    for problem in problems(f"format: mcaudit-profile/1\nid: {'a_' * 500}\ntitle: {'b' * 500}\nstate: {'c' * 500}\n"):
        assert len(problem.message) < 400


def test_a_text_that_is_too_long_is_refused_by_its_length(problems: Problems) -> None:
    (problem,) = problems(MINIMAL.replace("Minimal", "x" * 201))
    assert problem.message == "`title` has 201 characters; the limit is 200"


@pytest.mark.parametrize("content", ["id: |\n  minimal", 'id: "minimal\\n"'], ids=["block", "escape"])
def test_a_line_end_after_an_id_is_part_of_it_and_refused(problems: Problems, content: str) -> None:
    """Python's `$` would let it pass, and the id names files."""
    (problem,) = problems(MINIMAL.replace("id: minimal", content))
    assert problem.message.startswith("`id` is “minimal\n”, which is not valid")


@pytest.mark.parametrize("name", ["format", "id", "title", "state"])
def test_what_every_profile_needs_is_missed(problems: Problems, name: str) -> None:
    lines = [line for line in MINIMAL.splitlines(keepends=True) if not line.startswith(name)]
    (problem,) = problems("".join(lines))
    assert f"`{name}`" in problem.message
    assert (problem.line, problem.column) == (1, 1)


def test_problems_stand_in_the_order_of_the_file_and_are_not_endless(problems: Problems) -> None:
    found = problems(MINIMAL + "".join(f"z{number}: 1\n" for number in range(MAX_PROBLEMS + 10)) + "fictional: 1\n")
    assert len(found) == MAX_PROBLEMS
    assert [problem.line for problem in found] == list(range(5, 5 + MAX_PROBLEMS))


def test_everything_wrong_with_a_profile_is_said_at_once(problems: Problems) -> None:
    found = problems("format: mcaudit-profile/1\nstate: oh-io\nid: A\nfictional: 1\nextra: 1\n")
    assert [(problem.line, problem.column) for problem in found] == [(1, 1), (2, 8), (3, 5), (4, 12), (5, 1)]


def test_many_problems_on_one_long_line_are_found_without_copying_it(problems: Problems) -> None:
    """Every problem shows its line: thousands of copies of a long one would fill the memory."""
    entries = ", ".join(f"o{number}: 3" for number in range(2000))
    found = problems(MINIMAL + f"organizations: {{{entries}}}\n")
    assert len(found) == MAX_PROBLEMS
    assert len({id(problem.excerpt) for problem in found}) == 1


def test_a_list_of_thousands_that_may_hold_nothing_twice_is_checked_in_time(problems: Problems) -> None:
    """Comparing each entry with each would take hours."""
    entries = ", ".join(f"{{a: {number}}}" for number in range(2000))
    found = problems(MINIMAL + f"issuers: {{issuer: {{national_standards: {{subjects: [{entries}]}}}}}}\n")
    assert found[0].message == "entry 1 of `subjects` must be text, but is a group of entries"


@pytest.mark.parametrize("name", ["\N{SUPERSCRIPT TWO}", "2", "-1", "a/b", "~", "\N{GRINNING FACE}"], ids=ascii)
def test_a_name_that_looks_like_something_else_is_a_name(problems: Problems, name: str) -> None:
    found = problems(f'{MINIMAL}organizations:\n  ok: {{name: A, kind: other}}\n  "{name}": 3\n')
    assert [_said(problem)[:3] for problem in found] == [
        (7, 3, f"`{name}` is not a valid short name"),
        (7, 7 + len(name), f"`{name}` must be a group of entries (`name: value`, indented), but is the number 3"),
    ]


# --- empty headings ------------------------------------------------------------------------------


def _places(schema: Mapping[str, Any], definitions: Mapping[str, Any], path: tuple[str | int, ...]) -> Any:
    """Yield every place that a schema knows; an entry of a list as 0."""
    while "$ref" in schema:
        schema = definitions[schema["$ref"].removeprefix("#/$defs/")]
    if "document" in schema.get("properties", {}):
        yield path  # of a citation, nothing that it needs may stand empty
        return
    yield path
    for name, inner in schema.get("properties", {}).items():
        if name not in {"citations", "conflicts", "remarks", "not_applicable"}:
            yield from _places(inner, definitions, (*path, name))
    if "items" in schema:
        yield from _places(schema["items"], definitions, (*path, 0))


def test_null_is_valid_under_every_component_subcomponent_and_answer_field(edition: Edition) -> None:
    schema = profile_schema(edition)
    validator = Validator(schema)
    places = [
        path
        for component in edition.components
        for path in _places(schema["properties"][component.key], schema["$defs"], (component.key,))
    ]
    refused = []
    for path in places:
        value: Any = None
        for step in reversed(path):
            value = [value] if step == 0 else {step: value}
        if not validator.is_valid({"format": "mcaudit-profile/1", "id": "a", "title": "A", "state": "OH", **value}):
            refused.append("/".join(map(str, path)))
    assert len(places) > len(edition.subcomponents) * 3
    assert refused == []


def test_a_field_that_may_hold_anything_may_hold_nothing_as_well(edition: Edition) -> None:
    anything = {"type": "object", "properties": {"words": True}, "additionalProperties": False}
    schema = profile_schema(replace(edition, definitions={**edition.definitions, "anything": anything}))
    validator = Validator({"$ref": "#/$defs/anything_or_empty", "$defs": schema["$defs"]})
    for value in (None, {}, {"words": None}, {"words": "some"}, {"words": [1]}):
        assert validator.is_valid(value), value
    assert not validator.is_valid({"word": None})


@pytest.mark.parametrize("heading", ["citations", "conflicts"])
def test_citations_and_conflicts_may_be_an_empty_heading(problems: Problems, heading: str) -> None:
    assert problems(f"{MINIMAL}developers:\n  developer:\n    {heading}:\n") == ()


def test_an_empty_citation_is_refused(problems: Problems) -> None:
    (problem,) = problems(f"{MINIMAL}developers:\n  developer:\n    citations:\n      -\n")
    assert problem.message.startswith("entry 1 of `citations` is empty")


@pytest.mark.parametrize("name", ["id", "title", "state"])
@pytest.mark.parametrize("typed", ["", " null", " ~"], ids=["nothing", "null", "tilde"])
def test_what_every_profile_needs_may_not_be_empty(problems: Problems, name: str, typed: str) -> None:
    lines = [f"{name}:{typed}" if line.startswith(name) else line for line in MINIMAL.splitlines()]
    (problem,) = problems("\n".join(lines))
    assert problem.message.startswith(f"`{name}` is empty")
    assert problem.line == lines.index(f"{name}:{typed}") + 1


# --- references ----------------------------------------------------------------------------------

_WORLD = """\
organizations:
  lake_institute: {name: Lake Institute, kind: nonprofit}
dossier:
  handbook: {title: Handbook, kind: handbook, url: https://example.org, seen: 2026-01-01}
"""


@pytest.mark.parametrize(
    ("added", "name", "section"),
    [
        pytest.param(
            "developers: {developer: {organizations: [x]}}", "x", "organizations", id="a list of organizations"
        ),
        pytest.param("about: {citations: [{document: x, page: 1}]}", "x", "dossier", id="a citation of about"),
        pytest.param(
            "developers: {developer: {citations: [{document: x, page: 1}]}}", "x", "dossier", id="of an answer"
        ),
        pytest.param(
            "developers: {developer: {expertise: [{citation: {document: x, page: 1}}]}}",
            "x",
            "dossier",
            id="of an entry",
        ),
        pytest.param(
            "developers: {developer: {conflicts: [{field: expertise, values: "
            "[{value: a, citation: {document: handbook, page: 1}}, {value: b, citation: {document: x, page: 1}}]}]}}",
            "x",
            "dossier",
            id="of a conflict",
        ),
    ],
)
def test_a_name_that_the_profile_does_not_have_is_refused_where_it_is_used(
    problems: Problems, added: str, name: str, section: str
) -> None:
    (problem,) = problems(f"{MINIMAL}{_WORLD}{added}\n")
    assert problem.message == f"`{name}` is not an entry of `{section}`"
    assert problem.line == 9
    assert problem.column is not None
    assert added[problem.column - 1 :].startswith(name)


@pytest.mark.parametrize(
    ("entry", "column"),
    [
        pytest.param("  a: {name: A, kind: other, parent: lake}\n", 37, id="a parent"),
        pytest.param("  a: {name: A, kind: other, citation: {document: lake, page: 1}}\n", 50, id="a citation"),
        pytest.param(
            "  a: {name: A, kind: other, accreditations: [{by: B, citation: {document: lake, page: 1}}]}\n",
            75,
            id="a citation of an accreditation",
        ),
    ],
)
def test_an_organization_is_checked_too(problems: Problems, entry: str, column: int) -> None:
    (problem,) = problems(MINIMAL + "organizations:\n" + entry)
    assert problem.message.startswith("`lake` is not an entry of ")
    assert (problem.line, problem.column) == (6, column)


@pytest.mark.parametrize(
    ("written", "help"),
    [
        pytest.param("hand_book", "did you mean `handbook`?", id="misspelt"),
        pytest.param("Handbook", "did you mean `handbook`?", id="in capitals"),
        pytest.param("zzz", "it may be handbook", id="like none"),
    ],
)
def test_a_name_that_the_profile_does_not_have_is_shown_with_the_nearest(
    problems: Problems, written: str, help: str
) -> None:
    (problem,) = problems(f"{MINIMAL}{_WORLD}about: {{citations: [{{document: {written}, page: 1}}]}}\n")
    assert problem.help == help


@pytest.mark.parametrize("dossier", ["", "dossier: {}\n"], ids=["no dossier", "an empty one"])
def test_a_citation_without_a_dossier_is_reported_where_to_add_the_document(problems: Problems, dossier: str) -> None:
    (problem,) = problems(f"{MINIMAL}{dossier}about: {{citations: [{{document: x, page: 1}}]}}\n")
    assert (problem.message, problem.help) == ("`x` is not an entry of `dossier`", "add it under `dossier:`")


def test_an_empty_heading_where_a_text_is_needed_is_reported_as_empty(problems: Problems) -> None:
    (problem,) = problems("format: mcaudit-profile/1\nid: made-up\ntitle:\nstate: OH\n")
    assert problem.message == "`title` is empty; it must be text"


DISPUTED = """\
dossier: {page: {title: Page, kind: profile_page, url: "https://example.org/page"}}
deliverers:
  learning_opportunities:
    opportunities: [{title: Alpha}, {title: Beta}]
    conflicts: [{field: opportunities, WHERE, values: [{value: 1, citation: {document: page}},
      {value: 2, citation: {document: page}}]}]
"""


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("entry: Zed", "`Zed` is not an entry of `opportunities`, which has 2 entries"),
        ("entry: 3", "`3` is not an entry of `opportunities`, which has 2 entries"),
        ("part: hours", "the conflict names no entry of `opportunities`, which has 2 entries"),
    ],
)
def test_a_conflict_about_no_entry_of_a_list_is_a_warning(
    edition: Edition, write: Write, where: str, message: str
) -> None:
    (warning,) = read_profile(edition, write(MINIMAL + DISPUTED.replace("WHERE", where))).warnings
    assert (warning.message.partition(";")[0], warning.line) == (message, len(MINIMAL.splitlines()) + 5)


@pytest.mark.parametrize("where", ["entry: beta", "entry: 2, part: hours"])
def test_a_conflict_names_an_entry_by_its_title_or_its_number(edition: Edition, write: Write, where: str) -> None:
    assert not read_profile(edition, write(MINIMAL + DISPUTED.replace("WHERE", where))).warnings


def test_a_long_name_that_the_profile_does_not_have_is_shortened(problems: Problems) -> None:
    (problem,) = problems(f"{MINIMAL}about: {{citations: [{{document: {'x' * 5000}, page: 1}}]}}\n")
    assert len(problem.message) < 100


def test_names_that_the_profile_does_not_have_are_not_counted_without_end(problems: Problems) -> None:
    """Looking for the nearest of thousands of names, thousands of times, would take hours."""
    entries = "".join(f"  o{number}: {{name: A, kind: other, parent: p{number}}}\n" for number in range(200))
    found = problems(f"{MINIMAL}organizations:\n{entries}")
    assert len(found) == MAX_PROBLEMS
    assert [problem.line for problem in found] == list(range(6, 6 + MAX_PROBLEMS))


def _references(profile: Profile) -> dict[str, tuple[Position, str, str]]:
    """Return one reference of each kind of place: where it stands, what it names, and the section that must have it."""
    kinds = {}
    for pointer, position in profile.positions.items():
        value = _value_at(profile.content, pointer)
        organization = isinstance(value, str) and value in profile.content["organizations"]
        if organization or pointer.endswith("/document"):
            section = "organizations" if organization else "dossier"
            kinds[re.sub(r"/[0-9]+", "/*", pointer)] = (position, value, section)
    return kinds


def test_every_kind_of_reference_in_the_complete_profile_is_checked(problems: Problems, complete: Profile) -> None:
    """Documents and organizations are named in many kinds of places; none is forgotten."""
    references = sorted(_references(complete).values(), key=lambda found: (found[0].line, found[0].column))
    assert len(references) > 40
    for start in range(0, len(references), MAX_PROBLEMS):
        broken = references[start : start + MAX_PROBLEMS]
        lines = COMPLETE.read_text(encoding="utf-8").split("\n")
        for position, name, _ in reversed(broken):
            line = lines[position.line - 1]
            at = line.index(name, position.column - 1)
            lines[position.line - 1] = f"{line[:at]}nowhere_{line[at:]}"
        assert [(problem.line, problem.message) for problem in problems("\n".join(lines))] == [
            (position.line, f"`nowhere_{name}` is not an entry of `{section}`") for position, name, section in broken
        ]


# --- a schema of any other kind ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "content", "place", "message"),
    [
        pytest.param({"contains": {"const": 1}}, "[2]", (1, 1), "the file: [2] does not contain", id="another keyword"),
        pytest.param(
            {"items": {"type": "null"}},
            "[2]",
            (1, 2),
            "entry 1 must be nothing, but is the number 2",
            id="an entry of the file",
        ),
        pytest.param({"const": "a"}, "b", (1, 1), "the file must be a, but is “b”", id="a constant"),
        pytest.param(
            {"anyOf": [{"required": [letter]} for letter in "abcdefghijklm"]},
            "{}",
            (1, 1),
            "the file needs `a`, `b`, `c`, `d`, `e`, `f`, `g`, `h`, `i`, `j`, `k`, `l` …",
            id="more ways than are listed",
        ),
        pytest.param({"not": {}}, "b", (1, 1), "the file is not valid", id="what may not be"),
        pytest.param({"maximum": 2}, "3", (1, 1), "the file is 3, but must be at most 2", id="too much"),
        pytest.param({"exclusiveMinimum": 3}, "3", (1, 1), "the file is 3, but must be more than 3", id="not more"),
        pytest.param({"minProperties": 1}, "{}", (1, 1), "the file is empty", id="an empty group"),
        pytest.param(
            {"pattern": "^a[$]$"}, "a", (1, 1), "the file is “a”, which is not valid", id="a dollar that is meant"
        ),
        pytest.param(
            {"uniqueItems": True}, "[[1], {a: 1}, [1]]", (1, 1), "the file lists the same entry twice", id="lists twice"
        ),
        pytest.param(
            {"additionalProperties": {"type": "string"}},
            "{propertyNames: 1}",
            (1, 17),
            "`propertyNames` must be text, but is the number 1",
            id="an entry called propertyNames",
        ),
    ],
)
def test_any_schema_that_refuses_says_where(
    schema: Mapping[str, Any], content: str, place: tuple[int, int], message: str
) -> None:
    document = read_document(Text(path="a.yaml", content=content, sha256=""))
    (problem,) = problems_in(document, Validator(schema))
    assert (problem.line, problem.column) == place
    assert problem.message.startswith(message)


@pytest.mark.parametrize(
    ("schema", "content"),
    [
        pytest.param({"pattern": "^a[$]$"}, "a$", id="a dollar in brackets"),
        pytest.param({"pattern": r"^a\$$"}, "a$", id="an escaped dollar"),
        pytest.param({"pattern": r"^[\]$]$"}, "$", id="a dollar after an escaped bracket"),
        pytest.param({"pattern": "^(a|b$)$"}, "b", id="a dollar in a group"),
        pytest.param({"uniqueItems": True}, "[1, '1', [1], {a: 1}, null]", id="entries that look alike"),
        pytest.param({"uniqueItems": False}, "[1, 1]", id="entries that may be alike"),
    ],
)
def test_any_schema_that_accepts_says_nothing(schema: Mapping[str, Any], content: str) -> None:
    document = read_document(Text(path="a.yaml", content=content, sha256=""))
    assert problems_in(document, Validator(schema)) == ()


def test_more_organizations_than_any_profile_has_are_refused(problems: Problems) -> None:
    entries = "".join(f"  o{number}: {{name: Body {number}}}\n" for number in range(201))
    (problem,) = problems(f"{MINIMAL}organizations:\n{entries}")
    assert _said(problem)[:3] == (5, 1, "`organizations` has 201 entries; the limit is 200")


def test_a_profile_cannot_cite_itself(problems: Problems) -> None:
    dossier = "dossier:\n  me: {title: Me, kind: other, seen: 2026-01-01, path: profile.yaml}\n"
    (problem,) = problems(f"{MINIMAL}{dossier}")
    assert (
        problem.message
        == "`path` is “profile.yaml”, which is the profile itself and cannot stand behind its own claims"
    )


@pytest.mark.parametrize("page", ["0", "-5", "none"])
def test_a_page_is_a_page(problems: Problems, page: str) -> None:
    dossier = "dossier:\n  a: {title: A, kind: other, seen: 2026-01-01, url: https://example.org}\n"
    about = f"about:\n  citations: [{{document: a, page: {page}}}]\n"
    assert [problem.line for problem in problems(f"{MINIMAL}{dossier}{about}")] == [8]


def test_a_hash_needs_a_file(problems: Problems) -> None:
    entry = f"{{title: A, kind: other, seen: 2026-01-01, url: https://example.org, sha256: {'0' * 64}}}"
    (problem,) = problems(f"{MINIMAL}dossier:\n  a: {entry}\n")
    assert problem.message == "`a` gives `sha256` but not `path`"


@pytest.mark.parametrize("address", ["https://tbd", "http://.", "https://localhost/x", "ftp://example.org"])
def test_an_address_has_the_name_of_a_website(problems: Problems, address: str) -> None:
    entry = f"{{title: A, kind: other, seen: 2026-01-01, url: '{address}'}}"
    assert problems(f"{MINIMAL}dossier:\n  a: {entry}\n")


# --- a profile that no file holds -------------------------------------------------------------------


def with_local_document() -> bytes:
    return f"{MINIMAL}dossier:\n  page: {{title: Page, kind: profile_page, path: page.txt}}\n".encode()


def test_what_no_file_holds_is_read_by_its_name(edition: Edition) -> None:
    profile = profile_in(edition, MINIMAL.encode(), "sent.yaml")
    assert (profile.path, profile.id) == ("sent.yaml", "minimal")
    assert profile_in(edition, json.dumps(dict(profile.content)).encode(), "sent.json").content == profile.content


def test_its_documents_are_looked_for_in_a_folder_or_not_at_all(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("A page.", encoding="utf-8")
    beside = profile_in(edition, with_local_document(), "sent.yaml", tmp_path)
    assert (dict(beside.documents), dict(beside.faults)) == ({"page": DocumentState.PRESENT}, {})
    without = profile_in(edition, with_local_document(), "sent.yaml")
    assert dict(without.documents) == {"page": DocumentState.MISSING}
    assert without.faults["page"].startswith("was not looked for")


def test_what_is_too_long_for_a_file_is_too_long_without_one(edition: Edition) -> None:
    with pytest.raises(InputError, match="bytes"):
        profile_in(edition, b"#" * 3_000_000, "sent.yaml")
