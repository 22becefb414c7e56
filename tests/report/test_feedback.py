"""Feedback as HTML, PDF, CSV, JSON and on a screen: the same numbers everywhere, and hostile text is only text."""

from __future__ import annotations

import base64
import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO, StringIO
from itertools import pairwise
from typing import Any

import page
import pikepdf
import pytest

from mcaudit.app.reports import FEEDBACK
from mcaudit.looks import View
from mcaudit.media.glyphs import shown
from mcaudit.media.page import page_of
from mcaudit.model import JUDGMENTS, Answer, Decider, Edition
from mcaudit.model.feedback import AsAudited, AuditedProfile, AuditFeedback, Feedback, FirstAnswers, Remark
from mcaudit.report.feedback.document import feedback_report
from mcaudit.report.feedback.table import COLUMNS
from mcaudit.report.feedback.words import AS_AUDITED, DECIDERS
from mcaudit.review.feedback import feedback
from mcaudit.terms.sentences import day_words
from tests.conftest import ROOT, held_to_schema
from tests.elements import Element, parsed
from tests.hostile import TEXTS
from tests.media.test_pdf_documents import bare, tree

STYLES = ROOT / "mcaudit" / "media" / "templates"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("https://example.org","x")')
_HEADINGS = ("h1", "h2", "h3", "h4")
_OUTCOMES = tuple(AsAudited)
_ANSWERS = (
    (Answer.MET, Answer.MET),
    (Answer.MET, Answer.NOT_MET),
    (Answer.CANNOT_TELL, Answer.PARTLY_MET),
    (Answer.NOT_APPLICABLE, Answer.NOT_APPLICABLE),
)


def said_of(edition: Edition, n: int, texts: Sequence[str], *, named: bool = True) -> AuditFeedback:
    """Return an audit in which every standing and every answer comes up, and every text is a comment."""
    names = [criterion.id for criterion in edition.criteria]
    judged = {}
    for index, name in enumerate(names):
        ann, bo = _ANSWERS[(index + n) % len(_ANSWERS)]
        complete = (index + n) % 5 != 0
        judged[name] = FirstAnswers(
            complete=complete,
            answers={"ann": ann, "bo": bo} if complete else {},
            disputed=complete and ann is not bo,
            settled=index % 2 == 0,
        )
    reported = [
        Remark(
            criterion=names[(3 * index) % len(names)],
            text=text,
            date="2026-02-01",
            profile=f"profile-{n}",
            reviewer=texts[-1 - index] if named else "",
        )
        for index, text in enumerate(texts)
    ]
    return AuditFeedback(
        profile=AuditedProfile(
            id=f"profile-{n}",
            title=texts[n % len(texts)],
            path=texts[(n + 1) % len(texts)],
            sha256=f"{n:064}",
            fictional=n == 0,
            policy="",
            policy_sha256="",
            decisions=("a" * 64, "b" * 64) if n else (),
        ),
        outcomes={name: _OUTCOMES[(index + n // 2) % len(_OUTCOMES)] for index, name in enumerate(names)},
        judged=judged,
        remarks=tuple(reported),
    )


def made_of(edition: Edition, texts: Sequence[str], profiles: int = 12, *, named: bool = True) -> Feedback:
    return feedback(
        edition,
        [said_of(edition, n, texts if n == 0 else texts[:1], named=named) for n in range(profiles)],
        date="2026-03-01",
        under=texts[0],
        policies=(),
        named=named,
        notices=texts[:2],
    )


def html_of(found: Feedback) -> str:
    return FEEDBACK.content(found, "html", View()).decode("utf-8")


def on_paper(found: Feedback) -> str:
    return page_of(feedback_report(found), style="", printed=True, spelled=shown)


def harmless(text: str) -> str:
    """Return a text without any of its marks."""
    return re.sub(r"[^a-zA-Z0-9\s]|[\x1c-\x1f\x85\u2028]", "x", text.replace("\n", " "))


@pytest.fixture(scope="module")
def few(edition: Edition) -> Feedback:
    return made_of(edition, ("The word “clear” is not clear.", "Asks two things at once.", "Pat Example"))


@pytest.fixture(scope="module")
def bad(edition: Edition) -> Feedback:
    """Feedback in which every word of others was written to break a page."""
    return made_of(edition, (*TEXTS, *FORMULAS), 2)


@pytest.fixture(scope="module")
def root(few: Feedback) -> Element:
    return parsed(html_of(few))


# --- hostile text --------------------------------------------------------------------------------


def test_the_page_lets_in_its_own_style_and_nothing_else(root: Element) -> None:
    (style,) = root.one("style").holds
    (policy,) = (e.attributes["content"] for e in root.all("meta") if "http-equiv" in e.attributes)
    hashed = base64.b64encode(sha256(str(style).encode()).digest()).decode()
    assert dict(part.split(" ", 1) for part in policy.split("; ")) == {
        "default-src": "'none'",
        "style-src": f"'sha256-{hashed}'",
        "script-src": "'none'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert not list(root.all("script"))
    for file in ("base.css", "screen.css", "blocks.css", "blocks-screen.css"):
        assert (STYLES / file).read_text(encoding="utf-8") in str(style)
    for path in STYLES.glob("*.css"):
        assert not re.search(r"url\(|@import|https?:", path.read_text(encoding="utf-8")), path.name


# --- what must be there --------------------------------------------------------------------------


def test_every_criterion_stands_in_its_words_with_its_counts_and_comments(few: Feedback, root: Element) -> None:
    blocks = [each for each in root.many("card") if "id" in each.attributes]
    assert [block.attributes["id"] for block in blocks] == [each.criterion.id for each in few.criteria]
    for block, each in zip(blocks, few.criteria, strict=True):
        assert next(block.all("h4")).text == f"{each.criterion.id} {each.criterion.title}"
        assert f"{each.criterion.text}." in block.text
        assert f"As audited in {each.profiles} profiles:" in block.text
        assert f"First answers in {each.reviewed} complete review" in block.text
        assert f"Disputed: {each.disputed} of {each.reviewed} reviewed" in block.text
        assert f"{each.incomplete} review" in block.text
        reported = [item.text for item in block.all("li")]
        assert reported == [f"“{r.text}” {r.reviewer}, {day_words(r.date)}, on {r.profile}" for r in each.remarks]


def test_the_table_of_figures_says_what_was_counted(few: Feedback, root: Element) -> None:
    tables = [table for table in root.many("data") if "in figures" in table.one("caption").text]
    rows = [row for table in tables for row in next(table.all("tbody")).all("tr")]
    for row, each in zip(rows, few.criteria, strict=True):
        agreement = "withheld" if each.agreement.share is None else f"{each.agreement.share:.0%}"
        aside = (each.audited[AsAudited.NOT_STATED], each.audited[AsAudited.NOT_APPLICABLE])
        counts = (each.met, each.short, each.open, *aside)
        judged = (each.reviewed, each.disputed, each.cannot_tell)
        assert [cell.text for cell in row.all("th", "td")] == [
            each.criterion.id,
            *map(str, (*counts, *judged)),
            agreement,
        ]


def test_the_lists_on_top_hold_the_first_in_their_words_and_the_others_by_name(few: Feedback, root: Element) -> None:
    lists = (few.disputed_most, few.unclear_most)
    section = root.one(id="short-lists")
    tables = list(section.many("data"))
    for table, whole in zip(tables, lists, strict=False):
        rows = [[cell.text for cell in row.all("th", "td")] for row in next(table.all("tbody")).all("tr")]
        assert len(whole) > len(rows) == 10
        assert [row[:2] for row in rows] == [
            [f"{each.criterion.id} {each.criterion.title}", f"{each.criterion.text}."] for each in whole[:10]
        ]
        assert all(re.match(r"\d+ of \d+", row[2]) for row in rows)
    assert all(f"{each.criterion.id} ({each.disputed})" in section.text for each in few.disputed_most[10:])
    assert [row.one("th").text for row in next(tables[2].all("tbody")).all("tr")] == [
        f"{each.criterion.id} {each.criterion.title}" for each in few.never_met[:10]
    ]


def test_where_everything_is_met_somewhere_no_criterion_is_listed_as_never_met(edition: Edition) -> None:
    whole = parsed(html_of(made_of(edition, ("Text", "Text", "Pat"), profiles=20)))
    assert "Every criterion that was found not met is met somewhere." in whole.one(id="short-lists").text


def test_there_are_words_for_every_outcome_and_for_everybody_who_decides() -> None:
    assert set(AS_AUDITED) == set(AsAudited)
    assert set(DECIDERS) == set(Decider)


def test_the_agreement_stands_with_its_intervals(few: Feedback, root: Element) -> None:
    (table,) = root.one(id="agreement").many("data")
    rows = [[cell.text for cell in row.all("th", "td")] for row in next(table.all("tbody")).all("tr")]
    percent = few.agreement.overall.percent
    assert percent.value is not None
    assert percent.low is not None
    assert percent.high is not None
    assert rows[0][:2] == ["Everything judged", f"{percent.value:.0%} ({percent.low:.0%} to {percent.high:.0%})"]
    assert rows[0][5] == str(percent.n)
    assert [row[0] for row in rows[1:]] == [
        f"{component.number} {component.title}" for component in few.edition.components
    ]


def test_what_is_withheld_says_why(edition: Edition) -> None:
    reported = parsed(html_of(made_of(edition, ("One.", "Two."), 1)))
    assert "withheld, as two reviewers answered in 1 of the 10 profiles that are needed" in reported.text
    assert "h1" in {each.tag for each in reported.all()}
    assert reported.one("h1").text == "What 1 micro-credential says about the criteria"


def test_nobody_reviewed_is_a_page_as_well(edition: Edition) -> None:
    silent = AuditFeedback(
        profile=said_of(edition, 0, ["x"]).profile,
        outcomes={criterion.id: AsAudited.AWAITING_REVIEW for criterion in edition.criteria},
        judged={},
        remarks=(),
    )
    none = feedback(edition, [silent], date="2026-03-01", under="None.", policies=(), named=True)
    reported = parsed(html_of(none)).text
    assert "No criterion has been fully reviewed yet" in reported
    assert "No criterion was disputed." in reported
    assert "Nobody answered “cannot tell”." in reported


def test_whoever_wants_to_repeat_it_finds_every_hash(few: Feedback, root: Element) -> None:
    reported = root.one(id="reading").text
    assert few.edition.sha256 in reported
    assert all(profile.sha256 in reported and profile.id in reported for profile in few.profiles)
    assert "a" * 64 in reported


def test_without_names_the_page_says_so(edition: Edition) -> None:
    nameless = made_of(edition, ("The text.", "Another.", "Zed Zebra"), named=False)
    for name in ("html", "csv", "json", "terminal"):
        reported = FEEDBACK.content(nameless, name, View()).decode("utf-8")
        assert "ann" not in re.findall(r"\w+", reported)
    assert "Reviewers are not named here" in parsed(html_of(nameless)).text


# --- structure -----------------------------------------------------------------------------------


def test_headings_leave_out_no_level_and_names_are_given_once(root: Element) -> None:
    levels = [int(each.tag[1]) for each in root.all(*_HEADINGS)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [each.attributes["id"] for each in root.all() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    assert {each.attributes["href"][1:] for each in root.all("a")} <= set(ids)
    regions = [each.attributes["aria-label"] for each in root.many("region")]
    assert len(regions) == len(set(regions))


def test_every_table_has_a_caption_and_every_heading_a_scope(root: Element) -> None:
    captions = [table.elements[0] for table in root.all("table")]
    assert all(each.tag == "caption" and each.text for each in captions)
    assert len({each.text for each in captions}) == len(captions)
    for table in root.all("table"):
        assert all(head.attributes["scope"] in ("row", "col") for head in table.all("th"))
        widths = {len([cell for cell in row.elements if cell.tag in ("th", "td")]) for row in table.all("tr")}
        assert len(widths) == 1


# --- PDF -----------------------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class Made:
    """Feedback as a page for paper, as a PDF, and the PDF opened."""

    html: Element
    content: bytes
    pdf: pikepdf.Pdf


# Laying out pages takes seconds.
@pytest.fixture(scope="module", params=[pytest.param(name, marks=pytest.mark.slow) for name in ("few", "bad")])
def made(request: pytest.FixtureRequest) -> Iterator[Made]:
    found: Feedback = request.getfixturevalue(request.param)
    content = FEEDBACK.content(found, "pdf", View())
    with pikepdf.open(BytesIO(content)) as pdf:
        yield Made(parsed(on_paper(found)), content, pdf)


def test_the_pdf_is_both_pdf_ua_and_pdf_a(made: Made) -> None:
    for profile in ("ua1", "2a"):
        report = page.validate_pdf_bytes(made.content, profile=profile)
        assert report.is_compliant, [(profile, failure.rule_id, failure.message) for failure in report.failures]


def test_the_outline_is_the_headings(made: Made) -> None:
    def titles(items: Any) -> Iterator[str]:
        for item in items:
            yield bare(item.title)
            yield from titles(item.children)

    with made.pdf.open_outline() as outline:
        assert list(titles(outline.root)) == [bare(each.text) for each in made.html.all(*_HEADINGS)]


def test_every_bar_says_in_words_what_it_shows(made: Made, edition: Edition) -> None:
    reported = [str(each.Alt) for each in tree(made.pdf) if each.get("/S") == "/Figure"]
    assert reported == [svg.one("title").text for svg in made.html.all("svg")]
    assert len(reported) == len(edition.criteria)
    assert all("by profiles" in each for each in reported)


def test_pages_are_upright_and_tables_keep_their_header_cells(made: Made) -> None:
    for sheet in made.pdf.pages:
        left, bottom, right, top = map(float, sheet.mediabox)
        assert right - left < top - bottom
    heads = [each for each in tree(made.pdf) if each.get("/S") == "/TH"]
    assert len(heads) >= len(list(made.html.all("th")))
    assert all(each.A.Scope in ("/Row", "/Column") for each in heads)


# --- CSV, JSON, screen ---------------------------------------------------------------------------


def csv_rows(found: Feedback) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(FEEDBACK.content(found, "csv", View()).decode("utf-8-sig"))))


def json_of(found: Feedback) -> Mapping[str, Any]:
    return held_to_schema("feedback", FEEDBACK.content(found, "json", View()))


def test_csv_has_a_row_for_each_criterion_and_for_each_comment(few: Feedback) -> None:
    written = FEEDBACK.content(few, "csv", View())
    assert written.startswith(b"\xef\xbb\xbfrow,criterion,level,")
    rows = csv_rows(few)
    counted = [row for row in rows if row["row"] == "criterion"]
    for row, each in zip(counted, few.criteria, strict=True):
        assert (row["criterion"], row["text"]) == (each.criterion.id, each.criterion.text)
        assert [int(row[how]) for how in AsAudited] == list(each.audited.values())
        assert [int(row[f"answered_{answer}"]) for answer in JUDGMENTS] == list(each.answers.values())
        reported = (row["reviewed"], row["incomplete"], row["disputed"], row["settled"], row["comments"])
        found = (each.reviewed, each.incomplete, each.disputed, each.settled, len(each.remarks))
        assert reported == tuple(map(str, found))
        assert row["agreement"] == ("" if each.agreement.share is None else f"{round(each.agreement.share, 4)}")
    comments = [
        (r["criterion"], r["date"], r["profile"], r["reviewer"], r["comment"]) for r in rows if r["row"] == "comment"
    ]
    assert comments == [
        (each.criterion.id, r.date, r.profile, r.reviewer, r.text) for each in few.criteria for r in each.remarks
    ]


def test_csv_starts_no_formula(bad: Feedback) -> None:
    cells = [cell for row in csv_rows(bad) for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert {f"'{text}" for text in FORMULAS} <= set(cells)
    assert all(len(row) == len(COLUMNS) for row in csv_rows(bad))


def test_json_holds_its_schema_and_the_same_numbers(few: Feedback) -> None:
    whole = json_of(few)
    assert [each["id"] for each in whole["criteria"]] == [each.criterion.id for each in few.criteria]
    for reported, each in zip(whole["criteria"], few.criteria, strict=True):
        assert reported["audited"] == {str(how): count for how, count in each.audited.items()}
        assert reported["answers"] == {str(answer): count for answer, count in each.answers.items()}
        assert sum(reported["audited"].values()) == reported["profiles"] == len(few.profiles)
        assert (reported["reviewed"], reported["disputed"], reported["settled"]) == (
            each.reviewed,
            each.disputed,
            each.settled,
        )
    assert whole["disputed_most"] == [each.criterion.id for each in few.disputed_most]
    assert whole["agreement"]["percent"]["value"] == pytest.approx(few.agreement.overall.percent.value, abs=1e-6)
    assert set(whole["agreement_by_component"]) == set("12345")


def test_json_keeps_hostile_text_as_it_is(bad: Feedback) -> None:
    reported = {comment["text"] for each in json_of(bad)["criteria"] for comment in each["comments"]}
    assert set(TEXTS) <= reported


def test_the_screen_shows_the_lists_in_short_and_nothing_hostile(few: Feedback, bad: Feedback) -> None:
    reported = FEEDBACK.content(few, "terminal", View(width=80)).decode("utf-8")
    assert all(len(line) <= 80 for line in reported.splitlines())
    first = few.disputed_most[0]
    assert f"{first.criterion.id}" in reported
    assert f"{first.disputed} of {first.reviewed} reviewed, {first.settled} settled" in reported
    assert f"and {len(few.disputed_most) - 8} more" in reported
    assert "Percent agreement" in reported
    hostile = FEEDBACK.content(bad, "terminal", View(width=80)).decode("utf-8")
    assert "\x1b" not in hostile
    assert "alert(1)" in hostile


@pytest.mark.parametrize(
    "name", [pytest.param(each, marks=[pytest.mark.slow] if each == "pdf" else []) for each in FEEDBACK.media]
)
def test_the_same_feedback_makes_the_same_bytes(edition: Edition, name: str) -> None:
    texts = ("The word “clear” is not clear.", "Asks two things at once.")
    first, second = (FEEDBACK.content(made_of(edition, texts, 2), name, View()) for _ in range(2))
    assert first == second


def test_text_that_is_no_unicode_is_written_anyway(edition: Edition) -> None:
    broken = made_of(edition, ("lone \ud800 surrogate", "x"), 1)
    for name in ("html", "csv", "json", "terminal"):
        assert "surrogate" in FEEDBACK.content(broken, name, View()).decode("utf-8")
