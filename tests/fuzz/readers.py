"""Every reader of mcaudit: how its inputs are made, and what is done with what it reads."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

from mcaudit.app.auditing import local_documents
from mcaudit.app.finding import find_profiles
from mcaudit.app.intake import profile_yaml
from mcaudit.app.reviews import decided
from mcaudit.audit.engine import audit, audit_of
from mcaudit.audit.examples import contradictions
from mcaudit.comparison.changes import since
from mcaudit.errors import EditionError, InputError, Problem
from mcaudit.exchange.formats.json import audits_record
from mcaudit.exchange.json_text import json_document
from mcaudit.facts.normal import shape_of
from mcaudit.model import Audit, Policy, conditions
from mcaudit.model.lacks import lack
from mcaudit.reading.audits import read_audits
from mcaudit.reading.config.find import find_config
from mcaudit.reading.config.read import options_of, read_config
from mcaudit.reading.decisions.read import read_review_and_data, review_in
from mcaudit.reading.decisions.worksheet import read_worksheet_xlsx
from mcaudit.reading.edition.checks import check_edition, read_checked
from mcaudit.reading.edition.model import EditionData, edition_model
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.edition.setting_checks import check_settings
from mcaudit.reading.intake.read import read_intake
from mcaudit.reading.intake.table import Named
from mcaudit.reading.parsing.json_text import json_as_yaml
from mcaudit.reading.parsing.tree import read_document
from mcaudit.reading.policy.read import check_in_force, find_policy, policy_names, read_policy
from mcaudit.reading.profile.read import documents_named_in, read_profile
from mcaudit.reading.text import read_text
from tests.fuzz import bases, credentials
from tests.fuzz.mutations import copied, mutated, torn
from tests.fuzz.workbooks import any_intake, any_worksheet
from tests.fuzz.writing import csv_of, json_of, toml_of, yaml_of

_Make = Callable[[Random], bytes]
_Write = Callable[[Random, Any], bytes]
_UNCHANGED, _TORN = 0.03, 0.25
"""How often data is left as it is, and how often bytes are changed after data is written."""
_RENDERED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A reader: its inputs are files of a suffix; `share` is how many of two hundred inputs are for it."""

    name: str
    suffix: str
    share: int
    make: _Make
    read: Callable[[Path], None]
    """Read a file, and use what was read; raise InputError where it cannot be read."""
    file: str = "input"
    """The name of the file, where that matters."""


def files_beside(folder: Path) -> None:
    """Put into a folder what the dossier of a profile may name."""
    (folder / "a.txt").write_text("A rubric.", encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "folder").mkdir()
    with suppress(OSError, NotImplementedError):  # not every system lets everybody make links
        (folder / "out.txt").symlink_to(folder.parent)
        (folder / "circle").symlink_to(folder / "circle")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe")


# --- what is done with what was read ---------------------------------------------------------------


def _shown(found: Audit, path: Path) -> None:
    """Render an audit as JSON, which takes longer than making it: so that of some contents, always the same."""
    if sum(path.read_bytes()) % _RENDERED == 0:
        json.loads(json_document(audits_record(found)))


def _policy(path: Path) -> Policy | None:
    """Return one of the shipped policies or none, always the same for a content."""
    names = (*policy_names(), None)
    name = names[sum(path.read_bytes()) % len(names)]
    return _shipped(name) if name else None


@cache
def _shipped(name: str) -> Policy:
    return read_policy(default_edition(), find_policy(name))


def _profile(path: Path, *, audited: bool = True) -> None:
    try:
        profile = read_profile(default_edition(), path)
    except InputError:
        for file in documents_named_in(path):  # as a command looks, before it writes over none of them
            os.path.realpath(file)
        raise
    for file in local_documents(profile):
        os.path.realpath(file)
    if audited:
        _shown(audit(default_edition(), profile, date=bases.DAY, policy=_policy(path)), path)


def _read_policy(path: Path) -> None:
    policy = read_policy(default_edition(), path)
    with suppress(InputError):
        check_in_force(policy, bases.DAY)
    _shown(audit(default_edition(), bases.audited().profile, date=bases.DAY, policy=policy), path)


def _decisions(path: Path) -> None:
    review, _ = read_review_and_data(default_edition(), path)
    case = bases.audited().case
    _shown(audit_of(replace(case, decisions=decided(case, [review])), date=bases.DAY), path)


def _worksheet(path: Path) -> None:
    filled = read_worksheet_xlsx(default_edition(), path, today=bases.DAY)
    review_in(default_edition(), path, json.dumps(filled.document, indent=2).encode())


def _intake(path: Path) -> None:
    """Read what a provider sent, and write it as a profile, which must say the same."""
    found = read_intake(default_edition(), path, Named(id="talks", title="Talks", state="OH"))
    profile_yaml(default_edition(), found)


def _finding(path: Path) -> None:
    """Ask what a file is, as a search and a hook do; a refusal is that it is none to be audited."""
    found, problems, _ = find_profiles([path], profiles_only=True)
    if problems or not found:
        raise InputError(problems or [Problem(path=path.as_posix(), message="no profile")])


def _config(path: Path) -> None:
    find_config(path.parent)
    config = read_config(path)
    for command in ("check", "compare", "report", "facts"):
        options_of(config, command, "folder", policy_names())


def _audits(path: Path) -> None:
    found = bases.audited().audit
    for earlier in read_audits(path).values():
        _shown(replace(found, since=since(found, earlier)), path)


def _text(path: Path) -> None:
    text = read_text(path)
    read_document(json_as_yaml(text) if path.suffix == ".json" else text)


def _edition(path: Path, *, file: str, schema: str) -> None:
    changed = read_checked(path, schema)
    for small in bases.small_editions():
        heads, part = dict(small.heads), small.part
        if file in heads:
            heads[file] = changed
        elif changed.data["id"] == part.data["id"] or small is bases.small_editions()[-1]:
            part = changed
        else:
            continue
        head, vocabulary, settings, works = (heads[name] for name in bases.HEADS)
        problems = check_edition(head, vocabulary, works, [part])
        if problems := problems or tuple(check_settings(head, vocabulary, settings, [part])):
            raise EditionError(problems)
        _hold_examples(
            EditionData(
                sha256="0" * 64,
                head=head.data,
                vocabulary=vocabulary.data,
                settings=settings.data,
                works=works.data,
                parts=[("part.yaml", part.data)],
            )
        )
        return


def _hold_examples(data: EditionData) -> None:
    edition = edition_model(data)
    contradictions(edition)
    facts = bases.audited().case.facts
    for sub in edition.subcomponents:
        answer = sub.pointer.strip("/")
        for criterion in sub.criteria:
            for condition in filter(None, (criterion.met_when, criterion.not_met_when)):
                conditions.json_schema(condition, answer)
                conditions.reads(condition, answer)
                lack(condition, facts, answer)
                if conditions.holds(condition, facts, answer):
                    conditions.relied_on(condition, facts, answer)
    shape_of.cache_clear()  # it would keep every edition


# --- how inputs are made ---------------------------------------------------------------------------


def _made(base: Callable[[Random], Any], words: Callable[[], Sequence[Any]], write: _Write) -> _Make:
    """Return what makes inputs of data: changed as data, written, and at times changed as bytes."""

    def make(random: Random) -> bytes:
        data = base(random)
        if random.random() > _UNCHANGED:
            data = mutated(random, data, words())
        raw = write(random, data)
        return torn(random, raw) if random.random() < _TORN else raw

    return make


def _config_base(random: Random) -> Any:
    return random.choice(bases.CONFIGS)


def _toml(random: Random, data: Any) -> bytes:
    if isinstance(data, dict) and random.random() < 0.5:
        data = {key: value for key, value in data.items() if key != "format"}
    other = b'[project]\nname = "x"\n\n' if random.random() < 0.2 else b""
    return other + toml_of(data, "tool.mcaudit")


def _any_file(random: Random) -> Any:
    """Return the data of a file of any kind."""
    kinds = (bases.some_of_a_profile, bases.some_policy, bases.some_decisions, _config_base, _part)
    return random.choice(kinds)(random)


def _small_text(random: Random) -> Any:
    profile = bases.some_of_a_profile(random)
    return profile[random.choice(list(profile))]


def _head(name: str) -> Callable[[Random], Any]:
    return lambda random: random.choice(bases.small_editions()).heads[name].data


def _part(random: Random) -> Any:
    return random.choice(bases.small_editions()).part.data


def _conditions(random: Random) -> bytes:
    """Return a subcomponent of which only the conditions and the places of a criterion are changed."""
    part = copied(_part(random))
    criterion = random.choice(part["criteria"])
    changed = {key: criterion[key] for key in ("stated_by", "met_when", "not_met_when") if key in criterion}
    changed = mutated(random, changed, bases.edition_words())
    criterion |= changed if isinstance(changed, dict) else {"met_when": changed}
    return json_of(random, part)


def _edition_reader(name: str, schema: str, share: int, make: _Make) -> Reader:
    read = partial(_edition, file=name, schema=schema)
    return Reader(name=f"edition-{name}", suffix=".yaml", share=share, make=make, read=read)


def _credential_readers() -> tuple[Reader, ...]:
    words = credentials.credential_words
    credential = _made(credentials.some_credential, words, json_of)
    issuer = _made(credentials.some_issuer, words, json_of)
    signed = _made(credentials.some_endorsement, words, json_of)
    identity = _made(credentials.some_identity, words, json_of)
    baked, answers = _torn(credentials.baked), credentials.answers
    return (
        Reader(name="credential", suffix=".json", share=6, make=credential, read=credentials.draft),
        Reader(name="credential-baked", suffix=".png", share=4, make=baked, read=credentials.draft),
        Reader(name="credential-issuer", suffix=".json", share=2, make=issuer, read=credentials.draft_beside),
        Reader(name="endorsement", suffix=".json", share=3, make=signed, read=answers),
        Reader(name="endorsement-baked", suffix=".png", share=1, make=baked, read=answers),
        Reader(name="identity", suffix=".json", share=2, make=identity, read=credentials.answers_by),
    )


def _torn(make: _Make) -> _Make:
    """Return what makes inputs of bytes, at times changed as bytes."""

    def made(random: Random) -> bytes:
        raw = make(random)
        return torn(random, raw) if random.random() < _TORN else raw

    return made


def _readers() -> tuple[Reader, ...]:
    some, words = bases.some_of_a_profile, bases.profile_words
    reviews, review_words = bases.some_decisions, bases.decision_words
    heads = ((name, schema, _made(_head(name), bases.edition_words, yaml_of)) for name, schema in bases.HEADS.items())
    part = _made(_part, bases.edition_words, yaml_of)
    dossier = partial(_profile, audited=False)
    yaml, json_ = ".yaml", ".json"
    return (
        Reader(name="profile", suffix=yaml, share=16, make=_made(some, words, yaml_of), read=_profile),
        Reader(name="profile-json", suffix=json_, share=8, make=_made(some, words, json_of), read=_profile),
        Reader(
            name="dossier",
            suffix=yaml,
            share=36,
            make=_made(bases.dossier_profile, lambda: bases.PATHS, yaml_of),
            read=dossier,
        ),
        Reader(
            name="policy",
            suffix=yaml,
            share=12,
            make=_made(bases.some_policy, bases.policy_words, yaml_of),
            read=_read_policy,
        ),
        Reader(name="decisions", suffix=yaml, share=10, make=_made(reviews, review_words, yaml_of), read=_decisions),
        Reader(
            name="worksheet-json", suffix=json_, share=10, make=_made(reviews, review_words, json_of), read=_decisions
        ),
        Reader(name="worksheet-xlsx", suffix=".xlsx", share=6, make=any_worksheet, read=_worksheet),
        Reader(
            name="config",
            suffix=yaml,
            share=21,
            make=_made(_config_base, bases.config_words, yaml_of),
            read=_config,
            file="mcaudit",
        ),
        Reader(
            name="config-toml",
            suffix=".toml",
            share=21,
            make=_made(_config_base, bases.config_words, _toml),
            read=_config,
            file="pyproject",
        ),
        Reader(
            name="since",
            suffix=json_,
            share=10,
            make=_made(bases.some_audits, bases.audit_words, json_of),
            read=_audits,
        ),
        Reader(name="intake-json", suffix=json_, share=6, make=_made(bases.some_form, words, json_of), read=_intake),
        Reader(name="intake-csv", suffix=".csv", share=4, make=_made(bases.some_table, words, csv_of), read=_intake),
        Reader(name="intake-xlsx", suffix=".xlsx", share=4, make=any_intake, read=_intake),
        Reader(name="finding", suffix=yaml, share=10, make=_made(_any_file, words, yaml_of), read=_finding),
        Reader(name="finding-json", suffix=json_, share=6, make=_made(_any_file, words, json_of), read=_finding),
        *_credential_readers(),
        Reader(name="yaml", suffix=yaml, share=6, make=_made(_small_text, words, yaml_of), read=_text),
        Reader(name="json", suffix=json_, share=6, make=_made(_small_text, words, json_of), read=_text),
        *(_edition_reader(name, schema, 1, make) for name, schema, make in heads),
        _edition_reader("part", "subcomponent", 2, part),
        _edition_reader("conditions", "subcomponent", 2, _conditions),
    )


READERS: Mapping[str, Reader] = {reader.name: reader for reader in _readers()}
"""Every reader by its name."""
