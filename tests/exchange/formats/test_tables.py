"""Lines, Markdown and CSV: a line, a row and a cell is found where one was meant, whatever stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.token import Token

from mcaudit.exchange.formats.csv import COLUMNS
from mcaudit.media.plain import plain
from mcaudit.model import Actor, Audit, Gate, Status
from mcaudit.terms.run import View
from mcaudit.terms.verdicts import verdict_words
from mcaudit.terms.words import ACTOR, BASIS, STATUS, VERDICT
from tests.exchange.formats.conftest import KINDS, Here, Spoken
from tests.exchange.formats.shown import (
    TWO_PROBLEMS,
    amiss,
    gathered,
    lines,
    named,
    rows,
    shown,
    verbose,
    without_remarks,
)
from tests.hostile import TEXTS
from tests.media.test_markdown import KEPT_APART, flat, read, runs, worded, words

EVERY_KIND = pytest.mark.parametrize("kind", KINDS)
ANYTHING = st.text() | st.sampled_from(TEXTS)

# --- lines -------------------------------------------------------------------------------------------

LINE = re.compile(
    r"(?P<path>[^:]+):(?:(?P<line>\d+):(?P<column>\d+):)? (?P<severity>error|warning): "
    r"(?P<id>\d[A-H](?:-(?:D?\d+|any))?) (?P<said>.*)"
)
"""What an editor or a hook makes of a line."""


@pytest.mark.parametrize("kind", ["complete", "minimal", "tennessee", "tailored", "responding", "waived", "since"])
def test_every_shortfall_is_a_line_that_an_editor_can_follow(cases: Mapping[str, Audit], kind: str) -> None:
    audit = without_remarks(cases[kind])
    reported = list(lines(shown("concise", audit)))
    found = [match for line in reported if (match := LINE.fullmatch(line))]
    assert len(reported) - len(found) == 1 + (audit.since is not None)
    severity = {"complete": "warning", "waived": "note"}.get(kind, "error")
    assert reported[-1].startswith(f"{audit.profile.path}: {severity}: {VERDICT[audit.verdict]}")
    reviewers = amiss(audit, Actor.REVIEWERS) if audit.gate is Gate.ENDORSEMENT else []
    provider = gathered(audit, amiss(audit, Actor.PROVIDER))
    assert sorted(match["id"] for match in found if match["severity"] == "error") == sorted(provider)
    assert sorted(match["id"] for match in found if match["severity"] == "warning") == sorted(reviewers)
    headings = [audit.profile.positions.get(sub.pointer) for sub in audit.edition.subcomponents]
    places = {(finding.location.line, finding.location.column) for finding in audit.findings}
    places |= {(at.line, at.column) if at else (None, None) for at in headings}
    for match in found:
        assert match["path"] == audit.profile.path
        assert (match["line"] and int(match["line"]), match["column"] and int(match["column"])) in places


def test_what_was_fixed_is_a_line(cases: Mapping[str, Audit]) -> None:
    reported = list(lines(shown("concise", cases["since"])))
    assert reported[-2] == f"{cases['since'].profile.path}: note: fixed since 2025-01-01: 1G-D1"


def test_what_could_not_be_audited_is_a_line_each(cases: Mapping[str, Audit]) -> None:
    passed = without_remarks(cases["passed"])
    reported = list(lines(shown("concise", passed, problems=TWO_PROBLEMS)))
    assert reported[1:] == [
        "broken.yaml:3:5: error: unknown key `zed` (remove it)",
        "broken.yaml: error: `state` is missing",
        "1 profile at the endorsement gate: 1 pass, 0 fail, 0 incomplete, 0 undecided. 1 file could not be audited.",
    ]


def test_a_screen_that_knows_no_other_marks_is_given_ascii(cases: Mapping[str, Audit]) -> None:
    text = shown("concise", cases["tennessee"], view=View(ascii=True, verbose=True))
    assert text.isascii()
    assert not shown("concise", cases["tennessee"], view=View(verbose=True)).isascii()


@given(ANYTHING)
def test_whatever_is_said_a_finding_is_one_line(spoken: Spoken, text: str) -> None:
    reported = list(lines(shown("concise", spoken(text))))
    assert len(reported) == 4
    where = plain(f"profiles/{text}")
    assert all(line.startswith(where) for line in reported)
    assert all(plain(text) in line for line in reported)


# --- Markdown ----------------------------------------------------------------------------------------


def skeleton(tokens: list[Token]) -> Iterator[str]:
    """Yield what a viewer makes of a text: every block and mark, the words left out."""
    for token in flat(tokens):
        if token.type == "html_inline":
            assert token.content in (KEPT_APART, "<br>")
        if not worded(token) and token.content != KEPT_APART:
            yield f"{token.type} {token.tag} {token.info}".rstrip()


def cells(text: str) -> list[list[str]]:
    """Return the rows of a Markdown table as a viewer shows them."""
    table: list[list[str]] = []
    for token, inline in zip(tokens := read(text), [*tokens[1:], None], strict=True):
        if token.type == "tr_open":
            table.append([])
        elif token.type in ("td_open", "th_open") and inline:
            table[-1].append(words([inline]))
    return table


@EVERY_KIND
def test_a_table_has_a_row_for_each_thing_that_is_amiss(cases: Mapping[str, Audit], kind: str) -> None:
    text = shown("markdown", cases[kind])
    table = cells(text)
    assert [row[0].split(" ")[0] for row in table] == (["requirement", *named("markdown", text)] if table else [])
    assert all(len(row) == 5 for row in table)
    for line in text.split("\n"):
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) == 6


def test_a_row_says_what_was_found_where_and_what_to_do(cases: Mapping[str, Audit]) -> None:
    audit = cases["harmless"]
    finding = next(finding for finding in audit.findings if finding.status is Status.UNSUPPORTED and finding.missing)
    row = next(row for row in cells(shown("markdown", audit)) if row[0].startswith(f"{finding.criterion} "))
    assert row[1].startswith("unsupported, ")
    assert row[2] == str(finding.location.line)
    assert row[3] == " ".join(f"{finding.message} Missing: {', '.join(finding.missing)}.".split())
    assert row[4] == finding.remedy


def test_a_row_has_what_the_provider_answered(cases: Mapping[str, Audit]) -> None:
    row = next(row for row in cells(shown("markdown", cases["responding"])) if row[0] == "1F Learning resources")
    assert row[1] == "not addressed"
    assert row[3].endswith(" The provider, 2025-12-01: “We are at work on 1F-6.”")


def test_hostile_text_makes_no_mark(cases: Mapping[str, Audit]) -> None:
    hostile, harmless = (
        list(skeleton(read(shown("markdown", cases[kind], view=View(verbose=True)))))
        for kind in ("hostile", "harmless")
    )
    assert hostile == harmless


@EVERY_KIND
def test_nothing_is_a_link_an_image_or_a_call_to_somebody(cases: Mapping[str, Audit], kind: str) -> None:
    text = shown("markdown", cases[kind], problems=TWO_PROBLEMS, notices=TEXTS[:40], view=verbose(cases[kind]))
    for block in read(text):
        for token in flat([block]):
            assert token.type not in ("link_open", "image", "html_block", "fence", "code_block", "s_open", "em_open")
        for run in runs(block):
            assert not re.search(r"@\w|#\d|www\.\S|://|(?<![:/])//\w|(?i:mailto|xmpp|javascript|data):\S", run), run


@given(ANYTHING)
def test_whatever_is_said_it_is_words_and_nothing_else(spoken: Spoken, text: str) -> None:
    problems = [replace(problem, path=f"p/{text}", message=text, help=f"do {text}") for problem in TWO_PROBLEMS]
    calm_problems = [replace(problem, path="p/calm", message="calm", help="do calm") for problem in TWO_PROBLEMS]
    said = read(shown("markdown", spoken(text), problems=problems, notices=(text,)))
    calm = read(shown("markdown", spoken("calm"), problems=calm_problems, notices=("calm",)))
    assert list(skeleton(said)) == list(skeleton(calm))
    assert " ".join(plain(text).split()) in words(said)


def test_the_day_of_an_earlier_audit_is_no_markup(cases: Mapping[str, Audit]) -> None:
    audit = cases["since"]
    assert audit.since
    odd = replace(audit.since, earlier=replace(audit.since.earlier, date="[2025](http://x.example) <b>"))
    made = read(shown("markdown", replace(audit, since=odd)))
    assert list(skeleton(made)) == list(skeleton(read(shown("markdown", audit))))


# --- CSV ---------------------------------------------------------------------------------------------


@EVERY_KIND
def test_there_is_a_row_for_the_profile_and_one_for_each_finding(cases: Mapping[str, Audit], kind: str) -> None:
    audit = without_remarks(cases[kind])
    text = shown("csv", audit)
    assert text.startswith("\ufeffrow,")
    assert text.count("\ufeff") == 1
    profile, *others = rows(text)
    findings = [row for row in others if row["row"] not in ("warning", "notice")]
    assert tuple(profile) == COLUMNS
    verdict = verdict_words(audit, audit.gate)
    assert (profile["row"], profile["verdict"], profile["gate"]) == ("profile", verdict, audit.gate)
    assert profile["shown"] == "{0} of {0} criteria".format(len(audit.findings))
    assert [row["criterion"] for row in findings] == [finding.criterion for finding in audit.findings]
    for row, finding in zip(findings, audit.findings, strict=True):
        assert (row["row"], row["status"], row["basis"], row["actor"]) == (
            "finding", STATUS[finding.status], BASIS[finding.basis], ACTOR[finding.actor],
        )  # fmt: skip
        assert (row["suggestion"], row["missing"], row["could add"]) == (
            finding.suggestion.replace("_", " "), "; ".join(finding.missing), "; ".join(finding.provider_could_add),
        )  # fmt: skip
        assert (row["line"], row["column"]) == (
            str(finding.location.line or ""),
            str(finding.location.column or ""),
        )


def test_a_row_says_whether_a_gate_looks_at_it_and_why_not(cases: Mapping[str, Audit]) -> None:
    audit = cases["tailored"]
    reported = {row["criterion"]: row["counts"] for row in rows(shown("csv", audit)) if row["row"] == "finding"}
    by_member = {member: r for r in audit.requirements for member in r.members}
    for finding in audit.findings:
        requirement = by_member[finding.criterion]
        waived = f"waived until {requirement.waiver.expires}" if requirement.waiver else ""
        counted = "yes" if requirement.gates else "desired"
        assert reported[finding.criterion] == ("not needed" if not finding.needed else waived or counted)
    assert set(reported.values()) == {"yes", "desired", "not needed", "waived until 2026-06-30"}
    assert reported["1C-D3"] == "yes"


def test_a_selection_leaves_rows_out_and_says_so(cases: Mapping[str, Audit]) -> None:
    audit = cases["tennessee"]
    profile, *findings = rows(shown("csv", without_remarks(audit), view=verbose(audit, select=["4A"])))
    assert profile["shown"] == f"{len(findings)} of {len(audit.findings)} criteria"
    assert findings
    assert all(row["criterion"].startswith("4A-") for row in findings)


def test_what_could_not_be_audited_and_what_a_reader_should_know_are_rows(cases: Mapping[str, Audit]) -> None:
    text = shown("csv", cases["passed"], problems=TWO_PROBLEMS, notices=("Mind, this",))
    *_, first, second, notice = rows(text)
    reported = ("row", "path", "line", "column", "verdict", "message", "remedy")
    assert [first[name] for name in reported] == [
        "error", "broken.yaml", "3", "5", "not audited", "unknown key `zed`", "remove it",
    ]  # fmt: skip
    assert [second[name] for name in reported] == [
        "error",
        "broken.yaml",
        "",
        "",
        "not audited",
        "`state` is missing",
        "",
    ]
    assert {name: value for name, value in notice.items() if value} == {"row": "notice", "message": "Mind, this"}


def test_an_empty_answer_has_its_heading_and_its_mark(here: Here) -> None:
    done = here("check", "--format", "csv", "no-such-file.yaml")
    assert done.code == 2
    assert [row["row"] for row in rows(done.out)] == ["error"]
    assert done.out.startswith("\ufeff")


FORMULA = re.compile(r"^[\s\ufeff]*[=+\-@]")


@EVERY_KIND
def test_no_cell_begins_a_formula(cases: Mapping[str, Audit], kind: str) -> None:
    text = shown("csv", cases[kind], problems=TWO_PROBLEMS, notices=("=1+1", "@x", "-1", "+1"))
    assert not [cell for row in rows(text) for cell in row.values() if FORMULA.match(cell)]
    assert [row["message"] for row in rows(text)][-4:] == ["'=1+1", "'@x", "'-1", "'+1"]


@given(st.sampled_from("=+-@"), st.sampled_from(["", " ", "\t", "\r\n", "\u2028", "\xa0"]), ANYTHING)
def test_no_text_is_a_formula_and_each_stays_in_its_cell(spoken: Spoken, mark: str, before: str, text: str) -> None:
    said = f"{before}{mark}{text}"
    audit = spoken(said)
    audit = replace(audit, profile=replace(audit.profile, path=said))
    problems = [replace(problem, path=said, message=said, help=said) for problem in TWO_PROBLEMS]
    found = rows(shown("csv", audit, problems=problems, notices=(said,)))
    assert len(found) == 1 + len(audit.findings) + 2 + 1
    kept = f"'{plain(said)}"
    for row in found:
        assert tuple(row) == COLUMNS
        assert not [cell for cell in row.values() if FORMULA.match(cell)]
        if row["row"] == "finding":
            assert row["message"] == row["path"] == row["title"] == kept
            assert row["responses"] == plain(f"2026-01-01: {said}")
            assert row["citations"] == plain(f"page ({said})")
        elif row["row"] == "error":
            assert row["message"] == row["path"] == row["remedy"] == kept
