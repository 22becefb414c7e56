"""The edition as a list, with what a policy tailors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, assert_never

from mcaudit.blocks import Bullets, Document, Fields, Group, Paragraph, Section, Text, dim
from mcaudit.model import (
    Component,
    Criterion,
    Decider,
    Edition,
    Level,
    Policy,
    SettingValue,
    SourcedPlace,
    criteria_set,
    facts_decide,
    settled_criteria,
)
from mcaudit.model.purposes import Standing, Whose
from mcaudit.terms.words import number

_CODE = re.compile("[a-z_]+")


def edition_report(tailored: tuple[Edition, Policy | None]) -> Document:
    """Return an edition as a list of every criterion; with a policy, what it tailors first."""
    edition, policy = tailored
    required = sum(criterion.level is Level.REQUIRED for criterion in edition.criteria)
    counted = len(edition.criteria)
    parts = f"{number(len(edition.components), 'component')}, {number(len(edition.subcomponents), 'subcomponent')}"
    settled = settled_criteria(edition, policy)
    return Document(
        kind="Criteria",
        title=edition.title,
        about=edition.title,
        date=edition.published,
        opening=(
            Paragraph(text=f"{edition.publisher}, {edition.published}."),
            Paragraph(text=f"{parts}, {counted} criteria: {required} required, {counted - required} desired."),
        ),
        sections=(
            *(_tailoring(edition, policy) if policy else ()),
            *(_component(component, policy, settled) for component in edition.components),
            Section(title="Exact versions", anchor="versions", blocks=(_versions(edition, policy),)),
        ),
    )


def _versions(edition: Edition, policy: Policy | None) -> Fields:
    """Return what a reader needs to find the same criteria again."""
    mine = (("Policy", f"{policy.id}, SHA-256 {policy.sha256}"),) if policy else ()
    return Fields(rows=(("Edition", f"{edition.id}, SHA-256 {edition.sha256}"), *mine))


def _component(component: Component, policy: Policy | None, settled: frozenset[str]) -> Section:
    return Section(
        title=f"{component.number} {component.title}: {component.text}",
        anchor=component.key,
        blocks=tuple(
            Group(
                title=f"{sub.id} {sub.title}{' (optional)' if sub.optional else ''}",
                anchor=sub.id,
                blocks=(
                    Paragraph(text=sub.question),
                    Fields(
                        rows=tuple(
                            (each.id, f"{each.title}: {each.text} ({kind_of(each, policy, settled)})")
                            for each in sub.criteria
                        ),
                    ),
                ),
            )
            for sub in component.subcomponents
        ),
    )


def _tailoring(edition: Edition, policy: Policy) -> Iterator[Section]:
    """Yield what a policy changes, each with its source, what the state has not said, and where that comes from."""
    yield Section(
        title=f"As {policy.title} tailors it (policy {policy.id})",
        anchor="policy",
        blocks=(Bullets(items=(*_changes(edition, policy), *_said(edition, policy))),),
    )
    yield Section(
        title="Where it comes from",
        anchor="policy-sources",
        blocks=(Fields(rows=tuple((s.id, f"{s.title}, {s.url}, seen {s.seen}") for s in policy.sources)),),
    )


def _changes(edition: Edition, policy: Policy) -> Iterator[Text]:
    """Yield what holds, what is set, and what the sources disagree about."""
    if policy.in_force:
        days = ((word, day) for word, day in (("from", policy.in_force_from), ("until", policy.in_force_until)) if day)
        yield _sourced(" ".join(("Holds", *(f"{word} {day}" for word, day in days))), policy.in_force)
    for name, values in policy.settings.items():
        known = edition.settings[name]
        effect = ", ".join((*criteria_set(known, values), *known.tightens))
        for each in values:
            text = f"{known.title}: {setting_words(each)}{f' ({effect})' if effect else ''}"
            yield _sourced(text, each.source, each.note)
    for conflict in policy.conflicts:
        yield f"Its sources disagree about {conflict.about}:"
        for said in conflict.says:
            yield dim(f"{said.text} ({said.source.document}, {said.source.place})")


def _said(edition: Edition, policy: Policy) -> Iterator[Text]:
    """Yield what a policy asks for beyond its settings, what it says, and what it leaves open."""
    if policy.requires_learning_opportunities:
        yield _sourced("Requires learning opportunities (2A-2)", policy.requires_learning_opportunities)
    if policy.statements_source:
        names = ", ".join(sorted(policy.statements_not_enough))
        yield _sourced(f"Asks for more than a statement about {names}", policy.statements_source)
    for entry in policy.requires:
        yield _sourced(f"Requires {entry.criterion}, which is desired elsewhere", entry.source)
    for purpose in policy.purposes:
        counts = f"{'Does not count' if purpose.accepts is False else 'Counts'}{_STANDING.get(purpose.standing, '')}"
        yield _sourced(f"{counts} for {purpose.purpose.replace('_', ' ')}: {purpose.text}", purpose.source)
    for waiver in policy.waivers:
        whom = f"for {', '.join(waiver.profiles)}" if waiver.profiles else "for all"
        yield f"Waives {waiver.requirement} {whom} until {waiver.expires}, by {waiver.by}: {waiver.reason}"
    reviewers = f"Reviewers: {policy.quorum} decide a criterion"
    confirmed = "; what is met on facts waits for one to confirm it" if policy.confirm_facts else ""
    yield _sourced(f"{reviewers}{confirmed}", policy.review) if policy.review else f"{reviewers} (the usual number)."
    others = {source.id for source in policy.sources if source.whose is Whose.OTHER}
    for statement in policy.says:
        who = "Others say" if statement.source.document in others else "Says"
        yield _sourced(f"{who}: {statement.text.rstrip('.')}", statement.source)
    unset = [setting.title.lower() for name, setting in edition.settings.items() if name not in policy.settings]
    if unset:
        yield f"Not set, and never assumed: {', '.join(unset)}."
    if policy.gaps:
        yield f"Gaps: {policy.gaps}"


def _sourced(text: str, source: SourcedPlace, note: str = "") -> Text:
    said = f"{text.rstrip('.')}. {note}".strip()
    return (said, " ", dim(f"({source.document}, {source.place})"))


_STANDING: Mapping[Standing, str] = {
    Standing.WITHOUT_EFFECT: " (adopted, without effect)",
    Standing.DRAFT: " (a draft)",
    Standing.ENDED: " (ended)",
}


def setting_words(value: SettingValue) -> str:
    """Return a value of a setting in words, with whom or what it holds for, and whether its list is complete."""
    limits = [*([f"only {value.scope}"] if value.scope else []), *(["the whole list"] if value.complete else [])]
    return ", ".join((_value(value.value), *limits))


def _value(value: Any) -> str:
    """Return a setting's value in words."""
    if not isinstance(value, list):
        return str(value)
    return "; ".join(map(_entry, value))


def _entry(entry: Any) -> str:
    """Return an entry of a list in words; a code as words, and any other text as it is."""
    if not isinstance(entry, Mapping):
        return str(entry).replace("_", " ") if _CODE.fullmatch(str(entry)) else str(entry)
    if "equals" in entry:
        return f"1 {entry['one']} = {entry['equals']} {entry['unit']}".replace("_", " ")
    amount = f" ({entry['amount']} {entry.get('unit', '')})".replace(" )", ")") if "amount" in entry else ""
    return f"{entry['kind']}{amount}".replace("_", " ")


def kind_of(criterion: Criterion, policy: Policy | None, settled: frozenset[str]) -> str:
    """Return a criterion's level and who decides it, under a policy where there is one."""
    parts = [str(criterion.level), _decided(criterion, settled)]
    if policy and any(entry.criterion == criterion.id for entry in policy.requires):
        parts[0] = f"desired, required by {policy.id}"
    if criterion.group:
        parts.append(f"counts within {criterion.group}")
    return ", ".join(parts)


def _decided(criterion: Criterion, settled: frozenset[str]) -> str:
    match criterion.decided_by:
        case Decider.FACTS:
            return "decided by facts"
        case Decider.REVIEWER:
            return "decided by a reviewer"
        case Decider.FACTS_IF_SET if facts_decide(criterion, settled):
            return "decided by facts, as the policy sets a value"
        case Decider.FACTS_IF_SET:
            return "decided by a reviewer unless a policy sets a value"
        case Decider.REVIEWER_WITH_SETTING:
            return "decided by a reviewer, to whom a policy's setting is a suggestion"
        case other:
            assert_never(other)
