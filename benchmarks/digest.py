"""Prints a hash of each column of the tables of a catalog, by the public API alone, so that any commit can be asked.

python benchmarks/digest.py catalog.jsonl
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from pathlib import Path

import pyarrow as pa

import mcaudit
from mcaudit import table

DAY = "2026-01-01"


def main() -> None:
    """Audit the rows of the catalog and print the hashes as JSON."""
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    batch = pa.record_batch({name: [row[name] for row in rows] for name in ("key", "content")})
    edition = mcaudit.load_edition()
    table.findings(batch.slice(0, 1), edition=edition, date=DAY)  # what is made once
    started = time.process_time()
    tables = table.findings(batch, edition=edition, date=DAY)
    taken = time.process_time() - started
    columns = {
        f"{name}.{column}": hashlib.sha256(repr(made.column(column).to_pylist()).encode()).hexdigest()
        for name, made in zip(("findings", "profiles", "errors"), tables, strict=True)
        for column in made.schema.names
    }
    print(json.dumps({"ms": 1000 * taken / len(rows), "columns": columns}))


if __name__ == "__main__":
    main()
