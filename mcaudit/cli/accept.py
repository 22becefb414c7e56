"""`mcaudit accept`: shows where micro-credentials count, for what, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mcaudit.app.acceptance import (
    Wanted,
    acceptance_of,
    asked_cell,
    map_of,
    policies_by_state,
    required_exit,
    state_code,
)
from mcaudit.app.exits import Exit, most_severe
from mcaudit.app.finding import skipped_notices
from mcaudit.app.loading import NO_POLICY, OWN_POLICIES
from mcaudit.app.preparing import Prepared, Question, prepared
from mcaudit.app.reports import ACCEPTANCE, ACCEPTANCE_EXPLAINED, RESIDUES
from mcaudit.app.residues import Carrying, stateless
from mcaudit.app.reviews import review_notices
from mcaudit.cli import options
from mcaudit.cli.auditing import audit_all, question_of
from mcaudit.cli.configuration import ConfigOption, is_configured
from mcaudit.cli.emit import notify
from mcaudit.cli.media import FormatOption, Output, output_of, output_option
from mcaudit.cli.misuse import about
from mcaudit.cli.screen import Color
from mcaudit.model import Gate, Policy
from mcaudit.model.acceptance import Acceptance
from mcaudit.model.acts import Party
from mcaudit.model.residue import Residue, Residues
from mcaudit.model.states import state_name
from mcaudit.reading.policy.read import find_policy, policy_names
from mcaudit.terms.words import number


class Reader(StrEnum):
    """Whose acts are shown."""

    PROVIDER = "provider"
    REVIEWERS = "reviewers"
    STATE = "state"


EXAMPLES = (
    "Examples:",
    "  mcaudit accept profile.yaml",
    "  mcaudit accept profiles/ --to TN,OH:license_renewal -o map.html -o map.xlsx",
    "  mcaudit accept profile.yaml --explain TN:license_renewal",
    "  mcaudit accept profile.yaml --fixes --for provider",
    "  mcaudit accept profile.yaml --require TN:license_renewal",
    "  mcaudit accept profile.yaml --from OH --to TN --decisions decisions/",
)
OutputOption = Annotated[list[str] | None, output_option(ACCEPTANCE.endings)]
ToOption = Annotated[
    str,
    typer.Option(
        help="The states, and with a colon the purpose. [default: every state that has a policy]",
        metavar="STATE[:PURPOSE],…",
    ),
]
ExplainOption = Annotated[
    str | None,
    typer.Option(
        "--explain", help="Show one answer in full: the rule, its source, and each condition.", metavar="STATE:PURPOSE"
    ),
]
RequireOption = Annotated[
    list[str] | None,
    typer.Option(
        help="Exit with 0 only if it is accepted: 1 if it is not, 3 if that is open. Repeatable.",
        metavar="STATE:PURPOSE",
    ),
]
FromOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        help="Show which decisions of this state's reviewers count in the state of --to, and what is left to decide.",
        metavar="STATE",
    ),
]
AdoptOption = Annotated[
    bool, typer.Option("--adopt", help="With --from: show what would count if the state of --to adopted the decisions.")
]
FixesOption = Annotated[
    bool, typer.Option("--fixes", help="Show the smallest sets of acts that would open each answer, by who does them.")
]
ForOption = Annotated[Reader | None, typer.Option("--for", help="With --fixes: show only what these can do alone.")]
PoliciesOption = Annotated[
    list[str] | None,
    typer.Option(
        help="A policy that replaces the shipped one of its state, or a directory of them; `none` uses only those "
        "that you name. Repeatable.",
        metavar="NAME|FILE|FOLDER",
    ),
]


def accept(
    context: typer.Context,
    paths: options.Paths,
    to: ToOption = "",
    explain: ExplainOption = None,
    require: RequireOption = None,
    from_: FromOption = None,
    adopt: AdoptOption = False,
    fixes: FixesOption = False,
    reader: ForOption = None,
    output: OutputOption = None,
    format: FormatOption = "terminal",
    exclude: options.Exclude = None,
    date: options.Date = None,
    policy: PoliciesOption = None,
    color: options.Color = Color.AUTO,
    decisions: options.Decisions = None,
    edition: options.Edition = None,
    config: ConfigOption = None,
) -> None:
    """Show where micro-credentials count, for what, how much, and why: by the states' own rules.

    The exit code says whether everything was read and written, unless --require asks for an answer.
    """
    question = question_of(context, paths, exclude, date, None, decisions, edition, config)
    wanted = _wanted(to, explain, require or (), _policies(context, policy or ()), fixes, reader)
    if from_ or adopt:
        raise typer.Exit(_carried(question, wanted, from_, output, format, color, what_if=adopt))
    report = ACCEPTANCE_EXPLAINED if wanted.explained else ACCEPTANCE
    raise typer.Exit(_mapped(question, wanted, output_of(report, output, color, format)))


def _wanted(
    to: str, explain: str | None, require: Sequence[str], policies: Sequence[str], fixes: bool, reader: Reader | None
) -> Wanted:
    """Return what is asked; raise typer.BadParameter where an option names a state or purpose that does not exist."""
    with about("--explain"):
        explained = asked_cell(explain) if explain else None
    with about("--require"):
        required = tuple(map(asked_cell, require))
    return Wanted(
        to=to,
        explained=explained,
        required=required,
        policies=tuple(policies),
        fixes=fixes or reader is not None,
        party=Party(reader) if reader else None,
    )


def _policies(context: typer.Context, given: Sequence[str]) -> tuple[str, ...]:
    """Return the policies to use; what a configuration says of audits (`own`, `none`) is about nothing here."""
    is_ours = is_configured(context, "policy")
    return tuple(each for each in given if not (is_ours and each in (NO_POLICY, OWN_POLICIES)))


def _mapped(question: Question, wanted: Wanted, output: Output[Acceptance]) -> Exit:
    """Work out the map, write it, and return the exit code."""
    found = prepared(question)
    with about("--to"):
        ask = map_of(found, wanted)
    audited = audit_all(found, Gate.ENDORSEMENT, ask.candidacy, nothing="no profile could be read")
    result = acceptance_of(found.edition, found.date, ask, audited.shown, skipped_notices(found.skipped))
    kept = (*audited.read, *(Path(each.path) for each in ask.policies.values()))
    output.write(result, kept)
    notify(*review_notices(found.reviews, {each.id for each in result.candidates}, day=found.date))
    return most_severe((*audited.exits, required_exit(result, wanted.required)))


# --- from one state's review to another ------------------------------------------------------------


def _carried(
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
    policies = policies_by_state(found.edition, wanted.policies)
    ask = Carrying(from_state=source, to_state=target, policies=policies, reviews=found.reviews, what_if=what_if)
    audited = audit_all(found, Gate.ENDORSEMENT, ask.residue, nothing="no profile could be read")
    result = _result(found, ask, audited.shown)
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


def _result(found: Prepared, ask: Carrying, residues: Sequence[Residue]) -> Residues:
    policies = ask.policies
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
        yield f"We have no policy of {state_name(ask.to_state)}, so nothing counts as adopted there"
    if files := stateless(ask.reviews):
        known = f"{number(len(files), 'file')} of decisions {'names' if len(files) == 1 else 'name'} no state"
        yield f"{known}, and {'is' if len(files) == 1 else 'are'} taken as made for the profile's own state"
    yield from skipped_notices(found.skipped)
