"""One audit in detail: every subcomponent, every finding by who must act on it, and what stands behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mcaudit.blocks import Badge, Block, Cell, Column, Fields, Group, Paragraph, Piece, Text, Tone, dim, strong
from mcaudit.looks import Look
from mcaudit.model import Actor, Audit, Criterion, Finding, Status
from mcaudit.report.audit.appendix import citations, readings, repeat
from mcaudit.report.audit.background import background
from mcaudit.report.audit.dossier import dossier_section
from mcaudit.report.audit.finding import body_of, finding_blocks, rests_on, title_of
from mcaudit.report.badges import rating_badge
from mcaudit.report.check.brief import agreement, as_group, closing, figures, heading, notes, scores, verdict, waived
from mcaudit.report.versions.changes import changes_section
from mcaudit.terms.dossier import dossier_of
from mcaudit.terms.points import Point, Weight, due, points
from mcaudit.terms.run import View
from mcaudit.terms.sentences import joined, sentence
from mcaudit.terms.words import PROGRESS, named, number, place, status_of

_WORK = (
    (Actor.PROVIDER, "What the provider must do"),
    (Actor.STATE, "What only the state can answer"),
    (Actor.REVIEWERS, "What reviewers must decide"),
)


def detail(audit: Audit, view: View) -> Iterator[Block]:
    """Yield an audit with every finding that is selected; with everything behind them where that is asked for."""
    shown = _Shown(audit, view)
    yield from heading(audit)
    yield from verdict(audit)
    yield from _subcomponents(audit)
    yield from notes(audit)
    if since := changes_section(audit, view.selection.shows):
        yield as_group(since)
    yield from shown.work()
    yield from shown.of_weight(Weight.DESIRED, "What would make it exemplary ({} desired, never required)")
    if view.verbose:
        yield from shown.of_weight(Weight.WAIVED, "What the policy does not enforce ({} waived)")
        yield from shown.others()
        sections = (
            *background(audit, shown.body.dossier),
            dossier_section(shown.body.dossier, with_hashes=True),
            citations(audit),
            readings(audit),
            repeat(audit),
        )
        yield from map(as_group, sections)
    else:
        yield from waived(audit)
        yield from agreement(audit)
    yield from closing(audit, tuple(_hints(view)))


def _subcomponents(audit: Audit) -> Iterator[Block]:
    """Yield how much of each component and subcomponent is addressed and met, and how each is rated."""
    results = {result.id: result for result in audit.subcomponents}
    components = {result.key: result.score.required for result in audit.components}
    rows: list[tuple[Cell, ...]] = []
    for component in audit.edition.components:
        label = f"{component.number} {component.title}"
        rows.append((strong(label), *figures(label, components[component.key]), None))
        for sub in component.subcomponents:
            result, label = results[sub.id], f"{sub.id} {sub.title}"
            waived = result.score.required.waived
            rating: Text = (rating_badge(result.rating), f", {waived} waived" if waived else "")
            rows.append((label, *figures(label, result.score.required), rating))
    yield from scores("Subcomponents", (Column(head="rating", width=14),), tuple(rows))


def _hints(view: View) -> Iterator[Block]:
    if view.selection.filters:
        yield Paragraph(text=strong(f"A selection: {view.selection.description()}."))
    yield Paragraph(text="`mcaudit explain 1F-6` says what a criterion asks and why.", tone=Tone.SMALL)


# --- findings ------------------------------------------------------------------------------------


class _Shown:
    """The findings of an audit that a view shows."""

    def __init__(self, audit: Audit, view: View) -> None:
        self.body = body_of(audit, dossier_of(audit))
        self._audit, self._view = audit, view
        self._places = {each.id: (sub, each) for sub in audit.edition.subcomponents for each in sub.criteria}

    def work(self) -> Iterator[Block]:
        """Yield what keeps the gate from a yes, by who must act."""
        todo = due(self._audit)
        for actor, what in _WORK:
            mine = [point for point in todo if point.actor is actor]
            if kept := [point for point in mine if self._of(point)]:
                of = "" if len(kept) == len(mine) else f"{len(kept)} shown of "
                title = f"{what} ({of}{number(len(mine), 'requirement')})"
                yield Group(title=title, blocks=tuple(self._points(kept)), level=2)

    def of_weight(self, weight: Weight, title: str) -> Iterator[Block]:
        """Yield what matters so much to the gate; the title says how many."""
        found = points(self._audit, self._view.selection)
        if kept := [point for point in found if point.weight is weight]:
            yield Group(title=title.format(len(kept)), blocks=tuple(self._points(kept)), level=2)

    def others(self) -> Iterator[Block]:
        """Yield what is met, what does not apply, and what is not needed."""
        kept = [each for each in self._audit.findings if self._view.selection.shows(each)]
        if met := [each for each in kept if each.status is Status.MET]:
            title = f"What is met ({number(len(met), 'criterion')})"
            yield Group(title=title, blocks=tuple(map(self._finding, met)), level=2)
        yield from self._named("What does not apply", [each for each in kept if each.status is Status.NOT_APPLICABLE])
        yield from self._named("Alternatives that are not needed", [each for each in kept if not each.needed])

    def _points(self, kept: Sequence[Point]) -> Iterator[Block]:
        """Yield points; what is not addressed by subcomponent, unless everything is asked for."""
        gaps = [] if self._view.verbose else [point for point in kept if point.status is Status.NOT_STATED]
        for point in kept:
            if point not in gaps:
                yield from self._point(point)
        if gaps:
            yield self._gaps(gaps)

    def _point(self, point: Point) -> Iterator[Block]:
        found = tuple(map(self._finding, self._of(point)))
        of = named(self._audit.edition, point.id)
        if isinstance(of, Criterion):
            yield from found
        else:
            titles = [self._places[each][1].title for each in of.members]
            title = f"{of.id} {joined(titles, 'or')} (any one is enough): "
            yield Group(title=(title, Badge(point.status_words, Look(point.status))), blocks=found)

    def _gaps(self, gaps: Sequence[Point]) -> Group:
        by_sub: dict[str, list[str]] = {}
        subs = {requirement.id: requirement.subcomponent for requirement in self._audit.requirements}
        for point in gaps:
            by_sub.setdefault(subs[point.id], []).append(f"{point.id} {point.title}")
        title = f"Not addressed yet ({number(len(gaps), 'requirement')})"
        titles = {sub.id: sub.title for sub in self._audit.edition.subcomponents}
        rows = tuple((sub, f"{titles[sub]}: {'; '.join(names)}") for sub, names in by_sub.items())
        return Group(title=title, blocks=(Fields(caption=title, rows=rows),))

    def _of(self, point: Point) -> list[Finding]:
        return [finding for finding in point.findings if self._view.selection.shows(finding)]

    def _finding(self, finding: Finding) -> Group:
        sub, criterion = self._places[finding.criterion]
        rests = (rests_on(self.body, sub, criterion),) if self._view.verbose else ()
        blocks = (*finding_blocks(self.body, sub, criterion), *rests)
        return Group(title=tuple(self._title(finding, criterion)), blocks=blocks)

    def _title(self, finding: Finding, criterion: Criterion) -> Iterator[Piece]:
        since = self._audit.since
        change = since.changes.get(finding.criterion) if since else None
        yield f"{title_of(criterion, finding)}: "
        yield Badge(status_of(finding), Look(finding.status))
        yield f" ({PROGRESS[change.progress]})" if change else ""
        yield dim(f" {place(finding)}")

    def _named(self, title: str, findings: Sequence[Finding]) -> Iterator[Block]:
        if findings:
            titles = {id: criterion.title for id, (_, criterion) in self._places.items()}
            rows = tuple((each.criterion, f"{titles[each.criterion]}: {sentence(each.message)}") for each in findings)
            title = f"{title} ({number(len(findings), 'criterion')})"
            yield Group(title=title, blocks=(Fields(caption=title, rows=rows),))
