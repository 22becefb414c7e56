"""An edition that contradicts itself is refused, each problem with its file and line.

The shipped edition is copied and broken by replacing text. What shows only once all files are read
is found all at once, so those breaks share one copy: each must be named, whatever else is wrong.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from mcaudit.audit.examples import contradictions
from mcaudit.errors import EditionError, Problem
from mcaudit.model import Edition
from mcaudit.reading.edition import COMPILED, DEFAULT_EDITION, _compiled, compiled_text, problem_at, read_edition
from mcaudit.reading.packaged import criteria_folder

_1A = "1-developers/1A-title-and-description.yaml"
_1B = "1-developers/1B-developer.yaml"
_1C = "1-developers/1C-competency-area.yaml"
_1D = "1-developers/1D-competency-context.yaml"
_1G = "1-developers/1G-evidence-of-benefit.yaml"
_1H = "1-developers/1H-development-process.yaml"
_2A = "2-deliverers/2A-availability.yaml"
_2C = "2-deliverers/2C-learning-opportunities.yaml"
_2E = "2-deliverers/2E-learner-groupings.yaml"
_2F = "2-deliverers/2F-estimated-time.yaml"
_3F = "3-evaluators/3F-resubmission.yaml"
_4A = "4-issuers/4A-issuer.yaml"
_4B = "4-issuers/4B-form.yaml"
_5A = "5-recognizers/5A-formal-currency.yaml"
_5B = "5-recognizers/5B-other-recognitions.yaml"


@dataclass(frozen=True, kw_only=True)
class Break:
    """One replacement in one file of the edition, and the problem that it must lead to."""

    file: str
    old: str = ""
    new: str = ""
    """Left empty where the break before it in a table has this consequence too."""
    says: str
    """Text of the problem's message."""
    offers: str = ""
    """Text of the problem's help."""
    under: str = ""
    """The replacement is made after this text, and `at` is looked for after it."""
    at: str = ""
    """Text on the line that the problem names: the replacement's first line unless given."""

    def make(self, folder: Path) -> None:
        path = folder / self.file
        text = path.read_bytes().decode("utf-8")
        start = text.index(self.under)
        assert self.old in text[start:], f"{self.file} has no {self.old!r} under {self.under!r}"
        path.write_bytes((text[:start] + text[start:].replace(self.old, self.new, 1)).encode())

    def line(self, folder: Path) -> int:
        text = (folder / self.file).read_bytes().decode("utf-8")
        marker = self.at or self.new.strip().splitlines()[0]
        return text.count("\n", 0, text.index(marker, text.index(self.under))) + 1

    def found_in(self, folder: Path, problems: tuple[Problem, ...]) -> Problem:
        path = (folder / self.file).as_posix()
        found = [problem for problem in problems if problem.path == path and self.says in problem.message]
        shown = "\n".join(f"{problem.path}:{problem.line}: {problem.message}" for problem in problems)
        assert len(found) == 1, f"{len(found)} problems of {self.file} say {self.says!r}; there are\n{shown}"
        return found[0]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("editions")


def broken_copy(folders: Path, name: str, *breaks: Break) -> Path:
    folder = Path(shutil.copytree(criteria_folder() / DEFAULT_EDITION, folders / name / DEFAULT_EDITION))
    for each in breaks:
        each.make(folder)
    return folder


def problems_of(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(EditionError) as caught:
        read_edition(folder)
    return caught.value.problems


# --- files that cannot be read, or do not fit their schema -----------------------------------------

UNFIT = {
    "an entry that no edition has": Break(
        file="edition.yaml",
        old="publisher: American",
        new="publishers: nobody\npublisher: American",
        says="unknown key `publishers` in the file",
        offers="did you mean `publisher`?",
    ),
    "an entry that no criterion has": Break(
        file=_1A,
        under="- id: 1A-2",
        old="    decided_by: reviewer",
        new="    decidedby: reviewer\n    decided_by: reviewer",
        says="unknown key `decidedby` in entry 2 of `criteria`",
        offers="did you mean `decided_by`?",
    ),
    "an entry that stands twice": Break(
        file=_1A,
        old="key: title_and_description",
        new="key: title_and_description\nid: 1Z",
        says="`id` stands here a second time; the first is on line 1",
        at="id: 1Z",
    ),
    "a criterion that nobody decides": Break(
        file=_1A,
        under="- id: 1A-3",
        old="    decided_by: reviewer\n",
        new="",
        says="entry 3 of `criteria` has no `decided_by`",
        at="- id: 1A-3",
    ),
    "a criterion that a machine decides": Break(
        file=_1A, old="decided_by: reviewer", new="decided_by: machine", says="`decided_by` must be facts or reviewer, but is “machine”"
    ),
    "a criterion whose text ends in a full stop": Break(
        file=_1A,
        old="text: Keeps a narrow focus on one single competency area",
        new="text: Keeps a narrow focus on one single competency area.",
        says="`text` is “Keeps",
    ),
    "a criterion without a failing example": Break(
        file=_1A,
        old="      fail:\n        - about: No title\n          at: title\n",
        new="      fail: []\n      failing:\n",
        says="`fail` is empty",
    ),
    "a derived fact without a description": Break(
        file="vocabulary.yaml",
        old="    description: Which organizations play",
        new="    meaning: Which organizations play",
        says="`roles` has no `description`",
        at="  roles:",
    ),
    "a work without a title": Break(
        file="sources.yaml",
        old="    title: Micro-Credential Guidance\n",
        new="",
        says="entry 2 of `works` has no `title`",
        at="- id: nea-2018",
    ),
}


@pytest.mark.parametrize("name", UNFIT)
def test_a_file_that_does_not_fit_is_refused_at_its_line(folders: Path, name: str) -> None:
    broken = UNFIT[name]
    folder = broken_copy(folders, name, broken)
    problem = broken.found_in(folder, problems_of(folder))
    assert problem.line == broken.line(folder)
    assert broken.offers in problem.help


def test_an_edition_without_its_head_names_the_file(folders: Path) -> None:
    folder = broken_copy(folders, "headless")
    (folder / "edition.yaml").unlink()
    assert [problem.path for problem in problems_of(folder)] == [(folder / "edition.yaml").as_posix()]


def test_an_empty_folder_is_no_edition(tmp_path: Path) -> None:
    assert [problem.path for problem in problems_of(tmp_path)] == [(tmp_path / "edition.yaml").as_posix()]


def test_an_edition_without_subcomponents_is_refused(folders: Path) -> None:
    folder = broken_copy(folders, "hollow")
    for part in folder.glob("[0-9]*-*"):
        shutil.rmtree(part)
    (problem,) = problems_of(folder)
    assert (problem.path, problem.message) == (folder.as_posix(), "the edition has no subcomponents")
    assert "1-developers" in problem.help


# --- shapes that are none --------------------------------------------------------------------------

SHAPELESS = {
    "a shape of no known type": Break(
        file="vocabulary.yaml",
        under="  text_list:",
        old="type: array",
        new="type: arrray",
        says="`text_list` is no JSON Schema: 'arrray'",
        at="    title: List of texts",
    ),
    "a shape that refers to nothing": Break(
        file="vocabulary.yaml",
        under="  organization_list:",
        old='organization"}',
        new='organisation"}',
        says="`organization_list` refers to `organisation`, which is not in vocabulary.yaml",
        offers="did you mean `organization`?",
        at="    title: Organizations",
    ),
    "shapes that refer to one another": Break(
        file="vocabulary.yaml",
        old="  date:\n",
        new='  here: {$ref: "#/$defs/there"}\n  there: {$ref: "#/$defs/here"}\n  date:\n',
        says="these refer to one another in a circle: ",
        at="  text:\n",
    ),
    "a shape that every profile needs and that is not there": Break(
        file="vocabulary.yaml",
        old="  usps:",
        new="  us_states:",
        says="`usps` is not here, and every profile needs it",
        at="  text:\n",
    ),
    "an answer whose field is no shape": Break(
        file=_1G,
        old="enum: [I, II, III, IV]",
        new="enum: I to IV",
        says="`essa` is no JSON Schema: 'I to IV'",
        at="    title: ESSA evidence",
    ),
    "an answer whose field refers to nothing": Break(
        file=_1H,
        old='  priorities: {$ref: "#/$defs/text"',
        new='  priorities: {$ref: "#/$defs/txt"',
        says="`priorities` refers to `txt`, which is not in vocabulary.yaml",
        offers="did you mean `text`?",
    ),
}


@pytest.fixture(scope="module")
def shapeless(folders: Path) -> tuple[Path, tuple[Problem, ...]]:
    folder = broken_copy(folders, "shapeless", *SHAPELESS.values())
    return folder, problems_of(folder)


@pytest.mark.parametrize("name", SHAPELESS)
def test_a_shape_that_is_none_is_refused_at_its_line(shapeless: tuple[Path, tuple[Problem, ...]], name: str) -> None:
    folder, problems = shapeless
    problem = SHAPELESS[name].found_in(folder, problems)
    assert problem.line == SHAPELESS[name].line(folder)
    assert SHAPELESS[name].offers in problem.help


# --- names that refer to nothing, rules without proof ----------------------------------------------

CONTRADICTORY = {
    "an id that two criteria have": Break(
        file=_5B, old="- id: 5B-2", new="- id: 5B-1 # again", says="`5B-1` is used a second time; the first is at "
    ),
    "an id that two works have": Break(
        file="sources.yaml", old="- id: nctm-nd", new="- id: nea-2018 # again", says="`nea-2018` is used a second time"
    ),
    "an id that two interpretations have": Break(
        file="edition.yaml",
        old="- id: stackable-or",
        new="- id: developer-and-or # again",
        says="`developer-and-or` is used a second time",
    ),
    "a key that two subcomponents have": Break(
        file=_2E, old="key: learner_groupings", new="key: developer", says="`developer` is used a second time"
    ),
    "a key that two components have": Break(
        file="edition.yaml",
        old="\ninterpretations:",
        new="  - {number: 5, key: recognizers, title: Again, role: again, text: Again}\n\ninterpretations:",
        says="`recognizers` is used a second time",
        at="  - {number: 5, key: recognizers, title: Again",
    ),
    "a number that two components have": Break(
        file="edition.yaml", says="`5` is used a second time", at="  - {number: 5, key: recognizers, title: Again"
    ),
    "a cited work that is not listed": Break(
        file=_1B,
        old="work: nea-2018",
        new="work: nea-2081",
        says="`nea-2081` is no work in sources.yaml",
        offers="did you mean `nea-2018`?",
    ),
    "a group with a member that does not exist": Break(
        file=_1B,
        old="members: [1B-1, 1B-2]",
        new="members: [1B-1, 1B-2, 1B-3]",
        says="`1B-3` is no criterion of 1B",
        offers="did you mean `1B-",
    ),
    "a group with a member from elsewhere": Break(
        file=_1D,
        old="members: [1D-2, 1D-3]",
        new="members: [1D-2, 1D-3, 1E-1]",
        says="`1E-1` is no criterion of 1D",
    ),
    "a group that belongs elsewhere": Break(
        file=_5A, old="- id: 5A-any", new="- id: 5B-any", says="`5B-any` does not belong to 5A"
    ),
    "an interpretation about nothing": Break(
        file="edition.yaml",
        old="about: [1B-any, 1B-1, 1B-2]",
        new="about: [1B-any, 1B-1, 1B-9]",
        says="`1B-9` is nothing in this edition",
    ),
    "a discrepancy about nothing": Break(
        file="edition.yaml",
        under="discrepancies:",
        old="about: [1C, excelined-2019]",
        new="about: [1C, excelined-2091]",
        says="`excelined-2091` is nothing in this edition",
        offers="did you mean `excelined-2019`?",
    ),
    "a skip by a field that the answer lacks": Break(
        file=_2A,
        old="field: available",
        new="field: avaliable",
        says="`avaliable` is no field of this answer",
        offers="did you mean `available`?",
    ),
    "a skip of criteria that do not exist": Break(
        file=_2A,
        old="criteria: [2A-D1, 2A-D2]",
        new="criteria: [2A-D1, 2A-D7]",
        says="`2A-D7` is nothing in this edition",
    ),
    "a rule that asks for what the vocabulary lacks": Break(
        file=_1C,
        under="- id: 1C-2",
        old='"#/$defs/named"',
        new='"#/$defs/nmaed"',
        says="1C-2: the rule refers to `nmaed`, which is not in vocabulary.yaml",
        offers="did you mean `named`?",
        at="      properties:",
    ),
    "a rule that is no JSON Schema": Break(
        file=_3F,
        under="- id: 3F-1",
        old='allowed: {const: "yes"}',
        new='allowed: {const: "yes", minLength: some}',
        says="3F-1: the rule is no JSON Schema: 'some'",
        at="      properties:",
    ),
    "a rule whose pattern is no regular expression": Break(
        file=_1C,
        under="- id: 1C-D1",
        old='pattern: "[A-Za-z0-9]"',
        new='pattern: "[A-Za-z0-9"',
        says="1C-D1: the rule is no JSON Schema: '[A-Za-z0-9'",
        at="      properties:",
    ),
    "a rule over a field that no answer has": Break(
        file=_1H,
        under="- id: 1H-1",
        old='properties: {developed_with_audience: {const: "no"}}',
        new='properties: {developed_with_audiences: {const: "no"}}',
        says="1H-1: looks at `developers/development_process/developed_with_audiences`, which no answer has",
        at="      properties:",
    ),
    "a rule over a field that it does not read": Break(
        file=_4B,
        under="- id: 4B-1",
        old="reads: [forms, other_form]",
        new="reads: [forms]",
        says="4B-1: looks at `issuers/form/other_form`, which is not under `reads`",
        at="      properties:",
    ),
    "a rule over a derived fact that there is not": Break(
        file=_2C,
        under="- id: 2C-2",
        old="            opportunity_kinds:",
        new="            opportunity_kind:",
        says="2C-2: looks at the derived fact `opportunity_kind`, which there is not",
        offers="did you mean `opportunity_kinds`?",
        at="      properties:",
    ),
    "a rule over a derived fact that rests on what it does not read": Break(
        file=_4A,
        under="- id: 4A-1",
        old="reads: [organizations, /organizations]",
        new="reads: [organizations]",
        says="4A-1: looks at `derived/issuers`, which rests on /organizations",
        at="      properties:",
    ),
    "a rule over the state, which it does not read": Break(
        file=_4A,
        under="- id: 4A-3",
        old="properties:\n",
        new="properties:\n        organizations: {minProperties: 1}\n        state: {minLength: 1}\n",
        says="4A-3: looks at `state`, which is not under `reads`",
        offers="name it there",
        at="      properties:",
    ),
    "a criterion that reads no field": Break(
        file=_1A,
        old="reads: [competency_areas]",
        new="reads: [competency_areas, competency_arias]",
        says="1A-2: reads `/developers/title_and_description/competency_arias`, which no answer has",
        offers="did you mean `competency_areas`?",
    ),
    "a derived fact from no field": Break(
        file="vocabulary.yaml",
        old="from: [/recognizers/formal_currency/currencies]",
        new="from: [/recognizers/formal_currency/coins]",
        says="`/recognizers/formal_currency/coins` is no field of an answer",
    ),
    "a criterion of another subcomponent": Break(
        file=_1G, old="- id: 1G-D1", new="- id: 1H-D9", says="1H-D9: does not belong to 1G"
    ),
    "a level that the id contradicts": Break(
        file=_3F,
        under="- id: 3F-D1",
        old="level: desired",
        new="level: required",
        says="3F-D1: is required, and its id says otherwise",
    ),
    "a field that no failing example breaks": Break(
        file=_1A,
        under="- id: 1A-1",
        old="        - about: No title\n          at: title\n",
        new="",
        says="1A-1: no failing example breaks only `title`",
        at="        - about: A title and a competency, but no content area",
    ),
    "a failing example that takes away what is not there": Break(
        file=_1A,
        under="- id: 1A-1",
        old="          at: content_area\n",
        new="          at: content_aria\n",
        says="1A-1: there is no `content_aria` in the passing example",
    ),
    "a failing example that alters an entry beyond the list": Break(
        file=_1A,
        old="          at: competency_areas\n          value: [To be determined]",
        new="          at: competency_areas/1\n          value: To be determined",
        says="1A-2: there is no `competency_areas/1` in the passing example",
    ),
    "a failing example of a passing one that is not there": Break(
        file=_1D, under="- id: 1D-1", old="of: 2", new="of: 3", says="1D-1: there is no passing example 3"
    ),
    "a passing example over the answer where the rule is over the profile": Break(
        file=_2F,
        under="- id: 2F-3",
        old="          profile:",
        new="          answer:",
        says="2F-3: the example gives no `profile`",
        at="        - about: Every support is optional",
    ),
    "a failing example over the answer where the rule is over the profile": Break(
        file=_2C,
        under="Two kinds, and nobody facilitates either",
        old="          profile:",
        new="          answer:",
        says="2C-2: the example gives neither `at` nor `profile`",
        at="Two kinds, and nobody facilitates either",
    ),
}


@pytest.fixture(scope="module")
def contradictory(folders: Path) -> tuple[Path, tuple[Problem, ...]]:
    folder = broken_copy(folders, "contradictory", *CONTRADICTORY.values())
    return folder, problems_of(folder)


@pytest.mark.parametrize("name", CONTRADICTORY)
def test_a_contradiction_is_refused_at_its_line(contradictory: tuple[Path, tuple[Problem, ...]], name: str) -> None:
    folder, problems = contradictory
    broken = CONTRADICTORY[name]
    problem = broken.found_in(folder, problems)
    assert problem.line == broken.line(folder)
    assert broken.offers in problem.help


def test_every_problem_shows_its_line_and_says_what_to_do(
    contradictory: tuple[Path, tuple[Problem, ...]],
) -> None:
    _, problems = contradictory
    for problem in problems:
        assert problem.line is not None
        assert problem.excerpt == Path(problem.path).read_text(encoding="utf-8").split("\n")[problem.line - 1]


def test_a_rule_over_the_organizations_that_it_reads_is_left_alone(
    contradictory: tuple[Path, tuple[Problem, ...]],
) -> None:
    _, problems = contradictory
    assert [problem.message for problem in problems if "`organizations`" in problem.message] == []


def test_a_name_used_twice_names_both_places(contradictory: tuple[Path, tuple[Problem, ...]]) -> None:
    folder, problems = contradictory
    problem = CONTRADICTORY["an id that two criteria have"].found_in(folder, problems)
    text = (folder / _5B).read_text(encoding="utf-8").split("\n")
    assert problem.message.endswith(f"{(folder / _5B).as_posix()}:{text.index('  - id: 5B-1') + 1}")


def test_a_subcomponent_of_no_component_is_refused(folders: Path) -> None:
    folder = broken_copy(
        folders,
        "orphaned",
        Break(file="edition.yaml", old="number: 5", new="number: 6", says="no component has the number 5"),
    )
    orphans = {problem.path for problem in problems_of(folder) if problem.message == "no component has the number 5"}
    assert orphans == {(folder / _5A).as_posix(), (folder / _5B).as_posix()}


# --- examples that contradict their rules ----------------------------------------------------------

UNPROVEN = {
    "a rule that lets a failing example pass": Break(
        file=_1A,
        old="maxItems: 1",
        new="maxItems: 2",
        says="1A-2: “Two areas in one micro-credential” should fail, and its rule lets it pass",
        at="        - about: Two areas in one micro-credential",
    ),
    "a passing example that its rule refuses": Break(
        file=_1A,
        under="- id: 1A-1",
        old="content_area: School climate",
        new="content_area: TBD",
        says="1A-1: “A title, a content area and a competency in a sentence” should pass, and its rule refuses it: "
        "'content_area' is a required property",
        at="        - about: A title, a content area and a competency in a sentence",
    ),
    "a rule that a silent profile satisfies": Break(
        file=_2A,
        under="- id: 2A-D1",
        old="      required: [written_guidance]",
        new="      required: []",
        says="2A-D1: its rule is satisfied by a profile that says nothing",
        at="    examples:",
    ),
    "a rule that does not ask for its field": Break(
        file=_2A,
        under="- id: 2A-D1",
        says="2A-D1: “No written guidance” should fail, and its rule lets it pass",
        at="        - about: No written guidance",
    ),
}


@pytest.fixture(scope="module")
def unproven(folders: Path) -> tuple[Path, Edition]:
    folder = broken_copy(folders, "unproven", *UNPROVEN.values())
    return folder, read_edition(folder)


@pytest.fixture(scope="module")
def found(unproven: tuple[Path, Edition]) -> tuple[Problem, ...]:
    folder, edition = unproven
    return tuple(problem_at(folder, each.place, each.message, each.help) for each in contradictions(edition))


@pytest.mark.parametrize("name", UNPROVEN)
def test_an_example_that_contradicts_its_rule_is_found_at_its_line(
    unproven: tuple[Path, Edition], found: tuple[Problem, ...], name: str
) -> None:
    folder, _ = unproven
    problem = UNPROVEN[name].found_in(folder, found)
    assert problem.line == UNPROVEN[name].line(folder)
    assert problem.help


def test_examples_that_agree_with_their_rules_are_left_alone(found: tuple[Problem, ...]) -> None:
    assert len(found) == len(UNPROVEN)


# --- what is read, and what is kept of it ----------------------------------------------------------


def test_an_edition_is_the_same_wherever_it_stands(edition: Edition, folders: Path) -> None:
    assert read_edition(broken_copy(folders, "copied")).sha256 == edition.sha256


def test_a_compiled_form_serves_only_the_files_it_was_made_of(edition: Edition, folders: Path) -> None:
    folder = broken_copy(folders, "compiled")
    (folder / COMPILED).write_text(compiled_text(folder), encoding="utf-8")
    compiled = _compiled(folder)
    assert compiled is not None
    assert compiled.sha256 == edition.sha256
    Break(file=_1A, old="narrow focus", new="broad focus", says="").make(folder)
    assert _compiled(folder) is None


def test_a_compiled_form_that_somebody_changed_is_not_used(folders: Path) -> None:
    """It says itself which files it was made of, and so must not be believed beyond its own hash."""
    folder = broken_copy(folders, "changed")
    assert _compiled(folder) is not None
    Break(file=COMPILED, old="narrow focus", new="broad focus", says="").make(folder)
    assert _compiled(folder) is None


def test_a_damaged_compiled_form_is_not_used(tmp_path: Path) -> None:
    (tmp_path / COMPILED).write_text('{"sha256": "', encoding="utf-8")
    assert _compiled(tmp_path) is None
