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
from mcaudit.model import Edition, Effort
from mcaudit.reading.edition.read import DEFAULT_EDITION, problem_at, read_edition
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
        file=_1A,
        old="decided_by: reviewer",
        new="decided_by: machine",
        says="`decided_by` must be facts, reviewer, facts_if_set or reviewer_with_setting, but is “machine”",
    ),
    "an effort that no list has": Break(
        file=_1B,
        old="effort: write",
        new="effort: fast",
        says="`effort` must be quick, write, document or change, but is “fast”",
    ),
    "a criterion whose text ends in a full stop": Break(
        file=_1A,
        old="text: The profile shows a narrow focus on one competency area",
        new="text: The profile shows a narrow focus on one competency area.",
        says="`text` is “The profile shows",
    ),
    "a criterion without examples": Break(
        file=_1A,
        under="- id: 1A-1",
        old="    examples:\n",
        new="    examples: []\n    more_examples:\n",
        says="`examples` is empty",
        at="    examples: []",
    ),
    "a criterion without a title": Break(
        file=_1A,
        under="- id: 1A-3",
        old="    title: ",
        new="    titles: ",
        says="entry 3 of `criteria` has no `title`",
        at="- id: 1A-3",
    ),
    "a condition that is a text": Break(
        file=_3F,
        under="- id: 3F-D1",
        old="met_when: {",
        new="met_when: $there\n    suggested_when: {",
        says="`met_when` must be a group of entries",
    ),
    "an alternative that is a code": Break(
        file=_3F,
        under="- id: 3F-D1",
        old="met_when: {",
        new="met_when: {any: [required], ",
        says="entry 1 of `any` must be a group of entries",
    ),
    "a bound that is a text": Break(
        file=_3F,
        under="- id: 3F-D1",
        old="met_when: {",
        new="met_when: {limit: {least: two}, ",
        says="`least` must be a number",
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
        says="`text_list` is not a JSON Schema: ",
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
    "an answer whose field is not a shape": Break(
        file=_1G,
        old="enum: [I, II, III, IV]",
        new="enum: I to IV",
        says="`essa` is not a JSON Schema: ",
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
        says="`nea-2081` is not a work in sources.yaml",
        offers="did you mean `nea-2018`?",
    ),
    "a group with a member that does not exist": Break(
        file=_1B,
        old="members: [1B-1, 1B-2]",
        new="members: [1B-1, 1B-2, 1B-3]",
        says="`1B-3` is not a criterion of 1B",
        offers="did you mean `1B-",
    ),
    "a group with a member from elsewhere": Break(
        file=_1D,
        old="members: [1D-2, 1D-3]",
        new="members: [1D-2, 1D-3, 1E-1]",
        says="`1E-1` is not a criterion of 1D",
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
    "an optional answer that waits for a criterion that does not exist": Break(
        file=_1H,
        old="[1H-1, 1H-D1]",
        new="[1H-1, 1H-D2]",
        says="`1H-D2` is not a criterion of 1H",
        at="optional_until_stated",
        offers="did you mean `1H-D1`?",
    ),
    "a skip by a field that the answer lacks": Break(
        file=_2A,
        old="field: available",
        new="field: avaliable",
        says="`avaliable` is not a field of this answer",
        offers="did you mean `available`?",
    ),
    "a skip of criteria that do not exist": Break(
        file=_2A,
        old="criteria: [2A-2, 2A-D1, 2A-D2]",
        new="criteria: [2A-2, 2A-D1, 2A-D7]",
        says="`2A-D7` is nothing in this edition",
    ),
    "a place that no answer has": Break(
        file=_3F,
        under="- id: 3F-1",
        old="stated_by: [allowed",
        new="stated_by: [alowed",
        says="3F-1: unknown field `evaluators",
        offers="did you mean `allowed`?",
    ),
    "a place of a kind that the choice does not have": Break(
        file=_5A,
        under="- id: 5A-5",
        old="*~kind=graduate_credit",
        new="*~kind=graduate_credits",
        says="5A-5: unknown code `graduate_credits`",
    ),
    "a condition on a code that the choice does not have": Break(
        file=_3F,
        under="- id: 3F-D1",
        old="met_when: {addressing_feedback/obligation: {only: [required]}",
        new="met_when: {addressing_feedback/obligation: {only: [requiered]}",
        says="3F-D1: `evaluators/resubmission/addressing_feedback/obligation` has no code `requiered`",
        offers="did you mean `required`?",
    ),
    "a condition on a field that no answer has": Break(
        file=_1G,
        old="met_when: {essa/tier:",
        new="met_when: {essa/tiers:",
        says=": unknown field `developers/evidence_of_benefit/essa/tiers`",
        offers="did you mean `tier`?",
    ),
    "a condition that reads prose": Break(
        file=_1A,
        under="- id: 1A-3",
        old="    stated_by:",
        new="    met_when: {rationale: $there}\n    stated_by:",
        says="1A-3: `developers/title_and_description/rationale` holds a sentence",
        offers="ask for a name, a title, or a code",
    ),
    "a condition that silence satisfies": Break(
        file=_1B,
        under="- id: 1B-1",
        old="    stated_by:",
        new="    met_when: {none: {organizations: {count: 1}}}\n    stated_by:",
        says="1B-1: a profile that says nothing satisfies `met_when`",
    ),
    "a condition that an empty list satisfies": Break(
        file=_1B,
        under="- id: 1B-2",
        old="    met_when: ",
        new="    not_met_when: {recognitions: {count: 0}}\n    met_when: ",
        says="1B-2: the value [] everywhere satisfies `not_met_when`",
    ),
    "a condition on a derived fact that does not exist": Break(
        file=_2C,
        under="- id: 2C-2",
        old="/derived/kinds_offered",
        new="/derived/kind_offered",
        says="2C-2: unknown derived fact `derived/kind_offered`",
        offers="did you mean `kinds_offered`?",
        at="    met_when:",
    ),
    "an outcome without an example": Break(
        file=_1C,
        under="- id: 1C-D3",
        old="    stated_by:",
        new="    met_when: {state_priority/priority_codes: $number}\n    stated_by:",
        says="1C-D3: no example gives `suggests_met`",
    ),
    "an example that alters one that does not stand before it": Break(
        file=_1A,
        under="- id: 1A-2",
        old="    examples:\n",
        new="    examples:\n    - {about: Nothing to alter, gives: waits, of: 7, at: competency}\n",
        says="1A-2: it alters an example that does not stand before it",
        at="    - {about: Nothing to alter",
    ),
    "an example of nothing": Break(
        file=_1A,
        under="- id: 1A-3",
        old="    examples:\n",
        new="    examples:\n    - {about: Empty, gives: waits}\n",
        says="1A-3: it gives none of `answer`, `profile` and `at`",
        at="    - {about: Empty",
    ),
    "a derived fact from no field": Break(
        file="vocabulary.yaml",
        old="from: [/recognizers/formal_currency/currencies]",
        new="from: [/recognizers/formal_currency/coins]",
        says="`/recognizers/formal_currency/coins` is not a field of an answer",
    ),
    "a derived fact compared with no field": Break(
        file="vocabulary.yaml",
        under="  evaluator_overlaps:",
        old="/issuers/issuer/organizations,",
        new="/issuers/issuer/issuing,",
        says="`/issuers/issuer/issuing` is not a field of an answer",
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


def test_a_name_used_twice_names_both_places(contradictory: tuple[Path, tuple[Problem, ...]]) -> None:
    folder, problems = contradictory
    problem = CONTRADICTORY["an id that two criteria have"].found_in(folder, problems)
    text = (folder / _5B).read_text(encoding="utf-8").split("\n")
    assert problem.message.endswith(f"{(folder / _5B).as_posix()}:{text.index('  - id: 5B-1') + 1}")


def test_an_edition_need_not_say_what_a_remedy_takes(folders: Path) -> None:
    folder = broken_copy(folders, "effortless", Break(file=_1A, old="    effort: quick\n", new="", says=""))
    assert [each.effort for each in read_edition(folder).criteria[:2]] == [None, Effort.QUICK]


def test_a_derived_fact_may_rest_on_the_organizations(folders: Path) -> None:
    rests_on = Break(
        file="vocabulary.yaml",
        old="from: [/recognizers/formal_currency/currencies]",
        new="from: [/recognizers/formal_currency/currencies, /organizations]",
        says="",
    )
    assert "/organizations" in str(read_edition(broken_copy(folders, "resting", rests_on)).derived)


def test_a_subcomponent_of_no_component_is_refused(folders: Path) -> None:
    folder = broken_copy(
        folders,
        "orphaned",
        Break(file="edition.yaml", old="number: 5", new="number: 6", says="no component has the number 5"),
    )
    orphans = {problem.path for problem in problems_of(folder) if problem.message == "no component has the number 5"}
    assert orphans == {(folder / _5A).as_posix(), (folder / _5B).as_posix()}


# --- examples that contradict their conditions -----------------------------------------------------


@pytest.fixture(scope="module")
def unproven(folders: Path) -> tuple[Path, Edition]:
    added = [
        "    - {about: One more, gives: met, answer: {allowed: 'yes', limit: 1}}",
        "    - {about: Any limit, gives: waits, answer: {allowed: 'yes'}, adds: [patience]}",
        "  - id: 3F-D1",
    ]
    wrong = Break(file=_3F, old="  - id: 3F-D1", new="\n".join(added), says="")
    folder = broken_copy(folders, "unproven", wrong)
    return folder, read_edition(folder)


def test_an_example_that_contradicts_its_conditions_is_found_at_its_line(unproven: tuple[Path, Edition]) -> None:
    folder, edition = unproven
    found = [problem_at(folder, each.place, each.message, each.help) for each in contradictions(edition)]
    assert [problem.message for problem in found] == [
        "3F-1: “One more” should give met, and gives not_met",
        "3F-1: “Any limit” should name ['patience'], and names ['limit']",
    ]
    lines = (folder / _3F).read_text(encoding="utf-8").split("\n")
    assert [lines[(problem.line or 0) - 1].split(",")[0] for problem in found] == [
        "    - {about: One more",
        "    - {about: Any limit",
    ]


_ODD_RECOGNITION = "developers: {developer: {organizations: [a], recognitions: [{state: TN, recognized_by: b}]}}"
_ODD_PROFILE = f"{{organizations: {{a: text}}, {_ODD_RECOGNITION}}}"


@pytest.mark.parametrize(
    ("example", "says"),
    [
        ("{about: Odd, gives: waits, at: nothing/1/there}", "3F-1: an example alters a place"),
        (f"{{about: Odd, gives: waits, profile: {_ODD_PROFILE}}}", "3F-1: “Odd” is not written as a profile is"),
    ],
)
def test_an_example_that_is_no_part_of_a_profile_is_said_to_be_none(
    folders: Path, tmp_path: Path, example: str, says: str
) -> None:
    wrong = Break(file=_3F, old="  - id: 3F-D1", new=f"    - {example}\n  - id: 3F-D1", says="")
    folder = broken_copy(tmp_path, "odd", wrong)
    (found,) = contradictions(read_edition(folder))
    assert found.message.startswith(says)


def test_every_example_of_the_shipped_edition_gives_what_it_says(edition: Edition) -> None:
    assert contradictions(edition) == ()


# --- what is read ----------------------------------------------------------------------------------


def test_an_edition_is_the_same_wherever_it_stands(edition: Edition, folders: Path) -> None:
    assert read_edition(broken_copy(folders, "copied")).sha256 == edition.sha256
