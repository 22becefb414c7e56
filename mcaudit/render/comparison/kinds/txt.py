"""A comparison for a person at a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mcaudit.looks import LOOKS
from mcaudit.media.plain import utf8
from mcaudit.model import Edition, Rating, Status
from mcaudit.model.comparison import (
    Apart,
    Choice,
    Comparison,
    Coverage,
    Entry,
    EntryGroup,
    LedgerLine,
    Summary,
    Tally,
    verdicts_of,
)
from mcaudit.render.terminal.screen import VERDICT_STYLES, Screen
from mcaudit.report.badges import rating_badge
from mcaudit.report.comparison_words import (
    CHOICES,
    LEGEND,
    MARKS,
    acting_words,
    amount_words,
    component_words,
    covered,
    facts_words,
    failed,
    hours_words,
    names_words,
    remarks_of,
    standing_words,
)
from mcaudit.terms.run import View
from mcaudit.terms.words import STATUS, VERDICT, number

SUMMARY = "for a person, on a screen"
TEXT = True

_MOST_IN_DETAIL = 40
"""Up to this many micro-credentials are shown one by one; with more, only groups are, and a file has the rest."""
_MOST_LISTED = 8
_STYLES: Mapping[Rating, str] = {rating: LOOKS[rating_badge(rating).look].style for rating in Rating}
_ASCII = {"·": ".", "–": "-"}


def render(comparison: Comparison, view: View) -> bytes:
    """Return a comparison as text for a screen of the view's width."""
    screen = Screen(view)
    _head(screen, comparison)
    _addressed(screen, comparison)
    for group in comparison.groups:
        _group(screen, comparison, group)
    if len(comparison.groups) > 1:
        screen.heading(f"All together ({number(comparison.overall.count, 'micro-credential')})")
        _summary(screen, comparison, comparison.overall, comparison.counted)
    screen.show()
    screen.line(_legend(screen), "dim", indent=2)
    _choices(screen, comparison)
    _ledger(screen, comparison)
    _stacks(screen, comparison)
    screen.show()
    screen.line("Use -o comparison.html, .pdf or .xlsx for everything, to read, print, and sort.", "dim")
    return utf8(screen.result())


def _legend(screen: Screen) -> str:
    told = LEGEND
    for mark, plain in _ASCII.items() if screen.view.ascii else ():
        told = told.replace(f"{mark} ", f"{plain} ")
    return f"{screen.legend()}   {told}"


def _head(screen: Screen, comparison: Comparison) -> None:
    screen.line(f"{number(len(comparison.entries), 'micro-credential')} by {comparison.by}", "bold")
    rows = [
        ("against", screen.text(f"{comparison.edition.title} ({comparison.edition.id})")),
        ("under", screen.text(comparison.under)),
        ("on", screen.text(f"{comparison.date}, at the {comparison.gate} gate")),
    ]
    screen.pairs(rows, indent=2)


# --- what is addressed ---------------------------------------------------------------------------


def _addressed(screen: Screen, comparison: Comparison) -> None:
    """Show how much each micro-credential addresses, by component, and who must act on the rest."""
    if len(comparison.entries) > _MOST_IN_DETAIL:
        return
    screen.heading("What each micro-credential addresses, of the required requirements that apply")
    number_of = numbers(comparison)
    for entry in comparison.entries:
        verdict = entry.verdicts[comparison.gate]
        screen.show()
        remarks = "".join(f" ({remark})" for remark in remarks_of(entry))
        title = screen.text(f"{number_of[entry.path]}  {entry.title}{remarks}", "bold")
        shown = Text("  ").join((title, screen.text(VERDICT[verdict], VERDICT_STYLES[verdict])))
        screen.show(Padding(shown, (0, 0, 0, 2)))
        screen.pairs(_reach(screen, comparison.edition, entry.coverage, entry.components), indent=6)


def _reach(
    screen: Screen, edition: Edition, coverage: Coverage, components: Sequence[Coverage]
) -> list[tuple[str, Text]]:
    whole, counts = covered(edition, coverage), coverage.score.required
    parts = (covered(edition, each) for each in components)
    by_component = ", ".join(f"{each.label} {each.counts.addressed}/{each.counts.total}" for each in parts)
    met = [
        f"{whole.met} met",
        f"{counts.awaiting_review} {STATUS[Status.AWAITING_REVIEW]}",
        f"{counts.unsupported} {STATUS[Status.UNSUPPORTED]}",
        f"{failed(counts)} not or only partly met",
        f"{counts.not_stated} {STATUS[Status.NOT_STATED]}",
    ]
    return [
        ("addressed", Text("  ").join((screen.bar(counts), screen.text(f"{whole.addressed}: {by_component}")))),
        ("of these", screen.text(", ".join(met))),
        ("to act", screen.text(acting_words(coverage))),
    ]


def _group(screen: Screen, comparison: Comparison, group: EntryGroup) -> None:
    under = ", ".join(f"policy {name}" if name else "no policy" for name in group.policies)
    screen.heading(f"{group.name}: {number(len(group.entries), 'micro-credential')}, {under}")
    _summary(screen, comparison, group.summary, group.counted)
    if len(comparison.entries) <= _MOST_IN_DETAIL:
        _matrix(screen, comparison, group.entries)


def _summary(screen: Screen, comparison: Comparison, summary: Summary, entries: Sequence[Entry]) -> None:
    verdicts = ", ".join(
        f"{summary.verdicts.get(verdict, 0)} {VERDICT[verdict]}" for verdict in verdicts_of(comparison.gate)
    )
    rows = [("verdicts", screen.text(verdicts))]
    for component, part in zip(comparison.edition.components, summary.components, strict=True):
        told = covered(comparison.edition, part)
        words = f"{told.addressed} addressed, {told.met} met; to act: {acting_words(part)}"
        rows.append((component_words(component), Text("  ").join((screen.bar(told.counts), screen.text(words)))))
    if summary.count > 1:
        rows.append(("all meet", screen.text(names_words(summary.shared, "nothing that is required"))))
        rows.append(("none meets", screen.text(names_words(summary.lacking, "nothing that all of them address"))))
        rows.append(("none addresses", screen.text(names_words(summary.unaddressed, "nothing that is required"))))
    failing = (Status.NOT_MET, Status.PARTLY_MET)
    rows += _tallied(screen, "not or partly met", summary.shortfalls, failing)
    rows += _tallied(screen, "unsupported", summary.shortfalls, (Status.UNSUPPORTED,))
    rows += _tallied(screen, "not addressed", summary.gaps, (Status.NOT_STATED,))
    titles = {entry.id: entry.title for entry in entries}
    rows += [("apart", screen.text(_apart(apart, titles))) for apart in summary.apart if apart.says_anything]
    screen.pairs(rows, indent=2)


def _tallied(
    screen: Screen, label: str, tallies: Sequence[Tally], statuses: tuple[Status, ...]
) -> list[tuple[str, Text]]:
    kept = [each for each in tallies if each.of(*statuses)]
    if not kept:
        return []
    most = [f"{each.requirement} ({each.of(*statuses)} of {each.applies})" for each in kept[:_MOST_LISTED]]
    more = f" and {len(kept) - len(most)} more" if len(kept) > len(most) else ""
    return [(label, screen.text(", ".join(most) + more))]


def _apart(apart: Apart, titles: dict[str, str]) -> str:
    parts = [
        f"{words} {names_words(names, '')}"
        for words, names in (
            ("only one that meets", apart.alone_meets),
            ("only one that addresses", apart.alone_addresses),
            ("only one that fails", apart.alone_lacks),
            ("only one that leaves out", apart.alone_leaves_out),
        )
        if names
    ]
    return f"{titles[apart.id]}: {'; '.join(parts)}"


# --- the matrix ----------------------------------------------------------------------------------


def _matrix(screen: Screen, comparison: Comparison, entries: Sequence[Entry]) -> None:
    """Show the rating of each subcomponent, in a letter each."""
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
            table.add_row(number_of[entry.path], *(_mark(screen, result.rating) for result in mine))
        screen.show(Padding(table, (0, 0, 0, 2)))


def numbers(comparison: Comparison) -> dict[str, str]:
    """Return the number that stands for each micro-credential, by the path of its profile."""
    return {entry.path: f"M{index}" for index, entry in enumerate(comparison.entries, 1)}


def _mark(screen: Screen, rating: Rating) -> Text:
    mark = MARKS[rating]
    return Text(_ASCII.get(mark, mark) if screen.view.ascii else mark, style=_STYLES[rating])


# --- key facts -----------------------------------------------------------------------------------


def _choices(screen: Screen, comparison: Comparison) -> None:
    if len(comparison.entries) > _MOST_IN_DETAIL:
        return
    screen.heading("Key facts, as the profiles say them")
    for choice in Choice:
        screen.show()
        screen.line(CHOICES[choice], "bold", indent=2)
        said = [(entry, facts_words(entry.facts[choice])) for entry in comparison.entries if entry.facts[choice].said]
        screen.pairs([("", screen.text(f"{entry.title}: {told}")) for entry, told in said], indent=4)
        silent = len(comparison.entries) - len(said)
        if silent:
            say = "says" if silent == 1 else "say"
            of = number(len(comparison.entries), "profile")
            screen.line(f"{silent} of {of} {say} nothing about it.", "dim", indent=4)


# --- hours, credits and money --------------------------------------------------------------------


def _ledger(screen: Screen, comparison: Comparison) -> None:
    lines = comparison.ledger
    screen.heading(f"The ledger: {number(len(lines), 'claim')} of hours, credits, and money")
    screen.line("In clock hours only where a state's own rate converts them; ! marks a contradiction.", "dim", indent=2)
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
        told += f" = {hours_words(line)} clock hours ({line.rate.source})"
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
        for size in stack.size:
            screen.line(f"the pages say: {size}", indent=4)
        for before, after in stack.leads_to:
            screen.line(f"{before} before {after}", indent=4)
        screen.pairs([("!", screen.text(trouble, "yellow")) for trouble in stack.troubles], indent=4)
        screen.pairs(
            [(name, screen.text(f"{of}: {STATUS[status]}. {told}")) for of, name, status, told in stack.findings],
            indent=4,
        )
    for loop in comparison.loops:
        screen.line(f"! Prerequisites form a loop: {', '.join((*loop, loop[0]))}", "yellow", indent=2)
    for pair in comparison.lookalikes:
        asks = "; ".join(", ".join(only) or "nothing more" for only in (pair.only_first, pair.only_second))
        told = (
            f"! {pair.first} and {pair.second} are nearly the same ({pair.likeness:.0%}) but ask for different evidence"
        )
        screen.line(f"{told}: {asks}", "yellow", indent=2)
