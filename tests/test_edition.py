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
from mcaudit.reading.edition.read import DEFAULT_EDITION
from mcaudit.reading.packaged import criteria_folder, packaged_schema
from mcaudit.reading.profile.facts_schema import facts_schema
from mcaudit.reading.profile.schema import profile_schema

KEYS = {
    "1A": "developers.title_and_description",
    "1B": "developers.developer",
    "1C": "developers.competency_area",
    "1D": "developers.competency_context",
    "1E": "developers.proficiency",
    "1F": "developers.learning_resources",
    "1G": "developers.evidence_of_benefit",
    "1H": "developers.development_process",
    "2A": "deliverers.availability",
    "2B": "deliverers.support_organization",
    "2C": "deliverers.learning_opportunities",
    "2D": "deliverers.timing",
    "2E": "deliverers.learner_groupings",
    "2F": "deliverers.estimated_time",
    "3A": "evaluators.evidence_requirements",
    "3B": "evaluators.evaluator_profile",
    "3C": "evaluators.scoring_rubric",
    "3D": "evaluators.submission",
    "3E": "evaluators.feedback",
    "3F": "evaluators.resubmission",
    "4A": "issuers.issuer",
    "4B": "issuers.form",
    "5A": "recognizers.formal_currency",
    "5B": "recognizers.other_recognitions",
}
"""Subcomponent → its key in a profile, in the order of the source."""

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


# --- structure -------------------------------------------------------------------------------------


def test_components_and_subcomponents_are_those_of_the_source_in_its_order(edition: Edition) -> None:
    assert [component.number for component in edition.components] == [1, 2, 3, 4, 5]
    found = {sub.id: f"{sub.component}.{sub.key}" for sub in edition.subcomponents}
    assert found == KEYS
    assert list(found) == list(KEYS)


def test_criteria_are_numbered_without_gaps_required_before_desired(edition: Edition) -> None:
    for sub in edition.subcomponents:
        desired = sum(criterion.level is Level.DESIRED for criterion in sub.criteria)
        required = len(sub.criteria) - desired
        assert [criterion.id for criterion in sub.criteria] == [
            *(f"{sub.id}-{number}" for number in range(1, required + 1)),
            *(f"{sub.id}-D{number}" for number in range(1, desired + 1)),
        ]
        assert {criterion.level for criterion in sub.criteria[:required]} == {Level.REQUIRED}


def test_groups_and_their_members(edition: Edition) -> None:
    assert {group.id: group.members for sub in edition.subcomponents for group in sub.groups} == GROUPS
    assert {criterion.id: criterion.group for criterion in edition.criteria if criterion.group} == {
        member: group for group, members in GROUPS.items() for member in members
    }


def test_members_of_a_group_are_required(edition: Edition) -> None:
    assert {criterion.level for criterion in edition.criteria if criterion.group} == {Level.REQUIRED}


def test_only_the_development_process_is_optional(edition: Edition) -> None:
    assert {sub.id: sub.optional_until_stated for sub in edition.subcomponents if sub.optional} == {
        "1H": ("1H-1", "1H-D1")
    }


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


def test_what_facts_decide_has_a_coded_condition(edition: Edition) -> None:
    """Which settings decide or tighten a criterion, and that who decides says the same, is checked when it is read."""
    by_facts = [criterion for criterion in edition.criteria if criterion.decided_by is Decider.FACTS]
    assert by_facts
    assert all(criterion.met_when for criterion in by_facts)


def test_what_a_policy_decides_depends_on_the_state(edition: Edition) -> None:
    tightened = {name for setting in edition.settings.values() for name in setting.tightens}
    assert {c.id for c in edition.criteria if c.state.binding is Binding.BOUND_IF_SET} == {*tightened, "2A-2"}
    by_policy = [c for c in edition.criteria if c.decided_by in (Decider.FACTS_IF_SET, Decider.REVIEWER_WITH_SETTING)]
    assert by_policy
    assert {c.state.binding for c in by_policy} == {Binding.BOUND}


def test_only_criteria_that_depend_on_the_state_are_the_states_to_answer(edition: Edition) -> None:
    said = [c for c in edition.criteria if c.state.said_by_state]
    assert "4A-5" in {c.id for c in said}
    assert {c.state.binding for c in said} == {Binding.BOUND}


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


def test_a_corrected_form_is_distinguished_from_the_printed_ones(edition: Edition) -> None:
    for work in edition.works:
        for field, printed in work.as_printed.items():
            assert any(form != getattr(work, field) for form in printed), f"{work.id}: {field} is as printed"
            assert work.note, f"{work.id} does not say where each form stands"


# --- words -----------------------------------------------------------------------------------------


_SUBJECT = re.compile(
    r"(?:The|A|An|Each) [a-z]|(?:Independent |Prospective |Two or more )?(?:earners|evaluators) ", re.IGNORECASE
)
"""How a text begins that names who or what it is about, before its verb."""
_NO_INSTRUCTION = re.compile(r"(?:The|A|An|Each|Earners|It|This|There|If|In|Under|For|To|When|Of)\b")


def test_what_is_asked_is_a_full_sentence_with_its_subject_first(edition: Edition) -> None:
    groups = {group.id: group.text for sub in edition.subcomponents for group in sub.groups}
    for id, text in {**groups, **{criterion.id: criterion.text for criterion in edition.criteria}}.items():
        assert re.fullmatch(r"[A-Z][^\n]*[^.\s]", text), id
        assert _SUBJECT.match(text), id


def test_every_criterion_has_a_title_a_reason_and_a_remedy(edition: Edition) -> None:
    for criterion in edition.criteria:
        assert 2 <= len(criterion.title.split()) <= 5, f"{criterion.id}: title"
        assert re.fullmatch(r"[A-Z0-9][^\n]*\.", criterion.because), f"{criterion.id}: because"
        assert re.fullmatch(r"[A-Z][^\n]*\.", criterion.remedy), f"{criterion.id}: remedy"
        assert not _NO_INSTRUCTION.match(criterion.remedy), f"{criterion.id}: remedy"


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
