"""The words of a map of acceptance: answers, purposes, what an acceptance gives, and why a cell has its answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import assert_never

from mcaudit.blocks import Badge
from mcaudit.looks import Look
from mcaudit.model import Policy, PolicySource, SourcedPlace
from mcaudit.model.acceptance import Acceptance, Answer, Because, Cell, Condition, Holds, Path, RestsOn
from mcaudit.model.codes import code_words
from mcaudit.model.purposes import Gives, Holder, Limit, Per, Purpose, PurposeKind
from mcaudit.model.states import state_name
from mcaudit.terms.sentences import capitalized, clause, day_words, ended
from mcaudit.terms.words import counted_out, number, readings_among, those

ANSWERS: Mapping[Answer, str] = {**{each: each.replace("_", " ") for each in Answer}, Answer.SILENT: "not stated"}
MEANINGS: Mapping[Answer, str] = {
    Answer.ACCEPTED: "A rule of the state is in force, and all its conditions hold.",
    Answer.NOT_ACCEPTED: "A rule of the state refuses it, or a condition fails.",
    Answer.UNDECIDED: (
        "The profile does not say enough, or a person must decide something. The reason is beside it. That is not a no."
    ),
    Answer.DELEGATED: "The state lets somebody else decide whether or how much it counts, such as a district.",
    Answer.SILENT: "We know of no rule of the state that is in force. That is not a no.",
}
_LOOKS: Mapping[Answer, Look] = {
    Answer.ACCEPTED: Look.MET,
    Answer.NOT_ACCEPTED: Look.NOT_MET,
    Answer.UNDECIDED: Look.AWAITING_REVIEW,
    Answer.DELEGATED: Look.PARTLY_MET,
    Answer.SILENT: Look.NOT_STATED,
}
PURPOSES: Mapping[str, str] = {
    **{kind: kind.replace("_", " ").capitalize() for kind in PurposeKind},
    PurposeKind.LICENSE_DISPLAY: "Display on the license",
    PurposeKind.PREPARATION: "Preparation program",
}
HOLDERS: Mapping[Holder, str] = {**{each: f"the {each}" for each in Holder}, Holder.COMMITTEE: "a local committee"}
HOLDS: Mapping[Holds, Badge] = {
    Holds.YES: Badge("holds", Look.MET),
    Holds.OPEN: Badge("open", Look.AWAITING_REVIEW),
    Holds.NO: Badge("fails", Look.NOT_MET),
}
"""Whether a condition holds."""
RESTS: Mapping[RestsOn, str] = {
    RestsOn.NOTHING: "",
    RestsOn.CLAIM: "claimed and cited, not checked",
    RestsOn.CHECKED: "checked by a reviewer",
    RestsOn.DECISION: "decided by reviewers",
    RestsOn.POLICY: "the state's own word",
}
UNCHECKED = "on claims that nobody has checked"
_PER: Mapping[Per, str] = {
    Per.MICRO_CREDENTIAL: "",
    Per.STACK: " for the whole stack",
    Per.PROGRAM: " for the whole program",
    Per.CLOCK_HOUR: " for each clock hour",
}
_OTHER = "other"
OLD_MONTHS = 12
"""A source that was read longer ago says so."""


def answer_badge(answer: Answer) -> Badge:
    """Return an answer as a badge."""
    return Badge(ANSWERS[answer], _LOOKS[answer])


# --- what an acceptance gives --------------------------------------------------------------------


def gives_words(rule: Purpose) -> str:
    """Return what a rule gives with its limit, such as "6 PD points, at most 60 PD points per license cycle"."""
    parts = [_gives(rule.gives)] if rule.gives else []
    parts += [f"at most {_limit(rule.limit)}"] if rule.limit else []
    return ", ".join(parts)


def _gives(gives: Gives) -> str:
    kind = gives.kind_name if gives.kind == _OTHER else code_words(gives.kind)
    amount = "" if gives.amount is None else amount_words(gives.amount, gives.unit, gives.unit_name)
    lasts = f", for {gives.lasts_years:.15g} years" if gives.lasts_years else ""
    per = f" for each {amount_words(gives.hours, 'clock_hours', '')}" if gives.hours else _PER[gives.per]
    return f"{amount or kind}{per}{lasts}"


def _limit(limit: Limit) -> str:
    within = " in a lifetime" if limit.per == "lifetime" else f" per {code_words(limit.per)}"
    per = within if limit.per else ""
    return f"{amount_words(limit.amount, limit.unit, limit.unit_name)}{per}"


def amount_words(amount: float, unit: str, unit_name: str) -> str:
    """Return an amount with its unit, such as 6 PD points, or 1 clock hour."""
    name = unit_name if unit == _OTHER else code_words(unit)
    one = amount == 1 and unit != _OTHER and name.endswith("s")
    return f"{amount:.15g} {name[:-1] if one else name}"


# --- why -----------------------------------------------------------------------------------------


def why(acceptance: Acceptance, cell: Cell) -> str:
    """Return why a cell has its answer, in a sentence or two."""
    if not cell.paths:
        state = state_name(cell.state)
        no_policy = cell.because is Because.NO_POLICY
        return f"We have no policy of {state}." if no_policy else f"We have no rule of {state} for this."
    first = cell.paths[0]
    return path_why(acceptance.rule(cell, first), first)


def path_why(rule: Purpose, path: Path) -> str:
    """Return why a rule comes to its answer."""
    match path.because:
        case Because.CONDITIONS:
            return _by_conditions(rule, path)
        case Because.REFUSED:
            return f"The state refuses it: {ended(rule.text)}"
        case Because.PART_OF_SERIES:
            return "Part of an accepted series. It does not count by itself."
        case Because.NO_CONDITIONS:
            return "The rule is stated without conditions, so a person must read it."
        case Because.HOW_MUCH:
            return "The state has not said how much it counts for."
        case Because.DISPUTED:
            return f"The state's own sources disagree about {'; '.join(map(clause, path.disputes))}."
        case Because.DRAFT:
            return "The rule is a draft."
        case Because.WITHOUT_EFFECT:
            return "The rule was adopted, but is not in effect."
        case Because.NOT_YET:
            return f"The rule is in force from {day_words(rule.start)}." if rule.start else "It is not in force yet."
        case Because.ENDED:
            return f"The rule ended on {day_words(rule.end)}." if rule.end else "The rule has ended."
        case Because.NO_POLICY | Because.NO_RULE:
            return "The state has not said."
        case other:
            assert_never(other)


def _by_conditions(rule: Purpose, path: Path) -> str:
    if path.answer is Answer.ACCEPTED:
        waived = f" Waived in this state: {', '.join(path.waived)}." if path.waived else ""
        claims = f" It rests {UNCHECKED}." if path.on_claims else ""
        return f"All conditions hold.{claims}{waived}" if path.conditions else "The rule has no conditions to check."
    if path.answer is Answer.DELEGATED:
        left = [each for each in path.conditions if each.left_to]
        named = [HOLDERS[Holder(each.left_to)] for each in left]
        whom = [HOLDERS[rule.decided_by]] if rule.decided_by not in (None, Holder.STATE) else []
        who = list(dict.fromkeys((*whom, *named)))
        said = f"{capitalized(' and '.join(who))} {'decides' if len(who) == 1 else 'decide'}"
        if left:
            return f"{said} whether this is so: {' '.join(each.text for each in left)}"
        return f"{said} whether it counts, and how much."
    deciding = [each for each in path.conditions if each.id in path.deciding]
    return f"{_short(deciding[0])}{_more(path, len(deciding) - 1)}"


def _more(path: Path, count: int) -> str:
    if not count:
        return ""
    state = "fails as well" if path.answer is Answer.NOT_ACCEPTED else "is open as well"
    if count > 1:
        state = state.replace("fails", "fail").replace("is", "are")
    return f" {capitalized(number(count, 'more condition'))} {state}."


def _short(condition: Condition) -> str:
    """Return why a condition does not hold, with what it asks where only a person can say."""
    leading = next((each for each in condition.any_of if each.holds is condition.holds), condition)
    reason = f"{clause(leading.reason)}: {leading.text}" if _is_judged(leading) else leading.reason
    several = len(condition.any_of)
    if several > 1 and condition.holds is Holds.OPEN:
        return f"One of {counted_out(several)} things is enough. The first: {reason}"
    return reason


def _is_judged(condition: Condition) -> bool:
    """Return whether only a person can say whether a condition holds."""
    return condition.id.rpartition(".")[2].startswith("judged")


def profile_could_say(cell: Cell) -> bool:
    """Return whether a cell is open on something that the profile could still say, and not on people alone."""
    first = cell.paths[0]
    deciding = (each for each in first.conditions if each.id in first.deciding)
    leaves = (leaf for each in deciding for leaf in each.any_of or (each,))
    return any(leaf.holds is Holds.OPEN and not _is_judged(leaf) for leaf in leaves)


# --- where it is said ----------------------------------------------------------------------------


def source_of(policy: Policy, place: SourcedPlace) -> PolicySource:
    """Return the document that something in a policy rests on."""
    return next(source for source in policy.sources if source.id == place.document)


def place_words(policy: Policy, place: SourcedPlace) -> str:
    """Return a document of a policy and the place in it."""
    return ", ".join(part for part in (source_of(policy, place).title, place.place) if part)


def age_words(policy: Policy, place: SourcedPlace, date: str) -> str:
    """Return when a source was read, and how long ago that is where it is long."""
    seen = source_of(policy, place).seen
    months = months_between(seen, date)
    ago = f", {months} months before this map" if months >= OLD_MONTHS else ""
    return f"read on {day_words(seen)}{ago}"


def months_between(first: str, second: str) -> int:
    """Return how many whole months lie between two days; none where the second is not later."""
    one, other = dt.date.fromisoformat(first), dt.date.fromisoformat(second)
    months = (other.year - one.year) * 12 + other.month - one.month - (other.day < one.day)
    return max(months, 0)


def condition_place(condition: Condition) -> str:
    """Return the place in the profile's file that a condition is about; empty where it has no lines."""
    at = condition.location
    return f"{at.path}:{at.line}" if at and at.line else ""


def cell_title(cell: Cell) -> str:
    """Return what a cell is about, such as "Tennessee, license renewal"."""
    return f"{state_name(cell.state)}, {PURPOSES[cell.purpose].lower()}"


def remarks(acceptance: Acceptance) -> tuple[str, ...]:
    """Return what is said of every output: which micro-credentials are fictional, and which are only read about."""
    count = len(acceptance.candidates)
    fictional = sum(each.fictional for each in acceptance.candidates)
    read = sum(each.is_reading for each in acceptance.candidates)
    found = []
    if fictional:
        some = capitalized(f"{those(fictional, count)} fictional")
        found.append("FICTIONAL: this micro-credential does not exist" if count == 1 else some)
    if read:
        found.append(capitalized(readings_among(read, count)))
    return (*found, *acceptance.notices)
