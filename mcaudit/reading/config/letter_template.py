"""Checks an agency's own letter before anything is written: it may hold placeholders and conditions, and no more."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mcaudit.errors import InputError, Problem
from mcaudit.model import Position
from mcaudit.model.agency import PLACEHOLDERS, LetterTemplate
from mcaudit.reading.near import did_you_mean
from mcaudit.reading.text import Text

_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name),
    *(nodes.If, nodes.Not, nodes.And, nodes.Or),
)
_HELP = "write placeholders such as {{ addressee }}, and {% if deadline %} … {% else %} … {% endif %}, and nothing else"


def checked_template(text: Text) -> LetterTemplate:
    """Return the template in a text; raise InputError with everything in it that is not allowed."""
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
