"""Times maps of 10, 100 and 500 micro-credentials by 20 states, with their memory and the size of what is written.

Every state has a rule that asks for the endorsement gate, which takes longest, and one that asks for a form.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from run import MCAUDIT, made_profiles, peak

_KINDS = ("csv", "json", "xlsx")
_STATES = (
    *("AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA"),
    *("HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA", "ME", "MD"),
)
_POLICY = """\
format: mcaudit-policy/1
id: made-{low}
title: Made {state}
state: {state}
edition: v1.0
sources:
  rules: {{title: Rules, url: "https://rules.example.org/", seen: 2026-10-01, whose: state}}
settings:
  verifying_body: {{value: [Board of {state}], source: {{document: rules, page: 1}}}}
purposes:
  - id: renewal
    purpose: license_renewal
    text: One counts for six points.
    source: {{document: rules, page: 2}}
    accepts: yes
    standing: in_force
    decided_by: state
    gives: {{kind: relicensure_credit, amount: 6, unit: pd_points, per: micro_credential}}
    needs: [{{gate: endorsement}}]
  - id: learning
    purpose: professional_learning
    text: One counts for ten hours.
    source: {{document: rules, page: 3}}
    accepts: yes
    standing: in_force
    decided_by: state
    gives: {{kind: pd_hours, amount: 10, unit: clock_hours, per: micro_credential}}
    needs: [{{form: [digital_badge, digital_certificate]}}]
"""


def main() -> None:
    """Make the maps that are asked for."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--many", type=int, nargs="*", default=[10, 100, 500], help="micro-credentials in one map")
    arguments.add_argument("--states", type=int, default=len(_STATES), help="states, at most 20")
    arguments.add_argument("--fixes", action="store_true", help="with what would open each answer")
    given = arguments.parse_args()
    print("micro-credentials, kind, seconds, ms each, peak memory of the largest process in MiB, KiB written")
    with tempfile.TemporaryDirectory() as name:
        policies = _policies(Path(name, "policies"), given.states)
        for count in given.many:
            folder = Path(name, f"many-{count}")
            made_profiles(folder, count)
            for kind in _KINDS:
                target = Path(name, f"map.{kind}")
                _mapped(count, kind, target, (str(folder), "--policy", "none", "--policy", str(policies)), given.fixes)


def _policies(folder: Path, count: int) -> Path:
    folder.mkdir()
    for state in _STATES[:count]:
        text = _POLICY.format(state=state, low=state.lower())
        (folder / f"{state.lower()}.yaml").write_text(text, encoding="utf-8")
    return folder


def _mapped(count: int, kind: str, target: Path, asked: tuple[str, ...], fixes: bool) -> None:
    before = time.perf_counter()
    memory = peak((*MCAUDIT, "accept", *asked, "-o", str(target), *(["--fixes"] if fixes else [])))
    seconds = time.perf_counter() - before
    size = target.stat().st_size / 1024
    print(
        f"  {count:>4} {kind:<5} {seconds:8.2f} {1000 * seconds / count:8.1f} {memory / 1024:7.0f} {size:9.0f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
