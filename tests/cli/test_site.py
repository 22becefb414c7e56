"""`mcaudit site`: a folder that can be published as it is, and that says no more than it may."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from mcaudit.app.folders import LIST, write_site
from mcaudit.errors import OutputError
from mcaudit.model import Edition
from tests.conftest import MINIMAL, ROOT, Ran, Write
from tests.elements import Element, parsed
from tests.served import bare
from tests.served import run as served

PROFILES = (
    ROOT / "profiles" / "fictional" / "leading-restorative-circles.yaml",
    ROOT / "profiles" / "illinois" / "eln-nurturing-a-culture-of-wellness.yaml",
    ROOT / "profiles" / "missouri" / "eln-professional-learning.yaml",
)
DECISIONS = ROOT / "docs" / "example-review" / "restorative-circles"

AGENCY = (
    "format: mcaudit-config/1\n"
    "agency: {name: Example Board, contact: {name: The office, email: credentials@example.gov}}\n"
)
READING = "micro-credentials/eln-nurturing-a-culture-of-wellness.html"
SUBMITTED = "micro-credentials/leading-restorative-circles.html"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the configuration of an agency."""
    made = tmp_path_factory.mktemp("agency")
    (made / "mcaudit.yaml").write_text(AGENCY, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def site(folder: Path) -> Path:
    """A site of two readings and of one micro-credential with decisions."""
    done = build(folder, "--decisions", DECISIONS, "--date", "2026-05-01", *PROFILES)
    assert done.code == 0, done.err
    return folder / "site"


def build(folder: Path, *args: str | Path, out: str = "site") -> Ran:
    """Build a site in a folder, in a process of its own."""
    env = bare(PATH="/usr/bin:/bin", HOME=str(folder), SOURCE_DATE_EPOCH="1767225600", PYTHONIOENCODING="utf-8")
    code, *streams = served(["site", *map(str, args), "-o", out], cwd=folder, env=env)
    return Ran(code, *(stream.decode("utf-8") for stream in streams))


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def pages_in(folder: Path) -> Iterator[tuple[Path, Element]]:
    for path in sorted(folder.rglob("*.html")):
        yield path, parsed(path.read_text(encoding="utf-8"))


def text_of(site: Path, name: str) -> str:
    return parsed((site / name).read_text(encoding="utf-8")).text


# --- what is there -------------------------------------------------------------------------------


def test_it_has_an_index_a_page_for_each_a_comparison_and_the_criteria(site: Path) -> None:
    assert set(files_in(site)) == {
        *("index.html", "comparison.html", "criteria.html", LIST, READING, SUBMITTED),
        *("micro-credentials/eln-professional-learning.html", "audits/leading-restorative-circles.html"),
    }
    assert json.loads((site / LIST).read_bytes())["format"] == "mcaudit-site/1"


def test_every_link_leads_to_a_page_of_the_site_or_out_of_it_openly(site: Path) -> None:
    for path, root in pages_in(site):
        ids = {each.attributes["id"] for each in root.all() if "id" in each.attributes}
        for link in root.all("a"):
            address, _, anchor = link.attributes["href"].partition("#")
            if not address:
                assert anchor in ids, (path, anchor)
            elif ":" in address.split("/")[0]:
                assert address.startswith(("https://", "http://", "mailto:")), (path, address)
            else:
                assert not address.startswith("/")
                assert (path.parent / unquote(address)).resolve().is_relative_to(site.resolve())
                assert (path.parent / unquote(address)).is_file(), (path, address)


def test_every_page_loads_nothing_and_is_reached_from_the_index(site: Path) -> None:
    for _, root in pages_in(site):
        names = {name for element in root.all() for name in element.attributes}
        assert not {name for name in names if name.startswith("on") or name in ("src", "style", "action")}
    hrefs = {each.attributes["href"] for each in parsed((site / "index.html").read_text("utf-8")).all("a")}
    assert {READING, SUBMITTED, "comparison.html", "criteria.html"} <= hrefs


def test_a_reading_of_public_pages_says_so_has_no_verdict_and_a_contact(site: Path) -> None:
    text = text_of(site, READING)
    assert "Reading of public pages: Nurturing a Culture of Wellness" in text
    assert "The provider did not submit this." in text
    assert "Contact The office: credentials@example.gov." in text
    for words in ("endorse", "incomplete", "Verdict"):
        assert words not in text
    assert "Verdict" not in text_of(site, "index.html").replace("no verdict", "")


def test_what_was_submitted_has_its_verdict_and_the_whole_audit(site: Path) -> None:
    text = text_of(site, SUBMITTED)
    assert "Leading Restorative Circles (fictional)" in text
    assert "Ready to endorse" in text
    assert "The whole audit" in text


def test_the_criteria_are_explained(site: Path, edition: Edition) -> None:
    text = text_of(site, "criteria.html")
    assert f"5 components, 24 subcomponents, and {len(edition.criteria)} criteria" in text
    assert all(part in text for part in ("1F-6 Cost of each resource", "Guiding question:", "In the source:"))


def test_the_providers_responses_stand_beside_what_was_found(folder: Path, write: Write) -> None:
    profile = write(
        f"{MINIMAL}organizations:\n  lake: {{name: Lake}}\nsubmitted_by: {{organization: lake}}\n"
        "responses:\n  - {criterion: 1F-6, date: 2026-01-01, text: 'Every resource says what it costs.'}\n"
    )
    assert build(folder, profile, out="responses").code == 0
    assert "Every resource says what it costs." in text_of(folder / "responses", "micro-credentials/minimal.html")
    assert not (folder / "responses" / "comparison.html").exists()


# --- what is not ---------------------------------------------------------------------------------


def test_no_reviewer_and_no_sample_of_an_earner_is_named_unless_asked_for(site: Path, folder: Path) -> None:
    wanted = (b"Avery Example", b"Jordan Example", b"Example Review Panel", b"sample-0001")
    everything = b"".join(files_in(site).values())
    assert not [each for each in wanted if each in everything]
    args = ("--with-names", "--decisions", DECISIONS, "--date", "2026-05-01", PROFILES[0])
    assert build(folder, *args, out="named").code == 0
    named = b"".join(files_in(folder / "named").values())
    assert all(each in named for each in wanted)


def test_nobody_learns_where_on_which_computer_it_was_made(site: Path) -> None:
    pages = {name: content for name, content in files_in(site).items() if not name.startswith("audits/")}
    assert not [name for name, content in pages.items() if str(ROOT).encode() in content]


def test_a_reading_without_a_contact_is_not_published(tmp_path: Path) -> None:
    done = build(tmp_path, PROFILES[1])
    assert done.code == 2
    assert "must say whom to write to about corrections" in " ".join(done.err.split())
    assert "agency:" in done.err
    assert not (tmp_path / "site").exists()


def test_two_of_one_id_are_refused(folder: Path, write: Write) -> None:
    paths = write(MINIMAL, "one.yaml"), write(MINIMAL, "two.yaml")
    done = build(folder, *paths, out="twice")
    assert done.code == 2
    assert "each page needs a name of its own" in " ".join(done.err.split())
    assert not (folder / "twice").exists()


def test_hostile_text_is_only_text(folder: Path, write: Write) -> None:
    nasty = "<script>alert(1)</script><img src=x onerror=y>"
    for number in "ab":
        write({"format": "mcaudit-profile/1", "id": f"bad-{number}", "title": nasty, "state": "OH"}, f"p/{number}.yaml")
    assert build(folder, write(MINIMAL, "p/c.yaml").parent, out="hostile").code == 0
    for path, root in pages_in(folder / "hostile"):
        scripts = list(root.all("script"))
        assert len(scripts) == (path.name in ("index.html", "comparison.html")), path
        assert not list(root.all("img"))
        if path.name.startswith("bad"):
            assert nasty in root.text


# --- written whole, and over nothing else --------------------------------------------------------


def test_the_same_profiles_give_the_same_bytes_and_replace_an_earlier_site(site: Path, folder: Path) -> None:
    before = files_in(site)
    done = build(folder, "--decisions", DECISIONS, "--date", "2026-05-01", *PROFILES)
    assert done.code == 0
    assert files_in(site) == before
    assert not [path for path in folder.iterdir() if path.name.startswith(".mcaudit")]


def test_a_page_that_is_gone_is_gone_from_the_site(tmp_path: Path) -> None:
    write_site(tmp_path / "s", {"a/b.html": b"1", "c.html": b"2"}.items())
    write_site(tmp_path / "s", {"c.html": b"3"}.items())
    assert {name: content for name, content in files_in(tmp_path / "s").items() if name != LIST} == {"c.html": b"3"}


@pytest.mark.parametrize("name", ["notes.txt", "deep/er/notes.txt", "index.html"])
def test_a_folder_that_holds_anything_else_is_refused_and_stays(folder: Path, tmp_path: Path, name: str) -> None:
    other = tmp_path / "others" / name
    other.parent.mkdir(parents=True)
    other.write_bytes(b"mine")
    done = build(folder, PROFILES[0], out=str(tmp_path / "others"))
    assert done.code == 2
    assert "holds files that are not part of an earlier site" in " ".join(done.err.split())
    assert files_in(tmp_path / "others") == {name: b"mine"}


def test_a_file_added_to_a_site_is_not_lost(tmp_path: Path) -> None:
    write_site(tmp_path / "s", {"a.html": b"1"}.items())
    (tmp_path / "s" / "added.txt").write_bytes(b"mine")
    with pytest.raises(OutputError, match=r"added\.txt"):
        write_site(tmp_path / "s", {"a.html": b"2"}.items())
    assert (tmp_path / "s" / "a.html").read_bytes() == b"1"


def test_a_file_is_not_a_folder(tmp_path: Path) -> None:
    (tmp_path / "s").write_bytes(b"mine")
    with pytest.raises(OutputError, match="is a file"):
        write_site(tmp_path / "s", {"a.html": b"2"}.items())
    assert (tmp_path / "s").read_bytes() == b"mine"


def test_a_file_that_cannot_be_read_is_reported_and_the_others_are_published(folder: Path, write: Write) -> None:
    good, bad = write(MINIMAL, "q/good.yaml"), write("format: mcaudit-profile/1\nid: [\n", "q/bad.yaml")
    done = build(folder, good.parent, out="some")
    assert done.code == 2
    assert bad.name in done.err
    assert (folder / "some" / "micro-credentials" / "minimal.html").is_file()
