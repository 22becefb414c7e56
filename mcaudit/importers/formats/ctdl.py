"""CTDL: a credential of the Credential Registry, as a resource, a graph, or the registry's envelope."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from mcaudit.importers.draft import Draft, Format, NotReadError, Sources, cited
from mcaudit.importers.node import Node

_CREDENTIAL = re.compile(
    r"ceterms:(?:\w*Certificate|CertificateOf\w+|Certification|\w*Badge|MicroCredential|\w*Degree|\w*Doctorate|"
    r"\w*Diploma|License|Credential|GeneralEducationDevelopment|QualityAssuranceCredential)"
)
_BADGES = {"ceterms:DigitalBadge", "ceterms:OpenBadge"}
_HOURS = re.compile(r"PT(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?")
_MAY_ANSWER = {
    "requires": "1E, 2F, 3A",
    "recommends": "2A, 2F",
    "corequisite": "2F",
    "preparationFor": "1D",
    "isPartOf": "1D",
    "hasPart": "1D",
    "renewal": "4B",
    "revocation": "4B",
    "estimatedCost": "2F",
    "estimatedDuration": "2F",
    "audienceType": "2A",
    "audienceLevelType": "2A",
    "deliveryType": "2A, 2E",
    "learningDeliveryType": "2A, 2E",
    "assessmentDeliveryType": "3A, 3D",
    "accreditedBy": "4A",
    "approvedBy": "4A",
    "recognizedBy": "1B, 4A, 5A",
    "regulatedBy": "4A",
    "subject": "1A, 1C",
    "keyword": "1A",
    "creditValue": "5A",
    "processStandards": "1C, 3A",
    "processStandardsDescription": "1C, 3A",
    "availableOnlineAt": "2E",
    "availableAt": "2E",
}
"""A member that is left over, without its prefix → the subcomponents that it may belong to."""
_TAKEN = frozenset((
    "@context", "@id", "@type", "@graph", "name", "description", "ctid", "subjectWebpage", "ownedBy", "offeredBy",
    "inLanguage", "codedNotation", "image", "credentialStatusType",
))  # fmt: skip


def _recognizes(data: Node) -> bool:
    resource = _resource(data)
    contexts = resource.at("@context")
    named = tuple(contexts.value) if isinstance(contexts.value, Mapping) else contexts.texts()
    kinds = (kind for node in _nodes(resource) for kind in node.types())
    return any("credreg.net/ctdl" in each or "ceterms" in each for each in (*named, *kinds))


def _nodes(resource: Node) -> tuple[Node, ...]:
    """Return the resources of a graph, or of a list of resources, or the one that stands alone."""
    return resource.at("@graph").many() or resource.many()


def _resource(data: Node) -> Node:
    return data.at("decoded_resource") if data.at("decoded_resource").exists else data


def _draft(data: Node, sources: Sources) -> Draft:
    resource = _resource(data)
    nodes = _nodes(resource)
    found = [node for node in nodes if any(map(_CREDENTIAL.fullmatch, node.types()))]
    if not found:
        kinds = sorted({kind.removeprefix("ceterms:") for node in nodes for kind in node.types()})
        raise NotReadError(
            f"this CTDL file describes no credential (it holds: {', '.join(kinds) or 'nothing with a type'})"
        )
    known = {**sources.beside, **{node.at("@id").text(): node for node in nodes}}
    draft = _credential(found[0], Sources(language=sources.language, beside=known))
    if len(found) > 1:
        draft.notes.append(f"the file describes {len(found)} credentials; the first is drafted, so give each by itself")
    return draft


def _plain(node: Node) -> Node:
    """Return a resource with the prefix left off its keys."""
    said = {key.removeprefix("ceterms:"): each.value for key, each in node.items()}
    return Node(said, node.place)


def _credential(node: Node, sources: Sources) -> Draft:
    draft = Draft(kind="CTDL", language=sources.language)
    credential = _plain(node)
    draft.describe(credential)
    if page := draft.web(credential.at("subjectWebpage")):
        draft.put("dossier.subject_page", {"title": "Page of the credential", "kind": "other", "url": page})
    _organizations(draft, credential, sources)
    draft.put("about.code", draft.text(credential.at("codedNotation")) or _code(draft, credential))
    draft.put("about.in_language", draft.texts(credential.at("inLanguage")))
    if "about" in draft.content:
        draft.cite("about", credential)
    placed = {"estimatedDuration": _hours(draft, credential), "requires": _alignments(draft, credential)}
    if node.types() & _BADGES:
        draft.put("issuers.form.forms", ["digital_badge"])
        draft.cite("issuers.form", Node(None, ""))
    placed["identifier"] = "code" in draft.content.get("about", {})
    known = _TAKEN | {key for key, is_placed in placed.items() if is_placed}
    draft.leave_rest(credential, known, _MAY_ANSWER)
    return draft


def _organizations(draft: Draft, credential: Node, sources: Sources) -> None:
    offers: list[str] = []
    named: dict[str, str] = {}
    for role in ("ownedBy", "offeredBy"):
        for each in credential.at(role).many():
            address = each.text() or each.at("@id").text()
            organization = _plain(sources.beside.get(address, each))
            name = draft.text(organization.at("name"))
            if not name:
                draft.notes.append(f"{role} is given only as {address}; give its file as well")
                continue
            if name not in named:
                key = "owner" if role == "ownedBy" and not named else f"organization_{len(named) + 1}"
                named[name] = key
                draft.put(f"organizations.{key}.name", name)
                draft.put(f"organizations.{key}.url", draft.web(organization.at("subjectWebpage")))
                draft.put(f"organizations.{key}.citation", cited(each))
            if role == "offeredBy" and named[name] not in offers:
                offers.append(named[name])
    if offers:
        draft.put("issuers.issuer.organizations", offers)
        draft.cite("issuers.issuer", credential.at("offeredBy"))


def _code(draft: Draft, credential: Node) -> str:
    """Take the one identifier that has no scheme of somebody else's."""
    listed = credential.at("identifier").many()
    one = listed[0] if len(listed) == 1 else Node(None, "")
    is_own = {key for key, _ in one.items()} <= {"@type", "ceterms:identifierValueCode"}
    return draft.text(one.at("ceterms:identifierValueCode")) if is_own else ""


def _alignments(draft: Draft, credential: Node) -> bool:
    """Take the competencies that it requires, where they are written out; return whether nothing else is required."""
    found: list[dict[str, Any]] = []
    is_all = True
    for condition in credential.at("requires").many():
        is_all &= {key for key, _ in condition.items()} <= {"@type", "ceterms:targetCompetency"}
        for each in condition.at("ceterms:targetCompetency").many():
            names = ("frameworkName", "codedNotation", "targetNodeName", "targetNode")
            entry = draft.alignment(each, *(each.at(f"ceterms:{name}") for name in names))
            found += [entry] if entry else []
            is_all &= bool(entry)
    draft.put("developers.competency_area.alignments", found)
    return bool(found) and is_all


def _hours(draft: Draft, credential: Node) -> bool:
    """Take a duration that is given in hours and minutes; months say nothing about hours."""
    durations = credential.at("estimatedDuration").many()
    profile = durations[0] if len(durations) == 1 else Node(None, "")
    ends = {"at_least": profile.at("ceterms:minimumDuration"), "at_most": profile.at("ceterms:maximumDuration")}
    exact = profile.at("ceterms:exactDuration")
    given = {"": exact} if exact.exists else {end: node for end, node in ends.items() if node.exists}
    hours = {end: _number(node) for end, node in given.items()}
    if not hours or None in hours.values():
        return False
    draft.taken.extend(node.place for node in given.values())
    draft.put("deliverers.estimated_time.typical_hours", hours.get("", hours))
    draft.cite("deliverers.estimated_time", exact if exact.exists else profile)
    return True


def _number(duration: Node) -> int | float | None:
    """Return a duration in hours; None if it is not in hours and minutes, or has no end as a decimal."""
    match = _HOURS.fullmatch(duration.text())
    if not match or not any(match.groups()):
        return None
    minutes = int(match["minutes"] or 0)
    if minutes % 15:
        return None  # a third of an hour has no end as a decimal
    hours = int(match["hours"] or 0) + minutes / 60
    return int(hours) if hours == int(hours) else hours


FORMAT = Format(name="CTDL", recognizes=_recognizes, draft=_draft)
