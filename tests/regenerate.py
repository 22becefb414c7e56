"""Rewrites every generated file: `python -m tests.regenerate`. A test fails where one is not current."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.packaged import criteria_folder
from mcaudit.reading.profile.schema import profile_schema
from tests.criteria_readme import criteria_readme
from tests.example_endorsement import example_endorsement
from tests.profile_reference import profile_reference
from tests.security_limits import security_text
from tests.served import bare, run
from tests.state_reference import state_reference

ROOT = Path(__file__).resolve().parent.parent
COMMAND = "python -m tests.regenerate"
_WELLNESS = "profiles/illinois/eln-nurturing-a-culture-of-wellness.yaml"
_FICTIONAL = "profiles/fictional/leading-restorative-circles.yaml"

SCREENS: Mapping[str, tuple[str, ...]] = {
    "check-one": ("check", _WELLNESS),
    "check-one-verbose": ("check", "-v", _FICTIONAL),
    "check-one-narrow": ("check", "--gate", "submission", _WELLNESS),
    "check-many": ("check", "profiles"),
    "check-concise": ("check", "--format", "concise", _WELLNESS),
    "check-github": ("check", "--format", "github", _WELLNESS),
    "check-gitlab": ("check", "--format", "gitlab", _WELLNESS),
    "check-junit": ("check", "--format", "junit", _WELLNESS),
    "check-markdown": ("check", "--format", "markdown", _WELLNESS),
    "compare": ("compare", "profiles"),
    "accept": ("accept", _FICTIONAL),
    "accept-many": ("accept", "profiles", "--to", "TN,OH,KS,DE,NM"),
    "accept-explain": ("accept", _FICTIONAL, "--explain", "TN:license_renewal"),
    "criteria": ("criteria",),
    "criteria-policy": ("criteria", "--policy", "tennessee"),
    "check-policy": ("check", "--policy", "tennessee", "profiles/tennessee"),
    "explain-criterion": ("explain", "1F-6"),
    "explain-subcomponent": ("explain", "5A"),
    "explain-component": ("explain", "3"),
    "explain-work": ("explain", "nea-2018"),
    "explain-field": ("explain", "deliverers.estimated_time.typical_hours"),
}
DOCUMENTS = (
    "fictional/leading-restorative-circles.yaml",
    "illinois/eln-nurturing-a-culture-of-wellness.yaml",
    "national/nea-iep-communication-and-collaboration.yaml",
    "tennessee/knox-county-educator-micro-credentials.yaml",
)
"""Profiles whose audits are kept as HTML and PDF as well."""
REVIEWED = {
    "restorative-circles": "fictional/leading-restorative-circles.yaml",
    "culture-of-wellness": "illinois/eln-nurturing-a-culture-of-wellness.yaml",
}
"""Profiles with a fictional review under docs/example-review/, by its folder."""
_KEPT = ("PATH", "SYSTEMROOT", "HOME", "XDG_CACHE_HOME")
_WIDTHS = {"check-one-narrow": "60"}


def printed(*args: str, width: str = "90") -> str:
    """Return what the real command prints, in a scrubbed environment."""
    kept = bare(**{key: os.environ[key] for key in _KEPT if key in os.environ})
    fixed = {"SOURCE_DATE_EPOCH": "1767225600", "COLUMNS": width, "PYTHONIOENCODING": "utf-8"}
    _, out, err = run(args, cwd=ROOT, env={**kept, **fixed})
    shown = [line for line in err.decode("utf-8").splitlines() if not line.startswith("note: ")]
    if shown:
        raise RuntimeError("\n".join(shown))
    return out.decode("utf-8")


def generated() -> Mapping[Path, Callable[[], bytes]]:
    """Return every generated file with what it should hold."""
    return {**{path: partial(_encoded, text) for path, text in _texts().items()}, **_documents(), **_example()}


def _example() -> Mapping[Path, Callable[[], bytes]]:
    kept = bare(**{key: os.environ[key] for key in _KEPT if key in os.environ})
    return example_endorsement({**kept, "PYTHONIOENCODING": "utf-8"})


def _texts() -> Mapping[Path, Callable[[], str]]:
    folder = criteria_folder()
    files: dict[Path, Callable[[], str]] = {
        ROOT / "criteria" / "README.md": lambda: criteria_readme(default_edition(), folder / "v1.0"),
        ROOT / "docs" / "profile-reference.md": lambda: profile_reference(default_edition(), COMMAND),
        ROOT / "docs" / "reference" / "states.md": lambda: state_reference(default_edition(), COMMAND),
        ROOT / "SECURITY.md": lambda: security_text(ROOT / "SECURITY.md"),
        ROOT / "profiles" / "profile.schema.json": lambda: _json(profile_schema(default_edition())),
    }
    for profile in sorted((ROOT / "profiles").glob("*/*.yaml")):
        path = profile.relative_to(ROOT)
        for suffix, args in (("json", ("--format", "json")), ("txt", ())):
            report = ROOT / "reports" / path.relative_to("profiles").with_suffix(f".{suffix}")
            files[report] = partial(printed, "check", *args, path.as_posix())
    for name, reviewed in REVIEWED.items():
        files[ROOT / "reports" / "reviewed" / f"{name}.txt"] = partial(
            printed, "check", "--verbose", *_review(name), f"profiles/{reviewed}"
        )
    for name in SCREENS:
        files[ROOT / "tests" / "golden" / f"{name}.txt"] = partial(
            printed, *SCREENS[name], width=_WIDTHS.get(name, "90")
        )
    return files


def _documents() -> Mapping[Path, Callable[[], bytes]]:
    return (
        {
            (ROOT / "reports" / path).with_suffix(f".{suffix}"): partial(_written, suffix, "report", f"profiles/{path}")
            for path in DOCUMENTS
            for suffix in ("html", "pdf")
        }
        | {
            ROOT / "reports" / "reviewed" / f"{name}.html": partial(
                _written, "html", "report", *_review(name), f"profiles/{path}"
            )
            for name, path in REVIEWED.items()
        }
        | {
            ROOT / "reports" / f"comparison.{suffix}": partial(_written, suffix, "compare", "profiles")
            for suffix in ("html", "pdf", "xlsx")
        }
    )


def _review(name: str) -> tuple[str, ...]:
    return "--decisions", f"docs/example-review/{name}", "--date", "2026-05-01"


def _written(suffix: str, *command: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, f"written.{suffix}")
        printed(*command, "--output", str(target))
        return target.read_bytes()


def _encoded(text: Callable[[], str]) -> bytes:
    return text().encode("utf-8")


def _json(schema: object) -> str:
    note = {"$comment": f"Generated by `{COMMAND}`; do not edit."}
    return json.dumps({**note, **schema}, ensure_ascii=False, indent=1) + "\n" if isinstance(schema, dict) else ""


def main() -> None:
    """Rewrite every generated file that is not current, on all cores."""
    files = generated()
    slowest_first = sorted(files, key=lambda path: path.suffix != ".pdf")
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for path, wanted in zip(slowest_first, threads.map(lambda path: files[path](), slowest_first), strict=True):
            if not path.exists() or path.read_bytes() != wanted:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(wanted)
                print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
