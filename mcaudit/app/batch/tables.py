"""Reads the tables that a batch wrote, profile by profile, part by part, and compares what is in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from mcaudit.app.batch.parts import place
from mcaudit.app.batch.store import Store
from mcaudit.app.loading import shipped_edition
from mcaudit.comparison.comparison import comparison
from mcaudit.comparison.entries import STACK_CRITERIA
from mcaudit.comparison.rows import entry_of_row
from mcaudit.errors import InputError
from mcaudit.model import Edition, Gate, JsonObject, Policy, Status
from mcaudit.model.comparison import Comparison, Entry
from mcaudit.model.words import GroupBy
from mcaudit.reading.policy.read import find_policy, policy_names, read_policy
from mcaudit.reading.structure import Validator
from mcaudit.terms.policies import one_policy, other_policy, own_policies_words
from mcaudit.terms.words import number

_AGAIN = "give the command `mcaudit batch` that wrote them again"
Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Tables:
    """The newest complete run of a batch in a folder or at an address, and what it was audited by."""

    store: Store
    manifest: Mapping[str, Any]
    edition: Edition

    @property
    def date(self) -> str:
        """The day of the audits, YYYY-MM-DD."""
        return str(self.manifest["date"])

    @property
    def parts(self) -> Sequence[Mapping[str, Any]]:
        """The records of the parts, in order."""
        return tuple(self.manifest["parts"])

    @property
    def policy_hashes(self) -> Mapping[str, str]:
        """The SHA-256 of each policy that was applied, by its id."""
        return {each["id"]: each["sha256"] for each in self.manifest["policies"]}

    @cached_property
    def policies(self) -> Mapping[str, Policy]:
        """The policies that were applied and that this mcaudit ships word for word, by state."""
        hashes = self.policy_hashes
        shipped = [read_policy(self.edition, find_policy(name)) for name in policy_names() if name in hashes]
        return {policy.state: policy for policy in shipped if policy.sha256 == hashes[policy.id]}

    @property
    def under(self) -> str:
        """Which policies were applied, in words."""
        known = tuple(self.policies.values())
        if not self.manifest["each_by_own_policy"] and self.policy_hashes:
            return one_policy(known[0]) if known else other_policy(next(iter(self.policy_hashes)))
        return own_policies_words(known)

    @property
    def notices(self) -> tuple[str, ...]:
        """What the tables do not show, in words."""
        errors = self.manifest["errors"]
        missing = set(self.policy_hashes) - {policy.id for policy in self.policies.values()}
        return (
            *(
                [f"{number(errors, 'row')} of the catalog could not be audited; see the table of errors"]
                if errors
                else []
            ),
            *(
                f"the policy {name} is not the one that this mcaudit ships, so its rates convert no amounts here"
                for name in sorted(missing)
            ),
        )


def opened(url: str) -> Tables:
    """Return the newest complete run at an address; raise InputError where its tables cannot be read here."""
    edition, store = shipped_edition(), Store(url=url)
    manifest = store.record("_manifest.json")
    if manifest is None and not store.content("criteria.parquet"):
        raise _problem(store, "", "there are no tables of `mcaudit batch` at this address", "check the address")
    run = store.content("_SUCCESS").decode(errors="replace").strip()
    if not (run and isinstance(manifest, Mapping) and manifest.get("run") == run):
        raise _problem(store, "", "the newest run of these tables has not ended", f"to end it, {_AGAIN}")
    if manifest.get("edition_sha256") != edition.sha256:
        message = "these tables were audited by other criteria than those of this mcaudit"
        raise _problem(store, "", message, _AGAIN)
    if "each_by_own_policy" not in manifest:
        message = "an earlier mcaudit wrote these tables, without the columns that this needs, such as `facts`"
        raise _problem(store, "", message, _AGAIN)
    if not _MANIFEST.is_valid(manifest):
        raise _problem(store, "_manifest.json", "this is not the manifest of a batch", _AGAIN)
    return Tables(store=store, manifest=manifest, edition=edition)


_TEXT, _COUNT = {"type": "string"}, {"type": "integer"}


def _object(**properties: JsonObject) -> JsonObject:
    return {"type": "object", "required": list(properties), "properties": properties}


_FILE = _object(sha256=_TEXT)
_PART = _object(
    part={"type": "string", "pattern": "^part-[0-9]+-[0-9a-f]+$"},
    profiles=_COUNT,
    files=_object(findings=_FILE, profiles=_FILE),
)
_MANIFEST = Validator(
    _object(
        run={"type": "string", "pattern": "^[0-9a-f-]+$"},
        date=_TEXT,
        errors=_COUNT,
        policies={"type": "array", "items": _object(id=_TEXT, sha256=_TEXT)},
        parts={"type": "array", "items": _PART},
    )
)
"""What is used of a manifest, which anybody may have edited."""


def _problem(store: Store, name: str, message: str, help: str) -> InputError:
    path = f"{store.url.rstrip('/')}/{name}" if name else store.url
    return InputError.of(path, message, help)


# --- rows ----------------------------------------------------------------------------------------

_STACKS = ("criterion", "status", "message")
FINDINGS = (
    *("criterion", "level", "requirement", "status", "basis", "actor", "message"),
    *("pointer", "line", "column", "responses"),
)
_AT_ONCE = 50
"""Profiles that are Python objects at once: the rest of a part stays as compact as Arrow has it."""


def entries_of(tables: Tables) -> Iterator[Entry]:
    """Yield the entry of each profile, in the order of the parts; its path is the key of its row."""
    repeated = repeated_ids(tables)
    for part in tables.parts:
        found = _table(tables, "findings", part, ("key", *_STACKS))
        found = found.filter(pc.is_in(found.column("criterion"), pa.array(STACK_CRITERIA)))
        of_row = found.num_rows // max(part["profiles"], 1)
        for at, row in enumerate(_rows(_table(tables, "profiles", part))):
            mine = found.slice(at * of_row, of_row).select(_STACKS).to_pylist()
            yield _entry(tables, row, mine, repeated)


def members_of(
    tables: Tables, part: Mapping[str, Any], start: int, stop: int, repeated: Collection[str]
) -> Iterator[tuple[Entry, Row, Sequence[Row]]]:
    """Yield the entry, the row, and the findings of some profiles of a part; `repeated` are ids of several."""
    found = _table(tables, "findings", part, FINDINGS)
    of_row = found.num_rows // max(part["profiles"], 1)
    profiles = _table(tables, "profiles", part).slice(start, stop - start)
    for at, row in enumerate(_rows(profiles), start):
        mine = found.slice(at * of_row, of_row).to_pylist()
        stacks = [each for each in mine if each["criterion"] in STACK_CRITERIA]
        yield _entry(tables, row, stacks, repeated), row, mine


def repeated_ids(tables: Tables) -> frozenset[str]:
    """Return the ids that several profiles have: the key is their name instead."""
    counted: Counter[str] = Counter()
    for part in tables.parts:
        counted.update(_table(tables, "profiles", part, ("profile_id",)).column("profile_id").to_pylist())
    return frozenset(id for id, count in counted.items() if count > 1)


def _entry(tables: Tables, row: Row, stacks: Iterable[Row], repeated: Collection[str]) -> Entry:
    return entry_of_row(
        tables.edition,
        row,
        {each["criterion"]: (Status(each["status"]), each["message"]) for each in stacks},
        id=row["key"] if row["profile_id"] in repeated else row["profile_id"],
        policy_sha256=tables.policy_hashes.get(row["policy"], ""),
    )


def _rows(table: pa.Table) -> Iterator[Row]:
    for start in range(0, table.num_rows, _AT_ONCE):
        yield from table.slice(start, _AT_ONCE).to_pylist()


def _table(tables: Tables, name: str, part: Mapping[str, Any], columns: Sequence[str] | None = None) -> pa.Table:
    """Return a table of a part; raise InputError where it is not what the batch wrote."""
    path = place(name, str(tables.manifest["run"]), part["part"])
    content = tables.store.content(path)
    if sha256(content).hexdigest() != part["files"][name]["sha256"]:
        message = "this part is not as the batch wrote it" if content else "this part of the tables is not there"
        raise _problem(tables.store, path, message, _AGAIN)
    return pq.read_table(pa.BufferReader(content), columns=None if columns is None else list(columns))


# --- comparisons ---------------------------------------------------------------------------------

_LEAST, _MOST = 2, 20_000
_ORIGIN = (
    "this was made from the tables of a batch (run {}), which hold findings and key facts, but not the descriptions"
)


def comparison_of_tables(tables: Tables, gate: Gate, by: GroupBy) -> Comparison:
    """Return the comparison of all profiles in the newest run; raise InputError where there are too few or too many."""
    entries = compared_entries(tables, least=_LEAST)
    return comparison_of(tables, entries, gate, by)


def compared_entries(tables: Tables, *, least: int) -> tuple[Entry, ...]:
    """Return the entries of all profiles, which are held together; raise InputError for too few or too many."""
    count = sum(part["profiles"] for part in tables.parts)
    if not least <= count <= _MOST:
        message = f"these tables hold {number(count, 'profile')}, and from {least:,} to {_MOST:,} can be shown together"
        help = "audit fewer of them into tables of their own, or ask these with SQL (docs/catalogs.md)"
        raise InputError.of(tables.store.url, message, help)
    return tuple(entries_of(tables))


def comparison_of(tables: Tables, entries: tuple[Entry, ...], gate: Gate, by: GroupBy) -> Comparison:
    """Return the comparison of some entries of tables."""
    return comparison(
        tables.edition,
        entries,
        date=tables.date,
        gate=gate,
        by=by,
        under=tables.under,
        policies=tables.policies,
        notices=(_ORIGIN.format(tables.manifest["run"]), *tables.notices),
    )
