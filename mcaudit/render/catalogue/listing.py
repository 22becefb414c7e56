"""The edition as a list on a screen, with what a policy tailors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.padding import Padding
from rich.table import Table

from mcaudit.model import Criterion, Decider, Edition, Level, Policy, SourcedPlace, criteria_set, settled_criteria
from mcaudit.render.report import View
from mcaudit.render.terminal.screen import Screen
from mcaudit.render.words import number

DECIDERS = {Decider.FACTS: "facts", Decider.REVIEWER: "a reviewer"}


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
                table.add_row(criterion.id, screen.text(f"{criterion.text} ({kind_of(criterion, policy, settled)})"))
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
        for value in values:
            limits = f"; only {value.scope}" if value.scope else "; the list is complete" if value.complete else ""
            told = f"{known.title}: {_value(value.value)}{f' ({effect})' if effect else ''}{limits}"
            _sourced(screen, told, value.source, value.note)
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
    if policy.requires_learning_opportunities:
        _sourced(screen, "Learning opportunities are required", policy.requires_learning_opportunities)
    if policy.statements_source:
        told = f"A statement alone is not enough for {', '.join(sorted(policy.statements_not_enough))}"
        _sourced(screen, told, policy.statements_source)
    for conflict in policy.conflicts:
        screen.line(f"Sources disagree about {conflict.about}.", indent=2)
        for statement in conflict.says:
            _sourced(screen, statement.text, statement.source)
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


def _value(value: Any) -> str:
    """Return a setting's value in words."""
    if not isinstance(value, list):
        return str(value)
    return "; ".join(_entry(entry) if isinstance(entry, Mapping) else str(entry) for entry in value)


def _entry(entry: Mapping[str, Any]) -> str:
    if "equals" in entry:
        return f"1 {_named(entry, 'one')} = {entry['equals']} {_named(entry, 'unit')}"
    amount = " ".join(filter(None, (str(entry.get("amount", "")), _named(entry, "unit"))))
    basis = f" for {_named(entry, 'basis')}" if "basis" in entry else ""
    return f"{_named(entry, 'kind')}{f' ({amount}{basis})' if amount else ''}"


def _named(entry: Mapping[str, Any], key: str) -> str:
    """Return a unit or kind in words: by its name, if it is not listed."""
    return str(entry.get(f"{key}_name") or entry.get(key, "")).replace("_", " ")


def kind_of(criterion: Criterion, policy: Policy | None, settled: frozenset[str]) -> str:
    """Return a criterion's level and who decides it, under a policy where there is one."""
    on_facts = criterion.decided_by is Decider.FACTS
    parts = [str(criterion.level), f"decided by {DECIDERS[criterion.decided_by]}"]
    if policy and any(entry.criterion == criterion.id for entry in policy.requires):
        parts[0] = f"desired, required by {policy.id}"
    if criterion.id in settled:
        parts.append("as the policy sets what it needs" if on_facts else "within what the policy sets")
    elif criterion.state and on_facts:
        parts.append("where the state's policy says; else by a reviewer")
    if criterion.group:
        parts.append(f"counts within {criterion.group}")
    return ", ".join(parts)
