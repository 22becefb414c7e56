"""A map of acceptance as a document: the answers on one page, then each answer with its rule, source, and reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from mcaudit.blocks import (
    Block,
    Bullets,
    Document,
    Fields,
    Group,
    Paragraph,
    Section,
    Shape,
    Table,
    Text,
    Tone,
    hash_of,
    strong,
)
from mcaudit.model.acceptance import Acceptance, Answer, Candidacy, Cell
from mcaudit.model.states import state_name
from mcaudit.report.acceptance.explained import cell_group, rule_group
from mcaudit.report.acceptance.fixes import PROVISO, effect_blocks, fixes_blocks
from mcaudit.report.acceptance.grid import MOST_IN_FULL, map_sections, silent_states, together
from mcaudit.report.acceptance.words import (
    ANSWERS,
    MEANINGS,
    OLD_MONTHS,
    PURPOSES,
    UNCHECKED,
    answer_badge,
    cell_title,
    gives_words,
    months_between,
    profile_could_say,
    remarks,
    why,
)
from mcaudit.report.parts import notes, table
from mcaudit.terms.sentences import day_words
from mcaudit.terms.words import number
from mcaudit.version import __version__

_MOST_ON_SCREEN = 3
"""Up to so many names of states stand in a sentence."""
_HINT = "Use --explain STATE:PURPOSE for one answer in full, and -o map.html, .pdf, .xlsx, or .csv for all of them."


def acceptance_report(acceptance: Acceptance) -> Document:
    """Return the whole map."""
    full = len(acceptance.candidates) <= MOST_IN_FULL
    reasons = _reasons(acceptance) if full else ()
    opens = _opens(acceptance, one_by_one=full)
    return _document(acceptance, (*map_sections(acceptance), *opens, *reasons, _reading(acceptance)))


def _opens(acceptance: Acceptance, *, one_by_one: bool) -> tuple[Section, ...]:
    """Return what would open the answers, where that was asked for; also one by one if there are few."""
    if not acceptance.has_fixes:
        return ()
    mine = acceptance.candidates if one_by_one else ()
    blocks = (*(block for each in mine for block in fixes_blocks(acceptance, each)), *effect_blocks(acceptance))
    if not blocks:
        return ()
    return (Section(title="What would open it", anchor="opens", blocks=(Paragraph(text=PROVISO), *blocks)),)


def acceptance_in_short(acceptance: Acceptance) -> Document:
    """Return the map for a screen: what states said, and which have not said anything."""
    few = len(acceptance.candidates) <= _MOST_ON_SCREEN
    if few:
        sections = tuple(_listed(acceptance, index, each) for index, each in enumerate(acceptance.candidates, start=1))
    else:
        sections = (together(acceptance),)
    hint = Section(title="More", anchor="more", blocks=(Paragraph(text=_HINT),))
    return _document(acceptance, (*sections, *_opens(acceptance, one_by_one=few), hint))


def _document(acceptance: Acceptance, sections: Sequence[Section]) -> Document:
    one = len(acceptance.candidates) == 1
    title = acceptance.candidates[0].title if one else number(len(acceptance.candidates), "micro-credential")
    return Document(
        kind="Where it counts" if one else "Where they count",
        title=title,
        about=acceptance.edition.title,
        date=acceptance.date,
        opening=tuple(_opening(acceptance)),
        sections=tuple(sections),
        is_wide=True,
    )


# --- the beginning -------------------------------------------------------------------------------


def _opening(acceptance: Acceptance) -> Iterator[Block]:
    yield Paragraph(text=glance(acceptance), tone=Tone.LEAD)
    if words := _none_yet(acceptance):
        yield Paragraph(text=words)
    cells = (cell for each in acceptance.candidates for cell in each.cells if cell.answer is Answer.ACCEPTED)
    if claims := sum(bool(cell.paths[0].on_claims) for cell in cells):
        yield Paragraph(text=f"{number(claims, 'acceptance')} {'rests' if claims == 1 else 'rest'} {UNCHECKED}.")
    yield from notes(remarks(acceptance))


def glance(acceptance: Acceptance) -> str:
    """Return in a sentence how many answers are of which kind."""
    cells = [cell for each in acceptance.candidates for cell in each.cells]
    counts = Counter(cell.answer for cell in cells)
    totals = ", ".join(f"{counts[each]} {ANSWERS[each]}" for each in Answer if counts[each])
    asked = f"{number(len(acceptance.states), 'state')} and {number(len(acceptance.purposes), 'purpose')}"
    return f"{number(len(cells), 'answer')} from {asked}, on {day_words(acceptance.date)}: {totals}."


def _none_yet(acceptance: Acceptance) -> str:
    """Return, where nothing is accepted, who could still change that; empty where something is, or nothing is open."""
    cells = [cell for each in acceptance.candidates for cell in each.cells]
    undecided = [cell for cell in cells if cell.answer is Answer.UNDECIDED]
    if not undecided or any(cell.answer is Answer.ACCEPTED for cell in cells):
        return ""
    silent = sum(map(profile_could_say, undecided))
    delegated = sum(cell.answer is Answer.DELEGATED for cell in cells)
    said = sum(cell.answer is not Answer.SILENT for cell in cells)
    waiting = {
        "the provider could still say more": silent,
        "only the state can decide": len(undecided) - silent,
        "the state lets somebody else decide": delegated,
    }
    listed = "; ".join(f"in {count}, {what}" for what, count in waiting.items() if count)
    return f"Nothing is accepted yet, but {len(undecided) + delegated} of {said} answers are open: {listed}."


# --- one after the other -------------------------------------------------------------------------


def _listed(acceptance: Acceptance, index: int, candidate: Candidacy) -> Section:
    """Return what each state said about a micro-credential."""
    by_state: dict[str, list[tuple[str, Text]]] = {}
    for cell in candidate.cells:
        if cell.answer is not Answer.SILENT:
            said = (answer_badge(cell.answer), f": {_short(acceptance, cell)}")
            by_state.setdefault(cell.state, []).append((PURPOSES[cell.purpose], said))
    groups = tuple(
        Group(title=state_name(state), blocks=(Fields(rows=tuple(rows)),), shape=Shape.PLAIN)
        for state, rows in by_state.items()
    )
    title = candidate.title if len(acceptance.candidates) > 1 else "Where it counts"
    return Section(title=title, anchor=f"mc-{index}", blocks=(*groups, *silent_states(acceptance, candidate.cells)))


def _short(acceptance: Acceptance, cell: Cell) -> str:
    rule = acceptance.rule(cell, cell.paths[0])
    if cell.answer is Answer.ACCEPTED:
        claims = " (on claims)" if cell.paths[0].on_claims else ""
        return f"{gives_words(rule) or why(acceptance, cell)}{claims}"
    gives = gives_words(rule) if cell.answer is Answer.DELEGATED else ""
    return f"{why(acceptance, cell)} If so, it gives {gives}." if gives else why(acceptance, cell)


def _reasons(acceptance: Acceptance) -> Iterator[Section]:
    """Yield why each answer is what it is: in full for one micro-credential, in a line for each of several."""
    one = len(acceptance.candidates) == 1
    for index, each in enumerate(acceptance.candidates, start=1):
        said = [cell for cell in each.cells if cell.paths and (one or cell.answer is not Answer.SILENT)]
        if said:
            blocks = tuple(cell_group(acceptance, each, cell) if one else _card(acceptance, cell) for cell in said)
            yield Section(title="Reasons" if one else f"Reasons: {each.title}", anchor=f"mc-{index}", blocks=blocks)
    if not one:
        yield from _rules(acceptance)


def _card(acceptance: Acceptance, cell: Cell) -> Group:
    answer = answer_badge(cell.answer)
    return Group(
        title=(f"{cell_title(cell)}: ", answer),
        blocks=(Paragraph(text=_short(acceptance, cell)),),
        level=3,
        shape=Shape.ITEM,
        look=answer.look,
    )


def _rules(acceptance: Acceptance) -> Iterator[Section]:
    """Yield each state's rules once, with their sources, however many micro-credentials they decide."""
    groups: dict[tuple[str, str, str], Group] = {}
    for cell in (cell for each in acceptance.candidates for cell in each.cells):
        for path in cell.paths:
            rule = acceptance.rule(cell, path)
            groups.setdefault((cell.state, cell.purpose, rule.text), rule_group(acceptance, cell, rule))
    if groups:
        hint = Paragraph(text="A map of one micro-credential, and a workbook, show each condition of a rule.")
        yield Section(title="The states’ rules", anchor="rules", blocks=(hint, *groups.values()))


# --- how to read it ------------------------------------------------------------------------------

READING = (
    (
        "Each answer follows from the state's own rules on this day, as far as we know them. What a union, a vendor, "
        "or another state says is never a rule here."
    ),
    "What depends on the educator is listed, and not decided.",
    "The same hours or points may not count for two purposes at once. A state's rule says whether they do.",
)
"""What a reader should know about a map."""


def _reading(acceptance: Acceptance) -> Section:
    terms = (((strong(f"{ANSWERS[each].capitalize()}:"), f" {MEANINGS[each]}")) for each in Answer)
    heads = (("Micro-credential", 30), ("Profile", 28), ("SHA-256", 34))
    rows = ((each.title, each.id, hash_of(each.sha256)) for each in acceptance.candidates)
    repeated: tuple[tuple[str, Text], ...] = (
        ("Program", f"mcaudit {__version__}"),
        ("Date", day_words(acceptance.date)),
        ("Edition", (f"{acceptance.edition.id}, SHA-256 ", hash_of(acceptance.edition.sha256))),
    )
    return Section(
        title="How to read and repeat this",
        anchor="reading",
        blocks=(
            Bullets(items=tuple(terms)),
            *(Paragraph(text=text) for text in READING),
            Fields(caption="What it takes to repeat this", rows=repeated),
            _policies(acceptance),
            table("The profiles", heads, rows),
        ),
    )


def _policies(acceptance: Acceptance) -> Table:
    """Return the policies, with when their newest source was read."""
    mine = [acceptance.policies[state] for state in acceptance.states if state in acceptance.policies]
    rows = []
    for policy in mine:
        seen = max((source.seen for source in policy.sources), default="")
        months = months_between(seen, acceptance.date) if seen else 0
        old = f", {months} months before" if months >= OLD_MONTHS else ""
        rows.append((policy.title, policy.id, f"{seen}{old}", hash_of(policy.sha256)))
    heads = (("State", 16), ("Policy", 16), ("Sources last read", 20), ("SHA-256", 34))
    return table("The policies", heads, rows)
