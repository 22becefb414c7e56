"""Published credentials and endorsements, changed as others' files are: what is made, and how it is read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from mcaudit.app.import_record import import_record
from mcaudit.app.importing import Wishes, imported, said_of, sources_in
from mcaudit.app.verifying import verify
from mcaudit.errors import InputError
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.profile.read import profile_in
from tests.conftest import ROOT
from tests.fuzz.bases import DAY, words_of
from tests.fuzz.mutations import mutated
from tests.fuzz.writing import json_of
from tests.importers.credentials import ISSUER, NOT_READ, READ, baked_behind, baked_png, baked_svg, token

EXAMPLE = ROOT / "docs" / "example-endorsement"
IDENTITY = EXAMPLE / "did.json"
ENDORSEMENT = EXAMPLE / "endorsement.json"
_STATE = "OH"
_UNCHANGED = 0.05


# --- what is made --------------------------------------------------------------------------------


def some_credential(random: Random) -> Any:
    """Return the data of a credential of a format that is read, and at times of one that is not."""
    kinds = READ if random.random() < 0.9 else NOT_READ
    return kinds[random.choice(list(kinds))]


@cache
def credential_words() -> Sequence[Any]:
    """Return the names and values of credentials of every format."""
    return words_of(*READ.values(), *NOT_READ.values(), _example())


def baked(random: Random) -> bytes:
    """Return a credential in a picture, in a drawing, or in a signed token."""
    whole = _example() if random.random() < 0.2 else some_credential(random)
    data = whole if random.random() < _UNCHANGED else mutated(random, whole, credential_words())
    said = json_of(random, data).decode("utf-8", "surrogatepass")
    said = said.encode("utf-8", "replace").decode()
    match random.randrange(5):
        case 0:
            return token(data, random.choice(("EdDSA", "RS256", "none", ""))).encode()
        case 1:
            return baked_svg(said)
        case 2:
            return baked_png(token(data))
        case 3:
            return baked_png(said, random.choice(("openbadgecredential", "openbadges", "other")))
        case _:
            return baked_behind(said, random.choice((b"tEXt", b"zTXt", b"iTXt")))


def some_endorsement(random: Random) -> Any:
    """Return the data of an endorsement, alone or within a badge."""
    endorsement = _example()
    if random.random() < 0.6:
        return endorsement
    award = {**READ["credential 3.0"], "endorsement": [endorsement]}
    return award if random.random() < 0.7 else {"@graph": [award, endorsement]}


def some_issuer(random: Random) -> Any:
    """Return the data of a file that describes an issuer."""
    return ISSUER


def some_identity(random: Random) -> Any:
    """Return the data of a signer's identity file."""
    return json.loads(IDENTITY.read_bytes())


@cache
def _example() -> Any:
    return json.loads(ENDORSEMENT.read_bytes())


# --- how it is read --------------------------------------------------------------------------------


def draft(path: Path) -> None:
    """Draft a profile from a file, as `new --from` does, and read the draft back."""
    sources, problems = sources_in([path])
    if problems:
        raise InputError(problems)
    wishes = Wishes(state=_STATE, seen=DAY, placed={})
    for made in imported(default_edition(), sources, wishes):
        if isinstance(made, InputError):
            raise made
        again = profile_in(default_edition(), made.yaml, "draft.yaml")
        assert (again.id, again.title) == (made.profile.id, made.profile.title)
        assert all(said_of(made))
        json.dumps(import_record(_STATE, [(made, "draft.yaml")], ()))


def draft_beside(path: Path) -> None:
    """Draft a profile from a whole badge beside a changed file that may describe its issuer."""
    whole = path.with_name("whole.json")
    whole.write_text(json.dumps({**READ["badge class 2.0"], "issuer": ISSUER["id"]}), encoding="utf-8")
    sources, problems = sources_in([path, whole])
    if problems:
        raise InputError(problems)
    for made in imported(default_edition(), sources, Wishes(state=_STATE, placed={})):
        if isinstance(made, InputError):
            raise made


def answers(path: Path) -> None:
    """Answer what an endorsement says, as `verify` does; each answer has its reason."""
    _hold(path, IDENTITY)


def answers_by(path: Path) -> None:
    """Answer what the example says by a changed identity file."""
    _hold(ENDORSEMENT, path)


def _hold(endorsement: Path, identity: Path) -> None:
    for each in verify(endorsement, date=DAY, identities=[identity], record=EXAMPLE / "audit.json", profile=None):
        assert all(check.question and check.why for check in each.checks)
