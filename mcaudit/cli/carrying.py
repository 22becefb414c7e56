"""`mcaudit accept --from OH --to TN`: shows what carries from one state's review to another, and what is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import typer

from mcaudit.app.acceptance import Wanted, policies_by_state, state_code
from mcaudit.app.exits import Exit, most_severe
from mcaudit.app.finding import skipped_notices
from mcaudit.app.preparing import Prepared, Question, prepared
from mcaudit.app.reports import RESIDUES
from mcaudit.app.residues import Carrying, stateless
from mcaudit.app.reviews import review_notices
from mcaudit.cli.auditing import audit_all
from mcaudit.cli.emit import notify
from mcaudit.cli.media import output_of
from mcaudit.cli.misuse import about
from mcaudit.cli.screen import Color
from mcaudit.model import Gate, Policy
from mcaudit.model.residue import Residue, Residues
from mcaudit.model.states import state_name
from mcaudit.reading.policy.read import find_policy, policy_names
from mcaudit.terms.words import number


def carried(
    question: Question,
    wanted: Wanted,
    from_state: str | None,
    outputs: Sequence[str] | None,
    format: str,
    color: Color,
    *,
    what_if: bool,
) -> Exit:
    """Work out what carries from a state, write it, and return the exit code."""
    if not from_state:
        raise typer.BadParameter("it goes with --from", param_hint="--adopt")
    if wanted.explained or wanted.required or wanted.fixes:
        raise typer.BadParameter("it does not go with --explain, --require, or --fixes", param_hint="--from")
    output = output_of(RESIDUES, outputs, color, format)
    source, target = _states(from_state, wanted.to)
    if not question.decisions:
        raise typer.BadParameter("name the decisions of reviewers that may carry: --decisions", param_hint="--from")
    found = prepared(question)
    by_state = policies_by_state(found.edition, wanted.policies)
    ask = Carrying(from_state=source, to_state=target, policies=by_state, reviews=found.reviews, what_if=what_if)
    audited = audit_all(found, Gate.ENDORSEMENT, ask.residue, nothing="no profile could be read")
    result = _result(found, ask, by_state, audited.shown)
    kept = (*audited.read, *(Path(each.path) for each in result.policies))
    output.write(result, kept)
    notify(*review_notices(found.reviews, {each.id for each in audited.shown}, day=found.date))
    return most_severe(audited.exits)


def _states(source: str, target: str) -> tuple[str, str]:
    """Return the postal codes of both states; raise typer.BadParameter where they are not two states."""
    found = []
    for option, text in (("--from", source), ("--to", target)):
        if not text or "," in text or ":" in text:
            raise typer.BadParameter("name one state with --from and one with --to, such as OH", param_hint=option)
        with about(option):
            found.append(state_code(text))
    if found[0] == found[1]:
        raise typer.BadParameter(f"{found[0]} is the state of --to as well; name two states", param_hint="--from")
    return found[0], found[1]


def _result(found: Prepared, ask: Carrying, policies: Mapping[str, Policy], residues: Sequence[Residue]) -> Residues:
    return Residues(
        edition=found.edition,
        date=found.date,
        from_state=ask.from_state,
        to_state=ask.to_state,
        policies=tuple(policies[state] for state in (ask.from_state, ask.to_state) if state in policies),
        policy=_named(policies[ask.to_state]) if ask.to_state in policies else "",
        residues=tuple(sorted(residues, key=lambda each: (each.title.casefold(), each.path))),
        notices=tuple(_notices(found, ask)),
    )


def _named(policy: Policy) -> str:
    """Return how a command names a policy: a shipped one by its id, another by its file."""
    shipped = policy.id in policy_names() and Path(policy.path) == find_policy(policy.id)
    return policy.id if shipped else policy.path


def _notices(found: Prepared, ask: Carrying) -> Iterator[str]:
    """Yield what a reader must know about the policies and the files of decisions."""
    if ask.to_state not in ask.policies:
        yield f"There is no policy of {state_name(ask.to_state)}, so it has adopted nothing"
    if files := stateless(ask.reviews):
        known = f"{number(len(files), 'file')} of decisions {'names' if len(files) == 1 else 'name'} no state"
        yield f"{known}, and {'is' if len(files) == 1 else 'are'} taken as made for the profile's own state"
    yield from skipped_notices(found.skipped)
