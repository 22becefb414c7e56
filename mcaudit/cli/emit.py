"""Writes to the standard streams without failing when nobody reads them any more."""

from __future__ import annotations

import os
import sys

from mcaudit.errors import OutputError


def emit(text: str, *, machine: bool = False) -> None:
    """Print a command's result; raise OutputError where it cannot be written.

    What is for programs (`machine`) is UTF-8 whatever the code page, unless a person looks at it.

    A reader that closes the pipe early (`| head`) has seen what it wanted: that is no error, and
    the exit code stays the command's own.
    """
    try:
        if machine and not sys.stdout.isatty() and hasattr(sys.stdout, "buffer"):
            sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))
        else:
            sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  closed with the process
    except OSError as error:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
        raise OutputError(f"the result cannot be written: {(error.strerror or str(error)).lower()}") from error


def tell(text: str) -> None:
    """Print a message for people on standard error; where that cannot be, the exit code has to say it."""
    try:
        print(text, file=sys.stderr, flush=True)
    except (OSError, ValueError):  # a full disk, a reader who left, a stream that is closed
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  closed with the process
