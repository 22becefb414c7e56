from __future__ import annotations

import base64
import logging
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import page
import pikepdf
import pydyf
import pytest

from mcaudit.media.finishing import ends_clearly, pack
from mcaudit.media.glyphs import shown
from mcaudit.media.pdf import font_faces, pdf_of
from tests.conftest import ROOT

pytestmark = pytest.mark.slow  # laying out pages takes seconds

ICON = "data:image/svg+xml;base64," + base64.b64encode(
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 5l3 3 4-7" stroke="#060"/></svg>'
).decode("ascii")
CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20" viewBox="0 0 60 20">'
    "<title>Half of the criteria are met</title>"
    '<rect width="30" height="20" fill="#ccc"/>'
    '<text x="2" y="14" font-family="Public Sans" font-size="10">50 %</text></svg>'
)
STYLE = f"""
@page {{
    size: letter; margin: 20mm; font-family: 'Public Sans';
    @top-left {{ content: 'A small audit' }}
    @bottom-right {{ content: 'Page ' counter(page) ' of ' counter(pages) }}
}}
html {{ font-family: 'Public Sans' }}
ul ul {{ list-style-type: disc }}
nav a::after {{ content: ' ' target-counter(attr(href), page) }}
h2 {{ break-before: page }}
.met::before {{
    content: ''; display: inline-block; width: 1em; height: 1em; background: url({ICON}) no-repeat center/contain
}}
"""


def section(number: int) -> str:
    """Return a section that has one of everything."""
    return f"""
<section id="s{number}"><h2>Section {number}</h2>
<p class="met">It is <b>bold</b> <em>and slanted</em>, with <a href="https://example.org/">a link to elsewhere</a>.</p>
<ul><li>one<ul><li>nested<ol><li>deeply</li></ol></li></ul></li><li>two</li></ul>
<ul><li>Bare text<p>and a paragraph</p></li><li><p>A paragraph</p><p>and another</p></li></ul>
<dl><dt>Term</dt><dd>What it means</dd><dt>Other</dt><dd>What that means</dd></dl>
<table><caption>Criteria</caption>
<thead><tr><th scope="col">Criterion</th><th scope="col">Status</th></tr></thead>
<tbody><tr><th scope="row">2A</th><td>met</td></tr><tr><th scope="row">2B</th><td></td></tr></tbody></table>
<p>{CHART}</p></section>
"""


def page_of(body: str, style: str = "", head: str = "<title>A small audit</title>", lang: str = "en-US") -> str:
    """Return a page in the shipped faces."""
    style = f"{font_faces()}{STYLE}{style}"
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}'
        f"<style>{style}</style></head><body>{body}</body></html>"
    )


SAMPLE = page_of(
    '<h1>A small audit</h1><nav><ul><li><a href="#s1">One</a></li><li><a href="#s2">Two</a></li></ul></nav>'
    f"<main>{section(1)}{section(2)}</main>",
    head='<title>A small audit</title><meta name="author" content="The reviewers">'
    '<meta name="description" content="What came of it"><meta name="dcterms.created" content="2026-01-01">',
)


@pytest.fixture(scope="module")
def made() -> bytes:
    """The sample as a PDF."""
    return pdf_of(SAMPLE)


@pytest.fixture
def opened(made: bytes) -> Iterator[pikepdf.Pdf]:
    """The sample as a PDF, to look into."""
    with pikepdf.open(BytesIO(made)) as pdf:
        yield pdf


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield the elements of the structure tree, in the order in which they are read."""
    waiting = [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(
            kid for kid in reversed(list(element.get("/K", []))) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
        )


def marked(sheet: pikepdf.Page) -> Iterator[tuple[str, Any]]:
    """Yield the tag and the properties of the marked content that each text of a page is in."""
    stack: list[tuple[str, Any]] = []
    for instruction in pikepdf.parse_content_stream(sheet):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "BMC":
                stack.append((str(operands[0]), {}))
            case "BDC":
                stack.append((str(operands[0]), operands[1]))
            case "EMC":
                stack.pop()
            case "TJ":
                yield stack[-1]


def assert_valid(pdf: bytes) -> None:
    for profile in ("ua1", "2a"):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert report.is_compliant, [(profile, failure.rule_id, failure.message) for failure in report.failures]


# --- what a PDF is ---------------------------------------------------------------------------------


def test_a_page_is_both_pdf_ua_and_pdf_a(made: bytes) -> None:
    assert_valid(made)


def test_both_standards_are_named_where_no_tool_has_to_unpack_them(made: bytes) -> None:
    assert b'pdfuaid:part="1"' in made
    assert b'pdfaid:part="2" pdfaid:conformance="A"' in made


def test_the_end_of_a_stream_cannot_be_taken_for_the_end_of_a_line() -> None:
    streams = [pydyf.Stream([b"a" * length], compress=True) for length in range(256)]
    unclear = [stream for stream in streams if stream.data.endswith(b"\r\nendstream")]
    assert unclear
    for stream in unclear:
        pack(stream)
        assert not stream.data.endswith(b"\r\nendstream")


def test_title_language_author_and_date_are_those_of_the_page(opened: pikepdf.Pdf) -> None:
    assert str(opened.Root.Lang) == "en-US"
    assert str(opened.docinfo.Title) == "A small audit"
    assert str(opened.docinfo.Author) == "The reviewers"
    assert str(opened.docinfo.Subject) == "What came of it"
    assert str(opened.docinfo.CreationDate) == "D:20260101"


def test_a_title_may_hold_what_xml_cannot(made: bytes) -> None:
    assert_valid(pdf_of(page_of("<h1>T</h1>", head="<title>&lt;/rdf:RDF&gt; &amp; 中文</title>")))


def test_headings_make_an_outline(opened: pikepdf.Pdf) -> None:
    with opened.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["A small audit"]
        assert [entry.title for entry in outline.root[0].children] == ["Section 1", "Section 2"]


def test_every_header_cell_says_what_it_heads(opened: pikepdf.Pdf) -> None:
    headers = [element for element in elements(opened) if element.S == "/TH"]
    assert [str(header.A.Scope) for header in headers] == ["/Column", "/Column", "/Row", "/Row"] * 2


def test_all_that_a_list_item_says_is_its_body(opened: pikepdf.Pdf) -> None:
    items = [[str(kid.S) for kid in element.K] for element in elements(opened) if element.S == "/LI"]
    assert ["/Lbl", "/LBody"] in items
    assert all(kids in (["/Lbl", "/LBody"], ["/LBody"]) for kids in items)  # a term and its meaning have no label
    bodies = [[str(kid.S) for kid in element.K] for element in elements(opened) if element.S == "/LBody"]
    assert bodies.count(["/Div", "/P"]) == bodies.count(["/P", "/P"]) == 2


def test_the_running_head_and_foot_are_not_read_out(opened: pikepdf.Pdf) -> None:
    for sheet in opened.pages:
        artifacts = [properties for tag, properties in marked(sheet) if tag == "/Artifact"]
        assert [str(properties["/Type"]) for properties in artifacts] == ["/Pagination"] * 2


def test_every_other_text_hangs_on_the_tree(opened: pikepdf.Pdf) -> None:
    owned = {(element.Pg.objgen, int(kid)) for element in elements(opened) for kid in element.K if isinstance(kid, int)}
    for sheet in opened.pages:
        texts = [properties["/MCID"] for tag, properties in marked(sheet) if tag != "/Artifact"]
        assert texts
        assert all((sheet.obj.objgen, int(mcid)) in owned for mcid in texts)


def test_no_text_hangs_on_what_is_not_on_the_tree(opened: pikepdf.Pdf) -> None:
    reached = {element.objgen for element in elements(opened)}
    owners_by_page = list(opened.Root.StructTreeRoot.ParentTree.Nums)[1::2][: len(opened.pages)]
    found = [owner for owners in owners_by_page for owner in owners if owner is not None]
    assert found
    assert all(owner.objgen in reached for owner in found)


def test_a_space_between_two_elements_is_a_space_for_who_listens(opened: pikepdf.Pdf) -> None:
    paragraph = next(element for element in elements(opened) if element.S == "/P")
    assert [str(kid.get("/ActualText", "")) for kid in paragraph.K if kid.S == "/Span"].count(" ") == 1


def test_a_figure_is_where_it_says() -> None:
    pdf = pdf_of(
        page_of(f"<h1 style='margin: 0; height: 80px'>T</h1>{CHART}", "@page { margin: 0 } body { margin: 0 }")
    )
    with pikepdf.open(BytesIO(pdf)) as opened:
        figure = next(element for element in elements(opened) if element.S == "/Figure")
    assert str(figure.Alt) == "Half of the criteria are met"
    left, bottom, right, top = (float(side) for side in figure.A.BBox)
    assert [left, right, top - bottom] == pytest.approx([0, 45, 15])
    assert 700 < bottom < top <= 792 - 60


def test_only_shipped_fonts_are_used(made: bytes, opened: pikepdf.Pdf) -> None:
    names = {str(font.BaseFont).partition("+")[2] for sheet in opened.pages for font in sheet.Resources.Font.values()}
    assert names == {f"Public-Sans{style}" for style in ("", "-Bold", "-Italic")}


# --- the same everywhere ---------------------------------------------------------------------------

MAKE = """
import sys, hashlib
from mcaudit.media.pdf import pdf_of
print(hashlib.sha256(pdf_of(sys.stdin.read())).hexdigest())
"""
WITHOUT_SUBSETTER = """
import cffi
load = cffi.FFI.dlopen
def refuse(ffi, name, flags=0):
    if "harfbuzz-subset" in name:
        raise OSError(name)
    return load(ffi, name, flags)
cffi.FFI.dlopen = refuse
"""


def python(code: str, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    """Run Python code in a process of its own."""
    path = os.pathsep.join([*env.pop("path", "").split(), str(ROOT)])
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": path, **env},
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def test_a_page_makes_the_same_bytes_in_every_process() -> None:
    one = python(MAKE, SAMPLE, PYTHONHASHSEED="1", TZ="Asia/Tokyo", LC_ALL="C")
    other = python(MAKE, SAMPLE, PYTHONHASHSEED="2", TZ="America/New_York", LC_ALL="C.UTF-8", SOURCE_DATE_EPOCH="1")
    assert one.returncode == 0, one.stderr
    assert one.stdout == other.stdout


def test_a_library_that_can_be_done_without_is_not_missed() -> None:
    one, other = (
        python(WITHOUT_SUBSETTER + MAKE, SAMPLE, PYTHONWARNINGS="default", SOURCE_DATE_EPOCH=time)
        for time in ("1", "2000000000")
    )
    assert (one.returncode, one.stderr) == (0, "")
    assert one.stdout == other.stdout


def test_a_library_that_cannot_be_done_without_is_named_with_how_to_install_it(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("print('follow the steps'); raise OSError('libpango-1.0-0')")
    code = """
from mcaudit.errors import OutputError
try:
    from mcaudit.media.pdf import pdf_of
    pdf_of("")
except OutputError as error:
    print(error)
"""
    done = python(code, path=str(tmp_path))
    assert done.stderr == ""
    assert done.stdout.startswith("a PDF needs the library Pango")
    assert done.stdout.count("\n") == 1
    assert "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in done.stdout
    assert "brew install pango" in done.stdout


def test_only_a_pdf_costs_the_loading_of_its_maker() -> None:
    code = """
import sys
import mcaudit.cli.report
print([n for n in ("weasyprint", "pydyf", "fontTools") if type(sys.modules.get(n)).__name__ == "module"])
"""
    assert python(code).stdout == "[]\n"


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    pdf_of(page_of("<h1>T</h1>"))
    assert not list(tmp_path.iterdir())


# --- not a fault of a user's -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (page_of("<h1>T</h1>", "p { colour: red }"), "colour"),
        (page_of("<h1>T</h1>", head=""), "the page has no title"),
        (page_of("<h1>T</h1>", lang=""), "lang"),
        (page_of("<h1>T</h1><p>\U0001f9d1</p>"), "U+1F9D1"),
        (page_of('<h1>T</h1><a href="#nowhere">a</a>'), "nowhere"),
        (page_of('<h1>T</h1><img src="a.png" alt="a">'), "a.png"),
        (page_of(f'<h1>T</h1><img src="{ICON}">'), "alt"),
    ],
    ids=["unknown property", "no title", "no language", "no glyph", "dead link", "relative address", "no alternative"],
)
def test_a_page_that_makes_no_good_pdf_is_a_fault_of_the_program(
    html: str, said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(RuntimeError, match="the page does not make a good PDF") as error:
        pdf_of(html)
    assert said in str(error.value)
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(
    not any(Path("/usr/share/fonts").rglob("DejaVuSans.ttf")), reason="there is no font to fall back on"
)
def test_a_font_that_is_not_shipped_is_a_fault_of_the_program() -> None:
    with pytest.raises(RuntimeError, match="set in DejaVu Sans, which is not shipped"):
        pdf_of(page_of("<h1>T</h1><p style=\"font-family: 'DejaVu Sans'\">text</p>"))


def test_what_others_log_is_left_as_it_was() -> None:
    logger = logging.getLogger("weasyprint")
    before = (logger.level, logger.propagate, list(logger.handlers))
    with pytest.raises(RuntimeError):
        pdf_of(page_of("", "p { colour: red }"))
    assert (logger.level, logger.propagate, list(logger.handlers)) == before


def test_a_character_without_a_glyph_is_named_by_its_number() -> None:
    people, turned = shown("中文 \U0001f9d1\u200d\U0001f3eb"), shown("\ufb01ve → 2⅓ \u202ex\u202c")
    assert_valid(pdf_of(page_of(f"<h1>{people}</h1><p>{turned}</p>")))


# --- nothing is fetched ----------------------------------------------------------------------------


class Server(HTTPServer):
    """A server that nobody should call."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.called: list[str] = []


class Handler(BaseHTTPRequestHandler):
    """Notes each call."""

    server: Server

    def handle(self) -> None:
        self.server.called.append(str(self.client_address))


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server on this machine, which counts its calls."""
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


OPENED: list[str] = []
"""Every file that was opened while it has "canary" in its name."""


def note(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and "canary" in str(arguments[0]):
        OPENED.append(str(arguments[0]))


sys.addaudithook(note)

SVG_IMAGE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>t</title><image href="URL"/></svg>'
REFUSED = {
    "image": '<img src="URL" alt="a">',
    "picture": '<picture><source srcset="URL"><img src="URL" alt="a"></picture>',
    "stylesheet": '<link rel="stylesheet" href="URL">',
    "import": "<style>@import url(URL);</style>",
    "font": "<style>@font-face { font-family: f; src: url(URL) } p { font-family: f }</style><p>a</p>",
    "background": '<p style="background: url(URL)">a</p>',
    "content": "<style>p::before { content: url(URL) }</style><p>a</p>",
    "list marker": '<ul style="list-style-image: url(URL)"><li>a</li></ul>',
    "border": '<p style="border: 3px solid; border-image: url(URL) 3">a</p>',
    "object": '<object data="URL">a</object>',
    "embed": '<embed src="URL">',
    "image in a drawing": SVG_IMAGE,
    "image in an icon": "<img alt='a' src='data:image/svg+xml;base64,SVG'>",
    "attachment": '<link rel="attachment" href="URL">',
    "attached link": '<a rel="attachment" href="URL">a</a>',
    "base": '<base href="URL"><img src="x.png" alt="a">',
    "colour profile": "<style>@color-profile --p { src: url(URL) } p { color: color(--p 1 0 0) }</style><p>a</p>",
}
"""Ways in which a page may ask for something; the address stands for URL."""
IGNORED = {
    "script": '<script src="URL"></script>',
    "frame": '<iframe src="URL"></iframe>',
    "video": '<video src="URL" poster="URL"></video>',
    "link": '<a href="URL">a</a>',
    "refresh": '<meta http-equiv="refresh" content="0; url=URL">',
}
"""Ways that WeasyPrint does not know."""


def asking(body: str, url: str) -> str:
    """Return a page that asks for an address."""
    icon = base64.b64encode(SVG_IMAGE.replace("URL", url).encode("ascii")).decode("ascii")
    return page_of(f"<h1>T</h1>{body}".replace("URL", url).replace("SVG", icon))


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED)
def test_what_a_page_asks_for_is_refused_and_reported(body: str, server: Server, tmp_path: Path) -> None:
    canary = tmp_path / "canary.svg"
    canary.write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    OPENED.clear()
    for url in (f"http://127.0.0.1:{server.server_port}/x", canary.as_uri()):
        with pytest.raises(RuntimeError, match=url.rpartition("/")[0]):
            pdf_of(asking(body, url))
    assert not OPENED
    assert not server.called


@pytest.mark.parametrize("body", IGNORED.values(), ids=IGNORED)
def test_what_cannot_be_asked_for_is_not_fetched(body: str, server: Server) -> None:
    pdf_of(asking(body, f"http://127.0.0.1:{server.server_port}/x"))
    assert not server.called


@pytest.mark.parametrize(
    "url",
    [
        "mcaudit:fonts/../errors.py",
        "mcaudit:fonts/OFL.txt",
        "mcaudit:fonts/",
        "mcaudit:fonts/PublicSans-Regular.ttf?x",
        "data:text/plain,x",
        "data:image/gif;base64,R0lGODlh",
        "data:image/pngish;base64,iVBORw0KGgo=",
        "data:image/svg+xmlish,x",
        "DATA:image/svg+xml,x",
    ],
)
def test_only_what_is_shipped_or_drawn_in_the_page_is_given(url: str) -> None:
    with pytest.raises(RuntimeError, match="is not fetched"):
        pdf_of(asking('<img src="URL" alt="a">', url))


def test_a_call_and_an_opened_file_would_be_seen(server: Server, tmp_path: Path) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text("x")
    OPENED.clear()
    assert canary.read_text() == "x"
    assert str(canary) in OPENED
    with socket.create_connection(("127.0.0.1", server.server_port)) as connection:
        assert connection.recv(1) == b""
    assert len(server.called) == 1
    server.called.clear()


@pytest.mark.parametrize(
    ("ends", "clear"),
    [((b"\xeb", b"\xeb\r"), False), ((b"\xeb\r", b"\xeb"), False), ((b"\xeb", b"\xeb\n"), True)],
)
def test_a_stream_of_objects_or_their_table_that_ends_like_a_line_is_seen(ends: tuple[bytes, ...], clear: bool) -> None:
    streams = (b"a\r", *ends)  # the first was packed before, and says so itself
    assert ends_clearly(b"".join(each + b"\nendstream\nendobj\n" for each in streams)) is clear
