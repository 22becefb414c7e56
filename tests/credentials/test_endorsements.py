"""An endorsement says what an audit found, is signed, and every change of it is noticed."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import mcaudit
from mcaudit.credentials.answers import Answer, Given, Verified
from mcaudit.credentials.context import FILES, FOLDER
from mcaudit.credentials.endorsement import Endorsed, endorsement_of, last_day, refusal
from mcaudit.credentials.identity import address_of, identity_of
from mcaudit.credentials.signing import SigningError, signed
from mcaudit.credentials.verifying import verified
from mcaudit.model import Audit, Waiver, WaiverResult, WaiverUse
from mcaudit.model.issuer import Issuer
from tests.conftest import ROOT
from tests.credentials.reference import is_valid, proof_value

PROFILE = ROOT / "profiles" / "fictional" / "leading-restorative-circles.yaml"
REVIEW = ROOT / "docs" / "example-review" / "restorative-circles"
KEY = Ed25519PrivateKey.from_private_bytes(sha256(b"an agency that is made up").digest())
OTHER = Ed25519PrivateKey.from_private_bytes(sha256(b"somebody else").digest())
AGENCY = Issuer(
    id="did:web:education.example.gov",
    name="Example State Department of Education",
    url="https://education.example.gov",
    self_declared=True,
    fictional=True,
)
RECORD = json.dumps({"audits": [{"profile": {"sha256": sha256(PROFILE.read_bytes()).hexdigest()}}]}).encode()
SUBJECT = "https://circles.example.org/badge"
DAY = "2026-11-29"


@pytest.fixture(scope="module")
def audit() -> Audit:
    return mcaudit.audit_file(PROFILE, date=DAY, decisions=[REVIEW])


@pytest.fixture(scope="module")
def endorsement(audit: Audit) -> dict[str, Any]:
    return signed(unsigned(audit), KEY, AGENCY.method, DAY)


def unsigned(audit: Audit) -> dict[str, Any]:
    address = "https://education.example.gov/audits/1.json"
    endorsed = Endorsed(audit=audit, record=RECORD, subject=SUBJECT, record_address=address, until="2029-06-30")
    return endorsement_of(endorsed, AGENCY)


def given(**changes: Any) -> Given:
    whole = Given(
        date="2027-01-15",
        identities={AGENCY.id: identity_of(AGENCY, KEY)},
        record=RECORD,
        profile=PROFILE.read_bytes(),
    )
    return replace(whole, **changes)


def answers(data: Any, beside: Given) -> tuple[Answer, ...]:
    (found,) = verified(data, beside)
    return tuple(check.answer for check in found.checks)


YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


# --- what may be endorsed ---------------------------------------------------------------------------


def test_only_a_pass_is_endorsed() -> None:
    unreviewed = mcaudit.audit_file(PROFILE, date=DAY)
    assert "only a pass" in refusal(unreviewed, AGENCY)


def test_unchecked_claims_are_endorsed_only_where_the_issuer_allows_it_and_the_name_says_so(audit: Audit) -> None:
    assert "nobody has checked" in refusal(audit, replace(AGENCY, self_declared=False))
    assert refusal(audit, AGENCY) == ""
    assert unsigned(audit)["name"].endswith("(self-declared)")
    assert unsigned(audit)["name"].startswith("Leading Restorative Circles (fictional): ")
    assert "self-declared" not in unsigned(replace(audit, unconfirmed=0))["name"]


def test_a_real_issuer_does_not_endorse_what_is_made_up(audit: Audit) -> None:
    assert "made up" in refusal(audit, replace(AGENCY, fictional=False))


def test_the_comment_counts_what_is_decided_claimed_and_waived(audit: Audit) -> None:
    waiver = Waiver(requirement="4A-any", profiles=(), reason="A pilot.", by="A. Official", expires="2027-08-31")
    waived = replace(audit, waivers=(WaiverResult(waiver=waiver, use=WaiverUse.APPLIED),))
    said = unsigned(waived)["credentialSubject"]["endorsementComment"]
    counts, claimed = waived.score.required, waived.unconfirmed
    assert 0 < claimed < counts.met
    assert f"all {counts.total} requirements that apply" in said
    assert f"{counts.met - claimed} requirements met by decisions of reviewers" in said
    assert f"{claimed} requirements met on the provider's claims" in said
    assert "4A-any waived by A. Official until 2027-08-31: A pilot." in said


def test_it_ends_with_the_first_of_what_it_rests_on(audit: Audit) -> None:
    assert last_day(audit, "") == ("", "")
    assert last_day(audit, "2030-01-01") == ("2030-01-01", "--until")
    waiver = Waiver(requirement="4A-any", profiles=(), reason="A pilot.", by="A. Official", expires="2027-08-31")
    waived = replace(audit, waivers=(WaiverResult(waiver=waiver, use=WaiverUse.APPLIED),))
    assert last_day(waived, "2030-01-01") == ("2027-08-31", "the waiver of 4A-any ends then")


# --- the signature ----------------------------------------------------------------------------------


def test_the_shipped_contexts_are_those_that_signatures_depend_on() -> None:
    for name, pin in FILES.values():
        assert sha256((FOLDER / name).read_bytes()).hexdigest() == pin


def test_a_second_implementation_makes_and_accepts_the_same_signature(endorsement: dict[str, Any]) -> None:
    proof = endorsement["proof"]
    assert proof_value(endorsement, proof, KEY) == proof["proofValue"]
    assert is_valid(endorsement, KEY.public_key())
    assert not is_valid({**endorsement, "name": "Another name"}, KEY.public_key())


def test_the_same_audit_is_signed_with_the_same_bytes(audit: Audit, endorsement: dict[str, Any]) -> None:
    assert json.dumps(signed(unsigned(audit), KEY, AGENCY.method, DAY)) == json.dumps(endorsement)


@pytest.mark.parametrize("place", [(), ("credentialSubject",), ("issuer",)], ids=["top", "subject", "issuer"])
def test_a_term_that_no_context_defines_is_not_signed(audit: Audit, place: tuple[str, ...]) -> None:
    credential = unsigned(audit)
    inner = credential
    for key in place:
        inner = inner[key]
    inner["mcauditVerdict"] = "pass"
    with pytest.raises(SigningError):
        signed(credential, KEY, AGENCY.method, DAY)


def members(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of each text in a document."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from members(each, (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from members(each, (*path, index))
    else:
        yield path


def test_every_member_that_is_changed_or_removed_is_refused(endorsement: dict[str, Any]) -> None:
    accepted = []
    for path in members(endorsement):
        for change in ("alter", "remove"):
            mutant = copy.deepcopy(endorsement)
            holder: Any = mutant
            for key in path[:-1]:
                holder = holder[key]
            if change == "alter":
                holder[path[-1]] = f"{holder[path[-1]]}x"
            else:
                del holder[path[-1]]
            found = verified(mutant, given())
            if found and found[0].answer is YES:
                accepted.append((change, path))
    assert not accepted


def test_a_member_that_is_added_is_refused(endorsement: dict[str, Any]) -> None:
    for extra in ({"note": "hello"}, {"description": "hello"}, {"credentialStatus": {"id": "urn:x", "type": "Y"}}):
        assert answers({**endorsement, **extra}, given())[0] is Answer.NO


# --- five answers -----------------------------------------------------------------------------------


def test_all_five_answers_are_yes(endorsement: dict[str, Any]) -> None:
    assert answers(endorsement, given()) == (YES,) * 5


def test_what_is_not_given_is_unknown(endorsement: dict[str, Any]) -> None:
    bare = given(identities={}, record=None, profile=None)
    assert answers(endorsement, bare) == (UNKNOWN, YES, UNKNOWN, UNKNOWN, UNKNOWN)


@pytest.mark.parametrize(("date", "why"), [("2026-11-28", "not valid before"), ("2029-07-01", "expired")])
def test_a_day_outside_of_its_time_has_its_own_answer(endorsement: dict[str, Any], date: str, why: str) -> None:
    (found,) = verified(endorsement, given(date=date))
    assert [check.answer for check in found.checks] == [YES, NO, YES, YES, YES]
    assert why in found.checks[1].why


@pytest.mark.parametrize("date", ["2026-11-29", "2029-06-30"])
def test_its_first_and_last_days_count(endorsement: dict[str, Any], date: str) -> None:
    assert answers(endorsement, given(date=date))[1] is YES


def test_a_foreign_key_has_its_own_answer(audit: Audit) -> None:
    stranger = replace(AGENCY, id="did:web:stranger.example.com")
    foreign = signed(unsigned(audit), OTHER, stranger.method, DAY)
    known = {AGENCY.id: identity_of(AGENCY, KEY), stranger.id: identity_of(stranger, OTHER)}
    assert answers(foreign, given(identities=known)) == (YES, YES, NO, YES, YES)


def test_another_key_under_the_issuers_name_is_refused(audit: Audit) -> None:
    forged = signed(unsigned(audit), OTHER, AGENCY.method, DAY)
    assert answers(forged, given())[0] is Answer.NO


def test_a_key_that_the_issuer_does_not_let_sign_is_refused(endorsement: dict[str, Any]) -> None:
    changes: tuple[dict[str, Any], ...] = ({"assertionMethod": []}, {"verificationMethod": []})
    for change in changes:
        identities = {AGENCY.id: {**identity_of(AGENCY, KEY), **change}}
        assert answers(endorsement, given(identities=identities))[2] is Answer.NO


def test_a_swapped_audit_or_profile_has_its_own_answer(endorsement: dict[str, Any]) -> None:
    assert answers(endorsement, given(record=b"{}")) == (YES, YES, YES, NO, UNKNOWN)
    assert answers(endorsement, given(profile=b"format: mcaudit-profile/1")) == (YES, YES, YES, YES, NO)


def test_a_status_that_is_not_understood_is_never_yes(audit: Audit) -> None:
    status = {"id": "https://x.example.org/1#7", "type": "BitstringStatusListEntry", "statusPurpose": "revocation"}
    status |= {"statusListIndex": "7", "statusListCredential": "https://x.example.org/1"}
    made = signed({**unsigned(audit), "credentialStatus": status}, KEY, AGENCY.method, DAY)
    assert answers(made, given()) == (YES, UNKNOWN, YES, YES, YES)


def badge(endorsement: dict[str, Any], about: str = SUBJECT) -> dict[str, Any]:
    achievement = {
        "id": about,
        "type": ["Achievement"],
        "name": "Leading Restorative Circles",
        "description": "Lead circles.",
        "criteria": {"narrative": "Submit a video."},
        "endorsement": [endorsement],
    }
    return {
        "@context": endorsement["@context"],
        "id": "urn:uuid:5f1b1c4e-5f3c-4b9e-8a9e-3d0b4c7d2f10",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Leading Restorative Circles",
        "issuer": {"id": "did:web:circles.example.org", "type": ["Profile"], "name": "Circles"},
        "validFrom": "2026-12-01T00:00:00Z",
        "credentialSubject": {"type": ["AchievementSubject"], "id": "did:example:earner", "achievement": achievement},
    }


def test_a_badge_with_the_endorsement_in_it_verifies_too(endorsement: dict[str, Any]) -> None:
    provider = replace(AGENCY, id="did:web:circles.example.org")
    award = badge(endorsement)
    proof = {**endorsement["proof"], "verificationMethod": provider.method}
    made = {**award, "proof": {**proof, "proofValue": proof_value(award, proof, OTHER)}}
    known = {AGENCY.id: identity_of(AGENCY, KEY), provider.id: identity_of(provider, OTHER)}
    outer, inner = verified(made, given(identities=known))
    assert (outer.answer, inner.answer) == (YES, YES)
    made["name"] = "Another badge"
    outer, inner = verified(made, given(identities=known))
    assert (outer.answer, inner.answer) == (NO, YES)


def test_a_kind_of_badge_need_not_be_signed_and_an_award_must_be(endorsement: dict[str, Any]) -> None:
    award = badge(endorsement)
    kind = {"@context": award["@context"], **award["credentialSubject"]["achievement"]}
    assert [each.answer for each in verified(kind, given())] == [YES]
    assert [each.answer for each in verified(award, given())] == [NO, YES]


def test_an_endorsement_of_another_badge_is_noticed(endorsement: dict[str, Any]) -> None:
    inner: Verified = verified(badge(endorsement, about="https://another.example.org/badge"), given())[1]
    assert inner.answer is Answer.NO
    assert "not about this badge" in inner.checks[-1].why


@pytest.mark.parametrize("data", [None, [], "text", 5, {}, {"type": "Achievement"}, {"credentialSubject": [None]}])
def test_what_holds_no_endorsement_has_no_answers(data: Any) -> None:
    assert verified(data, given()) == ()


@pytest.mark.parametrize("proof", [None, [], {}, "x", [{}, {}], {"verificationMethod": 5}, {"verificationMethod": ""}])
def test_a_proof_of_any_shape_is_answered(endorsement: dict[str, Any], proof: Any) -> None:
    assert verified({**endorsement, "proof": proof}, given())[0].answer is not YES


def test_the_identity_file_has_its_place_on_the_web() -> None:
    assert address_of("did:web:education.example.gov") == "https://education.example.gov/.well-known/did.json"
    assert address_of("did:web:example.gov:k12:badges") == "https://example.gov/k12/badges/did.json"
    assert address_of("did:web:localhost%3A8443") == "https://localhost:8443/.well-known/did.json"
