"""Reads a state's policy and rejects unknown references, missing sources, and waivers that are not possible."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mcaudit.contracts import DEFAULT_QUORUM, POLICY_FORMAT
from mcaudit.errors import InputError
from mcaudit.model import Edition, Policy, PolicySource, SettingValue
from mcaudit.model.states import STATES
from mcaudit.reading.building import built, place_of
from mcaudit.reading.files import read_file
from mcaudit.reading.limits import MAX_PROBLEMS
from mcaudit.reading.near import did_you_mean, format_said, one_of
from mcaudit.reading.packaged import criteria_folder
from mcaudit.reading.parsing.tree import Document
from mcaudit.reading.policy.checks import contradictions
from mcaudit.reading.policy.rules import adoptions, purpose_of
from mcaudit.reading.policy.schema import policy_schema
from mcaudit.reading.structure import Validator, problems_in


def policy_names() -> tuple[str, ...]:
    """Return the names of the shipped policies, found by listing their folder."""
    return tuple(sorted(path.stem for path in (criteria_folder() / "policies").glob("*.yaml")))


def find_policy(name: str) -> Path:
    """Return the file of a policy, given the name of a shipped one or a path; raise InputError for an unknown name."""
    shipped = criteria_folder() / "policies" / f"{name}.yaml"
    if name in policy_names():
        return shipped
    path = Path(name)
    if path.suffix or path.exists():
        return path
    names = policy_names()
    states = {STATES.get(each.replace("-", " "), ""): each for each in names}
    state = states.get(STATES.get(name.casefold(), name.upper()))
    known = f"it may be {one_of(names, len(names))}, or a file"
    help = f"did you mean `{state}`?" if state else did_you_mean(name, names) or known
    raise InputError.of(name, f"unknown policy `{name}`", help)


def read_policy(edition: Edition, path: Path) -> Policy:
    """Read the policy at `path`; raise InputError with everything that is wrong with it."""
    document = read_file(path, of="policy")
    data = document.data
    if not isinstance(data, Mapping) or data.get("format") != POLICY_FORMAT:
        help = f"a policy starts with the line `format: {POLICY_FORMAT}`"
        raise InputError(
            [document.text.problem(f"this is not a policy: {format_said(data)}", help, at=document.place("/format"))]
        )
    problems = problems_in(document, Validator(policy_schema(edition)))
    if not problems:
        found = sorted(contradictions(edition, document), key=lambda problem: (problem.line or 0, problem.column or 0))
        problems = tuple(found[:MAX_PROBLEMS])
    if problems:
        raise InputError(problems)
    return _policy(document)


def check_in_force(policy: Policy, day: str) -> None:
    """Raise InputError if a policy is not in force on a day (YYYY-MM-DD)."""
    if policy.in_force_from and day < policy.in_force_from:
        message = f"the policy `{policy.id}` is in force from {policy.in_force_from}, but the audit is dated {day}"
    elif policy.in_force_until and day > policy.in_force_until:
        message = f"the policy `{policy.id}` was in force until {policy.in_force_until}, but the audit is dated {day}"
    else:
        return
    help = "give another --date, or the policy in force on that day"
    raise InputError.of(policy.path, message, help)


# --- to the model --------------------------------------------------------------------------------


def _policy(document: Document) -> Policy:
    data = document.data
    review, force = data.get("review", {}), data.get("in_force", {})
    learning, words = data.get("requires_learning_opportunities", {}), data.get("statements_enough", {})
    return built(
        Policy,
        data,
        path=document.text.path,
        sha256=document.text.sha256,
        sources=tuple(built(PolicySource, entry, id=name) for name, entry in data["sources"].items()),
        settings={
            name: tuple(built(SettingValue, each) for each in (entry if isinstance(entry, list) else (entry,)))
            for name, entry in data.get("settings", {}).items()
        },
        purposes=tuple(map(purpose_of, data.get("purposes", ()))),
        reciprocity=adoptions(data.get("reciprocity", {})),
        review=place_of(review["source"]) if review else None,
        quorum=review.get("quorum", DEFAULT_QUORUM),
        confirm_facts=review.get("confirm_facts") == "yes",
        settle_alone=review.get("settle_alone") == "yes",
        requires_learning_opportunities=place_of(learning["source"]) if learning.get("value") == "yes" else None,
        statements_not_enough=frozenset(words.get("criteria", ())),
        statements_source=place_of(words["source"]) if words else None,
        in_force=place_of(force["source"]) if force else None,
        in_force_from=force.get("from", ""),
        in_force_until=force.get("until", ""),
    )
