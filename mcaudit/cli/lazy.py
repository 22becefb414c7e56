"""A group of commands of which only the one that is called is loaded."""

from __future__ import annotations

import ast
import shlex
from collections.abc import Callable, Mapping
from importlib import import_module
from inspect import cleandoc, getsource
from typing import Any, ClassVar, NamedTuple

import typer
from typer.core import TyperGroup

from mcaudit.cli.misuse import unknown_command

_EXAMPLE = 70
"""Characters that a line of an example has at most, beside its indents and the mark of a line that goes on."""


class Entry(NamedTuple):
    """Where a command or a group of commands is, as `module:name` within the command line, and what it does."""

    place: str
    summary: str


class LazyGroup(TyperGroup):
    """A group that knows its commands by a table, so that help and completion load none of them."""

    table: ClassVar[Mapping[str, Entry]] = {}

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Return the names of the commands, in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Return a command, loaded; None where there is none of that name."""
        if cmd_name not in self.commands and cmd_name in self.table:
            self.commands[cmd_name] = _loaded(cmd_name, self.table[cmd_name].place)
        return self.commands.get(cmd_name)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Write what each command does."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in self.table.items()])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that is called; raise typer.BadParameter, which names the nearest, where there is none."""
        if args and args[0] not in self.table and not args[0].startswith("-"):
            raise unknown_command(ctx, args[0], self.table)
        return super().resolve_command(ctx, args)


def group(name: str, help: str, table: Mapping[str, Entry], **options: Any) -> typer.Typer:
    """Return a group of the commands in a table."""
    cls = type("Group", (LazyGroup,), {"table": table})
    app = typer.Typer(name=name, cls=cls, no_args_is_help=True, rich_markup_mode=None, **options)
    app.callback(help=help)(_nothing)  # without one, an app that has no command yet is not a group
    return app


def _nothing() -> None:
    """Take no options."""


def _loaded(name: str, place: str) -> Any:
    home, _, attribute = place.partition(":")
    module = import_module(f"mcaudit.cli.{home}")
    found: typer.Typer | Callable[..., Any] = getattr(module, attribute)
    if not isinstance(found, typer.Typer):
        command, found = found, typer.Typer(rich_markup_mode=None, add_completion=False)
        help = "\n\n".join((cleandoc(_help_of(command) or ""), *getattr(module, "EXAMPLES", ())))
        found.command(name, help="\n\n".join(map(_to_copy, help.split("\n\n"))))(command)
    return typer.main.get_command(found)


def _to_copy(paragraph: str) -> str:
    """Return a paragraph of help; a command is folded as a shell reads it, and click leaves it as it is."""
    if not paragraph.strip().startswith("mcaudit "):
        return paragraph
    pieces: list[str] = []
    for word in shlex.split(paragraph, posix=False):
        if pieces and pieces[-1].startswith("-") and " " not in pieces[-1] and not word.startswith("-"):
            pieces[-1] += f" {word}"  # an option stays with its value
        else:
            pieces.append(word)
    lines: list[str] = []
    for word in pieces:
        if lines and len(lines[-1]) + len(word) < _EXAMPLE:
            lines[-1] += f" {word}"
        else:
            lines.append(f"    {word}" if lines else word)
    return "  \b\n" + " \\\n".join(lines)


def _help_of(command: Callable[..., Any]) -> str | None:
    """Return a command's docstring, read from its source under `python -OO` and PYTHONOPTIMIZE=2."""
    if command.__doc__ is not None:
        return command.__doc__
    (definition,) = ast.parse(getsource(command)).body
    return ast.get_docstring(definition) if isinstance(definition, ast.FunctionDef) else None
