"""Reads a file's bytes as text, and says plainly why when that cannot be done."""

from __future__ import annotations

import codecs
import re
import stat
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import accumulate
from pathlib import Path

from mcaudit.errors import InputError, Problem
from mcaudit.model import Position
from mcaudit.reading.kinds import POINTER, kind_of, refuse_lock
from mcaudit.reading.limits import MAX_BYTES
from mcaudit.reading.near_files import near_path
from mcaudit.reading.piped import held, hold


@dataclass(frozen=True, kw_only=True)
class Text:
    """A file's text with the name it is reported under and the SHA-256 of its bytes (hexadecimal)."""

    path: str
    content: str
    sha256: str
    of: str = "profile"
    """What the file should hold, in a word."""

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        lines = self.content.replace("\r\n", " \n").replace("\r", "\n").split("\n")
        return (0, *accumulate(len(line) + 1 for line in lines[:-1]))

    @cached_property
    def _lines(self) -> tuple[str, ...]:
        """The lines, each held once however many problems show it: a file may be one line of two megabytes."""
        ends = (*self._starts[1:], len(self.content))
        return tuple(self.content[start:end].rstrip("\r\n") for start, end in zip(self._starts, ends, strict=True))

    def position(self, index: int) -> Position:
        """Return the place of the character at `index`; lines end where editors say that they end."""
        line = bisect_right(self._starts, index)
        return Position(line=line, column=index - self._starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """Return line `number` (from 1) without its line end."""
        return self._lines[number - 1]

    def problem(self, message: str, help: str = "", *, at: Position | None = None) -> Problem:
        """Return a problem in this text, with the line it stands on as the excerpt."""
        if at is None:
            return Problem(path=self.path, message=message, help=help)
        return Problem(
            path=self.path, message=message, help=help, line=at.line, column=at.column, excerpt=self.line(at.line)
        )

    def error(self, message: str, help: str = "", *, at: Position | None = None) -> InputError:
        """Return a problem in this text as the error to raise."""
        return InputError([self.problem(message, help, at=at)])


_CONFLICT = re.compile(r"(?:^|(?<=[\r\n]))(?:<{7}|>{7})(?:[ \t][^\r\n]*)?(?=[\r\n]|$)")
_SHOWN = 60


def shortened(words: str) -> str:
    """Return the beginning of what somebody wrote, for a message."""
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"


def conflict(text: Text) -> Problem | None:
    """Return that two versions of a text were not merged, where Git's marks of that stand in it."""
    found = _CONFLICT.search(text.content)
    if found is None:
        return None
    message = f"a conflict marker of Git stands here (`{found[0][:7]}`): two versions of the file were not merged"
    help = "keep one version of each part, and delete the lines that begin with <<<<<<<, =======, and >>>>>>>"
    return text.problem(message, help, at=text.position(found.start()))


def fill(of: str) -> str:
    """Return how to fix a file with nothing in it."""
    return f"write the {of} into it, or remove it"


def read_text(path: Path, *, most: int = MAX_BYTES, of: str = "profile") -> Text:
    """Read a UTF-8 file that should hold a thing of a kind (`of`).

    Raise InputError when it is not a readable text file of a bearable size (`most` bytes).
    """
    return text_of(read_bytes(path, most, of), path.as_posix(), of=of)


def text_of(raw: bytes, name: str, *, of: str = "profile") -> Text:
    """Return bytes as the text of a thing of a kind (`of`), reported under a name.

    Raise InputError where they are not text, or nothing.
    """
    if kind := kind_of(raw):
        raise _of_another_kind(name, kind, of)
    text = Text(path=name, content=_decoded(name, raw, of), sha256=sha256(raw).hexdigest(), of=of)
    if not text.content.strip():
        raise InputError.of(text.path, "the file is empty", fill(of))
    return text


def read_bytes(path: Path, most: int, of: str) -> bytes:
    """Read a file of at most `most` bytes that should hold a thing of a kind (`of`); raise InputError if it is not."""
    name = path.as_posix()
    refuse_lock(path)
    hold(path, most)
    if (piped := held(path)) is not None:
        if len(piped) > most:
            raise too_large(name, len(piped), most, of)
        return piped
    try:
        info = path.stat()
        if stat.S_ISDIR(info.st_mode):
            raise InputError.of(name, "this is a folder, and a file is needed", "name a file in it")
        if not stat.S_ISREG(info.st_mode):
            raise InputError.of(name, "this is not a regular file", "copy its content into a file")
        with path.open("rb") as stream:
            raw = stream.read(min(info.st_size, most) + 1)  # as much memory is set aside as is asked for
    except FileNotFoundError as error:
        if path.is_symlink():
            raise InputError.of(
                name, "this link points to a file that is not there", "correct or remove the link"
            ) from error
        near = near_path(path)
        help = f"did you mean {shortened(near)}?" if near else "check the path"
        raise InputError.of(name, "there is no such file", help) from error
    except PermissionError as error:
        raise InputError.of(name, "you may not read this file", "ask its owner for permission to read it") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError.of(name, f"the file cannot be read: {reason}", "check the path and the disk") from error
    if len(raw) > most:
        raise too_large(name, max(info.st_size, len(raw)), most, of)
    return raw


_LONG = {
    "profile": "a profile cites long documents instead of holding them",
    "audit": "three hundred audits are shorter; audit and compare fewer profiles at once",
}


def too_large(name: str, size: int, most: int, of: str) -> InputError:
    """Return that what should hold a thing of a kind (`of`) has too many bytes."""
    return InputError.of(
        name,
        f"the file has {size:,} bytes, and at most {most:,} are read",
        f"is this the right file? {_LONG.get(of, f'no {of} is so long')}",
    )


_INSTEAD = {
    "profile": "write the profile in a text editor, as .yaml or .json, and name such a document in its dossier",
    "file of decisions": "`mcaudit review read` takes the decisions out of a worksheet and keeps them as .json",
}


def _of_another_kind(name: str, kind: str, of: str) -> InputError:
    if kind == POINTER:
        help = "have Git LFS fetch the file: run `git lfs pull`, or set `lfs: true` where a workflow checks out"
    else:
        help = _INSTEAD.get(of, f"write the {of} in a text editor, and save it as plain text in UTF-8")
    return InputError.of(name, f"this is {kind}, but a plain text file is expected", help)


_AS_UTF8 = {"table": "in Excel: File, Save As, “CSV UTF-8 (Comma delimited)”"}


def _decoded(name: str, raw: bytes, of: str) -> str:
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
    if raw.startswith(marks) or b"\0" in raw[:4]:
        raise InputError.of(name, "the file is in UTF-16 or UTF-32, and UTF-8 is needed", "save it again as UTF-8")
    body = raw
    while body.startswith(codecs.BOM_UTF8):  # files that were joined may have several
        body = body.removeprefix(codecs.BOM_UTF8)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        shown = Text(path=name, content=body.decode("utf-8", errors="replace"), sha256="")
        at = shown.position(len(body[: error.start].decode("utf-8")))
        message = f"the byte 0x{body[error.start]:02X} is not UTF-8 text"
        help = f"save the file again as UTF-8 ({_AS_UTF8.get(of, 'in Windows Notepad: Save as, Encoding UTF-8')})"
        raise shown.error(message, help, at=at) from error
