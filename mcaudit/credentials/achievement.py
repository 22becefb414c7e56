"""A profile as an Open Badges 3.0 Achievement (the class of badge that a micro-credential awards)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mcaudit.credentials.context import CONTEXTS
from mcaudit.credentials.exporting import (
    ADDRESS,
    WEB,
    Exported,
    Said,
    Supplied,
    left_out,
    needed,
    public_name,
    without_nothing,
)
from mcaudit.model import Profile

_NOT_IN_IT = {
    ("about", "cost"): "cost",
    ("deliverers",): "learning opportunities and time (2A to 2F)",
}


def achievement_of(profile: Profile, supplied: Supplied) -> Exported:
    """Return a profile as an Achievement; raise MissingError with what only a person can supply."""
    said = Said(profile)
    narrative = "\n".join(_narrative(said))
    page = supplied.criteria_url
    needed(
        ("--id", "the web address or URN that identifies the achievement", bool(ADDRESS.fullmatch(supplied.id))),
        ("--criteria-url", "the page where earners read the criteria", bool(WEB.fullmatch(page)) or not page),
        ("--criteria-url", "the profile states no criteria in words, so give their page", bool(narrative or page)),
    )
    description = said.at("developers", "title_and_description", "description")
    creator = next(said.organizations("developers", "developer"), None)
    languages = said.languages()
    data = without_nothing(
        {
            "@context": list(CONTEXTS),
            "id": supplied.id,
            "type": ["Achievement"],
            "achievementType": "MicroCredential",
            "name": public_name(profile),
            "description": description or profile.title,
            "criteria": without_nothing({"id": page, "narrative": narrative}),
            "creator": _creator(creator),
            "humanCode": said.at("about", "code"),
            "inLanguage": next(iter(languages), None),
            "alignment": [dict(each) for each in _alignments(said)],
            "resultDescription": [dict(each) for each in _rubric(said, supplied.id)],
            "endorsement": [supplied.endorsement] if supplied.endorsement else None,
        }
    )
    left = left_out(said, _NOT_IN_IT)
    if len(said.listed("about", "in_language")) > len(languages[:1]):
        left.append("other languages")
    if any(not each.get("target_url") for each in said.listed("developers", "competency_area", "alignments")):
        left.append("standards without a web address (1C), which an alignment must have")
    return Exported(data=data, left=tuple(left))


def _creator(organization: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return who created the achievement; Open Badges identifies it by an address, so one without is left out."""
    if not organization or not organization.get("url"):
        return None
    return {"id": organization["url"], "type": ["Profile"], "name": organization["name"], "url": organization["url"]}


def _narrative(said: Said) -> Iterator[str]:
    """Yield what earners submit and must reach, each on a line."""
    for each in said.listed("developers", "proficiency", "evidence"):
        if isinstance(each, Mapping) and each.get("title"):
            yield f"- {each['title']}"
    for statement in said.listed("statements"):
        if any(str(about).startswith(("1E", "3A")) for about in statement.get("about", ())):
            yield f"- {statement['text']}"


def _alignments(said: Said) -> Iterator[Mapping[str, Any]]:
    for each in said.listed("developers", "competency_area", "alignments"):
        name = each.get("target_name") or each.get("target_code") or each.get("target_framework")
        if each.get("target_url") and name:
            yield without_nothing(
                {
                    "type": ["Alignment"],
                    "targetName": name,
                    "targetUrl": each["target_url"],
                    "targetCode": each.get("target_code"),
                    "targetFramework": each.get("target_framework"),
                }
            )


def _rubric(said: Said, id: str) -> Iterator[Mapping[str, Any]]:
    for row, each in enumerate(said.listed("developers", "proficiency", "rubric", "criteria"), 1):
        levels = [level for level in each.get("levels") or () if level.get("name")]
        if each.get("name") and levels:
            place = f"{id}#rubric-{row}"
            yield {
                "id": place,
                "type": ["ResultDescription"],
                "name": each["name"],
                "resultType": "RubricCriterionLevel",
                "rubricCriterionLevel": [
                    without_nothing(
                        {
                            "id": f"{place}-level-{number}",
                            "type": ["RubricCriterionLevel"],
                            "name": level["name"],
                            "level": level["name"],
                            "description": level.get("descriptor"),
                        }
                    )
                    for number, level in enumerate(levels, 1)
                ],
            }
