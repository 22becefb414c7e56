"""The public function on Arrow tables: the same findings as an audit, and no row lost or raised."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mcaudit
import mcaudit.table
from mcaudit.model import Edition
from mcaudit.reading.policy import find_policy, read_policy
from tests.conftest import MINIMAL, ROOT, examples

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
