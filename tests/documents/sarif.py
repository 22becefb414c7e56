"""Holds SARIF files to Microsoft's Sarif.Multitool: python sarif.py MULTITOOL FILE.sarif...

Prints two lines for each file that begin with "ok" or "FAIL": whether the tool can read it all and write it again,
and whether it finds an error in it by the standard's rules or by those of GitHub. Exits with 1 where anything fails.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

RULES = ("--level", "Error;Warning;Note", "--rule-kind", "Sarif;Gh", "--quiet", "true")
ENVIRONMENT = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}  # else it wants the library ICU


def run(tool: str, command: str, file: str, target: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run one command of the tool, which writes to `target`."""
    args = [tool, command, file, "--output", str(target), "--log", "ForceOverwrite", *options]
    return subprocess.run(args, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=300)


def rewritten(tool: str, file: str, folder: Path) -> list[str]:
    """Return why the tool cannot read a file whole; nothing where it can."""
    done = run(tool, "rewrite", file, folder / "rewritten.sarif")
    return [] if done.returncode == 0 else [f"{done.stdout}{done.stderr}".strip() or f"exit code {done.returncode}"]


def validated(tool: str, file: str, folder: Path) -> list[str]:
    """Return the errors that the tool finds; of its own exit code nothing can be learnt."""
    shown = folder / "validated.sarif"
    done = run(tool, "validate", file, shown, *RULES)
    if not shown.exists():
        return [f"{done.stdout}{done.stderr}".strip() or "it wrote no result"]
    found = json.loads(shown.read_text(encoding="utf-8-sig"))["runs"][0]
    failed = [] if found["invocations"][0]["executionSuccessful"] else ["it broke off"]
    # A result without a level is a warning.
    errors = [result for result in found.get("results", ()) if result.get("level") == "error"]
    return [*failed, *(f"{error['ruleId']}: {json.dumps(error['message'])}" for error in errors)]


def main(tool: str, files: list[str]) -> int:
    """Print what the tool says of each file, and return the exit code."""
    failed = False
    for file in files:
        for name, check in (("rewrite", rewritten), ("validate", validated)):
            with tempfile.TemporaryDirectory() as folder:
                faults = check(tool, file, Path(folder))
            print(f"{'FAIL' if faults else 'ok  '} {file}: {name}", *faults, sep="\n     ", flush=True)
            failed = failed or bool(faults)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
