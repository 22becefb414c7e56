"""A comparison as HTML: nothing hostile gets in, charts and tables say the same, and nothing is left out."""

from __future__ import annotations

import base64
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise

import pytest

from mcaudit.looks import LOOKS, Look
from mcaudit.media.plain import plain
from mcaudit.media.style import css_class
from mcaudit.model import Audit, Edition, Rating, Status, Verdict
from mcaudit.model.comparison import Comparison, Entry, StackClaim
from mcaudit.model.words import GroupBy
from mcaudit.render.comparison.charts import broken, drawn_stack, fitted, text_width
from mcaudit.render.comparison.html import html_of, printable_html_of
from mcaudit.report.badges import rating_badge, verdict_badge
from mcaudit.report.comparison_words import ACTORS, READING, amount_words, covered, failed
from mcaudit.terms.words import RATING, VERDICT, met_range, score_range
from tests.conftest import ROOT
from tests.render.comparisons import compared, copies, entries_of, stacked
from tests.render.elements import Element, parsed
from tests.render.test_html import contrast

TEMPLATES = ROOT / "mcaudit" / "render" / "comparison" / "templates"
DOCUMENTS = ROOT / "mcaudit" / "media" / "templates"
EVERY_SIZE = pytest.mark.parametrize("size", ["few", "many"])


@pytest.fixture(scope="module")
def comparisons(edition: Edition, audits: Mapping[str, Audit]) -> Mapping[str, Comparison]:
    """Comparisons by name: of few, whose rows stand at once, and of many, whose rows stand behind their groups."""
    *some, decided = entries_of(audits, "complete", "tennessee", "minimal", "decided")
    few = [*some, replace(decided, fictional=False)]  # so that what reviewers decided against is counted
    return {"few": compared(edition, few), "many": compared(edition, copies(few[0], 70))}


@pytest.fixture(scope="module")
def pages(comparisons: Mapping[str, Comparison]) -> Mapping[str, Element]:
    """The pages of `comparisons`, as trees."""
    return {name: parsed(html_of(each)) for name, each in comparisons.items()}


def seen(text: str) -> str:
    """Return a text as a page shows it."""
    return " ".join(plain(text).split())


# --- hostile text ----------------------------------------------------------------------------------


def skeleton(root: Element) -> Iterator[tuple[str, ...]]:
    """Yield every element with its attributes, but the lines of a title in a drawing, which are as many as fit."""
    for element in root.all():
        if element.tag == "text":
            assert set(element.attributes) <= {"x", "y", "text-anchor", "font-size"}
            assert all(re.fullmatch(r"[\d.]+|middle", value) for value in element.attributes.values())
        else:
            yield element.tag, *(f"{name}={value}" for name, value in element.attributes.items())


def twin(edition: Edition, audits: Mapping[str, Audit], name: str, by: GroupBy) -> Comparison:
    """Return two of a kind, in a stack whose every word is somebody else's and which leads back to its beginning."""
    entries = [
        replace(
            entry,
            stacks=(StackClaim(name=entry.title, members=(entry.competency, *entry.evidence), standing="planned"),),
            prerequisites=(entry.title, entry.competency),
        )
        for entry in entries_of(audits, name, name)
    ]
    return compared(edition, entries, by)


@pytest.mark.parametrize("by", list(GroupBy))
def test_hostile_text_changes_no_element_and_no_attribute(
    edition: Edition, audits: Mapping[str, Audit], by: GroupBy
) -> None:
    bad, good = (parsed(html_of(twin(edition, audits, name, by))) for name in ("hostile", "harmless"))
    assert list(skeleton(bad)) == list(skeleton(good))
    assert seen(audits["hostile"].profile.title) in bad.text


def test_hostile_text_changes_nothing_on_paper_either(edition: Edition, audits: Mapping[str, Audit]) -> None:
    bad, good = (
        parsed(printable_html_of(twin(edition, audits, name, GroupBy.STATE), "/* faces */", str.upper))
        for name in ("hostile", "harmless")
    )
    assert list(skeleton(bad)) == list(skeleton(good))
    assert not list(bad.all("script", "form", "input", "button", "details"))
    assert seen(audits["hostile"].profile.title).upper() in bad.text


def test_no_mark_that_nobody_sees_gets_through(edition: Edition, audits: Mapping[str, Audit]) -> None:
    html = html_of(twin(edition, audits, "hostile", GroupBy.ISSUER))
    kinds = {unicodedata.category(each) for each in set(html) - {"\n"}}
    assert not kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_no_attribute_loads_runs_or_styles(edition: Edition, audits: Mapping[str, Audit]) -> None:
    root = parsed(html_of(twin(edition, audits, "hostile", GroupBy.ISSUER)))
    names = {name for element in root.all() for name in element.attributes}
    assert names <= {
        *("aria-label", "charset", "class", "content", "hidden", "href", "http-equiv", "id", "lang", "name"),
        *("autocomplete", "data-by", "data-filters", "data-shown", "data-sort", "data-sortable", "for", "type"),
        *("data-entry", "data-group", "data-policy", "data-state", "data-verdict", "value", "role", "scope"),
        *("tabindex", "title", "d", "fill", "font-family", "font-size", "height", "rx", "stroke", "stroke-dasharray"),
        *("stroke-width", "text-anchor", "viewbox", "width", "x", "xmlns", "y"),
    }
    assert all(each.attributes["href"].startswith("#") for each in root.all("a"))


def test_the_page_lets_in_its_own_style_and_script_and_nothing_else(pages: Mapping[str, Element]) -> None:
    root = pages["few"]
    (style,), (script,) = root.one("style").holds, root.one("script").holds
    policies = (e.attributes["content"] for e in root.all("meta") if "http-equiv" in e.attributes)
    allowed = dict(part.split(" ", 1) for part in next(policies).split("; "))
    assert allowed["default-src"] == "'none'"
    for kind, text in (("style-src", style), ("script-src", script)):
        assert allowed[kind] == f"'sha256-{base64.b64encode(sha256(str(text).encode()).digest()).decode()}'"
    assert script == (TEMPLATES / "comparison.js").read_text(encoding="utf-8")
    for file in (DOCUMENTS / "base.css", DOCUMENTS / "screen.css", TEMPLATES / "tables.css", TEMPLATES / "screen.css"):
        assert file.read_text(encoding="utf-8") in str(style)


def test_the_styles_and_the_script_ask_for_nothing() -> None:
    for file in TEMPLATES.iterdir():
        if file.suffix in (".css", ".js"):
            text = file.read_text(encoding="utf-8")
            assert not re.search(r"url\(|@import|https?:|fetch|XMLHttp|innerHTML|eval\(|import\(", text), file.name


# --- what must be there --------------------------------------------------------------------------------


@EVERY_SIZE
def test_every_micro_credential_has_a_row_with_its_ratings(
    comparisons: Mapping[str, Comparison], pages: Mapping[str, Element], size: str
) -> None:
    matrix = pages[size].one(id="matrix")
    rows = [row for table in matrix.many("ratings") for row in next(table.all("tbody")).all("tr")]
    assert [row.attributes["data-entry"] for row in rows] == [f"M{n + 1}" for n in range(len(rows))]
    rated: dict[str, list[str]] = defaultdict(list)
    for row in (row for table in matrix.many("rates") for row in next(table.all("tbody")).all("tr")):
        rated[row.attributes["data-entry"]] += [cell.text for cell in row.all("td")]
    for row, entry in zip(rows, comparisons[size].entries, strict=True):
        told = [cell.text for cell in row.all("th", "td")]
        fictional = " (fictional)" if entry.fictional else ""
        assert told[0] == f"{row.attributes['data-entry']} {seen(entry.title)}{fictional}"
        counts, verdict = entry.score.required, entry.verdicts[comparisons[size].gate]
        assert told[1:5] == [entry.state, "no policy", VERDICT[verdict], f"{counts.addressed} of {counts.total}"]
        assert told[5].startswith(score_range(counts))
        assert rated[row.attributes["data-entry"]] == [RATING[each.rating] for each in entry.subcomponents]


def test_what_is_not_addressed_looks_neutral_and_never_like_what_is_not_met(pages: Mapping[str, Element]) -> None:
    cells = [cell for cell in pages["few"].one(id="matrix").all("td") if cell.text == RATING[Rating.NOT_STATED]]
    assert cells
    assert {tuple(cell.classes) for cell in cells} == {("status", "not-stated")}
    style = str(pages["few"].one("style").holds[0])
    looks = {look: re.findall(rf"td\.{css_class(look)} {{([^}}]*)}}", style) for look in Look}
    assert all(looks.values())
    assert not any("failed" in each for look, found in looks.items() for each in found if look is not Look.NOT_MET)
    greens = (Look.MET, Look.EXEMPLARY)
    assert not any("--met" in each for look, found in looks.items() for each in found if look not in greens)


def test_every_verdict_that_is_no_yes_has_other_colors_than_a_pass() -> None:
    passes = (Verdict.PASS, Verdict.READY)
    assert {verdict_badge(each).look for each in passes} == {Look.MET}
    assert all(verdict_badge(each).look is not Look.MET for each in Verdict if each not in passes)


def test_the_page_starts_with_what_each_addresses_by_component(
    edition: Edition, comparisons: Mapping[str, Comparison], pages: Mapping[str, Element]
) -> None:
    first = next(pages["few"].one(id="main").all("table"))
    assert first.classes == ["reach"]
    heads = [head.text for head in first.all("th") if head.attributes["scope"] == "col"]
    assert heads[2:8] == ["All five components", *(f"{c.number} {c.title}" for c in edition.components)]
    for row, entry in zip(next(first.all("tbody")).all("tr"), comparisons["few"].entries, strict=True):
        told = [cell.text for cell in row.all("td")]
        counts = entry.coverage.score.required
        for cell, part in zip(told[1:7], (entry.coverage, *entry.components), strict=True):
            assert cell.endswith(covered(edition, part).addressed)
        assert told[7] == met_range(counts)
        numbers = (counts.awaiting_review, counts.unsupported, failed(counts), counts.not_stated)
        assert told[8:] == [str(each) for each in (*numbers, *(entry.coverage.acting[actor] for actor in ACTORS))]
        assert (READING in next(row.all("th")).text) == entry.is_reading


def test_each_component_of_each_one_is_there_as_well(
    edition: Edition, comparisons: Mapping[str, Comparison], pages: Mapping[str, Element]
) -> None:
    table = pages["few"].many("parts")[0]
    rows = list(next(table.all("tbody")).all("tr"))
    parts = [part for entry in comparisons["few"].entries for part in entry.components]
    for row, part in zip(rows, parts, strict=True):
        told, words = [cell.text for cell in row.all("td")], covered(edition, part)
        assert (told[0], told[2]) == (words.label, words.met)
        assert [int(each) for each in told[-len(ACTORS) :]] == list(words.acting)


@EVERY_SIZE
def test_every_subcomponent_heads_a_column_with_its_title(
    edition: Edition, pages: Mapping[str, Element], size: str
) -> None:
    titles = [(sub.id, sub.title) for sub in edition.subcomponents]
    heads = [h for t in pages[size].many("rates") for h in t.all("th") if h.attributes.get("data-sort") == "rating"]
    told = [(head.text, next(head.all("abbr")).attributes["title"]) for head in heads]
    assert told == titles * (len(heads) // len(titles))
    for table in pages[size].many("ratings"):
        columns = [head for head in table.all("th") if head.attributes["scope"] == "col"]
        assert all(head.attributes["data-sort"] in ("text", "number") for head in columns)


@EVERY_SIZE
def test_every_claim_stands_in_the_ledger_and_what_is_against_it(
    comparisons: Mapping[str, Comparison], pages: Mapping[str, Element], size: str
) -> None:
    rows = [row for table in pages[size].many("ledger") for row in next(table.all("tbody")).all("tr")]
    lines = comparisons[size].ledger
    assert lines
    for row, line in zip(rows, lines, strict=True):
        cells = [cell.text for cell in row.all("td")]
        assert cells[0].startswith(seen(line.claim.what))
        assert cells[1] == seen(amount_words(line.claim))
        assert cells[2] == (line.clock_hours.words() if line.clock_hours else "–")
        if line.clock_hours is None and line.claim.amount.is_number:
            assert cells[3] == "no cited rate"
        assert ("contradicted" in cells[6]) == ("against" in row.classes) == bool(line.against)
        assert all(seen(told) in cells[6] for told in line.against)


def test_key_facts_say_plainly_what_is_not_said(
    comparisons: Mapping[str, Comparison], pages: Mapping[str, Element]
) -> None:
    (table,) = pages["few"].many("choices")
    for row, entry in zip(next(table.all("tbody")).all("tr"), comparisons["few"].entries, strict=True):
        for cell, fact in zip(row.all("td"), entry.facts.values(), strict=True):
            told = seen("; ".join(fact.said)) or "not said"
            assert cell.text == (f"{told} sources disagree" if fact.disputed else told)
            assert ("unsaid" in cell.classes) == (not fact.said)


@EVERY_SIZE
def test_whoever_wants_to_repeat_it_finds_every_hash(
    comparisons: Mapping[str, Comparison], pages: Mapping[str, Element], size: str
) -> None:
    told = pages[size].one(id="reading").text
    assert comparisons[size].edition.sha256 in told
    assert all(entry.sha256 in told and entry.path in told for entry in comparisons[size].entries)


@pytest.mark.parametrize("kind", ["shortfalls", "gaps"])
def test_what_falls_short_and_what_is_not_addressed_are_two_tables(
    comparisons: Mapping[str, Comparison], pages: Mapping[str, Element], kind: str
) -> None:
    table = pages["few"].many(kind)[0]
    rows = [[cell.text for cell in row.all("th", "td")] for row in next(table.all("tbody")).all("tr")]
    tallies = getattr(comparisons["few"].overall, kind)
    assert rows
    for (name, text, *counts), each in zip(rows, tallies[: len(rows)], strict=True):
        if kind == "gaps":
            expected = [f"{each.of(Status.NOT_STATED)} of {each.applies}", each.of(Status.AWAITING_REVIEW)]
        else:
            expected = [*map(each.of, (Status.NOT_MET, Status.PARTLY_MET, Status.UNSUPPORTED)), each.applies]
        assert (name, counts) == (each.requirement, [str(count) for count in expected])
        assert text
    told = pages["few"].one(id="groups").text
    assert all(f"{each.requirement} (" in told for each in tallies[len(rows) :])


def test_many_stand_behind_their_groups(pages: Mapping[str, Element]) -> None:
    folded = list(pages["many"].one(id="matrix").all("details"))
    assert [next(each.all("summary")).text for each in folded] == [
        f"{state} (fictional): 14 micro-credentials" for state in ("IL", "MO", "OH", "TN", "WI")
    ]
    assert not list(pages["few"].one(id="matrix").all("details"))


# --- charts --------------------------------------------------------------------------------------------


@EVERY_SIZE
def test_shares_are_shaded_and_full_only_where_they_are(pages: Mapping[str, Element], size: str) -> None:
    (table,) = pages[size].many("shares")
    cells = list(next(table.all("tbody")).all("td"))
    assert cells
    for cell in cells:
        part, whole = map(int, cell.text.split(" of ")) if " of " in cell.text else (0, 0)
        (kind,) = (each for each in cell.classes if each != "status")
        assert (kind == "full-share") == (0 < part == whole)
        assert (kind == "no-share") == (part == 0 < whole)
        assert (kind == "high-share") == (whole > part >= whole / 2 > 0)


@pytest.mark.parametrize("file", ["tables.css", "screen.css"])
def test_a_share_stands_out_from_its_shade(file: str) -> None:
    css = (TEMPLATES / file).read_text(encoding="utf-8")
    pairs = re.findall(r"-share \{ background: (#[0-9a-f]{6}); color: (#[0-9a-f]{6})", css)
    assert len(pairs) == 3
    assert all(contrast(*pair) >= 4.5 for pair in pairs)


def test_on_paper_each_component_has_a_table_of_ratings_in_words(
    edition: Edition, comparisons: Mapping[str, Comparison]
) -> None:
    found = comparisons["few"]
    root = parsed(printable_html_of(found, "/* faces */", str))
    tables = root.many("rates")
    assert len(tables) == len(edition.components)
    for row, entry in zip(
        zip(*(next(t.all("tbody")).all("tr") for t in tables), strict=True), found.entries, strict=True
    ):
        told = [cell.text for part in row for cell in part.all("td")]
        assert told == [RATING[each.rating] for each in entry.subcomponents]


@EVERY_SIZE
def test_every_bar_says_what_stands_below_it(pages: Mapping[str, Element], size: str) -> None:
    tables = [*pages[size].many("reach"), *pages[size].many("states"), *pages[size].many("parts")]
    cells = [cell for table in tables for cell in table.all("td") if any(cell.all("svg"))]
    assert len(cells) >= 6 * 3
    for cell in cells:
        told = next(cell.all("title")).text
        beside = cell.text.replace(told, "").strip()
        assert f": {beside} addressed" in told or (beside, "nothing applies" in told) == ("none applies", True)


@pytest.mark.parametrize("rating", Rating)
def test_every_rating_stands_out_from_its_field(rating: Rating) -> None:
    look = LOOKS[rating_badge(rating).look]
    assert contrast(look.light, look.paper) >= 4.5


@pytest.fixture
def loop(edition: Edition, audits: Mapping[str, Audit]) -> Comparison:
    """Three of a stack of four, each needed before another."""
    return compared(edition, stacked(entries_of(audits, "complete")[0]))


def test_a_stack_is_drawn_with_its_order_and_the_loop_in_it(loop: Comparison) -> None:
    (stack,) = loop.stacks
    drawn = drawn_stack(stack, str)
    assert sorted(" ".join(line for _, line in each.lines) for each in drawn.members if each.here) == [
        *("Closing", "Middle", "Opening")
    ]
    assert [each.lines[0][1] for each in drawn.members if not each.here] == ["Elsewhere"]
    assert Counter(each.back for each in drawn.arrows) == {False: 2, True: 1}
    places = [(each.x, each.y) for each in drawn.members]
    assert len(set(places)) == len(places)


def test_a_stack_stands_as_a_list_as_well(loop: Comparison) -> None:
    told = parsed(html_of(loop)).one(id="stacks").text
    assert "Elsewhere: not compared here" in told
    assert "Opening must be earned before Middle" in told
    (looped,) = loop.loops
    assert f"loop {', then '.join(looped)}, then {looped[0]} again" in told
    assert "5A-D1" in told


@pytest.mark.parametrize("text", ["W" * 3000, "a b " * 900, "", "Short", "\u4e2d" * 400], ids=lambda text: text[:3])
def test_a_title_is_broken_into_lines_that_fit(text: str) -> None:
    lines = broken(text, 200, 11, 3)
    assert len(lines) <= 3
    assert all(text_width(line, 11) <= 200 + 11 for line in lines)
    assert fitted(text, 10_000_000, 11) == text


# --- form ----------------------------------------------------------------------------------------------


@EVERY_SIZE
def test_filters_offer_what_rows_have(pages: Mapping[str, Element], size: str) -> None:
    rows = [row for row in pages[size].all("tr") if "data-entry" in row.attributes]
    main = [row for table in pages[size].many("ratings") for row in next(table.all("tbody")).all("tr")]
    selects = list(pages[size].all("select"))
    assert selects
    for select in selects:
        by = f"data-{select.attributes['data-by']}"
        offered = {option.attributes["value"]: option.text for option in select.all("option")}
        assert set(offered) == {"", *(row.attributes[by] for row in rows)}
        if by == "data-state":
            assert all(offered[row.attributes[by]] == next(row.all("td")).text for row in main)


@EVERY_SIZE
def test_headings_leave_out_no_level_and_names_are_given_once(pages: Mapping[str, Element], size: str) -> None:
    levels = [int(each.tag[1]) for each in pages[size].all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [each.attributes["id"] for each in pages[size].all() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    assert {each.attributes["href"][1:] for each in pages[size].all("a")} <= set(ids)
    regions = [each.attributes["aria-label"] for each in pages[size].many("region")]
    assert len(regions) == len(set(regions))


@EVERY_SIZE
def test_every_table_has_a_caption_and_every_heading_a_scope(pages: Mapping[str, Element], size: str) -> None:
    for table in pages[size].all("table"):
        assert table.elements[0].tag == "caption"
        assert table.elements[0].text
        assert all(head.attributes["scope"] in ("row", "col") for head in table.all("th"))
        widths = {len([cell for cell in row.elements if cell.tag in ("th", "td")]) for row in table.all("tr")}
        assert len(widths) == 1


def test_the_same_comparison_makes_the_same_bytes(edition: Edition, comparisons: Mapping[str, Comparison]) -> None:
    again = compared(edition, list(reversed(comparisons["few"].entries)))
    assert html_of(again) == html_of(comparisons["few"])


def test_the_page_grows_with_what_it_compares_and_no_faster(edition: Edition, audits: Mapping[str, Audit]) -> None:
    (entry,) = entries_of(audits, "complete")
    sizes = {count: len(html_of(compared(edition, shorn(entry, count)))) for count in (100, 200, 400)}
    assert sizes[400] - sizes[200] < 2.2 * (sizes[200] - sizes[100])
    assert sizes[400] < 5_000_000


def shorn(entry: Entry, count: int) -> list[Entry]:
    """Return copies whose evidence is the same, so that they are no lookalikes."""
    return [replace(each, evidence=(), competency="") for each in copies(entry, count)]


def test_paper_says_what_it_leaves_out_of_many(edition: Edition, audits: Mapping[str, Audit]) -> None:
    (entry,) = entries_of(audits, "complete")
    root = parsed(printable_html_of(compared(edition, shorn(entry, 130)), "/* faces */", str))
    assert "With 130 micro-credentials, this document has the totals" in root.one("header").text
    assert not root.many("reach")
    assert not root.many("ratings")
    assert not root.many("choices")
    assert all("against" in row.classes for t in root.many("ledger") for row in next(t.all("tbody")).all("tr"))
    assert len(list(next(root.one("table", of="profiles").all("tbody")).all("tr"))) == 130
