"""The public function on Arrow tables: the same findings as an audit, and no row lost or raised."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import mcaudit
import mcaudit.table
from mcaudit.comparison.entries import entry_of
from mcaudit.comparison.rows import entry_of_row
from mcaudit.errors import InputError
from mcaudit.exchange.columns import COUNTED
from mcaudit.model import Edition
from mcaudit.model.policy import Waiver
from mcaudit.reading.policy.read import find_policy, read_policy
from mcaudit.reading.profile.read import profile_in, read_profile
from mcaudit.table import faster_validator
from tests.conftest import COMPLETE, MINIMAL, ROOT, examples

DAY = "2026-11-01"
SHIPPED = sorted((ROOT / "profiles").glob("*/*.yaml"))


def batch_of(rows: list[tuple[str | None, str | bytes | None]]) -> pa.RecordBatch:
    keys, contents = [key for key, _ in rows], [content for _, content in rows]
    of_bytes = any(isinstance(each, bytes) for each in contents)
    return pa.record_batch(
        {"key": pa.array(keys, pa.string()), "content": pa.array(contents, pa.binary() if of_bytes else pa.string())}
    )


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_findings_are_those_of_an_audit(path: Path, edition: Edition) -> None:
    audit = mcaudit.audit_file(path, date=DAY)
    batch = batch_of([(path.name, path.read_text(encoding="utf-8"))])
    found, profiles, errors = mcaudit.table.findings(batch, edition=edition, date=DAY)
    assert errors.num_rows == 0
    rows = found.to_pylist()
    same = ("criterion", "level", "status", "basis", "message", "actor")
    assert [[row[name] for name in same] for row in rows] == [
        [getattr(finding, name) for name in same] for finding in audit.findings
    ]
    where = ("pointer", "line", "column")
    assert [[row[name] for name in where] for row in rows] == [
        [getattr(finding.location, name) for name in where] for finding in audit.findings
    ]
    assert [[c["document"] for c in row["citations"]] for row in rows] == [
        [c.document for c in f.citations] for f in audit.findings
    ]
    texts = {each["criterion"]: each["remedy"] for each in mcaudit.table.criteria(edition).to_pylist()}
    assert [row["remedy"] or texts.get(row["remedy_id"], "") for row in rows] == [f.remedy for f in audit.findings]
    (profile,) = profiles.to_pylist()
    assert (profile["endorsement"], profile["submission"]) == tuple(
        audit.verdicts[gate] for gate in (mcaudit.Gate.ENDORSEMENT, mcaudit.Gate.SUBMISSION)
    )
    assert profile["required_total"] == audit.score.required.total
    assert profile["deciding"] == list(audit.deciding)


@pytest.mark.parametrize("policy", [None, "illinois"])
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_row_gives_the_entry_of_a_comparison_back(path: Path, policy: str | None, edition: Edition) -> None:
    applied = read_policy(edition, find_policy(policy)) if policy else None
    entry = replace(entry_of(mcaudit.audit_file(path, date=DAY, policy=policy)), path=path.name)
    batch = batch_of([(path.name, path.read_text(encoding="utf-8"))])
    _, profiles, _ = mcaudit.table.findings(batch, edition=edition, policy=applied, date=DAY)
    (row,) = profiles.to_pylist()
    sha256 = applied.sha256 if applied else ""
    assert entry_of_row(edition, row, entry.stack_findings, id=entry.id, policy_sha256=sha256) == entry


def test_a_row_counts_what_is_waived(edition: Edition) -> None:
    illinois = read_policy(edition, find_policy("illinois"))
    waivers = tuple(
        Waiver(requirement=name, profiles=(), reason="a trial", by="the board", expires="2026-12-31")
        for name in ("1A-1", "1C-D1")
    )
    batch = batch_of([("minimal", MINIMAL.replace("OH", "IL"))])
    _, profiles, _ = mcaudit.table.findings(batch, edition=edition, policy=replace(illinois, waivers=waivers), date=DAY)
    (row,) = profiles.to_pylist()
    score = entry_of_row(edition, row, {}, id="minimal", policy_sha256="").score
    for level in ("required", "desired"):
        counts = getattr(score, level)
        assert [getattr(counts, name) for name in ("total", *COUNTED)] == [
            row[f"{level}_{name}"] for name in ("total", *COUNTED)
        ]
    assert score.required.waived + score.desired.waived == len(waivers)


def test_each_profile_has_the_policy_of_its_state(edition: Edition) -> None:
    illinois = read_policy(edition, find_policy("illinois"))
    other = MINIMAL.replace("state: OH", "state: IL")
    batch = batch_of([("ohio", MINIMAL), ("illinois", other)])
    _, profiles, _ = mcaudit.table.findings(batch, edition=edition, policy={"IL": illinois}, date=DAY)
    assert profiles.column("policy").to_pylist() == [None, "illinois"]


def test_a_profile_is_read_as_json_where_it_is_json(edition: Edition) -> None:
    content = json.dumps({"format": "mcaudit-profile/1", "id": "made", "title": "M\u00e9", "state": "OH"})
    _, profiles, _ = mcaudit.table.findings(batch_of([("ce-1", content)]), edition=edition, date=DAY)
    assert profiles.column("title").to_pylist() == ["M\u00e9"]


def test_local_documents_count_as_not_looked_at(edition: Edition) -> None:
    content = MINIMAL + "dossier: {page: {title: The page, path: page.html}}\n"
    _, profiles, errors = mcaudit.table.findings(batch_of([("made", content)]), edition=edition, date=DAY)
    assert errors.num_rows == 0
    assert profiles.column("local_documents").to_pylist() == [1]


def test_each_row_is_audited_within_what_the_caller_gives(edition: Edition) -> None:
    entered: list[ExitStack] = []

    def around_each() -> ExitStack:
        entered.append(ExitStack())
        return entered[-1]

    batch = batch_of([("good", MINIMAL.encode()), ("bad", b"oops: yes")])
    _, profiles, errors = mcaudit.table.findings(batch, edition=edition, date=DAY, around_each=around_each)
    assert (len(entered), profiles.num_rows, errors.num_rows) == (2, 1, 1)


def test_a_batch_without_its_columns_is_refused(edition: Edition) -> None:
    with pytest.raises(ValueError, match="content"):
        mcaudit.table.findings(pa.record_batch({"key": ["a"]}), edition=edition, date=DAY)


def test_a_bad_row_says_what_is_wrong_and_where(edition: Edition) -> None:
    batch = batch_of(
        [("bad", MINIMAL + "developer: x\nsate: OH\n"), ("good", MINIMAL), (None, MINIMAL), ("null", None)]
    )
    _, profiles, errors = mcaudit.table.findings(batch, edition=edition, date=DAY)
    assert profiles.column("key").to_pylist() == ["good"]
    first, nameless, empty = errors.to_pylist()
    assert (first["key"], first["kind"], first["line"], first["excerpt"]) == ("bad", "input", 5, "developer: x")
    assert [each["line"] for each in first["others"]] == [6]
    assert "key" in nameless["message"]
    assert empty["key"] == "null"


def test_an_error_row_shows_only_the_beginning_of_a_long_line(edition: Edition) -> None:
    content = json.dumps({"format": "mcaudit-profile/1", "id": "a", "title": "A", "state": "OH", "x": "y" * 5000})
    _, _, errors = mcaudit.table.findings(batch_of([("long", content)]), edition=edition, date=DAY)
    assert 0 < len(errors.column("excerpt").to_pylist()[0]) <= 200


HOSTILE = st.one_of(
    st.binary(max_size=60),
    st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(max_size=20).map(lambda text: f"{MINIMAL}about: {{topics: [{json.dumps(text)}]}}\n".encode()),
    st.sampled_from([b'{"format": "mcaudit-profile/1", "id": "a", "title": "\\ud800", "state": "OH"}', b"[" * 5000]),
    st.just(MINIMAL.encode()),
)


@examples(200)
@given(st.lists(st.tuples(st.text(st.characters(codec="utf-8"), min_size=1, max_size=8), HOSTILE), max_size=4))
def test_every_row_is_a_profile_or_an_error_whatever_it_holds(edition: Edition, rows: list[tuple[str, bytes]]) -> None:
    batch = pa.record_batch(
        {"key": pa.array([key for key, _ in rows], pa.string()), "content": pa.array([c for _, c in rows], pa.binary())}
    )
    found, profiles, errors = mcaudit.table.findings(batch, edition=edition, date=DAY)
    held = profiles.column("key").to_pylist() + errors.column("key").to_pylist()
    assert sorted(held) == sorted(key for key, _ in rows)
    assert found.num_rows == profiles.num_rows * len(edition.criteria)
    assert "fault" not in errors.column("kind").to_pylist()


# --- the faster validator ------------------------------------------------------------------------


def slow(edition: Edition, content: bytes) -> object:
    """Return what mcaudit's own validator makes of a profile."""
    try:
        return profile_in(edition, content, "made.yaml")
    except InputError as error:
        return error.problems


def fast(edition: Edition, content: bytes) -> object:
    """Return the same, where the faster validator is asked first."""
    try:
        return profile_in(edition, content, "made.yaml", is_valid=faster_validator(edition))
    except InputError as error:
        return error.problems


SPOILED = st.one_of(
    st.text(max_size=4),
    st.sampled_from(
        ["\x1c", "\x85", " \x1f", "\ufeff", "\u2028", "x\n", "2026-02-30", "www.example.org", "٣", "\ud800"]
    ),
    st.integers(),
    st.lists(st.text(max_size=3), max_size=3),
    st.none(),
)


def places(data: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value."""
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, value in entries:
        yield (*at, name)
        yield from places(value, (*at, name))


WHOLE: dict[str, Any] = yaml.load(COMPLETE.read_text(encoding="utf-8"), yaml.CBaseLoader)
PLACES = tuple(places(WHOLE))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_faster_validator_accepts_what_is_shipped(path: Path, edition: Edition) -> None:
    is_valid = faster_validator(edition)
    assert is_valid is not None
    assert is_valid(read_profile(edition, path).content)


@pytest.mark.slow
@examples(400)
@given(st.sampled_from(PLACES), SPOILED)
def test_the_faster_validator_changes_no_answer(edition: Edition, place: tuple[Any, ...], value: Any) -> None:
    content = copy.deepcopy(WHOLE)
    holder: Any = content
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    text = json.dumps(content).encode()
    assert fast(edition, text) == slow(edition, text)


def test_without_the_package_a_batch_is_the_same(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = batch_of([("a", MINIMAL), ("b", MINIMAL + "sate: OH\n")])
    with_it = mcaudit.table.findings(batch, edition=edition, date=DAY)
    monkeypatch.setattr(mcaudit.table, "jsonschema_rs", None)
    faster_validator.cache_clear()
    without_it = mcaudit.table.findings(batch, edition=edition, date=DAY)
    faster_validator.cache_clear()
    assert [each.to_pylist() for each in with_it] == [each.to_pylist() for each in without_it]


# --- a made catalog ------------------------------------------------------------------------------


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Some profiles of the benchmark's catalog."""
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    import catalog  # noqa: PLC0415

    rows: list[tuple[str, str]] = list(catalog.made_profiles(30))
    assert rows == list(catalog.made_profiles(30))
    return rows


def test_findings_of_a_made_catalog_are_those_of_audits(made: list[tuple[str, str]], edition: Edition) -> None:
    found, profiles, errors = mcaudit.table.findings(batch_of([*made]), edition=edition, date=DAY)
    assert errors.to_pylist() == []
    assert len(set(profiles.column("profile_sha256").to_pylist())) == len(made)
    expected = [
        (key, each.criterion, each.status, each.message, each.location.line)
        for key, content in made
        for each in mcaudit.audit_profile(content, date=DAY, edition=edition).findings
    ]
    names = ("key", "criterion", "status", "message", "line")
    assert [tuple(row[name] for name in names) for row in found.to_pylist()] == expected
