"""The edition as a list on a screen, with what a policy tailors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, assert_never

from rich.padding import Padding
from rich.table import Table

from mcaudit.model import (
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
from mcaudit.render.terminal.screen import Screen
from mcaudit.terms.run import View
from mcaudit.terms.words import number


def as_list(edition: Edition, view: View, policy: Policy | None = None) -> str:
    """Return the edition as a list of every criterion, for a screen; with a policy, what it tailors first."""
    screen = Screen(view)
    screen.line(edition.title, "bold")
    required = sum(criterion.level is Level.REQUIRED for criterion in edition.criteria)
    counted = len(edition.criteria)
    parts = f"{number(len(edition.components), 'component')}, {number(len(edition.subcomponents), 'subcomponent')}"
    screen.line(f"{edition.publisher}, {edition.published}.")
    screen.line(f"{parts}, {counted} criteria: {required} required, {counted - required} desired.")
    screen.line(f"Edition {edition.id}, sha256 {edition.sha256}", "dim")
    settled = settled_criteria(edition, policy)
    if policy:
        _tailoring(screen, edition, policy)
    for component in edition.components:
        screen.heading(f"{component.number} {component.title}: {component.text}")
        for sub in component.subcomponents:
            screen.show()
            screen.line(f"{sub.id} {sub.title}{' (optional)' if sub.optional else ''}", "bold", indent=2)
            table = Table.grid(padding=(0, 2, 0, 0))
            table.add_column(no_wrap=True)
            table.add_column(ratio=1, overflow="fold")
            for criterion in sub.criteria:
                told = f"{criterion.title}: {criterion.text} ({kind_of(criterion, policy, settled)})"
                table.add_row(criterion.id, screen.text(told))
            screen.show(Padding(table, (0, 0, 0, 4)))
    return screen.result()


def _tailoring(screen: Screen, edition: Edition, policy: Policy) -> None:
    """Show what a policy changes, each with its source, and what the state has not said."""
    screen.heading(f"As {policy.title} tailors it (policy {policy.id}, sha256 {policy.sha256[:12]}…)")
    if policy.in_force:
        days = ((word, day) for word, day in (("from", policy.in_force_from), ("until", policy.in_force_until)) if day)
        _sourced(screen, " ".join(("Holds", *(f"{word} {day}" for word, day in days))), policy.in_force)
    for name, values in policy.settings.items():
        known = edition.settings[name]
        effect = ", ".join((*criteria_set(known, values), *known.tightens))
        for each in values:
            told = f"{known.title}: {_value(each.value)}{_limits(each)}{f' ({effect})' if effect else ''}"
            _sourced(screen, told, each.source, each.note)
    for conflict in policy.conflicts:
        screen.line(f"Its sources disagree about {conflict.about}:", indent=2)
        for said in conflict.says:
            screen.line(f"{said.text} ({said.source.document}, {said.source.place})", "dim", indent=4)
    if policy.requires_learning_opportunities:
        _sourced(screen, "Requires learning opportunities (2A-2)", policy.requires_learning_opportunities)
    if policy.statements_source:
        names = ", ".join(sorted(policy.statements_not_enough))
        _sourced(screen, f"Asks for more than a statement about {names}", policy.statements_source)
    for entry in policy.requires:
        _sourced(screen, f"Requires {entry.criterion}, which is desired elsewhere", entry.source)
    for purpose in policy.purposes:
        _sourced(screen, f"Counts for {purpose.purpose.replace('_', ' ')}: {purpose.text}", purpose.source)
    for waiver in policy.waivers:
        whom = f"for {', '.join(waiver.profiles)}" if waiver.profiles else "for all"
        screen.line(
            f"Waives {waiver.requirement} {whom} until {waiver.expires}, by {waiver.by}: {waiver.reason}", indent=2
        )
    told = f"Reviewers: {policy.quorum} decide a criterion"
    confirmed = "; what is met on facts waits for one to confirm it" if policy.confirm_facts else ""
    if policy.review:
        _sourced(screen, f"{told}{confirmed}", policy.review)
    else:
        screen.line(f"{told} (the usual number).", indent=2)
    for statement in policy.says:
        _sourced(screen, f"Says: {statement.text.rstrip('.')}", statement.source)
    unset = [setting.title.lower() for name, setting in edition.settings.items() if name not in policy.settings]
    if unset:
        screen.line(f"Not set, and never assumed: {', '.join(unset)}.", indent=2)
    if policy.gaps:
        screen.line(f"Gaps: {policy.gaps}", indent=2)
    screen.heading("Where it comes from")
    screen.pairs([(s.id, screen.text(f"{s.title}, {s.url}, seen {s.seen}")) for s in policy.sources], indent=2)


def _sourced(screen: Screen, told: str, source: SourcedPlace, note: str = "") -> None:
    screen.line(f"{told.rstrip('.')}. {note}".strip(), indent=2)
    screen.line(f"{source.document}, {source.place}", "dim", indent=4)


def _limits(value: SettingValue) -> str:
    """Return for whom or what a value holds, and whether its list is complete."""
    limits = [*([f"only {value.scope}"] if value.scope else []), *(["the whole list"] if value.complete else [])]
    return f", {', '.join(limits)}" if limits else ""


def _value(value: Any) -> str:
    """Return a setting's value in words."""
    if not isinstance(value, list):
        return str(value)
    return "; ".join(_entry(entry) if isinstance(entry, Mapping) else str(entry) for entry in value)


def _entry(entry: Mapping[str, Any]) -> str:
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
