"""Reads a configuration: `mcaudit.yaml`, or `[tool.mcaudit]` of `pyproject.toml`."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from mcaudit.errors import InputError
from mcaudit.model import JsonObject, Position
from mcaudit.reading.config_files import NAME, TABLE, in_table
from mcaudit.reading.files import read_file
from mcaudit.reading.packaged import packaged_schema
from mcaudit.reading.structure import problems_in, validator_for
from mcaudit.reading.text import Text, read_text
from mcaudit.reading.tree import Document

CONFIG_FORMAT = "mcaudit-config/1"
_TOML_ERROR = re.compile(r"\(at line (\d+), column (\d+)\)")
_TOML_TABLE = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(#.*)?")
_TOML_KEY = re.compile(r"""(\s*)["']?([A-Za-z0-9_.-]+)["']?\s*=""")


def read_config(path: Path) -> JsonObject:
    """Return what a configuration says; raise InputError with everything that is wrong with it."""
    document = _toml(path) if path.suffix.lower() == ".toml" else _yaml(path)
    if problems := problems_in(document, _validator()):
        raise InputError(problems)
    data: JsonObject = document.data
    return data


@cache
def _validator() -> Draft202012Validator:
    return validator_for(packaged_schema("config"))


def _yaml(path: Path) -> Document:
    document = read_file(path, of="configuration")
    if not isinstance(document.data, Mapping) or "format" not in document.data:
        help = f"a configuration begins with the line `format: {CONFIG_FORMAT}`"
        raise InputError([document.text.problem("this is no configuration", help, at=document.place(""))])
    return document


# --- TOML ----------------------------------------------------------------------------------------


def _toml(path: Path) -> Document:
    text = read_text(path, of="configuration")
    try:
        data = in_table(tomllib.loads(text.content))
    except tomllib.TOMLDecodeError as error:
        found = _TOML_ERROR.search(str(error))
        at = Position(line=int(found[1]), column=int(found[2])) if found else None
        message = f"this is no TOML: {_TOML_ERROR.sub('', str(error)).strip().lower()}"
        raise InputError([text.problem(message, "see toml.io for how it is written", at=at)]) from error
    except (ValueError, RecursionError) as error:  # a number of too many digits; nested too deeply
        message = "this is no TOML that anybody writes: it is nested too deeply, or has a number of too many digits"
        raise InputError([text.problem(message, "see toml.io for how it is written")]) from error
    if data is None:
        raise InputError([text.problem("it has no table [tool.mcaudit]", f"add one, or write {NAME}")])
    return Document(text, data, dict(_toml_places(text)), {})


def _toml_places(text: Text) -> Iterator[tuple[str, Position]]:
    """Yield where each table and key of ours stands, as far as a glance at each line tells."""
    table: tuple[str, ...] | None = None
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text.content), 1):
        if line.lstrip().startswith("[["):
            table = None
        elif header := _TOML_TABLE.fullmatch(line):
            steps = tuple(step.strip(" \"'") for step in header[1].split("."))
            table = steps[len(TABLE) :] if steps[: len(TABLE)] == TABLE else None
            if table is not None:
                yield _pointer(table), Position(line=number, column=1 + line.index("["))
        elif table is not None and (key := _TOML_KEY.match(line)):
            yield _pointer((*table, *key[2].split("."))), Position(line=number, column=1 + len(key[1]))


def _pointer(steps: tuple[str, ...]) -> str:
    return "".join(f"/{step}" for step in steps)


# --- as options ----------------------------------------------------------------------------------


def options_of(config: JsonObject, command: str, folder: str, names: tuple[str, ...]) -> JsonObject:
    """Return what a configuration says of a command's options; paths lead there from the current folder.

    `folder` is the configuration's own, as a path from the current one; `names` are those of shipped policies,
    which are no paths.
    """
    shared = {key: config[key] for key in ("paths", "policy", "edition", "color") if key in config}
    given: dict[str, Any] = {**shared, **config.get(command, {})}
    if "policy" in given and given["policy"] not in names:
        path = _from_here(folder, given["policy"])
        given["policy"] = f"./{path}" if path in names else path
    if "edition" in given:
        given["edition"] = _from_here(folder, given["edition"])
    if "paths" in given:
        given["paths"] = [_from_here(folder, path) for path in given["paths"]]
    if "output" in given:
        given["output"] = [_output_from_here(folder, output) for output in given["output"]]
    for key in ("select", "ignore"):
        if key in given:
            given[key] = [str(word) for word in given[key]]
    return given


def _from_here(folder: str, path: str) -> str:
    return os.path.normpath(Path(folder, path)).replace(os.sep, "/")


def _output_from_here(folder: str, output: str) -> str:
    format, equals, path = output.partition("=")
    if not equals or "/" in format or "." in format:  # as the command line reads it
        return _from_here(folder, output)
    return f"{format}={_from_here(folder, path)}"
