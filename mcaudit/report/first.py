"""What to do first about an audit, and who has to act: the sections that every reader needs before any detail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mcaudit.blocks import Block, Fields, Group, Section, Text
from mcaudit.model import Actor, Audit, Rating, Status
from mcaudit.report.places import fields_in_words
from mcaudit.terms.points import Point, due
from mcaudit.terms.sentences import joined
from mcaudit.terms.verdicts import decisions_needed
from mcaudit.terms.words import number

_TITLES = 2
"""As many titles are listed for one subcomponent."""
_ITEMS = 6
"""As many items of a list are shown; the detailed findings have all of them."""


def first_steps(audit: Audit) -> tuple[Section, ...]:
    """Return what to do first and who has to act; nothing where everything that counts is met."""
    todo = due(audit)
    if not todo:
        return ()
    steps = tuple(_steps(audit, todo))
    first = (Section(title="What to do first", anchor="first", blocks=steps),) if steps else ()
    return (*first, Section(title="Who has to act", anchor="actors", blocks=(_actors(audit, todo),)))


def _steps(audit: Audit, todo: Sequence[Point]) -> Iterator[Block]:
    mine = [point for point in todo if point.actor is Actor.PROVIDER]
    gaps = [point for point in mine if point.status is Status.NOT_STATED]
    if gaps:
        title = f"Not addressed yet ({number(len(gaps), 'requirement')})"
        yield _group(title, _unaddressed(audit, [point for point in gaps if not _is_group(point)]))
        if groups := [point for point in gaps if _is_group(point)]:
            yield _group(
                "For each of these, one alternative is enough",
                [
                    (point.id, joined([_title(audit, finding.criterion) for finding in point.findings], "or"))
                    for point in groups
                ],
            )
    fixes = [point for point in mine if point not in gaps]
    if fixes:
        yield _group(f"Answers to fix ({len(fixes)})", _limited([(point.id, _fix(point)) for point in fixes]))
    settled: list[tuple[str, Text]] = [
        (
            finding.criterion,
            f"{_title(audit, finding.criterion)}: add {fields_in_words(finding.provider_could_add, 'and')}",
        )
        for point in todo
        for finding in point.findings
        if point.actor is Actor.REVIEWERS and finding.provider_could_add
    ]
    if settled:
        yield _group("What would settle it without a reviewer", _limited(settled))


def _unaddressed(audit: Audit, gaps: Sequence[Point]) -> list[tuple[str, Text]]:
    """Return a row for each subcomponent that has gaps."""
    silent = {each.id for each in audit.subcomponents if each.rating is Rating.NOT_STATED}
    return [
        (sub.id, f"{sub.title}: {_lacking(mine, is_silent=sub.id in silent)}")
        for sub in audit.edition.subcomponents
        if (mine := [point for point in gaps if any(point.id == each.id for each in sub.criteria)])
    ]


def _lacking(mine: Sequence[Point], *, is_silent: bool) -> str:
    if len(mine) > 1 and is_silent:
        return f"none yet ({len(mine)})"
    titles = [f"{point.id} {point.title}" for point in mine[:_TITLES]]
    return "; ".join([*titles, *([f"{len(mine) - _TITLES} more"] if len(mine) > _TITLES else [])])


def _title(audit: Audit, criterion: str) -> str:
    return next(each.title for each in audit.edition.criteria if each.id == criterion)


def _fix(point: Point) -> str:
    if _is_group(point):
        return point.message
    return f"{point.title}: {point.message}{f' To fix: {point.remedy}' if point.remedy else ''}"


def _actors(audit: Audit, todo: Sequence[Point]) -> Fields:
    rows = tuple(
        (label, _work(audit, actor, mine))
        for actor, label in ((Actor.PROVIDER, "provider"), (Actor.STATE, "state"), (Actor.REVIEWERS, "reviewers"))
        if (mine := [point for point in todo if point.actor is actor])
    )
    return Fields(caption="Who has to act", rows=rows)


def _work(audit: Audit, actor: Actor, mine: Sequence[Point]) -> str:
    count = number(len(mine), "requirement")
    if actor is Actor.PROVIDER:
        return f"{count}, listed above"
    if actor is Actor.STATE:
        return f"{count} that only the state can answer: {'; '.join(f'{each.id} {each.title}' for each in mine)}"
    subs = {requirement.id: requirement.subcomponent for requirement in audit.requirements}
    places = ", ".join(dict.fromkeys(subs[point.id] for point in mine))
    return f"{count} (about {number(decisions_needed(audit, len(mine)), 'decision')}), in {places}"


def _is_group(point: Point) -> bool:
    return len(point.findings) > 1


def _group(title: str, rows: Sequence[tuple[str, Text]]) -> Group:
    return Group(title=title, blocks=(Fields(caption=title, rows=tuple(rows)),) if rows else ())


def _limited(rows: list[tuple[str, Text]]) -> list[tuple[str, Text]]:
    more = len(rows) - _ITEMS
    return [*rows[:_ITEMS], *([("", f"and {more} more")] if more > 0 else [])]
