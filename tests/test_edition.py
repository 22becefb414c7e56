"""The shipped edition holds what Version 1.0 of the quality criteria holds, piece for piece."""

from __future__ import annotations

import re
from collections.abc import Iterator

import jsonschema_rs
import yaml

from mcaudit.facts.document import facts_of
from mcaudit.facts.labels import label
from mcaudit.facts.normal import Kind, Shape, shape_of
from mcaudit.model import Binding, Decider, Edition, Level
from mcaudit.reading.edition import DEFAULT_EDITION
from mcaudit.reading.facts_schema import facts_schema
from mcaudit.reading.packaged import criteria_folder, packaged_schema
from mcaudit.reading.profile_schema import profile_schema

TABLE = {
    "1A": ("developers.title_and_description", 3, 0),
    "1B": ("developers.developer", 2, 0),
    "1C": ("developers.competency_area", 2, 3),
    "1D": ("developers.competency_context", 3, 0),
    "1E": ("developers.proficiency", 8, 0),
    "1F": ("developers.learning_resources", 7, 0),
    "1G": ("developers.evidence_of_benefit", 1, 1),
    "1H": ("developers.development_process", 1, 1),
    "2A": ("deliverers.availability", 2, 2),
    "2B": ("deliverers.support_organization", 2, 1),
    "2C": ("deliverers.learning_opportunities", 5, 2),
    "2D": ("deliverers.timing", 1, 1),
    "2E": ("deliverers.learner_groupings", 2, 1),
    "2F": ("deliverers.estimated_time", 6, 0),
    "3A": ("evaluators.evidence_requirements", 3, 1),
    "3B": ("evaluators.evaluator_profile", 3, 3),
    "3C": ("evaluators.scoring_rubric", 1, 2),
    "3D": ("evaluators.submission", 4, 0),
    "3E": ("evaluators.feedback", 2, 2),
    "3F": ("evaluators.resubmission", 1, 1),
    "4A": ("issuers.issuer", 6, 0),
    "4B": ("issuers.form", 4, 0),
    "5A": ("recognizers.formal_currency", 6, 1),
    "5B": ("recognizers.other_recognitions", 2, 0),
}
"""Subcomponent → its key in a profile, how many required and how many desired criteria it has."""

GROUPS = {
    "1B-any": ("1B-1", "1B-2"),
    "1D-any": ("1D-2", "1D-3"),
    "4A-any": ("4A-1", "4A-2", "4A-3", "4A-4"),
    "5A-any": ("5A-1", "5A-2", "5A-3", "5A-4", "5A-5"),
}

WORKS = (
    "isbe-2018", "nea-2018", "ccsso-2013", "jff-ccsso-2015", "nctm-nd", "crow-pipkin-2017", "excelined-2019",
    "digital-promise-2016", "kuriacose-warn-nd", "nelson-nd", "great-schools-nd", "brown-2019", "nbpts-nd",
    "hattie-timperley-2007", "advance-cte-nd", "ims-nd", "advance-cte-2018",
)  # fmt: skip

PAGES = {
    ("1A", "isbe-2018"): "12, 15",
    ("1C", "excelined-2019"): "2",
    ("1C", "isbe-2018"): "7",
    ("1E", "kuriacose-warn-nd"): "3",
    ("2B", "isbe-2018"): "18",
    ("2C", "isbe-2018"): "12–13, 15–17",
    ("2F", "isbe-2018"): "13",
    ("5A", "nea-2018"): "2",
}
"""Every page that the source's appendix names."""

DECIDED_BY_FACTS = (
    "1C-1", "1D-1", "1D-2", "1E-8", "1F-2", "1F-5", "1F-6", "1F-7", "1H-1",
    "2A-1", "2A-2", "2A-D1", "2B-1", "2C-2", "2C-4", "2C-D1", "2C-D2", "2D-D1", "2E-1", "2E-2", "2E-D1",
    "2F-1", "2F-2", "2F-3", "2F-4", "2F-6",
    "3B-D2", "3C-D1", "3D-2", "3E-1", "3F-1", "3F-D1",
    "4A-1", "4A-4", "4A-6", "4B-1", "4B-2", "5A-6", "5A-D1", "5B-1",
)  # fmt: skip
"""What coded facts can settle; the rest needs a person, or a policy's value."""

IF_A_POLICY_SETS_IT = (
    "1C-D3", "3B-1", "3B-D1", "3B-D3", "4A-3", "4A-5", "4B-3", "5A-1", "5A-2", "5A-3", "5A-4", "5A-5",
)  # fmt: skip
SUGGESTED_BY_A_POLICY = ("2B-2", "3A-3", "3A-D1")
BOUND_TO_A_STATE = {
    *IF_A_POLICY_SETS_IT, *SUGGESTED_BY_A_POLICY, "1B-2", "4A-6", "5A-6", "5A-D1", "5B-1", "5B-2",
}  # fmt: skip


# --- structure -------------------------------------------------------------------------------------


def test_components_and_subcomponents_are_those_of_the_source_in_its_order(edition: Edition) -> None:
    assert [component.number for component in edition.components] == [1, 2, 3, 4, 5]
    assert {
        sub.id: (
            f"{sub.component}.{sub.key}",
            sum(criterion.level is Level.REQUIRED for criterion in sub.criteria),
            sum(criterion.level is Level.DESIRED for criterion in sub.criteria),
        )
        for sub in edition.subcomponents
    } == TABLE
    assert [sub.id for sub in edition.subcomponents] == list(TABLE)


def test_criteria_are_numbered_without_gaps_required_before_desired(edition: Edition) -> None:
    expected = [
        f"{sub}-{mark}{number}"
        for sub, (_, required, desired) in TABLE.items()
        for mark, count in (("", required), ("D", desired))
        for number in range(1, count + 1)
    ]
    assert [criterion.id for criterion in edition.criteria] == expected


def test_ninety_nine_criteria_make_sixty_eight_required_requirements(edition: Edition) -> None:
    required = [criterion for criterion in edition.criteria if criterion.level is Level.REQUIRED]
    assert (len(edition.criteria), len(required)) == (99, 77)
    assert len({criterion.group or criterion.id for criterion in required}) == 68


def test_groups_and_their_members(edition: Edition) -> None:
    assert {group.id: group.members for sub in edition.subcomponents for group in sub.groups} == GROUPS
    assert {criterion.id: criterion.group for criterion in edition.criteria if criterion.group} == {
        member: group for group, members in GROUPS.items() for member in members
    }


def test_members_of_a_group_are_required(edition: Edition) -> None:
    assert {criterion.level for criterion in edition.criteria if criterion.group} == {Level.REQUIRED}


def test_only_the_development_process_is_optional(edition: Edition) -> None:
    assert [sub.id for sub in edition.subcomponents if sub.optional] == ["1H"]


def test_only_a_no_in_2a_skips_and_what_it_skips(edition: Edition) -> None:
    skips = {sub.id: sub.skip for sub in edition.subcomponents if sub.skip}
    assert list(skips) == ["2A"]
    skip = skips["2A"]
    assert (skip.field, skip.value) == ("available", "no")
    assert (skip.criteria, skip.subcomponents) == (("2A-2", "2A-D1", "2A-D2"), ("2B", "2C", "2D", "2E", "2F"))


def test_the_reconciliation_has_every_criterion_in_order_under_its_heading(edition: Edition) -> None:
    text = (criteria_folder() / DEFAULT_EDITION / "reconciliation.yaml").read_text(encoding="utf-8")
    rows = yaml.safe_load(text)["rows"]
    assert [(row["criterion"], row["heading"]) for row in rows] == [(c.id, str(c.level)) for c in edition.criteria]


def test_every_place_names_its_heading_and_number(edition: Edition) -> None:
    for sub in edition.subcomponents:
        assert sub.place == f"Version 1.0, {sub.id}"
        for criterion in sub.criteria:
            number = criterion.id.partition("-")[2].removeprefix("D")
            assert criterion.place == f"Version 1.0, {sub.id}, {criterion.level} {number}"


# --- who decides -----------------------------------------------------------------------------------


def test_who_decides(edition: Edition) -> None:
    by = {who: tuple(c.id for c in edition.criteria if c.decided_by is who) for who in Decider}
    assert by[Decider.FACTS] == DECIDED_BY_FACTS
    assert by[Decider.FACTS_IF_SET] == IF_A_POLICY_SETS_IT
    assert by[Decider.REVIEWER_WITH_SETTING] == SUGGESTED_BY_A_POLICY


def test_what_depends_on_the_state(edition: Edition) -> None:
    assert {c.id for c in edition.criteria if c.state.binding is Binding.BOUND} == BOUND_TO_A_STATE
    tightened = {name for setting in edition.settings.values() for name in setting.tightens}
    assert {c.id for c in edition.criteria if c.state.binding is Binding.BOUND_IF_SET} == {*tightened, "2A-2"}


def test_only_criteria_that_depend_on_the_state_are_the_states_to_answer(edition: Edition) -> None:
    said = {c.id for c in edition.criteria if c.state.said_by_state}
    assert "4A-5" in said
    assert said <= BOUND_TO_A_STATE


def test_only_advanced_content_and_stacks_can_be_not_applicable(edition: Edition) -> None:
    assert [c.id for c in edition.criteria if c.may_be_not_applicable] == ["3B-D3", "5A-D1"]


# --- sources ---------------------------------------------------------------------------------------


def test_the_seventeen_works_of_the_appendix_are_carried_and_each_is_cited(edition: Edition) -> None:
    assert tuple(work.id for work in edition.works) == WORKS
    assert {source.work for sub in edition.subcomponents for source in sub.sources} == set(WORKS)


def test_the_pages_of_the_appendix_are_carried(edition: Edition) -> None:
    assert {
        (sub.id, source.work): source.pages for sub in edition.subcomponents for source in sub.sources if source.pages
    } == PAGES


def test_only_the_development_process_has_no_source(edition: Edition) -> None:
    assert [sub.id for sub in edition.subcomponents if not sub.sources] == ["1H"]


def test_a_corrected_form_is_told_from_the_printed_ones(edition: Edition) -> None:
    for work in edition.works:
        for field, printed in work.as_printed.items():
            assert any(form != getattr(work, field) for form in printed), f"{work.id}: {field} is as printed"
            assert work.note, f"{work.id} does not say where each form stands"


# --- words -----------------------------------------------------------------------------------------


def test_every_criterion_is_a_statement_and_its_advice_full_sentences(edition: Edition) -> None:
    for criterion in edition.criteria:
        assert re.fullmatch(r"[A-Z][^\n]*[^.\s]", criterion.text), f"{criterion.id}: text"
        assert 2 <= len(criterion.title.split()) <= 5, f"{criterion.id}: title"
        assert re.fullmatch(r"[A-Z0-9][^\n]*\.", criterion.because), f"{criterion.id}: because"
        assert re.fullmatch(r"[A-Z][^\n]*\.", criterion.remedy), f"{criterion.id}: remedy"


def test_every_subcomponent_asks_a_question(edition: Edition) -> None:
    for sub in edition.subcomponents:
        assert re.fullmatch(r"[A-Z][^\n]*\?", sub.question), sub.id


def test_no_two_criteria_say_the_same(edition: Edition) -> None:
    for name in ("text", "title", "remedy"):
        values = [getattr(criterion, name) for criterion in edition.criteria]
        assert len(set(values)) == len(values), name


# --- schemas ---------------------------------------------------------------------------------------


def test_the_schemas_assembled_from_the_edition_are_schemas(edition: Edition) -> None:
    for schema in (profile_schema(edition), *(facts_schema(edition, level) for level in Level)):
        assert jsonschema_rs.meta.is_valid(dict(schema))


def test_every_derived_fact_of_the_vocabulary_is_computed_and_no_other(edition: Edition) -> None:
    assert set(facts_of(edition, {}, "2026-01-01")["derived"]) == {fact.name for fact in edition.derived}


def test_every_field_of_an_answer_says_what_it_is(edition: Edition) -> None:
    for sub in edition.subcomponents:
        for field, schema in sub.answer.items():
            assert schema.get("title"), f"{sub.id}: {field}"


def test_every_place_that_states_a_criterion_is_named_in_words(edition: Edition) -> None:
    for criterion in edition.criteria:
        for place in criterion.stated_by:
            assert not re.search(r"[_/*~]", label(edition, place)), f"{criterion.id}: {place}"


def test_every_choice_has_codes(edition: Edition) -> None:
    def walk(shape: Shape) -> Iterator[Shape]:
        yield shape
        for inner in (*shape.fields.values(), *filter(None, (shape.items, shape.others))):
            yield from walk(inner)

    choices = [shape for shape in walk(shape_of(edition)) if shape.kind is Kind.CHOICE]
    assert choices
    assert all(shape.codes for shape in choices)


def test_no_answer_has_a_field_that_every_answer_has(edition: Edition) -> None:
    for sub in edition.subcomponents:
        assert not {"citations", "conflicts", "not_applicable"}.intersection(sub.answer), sub.id


def test_answers_and_mcaudits_own_schema_share_no_name(edition: Edition) -> None:
    assert not set(packaged_schema("profile")["$defs"]) & set(edition.definitions)
