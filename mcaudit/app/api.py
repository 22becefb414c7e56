"""The Python interface: what `import mcaudit` offers. It never prints, exits, or reads the clock."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from mcaudit.app.acceptance import Map, acceptance_of, asked_of, policies_by_state
from mcaudit.app.auditing import audited
from mcaudit.app.documents import Depth, document_of, media_of
from mcaudit.app.loading import edition_of, policy_in_force, shipped_edition
from mcaudit.app.reviews import by_profile, reviews_of
from mcaudit.comparison import changes
from mcaudit.comparison.comparison import comparison
from mcaudit.comparison.entries import entry_of
from mcaudit.errors import InputError, Problem
from mcaudit.media.registry import ending_of, medium_of
from mcaudit.model import Audit, EarlierAudit, Edition, Gate, Policy, Profile, Review, Since
from mcaudit.model.acceptance import Acceptance
from mcaudit.model.agency import Agency
from mcaudit.model.comparison import Comparison
from mcaudit.model.mailing import Mailing
from mcaudit.model.words import GroupBy
from mcaudit.reading.audits import read_audits
from mcaudit.reading.policy.read import check_in_force
from mcaudit.reading.profile.read import profile_in, read_profile
from mcaudit.report.audit.paper import Appendix
from mcaudit.terms.policies import own_policies_words

_FROM_PYTHON = "profile.json"
"""The name of a profile that is given as a mapping. Its text is made here, so no line of it is ever named."""


def load_edition(folder: Path | str | None = None) -> Edition:
    """Return the shipped edition, or the one in a folder; raise EditionError where that one is not valid."""
    return shipped_edition() if folder is None else edition_of(Path(folder))


def load_policy(name: Path | str, *, date: dt.date | str, edition: Edition | None = None) -> Policy:
    """Return a policy by the name of a shipped one (`illinois`) or by its file.

    Raise InputError where there is none, it is not valid, or it is not in force on `date`.
    """
    found = policy_in_force(edition or load_edition(), str(name), _day(date))
    if found is None:
        raise InputError.of(str(name), "this is not the name of a policy")
    return found


def load_profile(path: Path | str, *, edition: Edition | None = None) -> Profile:
    """Return the profile in a file; raise InputError with everything that is wrong with it."""
    return read_profile(edition or load_edition(), Path(path))


def parse_profile(
    content: Mapping[str, Any] | str | bytes,
    *,
    name: str = "profile.yaml",
    folder: Path | str | None = None,
    edition: Edition | None = None,
) -> Profile:
    """Return a profile that no file holds: YAML or JSON text (by the ending of its `name`), or a mapping.

    `folder` is where its local documents lie; without one they count as missing, and no disk is looked at.
    Raise InputError with everything that is wrong with it; for a mapping, no problem has a line.
    """
    known, place = edition or load_edition(), None if folder is None else Path(folder)
    if isinstance(content, bytes):
        return profile_in(known, content, name, place)
    if isinstance(content, str):
        return profile_in(known, content.encode("utf-8", "surrogatepass"), name, place)
    try:
        return replace(profile_in(known, _as_json(content), _FROM_PYTHON, place), path="", positions={})
    except InputError as error:
        problems = (Problem(path="profile", message=each.message, help=each.help) for each in error.problems)
        raise InputError(problems) from error


def load_decisions(*paths: Path | str, edition: Edition | None = None) -> tuple[Review, ...]:
    """Return the reviewers' decisions in files and folders; raise InputError where any of them is not valid."""
    found = reviews_of(edition or load_edition(), [Path(path) for path in paths])
    return tuple(review for reviews in found.values() for review in reviews)


def load_audits(path: Path | str) -> Mapping[str, EarlierAudit]:
    """Return the audits that an earlier run wrote as JSON, by the id of their profile; raise InputError if invalid."""
    return read_audits(Path(path))


def audit_file(
    path: Path | str,
    *,
    date: dt.date | str,
    gate: Gate | str = Gate.ENDORSEMENT,
    policy: Policy | Path | str | None = None,
    decisions: Iterable[Review | Path | str] = (),
    edition: Edition | None = None,
) -> Audit:
    """Return the audit of the profile in a file.

    `date` is the day of the audit; `policy` a policy, the name of a shipped one, or its file; `decisions` are reviews,
    or files and folders of them, of which only those on this profile count. Raise InputError where something cannot be
    read or is not valid, and ValueError for a date or a gate that is none.
    """
    known = edition or load_edition()
    profile = load_profile(path, edition=known)
    return audit_profile(profile, date=date, gate=gate, policy=policy, decisions=decisions, edition=known)


def audit_profile(
    profile: Profile | Mapping[str, Any] | str | bytes,
    *,
    date: dt.date | str,
    gate: Gate | str = Gate.ENDORSEMENT,
    policy: Policy | Path | str | None = None,
    decisions: Iterable[Review | Path | str] = (),
    edition: Edition | None = None,
) -> Audit:
    """Return the audit of a profile: one that was loaded, or what `parse_profile` takes.

    Everything else is as `audit_file` has it.
    """
    known, day = edition or load_edition(), _day(date)
    if not isinstance(profile, Profile):
        profile = parse_profile(profile, edition=known)
    if isinstance(policy, Policy):
        check_in_force(policy, day)
    elif policy is not None:
        policy = load_policy(policy, date=day, edition=known)
    mine = [each for each in _reviews(decisions, known) if each.profile == profile.id]
    return audited(known, profile, date=day, gate=Gate(gate), policy=policy, reviews=mine)


def since(audit: Audit, earlier: EarlierAudit) -> Since:
    """Return what became of the findings of an earlier audit of the same profile."""
    return changes.since(audit, earlier)


def compare(audits: Sequence[Audit], *, by: GroupBy | str = GroupBy.STATE) -> Comparison:
    """Return the comparison of audits that were made on one day, with one edition and gate, under their own policies.

    Raise ValueError where there are fewer than two, or they differ in one of these.
    """
    if len(audits) < 2:  # noqa: PLR2004
        raise ValueError("a comparison needs at least two audits")
    first = audits[0]
    if any((each.edition, each.date, each.gate) != (first.edition, first.date, first.gate) for each in audits):
        raise ValueError("compare audits of one edition, date, and gate")
    policies = {each.policy.state: each.policy for each in audits if each.policy}
    under = own_policies_words(policies.values())
    entries = [entry_of(each) for each in audits]
    day, gate = first.date, first.gate
    return comparison(first.edition, entries, date=day, gate=gate, by=GroupBy(by), under=under, policies=policies)


def map_acceptance(
    audits: Sequence[Audit],
    *,
    to: str = "",
    policies: Iterable[Path | str] = (),
    decisions: Iterable[Review | Path | str] = (),
) -> Acceptance:
    """Return where audited micro-credentials count; the audits are of one day and one edition.

    `to` names states and purposes, such as `TN,OH:license_renewal`; without it, they are all states that have a policy.
    `policies` replace the shipped ones of their states; `decisions` are reviews, or files and folders of them.
    Raise ValueError for a state or purpose that does not exist, or where there is no audit, or they differ.
    """
    if not audits:
        raise ValueError("a map needs at least one audit")
    first = audits[0]
    if any((each.edition, each.date) != (first.edition, first.date) for each in audits):
        raise ValueError("map audits of one edition and date")
    by_state = policies_by_state(first.edition, [str(each) for each in policies])
    reviews: dict[str, list[Review]] = {}
    for each in _reviews(decisions, first.edition):
        reviews.setdefault(each.profile, []).append(each)
    question = Map(
        asked=asked_of(to, by_state), policies=by_state, reviews={name: tuple(mine) for name, mine in reviews.items()}
    )
    return acceptance_of(first.edition, first.date, question, [question.candidacy(each) for each in audits])


def document(
    audit: Audit,
    medium: str = "html",
    *,
    depth: Depth | str = Depth.FULL,
    agency: Agency | None = None,
    signed_by: str = "",
    appendix: Appendix | str = Appendix.SOURCES,
) -> bytes:
    """Return an audit as a document: the content of a file in `html`, `pdf`, `md`, or `json`.

    A `letter` may also be `docx` or `txt`, and is from an agency and signed; a `todo` list is `csv`, `xlsx`, `md`, or
    `txt`. Raise ValueError for a medium or a depth that there is not, and OutputError where a document cannot be made.
    """
    media = media_of(Depth(depth))
    if medium_of(medium) not in media:
        raise ValueError(f"{medium!r} is not one of {', '.join(ending_of(each).removeprefix('.') for each in media)}")
    return document_of(
        Mailing(audit=audit, agency=agency, signed_by=signed_by), medium_of(medium), Depth(depth), Appendix(appendix)
    )


def _reviews(decisions: Iterable[Review | Path | str], edition: Edition) -> tuple[Review, ...]:
    """Return reviews, and those in files and folders; raise InputError if a reviewer would count twice."""
    given = tuple(decisions)
    files = [Path(each) for each in given if not isinstance(each, Review)]
    read = (review for mine in reviews_of(edition, files).values() for review in mine)
    together = by_profile((*(each for each in given if isinstance(each, Review)), *read))
    return tuple(review for mine in together.values() for review in mine)


def _day(date: dt.date | str) -> str:
    """Return a day as YYYY-MM-DD; raise ValueError where it is none."""
    found = date if isinstance(date, dt.date) else dt.date.fromisoformat(date)
    text = f"{found.year:04}-{found.month:02}-{found.day:02}"
    if isinstance(date, str) and date != text:
        raise ValueError(f"{date!r} is not a date of the form 2026-11-01")
    return text


def _as_json(content: Mapping[str, Any]) -> bytes:
    try:
        return json.dumps(content, allow_nan=False).encode("ascii")
    except (TypeError, ValueError, RecursionError) as error:
        help = "use text, numbers, yes and no as booleans, lists, and mappings, and write dates as text"
        raise InputError.of("profile", f"this is not a profile: {error}", help) from error
