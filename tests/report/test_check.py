"""What `check` says to people: the answer first and last, on one screen; every finding once where that is asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from mcaudit.blocks import Badge, Block, Group, pieces
from mcaudit.looks import Look
from mcaudit.media.writers.terminal import text_of
from mcaudit.model import Audit, Gate, Status, Verdict
from mcaudit.report.check.screen import PARTS
from mcaudit.terms.run import Run, View
from mcaudit.terms.selection import selection_of
from mcaudit.terms.verdicts import verdict_sentence, verdict_words
from mcaudit.terms.words import is_yes, place
from tests.audits import CASES
from tests.conftest import quick_in

EVERY_CASE = pytest.mark.parametrize("name", CASES)
_LINES = 75
"""About as many as fit on one screen; notes of a profile and long names come on top."""


def blocks(audit: Audit, view: View, *, many: bool = False) -> tuple[Block, ...]:
    run = Run(edition=audit.edition, policy=audit.policy, gate=audit.gate, many=many)
    return tuple(PARTS.audit(audit, run, view))


def screen(audit: Audit, view: View, *, many: bool = False) -> str:
    return text_of(blocks(audit, view, many=many), view)


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", ["complete", "minimal", "tennessee", "without deliverers"])
def test_the_answer_fits_on_one_screen(audits: Mapping[str, Audit], name: str) -> None:
    assert screen(audits[name], View(width=100)).count("\n") <= _LINES


@pytest.mark.parametrize("verbose", [False, True])
@EVERY_CASE
def test_the_verdict_comes_first_and_last(audits: Mapping[str, Audit], name: str, verbose: bool) -> None:
    audit = audits[name]
    shown = screen(audit, View(width=100, verbose=verbose))
    sentence = verdict_sentence(audit, audit.gate)
    why = sentence.removeprefix("Not ready to endorse: ").removeprefix("Not ready to submit: ")
    why = why.removeprefix("Ready to endorse: ")
    assert flat(shown).endswith(f"{verdict_words(audit, audit.gate).upper()} ({audit.gate}): {why}")
    assert sentence in flat(shown.partition("Requirements by component" if not verbose else "Subcomponents")[0])


def test_remarks_of_the_profile_are_counted_in_short_and_shown_in_detail(audits: Mapping[str, Audit]) -> None:
    audit = audits["minimal"]
    content = {**audit.profile.content, "remarks": [{"text": "One page says 12 hours."}]}
    audit = replace(audit, profile=replace(audit.profile, content=content))
    short, detail = (screen(audit, View(width=100, verbose=verbose)) for verbose in (False, True))
    assert "`-v` shows every finding, its place, and 1 remark;" in short
    assert "One page says 12 hours." not in short
    assert "One page says 12 hours." in detail


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("many", [False, True])
def test_only_a_yes_is_green(audits: Mapping[str, Audit], verdict: Verdict, many: bool) -> None:
    gate = Gate.SUBMISSION if verdict in (Verdict.READY, Verdict.NOT_READY) else Gate.ENDORSEMENT
    whole = audits["complete"]
    audit = replace(whole, gate=gate, verdicts={**whole.verdicts, gate: verdict})
    titles = [block.title for block in blocks(audit, View(), many=many) if isinstance(block, Group)]
    badges = [piece for title in titles for piece in pieces(title) if isinstance(piece, Badge)]
    assert badges
    assert {badge.look is Look.MET for badge in badges} == {is_yes(verdict)}


@EVERY_CASE
def test_every_finding_that_somebody_must_look_at_stands_once_with_its_place(
    audits: Mapping[str, Audit], name: str
) -> None:
    audit = audits[name]
    shown = flat(screen(audit, View(width=120, verbose=True)))
    titles = {criterion.id: criterion.title for criterion in audit.edition.criteria}
    for finding in audit.findings:
        if not finding.needed or finding.status is Status.NOT_APPLICABLE:
            continue
        headline = rf"{finding.criterion} {re.escape(titles[finding.criterion])}[^:]*: (?=[a-z])"
        assert len(re.findall(headline, shown)) == 1, finding.criterion
        if name != "hostile":
            assert place(finding) in shown


def test_a_selection_shows_what_it_names_and_says_so(audits: Mapping[str, Audit]) -> None:
    audit = audits["minimal"]
    shown = screen(audit, View(width=100, selection=selection_of(audit.edition, ["1F"], [])))
    work = shown.partition("What the provider must do")[2]
    assert work.startswith(" (7 shown of ")
    assert "1F-1 List of materials" in work
    assert "1A-1" not in work
    assert "A selection: of the findings, only 1F is shown" in flat(shown)


def test_among_many_each_has_its_verdict_its_counts_and_its_path(audits: Mapping[str, Audit]) -> None:
    complete = audits["complete"]
    shown = screen(complete, View(width=100), many=True).split("\n")
    counts = complete.score.required
    assert shown[0] == "undecided: Leading Restorative Circles (fictional)"
    assert f"OH: {counts.total} of {counts.total} addressed, 0 not; {counts.met} to {counts.total} met" in shown[1]
    assert shown[2].strip().endswith("leading-restorative-circles.yaml")


@pytest.mark.parametrize("width", quick_in([40, 60, 80, 120], 4))
@EVERY_CASE
def test_no_line_is_wider_than_the_screen(audits: Mapping[str, Audit], name: str, width: int) -> None:
    for verbose in (False, True):
        shown = screen(audits[name], View(width=width, verbose=verbose, ascii=True))
        assert max(map(len, shown.split("\n"))) <= width
