"""Drafts profiles from published credentials, and keeps each source beside its draft."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from mcaudit.app.intake import profile_yaml, write_new
from mcaudit.app.json_files import not_json
from mcaudit.app.writing import make_folder
from mcaudit.contracts import PROFILE_FORMAT
from mcaudit.errors import InputError, OutputError, Problem
from mcaudit.importers.containers import Carried, carried
from mcaudit.importers.draft import FILE, Draft, NotReadError, OrganizationError, Sources
from mcaudit.importers.node import Node
from mcaudit.importers.registry import drafted
from mcaudit.media.plain import plain
from mcaudit.model import Edition, Profile
from mcaudit.reading.limits import MAX_BYTES
from mcaudit.reading.profile.read import profile_in
from mcaudit.reading.text import read_bytes
from mcaudit.version import __version__

DOCUMENTS = "documents"
"""The folder beside a draft in which its source is kept."""
SUFFIXES = (".json", ".jsonld", ".jwt", ".txt", ".png", ".svg")
_SEARCHED = tuple(ending for ending in SUFFIXES if ending != ".txt")
"""What a search of a folder takes; a text file may hold a signed token, but must be named."""
_OF = "published credential"
_MOST_ID = 60
_MOST_SHOWN = 2_000
"""Characters of a value that is left over which a comment shows; the source, which is kept, has the rest."""
_LINE = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a person says about a draft that no file can say."""

    state: str
    id: str = ""
    title: str = ""
    language: str = ""
    seen: str = ""
    placed: Mapping[str, Sequence[str]]
    """A place in the file, such as `criteria.narrative` → the criteria that its text is a statement about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that was given, with the credential in it."""

    name: str
    raw: bytes
    carried: Carried
    data: Any

    @property
    def suffix(self) -> str:
        """How a copy of it ends."""
        ending = Path(self.name).suffix.lower()
        return ending if ending in SUFFIXES else ".json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A draft in YAML, and what became of its source."""

    id: str
    yaml: bytes
    copy: str
    """Where the source is kept, from the draft's folder."""
    source: Source
    draft: Draft
    profile: Profile


def sources_in(paths: Sequence[Path], piped: bytes | None = None) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Return the files that are named or stand in a named folder, and the problems of those that cannot be read.

    `piped` is what came from standard input, where `-` is among the paths.
    """
    found: list[Source] = []
    problems: list[Problem] = []
    for path in _files(paths):
        try:
            raw = piped if piped is not None and path == Path("-") else read_bytes(path, MAX_BYTES, _OF)
            found.append(source_of("stdin" if path == Path("-") else path.as_posix(), raw))
        except InputError as error:
            problems.extend(error.problems)
    return tuple(found), tuple(problems)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if each.suffix.lower() in _SEARCHED and each.is_file())
        else:
            yield path


def source_of(name: str, raw: bytes) -> Source:
    """Return a file with the credential in it; raise InputError if there is none."""
    try:
        found = carried(raw)
    except NotReadError as error:
        raise InputError.of(name, str(error)) from error
    try:
        data = json.loads(found.text)
    except json.JSONDecodeError as error:
        help = "save the credential itself, as its platform offers it for download"
        raise not_json(name, found.text, error, of=_OF, help=help) from error
    except (RecursionError, ValueError) as error:
        raise InputError.of(name, "its values are nested too deep, or too long, for a credential") from error
    return Source(name=name, raw=raw, carried=found, data=data)


def imported(edition: Edition, sources: Sequence[Source], wishes: Wishes) -> Iterator[Imported | InputError]:
    """Yield a draft for each credential among some files, or why there is none.

    Files that only describe an organization complete the others, and are skipped unless they stand alone.
    """
    beside = _by_address(sources)
    taken: set[str] = set()
    for source in sources:
        if len(sources) > 1 and _only_completes(source):
            continue
        try:
            found = Sources(language=wishes.language, beside=beside, is_signed=source.carried.is_signed)
            made = _imported(edition, source, found, wishes, taken)
        except NotReadError as error:
            yield InputError.of(source.name, str(error), "Open Badges 1 to 3 and CTDL credentials are read")
        except InputError as error:
            yield error
        else:
            taken.add(made.id)
            yield made


def _by_address(sources: Sequence[Source]) -> Mapping[str, Node]:
    found: dict[str, Node] = {}
    for source in sources:
        node = Node(source.data, Path(source.name).name)
        if address := node.at("id", "@id").text():
            found[address] = node
    return found


def _only_completes(source: Source) -> bool:
    try:
        drafted(source.data, Sources())
    except OrganizationError:
        return True
    except NotReadError:
        return False
    return False


def _imported(edition: Edition, source: Source, sources: Sources, wishes: Wishes, taken: set[str]) -> Imported:
    draft = drafted(source.data, sources)
    title = wishes.title or draft.content.get("title", "")
    id = _free(wishes.id or _slug(title) or _slug(Path(source.name).stem) or "credential", taken)
    copy = f"{DOCUMENTS}/{id}{source.suffix}"
    content = {"format": PROFILE_FORMAT, "id": id, "title": title, "state": wishes.state, **draft.content}
    content["title"] = title
    content["statements"] = _statements(draft, source, wishes)
    content["dossier"] = _dossier(draft, source, copy, wishes)
    given = {key: value for key, value in content.items() if value}
    profile = _profile(edition, given, source)
    written = profile_yaml(edition, profile)
    head, _, body = written.partition(b"\n")
    comments = "\n".join(_head(draft, source)).encode()
    rest = "\n".join(_left(draft)).encode()
    return Imported(
        id=id,
        yaml=b"\n".join((head, comments, body.rstrip(), rest, b"")),
        copy=copy,
        source=source,
        draft=draft,
        profile=profile,
    )


def _profile(edition: Edition, content: Mapping[str, Any], source: Source) -> Profile:
    """Return the profile of a draft; raise InputError, which names the file that was given, if it is not valid."""
    try:
        return profile_in(edition, json.dumps(content).encode(), "draft.json")
    except InputError as error:
        problems = (Problem(path=source.name, message=each.message, help=each.help) for each in error.problems)
        raise InputError(problems) from error


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower())[:_MOST_ID].strip("-")


def _free(id: str, taken: set[str]) -> str:
    numbered = (f"{id}-{number}" for number in range(2, len(taken) + 3))
    return id if id not in taken else next(each for each in numbered if each not in taken)


def _dossier(draft: Draft, source: Source, copy: str, wishes: Wishes) -> dict[str, Any]:
    kept: dict[str, Any] = {
        "title": f"{draft.kind} file",
        "kind": "credential_file",
        "path": copy,
        "seen": wishes.seen,
        "sha256": sha256(source.raw).hexdigest(),
    }
    return {FILE: {key: value for key, value in kept.items() if value}, **draft.content.get("dossier", {})}


def _statements(draft: Draft, source: Source, wishes: Wishes) -> list[dict[str, Any]]:
    """Return the texts that a person placed, each as a statement that cites its place in the file."""
    found = []
    for place, criteria in wishes.placed.items():
        node = next((each for each in draft.left if each.place == place or each.place.endswith(f".{place}")), None)
        if node is None:
            offered = ", ".join(each.place for each in draft.left) or "nothing"
            raise InputError.of(source.name, f"`{place}` is not among what is left over", f"there is: {offered}")
        citation = {"document": FILE, "section": node.place}
        found.append({"about": list(criteria), "text": node.text, "citation": citation})
        draft.left.remove(node)
        draft.taken.append(node.place)
    return found


def _head(draft: Draft, source: Source) -> Iterator[str]:
    name = plain(Path(source.name).name)
    yield f"# A draft, made by mcaudit {__version__} from {name} ({draft.kind}). It says only what that file says."
    yield f"# SHA-256 of the file: {sha256(source.raw).hexdigest()}"
    yield "# Comments do not count as answers. Check each answer, and add what other documents say."


def _left(draft: Draft) -> Iterator[str]:
    if not draft.left:
        return
    yield ""
    yield "# Left over. A person must say what these belong to: use a field, or a statement at the top."
    for left in draft.left:
        belongs = f" (may belong to {left.may_answer})" if left.may_answer else ""
        yield f"# {plain(left.place)}{belongs}:"
        cut = " […]" if len(left.text) > _MOST_SHOWN else ""
        for line in (left.text[:_MOST_SHOWN] + cut).splitlines():
            if said := " ".join(plain(line).split()):
                yield from (f"#   {part}" for part in _wrapped(said))


def _wrapped(text: str) -> Iterator[str]:
    while len(text) > _LINE:
        cut = text.rfind(" ", 0, _LINE)
        cut = cut if cut > 0 else _LINE
        yield text[:cut]
        text = text[cut:].lstrip()
    yield text


def keep(made: Imported, target: Path) -> None:
    """Write a draft, and its source beside it; raise OutputError if either is there already with other content."""
    copy = target.parent / made.copy
    if target.exists():
        raise OutputError(f"{target.as_posix()} is there already; name another file, or move that one away")
    make_folder(copy.parent)
    if not (copy.is_file() and copy.read_bytes() == made.source.raw):
        write_new(copy, made.source.raw)
    write_new(target, made.yaml)


def said_of(made: Imported) -> Iterator[str]:
    """Yield in sentences what became of a file: what was taken, left, and dropped."""
    draft = made.draft
    left = f", left {len(draft.left)} for you to place (see the comments at the end)" if draft.left else ""
    yield f"{made.source.name}: {draft.kind}: took {len(set(draft.taken))} values{left}"
    if draft.dropped:
        count = len(draft.dropped)
        fields = "field" if count == 1 else "fields"
        yield f"{count} {fields} about the earner not taken: {', '.join(draft.dropped)}"
    yield from dict.fromkeys(draft.notes)
