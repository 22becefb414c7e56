"""The Python interface: what a notebook, a web page, or another program calls."""

from __future__ import annotations

import doctest
import importlib
import pickle
import pkgutil
import socket
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import mcaudit
from mcaudit.model import Review
from tests.audit.made import DOSSIER
from tests.conftest import COMPLETE, ROOT

DAY = "2026-11-01"
ILLINOIS = ROOT / "profiles" / "illinois" / "eln-nurturing-a-culture-of-wellness.yaml"
SMALL = {"format": "mcaudit-profile/1", "id": "circles", "title": "Circles", "state": "OH"}


def test_every_example_of_the_documentation_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = doctest.testfile(str(ROOT / "docs" / "python.md"), module_relative=False)
    assert found.attempted
    assert not found.failed


@pytest.mark.parametrize("name", mcaudit.__all__)
def test_everything_that_is_offered_is_there_and_documented(name: str) -> None:
    assert name in dir(mcaudit)
    assert name == "__version__" or getattr(mcaudit, name).__doc__
    assert name == "__version__" or not name.islower() or f"`{name}(" in (ROOT / "docs" / "python.md").read_text()


def test_no_name_is_that_of_a_package_as_well() -> None:
    """A package that is imported becomes an attribute, and would hide the function."""
    assert not {module.name for module in pkgutil.iter_modules(mcaudit.__path__)} & set(mcaudit.__all__)


def test_what_is_not_offered_is_said_not_to_be_there() -> None:
    with pytest.raises(AttributeError, match="audit_everything"):
        getattr(importlib.import_module("mcaudit"), "audit_everything")  # noqa: B009  as a user may misspell it


def test_a_file_and_its_text_come_to_the_same() -> None:
    by_path = mcaudit.audit_file(COMPLETE, date=DAY)
    text = COMPLETE.read_bytes()
    profile = mcaudit.parse_profile(text, name=COMPLETE.as_posix(), folder=COMPLETE.parent)
    assert mcaudit.audit_profile(profile, date=DAY) == by_path


def test_a_day_may_be_a_date() -> None:
    assert mcaudit.audit_file(COMPLETE, date=date(2026, 11, 1)) == mcaudit.audit_file(str(COMPLETE), date=DAY)


@pytest.mark.parametrize("day", ["2026-02-30", "20261101", "1 November 2026", ""])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        mcaudit.audit_profile(SMALL, date=day)


def test_a_policy_is_named_or_given() -> None:
    policy = mcaudit.load_policy("illinois", date=DAY)
    named = mcaudit.audit_file(ILLINOIS, date=DAY, policy="illinois")
    assert named == mcaudit.audit_file(ILLINOIS, date=DAY, policy=policy)
    assert named.policy == policy


def test_a_policy_that_has_ended_is_refused_however_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    head = "format: mcaudit-policy/1\nid: ohio\ntitle: Ohio\nstate: OH\nedition: v1.0\n"
    sources = "sources: {rules: {title: Rules, url: 'https://education.example.org', seen: 2026-10-05}}\n"
    force = "in_force: {from: 2025-01-01, until: 2026-12-31, source: {document: rules, page: 4}}\n"
    path.write_text(head + sources + force, encoding="utf-8")
    policy = mcaudit.load_policy(path, date=DAY)
    for given in (path, policy):
        with pytest.raises(mcaudit.InputError, match="was in force until 2026-12-31"):
            mcaudit.audit_profile(SMALL, date="2027-01-01", policy=given)


@pytest.mark.parametrize("name", ["nowhere", "none"])
def test_a_policy_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(mcaudit.InputError):
        mcaudit.load_policy(name, date=DAY)


def test_only_decisions_on_the_profile_count(tmp_path: Path) -> None:
    text = (
        '{"format": "mcaudit-decisions/1", "edition": "v1.0", "profile": "another", '
        '"reviewer": {"id": "ann", "name": "Ann Lee", "affiliation": "Board"}, "decisions": []}'
    )
    (tmp_path / "ann.json").write_text(text, encoding="utf-8")
    reviews = mcaudit.load_decisions(tmp_path)
    assert [review.profile for review in reviews] == ["another"]
    assert mcaudit.audit_profile(SMALL, date=DAY, decisions=[tmp_path]).reviewed == ()
    assert mcaudit.audit_profile({**SMALL, "id": "another"}, date=DAY, decisions=reviews).reviewed
    again: Sequence[Review | Path]
    for again in (reviews, (tmp_path,)):
        twice = [*reviews, *again]
        with pytest.raises(mcaudit.InputError, match="`ann` has decisions on `another`"):
            mcaudit.audit_profile({**SMALL, "id": "another"}, date=DAY, decisions=twice)


def test_the_gate_may_be_a_word() -> None:
    assert mcaudit.audit_profile(SMALL, date=DAY, gate="submission").verdict is mcaudit.Verdict.NOT_READY
    with pytest.raises(ValueError, match="gate"):
        mcaudit.audit_profile(SMALL, date=DAY, gate="gate")


# --- a profile that no file holds --------------------------------------------------------------------


def test_a_mapping_has_no_lines_to_point_to() -> None:
    with pytest.raises(mcaudit.InputError) as caught:
        mcaudit.audit_profile({**SMALL, "titel": "Circles"}, date=DAY)
    (problem,) = caught.value.problems
    assert (problem.path, problem.line, problem.column, problem.excerpt) == ("profile", None, None, None)
    assert "titel" in problem.message
    audit = mcaudit.audit_profile(SMALL, date=DAY)
    assert {finding.location.line for finding in audit.findings} == {None}


@pytest.mark.parametrize("value", [float("nan"), {1, 2}, b"bytes", date(2026, 1, 1)])
def test_a_mapping_that_no_file_could_hold_is_refused(value: Any) -> None:
    with pytest.raises(mcaudit.InputError, match="not a profile"):
        mcaudit.audit_profile({**SMALL, "note": value}, date=DAY)


def test_a_mapping_that_holds_itself_is_refused() -> None:
    within: dict[str, Any] = dict(SMALL)
    within["about"] = within
    with pytest.raises(mcaudit.InputError, match="not a profile"):
        mcaudit.audit_profile(within, date=DAY)


@pytest.mark.parametrize("content", ["", "\ud800", b"\xff", b"\0", "a: [", b"x" * 3_000_000, {}, "- 1"])
def test_what_is_not_a_profile_is_refused(content: Any) -> None:
    with pytest.raises(mcaudit.InputError):
        mcaudit.parse_profile(content)


def test_a_local_document_is_missing_where_no_folder_is_given(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("A page.", encoding="utf-8")
    profile = {**SMALL, "dossier": {"page": {"title": "Page", "kind": "profile_page", "path": "page.txt"}}}
    without = mcaudit.parse_profile(profile)
    assert without.documents["page"] == "missing"
    assert "not looked for" in without.faults["page"]
    assert mcaudit.parse_profile(profile, folder=tmp_path).documents["page"] == "present"


# --- several audits, and what is made of them -------------------------------------------------------


def test_audits_of_one_day_are_compared() -> None:
    audits = [mcaudit.audit_profile({**SMALL, "dossier": DOSSIER, "id": name}, date=DAY) for name in "ab"]
    found = mcaudit.compare(audits, by="organization")
    assert [entry.id for group in found.groups for entry in group.entries] == ["a", "b"]
    assert found.under == "No state policy was applied."


@pytest.mark.parametrize("others", [{"date": "2026-11-02"}, {"date": DAY, "gate": "submission"}])
def test_audits_that_differ_in_what_they_ask_are_not_compared(others: dict[str, Any]) -> None:
    audits = [mcaudit.audit_profile(SMALL, date=DAY), mcaudit.audit_profile({**SMALL, "id": "b"}, **others)]
    with pytest.raises(ValueError, match="gate"):
        mcaudit.compare(audits)
    with pytest.raises(ValueError, match="two"):
        mcaudit.compare(audits[:1])


@pytest.mark.parametrize(("medium", "start"), [("html", b"<!doctype html>"), ("json", b"{"), ("md", b"# ")])
def test_an_audit_becomes_a_document(medium: str, start: bytes) -> None:
    content = mcaudit.document(mcaudit.audit_profile(SMALL, date=DAY), medium, depth="summary")
    assert content.startswith(start)


@pytest.mark.parametrize("wrong", [{"medium": "word"}, {"depth": "deep"}])
def test_a_document_that_there_is_not_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong.values()))):
        mcaudit.document(mcaudit.audit_profile(SMALL, date=DAY), **wrong)


def test_an_audit_can_go_to_another_process() -> None:
    audit = mcaudit.audit_profile(SMALL, date=DAY)
    assert pickle.loads(pickle.dumps(audit)).findings == audit.findings


def test_the_interface_prints_nothing_and_opens_no_connection(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        pytest.fail("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    made: Callable[..., Any] = mcaudit.audit_profile
    mcaudit.document(made(SMALL, date=DAY), "md")
    with pytest.raises(mcaudit.InputError):
        made({}, date=DAY)
    assert capfd.readouterr() == ("", "")
