"""A comparison as tables of text and numbers: the sheets of a workbook, and the one table of a CSV file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mcaudit import __version__
from mcaudit.model import (
    Choice,
    ClaimKind,
    Comparison,
    Counts,
    Edition,
    Entry,
    EntryGroup,
    Gate,
    LedgerLine,
    Rating,
    Stack,
    Summary,
    Verdict,
)
from mcaudit.render.comparison.words import CHOICES, facts_words
from mcaudit.render.words import number, rating_range

Value = str | int | float | None
"""What a cell holds: text, a number, or nothing."""
Row = tuple[Value, ...]

ALL = "All together"
_NARROW, _MIDDLE, _WIDE, _WIDEST = 11, 20, 36, 60
_BOUNDS = ("at least", "at most", "of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its head, which no other column of the sheet has, and its width in characters."""

    head: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table: each row has a value for each column."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    ratings: Mapping[tuple[int, int], Rating] = field(default_factory=dict)
    """The rating at the least that a cell tells in words, by row and column, so that it can be coloured as well."""


def sheets(comparison: Comparison) -> tuple[Sheet, ...]:
    """Return a comparison as tables for people, in the order in which they are read."""
    return (
        _about(comparison),
        _summary(comparison),
        _matrix(comparison),
        _choices(comparison),
        _shortfalls(comparison),
        _apart(comparison),
        _ledger(comparison),
        _stacks(comparison),
    )


def flat(comparison: Comparison) -> Sheet:
    """Return a comparison as one table for programs: a row for each micro-credential."""
    heads = (
        *("id", "title", "fictional", "state", "group", "policy", "path", *Gate),
        *(f"{level}_{bound}" for level in ("required", "desired") for bound in ("floor", "ceiling", "total")),
        *(f"{sub.id}_{bound}" for sub in comparison.edition.subcomponents for bound in ("floor", "ceiling")),
        *Choice,
    )
    rows = [
        (
            *(
                entry.id,
                entry.title,
                "yes" if entry.fictional else "no",
                entry.state,
                group.name,
                entry.policy,
                entry.path,
            ),
            *(entry.verdicts[gate].value for gate in Gate),
            *_interval(entry.score.required),
            *_interval(entry.score.desired),
            *(bound.value for result in entry.subcomponents for bound in (result.floor, result.ceiling)),
            *(facts_words(entry.facts[choice]) for choice in Choice),
        )
        for group, entry in _listed(comparison)
    ]
    return _sheet("comparison", [(str(head), _NARROW) for head in heads], rows)


def _sheet(name: str, columns: Sequence[tuple[str, int]], rows: Sequence[Row]) -> Sheet:
    return Sheet(name=name, columns=tuple(Column(head=head, width=width) for head, width in columns), rows=tuple(rows))


def _listed(comparison: Comparison) -> list[tuple[EntryGroup, Entry]]:
    return [(group, entry) for group in comparison.groups for entry in group.entries]


def _interval(counts: Counts) -> tuple[int, int, int]:
    return counts.floor, counts.ceiling, counts.total


# --- about ---------------------------------------------------------------------------------------

_HOW_TO_READ: Mapping[str, str] = {
    "Ratings": (
        "Exemplary, good, developing, not met: how a subcomponent does. “Developing to good” is still open: "
        "developing at the least, good at best. Colours repeat the rating at the least, and say nothing that the "
        "words do not."
    ),
    "At least, at most": (
        "How many requirements are met if every open one turns out not met, and if every open one turns out met. "
        "“Of” is how many apply and are not waived. Required and desired requirements are never added together."
    ),
    "Fall short": (
        "A requirement that is not met, partly met or unsupported falls short; one that awaits reviewers is open. "
        "“Of” is to how many micro-credentials it applies."
    ),
    "Clock hours": (
        "An amount is given in clock hours where it is one, or where a state's policy says how many one of its unit "
        "is; who says so stands beside it. Nothing is converted in two steps."
    ),
    "Contradictions": (
        "What stands against a claim: in the same profile, with another provider, or by a state's rate. Which is "
        "right is not decided here."
    ),
    "Not said": "The profile says nothing of it. Nothing is supplied that it does not say.",
}


def _about(comparison: Comparison) -> Sheet:
    edition = comparison.edition
    rows = [
        ("Compared", f"{number(len(comparison.entries), 'micro-credential')}, by {comparison.by}"),
        ("Against", f"{edition.title} ({edition.id})"),
        ("Date", comparison.date),
        ("Gate", f"{comparison.gate}: the question whose answers are counted"),
        ("Policies", comparison.under),
        *_HOW_TO_READ.items(),
        *(("Note", notice) for notice in comparison.notices),
        ("Made with", f"mcaudit {__version__}"),
        ("SHA-256 of the edition", edition.sha256),
        *((f"SHA-256 of the policy {policy.id}", policy.sha256) for policy in comparison.policies.values()),
        ("SHA-256 of each profile", "In the last column of the sheet Matrix"),
    ]
    return _sheet("About", [("About this comparison", 34), ("Says", 100)], rows)


# --- groups --------------------------------------------------------------------------------------


def _summaries(comparison: Comparison) -> Iterator[tuple[str, Sequence[str], Summary, Sequence[Entry]]]:
    """Yield the summary of each group, and that of all where there is more than one group."""
    for group in comparison.groups:
        yield group.name, group.policies, group.summary, group.counted
    if len(comparison.groups) > 1:
        policies = sorted({policy for group in comparison.groups for policy in group.policies})
        yield ALL, policies, comparison.overall, comparison.counted


def _summary(comparison: Comparison) -> Sheet:
    columns = [
        ("Group", _MIDDLE),
        ("Policies", _MIDDLE),
        ("Micro-credentials", 18),
        *((str(verdict).capitalize(), _NARROW) for verdict in Verdict),
        ("Requirements", 28),
        *((bound, _NARROW) for bound in ("At least", "At most", "Of", "Waived")),
        ("All meet", 30),
        ("None meets", 46),
    ]
    rows = [
        row
        for name, policies, summary, _ in _summaries(comparison)
        for row in _summary_rows(comparison.edition, (name, ", ".join(each or "none" for each in policies)), summary)
    ]
    return _sheet("Summary", columns, rows)


def _summary_rows(edition: Edition, head: tuple[str, str], summary: Summary) -> Iterator[Row]:
    """Yield a row for all that is required, one for what each component requires, and one for all that is desired."""
    verdicts = (summary.verdicts.get(verdict, 0) for verdict in Verdict)
    together = ", ".join(summary.shared) or "none", ", ".join(summary.lacking) or "none"
    yield (*head, summary.count, *verdicts, "All required", *_counts(summary.score.required), *together)
    nothing = (None,) * (1 + len(Verdict))
    for component, result in zip(edition.components, summary.components, strict=True):
        title = f"{component.number} {component.title}, required"
        yield (*head, *nothing, title, *_counts(result.score.required), None, None)
    yield (*head, *nothing, "All desired", *_counts(summary.score.desired), None, None)


def _counts(counts: Counts) -> tuple[int, int, int, int]:
    return *_interval(counts), counts.waived


def _shortfalls(comparison: Comparison) -> Sheet:
    texts = _texts(comparison.edition)
    columns = [
        ("Group", _MIDDLE),
        ("Requirement", 14),
        ("Text", 80),
        *((head, _NARROW) for head in ("Fall short", "Open", "Of")),
    ]
    rows = [
        (name, each.requirement, texts.get(each.requirement, ""), each.short, each.open, each.applies)
        for name, _, summary, _ in _summaries(comparison)
        for each in summary.shortfalls
    ]
    return _sheet("Shortfalls", columns, rows)


def _apart(comparison: Comparison) -> Sheet:
    texts = _texts(comparison.edition)
    columns = [
        ("Group", _MIDDLE),
        ("Micro-credential", _WIDE),
        ("Id", _WIDE),
        ("Alone", _NARROW),
        ("Requirement", 14),
        ("Text", _WIDEST),
    ]
    rows = [
        (name, entry.name, entry.id, how, requirement, texts.get(requirement, ""))
        for name, _, summary, entries in _summaries(comparison)
        for entry, apart in zip(entries, summary.apart, strict=False)
        for how, which in (("meets", apart.alone_meets), ("lacks", apart.alone_lacks))
        for requirement in which
    ]
    return _sheet("Apart", columns, rows)


def _texts(edition: Edition) -> Mapping[str, str]:
    """Return what each requirement asks: that of a criterion, or that of a group of alternatives."""
    groups = {group.id: group.text for sub in edition.subcomponents for group in sub.groups}
    return {**groups, **{criterion.id: criterion.text for criterion in edition.criteria}}


# --- micro-credentials ---------------------------------------------------------------------------


def _matrix(comparison: Comparison) -> Sheet:
    columns = [("Micro-credential", 30), ("Group", 14), *((str(gate).capitalize(), 13) for gate in Gate)]
    before = len(columns)
    columns += [(f"{sub.id} {sub.title}", 14) for sub in comparison.edition.subcomponents]
    columns += [(f"{level}: {bound}", _NARROW) for level in ("Required", "Desired") for bound in _BOUNDS]
    columns += [(head, _NARROW) for head in ("Waived", "State", "Policy", "Fictional")]
    columns += [(head, _WIDE) for head in ("Id", "File", "SHA-256 of the profile")]
    listed = _listed(comparison)
    return Sheet(
        name="Matrix",
        columns=tuple(Column(head=head, width=width) for head, width in columns),
        rows=tuple(_matrix_row(group, entry) for group, entry in listed),
        ratings={
            (row, before + column): result.floor
            for row, (_, entry) in enumerate(listed)
            for column, result in enumerate(entry.subcomponents)
        },
    )


def _matrix_row(group: EntryGroup, entry: Entry) -> Row:
    return (
        *(entry.name, group.name),
        *(entry.verdicts[gate].value for gate in Gate),
        *(rating_range(result.floor, result.ceiling) for result in entry.subcomponents),
        *_interval(entry.score.required),
        *_interval(entry.score.desired),
        *(entry.score.required.waived, entry.state, entry.policy or "none", "yes" if entry.fictional else "no"),
        *(entry.id, entry.path, entry.sha256),
    )


def _choices(comparison: Comparison) -> Sheet:
    columns = [("Micro-credential", 30), ("Group", 14), *((CHOICES[choice], _WIDE) for choice in Choice)]
    rows = [
        (entry.name, group.name, *(facts_words(entry.facts[choice]) for choice in Choice))
        for group, entry in _listed(comparison)
    ]
    return _sheet("Choices", columns, rows)


# --- the ledger and the stacks -------------------------------------------------------------------


def _ledger(comparison: Comparison) -> Sheet:
    titles = {entry.id: entry.name for entry in comparison.entries}
    columns = [
        ("Micro-credential", 30),
        ("Kind", 13),
        ("What it is of", 30),
        ("Amount", _NARROW),
        ("Unit", _MIDDLE),
        ("State", _NARROW),
        ("Clock hours", _NARROW),
        ("Hours for one unit", _NARROW),
        ("Who says so", 30),
        ("Contradictions", _WIDEST),
        ("Standing", _NARROW),
        ("Or, as earners choose", 24),
        ("Recognizer", 30),
        ("For whom", 30),
        ("Counts toward", _WIDE),
        ("Cited", _WIDE),
        ("Id", _WIDE),
        ("Place in the profile", 46),
    ]
    return _sheet("Ledger", columns, [_ledger_row(titles[line.claim.of], line) for line in comparison.ledger])


def _ledger_row(title: str, line: LedgerLine) -> Row:
    claim, rate = line.claim, line.rate
    disputed = claim.kind is ClaimKind.DISPUTED
    return (
        *(title, claim.kind.value, claim.what),
        *(claim.amount, f"“{claim.unit_words}”" if disputed else claim.unit_words, claim.state, line.clock_hours),
        *((rate.hours, f"policy {rate.policy}: {rate.source}") if rate else (None, "")),
        "; ".join(line.against),
        *(claim.standing, claim.choice, claim.recognizer, claim.for_whom, claim.counts_toward),
        *(claim.source, claim.of, claim.pointer),
    )


def _stacks(comparison: Comparison) -> Sheet:
    columns = [("Stack", _WIDE), ("Standing", 17), ("Kind", _MIDDLE), ("Micro-credential", _WIDE), ("Says", 80)]
    rows: list[Row] = [row for stack in comparison.stacks for row in _stack_rows(stack)]
    rows += [("", "", "loop", loop[0], _loop(loop)) for loop in comparison.loops]
    rows += [
        (*("", "", "nearly the same", f"{pair.first} and {pair.second}"), _evidence(pair.only_first, pair.only_second))
        for pair in comparison.lookalikes
    ]
    return _sheet("Stacks", columns, rows)


def _stack_rows(stack: Stack) -> Iterator[Row]:
    head = stack.name, ", ".join(stack.standing)
    for member in stack.members:
        compared = f"compared here as {member.entry}" if member.entry else "not compared here"
        yield *head, "member", member.title, f"{compared}; named by {'; '.join(member.named_by)}"
    for before, after in stack.leads_to:
        yield *head, "order", after, f"needs “{before}” first"
    for trouble in stack.troubles:
        yield *head, "trouble", "", trouble
    for of, criterion, told in stack.findings:
        yield *head, f"finding {criterion}", of, told


def _loop(loop: Sequence[str]) -> str:
    return f"prerequisites lead back to where they began: {' → '.join((*loop, loop[0]))}"


def _evidence(first: Sequence[str], second: Sequence[str]) -> str:
    asked = (", ".join(only) or "nothing more" for only in (first, second))
    return f"only the first asks for: {next(asked)}; only the second asks for: {next(asked)}"
