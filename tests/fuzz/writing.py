"""Writes data as YAML, JSON, and TOML in the many ways in which people and programs write them."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO
from random import Random
from typing import Any

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _./()-]*")


def utf8(text: str) -> bytes:
    """Return text as UTF-8; half a surrogate pair, which has no UTF-8, as the bytes that careless programs write."""
    return text.encode("utf-8", "surrogatepass")


def yaml_of(random: Random, data: Any) -> bytes:
    """Return data as YAML in blocks, with some values in one line."""
    return utf8("\n".join(_block(random, data, 0)) + "\n")


def _block(random: Random, data: Any, indent: int) -> Iterator[str]:
    space = "  " * indent
    if not isinstance(data, dict | list) or not data or random.random() < 0.05:
        yield f"{space}{_in_line(random, data)}"
        return
    entries = (
        [(f"{_in_line(random, str(key))}:", value) for key, value in data.items()]
        if isinstance(data, dict)
        else [("-", value) for value in data]
    )
    for start, value in entries:
        if isinstance(value, dict | list) and value:
            yield f"{space}{start}"
            yield from _block(random, value, indent + 1)
        else:
            yield f"{space}{start} {_in_line(random, value)}"


def _in_line(random: Random, data: Any) -> str:
    if isinstance(data, str) and _PLAIN.fullmatch(data) and random.random() < 0.9:
        return data
    return json.dumps(data, ensure_ascii=random.random() < 0.2)


def json_of(random: Random, data: Any) -> bytes:
    """Return data as JSON."""
    indent = random.choice((None, 0, 2, "\t"))
    return utf8(json.dumps(data, ensure_ascii=random.random() < 0.5, indent=indent))


def csv_of(random: Random, data: Any) -> bytes:
    """Return rows as a table in CSV, between its cells what some spreadsheet program writes."""
    rows = data if isinstance(data, list) else [data]
    held = StringIO(newline="")
    writer = csv.writer(
        held, delimiter=random.choice(",,,;\t"), quoting=random.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    )
    writer.writerows([str(cell) for cell in (row if isinstance(row, list) else [row])] for row in rows)
    return utf8(held.getvalue())


def toml_of(data: Any, table: str) -> bytes:
    """Return data as TOML, in a table and those below it; what TOML does not know is written as text."""
    return utf8("\n".join(_table(data, table)) + "\n")


def _table(data: Any, table: str) -> Iterator[str]:
    if not isinstance(data, dict):
        yield f"{table} = {_toml_value(data)}"
        return
    yield f"[{table}]"
    yield from (
        f"{_toml_key(key)} = {_toml_value(value)}" for key, value in data.items() if not isinstance(value, dict)
    )
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _table(value, f"{table}.{_toml_key(key)}")


def _toml_key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key)


def _toml_value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_toml_value, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_toml_key(key)} = {_toml_value(inner)}' for key, inner in value.items())}}}"
    return json.dumps("none" if value is None else value)
