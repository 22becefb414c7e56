"""A profile as a CTDL micro-credential, as the Credential Registry publishes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mcaudit.credentials.exporting import Exported, Said, Supplied, needed, without_nothing
from mcaudit.model import Profile

CONTEXT = "https://credreg.net/ctdl/schema/context/json"
_REGISTRY = "https://credentialengineregistry.org/resources/"
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")
"""A language by its code; materials may also name one in words."""
_STATUSES = ("active", "deprecated", "probationary", "suspended")
_NOT_IN_IT = {
    "evaluators": "evaluators, reliability, and resubmission (3A to 3F)",
    "recognizers": "currency and recognition (5A, 5B)",
}


def ctdl_of(profile: Profile, supplied: Supplied) -> Exported:
    """Return a profile as a CTDL resource; raise MissingError with what only a person can supply."""
    said = Said(profile)
    description = said.at("developers", "title_and_description", "description")
    absent = {}
    if not supplied.ctid:
        absent["--ctid"] = "the identifier that the Credential Registry gave it, such as ce-…"
    if not supplied.webpage:
        absent["--webpage"] = "the page that describes the credential"
    if supplied.status not in _STATUSES:
        absent["--status"] = f"one of {', '.join(_STATUSES)}"
    if not description:
        absent["a description"] = "developers.title_and_description.description in the profile"
    needed(absent)
    languages = said.listed("about", "in_language")
    code = next((str(each) for each in languages if _CODE.fullmatch(str(each))), "en")
    data = without_nothing(
        {
            "@context": CONTEXT,
            "@type": "ceterms:MicroCredential",
            "@id": f"{_REGISTRY}{supplied.ctid}",
            "ceterms:ctid": supplied.ctid,
            "ceterms:name": {code: profile.title},
            "ceterms:description": {code: description},
            "ceterms:subjectWebpage": supplied.webpage,
            "ceterms:credentialStatusType": {
                "@type": "ceterms:CredentialAlignmentObject",
                "ceterms:targetNode": f"credentialStat:{supplied.status.capitalize()}",
            },
            "ceterms:inLanguage": list(languages),
            "ceterms:codedNotation": said.at("about", "code"),
            "ceterms:offeredBy": [dict(each) for each in _offered_by(said, code)],
            "ceterms:estimatedDuration": _duration(said),
            "ceterms:estimatedCost": [dict(each) for each in _costs(said, supplied, code)],
        }
    )
    left = [label for part, label in _NOT_IN_IT.items() if said.at(part)]
    left.append("organizations: the Registry knows them by CTID, so replace each by its CTID before you publish")
    return Exported(data=data, left=tuple(left))


def _offered_by(said: Said, code: str) -> Iterator[Mapping[str, Any]]:
    for each in said.organizations("issuers", "issuer"):
        yield without_nothing(
            {
                "@type": "ceterms:CredentialOrganization",
                "ceterms:name": {code: each["name"]},
                "ceterms:subjectWebpage": each.get("url"),
            }
        )


def _duration(said: Said) -> list[Mapping[str, Any]]:
    hours = said.at("deliverers", "estimated_time", "typical_hours")
    if isinstance(hours, bool) or not isinstance(hours, int | float):
        return []
    minutes = round(hours * 60)
    exact = f"PT{minutes // 60}H" + (f"{minutes % 60}M" if minutes % 60 else "")
    return [{"@type": "ceterms:DurationProfile", "ceterms:exactDuration": exact}]


def _costs(said: Said, supplied: Supplied, code: str) -> Iterator[Mapping[str, Any]]:
    for each in said.listed("about", "cost"):
        amount = each.get("amount") if isinstance(each, Mapping) else None
        if isinstance(amount, int | float) and not isinstance(amount, bool):
            yield without_nothing(
                {
                    "@type": "ceterms:CostProfile",
                    "ceterms:price": amount,
                    "ceterms:currency": "USD",
                    "ceterms:costDetails": supplied.webpage,
                    "ceterms:description": {code: each["description"]} if each.get("description") else None,
                }
            )
