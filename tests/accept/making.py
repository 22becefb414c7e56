"""Small policies and profiles for the tests of a map of acceptance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcaudit.accept.candidate import Candidate
from mcaudit.accept.cells import cell
from mcaudit.audit.engine import case_of
from mcaudit.facts.for_state import for_state
from mcaudit.model import Decision, Edition, Policy, PolicyConflict, PolicySource, Profile, SettingValue, Statement
from mcaudit.model.acceptance import Answer, Cell
from mcaudit.model.purposes import Gives, Holder, Per, Purpose, PurposeKind, SourcedPlace, Standing, Whose
from tests.conftest import profile_of

DAY = "2026-11-29"
RULES = SourcedPlace(document="rules", place="p. 4")
RENEWAL = PurposeKind.LICENSE_RENEWAL
POINTS = Gives(kind="relicensure_credit", amount=6, unit="pd_points", per=Per.MICRO_CREDENTIAL)
SOURCES = (
    PolicySource(id="rules", title="Rules", url="https://rules.example.org", seen="2026-10-01", whose=Whose.STATE),
    PolicySource(id="older", title="Older", url="https://older.example.org", seen="2026-10-01", whose=Whose.STATE),
    PolicySource(id="union", title="Union", url="https://union.example.org", seen="2026-10-01", whose=Whose.OTHER),
    PolicySource(id="copy", title="A copy", url="https://copy.example.org", seen="2026-10-01"),
)
PAGE = {"document": "page"}


def rule(**more: Any) -> Purpose:
    """Return a rule in force by which the state gives six points."""
    return Purpose(
        **{
            "id": "points",
            "purpose": RENEWAL,
            "text": "One counts for six points.",
            "source": RULES,
            "accepts": True,
            "standing": Standing.IN_FORCE,
            "decided_by": Holder.STATE,
            "gives": POINTS,
            **more,
        }
    )


def refusal(**more: Any) -> Purpose:
    """Return a rule that refuses."""
    return rule(**{"id": "refusal", "accepts": False, "decided_by": None, "gives": None, **more})


def policy_of(*rules: Purpose, **more: Any) -> Policy:
    """Return a policy of Ohio with some rules."""
    return Policy(
        **{
            "id": "ohio",
            "title": "Ohio",
            "state": "OH",
            "path": "ohio.yaml",
            "sha256": "0" * 64,
            "sources": SOURCES,
            "purposes": rules,
            **more,
        }
    )


def setting(value: Any, **more: Any) -> tuple[SettingValue, ...]:
    """Return the value of a setting."""
    return (SettingValue(value=value, source=RULES, **more),)


def conflict(*documents: str, rule: str = "points") -> PolicyConflict:
    """Return a disagreement of documents about a rule."""
    from_each = (SourcedPlace(document=each, place="p. 1") for each in documents)
    return PolicyConflict(
        about="how much it counts",
        setting="",
        rule=rule,
        says=tuple(Statement(text="It says so.", source=place) for place in from_each),
    )


def made(content: Mapping[str, Any]) -> Profile:
    """Return a profile of Ohio with a page that everything may cite."""
    return profile_of({"dossier": {"page": {"title": "The page", "url": "https://page.example.org"}}, **content})


def answered(edition: Edition, content: Mapping[str, Any], policy: Policy | None, **more: Any) -> Cell:
    """Return the cell of a profile in Ohio; `more` may give the purpose, the date, and decisions by criterion."""
    date = str(more.get("date", DAY))
    decisions: Mapping[str, Decision] = more.get("decisions", {})

    def candidate(policy: Policy) -> Candidate:
        profile = for_state(edition, made(content), "OH")
        case = case_of(edition, profile, date=date, policy=policy, decisions=decisions)
        return Candidate(case, policy, date=date, shared={})

    return cell(policy, candidate, state="OH", purpose=str(more.get("purpose", RENEWAL)), date=date)


def answer_of(edition: Edition, content: Mapping[str, Any], policy: Policy | None, **more: Any) -> Answer:
    """Return the answer of the cell of a profile in Ohio."""
    return answered(edition, content, policy, **more).answer
