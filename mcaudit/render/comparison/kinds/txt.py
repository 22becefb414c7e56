"""A comparison for a person at a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mcaudit.model import Apart, Choice, Comparison, Edition, Entry, EntryGroup, LedgerLine, Rating, Summary, Verdict
from mcaudit.render.comparison.words import (
    CHOICES,
    LEGEND,
    amount_words,
    facts_words,
    names_words,
    rating_mark,
    standing_words,
)
from mcaudit.render.report import View
from mcaudit.render.terminal.screen import VERDICT_STYLES, Screen
from mcaudit.render.words import number, score_range

SUMMARY = "for a person, on a screen"
TEXT = True

_MOST_IN_DETAIL = 40
"""Micro-credentials of which a screen shows each; of more it shows the groups, and a file the rest."""
_MOST_SHORTFALLS = 8
_STYLES = {"E": "bold green", "G": "green", "D": "yellow", "N": "red", "–": "dim"}


def render(comparison: Comparison, view: View) -> bytes:
    """Return a comparison as text for a screen of the view's width."""
    screen = Screen(view)
    _head(screen, comparison)
    for group in comparison.groups:
        _group(screen, comparison, group)
    if len(comparison.groups) > 1:
        screen.heading(f"All together ({number(comparison.overall.count, 'micro-credential')})")
        _summary(screen, comparison.edition, comparison.overall, comparison.counted)
    screen.show()
    screen.line(f"{screen.legend()}   {LEGEND}", "dim", indent=2)
    _choices(screen, comparison)
    _ledger(screen, comparison)
    _stacks(screen, comparison)
    screen.show()
    screen.line("With -o comparison.html, .pdf or .xlsx: everything, to read, to print, to sort.", "dim")
    return screen.result().encode("utf-8", errors="replace")


def _head(screen: Screen, comparison: Comparison) -> None:
    screen.line(f"{number(len(comparison.entries), 'micro-credential')} by {comparison.by}", "bold")
    rows = [
        ("against", screen.text(f"{comparison.edition.title} ({comparison.edition.id})")),
        ("under", screen.text(comparison.under)),
        ("on", screen.text(f"{comparison.date}, at the {comparison.gate} gate")),
    ]
    screen.pairs(rows, indent=2)


def _group(screen: Screen, comparison: Comparison, group: EntryGroup) -> None:
    under = ", ".join(f"policy {name}" if name else "no policy" for name in group.policies)
    screen.heading(f"{group.name}: {number(len(group.entries), 'micro-credential')}, {under}")
    _summary(screen, comparison.edition, group.summary, group.counted)
    if len(comparison.entries) <= _MOST_IN_DETAIL:
        _matrix(screen, comparison, group.entries)


def _summary(screen: Screen, edition: Edition, summary: Summary, entries: Sequence[Entry]) -> None:
    verdicts = ", ".join(f"{summary.verdicts.get(verdict, 0)} {verdict}" for verdict in Verdict)
    rows = [("verdicts", screen.text(verdicts))]
    for component, result in zip(edition.components, summary.components, strict=True):
        required = result.score.required
        told = Text("  ").join((screen.bar(required), screen.text(f"{score_range(required)} met")))
        rows.append((f"{component.number} {component.title}", told))
    if summary.count > 1:
        rows.append(("all meet", screen.text(names_words(summary.shared, "nothing that is required"))))
        rows.append(("none meets", screen.text(names_words(summary.lacking, "nothing in particular"))))
    if summary.shortfalls:
        most = [f"{s.requirement} ({s.short} of {s.applies})" for s in summary.shortfalls[:_MOST_SHORTFALLS]]
        rest = len(summary.shortfalls) - len(most)
        more = f" and {rest} more" if rest else ""
        rows.append(("fall short of", screen.text(", ".join(most) + more)))
    titles = {entry.id: entry.title for entry in entries}
    rows += [("apart", screen.text(_apart(apart, titles))) for apart in summary.apart if _is_apart(apart)]
    screen.pairs(rows, indent=2)


def _is_apart(apart: Apart) -> bool:
    return bool(apart.alone_meets or apart.alone_lacks)


def _apart(apart: Apart, titles: dict[str, str]) -> str:
    parts = []
    if apart.alone_meets:
        parts.append(f"alone meets {names_words(apart.alone_meets, '')}")
    if apart.alone_lacks:
        parts.append(f"alone lacks {names_words(apart.alone_lacks, '')}")
    return f"{titles[apart.id]}: {'; '.join(parts)}"


# --- the matrix ----------------------------------------------------------------------------------


def _matrix(screen: Screen, comparison: Comparison, entries: Sequence[Entry]) -> None:
    """Show the rating of each subcomponent, at the least and at the best, in a letter each."""
    screen.show()
    subs = [sub.id for sub in comparison.edition.subcomponents]
    columns = max(1, (screen.view.width - 7) // 3)
    number_of = numbers(comparison)
    for start in range(0, len(subs), columns):
        table = Table.grid(padding=(0, 1, 0, 0))
        table.add_column(width=4)
        for _ in range(len(subs[start : start + columns])):
            table.add_column(width=2)
        table.add_row("", *(Text(sub, "dim") for sub in subs[start : start + columns]))
        for entry in entries:
            mine = entry.subcomponents[start : start + columns]
            table.add_row(number_of[entry.path], *(_mark(screen, result.floor, result.ceiling) for result in mine))
        if start == 0:
            _titles(screen, comparison, entries)
        screen.show(Padding(table, (0, 0, 0, 2)))


def _titles(screen: Screen, comparison: Comparison, entries: Sequence[Entry]) -> None:
    number_of = numbers(comparison)
    for entry in entries:
        verdict = entry.verdicts[comparison.gate]
        told = (
            screen.text(f"{number_of[entry.path]}  {entry.name}"),
            screen.text(f"{score_range(entry.score.required)} required met", "dim"),
        )
        screen.show(Padding(Text("  ").join((*told, screen.text(verdict, VERDICT_STYLES[verdict]))), (0, 0, 0, 2)))


def numbers(comparison: Comparison) -> dict[str, str]:
    """Return the number that stands for each micro-credential, by the path of its profile."""
    return {entry.path: f"M{index}" for index, entry in enumerate(comparison.entries, 1)}


def _mark(screen: Screen, floor: Rating, ceiling: Rating) -> Text:
    marks = rating_mark(floor, ceiling)
    text = Text()
    for mark in marks:
        text.append(mark if not screen.view.ascii or mark != "–" else "-", style=_STYLES.get(mark, ""))
    return text


# --- what people choose by -----------------------------------------------------------------------


def _choices(screen: Screen, comparison: Comparison) -> None:
    if len(comparison.entries) > _MOST_IN_DETAIL:
        return
    screen.heading("What people choose by, as the profiles say it")
    for choice in Choice:
        screen.show()
        screen.line(CHOICES[choice], "bold", indent=2)
        said = [(entry, facts_words(entry.facts[choice])) for entry in comparison.entries if entry.facts[choice].said]
        screen.pairs([("", screen.text(f"{entry.title}: {told}")) for entry, told in said], indent=4)
        silent = len(comparison.entries) - len(said)
        if silent:
            say = "says" if silent == 1 else "say"
            of = number(len(comparison.entries), "profile")
            screen.line(f"{silent} of {of} {say} nothing of it.", "dim", indent=4)


# --- hours, credits and money --------------------------------------------------------------------


def _ledger(screen: Screen, comparison: Comparison) -> None:
    lines = comparison.ledger
    screen.heading(f"The ledger: {number(len(lines), 'claim')} of hours, credits and money")
    screen.line("In clock hours only where a state's own rate says how; ! marks what contradicts.", "dim", indent=2)
    for entry in comparison.entries if len(comparison.entries) <= _MOST_IN_DETAIL else ():
        mine = [line for line in lines if line.claim.of == entry.id]
        if mine:
            screen.show()
            screen.line(entry.title, "bold", indent=2)
            screen.pairs([row for line in mine for row in _claim(screen, line)], indent=4)


def _claim(screen: Screen, line: LedgerLine) -> list[tuple[str, Text]]:
    claim = line.claim
    told = f"{claim.what}: {amount_words(claim)}{standing_words(claim)}"
    if line.rate is not None and line.clock_hours is not None:
        told += f" = {line.clock_hours:.15g} clock hours ({line.rate.source})"
    return [("·", screen.text(told)), *(("!", screen.text(against, "yellow")) for against in line.against)]


def _stacks(screen: Screen, comparison: Comparison) -> None:
    if not (comparison.stacks or comparison.loops or comparison.lookalikes):
        return
    screen.heading(f"Stacks ({len(comparison.stacks)})")
    for stack in comparison.stacks:
        screen.show()
        screen.line(f"{stack.name}{f' ({chr(44).join(stack.standing)})' if stack.standing else ''}", "bold", indent=2)
        for member in stack.members:
            screen.line(f"{'*' if member.entry else 'o'} {member.title}", indent=4)
        for before, after in stack.leads_to:
            screen.line(f"{before} before {after}", indent=4)
        screen.pairs([("!", screen.text(trouble, "yellow")) for trouble in stack.troubles], indent=4)
        screen.pairs([(name, screen.text(f"{of}: {told}")) for of, name, told in stack.findings], indent=4)
    for loop in comparison.loops:
        screen.line(f"! Prerequisites lead back to where they began: {', '.join((*loop, loop[0]))}", "yellow", indent=2)
    for pair in comparison.lookalikes:
        asks = "; ".join(", ".join(only) or "nothing more" for only in (pair.only_first, pair.only_second))
        told = (
            f"! {pair.first} and {pair.second} are nearly the same ({pair.likeness:.0%}) and ask for different evidence"
        )
        screen.line(f"{told}: {asks}", "yellow", indent=2)
