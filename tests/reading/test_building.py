"""Values of the model are built from checked data by the types of their fields."""

from __future__ import annotations

from mcaudit.model import Answer, Citation, Opinion, Pins, Way
from mcaudit.model.issuer import Issuer
from mcaudit.model.purposes import HoursNeed, Per, SourcedPlace
from mcaudit.model.review import Settlement
from mcaudit.reading.building import built

SOURCE = {"document": "rule", "page": "4", "section": "2.1"}


def test_words_lists_and_yes_become_what_the_fields_are() -> None:
    opinion = built(
        Opinion,
        {
            "criterion": "1A-1",
            "answer": "met",
            "citations": [{"document": "guide", "place": "p. 4"}],
            "date": "2026-11-30",
            "pins": {"fields": "abc", "meaning": 2, "documents": {"guide": "def"}},
            "suggestion_seen": "no",
        },
    )
    assert opinion == Opinion(
        criterion="1A-1",
        answer=Answer.MET,
        rationale="",
        would_satisfy="",
        citations=(Citation(document="guide", place="p. 4"),),
        date="2026-11-30",
        comment="",
        pins=Pins(fields="abc", meaning=2, documents={"guide": "def"}),
        suggestion_seen=False,
    )


def test_what_is_missing_has_its_default_and_what_is_no_field_is_left_out() -> None:
    issuer = built(Issuer, {"format": "mcaudit-issuer/1", "id": "did:web:a.example", "name": "A", "url": "https://a"})
    assert issuer == Issuer(id="did:web:a.example", name="A", url="https://a", key="key-1", self_declared=False)


def test_what_is_given_wins_over_the_data() -> None:
    place = SourcedPlace(document="law", place="§ 3")
    need = built(HoursNeed, {"field": "typical", "amount": 15, "unit": "hours", "source": SOURCE}, source=place)
    assert need == HoursNeed(field="typical", amount=15, unit="hours", source=place, per=Per.MICRO_CREDENTIAL)
    assert built(HoursNeed, {"field": "typical", "amount": 15, "unit": "hours", "source": SOURCE}).source == (
        SourcedPlace(document="rule", place="p. 4, 2.1")
    )


def test_values_within_mappings_are_read_as_well() -> None:
    settlement = built(
        Settlement,
        {
            "criterion": "1A-2",
            "answer": "not_met",
            "by": [{"id": "chair", "name": "Pat", "affiliation": "Board"}],
            "way": "panel",
            "why": "Two areas are named.",
            "date": "2026-11-30",
            "between": {"ann": "met", "bo": "not_met"},
            "pins": {"fields": "abc"},
        },
    )
    assert settlement.between == {"ann": Answer.MET, "bo": Answer.NOT_MET}
    assert (settlement.way, settlement.by[0].name, settlement.pins.documents) == (Way.PANEL, "Pat", {})
