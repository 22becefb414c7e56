"""One audit in full: verdict, scores, subcomponents, and what each must do."""

from __future__ import annotations

from collections.abc import Sequence

from rich.padding import Padding
from rich.text import Text

from mcaudit.media.writers.terminal import show_section
from mcaudit.model import Actor, Audit, Citation, Criterion, Finding, Group, Status, Subcomponent
from mcaudit.render.terminal.brief import show_brief
from mcaudit.render.terminal.screen import STYLES, Screen
from mcaudit.render.terminal.subcomponents import show_subcomponents
from mcaudit.render.terminal.verdict import (
    show_agreement,
    show_fictional,
    show_last,
    show_remarks,
    show_scores,
    show_verdict,
    show_waivers,
)
from mcaudit.report.changes import changes_section
from mcaudit.terms.points import Point, Weight, points
from mcaudit.terms.roles import overlaps, players, several_roles
from mcaudit.terms.selection import EVERYTHING
from mcaudit.terms.words import (
    PROGRESS,
    STATUS,
    decision_words,
    lacks,
    number,
    pages,
    place,
    response_words,
    status_of,
)

_GAP = 6


def show_audit(screen: Screen, audit: Audit) -> None:
    """Show one audit on a screen: in brief, or in detail where that is asked for."""
    if screen.view.verbose or screen.view.selection.filters:
        _show_in_detail(screen, audit)
    else:
        show_brief(screen, audit)


def _show_in_detail(screen: Screen, audit: Audit) -> None:
    _heading(screen, audit)
    show_verdict(screen, audit)
    show_scores(screen, audit)
    show_subcomponents(screen, audit)
    show_remarks(screen, audit)
    show_waivers(screen, audit)
    if since := changes_section(audit, screen.view.selection.shows):
        show_section(screen, since)
    _work(screen, audit)
    _desired(screen, audit)
    if screen.view.verbose:
        _met(screen, audit)
        _not_applicable(screen, audit)
    show_agreement(screen, audit)
    if screen.view.verbose:
        _notes(screen, audit)
    _closing(screen, audit)
    show_last(screen, audit)


# --- who, what and the verdict -------------------------------------------------------------------


def _heading(screen: Screen, audit: Audit) -> None:
    profile, edition = audit.profile, audit.edition
    show_fictional(screen, audit)
    screen.line(profile.title, "bold")
    policy = f"policy {audit.policy.id} (sha256 {audit.policy.sha256[:12]}…)" if audit.policy else "no policy applied"
    rows = [
        ("for", screen.text(f"{profile.state}, {policy}")),
        ("profile", screen.text(profile.path)),
        ("against", screen.text(f"{edition.title} ({edition.id}, sha256 {edition.sha256[:12]}…)")),
        ("on", screen.text(audit.date)),
    ]
    rows.extend((role, screen.text(", ".join(names) or "not said")) for role, names in players(audit))
    screen.pairs(rows, indent=2)
    if several := several_roles(audit):
        screen.line(f"One body in several roles: {'; '.join(several)}.", indent=2)
    for overlap in overlaps(audit):
        screen.line(f"Evaluators not independent by role: {overlap}.", indent=2)


# --- what each must do ---------------------------------------------------------------------------


def _work(screen: Screen, audit: Audit) -> None:
    """Show what keeps the profile from an endorsement, sorted by who must act."""
    todo = [point for point in points(audit, EVERYTHING) if point.weight in (Weight.BLOCKS, Weight.GAP, Weight.OPEN)]
    for actor, heading in (
        (Actor.PROVIDER, "What the provider must do"),
        (Actor.STATE, "What only the state can answer"),
        (Actor.REVIEWERS, "What reviewers must decide"),
    ):
        mine = [point for point in todo if point.actor is actor]
        kept = [point for point in mine if _shown(screen, point.findings)]
        if not kept:
            continue
        of = "" if len(kept) == len(mine) else f"{len(kept)} shown of "
        screen.heading(f"{heading} ({of}{number(len(mine), 'requirement')})")
        gaps = [] if screen.view.verbose else [point for point in kept if point.status is Status.NOT_STATED]
        for point in kept:
            if point not in gaps:
                _requirement(screen, audit, point)
        _gaps(screen, audit, gaps)


def _gaps(screen: Screen, audit: Audit, gaps: Sequence[Point]) -> None:
    """Show what is not addressed, a line for each subcomponent."""
    if not gaps:
        return
    subs = {requirement.id: requirement.subcomponent for requirement in audit.requirements}
    by_sub: dict[str, list[str]] = {}
    for point in gaps:
        by_sub.setdefault(subs[point.id], []).append(f"{point.id} {point.title}")
    screen.show()
    screen.line(f"Not addressed yet ({number(len(gaps), 'requirement')})", STYLES[Status.NOT_STATED], indent=2)
    screen.pairs([(sub, screen.text("; ".join(names))) for sub, names in by_sub.items()], indent=4)


def _requirement(screen: Screen, audit: Audit, point: Point) -> None:
    group = _group(audit, point.id)
    if group:
        screen.show()
        screen.line(f"{group.id}  any one of {', '.join(group.members)}: {group.text}", "bold", indent=2)
    for finding in _shown(screen, point.findings):
        _finding(screen, audit, finding)


def _shown(screen: Screen, findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if screen.view.selection.shows(finding)]


def _finding(screen: Screen, audit: Audit, finding: Finding) -> None:
    sub, criterion = _criterion(audit, finding.criterion)
    screen.show()
    _headline(screen, audit, finding)
    rows = [("", screen.text(finding.message))]
    rows += [(label, screen.text(value)) for label, value in lacks(finding)]
    rows.append(("asks", screen.text(f"{criterion.text}.")))
    if finding.required_by:
        rows.append(("required", screen.text(f"A desired criterion that the policy {finding.required_by} requires.")))
    if finding.status is Status.AWAITING_REVIEW and screen.view.verbose:
        cited = ", ".join(_cited(citation) for citation in finding.citations)
        if cited:
            rows.append(("cited", screen.text(cited)))
    if finding.remedy:
        rows.append(("to fix", screen.text(finding.remedy)))
    if screen.view.verbose:
        rows.append(("source", screen.text(_source(criterion, sub))))
    rows += _said(screen, audit, finding)
    screen.pairs(rows, indent=_GAP)


def _said(screen: Screen, audit: Audit, finding: Finding) -> list[tuple[str, Text]]:
    """Return what reviewers said of a criterion, and the provider to earlier findings, as rows."""
    decision = audit.decisions.get(finding.criterion)
    reviews = [("review", screen.text(line)) for line in decision_words(decision)] if decision else []
    return reviews + [("said", screen.text(response_words(response))) for response in finding.responses]


def _headline(screen: Screen, audit: Audit, finding: Finding) -> None:
    change = audit.since.changes.get(finding.criterion) if audit.since else None
    name = screen.text(f"{finding.criterion} {_criterion(audit, finding.criterion)[1].title}", "bold")
    status = screen.text(status_of(finding), STYLES[finding.status])
    where = screen.text(place(finding), "dim")
    parts = (name, status, screen.text(f"({PROGRESS[change.progress]})"), where) if change else (name, status, where)
    screen.show(Padding(Text("  ").join(parts), (0, 0, 0, 2)))


def _source(criterion: Criterion, sub: Subcomponent) -> str:
    works = ", ".join(" ".join((source.work, pages(source.pages))).strip() for source in sub.sources)
    return f"{criterion.place}; rests on {works}" if works else f"{criterion.place}; no work is cited for it"


def _desired(screen: Screen, audit: Audit) -> None:
    kept = [point for point in points(audit, screen.view.selection) if point.weight is Weight.DESIRED]
    if not kept:
        return
    screen.heading(f"What would make it exemplary ({len(kept)} desired, never required)")
    if screen.view.verbose:
        for point in kept:
            _requirement(screen, audit, point)
        return
    gaps = [point for point in kept if point.status is Status.NOT_STATED]
    rows = [(point.id, screen.text(f"{point.title} ({STATUS[point.status]})")) for point in kept if point not in gaps]
    if rows:
        screen.pairs(rows, indent=2)
    _gaps(screen, audit, gaps)


# --- the rest, with -v ---------------------------------------------------------------------------


def _met(screen: Screen, audit: Audit) -> None:
    kept = [f for f in audit.findings if f.status is Status.MET and screen.view.selection.shows(f)]
    if not kept:
        return
    screen.heading(f"What is met ({number(len(kept), 'criterion')})")
    for finding in kept:
        _, criterion = _criterion(audit, finding.criterion)
        _headline(screen, audit, finding)
        cited = ", ".join(_cited(citation) for citation in finding.citations)
        words = f"{criterion.text}. {_sentence(finding.message)}"
        rows = [
            ("", screen.text(words)),
            *((label, screen.text(value)) for label, value in lacks(finding)),
            *([("cited", screen.text(cited))] if cited else []),
            *_said(screen, audit, finding),
        ]
        screen.pairs(rows, indent=_GAP)


def _cited(citation: Citation) -> str:
    return f"{citation.document} ({citation.place})" if citation.place else citation.document


def _not_applicable(screen: Screen, audit: Audit) -> None:
    kept = [f for f in audit.findings if f.status is Status.NOT_APPLICABLE and screen.view.selection.shows(f)]
    if kept:
        screen.heading(f"What does not apply ({number(len(kept), 'criterion')})")
        screen.pairs([(f.criterion, screen.text(_sentence(f.message))) for f in kept], indent=2)
    unneeded = [f for f in audit.findings if not f.needed and screen.view.selection.shows(f)]
    if unneeded:
        screen.heading(f"Alternatives that are not needed ({len(unneeded)})")
        screen.pairs([(f.criterion, screen.text(_sentence(f.message))) for f in unneeded], indent=2)


def _notes(screen: Screen, audit: Audit) -> None:
    if audit.notes:
        screen.heading(f"Interpretations and discrepancies that touched this audit ({len(audit.notes)})")
        for note in audit.notes:
            screen.note(note)


def _closing(screen: Screen, audit: Audit) -> None:
    screen.show()
    if screen.view.selection.filters:
        screen.line(f"A selection: {screen.view.selection.description()}.", "bold")
    screen.line("`mcaudit explain 1F-6` says what a criterion asks and why.", "dim")


# --- looking things up ---------------------------------------------------------------------------


def _criterion(audit: Audit, name: str) -> tuple[Subcomponent, Criterion]:
    return next((sub, c) for sub in audit.edition.subcomponents for c in sub.criteria if c.id == name)


def _group(audit: Audit, name: str) -> Group | None:
    return next((group for sub in audit.edition.subcomponents for group in sub.groups if group.id == name), None)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].rstrip('.')}."
