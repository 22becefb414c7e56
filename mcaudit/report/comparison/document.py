"""A comparison as a document: what a reader can use, and what each description addresses and meets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mcaudit.blocks import (
    Block,
    Bullets,
    Document,
    Fields,
    Paragraph,
    Section,
    Tone,
    hash_of,
    strong,
)
from mcaudit.model.comparison import Comparison
from mcaudit.report.comparison.columns import listed
from mcaudit.report.comparison.common import common_blocks
from mcaudit.report.comparison.find import find_blocks, list_blocks
from mcaudit.report.comparison.ledger import contradictions, ledger_blocks
from mcaudit.report.comparison.scores import group_blocks, rating_blocks, score_blocks
from mcaudit.report.comparison.stacks import stack_blocks, troubles
from mcaudit.report.comparison.words import MANY, failed
from mcaudit.report.parts import notes, repeated_by, table
from mcaudit.terms.sentences import day_words
from mcaudit.terms.words import number

_MOST_ON_PAPER, _MOST_ON_SCREEN = 120, 40
"""Up to this many micro-credentials are shown one by one; with more, only their totals."""
_HINT = (
    "Use -o comparison.html, .pdf, .md, or .xlsx for the components, ratings, claims, and stacks of each "
    "micro-credential."
)


def comparison_report(comparison: Comparison) -> Document:
    """Return the whole comparison; of thousands of micro-credentials, what is short of each, and the totals."""
    is_whole = len(comparison.entries) <= MANY
    return _document(comparison, tuple(_sections(comparison, is_whole=is_whole, is_found=True)))


def comparison_on_paper(comparison: Comparison) -> Document:
    """Return the comparison for paper: for many micro-credentials, only their totals."""
    is_whole = len(comparison.entries) <= _MOST_ON_PAPER
    return _document(comparison, tuple(_sections(comparison, is_whole=is_whole, is_found=is_whole)))


def comparison_in_short(comparison: Comparison) -> Document:
    """Return the comparison for a screen: the key facts, the scores, and what needs a look."""
    is_whole = len(comparison.entries) <= _MOST_ON_SCREEN
    attention = (*contradictions(comparison), *troubles(comparison))
    sections = (
        *([_found(comparison)] if is_whole else []),
        *_together(comparison),
        *([Section(title="Needs a look", anchor="look", blocks=attention)] if attention else []),
        Section(title="Everything else", anchor="rest", blocks=(Paragraph(text=_HINT),)),
    )
    return _document(comparison, sections)


def _document(comparison: Comparison, sections: tuple[Section, ...]) -> Document:
    return Document(
        kind="Comparison",
        title=f"{number(len(comparison.entries), 'micro-credential')} by {comparison.by}",
        about=comparison.edition.title,
        date=comparison.date,
        opening=tuple(_opening(comparison)),
        sections=sections,
        is_wide=True,
    )


# --- the beginning -------------------------------------------------------------------------------


def _opening(comparison: Comparison) -> Iterator[Block]:
    edition = comparison.edition
    yield Paragraph(text=glance(comparison), tone=Tone.LEAD)
    yield from notes(comparison.notices)
    yield Fields(
        caption="With which criteria, under which policies, and when",
        rows=(
            ("Criteria", f"{edition.title} ({edition.publisher}, {edition.published})"),
            ("Policies", comparison.under),
            ("Date", day_words(comparison.date)),
        ),
    )


def glance(comparison: Comparison) -> str:
    """Return in two sentences how much is addressed and met, from the least to the most."""
    counts = [entry.score.required for entry in comparison.counted]
    totals, addressed = [each.total for each in counts], [each.addressed for each in counts]
    fails = sum(map(failed, counts))
    contradicted = (
        f"{number(fails, 'requirement')} of all are contradicted or only partly met"
        if fails
        else "No requirement is contradicted"
    )
    return (
        f"The {number(len(counts), 'micro-credential')} address {_span(addressed)} of the {_span(totals)} requirements "
        f"that apply to each. {_span([each.floor for each in counts])} are met today. {contradicted}."
    )


def _span(numbers: list[int]) -> str:
    low, high = min(numbers), max(numbers)
    return str(low) if low == high else f"{low} to {high}"


# --- sections ------------------------------------------------------------------------------------


def _sections(comparison: Comparison, *, is_whole: bool, is_found: bool) -> Iterator[Section]:
    if not is_whole:
        yield _left_out(comparison, is_found=is_found)
    if is_found:
        yield _found(comparison)
    if is_whole:
        yield _section("What is addressed and met", "scores", score_blocks(comparison))
    yield from _together(comparison)
    yield _section("What they share, and what is left", "common", common_blocks(comparison))
    if is_whole:
        yield _section("Ratings of the subcomponents", "ratings", rating_blocks(comparison))
    yield _section("Hours, credits, and money", "ledger", ledger_blocks(comparison, is_whole=is_whole))
    yield _section("Stacks", "stacks", stack_blocks(comparison))
    yield _section("How to read and repeat this", "reading", _reading(comparison, is_whole=is_whole or not is_found))


def _section(title: str, anchor: str, blocks: Iterator[Block]) -> Section:
    return Section(title=title, anchor=anchor, blocks=tuple(blocks))


def _found(comparison: Comparison) -> Section:
    blocks_of = find_blocks if len(comparison.entries) <= MANY else list_blocks
    blocks = blocks_of(listed(comparison), comparison.links, comparison.gate)
    return Section(title="What you can use, and what it takes", anchor="find", blocks=blocks)


def _together(comparison: Comparison) -> Iterator[Section]:
    if blocks := tuple(group_blocks(comparison)):
        yield Section(title=f"Each {comparison.by} together", anchor="together", blocks=blocks)


def _left_out(comparison: Comparison, *, is_found: bool) -> Section:
    has = "hours, cost, and scores of each, " if is_found else ""
    media = "as a workbook or as CSV (-o comparison.xlsx, -o comparison.csv)"
    if not is_found:
        media = "as HTML or as a workbook (-o comparison.html, -o comparison.xlsx)"
    text = (
        f"With {number(len(comparison.entries), 'micro-credential')}, this document has {has}the totals of each "
        f"{comparison.by}, the contradictions, and the stacks. For each micro-credential, write the same comparison "
        f"{media}."
    )
    return Section(title="What this document leaves out", anchor="left-out", blocks=(Paragraph(text=text),))


# --- how to read and repeat it -------------------------------------------------------------------

READING: Mapping[str, str] = {
    "Addressed": (
        "Everything that a description says anything about. What is not addressed is not contradicted, and may exist "
        "anyway: we can only judge what was described."
    ),
    "Met": "On facts means claimed and cited. Nobody has checked that the documents say so.",
    "At least, at most": (
        "How many requirements are met today, and how many if every one that awaits review or lacks support turns out "
        "met. “Of” is how many apply and are not waived. Required and desired requirements are never added together."
    ),
    "Ratings": (
        "Exemplary and good: everything required is met. Developing: something is met or partly met. Not met: "
        "something is contradicted. Waiting, unsupported, and not addressed say what is left to do. "
        "Colors repeat the words."
    ),
    "To act": "How many requirements wait for the provider, for reviewers, or for the state.",
    "Clock hours": (
        "An amount is given in clock hours where it is one, or where a state’s policy says how many one of its unit "
        "is; who says so is beside it. Nothing is converted in two steps, and a unit that is not on the list only by "
        "its own name."
    ),
    "Contradictions": (
        "What contradicts a claim, in the same description or by a state’s rate, and where providers name different "
        "amounts. Two micro-credentials may differ and both be right: this comparison does not decide."
    ),
    "Not stated": "The description says nothing about it. Nothing is added that it does not say.",
    "Reading of public pages": (
        "Somebody read the pages; no provider submitted the description. The provider may do more than its pages say. "
        "This comparison shows no verdict on it."
    ),
}
"""How to read a comparison: each term, and what it means."""


def _reading(comparison: Comparison, *, is_whole: bool) -> Iterator[Block]:
    yield Bullets(items=tuple((strong(f"{term}:"), f" {meaning}") for term, meaning in READING.items()))
    command = f"mcaudit compare --by {comparison.by} --gate {comparison.gate} --date {comparison.date}"
    yield repeated_by(command, comparison.edition, comparison.policies.values())
    if is_whole:
        heads = (("Micro-credential", 30), ("Profile", 28), ("File", 34), ("SHA-256", 34))
        rows = ((each.name, each.id, each.path, hash_of(each.sha256)) for each in comparison.entries)
        yield table("The profiles that were compared", heads, rows)
