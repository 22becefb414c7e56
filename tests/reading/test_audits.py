"""Audits of an earlier run: what mcaudit printed is read back, in both formats, and nothing else is."""

from __future__ import annotations

import copy
import json
import tracemalloc
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.audit.engine import audit
from mcaudit.contracts import AUDIT_FORMAT
from mcaudit.errors import InputError, Problem
from mcaudit.model import (
    Audit,
    Basis,
    EarlierAudit,
    EarlierFinding,
    Edition,
    Gate,
    Policy,
    Profile,
    Status,
    Verdict,
)
from mcaudit.reading.audits import read_audits
from mcaudit.reading.limits import MAX_AUDITS_BYTES, MAX_AUDITS_VALUES
from mcaudit.terms.run import View
from mcaudit.terms.selection import EVERYTHING, Selection, selection_of
from mcaudit.version import __version__
from tests.conftest import Write, changed, faults_in, profile_of
from tests.exchange.formats.shown import shown

DAY = "2026-01-01"


def as_json(*audits: Audit, selection: Selection = EVERYTHING) -> str:
    """Return what `mcaudit check --format json` prints of audits."""
    return shown("json", *audits, view=View(selection=selection))


def problem_of(path: Path) -> Problem:
    """Return why earlier audits are refused."""
    (problem,) = faults_in(read_audits, path)
    return problem


def earlier_of(found: Audit, path: str) -> EarlierAudit:
    """Return what is to be read of an audit."""
    return EarlierAudit(
        path=path,
        format=AUDIT_FORMAT,
        tool=__version__,
        profile=found.profile.id,
        sha256=found.profile.sha256,
        date=found.date,
        gate=found.gate,
        verdict=found.verdict,
        edition=found.edition.sha256,
        policy=found.policy.sha256 if found.policy else "",
        reviewed=tuple(pin for _, pin in found.reviewed),
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
    assert problem.message == "this audit has only some of its findings, and all of them are needed"
    assert problem.help == "make it again without --select and --ignore"


def test_two_audits_of_one_profile_are_refused(edition: Edition, write: Write) -> None:
    found = audit(edition, profile_of({}), date=DAY)
    problem = problem_of(write(as_json(found, found), "audits.json"))
    assert problem.message == "two audits of `made-up` in one file"
    assert problem.help == "use a file in which each profile has its own id"


@pytest.mark.parametrize("content", [..., None, [], "text"])
def test_what_the_profile_said_may_be_missing(edition: Edition, write: Write, content: Any) -> None:
    whole = json.loads(as_json(audit(edition, profile_of({}), date=DAY)))
    of = whole["audits"][0]["profile"]
    del of["content"]
    if content is not ...:
        of["content"] = content
    assert read_audits(write(json.dumps(whole), "audits.json"))["made-up"].content is None


# --- the format before this one --------------------------------------------------------------------


def first_format(whole: Any, *findings: tuple[str, str], verdict: str = "fail") -> str:
    """Return an audit in the first format, whose first findings have these statuses and bases."""
    audit = whole["audits"][0]
    kept = [
        {**finding, "status": status, "basis": basis}
        for finding, (status, basis) in zip(audit["findings"], findings, strict=False)
    ]
    return json.dumps(
        {
            "format": "mcaudit-audit/1",
            "mcaudit": "0.0.9",
            "gate": "submission",
            "audits": [{**audit, "verdict": verdict, "findings": kept}],
        }
    )


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (("not_met", "missing"), (Status.NOT_STATED, Basis.MISSING)),
        (("not_met", "empty"), (Status.NOT_STATED, Basis.EMPTY)),
        (("not_met", "facts"), (Status.NOT_MET, Basis.FACTS)),
        (("partly_met", "decision"), (Status.PARTLY_MET, Basis.CONSENSUS)),
        (("not_met", "decision"), (Status.NOT_MET, Basis.CONSENSUS)),
        (("awaiting_review", "none"), (Status.AWAITING_REVIEW, Basis.UNREVIEWED)),
        (("unsupported", "uncited"), (Status.UNSUPPORTED, Basis.UNCITED)),
        (("not_applicable", "skip"), (Status.NOT_APPLICABLE, Basis.SKIP)),
        (("met", "adjudication"), (Status.MET, Basis.ADJUDICATION)),
    ],
)
def test_a_finding_of_the_first_format_is_read_in_todays_words(
    edition: Edition, write: Write, before: tuple[str, str], now: tuple[Status, Basis]
) -> None:
    whole = json.loads(as_json(audit(edition, profile_of({}), date=DAY)))
    earlier = read_audits(write(first_format(whole, before), "audits.json"))["made-up"]
    (finding,) = earlier.findings.values()
    assert (finding.status, finding.basis) == now


def test_an_audit_of_the_first_format_keeps_the_verdict_that_it_printed(edition: Edition, write: Write) -> None:
    whole = json.loads(as_json(audit(edition, profile_of({}), date=DAY)))
    earlier = read_audits(write(first_format(whole, verdict="pass"), "audits.json"))["made-up"]
    assert (earlier.format, earlier.tool, earlier.verdict) == ("mcaudit-audit/1", "0.0.9", Verdict.PASS)


@pytest.mark.parametrize("basis", ["decision", "none"])
def test_todays_format_does_not_have_the_bases_of_the_first(edition: Edition, write: Write, basis: str) -> None:
    whole = json.loads(as_json(audit(edition, profile_of({}), date=DAY)))
    whole["audits"][0]["findings"][0]["basis"] = basis
    assert f"“{basis}” is not one of" in problem_of(write(json.dumps(whole), "audits.json")).message


# --- what it did not print -------------------------------------------------------------------------

_HELP = "use the whole output of `mcaudit check --format json`"


@pytest.mark.parametrize(
    ("content", "line", "column", "message"),
    [
        pytest.param("{", 1, 2, "not valid JSON: expecting property name", id="cut off"),
        pytest.param('{\n "a": nul\n}', 2, 7, "not valid JSON: expecting value", id="broken"),
        pytest.param("format: mcaudit-audit/2\n", 1, 1, "not valid JSON: expecting value", id="YAML"),
        pytest.param('{"a": "\x01"}', 1, 8, "not valid JSON: invalid control character", id="a control character"),
        pytest.param("{} {}", 1, 4, "not valid JSON: extra data", id="two documents"),
        pytest.param("[]", None, None, "not an audit: expected `format: mcaudit-audit/2` or an", id="a list"),
        pytest.param("null", None, None, "not an audit: expected `format:", id="null"),
        pytest.param('{"format": []}', None, None, "not an audit: expected `format:", id="no format"),
        pytest.param('{"format": "mcaudit-audit/3"}', None, None, "not an audit: expected `format:", id="another"),
        pytest.param('{"format": "mcaudit-audit/2"}', None, None, "not an audit: expected a list", id="no audits"),
        pytest.param('{"format": "mcaudit-audit/1", "audits": {}}', None, None, "not an audit: expected", id="no list"),
        pytest.param("[" * 100_000, None, None, "not an audit: it is nested too deeply", id="nested deeply"),
        pytest.param("1" * 5000, None, None, "not an audit: it is nested too deeply, or a number", id="long"),
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
    assert problem.message == "not an audit: it is nested too deeply"


@pytest.mark.parametrize("unit", ["[],", "{},", '{"a":1},', "1,"])
def test_a_file_of_more_values_than_memory_has_room_for_is_refused_before_it_is_parsed(write: Write, unit: str) -> None:
    """A value takes up to 100 bytes, so that 64 MB of them would take gigabytes; what follows is not even JSON."""
    problem = problem_of(write("[" + unit * (MAX_AUDITS_VALUES + 1), "audits.json"))
    assert problem.message.startswith("the file has about ")
    assert problem.message.endswith(f" values, and at most {MAX_AUDITS_VALUES:,} are read")
    assert "fewer profiles at once" in problem.help


def test_a_file_of_more_bytes_than_allowed_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "audits.json"
    with path.open("wb") as stream:
        stream.truncate(MAX_AUDITS_BYTES + 1)
    problem = problem_of(path)
    assert problem.message == f"the file has {MAX_AUDITS_BYTES + 1:,} bytes, and at most {MAX_AUDITS_BYTES:,} are read"
    assert "fewer profiles at once" in problem.help


def test_a_small_file_takes_little_memory_however_much_is_allowed(edition: Edition, write: Write) -> None:
    path = write(as_json(audit(edition, profile_of({}), date=DAY)), "audits.json")
    tracemalloc.start()
    try:
        read_audits(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MAX_AUDITS_BYTES / 10


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
        pytest.param(("profile",), "`profile` is missing", id="profile"),
        pytest.param(("profile", "id"), "`id` is missing", id="id"),
        pytest.param(("date",), "`date` is missing", id="date"),
        pytest.param(("gate",), "`gate` is missing", id="gate"),
        pytest.param(("verdict",), "`verdict` is missing", id="verdict"),
        pytest.param(("policy",), "`policy` is missing", id="policy"),
        pytest.param(("edition", "sha256"), "`sha256` is missing", id="sha256"),
        pytest.param(("findings",), "`findings` is missing", id="findings"),
        pytest.param(("findings", 1, "criterion"), "`criterion` is missing", id="criterion"),
        pytest.param(("findings", 1, "status"), "`status` is missing", id="status"),
        pytest.param(("findings", 1, "needed"), "`needed` is missing", id="needed"),
        pytest.param(("findings", 0, "citations", 0, "place"), "`place` is missing", id="place"),
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
    assert problem.message == f"audit 1 in this file does not match `mcaudit schema audit`: {reason}"
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
    assert problem.message.startswith("audit 1 in this file does not match `mcaudit schema audit`: ")


def test_the_audit_that_is_wrong_is_named(write: Write, printed: Mapping[str, Any]) -> None:
    first = put(printed, ("audits", 0, "profile", "id"), "another")["audits"][0]
    whole = {**printed, "audits": [first, "text"]}
    assert problem_of(write(json.dumps(whole), "audits.json")).message.startswith("audit 2 in this file does not match")


@pytest.mark.parametrize("steps", [("gate",), ("findings", 0, "status"), ("date",)])
def test_what_is_wrong_is_reported_shortly_however_long_it_is(
    write: Write, printed: Mapping[str, Any], steps: tuple[str | int, ...]
) -> None:
    long = put(printed, ("audits", 0, *steps), ["x" * 100_000])
    assert len(problem_of(write(json.dumps(long), "audits.json")).message) < 300


def test_a_date_that_is_not_valid_is_refused(write: Write, printed: Mapping[str, Any]) -> None:
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
        reported = [problem.message for problem in error.problems]
    else:
        reported = []
        assert all(name == each.profile for name, each in found.items())
    assert all(reported)


@given(raw=st.binary(max_size=200))
def test_whatever_the_file_is_it_is_refused(raw: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "raw.json"
    path.write_bytes(raw)
    with pytest.raises(InputError):
        read_audits(path)
