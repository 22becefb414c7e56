"""Open Badges 3.0: an achievement, or a credential that holds one."""

from __future__ import annotations

from mcaudit.importers.draft import Draft, Format, NotReadError, Sources
from mcaudit.importers.node import Node
from mcaudit.importers.open_badges import draft_of, rubric

_CREDENTIALS = {"OpenBadgeCredential", "AchievementCredential"}
_EARNER = ("id", "identifier", "result", "evidence", "narrative", "image", "licenseNumber", "role", "source", "term")
_EARNERS_TIMES = ("activityStartDate", "activityEndDate", "creditsEarned")


def _recognizes(data: Node) -> bool:
    types = data.types()
    return (
        bool(types & _CREDENTIALS)
        or "Achievement" in types
        or data.at("credentialSubject").one().at("achievement").exists
    )


def _draft(data: Node, sources: Sources) -> Draft:
    if "Achievement" in data.types():
        return _achievement(data, data.at("issuer").one(), sources)
    subject = data.at("credentialSubject").one()
    achievement = subject.at("achievement").one()
    if not achievement.exists:
        raise NotReadError("this credential holds no achievement")
    if not isinstance(achievement.value, dict):
        raise NotReadError("this credential only names its achievement; give the file of the achievement itself")
    draft = _achievement(achievement, data.at("issuer").one(), sources)
    draft.drop(subject, *_EARNER, *_EARNERS_TIMES)
    draft.drop(data, "evidence")
    if (count := len(subject.at("achievement").many())) > 1:
        draft.notes.append(f"the file holds {count} achievements; the first is drafted, so give each by itself")
    if data.at("proof").exists or sources.is_signed:
        method = {"method": "signed", "stands_in": "data_of_form"}
        draft.put("issuers.form.third_party_verification", method)
        draft.cite("issuers.form", data.at("proof"), "third_party_verification")
        draft.notes.append("the credential is signed; its signature was not checked")
    return draft


def _achievement(achievement: Node, issuer: Node, sources: Sources) -> Draft:
    results = achievement.at("resultDescription")
    rest = Node(
        {key: value for key, value in achievement.value.items() if key != "resultDescription"}, achievement.place
    )
    draft = draft_of(rest, issuer, "3.0", sources)
    rubric(draft, results)
    draft.cite("issuers.form", achievement)
    return draft


FORMAT = Format(name="Open Badges 3.0", recognizes=_recognizes, draft=_draft)
