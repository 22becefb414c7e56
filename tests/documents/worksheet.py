"""Makes a worksheet of the shipped fictional profile, or reads a file of decisions: for worksheet.mjs.

worksheet.py make FILE.html writes the worksheet; worksheet.py read FILE.json prints what mcaudit reads, as JSON.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from mcaudit.audit.engine import audit_of, case_of
from mcaudit.cli.worksheets import former_pins_of
from mcaudit.errors import InputError
from mcaudit.forms.worksheet.html import worksheet_html
from mcaudit.model import Reviewer
from mcaudit.reading.decisions import read_review
from mcaudit.reading.edition import default_edition
from mcaudit.reading.profile import read_profile
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
    try:
        review = read_review(edition, Path(file))
    except InputError as error:
        print("; ".join(problem.message for problem in error.problems), file=sys.stderr)
        return 1
    told = {"profile": review.profile, "edition": review.edition, "reviewer": asdict(review.reviewer or REVIEWER)}
    print(json.dumps({**told, "decisions": [asdict(opinion) for opinion in review.opinions]}))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
