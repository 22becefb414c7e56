"""What is asked, as the rules of a SARIF file: each requirement once, with all the help there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mcaudit.media.markup import escaped
from mcaudit.model import Criterion, Edition, Group, Level, Subcomponent
from mcaudit.terms.words import DECIDER, cited_work, pages

GATE = "gate"
UNREAD = "cannot-be-audited"

_OURS = (
    (
        GATE,
        "The micro-credential passes the gate",
        "Every requirement is met or waived; at the submission gate it may also wait for reviewers.",
        "See what keeps the gate from a yes, requirement by requirement.",
    ),
    (
        UNREAD,
        "The file can be audited",
        "The file can be read, and is a valid profile.",
        "Correct what the message says; `mcaudit schema profile` prints what a profile may hold.",
    ),
)


def rules(edition: Edition) -> Iterator[Mapping[str, Any]]:
    """Yield the rules of an edition in the source's order, then those about a profile as a whole."""
    for sub in edition.subcomponents:
        for criterion in sub.criteria:
            yield _criterion(edition, sub, criterion)
        for group in sub.groups:
            yield _group(edition, sub, group)
        yield _whole(edition, sub)
    for name, short, full, help in _OURS:
        yield _rule(name, short, full, [help], "error", ["mcaudit"])


def _criterion(edition: Edition, sub: Subcomponent, criterion: Criterion) -> Mapping[str, Any]:
    help = [
        f"{criterion.text}.",
        f"Remedy: {criterion.remedy}",
        f"Who decides: {DECIDER[criterion.decided_by]}. {criterion.because}",
        f"Evidence normally lives in: {', '.join(criterion.evidence_lives_in)}.",
        f"Source: {criterion.place}. {_works(edition, sub)}",
    ]
    level = "error" if criterion.level is Level.REQUIRED else "note"
    about = [f"{sub.id} {sub.title}", criterion.level, f"decided by {criterion.decided_by}"]
    return _rule(criterion.id, criterion.title, f"{sub.question} {criterion.text}.", help, level, about)


def _group(edition: Edition, sub: Subcomponent, group: Group) -> Mapping[str, Any]:
    members = [criterion for criterion in sub.criteria if criterion.id in group.members]
    help = [f"{group.text}. Any one of these is enough:"]
    help += [f"{member.id} {member.title}: {member.text}. Remedy: {member.remedy}" for member in members]
    help.append(f"Source: {sub.place}. {_works(edition, sub)}")
    about = [f"{sub.id} {sub.title}", Level.REQUIRED]
    return _rule(group.id, group.text, f"{sub.question} {group.text}.", help, "error", about)


def _whole(edition: Edition, sub: Subcomponent) -> Mapping[str, Any]:
    """Return the rule that a subcomponent is addressed at all."""
    help = [f"{sub.question} The profile says nothing about these criteria:"]
    help += [f"{criterion.id} {criterion.title}: {criterion.text}." for criterion in sub.criteria]
    help.append(f"Source: {sub.place}. {_works(edition, sub)}")
    return _rule(sub.id, f"{sub.title} is addressed", sub.question, help, "warning", [f"{sub.id} {sub.title}"])


def _rule(id: str, short: str, full: str, help: list[str], level: str, tags: list[str]) -> Mapping[str, Any]:
    return {
        "id": id,
        "shortDescription": {"text": f"{short.rstrip('.')}."},
        "fullDescription": {"text": full.replace("..", ".")},
        "help": {"text": "\n\n".join(help), "markdown": "\n\n".join(escaped(line) for line in help)},
        "defaultConfiguration": {"level": level},
        "properties": {"tags": tags},
    }


def _works(edition: Edition, sub: Subcomponent) -> str:
    if not sub.sources:
        return "No work is cited for it."
    works = {work.id: work for work in edition.works}
    cited = [" ".join((cited_work(works[s.work]), pages(s.pages))).strip() for s in sub.sources]
    return f"It rests on: {'; '.join(cited)}."
