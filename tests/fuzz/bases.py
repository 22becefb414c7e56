"""The real files that inputs are made of, as data: parsed once, and cut down so that thousands can be read a second."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from mcaudit.audit.engine import audit_of, case_of
from mcaudit.audit.subject import Case
from mcaudit.contracts import INTAKE_FORMAT
from mcaudit.exchange.formats.json import audits_record
from mcaudit.exchange.json_text import json_document
from mcaudit.forms.intake.xlsx import intake_xlsx
from mcaudit.forms.worksheet.xlsx import worksheet_xlsx
from mcaudit.model import Audit, Profile, Reviewer
from mcaudit.reading.edition.read import default_edition, default_folder
from mcaudit.reading.packaged import criteria_folder, packaged_schema
from mcaudit.reading.parsing.tree import Document, read_document
from mcaudit.reading.policy.read import policy_names
from mcaudit.reading.profile.read import read_profile
from mcaudit.reading.profile.schema import profile_schema
from mcaudit.reading.text import Text, read_text
from mcaudit.reading.workbook import Row, Sheets, read_workbook
from mcaudit.review.pins import document_pins, pins_of
from tests.conftest import ROOT
from tests.fuzz.mutations import all_in, copied

DAY = "2026-04-01"
REVIEWER = {"id": "ana", "name": "Ana Ortiz", "affiliation": "State Board"}
_SHORT_WORD = 60
_LABELS = 3
"""Columns of a form that say what a row is about."""
_PROFILES = sorted(path for path in (ROOT / "profiles").rglob("*.yaml"))
_SMALL = ROOT / "profiles" / "illinois" / "iasbo-tax-levy-process.yaml"


def parsed(path: Path) -> Any:
    """Return the data of a YAML file."""
    return read_document(read_text(path)).data


def words_of(*data: Any) -> Sequence[Any]:
    """Return the names and short values in data, which are more telling than made-up ones."""
    found = (each for each in all_in(list(data)) if not isinstance(each, str) or len(each) <= _SHORT_WORD)
    return tuple({json.dumps(each): each for each in found if not isinstance(each, dict | list) or not each}.values())


# --- profiles --------------------------------------------------------------------------------------


@cache
def profiles() -> Sequence[Any]:
    """Return the shipped profiles."""
    return [parsed(path) for path in _PROFILES]


@cache
def profile_words() -> Sequence[Any]:
    """Return what profiles and their schema say."""
    return words_of(*profiles(), profile_schema(default_edition()))


def some_of_a_profile(random: Random) -> Any:
    """Return a shipped profile with one of its answers or a few, and with the entries that these name."""
    whole = random.choice(profiles())
    kept = {key: whole[key] for key in ("format", "id", "title", "state")}
    for _ in range(random.choice((1, 1, 2, 4))):
        key = random.choice(list(whole))
        value = whole[key]
        if key not in ("organizations", "dossier") and isinstance(value, dict) and value:
            name = random.choice(list(value))
            kept[key] = {**kept.get(key, {}), name: value[name]}
        else:
            kept[key] = value
    written = json.dumps(kept)
    for section in ("organizations", "dossier"):
        named = {name: entry for name, entry in whole.get(section, {}).items() if f'"{name}"' in written}
        if named and section not in kept:
            kept[section] = named
    return copied(kept)


PATHS = (
    *(
        "a.txt",
        "a.txt",
        "empty.txt",
        "folder",
        "out.txt",
        "circle",
        "pipe",
        "gone.txt",
        "folder/../a.txt",
        "input.yaml",
    ),
    *(
        "A.TXT",
        "a%2Etxt",
        "folder\\a.txt",
        "./a.txt",
        "a.txt/",
        "folder/a.txt/b",
        "../inputs/a.txt",
        "a\0b",
        "/dev/stdin",
    ),
    *(
        "x" * 300,
        "a/" * 2500,
        "\udc80.txt",
        "e\u0301.txt",
        "C:a.txt",
        "",
        ".",
        "..",
        "~/a.txt",
        " a.txt",
        "a.txt\n",
        "con",
    ),
)
"""What the paths of a dossier may be; what is there is in `files_beside`."""


def dossier_profile(random: Random) -> Any:
    """Return a profile that is little more than a dossier with local files."""
    entry = {"title": "E", "kind": "profile_page", "seen": "2026-03-31"}
    dossier = {f"d{n}": {**entry, "path": random.choice(PATHS)} for n in range(random.choice((1, 1, 3)))}
    if random.random() < 0.3:
        dossier["d0"]["sha256"] = random.choice(("0" * 64, "F" * 64, "", "x"))
    cited = [{"document": "d0", "page": 1}]
    about = {"what": "A page.", "citations": cited} if random.random() < 0.2 else {}
    return {"format": "mcaudit-profile/1", "id": "x", "title": "X", "state": "OH", "about": about, "dossier": dossier}


# --- policies, decisions, configurations -----------------------------------------------------------


@cache
def policies() -> Sequence[Any]:
    """Return the shipped policies."""
    return [parsed(criteria_folder() / "policies" / f"{name}.yaml") for name in policy_names()]


@cache
def policy_words() -> Sequence[Any]:
    """Return what policies say, their schema, the settings, and the criteria's ids."""
    ids = [criterion.id for criterion in default_edition().criteria]
    return words_of(*policies(), packaged_schema("policy"), parsed(default_folder() / "settings.yaml"), ids)


def some_policy(random: Random) -> Any:
    """Return a shipped policy with a few of its settings and statements."""
    whole = dict(random.choice(policies()))
    settings = whole.get("settings", {})
    whole["settings"] = {name: settings[name] for name in random.sample(list(settings), min(len(settings), 2))}
    for key in [key for key in ("says", "purposes", "conflicts", "requires", "waivers", "gaps") if key in whole]:
        if random.random() < 0.6:
            del whole[key]
    return copied(whole)


@cache
def decisions() -> Sequence[Any]:
    """Return the files of decisions and settlements of the example reviews."""
    return [parsed(path) for path in sorted((ROOT / "docs" / "example-review").rglob("*.yaml"))]


@cache
def decision_words() -> Sequence[Any]:
    """Return what decisions and their schema say."""
    ids = [criterion.id for criterion in default_edition().criteria]
    return words_of(*decisions(), packaged_schema("decisions"), ids)


def some_decisions(random: Random) -> Any:
    """Return a file of decisions with a few of its entries."""
    whole = dict(random.choice(decisions()))
    for key in ("decisions", "settlements"):
        if key in whole:
            whole[key] = random.sample(whole[key], min(len(whole[key]), random.choice((0, 1, 2, 5))))
    return copied(whole)


CONFIGS: Sequence[Any] = (
    parsed(ROOT / "docs" / "example-repository" / "mcaudit.yaml"),
    {
        "format": "mcaudit-config/1",
        "paths": ["submissions", "more/*.yaml"],
        "policy": "illinois",
        "edition": "editions/ours",
        "color": "never",
        "check": {
            "gate": "submission",
            "format": "concise",
            "output": ["sarif=audit.sarif", "out/audit.json"],
            "select": ["1F-6", 3, "required"],
            "ignore": ["not_met"],
            "verbose": True,
        },
        "compare": {"gate": "endorsement", "by": "state", "output": ["comparison.html"]},
        "report": {"gate": "submission", "depth": "full", "format": "html,pdf"},
    },
)


@cache
def config_words() -> Sequence[Any]:
    """Return what configurations and their schema say."""
    return words_of(*CONFIGS, packaged_schema("config"), "~/x", "x=~/y", "/dev/stdout", "*.yaml", "json=../x")


# --- what was audited ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """A small real profile, and what was made of it."""

    profile: Profile
    case: Case
    audit: Audit


@cache
def audited() -> Audited:
    """Return a small shipped profile with its audit."""
    profile = read_profile(default_edition(), _SMALL)
    case = case_of(default_edition(), profile, date=DAY)
    return Audited(profile=profile, case=case, audit=audit_of(case, date=DAY))


@cache
def earlier_audits() -> Any:
    """Return the audit as the data that `check --format json` prints."""
    return json.loads(json_document(audits_record(audited().audit)))


@cache
def audit_words() -> Sequence[Any]:
    """Return what an audit says."""
    return words_of(earlier_audits())


def some_audits(random: Random) -> Any:
    """Return the data of an earlier audit with a few of its findings, in this format or in the first one."""
    whole = dict(earlier_audits())
    (entry,) = whole["audits"]
    kept = ("policy", "date", "profile", "gate", "verdict", "edition", "reviewed")
    findings = random.sample(entry["findings"], random.choice((0, 1, 5, 40)))
    whole["audits"] = [{**{key: entry[key] for key in kept if key in entry}, "findings": findings}]
    if random.random() < 0.2:
        whole["format"] = "mcaudit-audit/1"
    return copied(whole)


# --- worksheets ------------------------------------------------------------------------------------

_COLUMNS = 14

Cells = Mapping[str, Sequence[Sequence[str]]]
"""The texts of the rows of each sheet."""


@cache
def worksheet() -> tuple[bytes, Cells]:
    """Return a worksheet as it is given out, as a workbook and as the texts of its cells."""
    found = audited()
    reviewer = Reviewer(**REVIEWER)
    raw = worksheet_xlsx(found.audit, reviewer, pins_of(found.case), document_pins(found.profile))
    sheets = _sheets(raw)
    return raw, {title: [[_cut(title, cell.text) for cell in row[:_COLUMNS]] for row in rows] for title, rows in sheets}


@cache
def intake_books() -> Sequence[Cells]:
    """Return the texts of workbooks that describe micro-credentials, without the rows that say nothing."""
    read = (read_profile(default_edition(), path) for path in _PROFILES[:4])
    books = (_sheets(intake_xlsx(default_edition(), profile)) for profile in read)
    return [{title: list(_telling(rows)) for title, rows in sheets} for sheets in books]


def _telling(rows: Sequence[Row]) -> Iterator[Sequence[str]]:
    for row in rows:
        texts = [cell.text[:_SHORT_WORD] for cell in row]
        while texts and not texts[-1]:
            texts.pop()
        if len(texts) > _LABELS:
            yield texts


def _sheets(raw: bytes) -> Sheets:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "book.xlsx")
        path.write_bytes(raw)
        return read_workbook(path, "workbook")


def _cut(title: str, text: str) -> str:
    """Return a text as far as it is read back: what a worksheet says to the reviewer is not."""
    return text if title == "Pins" else text[:_SHORT_WORD]


# --- what providers send -----------------------------------------------------------------------------


def some_form(random: Random) -> Any:
    """Return what a form saves of some of a profile, at times with rows in which nothing was filled in."""
    profile = {**some_of_a_profile(random), "id": "talks"}
    blank = {"statements": [{"about": [], "text": "", "citation": {}}], "organizations": {"organization_1": {}}}
    some = random.sample([*blank], random.choice((0, 0, 1, 2)))
    return {"format": INTAKE_FORMAT, "edition": "v1.0", "profile": {**profile, **{key: blank[key] for key in some}}}


def some_table(random: Random) -> Any:
    """Return the rows of a plain table of statements."""
    criteria = [each.id for each in default_edition().criteria]
    rows = [
        [random.choice(criteria), f"Text {number}.", random.choice(("Page", "A film")), random.choice(("", "p. 3"))]
        for number in range(random.choice((0, 1, 1, 3)))
    ]
    return [["criterion", "statement", "document", "place"], *rows]


# --- editions --------------------------------------------------------------------------------------

HEADS = {"edition": "edition", "vocabulary": "vocabulary", "settings": "settings", "sources": "works"}
"""The files of an edition beside its subcomponents → the schema of each."""
_PARTS = (
    *("1-developers/1B-developer.yaml", "1-developers/1H-development-process.yaml"),
    *("2-deliverers/2B-support-organization.yaml", "3-evaluators/3F-resubmission.yaml"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallEdition:
    """An edition of one subcomponent with a criterion or two, which is valid and quickly read."""

    heads: Mapping[str, Document]
    part: Document


def document(data: Any, name: str) -> Document:
    """Return data as the document that a file of it would be."""
    return read_document(Text(path=name, content=json.dumps(data, indent=1), sha256=""))


@cache
def small_editions() -> Sequence[SmallEdition]:
    """Return a small edition for each of a few subcomponents that rest on no other."""
    return [_small_edition(parsed(default_folder() / name)) for name in _PARTS]


def _small_edition(part: Any) -> SmallEdition:
    data = {name: copied(parsed(default_folder() / f"{name}.yaml")) for name in HEADS}
    ids = {part["id"], *(each["id"] for each in part["criteria"]), *(each["id"] for each in part.get("groups", ()))}
    for notes in ("interpretations", "discrepancies"):
        data["edition"][notes] = [each for each in data["edition"][notes] if ids.issuperset(each["about"])][:1]
    key = next(each["key"] for each in data["edition"]["components"] if str(each["number"]) == part["id"][0])
    ours = f"/{key}/{part['key']}/"
    for fact in data["vocabulary"]["derived"].values():
        for key in {"from", "compared_with"}.intersection(fact):
            fact[key] = [place for place in fact[key] if place.startswith(ours)] or ["/organizations"]
    settings = data["settings"]["settings"]
    for name in [name for name, each in settings.items() if not ids.issuperset(_criteria(each))]:
        del settings[name]
    heads = {name: document(each, f"{name}.yaml") for name, each in data.items()}
    return SmallEdition(heads=heads, part=document(part, "part.yaml"))


def _criteria(setting: Any) -> Sequence[str]:
    return (*setting.get("decides", ()), *setting.get("tightens", ()))


@cache
def edition_words() -> Sequence[Any]:
    """Return the names and codes of a few files of the edition."""
    some = small_editions()[0]
    return words_of(some.part.data, *(each.data for each in some.heads.values()))
