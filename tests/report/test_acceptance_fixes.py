"""What would open an answer, as its readers see it: party by party, what begins alike together, and choices."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mcaudit.app.acceptance import Map, acceptance_of
from mcaudit.audit.engine import audit
from mcaudit.blocks import Bullets, Group, Paragraph, Table, words_of
from mcaudit.exchange.acceptance import acceptance_json
from mcaudit.model import Edition, Policy
from mcaudit.model.acceptance import Acceptance
from mcaudit.model.acts import Party
from mcaudit.model.purposes import AnyNeed, CriteriaNeed, GateNeed, Holder, JudgedNeed, PurposeKind
from mcaudit.report.acceptance.fixes import effect_blocks, fixes_blocks
from mcaudit.terms.run import View
from tests.accept.making import DAY, RENEWAL, RULES, made, policy_of, rule

PAY = PurposeKind.PAY
BY_STATE = JudgedNeed(text="The superintendent approves it.", by=Holder.STATE, source=RULES)


def asking(*ids: str) -> CriteriaNeed:
    return CriteriaNeed(ids=ids, source=RULES)


def mapped(edition: Edition, policy: Policy, party: Party | None = None, **content: Any) -> Acceptance:
    """Return the map of a profile in Ohio, with what would open each answer."""
    asked = tuple(("OH", purpose) for purpose in dict.fromkeys(each.purpose for each in policy.purposes))
    question = Map(asked=asked, policies={"OH": policy}, fixes=True, party=party)
    found = question.candidacy(audit(edition, made(content), date=DAY))
    return acceptance_of(edition, DAY, question, [found])


def record(acceptance: Acceptance) -> Any:
    return json.loads(b"".join(acceptance_json(acceptance, View(width=100))))


def said(acceptance: Acceptance) -> list[str]:
    """Return the lines on what would open the first answer."""
    (group, *_) = fixes_blocks(acceptance, acceptance.candidates[0])
    assert isinstance(group, Group)
    lines = []
    for block in group.blocks:
        match block:
            case Paragraph():
                lines.append(words_of(block.text))
            case Bullets():
                lines += [words_of(each) for each in block.items]
    return lines


def test_acts_are_told_party_by_party_and_fields_of_one_answer_together(edition: Edition) -> None:
    policy = policy_of(rule(needs=(BY_STATE, asking("1F-3", "1F-4", "4B-1"))))
    titles = {each.id: each.title for each in edition.criteria}
    assert said(mapped(edition, policy)) == [
        "6 acts:",
        "Provider: Answer in 1F: activities and evidence, in order; content validity.",
        "Provider: Answer in 4B: forms.",
        f"Reviewers: Decide 1F-3 {titles['1F-3']}; 1F-4 {titles['1F-4']}.",
        "Ohio: Approve it: The superintendent approves it.",
    ]


def test_many_decisions_are_told_by_their_numbers(edition: Edition) -> None:
    ids = ("1F-3", "1F-4", "2F-5", "3C-1", "2C-1")
    lines = said(mapped(edition, policy_of(rule(needs=(asking(*ids),)))))
    assert f"Reviewers: Decide {', '.join(ids)}." in lines


def test_alternatives_are_a_choice_and_what_they_begin_with_is_told_once(edition: Edition) -> None:
    lines = said(mapped(edition, policy_of(rule(needs=(asking("3B-2"),)))))
    assert lines[0] == "2 acts, in 2 ways:"
    assert lines[2] == "Any one of these: Provider: Answer in 3B: organizations / independence."


def test_alternatives_that_take_several_acts_are_numbered(edition: Edition) -> None:
    either = AnyNeed(any_of=(asking("4B-1", "4B-2"), asking("1C-1", "3E-1")), source=RULES)
    lines = said(mapped(edition, policy_of(rule(needs=(either,)))))
    assert lines[0] == "2 acts, in 2 ways:"
    assert lines[1].startswith("Any one of these: (1) Provider: Answer in 4B: forms; address of the evidence / (2) ")


def test_an_approval_says_that_the_profile_cannot_bring_it_about(edition: Edition) -> None:
    lines = said(mapped(edition, policy_of(rule(needs=(asking("5B-1"),)))))
    outside = "(this takes somebody else; no change to the profile can do it)"
    assert f"Provider: Obtain, or state in 5B if you have it: learning record {outside}." in " ".join(lines)


def test_what_differs_in_another_state_is_given_for_that_state(edition: Edition) -> None:
    lines = said(mapped(edition, policy_of(rule(needs=(asking("5B-1"),))), state="TN"))
    assert "Obtain, or state in 5B for Ohio if you have it: learning record" in " ".join(lines)


def test_who_cannot_open_it_alone_sees_what_it_takes_together(edition: Edition) -> None:
    policy = policy_of(rule(needs=(asking("4B-1"), BY_STATE)))
    assert said(mapped(edition, policy, Party.PROVIDER)) == [
        "Nothing that the provider can do alone opens it.",
        "With what others do, 2 acts:",
        "Provider: Answer in 4B: forms.",
        "Ohio: Approve it: The superintendent approves it.",
    ]


def test_who_has_no_part_in_it_sees_that_others_can(edition: Edition) -> None:
    lines = said(mapped(edition, policy_of(rule(needs=(asking("4B-1"),))), Party.STATE))
    assert lines[:2] == ["Nothing that the state can do alone opens it.", "Others can, with 1 act:"]


def test_who_can_open_it_alone_sees_only_that(edition: Edition) -> None:
    either = AnyNeed(any_of=(BY_STATE, asking("4B-1")), source=RULES)
    acceptance = mapped(edition, policy_of(rule(needs=(either,))), Party.PROVIDER)
    assert said(acceptance) == ["1 act:", "Provider: Answer in 4B: forms."]
    cell = record(acceptance)["cells"][0]
    assert (cell["fixes"]["size"], cell["together"]) == (1, None)


@pytest.mark.parametrize("party", [None, *Party])
def test_every_act_that_json_names_is_described_there(edition: Edition, party: Party | None) -> None:
    gate = GateNeed(gate="endorsement", source=RULES)
    whole = record(mapped(edition, policy_of(rule(needs=(gate, BY_STATE))), party))
    known = {(each["id"], each["profile"], each["state"]) for each in whole["acts"]}
    assert len(known) == len(whole["acts"])
    ids = {each["id"] for each in whole["acts"]}
    cells = [found for cell in whole["cells"] for found in (cell["fixes"], cell.get("together")) if found]
    named = {act for each in cells for act in each["always"]}
    named |= {act for each in cells for choice in each["one_of"] for way in choice for act in way}
    assert named
    assert named <= ids


def test_acts_that_many_answers_need_come_first_and_those_that_open_one_before_them(edition: Edition) -> None:
    validity = next(each.title for each in edition.criteria if each.id == "1F-4")
    policy = policy_of(
        rule(needs=(asking("1F-4"),)),
        rule(id="pay", purpose=PAY, needs=(asking("1F-4", "4B-2"),)),
        rule(id="learning", purpose=PurposeKind.PROFESSIONAL_LEARNING, needs=(asking("4B-1"),)),
    )
    (table,) = effect_blocks(mapped(edition, policy))
    assert isinstance(table, Table)
    assert table.rows == (
        ("Answer in 4B: forms.", "Provider", "Made Up", 1, 0),
        ("Answer in 1F: content validity.", "Provider", "Made Up", 0, 2),
        (f"Decide 1F-4 {validity}.", "Reviewers", "Made Up", 0, 2),
    )


def test_what_opens_nothing_alone_and_serves_one_answer_is_not_listed(edition: Edition) -> None:
    assert not list(effect_blocks(mapped(edition, policy_of(rule(needs=(asking("4B-1", "4B-2"),))))))


def test_what_a_state_does_is_told_with_its_purpose(edition: Edition) -> None:
    (table,) = effect_blocks(mapped(edition, policy_of(rule(accepts=None, purpose=RENEWAL))))
    assert isinstance(table, Table)
    assert table.rows == (("State on what conditions they count.", "Ohio", "License renewal", 1, 1),)
