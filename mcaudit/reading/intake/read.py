"""Reads what a provider sends back: the file that a form saved, a workbook, or a plain table of statements."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mcaudit.contracts import INTAKE_FORMAT, PROFILE_FORMAT
from mcaudit.errors import InputError
from mcaudit.model import Edition, Position, Profile
from mcaudit.model.fields import profile_fields
from mcaudit.reading.files import document_of
from mcaudit.reading.intake.table import Named, read_intake_csv
from mcaudit.reading.intake.workbook import read_intake_xlsx
from mcaudit.reading.kinds import WEB_PAGE, kind_of, may_be_workbook
from mcaudit.reading.limits import MAX_BYTES, MAX_WORKBOOK_BYTES
from mcaudit.reading.near import did_you_mean, format_said
from mcaudit.reading.parsing.tree import Document
from mcaudit.reading.profile.blanks import without_blanks
from mcaudit.reading.profile.read import profile_of
from mcaudit.reading.text import Text, read_bytes, shortened, text_of, too_large

_PROFILE = "/profile"
_KEYS = ("format", "edition", "profile")
_OF_PAGE = "if it is the form itself, open it in a browser, press Save, and send the .json file that it saves"
_SAVED = f"a form saves a file that ends in .json, with `format: {INTAKE_FORMAT}`: ask for that file"


def read_intake(edition: Edition, path: Path, named: Named) -> Profile:
    """Return the profile that a form, a workbook, or a table describes; raise InputError with all that is wrong."""
    suffix = path.suffix.lower()
    raw = read_bytes(path, MAX_WORKBOOK_BYTES, "form")
    kind = kind_of(raw)
    if may_be_workbook(kind) or suffix == ".xlsx":
        return read_intake_xlsx(edition, path)
    if kind:
        help = "ask for the .json file that a form saved, a workbook (.xlsx), or a table (.csv)"
        raise InputError.of(path, f"this is {kind}, not a form", _OF_PAGE if kind == WEB_PAGE else help)
    if len(raw) > MAX_BYTES:
        raise too_large(path.as_posix(), len(raw), MAX_BYTES, "form")
    if suffix == ".csv":
        return read_intake_csv(edition, text_of(raw, path.as_posix(), of="table"), path.stem, named)
    return _in_form(edition, text_of(raw, path.as_posix(), of="form"))


def _in_form(edition: Edition, text: Text) -> Profile:
    document = document_of(text)
    data = document.data
    if isinstance(data, Mapping) and data.get("format") == PROFILE_FORMAT:
        return profile_of(edition, document, None)
    _require_form(edition, document)
    return profile_of(edition, without_blanks(profile_fields(edition), _profile_in(document)), None)


def _require_form(edition: Edition, document: Document) -> None:
    """Raise InputError where a document is not what a form of this edition saved."""
    data, text, places = document.data, document.text, document.values
    if not isinstance(data, Mapping) or data.get("format") != INTAKE_FORMAT:
        said = f"this is not what a form saved: {format_said(data)}"
        raise text.error(said, _other_version(data) or _SAVED, at=places.get("/format"))
    for key in data:
        if key not in _KEYS:
            said = f"unknown key `{shortened(str(key))}`"
            raise text.error(said, did_you_mean(str(key), _KEYS), at=document.place(f"/{key}"))
    if data.get("edition") != edition.id:
        said = f"this form is for edition `{shortened(str(data.get('edition')))}`, not for `{edition.id}`"
        raise text.error(said, "name its edition with --edition, or send a new form", at=places.get("/edition"))
    if not isinstance(data.get("profile"), Mapping):
        raise text.error("this form holds no profile", _SAVED, at=places.get(_PROFILE))


def _other_version(data: object) -> str:
    written = str(data.get("format")) if isinstance(data, Mapping) else ""
    if written.partition("/")[0] != INTAKE_FORMAT.partition("/")[0]:
        return ""
    return f"this mcaudit reads `{INTAKE_FORMAT}`: use the mcaudit that made the form, or send a new form"


def _profile_in(document: Document) -> Document:
    """Return the profile in a form as a document of its own, its places still those of the file."""

    def below(places: Mapping[str, Position]) -> dict[str, Position]:
        inside = (key for key in places if key == _PROFILE or key.startswith(f"{_PROFILE}/"))
        return {key.removeprefix(_PROFILE): places[key] for key in inside}

    return Document(document.text, document.data["profile"], below(document.keys), below(document.values))
