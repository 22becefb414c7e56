"""Starts a profile: as a skeleton to type in, or as a form to fill in; never over a file that is there."""

from __future__ import annotations

from pathlib import Path

from mcaudit.app.writing import WholeFile
from mcaudit.contracts import PROFILE_FORMAT
from mcaudit.errors import InputError, OutputError
from mcaudit.forms.intake.skeleton import skeleton
from mcaudit.model import Edition, Profile
from mcaudit.reading.near import did_you_mean
from mcaudit.reading.profile import profile_in


def started(edition: Edition, id: str, title: str, state: str) -> Profile:
    """Return a profile that says nothing but its name; raise ValueError where it cannot have that name."""
    named = f"format: {PROFILE_FORMAT}\nid: {_quoted(id)}\ntitle: {_quoted(title)}\nstate: {_quoted(state)}\n"
    try:
        return profile_in(edition, named.encode("utf-8", "surrogatepass"), id)
    except InputError as error:
        raise ValueError("; ".join(_words(each.message, each.help) for each in error.problems)) from error


def _quoted(text: str) -> str:
    return "'{}'".format(text.replace("'", "''"))


def _words(message: str, help: str) -> str:
    return f"{message}: {help}" if help else message


def skeleton_of(edition: Edition, profile: Profile, answered: tuple[str, ...]) -> bytes:
    """Return the beginning of a profile as YAML; raise ValueError where `answered` are not subcomponents."""
    known = [sub.id for sub in edition.subcomponents]
    for name in answered:
        if name not in known:
            raise ValueError(f"“{name}” is not a subcomponent; {did_you_mean(name, known) or 'write it as 1F'}")
    state = str(profile.content["state"])
    return skeleton(edition, id=profile.id, title=profile.title, state=state, answered=answered).encode()


def write_new(path: Path, content: bytes) -> None:
    """Write a file whole where there is none yet; raise OutputError where there is one, or it cannot be written."""
    there = f"{path.as_posix()} is there already; name another file, or move that one away"
    if path.is_file():
        raise OutputError(there)
    file = WholeFile(path, tuple)
    try:
        file.write(content)
        if not file.keep(still=lambda: not path.is_file()):
            raise OutputError(there)
    finally:
        file.drop()
