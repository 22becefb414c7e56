"""Published formats that are recognized but not read: the error names the format, and what to give instead."""

from __future__ import annotations

from mcaudit.importers.draft import Draft, Format, NotReadError, OrganizationError, Sources
from mcaudit.importers.node import Node

_ISSUERS = {"Issuer", "Profile"}
_ORGANIZATION = "this describes an organization; give it together with a badge"
_BADGES = {"OpenBadgeCredential", "AchievementCredential", "Achievement"}
_ENDORSEMENTS = {"Endorsement", "EndorsementCredential"}


def _reason(data: Node) -> str:
    """Return why a file is not read; nothing where it is not known."""
    types = data.types()
    contexts = " ".join(data.at("@context").texts())
    is_list = isinstance(data.value, list) and bool(data.value)
    if is_list and all(each.at("name", "badge", "credentialSubject").exists for each in data.many()):
        return f"this is a list of {len(data.value)} badges; give each as a file of its own"
    if "ClrCredential" in types or "spec/clr" in contexts:
        return "this is a Comprehensive Learner Record, which bundles badges; give the badge by itself"
    if types & _ENDORSEMENTS:
        return "this is an endorsement, not a badge; give the badge that it endorses"
    if data.at("CFDocument").exists or data.at("CFItems").exists:
        return "this is a framework of standards (CASE), not a credential"
    if "europa.eu" in contexts or "data.europa.eu" in " ".join(types) or data.at("deliveryDetails").exists:
        return "this is a European Learning Model file, which is not read"
    if "VerifiablePresentation" in types:
        return "this is what a wallet presents, which bundles credentials; give the credential by itself"
    is_badge = bool(types & _BADGES) or data.at("credentialSubject").one().at("achievement").exists
    if "VerifiableCredential" in types and not is_badge:
        kinds = ", ".join(sorted(types - {"VerifiableCredential"})) or "it names no kind"
        return f"this is a verifiable credential, but not an Open Badge ({kinds})"
    if types & _ISSUERS or (data.at("name").exists and data.at("url").exists and not data.at("criteria").exists):
        return _ORGANIZATION
    return ""


def _draft(data: Node, sources: Sources) -> Draft:
    reason = _reason(data)
    raise OrganizationError(reason) if reason == _ORGANIZATION else NotReadError(reason)


FORMAT = Format(name="formats that are not read", recognizes=lambda data: bool(_reason(data)), draft=_draft)
