"""Makes a worksheet of the shipped fictional profile, or reads a file of decisions: for worksheet.mjs.

worksheet.py make FILE.html writes the worksheet; worksheet.py settle FILE.html writes a page to settle a disagreement
about 1A-2; worksheet.py read FILE.json prints what mcaudit reads, as JSON.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from pathlib import Path

from mcaudit.audit.engine import audit_of, case_of
from mcaudit.errors import InputError
from mcaudit.forms.settling.page import SettlingSheet, settling_html, settling_sheet
from mcaudit.forms.worksheet.page import worksheet_html
from mcaudit.model import Answer, Decision, Edition, Opinion, Pins, Reviewer, Standing, Vote
from mcaudit.reading.decisions.read import read_review
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.profile.read import read_profile
from mcaudit.review.former_pins import former_pins_of
from mcaudit.review.pins import document_pins, pins_of

PROFILE = Path(__file__).resolve().parents[2] / "profiles" / "fictional" / "leading-restorative-circles.yaml"
REVIEWER = Reviewer(id="rosa", name="Rosa “R” O’Hara </script>\u2028<b>", affiliation="Office & Co, Ωmega")


def main(way: str, file: str) -> int:
    """Do what is asked; return the exit code."""
    edition = default_edition()
    if way == "make":
        profile = read_profile(edition, PROFILE)
        case = case_of(edition, profile, date="2026-01-01")
        made = audit_of(case, date="2026-01-01")
        page = worksheet_html(made, REVIEWER, pins_of(case), document_pins(profile), former_pins_of(case))
        Path(file).write_bytes(page)
        return 0
    if way == "settle":
        Path(file).write_bytes(settling_html(settling_form(edition)))
        return 0
    try:
        review = read_review(edition, Path(file))
    except InputError as error:
        print("; ".join(problem.message for problem in error.problems), file=sys.stderr)
        return 1
    shown = {"profile": review.profile, "edition": review.edition, "reviewer": asdict(review.reviewer or REVIEWER)}
    settled = [asdict(settlement) for settlement in review.settlements]
    print(json.dumps({**shown, "decisions": [asdict(opinion) for opinion in review.opinions], "settlements": settled}))
    return 0


def settling_form(edition: Edition) -> SettlingSheet:
    """Return a form on which Rosa settles what two others disagree about."""
    case = case_of(edition, read_profile(edition, PROFILE), date="2026-01-01")
    pins = pins_of(case)["1A-2"]
    answers = {"ann": Answer.MET, "bo": Answer.NOT_MET}
    votes = tuple(_vote(name, answer, pins) for name, answer in answers.items())
    decision = Decision(
        criterion="1A-2",
        standing=Standing.NO_AGREEMENT,
        answers=tuple(answers.values()),
        counted=len(votes),
        votes=votes,
    )
    entry = {
        "by": [asdict(REVIEWER)],
        "way": "third_reviewer",
        "between": {name: str(answer) for name, answer in answers.items()},
        "pins": pins.as_data(),
    }
    found = audit_of(replace(case, decisions={"1A-2": decision}), date="2026-01-01")
    return settling_sheet(found, [REVIEWER.name], {"1A-2": entry}, named=True)


def _vote(name: str, answer: Answer, pins: Pins) -> Vote:
    opinion = Opinion(
        criterion="1A-2",
        answer=answer,
        rationale="Two </script><b>areas",
        would_satisfy="",
        citations=(),
        date="2026-01-01",
        comment="",
        pins=pins,
    )
    reviewer = Reviewer(id=name, name=name.title(), affiliation="Panel")
    return Vote(reviewer=reviewer, opinion=opinion, first=opinion, uncounted=None, why="")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
