"""The table of limits in SECURITY.md, made of mcaudit/reading/limits.py."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from mcaudit.reading import limits

_BEGIN, _END = "<!-- limits, generated from mcaudit/reading/limits.py -->\n", "<!-- end of limits -->\n"
_UNITS = ((1024 * 1024, "MiB"), (1024, "KiB"))


def security_text(path: Path) -> str:
    """Return SECURITY.md with its table of limits as they are today."""
    before, rest = path.read_text(encoding="utf-8").split(_BEGIN)
    after = rest.split(_END)[1]
    rows = [f"| `{name}` | {_amount(getattr(limits, name))} | {why} |\n" for name, why in _reasons()]
    return "".join((before, _BEGIN, "| limit | at most | why |\n| --- | --- | --- |\n", *rows, _END, after))


def _reasons() -> Iterator[tuple[str, str]]:
    """Yield the name of each limit, and the sentence that stands below it."""
    body = ast.parse(Path(limits.__file__).read_text(encoding="utf-8")).body
    for one, below in pairwise(body):
        if isinstance(one, ast.Assign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            yield ast.unparse(one.targets[0]), " ".join(str(below.value.value).split()).replace("|", r"\|")


def _amount(value: object) -> str:
    if not isinstance(value, int):
        return str(value)
    return next((f"{value // size:,} {unit}" for size, unit in _UNITS if value % size == 0), f"{value:,}")
