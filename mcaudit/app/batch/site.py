"""Makes a static site of the tables of a batch, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from urllib.parse import quote

from mcaudit.app.batch.tables import Row, Tables, compared_entries, comparison_of, members_of, repeated_ids
from mcaudit.app.processes import Lost, cores, side_by_side
from mcaudit.app.site import PAGES, html, name_of, refuse_no_contact, shared_files
from mcaudit.errors import OutputError
from mcaudit.model import Actor, Basis, Finding, Gate, Level, Status
from mcaudit.model.agency import Agency
from mcaudit.model.audit import Location
from mcaudit.model.comparison import Entry
from mcaudit.model.words import GroupBy
from mcaudit.report.site.frame import Frame, frame_of
from mcaudit.report.site.member import Shown, member_page

_CHUNK = 50
"""Micro-credentials whose pages one process makes at once."""
_LONGEST = 120
"""Bytes of a file's name; a key of a catalog may have more than a file system takes."""
_ORIGIN = "This page was made from a table of findings and key facts. The whole description is not part of this site."


def site_entries(tables: Tables, agency: Agency | None) -> tuple[Entry, ...]:
    """Return what is published; raise InputError where there is nothing, too much, or no contact for corrections."""
    entries = compared_entries(tables, least=1)
    refuse_no_contact(entries, agency)
    return entries


def site_files(tables: Tables, entries: tuple[Entry, ...], agency: Agency | None) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a site, each with its name; never more than a few pages are held."""
    frame = frame_of(agency, tables.edition.title, tables.date, len(entries))
    names = names_of(entries)
    compared = comparison_of(tables, entries, Gate.ENDORSEMENT, GroupBy.STATE)
    yield from shared_files(frame, compared, {key: f"{PAGES}/{quote(name)}.html" for key, name in names.items()})
    del compared
    work = partial(_pages, tables, frame, names, repeated_ids(tables))
    chunks = (
        (part, start, min(start + _CHUNK, part["profiles"]))
        for part in tables.parts
        for start in range(0, part["profiles"], _CHUNK)
    )
    for made in side_by_side(work, chunks, cores(), ahead=2):
        if isinstance(made, Lost):
            raise OutputError("a process that made pages was ended; if memory ran out, use a computer with more")
        yield from made


def names_of(entries: Sequence[Entry]) -> Mapping[str, str]:
    """Return the name of each page, without an ending, by the key of its row: no two are alike on any system."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for entry in entries:
        name = name_of(entry.id)
        if len(name.encode()) > _LONGEST or name.casefold() in taken:
            head = name.encode()[: _LONGEST - 9].decode(errors="ignore")
            name = f"{head}-{sha256(entry.path.encode()).hexdigest()[:8]}"
        taken.add(name.casefold())
        names[entry.path] = name
    return names


# --- pages of micro-credentials ------------------------------------------------------------------


_Chunk = tuple[Mapping[str, object], int, int]
"""A part, and which of its profiles."""


def _pages(
    tables: Tables, frame: Frame, names: Mapping[str, str], repeated: frozenset[str], chunk: _Chunk
) -> list[tuple[str, bytes]]:
    made = []
    for entry, row, findings in members_of(tables, *chunk, repeated):
        page = member_page(frame, tables.edition, _shown(tables, entry, row, findings))
        made.append((f"{PAGES}/{names[entry.path]}.html", html(page)))
    return made


def _shown(tables: Tables, entry: Entry, row: Row, findings: Sequence[Row]) -> Shown:
    titles = {policy.id: policy.title for policy in tables.policies.values()}
    required = {each["requirement"] for each in row["requirements"] if each["required"]}
    return Shown(
        entry=entry,
        findings=tuple(_finding(each, row, required) for each in findings),
        verdict=row["endorsement_words"],
        audited_for=row["audited_for"] or "",
        policy=titles.get(entry.policy, entry.policy),
        date=row["date"],
        responses={each["criterion"]: tuple(each["responses"]) for each in findings},
        origin=_ORIGIN,
    )


def _finding(cells: Row, profile: Row, required: set[str]) -> Finding:
    is_required = cells["level"] == Level.DESIRED and cells["requirement"] in required
    return Finding(
        criterion=cells["criterion"],
        level=Level(cells["level"]),
        status=Status(cells["status"]),
        basis=Basis(cells["basis"]),
        message=cells["message"],
        remedy="",
        location=Location(path=profile["key"], pointer=cells["pointer"], line=cells["line"], column=cells["column"]),
        citations=(),
        sources=(),
        actor=Actor(cells["actor"]),
        required_by=profile["policy"] if is_required else "",
    )
