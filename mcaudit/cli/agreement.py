"""`mcaudit review agreement`: how well reviewers agree, over one profile or many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from mcaudit.app.exits import Exit, most_severe
from mcaudit.app.finding import find_profiles, skipped_notices
from mcaudit.app.reviews import decided, review_notices
from mcaudit.audit.engine import case_of
from mcaudit.cli.emit import notify
from mcaudit.cli.media import Output
from mcaudit.cli.screen import show_problems
from mcaudit.errors import InputError
from mcaudit.model import Agreements, Answer, Edition, Policy, Review
from mcaudit.reading.profile import read_profile
from mcaudit.review.agreement import agreements_of, left_out_of, ratings_of


def show(
    edition: Edition,
    policy: Policy | None,
    paths: Sequence[Path],
    reviews: Mapping[str, tuple[Review, ...]],
    day: str,
    *,
    output: Output[tuple[Edition, Agreements, str]],
    kept: Sequence[Path],
) -> Exit:
    """Show or write the figures overall and for each component, never over what is `kept`; return the exit code."""
    files, problems, skipped = find_profiles(paths)
    exits = [Exit.MISTAKE] * len(problems)
    failures = list(problems)
    ratings: dict[tuple[str, str], Mapping[str, Answer]] = {}
    read: set[str] = set()
    left_out = 0
    for file in files:
        try:
            profile = read_profile(edition, file)
        except InputError as error:
            failures.extend(error.problems)
            exits.append(Exit.MISTAKE)
            continue
        read.add(profile.id)
        if reviews.get(profile.id):
            case = case_of(edition, profile, date=day, policy=policy)
            decisions = decided(case, reviews[profile.id])
            ratings |= ratings_of(profile.id, decisions)
            left_out += left_out_of(decisions)
    show_problems(failures)
    notify(*review_notices(reviews, read, day=day), *skipped_notices(skipped))
    output.write((edition, agreements_of(ratings, left_out), day), (*files, *kept))
    return most_severe(exits)
