"""What real pages say can be said in a profile: each row is a fact that had no place before, in our own words."""

from __future__ import annotations

import jsonschema_rs
import pytest
from jsonschema_rs import Draft202012Validator

from mcaudit.errors import InputError
from mcaudit.model import Edition
from mcaudit.reading.parsing.tree import read_document
from mcaudit.reading.profile.read import read_profile
from mcaudit.reading.profile.schema import profile_schema
from mcaudit.reading.text import read_text
from tests.conftest import MINIMAL, Write

WORLD = """\
organizations:
  lake: {name: Lake Institute (LI), kind: nonprofit}
  board: {name: Licensure Board, kind: state_agency}
dossier:
  page: {title: Page, url: https://example.org/page}
  guide: {title: Guide, url: https://example.org/guide}
"""
CITED = "citation: {document: page}"

FACTS = {
    "a heading for the audience with nothing under it": "about: {audience: }",
    "a fee about which two sources disagree": f"""\
about:
  cost: {{amount: 90}}
  conflicts:
    - field: cost
      values: [{{value: 90, {CITED}}}, {{value: 60, citation: {{document: guide}}}}]
""",
    "a price for members and one for others": """\
about: {cost: [{amount: 0, for: Members}, {amount: 110, for: Others, description: Paid when evidence is submitted}]}
""",
    "a price as a bare number": "about: {cost: 20}",
    "free to those who test it": "about: {cost: [20, {amount: 0, for: Beta testers}]}",
    "the second of six, in an advised order, also by itself": """\
developers: {competency_context: {stack: {position: 2, size: 6, order: recommended, stands_alone: yes}}}
""",
    "a micro-credential in blended form": "about: {mode: blended}",
    "in person, hybrid, or online": """\
deliverers: {learning_opportunities: {opportunities: [{title: Seminar, mode: [in_person, hybrid, online]}]}}
""",
    "a learning community of six weeks for members": """\
deliverers:
  learning_opportunities:
    opportunities: [{title: Circle, kind: learning_community, duration: About six weeks, for_whom: Members only}]
""",
    "a waitlist and a limited number of places": "about: {capacity: 150, waitlist: 0 of 150 places}",
    "not an endorsement by the state": "issuers: {form: {denied: [endorsement]}}",
    "no graduate credit": "recognizers: {formal_currency: {denied: graduate_credit}}",
    "no currency at all": "recognizers: {formal_currency: {denied: [any]}}",
    "no rubric": "developers: {proficiency: {rubric: {provided: no}}}",
    "only some of the library count for a renewal": """\
recognizers:
  formal_currency:
    currencies:
      - kind: relicensure_credit
        applies_to: some_of_the_library
        limit: Some of them count toward the renewal of a reading endorsement.
""",
    "evidence as a film, a recording, or slides, one of them": """\
evaluators:
  evidence_requirements: {items: [{title: Product, form: [video, audio, slides], form_choice: one_of_them}]}
""",
    "a plan of which one part is carried out": """\
developers: {proficiency: {application: {setting: with_colleagues, extent: One part of the plan}}}
""",
    "forms of evidence that are not scored alike, in one document": f"""\
evaluators:
  scoring_rubric: {{remarks: [{{text: A film and slides are scored alike only if the rubric says so., {CITED}}}]}}
""",
    "contact hours": "deliverers: {estimated_time: {contact_hours: 9}}",
    "a badge with its own time, type, and level": "about: {badge: {type: Learning, level: Basic, time: Days}}",
    "credits that are named where standards stand": f"""\
statements: [{{about: [1C-1], text: State continuing education hours are named among the standards., {CITED}}}]
""",
    "shown on the license in one state": """\
issuers: {form: {forms_by_state: [{form: license_designation, state: IL, description: Under Additional Credentials}]}}
""",
    "in the learning record of one state": """\
recognizers: {other_recognitions: {learning_record: {record: License system, state: IL}}}
""",
    "a library that is aligned, with the number of standards": """\
developers:
  competency_area:
    alignments:
      - {target_framework: Framework for Leaders, scope: library, number_of_standards: 18, description: In 3 domains}
""",
    "a page that contradicts itself": f"""\
remarks: [{{text: Its goal and its questions are about different topics., about: [1A-1, 1F-4], {CITED}}}]
""",
    "five outcomes in one list": "developers: {proficiency: {outcomes: [Plan a lesson., Lead a team., a, b, c]}}",
    "three outcomes whose text is not there": "developers: {proficiency: {outcomes: {number: 3}}}",
    "an issuer that stands for several bodies": """\
organizations: {associations: {name: Principals' associations of the state, several: yes}}
issuers: {issuer: {organizations: [associations]}}
""",
    "credit in all states but one": """\
recognizers: {formal_currency: {currencies: [{kind: pd_credit, state: All states but Illinois}]}}
""",
    "levels of the whole rubric": "developers: {proficiency: {rubric: {levels: [Shown, Growing, Not yet]}}}",
    "three people in turn": """\
evaluators:
  evaluator_profile:
    stages: [{title: First look, by: A pre-assessor}, {title: Scoring, by: An assessor}, {by: An approver}]
""",
    "a coach after the third submission": """\
evaluators: {resubmission: {condition: "After three submissions, a meeting with a coach"}}
""",
    "all of it can be seen before it is bought": """\
developers: {learning_resources: {preview: {when: before_purchase, covers: everything}}}
""",
    "the steps of the work": "developers: {learning_resources: {activities: [Analyze, Design, Carry out, Evaluate]}}",
    "about 15 hours": "deliverers: {estimated_time: {typical_hours: {about: 15}}}",
    "two to five hours": "deliverers: {estimated_time: {typical_hours: {at_least: 2, at_most: 5}}}",
    "at least ten hours": "deliverers: {estimated_time: {typical_hours: {at_least: 10}}}",
    "hours in words": "deliverers: {estimated_time: {typical_hours: From two hours to several weeks}}",
    "a document read only in part": "dossier: {part: {title: Part, url: https://example.org/part, excerpt: yes}}",
    "a document that nobody kept": f"""\
dossier: {{lost: {{title: An older copy of the page, kept: no}}}}
about:
  conflicts: [{{field: expiry, values: [{{value: 1 year, citation: {{document: lost}}}}, {{value: never, {CITED}}}]}}]
""",
    "an amount in two units, without saying how they relate": """\
recognizers:
  formal_currency:
    currencies:
      - kind: pd_hours
        amount: 12
        unit: seat_hours
        also_given_as: [{amount: 1, unit: other, unit_name: board credit, relation: not_said}]
""",
    "hours of salary credit": """\
recognizers: {formal_currency: {currencies: [{kind: salary_increase, amount: 10, unit: salary_credits}]}}
""",
    "registration in two steps": """\
about: {enrolment_steps: [{step: Register with the provider, obligation: required}, Register with the university]}
""",
    "a conflict about one item of evidence": f"""\
developers:
  proficiency:
    evidence: [Plan, Reflection]
    conflicts:
      - field: evidence
        entry: Plan
        part: submission
        values: [{{value: required, {CITED}}}, {{value: optional, citation: {{document: guide}}}}]
""",
    "a conflict about the second entry": f"""\
recognizers:
  formal_currency:
    currencies: [{{kind: ceu}}, {{kind: pd_hours, amount: 10}}]
    conflicts:
      - {{field: currencies, entry: 2, part: amount, values: [{{value: 10, {CITED}}}, {{value: 12, {CITED}}}]}}
""",
    "a number of stacks about which copies disagree": f"""\
developers:
  competency_context:
    number_of_stacks: 12
    conflicts:
      - {{field: number_of_stacks, values: [{{value: 12, {CITED}}}, {{value: 10, citation: {{document: guide}}}}]}}
""",
    "members of a stack, only counted": "developers: {competency_context: {stack: {name: Equity, members: 4}}}",
    "two stacks, of eight and of six": """\
developers: {competency_context: {stack: {name: Teaching, size: 8}, stacks: [{name: Methods, size: 6}]}}
""",
    "badges that exist and a certificate that is proposed": """\
developers:
  competency_context:
    stack: {name: Four badges, standing: established}
    stacks: [{name: Certificate, standing: proposed, leads_to: A certificate}]
""",
    "money for each, three times a year": """\
recognizers:
  formal_currency: {currencies: [{kind: bonus, amount: 50, unit: us_dollars, basis: [each_badge, each_micro_credential],
                                  frequency: Three times a year}]}
""",
    "the platform of the badge": "issuers: {form: {platform: Badge Host}}",
    "an accession number and a design of a study": """\
developers:
  evidence_of_benefit:
    essa: {study: {authors: A. Researcher, year: 2024, accession_number: ERIC 123, design: Surveys and interviews}}
""",
    "25 criteria in five parts": """\
developers: {proficiency: {rubric: {number_of_criteria: 25}}}
evaluators: {scoring_rubric: {number_of_sub_domains: 5, sub_domains: [{name: Part 1, number_of_criteria: 5}]}}
""",
    "three versions, with hours for one": """\
deliverers:
  estimated_time: {tiers: [{title: Short, weeks: 12, hours: 84}, {title: Middle, sessions: 8}, Extended]}
""",
    "a course of twelve weeks": """\
deliverers: {learning_opportunities: {opportunities: [{title: Course, kind: course, duration: 12 weeks}]}}
""",
    "alone or in pairs, by the size of the cohort": """\
deliverers: {learner_groupings: {groupings: [{size: {at_least: 1, at_most: 2}, rule: By the size of the cohort}]}}
""",
    "a second assessor in a large cohort": """\
evaluators: {evaluator_profile: {evaluators_per_submission: {number: 2, condition: In a cohort of more than 20}}}
""",
    "a kappa without its name": "evaluators: {scoring_rubric: {reliability: {statistic: kappa, value: 0.7}}}",
    "another try for each part": "evaluators: {resubmission: {limit: 1, limit_applies_to: each_item}}",
    "comments in writing": "evaluators: {feedback: {written: {form: comments}}}",
    "an endorsement of the badge, with its date": """\
issuers: {form: {badge_endorsements: [{by: Lake Institute, date: 2026-02-01, description: Sampled ten awards}]}}
""",
    "an endorsement dated before what it rests on": f"""\
issuers:
  form:
    badge_endorsements: [Lake Institute]
    remarks: [{{text: The endorsement is dated before the awards that it says it sampled., {CITED}}}]
""",
    "claims that the provider itself calls weak": "about: {limitations: The effect on students was not measured.}",
    "a day by which all must be in": "deliverers: {estimated_time: {window: {kind: fixed, deadline: 2026-05-26}}}",
    "a deadline of the program": "about: {deadlines: [{title: All parts, date: 2026-05-26}]}",
    "one for each person": "about: {limit_per_person: 1}",
    "a law that asks for low cost": "about: {legal_basis: The statute asks for competency at low or no cost.}",
    "an assessor who also coaches, in one document": f"""\
evaluators:
  evaluator_profile:
    independence: {{relationship_to_earner: coach}}
    remarks: [{{text: The page lists this as a conflict of interest., about: 3B-2, {CITED}}}]
""",
    "pay lanes in many districts": """\
recognizers: {formal_currency: {currencies: [{kind: salary_increase, unit: salary_lanes, recognizer: Many districts}]}}
""",
    "two grantors": "recognizers: {formal_currency: {currencies: [{kind: stipend, recognizer: [lake, board]}]}}",
    "a benefit in several states": """\
recognizers: {other_recognitions: {benefits: [{benefit: Mentor role, state: [IL, OH], standing: possible}]}}
""",
    "a citation without a place": f"developers: {{developer: {{organizations: [lake], citations: [{CITED[10:]}]}}}}",
    "lists that are complete": "lists_complete: [evidence, opportunities]",
    "who submitted it": "submitted_by: {organization: lake, name: A. Person, date: 2026-03-01}",
    "another name of an organization": "organizations: {union: {name: Teachers' Union, aliases: [TU], kind: union}}",
    "words about several criteria": """\
statements:
  - about: [1E-4, 1E-5, 1D-any]
    text: Earners submit a plan and a film of the lesson.
    citation: {document: guide, section: Outcomes}
""",
    "an artifact made with the community": """\
developers: {proficiency: {evidence: [{title: Report, kind: artifact, application: {setting: with_community}}]}}
""",
    "coaching by phone": "deliverers: {learning_opportunities: {opportunities: [{title: Coaching, mode: phone}]}}",
    "groups from several countries": "deliverers: {learner_groupings: {groupings: [{reach: international}]}}",
    "a community college": "organizations: {cc: {name: Lake Community College, kind: college}}",
    "total points": "evaluators: {scoring_rubric: {combination: {method: total_points}}}",
    "the micro-credential itself as the form": "issuers: {form: {forms: [micro_credential]}}",
    "the number of works cited": "developers: {evidence_of_benefit: {number_of_references: 12}}",
    "a kind that is also the title": """\
deliverers: {learning_opportunities: {opportunities: [{title: Workshop, kind: workshop}]}}
""",
}
"""What a page says → the part of a profile that says it."""


def _merged(added: str) -> str:
    """Return a profile with the added part; what it adds to the dossier or the organizations stands with the rest."""
    world = WORLD
    rest = []
    for line in added.strip("\n").split("\n"):
        for section, end in (("organizations", "dossier:"), ("dossier", "")):
            if line.startswith(f"{section}: {{"):
                entry = line.removeprefix(f"{section}: {{").removesuffix("}")
                at = world.index(end) if end else len(world)
                world = f"{world[:at]}  {entry}\n{world[at:]}"
                break
        else:
            rest.append(line)
    return f"{MINIMAL}{world}" + "\n".join(rest) + "\n"


@pytest.fixture(scope="session")
def schema(edition: Edition) -> Draft202012Validator:
    """The schema that editors use, in the hands of another library."""
    return jsonschema_rs.Draft202012Validator(dict(profile_schema(edition)))


@pytest.mark.parametrize("added", FACTS.values(), ids=FACTS)
def test_what_a_page_says_can_be_said(edition: Edition, write: Write, schema: Draft202012Validator, added: str) -> None:
    path = write(_merged(added))
    try:
        read_profile(edition, path)
    except InputError as error:
        pytest.fail("\n".join(f"{each.line}:{each.column}: {each.message} ({each.help})" for each in error.problems))
    typed = read_document(read_text(path)).data
    assert [error.message for error in schema.iter_errors(typed)] == []
