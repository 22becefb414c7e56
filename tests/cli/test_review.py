"""Decisions on the command line: blind until the quorum is in, settled on the record, and never lost in silence."""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from mcaudit.app.formats import format_names
from mcaudit.audit.engine import audit
from mcaudit.cli import main
from mcaudit.model import Edition, Profile, Standing, Status
from mcaudit.model.inbox import Step
from mcaudit.reading.profile.read import read_profile
from mcaudit.report.review.standing import _HEADINGS, _STEPS
from mcaudit.review.pins import document_pins
from tests.conftest import COMPLETE, MINIMAL, ROOT, Ran, Run, folded
from tests.review.cases import pins_for

Here = Callable[..., Ran]
JUDGED, FACT = "1A-2", "1F-6"
SECRETS = {
    "rationale": "Quokka reasons.",
    "would_satisfy": "Wombat proof.",
    "comment": "Numbat remark.",
    "citations": [{"document": "state_plan", "place": "Bilby page"}],
}
TELLTALE = re.compile("quokka|wombat|numbat|bilby", re.IGNORECASE)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    """Run the command in this process: a mistake more costs no start of Python more."""

    def run_here(*args: str | Path, cwd: Path = ROOT) -> Ran:
        monkeypatch.chdir(cwd)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775001600")
        monkeypatch.setenv("TERMINAL_WIDTH", "200")
        monkeypatch.setattr(sys, "argv", ["mcaudit", *map(str, args)])
        with pytest.raises(SystemExit) as left:
            main.run()
        return Ran(int(left.value.code or 0), *capsys.readouterr())

    return run_here


class Task:
    """What reviewers of a profile have before them: what awaits them, and what their answers are pinned to."""

    def __init__(self, edition: Edition, profile: Profile) -> None:
        self.edition, self.profile = edition, profile
        self.pins, self.documents = pins_for(edition, profile), document_pins(profile)
        found = audit(edition, profile, date="2026-04-01")
        self.waiting = [each.criterion for each in found.findings if each.status is Status.AWAITING_REVIEW]


@pytest.fixture(scope="module")
def task(edition: Edition, complete: Profile) -> Task:
    return Task(edition, complete)


class Desk:
    """A folder of decisions on a profile."""

    def __init__(self, folder: Path, task: Task) -> None:
        self.folder, self.task = folder, task
        self.edition, self.profile = task.edition, task.profile
        self.pins, self.documents, self.waiting = task.pins, task.documents, task.waiting

    def entry(self, criterion: str, answer: str, **other: Any) -> dict[str, Any]:
        pins = self.pins[criterion]
        reasons = {"rationale": f"So it is: {answer}.", "would_satisfy": "One area."}
        said = {} if answer in ("met", "checked") else reasons
        cites = other.get("citations", [{"document": "profile_page", "place": "p. 1"}])
        cited = {each["document"]: self.documents[each["document"]] for each in cites}
        return {
            "criterion": criterion,
            "answer": answer,
            "date": "2026-02-01",
            "citations": cites,
            "pins": {**pins.as_data(), "documents": {**pins.documents, **cited}},
            **said,
            **other,
        }

    def write(self, name: str, *entries: Mapping[str, Any], file: str = "", **other: Any) -> Path:
        reviewer = {"id": name, "name": name.title(), "affiliation": "Example Panel", **other.pop("reviewer", {})}
        content = {
            "format": "mcaudit-decisions/1",
            "edition": "v1.0",
            "profile": self.profile.id,
            "reviewer": reviewer,
            "decisions": entries,
            **other,
        }
        path = self.folder / (file or f"{name}.json")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, indent=1), encoding="utf-8")
        return path

    def all_met(self, name: str, **but: str) -> Path:
        """Write that everything which waits is met, but for some (`A1A_2="not_met"`)."""
        other = {key[1:].replace("_", "-"): answer for key, answer in but.items()}
        return self.write(name, *(self.entry(each, other.get(each, "met")) for each in self.waiting))


@pytest.fixture
def desk(tmp_path: Path, task: Task) -> Desk:
    folder = tmp_path / "decisions"
    folder.mkdir()
    return Desk(folder, task)


@pytest.fixture
def disagreed(desk: Desk) -> Desk:
    """Two reviewers, who disagree about 1A-2."""
    desk.all_met("ann")
    desk.all_met("bo", A1A_2="not_met")
    return desk


# --- blind until the quorum is in ------------------------------------------------------------------


def everything(here: Here, desk: Desk, out: Path) -> dict[str, str]:
    """Return all that the commands say of the profile with its decisions."""
    shown = {}
    for name in format_names():
        done = here("check", COMPLETE, "--decisions", desk.folder, "--format", name, "--verbose")
        shown[f"check {name}"] = done.out + done.err
    for suffix in ("md", "html", "json"):
        path = out / f"report.{suffix}"
        assert here("report", COMPLETE, "--decisions", desk.folder, "-o", path).code == 0
        shown[f"report {suffix}"] = path.read_text(encoding="utf-8")
    other = out / "other.yaml"
    other.write_text(MINIMAL, encoding="utf-8")
    path = out / "compare.json"
    assert here("compare", COMPLETE, other, "--decisions", desk.folder, "-o", path).code == 0
    shown["compare json"] = path.read_text(encoding="utf-8")
    shown["status"] = here("review", "status", COMPLETE, "--decisions", desk.folder).out
    shown["settle"] = here("review", "settle", COMPLETE, "--decisions", desk.folder).out
    digest = re.compile(r"[0-9a-f]{64}")
    return {name: digest.sub("HASH", text) for name, text in shown.items()}


@pytest.mark.slow
def test_while_one_of_two_is_in_no_output_shows_what_they_said(here: Here, desk: Desk, tmp_path: Path) -> None:
    judged = [JUDGED, "1C-D2", "3B-D3", "4A-3"]
    desk.write("ann", *(desk.entry(each, "met", comment=SECRETS["comment"]) for each in judged))
    met = everything(here, desk, tmp_path)
    assert "1 of 2 reviewers have decided" in met["status"]
    for answer in ("not_met", "partly_met", "cannot_tell"):
        desk.write("ann", *(desk.entry(each, answer, **SECRETS) for each in judged))
        other = everything(here, desk, tmp_path)
        assert [name for name, text in other.items() if TELLTALE.search(text)] == []
        assert [name for name in other if other[name] != met[name]] == []


CONFIRMS = """format: mcaudit-policy/1
id: oh
title: Ohio, made up
state: OH
edition: v1.0
sources: {rules: {title: Rules, url: https://example.org/rules, seen: "2026-01-01"}}
review: {confirm_facts: "yes", source: {document: rules, section: Review}}
"""
SILENT = f"""{MINIMAL}dossier:
  profile_page: {{title: Page, kind: profile_page, url: https://example.org/page, seen: "2026-01-01"}}
  bilby: {{title: Bilby, kind: other, url: https://example.org/bilby, seen: "2026-01-01"}}
"""
"""A profile that addresses nothing."""


@pytest.mark.slow
def test_while_one_of_two_is_in_nobody_sees_what_states_a_criterion(
    here: Here, edition: Edition, tmp_path: Path
) -> None:
    profile = tmp_path / "silent.yaml"
    profile.write_text(SILENT, encoding="utf-8")
    desk = Desk(tmp_path / "decisions", Task(edition, read_profile(edition, profile)))
    secret = {**SECRETS, "citations": [{"document": "bilby", "place": "Bilby page"}]}
    shown: dict[str, dict[str, str]] = {}
    for answer in ("met", "partly_met", "not_met", "cannot_tell"):
        desk.write("ann", desk.entry(JUDGED, answer, **secret))
        shown[answer] = {
            name: here("check", profile, "--decisions", desk.folder, "--format", name, "--verbose").out
            for name in format_names()
        }
        shown[answer]["status"] = here("review", "status", profile, "--decisions", desk.folder).out
        shown[answer] = {name: re.sub(r"[0-9a-f]{64}", "HASH", text) for name, text in shown[answer].items()}
    assert "1 of 2 reviewers have decided" in shown["met"]["status"]
    assert [name for name, text in shown["met"].items() if re.search("quokka|wombat|numbat|Bilby page", text)] == []
    assert [answer for answer, texts in shown.items() if texts != shown["met"]] == []
    desk.write("bo", desk.entry(JUDGED, "met", **secret))
    desk.write("ann", desk.entry(JUDGED, "met", **secret))
    audits = json.loads(here("check", profile, "--decisions", desk.folder, "-f", "json").out)["audits"]
    messages = {each["criterion"]: each["message"] for each in audits[0]["findings"]}
    assert messages[JUDGED].endswith("the provider can adopt what the reviewers cite: Bilby, Bilby page.")


@pytest.mark.slow
def test_of_an_answer_against_a_fact_only_the_status_shows(here: Here, desk: Desk, tmp_path: Path) -> None:
    desk.write("ann", desk.entry(FACT, "not_met", **SECRETS))
    against = everything(here, desk, tmp_path)
    assert [name for name, text in against.items() if TELLTALE.search(text)] == []
    desk.write("ann", desk.entry(FACT, "partly_met", **SECRETS))
    assert everything(here, desk, tmp_path) == against
    assert "contradicts the facts" not in against["check terminal"]


@pytest.mark.slow
def test_a_missing_citation_does_not_tell_that_the_answer_was_met(here: Here, desk: Desk, tmp_path: Path) -> None:
    desk.write("ann", desk.entry(JUDGED, "met"))
    cited = everything(here, desk, tmp_path)
    desk.write("ann", desk.entry(JUDGED, "met", citations=[]))
    bare = everything(here, desk, tmp_path)
    assert [name for name in cited if bare[name] != cited[name]] == ["status"]
    assert "1 answer cites no document." in folded(bare["status"])
    desk.write("ann", desk.entry(JUDGED, "not_met", citations=[]))
    assert everything(here, desk, tmp_path) == bare


@pytest.mark.slow
def test_once_both_are_in_it_is_reported_whose_answer_lacks_a_citation(here: Here, desk: Desk, tmp_path: Path) -> None:
    desk.write("ann", desk.entry(JUDGED, "met", citations=[]))
    desk.write("bo", desk.entry(JUDGED, "met"))
    shown = {name: folded(text) for name, text in everything(here, desk, tmp_path).items()}
    assert "1 answer does not count yet: it cites no document." in shown["status"]
    for name in ("status", "report md", "report html", "check terminal"):
        assert "Ann" in shown[name], name
        assert "counts only with a citation" in shown[name], name
    assert "2 of 2 reviewers have decided; 1 answer does not count yet: it cites no document" in shown["status"]
    (decision,) = json.loads(shown["check json"])["audits"][0]["decisions"]
    assert (decision["counted"], decision["answers"]) == (1, [])


def test_the_status_names_what_nobody_has_decided(here: Here, desk: Desk) -> None:
    desk.write("ann", desk.entry(JUDGED, "met"))
    reported = here("review", "status", COMPLETE, "--decisions", desk.folder).out
    assert f"Nobody has decided ({len(desk.waiting) - 1} criteria)" in reported
    listed = reported.partition("Nobody has decided")[2]
    assert [each for each in desk.waiting if each != JUDGED and each not in listed] == []
    assert JUDGED not in listed


def test_a_check_is_shown_at_once_and_is_no_answer(here: Here, desk: Desk, tmp_path: Path) -> None:
    desk.write("ann", desk.entry(FACT, "checked"), desk.entry(JUDGED, "met"))
    policy = tmp_path / "oh.yaml"
    policy.write_text(CONFIRMS, encoding="utf-8")
    given = ("--decisions", desk.folder, "--policy", policy)
    reported = here("review", "status", COMPLETE, *given).out
    assert re.search(
        rf"Only checked \(1 fact\)\n\n +{FACT} [^\n]+\n +- +Ann, February 1, 2026: checked; cites ", reported
    )
    assert "1 of 2 reviewers have decided" in reported
    found = json.loads(here("check", COMPLETE, *given, "-f", "json").out)["audits"][0]
    bases = {each["criterion"]: (each["status"], each["basis"]) for each in found["findings"]}
    assert bases[FACT] == ("met", "facts")
    assert bases["2A-1"] == ("awaiting_review", "unconfirmed")
    assert (found["agreement"]["units"], FACT in reported.partition("Nobody has decided")[2]) == (0, False)


def inbox(here: Here, desk: Desk, *paths: Path) -> list[tuple[str, ...]]:
    """Return the rows of the inbox, without the micro-credential's title where only one is asked about."""
    page = desk.folder.parent / "inbox.md"
    done = here("review", "status", *(paths or (COMPLETE,)), "--decisions", desk.folder, "-o", page)
    assert done.code == 0, done.err
    rows = [line.strip("|").split("|") for line in page.read_text("utf-8").splitlines() if line.startswith("|")]
    return [tuple(cell.strip() for cell in row) for row in rows[2:]]


def test_the_inbox_says_who_waits_for_whom_since_when(here: Here, desk: Desk) -> None:
    left = len(desk.waiting)
    desk.write("ann", desk.entry(JUDGED, "met", date="2026-02-03"), desk.entry("1A-1", "met", date="2026-02-05"))
    ((_, *said),) = inbox(here, desk)
    assert said == ["Review", f"Ann ({left - 2} left); 1 more reviewer ({left} left)", "February 3, 2026"]
    desk.write("bo", desk.entry(JUDGED, "met"), desk.entry("1A-1", "not_met", date="2026-02-07"))
    ((_, *said),) = inbox(here, desk)
    waits = f"adjudicator: 1 dispute; Ann ({left - 2} left); Bo ({left - 2} left)"
    assert said == ["Settle", waits, "February 7, 2026"]
    desk.all_met("ann")
    desk.all_met("bo")
    ((_, *said),) = inbox(here, desk)
    assert said == ["Done", "nobody", "–"]


def test_whose_answer_lacks_a_citation_is_waited_for_once_all_are_in(here: Here, desk: Desk) -> None:
    desk.all_met("ann")
    bare: dict[str, Any] = {JUDGED: {"citations": []}}
    desk.write("bo", *(desk.entry(each, "met", **bare.get(each, {})) for each in desk.waiting))
    ((_, *said),) = inbox(here, desk)
    assert said == ["Review", "Bo (1 left)", "February 1, 2026"]


def test_many_profiles_are_one_line_each_and_those_to_return_come_first(
    here: Here, disagreed: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    shutil.copytree(COMPLETE.parent, folder)
    (folder / "a.yaml").write_text(MINIMAL, encoding="utf-8")
    (_, step, waits, since), second = inbox(here, disagreed, folder)
    assert (step, since) == ("Return", "–")
    assert re.fullmatch(r"provider: \d+ not addressed", waits)
    assert second == ("Leading Restorative Circles", "Settle", "adjudicator: 1 dispute", "February 1, 2026")
    for ending in ("html", "md"):
        done = here("review", "status", folder, "--decisions", disagreed.folder, "-o", tmp_path / f"inbox.{ending}")
        assert done.code == 0
    page = (tmp_path / "inbox.html").read_text(encoding="utf-8")
    assert page.index("Who waits for whom") < page.index("The reviewers disagree: settle this (1 criterion)")
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_profile_that_cannot_be_read_does_not_hide_the_others(here: Here, disagreed: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("format: mcaudit-profile/1\n", encoding="utf-8")
    done = here("review", "status", COMPLETE, broken, "--decisions", disagreed.folder)
    assert done.code == 2
    assert "broken.yaml" in done.err
    assert "Leading Restorative Circles" in done.out


def test_every_step_has_words() -> None:
    assert set(_STEPS) == set(Step)


def test_every_standing_has_a_heading() -> None:
    assert set(_HEADINGS) == set(Standing)


def test_why_an_answer_does_not_count_does_not_tell_it_to_the_other_reviewer(here: Here, desk: Desk) -> None:
    desk.write("ann", desk.entry(JUDGED, "met", citations=[]))
    done = here("review", "status", COMPLETE, "--decisions", desk.folder)
    assert "Ann" in done.out
    assert not re.search(r"\bmet\b", done.out)


def test_once_both_are_in_what_they_said_is_shown(here: Here, desk: Desk) -> None:
    for name in ("ann", "bo"):
        desk.write(name, desk.entry(JUDGED, "not_met", **SECRETS))
    done = here("check", COMPLETE, "--decisions", desk.folder)
    assert (done.code, "Quokka reasons" in done.out) == (1, True)
    assert "Quokka" in here("review", "status", COMPLETE, "--decisions", desk.folder).out


# --- verdicts and exit codes -----------------------------------------------------------------------


def test_the_reviewers_decide_the_exit_code(here: Here, desk: Desk) -> None:
    assert here("check", COMPLETE).code == 3
    desk.all_met("ann")
    assert here("check", COMPLETE, "--decisions", desk.folder).code == 3
    desk.all_met("bo")
    assert here("check", COMPLETE, "--decisions", desk.folder).code == 0
    desk.all_met("bo", A1A_2="not_met")
    assert here("check", COMPLETE, "--decisions", desk.folder).code == 3
    desk.all_met("ann", A1A_2="not_met")
    assert here("check", COMPLETE, "--decisions", desk.folder).code == 1


def test_files_and_folders_may_be_named_several_times(here: Here, desk: Desk) -> None:
    ann, bo = desk.all_met("ann"), desk.all_met("bo")
    assert here("check", COMPLETE, "--decisions", ann, "--decisions", bo, "--decisions", desk.folder).code == 0
    assert here("check", COMPLETE, "--decisions", ann).code == 3


def test_reasons_of_reviewers_are_untrusted_text(here: Here, desk: Desk) -> None:
    text = "One.\n::error::two\n\x1b[31mthree <script>four</script> =5"
    for name in ("ann", "bo"):
        desk.write(name, desk.entry(JUDGED, "not_met", rationale=text, would_satisfy=text))
    shown = {n: here("check", COMPLETE, "--decisions", desk.folder, "-f", n).out for n in format_names()}
    assert [name for name, out in shown.items() if "\x1b" in out] == []
    assert "\n::error::two" not in shown["github"]
    assert sum("1A-2" in line for line in shown["concise"].splitlines()) == 1
    assert all(re.search(r":\d+:\d+: |^\S*:", line) for line in shown["concise"].splitlines() if "two" in line)
    assert "<script>" not in shown["markdown"]
    assert "\x1b" not in here("review", "status", COMPLETE, "--decisions", desk.folder).out


def test_many_profiles_are_audited_each_with_its_own_decisions(here: Here, disagreed: Desk, tmp_path: Path) -> None:
    for name in ("ann", "bo"):
        disagreed.all_met(name)
    folder = tmp_path / "many"
    shutil.copytree(COMPLETE.parent, folder)
    for number in range(14):
        (folder / f"{number}.yaml").write_text(MINIMAL.replace("id: minimal", f"id: m-{number}"), encoding="utf-8")
    done = here("check", folder, "--decisions", disagreed.folder, "-f", "json")
    verdicts = {each["profile"]["id"]: each["verdict"] for each in json.loads(done.out)["audits"]}
    assert verdicts.pop("leading-restorative-circles") == "pass"
    assert set(verdicts.values()) == {"incomplete"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_in_place_of_a_worksheet_is_never_waited_for(here: Here, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ann.json")
    done = here("review", "read", tmp_path / "ann.json", "-o", tmp_path / "decisions")
    assert (done.code, "this is not a regular file" in done.err) == (2, True)


# --- which files count -----------------------------------------------------------------------------


def test_a_reviewer_has_one_file_a_profile(here: Here, desk: Desk) -> None:
    desk.all_met("ann")
    desk.write("ann", desk.entry(JUDGED, "met"), file="more/again.json")
    for command in (("check",), ("review", "status"), ("review", "settle")):
        done = here(*command, COMPLETE, "--decisions", desk.folder)
        assert done.code == 2
        assert "`ann` has decisions on `leading-restorative-circles` in" in done.err


def test_one_person_under_two_ids_is_not_two_reviewers(here: Here, desk: Desk) -> None:
    desk.all_met("ann")
    desk.write("ann-2", desk.entry(JUDGED, "met"), reviewer={"name": " ANN "})
    done = here("check", COMPLETE, "--decisions", desk.folder)
    assert done.code == 2
    assert "ann-2.json" in done.err


@pytest.mark.parametrize("name", ["Ann.", "A\u200bnn", "ａｎｎ"])
@pytest.mark.parametrize("affiliation", ["Example Panel", "Another Board"])
def test_one_person_counts_once_however_the_name_is_spelt(here: Here, desk: Desk, name: str, affiliation: str) -> None:
    desk.all_met("ann")
    desk.write("other", desk.entry(JUDGED, "met"), reviewer={"name": name, "affiliation": affiliation})
    done = here("check", COMPLETE, "--decisions", desk.folder)
    assert (done.code, "one person counts once" in done.err) == (2, True)


def test_what_is_dated_after_the_audit_is_reported(here: Here, desk: Desk, tmp_path: Path) -> None:
    path = desk.write("ann", desk.entry(JUDGED, "met", date="2062-02-01"), desk.entry("3A-1", "met"))
    reported = f"{path.as_posix()} has entries of a later day than this audit's, 2026-04-01: 2062-02-01"
    decisions = ("--decisions", desk.folder)
    commands = (("check",), ("report", "-o", tmp_path / "a.md"), ("review", "status"), ("review", "agreement"))
    for command in commands:
        done = here(*command, COMPLETE, *decisions)
        assert reported in folded(done.err), command
    done = here("check", COMPLETE, *decisions, "--without-names", "-f", "markdown")
    assert "later day" in done.out
    assert "ann.json" not in done.out


def test_a_linked_folder_of_decisions_is_not_passed_over(here: Here, desk: Desk, tmp_path: Path) -> None:
    elsewhere = Desk(tmp_path / "elsewhere", desk.task)
    elsewhere.all_met("bo")
    desk.all_met("ann")
    (desk.folder / "linked").symlink_to(elsewhere.folder)
    done = here("check", COMPLETE, "--decisions", desk.folder)
    assert (done.code, "this folder is a link" in done.err) == (2, True)


def test_a_mistyped_format_is_reported_and_not_passed_over(here: Here, desk: Desk) -> None:
    path = desk.all_met("ann")
    path.write_text(path.read_text(encoding="utf-8").replace("mcaudit-decisions/1", "mcaudit-decision/1"))
    desk.all_met("bo")
    done = here("check", COMPLETE, "--decisions", desk.folder)
    assert (done.code, "not a file of decisions" in done.err) == (2, True)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_an_editor_with_decisions_open_changes_nothing(here: Here, desk: Desk) -> None:
    desk.all_met("ann")
    (desk.folder / ".#ann.json").symlink_to("somebody@host.1234:1700000000")
    assert here("check", COMPLETE, "--decisions", desk.folder).code == 3


@pytest.mark.parametrize(
    "before", ['{"a": "x, format: mcaudit-decisions/1", ', '{"note": ["format: mcaudit-policy/1"], ']
)
def test_the_parsed_format_says_what_holds_decisions(here: Here, desk: Desk, before: str) -> None:
    path = desk.all_met("ann")
    (desk.folder / "other.json").write_text(before + '"format": "mcaudit-policy/1"}', encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace("mcaudit-decisions/1", "mcaudit\\u002ddecisions/1"))
    done = here("check", COMPLETE, "--decisions", desk.folder, "-f", "json")
    assert json.loads(done.out)["audits"][0]["reviewed"][0]["path"] == path.as_posix(), done.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_among_decisions_is_an_error_and_never_waited_for(here: Here, desk: Desk) -> None:
    desk.all_met("ann")
    os.mkfifo(desk.folder / "bo.json")
    done = here("check", COMPLETE, "--decisions", desk.folder)
    assert (done.code, "bo.json: error: this is not a regular file" in done.err) == (2, True)


def test_decisions_on_another_profile_are_reported_and_count_for_nothing(here: Here, desk: Desk) -> None:
    desk.write("ann", desk.entry(JUDGED, "met"), profile="another")
    done = here("check", COMPLETE, "--decisions", desk.folder)
    assert done.code == 3
    assert "decisions on `another`, and no profile of that id was audited" in done.err
    done = here("review", "status", COMPLETE, "--decisions", desk.folder)
    assert (done.code, "no decisions on `leading-restorative-circles`" in done.err) == (2, True)


@pytest.mark.parametrize("command", ["report", "compare"])
def test_documents_tell_of_decisions_on_another_profile_as_well(
    here: Here, desk: Desk, tmp_path: Path, command: str
) -> None:
    desk.write("ann", desk.entry(JUDGED, "met"), profile="another")
    out = tmp_path / "out.json"
    named = ["report"] if command == "report" else ["compare", ROOT / "profiles" / "illinois"]
    done = here(*named, COMPLETE, "--decisions", desk.folder, "-o", out)
    assert done.code == 0
    assert "decisions on `another`" in done.err


def test_one_bad_file_of_decisions_stops_the_run_and_all_of_them_are_reported(here: Here, desk: Desk) -> None:
    desk.all_met("ann")
    desk.write("bo", desk.entry(JUDGED, "perhaps"))
    desk.write("cy", desk.entry(JUDGED, "met"), edition="v0.9")
    done = here("check", COMPLETE, "--decisions", desk.folder)
    assert (done.code, done.out) == (2, "")
    assert "bo.json" in done.err
    assert "cy.json" in done.err


def test_a_folder_is_searched_for_files_of_decisions_alone(here: Here, desk: Desk) -> None:
    desk.all_met("ann")
    bo = desk.all_met("bo")
    deep = desk.folder / "deep" / "er" / "bo.JSON"
    deep.parent.mkdir(parents=True)
    bo.rename(deep)
    (desk.folder / "notes.yaml").write_text("format: something-else/1\n", encoding="utf-8")
    (desk.folder / "broken.json").write_text("{", encoding="utf-8")
    shutil.copy(COMPLETE, desk.folder / "profile.yaml")
    hidden = desk.folder / ".trash" / "cy.json"
    hidden.parent.mkdir()
    shutil.copy(deep, hidden)
    assert here("check", COMPLETE, "--decisions", desk.folder).code == 0


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_no_file_of_decisions_in_a_folder_is_lost_for_its_encoding(here: Here, desk: Desk, encoding: str) -> None:
    desk.all_met("ann")
    bo = desk.all_met("bo")
    text = bo.read_text(encoding="utf-8")
    lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in json.loads(text).items())
    (desk.folder / "bo.yaml").write_bytes(lines.encode(encoding))
    bo.unlink()
    # it counts, or the error says why it cannot be read; never is the audit made without it
    assert here("check", COMPLETE, "--decisions", desk.folder).code in (0, 2)


def test_a_folder_without_decisions_is_reported(here: Here, desk: Desk) -> None:
    done = here("check", COMPLETE, "--decisions", desk.folder)
    assert desk.folder.name in done.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_a_folder_is_not_waited_for(run: Run, desk: Desk) -> None:
    os.mkfifo(desk.folder / "pipe.json")
    assert run("check", COMPLETE, "--decisions", desk.folder).code in (2, 3)  # in its own process, which ends in time


def test_what_is_not_there_is_reported(here: Here, tmp_path: Path) -> None:
    done = here("check", COMPLETE, "--decisions", tmp_path / "nowhere")
    assert (done.code, "there is no such file" in done.err) == (2, True)


def test_no_output_goes_over_a_file_of_decisions(here: Here, disagreed: Desk) -> None:
    ann = disagreed.folder / "ann.json"
    before = ann.read_bytes()
    other = ROOT / "profiles" / "illinois"
    for command in (("check", "-f", "json"), ("report",), ("compare", other)):
        done = here(*command, COMPLETE, "--decisions", disagreed.folder, "-o", ann)
        assert (done.code, ann.read_bytes() == before) == (2, True), command
        assert "one of the files that are read" in done.err


# --- settling --------------------------------------------------------------------------------------

CHAIR = "chair; Pat Chair; State Board"
SETTLE = {"--criterion": JUDGED, "--answer": "partly_met", "--by": CHAIR, "--why": "One area is a heading."}


def settle(here: Here, desk: Desk, out: Path | None = None, other: Mapping[str, str | None] | None = None) -> Ran:
    """Settle 1A-2, with some options given otherwise or (None) not at all."""
    given: dict[str, str | None] = {**SETTLE, "-o": str(out or desk.folder / "settlements.json")}
    given |= {f"--{name}" if name != "o" else "-o": value for name, value in (other or {}).items()}
    options = [part for name, value in given.items() if value is not None for part in (name, value)]
    return here("review", "settle", COMPLETE, "--decisions", desk.folder, *options)


def test_what_is_disagreed_about_is_listed(here: Here, disagreed: Desk) -> None:
    done = here("review", "settle", COMPLETE, "--decisions", disagreed.folder)
    assert (done.code, done.out) == (0, "1A-2 One narrow focus  Ann: met, Bo: not met\n")
    disagreed.all_met("bo")
    done = here("review", "settle", COMPLETE, "--decisions", disagreed.folder)
    assert (done.code, done.out) == (0, "There is no disagreement to settle.\n")


def test_names_of_reviewers_are_untrusted_text(here: Here, desk: Desk) -> None:
    desk.write("ann", desk.entry(JUDGED, "met"), reviewer={"name": "A\x1b[31mnn\nEve"})
    desk.write("bo", desk.entry(JUDGED, "not_met"))
    done = here("review", "settle", COMPLETE, "--decisions", desk.folder)
    assert "\x1b" not in done.out
    assert len(done.out.splitlines()) == 1


def test_a_disagreement_is_settled_on_the_record(here: Here, disagreed: Desk) -> None:
    done = settle(here, disagreed)
    assert (done.code, done.out) == (0, "")
    (entry,) = json.loads((disagreed.folder / "settlements.json").read_text(encoding="utf-8"))["settlements"]
    assert entry["between"] == {"ann": "met", "bo": "not_met"}
    assert (entry["answer"], entry["date"], entry["way"]) == ("partly_met", "2026-04-01", "third_reviewer")
    found = json.loads(here("check", COMPLETE, "--decisions", disagreed.folder, "-f", "json").out)["audits"][0]
    (finding,) = [each for each in found["findings"] if each["criterion"] == JUDGED]
    assert (finding["status"], finding["basis"]) == ("partly_met", "adjudication")
    shown = folded(here("review", "status", COMPLETE, "--decisions", disagreed.folder).out)
    assert "Pat Chair" in shown
    assert "One area is a heading" in shown


def test_earlier_settlements_are_kept(here: Here, desk: Desk) -> None:
    desk.all_met("ann")
    desk.all_met("bo", A1A_2="not_met", A3A_1="partly_met")
    assert settle(here, desk).code == 0
    first = json.loads((desk.folder / "settlements.json").read_text(encoding="utf-8"))["settlements"]
    assert settle(here, desk, other={"criterion": "3A-1"}).code == 0
    both = json.loads((desk.folder / "settlements.json").read_text(encoding="utf-8"))["settlements"]
    assert both[:1] == first
    assert [each["criterion"] for each in both] == [JUDGED, "3A-1"]


def test_what_is_settled_can_be_settled_again_and_the_later_counts(here: Here, disagreed: Desk) -> None:
    assert settle(here, disagreed).code == 0
    assert settle(here, disagreed, other={"answer": "not_met", "date": "2026-04-02"}).code == 0
    entries = json.loads((disagreed.folder / "settlements.json").read_text(encoding="utf-8"))["settlements"]
    assert [each["answer"] for each in entries] == ["partly_met", "not_met"]
    found = json.loads(here("check", COMPLETE, "--decisions", disagreed.folder, "-f", "json").out)["audits"][0]
    assert [each["settled"] for each in found["decisions"] if each["criterion"] == JUDGED] == ["not_met"]


def test_one_who_cannot_tell_disagrees_with_one_who_can(here: Here, desk: Desk) -> None:
    desk.all_met("ann")
    desk.all_met("bo", A1A_2="cannot_tell", A3A_1="cannot_tell")
    desk.all_met("ann", A3A_1="cannot_tell")
    done = here("review", "settle", COMPLETE, "--decisions", desk.folder)
    assert done.out == "1A-2 One narrow focus  Ann: met, Bo: cannot tell\n"  # of 3A-1 both say the same
    assert settle(here, desk).code == 0
    assert here("review", "settle", COMPLETE, "--decisions", desk.folder).out == "There is no disagreement to settle.\n"
    assert settle(here, desk, other={"criterion": "3A-1"}).code == 2


@pytest.mark.parametrize(
    ("by", "way"),
    [
        ([CHAIR], "third_reviewer"),
        ([CHAIR, "clerk; Kim Clerk; State Board"], "panel"),
        (["ann; Ann; Example Panel", "bo; Bo; Example Panel"], "discussion"),
        (["ann; Ann; Example Panel", CHAIR], "discussion"),
    ],
)
def test_how_it_was_settled_follows_from_who_did(here: Here, disagreed: Desk, by: list[str], way: str) -> None:
    people = [part for person in by for part in ("--by", person)]
    done = here(
        *("review", "settle", COMPLETE, "--decisions", disagreed.folder, "--criterion", JUDGED, "--answer", "met"),
        *(*people, "--why", "So it is.", "-o", disagreed.folder / "settlements.json"),
    )
    assert done.code == 0
    (entry,) = json.loads((disagreed.folder / "settlements.json").read_text(encoding="utf-8"))["settlements"]
    assert entry["way"] == way


def test_a_settlement_that_will_not_be_read_says_so(here: Here, disagreed: Desk, tmp_path: Path) -> None:
    assert "counts only where it is given" not in settle(here, disagreed).err
    done = settle(here, disagreed, tmp_path / "elsewhere.json")
    assert f"it counts only where it is given: --decisions {(tmp_path / 'elsewhere.json').as_posix()}" in done.err


# --- how far they agree ----------------------------------------------------------------------------


def test_the_audit_shows_how_far_its_reviewers_agree(here: Here, disagreed: Desk, tmp_path: Path) -> None:
    n = len(disagreed.waiting)
    share = (n - 1) / n
    found = json.loads(here("check", COMPLETE, "--decisions", disagreed.folder, "-f", "json").out)["audits"][0]
    percent = found["agreement"]["percent"]
    assert (percent["n"], percent["value"]) == (n, pytest.approx(share, abs=1e-6))
    assert found["agreement_by_component"]["1"]["units"] == sum(each.startswith("1") for each in disagreed.waiting)
    reported = [f"{share:.0%}", f"{percent['low']:.0%} to {percent['high']:.0%}"]
    shown = {"check": here("check", COMPLETE, "--decisions", disagreed.folder).out}
    for suffix in ("html", "md"):
        path = tmp_path / f"audit.{suffix}"
        assert here("report", COMPLETE, "--decisions", disagreed.folder, "-o", path).code == 0
        shown[suffix] = path.read_text(encoding="utf-8")
    for where, text in shown.items():
        assert re.search("How (far|much the) reviewers agree", text), where
        assert all(part in text for part in reported), where
        assert "Their answers differ on 1 criterion (none settled)." in text or where == "check"
    plain = json.loads(here("check", COMPLETE, "-f", "json").out)["audits"][0]
    assert "agreement" not in plain


def test_agreement_is_of_first_answers_however_it_was_settled(here: Here, disagreed: Desk) -> None:
    before = json.loads(here("check", COMPLETE, "--decisions", disagreed.folder, "-f", "json").out)["audits"][0]
    assert settle(here, disagreed).code == 0
    later = disagreed.entry(JUDGED, "met", date="2026-03-01")
    first = json.loads((disagreed.folder / "bo.json").read_text(encoding="utf-8"))["decisions"]
    disagreed.write("bo", *first, later)
    after = json.loads(here("check", COMPLETE, "--decisions", disagreed.folder, "-f", "json").out)["audits"][0]
    assert after["agreement"] == before["agreement"]
    assert [each["settled"] for each in after["decisions"] if each["criterion"] == JUDGED] == ["met"]


def test_agreement_leaves_out_an_answer_that_was_given_after_a_suggestion_was_seen(here: Here, disagreed: Desk) -> None:
    def figures() -> tuple[int, int]:
        said = here("review", "agreement", COMPLETE, "--decisions", disagreed.folder)
        audit = json.loads(here("check", COMPLETE, "--decisions", disagreed.folder, "-f", "json").out)["audits"][0]
        left_out = audit.get("agreement_left_out", 0)
        assert ("Left out, because the reviewer had already seen" in folded(said.out)) is bool(left_out)
        return audit["agreement"]["paired"], left_out

    paired, left_out = figures()
    assert (paired, left_out) == (len(disagreed.waiting), 0)
    mine = json.loads((disagreed.folder / "bo.json").read_text("utf-8"))["decisions"]
    seen = {JUDGED: "yes", "1A-1": "no"}
    changed = [{**each, "suggestion_seen": seen.get(each["criterion"], "no")} for each in mine]
    disagreed.write("bo", *changed)
    assert figures() == (paired - 1, 1)
    disagreed.write("bo", *({**each, "suggestion_seen": "perhaps"} for each in mine))
    assert here("review", "agreement", COMPLETE, "--decisions", disagreed.folder).code == 2


def test_agreement_is_withheld_until_as_many_are_in_as_it_takes(here: Here, desk: Desk) -> None:
    desk.all_met("ann", A1A_2="not_met")
    found = json.loads(here("check", COMPLETE, "--decisions", desk.folder, "-f", "json").out)["audits"][0]
    assert (found["agreement"]["units"], found["agreement_by_component"]) == (0, {})
    short, detail = (here("check", COMPLETE, "--decisions", desk.folder, *more).out for more in ((), ("-v",)))
    assert "Two reviewers have not yet judged the same criterion" in " ".join(short.split())
    assert "withheld: no two reviewers judged the same criterion" in " ".join(detail.split())


def test_a_later_answer_opens_it_again(here: Here, disagreed: Desk) -> None:
    assert settle(here, disagreed).code == 0
    disagreed.all_met("bo", A1A_2="partly_met")
    done = here("review", "settle", COMPLETE, "--decisions", disagreed.folder)
    assert done.out == "1A-2 One narrow focus  Ann: met, Bo: partly met\n"
    reported = folded(here("review", "status", COMPLETE, "--decisions", disagreed.folder).out)
    assert (
        "The settlement of 2026-04-01 does not hold: the answers that it settled are not those that count" in reported
    )


@pytest.mark.parametrize(
    ("other", "reported"),
    [
        ({"criterion": "1A-1"}, "reviewers do not disagree about 1A-1; they disagree about: 1A-2"),
        ({"criterion": "9Z-9"}, "reviewers do not disagree about 9Z-9"),
        ({"answer": None}, "a settlement needs --answer"),
        ({"by": None}, "a settlement needs --by"),
        ({"why": None}, "a settlement needs --why"),
        ({"why": ""}, "a settlement needs --why"),
        ({"o": None}, "a settlement needs -o"),
        ({"by": "ann; Ann; Example Panel"}, "nobody settles that alone"),
        ({"by": "pat; Ann; State Board"}, "nobody settles that alone"),
        ({"by": "ann; Somebody Else; State Board"}, "nobody settles that alone"),
        ({"by": "Pat"}, "not of the form"),
        ({"by": "chair; ; State Board"}, "not of the form"),
        ({"answer": "cannot_tell"}, "cannot_tell settles nothing"),
        ({"answer": "perhaps"}, "perhaps"),
        ({"way": "coin"}, "coin"),
    ],
)
def test_what_settles_nothing_is_refused(
    here: Here, disagreed: Desk, other: Mapping[str, str | None], reported: str
) -> None:
    done = settle(here, disagreed, other=other)
    assert done.code == 2
    assert reported in folded(done.err)
    assert not (disagreed.folder / "settlements.json").exists()


@pytest.mark.parametrize(
    "other",
    [
        {"by": "Pat Chair; Pat Chair; State Board"},
        {"by": "a" * 81 + "; Pat; Board"},
        {"why": "  "},
        {"why": "x" * 10_001},
        {"why": "It \x7f is."},
        {"by": "chair; Pat; Buckeye Example University"},
        {"by": "ann-2; ANN; Example Panel"},
        {"answer": "not_applicable"},
    ],
)
def test_what_is_written_can_be_read_and_holds_or_is_refused(
    here: Here, disagreed: Desk, other: Mapping[str, str]
) -> None:
    done = settle(here, disagreed, other=other)
    if done.code == 0:
        left = here("review", "settle", COMPLETE, "--decisions", disagreed.folder)
        assert (left.code, left.out) == (0, "There is no disagreement to settle.\n")
        found = json.loads(here("check", COMPLETE, "--decisions", disagreed.folder, "-f", "json").out)["audits"][0]
        assert [each["basis"] for each in found["findings"] if each["criterion"] == JUDGED] == ["adjudication"]
    assert done.code in (0, 2)
    assert (done.code == 2) or not set(other) & {"by"}


def test_two_of_them_settle_it_together(here: Here, disagreed: Desk) -> None:
    done = here(
        *("review", "settle", COMPLETE, "--decisions", disagreed.folder, "--criterion", JUDGED, "--answer", "met"),
        *("--by", "ann; Ann; Example Panel", "--by", "bo; Bo; Example Panel", "--why", "We talked."),
        *("-o", disagreed.folder / "settlements.json"),
    )
    assert done.code == 0
    assert here("check", COMPLETE, "--decisions", disagreed.folder).code == 0


def test_settlements_on_another_profile_and_reviewers_files_are_not_written_to(
    here: Here, disagreed: Desk, tmp_path: Path
) -> None:
    assert settle(here, disagreed).code == 0
    settled = disagreed.folder / "settlements.json"
    content = json.loads(settled.read_text(encoding="utf-8"))
    settled.unlink()
    other = tmp_path / "other.json"
    other.write_text(json.dumps({**content, "profile": "another"}), encoding="utf-8")
    for path in (other, disagreed.folder / "ann.json"):
        before = path.read_bytes()
        done = settle(here, disagreed, path)
        assert (done.code, path.read_bytes() == before) == (2, True)
        assert "does not hold the settlements" in done.err
    for path in (COMPLETE, tmp_path / "nowhere" / "s.json", tmp_path):
        assert settle(here, disagreed, path).code == 2


@pytest.mark.parametrize("spelling", ["yaml", "bom", "tabs", "relative"])
def test_a_file_of_settlements_is_added_to_however_it_is_spelt(here: Here, desk: Desk, spelling: str) -> None:
    desk.all_met("ann")
    desk.all_met("bo", A1A_2="not_met", A3A_1="partly_met")
    assert settle(here, desk).code == 0
    path = desk.folder / "settlements.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    if spelling == "yaml":
        path.unlink()
        path = desk.folder / "settlements.yaml"
        path.write_text("".join(f"{key}: {json.dumps(value)}\n" for key, value in content.items()), encoding="utf-8")
    elif spelling == "tabs":
        path.write_text(json.dumps(content, indent="\t").replace('":', '"\n:'), encoding="utf-8")
    elif spelling == "bom":
        path.write_text(json.dumps(content), encoding="utf-8-sig")
    else:
        path = Path(os.path.relpath(path, ROOT))
    done = settle(here, desk, path, {"criterion": "3A-1"})
    assert done.code == 0, done.err
    assert here("review", "settle", COMPLETE, "--decisions", desk.folder).out == "There is no disagreement to settle.\n"


POLICY = """\
format: mcaudit-policy/1
id: ohio
title: Ohio
state: OH
edition: v1.0
sources:
  rules: {title: Rules, url: https://example.org/rules, seen: 2026-01-01}
review:
  quorum: %d
  settle_alone: "%s"
  source: {document: rules, section: Review}
"""


def test_a_policy_sets_how_many_decide_and_who_settles(here: Here, disagreed: Desk, tmp_path: Path) -> None:
    policy = tmp_path / "ohio.yaml"
    policy.write_text(POLICY % (3, "no"), encoding="utf-8")
    shown = here("review", "status", COMPLETE, "--decisions", disagreed.folder, "--policy", policy)
    assert "2 of 3 reviewers have decided" in shown.out
    policy.write_text(POLICY % (2, "yes"), encoding="utf-8")
    assert settle(here, disagreed, other={"by": "ann; Ann; Example Panel", "policy": str(policy)}).code == 0
    decisions = ("--decisions", disagreed.folder)
    assert "by Ann (discussion)" in here("review", "status", COMPLETE, *decisions, "--policy", policy).out
    assert here("review", "settle", COMPLETE, *decisions).out.startswith("1A-2 One narrow focus  Ann: met")


def test_what_went_stale_is_reported_without_what_it_was(here: Here, desk: Desk) -> None:
    for name in ("ann", "bo"):
        old = copy.deepcopy(desk.entry(JUDGED, "not_met", **SECRETS))
        old["pins"]["fields"] = "0" * 64
        desk.write(name, old)
    done = here("review", "status", COMPLETE, "--decisions", desk.folder)
    assert "Changed since it was decided" in done.out
    assert "what the profile says about it has changed since" in done.out
    assert not TELLTALE.search(done.out)
    assert here("check", COMPLETE, "--decisions", desk.folder).code == 3


@pytest.mark.parametrize("command", ["status", "agreement"])
def test_a_review_is_written_as_a_document(here: Here, desk: Desk, tmp_path: Path, command: str) -> None:
    desk.write("ann", desk.entry(JUDGED, "met"))
    written = tmp_path / "review.md"
    done = here("review", command, COMPLETE, "--decisions", desk.folder, "-o", f"markdown={written}")
    assert (done.code, done.out) == (0, "")
    assert written.read_text(encoding="utf-8").startswith("# ")


def test_a_check_says_in_one_sentence_that_too_few_decided_to_measure_agreement(run: Run) -> None:
    profile = "profiles/illinois/eln-nurturing-a-culture-of-wellness.yaml"
    decided = (profile, "--decisions", "docs/example-review/culture-of-wellness")
    short, detail = (" ".join(run("check", *decided, *more).out.split()) for more in ((), ("-v",)))
    assert "Two reviewers or more have judged 7 criteria so far, which is too few to measure" in short
    assert "withheld" not in short
    assert "withheld: two reviewers judged only 7 criteria, and 10 are needed" in detail
