"""Measures how far reviewers agree, on their answers as first made.

`cannot_tell` is an answer like the others here. A missing answer is one that nobody gave; a reviewer who cannot tell
where another finds a criterion met does not agree with them, and to leave such units out would leave out the hard ones.

The coefficients are a few lines each, and are computed here: the libraries that have all three are under the GPL or
need a version of SciPy that is not made for newer Pythons. The tests hold them to published examples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import combinations
from math import sqrt
from statistics import NormalDist, fmean

from mcaudit.model import Agreement, Agreements, Answer, Coefficient, Decision, Vote

Unit = tuple[str, str]
"""The id of a profile and the id of a criterion."""
Ratings = Mapping[Unit, Mapping[str, Answer]]
"""Unit → reviewer → the answer as first made."""
_Answers = Mapping[str, Answer]
"""Reviewer → answer, of one unit."""

FEWEST = 10
"""Figures on fewer units are withheld: one unit more or less would move a share by more than ten points."""
_BOUND = NormalDist().inv_cdf(0.975)


def agreement_of(ratings: Ratings) -> Agreement:
    """Return how far reviewers agree on these units, of one profile or of many.

    Percent agreement is the mean, over units, of the share of pairs of answers that agree. Its interval is Wilson's
    (E. B. Wilson, 1927), which holds near 100 % and with few units (Brown, Cai and DasGupta, 2001, Interval estimation
    for a binomial proportion, Statistical Science 16, 101-133); for more than two reviewers it is on the wide side.

    The intervals of the coefficients are those of the delete-one jackknife over units with the normal distribution
    (Efron and Stein, 1981, The jackknife estimate of variance, Annals of Statistics 9, 586-596). Units are taken as
    independent of each other, so that with several criteria a profile they are, if anything, too narrow.

    A coefficient is withheld below FEWEST units, below 2k² units where k different answers were given (Cicchetti,
    1981, Testing the normal approximation and minimal sample size requirements of weighted kappa when the number of
    categories is large, Applied Psychological Measurement 5, 101-104), and where only one answer was given: nothing
    then separates agreement from habit.
    """
    answered = [dict(answers) for answers in ratings.values() if answers]
    paired = [answers for answers in answered if len(answers) > 1]
    reviewers = sorted({reviewer for answers in answered for reviewer in answers})
    return Agreement(
        units=len(answered),
        paired=len(paired),
        reviewers=len(reviewers),
        percent=_percent(paired),
        kappa=_kappa(reviewers, paired),
        alpha=_coefficient(paired, paired, krippendorffs_alpha, _counts),
        ac1=_coefficient(paired, answered, gwets_ac1, _counts),
    )


def agreements_of(ratings: Ratings, left_out: int = 0) -> Agreements:
    """Return how far reviewers agree, over all units and on each component that was judged.

    `left_out` is how many answers are not among the ratings because they were not blind.
    """
    numbers = sorted({criterion[:1] for _, criterion in ratings})
    return Agreements(
        overall=agreement_of(ratings),
        components={
            number: agreement_of({unit: answers for unit, answers in ratings.items() if unit[1][:1] == number})
            for number in numbers
        },
        left_out=left_out,
    )


def ratings_of(profile: str, decisions: Mapping[str, Decision]) -> Ratings:
    """Return the blind first answers on a profile, of the criteria whose quorum is complete and of those who count."""
    return {
        (profile, decision.criterion): {
            each.reviewer.id: each.first.answer for each in _first(decision) if each.first.is_blind
        }
        for decision in decisions.values()
        if decision.complete
    }


def left_out_of(decisions: Mapping[str, Decision]) -> int:
    """Return how many first answers agreement leaves out because their reviewers had seen what the facts suggest."""
    return sum(
        not each.first.is_blind for decision in decisions.values() if decision.complete for each in _first(decision)
    )


def _first(decision: Decision) -> tuple[Vote, ...]:
    return tuple(vote for vote in decision.votes if vote.counts)


# --- figures and their reasons --------------------------------------------------------------------


def _percent(paired: Sequence[_Answers]) -> Coefficient:
    n = len(paired)
    if n < FEWEST:
        return _withheld(n, _too_few(n, FEWEST))
    share = fmean(map(_agreeing, paired))
    spread = 1 + _BOUND**2 / n
    middle = (share + _BOUND**2 / (2 * n)) / spread
    reach = _BOUND * sqrt(share * (1 - share) / n + _BOUND**2 / (4 * n**2)) / spread
    return Coefficient(n=n, value=share, low=max(middle - reach, 0.0), high=min(middle + reach, 1.0), withheld="")


def _kappa(reviewers: Sequence[str], paired: Sequence[_Answers]) -> Coefficient:
    if len(reviewers) != 2:  # noqa: PLR2004  a pair
        why = f"Cohen's kappa compares exactly two reviewers, and there are {len(reviewers)}"
        return _withheld(len(paired), why)
    return _coefficient(paired, paired, cohens_kappa, lambda answers: tuple(answers.get(name) for name in reviewers))


def _coefficient(
    paired: Sequence[_Answers],
    over: Sequence[_Answers],
    compute: Callable[[Sequence[_Answers]], float],
    pattern: Callable[[_Answers], Hashable],
) -> Coefficient:
    """Return a coefficient over units, with its interval; units of the same pattern are worth the same to it."""
    n = len(paired)
    kinds = {answer for answers in paired for answer in answers.values()}
    fewest = max(FEWEST, 2 * len(kinds) ** 2)
    if n < fewest:
        why = f", as {len(kinds)} different answers were given" if fewest > FEWEST else ""
        return _withheld(n, _too_few(n, fewest) + why)
    if len(kinds) == 1:
        why = f"every answer is `{kinds.pop()}`: without variation, agreement cannot be distinguished from chance"
        return _withheld(n, why)
    value = compute(over)
    try:
        error = _standard_error(over, compute, pattern)
    except ZeroDivisionError:
        why = "no interval: all variation is in one criterion"
        return Coefficient(n=n, value=value, low=None, high=None, withheld=why)
    if not error:
        why = "no interval: reviewers agree equally on every criterion"
        return Coefficient(n=n, value=value, low=None, high=None, withheld=why)
    low, high = value - _BOUND * error, value + _BOUND * error
    return Coefficient(n=n, value=value, low=max(low, -1.0), high=min(high, 1.0), withheld="")


def _withheld(n: int, why: str) -> Coefficient:
    return Coefficient(n=n, value=None, low=None, high=None, withheld=why)


def _too_few(n: int, fewest: int) -> str:
    if not n:
        return "no two reviewers judged the same criterion"
    return f"two reviewers judged only {n} {'criterion' if n == 1 else 'criteria'}, and {fewest} are needed"


def _standard_error(
    over: Sequence[_Answers], compute: Callable[[Sequence[_Answers]], float], pattern: Callable[[_Answers], Hashable]
) -> float:
    """Return the jackknife's standard error; raise ZeroDivisionError where one unit holds all variation."""
    n = len(over)
    times = Counter(map(pattern, over))
    where = {pattern(answers): index for index, answers in enumerate(over)}
    without = {kind: compute([*over[:index], *over[index + 1 :]]) for kind, index in where.items()}
    mean = sum(times[kind] * value for kind, value in without.items()) / n
    spread = sum(times[kind] * (value - mean) ** 2 for kind, value in without.items())
    error = sqrt((n - 1) / n * spread)
    return error if error > 1e-12 else 0.0  # noqa: PLR2004  what rounding leaves


def _counts(answers: _Answers) -> Hashable:
    return tuple(sorted(answers.values()))


# --- the arithmetic ------------------------------------------------------------------------------


def _agreeing(answers: _Answers) -> float:
    """Return the share of pairs of a unit's answers that agree."""
    return fmean(one is other for one, other in combinations(answers.values(), 2))


def cohens_kappa(paired: Sequence[_Answers]) -> float:
    """Return Cohen's kappa (1960, Educational and Psychological Measurement 20, 37-46) of two reviewers.

    Both answered each unit. Raise ZeroDivisionError where only one answer was given.
    """
    one, two = (Counter(answers[reviewer] for answers in paired) for reviewer in paired[0])
    chance = sum(one[kind] * two[kind] for kind in one) / len(paired) ** 2
    return (fmean(map(_agreeing, paired)) - chance) / (1 - chance)


def krippendorffs_alpha(paired: Sequence[_Answers]) -> float:
    """Return Krippendorff's alpha for nominal data (2011, Computing Krippendorff's alpha-reliability).

    Each unit has at least two answers. Raise ZeroDivisionError where only one answer was given.
    """
    counts = Counter(answer for answers in paired for answer in answers.values())
    n = counts.total()
    observed = sum(len(answers) * (1 - _agreeing(answers)) for answers in paired) / n
    expected = 1 - sum(count * (count - 1) for count in counts.values()) / (n * (n - 1))
    return 1 - observed / expected


def gwets_ac1(answered: Sequence[_Answers]) -> float:
    """Return Gwet's AC1 (2008, British Journal of Mathematical and Statistical Psychology 61, 29-48).

    A unit with one answer shows how common answers are, but nothing about agreement. The categories are those in use:
    to count the others as well would only raise it.
    """
    kinds = {answer for answers in answered for answer in answers.values()}
    common = [fmean(fmean(one is kind for one in answers.values()) for answers in answered) for kind in kinds]
    chance = sum(share * (1 - share) for share in common) / (len(kinds) - 1)
    observed = fmean(_agreeing(answers) for answers in answered if len(answers) > 1)
    return (observed - chance) / (1 - chance)
