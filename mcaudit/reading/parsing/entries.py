"""Yields the entries of a YAML file as they are written, without building anything of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNCLEAR = "only reading the whole file can show what its first entries are"


def entries_in(text: str) -> Iterator[tuple[bool, str, object]]:
    """Yield (at the top, name, text or None) of every entry; raise ValueError where a name or a text is elsewhere.

    Only events are looked at: no value is built, and nothing that an anchor stands for is written out.
    """
    around: list[str | None] = []  # of each list "", of each mapping the name whose value is next, or None
    documents = 0
    for event in _events(text):
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise ValueError(_UNCLEAR)
        elif isinstance(event, yaml.CollectionEndEvent):
            around.pop()
        elif isinstance(event, yaml.NodeEvent):
            at_top = len(around) == 1
            scalar = event.value if isinstance(event, yaml.ScalarEvent) else None
            if at_top and isinstance(event, yaml.AliasEvent) and around[0] in (None, "format"):
                raise ValueError(_UNCLEAR)
            if around and around[-1] is None:
                if at_top and scalar == "<<":
                    raise ValueError(_UNCLEAR)
                around[-1] = scalar or "?"
            elif around and around[-1]:
                yield at_top, around[-1], scalar
                around[-1] = None
            if isinstance(event, yaml.CollectionStartEvent):
                around.append(None if isinstance(event, yaml.MappingStartEvent) else "")


def _events(text: str) -> Iterator[Any]:
    try:
        yield from yaml.parse(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise ValueError(_UNCLEAR) from error
