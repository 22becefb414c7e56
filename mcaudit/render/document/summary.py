"""The first page: what was examined, what was found, what is strong, and the shortest list of what to do next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from mcaudit.model import (
    Actor,
    Audit,
    Basis,
    Counts,
    DocumentState,
    Finding,
    Gate,
    Level,
    Rating,
    Requirement,
    Status,
    Subcomponent,
)
from mcaudit.render.document.notes import excerpt_titles
from mcaudit.render.document.reviewing import reviewed_words
from mcaudit.terms.ranges import Stretch, stretches
from mcaudit.terms.remarks import is_reading
from mcaudit.terms.words import (
    STATUS,
    addressed_of,
    counts_words,
    met_range,
    number,
    score_range,
    unchecked_sentence,
    verdict_sentence,
    verdict_words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The answer to one gate, in a word and in a sentence; `hue` is the name that a stylesheet colors it by."""

    gate: Gate
    hue: str
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

    @property
    def addressed(self) -> str:
        """How many requirements are addressed, out of all."""
        return addressed_of(self.counts) if self.counts.total else "–"

    @property
    def met(self) -> str:
        """How many requirements are met, as a range where some are open."""
        return met_range(self.counts) if self.counts.total else "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """Requirements that decide the gate and have one status."""

    status: Status
    words: str
    count: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A subcomponent that a step is about, with the requirements in it; none where it is about the whole."""

    id: str
    title: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do next, for whom, how many requirements it is about, and which."""

    who: str
    what: str
    count: int
    about: tuple[Matter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The first page."""

    ruling: Ruling
    other: Ruling
    unchecked: str
    """How many requirements are met on claims that nobody has checked; empty if none."""
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
        unchecked=unchecked_sentence(audit) if audit.unconfirmed else "",
        overall=(bar_of("Required", audit.score.required), bar_of("Desired", audit.score.desired)),
        components=tuple(
            bar_of(f"{component.number} {component.title}", results[component.key].score.required)
            for component in audit.edition.components
        ),
        examined=tuple(_examined(audit)),
        deciding=tuple(_deciding(audit)),
        exemplary=tuple(subs[r.id] for r in audit.subcomponents if r.rating is Rating.EXEMPLARY),
        good=tuple(subs[r.id] for r in audit.subcomponents if r.rating is Rating.GOOD),
        steps=tuple(_steps(audit)),
        unknown=tuple(_unknown(audit)),
    )


def counted(counts: Counts) -> str:
    """Return counts in words: what is addressed, what is not, what is met, and every other status that there is."""
    if counts.total:
        return counts_words(counts)
    others = ((counts.not_applicable, STATUS[Status.NOT_APPLICABLE]), (counts.waived, "waived"))
    return ", ".join(["nothing applies", *(f"{count} {words}" for count, words in others if count)])


def bar_of(label: str, counts: Counts) -> Bar:
    """Return a bar that shows counts."""
    return Bar(label=label, counts=counts, range=score_range(counts) if counts.total else "none applies")


def _ruling(audit: Audit, gate: Gate) -> Ruling:
    return Ruling(
        gate=gate,
        hue=audit.verdicts[gate].replace("_", "-"),
        words=verdict_words(audit, gate),
        sentence=verdict_sentence(audit, gate),
    )


def _examined(audit: Audit) -> Iterable[str]:
    edition, profile = audit.edition, audit.profile
    levels = [criterion.level for criterion in edition.criteria]
    yield (
        f"We compared the description of this micro-credential with all {len(levels)} criteria of the "
        f"{edition.title}: {levels.count(Level.REQUIRED)} required, which make {len(_required(audit))} requirements, "
        f"and {levels.count(Level.DESIRED)} desired."
    )
    documents = profile.documents
    if not documents:
        yield "The profile lists no documents, and so nothing that it says is supported."
    else:
        local = sum(state is not DocumentState.REMOTE for state in documents.values())
        are = "is a local file" if local == 1 else "are local files"
        looked = f", of which {local} {are} that we looked for" if local else ""
        yield f"The profile lists {number(len(documents), 'document')}{looked}. We did not open the linked web pages."
    if audit.reviewed:
        yield reviewed_words(audit)
    if audit.policy:
        yield f"We applied the policy {audit.policy.title}."
    else:
        yield "We applied no state’s policy: what depends on a state’s own rules goes to a reviewer."


def _required(audit: Audit) -> list[Requirement]:
    return [requirement for requirement in audit.requirements if requirement.level is Level.REQUIRED]


def _deciding(audit: Audit) -> Iterable[Deciding]:
    statuses = {requirement.id: requirement.status for requirement in audit.requirements}
    for status in reversed(Status):
        kept = tuple(name for name in audit.deciding if statuses[name] is status)
        if kept:
            yield Deciding(status=status, words=STATUS[status], count=len(kept), stretches=stretches(kept))


# --- what to do next -----------------------------------------------------------------------------


def _steps(audit: Audit) -> Iterable[Step]:
    findings = {finding.criterion: finding for finding in audit.findings}
    gating = [requirement for requirement in audit.requirements if requirement.gates]

    def of(*actors: Actor, if_: Callable[[Requirement], bool] = lambda _: True) -> tuple[str, ...]:
        return tuple(each.id for each in gating if each.actor in actors and if_(each))

    def is_conflict(requirement: Requirement) -> bool:
        return _basis_of(requirement, findings) is Basis.CONFLICT

    whole, parts = _unaddressed(audit, of(Actor.PROVIDER, if_=lambda each: each.status is Status.NOT_STATED))
    steps = (
        ("Provider", "Correct what contradicts the criteria", of(Actor.PROVIDER, if_=_is_contradicted)),
        ("Provider", "Settle where sources or answers disagree", of(Actor.PROVIDER, if_=is_conflict)),
        (
            "Provider",
            "Cite a document for what the profile says",
            of(Actor.PROVIDER, if_=lambda each: each.status is Status.UNSUPPORTED and not is_conflict(each)),
        ),
        ("Provider", "Address these parts, about which the profile says nothing", whole),
        ("Provider", "Add what these answers leave out", parts),
        ("State", "Say what only the state can answer", of(Actor.STATE)),
        ("Reviewers", "Decide what only a person can judge", of(Actor.REVIEWERS)),
    )
    for who, what, names in steps:
        if names:
            yield Step(who=who, what=what, count=_how_many(audit, names), about=_matters(audit, names))


def _basis_of(requirement: Requirement, findings: Mapping[str, Finding]) -> Basis:
    return next(findings[name].basis for name in requirement.members if findings[name].status is requirement.status)


def _is_contradicted(requirement: Requirement) -> bool:
    match requirement.status:
        case Status.NOT_MET | Status.PARTLY_MET:
            return True
        case Status.MET | Status.AWAITING_REVIEW | Status.UNSUPPORTED | Status.NOT_STATED | Status.NOT_APPLICABLE:
            return False
        case other:
            assert_never(other)


def _unaddressed(audit: Audit, names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the subcomponents of which nothing that counts is addressed, and the requirements of the others."""
    counting = [each for each in audit.requirements if each.gates and each.status is not Status.NOT_APPLICABLE]
    ids = dict.fromkeys(name.partition("-")[0] for name in names)
    whole = tuple(id for id in ids if {each.id for each in counting if each.subcomponent == id} <= set(names))
    return whole, tuple(name for name in names if name.partition("-")[0] not in whole)


def _how_many(audit: Audit, names: Sequence[str]) -> int:
    """Return how many requirements are named; a subcomponent stands for all of its own that count."""
    ids = {name for name in names if "-" not in name}
    whole = (r for r in audit.requirements if r.gates and r.subcomponent in ids and r.status is Status.NOT_STATED)
    return sum(1 for _ in whole) + sum(1 for name in names if "-" in name)


def _matters(audit: Audit, names: tuple[str, ...]) -> tuple[Matter, ...]:
    """Return requirements or subcomponents by subcomponent."""
    titles = {sub.id: sub.title for sub in audit.edition.subcomponents}
    inside: dict[str, list[str]] = {}
    for name in names:
        inside.setdefault(name.partition("-")[0], []).append(name)
    return tuple(
        Matter(id=id, title=titles[id], stretches=() if within == [id] else stretches(within))
        for id, within in inside.items()
    )


# --- what the audit does not know ----------------------------------------------------------------


def _unknown(audit: Audit) -> Iterable[str]:
    if audit.unconfirmed:
        yield (f"{unchecked_sentence(audit)} We did not check whether the cited documents say what they are cited for.")
    if audit.on_words:
        rests = "rests" if audit.on_words == 1 else "rest"
        yield (
            f"{number(audit.on_words, 'requirement')} {rests} on words that reviewers must read. "
            "Nothing here stands in for their judgment."
        )
    read = excerpt_titles(audit)
    if read:
        yield f"Only a part of {number(len(read), 'document')} was read. What is not addressed may still be there."
    if is_reading(audit.profile):
        yield "The provider may do more than its public pages say. An audit can only judge what was read."
    else:
        yield "The provider may do more than it described. An audit can only judge what was submitted."
