"""What a finding says, where in the profile it points, and what it cites: whole findings, line by line of the table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from mcaudit.audit.engine import audit
from mcaudit.model import (
    Answer,
    Basis,
    Citation,
    Decision,
    DocumentState,
    Edition,
    Finding,
    Policy,
    Position,
    Profile,
    RequiredDesired,
    SettingValue,
    SourcedPlace,
    Standing,
    Status,
)
from tests.conftest import changed, profile_of

LEARNING = ("developers", "learning_resources")
RESOURCES = (*LEARNING, "resources")
CITE = "Cite a document of the dossier and a place in it; give the right file where one is missing or altered."
CONFLICT = "Find out which is right, mend the source that is wrong, and take the conflict out of the profile."
WAIT = "Reviewers decide; nothing waits for the provider."
OVERVIEW = Citation(document="profile_page", place="Activities and resources")


def pointers(value: Any, at: str = "") -> Iterator[str]:
    yield at
    entries: Any = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield from pointers(inner, f"{at}/{key}")


def placed(profile: Profile) -> Profile:
    """Return a profile in which everything stands on a line of its own, as it does in a file."""
    places = {at: Position(line=line, column=2) for line, at in enumerate(pointers(profile.content), 1)}
    return replace(profile, positions=places)


def found(edition: Edition, profile: Profile, criterion: str, **more: Any) -> Finding:
    result = audit(edition, placed(profile), date="2026-01-01", **more)
    return next(finding for finding in result.findings if finding.criterion == criterion)


def decision(criterion: str, standing: Standing, *answers: Answer, **more: Any) -> dict[str, Decision]:
    settled = answers[0] if standing is Standing.SETTLED else None
    return {criterion: Decision(criterion=criterion, standing=standing, answers=answers, settled=settled, **more)}


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a finding says of the complete profile with some changes; an empty remedy stands for the criterion's own."""

    of: str
    changes: Mapping[tuple[str | int, ...], Any]
    basis: Basis
    message: str
    at: str
    remedy: str = ""
    citations: tuple[Citation, ...] = ()
    status: Status = Status.NOT_MET


NO = {"available": "no", "citations": [{"document": "profile_page", "section": "Support"}]}
SOURCES = [
    {"value": "nine books", "citation": {"document": "profile_page", "section": "Resources"}},
    {"value": "two books", "citation": {"document": "profile_page", "page": 3}},
]
CLAIM = [{"criterion": "5A-D1", "reason": "It stands alone."}]
STACK = ("recognizers", "formal_currency", "stack_currency")

TABLE = {
    "no answer": Said(
        of="1F-6",
        changes={LEARNING: ...},
        basis=Basis.MISSING,
        message="the profile does not answer 1F",
        at="/developers",
    ),
    "an answer without the one field": Said(
        of="1F-6",
        changes={RESOURCES: ...},
        basis=Basis.MISSING,
        message="the answer to 1F gives no `resources`",
        at="/developers/learning_resources",
    ),
    "no answer, beside another answer that is read as well": Said(
        of="2D-1",
        changes={("deliverers", "timing"): ...},
        basis=Basis.MISSING,
        message="the profile does not answer 2D",
        at="/deliverers",
    ),
    "an answer without both fields": Said(
        of="2E-2",
        changes={("deliverers", "learner_groupings"): {"groupings": "Pairs of teachers who share students"}},
        basis=Basis.MISSING,
        message="the answer to 2E gives no `exchange_with_peers` or `exchanges`",
        at="/deliverers/learner_groupings",
    ),
    "an answer without any of three fields": Said(
        of="1A-1",
        changes={("developers", "title_and_description"): {"description": "Leads circles after a conflict."}},
        basis=Basis.MISSING,
        message="the answer to 1A gives no `title`, `content_area` or `competency`",
        at="/developers/title_and_description",
    ),
    "an answer that is only a heading": Said(
        of="1F-6",
        changes={LEARNING: None},
        basis=Basis.EMPTY,
        message="the answer to 1F stands empty",
        at="/developers/learning_resources",
    ),
    "a field that is only a heading": Said(
        of="1F-6",
        changes={RESOURCES: []},
        basis=Basis.EMPTY,
        message="`resources` stands empty",
        at="/developers/learning_resources/resources",
    ),
    "two fields that are only headings": Said(
        of="2E-2",
        changes={("deliverers", "learner_groupings"): {"exchange_with_peers": "", "exchanges": []}},
        basis=Basis.EMPTY,
        message="`exchange_with_peers` or `exchanges` stands empty",
        at="/deliverers/learner_groupings/exchange_with_peers",
    ),
    "stand-in text in every entry": Said(
        of="1F-6",
        changes={RESOURCES: ["TBD"]},
        basis=Basis.EMPTY,
        message="what stands under `resources` is placeholder text",
        at="/developers/learning_resources/resources",
    ),
    "an entry that lacks something": Said(
        of="1F-6",
        changes={(*RESOURCES, 1, "cost"): ...},
        basis=Basis.FACTS,
        message="entry 2 of `resources` gives no `cost`",
        at="/developers/learning_resources/resources/1",
    ),
    "something that stands in another answer": Said(
        of="3A-2",
        changes={("developers", "proficiency", "evidence", 0, "title"): "A record that 3A does not list"},
        basis=Basis.FACTS,
        message="evidence named under proficiency (1E) for which 3A lists no item of the same title; of two with one "
        "title, each needs its own: “A record that 3A does not list”",
        at="/evaluators/evidence_requirements/items",
    ),
    "no citation": Said(
        of="1F-6",
        changes={(*LEARNING, "citations"): ...},
        status=Status.UNSUPPORTED,
        basis=Basis.UNCITED,
        message="no citation supports `resources`",
        at="/developers/learning_resources/resources",
        remedy=CITE,
    ),
    "one of two cited documents that is not in the dossier": Said(
        of="1F-6",
        changes={
            (*LEARNING, "citations"): [
                {"document": "profile_page", "section": "Activities and resources"},
                {"document": "catalogue", "page": 2},
            ]
        },
        status=Status.UNSUPPORTED,
        basis=Basis.UNCITED,
        message="the cited document `catalogue` is not at the path that the dossier gives",
        at="/developers/learning_resources/resources",
        remedy=CITE,
        citations=(OVERVIEW,),
    ),
    "sources that disagree": Said(
        of="1F-6",
        changes={(*LEARNING, "conflicts"): [{"field": "resources", "values": SOURCES}]},
        status=Status.UNSUPPORTED,
        basis=Basis.CONFLICT,
        message="sources disagree about `resources`: “nine books” (profile_page, Resources); "
        "“two books” (profile_page, p. 3)",
        at="/developers/learning_resources/conflicts",
        remedy=CONFLICT,
        citations=(
            Citation(document="profile_page", place="Resources"),
            Citation(document="profile_page", place="p. 3"),
        ),
    ),
    "sources that disagree about two fields": Said(
        of="1F-1",
        changes={
            (*LEARNING, "conflicts"): [
                {"field": "resources", "values": SOURCES[:1]},
                {"field": "list_complete", "values": SOURCES[1:]},
            ]
        },
        status=Status.UNSUPPORTED,
        basis=Basis.CONFLICT,
        message="sources disagree about `resources`: “nine books” (profile_page, Resources); "
        "sources disagree about `list_complete`: “two books” (profile_page, p. 3)",
        at="/developers/learning_resources/conflicts",
        remedy=CONFLICT,
        citations=(
            Citation(document="profile_page", place="Resources"),
            Citation(document="profile_page", place="p. 3"),
        ),
    ),
    "an optional answer left out": Said(
        of="1H-1",
        changes={("developers", "development_process"): ...},
        status=Status.NOT_APPLICABLE,
        basis=Basis.OPTIONAL,
        message="1H is optional and not answered",
        at="/developers",
    ),
    "a no that skips": Said(
        of="2D-1",
        changes={("deliverers",): {"availability": NO}},
        status=Status.NOT_APPLICABLE,
        basis=Basis.SKIP,
        message="`available` is “no”, so this does not apply",
        at="/deliverers/availability/available",
    ),
    "a no beside an answer that it skips": Said(
        of="2E-2",
        changes={
            ("deliverers",): {"availability": NO, "learner_groupings": {"exchanges": [{"format": "A weekly call"}]}}
        },
        status=Status.UNSUPPORTED,
        basis=Basis.CONFLICT,
        message="`available` is “no”, so this should not apply, and yet `exchanges` is answered",
        at="/deliverers/learner_groupings/exchanges",
        remedy=CONFLICT,
    ),
    "a claim": Said(
        of="5A-D1",
        changes={STACK: ..., (*STACK[:2], "not_applicable"): CLAIM},
        status=Status.AWAITING_REVIEW,
        basis=Basis.NONE,
        message="the profile says that this does not apply: “It stands alone.”; a reviewer must agree",
        at="/recognizers/formal_currency/not_applicable",
        remedy=WAIT,
    ),
    "what is met": Said(
        of="1F-6",
        changes={},
        status=Status.MET,
        basis=Basis.FACTS,
        message="claimed and cited, not checked",
        at="/developers/learning_resources/resources",
        citations=(OVERVIEW,),
    ),
    "what a reviewer must judge": Said(
        of="1A-1",
        changes={},
        status=Status.AWAITING_REVIEW,
        basis=Basis.NONE,
        message="no reviewer has decided: whether a named area is specific and clear is a judgement about words",
        at="/developers/title_and_description/title",
        remedy=WAIT,
        citations=(Citation(document="profile_page", place="Overview"),),
    ),
}


@pytest.mark.parametrize("said", TABLE.values(), ids=TABLE)
def test_a_finding_says_what_is_wrong_where_and_what_to_do(edition: Edition, complete: Profile, said: Said) -> None:
    profile = complete
    for path, value in said.changes.items():
        profile = changed(profile, *path) if value is ... else changed(profile, *path, to=value)
    criterion = next(each for each in edition.criteria if each.id == said.of)
    acts = said.status not in (Status.MET, Status.NOT_APPLICABLE)
    finding = found(edition, profile, said.of)
    assert (finding.status, finding.basis, finding.message) == (said.status, said.basis, said.message)
    assert finding.location.pointer == said.at
    assert finding.remedy == (said.remedy or criterion.remedy if acts else "")
    assert finding.citations == said.citations


def test_a_finding_names_its_place_in_the_file_and_the_works_behind_its_criterion(
    edition: Edition, complete: Profile
) -> None:
    finding = found(edition, complete, "1F-6")
    line = placed(complete).positions["/developers/learning_resources/resources"].line
    assert (finding.location.path, finding.location.line, finding.location.column) == (complete.path, line, 2)
    assert finding.sources == ("isbe-2018", "ccsso-2013", "crow-pipkin-2017", "nelson-nd")
    assert finding.level is next(each.level for each in edition.criteria if each.id == "1F-6")


def test_a_finding_about_a_profile_that_is_in_no_file_points_at_the_whole(edition: Edition) -> None:
    result = audit(edition, profile_of({}), date="2026-01-01")
    assert {(f.location.path, f.location.pointer, f.location.line, f.location.column) for f in result.findings} == {
        ("made-up.yaml", "", None, None)
    }


# --- reviewers -------------------------------------------------------------------------------------

REASON = "Both reviewers found the area named in the guide."


@pytest.mark.parametrize(
    ("rationale", "message"),
    [(REASON, REASON.rstrip(".")), ("", "the reviewers say that it is partly met")],
    ids=["a rationale", "none"],
)
@pytest.mark.parametrize("criterion", ["1A-1", "1F-6"])
def test_what_reviewers_settle_is_told_in_their_words_beside_what_is_cited(
    edition: Edition, complete: Profile, criterion: str, rationale: str, message: str
) -> None:
    open_finding = found(edition, complete, criterion)
    decided = decision(criterion, Standing.SETTLED, Answer.PARTLY_MET, rationale=rationale)
    finding = found(edition, complete, criterion, decisions=decided)
    assert (finding.status, finding.basis, finding.message) == (Status.PARTLY_MET, Basis.DECISION, message)
    assert finding.location == open_finding.location
    assert finding.citations == open_finding.citations != ()
    assert finding.remedy == next(each.remedy for each in edition.criteria if each.id == criterion)


def test_what_reviewers_settle_against_a_failing_rule_points_where_the_rule_failed(
    edition: Edition, complete: Profile
) -> None:
    profile = changed(complete, *RESOURCES, 1, "cost")
    finding = found(
        edition, profile, "1F-6", decisions=decision("1F-6", Standing.SETTLED, Answer.MET, rationale=REASON)
    )
    assert (finding.status, finding.message) == (Status.MET, REASON.rstrip("."))
    assert finding.location.pointer == "/developers/learning_resources/resources/1"
    assert finding.citations == ()


def test_what_reviewers_settle_about_a_claim_points_at_the_claim(edition: Edition, complete: Profile) -> None:
    profile = changed(changed(complete, *STACK), *STACK[:2], "not_applicable", to=CLAIM)
    finding = found(edition, profile, "5A-D1", decisions=decision("5A-D1", Standing.SETTLED, Answer.NOT_APPLICABLE))
    assert (finding.status, finding.basis) == (Status.NOT_APPLICABLE, Basis.DECISION)
    assert finding.location.pointer == "/recognizers/formal_currency/not_applicable"
    assert finding.remedy == ""


def test_an_answer_that_the_edition_does_not_allow_is_told(edition: Edition, complete: Profile) -> None:
    finding = found(edition, complete, "1A-1", decisions=decision("1A-1", Standing.SETTLED, Answer.NOT_APPLICABLE))
    assert finding.message == ("the reviewers say that it does not apply, and the edition does not allow that here")
    assert finding.location.pointer == "/developers/title_and_description/title"
    assert finding.citations == (Citation(document="profile_page", place="Overview"),)
    assert finding.remedy == WAIT


WAITING = {
    Standing.TOO_FEW: "0 of 2 reviewers have decided",
    Standing.NO_AGREEMENT: "the reviewers do not agree",
    Standing.CANNOT_TELL: "the reviewers cannot tell from what is there",
    Standing.STALE: "what the reviewers decided on has changed since",
}


def all_in(decisions: Mapping[str, Decision]) -> Mapping[str, Decision]:
    """Return decisions of criteria that as many reviewers judged as it takes."""
    return {name: replace(each, counted=each.quorum) for name, each in decisions.items()}


@pytest.mark.parametrize("standing", WAITING)
def test_what_reviewers_have_not_settled_says_why(edition: Edition, complete: Profile, standing: Standing) -> None:
    finding = found(edition, complete, "1A-1", decisions=decision("1A-1", standing, Answer.MET))
    assert finding.message == (
        f"{WAITING[standing]}: whether a named area is specific and clear is a judgement about words"
    )
    assert finding.citations == (Citation(document="profile_page", place="Overview"),)


@pytest.mark.parametrize("standing", WAITING)
def test_a_reviewer_against_the_facts_is_told_with_why_that_is_not_settled(
    edition: Edition, complete: Profile, standing: Standing
) -> None:
    # Before the quorum is complete nobody is told what anybody said.
    waits = found(edition, complete, "1F-6", decisions=decision("1F-6", standing, Answer.NOT_MET))
    assert waits.message == f"the facts satisfy it; {WAITING[standing]}"
    told = WAITING[standing].replace("0 of", "2 of")
    holds = found(edition, complete, "1F-6", decisions=all_in(decision("1F-6", standing, Answer.NOT_MET)))
    assert holds.message == f"the facts satisfy it; a reviewer says otherwise, and {told}"
    assert holds.location.pointer == "/developers/learning_resources/resources"
    assert holds.citations == (OVERVIEW,)
    failing = changed(complete, *RESOURCES, 1, "cost")
    fails = found(edition, failing, "1F-6", decisions=all_in(decision("1F-6", standing, Answer.MET)))
    assert (fails.status, fails.basis) == (Status.AWAITING_REVIEW, Basis.NONE)
    assert fails.message == f"entry 2 of `resources` gives no `cost`; a reviewer says otherwise, and {told}"
    assert fails.location.pointer == "/developers/learning_resources/resources/1"


@pytest.mark.parametrize(
    ("answer", "holds", "fails"),
    [
        (Answer.MET, Status.MET, Status.AWAITING_REVIEW),
        (Answer.PARTLY_MET, Status.AWAITING_REVIEW, Status.AWAITING_REVIEW),
        (Answer.NOT_MET, Status.AWAITING_REVIEW, Status.NOT_MET),
        (Answer.NOT_APPLICABLE, Status.AWAITING_REVIEW, Status.AWAITING_REVIEW),
        (Answer.CANNOT_TELL, Status.MET, Status.NOT_MET),
    ],
)
def test_which_answers_of_one_reviewer_go_against_the_facts(
    edition: Edition, complete: Profile, answer: Answer, holds: Status, fails: Status
) -> None:
    alone = decision("1F-6", Standing.TOO_FEW, answer)
    assert found(edition, complete, "1F-6", decisions=alone).status is holds
    failing = changed(complete, *RESOURCES, 1, "cost")
    assert found(edition, failing, "1F-6", decisions=alone).status is fails


@pytest.mark.parametrize("answer", [Answer.MET, Answer.PARTLY_MET, Answer.NOT_MET, Answer.NOT_APPLICABLE])
def test_each_answer_that_reviewers_settle_on_becomes_the_status(
    edition: Edition, complete: Profile, answer: Answer
) -> None:
    finding = found(edition, complete, "3B-D3", decisions=decision("3B-D3", Standing.SETTLED, answer))
    assert (finding.status, finding.basis) == (Status(answer), Basis.DECISION)


# --- documents and policies ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (DocumentState.MISSING, "is not at the path that the dossier gives"),
        (DocumentState.EMPTY, "has nothing in it"),
        (DocumentState.ALTERED, "has changed since its hash was taken"),
    ],
)
def test_a_document_that_cannot_be_used_is_told_with_why(
    edition: Edition, complete: Profile, state: DocumentState, why: str
) -> None:
    profile = profile_of(complete.content, {**complete.documents, "profile_page": state})
    finding = found(edition, profile, "1F-6")
    assert finding.message == f"the cited document `profile_page` {why}"
    assert finding.citations == ()


def test_what_a_policy_wants_confirmed_waits_where_it_is_cited(edition: Edition, complete: Profile) -> None:
    policy = Policy(id="ohio", title="Ohio", state="OH", path="ohio.yaml", sha256="0" * 64, confirm_facts=True)
    finding = found(edition, complete, "1F-6", policy=policy)
    assert finding.message == "claimed and cited; the policy wants a reviewer to confirm it"
    assert finding.location.pointer == "/developers/learning_resources/resources"
    assert (finding.citations, finding.remedy) == ((OVERVIEW,), WAIT)


def test_a_state_that_has_not_said_what_it_wants_is_why_a_reviewer_decides(edition: Edition, complete: Profile) -> None:
    criterion = next(each for each in edition.criteria if each.id == "5A-1")
    assert criterion.state is not None
    because = criterion.state.because
    unset = f"no reviewer has decided: {because[0].lower()}{because[1:].rstrip('.')}"
    assert found(edition, complete, "5A-1").message == unset
    place = SourcedPlace(document="rules", place="p. 1")
    settings = {"verifying_body": SettingValue(value=["Another board"], source=place)}
    policy = Policy(id="ohio", title="Ohio", state="OH", path="ohio.yaml", sha256="0" * 64, settings=settings)
    assert found(edition, complete, "5A-1", policy=policy).message == unset


OHIO = Policy(id="ohio", title="Ohio", state="OH", path="ohio.yaml", sha256="0" * 64)
RULES = SourcedPlace(document="rules", place="p. 1")


def test_a_finding_names_the_policy_that_requires_its_criterion(edition: Edition, complete: Profile) -> None:
    policy = replace(OHIO, requires=(RequiredDesired(criterion="1C-D3", source=RULES),))
    assert found(edition, complete, "1C-D3", policy=policy).required_by == "ohio"
    assert found(edition, complete, "1C-D1", policy=policy).required_by == ""
    assert found(edition, complete, "1C-D3").required_by == ""


def test_what_only_the_policy_finds_too_little_is_told_alone(edition: Edition, complete: Profile) -> None:
    policy = replace(OHIO, settings={"minimum_hours": SettingValue(value=31, source=RULES)})
    finding = found(edition, complete, "2F-1", policy=policy)
    assert (finding.status, finding.basis) == (Status.NOT_MET, Basis.FACTS)
    assert finding.message == "the policy sets minimum hours: found 30, needed at least 31"
    assert finding.location.pointer == "/deliverers/estimated_time/typical_hours"


def test_what_a_policy_sets_aside_is_told_beside_what_is_lacking(edition: Edition, complete: Profile) -> None:
    recognized = SettingValue(value=[{"kind": "relicensure_credit"}], source=RULES)
    policy = replace(OHIO, settings={"recognized_currencies": recognized})
    message = found(edition, complete, "5A-2", policy=policy).message
    lacking, _, aside = message.rpartition("; ")
    assert lacking
    assert aside == "the policy does not recognize ceu (3 ceu), only relicensure_credit"


def test_a_rule_over_the_profile_says_what_the_profile_lacks(edition: Edition, complete: Profile) -> None:
    finding = found(edition, changed(complete, "developers"), "5A-D1")
    assert finding.message == "the profile gives no `developers`"
    assert finding.location.pointer == "/recognizers/formal_currency/stack_currency"


def test_a_rule_over_the_profile_says_what_stood_where_something_lacks(edition: Edition, complete: Profile) -> None:
    finding = found(edition, changed(complete, "deliverers", "estimated_time", "typical_hours", to="TBD"), "2F-2")
    assert finding.message.startswith(
        "`estimated_time` gives no `typical_hours` (what stands there is placeholder text)"
    )


# --- decisions that settle nothing -------------------------------------------------------------------


def test_a_decision_that_no_longer_stands_does_not_count_whatever_it_had_settled(
    edition: Edition, complete: Profile
) -> None:
    stale = Decision(criterion="1A-1", standing=Standing.STALE, answers=(Answer.MET,), settled=Answer.MET)
    finding = found(edition, complete, "1A-1", decisions={"1A-1": stale})
    assert finding.status is Status.AWAITING_REVIEW
    assert finding.message.startswith("what the reviewers decided on has changed since: ")


@pytest.mark.parametrize("settled", [None, Answer.CANNOT_TELL])
def test_what_is_settled_as_nothing_that_counts_stays_open(
    edition: Edition, complete: Profile, settled: Answer | None
) -> None:
    empty = Decision(criterion="1A-1", standing=Standing.SETTLED, answers=(), settled=settled)
    finding = found(edition, complete, "1A-1", decisions={"1A-1": empty})
    assert finding.status is Status.AWAITING_REVIEW
    assert finding.message.startswith("no reviewer has decided: ")


def test_reviewers_who_settled_nothing_that_counts_do_not_stand_against_the_facts(
    edition: Edition, complete: Profile
) -> None:
    empty = Decision(criterion="1F-6", standing=Standing.SETTLED, answers=(Answer.NOT_MET,))
    finding = found(edition, complete, "1F-6", decisions={"1F-6": empty})
    assert (finding.status, finding.message) == (Status.MET, "claimed and cited, not checked")


def test_what_fails_can_be_settled_as_not_applicable_only_where_the_edition_allows_it(
    edition: Edition, complete: Profile
) -> None:
    failing = changed(complete, *RESOURCES, 1, "cost")
    finding = found(edition, failing, "1F-6", decisions=decision("1F-6", Standing.SETTLED, Answer.NOT_APPLICABLE))
    assert finding.status is Status.AWAITING_REVIEW
    assert finding.message == "the reviewers say that it does not apply, and the edition does not allow that here"
    content = {"criteria": "None"}
    failing = changed(complete, "evaluators", "evaluator_profile", "advanced_content", to=content)
    finding = found(edition, failing, "3B-D3", decisions=decision("3B-D3", Standing.SETTLED, Answer.NOT_APPLICABLE))
    assert (finding.status, finding.basis) == (Status.NOT_APPLICABLE, Basis.DECISION)
