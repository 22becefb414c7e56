"""Makes the files of docs/example-endorsement/. Its key is public: the agency that it signs for does not exist."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from functools import cache, partial
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.served import run

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "example-endorsement"
_PROFILE = "profiles/fictional/leading-restorative-circles.yaml"
_SUBJECT = "https://circles.example.org/leading-restorative-circles"
_AUDIT = "https://education.example.gov/audits/leading-restorative-circles.json"
_NAMES = ("did.json", "endorsement.json", "audit.json", "achievement.json")


def example_endorsement(env: Mapping[str, str]) -> Mapping[Path, Callable[[], bytes]]:
    """Return each file of the example with what it should hold."""
    return {FOLDER / name: partial(_made, name, tuple(sorted(env.items()))) for name in _NAMES}


def _made(name: str, env: tuple[tuple[str, str], ...]) -> bytes:
    return _all(env)[name]


@cache
def _all(env: tuple[tuple[str, str], ...]) -> Mapping[str, bytes]:
    key = Ed25519PrivateKey.from_private_bytes(sha256(b"docs/example-endorsement").digest())
    with tempfile.TemporaryDirectory() as folder:
        pem = Path(folder, "key.pem")
        pem.touch(mode=0o600)
        pem.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        signer = ("--issuer", (FOLDER / "agency.yaml").as_posix(), "--key", pem.as_posix())
        made = {name: Path(folder, name) for name in _NAMES}
        endorsement, audit = made["endorsement.json"].as_posix(), made["audit.json"].as_posix()
        where = ("--of", _SUBJECT, "--audit-url", _AUDIT, "--audit", audit)
        review = ("--decisions", "docs/example-review/restorative-circles")
        days = ("--date", "2026-11-29", "--until", "2029-06-30")
        _run("endorse", "--identity", *signer, "-o", made["did.json"].as_posix(), env=env)
        _run("endorse", _PROFILE, *review, *signer, *where, *days, "-o", endorsement, env=env)
        badge = ("--as", "ob3-achievement", "--id", _SUBJECT, "--endorsement", endorsement)
        _run("export", _PROFILE, *badge, "-o", made["achievement.json"].as_posix(), env=env)
        return {name: path.read_bytes() for name, path in made.items()}


def _run(*args: str, env: tuple[tuple[str, str], ...]) -> None:
    code, _, err = run(args, cwd=ROOT, env=dict(env))
    if code:
        raise RuntimeError(err.decode("utf-8"))
