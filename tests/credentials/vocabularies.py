"""What Open Badges 3.0 and CTDL let a credential say, to hold exports and endorsements to it.

These tables were written from the published data models, and hold only the classes that mcaudit writes. The license of
1EdTech does not let others ship its JSON Schemas, which also allow members that the data model does not know; these
tables do not. `tests/documents/check` holds exports to the whole of CTDL as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

OPEN_BADGES = {
    "Achievement": {
        "@context": "Context 1..*",
        "id": "Uri 1",
        "type": "Type 1..*",
        "achievementType": "AchievementType 0..1",
        "name": "Text 1",
        "description": "Text 1",
        "criteria": "Criteria 1",
        "creator": "Profile 0..1",
        "humanCode": "Text 0..1",
        "inLanguage": "Language 0..1",
        "alignment": "Alignment 0..*",
        "resultDescription": "ResultDescription 0..*",
        "endorsement": "EndorsementCredential 0..*",
    },
    "Criteria": {"id": "Uri 0..1", "narrative": "Text 0..1"},
    "Profile": {"id": "Uri 1", "type": "Type 1..*", "name": "Text 0..1", "url": "Uri 0..1", "email": "Email 0..1"},
    "Alignment": {
        "type": "Type 1..*",
        "targetName": "Text 1",
        "targetUrl": "Web 1",
        "targetCode": "Text 0..1",
        "targetFramework": "Text 0..1",
    },
    "ResultDescription": {
        "id": "Uri 1",
        "type": "Type 1..*",
        "name": "Text 1",
        "resultType": "ResultType 1",
        "rubricCriterionLevel": "RubricCriterionLevel 0..*",
    },
    "RubricCriterionLevel": {
        "id": "Uri 1",
        "type": "Type 1..*",
        "name": "Text 1",
        "level": "Text 0..1",
        "description": "Text 0..1",
    },
    "EndorsementCredential": {
        "@context": "Context 1..*",
        "id": "Uri 1",
        "type": "Type 1..*",
        "name": "Text 1",
        "issuer": "Profile 1",
        "validFrom": "Moment 1",
        "validUntil": "Moment 0..1",
        "awardedDate": "Moment 0..1",
        "credentialSubject": "EndorsementSubject 1",
        "evidence": "Evidence 0..*",
        "relatedResource": "RelatedResource 0..*",
        "proof": "Proof 1",
    },
    "EndorsementSubject": {"id": "Uri 1", "type": "Type 1..*", "endorsementComment": "Text 0..1"},
    "Evidence": {"id": "Uri 0..1", "type": "Type 1..*", "name": "Text 0..1"},
    "RelatedResource": {"id": "Uri 1", "mediaType": "Text 0..1", "digestSRI": "Text 0..1"},
    "Proof": {
        "type": "Text 1",
        "created": "Moment 0..1",
        "cryptosuite": "Text 0..1",
        "proofPurpose": "Text 0..1",
        "proofValue": "Text 0..1",
        "verificationMethod": "Uri 0..1",
    },
}
"""Open Badges 3.0 and Verifiable Credentials 2.0: a class → its members, each with what it holds and how often."""

CTDL = {
    "ceterms:MicroCredential": {
        "@context": "Text 1",
        "@type": "Text 1",
        "@id": "Uri 1",
        "ceterms:ctid": "Ctid 1",
        "ceterms:name": "Words 1",
        "ceterms:description": "Words 1",
        "ceterms:subjectWebpage": "Web 1",
        "ceterms:credentialStatusType": "ceterms:CredentialAlignmentObject 1",
        "ceterms:inLanguage": "Language 0..*",
        "ceterms:identifier": "ceterms:IdentifierValue 0..*",
        "ceterms:offeredBy": "ceterms:CredentialOrganization 0..*",
        "ceterms:estimatedDuration": "ceterms:DurationProfile 0..*",
        "ceterms:estimatedCost": "ceterms:CostProfile 0..*",
    },
    "ceterms:CredentialAlignmentObject": {
        "@type": "Text 1",
        "ceterms:framework": "Uri 0..1",
        "ceterms:targetNode": "Status 0..1",
        "ceterms:targetNodeName": "Words 1",
    },
    "ceterms:IdentifierValue": {"@type": "Text 1", "ceterms:identifierValueCode": "Text 1"},
    "ceterms:CredentialOrganization": {
        "@type": "Text 1",
        "ceterms:name": "Words 1",
        "ceterms:subjectWebpage": "Web 0..1",
    },
    "ceterms:DurationProfile": {
        "@type": "Text 1",
        "ceterms:exactDuration": "Duration 0..1",
        "ceterms:minimumDuration": "Duration 0..1",
        "ceterms:maximumDuration": "Duration 0..1",
    },
    "ceterms:CostProfile": {
        "@type": "Text 1",
        "ceterms:price": "Number 0..1",
        "ceterms:currency": "Text 0..1",
        "ceterms:costDetails": "Web 1",
        "ceterms:description": "Words 1",
    },
}
"""CTDL, with what the Credential Registry demands of a micro-credential (its schema of a credential)."""

_URI = r"(?:https?://[^\s/]+|urn:[^\s:]+:|did:[^\s:]+:)\S*"
_LANGUAGE = r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*"
_FORMS = {
    "Text": r"(?s).*\S.*",
    "Uri": _URI,
    "Web": r"https?://[^\s/]+\S*",
    "Email": r"[^\s@]+@[^\s@]+",
    "Language": _LANGUAGE,
    "Type": r"\w+",
    "AchievementType": r"MicroCredential",
    "ResultType": r"RubricCriterionLevel",
    "Context": r"https://www\.w3\.org/ns/credentials/v2|https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)*\.json",
    "Ctid": r"ce-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "Status": r"credentialStat:(Active|Deprecated|Probationary|Suspended)",
    "Duration": r"PT\d+H(\d+M)?",
}
_KINDS = {"Achievement": {"Achievement"}, "EndorsementCredential": {"VerifiableCredential", "EndorsementCredential"}}
"""A class → the types that it must name, where that is not its own name alone."""


def problems(value: Any, kind: str, place: str = "") -> Iterator[str]:
    """Yield what a value says that its class does not allow, or does not say though its class demands it."""
    vocabulary = CTDL if ":" in kind else OPEN_BADGES
    if kind not in vocabulary:
        if not _has_form(value, kind):
            yield f"{place} is not {kind}: {value!r}"
        return
    if not isinstance(value, Mapping):
        yield f"{place} is not an object"
        return
    yield from _types(value, kind, place)
    members = vocabulary[kind]
    yield from (f"{place}.{key} is not a member of {kind}" for key in value if key not in members)
    for key, said in members.items():
        what, count = said.split()
        if key not in value:
            if count.startswith("1"):
                yield f"{place}.{key} is missing"
            continue
        found = value[key]
        many = found if isinstance(found, list) and count.endswith("*") else [found]
        if not many:
            yield f"{place}.{key} is empty"
        for each in many:
            yield from problems(each, what, f"{place}.{key}")


def _types(value: Mapping[str, Any], kind: str, place: str) -> Iterator[str]:
    if kind in ("Criteria", "RelatedResource", "Proof"):
        return
    said = value.get("@type" if ":" in kind else "type")
    named = set(said) if isinstance(said, list) else {said}
    if not _KINDS.get(kind, {kind}) <= named:
        yield f"{place} is not typed as {kind}"


def _has_form(value: Any, kind: str) -> bool:
    if kind == "Number":
        return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    if kind == "Words":  # a language map
        is_map = isinstance(value, Mapping) and bool(value)
        return is_map and all(re.fullmatch(_LANGUAGE, key) and _has_form(each, "Text") for key, each in value.items())
    if not isinstance(value, str):
        return False
    if kind == "Moment":
        return value.endswith("Z") and datetime.fromisoformat(value).tzinfo is not None
    return re.fullmatch(_FORMS[kind], value) is not None
