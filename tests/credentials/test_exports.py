"""What mcaudit publishes is what the published data models of Open Badges 3.0 and CTDL allow, and nothing else."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from mcaudit.app.exporting import exported
from mcaudit.credentials.exporting import Supplied, Target
from mcaudit.errors import InputError
from mcaudit.model import Profile
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.profile.read import profile_in, read_profile
from tests.conftest import ROOT, faults_in
from tests.credentials.vocabularies import problems

EXAMPLE = ROOT / "docs" / "example-endorsement"
PROFILES = sorted((ROOT / "profiles").glob("*/*.yaml"))
CTID = "ce-b55f88e3-dfd4-430b-ab47-3e5f9986e1e4"
SUPPLIED = Supplied(
    id="https://example.org/achievements/1",
    criteria_url="https://example.org/criteria",
    ctid=CTID,
    webpage="https://example.org/1",
    status="active",
)
KINDS = {Target.ACHIEVEMENT: "Achievement", Target.CTDL: "ceterms:MicroCredential"}


def written(profile: Profile, target: Target) -> Any:
    return json.loads(exported(profile, target, SUPPLIED)[0])


def profile_of(more: Mapping[str, Any]) -> Profile:
    said = {"developers": {"title_and_description": {"description": "Plan a talk."}}}
    head = {"format": "mcaudit-profile/1", "id": "talks", "title": "Talks", "state": "OH"}
    return profile_in(default_edition(), json.dumps({**head, **said, **more}).encode(), "talks.yaml")


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("target", Target)
def test_every_profile_is_exported_as_the_format_has_it(path: Path, target: Target) -> None:
    profile = read_profile(default_edition(), path)
    try:
        data = written(profile, target)
    except InputError as error:
        assert [each.message.partition(":")[0] for each in error.problems] == ["ctdl needs a description"]  # noqa: PT017
        return
    assert list(problems(data, KINDS[target])) == []


@pytest.mark.parametrize(
    ("name", "kind"), [("endorsement.json", "EndorsementCredential"), ("achievement.json", "Achievement")]
)
def test_the_example_is_as_open_badges_has_it(name: str, kind: str) -> None:
    assert list(problems(json.loads((EXAMPLE / name).read_text(encoding="utf-8")), kind)) == []


@pytest.mark.parametrize("target", Target)
def test_what_does_not_exist_says_so_in_its_name(target: Target) -> None:
    said = json.dumps(written(profile_of({"fictional": "yes"}), target))
    assert "(fictional)" in said
    assert "(fictional)" not in json.dumps(written(profile_of({"fictional": "no"}), target))


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every object in a document."""
    if isinstance(value, dict):
        yield path
        for key, each in value.items():
            yield from places(each, (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from places(each, (*path, index))


@pytest.mark.parametrize("target", Target)
def test_a_member_that_the_format_does_not_know_is_noticed_wherever_it_stands(target: Target) -> None:
    data = written(read_profile(default_edition(), PROFILES[1]), target)
    language_maps = {"ceterms:name", "ceterms:description", "ceterms:targetNodeName"}
    for path in places(data):
        changed = copy.deepcopy(data)
        holder: Any = changed
        for key in path:
            holder = holder[key]
        if path and path[-1] in language_maps:
            continue
        holder["verdict"] = "pass"
        assert any("verdict" in each for each in problems(changed, KINDS[target])), path


@pytest.mark.parametrize(
    ("key", "value"),
    [("name", None), ("name", ""), ("description", None), ("criteria", []), ("type", ["Badge"]), ("id", "achievement")],
)
def test_what_the_format_demands_is_missed(key: str, value: Any) -> None:
    data = written(profile_of({}), Target.ACHIEVEMENT)
    changed = {**data, key: value} if value is not None else {each: said for each, said in data.items() if each != key}
    assert list(problems(data, "Achievement")) == []
    assert list(problems(changed, "Achievement"))


def test_a_language_in_words_is_not_published_as_a_code() -> None:
    profile = profile_of({"about": {"in_language": ["English", "es"]}})
    assert written(profile, Target.ACHIEVEMENT)["inLanguage"] == "es"
    assert written(profile, Target.CTDL)["ceterms:inLanguage"] == ["es"]
    assert written(profile, Target.CTDL)["ceterms:name"] == {"es": "Talks"}
    for target in Target:
        assert any("languages" in note for note in exported(profile, target, SUPPLIED)[1])


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (15.5, {"ceterms:exactDuration": "PT15H30M"}),
        ({"at_least": 1, "at_most": 2}, {"ceterms:minimumDuration": "PT1H", "ceterms:maximumDuration": "PT2H"}),
        ({"about": 15}, None),
    ],
)
def test_hours_are_published_as_exactly_as_they_are_known(hours: Any, said: Mapping[str, str] | None) -> None:
    profile = profile_of({"deliverers": {"estimated_time": {"typical_hours": hours}}})
    content, notes = exported(profile, Target.CTDL, SUPPLIED)
    found = json.loads(content).get("ceterms:estimatedDuration")
    assert found == (said and [{"@type": "ceterms:DurationProfile", **said}])
    assert any("hours" in note for note in notes) is (said is None)


def test_a_cost_is_published_with_who_pays_it_and_one_without_words_is_named() -> None:
    costs = [{"amount": 125, "for": "Others", "description": "Once"}, {"amount": 0}]
    content, notes = exported(profile_of({"about": {"cost": costs}}), Target.CTDL, SUPPLIED)
    (cost,) = json.loads(content)["ceterms:estimatedCost"]
    assert (cost["ceterms:price"], cost["ceterms:description"]) == (125, {"en": "Others: Once"})
    assert any("costs that are not one amount with a description" in note for note in notes)


@pytest.mark.parametrize(
    ("target", "option", "wrong"),
    [
        (Target.ACHIEVEMENT, "--id", {"id": "my badge"}),
        (Target.ACHIEVEMENT, "--criteria-url", {"criteria_url": "the page"}),
        (Target.CTDL, "--ctid", {"ctid": "b55f88e3-dfd4-430b-ab47-3e5f9986e1e4"}),
        (Target.CTDL, "--webpage", {"webpage": "example.org"}),
        (Target.CTDL, "--status", {"status": "fine"}),
    ],
)
def test_what_is_given_in_another_form_is_refused(target: Target, option: str, wrong: dict[str, str]) -> None:
    given: dict[str, Any] = {"id": SUPPLIED.id, "criteria_url": SUPPLIED.criteria_url, "ctid": CTID, "status": "active"}
    assert [
        option in each.message
        for each in faults_in(
            exported, profile_of({}), target, Supplied(**{"webpage": SUPPLIED.webpage, **given, **wrong})
        )
    ] == [True]
