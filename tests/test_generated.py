"""Generated files are current; the message names the command that mends them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.regenerate import COMMAND, ROOT, generated


@pytest.mark.parametrize("path", generated(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_generated_file_is_current(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == generated()[path](), f"`{COMMAND}` mends this"
