"""What became of an earlier audit's findings: what is new, open, fixed or changed, and in which text."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.audit.engine import audit
from mcaudit.comparison.changes import since
from mcaudit.errors import InputError
from mcaudit.model import (
    Answer,
    Audit,
    Basis,
    Decision,
    DocumentState,
    EarlierAudit,
    Edition,
    Policy,
    Profile,
    Progress,
    Standing,
    Status,
    TextChange,
)
from mcaudit.model.places import value_at
from mcaudit.reading.audits import read_audits
from mcaudit.reading.profile.read import read_profile
from tests.conftest import ROOT, changed, examples, profile_of
from tests.reading.test_audits import as_json, earlier_of, places, put

DAY, LATER = "2026-01-01", "2026-02-01"
PROFILES = sorted((ROOT / "profiles").rglob("*.yaml"))
_TITLE = ("developers", "title_and_description")
_RESOURCES = ("developers", "learning_resources", "resources")

Compare = Callable[[Profile, Profile], Audit]


@pytest.fixture
def compare(edition: Edition) -> Compare:
    """Audit a profile before and after, and return the later audit with what became of the earlier one."""

    def compared(before: Profile, after: Profile) -> Audit:
        then = audit(edition, before, date=DAY)
        now = audit(edition, after, date=LATER)
        return replace(now, since=since(now, earlier_of(then, "before.json")))

    return compared


def progress(found: Audit) -> dict[Progress, tuple[str, ...]]:
    """Return the criteria of each kind of change that there is."""
    assert found.since is not None
    return {kind: tuple(change.criterion for change in found.since.of(kind)) for kind in found.since.kinds()}


def texts(found: Audit, criterion: str) -> list[tuple[str, str | None, str | None]]:
    """Return the text that changed for a criterion beside its citations, as place, before and after."""
    return [each for each in everything(found, criterion) if not each[0].endswith("/citations")]


def everything(found: Audit, criterion: str) -> list[tuple[str, str | None, str | None]]:
    """Return all that changed for a criterion, as place, before and after."""
    assert found.since is not None
    change = found.since.changes.get(criterion)
    return [(each.pointer, each.before, each.after) for each in change.texts] if change else []


def at(profile: Profile, *path: str) -> Any:
    """Return what a profile says at a place."""
    return value_at(profile.content, "".join(f"/{step}" for step in path))


# --- nothing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_a_profile_that_stayed_the_same_has_only_open_findings(edition: Edition, path: Path, tmp_path: Path) -> None:
    now = audit(edition, read_profile(edition, path), date=DAY)
    printed = tmp_path / "audit.json"
    printed.write_text(as_json(now), encoding="utf-8")
    found = since(now, read_audits(printed)[now.profile.id])
    assert found.kinds() in ((), (Progress.OPEN,))
    assert not any(change.texts for change in found.changes.values())
    assert found.doubts == ()
    short = (Status.NOT_STATED, Status.NOT_MET, Status.PARTLY_MET, Status.UNSUPPORTED)
    assert set(found.changes) == {f.criterion for f in now.findings if f.needed and f.status in short}


@examples(20)
@given(data=st.data())
def test_what_a_profile_lacks_does_not_matter_to_that(edition: Edition, complete: Profile, data: st.DataObject) -> None:
    subs = [f"{component.key}/{sub.key}" for component in edition.components for sub in component.subcomponents]
    profile = complete
    for name in data.draw(st.lists(st.sampled_from(subs), max_size=6, unique=True)):
        profile = changed(profile, *name.split("/"), to=data.draw(st.sampled_from((None, {}))))
    now = audit(edition, profile, date=DAY)
    found = since(now, earlier_of(now, "audit.json"))
    assert found.kinds() in ((), (Progress.OPEN,))
    assert not any(change.texts for change in found.changes.values())


# --- kinds of change -------------------------------------------------------------------------------

_PAGE = {"title": "Page", "kind": "profile_page", "url": "https://example.org", "seen": "2026-01-01"}
_CITED = {"document": "page", "section": "Trying again"}
BARE = profile_of({"dossier": {"page": _PAGE}})
"""A profile that says nothing, so that no other place bears on what a test adds."""


def saying(component: str, key: str, answer: Mapping[str, Any], *, cited: bool = True) -> Profile:
    """Return a profile that gives one answer and nothing else."""
    citations = {"citations": [_CITED]} if cited else {}
    return profile_of({**BARE.content, component: {key: {**answer, **citations}}})


AGAIN = saying("evaluators", "resubmission", {"allowed": "yes", "limit": 3})
"""A profile that says only how often earners may resubmit (3F-1)."""


def test_what_falls_short_now_and_did_not_before_is_new(compare: Compare) -> None:
    assert progress(compare(AGAIN, BARE))[Progress.NEW] == ("3F-1",)


def test_what_fell_short_and_no_longer_does_is_fixed(compare: Compare) -> None:
    assert progress(compare(BARE, AGAIN))[Progress.FIXED] == ("3F-1",)


def test_what_falls_short_both_times_is_open(compare: Compare) -> None:
    found = progress(compare(BARE, BARE))
    assert set(found) == {Progress.OPEN}
    assert "3F-1" in found[Progress.OPEN]


def test_what_falls_short_in_another_way_than_before_is_open(compare: Compare) -> None:
    uncited = saying("evaluators", "resubmission", {"allowed": "yes", "limit": 3}, cited=False)
    found = compare(BARE, uncited)
    assert "3F-1" in progress(found)[Progress.OPEN]
    assert found.since is not None
    change = found.since.changes["3F-1"]
    assert (change.before.status, change.moved) == (Status.NOT_STATED, True)
    assert {each.status for each in found.findings if each.criterion == "3F-1"} == {Status.UNSUPPORTED}


def test_what_has_new_text_and_falls_short_neither_time_is_changed(compare: Compare, complete: Profile) -> None:
    found = compare(complete, changed(complete, *_TITLE, "content_area", to="School climate"))
    assert progress(found) == {Progress.CHANGED: ("1A-1",)}


def test_what_has_another_status_and_falls_short_neither_time_is_changed(edition: Edition, complete: Profile) -> None:
    settled = Decision(criterion="1A-1", standing=Standing.SETTLED, answers=(Answer.MET,) * 2, settled=Answer.MET)
    then, now = (audit(edition, complete, date=DAY, decisions=each) for each in ({}, {"1A-1": settled}))
    found = since(now, earlier_of(then, "before.json"))
    assert [(change.criterion, change.progress, change.texts) for change in found.changes.values()] == [
        ("1A-1", Progress.CHANGED, ())
    ]


def test_what_was_partly_met_fell_short(edition: Edition, complete: Profile) -> None:
    partly = Decision(
        criterion="1A-1", standing=Standing.SETTLED, answers=(Answer.PARTLY_MET,) * 2, settled=Answer.PARTLY_MET
    )
    now, then = (audit(edition, complete, date=DAY, decisions=each) for each in ({}, {"1A-1": partly}))
    assert since(now, earlier_of(then, "before.json")).changes["1A-1"].progress is Progress.FIXED


def test_a_document_that_is_gone_is_new_although_no_text_changed(compare: Compare, complete: Profile) -> None:
    gone = profile_of(complete.content, {**complete.documents, "scoring_rubric": DocumentState.MISSING})
    found = compare(complete, gone)
    unsupported = {each.criterion for each in found.findings if each.status is Status.UNSUPPORTED and each.needed}
    assert unsupported
    assert unsupported <= set(progress(found)[Progress.NEW])


# --- groups ----------------------------------------------------------------------------------------

COMBINED = saying("developers", "competency_context", {"combines_with": [{"other": "Circles", "toward": "Mediating"}]})
STACKED = saying(
    "developers",
    "competency_context",
    {"part_of_stack": "yes", "stack": {"name": "Circles", "members": ["One"], "standing": "established"}},
)


def test_a_member_that_its_group_does_not_need_never_counts(compare: Compare, complete: Profile) -> None:
    lacking = changed(complete, "developers", "competency_context", "combines_with")
    for before, after in ((complete, lacking), (lacking, lacking), (lacking, complete)):
        found = compare(before, after)
        kinds = {kind for kind, names in progress(found).items() if "1D-3" in names}
        assert kinds <= {Progress.CHANGED}
        assert not {Progress.NEW, Progress.OPEN, Progress.FIXED} & set(progress(found))


def test_every_member_of_a_group_that_is_not_addressed_counts(compare: Compare) -> None:
    assert {"1D-2", "1D-3"} <= set(progress(compare(BARE, BARE))[Progress.OPEN])


@pytest.mark.parametrize("after", [COMBINED, STACKED], ids=["1D-3", "1D-2"])
def test_a_member_that_is_met_or_waits_fixes_the_group_and_the_other_is_no_longer_asked(
    compare: Compare, after: Profile
) -> None:
    found = compare(BARE, after)
    one, other = ("1D-3", "1D-2") if after is COMBINED else ("1D-2", "1D-3")
    needed = {each.criterion: each.needed for each in found.findings}
    assert needed[one]
    assert one in progress(found)[Progress.FIXED]
    assert needed[other] or other in progress(found)[Progress.DROPPED]


# --- words -----------------------------------------------------------------------------------------


def test_the_text_of_a_field_is_shown_before_and_after(compare: Compare, complete: Profile) -> None:
    pointer, before = "/developers/title_and_description/content_area", at(complete, *_TITLE, "content_area")
    assert texts(compare(complete, changed(complete, *_TITLE, "content_area", to="Climate")), "1A-1") == [
        (pointer, before, "Climate")
    ]
    gone = changed(complete, *_TITLE, "content_area")
    assert texts(compare(complete, gone), "1A-1") == [(pointer, before, None)]
    assert texts(compare(gone, complete), "1A-1") == [(pointer, None, before)]
    assert texts(compare(gone, changed(complete, *_TITLE, "content_area", to=None)), "1A-1") == []


def test_text_that_does_not_bear_on_a_criterion_does_not_matter_to_it(compare: Compare, complete: Profile) -> None:
    found = compare(complete, changed(complete, *_TITLE, "rationale", to="Because circles help to repair harm."))
    assert found.since is not None
    assert list(found.since.changes) == ["1A-3"]


def test_only_the_entries_that_changed_are_shown(compare: Compare, complete: Profile) -> None:
    lacking = changed(complete, *_RESOURCES, 0, "cost")
    assert texts(compare(complete, lacking), "1F-6") == [
        ("/developers/learning_resources/resources/0/cost", "free_online", None)
    ]
    assert texts(compare(complete, changed(complete, *_RESOURCES, 1, "cost", to="to_buy")), "1F-6") == [
        ("/developers/learning_resources/resources/1/cost", "free_online", "to_buy")
    ]


def lists(complete: Profile, *entries: Any) -> Profile:
    """Return a profile that names certain competency areas, which 1A-2 reads."""
    return changed(complete, *_TITLE, "competency_areas", to=list(entries))


_AREAS = "/developers/title_and_description/competency_areas"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (["a"], ["a", "b"], [(f"{_AREAS}/1", None, "b")]),
        (["a", "b"], ["b"], [(f"{_AREAS}/0", "a", None)]),
        (["b"], ["a", "b"], [(f"{_AREAS}/0", None, "a")]),
        (
            ["a", "b", "c"],
            ["a", "x"],
            [(f"{_AREAS}/1", "b", None), (f"{_AREAS}/2", "c", None), (f"{_AREAS}/1", None, "x")],
        ),
        (["a", "b"], ["b", "a"], [(f"{_AREAS}/0", "a", "b"), (f"{_AREAS}/1", "b", "a")]),
        (["a", "b", "c"], ["c", "a"], [(f"{_AREAS}/1", "b", None)]),
        (["a", "a"], ["a"], [(f"{_AREAS}/1", "a", None)]),
        (["a"], ["b"], [(f"{_AREAS}/0", "a", "b")]),
    ],
    ids=["added", "removed", "inserted", "replaced", "reordered", "removed and reordered", "twice", "reworded"],
)
def test_of_a_list_what_came_and_what_went_is_reported(
    compare: Compare,
    complete: Profile,
    before: list[str],
    after: list[str],
    expected: list[tuple[str, str | None, str | None]],
) -> None:
    assert texts(compare(lists(complete, *before), lists(complete, *after)), "1A-2") == expected


def test_entries_of_a_list_are_reported_in_words(compare: Compare, complete: Profile) -> None:
    book = {"title": "Circles", "year": 2024, "authors": None, "uses": ["first", "second"], "seen": True}
    more = changed(complete, *_RESOURCES, to=[*at(complete, *_RESOURCES), book])
    ((pointer, before, after),) = texts(compare(complete, more), "1F-6")
    assert (pointer.rpartition("/")[0], before) == ("/developers/learning_resources/resources", None)
    assert after is not None
    assert after.startswith("title: Circles, year: 2024, ")
    assert "first; second" in after
    assert "None" not in after
    assert "True" not in after


@pytest.mark.parametrize(
    ("before", "after"), [(["a"], "a"), ("a", {"a": "b"}), ({"a": "b"}, ["a"]), (3, "3"), (None, ["a"])]
)
def test_what_is_of_another_kind_now_is_reported_whole(
    compare: Compare, complete: Profile, before: Any, after: Any
) -> None:
    found = compare(
        changed(complete, *_TITLE, "competency_areas", to=before),
        changed(complete, *_TITLE, "competency_areas", to=after),
    )
    ((pointer, was, now),) = texts(found, "1A-2")
    assert pointer == _AREAS
    assert (was is None) == (before is None)
    assert now is not None


def test_a_place_that_changed_is_a_json_pointer(compare: Compare, complete: Profile) -> None:
    before = changed(complete, *_TITLE, "competency_areas", to={"a/b": "x", "c~d": "x"})
    after = changed(complete, *_TITLE, "competency_areas", to={"a/b": "y", "c~d": "y"})
    assert [pointer for pointer, *_ in texts(compare(before, after), "1A-2")] == [f"{_AREAS}/a~1b", f"{_AREAS}/c~0d"]


def test_citations_that_changed_are_shown_with_document_place_and_fields(compare: Compare, complete: Profile) -> None:
    one = {"document": "profile_page", "section": "Overview", "fields": ["content_area", "title", "competency"]}
    two = {"document": "profile_page", "section": "Purpose"}
    pointer = "/developers/title_and_description/citations"
    of, whole, none = (changed(complete, *_TITLE, "citations", to=entries) for entries in ([one], [two], []))
    words = "document: profile_page, section: Overview, fields: content_area; title; competency"
    assert everything(compare(of, whole), "1A-1") == [(pointer, words, "document: profile_page, section: Purpose")]
    assert everything(compare(of, none), "1A-1") == [(pointer, words, None)]
    assert everything(compare(none, of), "1A-1") == [(pointer, None, words)]


_CURRENCIES = ("recognizers", "formal_currency", "currencies")


def test_an_entry_of_another_kind_does_not_matter_to_a_criterion(compare: Compare, complete: Profile) -> None:
    kinds = [entry["kind"] for entry in at(complete, *_CURRENCIES)]
    index = kinds.index("stipend")
    found = compare(complete, changed(complete, *_CURRENCIES, index, "amount", to=500))
    pointer = f"/recognizers/formal_currency/currencies/{index}/amount"
    assert texts(found, "5A-4") == [(pointer, str(at(complete, *_CURRENCIES)[index]["amount"]), "500")]
    assert texts(found, "5A-3") == []


def test_a_statement_that_is_new_is_shown_for_the_criteria_that_it_names(compare: Compare, complete: Profile) -> None:
    cited = {"document": "profile_page", "section": "Feedback"}
    statement = {"about": ["3E-1", "1D-any"], "text": "Evaluators write two pages of comments.", "citation": cited}
    found = compare(complete, changed(complete, "statements", to=[statement]))
    words = "text: Evaluators write two pages of comments., citation: document: profile_page, section: Feedback"
    for name in ("3E-1", "1D-2", "1D-3"):
        assert everything(found, name) == [("/statements", None, words)]
    assert everything(found, "3E-2") == []


@pytest.mark.parametrize("depth", [10, 100, 900])
def test_an_earlier_profile_may_be_nested_as_deeply_as_can_be_read(
    edition: Edition, complete: Profile, tmp_path: Path, depth: int
) -> None:
    # Of what the profile said then nothing was checked: the file may have been made by anything.
    now = audit(edition, complete, date=DAY)
    text = as_json(audit(edition, changed(complete, *_TITLE, "competency_areas", to="@"), date=DAY))
    path = tmp_path / "before.json"
    path.write_text(text.replace('"@"', "[" * depth + "]" * depth), encoding="utf-8")
    assert "[[" in path.read_text(encoding="utf-8")
    try:
        earlier = read_audits(path)
    except InputError:
        assert depth > 100  # so deep, it may be refused
    else:
        assert since(now, earlier[complete.id]).changes["1A-2"].texts


# --- what else differs -----------------------------------------------------------------------------


def doubts(found: Audit, earlier: EarlierAudit, **differing: Any) -> tuple[str, ...]:
    """Return the doubts about an earlier audit that differs in some way."""
    return since(found, replace(earlier, **differing)).doubts


def test_what_else_differs_between_the_two_audits_is_noted(edition: Edition, complete: Profile) -> None:
    now = audit(edition, complete, date=DAY)
    earlier = earlier_of(now, "before.json")
    assert doubts(now, earlier) == ()
    assert "other criteria" in doubts(now, earlier, edition="0" * 64)[0]
    assert "made by mcaudit 0.0.9" in doubts(now, earlier, tool="0.0.9")[0]
    assert "another policy" in doubts(now, earlier, policy="0" * 64)[0]
    assert "other decisions" in doubts(now, earlier, reviewed=("0" * 64,))[0]
    assert "dated 2026-01-02, which is after this one" in doubts(now, earlier, date="2026-01-02")[0]
    assert "changed text cannot be shown" in doubts(now, earlier, content=None)[0]


def test_a_policy_that_is_the_same_raises_no_doubt(edition: Edition, complete: Profile) -> None:
    policy = Policy(id="ohio", title="Ohio", state="OH", path="ohio.yaml", sha256="5" * 64)
    now = audit(edition, complete, date=DAY, policy=policy)
    earlier = earlier_of(now, "before.json")
    assert doubts(now, earlier) == ()
    assert "another policy" in doubts(now, earlier, policy="")[0]


def test_without_the_earlier_profile_only_statuses_are_compared(edition: Edition) -> None:
    then, now = (audit(edition, each, date=DAY) for each in (BARE, AGAIN))
    found = since(now, replace(earlier_of(then, "before.json"), content=None))
    assert found.changes["3F-1"].progress is Progress.FIXED
    assert found.changes["3F-1"].texts == ()


def test_a_criterion_that_the_earlier_audit_lacks_is_not_a_change(edition: Edition) -> None:
    now = audit(edition, BARE, date=DAY)
    earlier = earlier_of(now, "before.json")
    fewer = {name: each for name, each in earlier.findings.items() if name != "3F-1"}
    found = since(now, replace(earlier, findings=fewer)).changes
    assert "3F-1" not in found
    assert "3F-D1" in found


def test_an_earlier_audit_of_the_same_criteria_that_lacks_some_is_doubted(edition: Edition, complete: Profile) -> None:
    now = audit(edition, complete, date=DAY)
    assert doubts(now, earlier_of(now, "before.json"), findings={})


# --- another edition or another version of mcaudit -------------------------------------------------


def with_earlier_status(earlier: EarlierAudit, criterion: str, status: Status, **differing: Any) -> EarlierAudit:
    """Return an earlier audit in which one criterion had another status."""
    finding = replace(earlier.findings[criterion], status=status)
    return replace(earlier, findings={**earlier.findings, criterion: finding}, **differing)


@pytest.mark.parametrize(
    "differing",
    [{"edition": "0" * 64}, {"tool": "0.0.9"}, {"format": "mcaudit-audit/1"}],
    ids=["edition", "tool", "format"],
)
@pytest.mark.parametrize("status", [status for status in Status if status is not Status.MET])
def test_a_status_that_only_another_edition_or_version_changed_is_re_evaluated(
    edition: Edition, complete: Profile, differing: dict[str, str], status: Status
) -> None:
    now = audit(edition, complete, date=LATER)
    assert next(each for each in now.findings if each.criterion == "2F-1").status is Status.MET
    found = since(now, with_earlier_status(earlier_of(now, "before.json"), "2F-1", status, **differing))
    assert {name: change.progress for name, change in found.changes.items()} == {"2F-1": Progress.RE_EVALUATED}
    assert found.changes["2F-1"].moved


def test_what_falls_short_as_before_stays_open_whatever_its_message_was(edition: Edition) -> None:
    now = audit(edition, BARE, date=LATER)
    earlier = earlier_of(now, "before.json")
    findings = {name: replace(each, message="In other words.") for name, each in earlier.findings.items()}
    found = since(now, replace(earlier, findings=findings, tool="0.0.9"))
    assert {change.progress for change in found.changes.values()} == {Progress.OPEN}
    assert not any(change.moved for change in found.changes.values())


def test_by_the_same_version_and_edition_nothing_is_re_evaluated(edition: Edition, complete: Profile) -> None:
    now = audit(edition, complete, date=LATER)
    found = since(now, with_earlier_status(earlier_of(now, "before.json"), "2F-1", Status.NOT_MET))
    assert found.changes["2F-1"].progress is Progress.FIXED


def test_where_the_profile_changed_as_well_only_what_it_does_not_touch_is_re_evaluated(
    edition: Edition, complete: Profile
) -> None:
    then = audit(edition, changed(complete, "deliverers", "estimated_time", "typical_hours", to=20), date=DAY)
    now = audit(edition, complete, date=LATER)
    earlier = with_earlier_status(earlier_of(then, "before.json"), "2F-1", Status.NOT_MET, tool="0.0.9")
    earlier = with_earlier_status(earlier, "3F-1", Status.NOT_MET)
    found = since(now, earlier)
    assert found.changes["2F-1"].progress is Progress.FIXED
    assert found.changes["3F-1"].progress is Progress.RE_EVALUATED
    assert any("the profile changed as well" in doubt for doubt in found.doubts)


@pytest.mark.parametrize("differing", [{"policy": "0" * 64}, {"content": None, "sha256": "1" * 64}])
def test_where_the_policy_or_an_unknown_profile_changed_as_well_nothing_is_re_evaluated(
    edition: Edition, complete: Profile, differing: dict[str, Any]
) -> None:
    now = audit(edition, complete, date=LATER)
    earlier = with_earlier_status(earlier_of(now, "before.json"), "2F-1", Status.NOT_MET, tool="0.0.9", **differing)
    assert since(now, earlier).changes["2F-1"].progress is Progress.FIXED


@pytest.mark.parametrize(
    ("basis", "expected"), [(Basis.CONSENSUS, Progress.FIXED), (Basis.FACTS, Progress.RE_EVALUATED)]
)
def test_other_decisions_matter_only_to_what_reviewers_decided(
    edition: Edition, complete: Profile, basis: Basis, expected: Progress
) -> None:
    now = audit(edition, complete, date=LATER)
    earlier = with_earlier_status(
        earlier_of(now, "before.json"), "2F-1", Status.NOT_MET, tool="0.0.9", reviewed=("1" * 64,)
    )
    findings = {**earlier.findings, "2F-1": replace(earlier.findings["2F-1"], basis=basis)}
    assert since(now, replace(earlier, findings=findings)).changes["2F-1"].progress is expected


@pytest.mark.parametrize("place", [("dossier", "profile_page", "title"), ("deliverers", "estimated_time", "conflicts")])
def test_a_new_document_or_conflict_is_no_re_evaluation(
    edition: Edition, complete: Profile, place: tuple[str, ...]
) -> None:
    now = audit(edition, complete, date=LATER)
    content = changed(complete, *place, to="Other" if place[0] == "dossier" else []).content
    earlier = with_earlier_status(earlier_of(now, "before.json"), "2F-1", Status.NOT_MET, tool="0.0.9", content=content)
    assert since(now, earlier).changes["2F-1"].progress is Progress.FIXED


def test_an_audit_of_the_first_format_of_the_same_profile_has_nothing_fixed_or_new(
    edition: Edition, complete: Profile, tmp_path: Path
) -> None:
    now = audit(edition, changed(complete, "evaluators"), date=LATER)
    whole = json.loads(as_json(now).replace("mcaudit-audit/2", "mcaudit-audit/1"))
    for finding in whole["audits"][0]["findings"]:
        if finding["status"] in ("not_stated", "awaiting_review"):  # as the first format put it
            finding["status"], finding["basis"] = "not_met", "missing" if finding["status"] == "not_stated" else "facts"
    printed = tmp_path / "audit.json"
    printed.write_text(json.dumps(whole), encoding="utf-8")
    found = since(now, read_audits(printed)[now.profile.id])
    assert set(found.kinds()) == {Progress.OPEN, Progress.RE_EVALUATED}
    not_stated = {each.criterion for each in now.findings if each.status is Status.NOT_STATED and each.needed}
    assert not_stated == {change.criterion for change in found.of(Progress.OPEN)}


# --- whatever the profile said ---------------------------------------------------------------------


@given(
    before=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=3),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    ),
    after=st.sampled_from(({"resources": [{"title": "A", "cost": None}]}, {"resources": "A"}, None, [])),
)
def test_whatever_the_profile_said_what_changed_is_reported_in_text(
    edition: Edition, complete: Profile, before: Any, after: Mapping[str, Any] | None
) -> None:
    now = _audits(edition, complete)
    holder = {**now.profile.content, "developers": {"learning_resources": after}}
    now = replace(now, profile=profile_of(holder))
    earlier = replace(earlier_of(now, "before.json"), content={"developers": {"learning_resources": before}})
    for change in since(now, earlier).changes.values():
        for text in change.texts:
            assert isinstance(text, TextChange)
            assert text.before != text.after or before != after
            assert all(isinstance(words, str | None) for words in (text.before, text.after))


@pytest.mark.parametrize("fields", [5, True, {}, {"a": 1}, [{}], [[1]], [None], "x"], ids=str)
def test_whatever_the_citations_of_an_earlier_profile_name_it_is_compared(
    edition: Edition, complete: Profile, fields: Any
) -> None:
    now = _audits(edition, complete)
    content = changed(complete, "developers", "competency_area", "citations", 0, "fields", to=fields).content
    found = since(now, replace(earlier_of(now, "before.json"), content=content))
    assert set(found.changes) <= {criterion.id for criterion in edition.criteria}


_JUNK: tuple[Any, ...] = (
    5,
    None,
    True,
    "x",
    [],
    {},
    [{}],
    [5],
    [[1]],
    {"a": {"b": [1]}},
    {"fields": 5},
    [{"fields": [{}]}],
    {"²": [1]},
)


@given(data=st.data())
def test_whatever_stands_anywhere_in_an_earlier_profile_it_is_compared(
    edition: Edition, complete: Profile, data: st.DataObject
) -> None:
    now = _audits(edition, complete)
    content: Any = now.profile.content
    for _ in range(data.draw(st.integers(1, 3))):
        content = put(content, data.draw(st.sampled_from(places(content))), data.draw(st.sampled_from(_JUNK)))
        content = content if isinstance(content, Mapping) else {"developers": content}
    found = since(now, replace(earlier_of(now, "before.json"), content=content))
    assert set(found.changes) <= {criterion.id for criterion in edition.criteria}


_made: list[Audit] = []


def _audits(edition: Edition, complete: Profile) -> Audit:
    if not _made:
        _made.append(audit(edition, complete, date=DAY))
    return _made[0]
