"""Writes to the standard streams: without failing when nobody reads them any more, and nothing that acts on them."""

from __future__ import annotations

import os
import sys
from typing import Any, TextIO

from mcaudit.errors import OutputError
from mcaudit.media.plain import commands_nothing, utf8, visible


def emit(text: str, *, machine: bool = False, commands: bool = False) -> None:
    """Print a command's result; raise OutputError where it cannot be written.

    What is for programs (`machine`) is UTF-8 whatever the code page, unless a person looks at it. In a log that
    GitHub's runner reads, nothing is a command to it, unless the text is made of its `commands`.

    A reader that closes the pipe early (`| head`) has seen what it wanted: this is not an error, and
    the exit code stays the command's own.
    """
    text = text if commands else _for_a_log(text)
    try:
        if machine and not sys.stdout.isatty() and hasattr(sys.stdout, "buffer"):
            sys.stdout.buffer.write(utf8(text))
        else:
            sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  closed with the process
    except OSError as error:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
        raise OutputError(f"the result cannot be written: {(error.strerror or str(error)).lower()}") from error


def to_stderr(text: str) -> None:
    """Print a message for people on standard error; where that cannot be, the exit code has to say it."""
    try:
        print(text, file=sys.stderr, flush=True)
    except (OSError, ValueError):  # a full disk, a reader who left, a stream that is closed
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  closed with the process


def notify(*texts: str) -> None:
    """Print on standard error what a person should know, and may otherwise miss."""
    for text in texts:
        to_stderr(f"note: {text}")


class Harmless:
    """A stream for people, such as standard error: no text that is written to it acts on a terminal or in a log."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Write a text, with what would act made visible."""
        self.stream.write(_for_a_log(visible(text)))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        """Return all else that a stream has."""
        return getattr(self.stream, name)


def _for_a_log(text: str) -> str:
    return commands_nothing(text) if os.environ.get("GITHUB_ACTIONS") else text
