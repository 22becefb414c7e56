"""Everything that is not plainly met or not met, listed by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mcaudit.model import Audit, Basis, Finding, Status, WaiverUse
from mcaudit.render.document.parts import sentence
from mcaudit.render.document.summary import Stretch, stretches
from mcaudit.render.words import uncounted_words

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


_KINDS: tuple[tuple[str, str, str, Callable[[Finding], bool]], ...] = (
    (
        "claimed",
        "Met only as claimed",
        "The facts satisfy the rule and a document is cited; nobody has checked that it says so.",
        lambda f: f.status is Status.MET and f.basis is Basis.FACTS,
    ),
    (
        "decided",
        "Decided by reviewers",
        "The reviewers' decision stands, with their reason.",
        lambda f: f.basis in (Basis.DECISION, Basis.ADJUDICATION),
    ),
    (
        "open",
        "Open: reviewers must decide",
        "Only a person can judge these, and the reviewers have not decided.",
        lambda f: f.status is Status.AWAITING_REVIEW,
    ),
    (
        "conflict",
        "Open: sources disagree",
        "The provider must settle which source is right.",
        lambda f: f.basis is Basis.CONFLICT,
    ),
    (
        "uncited",
        "Open: nothing usable is cited",
        "What is said would satisfy the rule; no document that can be opened supports it.",
        lambda f: f.basis is Basis.UNCITED,
    ),
    (
        "skipped",
        "Skipped",
        "The source's own logic puts these out of play.",
        lambda f: f.status is Status.NOT_APPLICABLE and f.basis in (Basis.SKIP, Basis.OPTIONAL),
    ),
    (
        "not-applicable",
        "Not applicable, as the reviewers decided",
        "The edition allows it here, and the reviewers agreed.",
        lambda f: f.status is Status.NOT_APPLICABLE and f.basis not in (Basis.SKIP, Basis.OPTIONAL),
    ),
    (
        "alternatives",
        "Alternatives that are not needed",
        "Another member of the group is enough.",
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
        title="Answers of reviewers that do not count",
        meaning="What they say is not shown; why they do not count is.",
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
        meaning="The policy does not enforce these; a waiver is never a pass.",
        items=items,
        count=len(items),
    )
