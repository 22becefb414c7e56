"""What tests of formats share: audits with every kind of finding, and the command in this process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from mcaudit.audit.engine import audit
from mcaudit.comparison.changes import since
from mcaudit.model import (
    Answer,
    Audit,
    Decision,
    Edition,
    Gate,
    Policy,
    Profile,
    Standing,
    Status,
    Waiver,
)
from mcaudit.reading.audits import read_audits
from mcaudit.reading.profile.read import read_profile
from tests.audits import DATE
from tests.conftest import ROOT, Ran, Run, changed
from tests.exchange.formats.shown import saying, shown
from tests.hostile import TEXTS

WEAK = ROOT / "profiles" / "illinois" / "eln-nurturing-a-culture-of-wellness.yaml"
ODD_NAME = "of/a [b](http://x.example) {0} ##[error]x%0A::error::y,z: é`c`.json"


@pytest.fixture(scope="session")
def cases(
    audits: Mapping[str, Audit], edition: Edition, complete: Profile, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Audit]:
    """The audits that documents are tested with, and those that only lists of findings tell apart."""
    earlier = tmp_path_factory.mktemp("earlier") / "audit.json"
    earlier.write_text(shown("json", audit(edition, _before(complete), date="2025-01-01")), encoding="utf-8")
    now = audit(edition, _after(complete), date=DATE)
    lacking = changed(complete, "developers", "evidence_of_benefit")
    return {
        **audits,
        "passed": _passed(edition, complete),
        "submitted": audit(edition, complete, date=DATE, gate=Gate.SUBMISSION),
        "waived": audit(edition, lacking, date=DATE, gate=Gate.SUBMISSION, policy=_policy("1G-1", "It waits.")),
        "responding": _responding(edition, read_profile(edition, WEAK)),
        "since": replace(now, since=since(now, read_audits(earlier)[complete.id])),
        "hostile everywhere": _hostile(edition, audits["hostile"].profile),
    }


KINDS = (
    "complete", "minimal", "tennessee", "tailored", "without deliverers", "decided", "hostile", "passed", "submitted",
    "waived", "responding", "since", "hostile everywhere",
)  # fmt: skip
"""The names of the audits of `cases`, but for "harmless"."""


def _before(complete: Profile) -> Profile:
    return changed(changed(complete, "developers", "evidence_of_benefit"), "evaluators", "feedback", to=None)


def _after(complete: Profile) -> Profile:
    """Return a profile in which 1G is fixed, 3D is open, and 1F has come to fall short."""
    profile = changed(complete, "developers", "learning_resources")
    profile = changed(profile, "developers", "title_and_description", "content_area", to="Climate at school")
    return changed(profile, "evaluators", "feedback", to=None)


def _passed(edition: Edition, complete: Profile) -> Audit:
    waits = [f.criterion for f in audit(edition, complete, date=DATE).findings if f.status is Status.AWAITING_REVIEW]
    met = (Answer.MET, Answer.MET)
    decisions = {
        name: Decision(criterion=name, standing=Standing.SETTLED, answers=met, settled=Answer.MET) for name in waits
    }
    return audit(edition, complete, date=DATE, decisions=decisions)


def _policy(requirement: str, reason: str) -> Policy:
    waiver = Waiver(requirement=requirement, profiles=(), reason=reason, by="Office", expires="2026-06-30")
    return Policy(id="ohio", title="Ohio", state="OH", path="ohio.yaml", sha256="5" * 64, waivers=(waiver,))


def _responding(edition: Edition, profile: Profile) -> Audit:
    said = [
        {"criterion": name, "text": f"We are at work on {name}.", "date": "2025-12-01"}
        for name in ("1A-1", "1F-6", "1D-2", "1C-D1")
    ]
    return audit(edition, replace(profile, content={**profile.content, "responses": said}), date=DATE)


def _hostile(edition: Edition, profile: Profile) -> Audit:
    """Return an audit in which title, file name, responses, policy and waiver are hostile as well."""
    names = [criterion.id for criterion in edition.criteria]
    texts = (*TEXTS, "##[error]x", "::error::x", "x\r::error::y", "%0A::error::x", "=1+1", "@SUM(1)")
    said = [{"criterion": name, "text": text, "date": "2025-12-01"} for name, text in zip(names, texts, strict=False)]
    whole = replace(profile, path=ODD_NAME, content={**profile.content, "responses": said})
    policy = replace(_policy("1G-1", "[A law](http://x.example) <b>\n::error::x"), title="| # ![x](http://x.example)")
    return audit(edition, whole, date=DATE, policy=policy)


Spoken = Callable[[str], Audit]


@pytest.fixture(scope="session")
def spoken(cases: Mapping[str, Audit]) -> Spoken:
    """Return an audit in which somebody else says a text wherever they can."""
    return lambda text: saying(cases["harmless"], text)


Here = Callable[..., Ran]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, run: Run) -> Here:
    """Run the command, a job's summary asked for only where it is given."""

    def run_here(*args: str | Path, cwd: Path = ROOT, summary: Path | None = None) -> Ran:
        with monkeypatch.context() as patch:
            if summary is not None:
                patch.setenv("GITHUB_STEP_SUMMARY", str(summary))
            return run(*args, cwd=cwd)

    return run_here
