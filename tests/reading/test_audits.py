"""Audits of an earlier run: what mcaudit printed is read back, and nothing else is, whatever it is."""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.audit.engine import audit
from mcaudit.errors import InputError, Problem
from mcaudit.model import Audit, EarlierAudit, EarlierFinding, Edition, Gate, Policy, Profile
from mcaudit.reading.audits import read_audits
from mcaudit.render.registry import load_format
from mcaudit.render.report import Ending, Run, View
from mcaudit.render.selection import EVERYTHING, Selection, selection_of
from tests.conftest import changed, profile_of

Write = Callable[..., Path]
DAY = "2026-01-01"


def as_json(*audits: Audit, selection: Selection = EVERYTHING) -> str:
    """Return what `mcaudit check --format json` prints of audits."""
    first, shape, view = audits[0], load_format("json"), View(selection=selection)
    run = Run(edition=first.edition, policy=first.policy, gate=first.gate, many=len(audits) > 1)
    ending = Ending(verdicts=Counter(each.verdict for each in audits), problems=())
    shown = shape.BETWEEN.join(shape.each(each, run, view) for each in audits)
    return shape.head(run, view) + shown + shape.tail(ending, run, view)


def problem_of(path: Path) -> Problem:
    """Return why earlier audits are refused."""
    with pytest.raises(InputError) as refused:
        read_audits(path)
    (problem,) = refused.value.problems
    return problem


def earlier_of(found: Audit, path: str) -> EarlierAudit:
    """Return what is to be read of an audit."""
    return EarlierAudit(
        path=path,
        profile=found.profile.id,
        date=found.date,
        gate=found.gate,
        verdict=found.verdict,
        edition=found.edition.sha256,
        policy=found.policy.sha256 if found.policy else "",
        findings={
            each.criterion: EarlierFinding(
                status=each.status,
                basis=each.basis,
                message=each.message,
                needed=each.needed,
                citations=each.citations,
            )
            for each in found.findings
        },
        content=found.profile.content,
    )


# --- what mcaudit printed --------------------------------------------------------------------------


def test_audits_are_read_back_as_they_were(edition: Edition, complete: Profile, write: Write) -> None:
    policy = Policy(id="ohio", title="Ohio", state="OH", path="ohio.yaml", sha256="5" * 64)
    cut = changed(complete, "evaluators")
    found = (
        audit(edition, complete, date=DAY, policy=policy),
        audit(edition, profile_of({}), date=DAY, gate=Gate.SUBMISSION),
        audit(edition, profile_of({**cut.content, "id": "cut", "evaluators": None}), date=DAY),
    )
    path = write(as_json(*found), "audits.json")
    assert read_audits(path) == {each.profile.id: earlier_of(each, path.as_posix()) for each in found}


def test_no_audit_is_read_of_a_run_without_any(edition: Edition, write: Write) -> None:
    whole = json.loads(as_json(audit(edition, profile_of({}), date=DAY)))
    assert read_audits(write(json.dumps({**whole, "audits": []}), "audits.json")) == {}


def test_a_byte_order_mark_is_passed_over(edition: Edition, write: Write) -> None:
    text = as_json(audit(edition, profile_of({}), date=DAY))
    assert list(read_audits(write(b"\xef\xbb\xbf" + text.encode(), "audits.json"))) == ["made-up"]


@pytest.mark.parametrize(("select", "ignore"), [(["1A"], []), ([], ["met"])])
def test_an_audit_that_was_filtered_is_refused(
    edition: Edition, write: Write, select: list[str], ignore: list[str]
) -> None:
    text = as_json(audit(edition, profile_of({}), date=DAY), selection=selection_of(edition, select, ignore))
    problem = problem_of(write(text, "audits.json"))
    assert problem.message == "this audit holds a selection of its findings only, and all are needed"
    assert problem.help == "make it again without --select and --ignore"


def test_two_audits_of_one_profile_are_refused(edition: Edition, write: Write) -> None:
    found = audit(edition, profile_of({}), date=DAY)
    problem = problem_of(write(as_json(found, found), "audits.json"))
    assert problem.message == "it holds two audits of `made-up`"
    assert problem.help == "give audits in which each profile has an id of its own"


@pytest.mark.parametrize("content", [..., None, [], "text"])
def test_what_the_profile_said_may_be_missing(edition: Edition, write: Write, content: Any) -> None:
    whole = json.loads(as_json(audit(edition, profile_of({}), date=DAY)))
    of = whole["audits"][0]["profile"]
    del of["content"]
    if content is not ...:
        of["content"] = content
    assert read_audits(write(json.dumps(whole), "audits.json"))["made-up"].content is None


# --- what it did not print -------------------------------------------------------------------------

_HELP = "give what `mcaudit check --format json` printed, whole"


@pytest.mark.parametrize(
    ("content", "line", "column", "message"),
    [
        pytest.param("{", 1, 2, "this is no JSON: ", id="cut off"),
        pytest.param('{\n "a": nul\n}', 2, 7, "this is no JSON: ", id="broken"),
        pytest.param("format: mcaudit-audit/1\n", 1, 1, "this is no JSON: ", id="YAML"),
        pytest.param('{"a": "\x01"}', 1, 8, "this is no JSON: ", id="a control character"),
        pytest.param("{} {}", 1, 4, "this is no JSON: ", id="two documents"),
        pytest.param("[]", None, None, "this is no audit: it does not say `format: mcaudit-audit/1`", id="a list"),
        pytest.param("null", None, None, "this is no audit: it does not say", id="null"),
        pytest.param('{"format": []}', None, None, "this is no audit: it does not say", id="no format"),
        pytest.param('{"format": "mcaudit-audit/2"}', None, None, "this is no audit: it does not say", id="another"),
        pytest.param('{"format": "mcaudit-audit/1"}', None, None, "this is no audit: it has no list", id="no audits"),
        pytest.param('{"format": "mcaudit-audit/1", "audits": {}}', None, None, "this is no audit", id="no list"),
        pytest.param("[" * 100_000, None, None, "this is no audit: no audit is nested so deeply", id="nested deeply"),
        pytest.param("1" * 5000, None, None, "this is no audit: no audit is nested so deeply, or so long", id="long"),
    ],
)
def test_what_is_no_audit_is_refused_with_its_place(
    write: Write, content: str, line: int | None, column: int | None, message: str
) -> None:
    problem = problem_of(write(content, "audits.json"))
    assert (problem.line, problem.column, problem.help) == (line, column, _HELP)
    assert problem.message.startswith(message)


def test_what_is_nested_deeper_than_any_audit_is_refused(write: Write) -> None:
    problem = problem_of(write('{"audits": ' + "[" * 300 + "]" * 300 + "}", "audits.json"))
    assert problem.message == "this is no audit: no audit is nested so deeply"


def test_an_empty_file_is_refused_without_advice_about_profiles(write: Write) -> None:
    problem = problem_of(write("", "audits.json"))
    assert problem.message == "the file is empty"
    assert "profile" not in problem.help


@pytest.fixture(scope="module")
def printed(edition: Edition, complete: Profile) -> dict[str, Any]:
    """What is printed of one audit, as data, with a few of its findings."""
    whole: dict[str, Any] = json.loads(as_json(audit(edition, complete, date=DAY)))
    for part in ("requirements", "components", "subcomponents", "notes", "roles"):
        whole["audits"][0][part] = []
    whole["audits"][0]["profile"]["content"] = {"developers": {"developer": {"organizations": ["a", "b"]}}}
    kept = [finding for finding in whole["audits"][0]["findings"] if finding["criterion"] in ("1A-1", "1B-1", "1B-2")]
    whole["audits"][0]["findings"] = kept
    assert kept[0]["citations"]
    return whole


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        pytest.param(("profile",), "it has no `profile`", id="profile"),
        pytest.param(("profile", "id"), "it has no `id`", id="id"),
        pytest.param(("date",), "it has no `date`", id="date"),
        pytest.param(("gate",), "it has no `gate`", id="gate"),
        pytest.param(("verdict",), "it has no `verdict`", id="verdict"),
        pytest.param(("policy",), "it has no `policy`", id="policy"),
        pytest.param(("edition", "sha256"), "it has no `sha256`", id="sha256"),
        pytest.param(("findings",), "it has no `findings`", id="findings"),
        pytest.param(("findings", 1, "criterion"), "it has no `criterion`", id="criterion"),
        pytest.param(("findings", 1, "status"), "it has no `status`", id="status"),
        pytest.param(("findings", 1, "needed"), "it has no `needed`", id="needed"),
        pytest.param(("findings", 0, "citations", 0, "place"), "it has no `place`", id="place"),
    ],
)
def test_an_audit_that_lacks_a_part_is_refused(
    write: Write, printed: Mapping[str, Any], steps: tuple[str | int, ...], reason: str
) -> None:
    whole: Any = copy.deepcopy(printed)
    holder = whole["audits"][0]
    for step in steps[:-1]:
        holder = holder[step]
    del holder[steps[-1]]
    problem = problem_of(write(json.dumps(whole), "audits.json"))
    assert problem.message == f"audit 1 in it is not as `mcaudit schema audit` says: {reason}"
    assert problem.help == _HELP


@pytest.mark.parametrize(
    ("steps", "value"),
    [
        pytest.param(("gate",), "everything", id="gate"),
        pytest.param(("verdict",), [], id="verdict"),
        pytest.param(("profile",), [], id="profile"),
        pytest.param(("profile", "id"), 3, id="id"),
        pytest.param(("date",), {"a": 1}, id="date"),
        pytest.param(("policy",), "illinois", id="policy"),
        pytest.param(("findings",), 3, id="findings"),
        pytest.param(("findings", 0), None, id="finding"),
        pytest.param(("findings", 0, "status"), "good", id="status"),
        pytest.param(("findings", 0, "message"), None, id="message"),
        pytest.param(("findings", 0, "citations"), 3, id="citations"),
        pytest.param(("findings", 0, "citations", 0), "page", id="citation"),
        pytest.param(("findings", 0, "citations", 0, "fields"), [3], id="fields"),
    ],
)
def test_an_audit_with_a_part_of_another_kind_is_refused(
    write: Write, printed: Mapping[str, Any], steps: tuple[str | int, ...], value: Any
) -> None:
    problem = problem_of(write(json.dumps(put(printed, ("audits", 0, *steps), value)), "audits.json"))
    assert problem.message.startswith("audit 1 in it is not as `mcaudit schema audit` says: ")


def test_the_audit_that_is_wrong_is_named(write: Write, printed: Mapping[str, Any]) -> None:
    first = put(printed, ("audits", 0, "profile", "id"), "another")["audits"][0]
    whole = {**printed, "audits": [first, "text"]}
    assert problem_of(write(json.dumps(whole), "audits.json")).message.startswith("audit 2 in it is not")


@pytest.mark.parametrize("steps", [("gate",), ("findings", 0, "status"), ("date",)])
def test_what_is_wrong_is_told_shortly_however_long_it_is(
    write: Write, printed: Mapping[str, Any], steps: tuple[str | int, ...]
) -> None:
    long = put(printed, ("audits", 0, *steps), ["x" * 100_000])
    assert len(problem_of(write(json.dumps(long), "audits.json")).message) < 300


def test_a_date_that_is_no_day_is_refused(write: Write, printed: Mapping[str, Any]) -> None:
    for date in ("soon", "2026-02-30", "2026-01-01 <b>", ""):
        assert problem_of(write(json.dumps(put(printed, ("audits", 0, "date"), date)), "audits.json"))


def put(whole: Any, steps: tuple[str | int, ...], value: Any) -> Any:
    """Return data with the value at a place replaced."""
    if not steps:
        return value
    first, *rest = steps
    inner = put(whole[first], tuple(rest), value)
    if isinstance(whole, Mapping):
        return {**whole, first: inner}
    return [inner if index == first else each for index, each in enumerate(whole)]


def places(whole: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return every place in data."""
    entries = whole.items() if isinstance(whole, Mapping) else enumerate(whole) if isinstance(whole, list) else ()
    return [at, *(place for key, inner in entries for place in places(inner, (*at, key)))]


_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(["met", "fail", "\ud800"]),
)
_JUNK = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
)


@given(data=st.data())
def test_whatever_stands_in_an_audit_it_is_read_or_refused(
    printed: Mapping[str, Any], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole: Any = dict(printed)
    for _ in range(data.draw(st.integers(1, 3))):
        whole = put(whole, data.draw(st.sampled_from(places(whole))), data.draw(_JUNK))
    path = tmp_path_factory.getbasetemp() / "junk.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    try:
        found = read_audits(path)
    except InputError as error:
        told = [problem.message for problem in error.problems]
    else:
        told = []
        assert all(name == each.profile for name, each in found.items())
    assert all(told)


@given(raw=st.binary(max_size=200))
def test_whatever_the_file_is_it_is_refused(raw: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "raw.json"
    path.write_bytes(raw)
    with pytest.raises(InputError):
        read_audits(path)
