"""Says in our own words what is wrong with a command line, and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from typing import Any

import typer

USAGE_ERROR: type[Exception] = typer.BadParameter.__bases__[0]
"""What Typer raises for a command line that it cannot read; Typer itself has no public name for it."""
_MEANT = {
    **dict.fromkeys(("audit", "lint", "run", "score", "test", "validate"), "check"),
    **dict.fromkeys(("docx", "html", "letter", "pdf", "print", "write"), "report"),
    **dict.fromkeys(("diff", "matrix"), "compare"),
    **dict.fromkeys(("create", "init", "start"), "new"),
    **dict.fromkeys(("import", "read"), "intake"),
    **dict.fromkeys(("decide", "rate", "worksheet"), "review"),
    **dict.fromkeys(("describe", "info", "show", "what"), "explain"),
    **dict.fromkeys(("list", "ls"), "criteria"),
    **dict.fromkeys(("publish", "web"), "site"),
}
"""What people type → the command that does it."""

_NOT_ONE_OF, _QUOTE = " is not one of ", "'"
"""How Typer says that a word is not one of the choices."""
_NEAR = 0.5


@contextmanager
def about(option: str) -> Iterator[None]:
    """Turn a ValueError into typer.BadParameter, which says that it is about an option."""
    try:
        yield
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from error


def unknown_command(ctx: Any, name: str, known: Iterable[str]) -> Exception:
    """Return the error for a command that there is not, which names the one that was probably meant."""
    names = tuple(known)
    near = get_close_matches(name.lower(), names, n=1)
    meant = _MEANT.get(name.lower(), "")
    nearest = near[0] if near else meant if meant in names else ""
    help = f"did you mean `{ctx.command_path} {nearest}`?" if nearest else f"there are {', '.join(names)}"
    return typer.BadParameter(f"unknown command `{name}`; {help}", ctx=ctx)


def misuse_words(error: Any) -> str:
    """Return what is wrong with a command line, and where to look, as lines for standard error.

    Which kind of error it is goes by its name and attributes, because Typer keeps the classes to itself.
    """
    param = getattr(error, "param", None)
    hint = getattr(error, "param_hint", None) or (_name(param, error.ctx) if param else "")
    hint = ", ".join(hint) if isinstance(hint, list | tuple) else hint
    kind = type(error).__name__
    if kind == "NoSuchOption":
        near = (getattr(error, "possibilities", None) or [""])[0]
        message = f"unknown option `{error.option_name}`" + (f"; did you mean `{near}`?" if near else "")
    elif kind == "MissingParameter":
        message = f"{hint} is missing"
    elif (choices := _choices(param)) and _NOT_ONE_OF in error.message:
        message = f"{hint}: {_no_choice(error.message.partition(_NOT_ONE_OF)[0].strip(_QUOTE), choices)}"
    else:
        message = error.message.rstrip(".")
        message = (
            f"{hint}: {message}"
            if hint
            else f"{message[:1].lower()}{message[1:]}"
            if message[1:2].islower()
            else message
        )
    command = error.ctx.command_path if error.ctx else "mcaudit"
    return f"error: {message}\n  help: see `{command} --help`"


def _choices(param: Any) -> tuple[str, ...]:
    """Return the words that a parameter may be, where it may only be some."""
    return tuple(str(getattr(each, "value", each)) for each in getattr(getattr(param, "type", None), "choices", ()))


def _no_choice(given: str, choices: tuple[str, ...]) -> str:
    near = get_close_matches(given.lower(), choices, n=1, cutoff=_NEAR)
    meant = f"; did you mean `{near[0]}`?" if near else ""
    return f"“{given}” is not one of {', '.join(choices)}{meant}"


def _name(param: Any, ctx: Any) -> str:
    name = str(param.get_error_hint(ctx)).replace("'", "").replace(" / ", " or ")
    return name.upper() if param.param_type_name == "argument" else name
