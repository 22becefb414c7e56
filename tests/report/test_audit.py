"""The document of an audit: the answer first, every finding once, and nothing that only a program should read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from mcaudit.audit.engine import audit as audited
from mcaudit.blocks import (
    Block,
    Bullets,
    Document,
    Fields,
    Group,
    Link,
    Paragraph,
    Section,
    Shape,
    Table,
    all_blocks,
    pieces,
    words_of,
)
from mcaudit.blocks import anchors as places
from mcaudit.looks import Look, View
from mcaudit.media.page import page_of
from mcaudit.media.registry import writer_of
from mcaudit.model import Actor, Audit, Edition, Gate, Profile, Status, WaiverUse
from mcaudit.model.agency import Agency, Contact, Logo
from mcaudit.report.audit.background import _USES
from mcaudit.report.audit.document import audit_report, audit_summary
from mcaudit.report.audit.paper import Appendix, Paper
from mcaudit.terms.sentences import clause, ended
from mcaudit.terms.verdicts import verdict_sentence
from tests.audits import CASES, DATE
from tests.conftest import changed, profile_of
from tests.elements import parsed

EVERY_CASE = pytest.mark.parametrize("name", CASES)
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def documents(audits: Mapping[str, Audit]) -> Mapping[str, Document]:
    return {name: audit_report(Paper(audit=each)) for name, each in audits.items()}


def texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield words_of(block.text)
        case Bullets():
            yield from map(words_of, block.items)
        case Fields():
            yield from (f"{label}: {words_of(text)}" for label, text in block.rows)
        case Group():
            yield words_of(block.title)
        case Table():
            yield block.caption
        case _:
            return


def linked(paragraph: Paragraph) -> list[Link]:
    return [piece for piece in pieces(paragraph.text) if isinstance(piece, Link)]


def said(document: Document) -> list[str]:
    return [text for block in all_blocks(document) for text in texts(block)]


def groups(document: Document, shape: Shape) -> list[Group]:
    return [each for each in all_blocks(document) if isinstance(each, Group) and each.shape is shape]


@EVERY_CASE
def test_the_verdict_stands_first_with_what_it_rests_on(
    documents: Mapping[str, Document], audits: Mapping[str, Audit], name: str
) -> None:
    audit = audits[name]
    box = next(b for b in documents[name].opening if isinstance(b, Group) and b.look is not Look.WAIVED)
    assert box.title == verdict_sentence(audit, Gate.ENDORSEMENT)
    shown = " ".join(text for block in box.blocks for text in texts(block))
    if audit.unconfirmed:
        assert "met on claims that nobody has checked" in f"{box.title} {shown}"
    assert "public pages" in shown or "Submitted by" in shown
    assert box.look is Look.MET or "Ready" not in str(box.title)


@EVERY_CASE
def test_at_most_three_reasons_are_given_and_the_date_is_in_words(documents: Mapping[str, Document], name: str) -> None:
    reasons = next(b for b in documents[name].opening if isinstance(b, Bullets) and b.is_numbered)
    assert 1 <= len(reasons.items) <= 3
    assert any("Audited January 1, 2026 for" in text for b in documents[name].opening for text in texts(b))


@EVERY_CASE
def test_every_criterion_has_one_place_with_its_status(
    documents: Mapping[str, Document], audits: Mapping[str, Audit], name: str
) -> None:
    items = {each.anchor: each for each in groups(documents[name], Shape.ITEM)}
    for finding in audits[name].findings:
        item = items.get(finding.criterion)
        if item is None:  # an alternative that is listed with its group
            group = next(r.id for r in audits[name].requirements if finding.criterion in r.members)
            assert group in items
        elif item.look is not Look.WAIVED:
            assert item.look is Look(finding.status)


@EVERY_CASE
def test_only_what_waits_for_the_provider_is_to_do(
    documents: Mapping[str, Document], audits: Mapping[str, Audit], name: str
) -> None:
    waiting = {
        member: requirement
        for requirement in audits[name].requirements
        if requirement.gates and requirement.actor is Actor.PROVIDER
        for member in (*requirement.members, requirement.id)
    }
    marked = {each.anchor for each in groups(documents[name], Shape.ITEM) if each.is_to_do}
    assert marked <= set(waiting)
    assert {r.id for r in waiting.values()} <= marked


@EVERY_CASE
def test_what_is_not_answered_is_one_line_on_paper(documents: Mapping[str, Document], name: str) -> None:
    document = documents[name]
    folded = groups(document, Shape.FOLDED)
    on_paper = places(document, folded=False)
    assert all(each.anchor in on_paper for each in folded)
    hidden = {b.anchor for each in folded for b in each.blocks if isinstance(b, Group)}
    assert hidden and not hidden & on_paper if folded else True


@EVERY_CASE
def test_punctuation_is_not_doubled_and_no_code_is_shown(documents: Mapping[str, Document], name: str) -> None:
    if name == "hostile":
        return
    for text in (each for each in said(documents[name]) if not each.startswith("[")):
        assert not re.search(r"(?<![\s.,][A-Z])\.[;,]|;;|,,|\.\.(?!\.)|: \.|\.: ", text.replace("…", "")), text
        assert "awaiting_review" not in text
        assert "not_met" not in text


@EVERY_CASE
def test_the_works_are_always_listed_and_each_subcomponent_leads_to_its_own(
    documents: Mapping[str, Document], audits: Mapping[str, Audit], name: str
) -> None:
    document = documents[name]
    works = {f"work-{number}" for number in range(1, len(audits[name].edition.works) + 1)}
    assert works <= places(document)
    table = next(b for b in all_blocks(document) if isinstance(b, Table) and b.caption.startswith("The works"))
    assert len(table.rows) == len(audits[name].edition.subcomponents)


@EVERY_CASE
def test_every_finding_leads_to_the_works_that_the_source_cites_for_it(
    documents: Mapping[str, Document], audits: Mapping[str, Audit], name: str
) -> None:
    document = documents[name]
    subcomponents = {each.id: each.subcomponent for each in audits[name].requirements}
    subcomponents |= {member: each.subcomponent for each in audits[name].requirements for member in each.members}
    items = [each for each in groups(document, Shape.ITEM) if each.anchor and not each.anchor.endswith("any")]
    for item in items:
        links = [piece.address for block in item.blocks if isinstance(block, Paragraph) for piece in linked(block)]
        assert f"#sources-{subcomponents[item.anchor]}" in links
    assert {f"sources-{each}" for each in subcomponents.values()} <= places(document)


def test_a_link_to_a_place_that_a_document_does_not_have_is_plain_text() -> None:
    section = Section(title="One", anchor="one", blocks=(Paragraph(text=(Link("here", "#one"), Link("gone", "#two"))),))
    document = Document(
        kind="Report", title="T", about="A", date=DATE, tool="mcaudit", opening=(), sections=(section,), items=""
    )
    links = parsed(page_of(document, style="", printed=True)).all("a")
    assert [each.attributes["href"] for each in links] == ["#one"]


def test_interpretations_and_hashes_stand_only_in_the_whole_appendix(audits: Mapping[str, Audit]) -> None:
    audit = audits["complete"]
    usual, whole = (audit_report(Paper(audit=audit, appendix=each)) for each in Appendix)
    assert {"readings", "repeat"} & {each.anchor for each in usual.sections} == set()
    assert {"readings", "repeat"} <= {each.anchor for each in whole.sections}
    assert audit.profile.sha256 not in " ".join(said(usual))
    assert audit.profile.sha256 in " ".join(said(whole))
    assert any(text.startswith("As printed") for text in said(whole))


def test_the_agency_stands_on_top_with_its_logo_and_contact(audits: Mapping[str, Audit]) -> None:
    agency = Agency(
        name="Example Board",
        logo=Logo(path="logo.png", media_type="image/png", content=PNG),
        contact=Contact(email="help@example.org"),
    )
    document = audit_summary(Paper(audit=audits["minimal"], agency=agency))
    page = parsed(page_of(document, style="", printed=True))
    assert page.one("img").attributes["alt"] == "Logo of Example Board"
    assert "Example Board · help@example.org" in page.one("header").text


def test_the_signature_follows_the_summary_and_stands_only_on_paper(audits: Mapping[str, Audit]) -> None:
    document = audit_report(Paper(audit=audits["complete"]))
    section = next(each for each in document.sections if each.anchor == "summary")
    assert isinstance(section.blocks[-1], Fields)
    assert section.blocks[-1].to_sign
    assert "Signature" in parsed(page_of(document, style="", printed=True)).text
    assert "Signature" not in parsed(page_of(document, style="", printed=False)).text


def test_every_waiver_is_reported_with_what_became_of_it(
    documents: Mapping[str, Document], audits: Mapping[str, Audit]
) -> None:
    assert set(_USES) == set(WaiverUse)
    shown = " ".join(said(documents["tailored"]))
    for result in audits["tailored"].waivers:
        assert result.waiver.reason in shown


def test_what_people_said_is_shown_where_it_bears(documents: Mapping[str, Document]) -> None:
    spoken = " ".join(said(documents["spoken"]))
    for words in (
        "Earners submit two videos.",
        "The page gives two prices.",
        "10 to 20",
        "about 15",
        "free for members",
    ):
        assert words in spoken
    assert "Sources disagree about" in spoken
    assert "Why 1F-6 is so" in " ".join(said(documents["decided"]))


def test_a_rubric_is_a_table_with_its_levels_side_by_side(documents: Mapping[str, Document]) -> None:
    rubrics = [b for b in all_blocks(documents["complete"]) if isinstance(b, Table) and "ubric" in b.caption]
    assert any(len(each.columns) >= 3 for each in rubrics)


def test_a_name_in_a_run_keeps_the_period_of_its_initial(edition: Edition, complete: Profile) -> None:
    work = {"title": "Circles", "authors": "Specimen, T., & Fictional, O.", "year": 2021}
    profile = changed(complete, "developers", "competency_area", "references", to=[work])
    shown = said(audit_report(Paper(audit=audited(edition, profile, date=DATE))))
    assert any("Authors: Specimen, T., & Fictional, O.; Year: 2021" in text for text in shown)


@pytest.mark.parametrize(
    ("text", "shortened"),
    [
        ("It ends.", "It ends"),
        ("Fictional, O.", "Fictional, O."),
        ("Note; ", "Note"),
        (".", "."),
        ("Vitamin D", "Vitamin D"),
    ],
)
def test_a_clause_loses_the_period_at_its_end_but_not_that_of_an_initial(text: str, shortened: str) -> None:
    assert clause(text) == shortened
    assert ended(text) == f"{shortened.rstrip('.')}."


# --- as a page -----------------------------------------------------------------------------------


@pytest.mark.parametrize("printed", [False, True])
def test_hostile_text_changes_no_element_and_no_attribute(documents: Mapping[str, Document], printed: bool) -> None:
    hostile, harmless = (
        parsed(page_of(documents[name], style="", printed=printed)) for name in ("hostile", "harmless")
    )
    tags = [{element.tag for element in root.all()} for root in (hostile, harmless)]
    assert tags[0] == tags[1]
    assert "script" not in tags[0] or not printed
    names = [{key for element in root.all() for key in element.attributes} for root in (hostile, harmless)]
    assert names[0] == names[1]


@EVERY_CASE
def test_every_link_leads_into_the_page_to_a_site_or_to_somebody(documents: Mapping[str, Document], name: str) -> None:
    page = parsed(page_of(documents[name], style="", printed=True))
    ids = {element.attributes["id"] for element in page.all() if "id" in element.attributes}
    for link in page.all("a"):
        target = str(link.attributes["href"])
        assert target.removeprefix("#") in ids if target.startswith("#") else target.isprintable()
        assert target.startswith(("#", "http://", "https://", "mailto:")), target


def test_a_page_has_one_bar_to_find_items_and_works_without_it(documents: Mapping[str, Document]) -> None:
    page = parsed(page_of(documents["tailored"], style="", printed=False))
    assert "hidden" in page.one("form").attributes
    assert {"met", "not-stated", "waived"} <= {str(o.attributes["value"]) for o in page.all("option")}
    assert len(list(page.all("details"))) == len(groups(documents["tailored"], Shape.FOLDED))


def test_a_page_about_nothing_says_that_there_is_nothing(edition: Edition) -> None:
    document = audit_report(Paper(audit=audited(edition, profile_of({}), date=DATE)))
    shown = " ".join(said(document))
    assert "The profile lists no document." in shown
    assert re.search(r"In (all 24|[0-9]+ of the 24) parts, no requirement is addressed", shown)


def test_the_same_audit_gives_the_same_text(documents: Mapping[str, Document], audits: Mapping[str, Audit]) -> None:
    again = audit_report(Paper(audit=audits["decided"]))
    assert writer_of("markdown").write(again, View()) == writer_of("markdown").write(documents["decided"], View())


def test_the_cases_have_every_status(audits: Mapping[str, Audit]) -> None:
    assert {finding.status for each in audits.values() for finding in each.findings} == set(Status)
