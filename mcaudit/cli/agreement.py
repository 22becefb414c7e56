"""`mcaudit review agreement`: how well reviewers agree, over one profile or many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from mcaudit.cli.emit import emit, tell
from mcaudit.cli.exits import Exit, gravest
from mcaudit.cli.files import find_profiles
from mcaudit.cli.reviews import decided, unmatched
from mcaudit.cli.screen import show_problem
from mcaudit.errors import InputError
from mcaudit.model import Agreement, Answer, Coefficient, Edition, Policy, Review
from mcaudit.reading.profile import read_profile
from mcaudit.review.agreement import agreement_by_component, agreement_of

_FIGURES = {
    "percent": "percent agreement",
    "kappa": "Cohen's kappa",
    "alpha": "Krippendorff's alpha",
    "ac1": "Gwet's AC1",
}


def show_agreement(
    edition: Edition, policy: Policy | None, paths: Sequence[Path], reviews: Mapping[str, tuple[Review, ...]]
) -> Exit:
    """Print the figures overall and for each component; return the exit code."""
    files, problems, _ = find_profiles(paths)
    exits = [Exit.MISTAKE] * len(problems)
    told = list(problems)
    ratings: dict[tuple[str, str], dict[str, Answer]] = {}
    read: set[str] = set()
    for file in files:
        try:
            profile = read_profile(edition, file)
        except InputError as error:
            told.extend(error.problems)
            exits.append(Exit.MISTAKE)
            continue
        read.add(profile.id)
        for name, decision in decided(edition, profile, policy, reviews.get(profile.id, ())).items():
            if decision.complete:
                counted = [voice for voice in decision.voices if voice.uncounted is None]
                ratings[profile.id, name] = {voice.reviewer.id: voice.first.answer for voice in counted}
    for problem in told:
        tell(show_problem(problem))
    for notice in unmatched(reviews, read):
        tell(f"note: {notice}")
    emit("".join(_lines("overall", agreement_of(ratings))))
    for component, found in agreement_by_component(ratings).items():
        emit("".join(_lines(f"component {component}", found)))
    return gravest(exits)


def _lines(name: str, found: Agreement) -> list[str]:
    return [f"{name}\n", *(f"  {words:<21} {_figure(getattr(found, key))}\n" for key, words in _FIGURES.items())]


def _figure(coefficient: Coefficient) -> str:
    if coefficient.value is None:
        return f"withheld: {coefficient.withheld}"
    between = ""
    if coefficient.low is not None and coefficient.high is not None:
        between = f" (95 % interval {coefficient.low:.2f} to {coefficient.high:.2f})"
    elif coefficient.withheld:
        between = f" ({coefficient.withheld})"
    return f"{coefficient.value:.2f}{between}, {coefficient.n} judged by two or more"
