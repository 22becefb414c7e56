"""Data as YAML that a person would have written: blocks, short citations on one line, long texts as literal blocks."""

from __future__ import annotations

import re
import sys
from typing import Any

import yaml

_LONG = 100
"""Characters of a text that stands below its key, and of an entry that stands on one line."""
_FOLDS = re.compile(r"[^\s]+(?: [^\s]+)*")
"""A text of one line that keeps its words when its lines are filled."""
_BREAKS = re.compile("[\r\x85\u2028\u2029]")
"""Ends of lines that YAML reads as another one, or as a space, unless they are written as escapes."""
_LINE = 110
_ON_ONE_LINE = ("citation", "citations")
"""Groups that are written on one line, and lists whose entries are."""


def yaml_text(value: Any, *, folds: bool = True) -> str:
    """Return data as YAML, keys in their order; without `folds` no line is ever wrapped."""
    return yaml.dump(
        value,
        Dumper=_Dumper if folds else _Unfolded,
        sort_keys=False,
        allow_unicode=True,
        width=_LINE if folds else sys.maxsize,
        default_flow_style=False,
    )


class _Dumper(yaml.SafeDumper):
    """Writes as a person would: no references to something above, and dates, which mcaudit reads as text, unquoted."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Write everything out."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        """Indent the entries of a list below its key."""
        super().increase_indent(flow=flow, indentless=False)


class _Unfolded(_Dumper):
    """The same without folded texts."""


def _mapping(dumper: _Dumper, value: dict[str, Any]) -> yaml.MappingNode:
    node = dumper.represent_mapping("tag:yaml.org,2002:map", value.items())
    for key, inner in node.value:
        for group in [inner, *(inner.value if isinstance(inner, yaml.SequenceNode) else ())]:
            if key.value in _ON_ONE_LINE and isinstance(group, yaml.MappingNode):
                group.flow_style = _fits(group)
        if isinstance(inner, yaml.SequenceNode) and all(isinstance(each, yaml.ScalarNode) for each in inner.value):
            inner.flow_style = _fits(inner)
    return node


def _fits(node: yaml.CollectionNode) -> bool:
    """Return whether a group or list of plain values fits on a line."""
    scalars = [each for pair in node.value for each in (pair if isinstance(pair, tuple) else (pair,))]
    for each in scalars:
        if isinstance(each, yaml.SequenceNode):
            if not _fits(each):
                return False
        elif not isinstance(each, yaml.ScalarNode) or "\n" in each.value:
            return False
    length = sum(len(each.value) + 4 for each in scalars)
    if length > _LONG:
        return False
    for each in scalars:
        if isinstance(each, yaml.SequenceNode):
            each.flow_style = True
        elif each.style in (">", "|"):
            each.style = None
    return True


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    style = None
    if _BREAKS.search(value):
        style = '"'
    elif "\n" in value:
        style = "|"
    elif len(value) > _LONG and _FOLDS.fullmatch(value) and not isinstance(dumper, _Unfolded):
        style = ">"
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
for _class in (_Dumper, _Unfolded):
    _class.add_representer(dict, _mapping)
    _class.add_representer(str, _text)
