"""Holds JUnit files to the schema of Jenkins: python junit.py SCHEMA.xsd FILE.xml...

Prints a line that begins with "ok" or "FAIL" for each file, and below FAIL what is wrong with it and where.
Exits with 1 where one is not as the schema says.
"""

from __future__ import annotations

import sys

from lxml import etree  # type: ignore[import-untyped]


def faults(schema: etree.XMLSchema, file: str) -> list[str]:
    """Return what is wrong with a file."""
    try:
        document = etree.parse(file)
    except (etree.XMLSyntaxError, OSError) as error:
        return [str(error)]
    return [] if schema.validate(document) else [f"line {each.line}: {each.message}" for each in schema.error_log]


def main(path: str, files: list[str]) -> int:
    """Print what the schema says of each file, and return the exit code."""
    schema = etree.XMLSchema(etree.parse(path))
    failed = False
    for file in files:
        found = faults(schema, file)
        print(f"{'FAIL' if found else 'ok  '} {file}: junit-10.xsd", *found, sep="\n     ", flush=True)
        failed = failed or bool(found)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
