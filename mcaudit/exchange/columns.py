"""The columns of a batch's tables, mcaudit-table/1: `mcaudit schema table` prints them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mcaudit.contracts import TABLE_FORMAT
from mcaudit.model.audit import Counts

COUNTED = tuple(name for name in Counts.__dataclass_fields__)
"""What a score counts, by name."""


class Type(StrEnum):
    """What a column holds; a word is a text of which there are few, and which is stored once."""

    TEXT = "text"
    WORD = "word"
    INTEGER = "integer"
    YES_NO = "boolean"
    WORDS = "list of text"
    CITATIONS = "list of {document, place, fields}"
    RATINGS = "list of {subcomponent, rating, total, floor, ceiling}"
    PROBLEMS = "list of {line, column, message, help}"
    REQUIREMENTS = "list of {requirement, status, actor, required, waived}"
    FACTS = "list of {fact, said, disputed}"
    CLAIMS = (
        "list of {kind, low, high, about, text, what, pointer, unit, unit_words, state, recognizer, for_whom, "
        "counts_toward, standing, choice, source}"
    )
    LEFT = "list of {place, may_answer}"
    STACKS = "list of {name, members, standing, size}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `optional` is whether a cell may be null."""

    name: str
    type: Type
    about: str
    optional: bool = False


_ABOUT_AUDIT = (
    Column("key", Type.TEXT, "The key of the row, as the source has it"),
    Column("profile_sha256", Type.WORD, "SHA-256 of the profile's text"),
    Column("profile_id", Type.WORD, "The profile's own id"),
    Column("title", Type.WORD, "The title of the micro-credential"),
    Column("state", Type.WORD, "The state that it was audited for, or `national`"),
    Column("edition", Type.WORD, "The id of the edition"),
    Column("policy", Type.WORD, "The id of the policy; null without one", optional=True),
    Column("date", Type.WORD, "The day of the audit, YYYY-MM-DD"),
    Column("gate", Type.WORD, "The gate that `deciding` is about"),
)
_ABOUT_CRITERION = (
    Column("criterion", Type.WORD, "The id of the criterion; criteria.parquet has its words"),
    Column("subcomponent", Type.WORD, "The id of its subcomponent"),
    Column("level", Type.WORD, "required or desired"),
    Column("requirement", Type.WORD, "What is counted: the criterion, or the group that it belongs to"),
)
OWN = (
    Column("counts", Type.YES_NO, "Whether a gate looks at it"),
    Column("status", Type.WORD, "The status"),
    Column("basis", Type.WORD, "Why it has that status"),
    Column("actor", Type.WORD, "Who must act"),
    Column("message", Type.TEXT, "What was found"),
    Column("remedy_id", Type.WORD, "The criterion whose remedy applies, in criteria.parquet", optional=True),
    Column("remedy", Type.WORD, "The remedy, where it is another", optional=True),
    Column("pointer", Type.WORD, "A JSON Pointer into the profile"),
    Column("line", Type.INTEGER, "The line in the profile's text, from 1", optional=True),
    Column("column", Type.INTEGER, "The column in the line, from 1", optional=True),
    Column("citations", Type.CITATIONS, "What the answer cites"),
    Column("responses", Type.WORDS, "What the provider said to an earlier finding, with the day"),
)
"""What no other finding on the profile, and no finding on the criterion in another profile, need share."""
FINDINGS = (*_ABOUT_AUDIT, *_ABOUT_CRITERION, *OWN)
COMPARED = (
    Column("endorsement_words", Type.WORD, "What the verdict of the endorsement gate means, in a sentence"),
    Column("audited_for", Type.WORD, "For which state it was audited, where that is not its own", optional=True),
    Column("offers_learning", Type.YES_NO, "Whether it offers learning opportunities"),
    Column("developed_by", Type.WORD, "Who developed it", optional=True),
    Column("issued_by", Type.WORD, "Who issues it", optional=True),
    Column("topic", Type.WORD, "Its content area", optional=True),
    Column("requirements", Type.REQUIREMENTS, "What is counted, with its status and who must act on it"),
    Column("facts", Type.FACTS, "Key facts that the profile states: hours, cost, evidence, currency, and others"),
    Column("claims", Type.CLAIMS, "Each claimed amount of hours, credits, points, or money"),
    Column("stacks", Type.STACKS, "The stacks that it belongs to, the main one first"),
    Column("competency", Type.TEXT, "The competency that it is about", optional=True),
    Column("combines_with", Type.WORDS, "What it can be combined with"),
    Column("prerequisites", Type.WORDS, "What must be earned before"),
    Column("evidence", Type.WORDS, "The titles of the pieces of evidence that it demands"),
)
"""What `mcaudit compare` and `mcaudit site` need of a profile; tables that an earlier mcaudit wrote do not have it."""
PROFILES = (
    *_ABOUT_AUDIT,
    Column("home", Type.WORD, "The state that it is written for"),
    Column("providers", Type.WORDS, "The names of its developers and deliverers"),
    Column("fictional", Type.YES_NO, "Whether it describes no real micro-credential"),
    Column("reading_of_public_pages", Type.YES_NO, "Whether somebody other than the provider wrote it"),
    Column("endorsement", Type.WORD, "The verdict of the endorsement gate"),
    Column("submission", Type.WORD, "The verdict of the submission gate"),
    *(Column(f"required_{name}", Type.INTEGER, f"How many required ones: {name}") for name in ("total", *COUNTED)),
    *(Column(f"desired_{name}", Type.INTEGER, f"How many desired ones: {name}") for name in ("total", *COUNTED)),
    Column("unconfirmed", Type.INTEGER, "Requirements that are met on claims that nobody has checked"),
    Column("on_words", Type.INTEGER, "Requirements that rest on words that reviewers must read"),
    Column("deciding", Type.WORDS, "The requirements that decide the gate"),
    Column(
        "ratings",
        Type.RATINGS,
        "The rating of each subcomponent, with how many of its required ones count, are met, and may be",
    ),
    Column("warnings", Type.INTEGER, "Values that were read liberally"),
    Column("local_documents", Type.INTEGER, "Documents at a `path:`; a batch does not look at them"),
    *COMPARED,
)
ERRORS = (
    Column("key", Type.TEXT, "The key of the row, as the source has it"),
    Column("kind", Type.WORD, "input, repeated, stopped, or fault"),
    Column("line", Type.INTEGER, "The line in the profile's text, from 1", optional=True),
    Column("column", Type.INTEGER, "The column in the line, from 1", optional=True),
    Column("message", Type.TEXT, "What is wrong"),
    Column("help", Type.TEXT, "How to fix it"),
    Column("excerpt", Type.TEXT, "The line itself, up to 200 characters", optional=True),
    Column("others", Type.PROBLEMS, "What else is wrong"),
)
DRAFTS = (
    Column("key", Type.TEXT, "The key of the row, as the source has it"),
    Column("format", Type.WORD, "The format of the credential that the profile was drafted from"),
    Column("source_sha256", Type.TEXT, "SHA-256 of the credential's text"),
    Column("state", Type.WORD, "The state that reviews it, as `--state` says"),
    Column("taken", Type.WORDS, "The places in the credential whose values the draft has"),
    Column("left", Type.LEFT, "The places that a person must place, and the subcomponents that they may answer"),
    Column("dropped", Type.WORDS, "The places about an earner, which are never taken"),
    Column("notes", Type.WORDS, "What else to know about the draft"),
)
RUNS = (
    Column("number", Type.INTEGER, "Its place among the complete runs, in the order in which they ended, from 1"),
    Column("run", Type.TEXT, "The name of the run, as the folders of its parts have it"),
    Column("date", Type.TEXT, "The day of the audits, YYYY-MM-DD"),
    Column("asked", Type.TEXT, "The same for runs of the same sources, gate, policy, limit, and state"),
    Column("gate", Type.TEXT, "The gate that `deciding` is about"),
    Column("policies", Type.WORDS, "The policies that were applied, each with its SHA-256"),
    Column("edition_sha256", Type.TEXT, "SHA-256 of the criteria"),
    Column("mcaudit", Type.TEXT, "The version of mcaudit"),
    Column("rows", Type.INTEGER, "Rows of the sources"),
    Column("profiles", Type.INTEGER, "Those that were audited"),
    Column("errors", Type.INTEGER, "Those that could not be audited"),
)
CRITERIA = (
    Column("criterion", Type.TEXT, "The id of the criterion"),
    Column("subcomponent", Type.TEXT, "The id of its subcomponent"),
    Column("component", Type.TEXT, "The key of its component"),
    Column("level", Type.TEXT, "required or desired"),
    Column("title", Type.TEXT, "Its title"),
    Column("text", Type.TEXT, "What it asks"),
    Column("remedy", Type.TEXT, "What to do where it is not met"),
    Column("place", Type.TEXT, "Its place in the source"),
    Column("sources", Type.WORDS, "The works that its subcomponent cites"),
)
TABLES: Mapping[str, Sequence[Column]] = {
    "findings": FINDINGS,
    "profiles": PROFILES,
    "errors": ERRORS,
    "drafts": DRAFTS,
    "criteria": CRITERIA,
    "runs": RUNS,
}
"""Every table by its name."""


def tables_record() -> Mapping[str, Any]:
    """Return what each column of each table holds."""
    return {
        "format": TABLE_FORMAT,
        "tables": {
            name: [
                {"name": each.name, "type": each.type, "nullable": each.optional, "about": each.about}
                for each in columns
            ]
            for name, columns in TABLES.items()
        },
    }
