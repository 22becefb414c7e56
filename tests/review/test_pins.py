"""Pins: what a decision was made on. Exactly those change that should, and nothing else changes them."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from mcaudit.model import Binding, Criterion, Edition, Pins, Profile, SettingValue, conditions, places_bearing
from mcaudit.reading.profile.read import read_profile
from mcaudit.review.former_pins import former_pins
from mcaudit.review.pins import document_pins
from tests.conftest import COMPLETE, Write, changed, profile_of
from tests.review.cases import SOURCE, case_for, pins_for, policy_for

EARLIER = "4858a002d62bcae103facc90375a51328807b9c1a515e2a654cad8277f3ae553"
"""What worksheets pinned 2F-1 to before, for a profile whose answer to 2F has only a date."""
DEVELOPERS = ("developers", "developer", "organizations")


def differing(edition: Edition, before: Profile, after: Profile) -> tuple[set[str], set[str]]:
    """Return the criteria whose fields are pinned otherwise, and those any of whose documents is."""
    old, new = pins_for(edition, before), pins_for(edition, after)
    assert {name: each.meaning for name, each in old.items()} == {name: each.meaning for name, each in new.items()}
    return (
        {name for name in old if old[name].fields != new[name].fields},
        {name for name in old if old[name].documents != new[name].documents},
    )


def readers(edition: Edition, field: str) -> set[str]:
    """Return the criteria that something in a field of an answer states, or whose conditions read it."""
    rests_on = {each.name: (*each.reads, *each.compared_with) for each in edition.derived}
    found = set()
    for sub in edition.subcomponents:
        for criterion in sub.criteria:
            written = [each for each in (criterion.met_when, criterion.not_met_when) if each]
            places = [*criterion.stated_by, *(p for each in written for p in conditions.reads(each, sub.pointer[1:]))]
            real = [
                each.strip("/")
                for place in places
                for each in (rests_on.get(place.split("/")[1], ()) if place.startswith("derived/") else (place,))
            ]
            if "organizations" in sub.answer:
                real.append(f"{sub.pointer[1:]}/organizations")
            if any(place.split("~")[0].split("/")[:3] == field.split("/")[:3] for place in real):
                found.add(criterion.id)
    return found


def test_every_criterion_has_pins(edition: Edition, complete: Profile) -> None:
    pins = pins_for(edition, complete)
    assert list(pins) == [criterion.id for criterion in edition.criteria]
    assert {name: each.meaning for name, each in pins.items()} == {each.id: each.meaning for each in edition.criteria}
    written = [text for each in pins.values() for text in (each.fields, *each.documents.values())]
    assert all(len(text) == 64 and set(text) <= set("0123456789abcdef") for text in written)
    assert not any(each.are_former or each.criterion for each in pins.values())


def test_a_profile_that_says_nothing_has_pins(edition: Edition) -> None:
    pins = pins_for(edition, profile_of({}))
    assert {len(each.documents) for each in pins.values()} == {0}
    nothing = replace(profile_of({}), content={"dossier": None, "organizations": None, "developers": None})
    assert pins_for(edition, nothing) == pins
    assert document_pins(nothing) == {}


# --- the fields ------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_field_changes_the_pins_of_the_criteria_that_it_bears_on_and_of_no_others(
    edition: Edition, complete: Profile
) -> None:
    unheld = profile_of(complete.content)
    before = pins_for(edition, unheld)
    tried = 0
    for sub in edition.subcomponents:
        given = unheld.content[sub.component][sub.key]
        for field in [name for name in given if name not in ("citations", "conflicts", "not_applicable")]:
            after = pins_for(edition, changed(unheld, sub.component, sub.key, field))
            fields = {name for name in before if before[name].fields != after[name].fields}
            allowed = readers(edition, f"{sub.component}/{sub.key}/{field}")
            assert fields <= allowed, field
            tried += bool(fields)
    assert tried > 60


def test_an_entry_changes_the_pins_of_what_asks_every_entry(edition: Edition, complete: Profile) -> None:
    # Another resource without a cost is judged on 1F-6 although nothing stands at its `cost`.
    plain = profile_of(complete.content)
    place = ("developers", "learning_resources", "resources")
    listed = plain.content["developers"]["learning_resources"]["resources"]
    more = changed(plain, *place, to=[*listed, {"title": "Another", "kind": "article"}])
    assert "1F-6" in differing(edition, plain, more)[0]


def test_the_first_field_of_an_answer_changes_only_what_it_bears_on(edition: Edition, complete: Profile) -> None:
    # What a criterion asks for is as absent from an answer that is not begun as from one that says something else.
    empty = profile_of({})
    for sub in edition.subcomponents:
        for field, value in complete.content[sub.component][sub.key].items():
            begun = profile_of({sub.component: {sub.key: {field: value}}})
            fields, _ = differing(edition, empty, begun)
            assert fields <= readers(edition, f"{sub.component}/{sub.key}/{field}"), field


def test_the_first_field_within_an_entry_changes_only_what_it_bears_on(edition: Edition) -> None:
    def offers(**facilitator: Any) -> Profile:
        return profile_of(
            {"deliverers": {"learning_opportunities": {"opportunities": [{"kind": "course", **facilitator}]}}}
        )

    reads = places_bearing(edition)
    role = {name for name in reads if any(place.endswith("facilitator/role") for place in reads[name])}
    whole = {name for name in reads if any(place.endswith(("opportunities", "facilitator")) for place in reads[name])}
    fields, _ = differing(edition, offers(), offers(facilitator={"role": "coach"}))
    assert role <= fields <= role | whole


def test_a_decision_of_an_earlier_worksheet_is_recognized_and_is_stale_once_something_changes(edition: Edition) -> None:
    # Earlier worksheets also pinned at which step the way to a place ended.
    before = profile_of({"deliverers": {"estimated_time": {"dates": ["2027-03-01"]}}})
    assert pins_for(edition, before)["2F-1"].earlier_fields == EARLIER
    filled = changed(before, "deliverers", "estimated_time", "typical_hours", to=15)
    assert EARLIER not in (pins_for(edition, filled)["2F-1"].fields, pins_for(edition, filled)["2F-1"].earlier_fields)


def test_a_currency_of_another_kind_changes_nothing(edition: Edition) -> None:
    # A stipend says nothing about graduate credit.
    def awards(*currencies: dict[str, Any]) -> Profile:
        return profile_of({"recognizers": {"formal_currency": {"currencies": list(currencies)}}})

    credit = {"kind": "graduate_credit", "amount": 1, "unit": "credits"}
    fields, _ = differing(edition, awards(credit), awards(credit, {"kind": "stipend", "amount": 100}))
    assert "5A-5" not in fields
    assert "5A-4" in fields


def test_an_organization_changes_what_refers_to_it(edition: Edition, complete: Profile) -> None:
    before = profile_of(complete.content)
    after = changed(before, "organizations", "maple_hollow", "name", to="Another District")
    fields, _ = differing(edition, before, after)
    assert fields
    assert {"1B-1"} <= differing(edition, before, changed(before, *DEVELOPERS, to=["maple_hollow"]))[0]
    others = changed(before, "organizations", "nobody_refers_to_it", to={"name": "Nobody"})
    assert differing(edition, before, others) == (set(), set())


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.update(note="Another note."),
        lambda c: c.update(title="Another title"),
        lambda c: c.update(state="TN"),
        lambda c: c.update(responses=[{"criterion": "1A-1", "date": "2026-01-01", "text": "So it is."}]),
        lambda c: c["about"].update(summary="x"),
        lambda c: c["dossier"].update(unused={"title": "Unused", "kind": "other", "url": "https://example.org"}),
        lambda c: c["organizations"].update(dict(reversed(list(c["organizations"].items())))),
    ],
)
def test_what_bears_on_no_criterion_changes_no_pin(
    edition: Edition, complete: Profile, change: Callable[[dict[str, Any]], object]
) -> None:
    before = profile_of(complete.content)
    content = copy.deepcopy(dict(before.content))
    change(content)
    assert differing(edition, before, profile_of(content)) == (set(), set())


def backwards(value: Any) -> Any:
    """Return data with the names of every group in the other order."""
    if isinstance(value, Mapping):
        return {key: backwards(value[key]) for key in reversed(list(value))}
    return [backwards(item) for item in value] if isinstance(value, list) else value


def test_comments_the_order_of_names_and_the_spelling_of_the_file_change_no_pin(
    edition: Edition, complete: Profile, tmp_path: Path
) -> None:
    shutil.copytree(COMPLETE.parent / "documents", tmp_path / "documents")
    text = yaml.safe_dump(backwards(complete.content), sort_keys=False, width=50, default_flow_style=None)
    path = tmp_path / "again.yaml"
    path.write_text(f"# A comment.\n{text}# Another.\n", encoding="utf-8")
    again = read_profile(edition, path)
    assert again.sha256 != complete.sha256
    # the order of citations in an answer stays, that of organizations and the dossier does not matter
    assert pins_for(edition, again) == pins_for(edition, complete)
    assert document_pins(again) == document_pins(complete)


def test_a_claim_that_a_criterion_does_not_apply_is_pinned(edition: Edition, complete: Profile) -> None:
    # What the reviewers agree or disagree with is the claim and its reason.
    plain = profile_of(complete.content)
    place = ("evaluators", "evaluator_profile", "not_applicable")
    claimed = changed(plain, *place, to=[{"criterion": "3B-D3", "reason": "No content is advanced."}])
    other = changed(plain, *place, to=[{"criterion": "3B-D3", "reason": "Nobody asked for it."}])
    assert differing(edition, plain, claimed)[0] == {"3B-D3"}
    assert differing(edition, claimed, other)[0] == {"3B-D3"}


def test_a_statement_is_pinned_for_the_criteria_that_it_names(edition: Edition) -> None:
    page = {"page": {"title": "Page", "kind": "profile_page", "url": "https://example.org/page"}}

    def says(text: str, section: str = "Top", *about: str) -> Profile:
        statement = {"about": [*about], "text": text, "citation": {"document": "page", "section": section}}
        return profile_of({"dossier": page, "statements": [statement]})

    named = ("1A-2", "1D-any")
    before = says("It covers one area.", "Top", *named)
    assert differing(edition, before, profile_of({"dossier": page})) == (
        {"1A-2", "1D-2", "1D-3"},
        {"1A-2", "1D-2", "1D-3"},
    )
    assert differing(edition, before, says("It covers two.", "Top", *named))[0] == {"1A-2", "1D-2", "1D-3"}
    assert differing(edition, before, says("It covers one area.", "End", *named))[0] == {"1A-2", "1D-2", "1D-3"}
    assert differing(edition, before, says("It covers one area.", "Top", "1A-2"))[0] == {"1D-2", "1D-3"}


def test_a_conflict_is_pinned_where_it_bears_on_the_criterion(edition: Edition, complete: Profile) -> None:
    plain = profile_of(complete.content)
    values = [{"value": value, "citation": {"document": "profile_page", "section": "Top"}} for value in (10, 20)]
    entry = {"field": "typical_hours", "values": values}
    disputed = changed(plain, "deliverers", "estimated_time", "conflicts", to=[entry])
    assert "2F-1" in differing(edition, plain, disputed)[0]
    assert "1A-1" not in differing(edition, plain, disputed)[0]


# --- the citations ---------------------------------------------------------------------------------


def answer(citations: list[dict[str, Any]]) -> Profile:
    """Return a profile with one answer, its documents both at an address."""
    page = {"title": "Page", "kind": "profile_page", "url": "https://example.org/page"}
    book = {"title": "Handbook", "kind": "handbook", "url": "https://example.org/book"}
    says = {"title": "T", "content_area": "A", "competency": "C", "competency_areas": ["A"], "description": "D"}
    return profile_of(
        {
            "dossier": {"page": page, "book": book},
            "developers": {"title_and_description": {**says, "citations": citations}},
        }
    )


def test_the_profiles_citations_for_it_are_pinned(edition: Edition) -> None:
    before = answer([{"document": "page", "section": "Top"}])
    elsewhere = answer([{"document": "page", "section": "End"}])
    assert differing(edition, before, elsewhere)[0] >= {"1A-1", "1A-2", "1A-3"}
    assert differing(edition, before, elsewhere)[1] == set()
    in_another = answer([{"document": "book", "section": "Top"}])
    assert differing(edition, before, in_another)[1] >= {"1A-1", "1A-2", "1A-3"}
    assert list(pins_for(edition, in_another)["1A-2"].documents) == ["book"]


def test_a_citation_of_one_field_is_pinned_for_what_reads_that_field(edition: Edition) -> None:
    before = answer([{"document": "page", "section": "Top"}])
    one = {"document": "book", "page": 3, "fields": ["competency_areas"]}
    fields, documents = differing(edition, before, answer([{"document": "page", "section": "Top"}, one]))
    assert fields == documents == readers(edition, "developers/title_and_description/competency_areas")


def test_a_citation_twice_is_pinned_once(edition: Edition) -> None:
    cited = {"document": "page", "section": "Top"}
    assert pins_for(edition, answer([cited])) == pins_for(edition, answer([cited, cited]))


# --- the documents ---------------------------------------------------------------------------------


def test_what_the_dossier_says_of_a_document_is_pinned_where_it_is_cited(edition: Edition) -> None:
    before = answer([{"document": "page", "section": "Top"}])
    after = changed(before, "dossier", "page", "url", to="https://example.org/other")
    fields, documents = differing(edition, before, after)
    assert fields == set()
    assert documents >= {"1A-1", "1A-2", "1A-3"}
    assert pins_for(edition, changed(before, "dossier", "book", "title", to="Guide")) == pins_for(edition, before)


@pytest.fixture
def local(edition: Edition, write: Write) -> Callable[..., Profile]:
    """Read a profile that cites a local file with this content, and its hash if one is given."""

    def read(content: bytes | None, sha: str = "") -> Profile:
        path = write(b"" if content is None else content, "book.txt")
        if content is None:
            path.unlink()
        given = f", sha256: '{sha}'" if sha else ""
        text = (
            "format: mcaudit-profile/1\nid: a\ntitle: A\nstate: OH\ndossier:\n"
            "  page: {title: Page, kind: profile_page, url: https://example.org, seen: '2026-01-01'}\n"
            f"  book: {{title: Book, kind: handbook, path: book.txt, seen: '2026-01-01'{given}}}\n"
            "developers:\n  title_and_description:\n    title: T\n    content_area: A\n    competency: C\n"
            "    competency_areas: [A]\n    description: D\n    citations:\n      - {document: page, section: Top}\n"
            "      - {document: book, page: 3, fields: [competency_areas]}\n"
        )
        return read_profile(edition, write(text))

    return read


def test_the_bytes_of_a_local_file_are_pinned(edition: Edition, local: Callable[..., Profile]) -> None:
    before = local(b"one")
    assert before.hashes == {"book": sha256(b"one").hexdigest()}
    assert differing(edition, before, local(b"two")) == (set(), {"1A-1", "1A-2"})
    assert pins_for(edition, local(b"one")) == pins_for(edition, before)


@pytest.mark.parametrize("content", [b"", None])
def test_a_local_file_that_is_gone_is_a_document_that_changed(
    edition: Edition, local: Callable[..., Profile], content: bytes | None
) -> None:
    before, after = local(b"one"), local(content)
    assert after.hashes == {}
    assert differing(edition, before, after) == (set(), {"1A-1", "1A-2"})


def test_a_local_file_that_is_not_the_one_its_hash_names_is_a_document_that_changed(
    edition: Edition, local: Callable[..., Profile]
) -> None:
    sha = sha256(b"one").hexdigest()
    before, after = local(b"one", sha), local(b"two", sha)
    assert after.hashes == {"book": sha256(b"two").hexdigest()}
    assert differing(edition, before, after) == (set(), {"1A-1", "1A-2"})


def test_a_hash_in_the_dossier_is_part_of_its_entry(edition: Edition, local: Callable[..., Profile]) -> None:
    assert differing(edition, local(b"one"), local(b"one", sha256(b"one").hexdigest())) == (set(), {"1A-1", "1A-2"})


# --- the criterion ---------------------------------------------------------------------------------


def with_criterion(edition: Edition, criterion: Criterion) -> Edition:
    """Return an edition in which one criterion is another."""

    def swapped(each: Criterion) -> Criterion:
        return criterion if each.id == criterion.id else each

    components = [
        replace(
            component,
            subcomponents=tuple(
                replace(sub, criteria=tuple(map(swapped, sub.criteria))) for sub in component.subcomponents
            ),
        )
        for component in edition.components
    ]
    return replace(edition, components=tuple(components))


def test_the_meaning_is_pinned_and_the_wording_is_not(edition: Edition, complete: Profile) -> None:
    first = edition.criteria[0]
    before = pins_for(edition, complete)
    reworded = replace(first, text="The profile says so.", remedy="Another.", because="Otherwise.", title="Another")
    assert pins_for(with_criterion(edition, reworded), complete) == before
    asks_more = replace(first, meaning=first.meaning + 1)
    after = pins_for(with_criterion(edition, asks_more), complete)
    assert [name for name in before if before[name] != after[name]] == [first.id]


# --- the state -------------------------------------------------------------------------------------


def test_the_state_is_pinned_on_what_depends_on_it_and_nowhere_else(edition: Edition, complete: Profile) -> None:
    here, there = complete, replace(complete, state="TN")
    before, after = pins_for(edition, here), pins_for(edition, there)
    bound = {each.id for each in edition.criteria if each.state.binding is Binding.BOUND}
    assert {name for name in before if before[name] != after[name]} == bound
    assert {before[name].state for name in bound} == {"OH"}
    assert {after[name].state for name in bound} == {"TN"}
    assert {before[name].state for name in set(before) - bound} == {""}


def test_a_policy_says_for_which_state_it_is(edition: Edition, complete: Profile) -> None:
    national = replace(complete, state="national")
    assert pins_for(edition, national)["4A-5"].state == "national"
    assert pins_for(edition, national, policy_for("TN"))["4A-5"].state == "TN"


def test_a_setting_is_pinned_on_the_criteria_that_it_bears_on(edition: Edition, complete: Profile) -> None:
    plain = pins_for(edition, complete, policy_for())
    with_body = pins_for(edition, complete, policy_for(settings={"verifying_body": ["State Board"]}))
    assert {name for name in plain if plain[name] != with_body[name]} == {"4A-5"}
    other = pins_for(edition, complete, policy_for(settings={"verifying_body": ["Another"]}))
    assert other["4A-5"].setting != with_body["4A-5"].setting != ""
    only = SettingValue(value=["State Board"], source=SOURCE, complete=True)
    complete_list = pins_for(edition, complete, policy_for(settings={"verifying_body": only}))
    assert complete_list["4A-5"].setting != with_body["4A-5"].setting


def test_what_depends_on_the_state_only_if_it_sets_a_value_is_neutral_until_then(
    edition: Edition, complete: Profile
) -> None:
    plain = pins_for(edition, complete, policy_for())
    minimum = pins_for(edition, complete, policy_for(settings={"minimum_hours": 10}))
    assert (plain["2F-1"].state, plain["2F-1"].setting) == ("", "")
    assert minimum["2F-1"].state == "OH"
    assert {name for name in plain if plain[name] != minimum[name]} == {"2F-1"}


def test_a_currency_that_the_state_lists_is_pinned_on_the_criteria_of_its_kind(
    edition: Edition, complete: Profile
) -> None:
    hours = {"kind": "pd_hours", "amount": 6, "unit": "clock_hours"}
    credit = {"kind": "graduate_credit", "amount": 1, "unit": "credits"}
    before = pins_for(edition, complete, policy_for(settings={"recognized_currencies": [hours]}))
    after = pins_for(edition, complete, policy_for(settings={"recognized_currencies": [hours, credit]}))
    assert {name for name in before if before[name] != after[name]} == {"5A-5"}


# --- decisions made before criteria had a meaning --------------------------------------------------


def former(edition: Edition, profile: Profile, name: str, text: str = "") -> Pins:
    criterion = next(each for each in edition.criteria if each.id == name)
    return former_pins(case_for(edition, profile), criterion, text or edition.former_pins[name][0])


def test_every_criterion_that_had_another_text_is_recognized_by_it(edition: Edition) -> None:
    assert set(edition.former_pins) == {criterion.id for criterion in edition.criteria if criterion.formerly_read}


def test_what_the_former_rule_read_is_hashed_as_it_was(edition: Edition) -> None:
    # Taken from the last version that pinned decisions to a criterion's text.
    found = former(edition, answer([{"document": "page", "section": "Top "}]), "1A-2")
    assert found == Pins(
        criterion="f0fda30126c2c1a08d1bc874929f4404a4e9f863ae7b2f0d2c61fc0a5bbbf965",
        fields="aa2b3cb4ba533aa6449e163d202a6ce7d2601d61bde45d1cffb6b6b9c811cb80",
        documents={"page": "eb9a1cd42f0b24759dd3c284df33646c57e863ced83e103bff19f7f427ac95b1"},
    )


def test_a_citation_counts_for_the_fields_that_it_names(edition: Edition) -> None:
    silent = former(edition, profile_of({}), "1A-2")
    assert silent.documents == {}
    elsewhere = former(edition, answer([{"document": "page", "fields": ["description"]}]), "1A-2")
    assert elsewhere.documents == {}


def test_only_what_the_former_rule_read_changes_former_pins(edition: Edition, complete: Profile) -> None:
    plain = profile_of(complete.content)
    reads = ("developers", "title_and_description", "competency_areas")
    assert former(edition, changed(plain, *reads, to=["Another"]), "1A-2") != former(edition, plain, "1A-2")
    beside = changed(plain, "developers", "title_and_description", "competency", to="Another.")
    assert former(edition, beside, "1A-2") == former(edition, plain, "1A-2")
    assert pins_for(edition, beside)["1A-2"] != pins_for(edition, plain)["1A-2"]


def test_an_organization_that_the_former_rule_read_is_pinned_with_its_citation(edition: Edition) -> None:
    name = next(
        each.id
        for each in edition.criteria
        if {"/organizations", "/issuers/issuer/organizations"} <= {*each.formerly_read}
    )
    organizations = {"beta": {"name": "Beta", "citation": {"document": "page"}}, "other": {"name": "Other"}}
    content = {
        "dossier": {"page": {"title": "Page", "url": "https://example.org/page"}},
        "issuers": {"issuer": {"organizations": ["beta"]}},
    }
    plain = former(edition, profile_of({**content, "organizations": organizations}), name)
    assert set(plain.documents) == {"page"}
    uncited = former(edition, profile_of({**content, "organizations": {"beta": {"name": "Beta"}}}), name)
    assert not uncited.documents


def test_a_text_in_place_of_a_list_is_pinned_as_it_stands(edition: Edition, complete: Profile) -> None:
    place = ("developers", "learning_resources", "resources")
    one, other = (pins_for(edition, changed(complete, *place, to=text)) for text in ("A book", "A film"))
    assert one["1F-1"] != other["1F-1"]


def test_a_text_that_was_never_the_criterions_is_not_recognized(edition: Edition, complete: Profile) -> None:
    assert former(edition, complete, "1A-2", "0" * 64).criterion == ""


def test_former_pins_stand_for_the_first_meaning(edition: Edition, complete: Profile) -> None:
    criterion = next(each for each in edition.criteria if each.id == "1A-2")
    text = edition.former_pins["1A-2"][0]
    case = case_for(edition, complete)
    assert former_pins(case, replace(criterion, text="Reworded."), text).criterion == text
    assert former_pins(case, replace(criterion, meaning=2), text).criterion == ""
