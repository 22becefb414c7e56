"""What tests of outputs share: audits in which everything that a document must tell comes up somewhere."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from mcaudit.audit.engine import audit
from mcaudit.model import (
    Answer,
    Audit,
    Decision,
    DocumentState,
    Edition,
    Policy,
    Profile,
    RequiredDesired,
    SettingValue,
    SourcedPlace,
    Standing,
    Waiver,
)
from mcaudit.reading.profile.read import read_profile
from tests.conftest import ROOT, changed, profile_of
from tests.hostile import twin_files

DATE = "2026-01-01"
CASES = ("complete", "minimal", "tennessee", "tailored", "without deliverers", "decided", "spoken", "hostile")
"""The names of the audits of `audits`; "harmless" is there besides, the twin of "hostile"."""
_REAL = ROOT / "profiles" / "tennessee" / "knox-county-educator-micro-credentials.yaml"


@pytest.fixture(scope="session")
def audits(edition: Edition, complete: Profile, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Audit]:
    """Audits by name."""
    folder: Path = tmp_path_factory.mktemp("twins")
    hostile, harmless = (audit(edition, read_profile(edition, path), date=DATE) for path in twin_files(edition, folder))
    return {
        "complete": audit(edition, complete, date=DATE),
        "minimal": audit(edition, profile_of({}), date=DATE),
        "tennessee": audit(edition, read_profile(edition, _REAL), date=DATE),
        "tailored": audit(edition, _wanting(complete), date=DATE, policy=_TAILORED),
        "without deliverers": audit(edition, _without_deliverers(complete), date=DATE),
        "spoken": audit(edition, profile_of(SPOKEN), date=DATE),
        "decided": audit(edition, complete, date=DATE, decisions=_DECISIONS),
        "hostile": hostile,
        "harmless": harmless,
    }


def _wanting(complete: Profile) -> Profile:
    """Return the complete profile without a benefit (1G), a stack (1D-2, not needed) and more, a document missing."""
    profile = changed(complete, "developers", "evidence_of_benefit")
    profile = changed(profile, "developers", "competency_area", "state_priority")
    profile = changed(profile, "developers", "competency_context", "stack")
    profile = changed(profile, "developers", "learning_resources", "citations")
    profile = changed(profile, "evaluators", "feedback", to=None)
    profile = changed(profile, "evaluators", "submission", to={})
    return profile_of(profile.content, {**profile.documents, "scoring_rubric": DocumentState.MISSING})


def _without_deliverers(complete: Profile) -> Profile:
    citation = {"document": "profile_page", "section": "Overview"}
    return changed(complete, "deliverers", to={"availability": {"available": "no", "citations": [citation]}})


def _waiver(requirement: str, expires: str = "2026-06-30") -> Waiver:
    return Waiver(requirement=requirement, profiles=(), reason=f"Why {requirement} waits", by="Office", expires=expires)


_TAILORED = Policy(
    id="ohio",
    title="Ohio",
    state="OH",
    path="ohio.yaml",
    sha256="5" * 64,
    settings={
        "verifying_body": (
            SettingValue(
                value=["Example State Credential Review Board (fictional)"],
                source=SourcedPlace(document="rules", place="p. 9"),
            ),
        )
    },
    requires=(RequiredDesired(criterion="1C-D3", source=SourcedPlace(document="rules", place="p. 4")),),
    waivers=(_waiver("1G-1"), _waiver("5A-any"), _waiver("1F-1"), _waiver("2A-1"), _waiver("3E-1", "2025-12-31")),
)


def _decided(criterion: str, answer: Answer, *, adjudicated: bool = False) -> Decision:
    return Decision(
        criterion=criterion,
        standing=Standing.SETTLED,
        answers=(answer, answer),
        settled=answer,
        adjudicated=adjudicated,
        rationale=f"Why {criterion} is so",
    )


_DECISIONS = {
    each.criterion: each
    for each in (
        _decided("1A-1", Answer.PARTLY_MET),
        _decided("1A-2", Answer.MET),
        _decided("1F-6", Answer.NOT_MET, adjudicated=True),
        _decided("3B-D3", Answer.NOT_APPLICABLE),
    )
}


def _says(*values: object) -> list[dict[str, object]]:
    return [{"value": value, "citation": {"document": "page", "page": n}} for n, value in enumerate(values, 1)]


SPOKEN = {
    "submitted_by": {"organization": "acme", "name": "Pat Lee", "date": "2026-01-05"},
    "organizations": {"acme": {"name": "Acme Teachers", "kind": "nonprofit", "aliases": ["AT"], "several": "yes"}},
    "dossier": {
        "page": {"title": "The page", "kind": "web_page", "url": "https://example.org/", "excerpt": "yes"},
        "memo": {"title": "The memo", "kind": "letter", "kept": "no"},
    },
    "statements": [
        {
            "about": ["1E-4", "1D-any"],
            "text": "Earners submit two videos.",
            "citation": {"document": "page", "section": "Outcomes"},
        },
        *(
            {"about": names, "text": "Everything is in order.", "citation": {"document": "page"}}
            for names in (["3C-1", "3C-D1", "3D-1"], ["3D-2", "3D-3", "3D-4", "3E-1"])
        ),
    ],
    "remarks": [{"text": "The page gives two prices.", "about": ["1F-6"], "citation": {"document": "page"}}],
    "about": {
        "cost": [
            {"amount": 0, "for": "members", "citation": {"document": "page", "page": 4}},
            {"amount": 1250, "for": "others"},
            {"amount": {"about": 40}, "description": "for the book"},
            {"description": "ask us"},
        ],
        "mode": ["in_person", "online"],
        "capacity": {"at_least": 10, "at_most": 20},
        "duration": "TBD",
        "conflicts": [{"field": "cost", "entry": 2, "part": "amount", "values": _says(1250, 1300), "note": "Odd."}],
        "remarks": [{"text": "The price may be old."}],
    },
    "developers": {
        "competency_area": {"references": [{"title": "A work", "year": 2020}], "citations": [{"document": "memo"}]},
        "learning_resources": {
            "resources": [
                {"title": "A book", "cost": "borrow it", "medium": ["print", "online"], "price": {"at_most": 12}},
                {"title": "A film", "cost": "free_online"},
            ],
            "list_complete": True,
            "remarks": [{"text": "The list names the book twice."}],
            "citations": [{"document": "page"}],
            "conflicts": [
                {"field": "resources", "entry": "A book", "part": "cost", "values": _says("purchase", "free_online")}
            ],
        },
        "evidence_of_benefit": {"benefit": "lorem ipsum"},
    },
    "deliverers": {
        "availability": {"available": "no", "citations": [{"document": "page"}]},
        "estimated_time": {"typical_hours": {"about": 15}, "citations": [{"document": "page"}]},
    },
    "evaluators": {
        "submission": {"instructions": {"description": "Please see our website."}},
        "resubmission": {"allowed": "no", "citations": [{"document": "page"}]},
    },
}
"""A profile that says things as real pages do: statements, ranges, several choices, other words, conflicts, remarks."""
