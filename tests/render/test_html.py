"""An audit as HTML: nothing hostile gets in, nothing is loaded, everybody can read it, and nothing is left out."""

from __future__ import annotations

import base64
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from mcaudit.audit.engine import audit as audit_of
from mcaudit.media.plain import plain
from mcaudit.model import (
    Actor,
    Audit,
    Basis,
    Counts,
    Edition,
    Gate,
    Profile,
    Rating,
    Status,
    Suggestion,
    Verdict,
)
from mcaudit.render.document.content import content_of
from mcaudit.render.document.depth import Depth
from mcaudit.render.document.html import html_of, printable_html_of
from mcaudit.render.document.items import kind_of
from mcaudit.render.document.values import link
from mcaudit.terms.words import RATING, STATUS
from tests.conftest import COMPLETE, ROOT, Run, changed, profile_of
from tests.render.conftest import CASES
from tests.render.elements import Element, parsed
from tests.render.hostile import TEXTS, repeating, twins

TEMPLATES = ROOT / "mcaudit" / "render" / "document" / "templates"
STYLES = ROOT / "mcaudit" / "media" / "templates"
EVERY_CASE = pytest.mark.parametrize("name", CASES)
EVERY_DEPTH = pytest.mark.parametrize("depth", list(Depth))
Html = Callable[[str, Depth], str]
Page = Callable[[str, Depth], Element]


@pytest.fixture(scope="module")
def html(audits: Mapping[str, Audit]) -> Html:
    """Return the page about an audit, made once."""
    return cache(lambda name, depth: html_of(content_of(audits[name], depth)))


@pytest.fixture(scope="module")
def page(html: Html) -> Page:
    """Return the page about an audit as a tree, read once."""
    return cache(lambda name, depth: parsed(html(name, depth)))


# --- hostile text ----------------------------------------------------------------------------------


def skeleton(root: Element) -> Iterator[tuple[str, ...]]:
    """Yield every element with its attributes; what a profile may choose is left out: where a link leads."""
    for element in root.all():
        if element.tag == "a" and "rel" in element.attributes:
            assert set(element.attributes) == {"href", "rel", "class"}
        elif element.attributes.get("name") == "description":
            yield ("description",)
        else:
            yield element.tag, *(f"{name}={value}" for name, value in element.attributes.items())


@EVERY_DEPTH
def test_hostile_text_changes_no_element_and_no_attribute(page: Page, depth: Depth) -> None:
    assert list(skeleton(page("hostile", depth))) == list(skeleton(page("harmless", depth)))


def test_hostile_text_changes_nothing_on_paper_either(audits: Mapping[str, Audit]) -> None:
    on_paper = {
        name: parsed(printable_html_of(content_of(audits[name], Depth.FULL), "/* faces */", str.upper))
        for name in ("hostile", "harmless")
    }
    assert list(skeleton(on_paper["hostile"])) == list(skeleton(on_paper["harmless"]))
    assert not list(on_paper["hostile"].all("script", "form", "input", "button"))
    assert on_paper["hostile"].one("h1").text == seen(audits["hostile"].profile.title).upper()


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text)[:40])
def test_a_hostile_text_that_repeats_is_shown_to_reviewers_as_it_was_written(edition: Edition, text: str) -> None:
    hostile, harmless = (
        parsed(html_of(content_of(audited(edition, profile_of(repeating(f"{said} in four whole words"))), Depth.FULL)))
        for said in (text, "harmless")
    )
    assert list(skeleton(hostile)) == list(skeleton(harmless))
    assert f"“{seen(text)} in four whole words” (1A, 1G, 3D)" in hostile.one("section", id="notices").text


@EVERY_DEPTH
@EVERY_CASE
def test_no_attribute_loads_runs_or_styles(page: Page, name: str, depth: Depth) -> None:
    names = {attribute for element in page(name, depth).all() for attribute in element.attributes}
    assert names <= {
        *("aria-label", "charset", "class", "content", "hidden", "href", "http-equiv", "id", "lang", "name", "rel"),
        *("autocomplete", "data-at", "data-by", "data-filters", "data-shown", "for", "type", "value"),
        *("data-component", "data-criterion", "data-level", "data-matter", "data-status", "role", "scope"),
        *("fill", "height", "stroke", "stroke-dasharray", "stroke-width", "viewbox", "width", "x", "xmlns", "y"),
    }


@EVERY_DEPTH
@EVERY_CASE
def test_every_link_leads_into_the_page_to_a_site_or_to_somebody(page: Page, name: str, depth: Depth) -> None:
    for element in page(name, depth).all():
        target = element.attributes.get("href")
        if target is None:
            continue
        assert element.tag == "a"
        assert re.fullmatch(r"#[\w-]+|https?://[^\s\"'<>`\\]+|mailto:[^\s\"'<>`\\]+", target)
        assert target.isprintable()
        if not target.startswith("#"):
            assert element.text == target
            assert element.attributes["rel"] == "noreferrer"


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "JAVASCRIPT:alert(1)//https://", "java\tscript:alert(1)", "vbscript:x", "file:///etc"),
        *("data:text/html,x", "//evil.example.org", "/etc/passwd", "x", "", "ftp://example.org", "http:javascript:x"),
        *("http://a b", 'http://a"b', "http://a'b", "http://a<b", "http://a`b", "http://a\\b", "http://a\nb"),
        *("http://a\0b", "http://a\u202eb", "http://a\u200bb", "\u200bhttp://a.org"),
    ],
    ids=repr,
)
def test_an_address_that_may_not_be_followed_is_no_link(address: str) -> None:
    assert link(address) == ""


@pytest.mark.parametrize("address", ["http://a.org/(b)?c=d&e#f", "HTTPS://A.org", "mailto:a@b.org", " http://a.org\n"])
def test_an_address_that_may_be_followed_is_a_link_as_it_stands(address: str) -> None:
    assert link(address) == address.strip()


@EVERY_DEPTH
def test_the_only_style_and_script_are_ours(html: Html, page: Page, depth: Depth) -> None:
    root = page("hostile", depth)
    (style,), (script,) = root.one("style").holds, root.one("script").holds
    assert script == (TEMPLATES / "report.js").read_text(encoding="utf-8")
    assert [style] == page("minimal", Depth.SUMMARY).one("style").holds
    rest = str(style)
    for file in ("base.css", "screen.css"):
        text = (STYLES / file).read_text(encoding="utf-8")
        assert text in rest
        rest = rest.replace(text, "")
    icon = r'\.pill\.[a-z-]+::before { background-image: url\("data:image/svg\+xml;base64,[\w+/=]+"\); }'
    assert re.fullmatch(rf"\s*({icon}\s+)+@media \(prefers-color-scheme: dark\) {{\s+({icon}\s+)+}}", rest)
    assert html("hostile", depth).count("<script") == html("hostile", depth).count("<style") == 1


@EVERY_DEPTH
def test_hostile_text_is_read_as_it_was_written(page: Page, edition: Edition, depth: Depth) -> None:
    told, calm = page("hostile", depth).text, page("harmless", depth).text
    shown = {
        place: planted
        for place, planted in twins(edition).planted.items()
        if " ".join(planted.harmless.split()) in calm
    }
    for place, planted in shown.items():
        assert " ".join(plain(planted.hostile).split()) in told, place
    assert ("title",) in shown
    if depth is Depth.FULL:
        assert {place[-1] for place in shown if isinstance(place[-1], str)} >= {
            *("title", "name", "url", "path", "description", "section", "reason", "value", "wording", "authors"),
        }
        words = " ".join(planted.hostile for planted in shown.values())
        assert [text for text in TEXTS if text not in words] == []


@EVERY_DEPTH
def test_no_mark_that_nobody_sees_gets_through(html: Html, depth: Depth) -> None:
    kinds = {unicodedata.category(each) for each in set(html("hostile", depth)) - {"\n"}}
    assert not kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    if depth is Depth.FULL:
        for mark in (r"\u202e", r"\u0000", r"\u001b", r"\u2066", r"\u200b", r"\ufeff"):
            assert mark in html("hostile", depth)


def test_a_title_is_told_in_the_head_as_text(page: Page, audits: Mapping[str, Audit]) -> None:
    title = audits["hostile"].profile.title
    head = page("hostile", Depth.FULL).one("head")
    assert head.one("title").text == f"Audit: {title}"
    (description,) = (e for e in head.all("meta") if e.attributes.get("name") == "description")
    assert title in description.attributes["content"]


# --- nothing is loaded -----------------------------------------------------------------------------


def hashed(text: Element | str) -> str:
    return f"'sha256-{base64.b64encode(sha256(str(text).encode()).digest()).decode()}'"


@EVERY_DEPTH
def test_the_policy_of_the_page_lets_in_its_own_style_and_script_and_nothing_else(page: Page, depth: Depth) -> None:
    root = page("hostile", depth)
    (meta,) = (e for e in root.all("meta") if e.attributes.get("http-equiv") == "Content-Security-Policy")
    directives = dict(each.strip().split(" ", 1) for each in meta.attributes["content"].split(";"))
    assert directives == {
        "default-src": "'none'",
        "style-src": hashed(root.one("style").holds[0]),
        "script-src": hashed(root.one("script").holds[0]),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    before = [element.tag for element in root.one("head").elements]
    assert before.index("meta") < before.index("style")
    assert root.one("head").elements.index(meta) == 1


def test_the_style_asks_for_nothing_but_small_drawings_in_itself(page: Page) -> None:
    style = str(page("complete", Depth.FULL).one("style").holds[0])
    assert not re.search(r"@import|@font-face|image-set|expression|-moz-binding|[^-]behavior:", style)
    addresses = re.findall(r"url\(([^)]*)\)", style)
    assert len(addresses) == 2 * (len(Status) + 1)  # light and dark, and waived
    for address in addresses:
        kind, _, body = address.strip('"').partition(",")
        assert kind == "data:image/svg+xml;base64"
        assert re.fullmatch(
            r'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 16 16"><path d="[^"<]*" fill="none" '
            r'stroke="#[0-9a-f]{6}" stroke-width="2\.2"/></svg>',
            base64.b64decode(body).decode(),
        )


def test_the_script_asks_for_nothing(page: Page) -> None:
    script = str(page("complete", Depth.FULL).one("script").holds[0])
    assert not re.search(r"fetch|XMLHttp|import\b|eval|Function\(|innerHTML|outerHTML|document\.write|https?:", script)


# --- colours ---------------------------------------------------------------------------------------

STATUSES = ("met", "partly", "unsupported", "open", "silent", "failed", "none", "waived")
ON_PAPER = ("ink", "soft", "strong", "link", *STATUSES)
ON_PANEL = ("ink", "soft", "strong", "link", "unsupported")
"""What stands on the panel of an answer or of the filters."""
ON_STATUS = ("ink",)
"""What stands on a verdict besides the verdict's own word."""


def properties(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", css))


def colours(theme: str) -> dict[str, str]:
    base = properties((STYLES / "base.css").read_text(encoding="utf-8"))
    dark = properties((STYLES / "screen.css").read_text(encoding="utf-8"))
    assert set(dark) == set(base)
    return dark if theme == "dark" else base


def luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 reckons it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_the_standard_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_stand_out_from_what_they_stand_on(theme: str) -> None:
    of = colours(theme)
    pairs = [
        *((name, "paper") for name in ON_PAPER),
        *((name, "panel") for name in ON_PANEL),
        *((name, f"{name}-paper") for name in STATUSES),
        *((name, f"{status}-paper") for name in ON_STATUS for status in ("met", "failed", "open", "none")),
    ]
    weak = {pair: contrast(of[pair[0]], of[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


def test_every_colour_of_the_sheets_is_one_of_those_that_are_reckoned() -> None:
    """A colour that is written out where it is used would escape the reckoning."""
    known = {*ON_PAPER, "paper", "panel", "rule", *(f"{status}-paper" for status in STATUSES)}
    assert set(colours("light")) == known
    for file in ("base.css", "screen.css"):
        css = (STYLES / file).read_text(encoding="utf-8")
        assert set(re.findall(r"var\(--([a-z-]+)\)", css)) <= known
        rules = re.sub(r":root \{[^}]*\}|/\*.*?\*/", "", css)
        written = [line for line in rules.split("\n") if re.search(r"#[0-9a-fA-F]{3,8}\b|rgb|hsl", line)]
        assert all(line.startswith(".key.") for line in written), written


def drawn(theme: str, kind: str, page: Page) -> tuple[str, str]:
    """Return the fill and the edge of a kind of segment in a theme: a sheet overrides what the drawing says."""
    of = colours(theme)
    found = (e for n in CASES for e in page(n, Depth.FULL).all("rect") if {"seg", kind} <= set(e.classes))
    segment = next(found)
    fill, edge = segment.attributes["fill"], segment.attributes["stroke"]
    css = (STYLES / "screen.css").read_text(encoding="utf-8")
    if match := re.search(rf"\.bar \.seg\.{kind} {{ fill: var\(--([\w-]+)\); stroke: var\(--([\w-]+)\); }}", css):
        fill, edge = of[match[1]], of[match[2]]
    return fill, edge


@pytest.mark.parametrize("kind", ["met", "open", "unsupported", "partly", "failed", "silent"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_part_of_a_bar_stands_out_from_the_page(page: Page, theme: str, kind: str) -> None:
    paper = colours(theme)["paper"]
    assert max(contrast(colour, paper) for colour in drawn(theme, kind, page)) >= 3


@pytest.mark.parametrize("kind", ["met", "open", "unsupported", "partly", "failed", "silent"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_legend_has_the_colours_of_the_bars(page: Page, theme: str, kind: str) -> None:
    css = (STYLES / "base.css").read_text(encoding="utf-8") + (STYLES / "screen.css").read_text(encoding="utf-8")
    rules = re.findall(rf"\.key\.{kind}::before {{ background: ([^;]+); border-color: ([^;]+);", css)
    told = tuple(colours(theme)[part[6:-1]] if part.startswith("var(--") else part for part in rules[-1])
    assert told == drawn(theme, kind, page)


# --- structure -------------------------------------------------------------------------------------


@EVERY_DEPTH
@EVERY_CASE
def test_there_is_one_main_heading_and_no_level_is_left_out(page: Page, name: str, depth: Depth) -> None:
    levels = [int(element.tag[1]) for element in page(name, depth).all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(element.text for element in page(name, depth).all("h1", "h2", "h3", "h4"))


@EVERY_DEPTH
@EVERY_CASE
def test_every_name_in_the_page_is_given_once_and_every_link_to_one_arrives(
    page: Page, name: str, depth: Depth
) -> None:
    root = page(name, depth)
    ids = Counter(element.attributes["id"] for element in root.all() if "id" in element.attributes)
    assert [id for id, count in ids.items() if count > 1] == []
    assert all(re.fullmatch(r"[\w-]+", id) for id in ids)
    wanted = {e.attributes["href"][1:] for e in root.all("a") if e.attributes["href"].startswith("#")}
    assert wanted <= set(ids)
    assert {element.attributes["for"] for element in root.all("label")} <= set(ids)
    for element in root.all("a"):
        assert element.text
        assert not element.elements, "a link holds words alone"


@EVERY_DEPTH
@EVERY_CASE
def test_every_table_says_what_it_holds_and_what_its_headings_are_of(page: Page, name: str, depth: Depth) -> None:
    tables = list(page(name, depth).all("table"))
    assert tables
    for table in tables:
        assert table.elements[0].tag == "caption"
        assert table.elements[0].text
        assert all(th.attributes.get("scope") in ("row", "col") for th in table.all("th"))
        assert all(th.attributes["scope"] == "col" for head in table.all("thead") for th in head.all("th"))
        widths = {len(row.elements) for row in table.all("tr")}
        assert len(widths) == 1
        for row in (row for body in table.all("tbody") for row in body.elements):
            assert [cell.tag for cell in row.elements] == ["th"] + ["td"] * (len(row.elements) - 1)
            assert row.elements[0].attributes["scope"] == "row"


@EVERY_DEPTH
@EVERY_CASE
def test_the_page_tells_its_language_and_its_parts(page: Page, name: str, depth: Depth) -> None:
    root = page(name, depth)
    assert root.tag == "html"
    assert root.attributes["lang"] == "en"
    assert root.one("head").one("title").text.endswith(root.one("h1").text)
    assert root.one("main").attributes["id"] == "main"
    first = root.one("body").elements[0]
    assert (first.tag, first.attributes["href"]) == ("a", "#main")


@EVERY_CASE
def test_every_subcomponent_and_criterion_has_one_place_in_the_sources_order(
    page: Page, edition: Edition, name: str
) -> None:
    root = page(name, Depth.FULL)
    subs = [section.attributes["id"] for section in root.many("subcomponent")]
    assert subs == [sub.id for sub in edition.subcomponents]
    assert len(subs) == 24
    for sub, section in zip(edition.subcomponents, root.many("subcomponent"), strict=True):
        order = [criterion.id for criterion in sub.criteria]
        for kind in ("criterion", "gap"):
            ids = [each.attributes["id"] for each in section.many(kind)]
            assert ids == sorted(ids, key=order.index)
        found = {each.attributes["id"]: each for each in (*section.many("criterion"), *section.many("gap"))}
        assert set(found) == set(order)
        assert section.one("h3").text.startswith(f"{sub.id} {sub.title}")
        assert section.one("p", of="question").text == " ".join(sub.question.split())
        for criterion in sub.criteria:
            each = found[criterion.id]
            assert each.one(of="asks").text == f"{' '.join(criterion.text.split())}."
            assert each.text.startswith(f"{criterion.id} {criterion.title}")
            assert each.attributes["data-level"] == criterion.level
            assert (f"Source: {criterion.place}" in each.text) is ("criterion" in each.classes)
    assert len([each for each in root.all() if "data-criterion" in each.attributes]) == len(edition.criteria)


@EVERY_CASE
def test_the_status_of_every_criterion_is_the_audits_in_words_and_for_the_filters(
    page: Page, audits: Mapping[str, Audit], name: str
) -> None:
    root, waived = page(name, Depth.FULL), waived_in(audits[name])
    offered = {each.attributes["value"] for each in root.one("select", id="f-status").all("option")}
    words = {each.attributes["value"]: each.text for each in root.one("select", id="f-status").all("option")}
    for finding in audits[name].findings:
        section = root.one("section", "li", id=finding.criterion)
        expected = "waived" if finding.criterion in waived else str(finding.status)
        assert section.attributes["data-status"] == expected
        assert expected in offered
        also = ["waived"] if finding.criterion in waived else []
        if section.tag == "li":
            assert finding.status is Status.NOT_STATED
            assert [pill.text for pill in section.many("pill")] == also
        else:
            assert [pill.text for pill in section.one("h4").many("pill")] == [words[finding.status], *also]
            assert normal(finding.message) in normal(section.text)


@EVERY_CASE
def test_what_is_not_addressed_stands_on_a_line_each_under_one_mark(
    page: Page, audits: Mapping[str, Audit], name: str
) -> None:
    root, waived = page(name, Depth.FULL), waived_in(audits[name])
    findings = {finding.criterion: finding for finding in audits[name].findings}
    for box in root.many("unaddressed"):
        assert next(iter(box.many("pill"))).classes == ["pill", "not-stated"]
        for line in box.many("gap"):
            finding = findings[line.attributes["id"]]
            if finding.criterion in waived or not finding.needed:
                continue
            if finding.actor is Actor.STATE:
                assert "Only the state can say this." in line.text
            else:
                assert all(seen(label) in line.text for label in finding.missing)
            assert finding.remedy not in line.text
    lines = {line.attributes["id"] for line in root.many("gap")}
    blocks = {each.attributes["id"] for each in root.many("criterion")}
    silent = {finding.criterion for finding in findings.values() if finding.status is Status.NOT_STATED}
    assert lines <= silent
    assert {findings[id].basis for id in silent & blocks} <= {Basis.REPEATED}


def test_the_cases_have_every_status_and_rating(audits: Mapping[str, Audit]) -> None:
    assert {finding.status for name in CASES for finding in audits[name].findings} == set(Status)
    ratings = {result.rating for name in CASES for result in audits[name].subcomponents}
    assert ratings >= set(Rating) - {Rating.EXEMPLARY}


def test_every_status_rating_and_verdict_has_a_look(page: Page) -> None:
    style = str(page("complete", Depth.FULL).one("style").holds[0])
    for status in Status:
        assert f".pill.{status.replace('_', '-')}::before" in style
    plain_ones = (Rating.NOT_APPLICABLE,)
    for rating in set(Rating) - set(plain_ones):
        assert f".rating.{rating.replace('_', '-')}" in style
    for verdict in Verdict:
        assert f".verdict.{verdict.replace('_', '-')} .word" in style


def test_only_a_pass_and_ready_are_green_and_silence_is_neither_green_nor_red(page: Page) -> None:
    style = str(page("complete", Depth.FULL).one("style").holds[0])
    green = [rule for rule in re.findall(r"([^{}]+) \{[^}]*var\(--met\)", style) if ".verdict" in rule]
    assert set(re.findall(r"\.verdict\.([\w-]+)", " ".join(green))) == {"pass", "ready"}
    for theme in ("light", "dark"):
        red, green_part, blue = (int(colours(theme)["silent"][at : at + 2], 16) for at in (1, 3, 5))
        assert max(red, green_part, blue) - min(red, green_part, blue) < 32


def waived_in(audit: Audit) -> set[str]:
    return {name for requirement in audit.requirements if requirement.waiver for name in requirement.members}


def normal(text: str) -> str:
    """Return a text without what a sentence may change of it: its first letter, the stop at its end, and its quotes."""
    return re.sub("[`“”]", "", " ".join(plain(text).split())).rstrip(".").casefold()


# --- bars ------------------------------------------------------------------------------------------

KINDS = (
    ("met", "met"),
    ("open", "awaiting_review"),
    ("unsupported", "unsupported"),
    ("partly", "partly_met"),
    ("failed", "not_met"),
    ("silent", "not_stated"),
)


def told(title: str) -> Counts:
    """Return the counts that a bar's words tell."""
    parts = title.rpartition(": ")[2].split(", ")
    if parts[0] == "nothing applies":
        rest = {words.replace(" ", "_"): int(count) for count, words in (part.split(" ", 1) for part in parts[1:])}
        return Counts(**rest)
    found = re.fullmatch(
        r"(\d+) of (\d+) addressed, (\d+) not addressed, (\d+)(?: to (\d+))? met", ", ".join(parts[:3])
    )
    assert found, title
    rest = {words.replace(" ", "_"): int(count) for count, words in (part.split(" ", 1) for part in parts[3:])}
    counts = Counts(met=int(found[4]), not_stated=int(found[3]), **rest)
    assert (counts.addressed, counts.total) == (int(found[1]), int(found[2]))
    assert counts.ceiling == int(found[5] or found[4])
    return counts


def assert_drawn(bar: Element, counts: Counts) -> None:
    """Hold a bar to the counts that it shows: its words, and the width of its parts."""
    title = bar.elements[0]
    assert title.tag == "title"
    assert told(title.text) == counts
    if not counts.total:
        assert [part.classes for part in bar.elements[1:]] == [["seg", "none"]]
        return
    expected = [(kind, getattr(counts, field)) for kind, field in KINDS if getattr(counts, field)]
    assert [part.classes[1] for part in bar.elements[1:]] == [kind for kind, _ in expected]
    whole, at = float(bar.attributes["width"]), 0.0
    for part, (_, count) in zip(bar.elements[1:], expected, strict=True):
        share = whole * count / counts.total
        left, width, edge = (float(part.attributes[key]) for key in ("x", "width", "stroke-width"))
        assert left - edge / 2 > at
        assert left + width + edge / 2 == pytest.approx(at + share, abs=0.6)
        at += share


@pytest.mark.parametrize("depth", [Depth.SUMMARY, Depth.FULL])
@EVERY_CASE
def test_the_chart_shows_and_tells_the_counts_of_every_component(
    page: Page, audits: Mapping[str, Audit], name: str, depth: Depth
) -> None:
    audit = audits[name]
    rows = page(name, depth).one("table", of="chart").one("tbody").elements
    wholes = [*(component.score.required for component in audit.components), audit.score.required]
    labels = [*(f"{component.number} {component.title}" for component in audit.edition.components), "All five"]
    for row, label, counts in zip(rows, labels, wholes, strict=True):
        (bar,) = row.all("svg")
        assert bar.attributes["role"] == "img"
        assert_drawn(bar, counts)
        head, _, addressed, met, *others = (cell.text for cell in row.elements)
        assert head == label
        assert addressed == (f"{counts.addressed} of {counts.total}" if counts.total else "–")
        assert met == (ranged(counts) if counts.total else "–")
        failed = counts.not_met + counts.partly_met
        assert others == [str(n) for n in (counts.awaiting_review, counts.unsupported, failed, counts.not_stated)]


@EVERY_CASE
def test_the_glance_shows_and_tells_the_counts_of_every_subcomponent(
    page: Page, audits: Mapping[str, Audit], name: str
) -> None:
    rows = page(name, Depth.FULL).one("table", of="glance").one("tbody").elements
    for row, result in zip(rows, audits[name].subcomponents, strict=True):
        assert row.elements[0].text.startswith(result.id)
        (bar,) = row.all("svg")
        assert_drawn(bar, result.score.required)
        required, desired = result.score.required, result.score.desired
        assert [cell.text for cell in row.elements[3:]] == [
            f"{required.addressed} of {required.total}" if required.total else "–",
            ranged(required) if required.total else "–",
            f"{ranged(desired)} of {desired.total}" if desired.total else "–",
        ]
        assert row.elements[1].text == RATING[result.rating]
        assert row.elements[1].one("span").classes == ["rating", result.rating.replace("_", "-")]


def ranged(counts: Counts) -> str:
    return f"{counts.floor}" if counts.floor == counts.ceiling else f"{counts.floor} to {counts.ceiling}"


def test_the_cases_draw_every_kind_of_part(page: Page) -> None:
    drawn_kinds = {part.classes[1] for name in CASES for part in page(name, Depth.FULL).many("seg")}
    assert drawn_kinds == {"met", "open", "unsupported", "partly", "failed", "silent", "none"}


# --- nothing is left out ---------------------------------------------------------------------------

NAME = r"\d[A-H]-(?:D?\d+|any)"


def listed(page: Element, key: str, edition: Edition) -> list[tuple[str, str]]:
    """Return what a list of items names, stretches written out, each with why it is there."""
    found = [section for section in page.many("items") if section.attributes["id"] == f"items-{key}"]
    named: list[tuple[str, str]] = []
    order = [criterion.id for criterion in edition.criteria]
    for item in (item for section in found for item in section.one("ul").elements):
        names, _, why = item.text.partition(": ")
        for stretch in written_as_ids(names, edition).split(", "):
            first, _, last = stretch.partition(" to ")
            assert re.fullmatch(NAME, first), item.text
            inside = order[order.index(first) : order.index(last) + 1] if last else [first]
            named.extend((each, why) for each in inside)
    for section in found:
        assert section.one("h3").text.endswith(f"({len(named)})")
    return named


def written_as_ids(names: str, edition: Edition) -> str:
    """Return names with each group, which is written as its members, by its id."""
    for group in (group for sub in edition.subcomponents for group in sub.groups):
        *most, last = group.members
        names = names.replace(f"any one of {', '.join(most)} or {last}", group.id)
    return names


OPEN = (
    *(Basis.TOO_FEW, Basis.NO_AGREEMENT, Basis.CANNOT_TELL, Basis.STALE, Basis.CONTRADICTS_FACTS),
    *(Basis.UNREVIEWED, Basis.UNCONFIRMED, Basis.CLAIMED_NOT_APPLICABLE),
)


def with_basis(*bases: Basis) -> Callable[[Audit], list[str]]:
    return lambda audit: [finding.criterion for finding in audit.findings if finding.basis in bases]


KEPT: dict[str, Callable[[Audit], list[str]]] = {
    "waived": lambda audit: [result.waiver.requirement for result in audit.waivers],
    "claimed": lambda audit: [f.criterion for f in audit.findings if (f.status, f.basis) == (Status.MET, Basis.FACTS)],
    "policy": with_basis(Basis.POLICY),
    "decided": with_basis(Basis.CONSENSUS, Basis.ADJUDICATION),
    "open": with_basis(*OPEN),
    "conflict": with_basis(Basis.CONFLICT),
    "uncited": with_basis(Basis.UNCITED),
    "not-addressed": with_basis(Basis.MISSING, Basis.EMPTY, Basis.REPEATED),
    "state": lambda audit: [f.criterion for f in audit.findings if f.actor is Actor.STATE],
    "skipped": with_basis(Basis.SKIP, Basis.OPTIONAL),
    "not-applicable": lambda audit: [
        f.criterion
        for f in audit.findings
        if f.status is Status.NOT_APPLICABLE and f.basis not in (Basis.SKIP, Basis.OPTIONAL)
    ],
    "alternatives": lambda audit: [f.criterion for f in audit.findings if not f.needed],
}
"""The kinds of items that are listed by name, and which they are."""


@pytest.mark.parametrize("key", KEPT)
@EVERY_CASE
def test_every_item_of_a_kind_is_listed_by_name_and_why(
    page: Page, audits: Mapping[str, Audit], edition: Edition, name: str, key: str
) -> None:
    audit = audits[name]
    messages = {finding.criterion: finding.message for finding in audit.findings}
    named = listed(page(name, Depth.FULL), key, edition)
    assert sorted(each for each, _ in named) == sorted(KEPT[key](audit))
    for each, why in named:
        if key != "waived":
            assert normal(why) == normal(messages[each])


def test_the_cases_have_items_of_every_kind_and_nothing_else_is_listed(audits: Mapping[str, Audit], page: Page) -> None:
    assert [key for key, of in KEPT.items() if not any(of(audits[name]) for name in CASES)] == []
    keys = {section.attributes["id"][6:] for name in CASES for section in page(name, Depth.FULL).many("items")}
    assert keys == set(KEPT)


@pytest.mark.parametrize("basis", Basis)
def test_every_basis_has_its_list(basis: Basis, audits: Mapping[str, Audit]) -> None:
    finding = replace(audits["complete"].findings[0], basis=basis, status=Status.MET)
    assert kind_of(finding) in KEPT
    contradicted = replace(finding, status=Status.NOT_MET)
    assert bool(kind_of(contradicted)) is (basis is not Basis.FACTS)


def test_a_waiver_is_told_with_what_became_of_it_why_by_whom_and_until_when(page: Page, edition: Edition) -> None:
    told = dict(listed(page("tailored", Depth.FULL), "waived", edition))
    assert told == {
        "1G-1": "Not enforced until 2026-06-30. By Office: Why 1G-1 waits.",
        "5A-any": "Not enforced until 2026-06-30. By Office: Why 5A-any waits.",
        "1F-1": "Not enforced until 2026-06-30. By Office: Why 1F-1 waits.",
        "2A-1": "Not needed: it is met or does not apply. By Office: Why 2A-1 waits.",
        "3E-1": "Expired on 2025-12-31 and no longer counts. By Office: Why 3E-1 waits.",
    }
    at = page("tailored", Depth.FULL).one("section", "li", id="1G-1")
    assert "Waived: Why 1G-1 waits. By Office, until 2026-06-30." in at.text
    required = page("tailored", Depth.FULL).one("section", "li", id="1C-D3")
    assert "desired and required by the policy ohio" in required.text


def test_a_page_about_nothing_says_that_there_is_nothing(page: Page, edition: Edition) -> None:
    root = page("minimal", Depth.FULL)
    assert "The profile lists no document." in root.one("section", id="dossier").text
    assert root.one("section", id="roles").text.count("The profile does not say.") == 5
    assert root.text.count("The profile does not answer this.") == 24
    assert "No subcomponent meets all of its required criteria yet." in root.text


def test_what_the_reviewers_decided_is_told_with_their_reason(page: Page) -> None:
    root = page("decided", Depth.FULL)
    for criterion, word, how in (
        ("1A-1", "partly met", "by the reviewers' consensus"),
        ("1F-6", "not met", "by adjudication"),
        ("3B-D3", "not applicable", "by the reviewers' consensus"),
    ):
        section = root.one("section", id=criterion)
        assert word in section.one("h4").text
        assert f"Decided {how}." in section.text
        assert f"Why {criterion} is so" in section.text


def test_what_is_said_in_words_stands_under_each_criterion_that_it_names(page: Page) -> None:
    root = page("spoken", Depth.FULL)
    for id in ("1E-4", "1D-2", "1D-3"):
        statement = root.one("section", id=id).one("p", of="statement")
        assert statement.text == "Statement: “Earners hand in two videos.” (D1 Outcomes)"
    for id in ("3C-1", "3E-1"):
        section = root.one("section", id=id)
        assert "the same text stands for too many criteria" in section.one("p", of="statement").text
        assert section.attributes["data-status"] == "not_stated"


def test_what_a_page_gives_as_ranges_choices_and_prices_reads_as_people_write_it(page: Page) -> None:
    roles = page("spoken", Depth.FULL).one("section", id="roles").text
    for told in (
        "$0",
        "$1,250 for others",
        "about $40: for the book",
        "10 to 20",
        "in person, online",
        "Description: ask us",
    ):
        assert told.replace("$0", "free for members") in roles
    answer = page("spoken", Depth.FULL).one("section", id="1F").text
    for told in ("Cost: borrow it", "Cost: free online", "print, online", "Price: at most 12", "List complete: yes"):
        assert told in answer
    assert "Typical hours: about 15" in page("spoken", Depth.FULL).one("section", id="2F").text
    benefit = page("spoken", Depth.FULL).one("section", id="1G").text
    assert "Benefit: lorem ipsum (only a placeholder, which says nothing)" in benefit


def test_a_conflict_names_the_entry_and_the_part_of_it(page: Page) -> None:
    root = page("spoken", Depth.FULL)
    assert (
        root.one("section", id="1F").one("p", of="conflict").text == "Sources disagree about Resources, “A book”, Cost:"
    )
    assert "purchase (D1 p. 1)" in root.one("section", id="1F").text
    notices = root.one("section", id="notices")
    assert "Sources disagree about Cost, entry 2, Amount: 1250 (D1 p. 1) 1300 (D1 p. 2)" in notices.text
    assert "Odd." in notices.text


def test_reviewers_are_told_of_remarks_and_of_texts_that_refer_elsewhere(page: Page) -> None:
    notices = page("spoken", Depth.FULL).one("section", id="notices")
    assert [item.text for item in notices.one("ul", of="repeats").elements] == ["“Please see our website.” (3D)"]
    assert [item.text for item in notices.one("ul", of="remarks").elements] == [
        "“The page gives two prices.” (D1) About 1F-6.",
        "“The price may be old.”",
        "“The list names the book twice.” About 1F.",
    ]
    assert not [each for each in page("minimal", Depth.FULL).all("section") if each.attributes.get("id") == "notices"]


@EVERY_DEPTH
def test_who_described_it_and_what_was_not_read_is_told_beside_the_verdict(page: Page, depth: Depth) -> None:
    cover = page("spoken", depth).one("header").text
    assert "Submitted by Pat Lee, Acme Teachers on 2026-01-05." in cover
    assert "This micro-credential offers no learning opportunities (2A)" in cover
    assert "Only a part of these documents was read: The page." in cover


def test_a_document_may_be_an_excerpt_unseen_or_not_kept(page: Page) -> None:
    root = page("spoken", Depth.FULL).one("section", id="dossier")
    assert "Only a part of it was read." in root.one("li", id="document-1").text
    memo = root.one("li", id="document-2").text
    assert "D2 The memo (letter), the day it was seen is not given. Nobody kept it, and it has no address." in memo


def test_who_acts_what_is_suggested_and_what_could_be_added_is_told(page: Page, audits: Mapping[str, Audit]) -> None:
    suggested = added = 0
    for name in CASES:
        for finding in audits[name].findings:
            section = page(name, Depth.FULL).one("section", "li", id=finding.criterion)
            if section.tag == "li":
                continue
            acts = (
                finding.actor is not Actor.NOBODY
                and finding.needed
                and finding.criterion not in waived_in(audits[name])
            )
            assert ("Who acts: " in section.text) is acts
            if finding.suggestion is not Suggestion.NONE:
                assert f"the facts suggest {STATUS[Status(finding.suggestion)]}." in section.text
                suggested += 1
            if finding.provider_could_add:
                assert f"The provider could add: {seen(', '.join(finding.provider_could_add))};" in section.text
                added += 1
    assert suggested
    assert added


def test_the_words_beside_a_fact_are_shown_with_it(page: Page, audits: Mapping[str, Audit]) -> None:
    for finding in audits["complete"].findings:
        sub = page("complete", Depth.FULL).one("section", id=finding.criterion.partition("-")[0])
        for each in finding.beside:
            assert seen(each.text) in sub.text


def steps(page: Page, name: str) -> dict[str, list[str]]:
    items = page(name, Depth.SUMMARY).one("ol", of="steps").elements
    found: dict[str, list[str]] = {}
    for item in items:
        found.setdefault(item.one("b").text.removesuffix(":"), []).append(item.text)
    return found


def test_the_next_steps_tell_the_provider_the_state_and_the_reviewers_apart(
    page: Page, audits: Mapping[str, Audit]
) -> None:
    for name in CASES:
        gating = [each for each in audits[name].requirements if each.gates]
        for who, actor in (("Provider", Actor.PROVIDER), ("State", Actor.STATE), ("Reviewers", Actor.REVIEWERS)):
            told = steps(page, name).get(who, [])
            counts = [int(match[1]) for each in told if (match := re.search(r" \((\d+)\): ", each))]
            assert len(counts) == len(told)
            assert sum(counts) == sum(1 for each in gating if each.actor is actor), (name, who)
    assert "(4A-5)" in " ".join(steps(page, "minimal")["State"])
    assert "any one of 4A-1, 4A-2, 4A-3 or 4A-4" in " ".join(steps(page, "minimal")["Provider"])


def test_sources_that_disagree_are_told_with_what_each_says(page: Page, audits: Mapping[str, Audit]) -> None:
    root, content = page("tennessee", Depth.FULL), audits["tennessee"].profile.content
    section = root.one("section", id="5A")
    conflicts = content["recognizers"]["formal_currency"]["conflicts"]
    assert [each.text for each in section.many("conflict")] == [
        "Sources disagree about Currencies, entry 2, Proof:",
        "Sources disagree about Currencies, entry 3, Proof:",
    ]
    for conflict in conflicts:
        assert conflict.get("note", "") in section.text
        for said in conflict["values"]:
            assert f"{said['value']} (D" in section.text


def test_a_conflict_and_a_claim_are_told_where_nothing_else_is_said(edition: Edition, complete: Profile) -> None:
    audit = audited(edition, changed(complete, "recognizers", "formal_currency", to=ONLY_A_CONFLICT))
    section = parsed(html_of(content_of(audit, Depth.FULL))).one("section", id="5A")
    assert "The profile does not answer this." not in section.text
    assert "Sources disagree about Currencies: one says yes (D4 p. 1) another says no (D4 p. 2)" in section.text
    assert "The provider says that 5A-D1 does not apply: It stands alone." in section.text


ONLY_A_CONFLICT = {
    "conflicts": [
        {
            "field": "currencies",
            "values": [
                {"value": "one says yes", "citation": {"document": "profile_page", "page": 1}},
                {"value": "another says no", "citation": {"document": "profile_page", "page": 2}},
            ],
        }
    ],
    "not_applicable": [{"criterion": "5A-D1", "reason": "It stands alone."}],
}


def audited(edition: Edition, profile: Profile, gate: Gate = Gate.ENDORSEMENT) -> Audit:
    return audit_of(edition, profile, date="2026-01-01", gate=gate)


@EVERY_CASE
def test_every_role_is_told_and_every_body_that_plays_several(
    page: Page, audits: Mapping[str, Audit], name: str
) -> None:
    section, derived = page(name, Depth.FULL).one("section", id="roles"), audits[name].facts["derived"]
    bodies = audits[name].profile.content.get("organizations") or {}
    rows = section.one("tbody").elements
    for row, (role, names) in zip(rows, derived["roles"].items(), strict=True):
        assert row.elements[0].text == role.capitalize()
        for each in names:
            assert seen(bodies[each]["name"]) in row.elements[1].text
    for each in derived["several_roles"]:
        assert f"{seen(bodies[each]['name'])} is" in section.text
    assert ("One organization in several roles:" in section.text) is bool(derived["several_roles"])


def test_the_cases_have_a_body_in_several_roles(audits: Mapping[str, Audit]) -> None:
    assert audits["complete"].facts["derived"]["several_roles"]
    assert not audits["minimal"].facts["derived"]["several_roles"]


def seen(text: str) -> str:
    return " ".join(plain(text).split())


def targets(element: Element) -> list[str]:
    return [a.attributes["href"] for a in element.all("a")]


@pytest.mark.parametrize("name", ["complete", "minimal"])
def test_the_works_are_numbered_and_linked_to_and_from_all_that_rests_on_them(
    page: Page, edition: Edition, name: str
) -> None:
    root = page(name, Depth.FULL)
    works = root.one("ol", of="works").elements
    assert [work.attributes["id"] for work in works] == [f"work-{number}" for number in range(1, 18)]
    for listed_work, work in zip(works, edition.works, strict=True):
        for part in (work.authors, f"({work.year})", work.title, work.url, work.container, work.publisher, work.note):
            assert " ".join(part.split()) in listed_work.text
        for forms in work.as_printed.values():
            assert " / ".join(" ".join(form.split()) for form in forms) in listed_work.text
        resting = [sub.id for sub in edition.subcomponents for cited in sub.sources if cited.work == work.id]
        assert [each for each in targets(listed_work) if each.startswith("#")] == [f"#{id}" for id in resting]
        assert resting
    numbers = {work.id: number for number, work in enumerate(edition.works, 1)}
    for sub in edition.subcomponents:
        section, expected = root.one("section", id=sub.id), [f"#work-{numbers[cited.work]}" for cited in sub.sources]
        assert targets(section.one("p", of="rests")) == expected
        for criterion in section.many("criterion"):
            assert [each for each in targets(criterion.elements[-1]) if "work" in each] == expected


@EVERY_CASE
def test_every_document_is_told_with_what_rests_on_it(page: Page, audits: Mapping[str, Audit], name: str) -> None:
    root, audit = page(name, Depth.FULL).one("section", id="dossier"), audits[name]
    entries = audit.profile.content.get("dossier") or {}
    listed_documents = [each for each in root.all("li") if each.attributes.get("id", "").startswith("document-")]
    numbers = {short: number for number, short in enumerate(entries, 1)}
    for item, (short, entry) in zip(listed_documents, entries.items(), strict=True):
        assert item.attributes["id"] == f"document-{numbers[short]}"
        for part in (entry["title"], entry.get("url", ""), entry.get("path", ""), entry.get("sha256", "")):
            assert seen(part) in item.text
        resting = [f.criterion for f in audit.findings if any(c.document == short for c in f.citations)]
        assert [each[1:] for each in targets(item) if each.startswith("#")] == resting
        assert ("No criterion rests on it." in item.text) is not bool(resting)
    rows = [row for body in root.all("tbody") for row in body.elements]
    cited = [f for f in audit.findings if f.citations]
    assert [row.elements[0].text for row in rows] == [f.criterion for f in cited]
    for row, finding in zip(rows, cited, strict=True):
        assert targets(row.elements[2]) == [f"#document-{numbers[c.document]}" for c in finding.citations]
        assert all(seen(c.place) in row.elements[2].text for c in finding.citations)


def test_what_rests_on_nothing_and_what_is_missing_is_told(page: Page, audits: Mapping[str, Audit]) -> None:
    root = page("tailored", Depth.FULL).one("section", id="dossier")
    missing = root.one("li", id="document-1")
    assert missing.one("span", of="bad").text == "Missing: no file is at the path that the dossier gives."
    nothing = [f.criterion for f in audits["tailored"].findings if f.basis is Basis.UNCITED and not f.citations]
    unaddressed = [f.criterion for f in audits["tailored"].findings if f.status is Status.NOT_STATED]
    assert nothing
    assert f"Said without a document that supports it: {', '.join(nothing)}." in root.text
    assert f"Not addressed, and so there is nothing to support: {', '.join(unaddressed)}." in root.text


@EVERY_CASE
def test_the_readings_that_touched_the_audit_are_told(page: Page, audits: Mapping[str, Audit], name: str) -> None:
    items = page(name, Depth.FULL).one("section", id="readings").all("li")
    notes = audits[name].notes
    assert notes
    for item, note in zip(items, notes, strict=True):
        assert item.text.startswith(note.id)
        for part in (note.text, note.choice, *note.about):
            assert seen(part) in item.text


@EVERY_DEPTH
@EVERY_CASE
def test_the_first_page_tells_what_was_audited_against_what_when_and_the_verdict(
    page: Page, audits: Mapping[str, Audit], name: str, depth: Depth
) -> None:
    cover, audit = page(name, depth).one("header"), audits[name]
    assert cover.one("h1").text == seen(audit.profile.title)
    counts = audit.score.required
    for part in (
        audit.edition.title,
        audit.edition.sha256,
        audit.profile.id,
        audit.profile.sha256,
        audit.date,
        f"{audit.policy.title} ({audit.policy.id})" if audit.policy else "no state’s own rules were applied",
        f"Required: {counts.addressed} of {counts.total} addressed, {counts.not_stated} not addressed, ",
        f"{ranged(counts)} met",
        *(seen(each["name"]) for each in (audit.profile.content.get("organizations") or {}).values()),
    ):
        assert part in cover.text
    assert audit.verdict.replace("_", "-") in cover.one("div", of="verdict").classes
    assert cover.one("p", of="word").text.startswith(audit.verdict.replace("_", " ").upper())
    read = "This is a reading of public pages; no provider submitted it."
    assert (read in cover.text) is ("submitted_by" not in audit.profile.content)
    assert ("offers no learning opportunities" in cover.text) is not audit.offers_learning
    if audit.verdicts[audit.gate] in (Verdict.PASS, Verdict.READY):
        assert "met on claims that nobody has checked" in cover.text
    assert f"At the {audit.gate} gate." in cover.text
    signed = [th.text for table in cover.many("signature") for th in table.all("th")]
    assert signed == ["Name and title", "Signature", "Date"]
    assert ("Fictional." in cover.text) is (audit.profile.content.get("fictional") == "yes")


def test_the_asked_gate_is_answered_first_and_the_other_beside_it(edition: Edition, complete: Profile) -> None:
    audit = audited(edition, complete, Gate.SUBMISSION)
    cover = parsed(html_of(content_of(audit, Depth.SUMMARY))).one("header")
    assert cover.one("p", of="word").text == "READY"
    assert "rest on statements that reviewers must read" in cover.text
    assert cover.one("p", of="other").text.startswith("At the endorsement gate: undecided.")


def test_all_that_is_needed_to_repeat_the_audit_is_there(page: Page, audits: Mapping[str, Audit]) -> None:
    rows = page("tailored", Depth.FULL).one("section", id="repeat").one("tbody").elements
    told = {row.elements[0].text: row.elements[1].text for row in rows}
    audit = audits["tailored"]
    assert told["Edition, SHA-256"] == audit.edition.sha256
    assert told["Policy, SHA-256"] == "5" * 64
    assert told["Profile, SHA-256"] == audit.profile.sha256
    assert (told["Date of the audit"], told["Gate"], told["Policy"]) == ("2026-01-01", "endorsement", "Ohio")
    assert re.fullmatch(r"mcaudit \d+\.\d+\S*", told["Program"])
    command = page("tailored", Depth.FULL).one("section", id="repeat").one("code").text
    assert "--date 2026-01-01 --gate endorsement --policy ohio" in command


def test_what_the_summary_says_decides_is_what_decides(
    page: Page, audits: Mapping[str, Audit], edition: Edition
) -> None:
    order = [criterion.id for criterion in edition.criteria]
    for name in CASES:
        named: list[str] = []
        for item in (item for each in page(name, Depth.SUMMARY).many("deciding") for item in each.elements):
            count, _, names = item.text.partition(": ")
            before = len(named)
            for stretch in written_as_ids(names, edition).split(", "):
                first, _, last = stretch.partition(" to ")
                named.extend(order[order.index(first) : order.index(last) + 1] if last else [first])
            assert count.endswith(f" {len(named) - before}")
        assert sorted(named) == sorted(audits[name].deciding)
        assert named or audits[name].verdict == "pass"


# --- letters ---------------------------------------------------------------------------------------


# --- the same bytes --------------------------------------------------------------------------------


def test_the_same_audit_gives_the_same_bytes_whatever_the_machines_seed_zone_and_language(
    run: Run, tmp_path: Path
) -> None:
    made = []
    for seed, zone, language in (("0", "Pacific/Kiritimati", "C"), ("1", "America/Adak", "tr_TR.UTF-8")):
        out = tmp_path / seed
        done = run(
            *(
                "report",
                COMPLETE,
                "-o",
                out,
                "--format",
                "html,markdown",
                "--policy",
                "tennessee",
                "--date",
                "2026-06-30",
            ),
            env={"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language, "LANG": language},
        )
        assert (done.code, done.err) == (0, "")
        made.append({path.name: path.read_bytes() for path in sorted(out.iterdir())})
    assert made[0] == made[1]
    assert set(made[0]) == {f"{COMPLETE.stem}.html", f"{COMPLETE.stem}.md"}
