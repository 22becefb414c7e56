"""An audit as a page: nothing hostile gets in, nothing is loaded, and everybody can find their way through it."""

from __future__ import annotations

import base64
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from mcaudit.audit.engine import audit as audit_of
from mcaudit.looks import LOOKS, View
from mcaudit.media.page import page_of
from mcaudit.media.plain import plain
from mcaudit.media.style import file, paper_style, screen_style
from mcaudit.media.writers import html
from mcaudit.model import Audit, Edition
from mcaudit.model.agency import Agency, Logo
from mcaudit.reading.profile.read import read_profile
from mcaudit.report.audit.document import audit_report, audit_summary
from mcaudit.report.audit.paper import Appendix, Paper
from mcaudit.terms.values import link
from tests.audits import CASES, DATE
from tests.conftest import COMPLETE, ROOT, Run, profile_of, quick_in
from tests.elements import Element, parsed
from tests.hostile import TEXTS, repeating, twins

SHIPPED = sorted(path.stem for path in (ROOT / "profiles").rglob("*.yaml"))
EVERY_CASE = pytest.mark.parametrize("name", [*CASES, *quick_in(SHIPPED, 4)])
DEPTHS = ("full", "summary", "paper")
EVERY_DEPTH = pytest.mark.parametrize("depth", DEPTHS)
ON_A_SCREEN = pytest.mark.parametrize("depth", ["full", "summary"])
PNG = b"\x89PNG\r\n\x1a\n"
Html = Callable[[str, str], str]
Page = Callable[[str, str], Element]

ELEMENTS = {
    *("a", "b", "body", "br", "button", "caption", "code", "col", "colgroup", "details", "div", "form", "h1", "h2"),
    *("h3", "h4", "h5", "head", "header", "html", "input", "li", "main", "meta", "nav", "ol", "option", "p", "rect"),
    *("section", "select", "span", "style", "script", "summary", "svg", "table", "tbody", "td", "th", "thead", "title"),
    *("tr", "ul"),
}
ATTRIBUTES = {
    *("aria-label", "aria-pressed", "autocomplete", "charset", "class", "content", "hidden", "href", "http-equiv"),
    *("id", "lang", "name", "placeholder", "role", "scope", "start", "tabindex", "type", "value"),
    *("data-finds", "data-item", "data-mine", "data-shown", "data-status", "data-to-do"),
    *("fill", "height", "stroke", "stroke-dasharray", "stroke-width", "viewbox", "width", "x", "xmlns", "y"),
}


def made_of(audit: Audit, depth: str) -> str:
    """Return an audit as a page: the whole with every appendix, its summary, or the whole for paper."""
    if depth == "paper":
        style = paper_style("", file("blocks.css") + file("blocks-paper.css"))
        return page_of(audit_report(Paper(audit=audit, appendix=Appendix.ALL)), style=style, printed=True)
    of = audit_summary if depth == "summary" else audit_report
    return html.write(of(Paper(audit=audit, appendix=Appendix.ALL)), View()).decode("utf-8")


@pytest.fixture(scope="module")
def every_audit(audits: Mapping[str, Audit], edition: Edition) -> Mapping[str, Audit]:
    """Audits by name: those that documents must tell, and those of the shipped profiles."""
    paths = {path.stem: path for path in (ROOT / "profiles").rglob("*.yaml")}
    shipped = {name: audit_of(edition, read_profile(edition, path), date=DATE) for name, path in paths.items()}
    return {**audits, **shipped}


@pytest.fixture(scope="module")
def page_text(every_audit: Mapping[str, Audit]) -> Html:
    """Return the page about an audit, made once."""
    return cache(lambda name, depth: made_of(every_audit[name], depth))


@pytest.fixture(scope="module")
def page(page_text: Html) -> Page:
    """Return the page about an audit as a tree, read once."""
    return cache(lambda name, depth: parsed(page_text(name, depth)))


def seen(text: str) -> str:
    return " ".join(plain(text).split())


# --- hostile text ----------------------------------------------------------------------------------


def skeleton(root: Element) -> Iterator[tuple[str, ...]]:
    """Yield every element with its attributes; what a profile may choose is left out: links that leave the page."""
    for element in root.all():
        if element.tag == "a" and not element.attributes["href"].startswith("#"):
            assert set(element.attributes) == {"href"}
        elif element.attributes.get("name") == "description":
            yield ("description",)
        else:
            yield element.tag, *(f"{name}={value}" for name, value in element.attributes.items())


@EVERY_DEPTH
def test_hostile_text_changes_no_element_and_no_attribute(page: Page, depth: str) -> None:
    assert list(skeleton(page("hostile", depth))) == list(skeleton(page("harmless", depth)))


def page_that_repeats(edition: Edition, text: str) -> Element:
    profile = profile_of(repeating(f"{text} in four whole words"))
    return parsed(made_of(audit_of(edition, profile, date=DATE), "full"))


@pytest.fixture(scope="module")
def of_a_harmless_text(edition: Edition) -> Sequence[tuple[str, ...]]:
    return [*skeleton(page_that_repeats(edition, "harmless"))]


@pytest.mark.parametrize("text", quick_in(TEXTS, 8), ids=lambda text: repr(text)[:40])
def test_a_hostile_text_that_repeats_is_shown_to_reviewers_as_it_was_written(
    edition: Edition, of_a_harmless_text: Sequence[tuple[str, ...]], text: str
) -> None:
    hostile = page_that_repeats(edition, text)
    assert [*skeleton(hostile)] == of_a_harmless_text
    assert f"“{seen(text)} in four whole words” (1A, 1G, 3D)" in hostile.text


@EVERY_DEPTH
@EVERY_CASE
def test_there_are_only_elements_and_attributes_that_neither_load_nor_run_nor_style(
    page: Page, name: str, depth: str
) -> None:
    found = list(page(name, depth).all())
    assert {element.tag for element in found} <= ELEMENTS
    styled = [e for e in found if "style" in e.attributes]
    assert all(depth == "paper" and re.fullmatch(r"width: [\d.]+%", e.attributes["style"]) for e in styled)
    assert {attribute for element in found for attribute in element.attributes} - {"style"} <= ATTRIBUTES


@EVERY_DEPTH
@EVERY_CASE
def test_every_link_leads_into_the_page_to_a_site_or_to_somebody(page: Page, name: str, depth: str) -> None:
    for element in page(name, depth).all():
        target = element.attributes.get("href")
        if target is not None:
            assert element.tag == "a"
            assert re.fullmatch(r"#[\w-]+|https?://[^\s\"'<>`\\]+|mailto:[^\s\"'<>`\\]+", target)
            assert target.isprintable()
            assert target.startswith("#") or element.text == target


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
def test_hostile_text_is_read_as_it_was_written(page: Page, edition: Edition, depth: str) -> None:
    reported, calm = page("hostile", depth).text, page("harmless", depth).text
    planted = twins(edition).planted
    shown = {place: each for place, each in planted.items() if " ".join(each.harmless.split()) in calm}
    assert ("title",) in shown
    for place, each in shown.items():
        assert seen(each.hostile) in reported, place
    if depth != "summary":
        words = " ".join(each.hostile for each in shown.values())
        assert [text for text in TEXTS if text not in words] == []


@EVERY_DEPTH
def test_a_mark_that_nobody_sees_is_shown(page_text: Html, depth: str) -> None:
    text = page_text("hostile", depth)
    assert not {unicodedata.category(each) for each in set(text) - {"\n"}} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    if depth != "summary":
        for mark in (r"\u202e", r"\u0000", r"\u001b", r"\u2066", r"\u200b", r"\ufeff"):
            assert mark in text


@EVERY_DEPTH
def test_a_title_is_reported_in_the_head_as_text(page: Page, every_audit: Mapping[str, Audit], depth: str) -> None:
    assert page("hostile", depth).one("head").one("title").text.endswith(every_audit["hostile"].profile.title)


# --- nothing is loaded -----------------------------------------------------------------------------


def hashed(text: Element | str) -> str:
    return f"'sha256-{base64.b64encode(sha256(str(text).encode()).digest()).decode()}'"


@ON_A_SCREEN
@EVERY_CASE
def test_the_policy_of_the_page_lets_in_its_own_style_and_script_and_nothing_else(
    page: Page, name: str, depth: str
) -> None:
    root = page(name, depth)
    head = root.one("head").elements
    (meta,) = (e for e in head if e.attributes.get("http-equiv") == "Content-Security-Policy")
    directives = dict(each.strip().split(" ", 1) for each in meta.attributes["content"].split(";"))
    scripts = [hashed(each.holds[0]) for each in root.all("script")]
    assert directives == {
        "default-src": "'none'",
        "style-src": hashed(root.one("style").holds[0]),
        "script-src": scripts[0] if scripts else "'none'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert len(scripts) <= 1
    assert head.index(meta) == 1


@EVERY_CASE
def test_the_only_style_and_script_are_ours(page: Page, page_text: Html, name: str) -> None:
    root = page(name, "full")
    assert root.one("style").holds == [screen_style(file("blocks.css") + file("blocks-screen.css"))]
    assert root.one("script").holds == [file("items.js")]
    assert page_text(name, "full").count("<script") == page_text(name, "full").count("<style") == 1
    assert "<script" not in page_text(name, "paper")


def test_the_style_asks_for_nothing_but_small_drawings_in_itself(page: Page) -> None:
    style = str(page("complete", "full").one("style").holds[0])
    assert not re.search(r"@import|@font-face|image-set|expression|-moz-binding|[^-]behavior:", style)
    addresses = re.findall(r"url\(([^)]*)\)", style)
    assert len(addresses) == 2 * sum(bool(look.stroke) for look in LOOKS.values())  # light and dark
    for address in addresses:
        kind, _, body = address.strip('"').partition(",")
        assert kind == "data:image/svg+xml;base64"
        assert re.fullmatch(
            r'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 16 16"><path d="[^"<]*" fill="none" '
            r'stroke="#[0-9a-f]{6}" stroke-width="2\.2"/></svg>',
            base64.b64decode(body).decode(),
        )


@pytest.mark.parametrize("script", ["items.js", "finder.js"])
def test_a_script_asks_for_nothing_and_writes_no_markup(script: str) -> None:
    assert not re.search(
        r"fetch|XMLHttp|import\b|eval|Function\(|(inner|outer)HTML|insertAdjacent|document\.write|https?:", file(script)
    )


@EVERY_DEPTH
@EVERY_CASE
def test_no_picture_is_loaded(page: Page, name: str, depth: str) -> None:
    assert not list(page(name, depth).all("img", "iframe", "object", "embed", "link", "base", "audio", "video"))
    assert all("src" not in element.attributes for element in page(name, depth).all())


def test_the_only_picture_is_the_logo_of_the_agency_written_out_in_the_page(audits: Mapping[str, Audit]) -> None:
    logo = Logo(path="logo.png", media_type="image/png", content=PNG)
    document = audit_report(Paper(audit=audits["hostile"], agency=Agency(name='"><script>x', logo=logo)))
    root = parsed(page_of(document, style="", printed=False))
    image = root.one("img")
    assert image.attributes == {
        "src": f"data:image/png;base64,{base64.b64encode(PNG).decode()}",
        "alt": 'Logo of "><script>x',
    }
    assert [e for e in root.all() if "src" in e.attributes] == [image]


# --- finding one's way -----------------------------------------------------------------------------


@EVERY_DEPTH
@EVERY_CASE
def test_there_is_one_main_heading_and_no_level_is_left_out(page: Page, name: str, depth: str) -> None:
    headings = list(page(name, depth).all("h1", "h2", "h3", "h4", "h5", "h6"))
    levels = [int(element.tag[1]) for element in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(element.text for element in headings)


@EVERY_DEPTH
@EVERY_CASE
def test_every_name_in_the_page_is_given_once_and_every_link_to_one_arrives(page: Page, name: str, depth: str) -> None:
    root = page(name, depth)
    ids = Counter(element.attributes["id"] for element in root.all() if "id" in element.attributes)
    assert [id for id, count in ids.items() if count > 1] == []
    assert all(re.fullmatch(r"[\w-]+", id) for id in ids)
    wanted = {e.attributes["href"][1:] for e in root.all("a") if e.attributes["href"].startswith("#")}
    assert wanted <= set(ids)
    for element in root.all("a"):
        assert element.text
        assert not element.elements, "a link holds words alone"


@EVERY_DEPTH
@EVERY_CASE
def test_every_table_says_what_it_holds_and_what_its_heads_are_of(page: Page, name: str, depth: str) -> None:
    tables = list(page(name, depth).all("table"))
    assert tables
    for table in tables:
        assert table.elements[0].tag == "caption"
        assert table.elements[0].text
        assert all(th.attributes.get("scope") in ("row", "col") for th in table.all("th"))
        assert all(th.attributes["scope"] == "col" for head in table.all("thead") for th in head.all("th"))
        assert len({len(row.elements) for row in table.all("tr")}) == 1
        for row in (row for body in table.all("tbody") for row in body.elements):
            assert [cell.tag for cell in row.elements] == ["th"] + ["td"] * (len(row.elements) - 1)
            assert row.elements[0].attributes["scope"] == "row"


@EVERY_DEPTH
@EVERY_CASE
def test_every_control_and_drawing_has_a_name(page: Page, name: str, depth: str) -> None:
    root = page(name, depth)
    assert all(e.attributes.get("aria-label") for e in root.all("input", "select", "form", "nav"))
    assert all(e.text for e in root.all("button", "option", "summary"))
    for drawing in root.all("svg"):
        assert drawing.attributes["role"] == "img"
        assert drawing.one("title").text


@ON_A_SCREEN
@EVERY_CASE
def test_the_page_shows_its_language_and_its_parts(page: Page, name: str, depth: str) -> None:
    root = page(name, depth)
    assert (root.tag, root.attributes["lang"]) == ("html", "en")
    assert root.one("head").one("title").text.endswith(root.one("h1").text)
    assert root.one("main").attributes["id"] == "main"
    first = root.one("body").elements[0]
    assert (first.tag, first.attributes["href"]) == ("a", "#main")


# --- the same bytes --------------------------------------------------------------------------------


def test_the_same_audit_gives_the_same_bytes_whatever_the_machines_seed_zone_and_language(
    run: Run, tmp_path: Path
) -> None:
    made = []
    for seed, zone, language in (("0", "Pacific/Kiritimati", "C"), ("1", "America/Adak", "tr_TR.UTF-8")):
        out = tmp_path / seed
        done = run(
            *("report", COMPLETE, "-o", out, "--format", "html,markdown", "--appendix", "all"),
            *("--policy", "tennessee", "--date", "2026-06-30"),
            env={"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language, "LANG": language},
        )
        assert (done.code, done.err) == (0, "")
        made.append({path.name: path.read_bytes() for path in sorted(out.iterdir())})
    assert made[0] == made[1]
    assert set(made[0]) == {f"{COMPLETE.stem}.html", f"{COMPLETE.stem}.md"}
