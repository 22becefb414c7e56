"""What the shipped policies answer for real micro-credentials, as checked by hand against the states' pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from tests.conftest import COMPLETE, ROOT, Ran, Run

CHECKED: Mapping[tuple[str, str], set[str]] = {
    ("AR", "initial_license"): {"undecided"},
    ("AR", "professional_learning"): {"undecided"},
    ("DE", "license_renewal"): {"undecided"},
    ("DE", "professional_learning"): {"delegated", "undecided"},
    ("KS", "license_renewal"): {"delegated"},
    ("KY", "license_advancement"): {"not_accepted"},
    ("MT", "license_renewal"): {"undecided"},
    ("NM", "license_advancement"): {"not_accepted"},
    ("NV", "license_renewal"): {"undecided"},
    ("OH", "license_renewal"): {"delegated"},
    ("SC", "license_renewal"): {"undecided"},
    ("TN", "license_advancement"): {"delegated", "undecided"},
    ("TN", "license_renewal"): {"delegated", "undecided"},
    ("UT", "endorsement"): {"undecided"},
    ("WY", "endorsement"): {"not_accepted"},
}
"""The answers by state and purpose; for every other state and purpose the state has not said."""


def test_real_micro_credentials_have_the_answers_that_were_checked_by_hand(run: Callable[..., Ran]) -> None:
    real = [path for path in sorted((ROOT / "profiles").glob("*/*.yaml")) if path != COMPLETE]
    done = run("accept", "--date", "2026-11-30", "--format", "json", *real)
    assert done.code == 0, done.err
    cells: list[dict[str, Any]] = json.loads(done.out)["cells"]
    found: dict[tuple[str, str], set[str]] = {}
    for cell in cells:
        if cell["answer"] != "silent":
            found.setdefault((cell["state"], cell["purpose"]), set()).add(cell["answer"])
    assert found == CHECKED


def test_a_map_has_the_same_bytes_whatever_order_python_keeps_sets_in(run: Run) -> None:
    asked = ("accept", "profiles/illinois", "--to", "AR,DE,MT", "--fixes", "--format", "json", "--date", "2026-11-30")
    made = {run(*asked, env={"PYTHONHASHSEED": str(seed)}).out for seed in (1, 2)}
    assert len(made) == 1
