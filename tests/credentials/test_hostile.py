"""Whatever is given to be verified is answered or refused in words, and only what was signed has a valid signature."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.app.json_files import credential_in
from mcaudit.credentials.answers import Answer, Given, Verified
from mcaudit.credentials.identity import identity_of
from mcaudit.credentials.verifying import verified
from mcaudit.errors import InputError
from tests.conftest import ROOT, examples, faults_in
from tests.credentials.reference import meaning
from tests.credentials.test_endorsements import AGENCY, KEY, badge
from tests.importers.credentials import baked_behind, baked_png, baked_svg, token

EXAMPLE = ROOT / "docs" / "example-endorsement"
ENDORSEMENT = json.loads((EXAMPLE / "endorsement.json").read_text(encoding="utf-8"))
IDENTITY = json.loads((EXAMPLE / "did.json").read_text(encoding="utf-8"))
GIVEN = Given(date="2027-01-15", identities={IDENTITY["id"]: IDENTITY})
AWARD = badge(ENDORSEMENT, about=ENDORSEMENT["credentialSubject"]["id"])
SIGNED = meaning(ENDORSEMENT)
VALID_UNTIL = "https://www.w3.org/2018/credentials#validUntil"
MOMENT = "http://www.w3.org/2001/XMLSchema#dateTime"


def answered(raw: bytes, beside: Given = GIVEN) -> tuple[Verified, ...]:
    """Return the answers about a file; nothing if it is refused, which must be said in words."""
    try:
        data, is_token = credential_in(Path("x.json"), raw)
    except InputError as error:
        assert all(each.message and each.path == "x.json" for each in error.problems)  # noqa: PT017
        return ()
    found = verified(data, Given(date=beside.date, identities=beside.identities, is_token=is_token))
    for each in found:
        assert all(check.why and check.question for check in each.checks)
    return found


def holds(raw: bytes) -> None:
    """Assert that a file is answered, and that a valid signature is one over what was signed, and nothing else."""
    for each in answered(raw):
        if each.checks[0].answer is Answer.YES:
            assert each.name == ENDORSEMENT["name"]
            assert [meaning(data) for data in _endorsements(json.loads(raw))] == [SIGNED]


def _endorsements(data: Any) -> list[Any]:
    """Return every endorsement in a document."""
    if isinstance(data, dict):
        if "EndorsementCredential" in (data.get("type") or ()):
            return [data]
        return [found for value in data.values() for found in _endorsements(value)]
    return [found for value in data for found in _endorsements(value)] if isinstance(data, list) else []


KEYS = st.sampled_from([*ENDORSEMENT, *ENDORSEMENT["proof"], "credentialStatus", "endorsement", "@graph", "@id", "x"])
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["_:b0", "EndorsementCredential", "Achievement", "2027-01-01T00:00:00Z", "did:key:z6Mk", "z"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value in a document but the document itself."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, each in children for found in ((*path, key), *paths(each, (*path, key)))]


@st.composite
def changed(draw: st.DrawFn, base: Any) -> Any:
    """A document in which values are replaced, removed, wrapped, renamed, or added."""
    document = copy.deepcopy(base)
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(paths(document) or [("x",)]))
        holder = document
        for key in way:
            holder = holder[key]
        kind = draw(st.sampled_from(["replace", "remove", "wrap", "rename", "add"]))
        if kind == "replace" and last in (holder if isinstance(holder, dict) else range(len(holder))):
            holder[last] = draw(VALUES)
        elif kind == "wrap":
            holder[last] = [holder[last]]
        elif kind == "rename" and isinstance(holder, dict):
            holder[draw(KEYS)] = holder.pop(last)
        elif kind == "add" and isinstance(holder, dict):
            holder[draw(KEYS | st.text(max_size=8))] = draw(VALUES)
        else:
            del holder[last]
    return document


@given(st.binary(max_size=300))
def test_any_bytes_are_answered(raw: bytes) -> None:
    assert answered(raw) == ()


@given(VALUES)
def test_any_json_is_answered(data: Any) -> None:
    assert all(each.answer is not Answer.YES for each in answered(json.dumps(data).encode()))


@examples(300)
@given(changed(ENDORSEMENT))
def test_a_changed_endorsement_is_valid_only_if_it_says_what_was_signed(data: Any) -> None:
    holds(json.dumps(data).encode())


@examples(100)
@given(changed(AWARD))
def test_a_changed_badge_with_an_endorsement_likewise(data: Any) -> None:
    holds(json.dumps(data).encode())


@given(st.data())
def test_a_file_with_changed_bytes_likewise(data: st.DataObject) -> None:
    raw = bytearray((EXAMPLE / "endorsement.json").read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    holds(bytes(raw))


@given(changed(IDENTITY), st.dates().map(str))
def test_a_changed_identity_file_never_lets_another_key_sign(identity: Any, date: str) -> None:
    beside = Given(date=date, identities={IDENTITY["id"]: identity} if isinstance(identity, dict) else {})
    for each in answered(json.dumps({**ENDORSEMENT, "name": "Another name"}).encode(), beside):
        assert each.checks[0].answer is not Answer.YES


@given(st.sampled_from([baked_png, baked_behind, baked_svg]), st.data())
def test_a_picture_that_is_cut_off_or_changed_is_answered(bake: Any, data: st.DataObject) -> None:
    raw = bytearray(bake(json.dumps(AWARD)))
    at = data.draw(st.integers(0, len(raw)))
    raw[at:] = data.draw(st.binary(max_size=8))
    answered(bytes(raw))


def test_an_endorsement_in_a_picture_is_checked() -> None:
    for raw in (baked_png(json.dumps(AWARD)), baked_behind(json.dumps(AWARD), b"zTXt"), baked_svg(json.dumps(AWARD))):
        outer, inner = answered(raw)
        assert (outer.checks[0].answer, inner.checks[0].answer) == (Answer.NO, Answer.YES)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"[" * 100_000, "nested"),
        (b'{"a":' * 100_000, "nested"),
        (json.dumps({"endorsement": [[[[ENDORSEMENT]]]]}).encode()[:-60], "not JSON"),
        (b'{"type": "EndorsementCredential", "type": "x"}', "the name \u201ctype\u201d appears twice"),
        (b'{"type": "EndorsementCredential", "name": NaN}', "NaN"),
        (b'{"type": "EndorsementCredential", "name": 1e999}', "1e999"),
        (b'{"type": "EndorsementCredential", "name": 1' + b"0" * 9_999 + b"}", "30 digits"),
        (b"\xff\xfe{\x00}\x00", "UTF-8"),
        (token(ENDORSEMENT, alg="none").encode(), "nobody signed it"),
        (baked_behind("x" * 9_000_000, b"zTXt"), "damaged"),
        (b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><svg>&c;</svg>', "not valid XML, or holds"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_for_certain_is_refused_in_words(raw: bytes, words: str) -> None:
    assert words in faults_in(credential_in, Path("x.json"), raw)[0].message


def test_a_deep_document_is_refused() -> None:
    deep: Any = ENDORSEMENT
    for _ in range(50):
        deep = {"endorsement": deep}
    with pytest.raises(InputError, match="nested more than 40 deep"):
        credential_in(Path("x.json"), json.dumps(deep).encode())


def answer_of(change: dict[str, Any], *without: str) -> Answer:
    data = {**{key: value for key, value in ENDORSEMENT.items() if key not in without}, **change}
    return verified(data, GIVEN)[0].checks[0].answer


@pytest.mark.parametrize("until", [{"@value": ENDORSEMENT["validUntil"], "@type": MOMENT}, ENDORSEMENT["validUntil"]])
def test_a_last_day_that_is_hidden_under_another_name_is_not_valid(until: Any) -> None:
    contexts = ENDORSEMENT["@context"]
    assert answer_of({VALID_UNTIL: until}, "validUntil") is not Answer.YES
    own = [*contexts, {"end": {"@id": VALID_UNTIL, "@type": MOMENT}}]
    assert answer_of({"@context": own, "end": until}, "validUntil") is not Answer.YES


def test_contexts_in_another_order_are_not_valid() -> None:
    assert answer_of({"@context": ENDORSEMENT["@context"][::-1]}) is not Answer.YES


@pytest.mark.parametrize(
    "change",
    [
        {"@context": [*ENDORSEMENT["@context"], "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]},
        {"@context": ["https://www.w3.org/2018/credentials/v1"]},
        {"proof": {**ENDORSEMENT["proof"], "cryptosuite": "ecdsa-rdfc-2019"}},
        {"proof": {**ENDORSEMENT["proof"], "type": "Ed25519Signature2020"}},
        {"proof": [ENDORSEMENT["proof"], ENDORSEMENT["proof"]]},
    ],
    ids=["an extension", "an older version", "another suite", "an older suite", "two signatures"],
)
def test_what_mcaudit_cannot_check_is_unknown_and_not_called_changed(change: dict[str, Any]) -> None:
    assert answer_of(change) is Answer.UNKNOWN


def test_parts_that_would_take_forever_to_put_in_order_are_not_checked() -> None:
    knot = [{"id": f"_:{n}", "type": ["Evidence"], "urn:p": [{"id": f"_:{m}"} for m in range(9)]} for n in range(9)]
    tree: Any = {}
    for _ in range(3):
        tree = {"urn:p": [tree, tree, tree, tree]}
    assert answer_of({"evidence": knot}) is Answer.UNKNOWN
    assert answer_of({"evidence": [tree]}) is Answer.UNKNOWN


def test_a_signature_that_has_ended_is_not_in_force() -> None:
    proof = {**ENDORSEMENT["proof"], "expires": "2026-12-31T00:00:00Z"}
    assert verified({**ENDORSEMENT, "proof": proof}, GIVEN)[0].checks[1].answer is Answer.NO


def test_a_key_in_another_form_is_unknown_and_one_that_is_not_listed_is_refused() -> None:
    (method,) = IDENTITY["verificationMethod"]
    other = {**IDENTITY, "verificationMethod": [{**method, "publicKeyMultibase": None, "publicKeyJwk": {"kty": "OKP"}}]}
    none = {**IDENTITY, "verificationMethod": [{**method, "id": "did:web:education.example.gov#key-2"}]}
    for identity, expected in ((other, Answer.UNKNOWN), (none, Answer.NO)):
        beside = Given(date=GIVEN.date, identities={IDENTITY["id"]: identity})
        checks = verified(ENDORSEMENT, beside)[0].checks
        assert [each.answer for each in checks[:3]] == [Answer.UNKNOWN, Answer.YES, expected]


def test_several_signatures_are_unknown_and_not_refused() -> None:
    proofs = [ENDORSEMENT["proof"], ENDORSEMENT["proof"]]
    checks = verified({**ENDORSEMENT, "proof": proofs}, GIVEN)[0].checks
    assert [each.answer for each in checks[:3]] == [Answer.UNKNOWN, Answer.YES, Answer.UNKNOWN]


def test_an_older_credential_has_its_time_under_other_names() -> None:
    older = {key: value for key, value in ENDORSEMENT.items() if not key.startswith("valid")}
    older |= {"@context": ["https://www.w3.org/2018/credentials/v1"], "issuanceDate": "2026-01-01T00:00:00Z"}
    assert verified(older, GIVEN)[0].checks[1].answer is Answer.YES
    ended = {**older, "expirationDate": "2026-12-31T00:00:00Z"}
    assert verified(ended, GIVEN)[0].checks[1].answer is Answer.NO


def test_a_token_is_unknown_and_so_is_one_within_a_badge() -> None:
    (alone,) = answered(token(ENDORSEMENT).encode())
    assert [each.answer for each in alone.checks[:3]] == [Answer.UNKNOWN, Answer.YES, Answer.UNKNOWN]
    outer, inner = answered(token(AWARD).encode())
    assert (outer.answer, inner.checks[0].answer) == (Answer.UNKNOWN, Answer.YES)
    holder = {key: value for key, value in AWARD.items() if key != "credentialSubject"}
    _, within = answered(json.dumps({**holder, "endorsementJwt": [token(ENDORSEMENT)]}).encode())
    assert within.answer is Answer.UNKNOWN


def test_an_award_that_calls_itself_a_kind_of_badge_must_still_be_signed() -> None:
    award = {**AWARD, "type": [*AWARD["type"], "Achievement"], "endorsement": [ENDORSEMENT]}
    outer, *_ = answered(json.dumps(award).encode())
    assert outer.checks[0].answer is Answer.NO


def test_an_issuer_that_is_only_a_key_is_unknown_until_somebody_vouches_for_it() -> None:
    identity = identity_of(AGENCY, KEY)
    key = f"did:key:{identity['verificationMethod'][0]['publicKeyMultibase']}"
    proof = {**ENDORSEMENT["proof"], "verificationMethod": f"{key}#key"}
    data = {**ENDORSEMENT, "issuer": key, "proof": proof}
    assert verified(data, GIVEN)[0].checks[2].answer is Answer.UNKNOWN
    known = Given(date=GIVEN.date, identities={key: {"id": key}})
    assert verified(data, known)[0].checks[2].answer is Answer.YES
