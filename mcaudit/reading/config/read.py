"""Reads a configuration: `mcaudit.yaml`, or `[tool.mcaudit]` of `pyproject.toml`."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from glob import glob, has_magic
from pathlib import Path
from typing import Any

from mcaudit.contracts import CONFIG_FORMAT
from mcaudit.errors import InputError, Problem
from mcaudit.model import JsonObject, Position
from mcaudit.reading.config.find import NAME, TABLE, in_table
from mcaudit.reading.files import read_file
from mcaudit.reading.packaged import packaged_schema
from mcaudit.reading.parsing.tree import Document
from mcaudit.reading.structure import Validator, problems_in
from mcaudit.reading.text import Text, read_text, shortened

_TOML_ERROR = re.compile(r"\(at line (\d+), column (\d+)\)")
_TOML_TABLE = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(#.*)?")
_TOML_KEY = re.compile(r"""(\s*)["']?([A-Za-z0-9_.-]+)["']?\s*=""")


def read_config(path: Path) -> JsonObject:
    """Return what a configuration says; raise InputError with everything that is wrong with it."""
    data: JsonObject = read_config_file(path).data
    return data


def read_config_file(path: Path) -> Document:
    """Return a configuration with the place of each entry; raise InputError with everything that is wrong with it."""
    document = _toml(path) if path.suffix.lower() == ".toml" else _yaml(path)
    problems = problems_in(document, Validator(packaged_schema("config")))
    if problems := problems or tuple(_outputs_elsewhere(document, path)):
        raise InputError(problems)
    return document


def _yaml(path: Path) -> Document:
    document = read_file(path, of="configuration")
    if not isinstance(document.data, Mapping) or "format" not in document.data:
        help = f"a configuration begins with the line `format: {CONFIG_FORMAT}`"
        raise document.text.error("this is not a configuration", help, at=document.place(""))
    return document


# --- TOML ----------------------------------------------------------------------------------------


def _toml(path: Path) -> Document:
    text = read_text(path, of="configuration")
    try:
        data = in_table(tomllib.loads(text.content))
    except tomllib.TOMLDecodeError as error:
        found = _TOML_ERROR.search(str(error))
        at = Position(line=int(found[1]), column=int(found[2])) if found else None
        message = f"this is not TOML: {_TOML_ERROR.sub('', str(error)).strip().lower()}"
        raise text.error(message, "see toml.io for how it is written", at=at) from error
    except (ValueError, RecursionError) as error:  # a number of too many digits; nested too deeply
        message = "this TOML cannot be read: it is nested too deeply, or has a number of too many digits"
        raise text.error(message, "see toml.io for how it is written") from error
    if data is None:
        raise text.error("it has no table [tool.mcaudit]", f"add one, or write {NAME}")
    return Document(text, data, dict(_toml_places(text)), {})


def _toml_places(text: Text) -> Iterator[tuple[str, Position]]:
    """Yield where each table and key of ours stands, as far as a glance at each line shows."""
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


# --- what may be written -------------------------------------------------------------------------


def _outputs_elsewhere(document: Document, path: Path) -> Iterator[Problem]:
    """Yield every output outside the configuration's folder, or hidden in it, where other programs keep their own.

    A configuration may be somebody else's, and decides where it is read from a folder above: it must not
    overwrite what its user may write elsewhere.
    """
    folder = os.path.realpath(path.parent)
    help = "name a file below the folder of the configuration, or give --output on the command line"
    for command, options in document.data.items():
        outputs = options.get("output", ()) if isinstance(options, Mapping) else ()
        for index, output in enumerate(outputs):
            written = _split(output)[1]
            target = os.path.realpath(Path(folder, os.path.expanduser(written)))  # noqa: PTH111  a `~` without a home stays
            steps = Path(os.path.relpath(target, folder)).parts
            if steps[:1] == (os.pardir,) or Path(*steps).is_absolute():
                message = f"`output` is “{shortened(written)}”, which is outside the folder of the configuration"
            elif any(step.startswith(".") for step in steps):
                message = f"`output` is “{shortened(written)}”, which is a hidden file or in a hidden folder"
            else:
                continue
            yield document.text.problem(message, help, at=document.place(f"/{command}/output/{index}"))


# --- as options ----------------------------------------------------------------------------------


def options_of(config: JsonObject, command: str, folder: str, names: tuple[str, ...]) -> JsonObject:
    """Return what a configuration says of a command's options; paths lead there from the current folder.

    `folder` is the configuration's own, as a path from the current one; `names` are those of shipped policies,
    which are not paths. In a path, `~` is the user's own folder; in `paths`, patterns are filled in.
    """
    shared = {key: config[key] for key in ("paths", "exclude", "policy", "edition", "color") if key in config}
    given: dict[str, Any] = {**shared, **config.get(command, {})}
    if "policy" in given and given["policy"] not in names:
        path = _from_here(folder, given["policy"])
        given["policy"] = f"./{path}" if path in names else path
    if "edition" in given:
        given["edition"] = _from_here(folder, given["edition"])
    if "paths" in given:
        given["paths"] = [path for written in given["paths"] for path in _matching(folder, written)]
    if "output" in given:
        split = map(_split, given["output"])
        given["output"] = [f"{format}{_from_here(folder, path)}" for format, path in split]
    for key in ("select", "ignore"):
        if key in given:
            given[key] = [str(word) for word in given[key]]
    return given


def _from_here(folder: str, path: str) -> str:
    return os.path.normpath(Path(folder, os.path.expanduser(path))).replace(os.sep, "/")  # noqa: PTH111  a `~` without a home stays


def _matching(folder: str, written: str) -> list[str]:
    """Return the paths that an entry of `paths` stands for, in order; itself if no pattern in it matches."""
    path = _from_here(folder, written)
    if os.path.lexists(path) or not has_magic(written):
        return [path]
    found = sorted(glob(os.path.expanduser(written), root_dir=folder, recursive=True))  # noqa: PTH111, PTH207
    return [_from_here(folder, each) for each in found] or [path]


def _split(output: str) -> tuple[str, str]:
    """Return the format of an output with its equals sign, or nothing, and the file, as the command line reads it."""
    format, equals, path = output.partition("=")
    return ("", output) if not equals or "/" in format or "." in format else (f"{format}=", path)
