"""What says nothing is taken out before a rule sees it, and what says something stays."""

from __future__ import annotations

from typing import Any

import pytest

from mcaudit.audit.cleaning import Cleaned, clean, is_placeholder

TITLE = "Formative Feedback"
REPEATS_TITLE = "only repeats the micro-credential's title"

STAND_INS = (
    # put off
    "TBD",
    "T.B.D.",
    "t b d",
    "TBA in the fall",
    "Rubric: TBD",
    "TK",
    "To come",
    "To be determined",
    "To be determined by the provider",
    "To be determined at a later date",
    "To be finalized",
    "To be finalised soon",
    "To be finalized by the board",
    "To be scheduled",
    "To be scheduled by the district",
    "To be identified.",
    "To be selected later",
    "To be posted",
    "To be posted this fall",
    "To be provided in spring 2026",
    "To be written",
    "To be further developed",
    "To be filled in",
    "To be worked out later",
    "Details to follow",
    "More information coming soon",
    "Description is forthcoming",
    "The description will be added later",
    "Details will follow",
    "Will be provided",
    "It will be available soon",
    "We will provide this later",
    "We'll add it soon",
    "We will share the full rubric this summer",
    "Check back later",
    "Coming soon!",
    "Under construction",
    "WIP",
    "Pending",
    "Draft",
    "In development",
    "Under review",
    "Pending board approval",
    "Pending approval by the State Board",
    "Awaiting accreditation",
    "Approval pending",
    "Seeking approval from the state board of education",
    # not there, or not known
    "N/A",
    "n.a.",
    "Not applicable",
    "Not available at this time",
    "Not yet determined",
    "Currently not available",
    "Not sure yet",
    "Unavailable",
    "No information available",
    "No information is available at this time",
    "No description provided",
    "No data",
    "None at this time",
    "None yet",
    "None specified",
    "Nothing yet",
    "I don't know",
    "I don’t know yet",
    "We do not know",
    "We are not sure",
    "IDK",
    "No idea",
    "Unknown",
    "Unknown at this time",
    # what a form or a template says
    "Placeholder",
    "This is a placeholder until the board meets",
    "Description placeholder",
    "Choose an item.",
    "Select one",
    "Click or tap here to enter text.",
    "Click or tap to enter a date.",
    "Click here",
    "Enter text",
    "Insert the description here",
    "Description goes here",
    "Your text here",
    "example text here",
    "Sample text",
    "TODO",
    "TODO: write this",
    "todo add the rubric",
    "FIXME (ask the team)",
    "Replace this text",
    "[name]",
    "<description>",
    "____",
    "...",
    "…",
    "???",
    "-",
    # refers to, or fills, another place
    "See above",
    "Ditto",
    "xxx",
    "blah blah blah",
    "asdfgh",
    "test",
    "word word word",
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit",
    # hidden or disguised
    "T\u200bBD",
    "T\u2060B\u00adD",
    "\ufeffTBD",
    "T\u3164BD",
    "\u115f\u1160",
    "\uffa0",
    "\u200b",
    "ＴＢＤ",
    "［ｎａｍｅ］",
    # in Spanish
    "Por determinar",
    "Por definirse",
    "Pendiente",
    "Pendiente de aprobación",
    "En proceso",
    "Próximamente",
    "No disponible",
    "Sin información",
)

HONEST = (
    "To be determined by the earner",
    "To be determined by each teacher with a coach",
    "To be determined by assessors with the rubric",
    "To be determined proficient, the earner must score 3",
    "To be selected by the earner from two units",
    "To be identified by their students in a survey",
    "To be completed after the lesson",
    "To be completed at the time of the lesson",
    "To be completed soon after the lesson",
    "To be completed within two weeks",
    "To be submitted by May 15",
    "To be scored by two assessors",
    "To be posted in the portal within a week",
    "To be licensed",
    "To be prepared",
    "To be a reflective teacher",
    "We will provide feedback",
    "We will provide feedback later in the week",
    "We will share results with families this spring",
    "They will write the summary",
    "Feedback will be provided within ten days",
    "Coming to class prepared",
    "Zero as a placeholder",
    "Placeholders in algebra",
    "Pending cases are reviewed weekly by the panel",
    "Pending approval, the earner keeps the badge",
    "Awaiting a turn to speak",
    "Seeking feedback from families",
    "Seeking approval from students before sharing their work",
    "Draft and revise a unit plan",
    "Drafting",
    "Under the supervision of a mentor",
    "In review of the literature",
    "None",
    "None required",
    "None of the students is named in the artifact",
    "Nothing is stored after scoring",
    "No",
    "No prior license is needed",
    "No information about students is shared",
    "No data are collected",
    "No details of a child's health may be given",
    "No description of the class is longer than a page",
    "Not more than ten pages",
    "Not available to first-year teachers",
    "Not applicable to teachers of one class",
    "Not yet",
    "Students do not know the word",
    "I don't know yet as a sign of a growth mindset",
    "Unknown words in context",
    "Unsure learners",
    "Test scores of two classes",
    "Testing hypotheses",
    "Sample lesson plan",
    "Sample texts in two languages",
    "Example text for the earner to annotate",
    "Choose an item from the test bank and analyze it",
    "Select one unit and teach it",
    "Enter text evidence in the chart",
    "Description of the class",
    "Information here is read by two assessors",
    "Your journey as a reader",
    "Clicking through a simulation",
    "To do well, plan the unit first",
    "To do: read two articles",
    "Todo el personal docente",
    "Replace this text with a simpler one and compare",
    "See the rubric",
    "Same-language peers",
    "String instruments",
    "Foot traffic in the classroom",
    "Two drafts",
    "3",
    "A",
    "Pendiente de una recta",
    "Por qué determinar la meta",
    "En proceso de lectura, cada estudiante anota",
    "A determined teacher",
    "می\u200cخواهم",
    "교육",
    "<5 years of teaching",
    "The earner fills in [name] and [date] on the form",
)


def cleaned(**fields: Any) -> Cleaned:
    """Return what cleaning leaves of one answer, `goal`, of a profile with a title."""
    return clean({"title": TITLE, "goal": {"answer": fields}}, ("goal",))


def left(**fields: Any) -> Any:
    return cleaned(**fields).content.get("goal", {}).get("answer", {})


def why(**fields: Any) -> dict[str, str]:
    """Return why texts of an answer were dropped, by their pointer within it."""
    return {at.removeprefix("/goal/answer/"): reason for at, reason in cleaned(**fields).placeholders.items()}


# --- stand-ins and honest texts --------------------------------------------------------------------


@pytest.mark.parametrize("text", STAND_INS, ids=ascii)
def test_a_stand_in_is_dropped(text: str) -> None:
    assert left(statement=text) == {}
    assert why(statement=text) == {"statement": "is placeholder text"}


@pytest.mark.parametrize("text", HONEST, ids=ascii)
def test_an_honest_text_stays(text: str) -> None:
    assert left(statement=text) == {"statement": text}
    assert why(statement=text) == {}


@pytest.mark.parametrize("text", ["Pending", "Draft", "In progress", "Under review", "Pendiente", "En proceso"])
def test_what_is_unfinished_may_be_the_name_of_a_level(text: str) -> None:
    assert left(levels=[{"name": text}]) == {"levels": [{"name": text}]}
    assert not is_placeholder(text)


@pytest.mark.parametrize("text", ["To do", "Testing", "Sample text", "Draft"])
def test_a_cited_heading_may_read_like_a_stand_in(text: str) -> None:
    citation = {"document": "guide", "section": text}
    assert left(citation=citation) == {"citation": citation}


def test_a_name_from_elsewhere_is_not_read_as_prose() -> None:
    assert left(given_by="tbd", relation="same") == {"given_by": "tbd", "relation": "same"}


def test_an_organization_keeps_its_name_and_loses_a_stand_in() -> None:
    result = clean({"organizations": {"tba": {"name": "TBA", "expertise": "TBD", "role": "Writes items"}}}, ())
    assert result.content == {"organizations": {"tba": {"name": "TBA", "role": "Writes items"}}}
    assert dict(result.placeholders) == {"/organizations/tba/expertise": "is placeholder text"}


def test_what_is_no_component_keeps_its_text() -> None:
    assert clean({"title": "TBD", "note": "To come"}, ("goal",)).content == {"title": "TBD", "note": "To come"}


# --- empty headings and lists ----------------------------------------------------------------------


@pytest.mark.parametrize("nothing", [None, "", " \n", [], {}, ()], ids=repr)
def test_an_empty_heading_is_dropped_and_named(nothing: object) -> None:
    result = cleaned(statement="Plans feedback", **{"a/b~c": nothing})
    assert result.content["goal"]["answer"] == {"statement": "Plans feedback"}
    assert result.empty == ("/goal/answer/a~1b~0c",)


def test_a_heading_under_which_all_is_empty_is_dropped() -> None:
    assert clean({"title": TITLE, "goal": {"answer": {"statement": None}}}, ("goal",)).content == {"title": TITLE}


@pytest.mark.parametrize("value", [0, False, 2.5], ids=repr)
def test_a_number_and_a_no_are_kept(value: object) -> None:
    assert left(count=value) == {"count": value}


def test_the_line_end_of_a_block_of_text_is_dropped() -> None:
    assert left(statement="Plans feedback\n") == {"statement": "Plans feedback"}


def test_a_list_loses_its_empty_and_stand_in_texts() -> None:
    result = cleaned(methods=["Observe", "", "TBD", "Confer"])
    assert result.content["goal"]["answer"] == {"methods": ["Observe", "Confer"]}
    assert result.empty == ("/goal/answer/methods/1",)
    assert list(result.placeholders) == ["/goal/answer/methods/2"]


def test_a_list_of_stand_ins_is_dropped() -> None:
    assert left(methods=["TBD", "N/A"]) == {}


def test_an_entry_in_which_nothing_remains_is_still_an_entry() -> None:
    assert left(methods=[{"text": "TBD"}, {"text": "Observe"}]) == {"methods": [{}, {"text": "Observe"}]}


# --- citations, claims and conflicts ---------------------------------------------------------------

VOID = {
    "no place": {"document": "guide"},
    "empty place": {"document": "guide", "page": None},
    "stand-in place": {"document": "guide", "section": "TBD"},
    "empty document": {"document": None, "page": 3},
    "blank document": {"document": " ", "section": "Scoring"},
    "only fields": {"document": "guide", "fields": ["statement"]},
}


@pytest.mark.parametrize("citation", VOID.values(), ids=VOID)
def test_a_citation_without_document_or_place_is_void(citation: dict[str, Any]) -> None:
    assert left(statement="Plans feedback", citation=citation) == {"statement": "Plans feedback"}


@pytest.mark.parametrize("citation", VOID.values(), ids=VOID)
def test_a_void_citation_leaves_no_entry_in_a_list(citation: dict[str, Any]) -> None:
    sound = {"document": "guide", "page": 3}
    assert left(citations=[citation, sound]) == {"citations": [sound]}


@pytest.mark.parametrize("place", [{"page": 3}, {"section": "Scoring"}, {"time": "01:20"}], ids=str)
def test_a_citation_with_a_document_and_a_place_is_kept(place: dict[str, Any]) -> None:
    citation = {"document": "guide", **place}
    assert left(citation=citation) == {"citation": citation}


def test_a_claim_whose_reason_is_a_stand_in_is_void() -> None:
    sound = {"criterion": "1A-2", "reason": "The task is done alone"}
    claims = [{"criterion": "1A-1", "reason": "TBD"}, sound]
    assert left(not_applicable=claims) == {"not_applicable": [sound]}


def test_conflicts_are_kept_word_for_word() -> None:
    conflicts = [{"field": "statement", "values": [{"value": "TBD", "note": ""}, {"value": " Two weeks\n"}]}]
    result = cleaned(conflicts=conflicts)
    assert result.content["goal"]["answer"] == {"conflicts": conflicts}
    assert (result.empty, dict(result.placeholders)) == ((), {})


# --- repetitions -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Formative feedback",
        "FORMATIVE  FEEDBACK.",
        "The Formative Feedback",
        "Formative Feedback micro-credential",
        "The Formative Feedback Microcredential",
        "A formative feedback badge",
        "Formative\u200b Feedback",
    ],
    ids=ascii,
)
def test_a_text_that_repeats_the_title_is_dropped(text: str) -> None:
    assert why(statement=text) == {"statement": REPEATS_TITLE}


def test_a_title_with_an_article_of_its_own_is_compared_without_it() -> None:
    result = clean({"title": "The Badge", "goal": {"answer": {"statement": "Badge"}}}, ("goal",))
    assert dict(result.placeholders) == {"/goal/answer/statement": REPEATS_TITLE}


@pytest.mark.parametrize("text", ["Formative feedback for families", "Badge", "Feedback", "The feedback badge"])
def test_a_text_that_only_resembles_the_title_stays(text: str) -> None:
    assert left(statement=text) == {"statement": text}


@pytest.mark.parametrize("key", ["name", "type", "section"])
def test_a_name_a_label_and_a_cited_heading_may_be_the_title(key: str) -> None:
    assert why(**{key: TITLE}) == {}


def test_without_a_title_nothing_repeats_it() -> None:
    content = {"goal": {"answer": {"statement": "The badge"}}}
    assert clean(content, ("goal",)).content == content


SENTENCE = "The earner plans feedback for one class each week."


def test_a_sentence_copied_from_the_field_before_is_dropped() -> None:
    assert why(statement=SENTENCE, evidence=SENTENCE.upper()) == {"evidence": "only repeats `statement`"}


def test_a_short_text_may_stand_in_two_fields() -> None:
    assert why(statement="One class", evidence="One class") == {}


def test_a_text_that_repeats_the_name_beside_it_is_dropped_wherever_the_name_stands() -> None:
    assert why(text="Peer review", name="Peer review") == {"text": "only repeats `name`"}


def test_two_texts_beside_a_name_of_their_own_stay() -> None:
    assert why(name="Peer review", statement=SENTENCE, evidence="A plan") == {}


def test_a_text_copied_out_of_a_list_beside_it_is_dropped() -> None:
    assert why(methods=["Observe two lessons", 3], summary="Observe two lessons") == {
        "summary": "only repeats `methods`"
    }


@pytest.mark.parametrize("before", [["Observe"], 3], ids=repr)
def test_a_word_from_a_list_and_a_number_beside_it_are_no_copies(before: object) -> None:
    assert why(methods=before, summary="Observe") == {}


def test_the_same_sentence_in_another_mapping_stays() -> None:
    assert why(first={"text": SENTENCE}, second={"text": SENTENCE}) == {}
