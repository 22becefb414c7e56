"""Says where a file that should be JSON is not."""

from __future__ import annotations

from json import JSONDecodeError

from mcaudit.errors import InputError
from mcaudit.reading.text import Text


def not_json(path: str, content: str, error: JSONDecodeError, *, of: str, help: str) -> InputError:
    """Return the error of a file that is not JSON, with the line and the column; `of` says what the file is."""
    text = Text(path=path, content=content, sha256="", of=of)
    at = text.position(min(error.pos, len(content)))
    return InputError([text.problem(f"this is not JSON: {error.msg.lower()}", help, at=at)])
