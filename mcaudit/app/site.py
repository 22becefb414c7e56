"""Makes a static site of audits: an index, a page for each, the comparison, and the criteria explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from mcaudit.app.api import document
from mcaudit.app.names import stems_of, writable
from mcaudit.app.preparing import Prepared
from mcaudit.blocks import Document
from mcaudit.comparison.comparison import comparison
from mcaudit.comparison.entries import entry_of
from mcaudit.errors import InputError
from mcaudit.looks import View
from mcaudit.media.registry import writer_of
from mcaudit.model import Audit, Gate
from mcaudit.model.agency import Agency, Contact
from mcaudit.model.comparison import Comparison, Entry
from mcaudit.model.words import GroupBy
from mcaudit.report.comparison.columns import listed
from mcaudit.report.comparison.document import comparison_report
from mcaudit.report.site.criteria import criteria_page
from mcaudit.report.site.frame import COMPARISON, CRITERIA, Frame
from mcaudit.report.site.index import index_pages
from mcaudit.report.site.member import member_page, shown_of
from mcaudit.review.anonymous import without_names, without_samples

PAGES, AUDITS = "micro-credentials", "audits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A micro-credential of a site, with its page and the whole audit as files."""

    entry: Entry
    page: bytes
    audit: bytes | None
    """None for a reading of public pages, since the whole audit states a verdict."""


def member_of(frame: Frame, is_named: bool, audit: Audit) -> Member:
    """Return the files of a micro-credential.

    `is_named` is whether reviewers' names, and the addresses of samples of earners' evidence, are published.
    """
    shown = audit if is_named else without_samples(without_names(audit))
    entry = entry_of(audit)
    name = name_of(entry.id)
    has_audit = not entry.is_reading
    address = f"../{AUDITS}/{quote(name)}.html" if has_audit else ""
    page = member_page(frame, audit.edition, shown_of(shown, entry, address))
    return Member(entry=entry, page=html(page), audit=document(shown, "html") if has_audit else None)


def site_files(
    found: Prepared, frame: Frame, members: Sequence[Member], *, gate: Gate, notices: Sequence[str]
) -> Mapping[str, bytes]:
    """Return the files of a site by their names; raise InputError where two have one id, or a contact is missing."""
    _refuse_same_ids(members)
    refuse_no_contact([member.entry for member in members], frame.agency)
    files = [Path(member.entry.path) for member in members]
    # Each file is named as they lie to each other: nobody needs to know where on which computer.
    names = (f"{stem.as_posix()}{file.suffix}" for stem, file in zip(stems_of(files), files, strict=True))
    entries = [replace(member.entry, path=name) for member, name in zip(members, names, strict=True)]
    compared = comparison(
        found.edition,
        entries,
        date=found.date,
        gate=gate,
        by=GroupBy.STATE,
        under=found.under,
        policies=found.policies,
        notices=notices,
    )
    links = {entry.path: f"{PAGES}/{quote(name_of(entry.id))}.html" for entry in entries}
    written = dict(shared_files(frame, compared, links))
    for member in members:
        name = name_of(member.entry.id)
        written[f"{PAGES}/{name}.html"] = member.page
        if member.audit is not None:
            written[f"{AUDITS}/{name}.html"] = member.audit
    return written


def shared_files(frame: Frame, compared: Comparison, links: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield every page but those of micro-credentials; `links` are their addresses by the path of their profile."""
    for name, page in index_pages(frame, listed(compared), links, compared.gate, compared.under).items():
        yield name, html(page)
    yield CRITERIA, html(criteria_page(frame, compared.edition))
    if frame.is_compared:
        linked = comparison_report(replace(compared, links=links))
        yield COMPARISON, html(replace(linked, places=frame.places()))


def name_of(id: str) -> str:
    """Return the name of a micro-credential's files, without an ending."""
    return writable(id).replace("/", "_")


def html(page: Document) -> bytes:
    """Return a page as HTML."""
    return writer_of("html").write(page, View())


def _refuse_same_ids(members: Sequence[Member]) -> None:
    seen: dict[str, str] = {}
    for member in members:
        name, path = name_of(member.entry.id).casefold(), member.entry.path
        if name in seen:
            message = f"`{member.entry.id}` is the id of {seen[name]} as well, and each page needs a name of its own"
            raise InputError.of(path, message, "change one of the ids, or leave one file out")
        seen[name] = path


def refuse_no_contact(entries: Sequence[Entry], agency: Agency | None) -> None:
    """Raise InputError where a reading of public pages would be published without saying whom to write to."""
    readings = [entry.path for entry in entries if entry.is_reading]
    if readings and (agency is None or agency.contact == Contact()):
        message = "nobody submitted this micro-credential, so its page must say whom to write to about corrections"
        help = (
            "add `agency: {name: …, contact: {email: …}}` to mcaudit.yaml; its first line is `format: mcaudit-config/1`"
        )
        raise InputError.of(readings[0], message, help)
