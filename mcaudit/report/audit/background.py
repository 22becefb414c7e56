"""What stands behind the findings: who plays which role, the review, the policy with its waivers, and remarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mcaudit.blocks import Block, Bullets, Heading, Paragraph, Piece, Section, Text, name, strong
from mcaudit.model import Audit, Basis, Finding, Standing, WaiverUse
from mcaudit.report.audit.answers import cited_pieces, disagreement, labeled
from mcaudit.report.audit.dossier import names
from mcaudit.report.parts import table
from mcaudit.report.review.agreement import figures
from mcaudit.terms.answers import about, about_conflicts, organizations_said
from mcaudit.terms.decisions import people_of, uncounted_words
from mcaudit.terms.dossier import Dossier
from mcaudit.terms.roles import organization, overlaps, players, several_roles
from mcaudit.terms.sentences import capitalized, clause, day_words, ended, sentence
from mcaudit.terms.statements import Said, remarks_of, subcomponents_at
from mcaudit.terms.words import number

_USES: Mapping[WaiverUse, str] = {
    WaiverUse.APPLIED: "not enforced until {day}",
    WaiverUse.UNUSED: "not needed: it is met or does not apply",
    WaiverUse.EXPIRED: "expired on {day} and no longer counts",
}
"""What became of a waiver; a test proves that each has an entry."""
NEVER_A_PASS = "The policy does not enforce these. A waiver is never a pass."


def background(audit: Audit, dossier: Dossier) -> Iterator[Section]:
    """Yield what stands behind the findings, where there is any of it."""
    review = _reviewing(audit)
    yield from (review,) if review else ()
    parts: tuple[tuple[str, str, Iterator[Block]], ...] = (
        ("Policy and waivers", "policy", _policy(audit)),
        ("Organizations and their roles", "roles", _roles(audit, dossier)),
        ("What earners may want to know, but no criterion asks", "about", labeled("About it", about(audit, dossier))),
        ("Conflicts and remarks", "remarks", _notices(audit, dossier)),
    )
    for title, anchor, blocks in parts:
        if found := tuple(blocks):
            yield Section(title=title, anchor=anchor, blocks=found)


# --- policy --------------------------------------------------------------------------------------


def _policy(audit: Audit) -> Iterator[Block]:
    if audit.policy:
        yield Paragraph(text=f"We applied the policy {ended(audit.policy.title)}")
    else:
        yield Paragraph(text="We applied no state’s policy.")
    yield from _listed("Settled by the policy: ", [each for each in audit.findings if each.basis is Basis.POLICY])
    yield from _listed(
        "Skipped by the source’s own logic: ",
        [each for each in audit.findings if each.basis in (Basis.SKIP, Basis.OPTIONAL)],
    )
    if audit.waivers:
        yield Paragraph(text=(strong("Waivers."), f" {NEVER_A_PASS}"))
        yield waivers(audit)
    if uncounted := uncounted_words(audit):
        yield Paragraph(text=(strong("Reviewers’ answers that do not count."), " We do not show these answers."))
        yield Bullets(items=tuple((*names(ids), f": {who}: {sentence(why)}") for who, ids, why in uncounted))


def _listed(label: str, findings: Sequence[Finding]) -> Iterator[Block]:
    if findings:
        yield Paragraph(text=(strong(label), *names([each.criterion for each in findings]), "."))


def waivers(audit: Audit) -> Bullets:
    """Return each waiver of the policy, and what became of it."""
    return Bullets(items=tuple(_waivers(audit)))


def _waivers(audit: Audit) -> Iterator[Text]:
    for result in audit.waivers:
        waiver = result.waiver
        use = _USES[result.use].format(day=day_words(waiver.expires))
        yield (name(waiver.requirement), f": {use}. By {waiver.by}: {sentence(waiver.reason)}")


# --- roles ---------------------------------------------------------------------------------------


def _roles(audit: Audit, dossier: Dossier) -> Iterator[Block]:
    rows = ((capitalized(role), "; ".join(bodies) or "The profile does not say.") for role, bodies in players(audit))
    yield table("Each role, and who has it", (("Role", 16), ("Organizations", 70)), rows)
    for label, found in (
        ("One organization in several roles", several_roles(audit)),
        ("Evaluators who are not independent by role", overlaps(audit)),
        ("Roles that the answers contradict", tuple(_misstated(audit))),
    ):
        if found:
            yield Paragraph(text=(strong(f"{label}: "), ended("; ".join(map(clause, found)))))
    yield from labeled("What the profile says about the organizations", organizations_said(audit, dossier))


def _misstated(audit: Audit) -> Iterator[str]:
    for entry in audit.facts["derived"]["misstated_roles"]:
        if entry["organization"] is not None:
            body = organization(audit, str(entry["organization"]))
            stated, found = _plays(entry["stated"]), _plays(entry["found"])
            yield f"the profile says that {body} {stated} besides delivering, but its answers show that it {found}"


def _plays(roles: Sequence[str]) -> str:
    return f"is {' and '.join(roles)}" if roles else "plays no other role"


# --- notices -------------------------------------------------------------------------------------


def _notices(audit: Audit, dossier: Dossier) -> Iterator[Block]:
    repeats = [(each.text.strip(), subcomponents_at(audit, each.places)) for each in audit.repeats]
    remarks = tuple(remarks_of(audit, dossier))
    conflicts = about_conflicts(audit, dossier)
    if repeats or remarks or conflicts:
        yield Paragraph(text="These change no status. Reviewers should keep them in mind.")
    if repeats:
        yield Heading(text="Texts that repeat, or that refer elsewhere")
        yield Bullets(items=tuple((f"“{text}” (", *names(subs), ")") for text, subs in repeats))
    if remarks:
        yield Heading(text="Remarks about the sources")
        yield Bullets(items=tuple(tuple(_remark(each)) for each in remarks))
    if conflicts:
        yield Heading(text="Conflicts about what no criterion asks")
        for each in conflicts:
            yield from disagreement(each)


def _remark(said: Said) -> Iterator[Piece]:
    yield f"“{said.text.strip()}”"
    if said.cited:
        yield from (" (", *cited_pieces((said.cited,)), ")")
    if said.about:
        yield from (" About ", *names(said.about), ".")


# --- the review ----------------------------------------------------------------------------------


def _reviewing(audit: Audit) -> Section | None:
    """Return how an audit was reviewed; None if there are no decisions on it."""
    if audit.agreement is None:
        return None
    people = people_of(audit)
    who = (Paragraph(text=f"Reviewers: {'; '.join(people.values())}."),) if people else ()
    summary = Paragraph(text=f"{reviewed_words(audit)} Their answers are shown with each criterion.")
    measured = (Heading(text="How much the reviewers agree"), *figures(audit.edition, audit.agreement))
    return Section(title="The review", anchor="review", blocks=(summary, *who, *measured))


def reviewed_words(audit: Audit) -> str:
    """Return how far the reviewers have come; nothing of what they said before the quorum is complete."""
    decisions = [each for each in audit.decisions.values() if not each.only_checks]
    complete = [each for each in decisions if each.complete]
    differing = [each for each in complete if len(set(each.answers)) > 1]
    sentence = f"Reviewers have decided on {number(len(decisions), 'criterion')}"
    if len(complete) < len(decisions):
        sentence += f"; enough of them have answered on {len(complete)}"
    sentence += "."
    if differing:
        settled = sum(each.standing is Standing.SETTLED for each in differing)
        how_many = "all settled" if settled == len(differing) else f"{settled} settled" if settled else "none settled"
        sentence += f" Their answers differ on {number(len(differing), 'criterion')} ({how_many})."
    elif complete:
        sentence += " Their answers do not differ."
    if checked := sum(bool(each.checks) for each in audit.decisions.values()):
        sentence += f" They checked the facts of {number(checked, 'criterion')}."
    return sentence
