"""Files of decisions: what is read of them, and that every mistake is reported with its place and its remedy."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from mcaudit.errors import InputError, Problem
from mcaudit.model import Answer, Citation, Edition, Opinion, Pins, Reviewer, Settlement, Way
from mcaudit.reading.decisions.read import read_review, read_review_and_data, review_in
from mcaudit.reading.limits import MAX_BYTES, MAX_DEPTH, MAX_PROBLEMS
from tests.conftest import Write, faults_in

Change = Callable[[dict[str, Any]], object]
PINS = {"criterion": "a" * 64, "fields": "b" * 64, "documents": {"handbook": "c" * 64}}
WHOLE: Mapping[str, Any] = {
    "format": "mcaudit-decisions/1",
    "edition": "v1.0",
    "profile": "made-up",
    "reviewer": {"id": "ann", "name": "Ann Example", "affiliation": "Example Panel"},
    "decisions": [
        {
            "criterion": "1A-2",
            "answer": "not_met",
            "rationale": "Two areas are named.",
            "would_satisfy": "One area.",
            "citations": [{"document": "handbook", "place": "p. 3"}],
            "date": "2026-02-01",
            "comment": "“One area” could be said more plainly.",
            "pins": PINS,
        },
        {"criterion": "1F-6", "answer": "met", "date": "2026-02-02", "pins": PINS},
    ],
}
SETTLED: Mapping[str, Any] = {
    "format": "mcaudit-decisions/1",
    "edition": "v1.0",
    "profile": "made-up",
    "settlements": [
        {
            "criterion": "1A-2",
            "answer": "partly_met",
            "by": [{"id": "chair", "name": "Pat Chair", "affiliation": "State Board"}],
            "way": "third_reviewer",
            "why": "The second area is a heading.",
            "date": "2026-03-01",
            "between": {"ann": "not_met", "bo": "met"},
            "pins": PINS,
        }
    ],
}


def after(change: Change, whole: Mapping[str, Any] = WHOLE) -> dict[str, Any]:
    """Return a file of decisions with something about it changed."""
    content = copy.deepcopy(dict(whole))
    change(content)
    return content


def problems(edition: Edition, path: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a file of decisions."""
    return faults_in(read_review, edition, path)


def first(content: dict[str, Any]) -> dict[str, Any]:
    """Return the first decision, or settlement."""
    entry: dict[str, Any] = content["decisions" if "decisions" in content else "settlements"][0]
    return entry


# --- what is read ----------------------------------------------------------------------------------


def test_a_reviewers_file_is_read_whole(edition: Edition, write: Write) -> None:
    review = read_review(edition, write(WHOLE))
    assert (review.profile, review.edition) == ("made-up", "v1.0")
    assert review.reviewer == Reviewer(id="ann", name="Ann Example", affiliation="Example Panel")
    pins = Pins(criterion="a" * 64, fields="b" * 64, documents={"handbook": "c" * 64})
    assert review.opinions == (
        Opinion(
            criterion="1A-2",
            answer=Answer.NOT_MET,
            rationale="Two areas are named.",
            would_satisfy="One area.",
            citations=(Citation(document="handbook", place="p. 3"),),
            date="2026-02-01",
            comment="“One area” could be said more plainly.",
            pins=pins,
        ),
        Opinion(
            criterion="1F-6",
            answer=Answer.MET,
            rationale="",
            would_satisfy="",
            citations=(),
            date="2026-02-02",
            comment="",
            pins=pins,
        ),
    )
    assert review.settlements == ()
    assert review.positions["/decisions/0/answer"].line == 10


def test_a_file_of_settlements_is_read_whole(edition: Edition, write: Write) -> None:
    review = read_review(edition, write(SETTLED))
    assert review.reviewer is None
    assert review.opinions == ()
    assert review.settlements == (
        Settlement(
            criterion="1A-2",
            answer=Answer.PARTLY_MET,
            by=(Reviewer(id="chair", name="Pat Chair", affiliation="State Board"),),
            way=Way.THIRD_REVIEWER,
            why="The second area is a heading.",
            date="2026-03-01",
            between={"ann": Answer.NOT_MET, "bo": Answer.MET},
            pins=Pins(criterion="a" * 64, fields="b" * 64, documents={"handbook": "c" * 64}),
        ),
    )


@pytest.mark.parametrize("whole", [WHOLE, SETTLED])
def test_json_says_the_same_as_yaml(edition: Edition, write: Write, whole: Mapping[str, Any]) -> None:
    from_yaml = read_review(edition, write(whole, "a.yaml"))
    from_json = read_review(edition, write(json.dumps(whole), "a.json"))
    assert (from_json.reviewer, from_json.opinions, from_json.settlements) == (
        from_yaml.reviewer,
        from_yaml.opinions,
        from_yaml.settlements,
    )


def test_pins_may_name_no_document(edition: Edition, write: Write) -> None:
    def bare(content: dict[str, Any]) -> None:
        first(content)["pins"].pop("documents")
        first(content).pop("citations")

    review = read_review(edition, write(after(bare)))
    assert review.opinions[0].pins.documents == {}


def test_what_is_to_be_written_is_held_to_the_same_rules(edition: Edition) -> None:
    path = Path("decisions.json")
    assert review_in(edition, path, json.dumps(WHOLE).encode()).profile == WHOLE["profile"]
    with pytest.raises(InputError):
        review_in(edition, path, json.dumps({**WHOLE, "edition": "v0"}).encode())
    assert (
        "and at most 2,097,152 are read"
        in faults_in(review_in, edition, path, json.dumps(WHOLE).encode() + b" " * MAX_BYTES)[0].message
    )


def test_later_entries_are_kept_beside_earlier_ones(edition: Edition, write: Write) -> None:
    again = {**WHOLE["decisions"][1], "date": "2026-02-09"}
    review = read_review(edition, write(after(lambda c: c["decisions"].append(again))))
    assert [(each.criterion, each.date) for each in review.opinions] == [
        ("1A-2", "2026-02-01"),
        ("1F-6", "2026-02-02"),
        ("1F-6", "2026-02-09"),
    ]


def test_a_reviewer_may_have_decided_nothing_yet(edition: Edition, write: Write) -> None:
    assert read_review(edition, write(after(lambda c: c.update(decisions=[])))).opinions == ()


def test_the_hash_is_that_of_the_file(edition: Edition, write: Write) -> None:
    here, there = read_review(edition, write(WHOLE, "a.yaml")), read_review(edition, write(WHOLE, "b.yaml"))
    assert here.sha256 == there.sha256 != read_review(edition, write(json.dumps(WHOLE), "a.json")).sha256


def test_a_no_and_a_day_stay_the_text_that_was_typed(edition: Edition, write: Write) -> None:
    text = yaml.safe_dump(dict(WHOLE), sort_keys=False).replace("Two areas are named.", "no")
    assert read_review(edition, write(text.replace("'2026-02-01'", "2026-02-01"))).opinions[0].rationale == "no"


# --- what is refused -------------------------------------------------------------------------------

BROKEN: Mapping[str, tuple[Change, str]] = {
    "an unknown entry": (lambda c: c.update(verdict="pass"), "unknown key `verdict` in the file"),
    "no edition": (lambda c: c.pop("edition"), "the file has no `edition`"),
    "no profile": (lambda c: c.pop("profile"), "the file has no `profile`"),
    "a profile that is not an id": (lambda c: c.update(profile="Made Up"), "`profile` is “Made Up”"),
    "a long profile": (lambda c: c.update(profile="a" * 81), "`profile` has 81 characters"),
    "no reviewer": (lambda c: c.pop("reviewer"), "the file needs"),
    "no decisions": (lambda c: c.pop("decisions"), "the file needs"),
    "a reviewer without id": (lambda c: c["reviewer"].pop("id"), "`reviewer` has no `id`"),
    "a reviewer without name": (lambda c: c["reviewer"].pop("name"), "`reviewer` has no `name`"),
    "a reviewer without affiliation": (lambda c: c["reviewer"].pop("affiliation"), "`reviewer` has no `affiliation`"),
    "a blank name": (lambda c: c["reviewer"].update(name=" \t"), "`name` is"),
    "a blank affiliation": (lambda c: c["reviewer"].update(affiliation=""), "`affiliation` is"),
    "an empty affiliation": (lambda c: c["reviewer"].update(affiliation=None), "`affiliation` is empty"),
    "an id with capitals": (lambda c: c["reviewer"].update(id="Ann"), "`id` is “Ann”"),
    "an id with a line end": (lambda c: c["reviewer"].update(id="ann\n"), "`id` is"),
    "a long id": (lambda c: c["reviewer"].update(id="a" * 81), "`id` has 81 characters"),
    "more about the reviewer": (lambda c: c["reviewer"].update(mail="a@b.example"), "unknown key `mail`"),
    "decisions that are not a list": (lambda c: c.update(decisions={}), "`decisions` must be a list"),
    "a decision that is none": (
        lambda c: c["decisions"].append("met"),
        "entry 3 of `decisions` must be a group of entries",
    ),
    "too many decisions": (
        lambda c: c.update(decisions=[{}] * 2001),
        "`decisions` has 2001 entries; the limit is 2000",
    ),
    "no criterion": (lambda c: first(c).pop("criterion"), "has no `criterion`"),
    "a criterion that is a number": (
        lambda c: first(c).update(criterion=1),
        "`criterion` must be text, but is the number 1",
    ),
    "no answer": (lambda c: first(c).pop("answer"), "has no `answer`"),
    "another answer": (lambda c: first(c).update(answer="yes"), "`answer` must be met, partly_met, "),
    "no day": (lambda c: first(c).pop("date"), "has no `date`"),
    "a day in words": (lambda c: first(c).update(date="1 Feb 2026"), "`date` is “1 Feb 2026”"),
    "a day without hyphens": (lambda c: first(c).update(date="20260201"), "`date` is"),
    "no pins": (lambda c: first(c).pop("pins"), "has no `pins`"),
    "pins without a meaning": (lambda c: first(c)["pins"].pop("criterion"), "`pins` needs `meaning` or `criterion`"),
    "pins without the fields": (lambda c: first(c)["pins"].pop("fields"), "`pins` has no `fields`"),
    "a hash that is none": (lambda c: first(c)["pins"].update(fields="B" * 64), "`fields` is"),
    "a short hash": (lambda c: first(c)["pins"]["documents"].update(handbook="c" * 63), "`handbook` is"),
    "another pin": (lambda c: first(c)["pins"].update(rule="a" * 64), "unknown key `rule`"),
    "too many pins": (
        lambda c: first(c)["pins"].update(documents={f"d{n}": "a" * 64 for n in range(1001)}),
        "`documents` has 1001 entries",
    ),
    "a blank rationale": (lambda c: first(c).update(rationale=" "), "`rationale` is"),
    "an empty rationale": (lambda c: first(c).update(rationale=None), "`rationale` is empty"),
    "a long rationale": (lambda c: first(c).update(rationale="x" * 10_001), "`rationale` has 10,001 characters"),
    "a blank would_satisfy": (lambda c: first(c).update(would_satisfy="\n"), "`would_satisfy` is"),
    "a blank comment": (lambda c: first(c).update(comment=" "), "`comment` is"),
    "a citation without a place": (lambda c: first(c)["citations"][0].pop("place"), "has no `place`"),
    "a citation without a document": (lambda c: first(c)["citations"][0].pop("document"), "has no `document`"),
    "a blank place": (lambda c: first(c)["citations"][0].update(place=" "), "`place` is"),
    "a document that is not a short name": (
        lambda c: first(c)["citations"][0].update(document="The handbook"),
        "`document` is “The handbook”",
    ),
    "another entry of a citation": (lambda c: first(c)["citations"][0].update(page=3), "unknown key `page`"),
    "too many citations": (
        lambda c: first(c).update(citations=[{"document": "handbook", "place": "p. 3"}] * 101),
        "`citations` has 101 entries",
    ),
    "another entry of a decision": (lambda c: first(c).update(reason="x"), "unknown key `reason`"),
}
BROKEN_SETTLEMENTS: Mapping[str, tuple[Change, str]] = {
    "no settlements": (lambda c: c.update(settlements=None), "`settlements` is empty"),
    "decisions as well": (lambda c: c.update(decisions=[]), "the file"),
    "a reviewer as well": (lambda c: c.update(reviewer=WHOLE["reviewer"]), "the file"),
    "cannot tell": (
        lambda c: first(c).update(answer="cannot_tell"),
        "`answer` must be met, partly_met, not_met or not_applicable, but is “cannot_tell”",
    ),
    "nobody": (lambda c: first(c).update(by=[]), "`by` is empty"),
    "a crowd": (lambda c: first(c).update(by=first(c)["by"] * 21), "`by` has 21 entries"),
    "another way": (lambda c: first(c).update(way="coin"), "`way` must be discussion, "),
    "no way": (lambda c: first(c).pop("way"), "has no `way`"),
    "no reason": (lambda c: first(c).pop("why"), "has no `why`"),
    "a blank reason": (lambda c: first(c).update(why="  "), "`why` is"),
    "one answer alone": (lambda c: first(c).update(between={"ann": "met"}), "`between` has 1, but needs at least 2"),
    "an answer that is none": (lambda c: first(c)["between"].update(bo="yes"), "`bo` must be met, "),
    "no answers": (lambda c: first(c).pop("between"), "has no `between`"),
    "too many answers": (
        lambda c: first(c).update(between={f"r{n}": "met" for n in range(21)}),
        "`between` has 21 entries",
    ),
    "no pins": (lambda c: first(c).pop("pins"), "has no `pins`"),
    "no day": (lambda c: first(c).pop("date"), "has no `date`"),
    "another entry": (lambda c: first(c).update(note="x"), "unknown key `note`"),
}


def test_a_document_is_cited_by_its_number_only_where_the_profile_will_say_which_it_is(
    edition: Edition, write: Write
) -> None:
    content = after(lambda c: first(c)["citations"][0].update(document="D2"))
    assert read_review(edition, write(content)).opinions[0].citations[0].document == "D2"
    (problem,) = faults_in(read_review_and_data, edition, write(content))
    assert "`D2` is the number of a document in reports" in problem.message
    assert (problem.line, "short name" in problem.help) == (14, True)


@pytest.mark.parametrize("suffix", ["yaml", "json"])
@pytest.mark.parametrize(
    ("whole", "change", "message"),
    [
        *(pytest.param(WHOLE, *each, id=name) for name, each in BROKEN.items()),
        *(pytest.param(SETTLED, *each, id=f"settlement: {name}") for name, each in BROKEN_SETTLEMENTS.items()),
    ],
)
def test_what_the_format_does_not_allow_is_reported_with_its_place_and_its_remedy(
    edition: Edition, write: Write, whole: Mapping[str, Any], change: Change, message: str, suffix: str
) -> None:
    content = after(change, whole)
    path = write(content if suffix == "yaml" else json.dumps(content, indent=1), f"a.{suffix}")
    found = problems(edition, path)
    shown = [each for each in found if message in each.message]
    assert shown, [each.message for each in found]
    assert all(each.path == path.as_posix() and each.line and each.column for each in found)
    assert [each.message for each in shown if not each.help] == []
    assert [each.help for each in found if "schema profile" in each.help or "this one profile?" in each.help] == []


def test_the_place_of_a_mistake_is_its_line_and_column(edition: Edition, write: Write) -> None:
    text = yaml.safe_dump(dict(WHOLE), sort_keys=False).replace("answer: not_met", "answer: perhaps")
    (problem,) = problems(edition, write(text))
    line = text.splitlines().index("  answer: perhaps") + 1
    assert (problem.line, problem.column) == (line, len("  answer: ") + 1)


@pytest.mark.parametrize("mixed", [{**SETTLED, **WHOLE}, {**SETTLED, "reviewer": WHOLE["reviewer"]}])
def test_decisions_and_settlements_stand_in_files_of_their_own(
    edition: Edition, write: Write, mixed: Mapping[str, Any]
) -> None:
    # What is there must not be reported missing.
    assert not [each for each in problems(edition, write(mixed)) if "needs" in each.message and "or" in each.message]


@pytest.mark.parametrize(
    "content",
    ["format: mcaudit-profile/1\nid: a\n", "format: mcaudit-decisions/2\n", "edition: v1.0\n", "- 1\n", "met\n", "1\n"],
)
def test_what_says_that_it_is_something_else_is_no_file_of_decisions(
    edition: Edition, write: Write, content: str
) -> None:
    (problem,) = problems(edition, write(content))
    assert "not a file of decisions" in problem.message
    assert "format: mcaudit-decisions/1" in problem.help
    assert (problem.line, problem.column) >= (1, 1)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the file is empty"),
        ("# nothing\n", "nothing but comments"),
        ("format: [", "the file ends"),
        ("format: mcaudit-decisions/1\nformat: mcaudit-decisions/1\n", "a second time"),
        ("format: mcaudit-decisions/1\n---\nformat: x\n", "a second document"),
        ("format: !!str mcaudit-decisions/1\n", "tag"),
        (f"format: mcaudit-decisions/1\nedition: {'[' * (MAX_DEPTH + 1)}{']' * (MAX_DEPTH + 1)}\n", "nested"),
        ("format: mcaudit-decisions/1\nreviewer: \x07\n", "invisible control character"),
        (b"format: mcaudit-decisions/1\nedition: \xff\n", "0xFF is not UTF-8"),
        ("format: mcaudit-decisions/1\n".encode("utf-16"), "UTF-16"),
        (b"#" * (MAX_BYTES + 1), "at most 2,097,152 are read"),
        ("format: mcaudit-decisions/1\ndecisions:\n" + "- 1\n" * 60_000, "more than 50,000 values"),
    ],
)
def test_what_cannot_be_read_is_reported(edition: Edition, write: Write, content: str | bytes, message: str) -> None:
    (problem,) = problems(edition, write(content))
    assert message in problem.message
    assert problem.help


@pytest.mark.parametrize("content", ["format: mcaudit-decisions/1\n", '{"format": "mcaudit-decisions/1",}', "{"])
def test_a_json_file_holds_json(edition: Edition, write: Write, content: str) -> None:
    (problem,) = problems(edition, write(content, "a.json"))
    assert "not JSON" in problem.message
    assert problem.line == 1


def test_a_file_that_is_not_there_is_reported(edition: Edition, tmp_path: Path) -> None:
    assert [each.message for each in problems(edition, tmp_path / "a.yaml")] == ["there is no such file"]


# --- what contradicts the edition, or itself -------------------------------------------------------


def test_decisions_on_another_edition_are_refused(edition: Edition, write: Write) -> None:
    (problem,) = problems(edition, write(after(lambda c: c.update(edition="v2.0"))))
    assert problem.message == "these are decisions on `v2.0`, and the edition is `v1.0`"
    assert (problem.line, problem.column) == (2, 10)
    assert problem.help


@pytest.mark.parametrize("whole", [WHOLE, SETTLED])
def test_an_unknown_criterion_is_reported_with_the_nearest(
    edition: Edition, write: Write, whole: Mapping[str, Any]
) -> None:
    (problem,) = problems(edition, write(after(lambda c: first(c).update(criterion="1a-2"), whole)))
    assert problem.message == "`1a-2` is not a criterion of this edition"
    assert problem.help == "did you mean `1A-2`?"
    assert problem.line


def test_a_group_is_judged_by_its_members(edition: Edition, write: Write) -> None:
    (problem,) = problems(edition, write(after(lambda c: first(c).update(criterion="4A-any"))))
    assert (problem.message, problem.help) == ("`4A-any` is a group", "judge its members")


@pytest.mark.parametrize("whole", [WHOLE, SETTLED])
@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "0000-01-01", "2025-02-29"])
def test_a_day_that_no_calendar_has_is_refused(
    edition: Edition, write: Write, whole: Mapping[str, Any], day: str
) -> None:
    (problem,) = problems(edition, write(after(lambda c: first(c).update(date=day), whole)))
    assert problem.message == f"{day} is not a valid date"
    assert "YYYY-MM-DD" in problem.help
    assert problem.line


@pytest.mark.parametrize("answer", ["partly_met", "not_met", "cannot_tell"])
def test_every_answer_but_met_needs_a_rationale(edition: Edition, write: Write, answer: str) -> None:
    def bare(content: dict[str, Any]) -> None:
        first(content).update(answer=answer)
        first(content).pop("rationale")

    (problem,) = problems(edition, write(after(bare)))
    assert problem.message == f"`{answer}` on 1A-2 has no `rationale`"
    assert (problem.line, problem.column) == (10, 3)
    assert problem.help


def test_not_applicable_is_only_for_what_the_edition_lets_be_so(edition: Edition, write: Write) -> None:
    (problem,) = problems(edition, write(after(lambda c: first(c).update(answer="not_applicable"))))
    assert problem.message == "1A-2 cannot be not_applicable: the criteria do not allow that"
    assert problem.help
    allowed = next(criterion.id for criterion in edition.criteria if criterion.may_be_not_applicable)
    shown = write(after(lambda c: first(c).update(answer="not_applicable", criterion=allowed)))
    assert read_review(edition, shown).opinions[0].answer is Answer.NOT_APPLICABLE


@pytest.mark.parametrize("answer", [each for each in Answer if each not in (Answer.NOT_APPLICABLE, Answer.CHECKED)])
def test_what_falls_short_needs_what_would_satisfy_it(edition: Edition, write: Write, answer: Answer) -> None:
    def bare(content: dict[str, Any]) -> None:
        first(content).update(answer=answer.value)
        first(content).pop("would_satisfy")

    path = write(after(bare))
    if answer in (Answer.NOT_MET, Answer.PARTLY_MET):
        (problem,) = problems(edition, path)
        assert problem.message == f"`{answer}` on 1A-2 does not say what would satisfy it"
        assert problem.help
    else:
        assert read_review(edition, path).opinions[0].answer is answer


def test_a_check_needs_no_reason(edition: Edition, write: Write) -> None:
    shown = write(after(lambda c: c["decisions"][1].update(answer="checked")))
    assert read_review(edition, shown).opinions[1].answer is Answer.CHECKED


@pytest.mark.parametrize("criterion", ["1A-2", "2B-2"])
def test_there_is_nothing_to_check_where_reviewers_decide(edition: Edition, write: Write, criterion: str) -> None:
    (problem,) = problems(edition, write(after(lambda c: first(c).update(answer="checked", criterion=criterion))))
    assert problem.message == f"{criterion} cannot be `checked`: reviewers decide it, so there is no fact to check"
    assert problem.help == "answer met, partly_met, not_met, or cannot_tell"
    allowed = write(after(lambda c: first(c).update(answer="checked", criterion="4A-5")))
    assert read_review(edition, allowed).opinions[0].answer is Answer.CHECKED  # a policy may set the value


def test_pins_name_the_meaning_and_on_bound_criteria_the_state_and_the_setting(edition: Edition, write: Write) -> None:
    pins = {"meaning": 1, "fields": "b" * 64, "state": "OH", "setting": "d" * 64, "documents": PINS["documents"]}
    (mine, _) = read_review(edition, write(after(lambda c: first(c).update(pins=pins)))).opinions
    assert mine.pins == Pins(meaning=1, fields="b" * 64, state="OH", setting="d" * 64, documents={"handbook": "c" * 64})
    assert mine.pins.as_data() == pins


def test_earlier_pins_are_read_and_written_as_they_were(edition: Edition, write: Write) -> None:
    (mine, _) = read_review(edition, write(WHOLE)).opinions
    assert mine.pins.are_former
    assert mine.pins.as_data() == PINS


@pytest.mark.parametrize(
    ("pins", "message"),
    [
        ({"fields": "b" * 64}, "`pins` needs `meaning` or `criterion`"),
        ({"meaning": 1, "criterion": "a" * 64, "fields": "b" * 64}, "`pins` has `meaning` and `criterion`, but"),
        ({"meaning": 0, "fields": "b" * 64}, "is 0, but must be at least 1"),
        ({"meaning": "1", "fields": "b" * 64}, "must be a whole number"),
        ({"meaning": 1, "fields": "b" * 64, "setting": "x"}, "is “x”, which is not valid"),
        ({"meaning": 1, "fields": "b" * 64, "states": "OH"}, "unknown key `states`"),
    ],
)
def test_pins_that_name_nothing_are_refused(edition: Edition, write: Write, pins: dict[str, Any], message: str) -> None:
    cites_nothing = after(lambda c: (first(c).update(pins=pins), first(c).pop("citations")))
    (problem,) = problems(edition, write(cites_nothing))
    assert message in problem.message


def test_everything_that_is_wrong_is_reported_at_once(edition: Edition, write: Write) -> None:
    def wrong(content: dict[str, Any]) -> None:
        content["edition"] = "v0.9"
        first(content).pop("rationale")
        first(content).pop("would_satisfy")
        content["decisions"][1].update(criterion="9Z-9", date="2026-99-99")

    found = problems(edition, write(after(wrong)))
    assert len(found) == 5
    assert [each.line for each in found] == sorted(each.line or 0 for each in found)


def test_of_very_many_mistakes_the_first_are_reported(edition: Edition, write: Write) -> None:
    path = write(after(lambda c: c.update(decisions=[{**WHOLE["decisions"][1], "criterion": "9Z-9"}] * 500)))
    assert len(problems(edition, path)) == MAX_PROBLEMS


@pytest.mark.parametrize(
    "change", [lambda c: first(c).update(criterion="9" * 9_999), lambda c: c.update(edition="v" * 9_999)]
)
def test_a_message_repeats_no_long_text(edition: Edition, write: Write, change: Change) -> None:
    found = problems(edition, write(after(change)))
    assert [each.message for each in found if len(each.message) > 300] == []


def test_a_document_that_is_cited_has_a_pin(edition: Edition, write: Write) -> None:
    # Without one nobody could tell that it has changed since.
    found = problems(edition, write(after(lambda c: first(c)["citations"][0].update(document="rubric"))))
    assert any("rubric" in each.message and each.line and each.help for each in found)


def test_a_state_that_is_not_one_is_reported_with_its_line(edition: Edition, write: Write) -> None:
    (problem,) = problems(edition, write(after(lambda c: c.update(state="ZZ"))))
    assert problem.message == "`ZZ` is not a state"
    assert problem.line
