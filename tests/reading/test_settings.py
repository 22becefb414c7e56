"""An edition whose settings contradict the rest of it is refused, each problem with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from mcaudit.errors import Problem
from mcaudit.model import Edition, SettingKind
from tests.reading.test_edition import Break, broken_copy, problems_of

_FILE = "settings.yaml"
_1C = "1-developers/1C-competency-area.yaml"
_3A = "3-evaluators/3A-evidence-requirements.yaml"
_3B = "3-evaluators/3B-evaluator-profile.yaml"
_4A = "4-issuers/4A-issuer.yaml"

CONTRADICTORY = {
    "a setting that decides an unknown criterion": Break(
        file=_FILE,
        old="decides: [1C-D3]",
        new="decides: [1C-D4]",
        says="`1C-D4` is no criterion of this edition",
        offers="did you mean `1C-D3`?",
    ),
    "a criterion whose setting does not decide it": Break(
        file=_1C,
        says="1C-D3: `priority_areas` does not decide it in settings.yaml",
        offers="name 1C-D3 under its `decides`",
        at="setting: priority_areas",
    ),
    "a setting that tightens an unknown criterion": Break(
        file=_FILE,
        old="tightens: [3F-1]",
        new="tightens: [3F-9]",
        says="`3F-9` is no criterion of this edition",
        offers="did you mean `3F-1`?",
    ),
    "a setting that tightens what depends on the state": Break(
        file=_FILE,
        old="tightens: [4B-1]",
        new="tightens: [4B-1, 4B-3]",
        says="`4B-3` cannot stand under `tightens`",
        offers="a setting decides criteria that depend on the state's own rules, and tightens others",
    ),
    "a setting that decides what does not depend on the state": Break(
        file=_FILE,
        under="  approved_issuers:",
        old="decides: [4A-3]",
        new="decides: [4A-3, 4A-2]",
        says="`4A-2` cannot stand under `decides`",
        offers="a setting decides criteria that depend on the state's own rules, and tightens others",
    ),
    "a place that is no field": Break(
        file=_FILE,
        old="compares: [/deliverers/estimated_time/typical_hours]",
        new="compares: [/deliverers/estimated_time/usual_hours]",
        says="`/deliverers/estimated_time/usual_hours` is no field of an answer",
        offers="check it",
    ),
    "a place in another component": Break(
        file=_FILE,
        old="compares: [/issuers/form/state_format/format]",
        new="compares: [/evaluators/form/state_format/format]",
        says="`/evaluators/form/state_format/format` is no field of an answer",
        offers="check it",
    ),
    "a whole answer for a place": Break(
        file=_FILE,
        old="compares: [/evaluators/resubmission/limit]",
        new="compares: [/evaluators/resubmission]",
        says="`/evaluators/resubmission` is no field of an answer",
        offers="check it",
    ),
    "a second place that is none": Break(
        file=_FILE,
        old="      - /deliverers/support_organization/provider_status/recognized_by",
        new="      - /deliverers/support_organization/provider/recognized_by",
        says="`/deliverers/support_organization/provider/recognized_by` is no field of an answer",
        offers="check it",
    ),
    "a derived fact that is none": Break(
        file=_FILE,
        old="compares: [/derived/issuer_approvals_here/*/by]",
        new="compares: [/derived/issuer_approvals/*/by]",
        says="`/derived/issuer_approvals/*/by` is no field of an answer",
        offers="check it",
    ),
    "names that are compared with nothing": Break(
        file=_FILE,
        under="  minimum_evidence_standard:",
        old="    compares: [/evaluators/evidence_requirements/minimum_standard/standard]\n",
        new="",
        says="`minimum_evidence_standard` is of kind names, and `compares` is missing",
        offers="settings of kind names and at_least compare, others do not",
        at="  minimum_evidence_standard:",
    ),
    "rates that are compared": Break(
        file=_FILE,
        old="    kind: rates",
        new="    compares: [/evaluators/resubmission/limit]\n    kind: rates",
        under="  currency_rates:",
        says="`currency_rates` is of kind rates, and `compares` does not fit",
        offers="settings of kind names and at_least compare, others do not",
        at="  currency_rates:",
    ),
    "a criterion that names an unknown setting": Break(
        file=_3B,
        old="setting: recognized_evaluator_training",
        new="setting: recognised_evaluator_training",
        says="3B-1: `recognised_evaluator_training` is no setting in settings.yaml",
        offers="did you mean `recognized_evaluator_training`?",
    ),
    "a criterion that names the setting of another": Break(
        file=_4A,
        old="setting: verifying_body",
        new="setting: approved_issuers",
        says="4A-5: `approved_issuers` does not decide it in settings.yaml",
        offers="name 4A-5 under its `decides`",
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


def test_every_criterion_that_depends_on_the_state_names_the_setting_that_decides_it(edition: Edition) -> None:
    dependent = {criterion.id: criterion.state.setting for criterion in edition.criteria if criterion.state}
    assert len(dependent) == 15
    for criterion, setting in dependent.items():
        assert criterion in edition.settings[setting].decides


def test_a_setting_that_compares_has_an_effect(edition: Edition) -> None:
    for setting in edition.settings.values():
        assert bool(setting.decides or setting.tightens) is (setting.kind is not SettingKind.RATES), setting.name
