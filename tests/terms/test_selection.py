"""What `--select` and `--ignore` mean: their words, and which findings they show."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.model import Audit, Edition, Level, Status
from mcaudit.terms.selection import EVERYTHING, selection_of


def shown(audit: Audit, select: list[str], ignore: list[str] | None = None) -> set[str]:
    """Return the criteria that a selection shows."""
    selection = selection_of(audit.edition, select, ignore or [])
    return {finding.criterion for finding in audit.findings if selection.shows(finding)}


@pytest.fixture
def found(audits: Mapping[str, Audit]) -> Audit:
    """An audit with every status that an audit without decisions has."""
    return audits["tailored"]


def test_everything_shows_everything(found: Audit) -> None:
    assert all(EVERYTHING.shows(finding) for finding in found.findings)
    assert (EVERYTHING.filters, EVERYTHING.description()) == (False, "")


@pytest.mark.parametrize(
    ("word", "begins"),
    [("1F-6", ("1F-6",)), ("1C-D1", ("1C-D1",)), ("1F", ("1F-",)), ("3", ("3",)), ("1D-any", ("1D-2", "1D-3"))],
)
def test_a_word_for_a_place_shows_what_is_there(found: Audit, word: str, begins: tuple[str, ...]) -> None:
    expected = {finding.criterion for finding in found.findings if finding.criterion.startswith(begins)}
    assert expected
    for spelt in (word, word.lower(), f" {word.upper()} ", f"{word},{word}", f",{word},,"):
        assert shown(found, [spelt]) == expected
    everything = {finding.criterion for finding in found.findings}
    assert shown(found, [], [word]) == everything - expected


@pytest.mark.parametrize("level", Level)
def test_a_level_shows_what_is_of_it(found: Audit, level: Level) -> None:
    assert shown(found, [str(level).upper()]) == {f.criterion for f in found.findings if f.level is level}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("spelt", [str, lambda word: word.replace("_", "-").upper()], ids=["as it is", "with hyphens"])
def test_a_status_shows_what_has_it(found: Audit, status: Status, spelt: type[str]) -> None:
    assert shown(found, [spelt(status)]) == {f.criterion for f in found.findings if f.status is status}


def test_words_of_one_kind_are_alternatives_and_kinds_narrow_each_other_down(found: Audit) -> None:
    both = shown(found, ["1A", "1B"])
    assert both == shown(found, ["1A,1B"]) == shown(found, ["1A"]) | shown(found, ["1B"])
    narrow = shown(found, ["3", "not_met", "unsupported", "required"])
    assert narrow == {
        f.criterion
        for f in found.findings
        if f.criterion.startswith("3") and f.status in ("not_met", "unsupported") and f.level == "required"
    }


def test_what_is_ignored_is_left_out_whatever_selects_it(found: Audit) -> None:
    assert shown(found, ["1A"], ["1A-1", "desired"]) == shown(found, ["1A"]) - {"1A-1"}
    assert shown(found, ["1A"], ["1"]) == set()
    assert shown(found, [], ["required", "desired"]) == set()


@pytest.mark.parametrize("words", [[], [""], [" , ,"]])
def test_no_word_is_no_filter(found: Audit, words: list[str]) -> None:
    selection = selection_of(found.edition, words, words)
    assert selection == EVERYTHING


def test_what_is_shown_is_reported_in_words(edition: Edition) -> None:
    end = "is shown; verdict, counts and exit code are the whole audit's"
    assert selection_of(edition, ["1a", "NOT_MET"], []).description() == f"of the findings, only 1A, not_met {end}"
    assert selection_of(edition, [], ["3"]).description() == f"of the findings, not 3 {end}"
    assert selection_of(edition, ["1"], ["1A"]).description() == f"of the findings, only 1 and not 1A {end}"


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("1F-66", "did you mean 1F-6?"),
        ("1F6", "did you mean 1F-6?"),
        ("requird", "did you mean required?"),
        ("notmet", "did you mean not_met?"),
        ("1d-any-of", "did you mean 1D-any?"),
        ("everything", "give a criterion, such as 1F-6"),
        ("é", "give a criterion, such as 1F-6"),
    ],
)
def test_a_word_that_is_none_is_refused_with_a_hint(edition: Edition, word: str, hint: str) -> None:
    kinds = "criterion, group, subcomponent, component, level, or status"
    for select, ignore in (([word], []), ([], ["1A", word])):
        with pytest.raises(ValueError, match=f"unknown {kinds} “{word}”; ") as refused:
            selection_of(edition, select, ignore)
        assert str(refused.value).endswith(hint)


@given(word=st.text(st.characters(exclude_characters=","), max_size=8))
def test_any_word_is_known_or_refused(edition: Edition, word: str) -> None:
    try:
        reported = selection_of(edition, [word], []).description()
    except ValueError as error:
        reported = str(error)
    assert bool(reported) == bool(word.strip())
