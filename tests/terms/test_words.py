"""Every choice over a status, basis, verdict, rating, or actor covers every value; only two verdicts are a yes."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from importlib import import_module
from typing import Any

import pytest

import mcaudit
from mcaudit.app.exits import Exit, exit_of
from mcaudit.model import (
    Actor,
    Audit,
    Basis,
    Binding,
    Decider,
    Gate,
    Outcome,
    Progress,
    Rating,
    Status,
    Suggestion,
    Verdict,
)
from mcaudit.model.words import verdicts_of
from mcaudit.terms import words
from mcaudit.terms.points import Severity, Weight
from mcaudit.terms.verdicts import verdict_sentence, verdict_words
from mcaudit.terms.words import Tone, is_yes, those

CHOICES = (
    Status,
    Basis,
    Verdict,
    Rating,
    Actor,
    Decider,
    Binding,
    Outcome,
    Suggestion,
    Progress,
    Weight,
    Severity,
    Tone,
)
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(mcaudit.__path__, "mcaudit.")
    if not module.name.endswith("__main__")
)


def tables(module: object) -> Mapping[str, Mapping[Any, Any]]:
    """Return the tables of a module, by name, whose keys are all members of one of the choices."""
    named = {name: value for name, value in vars(module).items() if isinstance(value, Mapping) and value}
    return {name: value for name, value in named.items() if {type(key) for key in value} & set(CHOICES)}


def test_every_table_over_a_choice_is_complete() -> None:
    for name in MODULES:
        for table, entries in tables(import_module(name)).items():
            (kind,) = (each for each in CHOICES if any(type(key) is each for key in entries))
            assert list(kind) == [each for each in kind if each in entries], f"{name}.{table}"
            assert len(entries) == len(kind), f"{name}.{table}"


@pytest.mark.parametrize("choice", CHOICES[:10], ids=lambda choice: choice.__name__)
def test_every_choice_that_is_printed_has_a_table_of_words(choice: type[StrEnum]) -> None:
    found = [table for table in tables(words).values() if set(table) == set(choice)]
    assert found
    for shown in found[0].values():
        assert "_" not in shown


def test_every_verdict_is_the_answer_to_one_gate() -> None:
    answers = [verdict for gate in Gate for verdict in verdicts_of(gate)]
    assert sorted(answers) == sorted(Verdict)


def test_only_pass_and_ready_are_a_yes_and_exit_with_0() -> None:
    assert {verdict for verdict in Verdict if is_yes(verdict)} == {Verdict.PASS, Verdict.READY}
    assert {verdict for verdict in Verdict if exit_of(verdict) is Exit.PASS} == {Verdict.PASS, Verdict.READY}
    assert [verdict for verdict in Verdict if exit_of(verdict) is Exit.UNDECIDED] == [Verdict.UNDECIDED]


# --- the sentences ---------------------------------------------------------------------------------


def with_counts(audit: Audit, **counts: int) -> Audit:
    """Return an audit whose requirements have so many of each status, all of them required."""
    template = next(each for each in audit.requirements if each.gates)
    made = [
        replace(template, id=f"1A-{status}-{number}", status=Status(status), actor=Actor.PROVIDER, waiver=None)
        for status, count in counts.items()
        for number in range(count)
    ]
    return replace(audit, requirements=tuple(made), deciding=(), on_words=counts.get("awaiting_review", 0))


def ending(audit: Audit, verdict: Verdict) -> str:
    gate = Gate.SUBMISSION if verdict in (Verdict.READY, Verdict.NOT_READY) else Gate.ENDORSEMENT
    return verdict_sentence(replace(audit, verdicts={**audit.verdicts, gate: verdict}), gate)


@pytest.fixture
def audit(audits: Mapping[str, Audit]) -> Audit:
    return replace(audits["complete"], unconfirmed=12)


def test_a_fail_says_how_many_are_not_met_and_how_many_are_not_addressed(audit: Audit) -> None:
    shown = ending(with_counts(audit, not_met=2, partly_met=1, not_stated=46, met=5), Verdict.FAIL)
    assert shown == (
        "Not ready to endorse: 3 requirements are not met or only partly met, and 46 are not addressed yet."
    )


def test_an_incomplete_says_that_nothing_is_contradicted(audit: Audit) -> None:
    shown = ending(with_counts(audit, not_stated=46, met=5), Verdict.INCOMPLETE)
    assert shown == "Not ready to endorse: nothing is contradicted, but 46 requirements are not addressed yet."
    shown = ending(with_counts(audit, not_stated=2, unsupported=1), Verdict.INCOMPLETE)
    assert shown == (
        "Not ready to endorse: nothing is contradicted, but 2 requirements are not addressed yet, and 1 is unsupported."
    )
    assert ending(with_counts(audit, not_applicable=2), Verdict.INCOMPLETE) == (
        "Not ready to endorse: nothing is contradicted, but no requirement is met."
    )


def test_an_undecided_says_how_many_reviewers_must_decide(audit: Audit) -> None:
    assert ending(with_counts(audit, awaiting_review=7, met=60), Verdict.UNDECIDED) == (
        "Reviewers must decide 7 requirements."
    )
    assert ending(with_counts(audit, awaiting_review=1), Verdict.UNDECIDED) == "Reviewers must decide 1 requirement."


def test_a_pass_says_how_much_rests_on_claims_that_nobody_has_checked(audit: Audit) -> None:
    shown = ending(with_counts(audit, met=60), Verdict.PASS)
    assert shown == (
        "Ready to endorse: all 60 requirements that apply are met. "
        "12 requirements are met on claims that nobody has checked."
    )


def test_a_pass_with_waivers_is_called_one(audit: Audit) -> None:
    score = replace(audit.score, required=replace(audit.score.required, waived=2))
    waived = replace(audit, score=score, verdicts={**audit.verdicts, Gate.ENDORSEMENT: Verdict.PASS})
    assert verdict_words(waived, Gate.ENDORSEMENT) == "pass with 2 waivers"
    assert "2 requirements are waived" in verdict_sentence(waived, Gate.ENDORSEMENT)
    undecided = replace(waived, verdicts={**audit.verdicts, Gate.ENDORSEMENT: Verdict.UNDECIDED})
    assert verdict_words(undecided, Gate.ENDORSEMENT) == "undecided"


def test_a_ready_submission_says_how_much_rests_on_words_and_how_many_decisions_that_takes(audit: Audit) -> None:
    shown = ending(with_counts(audit, awaiting_review=41, met=26), Verdict.READY)
    assert shown.startswith(
        "Ready. 41 of 67 requirements rest on statements that reviewers must read (about 82 decisions). "
    )
    shown = ending(replace(with_counts(audit, met=3), unconfirmed=0), Verdict.READY)
    assert shown == (
        "Ready. None of 3 requirements rests on statements that reviewers must read. "
        "No requirement is met on unchecked claims alone."
    )


def test_a_submission_that_is_not_ready_says_what_the_provider_must_do(audit: Audit) -> None:
    shown = ending(with_counts(audit, not_met=3, not_stated=46, unsupported=2, met=4), Verdict.NOT_READY)
    assert shown == (
        "Not ready to submit: 3 requirements are not met or only partly met, 46 are not addressed yet, "
        "and 2 are unsupported."
    )
    assert ending(with_counts(audit, not_applicable=1), Verdict.NOT_READY) == (
        "Not ready to submit: no requirement is met or waits for reviewers."
    )


@pytest.mark.parametrize(
    ("count", "every", "expected"),
    [(1, 1, "this is"), (1, 2, "1 of the 2 is"), (2, 2, "both are"), (2, 6, "2 of the 6 are"), (6, 6, "all 6 are")],
)
def test_a_share_of_several_is_counted_as_people_say_it(count: int, every: int, expected: str) -> None:
    assert those(count, every) == expected
