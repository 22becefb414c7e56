"""Two versions of one profile: what changed, and what that did to the score."""

from __future__ import annotations

import re

import pytest

from mcaudit.app.reports import VERSIONS
from mcaudit.audit.engine import audit
from mcaudit.comparison.versions import versions
from mcaudit.looks import View
from mcaudit.model import Audit, Edition, Profile, Progress, Status
from mcaudit.model.comparison import Versions
from mcaudit.terms.words import RATING
from tests.comparison.test_changes import AGAIN, BARE, saying
from tests.conftest import changed

DAY = "2026-01-01"
HOURS = ("deliverers", "estimated_time", "typical_hours")


@pytest.fixture(scope="module")
def before(edition: Edition, complete: Profile) -> Audit:
    """The audit of the profile that answers everything."""
    return audit(edition, complete, date=DAY)


def compared(before: Audit, new: Profile) -> Versions:
    return versions(before, audit(before.edition, new, date=DAY))


def written(found: Versions, medium: str) -> str:
    return VERSIONS.content(found, medium, View(width=100)).decode("utf-8")


def test_a_version_that_says_the_same_has_changed_in_nothing(before: Audit, complete: Profile) -> None:
    found = compared(before, changed(complete, "title", to=complete.title))
    assert (found.effects, found.elsewhere, dict(found.since.changes)) == ((), (), {})


def test_a_fact_that_is_gone_is_a_step_less_addressed_and_met(edition: Edition) -> None:
    time = {"typical_hours": 30, "covers": ["materials", "resources", "supports", "activities", "evidence"]}
    old = audit(edition, saying("deliverers", "estimated_time", time), date=DAY)
    found = versions(old, audit(edition, BARE, date=DAY))
    effect = next(each for each in found.effects if each.requirement == "2F-1")
    assert (effect.before, effect.after) == (Status.MET, Status.NOT_STATED)
    assert (effect.addressed, effect.floor, effect.ceiling, effect.criteria) == (-1, -1, -1, ("2F-1",))


def test_an_approximate_fact_is_still_addressed_and_may_be_met(before: Audit, complete: Profile) -> None:
    found = compared(before, changed(complete, "evaluators", "resubmission", "limit", to="a few times"))
    effect = next(each for each in found.effects if each.requirement == "3F-1")
    assert (effect.addressed, effect.floor, effect.ceiling) == (0, int(effect.after is Status.MET) - 1, 0)


def test_the_steps_of_all_requirements_are_the_step_of_the_score(before: Audit, complete: Profile) -> None:
    found = compared(before, changed(complete, "evaluators"))
    for level in ("required", "desired"):
        mine = [effect for effect in found.effects if effect.level == level]
        old, new = getattr(found.old.score, level), getattr(found.new.score, level)
        assert sum(effect.addressed for effect in mine) == new.addressed - old.addressed
        assert sum(effect.floor for effect in mine) == new.floor - old.floor
        assert sum(effect.ceiling for effect in mine) == new.ceiling - old.ceiling


def test_words_that_change_and_leave_the_score_are_reported_anyway(before: Audit, complete: Profile) -> None:
    found = compared(before, changed(complete, "developers", "title_and_description", "content_area", to="Reading"))
    effect = next(each for each in found.effects if each.requirement == "1A-1")
    assert (effect.before, effect.floor, effect.ceiling) == (effect.after, 0, 0)
    assert [text.after for text in found.since.changes["1A-1"].texts] == ["Reading"]


def test_what_no_criterion_reads_is_distinguished(before: Audit, complete: Profile) -> None:
    found = compared(before, changed(complete, "about", "cost", "amount", to=160))
    assert found.effects == ()
    assert [(text.pointer, text.before, text.after) for text in found.elsewhere] == [
        ("/about/cost/amount", "150", "160")
    ]


def test_a_group_changes_once_whichever_of_its_members_did(before: Audit, complete: Profile) -> None:
    found = compared(before, changed(complete, "developers", "competency_context"))
    (effect,) = [each for each in found.effects if each.requirement == "1D-any"]
    assert set(effect.criteria) == {"1D-2", "1D-3"}


def test_a_rating_is_one_word_before_and_after(edition: Edition) -> None:
    audits = [audit(edition, each, date=DAY) for each in (BARE, AGAIN)]
    before, after = (RATING[sub.rating] for each in audits for sub in each.subcomponents if sub.id == "3F")
    assert before != after
    assert re.search(rf"rating of 3F +{before} +{after}", written(versions(*audits), "terminal"))


def test_two_versions_by_one_edition_and_version_re_evaluate_nothing(before: Audit, complete: Profile) -> None:
    found = compared(before, changed(complete, "evaluators"))
    assert found.since.doubts == ()
    assert Progress.RE_EVALUATED not in found.since.kinds()


@pytest.mark.parametrize("medium", ["terminal", "markdown", "html", "json"])
def test_every_medium_names_what_changed_and_the_score_before_and_after(
    before: Audit, complete: Profile, medium: str
) -> None:
    found = compared(before, changed(complete, *HOURS))
    text = written(found, medium).replace("\\", "")
    for part in ("2F-1", "/deliverers/estimated_time/typical_hours", "30", "addressed"):
        assert part in text
    assert text == written(found, medium).replace("\\", "")


def test_a_pdf_of_two_versions_can_be_made(before: Audit, complete: Profile) -> None:
    found = compared(before, changed(complete, *HOURS))
    assert VERSIONS.content(found, "pdf", View()).startswith(b"%PDF-")


HOSTILE = {
    "a link": "[click](https://evil.example)",
    "markup": "<b>x</b> | y",
    "escape": "\x1b[31mred",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_words_of_a_profile_are_only_words(before: Audit, complete: Profile, text: str) -> None:
    found = compared(before, changed(complete, "developers", "title_and_description", "content_area", to=text))
    assert "\x1b" not in written(found, "terminal")
    shown = written(found, "markdown")
    assert "[click]" not in shown.replace("\\[click", "")
    assert "<b>" not in shown.replace("\\<b", "")
    assert "\x1b" not in shown
