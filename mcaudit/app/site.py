"""Makes a static site of audits: an index, a page for each, the comparison, and the criteria explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from mcaudit.report.site.frame import COMPARISON, CRITERIA, INDEX, Frame
from mcaudit.report.site.index import index_page
from mcaudit.report.site.member import member_page
from mcaudit.review.anonymous import without_names, without_samples

PAGES, AUDITS = "micro-credentials", "audits"
_LEAST_COMPARED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A micro-credential of a site, with its page and the whole audit as files."""

    entry: Entry
    page: bytes
    audit: bytes | None
    """None for a reading of public pages, since the whole audit states a verdict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowMember:
    """Makes the files of one micro-credential; other processes can load it by its name."""

    frame: Frame
    is_named: bool
    """Whether reviewers' names, and the addresses of samples of earners' evidence, are published."""

    def __call__(self, audit: Audit) -> Member:
        """Return the files of a micro-credential."""
        shown = audit if self.is_named else without_samples(without_names(audit))
        entry = entry_of(audit)
        name = name_of(entry.id)
        has_audit = not entry.is_reading
        page = member_page(self.frame, shown, entry, f"../{AUDITS}/{quote(name)}.html" if has_audit else "")
        return Member(entry=entry, page=_html(page), audit=document(shown, "html") if has_audit else None)


def site_files(
    found: Prepared, frame: Frame, members: Sequence[Member], *, gate: Gate, notices: Sequence[str]
) -> Mapping[str, bytes]:
    """Return the files of a site by their names; raise InputError where two have one id, or a contact is missing."""
    _refuse_same_ids(members)
    _refuse_no_contact(members, frame.agency)
    entries = _published([member.entry for member in members])
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
    files = {
        INDEX: _html(index_page(frame, listed(compared), links, gate, found.under)),
        CRITERIA: _html(criteria_page(frame, found.edition)),
    }
    if len(members) >= _LEAST_COMPARED:
        files[COMPARISON] = _html(_comparison_page(frame, compared, links))
    for member in members:
        name = name_of(member.entry.id)
        files[f"{PAGES}/{name}.html"] = member.page
        if member.audit is not None:
            files[f"{AUDITS}/{name}.html"] = member.audit
    return files


def _published(entries: Sequence[Entry]) -> list[Entry]:
    """Return entries whose files are named as they lie to each other: nobody needs to know where on which computer."""
    files = [Path(entry.path) for entry in entries]
    names = [f"{stem.as_posix()}{file.suffix}" for stem, file in zip(stems_of(files), files, strict=True)]
    return [replace(entry, path=name) for entry, name in zip(entries, names, strict=True)]


def name_of(id: str) -> str:
    """Return the name of a micro-credential's files, without an ending."""
    return writable(id).replace("/", "_")


def _comparison_page(frame: Frame, compared: Comparison, links: Mapping[str, str]) -> Document:
    return replace(comparison_report(replace(compared, links=links)), places=frame.places())


def _html(page: Document) -> bytes:
    return writer_of("html").write(page, View())


def _refuse_same_ids(members: Sequence[Member]) -> None:
    seen: dict[str, str] = {}
    for member in members:
        name, path = name_of(member.entry.id).casefold(), member.entry.path
        if name in seen:
            message = f"`{member.entry.id}` is the id of {seen[name]} as well, and each page needs a name of its own"
            raise InputError.of(path, message, "change one of the ids, or leave one file out")
        seen[name] = path


def _refuse_no_contact(members: Sequence[Member], agency: Agency | None) -> None:
    readings = [member.entry.path for member in members if member.entry.is_reading]
    if readings and (agency is None or agency.contact == Contact()):
        message = "nobody submitted this micro-credential, so its page must say whom to write to about corrections"
        help = "add `agency: {name: …, contact: {email: …}}` to mcaudit.yaml"
        raise InputError.of(readings[0], message, help)
