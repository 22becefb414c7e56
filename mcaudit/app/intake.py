"""Starts a profile, as a skeleton or a form, and takes in what comes back; no file is ever overwritten."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mcaudit.app.writing import make_folder, write_pieces
from mcaudit.contracts import PROFILE_FORMAT
from mcaudit.errors import InputError, OutputError
from mcaudit.forms.intake.page import intake_html
from mcaudit.forms.intake.skeleton import skeleton
from mcaudit.forms.intake.xlsx import intake_xlsx
from mcaudit.model import Edition, Profile
from mcaudit.model.fields import in_order, profile_fields
from mcaudit.reading.intake.read import read_intake
from mcaudit.reading.intake.table import Named
from mcaudit.reading.near import did_you_mean
from mcaudit.reading.profile.read import profile_in, read_profile
from mcaudit.terms.yaml_text import yaml_text

FORMS: Mapping[str, Callable[[Edition, Profile], bytes]] = {".html": intake_html, ".xlsx": intake_xlsx}
"""What makes a form, by what its file ends in."""
_SENT = (".json", ".xlsx", ".csv")
_TOP = re.compile(r"^(?=[a-z_]+:\n)", re.MULTILINE)
"""Where a part of a profile begins that takes several lines."""


def started(edition: Edition, id: str, title: str, state: str) -> Profile:
    """Return a profile that says nothing but its name; raise ValueError where it cannot have that name."""
    named = f"format: {PROFILE_FORMAT}\nid: {_quoted(id)}\ntitle: {_quoted(title)}\nstate: {_quoted(state)}\n"
    try:
        return profile_in(edition, named.encode("utf-8", "surrogatepass"), id)
    except InputError as error:
        raise ValueError(
            "; ".join(": ".join(filter(None, (each.message, each.help))) for each in error.problems)
        ) from error


def _quoted(text: str) -> str:
    return "'{}'".format(text.replace("'", "''"))


def form_of(edition: Edition, profile: Profile, kind: str, answered: tuple[str, ...] = ()) -> bytes:
    """Return a form of a profile, of a kind as its file ends: `.html`, `.xlsx`, or a skeleton in YAML.

    Raise ValueError where `answered` are not subcomponents, or a skeleton would leave out what the profile says.
    """
    if kind in FORMS:
        return FORMS[kind](edition, profile)
    known = [sub.id for sub in edition.subcomponents]
    for name in answered:
        if name not in known:
            raise ValueError(f"“{name}” is not a subcomponent; {did_you_mean(name, known) or 'write it as 1F'}")
    state = str(profile.content["state"])
    return skeleton(edition, id=profile.id, title=profile.title, state=state, answered=answered).encode()


def profile_yaml(edition: Edition, profile: Profile) -> bytes:
    """Return a profile as YAML that a person would have written, in the order of the schema."""
    text = yaml_text(in_order(profile_fields(edition), profile.content))
    written = f"# yaml-language-server: $schema=profile.schema.json\n{_TOP.sub(chr(10), text)}".encode()
    again = profile_in(edition, written, f"{profile.id}.yaml")
    if again.content != profile.content:
        raise RuntimeError("a profile was not written as it was read")
    return written


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a file that a provider sent: the profile in it, where it stands now, and the version before."""

    profile: Profile
    path: Path
    is_new: bool
    """Whether the file was written; it was not if the version before says the same."""
    before: Path | None
    """The version before, where there is one."""


def is_answered(edition: Edition, profile: Profile) -> bool:
    """Return whether a profile answers or states anything."""
    return any(key in profile.content for key in ("statements", *(each.key for each in edition.components)))


def sent_files(path: Path) -> tuple[Path, ...]:
    """Return the file at a path, or every form, workbook, and table in a folder; raise InputError if it has none."""
    if not path.is_dir():
        return (path,)
    found = tuple(sorted(each for each in path.iterdir() if each.suffix.lower() in _SENT and each.is_file()))
    if not found:
        message = "there are no forms, workbooks, or tables in this folder"
        help = f"put the files there that providers sent ({', '.join(_SENT)}), or name another folder"
        raise InputError.of(path, message, help)
    return found


def take_in(edition: Edition, sent: Path, folder: Path, named: Named) -> Taken:
    """Write the profile that a form, a workbook, or a table describes into a folder, beside earlier versions.

    Raise InputError where it is not valid, and OutputError where it cannot be written.
    """
    profile = read_intake(edition, sent, named)
    written = profile_yaml(edition, profile)
    make_folder(folder)
    earlier = [path for path in _versions(folder, profile.id) if path.exists()]
    before = earlier[-1] if earlier else None
    if before and _says_the_same(edition, before, profile):
        return Taken(profile=profile, path=before, is_new=False, before=before)
    path = next(path for path in _versions(folder, profile.id, most=len(earlier) + 2) if not path.exists())
    write_new(path, written)
    return Taken(profile=profile, path=path, is_new=True, before=before)


def _versions(folder: Path, id: str, most: int = 1000) -> Iterator[Path]:
    yield folder / f"{id}.yaml"
    for number in range(2, most + 1):
        yield folder / f"{id}.{number}.yaml"


def _says_the_same(edition: Edition, path: Path, profile: Profile) -> bool:
    try:
        return bool(read_profile(edition, path).content == profile.content)
    except InputError:
        return False


def write_new(path: Path, content: bytes) -> None:
    """Write a file whole where there is none yet; raise OutputError where there is one, or it cannot be written."""
    there = f"{path.as_posix()} is there already; name another file, or move that one away"
    if path.is_file():
        raise OutputError(there)
    if not write_pieces(path, (content,), tuple, still=lambda: not path.is_file()):
        raise OutputError(there)
