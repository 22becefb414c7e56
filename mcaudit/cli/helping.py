"""Finds the help of a command: its docstring, even if Python runs without docstrings."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from typing import Any


def help_of(command: Callable[..., Any]) -> str | None:
    """Return a command's docstring, read from its source under `python -OO` and PYTHONOPTIMIZE=2."""
    if command.__doc__ is not None:
        return command.__doc__
    (definition,) = ast.parse(inspect.getsource(command)).body
    return ast.get_docstring(definition) if isinstance(definition, ast.FunctionDef) else None
