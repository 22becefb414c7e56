"""`endorse`, `verify`, and `export` as an agency and a provider use them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)

from tests.conftest import ROOT, Ran, Run

PROFILE = ROOT / "profiles" / "fictional" / "leading-restorative-circles.yaml"
REVIEW = ROOT / "docs" / "example-review" / "restorative-circles"
AGENCY = """\
format: mcaudit-issuer/1
id: did:web:education.example.gov
name: Example State Department of Education
url: https://education.example.gov
self_declared: yes
fictional: yes
"""
SIGN = ("--issuer", "agency.yaml", "--key", "key.pem", "-o", "endorsement.json")
WHERE = ("--of", "https://circles.example.org/badge", "--audit-url", "https://education.example.gov/audits/1.json")
CTID = "ce-b55f88e3-dfd4-430b-ab47-3e5f9986e1e4"
DAYS = ("--until", "2029-06-30", "--date", "2026-11-29")


def write_key(path: Path, encryption: KeySerializationEncryption, mode: int = 0o600) -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption))
    path.chmod(mode)


@pytest.fixture
def agency(tmp_path: Path) -> Path:
    (tmp_path / "agency.yaml").write_text(AGENCY, encoding="utf-8")
    write_key(tmp_path / "key.pem", NoEncryption())
    return tmp_path


def endorse(run: Run, folder: Path, *more: str | Path, decisions: bool = True) -> Ran:
    reviewed = ("--decisions", REVIEW) if decisions else ()
    return run("endorse", PROFILE, *SIGN, *WHERE, *DAYS, *reviewed, *more, cwd=folder)


def test_a_pass_is_endorsed_and_verified_by_a_stranger(run: Run, agency: Path) -> None:
    made = endorse(run, agency)
    assert (made.code, made.out) == (0, "")
    assert "in force until 2029-06-30" in made.err
    identity = run("endorse", "--identity", *SIGN[:4], "-o", "did.json", cwd=agency)
    assert "https://education.example.gov/.well-known/did.json" in identity.err
    given = ("--identity", "did.json", "--audit", "endorsement.audit.json", "--profile", PROFILE)
    ran = run("verify", "endorsement.json", *given, "--date", "2027-01-15", cwd=agency)
    assert ran.code == 0
    assert ran.out.count("  yes  ") == 5
    late = run("verify", "endorsement.json", *given, "--date", "2030-01-15", cwd=agency)
    assert (late.code, late.out.count("  no  ")) == (1, 1)
    alone = run("verify", "endorsement.json", "--date", "2027-01-15", cwd=agency)
    assert (alone.code, alone.out.count("  unknown  ")) == (3, 4)


def test_two_runs_write_the_same_bytes(run: Run, agency: Path) -> None:
    endorse(run, agency)
    first = [(agency / name).read_bytes() for name in ("endorsement.json", "endorsement.audit.json")]
    endorse(run, agency)
    assert first == [(agency / name).read_bytes() for name in ("endorsement.json", "endorsement.audit.json")]


def test_what_does_not_pass_is_not_endorsed_and_nothing_is_written(run: Run, agency: Path) -> None:
    ran = endorse(run, agency, decisions=False)
    assert ran.code == 3
    assert "not endorsed: only a pass can be endorsed" in ran.err
    assert "`mcaudit check` shows what is missing" in ran.err
    assert sorted(each.name for each in agency.iterdir()) == ["agency.yaml", "key.pem"]


@pytest.fixture
def submission(agency: Path) -> Path:
    """The folder of an agency with a copy of everything that is endorsed."""
    shutil.copytree(PROFILE.parent, agency / "profiles")
    shutil.copytree(REVIEW, agency / "decisions")
    (agency / "pass.txt").write_text("open sesame\n", encoding="utf-8")
    return agency


@pytest.mark.parametrize("option", ["-o", "--audit"])
@pytest.mark.parametrize(
    "file",
    [
        "decisions/leading-restorative-circles--avery.yaml",
        "profiles/documents/scoring-rubric.txt",
        "profiles/leading-restorative-circles.yaml",
        "agency.yaml",
        "key.pem",
        "pass.txt",
    ],
)
def test_nothing_that_an_endorsement_is_made_of_is_overwritten(
    run: Run, submission: Path, file: str, option: str
) -> None:
    before = {path: path.read_bytes() for path in submission.rglob("*") if path.is_file()}
    profile = submission / "profiles" / PROFILE.name
    signed = ("--issuer", "agency.yaml", "--key", "key.pem", "--passphrase-file", "pass.txt", *WHERE, *DAYS)
    there = ("-o", file) if option == "-o" else ("-o", "endorsement.json", "--audit", file)
    ran = run("endorse", profile, *signed, "--decisions", "decisions", *there, cwd=submission)
    assert ran.code == 2
    assert f"{file} is one of the files that are read" in ran.err
    assert {path: path.read_bytes() for path in submission.rglob("*") if path.is_file()} == before


def test_the_audit_and_the_endorsement_go_to_two_files(run: Run, agency: Path) -> None:
    ran = endorse(run, agency, "--audit", "./endorsement.json")
    assert ran.code == 2
    assert "name another for the audit" in ran.err
    assert not (agency / "endorsement.json").exists()


def test_no_audit_is_left_where_the_endorsement_cannot_be_written(run: Run, agency: Path) -> None:
    (agency / "endorsement.json").mkdir()
    ran = endorse(run, agency)
    assert (ran.code, "it is a folder" in ran.err) == (2, True)
    assert not (agency / "endorsement.audit.json").exists()


def test_decisions_of_a_later_day_are_named_before_the_endorsement(run: Run, agency: Path) -> None:
    ran = endorse(run, agency, "--date", "2025-11-29")
    assert "has entries of a later day than this audit's, 2025-11-29" in ran.err


def test_no_name_of_a_reviewer_is_published(run: Run, agency: Path) -> None:
    endorse(run, agency)
    record = (agency / "endorsement.audit.json").read_text(encoding="utf-8")
    assert "Avery" not in record
    assert "Jordan" not in record


@pytest.mark.skipif(os.name != "posix", reason="only POSIX says who may read a file")
def test_a_key_that_others_can_read_is_refused(run: Run, agency: Path) -> None:
    (agency / "key.pem").chmod(0o640)
    ran = endorse(run, agency)
    assert ran.code == 2
    assert "key.pem: error: other users can read this private key" in ran.err
    assert "chmod 600 key.pem" in ran.err


def test_a_passphrase_comes_from_a_file_and_a_wrong_one_is_refused(run: Run, agency: Path) -> None:
    write_key(agency / "key.pem", BestAvailableEncryption(b"open sesame"))
    (agency / "right").write_text("open sesame\n", encoding="utf-8")
    (agency / "wrong").write_text("open barley\n", encoding="utf-8")
    assert endorse(run, agency, "--passphrase-file", "wrong").code == 2
    assert endorse(run, agency, "--passphrase-file", "right").code == 0


@pytest.mark.skipif(os.name != "posix", reason="setsid is a command there")
def test_nobody_is_asked_for_a_passphrase_where_nobody_is(agency: Path) -> None:
    write_key(agency / "key.pem", BestAvailableEncryption(b"open sesame"))
    command = [sys.executable, "-m", "mcaudit", "endorse", "--identity", *SIGN[:4], "-o", "did.json"]
    made = subprocess.run(  # a session of its own has no terminal
        command, cwd=agency, input="open sesame\n", capture_output=True, text=True, check=False, start_new_session=True
    )
    assert (made.returncode, made.stdout) == (2, "")
    assert "--passphrase-file" in made.stderr
    assert "Warning" not in made.stderr


@pytest.mark.parametrize(
    "content", [b"", b"not a key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_what_is_not_a_key_is_refused(run: Run, agency: Path, content: bytes) -> None:
    (agency / "key.pem").write_bytes(content)
    ran = endorse(run, agency)
    assert (ran.code, ran.out) == (2, "")
    assert "key.pem: error: " in ran.err


def test_another_kind_of_key_is_refused(run: Run, agency: Path) -> None:
    rsa = generate_private_key(65537, 2048)
    (agency / "key.pem").write_bytes(rsa.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    ran = endorse(run, agency)
    assert ran.code == 2
    assert "not an Ed25519 key" in ran.err


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("self_declared: yes", "self_declared: no", "claims that nobody has checked"),
        ("fictional: yes", "fictional: no", "only a made-up issuer"),
    ],
)
def test_what_the_issuers_file_does_not_allow_is_not_endorsed(
    run: Run, agency: Path, old: str, new: str, words: str
) -> None:
    (agency / "agency.yaml").write_text(AGENCY.replace(old, new), encoding="utf-8")
    ran = endorse(run, agency)
    assert ran.code == 1
    assert words in " ".join(ran.err.split())
    assert not (agency / "endorsement.json").exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [("did:web:", "did:key:"), ("mcaudit-issuer/1", "mcaudit-issuer/9"), ("name:", "title:"), ("yes", "maybe")],
)
def test_an_issuers_file_that_is_not_valid_is_refused_with_its_line(run: Run, agency: Path, old: str, new: str) -> None:
    (agency / "agency.yaml").write_text(AGENCY.replace(old, new, 1), encoding="utf-8")
    ran = endorse(run, agency)
    assert ran.code == 2
    assert "agency.yaml:" in ran.err


def test_the_last_day_must_be_known(run: Run, agency: Path) -> None:
    ran = run("endorse", PROFILE, *SIGN, *WHERE, "--date", "2026-11-29", "--decisions", REVIEW, cwd=agency)
    assert ran.code == 2
    assert "--until" in ran.err


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"type": "EndorsementCredential", "type": "Achievement"}', "[" * 9999]
)
def test_what_is_not_an_endorsement_is_refused(run: Run, tmp_path: Path, content: str) -> None:
    (tmp_path / "x.json").write_text(content, encoding="utf-8")
    ran = run("verify", "x.json", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert re.match(r"x\.json(:1:\d)?: error: this is not|x\.json: error: values are nested", ran.err)


def test_a_file_that_is_not_json_is_refused_with_its_place(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"type": 1,,}', encoding="utf-8")
    for given in (("x.json",), (ROOT / "docs" / "example-endorsement" / "endorsement.json", "--identity", "x.json")):
        ran = run("verify", *given, cwd=tmp_path)
        assert (ran.code, ran.out) == (2, "")
        assert "x.json:1:12: error: this is not JSON" in ran.err


def test_an_achievement_is_exported_and_comes_back_the_same(run: Run, tmp_path: Path) -> None:
    address = ("--as", "ob3-achievement", "--id", "https://circles.example.org/badge")
    first = run("export", PROFILE, *address)
    assert first.code == 0
    (tmp_path / "a.json").write_text(first.out, encoding="utf-8")
    drafted = run("new", "--from", "a.json", "--state", "OH", "-o", "b.yaml", cwd=tmp_path)
    assert drafted.code == 0
    page = ("--criteria-url", "https://circles.example.org/criteria")
    again = json.loads(run("export", "b.yaml", *address, *page, cwd=tmp_path).out)
    known = ("name", "description", "creator", "alignment", "resultDescription", "inLanguage", "humanCode")
    assert {key: json.loads(first.out).get(key) for key in known} == {key: again.get(key) for key in known}


def test_an_export_names_whatever_must_be_supplied(run: Run) -> None:
    ran = run("export", PROFILE, "--as", "ctdl")
    assert ran.code == 2
    for option in ("--ctid", "--webpage", "--status"):
        assert option in ran.err


def test_ctdl_is_exported_and_comes_back_the_same(run: Run, tmp_path: Path) -> None:
    given = ("--as", "ctdl", "--ctid", CTID, "--webpage", "https://circles.example.org/1", "--status", "active")
    first = run("export", PROFILE, *given)
    assert first.code == 0
    (tmp_path / "a.json").write_text(first.out, encoding="utf-8")
    assert run("new", "--from", "a.json", "--state", "OH", "-o", "b.yaml", cwd=tmp_path).code == 0
    again = json.loads(run("export", "b.yaml", *given, cwd=tmp_path).out)
    lost = ("ceterms:estimatedCost",)
    assert {k: v for k, v in json.loads(first.out).items() if k not in lost} == again


def test_an_endorsement_is_embedded_in_the_achievement_that_it_is_about(run: Run, agency: Path) -> None:
    endorse(run, agency)
    (agency / "odd.json").write_text('{"type": 5, "proof": 1}', encoding="utf-8")

    def embed(id: str, name: str) -> Ran:
        return run("export", PROFILE, "--as", "ob3-achievement", "--id", id, "--endorsement", name, cwd=agency)

    ran = embed("https://circles.example.org/badge", "endorsement.json")
    assert json.loads(ran.out)["endorsement"][0]["proof"]
    for name in ("agency.yaml", "odd.json"):
        assert embed("https://circles.example.org/badge", name).code == 2
    another = embed("urn:another:badge", "endorsement.json")
    assert (another.code, another.out) == (2, "")
    assert "is about https://circles.example.org/badge, not about urn:another:badge" in another.err


def test_an_export_needs_no_package_for_signatures(run: Run, tmp_path: Path) -> None:
    for name in ("cryptography", "openvc", "pyld"):
        (tmp_path / f"{name}.py").write_text("raise ImportError", encoding="utf-8")
    address = ("--as", "ob3-achievement", "--id", "https://circles.example.org/badge")
    given = ("--endorsement", ROOT / "docs" / "example-endorsement" / "endorsement.json")
    ran = run("export", PROFILE, *address, cwd=tmp_path, env={"PYTHONHASHSEED": "0"})
    assert ran.code == 0
    other = run("export", PROFILE, *address, *given, cwd=tmp_path, env={"PYTHONHASHSEED": "0"})
    assert "not about https://circles.example.org/badge" in other.err


@pytest.mark.parametrize("missing", [("cryptography", "openvc"), ("pyld",)], ids=["all", "one"])
@pytest.mark.parametrize("command", ["verify", "endorse"])
def test_without_the_extra_packages_it_says_how_to_get_them(
    run: Run, agency: Path, command: str, missing: tuple[str, ...]
) -> None:
    """Python finds these modules before the installed ones, in a process that starts anew."""
    for name in missing:
        (agency / f"{name}.py").write_text("raise ImportError", encoding="utf-8")
    args = ("verify", "agency.yaml") if command == "verify" else ("endorse", PROFILE, *SIGN, *WHERE, *DAYS)
    done = run(*args, cwd=agency, env={"PYTHONHASHSEED": "0"})
    assert (done.code, done.out) == (2, "")
    assert "pip install 'mcaudit[endorse]'" in done.err
