"""Fills in an agency's own letter: plain text with headings, lists, and placeholders, set as blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mcaudit.blocks import Block, Bullets, Heading, Paragraph
from mcaudit.model.agency import ITEMS, LetterTemplate

_MARK = "\x00"
"""Stands for the list of items; no template and no profile can have it."""
_HEADING = re.compile(r"(#{1,6})\s+(.+)")
_BULLET = re.compile(r"[-*]\s+(.+)")
_NUMBER = re.compile(r"\d+[.)]\s+(.+)")
_HIGHEST, _LOWEST = 3, 4
"""The levels of headings within a letter."""


def filled_in(template: LetterTemplate, values: Mapping[str, str], items: Sequence[Block]) -> tuple[Block, ...]:
    """Return a template, which was checked as it was read, as blocks; `items` stand where it says `{{ items }}`."""
    environment = ImmutableSandboxedEnvironment(autoescape=False, undefined=StrictUndefined)
    on_one_line = {name: " ".join(value.replace(_MARK, "").split()) for name, value in values.items()}
    text = environment.from_string(template.content).render(**on_one_line, **{ITEMS: f"\n\n{_MARK}\n\n"})
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    return tuple(block for part in parts if part.strip() for block in _blocks(part.strip(), items))


def _blocks(part: str, items: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks of what stands between two empty lines: lines that are not a list are one paragraph."""
    if part == _MARK:
        yield from items
        return
    lines = [line.strip() for line in part.splitlines()]
    if heading := _HEADING.fullmatch(lines[0]):
        yield Heading(text=heading[2], level=min(_LOWEST, _HIGHEST + len(heading[1]) - 1))
        if len(lines) > 1:
            yield from _blocks("\n".join(lines[1:]), items)
        return
    for pattern, is_numbered in ((_BULLET, False), (_NUMBER, True)):
        found = [pattern.fullmatch(line) for line in lines]
        if all(found):
            yield Bullets(items=tuple(each[1] for each in found if each), is_numbered=is_numbered)
            return
    yield Paragraph(text=" ".join(lines))
