"""What to do first about an audit, and who has to act."""

from __future__ import annotations

from typing import Any

from mcaudit.audit.engine import audit
from mcaudit.blocks import Fields, Group, words_of
from mcaudit.model import Audit, Edition, Rating
from mcaudit.report.first import first_steps
from tests.audit.made import DAY, answering, cited, made


def steps(found: Audit) -> dict[str, dict[str, str]]:
    """Return the rows of each group of what to do first, and of who has to act, as words."""
    shown: dict[str, dict[str, str]] = {}
    for section in first_steps(found):
        for block in section.blocks:
            fields = block.blocks[0] if isinstance(block, Group) else block
            assert isinstance(fields, Fields)
            title = words_of(block.title) if isinstance(block, Group) else section.title
            shown[title] = {label: words_of(text) for label, text in fields.rows}
    return shown


def of(edition: Edition, sub: str, answer: dict[str, Any]) -> dict[str, dict[str, str]]:
    return steps(audit(edition, answering(edition, sub, cited(answer)), date=DAY))


def test_what_is_not_addressed_takes_a_line_for_each_subcomponent(edition: Edition) -> None:
    found = steps(audit(edition, made(), date=DAY))
    (title,) = (title for title in found if title.startswith("Not addressed yet"))
    asked = [each.id for each in edition.subcomponents if not each.optional]
    assert set(found[title]) <= set(asked)
    assert found[title]["1F"] == "Learning resources: none yet (7)"


def test_what_a_subcomponent_still_lacks_is_named(edition: Edition) -> None:
    resources = [{"title": "A guide", "cost": "free", "medium": "online"}]
    found = of(edition, "1F", {"resources": resources})
    (rows,) = (rows for title, rows in found.items() if title.startswith("Not addressed yet"))
    assert rows["1F"].startswith("Learning resources: 1F-")
    assert rows["1F"].endswith(" more")


def test_nothing_yet_is_said_only_where_nothing_is_addressed(edition: Edition) -> None:
    for sub in edition.subcomponents:
        found = audit(edition, answering(edition, sub.id, {}), date=DAY)
        assert {each.rating for each in found.subcomponents} <= {Rating.NOT_STATED, Rating.NOT_APPLICABLE}
    opportunities = [{"title": "Workshop", "kind": "workshop"}]
    rows = of(edition, "2C", {"opportunities": opportunities})
    assert not any("none yet" in row.get("2C", "") for row in rows.values())


def test_alternatives_stand_once_as_any_one_of_them(edition: Edition) -> None:
    found = steps(audit(edition, made(), date=DAY))
    groups = [group.id for sub in edition.subcomponents for group in sub.groups]
    rows = found["For each of these, one alternative is enough"]
    assert set(rows) <= set(groups)
    assert ", or " in rows["4A-any"]
    (title,) = (title for title in found if title.startswith("Not addressed yet"))
    assert not [text for text in found[title].values() if "4A-1" in text]


def test_an_answer_to_fix_says_how(edition: Edition) -> None:
    found = of(edition, "3F", {"allowed": "no"})
    remedy = next(each.remedy for each in edition.criteria if each.id == "3F-1")
    assert found["Answers to fix (1)"] == {
        "3F-1": f"Several resubmissions: The profile itself says otherwise: “allowed” is no. To fix: {remedy}"
    }


def test_what_would_spare_a_reviewer_is_said(edition: Edition) -> None:
    found = of(edition, "3F", {"allowed": "yes"})
    assert found["What would settle it without a reviewer"] == {"3F-1": "Several resubmissions: add “limit”"}


def test_each_who_has_to_act_has_a_line(edition: Edition) -> None:
    found = of(edition, "3F", {"allowed": "yes"})["Who has to act"]
    assert list(found) == ["provider", "state", "reviewers"]
    assert found["state"].startswith("1 requirement that only the state can answer: 4A-5 ")
    assert found["reviewers"] == "1 requirement (about 2 decisions), in 3F"


def test_where_everything_is_met_there_is_nothing_to_do(edition: Edition, complete: Any) -> None:
    found = audit(edition, complete, date=DAY)
    assert list(steps(found)) == ["Who has to act"]
