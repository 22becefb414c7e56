"""What a profile says, as blocks: labels with values, and entries of one kind as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mcaudit.blocks import Block, Bullets, Column, Link, Paragraph, Piece, Table, Text, Tone, pieces, strong, words_of
from mcaudit.blocks import Fields as Labeled
from mcaudit.terms.answers import Answer
from mcaudit.terms.dossier import Cited
from mcaudit.terms.sentences import capitalized, clause, ended
from mcaudit.terms.values import Disagreement, Entries, Fields, Source, Value, Words

_COLUMNS = 5
"""More columns than this do not fit beside each other."""
_WIDEST = 42
_NARROWEST = 9
_SHEET = 116
"""Characters that fit on a line of paper."""
Row = tuple[str, Value]


def answer_blocks(answer: Answer) -> Iterator[Block]:
    """Yield what a profile answers to one subcomponent."""
    plain: list[tuple[str, Text]] = []
    tables: list[Block] = []
    for field in answer.fields:
        if table := tuple(_tables(field.label, field.value)):
            tables += table
            if field.remark or field.cited:
                tables.append(Paragraph(text=_below(field.remark, field.cited), tone=Tone.SMALL))
        else:
            remark = (f" ({field.remark})",) if field.remark else ()
            cited = (" (", *cited_pieces(field.cited), ")") if field.cited else ()
            plain.append((field.label, (*inline(field.value), *remark, *cited)))
    if answer.cited:
        plain.append(("Source of the whole answer", tuple(cited_pieces(answer.cited))))
    if plain:
        yield Labeled(caption="What the profile says", rows=tuple(plain))
    yield from tables
    for each in answer.conflicts:
        yield from disagreement(each)
    for criterion, reason in answer.claims:
        yield Paragraph(text=f"The provider says that {criterion} does not apply: {ended(reason)}")


def labeled(caption: str, rows: Iterable[Row]) -> Iterator[Block]:
    """Yield labels with values, and below them what stands better in tables."""
    plain: list[tuple[str, Text]] = []
    tables: list[Block] = []
    for label, value in rows:
        if table := tuple(_tables(label, value)):
            tables += table
        else:
            plain.append((label, inline(value)))
    if plain:
        yield Labeled(caption=caption, rows=tuple(plain))
    yield from tables


def disagreement(of: Disagreement) -> Iterator[Block]:
    """Yield what sources disagree about, and what each of them says."""
    field, says, note = of
    yield Paragraph(text=(strong(f"Sources disagree about {field}:"),))
    yield Bullets(items=tuple((*inline(said), " (", *cited_pieces((source,)), ")") for said, source in says))
    if note:
        yield Paragraph(text=note)


def cited_pieces(cited: Sequence[Cited]) -> Iterator[Piece]:
    """Yield citations: the number of each document, which leads to it, and the place in it."""
    for index, each in enumerate(dict.fromkeys(cited)):
        yield "; " if index else ""
        yield Link(f"D{each.number}", f"#document-{each.number}") if each.number else each.title
        yield f" {each.place}" if each.place else ""


def _below(remark: str, cited: Sequence[Cited]) -> tuple[Piece, ...]:
    if not cited:
        return (capitalized(ended(remark)),)
    return ("Source: ", *cited_pieces(cited), f". {capitalized(ended(remark))}" if remark else "")


# --- in a line -----------------------------------------------------------------------------------


def inline(value: Value) -> tuple[Piece, ...]:
    """Return a value in a line, in which no two marks of punctuation follow each other."""
    match value:
        case Words():
            return (Link(value.text, value.url) if value.url else value.text,)
        case Source():
            return ("(", *cited_pieces((value.cited,)), ")")
        case Entries():
            return _run(map(inline, value.items), ", " if value.runs_on else "; ")
        case Fields():
            parts = (
                inline(inner) if isinstance(inner, Source) else (f"{label}: ", *inline(inner))
                for label, inner in value.rows
            )
            return _run(parts, "; ")


def _run(parts: Iterable[tuple[Piece, ...]], mark: str) -> tuple[Piece, ...]:
    """Return parts one after the other, with a mark between them in place of the period that ends one."""
    found: list[Piece] = []
    for part in parts:
        if found:
            if isinstance(found[-1], str):
                found[-1] = clause(found[-1])
            found.append(" " if part[:1] == ("(",) else mark)
        found += part
    return tuple(found)


# --- in a table ----------------------------------------------------------------------------------


def _tables(label: str, value: Value) -> Iterator[Block]:
    """Yield a value as tables where it has several entries of one kind, or fields that have; nothing otherwise."""
    if isinstance(value, Entries):
        entries = [each for each in value.items if isinstance(each, Fields)]
        if len(entries) > 1 and len(entries) == len(value.items):
            yield _table(label, entries)
        elif len(value.items) > 1 and not value.runs_on:
            yield Paragraph(text=(strong(f"{label}:"),))
            yield Bullets(items=tuple(map(inline, value.items)))
        elif len(entries) == 1:
            yield from _tables(label, entries[0])
    elif isinstance(value, Fields):
        inner = [tuple(_tables(f"{label}, {part[:1].lower()}{part[1:]}", each)) for part, each in value.rows]
        if any(inner):
            rest = [row for row, table in zip(value.rows, inner, strict=True) if not table]
            if rest:
                yield Paragraph(text=(strong(f"{label}: "), *inline(Fields(tuple(rest)))))
            for table in inner:
                yield from table


def _table(label: str, entries: Sequence[Fields]) -> Block:
    """Return entries as rows: a rubric with its levels side by side, anything else with its fields."""
    if all(_levels(entry) for entry in entries):
        rows = [_leveled(entry) for entry in entries]
        heads = list(dict.fromkeys(head for row in rows for head in row))
        if len(heads) <= _COLUMNS + 1:
            return _filled(label, heads, rows)
    rows = [{name: inline(each) for name, each in entry.rows} for entry in entries]
    heads = list(dict.fromkeys(head for row in rows for head in row))
    if len(heads) > _COLUMNS or any(len(words_of(cell)) > _WIDEST * 12 for row in rows for cell in row.values()):
        listed = tuple(map(inline, entries))
        return Bullets(items=((strong(f"{label}:"), " ", *listed[0]), *listed[1:]))
    return _filled(label, heads, rows)


def _levels(entry: Fields) -> Entries | None:
    """Return the one list of an entry whose items are a name with one thing said of it, such as levels of a rubric."""
    lists = [each for _, each in entry.rows if isinstance(each, Entries) and len(each.items) > 1]
    if len(lists) != 1 or not all(isinstance(each, Fields) and len(each.rows) == 2 for each in lists[0].items):  # noqa: PLR2004
        return None
    return lists[0]


def _leveled(entry: Fields) -> dict[str, tuple[Piece, ...]]:
    """Return an entry by the heads of its columns: what is said once, and then each level."""
    levels = _levels(entry)
    row = {label: inline(each) for label, each in entry.rows if each is not levels}
    for level in levels.items if levels else ():
        if isinstance(level, Fields):
            row[words_of(inline(level.rows[0][1]))] = inline(level.rows[1][1])
    return row


def _filled(label: str, heads: Sequence[str], rows: Sequence[dict[str, tuple[Piece, ...]]]) -> Table:
    longest = [max(len(head), *(len(words_of(row.get(head, ""))) for row in rows)) for head in heads]
    widths = [min(max(each, _NARROWEST), _WIDEST) for each in longest]
    scale = min(1.0, _SHEET / sum(widths))
    return Table(
        caption=capitalized(label),
        columns=tuple(
            Column(head=head, width=max(int(width * scale), 1)) for head, width in zip(heads, widths, strict=True)
        ),
        rows=tuple(tuple(pieces(row.get(head, "")) for head in heads) for row in rows),
    )
