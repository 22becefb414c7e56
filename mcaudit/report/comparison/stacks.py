"""Stacks that descriptions name, prerequisites that form a loop, and micro-credentials that are nearly the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mcaudit.blocks import Block, Bullets, Cell, Group, Heading, Paragraph, Table, Tone
from mcaudit.model.comparison import Comparison
from mcaudit.model.stacks import Lookalike, Stack
from mcaudit.report.comparison.words import AT_FIRST, MANY
from mcaudit.report.parts import sheet, table
from mcaudit.terms.words import STATUS, number


def stack_blocks(comparison: Comparison) -> Iterator[Block]:
    """Yield each stack as a list, and what needs a look across stacks."""
    names = {entry.id: entry.name for entry in comparison.entries}
    if not comparison.stacks:
        yield Paragraph(text="No description names a stack.")
    is_long = len(comparison.entries) > MANY
    if is_long and comparison.stacks:
        yield _listed(comparison.stacks)
    for stack in () if is_long else comparison.stacks:
        yield Group(title=_title(stack), blocks=tuple(_stack(stack, names)))
    yield from troubles(comparison)
    if comparison.lookalikes:
        yield Heading(text="Nearly the same, but with different evidence")
        yield _pairs(comparison.lookalikes[:AT_FIRST] if is_long else comparison.lookalikes, names)


def _listed(stacks: Sequence[Stack]) -> Table:
    """Return the stacks of thousands of micro-credentials, the largest first."""
    heads = (("Stack", 40), ("Members that are named", 14), ("Of those, compared here", 14), ("Needs a look", 14))
    largest = sorted(stacks, key=lambda stack: -len(stack.members))[:AT_FIRST]
    rows = (
        (_title(stack), len(stack.members), sum(bool(each.entry) for each in stack.members), len(stack.troubles))
        for stack in largest
    )
    return table(f"The {number(len(largest), 'largest stack')} of {len(stacks):,}", heads, rows, numbers=3)


def troubles(comparison: Comparison) -> Iterator[Block]:
    """Yield prerequisites that lead back to where they began."""
    if comparison.loops:
        yield Paragraph(text="Prerequisites that form a loop", tone=Tone.LABEL)
        yield Bullets(items=tuple(f"{', then '.join(loop)}, then {loop[0]} again" for loop in comparison.loops))


def _title(stack: Stack) -> str:
    return f"{stack.name} ({' and '.join(stack.standing)})" if stack.standing else stack.name


def _stack(stack: Stack, names: Mapping[str, str]) -> Iterator[Block]:
    if stack.size:
        yield Paragraph(text=f"The pages say: {'; '.join(stack.size)}.")
    members = tuple(
        f"{names.get(member.entry, member.title)}: {'compared here' if member.entry else 'not compared here'}; "
        f"named by {', '.join(member.named_by)}"
        for member in stack.members
    )
    order = tuple(f"{before} must be earned before {after}" for before, after in stack.leads_to)
    if members or order:
        yield Bullets(items=(*members, *order))
    if stack.troubles:
        yield Paragraph(text="Needs a look", tone=Tone.LABEL)
        yield Bullets(items=stack.troubles)
    if stack.findings:
        heads = (("Micro-credential", 30), ("Criterion", 10), ("Status", 16), ("Finding", 60))
        rows = ((names.get(of, of), name, STATUS[status], message) for of, name, status, message in stack.findings)
        yield table(f"What the audits say about {stack.name or 'this stack'}", heads, rows)


def _pairs(pairs: Sequence[Lookalike], names: Mapping[str, str]) -> Table:
    heads = (
        *(("First", 30), ("Second", 30), ("Similar", 9)),
        *(("Only the first asks for", 30), ("Only the second asks for", 30)),
    )
    rows = (
        (
            *(names.get(pair.first, pair.first), names.get(pair.second, pair.second), f"{pair.likeness:.0%}"),
            *("; ".join(only) or "nothing more" for only in (pair.only_first, pair.only_second)),
        )
        for pair in pairs
    )
    return table("Pairs, the most similar titles or competencies first", heads, rows)


# --- the sheet of a workbook ---------------------------------------------------------------------


def stacks_sheet(comparison: Comparison) -> Table:
    """Return every part of a stack, every loop of prerequisites, and every pair that is nearly the same."""
    rows: list[tuple[Cell, ...]] = [row for stack in comparison.stacks for row in _parts(stack)]
    rows += [
        ("", "", "loop", loop[0], f"prerequisites form a loop: {' → '.join((*loop, loop[0]))}")
        for loop in comparison.loops
    ]
    for pair in comparison.lookalikes:
        first, second = (", ".join(only) or "nothing more" for only in (pair.only_first, pair.only_second))
        asked = f"only the first asks for: {first}; only the second asks for: {second}"
        rows.append(("", "", "nearly the same", f"{pair.first} and {pair.second}", asked))
    heads = (("Stack", 36), ("Standing", 17), ("Kind", 20), ("Micro-credential", 36), ("Says", 80))
    return sheet("Stacks", heads, rows)


def _parts(stack: Stack) -> Iterator[tuple[Cell, ...]]:
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
