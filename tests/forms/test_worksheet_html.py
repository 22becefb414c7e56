"""A worksheet as HTML: all that is to be judged and nothing of anybody's decisions, and nothing hostile gets in."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from typing import Any

import pytest

from mcaudit.audit.engine import audit as audited
from mcaudit.forms.templating import embedded
from mcaudit.forms.worksheet.order import MINUTES_EACH, Place, asking_of, duration
from mcaudit.forms.worksheet.page import worksheet_data, worksheet_html, worksheet_script
from mcaudit.media.plain import plain
from mcaudit.model import Answer, Audit, Basis, Edition, Pins, Policy, Profile, Reviewer, Status
from mcaudit.review.pins import document_pins
from tests.conftest import changed, profile_of
from tests.elements import Element, parsed
from tests.hostile import TEXTS, twins
from tests.review.cases import pins_for as pins_of
from tests.review.cases import policy_for

CASES = ("complete", "minimal", "tennessee", "tailored", "without deliverers", "hostile")
EVERY_CASE = pytest.mark.parametrize("name", CASES)
ROSA = Reviewer(id="rosa", name="Rosa Díaz", affiliation="Office of Educator Quality")
FORMER = {"1A-2": Pins(criterion="a" * 64, fields="b" * 64)}
Page = Callable[[str], Element]


def made(audit: Audit, reviewer: Reviewer = ROSA) -> bytes:
    pins = pins_of(audit.edition, audit.profile, audit.policy)
    return worksheet_html(audit, reviewer, pins, document_pins(audit.profile), FORMER)


def data_of(page: Element) -> dict[str, Any]:
    """Return what the script of a page works with."""
    (text,) = page.one("script", id="sheet").holds
    found: dict[str, Any] = json.loads(str(text))
    return found


@pytest.fixture(scope="module")
def html(audits: Mapping[str, Audit]) -> Callable[[str], str]:
    """Return the worksheet of an audit, made once."""
    return cache(lambda name: made(audits[name]).decode("utf-8"))


@pytest.fixture(scope="module")
def page(html: Callable[[str], str]) -> Page:
    """Return the worksheet of an audit as a tree, read once."""
    return cache(lambda name: parsed(html(name)))


def places_of(audit: Audit) -> Callable[[str], Place]:
    """Return where a criterion stands: for reviewers now, optional, or for the provider first."""
    found = {each.criterion: (each.status, each.basis) for each in audit.findings}

    def place(criterion: str) -> Place:
        status, basis = found[criterion]
        if status is Status.AWAITING_REVIEW:
            return Place.NOW
        return Place.PROVIDER if status is Status.NOT_STATED or basis is Basis.UNCITED else Place.OPTIONAL

    return place


# --- what is to be judged --------------------------------------------------------------------------


@EVERY_CASE
def test_every_criterion_that_can_be_judged_is_asked_once(audits: Mapping[str, Audit], page: Page, name: str) -> None:
    aside = {f.criterion for f in audits[name].findings if f.basis in (Basis.SKIP, Basis.OPTIONAL)}
    asked = [e.attributes["data-criterion"] for e in page(name).all() if "data-criterion" in e.attributes]
    assert sorted(asked) == sorted(each.id for each in audits[name].edition.criteria if each.id not in aside)
    assert [each["id"] for each in data_of(page(name))["criteria"]] == asked
    assert set(data_of(page(name))["others"]) == aside


@EVERY_CASE
def test_what_needs_a_reviewer_comes_first_and_what_is_not_addressed_last(
    audits: Mapping[str, Audit], page: Page, name: str
) -> None:
    ranks = places_of(audits[name])
    for sub in audits[name].edition.subcomponents:
        boxes = [e for e in page(name).all("section") if e.attributes.get("data-subcomponent") == sub.id]
        asked = [e.attributes["data-criterion"] for box in boxes for e in box.all() if "data-criterion" in e.attributes]
        in_order = [each.id for each in sub.criteria if each.id in asked]
        assert asked == sorted(in_order, key=ranks)
        folded = [e for box in boxes for e in box.all("details") if "data-for-provider" in e.attributes]
        inside = [e.attributes.get("data-criterion") for each in folded for e in each.all("section")]
        assert inside == [each for each in asked if ranks(each) == Place.PROVIDER]
        assert all("open" not in each.attributes for each in folded)


def test_the_cover_says_how_many_criteria_are_to_review(audits: Mapping[str, Audit], page: Page) -> None:
    waiting = sum(finding.status is Status.AWAITING_REVIEW for finding in audits["complete"].findings)
    shown = len(asking_of(audits["complete"]).criteria)
    assert f": {waiting} to review, of {shown} shown" in page("complete").one("main").text
    assert len([e for e in page("complete").all("section") if e.attributes.get("data-place") == "now"]) == waiting


def test_what_the_sources_logic_sets_aside_is_not_asked(page: Page) -> None:
    assert {"2A-D1", "2B-1", "2F-6"} <= set(data_of(page("without deliverers"))["others"])
    assert not [e for e in page("without deliverers").all("section") if e.attributes.get("id") == "2B"]
    assert {"1H-1", "1H-D1"} <= set(data_of(page("minimal"))["others"])


def test_a_criterion_stands_with_all_that_a_judgment_needs(audits: Mapping[str, Audit], page: Page) -> None:
    audit = audits["tailored"]
    findings = {finding.criterion: finding for finding in audit.findings}
    for criterion in asking_of(audit).criteria:
        reported = page("tailored").one("section", id=criterion.id).text
        assert criterion.title in reported
        assert criterion.text in reported
        assert criterion.place in reported
        assert criterion.because in reported
        assert criterion.remedy in reported or findings[criterion.id].remedy in reported
    unanswered = page("minimal").one("section", id="1G-1").text
    assert "Found: The profile does not address this." in unanswered
    assert (
        "Your answer changes nothing unless you cite a document of the dossier."
        in page("minimal").one("section", id="1G").text
    )


def test_it_says_whether_a_reviewer_is_needed(edition: Edition, page: Page) -> None:
    criteria = {each.id: each for each in edition.criteria}
    skip = "You can skip this. Answer only to disagree or to confirm."
    assert skip not in page("complete").one("section", id="1A-1").text
    assert skip in page("complete").one("section", id="1F-6").text
    for name in ("1A-1", "1F-6"):
        assert criteria[name].because in page("complete").one("section", id=name).text


@EVERY_CASE
def test_the_form_knows_what_waits_for_a_reviewer(audits: Mapping[str, Audit], page: Page, name: str) -> None:
    ranks = places_of(audits[name])
    sections = {each.attributes.get("id"): each for each in page(name).all("section")}
    asked = {finding.criterion for finding in audits[name].findings} & {*sections}
    assert asked
    for criterion in asked:
        section = sections[criterion]
        assert section.attributes["data-place"] == ranks(criterion).word
        assert ("You can skip this" in section.text) is (ranks(criterion) is not Place.NOW)


def test_it_says_how_long_it_takes_and_on_what_assumption(audits: Mapping[str, Audit], page: Page) -> None:
    asking = asking_of(audits["complete"])
    assert asking.minutes == asking.count(Place.NOW) * MINUTES_EACH
    assert (
        f"to review now, {duration(asking.minutes)} at {MINUTES_EACH} minutes each."
        in page("complete").one("header").text
    )
    assert (duration(35), duration(60), duration(165)) == (
        "about 35 minutes",
        "about 60 minutes",
        "about 2 hours 45 minutes",
    )


@EVERY_CASE
def test_what_only_the_provider_can_change_has_its_answers_out_of_the_way(page: Page, name: str) -> None:
    for section in page(name).all("section"):
        if section.attributes.get("data-place") == "provider":
            folded = [form for part in section.all("details") for form in part.all("form")]
            assert len(folded) == len(list(section.all("form"))) == 1


def test_the_citation_of_the_profile_is_one_click_and_never_an_answer(audits: Mapping[str, Audit], page: Page) -> None:
    box = page("complete").one("section", id="1G-1")
    (button,) = (e for e in box.all("button") if "data-own" in e.attributes)
    of = next(each for each in data_of(page("complete"))["criteria"] if each["id"] == "1G-1")
    dossier = list(audits["complete"].profile.content["dossier"])
    first = of["cited"][0]
    words = f"D{dossier.index(first['document']) + 1}, {first['place']}"
    assert button.text == f"Use the profile’s {len(of['cited'])} citations: {words}, and {len(of['cited']) - 1} more"
    alone = page("complete").one("section", id="1C-D1")
    assert "Use the profile’s citation: D" in alone.text
    assert not [e for e in page("minimal").all("button") if "data-own" in e.attributes]


# --- statements, suggestions, and what is missing --------------------------------------------------


def said(edition: Edition, **content: Any) -> Audit:
    """Return the audit of a small profile with one document."""
    page = {"title": "Course page", "kind": "profile_page", "url": "https://example.org/page"}
    return audited(edition, profile_of({"dossier": {"page": page}, **content}), date="2026-01-01")


def test_a_statement_stands_beside_the_criteria_that_it_names_with_its_citation(edition: Edition) -> None:
    citation = {"document": "page", "section": "Outcomes"}
    statement = {"about": ["1A-2", "1D-any"], "text": "It covers one area.", "citation": citation}
    root = parsed(made(said(edition, statements=[statement])).decode("utf-8"))
    for name in ("1A-2", "1D-2", "1D-3"):
        assert "Statement: “It covers one area.” (D1 Outcomes)" in root.one("section", id=name).text
    assert "It covers one area." not in root.one("section", id="1A-1").text
    assert "D1 Course page" in root.one("section", id="1A").text


def test_what_the_facts_suggest_is_hidden_and_what_is_missing_is_shown(edition: Edition) -> None:
    citations = [{"document": "page", "section": "Top"}]
    answer = {"competency_areas": ["School climate"], "citations": citations}
    root = parsed(made(said(edition, developers={"title_and_description": answer})).decode("utf-8"))
    box = root.one("section", id="1A-2")
    (suggestion,) = (e for e in box.all("p") if "data-suggestion" in e.attributes)
    assert suggestion.text.startswith("The facts suggest: met.")
    assert "hidden" in suggestion.attributes
    assert box.text.lower().count("facts suggest") == 1
    assert "Missing: " in root.one("section", id="1G-1").text
    assert not [e for e in root.all("input") if "checked" in e.attributes]


def test_values_of_every_kind_are_shown_in_words(edition: Edition) -> None:
    hours = {"typical_hours": {"at_least": 10, "at_most": 20}, "synchronous_hours": {"about": 5}}
    root = parsed(made(said(edition, deliverers={"estimated_time": hours})).decode("utf-8"))
    reported = root.one("section", id="2F").text
    assert "10 to 20" in reported
    assert "about 5" in reported


def test_what_is_reported_stands_behind_the_desk_and_before_all_that_it_may_report(page: Page) -> None:
    wanted = ["data-desk", "data-message", "data-tools", "data-missing", "data-component"]
    named = {name: e for e in page("complete").one("main").all() for name in e.attributes if name in wanted}
    assert list(named) == wanted
    assert named["data-message"].attributes["role"] == "status"
    assert not named["data-message"].text


def test_the_answer_stands_beside_the_criteria_with_the_documents_that_it_cites(page: Page) -> None:
    beside = page("complete").one("section", id="1A").many("beside")[0]
    answer, asked = beside.elements
    assert "Content area: School climate and student behavior" in answer.text
    links = [link.attributes["href"] for link in answer.all("a")]
    assert "https://circles.example.org/leading-restorative-circles" in links
    assert sorted(e.attributes["id"] for e in asked.elements if "id" in e.attributes) == ["1A-1", "1A-2", "1A-3"]


def offered(root: Element, criterion: str) -> list[str]:
    form = root.one("section", id=criterion).one("form")
    radios = [e for e in form.all("input") if e.attributes["type"] == "radio"]
    assert {radio.attributes["name"] for radio in radios} == {f"answer-{criterion}"}
    return [radio.attributes["value"] for radio in radios]


@EVERY_CASE
def test_an_answer_is_offered_only_where_it_is_possible(audits: Mapping[str, Audit], page: Page, name: str) -> None:
    met_on_facts = {f.criterion for f in audits[name].findings if (f.status, f.basis) == (Status.MET, Basis.FACTS)}
    for criterion in asking_of(audits[name]).criteria:
        possible = {
            **dict.fromkeys(Answer, True),
            Answer.NOT_APPLICABLE: bool(criterion.may_be_not_applicable),
            Answer.CHECKED: criterion.id in met_on_facts,
        }
        assert offered(page(name), criterion.id) == [answer for answer in Answer if possible[answer]]


def test_a_fact_that_the_policy_wants_checked_waits_and_can_be_checked(audits: Mapping[str, Audit]) -> None:
    complete = audits["complete"]
    policy: Policy = policy_for(confirm_facts=True)
    found = audited(complete.edition, complete.profile, date="2026-01-01", policy=policy)
    unconfirmed = {finding.criterion for finding in found.findings if finding.basis is Basis.UNCONFIRMED}
    root = parsed(made(found).decode("utf-8"))
    assert unconfirmed
    for name in unconfirmed:
        assert root.one("section", id=name).attributes["data-place"] == "now"
        assert "checked" in offered(root, name)


@EVERY_CASE
def test_every_control_has_a_label_and_every_description_is_there(page: Page, name: str) -> None:
    root = page(name)
    ids = [e.attributes["id"] for e in root.all() if "id" in e.attributes]
    known = set(ids)
    assert len(ids) == len(known)
    labels = {e.attributes["for"] for e in root.all("label") if "for" in e.attributes}
    in_template = set(root.one("template").all())
    for control in root.all("input", "textarea", "select"):
        assert control in in_template or control.attributes["id"] in labels
    for element in root.all():
        for attribute in ("aria-describedby", "aria-labelledby"):
            assert set(element.attributes.get(attribute, "").split()) <= known
    for element in root.all("a"):
        target = element.attributes["href"]
        assert not target.startswith("#") or target[1:] in known


def test_the_documents_to_cite_are_those_of_the_dossier(audits: Mapping[str, Audit], page: Page) -> None:
    dossier = audits["complete"].profile.content["dossier"]
    options = list(page("complete").one("template").all("option"))
    assert [option.attributes["value"] for option in options] == ["", *dossier]
    assert options[1].text == f"D1 {next(iter(dossier.values()))['title']}"
    assert not [e for e in page("minimal").all("button") if "data-add" in e.attributes]


# --- what the file will say ------------------------------------------------------------------------


@EVERY_CASE
def test_the_pins_of_each_criterion_and_document_are_there(audits: Mapping[str, Audit], page: Page, name: str) -> None:
    audit, data = audits[name], data_of(page(name))
    pins, documents = pins_of(audit.edition, audit.profile, audit.policy), document_pins(audit.profile)
    assert data["documents"] == documents
    for each in data["criteria"]:
        wanted = pins[each["id"]]
        assert each["pins"] == {**wanted.as_data(), "documents": list(wanted.documents)}
        assert {document: documents[document] for document in wanted.documents} == wanted.documents


def test_it_recognizes_what_was_decided_before_criteria_had_a_meaning(edition: Edition, page: Page) -> None:
    former = {each["id"]: each["former"] for each in data_of(page("complete"))["criteria"]}
    assert former["1A-2"] == {"criterion": list(edition.former_pins["1A-2"]), "fields": "b" * 64}
    assert former["1A-1"] is None


def test_it_knows_for_whom_and_about_what_it_was_made(audits: Mapping[str, Audit], page: Page) -> None:
    data, profile = data_of(page("complete")), audits["complete"].profile
    assert data["edition"] == "v1.0"
    assert data["profile"] == {"id": profile.id, "sha256": profile.sha256}
    assert data["reviewer"] == {"id": "rosa", "name": "Rosa Díaz", "affiliation": "Office of Educator Quality"}
    assert "Rosa Díaz, Office of Educator Quality (rosa)" in page("complete").text


def test_a_met_needs_a_citation_where_a_reviewer_decides(page: Page) -> None:
    needs = {each["id"] for each in data_of(page("complete"))["criteria"] if each["cite"]}
    assert {"1A-1", "3B-1"} <= needs
    assert "1F-6" not in needs


def test_the_same_inputs_give_the_same_bytes(audits: Mapping[str, Audit]) -> None:
    assert made(audits["complete"]) == made(audits["complete"])


# --- blind -----------------------------------------------------------------------------------------


def test_it_is_never_made_of_an_audit_that_was_made_with_decisions(audits: Mapping[str, Audit]) -> None:
    with pytest.raises(ValueError, match="shows nobody's decisions"):
        made(audits["decided"])


@EVERY_CASE
def test_it_shows_nothing_of_how_far_reviewers_have_come(html: Callable[[str], str], name: str) -> None:
    assert not re.search(r"reviewers? ha(s|ve) (decided|said|agreed)|nobody has (decided|reviewed)", html(name))


def test_no_answer_is_chosen_beforehand_and_no_field_is_filled(page: Page) -> None:
    for control in page("complete").all("input", "textarea"):
        assert "checked" not in control.attributes
        assert control.attributes.get("value", "") in ("", *Answer)
        assert not control.text


# --- hostile text ----------------------------------------------------------------------------------


def skeleton(root: Element) -> Iterator[tuple[str, ...]]:
    """Yield every element with its attributes; what a profile may choose is left out: where a link leads."""
    for element in root.all():
        if element.tag == "a" and "rel" in element.attributes:
            assert set(element.attributes) == {"href", "rel", "class"}
        elif element.attributes.get("name") == "description":
            yield ("description",)
        else:
            yield element.tag, *(f"{name}={value}" for name, value in element.attributes.items())


def test_hostile_text_changes_no_element_and_no_attribute(page: Page) -> None:
    assert list(skeleton(page("hostile"))) == list(skeleton(page("harmless")))


def test_hostile_text_is_read_as_it_was_written(page: Page, audits: Mapping[str, Audit]) -> None:
    reported, calm = page("hostile").text, page("harmless").text
    shown = {
        place: planted
        for place, planted in twins(audits["hostile"].edition).planted.items()
        if " ".join(planted.harmless.split()) in calm
    }
    assert ("title",) in shown
    assert len(shown) > len(TEXTS)
    for place, planted in shown.items():
        assert " ".join(plain(planted.hostile).split()) in reported, place


def test_a_reviewers_own_words_cannot_leave_the_data(audits: Mapping[str, Audit]) -> None:
    hostile = Reviewer(id="x", name="</script><script>alert(1)</script>\u2028<!--", affiliation="]]>&lt;&\ud800\"'")
    audit = audits["minimal"]
    text = embedded(worksheet_data(asking_of(audit), hostile, pins_of(audit.edition, audit.profile), {}, {}))
    assert not set(text) & set("<>&\u2028")
    assert text.isascii()
    assert json.loads(text)["reviewer"]["name"] == hostile.name
    assert json.loads(text)["reviewer"]["affiliation"] == hostile.affiliation


@EVERY_CASE
def test_every_link_leads_into_the_page_to_a_site_or_to_somebody(page: Page, name: str) -> None:
    for element in page(name).all("a"):
        target = element.attributes["href"]
        assert re.fullmatch(r"#[\w-]+|https?://[^\s\"'<>`\\]+|mailto:[^\s\"'<>`\\]+", target)
        if not target.startswith("#"):
            assert element.attributes["rel"] == "noreferrer"


@EVERY_CASE
def test_it_loads_nothing_and_runs_only_its_own_script(page: Page, name: str) -> None:
    root = page(name)
    own = {"link", "img", "iframe", "object", "embed", "base", "audio", "video", "svg"}
    assert not own & {element.tag for element in root.all()}
    assert not [a for e in root.all() for a in e.attributes if a.startswith("on") or a in ("src", "style", "action")]
    policies = [e.attributes["content"] for e in root.all("meta") if "http-equiv" in e.attributes]
    (script,) = next(e for e in root.all("script") if not e.attributes).holds
    (style,) = root.one("style").holds
    assert script == worksheet_script()
    hashes = [base64.b64encode(sha256(str(each).encode()).digest()).decode() for each in (style, script)]
    (policy,) = policies
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    assert len(list(root.all("script"))) == 2
    assert root.one("script", id="sheet").attributes["type"] == "application/json"


def test_what_a_profile_says_in_one_line_has_one_mark_between_two_parts(edition: Edition, complete: Profile) -> None:
    cited = {"document": "profile_page"}
    said = {"kind": "other", "other_kind": "Review", "description": "Both agreed.", "citation": cited}
    expert = changed(complete, "developers", "developer", "expertise", to=[said])
    shown = " ".join(parsed(made(audited(edition, expert, date="2026-04-01")).decode()).text.split())
    assert re.search(r"Kind: Review; Description: Both agreed\. \( ?D\d+ ?\)", shown)
    assert "Citation:" not in shown
