"""Every word that marks a stand-in does so in its phrase, and no word does where it means something else."""

from __future__ import annotations

from typing import Any

import pytest

from mcaudit.audit.cleaning import clean, is_placeholder


def each(template: str, words: str) -> tuple[str, ...]:
    """Return `template` with each of some words, or phrases parted by `|`, in the place of its braces."""
    return tuple(template.format(word) for word in (words.split("|") if "|" in words else words.split()))


THINGS = "text title name description rubric detail details information content answer response summary link list"
MONTHS = "January February March April May June July August September October November December"
OFFICES = "state board boards department commission council agency"

STAND_INS = {
    # put off
    "a time that is later": each("Details will follow {}", "later soon shortly"),
    "a time with a preposition": each("Details will follow {} the fall", "at by in before after for"),
    "a later time": ("Details will follow at a later date", "Details will follow soon afterwards"),
    "a time of this year or the next": each("Details will follow by {} winter", "the this next"),
    "a part of a season": each("Details will follow in {}", "early fall|mid-fall|late fall"),
    "a season": each("Details will follow in {}", "spring summer fall autumn winter"),
    "a month": each("Details will follow in {}", MONTHS),
    "a year": each("Details will follow for {}", "the year|the school year|2030|1999"),
    "the next of a kind": each("Details will follow next {}", "spring summer fall autumn winter year month"),
    "initials": ("TBN", "T-B-N", "TBN by the department at its next meeting"),
    "a bare promise": ("To follow", "Forthcoming", "Work in progress", "Come back later"),
    "what the provider has yet to do": each(
        "To be {} by the provider", "determined decided announced confirmed developed"
    ),
    "when the provider will do it": each(
        "To be determined {} the board has met", "by later soon at in when once after with before shortly as"
    ),
    "a sentence that breaks off": ("To be determined when", "A placeholder for"),
    "what a district has yet to do": each(
        "To be {} by the district", "finalized finalised scheduled identified selected posted"
    ),
    "what is to be done by some time": each(
        "To be {} by the fall", "provided completed added written defined named chosen published"
    ),
    "what is to be done": each("To be {}", "set made done given shown known found written chosen drawn"),
    "how it is to be done": each("To be {} reviewed", "fully further"),
    "a verb of two words": each("To be worked {}", "in out up on"),
    "what is to be done at some time": each("To be worked out {}", "later soon shortly"),
    "which thing is to come": each("{} rubric to follow", "The More Further This Full"),
    "a thing that is to come": each("{} to follow", THINGS),
    "how a thing is to come": each("The rubric {}", "to come|to follow|is pending|are forthcoming|coming soon|pending"),
    "which thing will follow": each("{} will follow", "This|It|The list|More details|Further details|The full text"),
    "a thing that shall follow": ("Details shall follow",),
    "what will be done": each(
        "The description will be {}",
        "added provided determined announced published decided finalized finalised shared posted available updated",
    ),
    "who will do it": each("{} will add it", "We I"),
    "an intention": each("We {} add it", "will|shall|'ll|plan to|intend to"),
    "what somebody will do": each(
        "We will {} it",
        "add|provide|determine|announce|publish|decide|finalize|finalise|share|post|update|complete|supply"
        "|fill in|write",
    ),
    "what something will be done to": each("We will add {}", "this it that these them"),
    "which thing will be added": each(
        "We will add {} later", "the list|a list|an answer|more details|further details|the full text|details"
    ),
    "who is asked": each("Seeking approval from the {}", f"{OFFICES} accreditor"),
    "what is asked for": each("{}", "Seeking approval|Seeking accreditation|Applied for approval"),
    "who is to decide": ("Seeking approval: board to vote",),
    "what is waited for": each(
        "Awaiting {}", "approval accreditation authorization authorisation confirmation decision"
    ),
    "whose answer is waited for": each("Pending approval by the {}", f"{OFFICES} district committee"),
    "from where it is waited for": each("Pending approval {} the state", "by from of"),
    "what is pending": each("{} pending", "Approval Accreditation Confirmation Decision"),
    # not there, or not known
    "now": each(
        "Not available {}",
        "yet|now|for now|right now|as of now|currently|so far|at present|at this time|at the time|at this moment"
        "|at this point",
    ),
    "what is not so": each(
        "Not {}",
        "available determined decided known developed provided applicable specified stated written set sure",
    ),
    "not now": each("Not {} available", "yet currently"),
    "a thing that is not there": each(
        "No {}", "data comment text description detail details information content answer response"
    ),
    "more of it that is not there": each("No {} information", "further more other"),
    "a thing that was not there": each("No answer {} given", "is are was were"),
    "what did not come": each("No answer {}", "available provided given known found entered supplied"),
    "nothing": each("None {}", "available provided specified given known stated entered"),
    "somebody who does not know": each("{} know", "Don't|Dont|I don't|We do not|I dont yet"),
    "somebody who is not sure": each("{} not sure", "I'm|Im|I am|We're|Were|We are"),
    "a word for it": ("Dunno", "Unsure", "Unsure at this time"),
    # what a form or a template says
    "a placeholder": ("A placeholder", "Placeholder for the rubric", "Placeholder until the board meets"),
    "a placeholder of something": each("Placeholder {}", THINGS),
    "a text that is none": each("{} text", "Sample Dummy Filler Example"),
    "where to put something": each("{} your plan here", "Insert Enter Add Type Write Put"),
    "what to type": each("{} text", "Insert Enter Type"),
    "whose text to enter": each("Enter {} description", "your some any a an"),
    "what stands here": each("{} unit description goes here", "The Your A An My"),
    "what comes here": each("Details {} here", "goes go comes come belongs belong"),
    "where to click": ("Click on the link here", "Click the box to enter text"),
    "how to click": each("{} to add text", "Click|Tap|Click or tap|Tap or click|Tap here"),
    "why to click": each("Click to {} text", "enter add choose select insert edit"),
    "what to click for": each("Tap to add {}", "a date|an item|the note|your notes|subtitle|text"),
    "what to choose from": each("Pick {}", "one|an item|an option|an answer|a value|a date|a building block"),
    "how to choose": each("{} one", "Choose Select Pick"),
    "a mark": ("To-do", "To do", "Todo", "Fix-me", "Fix me", "FIXME", "Fixme add two rubrics"),
    "what is left to do": each("Todo {} the rubric", "describe finish check confirm ask"),
    "no more than what is left to do": ("Todo check",),
    "a mark before a text": each("{} two essays", "TODO:|FIXME (soon)|XXX:"),
    "what to do with it": each("{} this", "Replace Edit Change Delete"),
    "what to do with this text": ("Edit me", "Change this text"),
    "a slot": ("{name}", "[name].", "<name>"),
    # refers to, or fills, another place
    "the same as another": each("{} above", "See|Same as|As"),
    "another place": each("Same as {}", "above below title before"),
    "the same": ("Idem", "Same"),
    "what fills a place": ("blah", "blah blah", "asdf", "qwerty", "qwertyuiop", "foo", "bar", "foobar", "string"),
    "a test": ("test text", "test test", "testtest"),
    # a word in a short text
    "initials in a short text": each("Two essays and a plan ({})", "TBD TBA TBC"),
    # disguised
    "a word with an unseen character in it": ("Place\u200bholder", "D\u2060itto"),
    # in Spanish
    "por": each(
        "Por {}", "determinar definir decidir confirmar anunciar completar establecer establecerse venir"
    ),
    "a": ("A definir",),
    "pendiente": each("Pendiente de {}", "determinar definir confirmar aprobación confirmación revisión"),
    "pendiente, sin de": ("Pendiente revisión",),
    "no": each("No {}", "disponible|determinado|definido|aplica|se sabe|sé|lo sé"),
    "sin": each("Sin {}", "información descripción datos definir determinar"),
    "una palabra": ("Desconocido", "Desconocida", "En construcción"),
}  # fmt: skip

HONEST = {
    "what the earner determines": each(
        "To be determined by the {}",
        "earner participant candidate teacher educator leader facilitator mentor coach student pupil principal"
        " assessor reviewer scorer",
    ),
    "what any earner determines": each("To be determined by {} earner", "the each every a an their"),
    "what earners determine": ("To be determined by students",),
    "what somebody wants to be": each(
        "To be {}",
        "certified licensed prepared qualified recognized recognised engaged informed involved respected trained",
    ),
    "a time within the work": ("To be completed shortly before the lesson",),
    "a longer word that begins like a time": (
        "Details will follow in a lateral-thinking task",
        "Details will follow in Mayfield",
        "Details will follow this springboard",
    ),
    "a longer word that begins like a preposition": ("To be confirmed asynchronously", "To be posted bylaw by bylaw"),
    "a longer word that holds an office": (
        "Seeking approval of the dashboard",
        "Seeking approval of their statements",
    ),
    "a longer word that begins like another": ("Placeholder formatting", "Todo checklists for two classes"),
    "a longer word that holds initials": ("Runs a TBARS assay", "Fills in form XTBC"),
    "a longer text that holds initials": ("Two essays and a unit plan (TBD)",),
}


@pytest.mark.parametrize("texts", STAND_INS.values(), ids=STAND_INS)
def test_each_phrase_of_a_kind_is_a_stand_in(texts: tuple[str, ...]) -> None:
    assert [text for text in texts if not is_placeholder(text)] == []


@pytest.mark.parametrize("texts", HONEST.values(), ids=HONEST)
def test_each_honest_text_like_a_phrase_is_none(texts: tuple[str, ...]) -> None:
    assert [text for text in texts if is_placeholder(text)] == []


def kept(**fields: Any) -> Any:
    """Return what cleaning leaves of one answer."""
    return clean({"title": "Made Up", "goal": {"answer": fields}}, ("goal",)).content.get("goal", {}).get("answer", {})


@pytest.mark.parametrize(
    "text",
    [
        *each("Under {}", "development progress preparation review"),
        *each("In {}", "development progress preparation review"),
        *("Pending review", "Awaiting review", "Borrador"),
        *each("En {}", "proceso desarrollo preparación revisión"),
    ],
)
def test_what_is_unfinished_says_nothing_as_a_statement(text: str) -> None:
    assert kept(statement=text) == {}
    assert not is_placeholder(text)


SENTENCE = "The earner plans feedback for one class"


@pytest.mark.parametrize(("words", "copied"), [(SENTENCE, False), (f"{SENTENCE} weekly", True)], ids=["seven", "eight"])
def test_a_text_of_eight_words_that_stands_twice_was_copied(words: str, copied: bool) -> None:
    left = {"statement": words} if copied else {"statement": words, "evidence": words}
    assert kept(statement=words, evidence=words) == left


@pytest.mark.parametrize("text", ["To-do", "Todo", "Test", "Example text", "Work in progress", "Pending"])
def test_a_heading_that_is_cited_may_be_unfinished_or_a_stand_in(text: str) -> None:
    assert kept(document="guide", section=text) == {"document": "guide", "section": text}


# --- fields in which a text means something else -----------------------------------------------------


@pytest.mark.parametrize(
    "field", ["document", "given_by", "kept_by", "organization", "organizations", "recognizer", "relation"]
)
def test_the_name_of_another_entry_is_no_prose(field: str) -> None:
    answer = {"text": "Two plans", "document": "guide", "page": 3, field: "tbd"}
    assert kept(**answer) == answer


@pytest.mark.parametrize(
    "field",
    [
        *("authors", "competency_areas", "content_area", "domain", "opportunity", "other_activity", "other_form"),
        *("other_kind", "type", "title", "name", "section"),
    ],
)
def test_a_label_may_be_the_same_as_the_title(field: str) -> None:
    assert kept(**{field: "Made Up"}) == {field: "Made Up"}
    assert kept(statement="Made Up") == {}


@pytest.mark.parametrize("field", ["title", "name", "other", "target_framework"])
def test_a_text_must_not_merely_repeat_the_name_after_it(field: str) -> None:
    answer = {"text": "Peer review", field: "Peer review"}
    cleaned = clean({"title": "Made Up", "goal": {"answer": answer}}, ("goal",))
    assert cleaned.content["goal"]["answer"] == {field: "Peer review"}
    assert dict(cleaned.placeholders) == {"/goal/answer/text": f"only repeats `{field}`"}
