"""What was examined, what is strong, what an audit cannot know, and the room to sign below it."""

from __future__ import annotations

from collections.abc import Iterator

from mcaudit.blocks import Block, Bullets, Cell, Fields, Heading, Paragraph, Piece, Section, name, separated, strong
from mcaudit.model import Audit, Component, Counts, DocumentState, Level, Rating
from mcaudit.report.audit.background import reviewed_words
from mcaudit.report.audit.cover import other_gate
from mcaudit.report.badges import bar_of, rating_badge
from mcaudit.report.parts import table
from mcaudit.terms.remarks import excerpts, is_reading
from mcaudit.terms.verdicts import verdict_sentence
from mcaudit.terms.words import met_range, number


def summary(audit: Audit) -> Section:
    """Return the summary of an audit, with the signature below what is signed."""
    signature = Fields(
        caption="Reviewed and signed for the agency",
        rows=tuple((label, "") for label in ("Name and title", "Signature", "Date")),
        to_sign=True,
    )
    other = other_gate(audit)
    blocks: tuple[Block, ...] = (
        Paragraph(text=" ".join(_examined(audit))),
        Paragraph(text=tuple(_strengths(audit))),
        Paragraph(text=(strong(f"{other.capitalize()} gate. "), verdict_sentence(audit, other))),
        Heading(text="What this audit does not know"),
        Bullets(items=tuple(_unknown(audit))),
        signature,
    )
    return Section(title="Summary", anchor="summary", blocks=blocks)


def _examined(audit: Audit) -> Iterator[str]:
    edition, documents = audit.edition, audit.profile.documents
    levels = [criterion.level for criterion in edition.criteria]
    required = sum(requirement.level is Level.REQUIRED for requirement in audit.requirements)
    yield (
        f"We compared the description of this micro-credential with all {len(levels)} criteria of the "
        f"{edition.title}: {levels.count(Level.REQUIRED)} required, which make {required} requirements, and "
        f"{levels.count(Level.DESIRED)} optional, which the source calls desired."
    )
    if documents:
        local = sum(state is not DocumentState.REMOTE for state in documents.values())
        are = "is a local file" if local == 1 else "are local files"
        looked = f", of which {local} {are} that we looked for" if local else ""
        yield f"The profile lists {number(len(documents), 'document')}{looked}. We did not open the linked web pages."
    else:
        yield "The profile lists no documents, and so nothing that it says is supported."
    if audit.reviewed:
        yield reviewed_words(audit)
    if audit.policy:
        yield f"We applied the policy {audit.policy.title}."
    else:
        yield "We applied no state’s policy: what depends on a state’s own rules goes to a reviewer."


def _strengths(audit: Audit) -> Iterator[Piece]:
    titles = {sub.id: sub.title for sub in audit.edition.subcomponents}
    strong_ones = [each for each in audit.subcomponents if each.rating in (Rating.EXEMPLARY, Rating.GOOD)]
    if len(strong_ones) == len(audit.subcomponents):  # the table below names them
        best = sum(each.rating is Rating.EXEMPLARY for each in strong_ones)
        yield strong("Strengths: ")
        yield f"each subcomponent meets all of its required criteria, and {best} of {len(strong_ones)} are exemplary."
        return
    yield strong("Strengths: ") if strong_ones else "No subcomponent meets all of its required criteria yet."
    named = ((name(each.id), f" {titles[each.id]} ({rating_badge(each.rating).word})") for each in strong_ones)
    yield from separated(named, "; ")
    yield "." if strong_ones else ""


def _unknown(audit: Audit) -> Iterator[str]:
    if audit.unconfirmed:
        yield "We did not check whether the cited documents say what they are cited for."
    if audit.on_words:
        rests = "rests" if audit.on_words == 1 else "rest"
        yield (
            f"{number(audit.on_words, 'requirement')} {rests} on words that reviewers must read. "
            "Nothing here stands in for their judgment."
        )
    if read := excerpts(audit.profile):
        yield f"Only a part of {number(len(read), 'document')} was read. What is not addressed may still be there."
    if is_reading(audit.profile):
        yield "The provider may do more than its public pages say. An audit can only judge what was read."
    else:
        yield "The provider may do more than it described. An audit can only judge what was submitted."


# --- the subcomponents ---------------------------------------------------------------------------


def at_a_glance(audit: Audit) -> Section:
    """Return every subcomponent in a line."""
    rows = tuple(row for component in audit.edition.components for row in _rows(audit, component))
    heads = (
        *(("Subcomponent", 42), ("Rating", 16), ("Share", 20)),
        *(("Addressed", 10), ("Met", 10), ("Optional met", 10)),
    )
    glance = table("How far each subcomponent is addressed and met", heads, rows)
    title = f"The {len(rows)} subcomponents at a glance"
    return Section(title=title, anchor="glance", blocks=(glance,), opens_page=True)


def _rows(audit: Audit, component: Component) -> Iterator[tuple[Cell, ...]]:
    results = {result.id: result for result in audit.subcomponents}
    for sub in component.subcomponents:
        result = results[sub.id]
        required, desired = result.score.required, result.score.desired
        label = f"{sub.id} {sub.title}"
        yield (
            (name(sub.id), f" {sub.title}"),
            rating_badge(result.rating),
            bar_of(label, required),
            _of(required.addressed, required),
            _of(met_range(required), required),
            _of(met_range(desired), desired),
        )


def _of(count: int | str, counts: Counts) -> str:
    return f"{count} of {counts.total}" if counts.total else "–"
