"""`mcaudit new` begins a profile, and never overwrites one."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from mcaudit.contracts import IMPORT_FORMAT
from mcaudit.model import Edition
from tests.conftest import Run, held_to_schema, required_of_anyone
from tests.importers.credentials import ASSERTION_2, BADGE_1, BADGE_2, CREDENTIAL_3, EARNER, ISSUER, as_bytes

NAMED = ("--title", "Leading Number Talks", "--state", "OH")


def test_it_writes_a_profile_that_check_accepts(run: Run, edition: Edition, tmp_path: Path) -> None:
    ran = run("new", "number-talks", *NAMED, cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "")
    assert "wrote number-talks.yaml" in ran.err
    checked = run("check", "number-talks.yaml", cwd=tmp_path)
    assert checked.code == 1
    assert f"{required_of_anyone(edition)} requirements are not addressed" in " ".join(checked.out.split())


def test_a_file_that_is_there_stays_as_it_is(run: Run, tmp_path: Path) -> None:
    kept = tmp_path / "mine.yaml"
    kept.write_text("mine\n", encoding="utf-8")
    ran = run("new", "number-talks", *NAMED, "-o", kept)
    assert ran.code == 2
    assert "is there already" in ran.err
    assert kept.read_text(encoding="utf-8") == "mine\n"


def test_it_shows_all_fields_of_what_is_asked_for(run: Run) -> None:
    short = run("new", "number-talks", *NAMED, "-o", "-")
    whole = run("new", "number-talks", *NAMED, "--answer", "1F, 2C", "-o", "-")
    assert "number_of_resources:  # a whole number, 0 or more" not in short.out
    assert "number_of_resources:  # a whole number, 0 or more" in whole.out
    assert len(whole.out.splitlines()) > len(short.out.splitlines())


def test_a_name_that_no_profile_can_have_is_refused(run: Run) -> None:
    for wrong, shown in (
        (("Number_Talks", *NAMED), "write it as `number-talks`"),
        (("number-talks", "--title", "A", "--state", "Ohoi"), "but is “Ohoi”: did you mean `OH`?"),
        (("number-talks", *NAMED, "--answer", "1F,1Z"), "“1Z” is not a subcomponent"),
    ):
        ran = run("new", *wrong, "-o", "-")
        assert (ran.code, ran.out) == (2, "")
        assert shown in " ".join(ran.err.split())


def test_a_badge_becomes_a_draft_with_its_source_beside_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "badge.json").write_bytes(as_bytes(ASSERTION_2))
    ran = run("new", "--from", "badge.json", "--state", "OH", "-o", "drafts/", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "")
    assert "Open Badges 2.0: took" in ran.err
    assert "about the earner not taken: recipient, evidence" in " ".join(ran.err.split())
    kept = tmp_path / "drafts" / "documents" / "leading-number-talks.json"
    assert kept.read_bytes() == as_bytes(ASSERTION_2)
    checked = run("check", "drafts/leading-number-talks.yaml", "--format", "concise", cwd=tmp_path)
    assert checked.code == 1
    assert "credential_file" not in checked.out  # the source is found, and its hash fits


def test_a_draft_never_overwrites(run: Run, tmp_path: Path) -> None:
    (tmp_path / "badge.json").write_bytes(as_bytes(BADGE_2))
    first = run("new", "--from", "badge.json", "--state", "OH", cwd=tmp_path)
    again = run("new", "--from", "badge.json", "--state", "OH", cwd=tmp_path)
    assert (first.code, again.code) == (0, 2)
    assert "is there already" in again.err


def test_a_folder_of_credentials_is_drafted_as_far_as_it_can_be_read(run: Run, tmp_path: Path) -> None:
    for name, data in (("a.json", BADGE_1), ("b.json", ISSUER), ("c.json", CREDENTIAL_3)):
        (tmp_path / name).write_bytes(as_bytes(data))
    (tmp_path / "d.json").write_text('{"type": ["EndorsementCredential"]}', encoding="utf-8")
    ran = run("new", "--from", tmp_path, "--state", "national", "-o", tmp_path / "drafts")
    assert ran.code == 2
    assert "d.json: error: this is an endorsement" in ran.err
    assert sorted(path.name for path in (tmp_path / "drafts").glob("*.yaml")) == [
        "leading-number-talks-2.yaml",
        "leading-number-talks.yaml",
    ]


def test_a_badge_comes_through_a_pipe(run: Run, tmp_path: Path) -> None:
    text = as_bytes(BADGE_2).decode("utf-8-sig")
    ran = run("new", "--from", "-", "--state", "OH", "-o", "-", cwd=tmp_path, stdin=text)
    assert ran.code == 0
    assert ran.out.splitlines()[1].startswith("# A draft")
    assert not list(tmp_path.iterdir())


def test_the_state_of_a_credential_is_never_guessed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "badge.json").write_bytes(as_bytes(BADGE_2))
    ran = run("new", "--from", "badge.json", cwd=tmp_path)
    assert ran.code == 2
    assert "which state reviews it" in " ".join(ran.err.split())


def test_the_report_of_an_import_says_what_was_taken_left_and_dropped(run: Run, tmp_path: Path) -> None:
    (tmp_path / "badge.json").write_bytes(as_bytes(ASSERTION_2))
    (tmp_path / "other.json").write_text('{"type": ["EndorsementCredential"]}', encoding="utf-8")
    given = ("new", "--from", "badge.json", "--from", "other.json", "--state", "OH", "-o", "drafts/")
    ran = run(*given, "--report", "import.json", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    report = held_to_schema("import", (tmp_path / "import.json").read_bytes())
    assert report["format"] == IMPORT_FORMAT
    (made,) = report["drafts"]
    assert made["draft"] == "drafts/leading-number-talks.yaml"
    assert (tmp_path / "drafts" / made["kept_as"]).read_bytes() == as_bytes(ASSERTION_2)
    assert made["sha256"] == sha256(as_bytes(ASSERTION_2)).hexdigest()
    assert "badge.name" in made["taken"]
    assert made["dropped"] == ["recipient", "evidence", "issuedOn"]
    (narrative,) = (each for each in made["left"] if each["place"] == "badge.criteria.narrative")
    assert narrative["text"] == "Submit a video of a lesson."
    assert narrative["may_answer"] == ["1E", *(f"2{each}" for each in "ABCDEF"), *(f"3{each}" for each in "ABCDEF")]
    assert [problem["path"] for problem in report["problems"]] == ["other.json"]
    assert not [secret for secret in EARNER if secret in json.dumps(report)]


def test_the_report_of_an_import_names_no_place_for_a_draft_that_was_not_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "badge.json").write_bytes(as_bytes(BADGE_2))
    (tmp_path / "leading-number-talks.yaml").write_text("mine", encoding="utf-8")
    ran = run("new", "--from", "badge.json", "--state", "OH", "--report", "-", cwd=tmp_path)
    assert ran.code == 2
    assert json.loads(ran.out)["drafts"][0]["draft"] is None
    both = run("new", "--from", "badge.json", "--state", "OH", "-o", "-", "--report", "-", cwd=tmp_path)
    assert (both.code, both.out) == (2, "")
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    none = run("new", "--from", "other.json", "--state", "OH", "-o", "made/", "--report", "made/a.json", cwd=tmp_path)
    assert none.code == 2
    assert json.loads((tmp_path / "made" / "a.json").read_text(encoding="utf-8"))["drafts"] == []
    source = run("new", "--from", "badge.json", "--state", "OH", "-o", "x.yaml", "--report", "badge.json", cwd=tmp_path)
    assert source.code == 2
    assert (tmp_path / "badge.json").read_bytes() == as_bytes(BADGE_2)


def test_a_report_goes_with_a_published_credential(run: Run, tmp_path: Path) -> None:
    ran = run("new", "talks", "--title", "Talks", "--state", "OH", "--report", "import.json", cwd=tmp_path)
    assert ran.code == 2
    assert "--report go with a published credential" in " ".join(ran.err.split())
    assert not list(tmp_path.iterdir())
