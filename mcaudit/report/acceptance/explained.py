"""One cell of a map in full: the rule, its source, each condition with its reason, and what depends on the educator."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from mcaudit.blocks import (
    Block,
    Bullets,
    Document,
    Fields,
    Group,
    Link,
    Paragraph,
    Section,
    Shape,
    Table,
    Text,
    Tone,
    dim,
)
from mcaudit.model import Policy
from mcaudit.model.acceptance import Acceptance, Candidacy, Cell, Condition, Path
from mcaudit.model.purposes import EducatorNeed, Holder, Purpose
from mcaudit.report.acceptance.fixes import cell_fixes
from mcaudit.report.acceptance.words import (
    HOLDERS,
    HOLDS,
    RESTS,
    UNCHECKED,
    age_words,
    answer_badge,
    cell_title,
    condition_place,
    gives_words,
    path_why,
    place_words,
    remarks,
    source_of,
    why,
)
from mcaudit.report.parts import table
from mcaudit.terms.sentences import clause, day_words, ended
from mcaudit.terms.words import number

_HEADS = (("Condition", 26), ("Answer", 6), ("Why", 34), ("Who says so", 28))


def explanation(acceptance: Acceptance, *, on_screen: bool = False) -> Document:
    """Return every cell that was asked about in full, for each micro-credential; on a screen, with places in files."""
    several = len(acceptance.asked) > 1
    first = acceptance.candidates[0].cells[0]
    what = f"{number(len(acceptance.asked), 'cell')}" if several else cell_title(first)
    one = len(acceptance.candidates) == 1
    title = acceptance.candidates[0].title if one else number(len(acceptance.candidates), "micro-credential")
    return Document(
        kind="Acceptance explained",
        title=f"{title}: {what}",
        about=acceptance.edition.title,
        date=acceptance.date,
        opening=tuple(Paragraph(text=f"{notice}.", tone=Tone.NOTE) for notice in remarks(acceptance)),
        sections=tuple(
            Section(
                title="Why" if one else candidate.title,
                anchor=f"mc-{index}",
                blocks=tuple(
                    cell_group(acceptance, candidate, cell, on_screen=on_screen, fixes=acceptance.has_fixes)
                    for cell in candidate.cells
                ),
            )
            for index, candidate in enumerate(acceptance.candidates, start=1)
        ),
    )


explanation_on_screen = partial(explanation, on_screen=True)


def cell_group(
    acceptance: Acceptance, candidate: Candidacy, cell: Cell, *, on_screen: bool = False, fixes: bool = False
) -> Group:
    """Return a cell in full; places in the profile's file are for a screen only."""
    opens = tuple(cell_fixes(acceptance, cell)) if fixes and cell.paths else ()
    answer = answer_badge(cell.answer)
    return Group(
        title=(f"{cell_title(cell)}: ", answer),
        blocks=(*_blocks(acceptance, candidate, cell, on_screen=on_screen), *opens),
        level=3,
        look=answer.look,
    )


def _blocks(acceptance: Acceptance, candidate: Candidacy, cell: Cell, *, on_screen: bool) -> Iterator[Block]:
    yield Paragraph(text=why(acceptance, cell))
    if not cell.paths:
        return
    policy = acceptance.policies[cell.state]
    first, *others = cell.paths
    yield from _path(acceptance, candidate, policy, acceptance.rule(cell, first), first, on_screen=on_screen)
    for path in others:
        rule = acceptance.rule(cell, path)
        yield Group(
            title=("Another rule: ", answer_badge(path.answer)),
            blocks=(
                Paragraph(text=path_why(rule, path)),
                *_path(acceptance, candidate, policy, rule, path, on_screen=on_screen),
            ),
            level=4,
        )


def _path(
    acceptance: Acceptance, candidate: Candidacy, policy: Policy, rule: Purpose, path: Path, *, on_screen: bool
) -> Iterator[Block]:
    yield Fields(caption="The rule", rows=tuple(_rows(acceptance, policy, rule)))
    if path.conditions:
        yield _conditions(candidate, policy, path, on_screen=on_screen)
    if path.on_claims:
        yield Paragraph(text=f"This rests {UNCHECKED}: open the cited documents before you rely on it.", tone=Tone.NOTE)
    yield from _of_educator(rule)
    if path.disputes:
        yield Paragraph(
            text=f"Sources of the policy disagree about {'; '.join(map(clause, path.disputes))}.", tone=Tone.NOTE
        )


def rule_group(acceptance: Acceptance, cell: Cell, rule: Purpose) -> Group:
    """Return a rule, where it stands, and what it leaves to the educator."""
    rows = tuple(_rows(acceptance, acceptance.policies[cell.state], rule))
    blocks = (Fields(caption="The rule", rows=rows), *_of_educator(rule))
    return Group(title=cell_title(cell), blocks=blocks, level=3, shape=Shape.PLAIN)


def _of_educator(rule: Purpose) -> Iterator[Block]:
    if educator := [need.text for need in rule.needs if isinstance(need, EducatorNeed)]:
        yield Paragraph(text="Depends on the educator, and is not decided here:", tone=Tone.LABEL)
        yield Bullets(items=tuple(map(ended, educator)))


def _rows(acceptance: Acceptance, policy: Policy, rule: Purpose) -> Iterator[tuple[str, Text]]:
    yield "Rule", ended(rule.text)
    source = source_of(policy, rule.source)
    place = f", {rule.source.place}" if rule.source.place else ""
    read = age_words(policy, rule.source, acceptance.date)
    yield "Source", (Link(source.title, source.url), f"{place} ({read})")
    if rule.gives or rule.limit:
        yield "Gives", gives_words(rule)
    if rule.decided_by:
        yield "Decided by", HOLDERS[rule.decided_by]
    if rule.checked_by:
        checks = f": {ended(rule.checks)}" if rule.checks else ", who checks the educator's papers"
        yield "Checked by", f"{HOLDERS[Holder(rule.checked_by)]}{checks}"
    if rule.for_whom:
        yield "For", ", ".join(rule.for_whom)
    days = [f"{word} {day_words(day)}" for word, day in (("from", rule.start), ("until", rule.end)) if day]
    if days:
        yield "In force", " ".join(days)


# --- conditions ----------------------------------------------------------------------------------


def _conditions(candidate: Candidacy, policy: Policy, path: Path, *, on_screen: bool) -> Table:
    rows = [
        (
            f"{'– ' * level}{'One of these is enough:' if each.any_of else each.text}",
            HOLDS[each.holds],
            _reason(candidate, each, on_screen=on_screen),
            place_words(policy, each.source),
        )
        for each, level in _flat(path.conditions)
    ]
    if on_screen:  # which has no room for who says so
        return table("Conditions", _HEADS[:-1], [row[:-1] for row in rows])
    return table("Conditions", _HEADS, rows)


def _flat(conditions: tuple[Condition, ...], level: int = 0) -> Iterator[tuple[Condition, int]]:
    """Yield conditions, each followed by its alternatives."""
    for each in conditions:
        yield each, level
        yield from _flat(each.any_of, level + 1)


def _reason(candidate: Candidacy, condition: Condition, *, on_screen: bool) -> Text:
    if condition.any_of:
        return ""
    rests = RESTS[condition.rests_on]
    documents = ((candidate.documents.get(each.document, each.document), each.place) for each in condition.citations)
    cited = "; ".join(", ".join(dict.fromkeys(filter(None, each))) for each in documents)
    said = f"{condition.reason}{f' ({rests})' if rests else ''}{f' Cited: {cited}.' if cited else ''}"
    place = condition_place(condition)
    return (said, dim(f" {place}")) if on_screen and place else said
