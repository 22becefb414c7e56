"""A draft says what the published file says, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.app.importing import Imported, Wishes, imported, source_of
from mcaudit.errors import InputError
from mcaudit.importers.draft import FILE
from mcaudit.importers.node import Node
from mcaudit.importers.registry import all_formats
from mcaudit.model import Edition
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.profile.read import profile_in
from tests.conftest import faults_in
from tests.importers.credentials import (
    ASSERTION_2,
    BADGE_1,
    BADGE_2,
    CREDENTIAL_3,
    CTDL,
    EARNER,
    ISSUER,
    NOT_READ,
    READ,
    as_bytes,
    baked_behind,
    baked_png,
    baked_svg,
    token,
)

OHIO = Wishes(state="OH", placed={})
OURS = {
    *("mcaudit-profile/1", "OH", "credential_file", "Page of the criteria", "Page of the credential", "other"),
    *("digital_badge", "signed", "hosted", "data_of_form", "Open Badges 1.x", "Open Badges 2.0", "Open Badges 3.0"),
    *("issuer", "creator", "owner", "third_party_verification", "15.5"),
}
"""Everything that a draft may say and its source need not."""


@pytest.fixture(scope="module")
def edition() -> Edition:
    return default_edition()


def drafts(edition: Edition, *files: object, wishes: Wishes = OHIO) -> list[Imported | InputError]:
    raw = [each if isinstance(each, bytes) else as_bytes(each) for each in files]
    return list(imported(edition, [source_of(f"{n}.json", each) for n, each in enumerate(raw)], wishes))


def draft(edition: Edition, *files: object, wishes: Wishes = OHIO) -> Imported:
    (made,) = drafts(edition, *files, wishes=wishes)
    assert isinstance(made, Imported), made.problems
    return made


def content(edition: Edition, made: Imported) -> Any:
    return profile_in(edition, made.yaml, "draft.yaml").content


def scalars(value: Any) -> Iterator[tuple[str, str]]:
    """Yield each value below a value, with its key."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from ((said or key, what) for said, what in scalars(each))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from scalars(each)
    else:
        yield "", str(value)


def invents_nothing(said: Any, source: object) -> None:
    """Assert that every value of a draft but its id, and the record of its source, stands in its source."""
    texts = "\n".join(words for _, words in scalars(source))
    keys = set(keys_in(source))
    for key, each in scalars({**said, "id": "", "dossier": {**said["dossier"], FILE: {}}}):
        if key == "section":
            assert set(each.split(".")) <= keys
        else:
            assert not each or each in texts or each in OURS, each


def keys_in(value: Any) -> Iterator[str]:
    """Yield each part of each key in a document."""
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from keys_in(each)
    for key in value if isinstance(value, dict) else ():
        yield from (key.removeprefix("ceterms:"), *key.split("."))


@pytest.mark.parametrize("name", READ)
def test_each_format_makes_a_valid_draft_that_invents_nothing(edition: Edition, name: str) -> None:
    made = draft(edition, READ[name])
    said = content(edition, made)
    assert said["title"] == "Leading Number Talks"
    invents_nothing(said, READ[name])


@pytest.mark.parametrize("name", NOT_READ)
def test_what_is_not_read_is_named(edition: Edition, name: str) -> None:
    (problem,) = drafts(edition, NOT_READ[name])
    assert isinstance(problem, InputError)
    assert name in problem.problems[0].message
    assert problem.problems[0].help


def test_no_file_is_recognized_as_two_formats() -> None:
    for data in (*READ.values(), *NOT_READ.values()):
        assert sum(each.recognizes(Node(data, "")) for each in all_formats()) <= 1


@pytest.mark.parametrize("name", READ)
def test_nothing_about_an_earner_is_kept_and_the_import_says_so(edition: Edition, name: str) -> None:
    made = draft(edition, READ[name])
    for secret in EARNER:
        assert secret not in made.yaml.decode()
    source = json.dumps(READ[name], ensure_ascii=False)
    assert bool(made.draft.dropped) is any(secret in source for secret in EARNER)


def test_contact_details_are_not_taken(edition: Edition) -> None:
    assert "badges@prairie" not in draft(edition, BADGE_2).yaml.decode()


def test_the_kind_of_an_organization_and_whose_the_standards_are_stay_open(edition: Edition) -> None:
    said = content(edition, draft(edition, BADGE_2))
    assert "kind" not in said["organizations"]["issuer"]
    assert "standards_for" not in said["developers"]["competency_area"]["alignments"][0]
    assert "currency" not in json.dumps(said)


def test_who_created_an_achievement_is_its_developer_and_not_its_issuer(edition: Edition) -> None:
    """Only the credential says who issues a badge; a class of badge names who wrote it."""
    achievement = CREDENTIAL_3["credentialSubject"]["achievement"]
    creator = {"id": "https://lake.example.org", "type": ["Profile"], "name": "Lake Institute"}
    said = content(edition, draft(edition, {**achievement, "creator": creator}))
    assert {key: each["name"] for key, each in said["organizations"].items()} == {"creator": "Lake Institute"}
    assert said["developers"]["developer"]["organizations"] == ["creator"]
    assert "issuer" not in said["issuers"]


def test_of_several_credentials_in_one_file_the_first_is_drafted_and_the_draft_says_so(edition: Edition) -> None:
    second = {"@type": "ceterms:CertificateOfCompletion", "ceterms:name": "Another"}
    of_ctdl = draft(edition, {**CTDL, "@graph": [*CTDL["@graph"], second]})
    subject = {"achievement": [CREDENTIAL_3["credentialSubject"]["achievement"], {"name": "Another"}]}
    of_badges = draft(edition, {**CREDENTIAL_3, "credentialSubject": subject})
    for made in (of_ctdl, of_badges):
        assert made.draft.content["title"] == "Leading Number Talks"
        assert any("2 " in note and "the first is drafted" in note for note in made.draft.notes)


def test_a_rubric_is_taken_and_a_scale_of_grades_is_left(edition: Edition) -> None:
    made = draft(edition, CREDENTIAL_3)
    (row,) = content(edition, made)["developers"]["proficiency"]["rubric"]["criteria"]
    assert [level["name"] for level in row["levels"]] == ["Proficient", "Beginning"]
    assert any("LetterGrade" in left.text for left in made.draft.left)
    assert "#   1" in made.yaml.decode()  # the credits


def test_hours_are_taken_and_months_are_left(edition: Edition) -> None:
    assert content(edition, draft(edition, CTDL))["deliverers"]["estimated_time"]["typical_hours"] == 15.5
    months = json.loads(json.dumps(CTDL).replace("PT15H30M", "P2M"))
    made = draft(edition, months)
    assert "deliverers" not in content(edition, made)
    assert any("P2M" in left.text for left in made.draft.left)


def test_one_language_is_taken_and_the_others_are_named(edition: Edition) -> None:
    made = draft(edition, CTDL, wishes=Wishes(state="OH", language="es", placed={}))
    assert made.draft.content["title"] == "Charlas numéricas"
    assert any("en-US, es" in note for note in made.draft.notes)


@pytest.mark.parametrize("base", [BADGE_2, CREDENTIAL_3["credentialSubject"]["achievement"], CTDL["@graph"][0]])
def test_a_name_in_other_languages_only_asks_for_one_and_no_name_is_refused(
    edition: Edition, base: dict[str, Any]
) -> None:
    key = "ceterms:name" if "ceterms:name" in base else "name"
    (problem,) = drafts(edition, {**base, key: {"de": "Zahlen", "fr": "Nombres"}})
    assert isinstance(problem, InputError)
    assert "only in de, fr; choose one with --language" in problem.problems[0].message
    (nameless,) = drafts(edition, {**base, key: ""})
    assert isinstance(nameless, InputError)


def test_an_issuer_given_by_its_address_is_joined_from_its_file(edition: Edition) -> None:
    alone = draft(edition, BADGE_1)
    assert any("give its file as well" in note for note in alone.draft.notes)
    joined = draft(edition, BADGE_1, ISSUER)
    assert content(edition, joined)["organizations"]["issuer"]["name"] == "Prairie State University"


def test_an_award_that_only_names_its_badge_is_joined_or_asked_for(edition: Edition) -> None:
    award = {**ASSERTION_2, "badge": BADGE_2["id"]}
    (problem,) = drafts(edition, award)
    assert isinstance(problem, InputError)
    assert str(BADGE_2["id"]) in problem.problems[0].message
    made = [each for each in drafts(edition, award, BADGE_2) if isinstance(each, Imported)]
    assert {each.id for each in made} == {"leading-number-talks", "leading-number-talks-2"}


def test_a_text_becomes_a_statement_only_where_a_person_places_it(edition: Edition) -> None:
    assert "statements" not in content(edition, draft(edition, BADGE_2))
    wishes = Wishes(state="OH", placed={"criteria.narrative": ("3A-1", "3C-1")})
    (statement,) = content(edition, draft(edition, BADGE_2, wishes=wishes))["statements"]
    assert statement["text"] == "Submit a video of a lesson."
    assert list(statement["about"]) == ["3A-1", "3C-1"]
    assert statement["citation"] == {"document": "credential_file", "section": "criteria.narrative"}
    (problem,) = drafts(edition, BADGE_2, wishes=Wishes(state="OH", placed={"story": ("3A-1",)}))
    assert isinstance(problem, InputError)
    assert "criteria.narrative" in problem.problems[0].help


@pytest.mark.parametrize(
    "raw",
    [
        token(CREDENTIAL_3).encode(),
        token({"vc": CREDENTIAL_3}).encode(),
        baked_png(json.dumps(CREDENTIAL_3)),
        baked_png(token(CREDENTIAL_3)),
        baked_png(json.dumps(ASSERTION_2), "openbadges"),
        baked_behind(json.dumps(CREDENTIAL_3)),
        baked_behind(json.dumps(ASSERTION_2), b"tEXt", b"openbadges"),
        baked_behind(json.dumps(CREDENTIAL_3), b"zTXt"),
        baked_svg(json.dumps(CREDENTIAL_3)),
    ],
    ids=[
        *("token", "token of an older kind", "png", "token in a png", "2.0 in a png"),
        *("png, behind the pixels", "png, as plain text", "png, packed", "svg"),
    ],
)
def test_a_badge_is_taken_out_of_what_carries_it(edition: Edition, raw: bytes) -> None:
    made = draft(edition, raw)
    assert content(edition, made)["title"] == "Leading Number Talks"
    assert content(edition, made)["issuers"]["form"]["third_party_verification"]["method"] in ("signed", "hosted")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (token(CREDENTIAL_3, alg="none").encode(), "nobody signed it"),
        (b"abc.def.ghi", "cut off"),
        (baked_png("{}", "comment"), "holds no badge"),
        (baked_png("https://example.org/award/7", "openbadges"), "only names the address"),
        (baked_png(json.dumps(BADGE_2))[:60], "damaged"),
        (baked_behind(" " * 20_000_000, b"zTXt"), "damaged"),
        (baked_png("https://example.org/award.7.json", "openbadges"), "only names the address"),
        (b"https://example.org/award.7.json", "only names the address"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "holds no badge"),
        (b"<svg", "not valid XML"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><svg>&a;</svg>", "not valid XML, or holds"),
        (b'{"name": "Half', "not JSON"),
        (b"[" * 200_000, "nested too deep"),
        (b"[]", "not a credential"),
        (b"", "not JSON"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_holds_no_badge_is_refused_in_words(raw: bytes, words: str) -> None:
    assert words in faults_in(refused, raw)[0].message


def refused(raw: bytes) -> None:
    """Draft a profile of one file; raise InputError if that cannot be done."""
    for each in imported(default_edition(), [source_of("badge.json", raw)], OHIO):
        if isinstance(each, InputError):
            raise each


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_PLACES = ("name", "description", "criteria", "issuer", "alignment", "tags", "type", "@context", "badge", "image")


@given(
    base=st.sampled_from([each for each in READ.values() if isinstance(each, dict)]),
    key=st.sampled_from(_PLACES),
    value=_JSON,
)
def test_a_changed_file_is_drafted_or_refused(base: dict[str, Any], key: str, value: Any) -> None:
    for each in drafts(default_edition(), {**base, key: value}):
        if isinstance(each, Imported):
            invents_nothing(content(default_edition(), each), {**base, key: value})
        else:
            assert each.problems[0].message


@pytest.mark.parametrize("name", ["badge.json", "badge.png", "stdin"])
def test_every_character_of_a_text_is_kept_whatever_carried_it(edition: Edition, name: str) -> None:
    text = "One\u2028two\u0085three\ttab \U0001f600 end: # not a comment"
    raw = json.dumps({**BADGE_2, "description": text})
    source = source_of(name, baked_png(raw) if name.endswith("png") else raw.encode())
    (made,) = imported(edition, [source], OHIO)
    assert isinstance(made, Imported)
    assert content(edition, made)["developers"]["title_and_description"]["description"] == text


def test_what_makes_a_draft_invalid_is_reported_under_the_file_that_was_given(edition: Edition) -> None:
    (problem,) = drafts(edition, BADGE_2, wishes=Wishes(state="Ohoi", placed={}))
    assert isinstance(problem, InputError)
    assert {each.path for each in problem.problems} == {"0.json"}


def test_the_same_file_makes_the_same_bytes(edition: Edition) -> None:
    assert draft(edition, BADGE_2).yaml == draft(edition, BADGE_2).yaml
