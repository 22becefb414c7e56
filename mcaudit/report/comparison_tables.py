"""A comparison as tables of text and numbers: the sheets of a workbook, and one table for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from mcaudit.blocks import Cell, Column, Document, Section, Table
from mcaudit.model import Counts, Edition, Gate, Status
from mcaudit.model.comparison import (
    Amount,
    Choice,
    ClaimKind,
    Comparison,
    Coverage,
    Entry,
    EntryGroup,
    LedgerLine,
    Stack,
    Summary,
    Tally,
    verdicts_of,
)
from mcaudit.report.badges import rating_badge
from mcaudit.report.comparison_words import ACTORS, CHOICES, covered, facts_words, failed
from mcaudit.terms.words import ACTOR, STATUS, VERDICT, number
from mcaudit.version import __version__

Row = tuple[Cell, ...]

ALL = "All together"
_NARROW, _MIDDLE, _WIDE, _WIDEST = 11, 20, 36, 60
_BOUNDS = ("addressed", "at least", "at most", "of")


def comparison_tables(comparison: Comparison) -> Document:
    """Return a comparison as a document of tables, in the order in which they are read."""
    return _document(comparison, _sheets(comparison))


def comparison_table(comparison: Comparison) -> Document:
    """Return a comparison as a document of one table for programs: a row for each micro-credential."""
    return _document(comparison, (_flat(comparison),))


def _document(comparison: Comparison, tables: Sequence[Table]) -> Document:
    return Document(
        kind="Comparison",
        title=f"Comparison of {len(comparison.entries)} micro-credentials by {comparison.by}",
        about=comparison.edition.title,
        date=comparison.date,
        tool=f"mcaudit {__version__}",
        opening=(),
        sections=tuple(Section(title=each.name, anchor=each.name.lower(), blocks=(each,)) for each in tables),
    )


def _sheets(comparison: Comparison) -> tuple[Table, ...]:
    return (
        _about(comparison),
        _addressed(comparison),
        _summary(comparison),
        _matrix(comparison),
        _choices(comparison),
        _shortfalls(comparison),
        _gaps(comparison),
        _apart(comparison),
        _ledger(comparison),
        _stacks(comparison),
    )


def _flat(comparison: Comparison) -> Table:
    components = [component.key for component in comparison.edition.components]
    heads = (
        *("id", "title", "fictional", "reading", "offers_learning", "state", "group", "policy", "path", *Gate),
        *(f"{level}_{name}" for level in ("required", "desired") for name in _COUNTED),
        *(f"{key}_{name}" for key in components for name in ("addressed", "floor", "ceiling", "total")),
        *(f"acting_{actor}" for actor in ACTORS),
        *(sub.id for sub in comparison.edition.subcomponents),
        *Choice,
    )
    rows = [
        (
            *(entry.id, entry.title, _yes(entry.fictional), _yes(entry.is_reading), _yes(entry.offers_learning)),
            *(entry.state, group.name, entry.policy, entry.path),
            *(entry.verdicts[gate].value for gate in Gate),
            *(getattr(counts, name) for counts in (entry.score.required, entry.score.desired) for name in _COUNTED),
            *(number for part in entry.components for number in _reach(part.score.required)),
            *(entry.coverage.acting[actor] for actor in ACTORS),
            *(result.rating.value for result in entry.subcomponents),
            *(facts_words(entry.facts[choice]) for choice in Choice),
        )
        for group, entry in _listed(comparison)
    ]
    return _sheet("comparison", [(str(head), _NARROW) for head in heads], rows)


_COUNTED = (
    *("addressed", "floor", "ceiling", "total"),
    *("awaiting_review", "unsupported", "partly_met", "not_met", "not_stated", "not_applicable", "waived"),
)
"""Counts that a program reads of each level; the numbers met lie between the floor and the ceiling."""


def _reach(counts: Counts) -> tuple[int, int, int, int]:
    return counts.addressed, counts.floor, counts.ceiling, counts.total


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _sheet(name: str, columns: Sequence[tuple[str, int]], rows: Sequence[Row]) -> Table:
    heads = tuple(Column(head=head, width=width) for head, width in columns)
    return Table(caption=name, name=name, columns=heads, rows=tuple(rows))


def _listed(comparison: Comparison) -> list[tuple[EntryGroup, Entry]]:
    return [(group, entry) for group in comparison.groups for entry in group.entries]


# --- about ---------------------------------------------------------------------------------------

_HOW_TO_READ: Mapping[str, str] = {
    "Addressed": (
        "Everything that a profile says anything about. What is not addressed is not contradicted, and may exist all "
        "the same: we can only judge what was described."
    ),
    "Ratings": (
        "Exemplary and good: everything required is met. Developing: something is met or partly met. Not met: "
        "something is contradicted. Waiting for reviewers, unsupported, and not addressed say what is left to do. "
        "Colors repeat the words."
    ),
    "At least, at most": (
        "How many requirements are met today, and how many if every one that awaits review or lacks support turns out "
        "met. “Of” is how many apply and are not waived. Required and desired requirements are never added together."
    ),
    "To act": "How many requirements wait for the provider, for reviewers, or for the state.",
    "Shortfalls and gaps": (
        "A requirement that is addressed, but not met, only partly met, or unsupported is a shortfall. One that is not "
        "addressed is a gap. “Of” is to how many micro-credentials it applies."
    ),
    "Clock hours": (
        "An amount is given in clock hours where it is one, or where a state’s policy says how many one of its unit "
        "is; who says so is beside it. Nothing is converted in two steps, and a unit that is not on the list only by "
        "its own name."
    ),
    "Contradictions": (
        "What contradicts a claim: in the same profile, from another provider, or by a state’s rate. This comparison "
        "does not decide which is right."
    ),
    "Not said": "The profile says nothing about it. Nothing is added that it does not say.",
    "Reading of public pages": "Somebody read the pages; no provider submitted the profile.",
}


def _about(comparison: Comparison) -> Table:
    edition = comparison.edition
    rows = [
        ("Compared", f"{number(len(comparison.entries), 'micro-credential')}, by {comparison.by}"),
        ("Against", f"{edition.title} ({edition.id})"),
        ("Date", comparison.date),
        ("Gate", f"{comparison.gate}: the verdicts are answers to this gate"),
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


_REACH = (
    *(("Addressed", 11), ("At least", 11), ("At most", 11), ("Of", 11)),
    *(("Awaiting review", 11), ("Unsupported", 13), ("Not or partly met", 11), ("Not addressed", 11), ("Waived", 11)),
)
_ACTING = tuple((f"To act: {ACTOR[actor].removeprefix('the ')}", 11) for actor in ACTORS)


def _reached(coverage: Coverage, counts: Counts | None = None) -> Row:
    """Return the cells of `_REACH`: of what is required, or of other counts."""
    of = counts or coverage.score.required
    return (*_reach(of), of.awaiting_review, of.unsupported, failed(of), of.not_stated, of.waived)


def _acting(coverage: Coverage) -> Row:
    return tuple(coverage.acting[actor] for actor in ACTORS)


def _addressed(comparison: Comparison) -> Table:
    """Return a row for each micro-credential with all five components, and one for each component."""
    columns = [("Micro-credential", 30), ("Group", 14), ("Verdict", 14), ("Component", 24), *_REACH, *_ACTING]
    rows: list[Row] = [
        (
            *(entry.name, group.name, VERDICT[entry.verdicts[comparison.gate]]),
            *(covered(comparison.edition, coverage).label, *_reached(coverage), *_acting(coverage)),
        )
        for group, entry in _listed(comparison)
        for coverage in (entry.coverage, *entry.components)
    ]
    return _sheet("Addressed", columns, rows)


def _summary(comparison: Comparison) -> Table:
    verdicts = verdicts_of(comparison.gate)
    columns = [
        ("Group", _MIDDLE),
        ("Policies", _MIDDLE),
        ("Micro-credentials", 18),
        ("Readings of public pages", _NARROW),
        *((VERDICT[verdict].capitalize(), 12) for verdict in verdicts),
        ("Requirements", 28),
        *_REACH,
        *_ACTING,
        ("All meet", 30),
        ("None meets", 30),
        ("None addresses", 46),
    ]
    rows = [
        row
        for name, policies, summary, _ in _summaries(comparison)
        for row in _summary_rows(comparison, (name, ", ".join(each or "none" for each in policies)), summary)
    ]
    return _sheet("Summary", columns, rows)


def _summary_rows(comparison: Comparison, head: tuple[str, str], summary: Summary) -> Iterator[Row]:
    """Yield a row for all that is required, one for what each component requires, and one for all that is desired."""
    verdicts = tuple(summary.verdicts.get(verdict, 0) for verdict in verdicts_of(comparison.gate))
    whole = summary.coverage
    together = (", ".join(names) or "none" for names in (summary.shared, summary.lacking, summary.unaddressed))
    counted = (summary.count, summary.readings, *verdicts)
    yield (*head, *counted, "All required", *_reached(whole), *_acting(whole), *together)
    nothing = (None,) * len(counted)
    for part in summary.components:
        title = f"{covered(comparison.edition, part).label}, required"
        yield (*head, *nothing, title, *_reached(part), *_acting(part), None, None, None)
    silent = (None,) * (len(ACTORS) + 3)
    yield (*head, *nothing, "All desired", *_reached(whole, whole.score.desired), *silent)


_TALLIED = (
    Status.NOT_MET,
    Status.PARTLY_MET,
    Status.UNSUPPORTED,
    Status.AWAITING_REVIEW,
    Status.NOT_STATED,
    Status.MET,
)


def _shortfalls(comparison: Comparison) -> Table:
    return _tallies(comparison, "Shortfalls", lambda summary: summary.shortfalls)


def _gaps(comparison: Comparison) -> Table:
    return _tallies(comparison, "Gaps", lambda summary: summary.gaps)


def _tallies(comparison: Comparison, title: str, of: Callable[[Summary], Sequence[Tally]]) -> Table:
    texts = _texts(comparison.edition)
    heads = (*(STATUS[status].capitalize() for status in _TALLIED), "Of")
    columns = [("Group", _MIDDLE), ("Requirement", 14), ("Text", 80), *((head, 13) for head in heads)]
    rows: list[Row] = [
        (
            *(name, each.requirement, texts.get(each.requirement, "")),
            *(*(each.of(status) for status in _TALLIED), each.applies),
        )
        for name, _, summary, _ in _summaries(comparison)
        for each in of(summary)
    ]
    return _sheet(title, columns, rows)


def _apart(comparison: Comparison) -> Table:
    texts = _texts(comparison.edition)
    columns = [
        ("Group", _MIDDLE),
        ("Micro-credential", _WIDE),
        ("Id", _WIDE),
        ("Alone", _NARROW),
        ("Requirement", 14),
        ("Text", _WIDEST),
    ]
    rows: list[Row] = [
        (name, entry.name, entry.id, how, requirement, texts.get(requirement, ""))
        for name, _, summary, entries in _summaries(comparison)
        for entry, apart in zip(entries, summary.apart, strict=False)
        for how, which in (
            ("meets", apart.alone_meets),
            ("addresses", apart.alone_addresses),
            ("fails", apart.alone_lacks),
            ("leaves out", apart.alone_leaves_out),
        )
        for requirement in which
    ]
    return _sheet("Apart", columns, rows)


def _texts(edition: Edition) -> Mapping[str, str]:
    """Return what each requirement asks: the text of a criterion, or of a group of alternatives."""
    groups = {group.id: group.text for sub in edition.subcomponents for group in sub.groups}
    return {**groups, **{criterion.id: criterion.text for criterion in edition.criteria}}


# --- micro-credentials ---------------------------------------------------------------------------


def _matrix(comparison: Comparison) -> Table:
    columns = [("Micro-credential", 30), ("Group", 14), *((str(gate).capitalize(), 13) for gate in Gate)]
    columns += [(f"{sub.id} {sub.title}", 14) for sub in comparison.edition.subcomponents]
    columns += [(f"{level}: {bound}", 13) for level in ("Required", "Desired") for bound in _BOUNDS]
    columns += [(head, 13) for head in ("Waived", "Met on unchecked claims", "State", "Policy")]
    columns += [(head, 13) for head in ("Fictional", "Reading of public pages", "Offers learning")]
    columns += [(head, _WIDE) for head in ("Id", "File", "SHA-256 of the profile")]
    return _sheet("Matrix", columns, [_matrix_row(group, entry) for group, entry in _listed(comparison)])


def _matrix_row(group: EntryGroup, entry: Entry) -> Row:
    return (
        *(entry.name, group.name),
        *(VERDICT[entry.verdicts[gate]] for gate in Gate),
        *(rating_badge(result.rating) for result in entry.subcomponents),
        *_reach(entry.score.required),
        *_reach(entry.score.desired),
        *(entry.score.required.waived, entry.unconfirmed, entry.state, entry.policy or "none"),
        *(_yes(entry.fictional), _yes(entry.is_reading), _yes(entry.offers_learning)),
        *(entry.id, entry.path, entry.sha256),
    )


def _choices(comparison: Comparison) -> Table:
    columns = [("Micro-credential", 30), ("Group", 14), *((CHOICES[choice], _WIDE) for choice in Choice)]
    rows: list[Row] = [
        (entry.name, group.name, *(facts_words(entry.facts[choice]) for choice in Choice))
        for group, entry in _listed(comparison)
    ]
    return _sheet("Facts", columns, rows)


# --- the ledger and the stacks -------------------------------------------------------------------


def _ledger(comparison: Comparison) -> Table:
    titles = {entry.id: entry.name for entry in comparison.entries}
    columns = [
        ("Micro-credential", 30),
        ("Kind", 13),
        ("What it is of", 30),
        ("Amount", _NARROW),
        ("Amount in words", _MIDDLE),
        ("Unit", _MIDDLE),
        ("State", _NARROW),
        ("Clock hours", _NARROW),
        ("Clock hours in words", _MIDDLE),
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
        *_amount(claim.amount, quoted=disputed),
        *(claim.unit_words, claim.state),
        *_amount(line.clock_hours or Amount()),
        *((rate.hours, f"policy {rate.policy}: {rate.source}") if rate else (None, "")),
        "; ".join(line.against),
        *(claim.standing, claim.choice, claim.recognizer, claim.for_whom, claim.counts_toward),
        *(claim.source, claim.of, claim.pointer),
    )


def _amount(amount: Amount, *, quoted: bool = False) -> tuple[float | None, str]:
    """Return an amount as a number, where it is a single one, and otherwise in words."""
    if amount.exact is not None:
        return amount.exact, ""
    return None, f"“{amount.words()}”" if quoted else amount.words()


def _stacks(comparison: Comparison) -> Table:
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
    for size in stack.size:
        yield *head, "size", "", size
    for before, after in stack.leads_to:
        yield *head, "order", after, f"needs “{before}” first"
    for trouble in stack.troubles:
        yield *head, "trouble", "", trouble
    for of, criterion, status, message in stack.findings:
        yield *head, f"finding {criterion}", of, f"{STATUS[status]}: {message}"


def _loop(loop: Sequence[str]) -> str:
    return f"prerequisites form a loop: {' → '.join((*loop, loop[0]))}"


def _evidence(first: Sequence[str], second: Sequence[str]) -> str:
    asked = (", ".join(only) or "nothing more" for only in (first, second))
    return f"only the first asks for: {next(asked)}; only the second asks for: {next(asked)}"
