"""The end of an audit: the works that the source cites, how the verdict is reached, and how to repeat it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from mcaudit.blocks import (
    Block,
    Bullets,
    Column,
    Fields,
    Group,
    Link,
    Paragraph,
    Piece,
    Section,
    Shape,
    Table,
    Text,
    Tone,
    code,
    hash_of,
    name,
    separated,
    strong,
)
from mcaudit.model import Audit, Edition, Note, Subcomponent, Work
from mcaudit.report.audit.dossier import names
from mcaudit.report.audit.paper import Appendix, Paper
from mcaudit.report.parts import table
from mcaudit.terms.sentences import day_words, ended
from mcaudit.terms.sources import works_cited
from mcaudit.terms.values import link
from mcaudit.version import __version__


def appendix(paper: Paper) -> Iterator[Section]:
    """Yield the sections of the appendix; interpretations and hashes only where everything is wanted."""
    audit = paper.audit
    is_all = paper.appendix is Appendix.ALL
    yield citations(audit, is_all=is_all)
    yield Section(title="How the verdict is reached", anchor="method", blocks=tuple(_method()))
    if is_all:
        yield readings(audit)
        yield repeat(audit)


# --- the works -----------------------------------------------------------------------------------


def cited_anchor(subcomponent: str) -> str:
    """Return the anchor of the row that names the works cited for a subcomponent."""
    return f"sources-{subcomponent}"


def citations(audit: Audit, *, is_all: bool = False) -> Section:
    """Return the works that the source cites, by subcomponent; with their forms as printed where all is wanted."""
    edition = audit.edition
    sentences = (
        f"The works that the {edition.title} cites, numbered as in its appendix. Each finding leads to the row of "
        "its subcomponent, which names these works by number."
    )
    by_sub = Table(
        caption="The works that the source cites for each subcomponent",
        columns=(Column(head="Subcomponent", width=40), Column(head="Works", width=76)),
        rows=tuple(((name(sub.id), f" {sub.title}"), tuple(_cited(edition, sub))) for sub in edition.subcomponents),
        anchors=tuple(cited_anchor(sub.id) for sub in edition.subcomponents),
    )
    works = (_work(number, each, is_all=is_all) for number, each in enumerate(edition.works, 1))
    blocks: tuple[Block, ...] = (Paragraph(text=sentences), by_sub, *works)
    return Section(title="Appendix: source citations", anchor="sources", blocks=blocks, opens_page=True)


def _cited(edition: Edition, sub: Subcomponent) -> Iterator[Piece]:
    found = sorted(works_cited(edition, sub), key=lambda each: each.number)
    works = (
        (Link(f"[{each.number}]", f"#work-{each.number}"), f" {each.short}{f', {each.pages}' if each.pages else ''}")
        for each in found
    )
    yield from separated(works, "; ") if found else ("The source cites no work for it.",)


def _work(number: int, work: Work, *, is_all: bool) -> Group:
    target = link(work.url)
    parts = " ".join(ended(part) for part in (work.title, work.container, work.publisher) if part)
    address: tuple[Piece, ...] = (" ", Link(work.url, target) if target else work.url) if work.url else ()
    return Group(
        title=f"[{number}] {work.authors} ({work.year})",
        blocks=(Paragraph(text=(parts, *address)), *(_printed(work) if is_all else ())),
        anchor=f"work-{number}",
        shape=Shape.PLAIN,
    )


def _printed(work: Work) -> Iterator[Block]:
    for part, forms in work.as_printed.items():
        name = "address" if part == "url" else part
        yield Paragraph(text=f"As printed, {name}: {ended(' / '.join(forms))}", tone=Tone.SMALL)
    if work.note:
        yield Paragraph(text=work.note, tone=Tone.SMALL)


# --- how -----------------------------------------------------------------------------------------


def _method() -> Iterator[Block]:
    yield Paragraph(
        text="What a profile says is its author’s claim. For each criterion we look for what bears on it, in "
        "fields, in statements, and in what a state’s policy says. The first line of this table "
        "that applies gives its status."
    )
    yield table("Statuses, in the order in which they are tried", (("Status", 34), ("When", 82)), _STATUSES)
    yield Paragraph(
        text="We count requirements: a criterion, or a group of criteria of which any one is enough. A requirement is "
        "addressed unless nothing bears on it. Required and optional criteria are never combined. What is waived is "
        "counted separately and is never a pass."
    )
    yield Bullets(items=_VERDICTS)
    yield Paragraph(
        text="A subcomponent is exemplary if all of its required and optional criteria are met, good if all required "
        "ones are, and developing if something is met or partly met. If anything is waived, it is at most developing."
    )


_STATUSES: tuple[tuple[str, str], ...] = (
    (
        "Not applicable",
        (
            "A “no” in 2A skips it, or the optional 1H is left out. (It is unsupported if it is answered anyway, "
            "and not met if a policy requires learning opportunities.)"
        ),
    ),
    (
        "Not addressed",
        "Nothing bears on it: no field, no statement, no policy, and no reviewer’s citation. Silence is not failure.",
    ),
    ("Unsupported, no citation", "Something bears on it, and no usable document supports it."),
    (
        "Met, partly met, not met, or not applicable, as reviewers decided",
        "Enough reviewers agree, on what the profile says today.",
    ),
    ("Unsupported, conflict", "Facts would decide it, and sources disagree about a fact that it depends on."),
    ("Not met, on facts", "The profile itself, or the state’s policy, says the opposite of what is asked."),
    (
        "Met, on facts",
        "The facts settle it and a document is cited, or the state’s policy says so. It is claimed, not checked.",
    ),
    ("Awaiting review", "Everything else: a person must read it."),
)
_VERDICTS: tuple[Text, ...] = (
    (
        strong("Ready to endorse (pass): "),
        "every requirement is met, not applicable, or waived, and at least one is met.",
    ),
    (strong("Not ready to endorse (fail): "), "a requirement is not met or only partly met."),
    (
        strong("Not ready to endorse (incomplete): "),
        "nothing is contradicted, but something is not addressed or unsupported, or nothing is met.",
    ),
    (strong("Reviewers must decide (undecided): "), "only reviewers are left to act."),
    (strong("Ready to submit: "), "no requirement waits for the provider, and at least one is met or awaits review."),
)


# --- everything else -----------------------------------------------------------------------------


def readings(audit: Audit) -> Section:
    """Return the interpretations and discrepancies that touched an audit."""
    discrepancies = {note.id for note in audit.edition.discrepancies}
    parts = (
        ("Interpretations", [note for note in audit.notes if note.id not in discrepancies]),
        ("Discrepancies of the source", [note for note in audit.notes if note.id in discrepancies]),
    )
    paragraph = Paragraph(
        text="The source leaves things open and in places contradicts itself. These affected this audit."
    )
    groups = (
        Group(title=title, blocks=(Bullets(items=tuple(map(_reading, notes))),), shape=Shape.PLAIN)
        for title, notes in parts
        if notes
    )
    return Section(title="Interpretations of the source", anchor="readings", blocks=(paragraph, *groups))


def _reading(note: Note) -> Text:
    about: Sequence[Piece] = tuple(names(note.about)) or ("every criterion",)
    return (*about, f": {note.text} ", strong("Chosen: "), note.choice)


def repeat(audit: Audit) -> Section:
    """Return everything that an audit depends on, and the command that makes its document again."""
    edition, policy, profile = audit.edition, audit.policy, audit.profile
    rows: tuple[tuple[str, Text], ...] = (
        ("Program", f"mcaudit {__version__}"),
        ("Edition", f"{edition.title} ({edition.id})"),
        ("Edition, SHA-256", hash_of(edition.sha256)),
        ("Policy", policy.title if policy else "none"),
        *((("Policy, SHA-256", hash_of(policy.sha256)),) if policy else ()),
        ("Profile", profile.path),
        ("Profile, SHA-256", hash_of(profile.sha256)),
        *((f"Decisions, {path}, SHA-256", hash_of(pin)) for path, pin in audit.reviewed),
        ("Date of the audit", f"{day_words(audit.date)} ({audit.date})"),
        ("Gate", str(audit.gate)),
    )
    fields = Fields(caption="Everything that the audit depends on", rows=rows)
    paragraph = Paragraph(text=("The same inputs give the same audit: ", code(_command(audit))))
    return Section(title="How to repeat this audit", anchor="repeat", blocks=(fields, paragraph))


def _command(audit: Audit) -> str:
    """Return the command that makes this document again, safe to copy into a shell whatever a path holds."""
    parts = ["mcaudit", "report", audit.profile.path, "--date", audit.date, "--gate", str(audit.gate)]
    if audit.policy:
        shipped = Path(audit.policy.path).parts[-3:-1] == ("criteria", "policies")
        parts += ["--policy", audit.policy.id if shipped else audit.policy.path]
    for path, _ in audit.reviewed:
        parts += ["--decisions", path]
    return shlex.join([*parts, "--appendix", "all", "--output", "audit.html"])
