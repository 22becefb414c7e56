"""The first page: what was examined, what was found, what is strong, and the shortest list of what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mcaudit.model import (
    Audit,
    Basis,
    Counts,
    DocumentState,
    Gate,
    Level,
    Rating,
    Requirement,
    Status,
    Subcomponent,
)
from mcaudit.render.document.reviewing import reviewed_words
from mcaudit.render.words import STATUS, gating_counts, number, score_range, verdict_sentence, verdict_words

_DRAWN_TOGETHER = 3
_FAILED = (Status.NOT_MET, Status.PARTLY_MET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The answer to one gate, in a word and in a sentence."""

    gate: Gate
    verdict: str
    words: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A component or the whole, counted: what a bar shows and what stands beside it."""

    label: str
    counts: Counts
    range: str

    @property
    def told(self) -> str:
        """What the bar says, in words."""
        return f"{self.label}: {counted(self.counts)}"


Stretch = tuple[str, str]
"""The first and the last of criteria that follow one another; the same where it is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """Requirements that decide the gate and have one status."""

    status: Status
    words: str
    count: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A subcomponent that a step is about, with the criteria in it; none where it is about the whole."""

    id: str
    title: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do next, for whom, and what it is about."""

    who: str
    what: str
    about: tuple[Matter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The first page."""

    ruling: Ruling
    other: Ruling
    overall: tuple[Bar, ...]
    components: tuple[Bar, ...]
    examined: tuple[str, ...]
    deciding: tuple[Deciding, ...]
    exemplary: tuple[Subcomponent, ...]
    good: tuple[Subcomponent, ...]
    steps: tuple[Step, ...]
    unknown: tuple[str, ...]
    """What the audit does not know, in sentences."""


def summary_of(audit: Audit) -> Summary:
    """Return the first page of an audit."""
    other = Gate.SUBMISSION if audit.gate is Gate.ENDORSEMENT else Gate.ENDORSEMENT
    results = {result.key: result for result in audit.components}
    subs = {sub.id: sub for sub in audit.edition.subcomponents}
    return Summary(
        ruling=_ruling(audit, audit.gate),
        other=_ruling(audit, other),
        overall=(_bar("Required", audit.score.required), _bar("Desired", audit.score.desired)),
        components=tuple(
            _bar(f"{component.number} {component.title}", results[component.key].score.required)
            for component in audit.edition.components
        ),
        examined=tuple(_examined(audit)),
        deciding=tuple(_deciding(audit)),
        exemplary=tuple(subs[r.id] for r in audit.subcomponents if r.floor is Rating.EXEMPLARY),
        good=tuple(subs[r.id] for r in audit.subcomponents if r.floor is Rating.GOOD),
        steps=tuple(_steps(audit)),
        unknown=tuple(_unknown(audit)),
    )


def counted(counts: Counts) -> str:
    """Return counts in words, only those that are not nought."""
    parts = [f"{score_range(counts)} met"] if counts.total else ["nothing applies"]
    parts += [
        f"{count} {STATUS[status]}"
        for status, count in (
            (Status.PARTLY_MET, counts.partly_met),
            (Status.UNSUPPORTED, counts.unsupported),
            (Status.AWAITING_REVIEW, counts.awaiting_review),
            (Status.NOT_MET, counts.not_met),
            (Status.NOT_APPLICABLE, counts.not_applicable),
        )
        if count
    ]
    return ", ".join([*parts, *([f"{counts.waived} waived"] if counts.waived else [])])


def _ruling(audit: Audit, gate: Gate) -> Ruling:
    return Ruling(
        gate=gate,
        verdict=audit.verdicts[gate],
        words=verdict_words(audit, gate),
        sentence=verdict_sentence(audit, gate),
    )


def _bar(label: str, counts: Counts) -> Bar:
    return Bar(label=label, counts=counts, range=score_range(counts) if counts.total else "none applies")


def _examined(audit: Audit) -> Iterable[str]:
    edition, profile = audit.edition, audit.profile
    levels = [criterion.level for criterion in edition.criteria]
    yield (
        f"What the provider's profile of this micro-credential says was held against all {len(levels)} criteria of the "
        f"{edition.title}: {levels.count(Level.REQUIRED)} required, which make {len(_required(audit))} requirements, "
        f"and {levels.count(Level.DESIRED)} desired."
    )
    documents = profile.documents
    if not documents:
        yield "The profile lists no documents, so that nothing it says is supported."
        return
    local = sum(state is not DocumentState.REMOTE for state in documents.values())
    looked = (
        f"; {number(local, 'local file')} {'was' if local == 1 else 'were'} checked for being there" if local else ""
    )
    yield f"The profile lists {number(len(documents), 'document')} as its dossier{looked}. Addresses were not opened."
    if audit.reviewed:
        yield reviewed_words(audit)
    if audit.policy:
        yield f"The policy {audit.policy.title} was applied."
    else:
        yield "No state's policy was applied: what depends on a state's own rules waits for a reviewer."


def _required(audit: Audit) -> list[Requirement]:
    return [requirement for requirement in audit.requirements if requirement.level is Level.REQUIRED]


def _deciding(audit: Audit) -> Iterable[Deciding]:
    statuses = {requirement.id: requirement.status for requirement in audit.requirements}
    for status in reversed(Status):
        kept = tuple(name for name in audit.deciding if statuses[name] is status)
        if kept:
            yield Deciding(status=status, words=STATUS[status], count=len(kept), stretches=stretches(kept))


def _steps(audit: Audit) -> Iterable[Step]:
    gating = {name for r in audit.requirements if r.gates for name in r.members}
    shortfalls = [f for f in audit.findings if f.criterion in gating and f.needed]

    def about(*bases: Basis, statuses: tuple[Status, ...] = _FAILED) -> tuple[str, ...]:
        return tuple(f.criterion for f in shortfalls if f.basis in bases and f.status in statuses)

    whole, parts = _unanswered(audit, about(Basis.MISSING))
    for what, names in (
        ("Answer what the profile does not answer at all", whole),
        ("Add what these answers leave out", parts),
        ("Fill what stands empty, and write what is only a placeholder", about(Basis.EMPTY)),
        ("Mend what falls short of the criterion", about(Basis.FACTS, Basis.DECISION, Basis.ADJUDICATION)),
        ("Settle where sources disagree", about(Basis.CONFLICT, statuses=(Status.UNSUPPORTED,))),
        ("Cite a document for what is said", about(Basis.UNCITED, statuses=(Status.UNSUPPORTED,))),
    ):
        if names:
            yield Step(who="Provider", what=what, about=_matters(audit, names))
    waiting = tuple(f.criterion for f in shortfalls if f.status is Status.AWAITING_REVIEW)
    if waiting:
        yield Step(who="Reviewers", what="Decide what only a person can judge", about=_matters(audit, waiting))


def stretches(names: Iterable[str]) -> tuple[Stretch, ...]:
    """Return names with three or more that follow one another in a subcomponent drawn together."""
    runs: list[list[str]] = []
    for name in names:
        if runs and _follows(runs[-1][-1], name):
            runs[-1].append(name)
        else:
            runs.append([name])
    return tuple(
        stretch
        for run in runs
        for stretch in ([(run[0], run[-1])] if len(run) >= _DRAWN_TOGETHER else [(name, name) for name in run])
    )


def _follows(name: str, other: str) -> bool:
    (sub, _, number), (other_sub, _, other_number) = name.partition("-"), other.partition("-")
    if sub != other_sub or not (number.isdigit() and other_number.isdigit()):
        return False
    return int(other_number) == int(number) + 1


def _matters(audit: Audit, names: tuple[str, ...]) -> tuple[Matter, ...]:
    """Return criteria or subcomponents by subcomponent."""
    titles = {sub.id: sub.title for sub in audit.edition.subcomponents}
    inside: dict[str, list[str]] = {}
    for name in names:
        inside.setdefault(name.partition("-")[0], []).append(name)
    return tuple(
        Matter(id=id, title=titles[id], stretches=() if within == [id] else stretches(within))
        for id, within in inside.items()
    )


def _unanswered(audit: Audit, missing: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the subcomponents that are not answered at all, and the missing criteria of the others."""
    content = audit.profile.content
    silent = {sub.id for sub in audit.edition.subcomponents if not (content.get(sub.component) or {}).get(sub.key)}
    ids = dict.fromkeys(name.partition("-")[0] for name in missing)
    return (
        tuple(id for id in ids if id in silent),
        tuple(name for name in missing if name.partition("-")[0] not in silent),
    )


def _unknown(audit: Audit) -> Iterable[str]:
    if audit.unconfirmed:
        verb = "is" if audit.unconfirmed == 1 else "are"
        yield (
            f"{number(audit.unconfirmed, 'criterion')} {verb} met as claimed and cited. Nobody has checked that the "
            "documents say what they are cited for."
        )
    waiting = gating_counts(audit).awaiting_review
    if waiting:
        verb = "waits" if waiting == 1 else "wait"
        yield f"{number(waiting, 'required requirement')} {verb} for reviewers; no judgement stands in for theirs."
    placeholders = audit.facts["derived"]["placeholders"]
    if placeholders:
        yield f"{number(len(placeholders), 'text')} of the profile only held a place and counted for nothing."
    yield "What the profile leaves out may exist all the same: an audit knows only what it is told."
