"""No PDF leaves a heading alone at the foot of a page or splits a name, and what would find one does."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from mcaudit.media.faces import font_faces
from mcaudit.media.pdf import pdf_of
from tests.conftest import Run
from tests.documents.paper import faults

pytestmark = pytest.mark.slow  # laying out pages takes seconds

WELLNESS = "profiles/illinois/eln-nurturing-a-culture-of-wellness.yaml"
CIRCLES = "profiles/fictional/leading-restorative-circles.yaml"
DECISIONS = ("--decisions", "docs/example-review")
COMMANDS = {
    "audit": ("report", WELLNESS, "--appendix", "all"),
    "audit with decisions": ("report", CIRCLES, *DECISIONS),
    "summary": ("report", WELLNESS, "--depth", "summary"),
    "letters": ("report", WELLNESS, "--depth", "letter"),
    "comparison": ("compare", "profiles"),
    "versions": ("compare", "--versions", CIRCLES, WELLNESS),
    "acceptance": ("accept", CIRCLES),
    "feedback": ("review", "feedback", CIRCLES, WELLNESS, *DECISIONS),
    "agreement": ("review", "agreement", CIRCLES, WELLNESS, *DECISIONS),
    "criteria": ("criteria",),
    "explanation": ("explain", "1E"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_no_page_ends_with_a_heading_and_no_name_is_split(run: Run, tmp_path: Path, name: str) -> None:
    target = tmp_path / "made.pdf"
    done = run(*COMMANDS[name], "--config", "none", "--output", target)
    assert done.code in (0, 1, 3), done.err
    with pikepdf.open(target) as pdf:
        assert list(faults(pdf)) == []


FILLER = "<p>A line.</p>" * 9
PAGE = f"""<!doctype html><html lang="en-US"><head><title>T</title><style>{font_faces()}
@page {{ size: 80mm 80mm; margin: 10mm }}
html {{ font: 10pt/12pt 'Public Sans' }}
p, h1, h2, table {{ margin: 0; padding: 0; font-size: 10pt; line-height: 12pt }}
p {{ overflow-wrap: anywhere }}
.next {{ break-before: page }}
</style></head><body><h1>T</h1>%s</body></html>"""


BROKEN = {
    "heading": (f"{FILLER}<p>One.</p><p>Two.</p><h2>Alone</h2><p class='next'>Text.</p>", ["Alone"]),
    "heading and question": (f"{FILLER}<h2>Alone</h2><p>What?</p><p class='next'>Text.</p>", ["Alone"]),
    "whole section": (f"{FILLER}<h2>Whole</h2><p>Text.</p><h2 class='next'>Next</h2><p>Text.</p>", []),
    "heading without text": (f"{FILLER}<h2>A line</h2><h2 class='next'>Next</h2><p>Text.</p>", []),
    "room for a name": ("<p>xx <a href='#a'>[11]</a></p><h2 id='a'>A</h2><p>Text.</p>", []),
    "name on the next line": ("<p style='width: 22pt'>xx <a href='#a'>[11]</a></p><h2 id='a'>A</h2><p>Text.</p>", []),
    "split name": ("<p style='width: 12pt'><a href='#a'>[11]</a></p><h2 id='a'>A</h2><p>Text.</p>", ["[11]"]),
    "room for a status": ("<p><span>awaiting review</span></p>", []),
    "split status": ("<p style='width: 40pt'><span>awaiting review</span></p>", ["awaiting review"]),
}


@pytest.mark.parametrize(("body", "expected"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_found(body: str, expected: list[str]) -> None:
    with pikepdf.open(BytesIO(pdf_of(PAGE % body))) as pdf:
        found = list(faults(pdf))
    assert len(found) == len(expected)
    assert all(f"“{text}”" in fault for text, fault in zip(expected, found, strict=True))
