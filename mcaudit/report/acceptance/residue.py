"""What carries from one state's review to another, and what reviewers there must still decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain

from mcaudit.blocks import (
    Block,
    Bullets,
    Cell,
    Code,
    Document,
    Paragraph,
    Section,
    Table,
    Tone,
    name,
    separated,
    strong,
)
from mcaudit.model import Actor, Answer, Edition
from mcaudit.model.residue import Carried, Reopened, Residue, Residues, Why
from mcaudit.model.states import state_name
from mcaudit.report.parts import made_with, notes, sheet, table, workbook
from mcaudit.terms.decisions import ANSWERS
from mcaudit.terms.sentences import day_words
from mcaudit.terms.words import number

_FIRST: Mapping[Actor, str] = {
    Actor.PROVIDER: "The provider must answer them for this state first.",
    Actor.STATE: "The state must answer them first.",
    Actor.REVIEWERS: "",
    Actor.NOBODY: "",
}
"""What must happen before reviewers can decide; nothing where they can begin."""


def residue_report(found: Residues, *, in_short: bool = False) -> Document:
    """Return the report, with everybody who decided; in short, for a screen, of what carries only the answers."""
    carry = _answers if in_short else _carry
    return Document(
        kind=_kind_words(found),
        title=_title_words(found),
        about=found.edition.title,
        date=found.date,
        opening=tuple(_opening(found)),
        sections=tuple(
            section for index, each in enumerate(found.residues, 1) for section in _sections(found, each, index, carry)
        ),
    )


residue_in_short = partial(residue_report, in_short=True)


def _kind_words(found: Residues) -> str:
    """Return what the report is."""
    return "What would carry over" if found.is_what_if else "What carries over"


def _title_words(found: Residues) -> str:
    """Return the title: a what-if says so."""
    one = found.residues[0] if len(found.residues) == 1 else None
    ways = f"from {state_name(found.from_state)} to {state_name(found.to_state)}"
    what = one.title if one else number(len(found.residues), "micro-credential")
    return f"{what}: what {'would carry' if found.is_what_if else 'carries'} {ways}"


# --- the beginning -------------------------------------------------------------------------------


def _opening(found: Residues) -> Iterator[Block]:
    for each in found.residues:
        title = (strong(f"{each.title}: "),) if len(found.residues) > 1 else ()
        yield Paragraph(text=(*title, _glance(each)), tone=Tone.LEAD)
        if each.fictional:
            yield Paragraph(text="This micro-credential is fictional.", tone=Tone.NOTE)
    yield from notes(found.notices)


def _glance(each: Residue) -> str:
    """Return in a few sentences how many decisions count, and how many are left."""
    there, here = state_name(each.from_state), state_name(each.to_state)
    said = f"{there}’s reviewers have answered {number(each.decided, 'criterion')}."
    carried = f"{len(each.carry)} of these decisions"
    if each.adopted:
        said += f" {carried} {'counts' if len(each.carry) == 1 else 'count'} in {here}, which has adopted them."
    elif each.what_if:
        said += f" {carried} would count in {here}, which has not adopted them, so none counts today."
    else:
        said += f" None of these decisions counts in {here}, which has not adopted them."
    if not (each.adopted or each.what_if):
        said += " Use --adopt to see what would."
    left = f"Reviewers in {here} {'would decide' if each.what_if and not each.adopted else 'decide'} {len(each.open)}"
    spared = len(each.facts) + len(each.spared)
    return f"{said} {left}{f'; {spared} need no decision there' if spared else ''}."


# --- one micro-credential ------------------------------------------------------------------------


def _sections(
    found: Residues, each: Residue, index: int, carry: Callable[[Edition, Residue], Block]
) -> Iterator[Section]:
    here = state_name(each.to_state)
    would = each.what_if and not each.adopted
    of = f" ({each.title})" if len(found.residues) > 1 else ""
    if each.open:
        title = f"What reviewers in {here} {'would have to' if would else 'must'} decide{of}"
        blocks = (*_open(found.edition, each), *_worksheet(found, each))
        yield Section(title=title, anchor=f"open-{index}", blocks=blocks)
    if each.carry:
        title = f"What {'would carry' if would else 'carries'} over{of}"
        yield Section(title=title, anchor=f"carry-{index}", blocks=(carry(found.edition, each),))
    if each.facts or each.spared:
        blocks = tuple(_settled(found.edition, each))
        yield Section(title=f"What nobody needs to decide{of}", anchor=f"facts-{index}", blocks=blocks)
    if each.own:
        text = f"Reviewers in {here} have decided these themselves: {', '.join(each.own)}."
        yield Section(title=f"Decided in {here}{of}", anchor=f"own-{index}", blocks=(Paragraph(text=text),))


def _titles(edition: Edition) -> Mapping[str, str]:
    return {criterion.id: criterion.title for criterion in edition.criteria}


def _open(edition: Edition, each: Residue) -> Iterator[Block]:
    """Yield what is open under the reason why it is, and who must act before reviewers can."""
    for why in dict.fromkeys((one.why, one.first) for one in each.open):
        same = [one for one in each.open if (one.why, one.first) == why]
        before = _FIRST[same[0].first] if same[0].first else ""
        yield Paragraph(text=" ".join(filter(None, (why_words(same[0], each), before))))
        yield _list(edition, (one.criterion for one in same))


def _list(edition: Edition, criteria: Iterable[str]) -> Bullets:
    """Return criteria with their titles; those of one group are one item, because any one of them is enough."""
    titles = _titles(edition)
    groups = {criterion.id: criterion.group or criterion.id for criterion in edition.criteria}
    together: dict[str, list[str]] = {}
    for one in criteria:
        together.setdefault(groups[one], []).append(one)
    items = []
    for names in together.values():
        named = separated(((name(one), f" {titles[one]}") for one in names), "; ")
        items.append((*(["Any one of: "] if len(names) > 1 else []), *named))
    return Bullets(items=tuple(items))


def why_words(one: Reopened, of: Residue, *, several: bool = True) -> str:
    """Return why reviewers must decide some criteria, or one of them, as a sentence."""
    there, here = state_name(of.from_state), state_name(of.to_state)
    these, them, were, depend = ("these", "them", "were", "depend") if several else ("this", "it", "was", "depends")
    facts = "these facts" if several else "this fact"
    return {
        Why.BOUND: f"{these.capitalize()} {depend} on the state, so only {here} can decide {them}.",
        Why.NOT_ADOPTED: f"{here} has not adopted {there}’s decisions on {these}.",
        Why.STALE: f"What {these} {were} decided on has changed since.",
        Why.PARTY: f"A reviewer of {these} works for a party to this micro-credential.",
        Why.TOO_OLD: f"{these.capitalize()} {were} decided longer ago than {here} accepts.",
        Why.SETTLED_THERE: f"{there}’s reviewers disagreed on {these}; {here} has not adopted how that was settled.",
        Why.QUORUM: f"Too few of {there}’s reviewers have decided {these}.",
        Why.NEVER_DECIDED: f"{there}’s reviewers have not decided {these}.",
        Why.REQUIRED_HERE_ONLY: f"Only {here} requires {these}.",
        Why.CONFIRM_FACTS: f"{here} asks reviewers to check {facts}, and nobody has.",
    }[one.why]


def _carry(edition: Edition, each: Residue) -> Table:
    titles, there = _titles(edition), state_name(each.from_state)
    heads = (("Criterion", 10), ("Title", 30), ("Answer", 12), (f"Decided for {there} by", 34), ("On", 22))
    rows = tuple((name(one.criterion), titles[one.criterion], *_carried_words(one)) for one in each.carry)
    return table(number(len(rows), "decision"), heads, rows, name="Carries")


def _carried_words(one: Carried) -> tuple[str, str, str]:
    """Return the answer, who decided it, and when, in words."""
    return ANSWERS[one.answer], ", ".join(one.by), ", ".join(map(day_words, one.dates))


def _answers(edition: Edition, each: Residue) -> Bullets:
    """Return which answers carry, and of which criteria."""
    by_answer: dict[Answer, list[str]] = {}
    for one in each.carry:
        by_answer.setdefault(one.answer, []).append(one.criterion)
    items = tuple(f"{ANSWERS[answer]}: {', '.join(names)}" for answer, names in by_answer.items())
    return Bullets(items=items)


def _settled(edition: Edition, each: Residue) -> Iterator[Block]:
    if each.facts:
        yield Paragraph(text=f"Facts or the policy of {state_name(each.to_state)} settle these:")
        yield _list(edition, each.facts)
    if each.spared:
        yield Paragraph(text="For these, another criterion of their group is enough:")
        titles = _titles(edition)
        yield Bullets(items=tuple((name(one), f" {titles[one]}") for one in each.spared))


def _worksheet(found: Residues, each: Residue) -> Iterator[Block]:
    """Yield the command that makes a worksheet for what is open."""
    if found.policy:
        text = (
            "This command makes a worksheet for them; with worksheet.xlsx it is a workbook. Make one for each reviewer:"
        )
        yield Paragraph(text=text)
        only = ",".join(one.criterion for one in each.open)
        lines = (
            f"mcaudit review worksheet {each.path} --policy {found.policy}",
            f"  --only {only}",
            '  --name "…" --affiliation "…" -o worksheet.html',
        )
        yield Code(text=" \\\n".join(lines), ascii=" \\\n".join(lines).replace("…", "..."))


# --- as a workbook -------------------------------------------------------------------------------

_HEADS = (
    *(("Micro-credential", 36), ("Criterion", 10), ("Title", 34), ("What becomes of it", 24), ("Why", 56)),
    *(("First", 44), ("Answer", 14), ("Decided by", 34), ("Decided on", 24)),
)


def residue_workbook(found: Residues) -> Document:
    """Return the report as a workbook: what it is, and every criterion."""
    tables = (_about(found), _criteria(found))
    return workbook(_kind_words(found), _title_words(found), found.edition, found.date, tables)


def _about(found: Residues) -> Table:
    rows = (
        ("Says", _title_words(found)),
        *((each.title, _glance(each)) for each in found.residues),
        *(("Fictional", each.title) for each in found.residues if each.fictional),
        *(("Note", text) for text in found.notices),
        ("Date", found.date),
        ("Against", f"{found.edition.title} ({found.edition.id})"),
        *made_with(found.edition, found.policies),
    )
    return sheet("About", (("About this table", 34), ("What it says", 100)), rows)


def _criteria(found: Residues) -> Table:
    order = {criterion.id: (at, criterion.title) for at, criterion in enumerate(found.edition.criteria)}
    rows: list[tuple[Cell, ...]] = []
    for each in found.residues:
        mine = sorted(_rows(each), key=lambda row: order[row[0]][0])
        rows += ((each.title, one, order[one][1], *rest) for one, *rest in mine)
    return sheet("Criteria", _HEADS, rows)


def _rows(each: Residue) -> Iterator[tuple[str, ...]]:
    """Yield a row for each criterion that anybody has decided, or has to."""
    would = each.what_if and not each.adopted
    nothing = ("", "", "")
    for left in each.open:
        said = "reviewers would have to decide" if would else "reviewers must decide"
        yield (
            left.criterion,
            said,
            why_words(left, each, several=False),
            _FIRST[left.first] if left.first else "",
            *nothing,
        )
    for one in each.carry:
        yield (one.criterion, "would carry over" if would else "carries over", "", "", *_carried_words(one))
    for id in chain(each.facts, each.spared):
        why = "Facts or the policy settle it." if id in each.facts else "Another criterion of its group is enough."
        yield (id, "needs no decision", why, "", *nothing)
    for id in each.own:
        yield (id, "decided here already", "", "", *nothing)
