"""Reads who the agency is: the key `agency` of a configuration, with its logo and its template of a letter."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mcaudit.errors import InputError, Problem
from mcaudit.model import Position
from mcaudit.model.agency import PLACEHOLDERS, Agency, Contact, LetterTemplate, Logo
from mcaudit.reading.config.logo import read_logo
from mcaudit.reading.config.read import read_config_file
from mcaudit.reading.limits import MAX_TEMPLATE_BYTES
from mcaudit.reading.near import did_you_mean
from mcaudit.reading.parsing.tree import Document
from mcaudit.reading.text import Text, read_text, shortened

_TEXTS = ("how_to_respond", "appeal")
_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name),
    *(nodes.If, nodes.Not, nodes.And, nodes.Or),
)
_HELP = "write placeholders such as {{ addressee }}, and {% if deadline %} … {% else %} … {% endif %}, and nothing else"


def read_agency(path: Path | None) -> Agency | None:
    """Return the agency that a configuration names, or None where there is none.

    Raise InputError where the configuration, its logo, or its template cannot be read or is not valid.
    """
    if path is None:
        return None
    document = read_config_file(path)
    said = document.data.get("agency")
    if said is None:
        return None
    texts: dict[str, str] = {key: said[key].strip() for key in _TEXTS if key in said}
    contact = Contact(**{key: value.strip() for key, value in said.get("contact", {}).items()})
    return Agency(
        name=said["name"].strip(),
        logo=_logo(document, path.parent, said),
        contact=contact,
        respond_within_days=said.get("respond_within_days"),
        letter_template=_template(document, path.parent, said),
        **texts,
    )


def _logo(document: Document, folder: Path, said: dict[str, Any]) -> Logo | None:
    if "logo" not in said:
        return None
    try:
        return read_logo(_below(document, folder, "logo", said["logo"]))
    except ValueError as error:
        message, help = error.args
        raise _wrong(document, "logo", f"`logo` cannot be used: {message}", help) from error
    except InputError as error:
        raise _unreadable(document, "logo", error.problems[0]) from error


def _template(document: Document, folder: Path, said: dict[str, Any]) -> LetterTemplate | None:
    key = "letter_template"
    if key not in said:
        return None
    path = _below(document, folder, key, said[key])
    try:
        text = read_text(path, most=MAX_TEMPLATE_BYTES, of="letter template")
    except InputError as error:
        raise _unreadable(document, key, error.problems[0]) from error
    return checked_template(text)


def _below(document: Document, folder: Path, key: str, written: str) -> Path:
    """Return the path of a file below the configuration's folder.

    A configuration may be somebody else's: it must not put another file of the user's into a letter.
    """
    path = folder / written
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        message = f"`{key}` is “{shortened(written)}”, which is outside the folder of the configuration"
        raise _wrong(document, key, message, "put the file below the folder of the configuration")
    return path


def _unreadable(document: Document, key: str, problem: Problem) -> InputError:
    return _wrong(document, key, f"`{key}` cannot be read: {problem.path}: {problem.message}", problem.help)


def _wrong(document: Document, key: str, message: str, help: str) -> InputError:
    return document.text.error(message, help, at=document.place(f"/agency/{key}"))


# --- the letter -----------------------------------------------------------------------------------


def checked_template(text: Text) -> LetterTemplate:
    """Return the template in a text; raise InputError with everything in it that is not allowed.

    A template may hold placeholders and conditions, and no more.
    """
    try:
        tree = ImmutableSandboxedEnvironment(autoescape=False).parse(text.content)
    except (TemplateSyntaxError, RecursionError) as error:
        message, line = getattr(error, "message", None) or "it is nested too deeply", getattr(error, "lineno", 1)
        raise text.error(f"this template cannot be read: {message}", _HELP, at=_at(line)) from error
    if problems := tuple(_problems(text, tree)):
        raise InputError(problems)
    return LetterTemplate(path=text.path, content=text.content)


def _problems(text: Text, tree: nodes.Template) -> Iterator[Problem]:
    waiting: list[nodes.Node] = [tree]
    while waiting:
        node = waiting.pop(0)
        if not isinstance(node, _ALLOWED):
            yield text.problem("a template of a letter cannot do this", _HELP, at=_at(node.lineno))
            continue
        if isinstance(node, nodes.Name) and node.name not in PLACEHOLDERS:
            help = did_you_mean(node.name, PLACEHOLDERS) or f"the placeholders are {', '.join(PLACEHOLDERS)}"
            yield text.problem(f"unknown placeholder `{node.name}`", help, at=_at(node.lineno))
        waiting += node.iter_child_nodes()


def _at(line: int) -> Position:
    return Position(line=line, column=1)
