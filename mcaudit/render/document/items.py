"""Everything that is not plainly met or not met on facts, listed by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from mcaudit.model import Actor, Audit, Basis, Finding, Status, WaiverUse
from mcaudit.render.document.parts import sentence
from mcaudit.terms.ranges import Stretch, stretches
from mcaudit.terms.words import uncounted_words

_USES = {
    WaiverUse.APPLIED: "not enforced until {day}",
    WaiverUse.UNUSED: "not needed: it is met or does not apply",
    WaiverUse.EXPIRED: "expired on {day} and no longer counts",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Criteria or requirements, and why they are in a list."""

    stretches: tuple[Stretch, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemList:
    """Items of one kind, with what the kind means."""

    key: str
    title: str
    meaning: str
    items: tuple[Item, ...]
    count: int


def kind_of(finding: Finding) -> str:
    """Return the list that a finding belongs to by its basis; empty where facts plainly contradict the criterion."""
    match finding.basis:
        case Basis.FACTS:
            return "claimed" if finding.status is Status.MET else ""
        case Basis.POLICY:
            return "policy"
        case Basis.CONSENSUS | Basis.ADJUDICATION:
            return "decided"
        case Basis.MISSING | Basis.EMPTY | Basis.REPEATED:
            return "not-addressed"
        case Basis.UNCITED:
            return "uncited"
        case Basis.CONFLICT:
            return "conflict"
        case Basis.SKIP | Basis.OPTIONAL:
            return "skipped"
        case (
            Basis.TOO_FEW
            | Basis.NO_AGREEMENT
            | Basis.CANNOT_TELL
            | Basis.STALE
            | Basis.CONTRADICTS_FACTS
            | Basis.UNREVIEWED
            | Basis.UNCONFIRMED
            | Basis.CLAIMED_NOT_APPLICABLE
        ):
            return "open"
        case other:
            assert_never(other)


def _by_kind(key: str) -> Callable[[Finding], bool]:
    return lambda finding: kind_of(finding) == key


_KINDS: tuple[tuple[str, str, str, Callable[[Finding], bool]], ...] = (
    (
        "claimed",
        "Met only as claimed",
        "The facts meet the criterion and a document is cited. Nobody has checked that the document says so.",
        _by_kind("claimed"),
    ),
    ("policy", "Settled by the state’s policy", "What the state itself set or said settles these.", _by_kind("policy")),
    (
        "decided",
        "Decided by reviewers",
        "The reviewers’ decision counts, with their reason.",
        _by_kind("decided"),
    ),
    (
        "open",
        "Open: reviewers must decide",
        "Only a person can judge these, and the reviewers have not decided.",
        _by_kind("open"),
    ),
    (
        "conflict",
        "Open: sources or answers disagree",
        "The provider must settle which is right.",
        _by_kind("conflict"),
    ),
    (
        "uncited",
        "Open: no usable citation",
        "The profile says something about these, and no document that can be opened supports it.",
        _by_kind("uncited"),
    ),
    (
        "not-addressed",
        "Not addressed",
        "The profile says nothing about these. That is not a failure; it leaves them open.",
        _by_kind("not-addressed"),
    ),
    (
        "state",
        "Only the state can answer",
        "The provider cannot settle these: the state must say so.",
        lambda f: f.actor is Actor.STATE,
    ),
    (
        "skipped",
        "Skipped",
        "The source’s own logic sets these aside.",
        _by_kind("skipped"),
    ),
    (
        "not-applicable",
        "Not applicable, as the reviewers decided",
        "The edition allows it here, and the reviewers agreed.",
        lambda f: f.status is Status.NOT_APPLICABLE and kind_of(f) != "skipped",
    ),
    (
        "alternatives",
        "Alternatives that are not needed",
        "Another member of the group counts.",
        lambda f: not f.needed,
    ),
)


def items_of(audit: Audit) -> tuple[ItemList, ...]:
    """Return the lists of an audit that hold something, waivers first."""
    lists = (_waivers(audit), _uncounted(audit), *(_list(audit, *kind) for kind in _KINDS))
    return tuple(each for each in lists if each.items)


def _list(audit: Audit, key: str, title: str, meaning: str, belongs: Callable[[Finding], bool]) -> ItemList:
    whys: dict[str, list[str]] = {}
    for finding in filter(belongs, audit.findings):
        whys.setdefault(sentence(finding.message), []).append(finding.criterion)
    items = tuple(Item(stretches=stretches(names), why=why) for why, names in whys.items())
    return ItemList(key=key, title=title, meaning=meaning, items=items, count=sum(map(len, whys.values())))


def _uncounted(audit: Audit) -> ItemList:
    found = uncounted_words(audit)
    return ItemList(
        key="uncounted",
        title="Reviewers’ answers that do not count",
        meaning="We do not show these answers, only why they do not count.",
        items=tuple(
            Item(stretches=stretches(criteria), why=f"{name}: {sentence(why)}") for name, criteria, why in found
        ),
        count=sum(len(criteria) for _, criteria, _ in found),
    )


def _waivers(audit: Audit) -> ItemList:
    items = tuple(
        Item(
            stretches=stretches([result.waiver.requirement]),
            why=f"{sentence(_USES[result.use].format(day=result.waiver.expires))} "
            f"By {result.waiver.by}: {sentence(result.waiver.reason)}",
        )
        for result in audit.waivers
    )
    return ItemList(
        key="waived",
        title="Waived",
        meaning="The policy does not enforce these. A waiver is never a pass.",
        items=items,
        count=len(items),
    )
