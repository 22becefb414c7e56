"""Gathers, over many audits, how each criterion fared: pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from statistics import fmean

from mcaudit.model import (
    JUDGMENTS,
    Audit,
    Basis,
    Criterion,
    Decision,
    Edition,
    Finding,
    Policy,
    Review,
    Standing,
    Status,
)
from mcaudit.model.feedback import (
    AsAudited,
    AuditedProfile,
    AuditFeedback,
    CriterionFeedback,
    Feedback,
    FirstAnswers,
    PairAgreement,
    Remark,
)
from mcaudit.review.agreement import FEWEST, agreements_of

_BY_DECISION = (Basis.CONSENSUS, Basis.ADJUDICATION)
_Count = Callable[[CriterionFeedback], int]


def audit_feedback(audit: Audit, reviews: Sequence[Review], *, named: bool) -> AuditFeedback:
    """Return what an audit says about the criteria; `reviews` are those of its profile, as they were read.

    Of a criterion whose quorum is not complete nothing is taken but that somebody answered: what a reviewer says
    must not reach another who has yet to judge. Comments are taken from every entry, superseded ones as well.
    """
    profile, policy = audit.profile, audit.policy
    judged = {name: _first_answers(decision) for name, decision in audit.decisions.items()}
    complete = {name for name, each in judged.items() if each.complete}
    return AuditFeedback(
        profile=AuditedProfile(
            id=profile.id,
            title=profile.title,
            path=profile.path,
            sha256=profile.sha256,
            fictional=profile.content.get("fictional") == "yes",
            policy=policy.id if policy else "",
            policy_sha256=policy.sha256 if policy else "",
            decisions=tuple(sorted(review.sha256 for review in reviews)),
        ),
        outcomes={finding.criterion: _as_audited(finding) for finding in audit.findings},
        judged=judged,
        remarks=tuple(remark for remark in _remarks(profile.id, reviews, named) if remark.criterion in complete),
    )


def feedback(
    edition: Edition,
    audits: Sequence[AuditFeedback],
    *,
    date: str,
    under: str,
    policies: Sequence[Policy],
    named: bool,
    notices: Sequence[str] = (),
) -> Feedback:
    """Return how the criteria of an edition fared over audits, no two of which are of one profile."""
    audits = sorted(audits, key=lambda each: each.profile.id)
    criteria = tuple(_criterion(criterion, audits) for criterion in edition.criteria)
    ratings = {
        (each.profile.id, name): answers.blind
        for each in audits
        for name, answers in each.judged.items()
        if answers.complete
    }
    under_which = {each.profile.policy for each in audits}
    return Feedback(
        edition=edition,
        date=date,
        under=under,
        policies=tuple(policy for policy in policies if policy.id in under_which),
        profiles=tuple(each.profile for each in audits),
        criteria=criteria,
        reviewers=len({name for each in audits for answers in each.judged.values() for name in answers.answers}),
        agreement=agreements_of(ratings, sum(len(each.seen) for audit in audits for each in audit.judged.values())),
        disputed_most=_most(criteria, lambda each: each.disputed, lambda each: each.reviewed),
        unclear_most=_most(criteria, lambda each: each.cannot_tell, lambda each: each.reviewed),
        never_met=_most(criteria, lambda each: 0 if each.met else each.short, lambda each: each.short + each.open),
        named=named,
        notices=tuple(notices),
    )


# --- of one audit --------------------------------------------------------------------------------


def _as_audited(finding: Finding) -> AsAudited:
    if finding.status is Status.MET:
        return AsAudited.MET_BY_DECISION if finding.basis in _BY_DECISION else AsAudited.MET_ON_FACTS
    return AsAudited(finding.status)


def _first_answers(decision: Decision) -> FirstAnswers:
    if not decision.complete:
        return FirstAnswers(complete=False, answers={}, disputed=False, settled=False)
    counted = [vote for vote in decision.votes if vote.counts]
    first = {vote.reviewer.id: vote.first.answer for vote in counted}
    seen = frozenset(vote.reviewer.id for vote in counted if not vote.first.is_blind)
    disputed = len(set(first.values())) > 1 or len(set(decision.answers)) > 1
    settled = decision.standing is Standing.SETTLED
    return FirstAnswers(complete=True, answers=first, disputed=disputed, settled=settled, seen=seen)


def _remarks(profile: str, reviews: Sequence[Review], named: bool) -> Iterator[Remark]:
    """Yield comments on criteria; one that a reviewer repeats in a later entry stands once, as first made."""
    for review in reviews:
        seen: set[tuple[str, str]] = set()
        for opinion in sorted(review.opinions, key=lambda each: each.date):
            if opinion.comment and (opinion.criterion, opinion.comment) not in seen:
                seen.add((opinion.criterion, opinion.comment))
                yield Remark(
                    criterion=opinion.criterion,
                    text=opinion.comment,
                    date=opinion.date,
                    profile=profile,
                    reviewer=review.reviewer.name if named and review.reviewer else "",
                )


# --- over all ------------------------------------------------------------------------------------


def _criterion(criterion: Criterion, audits: Sequence[AuditFeedback]) -> CriterionFeedback:
    outcomes = Counter(each.outcomes[criterion.id] for each in audits)
    judged = [each.judged[criterion.id] for each in audits if criterion.id in each.judged]
    complete = [each for each in judged if each.complete]
    answers = Counter(answer for each in complete for answer in each.answers.values())
    disputed = [each for each in complete if each.disputed]
    remarks = [remark for each in audits for remark in each.remarks if remark.criterion == criterion.id]
    return CriterionFeedback(
        criterion=criterion,
        audited={each: outcomes[each] for each in AsAudited},
        answers={each: answers[each] for each in JUDGMENTS},
        reviewed=len(complete),
        incomplete=len(judged) - len(complete),
        disputed=len(disputed),
        settled=sum(each.settled for each in disputed),
        agreement=_pair_agreement(complete),
        remarks=tuple(sorted(remarks, key=lambda each: (each.date, each.profile, each.text, each.reviewer))),
    )


def _pair_agreement(complete: Sequence[FirstAnswers]) -> PairAgreement:
    """Return how far first answers agree; withheld where one profile more or less would change it by much."""
    paired = [list(each.blind.values()) for each in complete if len(each.blind) > 1]
    n = len(paired)
    if n < FEWEST:
        why = f"two reviewers answered in {n} of the {FEWEST} profiles that are needed" if n else "no two have answered"
        return PairAgreement(n=n, share=None, withheld=why)
    share = fmean(fmean(one is other for one, other in combinations(answers, 2)) for answers in paired)
    return PairAgreement(n=n, share=share, withheld="")


def _most(criteria: Sequence[CriterionFeedback], count: _Count, among: _Count) -> tuple[CriterionFeedback, ...]:
    """Return the criteria that have any, the most first; of as many the greater share, then as in the source."""
    return tuple(sorted(filter(count, criteria), key=lambda each: (-count(each), among(each))))
