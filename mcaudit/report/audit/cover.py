"""The first page of an audit: the verdict, what it rests on, why, what to do first, and a chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from mcaudit.blocks import (
    Block,
    Bullets,
    Cell,
    Group,
    Heading,
    Legend,
    Paragraph,
    Piece,
    Shape,
    Table,
    Text,
    dim,
    name,
    separated,
    strong,
)
from mcaudit.looks import Look
from mcaudit.model import Actor, Audit, Counts, Gate, Rating, Requirement, Status, Verdict
from mcaudit.model.agency import Agency
from mcaudit.model.states import state_name
from mcaudit.report.acts import acts_of
from mcaudit.report.audit.paper import Paper
from mcaudit.report.badges import bar_of, verdict_badge
from mcaudit.report.parts import logo_of, table
from mcaudit.terms.remarks import READING, audited_for, excerpts, is_reading
from mcaudit.terms.roles import listed, organization, players
from mcaudit.terms.sentences import capitalized, day_words, joined
from mcaudit.terms.verdicts import unchecked_sentence, verdict_sentence
from mcaudit.terms.words import addressed_of, are, counted_out, number

_REASONS = 3
_NAMED = 3
"""As many subcomponents or requirements are named in one line of the first page."""


def highlights(paper: Paper) -> Iterator[Block]:
    """Yield the first page."""
    audit = paper.audit
    if paper.agency:
        yield from _agency(paper.agency)
    yield Paragraph(text=(dim(examined(audit)),))
    yield from fictional(audit)
    yield Group(
        title=verdict_sentence(audit, audit.gate),
        blocks=tuple(Paragraph(text=sentence) for sentence in _rests_on(audit)),
        shape=Shape.CALLOUT,
        look=verdict_badge(audit.verdicts[audit.gate]).look,
    )
    if reasons := tuple(islice(_reasons(audit), _REASONS)):
        yield Heading(text="Why", level=2)
        yield Bullets(items=reasons, is_numbered=True)
    if steps := tuple(_steps(audit)):
        yield Heading(text="What to do first", level=2)
        yield Bullets(items=steps)
    yield _chart(audit)
    yield Legend()


def _agency(agency: Agency) -> Iterator[Block]:
    contact = agency.contact
    yield from logo_of(agency)
    ways = (contact.name, contact.email, contact.phone, *contact.address.splitlines(), contact.website)
    said = ", ".join(way for way in ways if way)
    yield Paragraph(text=(strong(agency.name), f" · {said}" if said else ""))


def fictional(audit: Audit) -> Iterator[Block]:
    """Yield a box that says so where a micro-credential does not exist."""
    if audit.profile.content.get("fictional") == "yes":
        notice = Paragraph(text="This micro-credential does not exist; it is a model to learn from.")
        yield Group(title="Fictional", blocks=(notice,), shape=Shape.CALLOUT, look=Look.WAIVED)


def examined(audit: Audit) -> str:
    """Return when and for whom the audit was made, and who stands behind the micro-credential."""
    state = state_name(audit.profile.state)
    policy = f"the policy of {audit.policy.title} was applied" if audit.policy else "no state policy was applied"
    roles: Mapping[str, Sequence[str]] = dict(players(audit))
    behind = [f"{verb} by {listed(roles[role])}" for role, verb in _VERBS if roles.get(role)]
    behind_words = f"{capitalized(' and '.join(behind))}. " if behind else ""
    whom = "every state" if state == "national" else state
    return f"{behind_words}Audited {day_words(audit.date)} for {whom}; {policy}."


_VERBS = (("developer", "developed"), ("issuer", "issued"))


# --- the verdict ---------------------------------------------------------------------------------


def _rests_on(audit: Audit) -> Iterator[str]:
    """Yield the score, and what the verdict rests on."""
    desired = audit.score.desired
    optional = f" {desired.met} of {desired.total} optional criteria {are(desired.met)} met." if desired.total else ""
    yield f"{_score(audit.score.required)}{optional}"
    if audit.unconfirmed and audit.verdicts[audit.gate] not in (Verdict.PASS, Verdict.READY):
        yield unchecked_sentence(audit)
    yield " ".join(origin_words(audit))


def _score(counts: Counts) -> str:
    if not counts.total:
        return "No requirement applies."
    met = f"{counts.met or 'None'} {are(counts.met)} met"
    addressed = f"{counts.addressed} of {number(counts.total, 'requirement')} are addressed. {met}"
    open_ = ((counts.awaiting_review, "on reviewers"), (counts.unsupported, "on better support"))
    others = " more" if counts.met else ""
    more = [f"{count}{others} {'depends' if count == 1 else 'depend'} {on}" for count, on in open_ if count]
    return f"{', '.join([addressed, *more[:-1]])}{f' and {more[-1]}' if more else ''}."


def origin_words(audit: Audit) -> Iterator[str]:
    """Yield for which state a view of a profile is, who described the micro-credential, and what was not read."""
    if said := audited_for(audit.profile):
        yield said
    if is_reading(audit.profile):
        yield READING
    else:
        submitted = audit.profile.content["submitted_by"]
        body = organization(audit, str(submitted.get("organization") or ""))
        by = ", ".join(part for part in (str(submitted.get("name") or ""), body) if part)
        on = f" on {day_words(str(submitted['date']))}" if submitted.get("date") else ""
        yield f"Submitted by {by}{on}."
    if not audit.offers_learning:
        yield "This micro-credential offers no learning opportunities (2A). What depends on them is skipped."
    if read := excerpts(audit.profile):
        yield f"Only a part of {number(len(read), 'document')} was read."


# --- why -----------------------------------------------------------------------------------------


def _reasons(audit: Audit) -> Iterator[Text]:
    """Yield why the verdict is what it is, the weightiest reason first."""
    gating = [each for each in audit.requirements if each.gates]
    failed = [each for each in gating if each.status in (Status.NOT_MET, Status.PARTLY_MET)]
    if failed:
        yield (
            f"{_requirements(failed)} not met or only partly met: ",
            *_linked(audit, [each.id for each in failed]),
            ".",
        )
    yield from _silence(audit, gating)
    waiting = [each for each in gating if each.status is Status.AWAITING_REVIEW]
    if waiting:
        needs, them = ("needs", "it") if len(waiting) == 1 else ("need", "them")
        yield f"{number(len(waiting), 'requirement')} {needs} a reviewer. Only a person can judge {them}."
    unsupported = [each for each in gating if each.status is Status.UNSUPPORTED]
    if unsupported:
        ids = [each.id for each in unsupported]
        yield (f"{_requirements(unsupported)} without usable support, or sources disagree: ", *_linked(audit, ids), ".")
    met = [each for each in gating if each.status is Status.MET]
    if met and audit.verdicts[audit.gate] not in (Verdict.PASS, Verdict.READY):  # a yes says so itself
        yield f"{_requirements(met)} met."
    if waived := [each for each in audit.requirements if each.waiver]:
        yield (f"{_requirements(waived)} waived by the policy: ", *_linked(audit, [each.id for each in waived]), ".")


def _requirements(found: Sequence[Requirement]) -> str:
    return f"{number(len(found), 'requirement')} {'is' if len(found) == 1 else 'are'}"


def _silence(audit: Audit, gating: Sequence[Requirement]) -> Iterator[Text]:
    silent = [each.id for each in audit.subcomponents if each.rating is Rating.NOT_STATED]
    gaps = [each for each in gating if each.status is Status.NOT_STATED]
    within = [each for each in gaps if each.subcomponent in silent]
    if within:
        every, total = len(audit.subcomponents), number(len(within), "requirement")
        parts = f"{len(silent)} of the {every} parts" if len(silent) < every else f"all {every} parts"
        yield (f"In {parts}, no requirement is addressed ({total}): ", *_linked(audit, silent), ".")
    if others := [each for each in gaps if each not in within]:
        more = " more" if within else ""
        subs = list(dict.fromkeys(each.subcomponent for each in others))
        yield (
            f"{len(others)}{more} {'requirement is' if len(others) == 1 else 'requirements are'} not addressed, in ",
            *_linked(audit, subs),
            ".",
        )


def _linked(audit: Audit, ids: Sequence[str]) -> Iterator[Piece]:
    """Yield names that lead to their places, each with its title, and how many there are besides."""
    titles = _titles(audit)
    yield from separated(((name(each), f" {titles[each]}") for each in ids[:_NAMED]), "; ")
    if len(ids) > _NAMED:
        yield f"; and {len(ids) - _NAMED} more"


def _titles(audit: Audit) -> Mapping[str, str]:
    """Return the title of each subcomponent, criterion, and group."""
    titles: dict[str, str] = {}
    for sub in audit.edition.subcomponents:
        titles[sub.id] = sub.title
        titles |= {criterion.id: criterion.title for criterion in sub.criteria}
        titles |= {group.id: joined([titles[each] for each in group.members], "or") for group in sub.groups}
    return titles


# --- what to do first ----------------------------------------------------------------------------


def _steps(audit: Audit) -> Iterator[Text]:
    """Yield a line for each kind of thing to do, the quickest first; the section on it has them one by one."""
    acts = acts_of(audit)
    mine = [act for act in acts if act.actor is Actor.PROVIDER]
    gaps = [act for act in mine if act.status is Status.NOT_STATED]
    reviewed = [step.finding for act in acts if act.actor is Actor.REVIEWERS for step in act.steps]
    faster = [each.criterion for each in reviewed if each.provider_could_add]
    for what, ids in (
        ("Answer these first", [act.id for act in gaps if not act.is_choice]),
        ("One criterion is enough in each of these", [act.subcomponent for act in gaps if act.is_choice]),
        ("Fix these answers", [act.id for act in mine if act not in gaps]),
        ("Add facts here, and no reviewer has to decide", faster),
    ):
        if ids:
            yield (strong(f"{what}: "), *_linked(audit, ids), ".")
    waiting = sum(each.gates and each.actor is Actor.REVIEWERS for each in audit.requirements)
    if waiting:
        yield (strong("For reviewers: "), f"decide {number(waiting, 'requirement')}.")


# --- the chart -----------------------------------------------------------------------------------


def _chart(audit: Audit) -> Table:
    results = {result.key: result.score.required for result in audit.components}
    rows = [_row(f"{each.number} {each.title}", results[each.key]) for each in audit.edition.components]
    heads = (
        *(("Component", 22), ("Share", 20), ("Addressed", 9), ("Met", 6)),
        *(("Awaiting review", 8), ("Unsupported or not met", 12), ("Not addressed", 9)),
    )
    rows.append(_row(f"All {counted_out(len(rows))}", audit.score.required))
    return table("Requirements by component", heads, rows, numbers=5, has_total=True)


def _row(label: str, counts: Counts) -> tuple[Cell, ...]:
    fallen = counts.unsupported + counts.partly_met + counts.not_met
    given = addressed_of(counts)
    return (label, bar_of(label, counts), given, counts.met, counts.awaiting_review, fallen, counts.not_stated)


def other_gate(audit: Audit) -> Gate:
    """Return the gate that the verdict is not about."""
    return Gate.SUBMISSION if audit.gate is Gate.ENDORSEMENT else Gate.ENDORSEMENT
