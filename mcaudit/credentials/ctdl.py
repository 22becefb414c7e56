"""A profile as a CTDL micro-credential, as the Credential Registry publishes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mcaudit.credentials.exporting import WEB, Exported, Said, Supplied, left_out, needed, public_name, without_nothing
from mcaudit.model import Profile

CONTEXT = "https://credreg.net/ctdl/schema/context/json"
_REGISTRY = "https://credentialengineregistry.org/resources/"
_CTID = re.compile(r"ce-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""An identifier of the Registry (credreg.net/ctdl/ctid): `ce-` and a UUID."""
_STATUSES = ("active", "deprecated", "probationary", "suspended")
_NOT_IN_IT = {
    ("developers", "competency_area", "alignments"): "standards (1C)",
    ("developers", "proficiency"): "outcomes, evidence, and rubric (1E)",
    ("statements",): "statements",
}
_TO_DO = "before you publish it, replace each organization by its CTID, and write its requirements"


def ctdl_of(profile: Profile, supplied: Supplied) -> Exported:
    """Return a profile as a CTDL resource; raise MissingError with what only a person can supply."""
    said = Said(profile)
    description = said.at("developers", "title_and_description", "description")
    is_ctid = bool(_CTID.fullmatch(supplied.ctid))
    needed(
        ("--ctid", "the identifier that the Credential Registry gave it: ce- and a UUID", is_ctid),
        ("--webpage", "the page that describes the credential", bool(WEB.fullmatch(supplied.webpage))),
        ("--status", f"one of {', '.join(_STATUSES)}", supplied.status in _STATUSES),
        ("a description", "developers.title_and_description.description in the profile", bool(description)),
    )
    languages, number = said.languages(), said.at("about", "code")
    identifier = {"@type": "ceterms:IdentifierValue", "ceterms:identifierValueCode": number}
    code = next(iter(languages), "en")
    costs = [dict(each) for each in _costs(said, supplied, code)]
    data = without_nothing(
        {
            "@context": CONTEXT,
            "@type": "ceterms:MicroCredential",
            "@id": f"{_REGISTRY}{supplied.ctid}",
            "ceterms:ctid": supplied.ctid,
            "ceterms:name": {code: public_name(profile)},
            "ceterms:description": {code: description},
            "ceterms:subjectWebpage": supplied.webpage,
            "ceterms:credentialStatusType": _status(supplied.status),
            "ceterms:inLanguage": languages,
            "ceterms:identifier": [identifier] if number else None,
            "ceterms:offeredBy": [dict(each) for each in _offered_by(said, code)],
            "ceterms:estimatedDuration": _duration(said),
            "ceterms:estimatedCost": costs,
        }
    )
    left = left_out(said, _NOT_IN_IT)
    if len(said.listed("about", "in_language")) > len(languages):
        left.append("languages that are named in words")
    if len(costs) < len(said.listed("about", "cost")):
        left.append("costs that are not one amount with a description (about.cost)")
    if said.at("deliverers", "estimated_time", "typical_hours") and not data.get("ceterms:estimatedDuration"):
        left.append("hours that are not a number or a range (2F)")
    return Exported(data=data, left=tuple(left), to_do=_TO_DO)


def _status(name: str) -> Mapping[str, Any]:
    """Return a status of CTDL's own vocabulary; its names are in English."""
    return {
        "@type": "ceterms:CredentialAlignmentObject",
        "ceterms:framework": "https://credreg.net/ctdl/terms/CredentialStatus",
        "ceterms:targetNode": f"credentialStat:{name.capitalize()}",
        "ceterms:targetNodeName": {"en-US": name.capitalize()},
    }


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
    if isinstance(hours, Mapping):
        ends = {"at_least": "ceterms:minimumDuration", "at_most": "ceterms:maximumDuration"}
        found = {name: _iso(hours.get(end)) for end, name in ends.items()}
    else:
        found = {"ceterms:exactDuration": _iso(hours)}
    found = without_nothing(found)
    return [{"@type": "ceterms:DurationProfile", **found}] if found else []


def _iso(hours: Any) -> str:
    """Return hours as an ISO 8601 duration; nothing if they are not a number."""
    if isinstance(hours, bool) or not isinstance(hours, int | float):
        return ""
    minutes = round(hours * 60)
    return f"PT{minutes // 60}H" + (f"{minutes % 60}M" if minutes % 60 else "")


def _costs(said: Said, supplied: Supplied, code: str) -> Iterator[Mapping[str, Any]]:
    """Yield the costs that have what a cost must have: one amount (a profile's are in US dollars) and a description."""
    for each in said.listed("about", "cost"):
        amount = each.get("amount") if isinstance(each, Mapping) else None
        words = ": ".join(filter(None, (each.get("for"), each.get("description")))) if amount is not None else ""
        if words and isinstance(amount, int | float) and not isinstance(amount, bool):
            yield {
                "@type": "ceterms:CostProfile",
                "ceterms:price": amount,
                "ceterms:currency": "USD",
                "ceterms:costDetails": supplied.webpage,
                "ceterms:description": {code: words},
            }
