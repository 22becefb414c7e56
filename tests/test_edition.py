"""The shipped edition holds what Version 1.0 of the quality criteria holds, piece for piece."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs
import pytest
import yaml

from mcaudit.audit.facts import facts_of
from mcaudit.model import Decider, Edition, Level
from mcaudit.reading.edition import DEFAULT_EDITION
from mcaudit.reading.packaged import criteria_folder, packaged_schema
from mcaudit.reading.profile_schema import facts_schema, profile_schema

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

REVIEWED = (
    "1A-1", "1A-2", "1A-3", "1B-1", "1C-2", "1C-D2", "1E-1", "1E-2", "1E-3", "1E-4", "1E-6", "1F-3", "1F-4", "1G-1",
    "2B-2", "2B-D1", "2C-3", "2F-5",
    "3A-1", "3A-3", "3A-D1", "3B-2", "3B-3", "3C-1", "3D-1", "3D-3", "3E-D2",
)  # fmt: skip
"""What only a person can judge; facts decide the rest."""

OF_A_STATE = {
    "1C-D3": "priority_areas",
    "2B-2": "approved_provider_requirement",
    "3A-3": "minimum_evidence_standard",
    "3A-D1": "state_evidence_requirement",
    "3B-1": "recognized_evaluator_training",
    "3B-D1": "recognized_evaluator_micro_credential",
    "3B-D3": "advanced_content_criteria",
    "4A-3": "issuer_approving_bodies",
    "4A-5": "verifying_body",
    "4B-3": "recommended_form",
    "5A-1": "recognized_currencies",
    "5A-2": "recognized_currencies",
    "5A-3": "recognized_currencies",
    "5A-4": "recognized_currencies",
    "5A-5": "recognized_currencies",
}
"""What depends on a state's own rules, with the policy setting that lets facts decide it."""


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
    assert (skip.criteria, skip.subcomponents) == (("2A-D1", "2A-D2"), ("2B", "2C", "2D", "2E", "2F"))


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


def test_facts_decide_all_but_what_a_person_must_judge(edition: Edition) -> None:
    assert tuple(c.id for c in edition.criteria if c.decided_by is Decider.REVIEWER) == REVIEWED


def test_what_depends_on_a_state_names_its_setting(edition: Edition) -> None:
    assert {c.id: c.state.setting for c in edition.criteria if c.state} == OF_A_STATE


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
        assert re.fullmatch(r"[A-Z0-9][^\n]*\.", criterion.because), f"{criterion.id}: because"
        assert re.fullmatch(r"[A-Z][^\n]*\.", criterion.remedy), f"{criterion.id}: remedy"


def test_every_subcomponent_asks_a_question(edition: Edition) -> None:
    for sub in edition.subcomponents:
        assert re.fullmatch(r"[A-Z][^\n]*\?", sub.question), sub.id


def test_no_two_criteria_say_the_same(edition: Edition) -> None:
    for name in ("text", "remedy"):
        values = [getattr(criterion, name) for criterion in edition.criteria]
        assert len(set(values)) == len(values), name


# --- rules -----------------------------------------------------------------------------------------


def _patterns(schema: Any, at: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(schema, Mapping):
        if isinstance(schema.get("pattern"), str):
            yield at, schema["pattern"]
        for key, inner in schema.items():
            yield from _patterns(inner, f"{at}/{key}")
    elif isinstance(schema, list | tuple):
        for index, inner in enumerate(schema):
            yield from _patterns(inner, f"{at}/{index}")


def _all_patterns(edition: Edition) -> Iterator[tuple[str, str]]:
    for criterion in edition.criteria:
        yield from _patterns(criterion.rule, criterion.id)
    yield from _patterns(profile_schema(edition), "profile")


_UNPORTABLE = re.compile(r"\(\?|\\[1-9]|\\[AZGzkpPQEhHRXdDwW]|[*+?}][+]|\[\[:|&&")
"""Look-around, flags, back references, and what stands for other characters elsewhere (`\\d`, `\\w`)."""


def test_patterns_mean_the_same_to_every_validator(edition: Edition) -> None:
    patterns = list(_all_patterns(edition))
    assert patterns
    for at, pattern in patterns:
        assert re.compile(pattern)
        assert not _UNPORTABLE.search(pattern), f"{at}: {pattern}"


@pytest.mark.parametrize("pattern", [r"(?i)none", r"(?<!a)b", r"(a)\1", r"\d+", r"a++", r"\Anone", r"[[:alpha:]]"])
def test_a_pattern_that_few_validators_know_is_noticed(pattern: str) -> None:
    assert _UNPORTABLE.search(pattern)


_STANDARD = {
    *("$ref", "title", "description", "type", "enum", "const", "not", "allOf", "anyOf", "oneOf", "if", "then", "else"),
    *("properties", "required", "additionalProperties", "propertyNames", "minProperties", "maxProperties"),
    *("dependentRequired", "dependentSchemas", "dependencies"),
    *("items", "prefixItems", "contains", "minContains", "maxContains", "minItems", "maxItems", "uniqueItems"),
    *("pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
}


def _keywords(schema: Any) -> Iterator[str]:
    if isinstance(schema, Mapping):
        for key, inner in schema.items():
            yield key
            if key in ("properties", "dependentSchemas"):
                for each in inner.values():
                    yield from _keywords(each)
            elif key in ("allOf", "anyOf", "oneOf", "prefixItems"):
                for each in inner:
                    yield from _keywords(each)
            elif key not in ("const", "enum"):
                yield from _keywords(inner)


def test_rules_use_no_keyword_of_our_own(edition: Edition) -> None:
    schemas = [criterion.rule for criterion in edition.criteria] + list(edition.definitions.values())
    assert {key for schema in schemas for key in _keywords(schema)} <= _STANDARD


def test_the_schemas_assembled_from_the_edition_are_schemas(edition: Edition) -> None:
    for schema in (profile_schema(edition), *(facts_schema(edition, level) for level in Level)):
        assert jsonschema_rs.meta.is_valid(dict(schema))


def test_every_derived_fact_of_the_vocabulary_is_computed_and_no_other(edition: Edition) -> None:
    assert set(facts_of({})["derived"]) == {fact.name for fact in edition.derived}


def test_every_field_of_an_answer_says_what_it_is(edition: Edition) -> None:
    for sub in edition.subcomponents:
        for field, schema in sub.answer.items():
            assert schema.get("title"), f"{sub.id}: {field}"


def test_fields_that_no_criterion_reads_are_few_and_known(edition: Edition) -> None:
    read = {place for criterion in edition.criteria for place in criterion.reads}
    fields = {f"{sub.pointer}/{field}" for sub in edition.subcomponents for field in sub.answer}
    assert fields - read == {
        "/developers/competency_area/domain",
        "/developers/competency_area/competencies",
        "/developers/development_process/priorities",
        "/issuers/form/specification",
    }


def test_no_answer_has_a_field_that_every_answer_has(edition: Edition) -> None:
    for sub in edition.subcomponents:
        assert not {"citations", "conflicts", "not_applicable"}.intersection(sub.answer), sub.id


def test_answers_and_mcaudits_own_schema_share_no_name(edition: Edition) -> None:
    assert not set(packaged_schema("profile")["$defs"]) & set(edition.definitions)
