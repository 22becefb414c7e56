"""What holds for every format of `mcaudit check`: nothing is lost, doubled or made up, and no verdict depends on it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.app.formats import format_names
from mcaudit.model import Actor, Audit, Gate, Level, Status
from mcaudit.terms import words
from mcaudit.terms.run import View
from mcaudit.terms.selection import selection_of
from tests.conftest import COMPLETE, MINIMAL, ROOT, Write
from tests.exchange.formats.conftest import KINDS, Here, Spoken
from tests.exchange.formats.shown import (
    FORMATS,
    TWO_PROBLEMS,
    UNSAFE,
    amiss,
    gathered,
    issues,
    lines,
    named,
    not_needed,
    results,
    rows,
    shown,
    suites,
    verbose,
)

REFERENCE = ROOT / "docs" / "reference"
LISTS = tuple(name for name in FORMATS if name not in ("csv", "junit"))
"""Formats that list what is amiss, and leave out the rest unless it is asked for."""
EVERY_FORMAT = pytest.mark.parametrize("name", FORMATS)
EVERY_KIND = pytest.mark.parametrize("kind", KINDS)
EVERY_LIST = pytest.mark.parametrize("name", LISTS)


@pytest.mark.parametrize("name", format_names())
def test_the_reference_lists_every_format(name: str) -> None:
    option = next(
        line
        for line in (REFERENCE / "options.md").read_text(encoding="utf-8").split("\n")
        if line.startswith("| `--format NAME` | check |")
    )
    assert f"`{name}`" in option
    assert f"\n| `{name}` | " in (REFERENCE / "formats.md").read_text(encoding="utf-8") or name == "terminal"


# --- what is reported --------------------------------------------------------------------------------


@EVERY_LIST
@EVERY_KIND
def test_a_list_shows_what_keeps_the_gate_from_being_passed_once_each(
    cases: Mapping[str, Audit], name: str, kind: str
) -> None:
    audit = cases[kind]
    others = [Actor.REVIEWERS, Actor.STATE] if audit.gate is Gate.ENDORSEMENT else []
    wanted = gathered(audit, amiss(audit, Actor.PROVIDER, *others))
    assert sorted(named(name, shown(name, audit))) == sorted(wanted)


@EVERY_FORMAT
@EVERY_KIND
def test_all_that_there_is_is_reported_once_each_where_it_is_asked_for(
    cases: Mapping[str, Audit], name: str, kind: str
) -> None:
    audit = cases[kind]
    reported = named(name, shown(name, audit, view=View(verbose=True)))
    left_out = name == "sarif"  # of which GitHub would make open alerts
    everything = [r.id for r in audit.requirements if not (r.waiver and left_out)]
    assert sorted(reported) == sorted(gathered(audit, everything) if name in LISTS else everything)


@EVERY_FORMAT
def test_a_member_that_its_group_does_not_need_is_nobodys_shortfall(cases: Mapping[str, Audit], name: str) -> None:
    audit = cases["tailored"]
    spare = not_needed(audit)
    assert "4A-2" in spare
    text = shown(name, audit, view=View(verbose=True))
    if name == "csv":
        marked = {row["criterion"]: row["counts"] for row in rows(text) if row["row"] == "finding"}
        assert [criterion for criterion, counts in marked.items() if counts == "not needed"] == spare
        return
    reported = {
        "sarif": lambda: str(results(text)),
        "junit": lambda: " ".join(f"{case.name} {case.result}" for suite in suites(text) for case in suite),
    }.get(name, lambda: text)()
    for criterion in spare:  # it stands among the alternatives, and nowhere else
        assert not re.search(rf"\b{criterion}\b", re.sub(r"\\?\(any one of .*?\)", "", reported))


@EVERY_FORMAT
def test_a_selection_chooses_what_is_shown_and_not_what_it_comes_to(cases: Mapping[str, Audit], name: str) -> None:
    audit = cases["tennessee"]
    chosen = View(selection=selection_of(audit.edition, ["3", "not_stated"], ["3E"]))
    wanted = [
        r.id
        for r in audit.requirements
        if r.subcomponent.startswith("3") and r.subcomponent != "3E" and r.status is Status.NOT_STATED
    ]
    assert any(r.level is Level.DESIRED for r in audit.requirements if r.id in wanted)
    text = shown(name, audit, view=chosen)
    assert sorted(named(name, text)) == sorted(gathered(audit, wanted) if name in LISTS else wanted)
    assert words.VERDICT[audit.verdict] in text


@EVERY_FORMAT
def test_what_the_provider_says_stands_beside_the_finding(cases: Mapping[str, Audit], name: str) -> None:
    text = shown(name, cases["responding"])
    reported = [criterion for criterion in ("1A-1", "1D-2", "1F-6") if f"We are at work on {criterion}." in text]
    assert reported == ["1A-1", "1D-2", "1F-6"]
    everything = name in ("csv", "junit")  # what is met, and what is only desired, as well
    assert text.count("2025-12-01") == len(reported) + everything
    assert ("We are at work on 1C-D1." in text) == everything


@EVERY_FORMAT
def test_what_became_of_an_earlier_audit_is_reported(cases: Mapping[str, Audit], name: str) -> None:
    audit = cases["since"]
    assert audit.since
    kinds = {change.criterion: change.progress for change in audit.since.changes.values()}
    assert [kinds["1F-1"], kinds["3E-2"], kinds["1G-D1"]] == ["new", "open", "mended"]
    text = shown(name, audit)
    reported = {
        "concise": r": error: 1F Learning resources: not addressed: 1F-1 List of materials \(new\); ",
        "csv": r",1F-1,.*,new,",
        "github": r"1F Learning resources: not addressed: 1F-1 List of materials \(new\); ",
        "gitlab": r'"1F Learning resources: not addressed: 1F-1 List of materials \(new\); ',
        "junit": r'message="not addressed, nothing in the profile is about it \(new\): ',
        "markdown": r"\| 1F Learning resources \| not addressed \|  \| 1F-1 List of materials \(new\); ",
        "sarif": r'"ruleId": "1F",(.|\n)*?"baselineState": "new"',
    }
    assert re.search(reported[name], text)


@EVERY_FORMAT
def test_a_file_that_could_not_be_audited_is_reported_with_each_reason(cases: Mapping[str, Audit], name: str) -> None:
    text = shown(name, cases["complete"], problems=TWO_PROBLEMS)
    without = shown(name, cases["complete"])
    for problem in TWO_PROBLEMS:
        assert text.replace("\\", "").count(problem.message) == 1
        assert problem.message not in without
    assert "remove it" in text
    assert "broken.yaml" in text


@pytest.mark.parametrize("name", ["csv", "github", "gitlab", "markdown", "sarif"])
def test_what_a_reader_of_the_whole_should_know_is_reported(cases: Mapping[str, Audit], name: str) -> None:
    text = shown(name, cases["complete"], notices=("a notice with 100 words",))
    assert text.count("a notice with 100 words") == 1


# --- the same every time -----------------------------------------------------------------------------


@EVERY_FORMAT
@EVERY_KIND
def test_the_same_audit_is_shown_in_the_same_way(cases: Mapping[str, Audit], name: str, kind: str) -> None:
    assert shown(name, cases[kind], problems=TWO_PROBLEMS) == shown(name, cases[kind], problems=TWO_PROBLEMS)


@EVERY_FORMAT
def test_the_same_command_writes_the_same_bytes_on_the_screen_and_into_a_file(
    here: Here, tmp_path: Path, name: str
) -> None:
    first, again = (here("check", "--format", name, "profiles/tennessee") for _ in range(2))
    assert first == again
    assert first.code == 1
    target = tmp_path / "out"
    assert here("check", "--output", f"{name}={target}", "profiles/tennessee").code == 1
    assert target.read_bytes().decode("utf-8") == first.out


VERDICTS = (("endorsement", "no", 2), ("endorsement", "minimal", 1), ("endorsement", "", 3), ("submission", "", 0))


@pytest.mark.parametrize(("gate", "profile", "code"), VERDICTS)
@pytest.mark.parametrize("options", [(), ("--verbose",), ("--select", "5A,met")], ids=["", "verbose", "selection"])
def test_no_format_changes_the_verdict(
    here: Here, write: Write, tmp_path: Path, gate: str, profile: str, code: int, options: tuple[str, ...]
) -> None:
    path = {"minimal": write(MINIMAL, "minimal.yaml"), "no": tmp_path / "no.yaml"}.get(profile, COMPLETE)
    alone = format_names() if profile == "minimal" and not options else ()
    for name in alone:
        assert here("check", "--gate", gate, "--format", name, path).code == code
    everything = (argument for name in format_names() for argument in ("-o", f"{name}={tmp_path / name}"))
    assert here("check", "--gate", gate, *options, *everything, path).code == code


# --- what somebody else writes -----------------------------------------------------------------------


@EVERY_FORMAT
@pytest.mark.parametrize("kind", ["hostile", "hostile everywhere"])
def test_nothing_invisible_and_nothing_that_turns_the_writing_is_left(
    cases: Mapping[str, Audit], name: str, kind: str
) -> None:
    text = shown(name, cases[kind], view=verbose(cases[kind])).removeprefix("\ufeff")
    if name == "sarif":
        text = "\n".join(result["message"]["text"] for result in results(text))
    if name == "gitlab":
        text = "\n".join(issue["description"] for issue in issues(text))
    assert not UNSAFE.search(text)


@EVERY_FORMAT
def test_hostile_text_changes_nothing_of_what_is_reported(cases: Mapping[str, Audit], name: str) -> None:
    hostile, harmless = (shown(name, cases[kind], view=View(verbose=True)) for kind in ("hostile", "harmless"))
    assert named(name, hostile) == named(name, harmless)
    if name in ("concise", "github", "junit", "markdown"):
        assert hostile.count("\n") == harmless.count("\n")


@pytest.mark.parametrize("name", ["concise", "github", "markdown"])
@given(st.text())
def test_whatever_is_said_the_same_is_reported(spoken: Spoken, name: str, text: str) -> None:
    calm, said = (shown(name, spoken(each), view=View(verbose=True)) for each in ("harmless", text))
    assert len(set(named(name, calm))) == 3
    assert named(name, said) == named(name, calm)
    assert len(list(lines(said))) == len(list(lines(calm)))


@EVERY_FORMAT
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are text")
def test_names_that_are_no_text_are_reported_as_far_as_they_are(here: Here, tmp_path: Path, name: str) -> None:
    profile = os.fsencode(tmp_path) + b"/one\xff.yaml"
    Path(os.fsdecode(profile)).write_bytes(COMPLETE.read_bytes())
    Path(os.fsdecode(profile) + "-broken.yaml").write_text("format: mcaudit-profile/1\nid: [", encoding="utf-8")
    done = here("check", "--format", name, ".", cwd=tmp_path)
    assert "fault" not in done.err
    assert done.code == 2
    assert "one" in done.out


@pytest.mark.parametrize("name", format_names())
def test_names_of_files_that_show_nothing_are_shown(cases: Mapping[str, Audit], name: str) -> None:
    audit = cases["complete"]
    odd = "profiles/safe\u202e\x1b[31m\x9b31mgpj\u200b.yaml"
    text = shown(name, replace(audit, profile=replace(audit.profile, path=odd))).removeprefix("\ufeff")
    assert not UNSAFE.search(text)


def test_the_shipped_profiles_are_shown_in_every_format(here: Here, tmp_path: Path) -> None:
    wanted = (argument for name in FORMATS for argument in ("-o", f"{name}={tmp_path / name}"))
    done = here("check", *wanted, "profiles", cwd=ROOT)
    assert (done.code, done.err) == (1, "")
    counted = {name: len(named(name, (tmp_path / name).read_text(encoding="utf-8"))) for name in FORMATS}
    assert len({counted[name] for name in LISTS}) == 1
