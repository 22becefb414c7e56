"""A badge that comes in, goes out, is endorsed, and is verified: nothing of it opens a connection."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from mcaudit.app.endorsing import Request, endorse, identity
from mcaudit.app.exporting import exported
from mcaudit.app.importing import Imported, Wishes, imported, keep, source_of
from mcaudit.app.verifying import verify
from mcaudit.credentials.answers import Answer
from mcaudit.credentials.exporting import Supplied, Target
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.profile.read import read_profile
from tests.conftest import ROOT

EXAMPLE = ROOT / "docs" / "example-endorsement"
PROFILE = ROOT / "profiles" / "fictional" / "leading-restorative-circles.yaml"
ADDRESS = "https://circles.example.org/badge"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        pytest.fail("a connection was opened, or a name was looked up")

    for holder, name in ((socket.socket, "connect"), (socket.socket, "connect_ex"), (socket, "getaddrinfo")):
        monkeypatch.setattr(holder, name, refuse)


def test_the_way_of_a_badge_needs_no_network(tmp_path: Path) -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    pem = tmp_path / "key.pem"
    pem.touch(mode=0o600)
    pem.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    agency = EXAMPLE / "agency.yaml"
    made = endorse(
        Request(
            profile=PROFILE,
            issuer=agency,
            key=pem,
            subject=ADDRESS,
            record_address="https://education.example.gov/audits/1.json",
            date="2026-11-29",
            until="2029-06-30",
            decisions=(ROOT / "docs" / "example-review" / "restorative-circles",),
        ),
        bytes,
    )
    supplied = Supplied(id=ADDRESS, endorsement=json.loads(made.endorsement))
    badge, _ = exported(read_profile(default_edition(), PROFILE), Target.ACHIEVEMENT, supplied)
    files = {"badge.json": badge, "audit.json": made.record, "did.json": identity(agency, pem, bytes)[1]}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    (found,) = verify(
        tmp_path / "badge.json",
        date="2027-01-15",
        identities=[tmp_path / "did.json"],
        record=tmp_path / "audit.json",
        profile=PROFILE,
    )
    assert found.answer is Answer.YES
    (draft,) = imported(default_edition(), [source_of("badge.json", badge)], Wishes(state="OH", placed={}))
    assert isinstance(draft, Imported)
    keep(draft, tmp_path / "draft.yaml")
    assert (tmp_path / draft.copy).read_bytes() == badge


def test_a_context_that_is_not_shipped_is_not_fetched(tmp_path: Path) -> None:
    credential = json.loads((EXAMPLE / "endorsement.json").read_text(encoding="utf-8"))
    credential["@context"].append("https://example.org/context.json")
    (tmp_path / "x.json").write_text(json.dumps(credential), encoding="utf-8")
    given: dict[str, Any] = {"date": "2027-01-15", "record": None, "profile": None}
    (found,) = verify(tmp_path / "x.json", identities=[EXAMPLE / "did.json"], **given)
    assert found.checks[0].answer is Answer.UNKNOWN
    assert "https://example.org/context.json" in found.checks[0].why
