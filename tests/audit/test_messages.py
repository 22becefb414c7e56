"""What a finding says besides its status: message, remedy, place, sources, and what stands beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mcaudit.audit.engine import audit
from mcaudit.audit.examples import contradictions
from mcaudit.audit.repeats import repeats_of
from mcaudit.model import (
    Answer,
    Basis,
    Edition,
    Finding,
    Level,
    Note,
    Outcome,
    Position,
    Profile,
    Rating,
    Status,
    Suggestion,
)
from tests.audit.made import DAY, PAGE, answering, cited, finding, made
from tests.audit.test_decided import JUDGED, audited
from tests.audit.test_statuses import BOOK, disputed
from tests.review.test_resolving import MET, NOT_APPLICABLE, NOT_MET, PARTLY, review_context, reviews


def remedy(edition: Edition, criterion: str) -> str:
    return next(each.remedy for each in edition.criteria if each.id == criterion)


def placed(profile: Profile, pointer: str) -> Profile:
    """Return a profile in which one place is known."""
    return replace(profile, positions={pointer: Position(line=7, column=3)})


# --- each row of the table ---------------------------------------------------------------------------


def test_silence_says_so_with_what_to_do(edition: Edition) -> None:
    found = finding(edition, placed(made(), "/developers/learning_resources"), "1F-6")
    assert found.message == "The profile does not address this."
    assert found.remedy == remedy(edition, "1F-6")
    assert found.location.pointer == "/developers/learning_resources"
    assert (found.level, found.required_by) == (Level.REQUIRED, "")


def test_a_heading_that_stands_empty_is_named(edition: Edition) -> None:
    empty = placed(answering(edition, "1F", {"resources": []}), "/developers/learning_resources/resources")
    found = finding(edition, empty, "1F-6")
    assert (found.basis, found.message) == (Basis.EMPTY, "The profile leaves this empty: resources.")
    assert found.location.pointer == "/developers/learning_resources/resources"


def test_what_is_optional_and_left_out_is_said_to_be(edition: Edition) -> None:
    assert finding(edition, made(), "1H-1").message == "1H is optional, and the profile leaves it out."


def test_every_finding_names_the_works_that_its_subcomponent_rests_on(edition: Edition) -> None:
    works = {each.id: tuple(source.work for source in each.sources) for each in edition.subcomponents}
    for each in audit(edition, made(), date=DAY).findings:
        assert each.sources == works[each.criterion.partition("-")[0]]


def test_a_claim_that_is_not_cited_says_what_to_do(edition: Edition) -> None:
    found = finding(edition, answering(edition, "3F", {"allowed": "yes", "limit": 3}), "3F-1")
    assert found.message == "What the profile says about this has no usable citation."
    assert found.remedy.startswith("Cite a document of the dossier for it, ")


def test_a_denial_says_what_to_do_and_where_it_is_said(edition: Edition) -> None:
    found = finding(edition, answering(edition, "3F", cited({"allowed": "no"})), "3F-1")
    assert (found.remedy, found.citations[0].document) == (remedy(edition, "3F-1"), "page")


def test_a_denial_by_a_derived_fact_names_what_the_profile_says(edition: Edition) -> None:
    tried = [
        (criterion, example)
        for criterion in edition.criteria
        if "derived/" in str(criterion.not_met_when)
        for example in criterion.examples.all()
        if example.gives == "not_met"
    ]
    assert tried
    for criterion, example in tried:
        found = finding(edition, made(**example.profile), criterion.id)
        if found.status is Status.NOT_MET:
            said = found.message.removeprefix("The profile itself says otherwise: ")
            assert said not in (found.message, "."), example.about


def test_a_fact_that_meets_is_cited(edition: Edition) -> None:
    found = finding(edition, answering(edition, "3F", cited({"allowed": "yes", "limit": 3})), "3F-1")
    assert (found.status, found.remedy, found.citations[0].document) == (Status.MET, "", "page")


def test_a_conflict_says_what_each_source_says_and_what_to_do(edition: Edition) -> None:
    profile = placed(disputed(edition, "3F", {"allowed": "yes"}, "limit", 2, 4), "/evaluators/resubmission/conflicts")
    found = finding(edition, profile, "3F-1")
    assert found.message.startswith("Sources disagree about limit: “2” (Profile page, Overview); “4” (")
    assert found.remedy.startswith("Find out which value is right, ")
    assert found.location.pointer == "/evaluators/resubmission/conflicts"
    assert [each.document for each in found.citations] == ["page", "page"]


def test_two_conflicts_are_reported_one_after_the_other(edition: Edition) -> None:
    says = [{"value": value, "citation": PAGE} for value in (2, 4)]
    fields = [{"field": "limit", "values": says}, {"field": "allowed", "values": [{**says[0], "value": "no"}, says[1]]}]
    found = finding(edition, answering(edition, "3F", cited({"conflicts": fields})), "3F-1")
    assert found.basis is Basis.CONFLICT
    assert found.message.count("; Sources disagree about ") == 1


def test_a_conflict_about_something_besides_the_answers_is_seen(edition: Edition) -> None:
    says = [{"value": value, "citation": PAGE} for value in ("Circles", "Leading circles")]
    one = audit(edition, made(about={"conflicts": [{"field": "summary", "values": says}]}), date=DAY)
    assert one.profile.content["about"]
    assert "summary" not in one.facts.get("about", {})


def test_what_waits_says_why(edition: Edition) -> None:
    open_ = finding(edition, answering(edition, "3F", cited({"allowed": "yes"})), "3F-1")
    assert open_.message == "The facts do not settle this; a reviewer decides."
    judged = finding(edition, answering(edition, "1A", cited({"competency_areas": ["Restorative circles"]})), "1A-2")
    because = next(each.because for each in edition.criteria if each.id == "1A-2")
    assert judged.message == f"Needs a reviewer: {because[0].lower()}{because[1:]}"


def test_only_what_waits_for_reviewers_is_suggested(edition: Edition) -> None:
    for each in audit(edition, made(), date=DAY).findings:
        assert each.suggestion is Suggestion.NONE


def test_words_stand_beside_no_other_finding_than_one_that_facts_meet(edition: Edition, complete: Profile) -> None:
    found = audit(edition, complete, date=DAY).findings
    assert any(each.beside for each in found)
    for each in found:
        assert not each.beside or (each.status, each.basis) == (Status.MET, Basis.FACTS)


def test_words_beside_a_fact_are_labeled_and_placed(edition: Edition) -> None:
    answer = cited({"determination": {"sent_to": "every_earner", "how": "Earners are not informed."}})
    (words,) = finding(edition, answering(edition, "3E", answer), "3E-1").beside
    assert words.pointer == "/evaluators/feedback/determination/how"
    assert words.label.startswith("how")


# --- what reviewers decided --------------------------------------------------------------------------


def decided(edition: Edition, profile: Profile, answer: Answer, **said: Any) -> Finding:
    """Return the finding on the judged criterion after two reviewers gave the same answer."""
    given = [
        replace(each, opinions=tuple(replace(one, **said) for one in each.opinions))
        for each in reviews(review_context(edition, profile), JUDGED, answer, answer)
    ]
    return next(each for each in audited(edition, profile, *given).findings if each.criterion == JUDGED)


def test_what_reviewers_decided_says_what_would_satisfy_them(edition: Edition, complete: Profile) -> None:
    assert decided(edition, complete, PARTLY, would_satisfy="Name one area.").remedy == "Name one area."
    assert decided(edition, complete, NOT_MET, would_satisfy="").remedy == remedy(edition, JUDGED)
    assert decided(edition, complete, MET, would_satisfy="Name one area.").remedy == ""


def test_reviewers_cannot_wave_away_what_the_edition_asks_of_all(edition: Edition, complete: Profile) -> None:
    found = decided(edition, complete, NOT_APPLICABLE)
    assert (found.status, found.basis) == (Status.AWAITING_REVIEW, Basis.NO_AGREEMENT)
    assert found.message == "The reviewers say that this does not apply, and the edition does not allow that here."


# --- the whole audit ---------------------------------------------------------------------------------


def test_an_audit_has_a_result_for_each_subcomponent(edition: Edition) -> None:
    found = audit(edition, answering(edition, "1F", cited({"resources": [BOOK]})), date=DAY)
    assert [each.id for each in found.subcomponents] == [each.id for each in edition.subcomponents]
    assert {each.rating for each in found.subcomponents} >= {Rating.NOT_STATED, Rating.NOT_APPLICABLE}


def test_an_audit_names_the_readings_of_the_source_behind_what_it_judged(edition: Edition) -> None:
    silent = {note.id for note in audit(edition, made(), date=DAY).notes}
    assert silent == {note.id for note in edition.interpretations if not note.about}
    found = audit(edition, answering(edition, "3F", cited({"allowed": "no"})), date=DAY)
    mine = {
        "3F",
        "3F-1",
        *(group.id for sub in edition.subcomponents for group in sub.groups if "3F-1" in group.members),
    }
    bearing = {note.id for note in (*edition.interpretations, *edition.discrepancies) if mine.intersection(note.about)}
    assert {note.id for note in found.notes} == silent | bearing
    assert bearing


def test_an_audit_names_the_readings_behind_a_group(edition: Edition) -> None:
    (group,) = [group for sub in edition.subcomponents for group in sub.groups if group.id == "1D-any"]
    note = Note(id="made", about=(group.id,), text="A reading.", choice="A choice.")
    whole = replace(edition, interpretations=(note,), discrepancies=())
    member = next(each for each in edition.criteria if each.id == group.members[0])
    example = next(each for each in member.examples.all() if each.gives is not Outcome.NOT_STATED)
    assert audit(whole, made(**example.profile), date=DAY).notes == (note,)
    assert audit(whole, made(), date=DAY).notes == ()


def test_a_text_in_three_answers_is_a_repeat(edition: Edition) -> None:
    text = "Earners learn by doing."
    content = {
        "developers": {"about_1": text, "learning_resources": {"a": text}, "earner_role": {"title": text}},
        "deliverers": {key: {"how": text} for key in ("learning_opportunities",)},
        "evaluators": {"resubmission": {"how": [text]}},
    }
    (found,) = repeats_of(edition, content)
    assert found.text == text
    assert found.places == (
        "/developers/learning_resources/a",
        "/deliverers/learning_opportunities/how",
        "/evaluators/resubmission/how/0",
    )
    del content["evaluators"]
    assert repeats_of(edition, content) == ()


def test_a_text_that_sends_the_reader_elsewhere_is_one_wherever_it_stands(edition: Edition) -> None:
    content = {"evaluators": {"resubmission": {"how": "See our website", "a": "See our site plan"}}}
    (found,) = repeats_of(edition, content)
    assert (found.text, found.places) == ("See our website", ("/evaluators/resubmission/how",))


# --- the examples of an edition ----------------------------------------------------------------------


def test_an_example_that_is_no_part_of_a_profile_is_named_with_its_place(edition: Edition) -> None:
    sub = next(each for each in edition.subcomponents if each.id == "3F")
    (criterion, *_) = sub.criteria
    written = ({"about": "A number", "gives": "met", "profile": {"statements": 5}},)
    broken = replace(criterion, examples=replace(criterion.examples, written=written))
    altered = replace(sub, criteria=(broken,))
    (component,) = [each for each in edition.components if sub in each.subcomponents]
    whole = replace(edition, components=(replace(component, subcomponents=(altered,)),))
    (found,) = contradictions(whole)
    assert found.place == f"{criterion.examples.place}/0"
    assert found.help == "write it as it would stand in a profile"


def test_an_example_that_alters_what_is_not_there_says_what_to_look_at(edition: Edition) -> None:
    sub = next(each for each in edition.subcomponents if each.id == "3F")
    criterion = sub.criteria[0]
    written = (criterion.examples.written[0], {"about": "A change", "gives": "met", "at": "nowhere/at/all", "value": 1})
    broken = replace(criterion, examples=replace(criterion.examples, written=written))
    (component,) = [each for each in edition.components if sub in each.subcomponents]
    only = replace(component, subcomponents=(replace(sub, criteria=(broken,)),))
    (found,) = contradictions(replace(edition, components=(only,)))
    assert (found.place, found.help) == (criterion.examples.place, "check `at` and `of` of the examples")
