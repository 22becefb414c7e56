"""Commands to GitHub: read as its runner reads them, so that no text of a profile is one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.cli.outputs import Stream, Target, streams
from mcaudit.media.plain import plain, visible
from mcaudit.model import Actor, Audit, Status
from mcaudit.terms.run import View
from mcaudit.terms.words import VERDICT, is_yes
from tests.conftest import COMPLETE, MINIMAL, Write
from tests.exchange.formats.conftest import KINDS, WEAK, Here, Spoken
from tests.exchange.formats.shown import TWO_PROBLEMS, amiss, gathered, lines, run_of, shown, verbose, without_remarks
from tests.hostile import TEXTS
from tests.media.test_markdown import read, words

EVERY_KIND = pytest.mark.parametrize("kind", KINDS)
MEBIBYTE = 1024 * 1024
"""What GitHub shows of one step's summary; of a larger one it shows nothing."""


@dataclass(frozen=True)
class Command:
    """A workflow command as the runner understands it."""

    name: str
    properties: Mapping[str, str]
    data: str


def commands(text: str) -> Iterator[Command]:
    """Yield the commands of a log by the rules of the runner; whatever else is in it is plain text."""
    for line in lines(text):
        assert "##[" not in line, "an older form of commands, which the runner takes anywhere in a line"
        if line.lstrip().startswith("::"):
            head, data = line.lstrip()[2:].split("::", 1)
            name, _, given = head.partition(" ")
            properties = dict(each.split("=", 1) for each in given.split(",") if each)
            yield Command(
                name,
                {key: unescaped(value, ":,") for key, value in properties.items()},
                unescaped(data),
            )


def unescaped(text: str, more: str = "") -> str:
    for mark in f"\r\n{more}%":
        text = text.replace(f"%{ord(mark):02X}", mark)
    return text


def comments(text: str) -> list[Command]:
    """Return the comments but for those on a verdict, on a file that was not audited, and on the whole."""
    return [c for c in commands(text) if re.match(r"mcaudit: \d", c.properties["title"])]


# --- what is reported --------------------------------------------------------------------------------


@EVERY_KIND
def test_a_line_is_a_command_or_shows_a_yes(cases: Mapping[str, Audit], kind: str) -> None:
    for view in (View(), View(verbose=True)):
        text = shown("github", cases[kind], view=view)
        others = [line for line in lines(text) if not line.startswith(("::error ", "::warning ", "::notice "))]
        if is_yes(cases[kind].verdict):
            assert len(others) == 1
            word = {"passed": "pass", "submitted": "ready", "waived": "ready with 1 waiver"}[kind]
            assert others[0].startswith(f"{word}: {cases[kind].profile.path}: {word} at the ")
        else:
            assert others == []


def test_of_several_profiles_a_line_shows_the_whole(cases: Mapping[str, Audit]) -> None:
    text = shown("github", cases["complete"], cases["passed"], problems=TWO_PROBLEMS, notices=("Mind: this, 100%",))
    others = [line for line in lines(text) if not line.startswith("::")]
    assert [line[:6] for line in others] == ["pass: ", "2 prof"]
    assert others[1] == (
        "2 profiles at the endorsement gate: 1 pass, 0 fail, 0 incomplete, 1 undecided. 1 file could not be audited."
    )
    assert text.endswith("\n::notice title=mcaudit::Mind: this, 100%25\n")


@EVERY_KIND
def test_what_one_line_is_about_is_one_comment_for_each_weight(cases: Mapping[str, Audit], kind: str) -> None:
    found = comments(shown("github", cases[kind], view=View(verbose=True)))
    is_gap = re.compile(r"mcaudit: \d[A-H]$")  # what a subcomponent does not address is a comment of its own
    places = Counter((c.name, c.properties.get("line")) for c in found if not is_gap.match(c.properties["title"]))
    assert set(places.values()) <= {1}
    assert all(c.properties["file"] for c in found)


@EVERY_KIND
def test_errors_are_what_falls_short_and_warnings_what_reviewers_must_decide(
    cases: Mapping[str, Audit], kind: str
) -> None:
    audit = cases[kind]
    found = comments(shown("github", audit))
    reported = {
        name: [id for c in found if c.name == name for id in c.properties["title"][len("mcaudit: ") :].split(", ")]
        for name in ("error", "warning", "notice")
    }
    reviewers = amiss(audit, Actor.REVIEWERS) if audit.gate == "endorsement" else []
    assert sorted(reported["error"]) == sorted(gathered(audit, amiss(audit, Actor.PROVIDER, Actor.STATE)))
    assert sorted(reported["warning"]) == sorted(reviewers)
    assert reported["notice"] == []


def test_what_a_subcomponent_does_not_address_is_one_error_on_its_heading_or_on_the_file(
    cases: Mapping[str, Audit],
) -> None:
    audit = cases["responding"]
    found = {c.properties["title"]: c for c in comments(shown("github", audit))}
    heading = audit.profile.positions["/developers/learning_resources"]
    resources, stack = found["mcaudit: 1F"], found["mcaudit: 1D"]
    assert (resources.name, resources.properties["line"]) == ("error", str(heading.line))
    assert "1F-1 List of materials; " in resources.data
    assert "/developers/competency_context" not in audit.profile.positions
    assert stack.name == "error"
    assert set(stack.properties) == {"file", "title"}


def test_a_comment_stands_on_its_line_and_says_what_is_missing_and_how_to_fix_it(cases: Mapping[str, Audit]) -> None:
    audit = cases["harmless"]
    finding = next(finding for finding in audit.findings if finding.status is Status.UNSUPPORTED and finding.missing)
    title = next(c.title for c in audit.edition.criteria if c.id == finding.criterion)
    comment = next(c for c in comments(shown("github", audit)) if finding.criterion in c.properties["title"])
    assert comment.name == "error"
    assert comment.properties["line"] == str(finding.location.line)
    reported = comment.data.split("\n")
    start = next(
        at for at, line in enumerate(reported) if line.startswith(f"{finding.criterion} {title}: unsupported, ")
    )
    assert reported[start].endswith(f": {plain(finding.message)}")
    assert reported[start + 1 : start + 3] == [
        f"  missing: {', '.join(finding.missing)}",
        f"  To fix: {finding.remedy}",
    ]


def test_an_answer_of_the_provider_stands_in_the_comment(cases: Mapping[str, Audit]) -> None:
    found = {c.properties["title"]: c for c in comments(shown("github", cases["responding"]))}
    assert found["mcaudit: 1F"].data.endswith("\n  The provider, 2025-12-01: “We are at work on 1F-6.”")


def test_a_finding_without_a_line_is_a_comment_on_the_file(cases: Mapping[str, Audit]) -> None:
    for comment in comments(shown("github", cases["minimal"])):
        assert set(comment.properties) == {"file", "title"}


def test_the_verdict_comes_first_on_the_first_line_of_the_file(cases: Mapping[str, Audit]) -> None:
    for kind, name in (("complete", "warning"), ("minimal", "error")):
        first = next(commands(shown("github", cases[kind])))
        assert (first.name, first.properties["line"]) == (name, "1")
        assert first.properties["title"] == f"mcaudit: {VERDICT[cases[kind].verdict]} at the endorsement gate"


def test_what_could_not_be_audited_is_an_error_on_its_line(cases: Mapping[str, Audit]) -> None:
    passed = without_remarks(cases["passed"])
    found = list(commands(shown("github", passed, problems=TWO_PROBLEMS)))
    title = "mcaudit: cannot be audited"
    assert found == [
        Command(
            "error",
            {"file": "broken.yaml", "line": "3", "col": "5", "title": title},
            "unknown key `zed`\nHelp: remove it",
        ),
        Command("error", {"file": "broken.yaml", "title": title}, "`state` is missing"),
    ]


# --- what somebody else writes -----------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["hostile", "hostile everywhere"])
def test_hostile_text_is_no_command(cases: Mapping[str, Audit], kind: str) -> None:
    audit = cases[kind]
    calm = replace(audit, profile=replace(audit.profile, path="calm.yaml", title="Calm"))
    hostile, harmless = (list(commands(shown("github", each, view=verbose(each)))) for each in (audit, calm))
    assert [c.name for c in hostile] == [c.name for c in harmless]
    assert [set(c.properties) for c in hostile] == [set(c.properties) for c in harmless]
    assert [c.properties["title"] for c in hostile] == [c.properties["title"] for c in harmless]
    assert {c.properties["file"] for c in hostile} == {audit.profile.path.replace("##[", "## [")}


HOSTILE = st.lists(
    st.sampled_from(["::", "error", "##[", "#", "[", "%", "0A", "%0D", "%25", "\r", "\n", ":", ",", "=", " "])
)


@given(st.text() | st.sampled_from(TEXTS) | HOSTILE.map("".join))
def test_whatever_is_said_it_is_read_as_it_was_said_and_commands_nothing(spoken: Spoken, text: str) -> None:
    made = shown("github", spoken(text), notices=(text,))
    found = list(commands(made))
    assert len(found) == len(list(lines(made)))
    calm = list(commands(shown("github", spoken("calm"), notices=("calm",))))
    assert [(c.name, set(c.properties), c.properties["title"]) for c in found] == [
        (c.name, set(c.properties), c.properties["title"]) for c in calm
    ]
    said = plain(text).replace("##[", "## [")
    name = "".join(mark if mark in "\r\n" else visible(mark) for mark in text)
    assert {c.properties["file"] for c in found[:-1]} == {f"profiles/{name}".replace("##[", "## [")}
    assert found[-1].data.strip(" ") == said
    assert all(said in c.data for c in found)
    assert [c.data.count("\n") for c in found] == [c.data.count("\n") for c in calm]


# --- the summary of the job --------------------------------------------------------------------------


def test_the_jobs_summary_gets_the_tables_after_what_is_there(here: Here, write: Write, tmp_path: Path) -> None:
    summary, profile = tmp_path / "summary.md", write(MINIMAL)
    summary.write_text("Before\n\n", encoding="utf-8")
    done = here("check", "--format", "github", profile, summary=summary)
    tables = here("check", "--format", "markdown", profile).out
    assert done.code == 1
    assert done.out == here("check", "--format", "github", profile).out
    assert summary.read_text(encoding="utf-8") == f"Before\n\n{tables}"


@pytest.mark.parametrize("format", ["terminal", "markdown", "json", "concise"])
def test_no_other_format_writes_a_summary(here: Here, tmp_path: Path, format: str) -> None:
    summary = tmp_path / "summary.md"
    here("check", "--format", format, WEAK, summary=summary)
    assert not summary.exists()


def test_a_summary_that_cannot_be_written_is_reported_and_the_comments_are_there(here: Here, tmp_path: Path) -> None:
    done = here("check", "--format", "github", COMPLETE, summary=tmp_path)
    assert done.code == 2
    assert done.err.startswith(f"error: {tmp_path.as_posix()} cannot be written: ")
    assert done.out == here("check", "--format", "github", COMPLETE).out


def summarized(audit: Audit, summary: Path) -> AbstractContextManager[Sequence[Stream]]:
    target = Target(format="markdown", path=summary, added=True)
    return streams([target], run_of(audit), View(), View(), list)


def test_a_summary_is_no_larger_than_is_shown_and_says_that_there_is_more(
    cases: Mapping[str, Audit], tmp_path: Path
) -> None:
    summary = tmp_path / "summary.md"
    pieces = [f"{mark * 299_999}\n" for mark in "äbcde"]
    with summarized(cases["minimal"], summary) as written:
        (stream,) = written
        for piece in pieces:
            stream.document.add(piece)
        stream.document.add("the end")
    content = summary.read_bytes()
    assert stream.failure is None
    assert 800_000 < len(content) <= MEBIBYTE
    kept = content.decode("utf-8").split("\n")
    assert [line[:1] for line in kept] == ["ä", "", "b", "", "M", ""]
    assert kept[4] == "More was found than a summary can show; the log has all of it."


def test_what_is_there_already_counts_as_well(cases: Mapping[str, Audit], tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("x" * 900_000, encoding="utf-8")
    with summarized(cases["minimal"], summary) as written:
        written[0].document.add("y" * 300_000)
    assert summary.stat().st_size <= MEBIBYTE


def test_the_closing_sentence_stands_by_itself(cases: Mapping[str, Audit], tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    piece = shown("markdown", cases["minimal"])
    with summarized(cases["minimal"], summary) as written:
        for _ in range(1_000_000 // len(piece.encode("utf-8")) + 1):
            written[0].document.add(piece)
    tokens = read(summary.read_text(encoding="utf-8"))[-4:]
    assert [token.type for token in tokens] == ["table_close", "paragraph_open", "inline", "paragraph_close"]
    assert words(tokens) == "More was found than a summary can show; the log has all of it."
