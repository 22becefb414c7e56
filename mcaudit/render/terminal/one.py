"""One audit in full: verdict, scores, subcomponents, what decides it, and what each must do."""

from __future__ import annotations

from rich.padding import Padding
from rich.text import Text

from mcaudit.model import (
    Actor,
    Audit,
    Criterion,
    Finding,
    Gate,
    Group,
    Level,
    Requirement,
    Status,
    Subcomponent,
    Verdict,
    WaiverUse,
)
from mcaudit.render.agreement import MEASURED
from mcaudit.render.roles import overlaps, players, several_roles
from mcaudit.render.terminal.agreement import show_agreement
from mcaudit.render.terminal.changes import show_since
from mcaudit.render.terminal.review import show_uncounted
from mcaudit.render.terminal.screen import STYLES, VERDICT_STYLES, Screen
from mcaudit.render.terminal.subcomponents import show_subcomponents
from mcaudit.render.words import (
    STATUS,
    counts_words,
    decision_words,
    number,
    pages,
    place,
    response_words,
    score_range,
    status_of,
    verdict_sentence,
    verdict_words,
)

_GAP = 6
_USES = {
    WaiverUse.APPLIED: "not enforced until {day}",
    WaiverUse.UNUSED: "not needed: it is met or does not apply",
    WaiverUse.EXPIRED: "expired on {day} and no longer counts",
}


def show_audit(screen: Screen, audit: Audit) -> None:
    """Show one audit on a screen."""
    _heading(screen, audit)
    _verdict(screen, audit)
    _scores(screen, audit)
    show_subcomponents(screen, audit)
    _waivers(screen, audit)
    _deciding(screen, audit)
    show_since(screen, audit)
    _shortfalls(screen, audit)
    _desired(screen, audit)
    if screen.view.verbose:
        _met(screen, audit)
        _not_applicable(screen, audit)
    _reviewers(screen, audit)
    if screen.view.verbose:
        _notes(screen, audit)
    _closing(screen, audit)


# --- who, what and the verdict -------------------------------------------------------------------


def _heading(screen: Screen, audit: Audit) -> None:
    profile, edition = audit.profile, audit.edition
    if profile.content.get("fictional") == "yes":
        screen.line("FICTIONAL: this micro-credential does not exist; it is a model to learn from.", "bold magenta")
    screen.line(profile.title, "bold")
    policy = f"policy {audit.policy.id} (sha256 {audit.policy.sha256[:12]}…)" if audit.policy else "no state policy"
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
    for told in overlaps(audit):
        screen.line(f"Evaluators not independent by role: {told}.", indent=2)


def _verdict(screen: Screen, audit: Audit) -> None:
    screen.show()
    word = Text(f" {verdict_words(audit, audit.gate).upper()} ", style=f"{VERDICT_STYLES[audit.verdict]} reverse")
    screen.show(Text("  ").join((word, screen.text(f"{audit.gate} gate", "bold"))))
    screen.line(verdict_sentence(audit, audit.gate))
    other = Gate.SUBMISSION if audit.gate is Gate.ENDORSEMENT else Gate.ENDORSEMENT
    screen.line(f"{other.capitalize()} gate: {verdict_words(audit, other)}. {verdict_sentence(audit, other)}", "dim")


def _scores(screen: Screen, audit: Audit) -> None:
    screen.show()
    rows = []
    for label, counts in (("required", audit.score.required), ("desired", audit.score.desired)):
        rows.append((label, screen.text(counts_words(counts, " · "))))
    before = audit.score_before_waivers.required
    if audit.score.required.waived:
        rows.append(("unwaived", screen.text(f"{score_range(before)} required met before waivers")))
    screen.pairs(rows, indent=2)
    if audit.unconfirmed:
        told = number(audit.unconfirmed, "criterion")
        verb = "is" if audit.unconfirmed == 1 else "are"
        screen.line(f"{told} {verb} met as claimed and cited; nobody has checked the facts.", indent=2)


# --- waivers -------------------------------------------------------------------------------------


def _waivers(screen: Screen, audit: Audit) -> None:
    if not audit.waivers:
        return
    screen.heading(f"Waivers of the policy ({len(audit.waivers)}); a waiver is never a pass")
    rows = []
    for result in audit.waivers:
        waiver = result.waiver
        told = f"{_USES[result.use].format(day=waiver.expires)}, by {waiver.by}: {waiver.reason}"
        rows.append((waiver.requirement, screen.text(told)))
    screen.pairs(rows, indent=2)


# --- what decides --------------------------------------------------------------------------------


def _deciding(screen: Screen, audit: Audit) -> None:
    if audit.verdict is Verdict.PASS:
        return
    screen.heading(f"What decides the {audit.gate} gate ({number(len(audit.deciding), 'requirement')})")
    by_status: dict[Status, list[str]] = {}
    statuses = {requirement.id: requirement.status for requirement in audit.requirements}
    for name in audit.deciding:
        by_status.setdefault(statuses[name], []).append(name)
    rows = [
        (STATUS[status], screen.text(", ".join(names))) for status, names in sorted(by_status.items(), key=_gravest)
    ]
    screen.pairs(rows, indent=2)


def _gravest(item: tuple[Status, list[str]]) -> int:
    return -list(Status).index(item[0])


# --- what each must do ---------------------------------------------------------------------------


def _shortfalls(screen: Screen, audit: Audit) -> None:
    for actor, heading in (
        (Actor.PROVIDER, "What the provider must do"),
        (Actor.REVIEWERS, "What reviewers must decide"),
    ):
        waiting = [requirement for requirement in audit.requirements if _waits_for(audit, requirement, actor)]
        kept = [requirement for requirement in waiting if _findings(screen, audit, requirement)]
        if not kept:
            continue
        of = "" if len(kept) == len(waiting) else f"{len(kept)} shown of "
        screen.heading(f"{heading} ({of}{number(len(waiting), 'required requirement')})")
        for requirement in kept:
            _requirement(screen, audit, requirement)


def _waits_for(audit: Audit, requirement: Requirement, actor: Actor) -> bool:
    if not requirement.gates:
        return False
    match requirement.status:
        case Status.NOT_MET | Status.PARTLY_MET | Status.UNSUPPORTED:
            return actor is Actor.PROVIDER
        case Status.AWAITING_REVIEW:
            return actor is Actor.REVIEWERS
        case _:
            return False


def _requirement(screen: Screen, audit: Audit, requirement: Requirement) -> None:
    group = _group(audit, requirement.id)
    findings = _findings(screen, audit, requirement)
    if group:
        screen.show()
        screen.line(f"{group.id}  any one of {', '.join(group.members)}: {group.text}", "bold", indent=2)
    for finding in findings:
        _finding(screen, audit, finding)


def _findings(screen: Screen, audit: Audit, requirement: Requirement) -> list[Finding]:
    """Return the findings that a requirement rests on, as far as they are shown."""
    shows = screen.view.selection.shows
    return [f for f in audit.findings if f.criterion in requirement.members and f.needed and shows(f)]


def _finding(screen: Screen, audit: Audit, finding: Finding) -> None:
    sub, criterion = _criterion(audit, finding.criterion)
    screen.show()
    _headline(screen, audit, finding)
    rows = [("found", screen.text(f"{finding.message}.")), ("needed", screen.text(f"{criterion.text}."))]
    if finding.required_by:
        rows.append(("required", screen.text(f"A desired criterion that the policy {finding.required_by} requires.")))
    if finding.status is Status.AWAITING_REVIEW:
        rows[0] = ("why", rows[0][1])
        cited = ", ".join(f"{citation.document} ({citation.place})" for citation in finding.citations)
        if cited:
            rows.append(("cited", screen.text(cited)))
    elif finding.remedy:
        rows.append(("remedy", screen.text(finding.remedy)))
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
    name = screen.text(finding.criterion, "bold")
    status = screen.text(status_of(finding), STYLES[finding.status])
    where = screen.text(place(finding), "dim")
    parts = (name, status, screen.text(f"({change.progress})"), where) if change else (name, status, where)
    screen.show(Padding(Text("  ").join(parts), (0, 0, 0, 2)))


def _source(criterion: Criterion, sub: Subcomponent) -> str:
    works = ", ".join(" ".join((source.work, pages(source.pages))).strip() for source in sub.sources)
    return f"{criterion.place}; rests on {works}" if works else f"{criterion.place}; no work is cited for it"


def _desired(screen: Screen, audit: Audit) -> None:
    done = (Status.MET, Status.NOT_APPLICABLE)
    kept = [
        f
        for f in audit.findings
        if f.level is Level.DESIRED and not f.required_by and f.status not in done and screen.view.selection.shows(f)
    ]
    if not kept:
        return
    screen.heading(f"What would make it exemplary ({len(kept)} desired, never required)")
    if screen.view.verbose:
        for finding in kept:
            _finding(screen, audit, finding)
        return
    rows = [(f.criterion, screen.text(f"{_criterion(audit, f.criterion)[1].text} ({STATUS[f.status]})")) for f in kept]
    screen.pairs(rows, indent=2)


def _reviewers(screen: Screen, audit: Audit) -> None:
    if audit.agreement is None:
        return
    show_uncounted(screen, audit)
    screen.heading("How far the reviewers agree")
    screen.line(MEASURED, "dim", indent=2)
    show_agreement(screen, audit.agreement.overall)


# --- the rest, with -v ---------------------------------------------------------------------------


def _met(screen: Screen, audit: Audit) -> None:
    kept = [f for f in audit.findings if f.status is Status.MET and screen.view.selection.shows(f)]
    if not kept:
        return
    screen.heading(f"What is met ({number(len(kept), 'criterion')})")
    for finding in kept:
        _, criterion = _criterion(audit, finding.criterion)
        _headline(screen, audit, finding)
        cited = ", ".join(f"{citation.document} ({citation.place})" for citation in finding.citations)
        told = f"{criterion.text}. {_sentence(finding.message)}"
        rows = [
            ("", screen.text(told)),
            ("cited", screen.text(cited or "entry by entry")),
            *_said(screen, audit, finding),
        ]
        screen.pairs(rows, indent=_GAP)


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
        screen.line(f"A selection: {screen.view.selection.told()}.", "bold")
    hints = ["`mcaudit explain 1F-6` says what a criterion asks and why."]
    if not screen.view.verbose:
        readings = number(len(audit.notes), "reading")
        hints.insert(
            0,
            f"With -v: what is met, what does not apply, and the {readings} of the source behind this.",
        )
    screen.line(" ".join(hints), "dim")


# --- looking things up ---------------------------------------------------------------------------


def _criterion(audit: Audit, name: str) -> tuple[Subcomponent, Criterion]:
    return next((sub, c) for sub in audit.edition.subcomponents for c in sub.criteria if c.id == name)


def _group(audit: Audit, name: str) -> Group | None:
    return next((group for sub in audit.edition.subcomponents for group in sub.groups if group.id == name), None)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].rstrip('.')}."
