"""The letters about an audit: one to each organization, from the agency, with what to do, by when, and how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mcaudit.blocks import Block, Bullets, Document, Heading, Paragraph, Section, Text, Tone, dim, strong
from mcaudit.model import Actor, Verdict
from mcaudit.model.agency import Agency
from mcaudit.model.mailing import Mailing
from mcaudit.report.acts import EFFORTS, Act, acts_of
from mcaudit.report.letters.addressees import Addressee, addressees_of
from mcaudit.report.letters.template import filled_in
from mcaudit.report.parts import logo_of
from mcaudit.report.places import fields_in_words
from mcaudit.terms.remarks import audited_for, is_reading
from mcaudit.terms.sentences import day_words, days_after, joined
from mcaudit.terms.verdicts import verdict_sentence
from mcaudit.terms.words import gating_counts, number

_DRAFT = "Draft. The review is not complete, and nobody has signed this letter. It does not state a decision."
_RESPOND = "Correct the profile of the micro-credential and send it to us again. Cite where each answer can be read."
_RESPOND_FIRST = (
    "Send us your answers, and say where we can read each one. You may also send us a profile of the micro-credential "
    "in your own words."
)
"""To an organization that has sent nothing yet."""
_KNOWN = "If you already do what an item asks, tell us where we can read about it."


def letters_report(mailing: Mailing) -> Document:
    """Return the letters about an audit, each as a section of its own."""
    audit = mailing.audit
    acts = acts_of(audit)
    addressees = addressees_of(audit, mailing.agency, acts)
    waiting = sum(act.actor is Actor.REVIEWERS for act in acts)
    letters = tuple(_letter(mailing, each, index, waiting) for index, each in enumerate(addressees))
    count = "Letter" if len(letters) == 1 else number(len(letters), "letter")
    who = f" other than {mailing.agency.name}" if mailing.agency else ""
    text = f"The profile does not name an organization to write to{who}. Name the issuer in the profile."
    return Document(
        kind="Letter" if len(letters) == 1 else "Letters",
        title=f"{count} about “{audit.profile.title}”",
        about=audit.edition.title,
        date=audit.date,
        sections=letters or (Section(title="Nobody to write to", anchor="nobody", blocks=(Paragraph(text=text),)),),
        has_small_title=True,
    )


def _letter(mailing: Mailing, to: Addressee, index: int, waiting: int) -> Section:
    title = mailing.audit.profile.title
    about = f"what we need from {to.name}" if to.acts else f"nothing needed from {to.name}"
    template = mailing.agency.letter_template if mailing.agency else None
    body = (
        filled_in(template, _values(mailing, to), tuple(_items(to.acts)))
        if template
        else (*_text(mailing, to, waiting), *_closing(mailing))
    )
    return Section(
        title=f"{title}: {about}",
        anchor=f"letter-{index + 1}",
        before=tuple(_head(mailing, to)),
        blocks=body,
        opens_page=index > 0 and bool(to.acts),
    )


# --- above the subject ---------------------------------------------------------------------------


def _head(mailing: Mailing, to: Addressee) -> Iterator[Block]:
    agency = mailing.agency
    yield from logo_of(agency)
    if agency:
        yield Paragraph(text=strong(agency.name), tone=Tone.LEAD)
        lines = [line for line in agency.contact.address.splitlines() if line.strip()]
        for line in (*lines, agency.contact.website):
            if line:
                yield Paragraph(text=line, tone=Tone.SMALL)
    yield Paragraph(text=day_words(mailing.audit.date))
    yield Paragraph(text=strong(to.name))
    if to.roles:
        yield Paragraph(text=f"As the {joined(to.roles, 'and')} of this micro-credential", tone=Tone.SMALL)
    if not mailing.is_final:
        yield Paragraph(text=strong(_DRAFT), tone=Tone.NOTE)
    if mailing.audit.profile.content.get("fictional") == "yes":
        yield Paragraph(text=strong("Example. This micro-credential is fictional."), tone=Tone.NOTE)


# --- the text ------------------------------------------------------------------------------------


def _text(mailing: Mailing, to: Addressee, waiting: int) -> Iterator[Block]:
    yield Paragraph(text=f"Dear {to.name},")
    said = [_decision(mailing)] if mailing.is_final else []
    if about := audited_for(mailing.audit.profile):
        said.append(about)
    if is_reading(mailing.audit.profile):
        said.append("We read only public web pages. You may do more than they say.")
    if not to.acts:
        yield Paragraph(text=" ".join((*said, "You do not need to do anything.", *_waits(waiting))))
        return
    if said:
        yield Paragraph(text=" ".join(said))
    yield from (Paragraph(text=each) for each in (*_asks(mailing, to), *_waits(waiting)))
    yield Heading(text="What to do", level=3)
    yield from _items(to.acts)
    if faster := tuple(_faster(to.waiting)):
        yield Heading(text="How to speed up the review", level=3)
        yield Paragraph(text="This is optional. If the profile says more, no reviewer needs to decide these items.")
        yield Bullets(items=faster)
    yield Heading(text="How to respond", level=3)
    yield Paragraph(text=" ".join(_responding(mailing)))
    if agency := mailing.agency:
        if questions := _contact(agency):
            yield Paragraph(text=f"Questions? Contact {questions}.")
        if agency.appeal:
            yield Heading(text="If you disagree", level=3)
            yield Paragraph(text=agency.appeal)


def _decision(mailing: Mailing) -> str:
    """Return the decision in a sentence; a yes also says how much of it rests on what the provider claims."""
    audit = mailing.audit
    counts = gating_counts(audit)
    match audit.verdict:
        case Verdict.PASS:
            claims = f" For {audit.unconfirmed} of them we relied on your own statements." if audit.unconfirmed else ""
            return f"We endorse this micro-credential: it meets all {counts.total} requirements that apply.{claims}"
        case Verdict.FAIL | Verdict.INCOMPLETE:
            return (
                f"We cannot endorse this micro-credential yet: {verdict_sentence(audit, audit.gate).partition(': ')[2]}"
            )
        case Verdict.UNDECIDED:
            of = number(counts.awaiting_review, "requirement")
            return f"We have not decided yet: reviewers must still decide {of}."
        case Verdict.READY:
            return "Your submission is complete, and the review can begin."
        case Verdict.NOT_READY:
            return "Your submission is not complete, so the review cannot begin yet."


def _asks(mailing: Mailing, to: Addressee) -> Iterator[str]:
    deadline = _deadline(mailing)
    by = f" by {deadline}" if deadline else ""
    yield f"We need {number(len(to.acts), 'item')} from you{by}. The list starts with the quickest. {_KNOWN}"
    if to.unnamed:
        roles = joined([f"the {role}" for role in to.unnamed], "or")
        yield f"The profile does not name {roles}. Please name them. This letter also lists what they need to do."
    if to.shared:
        yield f"{joined(to.shared, 'and')} got some of the same items. One answer is enough."


def _waits(waiting: int) -> tuple[str, ...]:
    if not waiting:
        return ()
    return (f"Reviewers must still decide {number(waiting, 'other item')}. You do not need to act on those.",)


def _items(acts: Sequence[Act]) -> Iterator[Block]:
    """Yield one numbered list under the headings of efforts; what any one step does is listed below its number."""
    first = 1
    for effort, heading in EFFORTS.items():
        mine = [act for act in acts if act.effort is effort]
        if not mine:
            continue
        yield Heading(text=f"{heading} ({len(mine)})", level=4)
        plain: list[Text] = []
        for number_, act in enumerate(mine, first):
            if not act.is_choice:
                (step,) = act.steps
                found = f" We found: {step.found} To fix:" if step.found else ""
                plain.append((strong(f"{act.title}."), f"{found} {step.finding.remedy} ", dim(f"({act.id})")))
                continue
            yield from _numbered(plain, number_ - len(plain))
            plain = []
            yield from _choice(act, number_)
        first += len(mine)
        yield from _numbered(plain, first - len(plain))


def _numbered(items: Sequence[Text], start: int) -> Iterator[Bullets]:
    if items:
        yield Bullets(items=tuple(items), is_numbered=True, start=start)


def _choice(act: Act, start: int) -> Iterator[Bullets]:
    head = (strong(f"{act.title}."), " Do any one of these ", dim(f"({act.id})"), ":")
    yield Bullets(items=(head,), is_numbered=True, start=start)
    yield Bullets(items=tuple((strong(f"{step.title}."), f" {step.finding.remedy}") for step in act.steps))


def _faster(waiting: Iterable[Act]) -> Iterator[Text]:
    """Yield what would settle an item that otherwise waits for reviewers."""
    for step in (step for act in waiting for step in act.steps if step.finding.provider_could_add):
        fields = fields_in_words(step.finding.provider_could_add, "and")
        yield strong(f"{step.title}."), f" Fill in: {fields}. ", dim(f"({step.finding.criterion})")


def _responding(mailing: Mailing) -> Iterator[str]:
    if deadline := _deadline(mailing):
        yield f"Please respond by {deadline}."
    yield _how_to_respond(mailing)
    yield f"Each code, such as 1A-1, names a criterion of the {mailing.audit.edition.title}."


def _how_to_respond(mailing: Mailing) -> str:
    said = mailing.agency.how_to_respond if mailing.agency else ""
    return said or (_RESPOND_FIRST if is_reading(mailing.audit.profile) else _RESPOND)


def _deadline(mailing: Mailing) -> str:
    days = mailing.agency.respond_within_days if mailing.agency else None
    return day_words(days_after(mailing.audit.date, days)) if days else ""


def _contact(agency: Agency) -> str:
    return ", ".join(each for each in (agency.contact.name, agency.contact.email, agency.contact.phone) if each)


def _closing(mailing: Mailing) -> Iterator[Block]:
    names: Iterable[str] = (mailing.signed_by, mailing.agency.name if mailing.agency else "")
    signed = [each for each in names if each]
    if signed:
        yield Paragraph(text="Sincerely,")
        yield from (Paragraph(text=each) for each in signed)


# --- an agency's own text ------------------------------------------------------------------------


def _values(mailing: Mailing, to: Addressee) -> dict[str, str]:
    """Return what stands for each placeholder of a template but the list of items."""
    agency = mailing.agency
    final = mailing.is_final
    return {
        "addressee": to.name,
        "agency": agency.name if agency else "",
        "appeal": agency.appeal if agency else "",
        "contact": _contact(agency) if agency else "",
        "count": str(len(to.acts)) if to.acts else "",
        "criteria": mailing.audit.edition.title,
        "date": day_words(mailing.audit.date),
        "deadline": _deadline(mailing),
        "decision": _decision(mailing) if final else "",
        "draft": "" if final else _DRAFT,
        "how_to_respond": _how_to_respond(mailing),
        "micro_credential": mailing.audit.profile.title,
        "roles": joined(to.roles, "and"),
        "signed_by": mailing.signed_by,
    }
