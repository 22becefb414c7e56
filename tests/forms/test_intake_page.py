"""The form of a profile: what it says is not addressed is what mcaudit says, and what it holds is what was given."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mcaudit.audit.engine import audit
from mcaudit.forms.intake.page import intake_data, intake_html
from mcaudit.forms.templating import template_file
from mcaudit.model import Edition, Profile, Status
from tests.conftest import ROOT
from tests.forms.profiles import examples, profile_of, real

SCRIPT = ROOT / "mcaudit" / "forms" / "intake" / "templates" / "addressed.js"
ASK = """
const of = require(process.argv[1]).of;
const { sheet, profiles } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const ask = of(sheet);
console.log(JSON.stringify(profiles.map((profile) => ask(profile).open)));
"""
PAGE = """<!doctype html><meta charset="utf-8"><pre></pre><script type="application/json" id="given">{given}</script>
<script>{script}
const {{ sheet, profiles }} = JSON.parse(document.getElementById("given").textContent);
const ask = Addressed.of(sheet);
document.querySelector("pre").textContent = JSON.stringify(profiles.map((profile) => ask(profile).open));
</script>"""
HOSTILE = "</script><script>alert(1)</script>"
AWKWARD: tuple[dict[str, Any], ...] = (
    {"deliverers": {"availability": {"available": "no"}}},
    {"deliverers": {"availability": {"available": "NO"}, "timing": {"flexibility": "Any time"}}},
    {"developers": {"title_and_description": {"competency": "T.B.D.", "description": "N/A", "rationale": " "}}},
    {"developers": {"learning_resources": {"resources": [{"title": "A"}, {}]}}},
    {"developers": {"developer": {"expertise": [{"kind": "lesson study"}]}}},
    {"developers": {"development_process": {"priorities": "Reading"}}},
    {"recognizers": {"formal_currency": {"denied": ["any"], "currencies": [{"kind": "ceu"}, {"kind": ["other"]}]}}},
    {"recognizers": {"formal_currency": {"not_applicable": [{"criterion": "5A-D1", "reason": "No stack."}]}}},
)


def not_stated(edition: Edition, profile: Profile) -> list[str]:
    found = audit(edition, profile, date="2026-01-01").findings
    return [finding.criterion for finding in found if finding.status is Status.NOT_STATED]


def in_node(given: str, folder: Path, program: str) -> str:
    ran = subprocess.run([program, "-e", ASK, SCRIPT], input=given, capture_output=True, check=True, text=True)
    return ran.stdout


def in_chromium(given: str, folder: Path, program: str) -> str:
    page = folder / "page.html"
    page.write_text(PAGE.format(given=given.replace("<", "\\u003c"), script=SCRIPT.read_text(encoding="utf-8")))
    options = ("--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'user'}", "--dump-dom")
    ran = subprocess.run([program, *options, page.as_uri()], capture_output=True, check=True, text=True)
    return ran.stdout.partition("<pre>")[2].partition("</pre>")[0]


WAYS = (
    pytest.param(in_node, ("node",), id="Node"),
    pytest.param(
        in_chromium,
        ("chromium", "chromium-browser", "google-chrome"),
        id="Chromium",
        marks=pytest.mark.slow,  # what Node runs in a moment takes a browser seconds
    ),
)


@pytest.mark.parametrize(("ask", "programs"), WAYS)
def test_the_live_list_is_what_mcaudit_says(
    edition: Edition, tmp_path: Path, ask: Callable[[str, Path, str], str], programs: tuple[str, ...]
) -> None:
    program = next(filter(None, map(shutil.which, programs)), None)
    if program is None:
        pytest.skip(f"{programs[0]} is not here; CI has it")
    profiles = [*real(edition), *examples(edition), *(profile_of(edition, data) for data in AWKWARD)]
    assert len(profiles) > 6 * len(edition.criteria)
    given = json.dumps({"sheet": intake_data(edition), "profiles": [profile.content for profile in profiles]})
    shown = json.loads(ask(given, tmp_path, program))
    wrong = [
        profile.content for profile, open in zip(profiles, shown, strict=True) if open != not_stated(edition, profile)
    ]
    assert wrong == []


def test_a_form_holds_what_the_profile_says_and_loads_nothing(edition: Edition) -> None:
    for profile in real(edition):
        page = intake_html(edition, profile).decode()
        data = re.search(r'<script type="application/json" id="sheet">(.*?)</script>', page, re.DOTALL)
        assert data
        assert json.loads(data[1])["profile"] == profile.content
        assert not re.search(r'(?:src|href)="(?!#)', page)


def test_a_form_asks_every_question_with_its_help(edition: Edition) -> None:
    page = intake_html(edition, profile_of(edition, {})).decode()
    for sub in edition.subcomponents:
        assert f'<section class="subcomponent" id="{sub.id}">' in page
        assert f'data-facts="{sub.component}/{sub.key}"' in page
    assert page.count("<b>Example:</b> </p>") == 0
    assert page.count("Evidence is usually in:") == len(edition.subcomponents)
    assert "leave 2B, 2C, 2D, 2E, 2F out" in page


def test_a_profile_cannot_end_the_element_that_holds_it(edition: Edition) -> None:
    page = intake_html(edition, profile_of(edition, {"title": HOSTILE, "note": HOSTILE})).decode()
    assert "alert(1)</script>" not in page
    assert page.count("<script") == 2


def test_the_scripts_are_short_enough_to_read() -> None:
    for name in ("addressed.js", "controls.js", "intake.js"):
        assert len(template_file(name, "mcaudit.forms.intake").splitlines()) <= 350, name
