"""Published credentials, small and made up, in each format that is read."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

EARNER = ("an.earner@example.com", "an-earner", "my-video", "2026-03-01")
"""What the files say about an earner; no draft may keep any of it."""
ISSUER: dict[str, Any] = {
    "id": "https://prairie.example.org/issuer.json",
    "type": "Issuer",
    "name": "Prairie State University",
    "url": "https://prairie.example.org",
    "email": "badges@prairie.example.org",
}
BADGE_2: dict[str, Any] = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "BadgeClass",
    "id": "https://prairie.example.org/number-talks.json",
    "name": "Leading Number Talks",
    "description": "Plan and lead a number talk.",
    "image": "https://prairie.example.org/number-talks.png",
    "criteria": {"id": "https://prairie.example.org/number-talks", "narrative": "Submit a video of a lesson."},
    "issuer": ISSUER,
    "tags": ["mathematics"],
    "alignment": [{"targetName": "Number and operations", "targetUrl": "https://standards.example.org/number"}],
}
ASSERTION_2: dict[str, Any] = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": "https://prairie.example.org/award/7",
    "recipient": {"type": "email", "identity": "an.earner@example.com", "hashed": False},
    "evidence": [{"id": "https://example.com/my-video"}],
    "verification": {"type": "HostedBadge"},
    "issuedOn": "2026-03-01T00:00:00Z",
    "badge": BADGE_2,
}
BADGE_1: dict[str, Any] = {
    "name": "Leading Number Talks",
    "description": "Plan and lead a number talk.",
    "image": "https://prairie.example.org/number-talks.png",
    "criteria": "https://prairie.example.org/number-talks",
    "issuer": "https://prairie.example.org/issuer.json",
}
CREDENTIAL_3: dict[str, Any] = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": "did:web:prairie.example.org", "type": ["Profile"], "name": "Prairie State University"},
    "credentialSubject": {
        "id": "did:example:an-earner",
        "type": ["AchievementSubject"],
        "identifier": [{"identityHash": "an.earner@example.com"}],
        "achievement": {
            "id": "https://prairie.example.org/achievements/number-talks",
            "type": ["Achievement"],
            "name": "Leading Number Talks",
            "description": "Plan and lead a number talk.",
            "achievementType": "MicroCredential",
            "creditsAvailable": 1,
            "criteria": {"narrative": "Submit a video of a lesson."},
            "resultDescription": [
                {
                    "name": "Choice of the task",
                    "resultType": "RubricCriterionLevel",
                    "rubricCriterionLevel": [
                        {
                            "level": "Proficient",
                            "name": "Proficient",
                            "description": "Several strategies.",
                        },
                        {"level": "Beginning", "description": "The task has one strategy."},
                    ],
                },
                {"name": "Grade", "resultType": "LetterGrade", "allowedValue": ["A", "B"]},
            ],
        },
    },
    "evidence": [{"id": "https://example.com/my-video"}],
    "proof": {"type": "DataIntegrityProof", "proofValue": "z5"},
}
CTDL: dict[str, Any] = {
    "@context": "https://credreg.net/ctdl/schema/context/json",
    "@graph": [
        {
            "@type": "ceterms:MicroCredential",
            "@id": "https://credentialengineregistry.org/resources/ce-1",
            "ceterms:ctid": "ce-1",
            "ceterms:name": {"en-US": "Leading Number Talks", "es": "Charlas numéricas"},
            "ceterms:description": {"en-US": "Plan and lead a number talk."},
            "ceterms:ownedBy": ["https://credentialengineregistry.org/resources/ce-2"],
            "ceterms:offeredBy": ["https://credentialengineregistry.org/resources/ce-2"],
            "ceterms:estimatedDuration": [{"@type": "ceterms:DurationProfile", "ceterms:exactDuration": "PT15H30M"}],
            "ceterms:estimatedCost": [{"@type": "ceterms:CostProfile", "ceterms:price": 60}],
        },
        {
            "@type": "ceterms:CredentialOrganization",
            "@id": "https://credentialengineregistry.org/resources/ce-2",
            "ceterms:name": {"en-US": "Prairie State University"},
        },
    ],
}
ENVELOPE: dict[str, Any] = {"envelope_ceterms_ctid": "ce-1", "decoded_resource": CTDL}

READ: dict[str, Any] = {
    "badge class 2.0": BADGE_2,
    "assertion 2.0": ASSERTION_2,
    "badge 1.x": BADGE_1,
    "credential 3.0": CREDENTIAL_3,
    "achievement 3.0": CREDENTIAL_3["credentialSubject"]["achievement"],
    "CTDL graph": CTDL,
    "CTDL graph without a context": {"@graph": list(reversed(CTDL["@graph"]))},
    "CTDL list": CTDL["@graph"],
    "registry envelope": ENVELOPE,
}
NOT_READ: dict[str, Any] = {
    "an organization": ISSUER,
    "an endorsement": {"type": ["VerifiableCredential", "EndorsementCredential"], "issuer": "x"},
    "Comprehensive Learner Record": {"type": ["VerifiableCredential", "ClrCredential"]},
    "CASE": {"CFDocument": {"title": "Standards"}},
    "European Learning Model": {
        "@context": ["https://data.europa.eu/snb/model"],
        "type": ["EuropeanDigitalCredential"],
    },
    "European Learning Model file": {"credential": {"id": "y"}, "deliveryDetails": {"id": "x"}},
    "what a wallet presents": {"type": ["VerifiablePresentation"], "verifiableCredential": [CREDENTIAL_3]},
    "not an Open Badge (DegreeCredential)": {"type": ["VerifiableCredential", "DegreeCredential"]},
    "a list of 2 badges": [BADGE_1, BADGE_2],
    "only names its achievement": {
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "credentialSubject": {"achievement": "https://prairie.example.org/achievements/number-talks"},
    },
    "describes no credential": {"@type": "ceterms:AssessmentProfile", "ceterms:name": "A test"},
    "not a credential in a format": {"hello": "there"},
}


def as_bytes(data: object) -> bytes:
    """Return data as a registry sends it: JSON that begins with a byte order mark."""
    return b"\xef\xbb\xbf" + json.dumps(data, ensure_ascii=False).encode()


def token(data: object, alg: str = "EdDSA") -> str:
    """Return data as a signed token, with a signature that nobody checks."""
    parts = ({"alg": alg, "typ": "JWT"}, data)
    encoded = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
    return ".".join((*encoded, "c2lnbmF0dXJl"))


def baked_png(text: str, keyword: str = "openbadgecredential") -> bytes:
    """Return a picture with a text in it, as badges are downloaded."""
    info = PngInfo()
    info.add_itxt(keyword, text)
    stream = BytesIO()
    Image.new("RGB", (2, 2)).save(stream, "PNG", pnginfo=info)
    return stream.getvalue()


def baked_behind(text: str, kind: bytes = b"iTXt", keyword: bytes = b"openbadgecredential") -> bytes:
    """Return a picture with a text behind its pixels, as some platforms bake it; `zTXt` packs the text."""
    stream = BytesIO()
    Image.new("RGB", (2, 2)).save(stream, "PNG")
    heads = {b"tEXt": b"\0", b"zTXt": b"\0\0", b"iTXt": b"\0\0\0\0\0"}
    said = zlib.compress(text.encode()) if kind == b"zTXt" else text.encode()
    body = kind + keyword + heads[kind] + said
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    last = 12  # bytes of the chunk that ends a picture
    return stream.getvalue()[:-last] + chunk + stream.getvalue()[-last:]


def baked_svg(text: str) -> bytes:
    """Return a drawing with a credential in it."""
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'
    return f"<svg {space}><openbadges:credential><![CDATA[{text}]]></openbadges:credential></svg>".encode()
