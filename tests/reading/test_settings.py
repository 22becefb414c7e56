"""An edition whose settings contradict the rest of it is refused, each problem with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from mcaudit.errors import Problem
from mcaudit.model import Edition, SettingKind
from tests.reading.test_edition import Break, broken_copy, problems_of

_FILE = "settings.yaml"
_1C = "1-developers/1C-competency-area.yaml"
_EFFECTS = (
    "a setting decides criteria that say facts_if_set or reviewer_with_setting, and tightens those that say facts"
)

CONTRADICTORY = {
    "a setting that decides an unknown criterion": Break(
        file=_FILE,
        old="decides: [1C-D3]",
        new="decides: [1C-D4]",
        says="unknown criterion `1C-D4`",
        offers="did you mean `1C-D3`?",
    ),
    "a criterion that no setting decides": Break(
        file=_1C,
        says="1C-D3 is decided by facts_if_set, but no setting decides it",
        offers="name 1C-D3 under the `decides` of a setting in settings.yaml",
        at="decided_by: facts_if_set",
    ),
    "a setting that tightens an unknown criterion": Break(
        file=_FILE,
        old="tightens: [3F-1]",
        new="tightens: [3F-9]",
        says="unknown criterion `3F-9`",
        offers="did you mean `3F-1`?",
    ),
    "a setting that tightens what depends on the state": Break(
        file=_FILE,
        old="tightens: [4B-1]",
        new="tightens: [4B-1, 4B-3]",
        says="`4B-3` is decided by facts_if_set, so not under `tightens`",
        offers=_EFFECTS,
    ),
    "a setting that decides what does not depend on the state": Break(
        file=_FILE,
        under="  approved_issuers:",
        old="decides: [4A-3]",
        new="decides: [4A-3, 4A-2]",
        says="`4A-2` is decided by reviewer, so not under `decides`",
        offers=_EFFECTS,
    ),
    "a place that is not a field": Break(
        file=_FILE,
        old="compares: [/deliverers/estimated_time/typical_hours]",
        new="compares: [/deliverers/estimated_time/usual_hours]",
        says="`/deliverers/estimated_time/usual_hours` is not a field of an answer",
        offers="check it",
    ),
    "a place in another component": Break(
        file=_FILE,
        old="compares: [/issuers/form/state_format/format]",
        new="compares: [/evaluators/form/state_format/format]",
        says="`/evaluators/form/state_format/format` is not a field of an answer",
        offers="check it",
    ),
    "a whole answer for a place": Break(
        file=_FILE,
        old="compares: [/evaluators/resubmission/limit]",
        new="compares: [/evaluators/resubmission]",
        says="`/evaluators/resubmission` is not a field of an answer",
        offers="check it",
    ),
    "a second place that is none": Break(
        file=_FILE,
        old="      - /deliverers/support_organization/provider_status/recognized_by",
        new="      - /deliverers/support_organization/provider/recognized_by",
        says="`/deliverers/support_organization/provider/recognized_by` is not a field of an answer",
        offers="check it",
    ),
    "a derived fact that is none": Break(
        file=_FILE,
        old="compares: [/issuers/issuer/verifying_body/name]",
        new="compares: [/derived/issuer_approvals/*/by]",
        says="`/derived/issuer_approvals/*/by` is not a field of an answer",
        offers="check it",
    ),
    "names that are compared with nothing": Break(
        file=_FILE,
        under="  minimum_evidence_standard:",
        old="    compares: [/evaluators/evidence_requirements/minimum_standard/standard]\n",
        new="",
        says="`minimum_evidence_standard` is of kind names, and `compares` is missing",
        offers="add it: settings of kind names, at_least and currencies have it",
        at="  minimum_evidence_standard:",
    ),
    "rates that are compared": Break(
        file=_FILE,
        old="    kind: rates",
        new="    compares: [/evaluators/resubmission/limit]\n    kind: rates",
        under="  currency_rates:",
        says="`currency_rates` is of kind rates, and `compares` does not fit",
        offers="remove it: only settings of kind names, at_least and currencies have it",
        at="  currency_rates:",
    ),
    "names that may be number words": Break(
        file=_FILE,
        under="  approved_providers:",
        old="    decides: [2B-2]\n",
        new="    decides: [2B-2]\n    words: [unlimited]\n",
        says="`approved_providers` is of kind names, and `words` does not fit",
        offers="remove it: only settings of kind at_least have it",
        at="  approved_providers:",
    ),
    "a minimum that is itself the fact": Break(
        file=_FILE,
        under="  minimum_hours:",
        old="    kind: at_least\n",
        new="    kind: at_least\n    states: fact\n",
        says="`minimum_hours` is of kind at_least, and `states` does not fit",
        offers="remove it: only settings of kind names and currencies have it",
        at="  minimum_hours:",
    ),
    "kinds for a criterion that is not decided": Break(
        file=_FILE,
        old="      5A-5: [graduate_credit]",
        new="      5A-6: [graduate_credit]",
        says="`recognized_currencies` gives kinds for 5A-6 but does not decide it",
        offers="name 5A-6 under its `decides`, or remove the line",
    ),
    "a criterion without kinds": Break(
        file=_FILE,
        says="`recognized_currencies` decides 5A-5 but gives no kinds for it",
        offers="name them under its `kinds`",
        at="decides: [5A-1, 5A-2, 5A-3, 5A-4, 5A-5]",
    ),
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("editions")


@pytest.fixture(scope="module")
def contradictory(folders: Path) -> tuple[Path, tuple[Problem, ...]]:
    folder = broken_copy(folders, "contradictory", *CONTRADICTORY.values())
    return folder, problems_of(folder)


@pytest.mark.parametrize("name", CONTRADICTORY)
def test_settings_that_contradict_the_edition_are_refused_at_their_line(
    contradictory: tuple[Path, tuple[Problem, ...]], name: str
) -> None:
    folder, problems = contradictory
    broken = CONTRADICTORY[name]
    problem = broken.found_in(folder, problems)
    assert problem.line == broken.line(folder)
    assert (problem.message, problem.help) == (broken.says, broken.offers)


def test_nothing_else_is_refused(contradictory: tuple[Path, tuple[Problem, ...]]) -> None:
    folder, problems = contradictory
    names = [Path(problem.path).relative_to(folder).as_posix() for problem in problems]
    assert sorted(names) == sorted(broken.file for broken in CONTRADICTORY.values())


UNFIT = {
    "a kind that there is not": Break(
        file=_FILE,
        old="kind: at_least",
        new="kind: at_most",
        says="`kind` must be names, at_least, currencies or rates, but is “at_most”",
        offers="did you mean `at_least`?",
    ),
    "a setting without a title": Break(
        file=_FILE,
        old="    title: Rates\n",
        new="",
        says="`currency_rates` has no `title`",
        offers="add `title:`",
        at="  currency_rates:",
    ),
    "a name with a capital": Break(
        file=_FILE,
        old="  resubmissions:",
        new="  Resubmissions:",
        says="`Resubmissions` is not a valid short name",
        offers="",
    ),
    "a place in no notation of places": Break(
        file=_FILE,
        old="~standing=in_force/by",
        new="~standing/by",
        says="entry 1 of `compares` is “/issuers/issuer/organizations/*/approvals/*~standing/by”, which is not valid",
    ),
    "a fact in some other case": Break(
        file=_FILE,
        old="states: fact_if_state_wide",
        new="states: fact_if_statewide",
        says="`states` must be fact or fact_if_state_wide, but is “fact_if_statewide”",
        offers="did you mean `fact_if_state_wide`?",
    ),
    "an effect that there is not": Break(
        file=_FILE,
        old="tightens: [2F-1]",
        new="tighten: [2F-1]",
        says="unknown key `tighten` in `minimum_hours`",
        offers="did you mean `tightens`?",
    ),
}


@pytest.fixture(scope="module")
def unfit(folders: Path) -> tuple[Path, tuple[Problem, ...]]:
    folder = broken_copy(folders, "unfit", *UNFIT.values())
    return folder, problems_of(folder)


@pytest.mark.parametrize("name", UNFIT)
def test_settings_that_do_not_fit_their_schema_are_refused_at_their_line(
    unfit: tuple[Path, tuple[Problem, ...]], name: str
) -> None:
    folder, problems = unfit
    problem = UNFIT[name].found_in(folder, problems)
    assert problem.line == UNFIT[name].line(folder)
    assert (problem.message, problem.help) == (UNFIT[name].says, UNFIT[name].offers)


def test_an_edition_without_settings_is_refused(folders: Path) -> None:
    folder = broken_copy(folders, "without")
    (folder / _FILE).unlink()
    (problem,) = problems_of(folder)
    assert (problem.path, problem.message) == ((folder / _FILE).as_posix(), "there is no such file")


def test_a_setting_that_compares_has_an_effect(edition: Edition) -> None:
    for setting in edition.settings.values():
        assert bool(setting.compares) is (setting.kind is not SettingKind.RATES), setting.name
        assert bool(setting.decides or setting.tightens) is (setting.kind is not SettingKind.RATES), setting.name


def test_number_words_of_a_setting_are_number_words_of_the_edition(edition: Edition) -> None:
    for setting in edition.settings.values():
        assert edition.number_words.keys() >= set(setting.words), setting.name


def test_the_kinds_of_a_setting_are_kinds_of_currency(edition: Edition) -> None:
    sub = next(each for each in edition.subcomponents if each.id == "5A")
    known = set(sub.answer["currencies"]["items"]["properties"]["kind"]["enum"])
    for setting in edition.settings.values():
        assert known >= {kind for kinds in setting.kinds.values() for kind in kinds}, setting.name
