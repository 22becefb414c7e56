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

from mcaudit.audit.pins import document_pins, pins_of
from mcaudit.model import Answer, Audit, Basis, Reviewer, Status
from mcaudit.render.plain import plain
from mcaudit.render.worksheet.html import worksheet_html
from mcaudit.render.worksheet.page import criteria_in_play, sheet_of
from tests.conftest import ROOT
from tests.render.elements import Element, parsed
from tests.render.hostile import TEXTS, twins

TEMPLATES = ROOT / "mcaudit" / "render" / "worksheet" / "templates"
CASES = ("complete", "minimal", "tennessee", "tailored", "without deliverers", "hostile")
EVERY_CASE = pytest.mark.parametrize("name", CASES)
ROSA = Reviewer(id="rosa", name="Rosa Díaz", affiliation="Office of Educator Quality")
Page = Callable[[str], Element]


def made(audit: Audit, reviewer: Reviewer = ROSA) -> bytes:
    pins = pins_of(audit.edition, audit.profile)
    return worksheet_html(audit, reviewer, pins, document_pins(audit.profile))


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


# --- what is to be judged --------------------------------------------------------------------------


@EVERY_CASE
def test_every_criterion_in_play_is_asked_once_and_in_the_order_of_the_source(
    audits: Mapping[str, Audit], page: Page, name: str
) -> None:
    aside = {f.criterion for f in audits[name].findings if f.basis in (Basis.SKIP, Basis.OPTIONAL)}
    wanted = [criterion.id for criterion in audits[name].edition.criteria if criterion.id not in aside]
    asked = [e.attributes["data-criterion"] for e in page(name).all() if "data-criterion" in e.attributes]
    assert asked == wanted == [criterion.id for criterion in criteria_in_play(audits[name])]
    assert [each["id"] for each in data_of(page(name))["criteria"]] == wanted
    assert set(data_of(page(name))["others"]) == aside


def test_what_the_sources_logic_sets_aside_is_not_asked(page: Page) -> None:
    assert {"2A-D1", "2B-1", "2F-6"} <= set(data_of(page("without deliverers"))["others"])
    assert not [e for e in page("without deliverers").all("section") if e.attributes.get("id") == "2B"]
    assert {"1H-1", "1H-D1"} <= set(data_of(page("minimal"))["others"])


def test_a_criterion_stands_with_all_that_a_judgement_needs(audits: Mapping[str, Audit], page: Page) -> None:
    audit = audits["tailored"]
    findings = {finding.criterion: finding for finding in audit.findings}
    for criterion in criteria_in_play(audit):
        told = page("tailored").one("section", id=criterion.id).text
        assert criterion.text in told
        assert criterion.place in told
        assert criterion.because in told or (criterion.state and criterion.state.because in told)
        assert criterion.remedy in told or findings[criterion.id].remedy in told
    assert "the profile does not answer 1G" in findings["1G-1"].message
    unanswered = page("tailored").one("section", id="1G-1").text
    assert "Found: The profile does not answer 1G." in unanswered
    assert "No decision makes this met" in unanswered


def test_it_says_who_decides(page: Page) -> None:
    root = page("complete")
    assert "A reviewer decides this. Whether a named area is specific" in root.one("section", id="1A-1").text
    facts = root.one("section", id="1B-2").text
    assert "Facts decide this; judge it only if you see otherwise, or to confirm." in facts
    state = root.one("section", id="3B-1").text
    assert "A reviewer decides this. Which training is recognized" in state


@EVERY_CASE
def test_the_form_knows_of_each_criterion_whether_it_waits_for_a_reviewer(
    audits: Mapping[str, Audit], page: Page, name: str
) -> None:
    waiting = {finding.criterion for finding in audits[name].findings if finding.status is Status.AWAITING_REVIEW}
    for criterion in criteria_in_play(audits[name]):
        section = page(name).one("section", id=criterion.id)
        by_reviewer = "A reviewer decides this." in section.text
        assert section.attributes["data-decides"] == ("reviewer" if by_reviewer else "facts")
        assert by_reviewer or criterion.id not in waiting


def test_what_is_told_stands_behind_the_desk_and_before_all_that_it_may_tell_of(page: Page) -> None:
    wanted = ["data-desk", "data-told", "data-tools", "data-missing", "data-component"]
    named = {name: e for e in page("complete").one("main").all() for name in e.attributes if name in wanted}
    assert list(named) == wanted
    assert named["data-told"].attributes["role"] == "status"
    assert not named["data-told"].text


def test_the_answer_stands_beside_the_criteria_with_the_documents_that_it_cites(page: Page) -> None:
    beside = page("complete").one("section", id="1A").many("beside")[0]
    answer, asked = beside.elements
    assert "Content area: School climate and student behavior" in answer.text
    links = [link.attributes["href"] for link in answer.all("a")]
    assert "https://circles.example.org/leading-restorative-circles" in links
    assert [e.attributes["id"] for e in asked.elements] == ["1A-1", "1A-2", "1A-3"]


@EVERY_CASE
def test_an_answer_is_one_of_five_and_that_it_does_not_apply_only_where_the_edition_allows_it(
    audits: Mapping[str, Audit], page: Page, name: str
) -> None:
    for criterion in criteria_in_play(audits[name]):
        form = page(name).one("section", id=criterion.id).one("form")
        radios = [e for e in form.all("input") if e.attributes["type"] == "radio"]
        offered = [radio.attributes["value"] for radio in radios]
        skipped = [] if criterion.may_be_not_applicable else [Answer.NOT_APPLICABLE]
        assert offered == [answer for answer in Answer if answer not in skipped]
        assert {radio.attributes["name"] for radio in radios} == {f"answer-{criterion.id}"}


@EVERY_CASE
def test_every_control_has_a_label_and_every_description_is_there(page: Page, name: str) -> None:
    root = page(name)
    ids = [e.attributes["id"] for e in root.all() if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    labels = {e.attributes["for"] for e in root.all("label") if "for" in e.attributes}
    in_template = set(root.one("template").all())
    for control in root.all("input", "textarea", "select"):
        assert control in in_template or control.attributes["id"] in labels
    for element in root.all():
        for attribute in ("aria-describedby", "aria-labelledby"):
            assert set(element.attributes.get(attribute, "").split()) <= set(ids)
    for element in root.all("a"):
        target = element.attributes["href"]
        assert not target.startswith("#") or target[1:] in ids


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
    pins, documents = pins_of(audit.edition, audit.profile), document_pins(audit.profile)
    assert data["documents"] == documents
    for each in data["criteria"]:
        wanted = pins[each["id"]]
        assert each["pins"] == {
            "criterion": wanted.criterion,
            "fields": wanted.fields,
            "documents": list(wanted.documents),
        }
        assert {document: documents[document] for document in wanted.documents} == wanted.documents


def test_it_knows_for_whom_and_about_what_it_was_made(audits: Mapping[str, Audit], page: Page) -> None:
    data, profile = data_of(page("complete")), audits["complete"].profile
    assert data["edition"] == "v1.0"
    assert data["profile"] == {"id": profile.id, "sha256": profile.sha256}
    assert data["reviewer"] == {"id": "rosa", "name": "Rosa Díaz", "affiliation": "Office of Educator Quality"}
    assert "Rosa Díaz, Office of Educator Quality (rosa)" in page("complete").text


def test_a_met_needs_a_citation_where_a_reviewer_decides(page: Page) -> None:
    needs = {each["id"] for each in data_of(page("complete"))["criteria"] if each["cite"]}
    assert {"1A-1", "3B-1"} <= needs
    assert "1B-2" not in needs


def test_the_same_inputs_give_the_same_bytes(audits: Mapping[str, Audit]) -> None:
    assert made(audits["complete"]) == made(audits["complete"])


# --- blind -----------------------------------------------------------------------------------------


def test_it_is_never_made_of_an_audit_that_was_made_with_decisions(audits: Mapping[str, Audit]) -> None:
    with pytest.raises(ValueError, match="shows nobody's decisions"):
        made(audits["decided"])


@EVERY_CASE
def test_it_tells_nothing_of_how_far_reviewers_have_come(html: Callable[[str], str], name: str) -> None:
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
    told, calm = page("hostile").text, page("harmless").text
    shown = {
        place: planted
        for place, planted in twins(audits["hostile"].edition).planted.items()
        if " ".join(planted.harmless.split()) in calm
    }
    assert ("title",) in shown
    assert len(shown) > len(TEXTS)
    for place, planted in shown.items():
        assert " ".join(plain(planted.hostile).split()) in told, place


def test_a_reviewers_own_words_cannot_leave_the_data(audits: Mapping[str, Audit]) -> None:
    hostile = Reviewer(id="x", name="</script><script>alert(1)</script>\u2028<!--", affiliation="]]>&lt;&\ud800\"'")
    audit = audits["minimal"]
    text = sheet_of(audit, hostile, pins_of(audit.edition, audit.profile), {}).data
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
    assert script == (TEMPLATES / "worksheet.js").read_text(encoding="utf-8")
    hashes = [base64.b64encode(sha256(str(each).encode()).digest()).decode() for each in (style, script)]
    (policy,) = policies
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    assert len(list(root.all("script"))) == 2
    assert root.one("script", id="sheet").attributes["type"] == "application/json"
