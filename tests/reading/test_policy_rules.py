"""A policy's rules for purposes are read whole; what is misspelt, unsourced, or not the state's own is refused."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.errors import Problem
from mcaudit.model import Edition, Purpose, SourcedPlace
from mcaudit.model.purposes import (
    Adoption,
    AnyNeed,
    ApprovalNeed,
    CriteriaNeed,
    EducatorNeed,
    FormNeed,
    GateNeed,
    Gives,
    Holder,
    HoursNeed,
    JudgedNeed,
    Limit,
    ListNeed,
    Measures,
    Named,
    Per,
    ProviderNeed,
    PurposeKind,
    Role,
    SeriesNeed,
    Standing,
    TopicNeed,
    Whose,
)
from mcaudit.reading.parsing.tree import read_document
from mcaudit.reading.policy.read import read_policy
from mcaudit.reading.policy.schema import policy_schema
from mcaudit.reading.structure import Validator
from mcaudit.reading.text import Text
from tests.conftest import Write, faults_in

HEAD = """\
format: mcaudit-policy/1
id: ohio
title: Ohio
state: OH
edition: v1.0
sources:
  rules: {title: Rules, url: "https://education.example.org/rules", seen: 2026-10-05, whose: state}
  union: {title: The union's page, url: "https://union.example.org/", seen: 2026-10-05, whose: other}
  copy: {title: A copy, url: "https://copies.example.org/", seen: 2026-10-05}
settings:
  approved_providers: {value: [Ohio Leaders], source: {document: rules, page: 4}}
purposes:
"""
RULE = """\
  - id: points
    purpose: license_renewal
    text: One counts for six points.
    source: {document: rules, section: Points}
    accepts: yes
    standing: in_force
    decided_by: state
"""
WHOLE = """\
    from: 2026-01-01
    until: 2026-12-31
    checked_by: {who: district, text: Staff approve or deny points.}
    for_whom: [teachers, principals]
    gives: {kind: relicensure_credit, amount: 6, unit: pd_points, per: micro_credential}
    measures: value
    limit: {amount: 60, unit: pd_points, per: license_cycle, source: {document: rules, page: 9}}
    needs:
      - form: [digital_certificate, digital_badge]
      - any_of:
          - {provider: {who: issuer, kinds: [higher_education]}}
          - {provider: {approved_by: [Ohio Department of Education]}, source: {document: rules, page: 7}}
          - {provider: {who: deliverer, listed: approved_providers}}
        source: {document: rules, page: 6}
      - {approved: {of: program, by: [Ohio Department of Education]}}
      - {gate: endorsement}
      - {criteria: [1E-3, 3B-2]}
      - {requirements: [4A-any]}
      - {at_least: {field: typical_hours, amount: 15, unit: clock_hours}}
      - {listed: {micro_credentials: [reading-one, {title: Reading Two, issuer: Ohio Leaders}], complete: yes}}
      - {part_of: {series: Reading, members: 5, named: [Reading One], mastery_percent: 85}}
      - {topic: [reading]}
      - {judged: It improves teaching., by: district}
      - {educator: Three years with good evaluations.}
reciprocity:
  decisions_of:
    - {state: TN, criteria: neutral, within_days: 730, quorum: theirs, settlements: yes}
    - {state: IL, criteria: [1A-1], source: {document: rules, page: 2}}
  source: {document: rules, section: Item 4}
"""
POINTS = SourcedPlace(document="rules", place="Points")


def place(page: int) -> SourcedPlace:
    return SourcedPlace(document="rules", place=f"p. {page}")


def test_a_rule_is_read_whole(edition: Edition, write: Write) -> None:
    policy = read_policy(edition, write(HEAD + RULE + WHOLE))
    (rule,) = policy.purposes
    assert rule == Purpose(
        id="points",
        purpose=PurposeKind.LICENSE_RENEWAL,
        text="One counts for six points.",
        source=POINTS,
        accepts=True,
        standing=Standing.IN_FORCE,
        start="2026-01-01",
        end="2026-12-31",
        decided_by=Holder.STATE,
        checked_by=Holder.DISTRICT,
        checks="Staff approve or deny points.",
        for_whom=("teachers", "principals"),
        gives=Gives(kind="relicensure_credit", amount=6, unit="pd_points", per=Per.MICRO_CREDENTIAL),
        measures=Measures.VALUE,
        limit=Limit(amount=60, unit="pd_points", per="license_cycle", source=place(9)),
        needs=rule.needs,
    )
    assert rule.needs == (
        FormNeed(forms=("digital_certificate", "digital_badge"), source=POINTS),
        AnyNeed(
            source=place(6),
            any_of=(
                ProviderNeed(who=Role.ISSUER, kinds=("higher_education",), source=place(6)),
                ProviderNeed(who=Role.UNSAID, approved_by=("Ohio Department of Education",), source=place(7)),
                ProviderNeed(who=Role.DELIVERER, listed="approved_providers", source=place(6)),
            ),
        ),
        ApprovalNeed(of="program", by=("Ohio Department of Education",), source=POINTS),
        GateNeed(gate="endorsement", source=POINTS),
        CriteriaNeed(ids=("1E-3", "3B-2"), source=POINTS),
        CriteriaNeed(ids=("4A-any",), source=POINTS),
        HoursNeed(field="typical_hours", amount=15, unit="clock_hours", source=POINTS),
        ListNeed(
            micro_credentials=(Named(title="reading-one"), Named(title="Reading Two", issuer="Ohio Leaders")),
            complete=True,
            source=POINTS,
        ),
        SeriesNeed(series="Reading", members=5, named=("Reading One",), mastery_percent=85, source=POINTS),
        TopicNeed(topics=("reading",), source=POINTS),
        JudgedNeed(text="It improves teaching.", by=Holder.DISTRICT, source=POINTS),
        EducatorNeed(text="Three years with good evaluations.", source=POINTS),
    )


def test_what_a_state_adopts_from_others_is_read(edition: Edition, write: Write) -> None:
    policy = read_policy(edition, write(HEAD + RULE + WHOLE))
    item = SourcedPlace(document="rules", place="Item 4")
    assert policy.reciprocity == (
        Adoption(state="TN", source=item, within_days=730, their_quorum=True, settlements=True),
        Adoption(state="IL", source=place(2), criteria=frozenset({"1A-1"})),
    )


def test_a_source_says_whose_word_it_is(edition: Edition, write: Write) -> None:
    policy = read_policy(edition, write(HEAD + RULE))
    assert [source.whose for source in policy.sources] == [Whose.STATE, Whose.OTHER, Whose.UNSAID]


def test_a_purpose_that_states_no_conditions_is_read_as_before(edition: Edition, write: Write) -> None:
    old = "  - {purpose: pay, text: One step up., source: {document: copy, page: 4}}\n"
    (purpose,) = read_policy(edition, write(HEAD + old)).purposes
    assert purpose == Purpose(
        purpose=PurposeKind.PAY, text="One step up.", source=SourcedPlace(document="copy", place="p. 4")
    )


@dataclass(frozen=True, kw_only=True)
class Refused:
    """Lines that are added to a rule, or changed in it, and the problem that they must lead to."""

    adds: str = ""
    changes: tuple[str, str] = ("", "")
    at: str
    says: str
    offers: str


SOURCE = "source: {document: rules, page: 1}"
CONFLICT = f"""\
conflicts:
  - about: points
    rule: points
    says: [{{text: Six., {SOURCE}}}, {{text: Five., {SOURCE}}}]
"""
REFUSED = {
    "a misspelt key of a rule": Refused(
        adds="    mesures: time\n",
        at="mesures",
        says="unknown key `mesures` in entry 1 of `purposes`",
        offers="did you mean `measures`?",
    ),
    "a misspelt condition": Refused(
        adds="    needs: [{forms: [digital_badge]}]\n",
        at="forms",
        says="unknown key `forms` in entry 1 of `needs`",
        offers="did you mean `form`?",
    ),
    "an empty condition": Refused(
        adds=f"    needs: [{{{SOURCE}}}]\n",
        at="needs",
        says="entry 1 of `needs` needs `any_of`, `form`, `provider`, `approved`, `gate`, `criteria`, `requirements`, "
        "`at_least`, `listed`, `part_of`, `topic`, `judged` …",
        offers="One condition, of one kind.",
    ),
    "two conditions in one": Refused(
        adds="    needs: [{form: [digital_badge], gate: endorsement}]\n",
        at="needs",
        says="entry 1 of `needs` has `form` and `gate`, but may have only one of them",
        offers="keep one of them",
    ),
    "a form that there is not": Refused(
        adds="    needs: [{form: [digital_bagde]}]\n",
        at="bagde",
        says="entry 1 of `form` must be micro_credential, digital_badge, digital_certificate, paper_certificate, "
        "endorsement, transcript, license_designation or other, but is “digital_bagde”",
        offers="did you mean `digital_badge`?",
    ),
    "alternatives within alternatives": Refused(
        adds="    needs:\n      - any_of: [{topic: [a]}, {any_of: [{topic: [b]}, {topic: [c]}]}]\n",
        at="any_of",
        says="`any_of` is not valid",
        offers="Alternatives have no alternatives of their own: write another rule for the same purpose.",
    ),
    "one alternative": Refused(
        adds="    needs:\n      - any_of: [{topic: [a]}]\n",
        at="any_of",
        says="`any_of` has 1, but needs at least 2",
        offers="write something, or remove the line",
    ),
    "a judgment by nobody": Refused(
        adds="    needs: [{judged: It is good.}]\n",
        at="judged",
        says="entry 1 of `needs` gives `judged` but not `by`",
        offers="One condition, of one kind.",
    ),
    "hours that it is not given for": Refused(
        adds="    gives: {kind: pd_hours, amount: 5, unit: clock_hours, per: micro_credential, hours: 15}\n",
        at="per",
        says="`per` must be clock_hour, but is “micro_credential”",
        offers="it may be clock_hour",
    ),
    "a provider of two kinds of proof": Refused(
        adds="    needs: [{provider: {kinds: [school], approved_by: [The board]}}]\n",
        at="provider",
        says="`provider` has `kinds` and `approved_by`, but may have only one of them",
        offers="keep one of them",
    ),
    "a list that the policy does not set": Refused(
        adds="    needs: [{provider: {listed: approved_issuers}}]\n",
        at="approved_issuers",
        says="the policy does not set `approved_issuers`",
        offers="add `approved_issuers` under `settings`",
    ),
    "a criterion that there is not": Refused(
        adds="    needs: [{criteria: [1E-33]}]\n",
        at="1E-33",
        says="unknown criterion `1E-33`",
        offers="did you mean `1E-3`?",
    ),
    "a group that there is not": Refused(
        adds="    needs: [{requirements: [4A-al]}]\n",
        at="4A-al",
        says="unknown requirement `4A-al`",
        offers="did you mean `4A-any`?",
    ),
    "an amount of nothing": Refused(
        adds="    gives: {kind: ceu, amount: 0, unit: ceu, per: micro_credential}\n",
        at="amount",
        says="`amount` is 0, but must be more than 0",
        offers="A number more than 0, such as 15 or 0.5.",
    ),
    "an amount without a unit": Refused(
        adds="    gives: {kind: ceu, amount: 1, per: micro_credential}\n",
        at="amount",
        says="`gives` gives `amount` but not `unit`",
        offers="What an educator gets, and for what.",
    ),
    "a stack that is not described": Refused(
        adds="    gives: {kind: license_endorsement, per: stack}\n",
        at="stack",
        says="it is given for a whole stack, but no condition says which",
        offers="add `part_of` under `needs`, with the name or the members of the series",
    ),
    "a refusal on conditions": Refused(
        changes=("accepts: yes", "accepts: no"),
        at="decided_by",
        says="a rule that refuses has no `decided_by`",
        offers="remove `decided_by`, or write `accepts: yes`",
    ),
    "nobody who decides": Refused(
        changes=("    decided_by: state\n", ""),
        at="id: points",
        says="entry 1 of `purposes` has no `decided_by`",
        offers="add `decided_by:`",
    ),
    "conditions without a verdict": Refused(
        changes=("    accepts: yes\n    standing: in_force\n    decided_by: state\n", "    needs: [{topic: [a]}]\n"),
        at="id: points",
        says="entry 1 of `purposes` gives `needs` but not `accepts`",
        offers="What a micro-credential counts for, on what conditions, and for how much. "
        "Without `accepts` it is text for people and decides nothing.",
    ),
    "a rule in a union's word": Refused(
        changes=("{document: rules, section: Points}", "{document: union, section: Points}"),
        at="document: union",
        says="`union` is not the state's own word, so it cannot be the source of a rule",
        offers="record what it says under `says`, or name a document of the state",
    ),
    "a condition in a union's word": Refused(
        adds="    needs: [{topic: [a], source: {document: union, page: 1}}]\n",
        at="document: union",
        says="`union` is not the state's own word, so it cannot be the source of a rule",
        offers="record what it says under `says`, or name a document of the state",
    ),
    "a rule of which nobody knows whose word it is": Refused(
        changes=("{document: rules, section: Points}", "{document: copy, section: Points}"),
        at="document: copy",
        says="a rule rests on `copy`, but that source does not say whose word it is",
        offers="add `whose: state` to `copy` under `sources` if it is the state's own; otherwise use `says`",
    ),
    "a purpose that has no word": Refused(
        changes=("purpose: license_renewal", "purpose: other"),
        at="accepts",
        says="a rule whose purpose is other is text only",
        offers="name a purpose of the list, or remove `accepts`",
    ),
    "a day that is none": Refused(
        adds="    from: 2026-02-30\n",
        at="2026-02-30",
        says="2026-02-30 is not a valid date",
        offers="write a day of the calendar as YYYY-MM-DD",
    ),
    "an end before the beginning": Refused(
        adds="    from: 2026-03-01\n    until: 2026-02-01\n",
        at="until",
        says="the rule ends on 2026-02-01, before it begins on 2026-03-01",
        offers="check the two days",
    ),
    "two rules of one id": Refused(
        adds=RULE.replace("points", "points  # again"),
        at="points  # again",
        says="two rules have the id `points`",
        offers="give each rule an id of its own",
    ),
    "a conflict about no rule": Refused(
        adds=CONFLICT.replace("rule: points", "rule: point"),
        at="rule: point",
        says="no rule under `purposes` has the id `point`",
        offers="did you mean `points`?",
    ),
    "decisions of the state itself": Refused(
        adds=f"reciprocity:\n  decisions_of: [{{state: OH, criteria: neutral}}]\n  {SOURCE}\n",
        at="decisions_of",
        says="it is the policy's own state",
        offers="name another state, or remove the entry",
    ),
    "decisions of a group of states": Refused(
        adds=f"reciprocity:\n  decisions_of: [{{state: SREB states, criteria: neutral}}]\n  {SOURCE}\n",
        at="SREB",
        says="`state` is “SREB states”, which is not valid",
        offers="The state's two-letter postal code. Name each state by itself, never a group of states.",
    ),
    "decisions of no state": Refused(
        adds=f"reciprocity:\n  decisions_of: [{{state: XX, criteria: neutral}}]\n  {SOURCE}\n",
        at="XX",
        says="`XX` is not a state",
        offers="write its two-letter postal code",
    ),
    "decisions that depend on the state": Refused(
        adds=f"reciprocity:\n  decisions_of: [{{state: TN, criteria: [2B-2]}}]\n  {SOURCE}\n",
        at="2B-2",
        says="2B-2 depends on the state, so a decision made elsewhere does not answer it here",
        offers="list only criteria that depend on no state",
    ),
    "a unit without a name": Refused(
        adds="    needs: [{at_least: {field: typical_hours, amount: 1, unit: other}}]\n",
        at="unit",
        says="the unit is other, and has no name",
        offers="add its name as `unit_name`",
    ),
}


def refused_text(refused: Refused) -> str:
    assert refused.changes[0] in RULE
    return HEAD + (RULE.replace(*refused.changes, 1) if refused.changes[0] else RULE) + refused.adds


def problems_of(edition: Edition, path: Path) -> tuple[Problem, ...]:
    return faults_in(read_policy, edition, path)


@pytest.mark.parametrize("refused", [pytest.param(each, id=name) for name, each in REFUSED.items()])
def test_what_is_wrong_is_refused_at_its_line(edition: Edition, write: Write, refused: Refused) -> None:
    text = refused_text(refused)
    (problem,) = problems_of(edition, write(text, "ohio.yaml"))
    assert (problem.message, problem.help) == (refused.says, refused.offers)
    lines = [number for number, line in enumerate(text.split("\n"), start=1) if refused.at in line]
    assert problem.line in lines
    assert problem.column


def test_a_conflict_may_be_about_a_rule(edition: Edition, write: Write) -> None:
    assert read_policy(edition, write(HEAD + RULE + CONFLICT)).conflicts[0].rule == "points"


# --- the shape is closed ---------------------------------------------------------------------------


def groups_in(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path to every mapping in a value."""
    inner: list[tuple[Any, ...]] = [at] if isinstance(value, dict) else []
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [*inner, *(path for key, each in steps for path in groups_in(each, (*at, key)))]


@given(data=st.data())
def test_no_part_of_a_rule_takes_a_key_that_is_not_known(edition: Edition, data: st.DataObject) -> None:
    whole: Any = copy.deepcopy(read_document(Text(path="", content=HEAD + RULE + WHOLE, sha256="")).data)
    purposes = [("purposes", *path) for path in groups_in(whole["purposes"])]
    reciprocity = [("reciprocity", *path) for path in groups_in(whole["reciprocity"])]
    path = data.draw(st.sampled_from([*purposes, *reciprocity]))
    holder: Any = whole
    for step in path:
        holder = holder[step]
    holder[data.draw(st.from_regex(r"\A[a-z_]{1,12}x\Z"))] = "something"
    assert not Validator(policy_schema(edition)).is_valid(whole)
