"""Open Badges 1.x and 2.0: a badge class, or an assertion that holds one."""

from __future__ import annotations

from mcaudit.importers.draft import Draft, Format, NotReadError, Sources
from mcaudit.importers.node import Node
from mcaudit.importers.open_badges import draft_of

_SECOND = "openbadges/v2"
_EARNER = ("recipient", "evidence", "narrative", "uid", "salt", "image", "issuedOn", "issued_on", "expires")


def _recognizes(data: Node) -> bool:
    if data.types() & {"BadgeClass", "Assertion"}:
        return True
    is_class = data.at("criteria", "criteria_url").exists and data.at("issuer").exists and data.at("name").exists
    is_assertion = data.at("badge").exists and data.at("recipient", "uid", "verify", "verification").exists
    is_first = "openbadges/v1" in data.at("@context").text() and data.at("criteria", "badge").exists
    is_plain = not data.at("@context", "credentialSubject", "@type").exists
    return is_first or (is_plain and (is_class or is_assertion))


def _draft(data: Node, sources: Sources) -> Draft:
    badge = sources.resolved(data.at("badge").one()) if data.at("badge").exists else data
    if not isinstance(badge.value, dict):
        raise NotReadError(f"this is an award of the badge at {badge.text()}; give the file of that badge as well")
    contexts = (*data.at("@context").texts(), *badge.at("@context").texts())
    version = "2.0" if any(_SECOND in each for each in contexts) else "1.x"
    draft = draft_of(badge, badge.at("issuer").one(), version, sources)
    draft.cite("issuers.form", badge)
    if badge is not data:
        draft.drop(data, *_EARNER)
        proof = data.at("verification", "verify").at("type").text().casefold()
        method = "hosted" if proof.startswith("host") else "signed" if proof.startswith("sign") else ""
        if sources.is_signed:
            method = "signed"
        if method:
            draft.put("issuers.form.third_party_verification", {"method": method, "stands_in": "data_of_form"})
    return draft


FORMAT = Format(name="Open Badges 1.x and 2.0", recognizes=_recognizes, draft=_draft)
