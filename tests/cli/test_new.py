"""`mcaudit new` begins a profile, and never overwrites one."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Run

NAMED = ("--title", "Leading Number Talks", "--state", "OH")


def test_it_writes_a_profile_that_check_accepts(run: Run, tmp_path: Path) -> None:
    ran = run("new", "number-talks", *NAMED, cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "")
    assert "wrote number-talks.yaml" in ran.err
    checked = run("check", "number-talks.yaml", cwd=tmp_path)
    assert checked.code == 1
    assert "67 requirements are not addressed" in " ".join(checked.out.split())


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
        (("Number_Talks", *NAMED), "small letters, digits and hyphens"),
        (("number-talks", "--title", "A", "--state", "Ohoi"), "but is “Ohoi”: did you mean `OH`?"),
        (("number-talks", *NAMED, "--answer", "1F,1Z"), "“1Z” is not a subcomponent"),
    ):
        ran = run("new", *wrong, "-o", "-")
        assert (ran.code, ran.out) == (2, "")
        assert shown in " ".join(ran.err.split())
