"""`mcaudit compare` and `mcaudit site` from the tables of a batch: the same as from the profiles, or a clear no."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import fsspec
import pytest

from mcaudit.app.batch.site import names_of
from mcaudit.app.batch.tables import compared_entries, comparison_of, opened
from mcaudit.app.site import shared_files
from mcaudit.blocks import Bullets
from mcaudit.errors import InputError
from mcaudit.model import Gate
from mcaudit.model.comparison import Comparison
from mcaudit.model.words import GroupBy
from mcaudit.report.comparison.ledger import contradictions
from mcaudit.report.site.frame import frame_of
from tests.conftest import MINIMAL, ROOT, Ran
from tests.elements import parsed
from tests.served import bare
from tests.served import run as served

Change = Callable[[Path], object]
DAY = "2026-11-01"
AGENCY = "format: mcaudit-config/1\nagency: {name: Example Board, contact: {email: credentials@example.gov}}\n"
OF_TABLES = "from a table of findings|tables of a batch|The whole audit"
"""What only one of the two sites says."""
PROFILES = (
    "fictional/leading-restorative-circles.yaml",
    "illinois/eln-nurturing-a-culture-of-wellness.yaml",
    "illinois/iasbo-tax-levy-process.yaml",
    "missouri/eln-professional-learning.yaml",
)


def called(folder: Path, *args: str) -> Ran:
    """Run a command in a folder, in a process of its own."""
    env = bare(PATH="/usr/bin:/bin", HOME=str(folder), PYTHONIOENCODING="utf-8")
    code, *streams = served(list(args), cwd=folder, env=env)
    return Ran(code, *(stream.decode("utf-8") for stream in streams))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `profiles`, and with `tables` of them under the policies of their states."""
    made = tmp_path_factory.mktemp("catalog")
    for name in PROFILES:
        path = made / "profiles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "profiles" / name, path)
    shutil.copytree(ROOT / "profiles" / "fictional" / "documents", made / "profiles" / "fictional" / "documents")
    done = called(made, "batch", "profiles", "--into", "tables", "--policy", "own", "--date", DAY, "--partition", "3")
    assert done.code == 0, done.err
    return made


def without_paths(data: Any) -> Any:
    """Return a comparison without what says where it was read from."""
    return {
        **{name: value for name, value in data.items() if name != "notices"},
        "micro_credentials": [{**each, "path": Path(each["path"]).name} for each in data["micro_credentials"]],
    }


def test_tables_are_compared_like_their_profiles(folder: Path) -> None:
    of_tables = called(folder, "compare", "tables", "--format", "json")
    of_profiles = called(folder, "compare", "profiles", "--format", "json", "--policy", "own", "--date", DAY)
    assert (of_tables.code, of_profiles.code) == (0, 0)
    assert without_paths(json.loads(of_tables.out)) == without_paths(json.loads(of_profiles.out))
    assert "run 2026-11-01-" in of_tables.err


def test_a_site_of_tables_is_that_of_their_profiles_without_whole_audits(folder: Path) -> None:
    (folder / "mcaudit.yaml").write_text(AGENCY, encoding="utf-8")
    of_tables = called(folder, "site", "tables", "-o", "one")
    of_profiles = called(folder, "site", "profiles", "--policy", "own", "--date", DAY, "-o", "two")
    assert (of_tables.code, of_profiles.code) == (0, 0)
    pages = {path.relative_to(folder / "one") for path in (folder / "one").rglob("*.html")}
    every = {path.relative_to(folder / "two") for path in (folder / "two").rglob("*.html")}
    assert {path.parent.name for path in every - pages} == {"audits"}
    for path in pages:
        one, two = ((folder / name / path).read_text(encoding="utf-8").splitlines() for name in ("one", "two"))
        assert {line for line in set(one) ^ set(two) if not re.search(OF_TABLES, line)} == set(), path


def test_profiles_with_one_id_are_told_apart_by_their_keys(tmp_path: Path) -> None:
    lines = [json.dumps({"key": key, "content": MINIMAL}) for key in ("ce-1", "ce-2")]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    called(tmp_path, "batch", "in.jsonl", "--into", "tables", "--date", DAY)
    done = called(tmp_path, "compare", "tables", "--format", "json")
    assert [each["id"] for each in json.loads(done.out)["micro_credentials"]] == ["ce-1", "ce-2"]


def test_tables_at_an_address_are_those_in_the_folder(folder: Path) -> None:
    (folder / "mcaudit.yaml").write_text(AGENCY, encoding="utf-8")
    address = (folder / "tables").as_uri()
    of_address, of_folder = (called(folder, "compare", each, "--format", "json") for each in (address, "tables"))
    assert (of_address.code, of_address.out) == (0, of_folder.out)
    assert called(folder, "site", address, "-o", "of_address").code == 0
    assert called(folder, "site", "tables", "-o", "of_folder").code == 0
    one, two = (
        {path.relative_to(folder / name): path.read_bytes() for path in (folder / name).rglob("*") if path.is_file()}
        for name in ("of_address", "of_folder")
    )
    assert one == two


def test_tables_in_an_object_store_are_those_in_the_folder(folder: Path) -> None:
    """A store in memory has no folders and no files, as others have none."""
    system = fsspec.filesystem("memory")
    system.put(str(folder / "tables"), "/compared", recursive=True)
    entries = compared_entries(opened("memory://compared"), least=1)
    assert entries == compared_entries(opened(str(folder / "tables")), least=1)


# --- what cannot be read -------------------------------------------------------------------------


def no_success(tables: Path) -> None:
    (tables / "_SUCCESS").unlink()


def no_manifest(tables: Path) -> None:
    (tables / "_manifest.json").unlink()


def a_part_is_gone(tables: Path) -> None:
    next(tables.glob("findings/*/*.parquet")).unlink()


def a_part_is_changed(tables: Path) -> None:
    next(tables.glob("profiles/*/*.parquet")).write_bytes(b"oops")


def edited(**changes: object) -> Change:
    """Return a change of some values of the manifest; None takes one out."""

    def edit(tables: Path) -> None:
        path = tables / "_manifest.json"
        data = {**json.loads(path.read_text(encoding="utf-8")), **changes}
        kept = {name: value for name, value in data.items() if value is not None}
        path.write_text(json.dumps(kept), encoding="utf-8")

    return edit


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (no_success, "has not ended"),
        (no_manifest, "has not ended"),
        (a_part_is_gone, "is not there"),
        (a_part_is_changed, "not as the batch wrote it"),
        (edited(edition_sha256="0" * 64), "other criteria"),
        (edited(each_by_own_policy=None), "an earlier mcaudit"),
        (edited(parts=[{"part": "../../x"}]), "not the manifest"),
        (edited(policies="x"), "not the manifest"),
        (edited(run="2026-11-01-000000000000"), "has not ended"),
    ],
)
def test_tables_that_are_not_whole_are_refused(folder: Path, tmp_path: Path, change: Change, said: str) -> None:
    shutil.copytree(folder / "tables", tmp_path / "tables")
    change(tmp_path / "tables")
    with pytest.raises(InputError, match=said) as caught:
        compared_entries(opened(str(tmp_path / "tables")), least=1)
    assert "mcaudit batch" in caught.value.problems[0].help


@pytest.mark.parametrize("command", ["compare", "site"])
def test_a_command_says_what_is_wrong_with_tables_and_writes_nothing(
    folder: Path, tmp_path: Path, command: str
) -> None:
    shutil.copytree(folder / "tables", tmp_path / "tables")
    no_success(tmp_path / "tables")
    done = called(tmp_path, command, "tables", "-o", "out.html" if command == "compare" else "out")
    assert done.code == 2
    assert "has not ended" in done.err
    assert not list(tmp_path.glob("out*"))


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("compare", "tables", "profiles"), "cannot be combined"),
        (("compare", "s3://catalog/tables", "profiles"), "s3://catalog/tables: error: these are tables"),
        (("compare", "memory://nothing/here"), "no tables of `mcaudit batch` at this address"),
        (("site", "nosuchstore://tables"), "nosuchstore://tables cannot be read"),
        (("compare", "tables", "--policy", "own"), "--policy"),
        (("compare", "tables", "--audits", "audits"), "--audits"),
        (("site", "tables", "--decisions", "profiles"), "--decisions"),
        (("site", "tables", "--date", DAY), "--date"),
        (("site", "tables", "--with-names"), "--with-names"),
    ],
)
def test_what_cannot_be_done_with_tables_is_refused(
    folder: Path, tmp_path: Path, args: tuple[str, ...], said: str
) -> None:
    out = tmp_path / ("out.html" if args[0] == "compare" else "out")
    done = called(folder, *args, "-o", str(out))
    assert done.code == 2
    assert said in done.err
    assert not out.exists()


def test_a_table_is_not_overwritten_by_a_comparison_of_it(folder: Path) -> None:
    done = called(folder, "compare", "tables", "-o", "html=tables/_manifest.json")
    assert done.code == 2
    assert json.loads((folder / "tables" / "_manifest.json").read_text(encoding="utf-8"))["run"]


# --- thousands -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def many(folder: Path) -> Comparison:
    """A comparison of more than a page takes, in two states."""
    entries = [
        replace(entry, id=f"{entry.id}-{number}", path=f"{number:03}", title=f"{entry.title} {number}")
        for number in range(150)
        for entry in compared_entries(opened(str(folder / "tables")), least=1)
    ]
    tables = opened(str(folder / "tables"))
    return comparison_of(tables, tuple(entries), Gate.ENDORSEMENT, GroupBy.STATE)


def test_a_long_index_is_cut_in_pages_that_lead_to_each_other(many: Comparison) -> None:
    frame = frame_of(None, "criteria", DAY, len(many.entries))
    files = dict(shared_files(frame, many, {entry.path: f"{entry.path}.html" for entry in many.entries}))
    pages = {name: parsed(content.decode()) for name, content in files.items() if name.startswith("index")}
    assert len(pages) == len(many.entries) // 100
    named = [link.attributes["href"] for page in pages.values() for link in page.all("a")]
    own = {f"{entry.path}.html" for entry in many.entries}
    assert {*pages, "search.html", *own} <= set(named)
    assert {each for each in named if not each.startswith("#")} <= {*files, *own}
    assert all(sum(link.attributes["href"] in own for link in page.all("a")) == 100 for page in pages.values())


def test_a_page_of_thousands_holds_every_name_without_scripts(many: Comparison) -> None:
    frame = frame_of(None, "criteria", DAY, len(many.entries))
    files = dict(shared_files(frame, many, {}))
    for name in ("search.html", "comparison.html"):
        root = parsed(files[name].decode())
        assert all(entry.title in root.text for entry in many.entries)
        assert "data-most" in files[name].decode()


def test_a_page_of_thousands_has_the_most_common_contradictions_and_says_how_many_more(many: Comparison) -> None:
    """All 5,000 of a catalog made a list as long as seventy screens, before the stacks."""
    given = next(line for line in many.ledger if line.claim.amount.is_given)
    lines = [replace(given, claim=replace(given.claim, of=entry.id)) for entry in many.entries]
    everywhere = [replace(line, against=("all differ",)) for line in lines]
    single = [replace(lines[0], against=(f"difference {at}",)) for at in range(150)]
    blocks = tuple(contradictions(replace(many, ledger=(*single, *everywhere))))
    (listed,) = [block for block in blocks if isinstance(block, Bullets)]
    assert len(listed.items) == 100
    assert "All differ" in str(listed.items[0])
    assert "51 more are in the workbook" in str(blocks[-1])


def test_no_two_pages_have_one_name(many: Comparison) -> None:
    ids = ("a", "A", "a/b", "a_b", "x" * 400, "x" * 401, "é" * 200)
    entries = [replace(many.entries[0], id=id, path=str(at)) for at, id in enumerate(ids)]
    names = names_of(entries)
    assert len({name.casefold() for name in names.values()}) == len(ids)
    assert all(len(name.encode()) <= 120 and "/" not in name for name in names.values())
