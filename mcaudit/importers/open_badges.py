"""What all versions of Open Badges share: who issues, what is aligned, and how the criteria are given."""

from __future__ import annotations

from typing import Any

from mcaudit.importers.draft import CRITERIA_PAGE, Draft, Sources, cited
from mcaudit.importers.node import Node

_MAY_ANSWER = {
    "tag": "1A, 1C",
    "tags": "1A, 1C",
    "related": "1D",
    "fieldOfStudy": "1A",
    "specialization": "1A",
    "creditsAvailable": "2F, 5A",
    "resultDescription": "1E",
    "timeInvestment": "2F",
    "supervisionType": "3A, 3B",
    "assessmentType": "3A",
    "expires": "4B",
    "endorsement": "4A",
}
"""A member of a badge that is left over → the subcomponents that it may belong to."""
_TAKEN = frozenset((
    "@context", "id", "@id", "type", "@type", "name", "description", "criteria", "criteria_url", "image", "issuer",
    "alignment", "alignments", "creator", "humanCode", "inLanguage", "@language", "endorsement", "endorsementJwt",
    "version",
))  # fmt: skip


def draft_of(badge: Node, issuer: Node, version: str, sources: Sources) -> Draft:
    """Return the draft of an achievement or badge class."""
    draft = Draft(kind=f"Open Badges {version}", language=sources.language)
    draft.describe(badge)
    named = {"issuer": sources.resolved(issuer), "creator": sources.resolved(badge.at("creator").one())}
    for key, node in named.items():
        _organization(draft, key, node)
    _about(draft, badge)
    if creator := _creator(draft):
        draft.put("developers.developer.organizations", [creator])
        draft.cite("developers.developer", badge.at("creator"))
    alignments = (
        draft.alignment(
            each,
            each.at("targetFramework"),
            each.at("targetCode"),
            each.at("targetName", "name"),
            each.at("targetUrl", "targetURL", "url"),
        )
        for each in badge.at("alignment", "alignments").many()
    )
    draft.put("developers.competency_area.alignments", list(filter(None, alignments)))
    draft.put("issuers.form", {"forms": ["digital_badge"], "specification": draft.kind})
    if "issuer" in draft.content.get("organizations", {}):
        draft.put("issuers.issuer.organizations", ["issuer"])
        draft.cite("issuers.issuer", issuer)
    _criteria(draft, badge)
    draft.leave_rest(badge, _TAKEN, _MAY_ANSWER)
    if badge.at("version").exists:
        draft.leave(badge.at("version"))
    return draft


def _organization(draft: Draft, key: str, node: Node) -> None:
    if not node.exists:
        return
    name = draft.text(node.at("name"))
    if not name:
        draft.notes.append(f"{key} is given only as {node.text() or 'an object without a name'}; give its file as well")
        return
    draft.put(f"organizations.{key}.name", name)
    draft.put(f"organizations.{key}.url", draft.web(node.at("url")))
    draft.put(f"organizations.{key}.citation", cited(node))
    mails = ("email", "phone", "address")
    if any(node.at(each).exists for each in mails):
        draft.notes.append(f"the contact details of {key} are not taken")


def _creator(draft: Draft) -> str:
    """Return the short name of the creator: one that says the same as the issuer is the issuer."""
    organizations = draft.content.get("organizations", {})
    said = {key: (entry["name"], entry.get("url")) for key, entry in organizations.items()}
    if "creator" in said and said.get("issuer") == said["creator"]:
        del organizations["creator"]
        return "issuer"
    return "creator" if "creator" in said else ""


def _about(draft: Draft, badge: Node) -> None:
    draft.put("about.code", draft.text(badge.at("humanCode")))
    draft.put("about.in_language", draft.texts(badge.at("inLanguage", "@language")))
    endorsers = [each.at("issuer").at("name") for each in badge.at("endorsement").many()]
    draft.put("about.endorsements", [name for name in map(draft.text, endorsers) if name])
    if "about" in draft.content:
        draft.cite("about", badge)


def _criteria(draft: Draft, badge: Node) -> None:
    criteria = badge.at("criteria", "criteria_url").one()
    page = draft.web(criteria if isinstance(criteria.value, str) else criteria.at("id", "@id"))
    if page:
        draft.put(f"dossier.{CRITERIA_PAGE}", {"title": "Page of the criteria", "kind": "other", "url": page})
    elif isinstance(criteria.value, str):
        draft.leave(criteria, "1E, 2A to 2F, 3A to 3F")
    draft.leave(criteria.at("narrative"), "1E, 2A to 2F, 3A to 3F")


def rubric(draft: Draft, listed: Node) -> None:
    """Take the rubric whose criteria name their levels; leave the scales of grades for a person."""
    rows: list[dict[str, Any]] = []
    for each in listed.many():
        levels = [_level(draft, level) for level in each.at("rubricCriterionLevel").many()]
        if any(levels):
            rows.append({"name": draft.text(each.at("name")), "levels": [level for level in levels if level]})
        else:
            draft.leave(each, "1E")
    if rows:
        draft.put("developers.proficiency.rubric", {"criteria": rows, "citation": cited(listed)})


def _level(draft: Draft, node: Node) -> dict[str, str]:
    said = {"name": draft.text(node.at("level", "name")), "descriptor": draft.text(node.at("description"))}
    return {key: text for key, text in said.items() if text}
