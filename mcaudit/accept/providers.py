"""Whether the provider is what a rule asks for: of a kind, approved by a body of the state, or on one of its lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mcaudit.accept.candidate import Candidate
from mcaudit.accept.claims import Question, listed
from mcaudit.accept.fields import heading
from mcaudit.model import same_name
from mcaudit.model.acceptance import Condition, Holds
from mcaudit.model.codes import code_words
from mcaudit.model.purposes import ProviderNeed, Role
from mcaudit.settings.places import codes, is_about, names_of, organizations

_PLACES: Mapping[Role, str] = {
    Role.ISSUER: "/issuers/issuer/organizations/*",
    Role.DELIVERER: "/deliverers/support_organization/supports/*/organization",
    Role.DEVELOPER: "/developers/developer/organizations/*",
    Role.EVALUATOR: "/evaluators/evaluator_profile/organizations/*",
    Role.PLATFORM: "/issuers/form/platform",
}
_UNSAID = (Role.ISSUER, Role.DELIVERER, Role.DEVELOPER)
"""Whom a rule may mean that only says provider."""
_WHO: Mapping[Role, str] = {
    Role.UNSAID: "provider",
    Role.ISSUER: "issuer",
    Role.DELIVERER: "organization that delivers it",
    Role.DEVELOPER: "developer",
    Role.EVALUATOR: "evaluator",
    Role.PLATFORM: "badge platform",
}
_CRITERION: Mapping[Role, str] = {
    Role.UNSAID: "2B-2",
    Role.ISSUER: "4A-3",
    Role.DELIVERER: "2B-2",
    Role.DEVELOPER: "1B-1",
    Role.EVALUATOR: "3B-1",
    Role.PLATFORM: "4B-1",
}
_COVERS: Mapping[Role, tuple[str, ...]] = {
    Role.ISSUER: ("issuing_micro_credentials", "issuing_educator_credentials"),
    Role.DELIVERER: ("professional_learning",),
}
"""What an approval must be for: one as a provider of professional learning is none as an issuer."""
_WITHIN: Mapping[str, tuple[str, ...]] = {"higher_education": ("college", "university")}
"""Kinds that are a case of another kind."""
_NEAR = (
    frozenset(("professional_association", "industry_association", "union", "nonprofit", "national_organization")),
    frozenset(("school", "school_district", "regional_agency")),
    frozenset(("state_agency", "regional_agency")),
)
"""Kinds of which one organization may be several, although a profile names one."""
_OTHER = "other"
_KINDS = "approved_provider_kinds"


@dataclass(frozen=True, slots=True)
class _Ruling:
    """What one organization comes to, and where the profile says so; `said` has a place for its name."""

    holds: Holds
    said: str
    pointers: tuple[str, ...] = ()
    name: str = ""


def provider_condition(candidate: Candidate, need: ProviderNeed, id: str) -> Condition:
    """Return whether the provider is what a rule asks for; a rule that does not say whom it means is about each."""
    roles, named = _roles(need.who), named_as(candidate, need.who)
    rulings = [_ruling(candidate, need, short, pointer) for short, pointer in named]
    values = candidate.policy.settings.get(need.listed, ()) if need.listed else ()
    source = values[0].source if values else need.source
    text, criterion = _text(candidate, need), _CRITERION[need.who]
    asked = Question(candidate=candidate, id=id, text=text, source=source, criterion=criterion)
    if candidate.is_disputed([_PLACES[role] for role in roles]):
        rulings = [_Ruling(Holds.OPEN, f"The profile's sources disagree about the {_WHO[need.who]}.")]
    elif not rulings:
        rulings = [_Ruling(Holds.OPEN, f"The profile does not name the {_WHO[need.who]}.")]
    said = {each.holds for each in rulings}
    holds = said.pop() if len(said) == 1 else Holds.OPEN
    reason = _together(each for each in rulings if each.holds is not Holds.YES or holds is Holds.YES)
    if len({each.holds for each in rulings}) > 1 and need.who is Role.UNSAID:
        reason = f"{reason} The rule does not say whom it means by the provider."
    pointers = [pointer for each in rulings for pointer in each.pointers]
    if holds is Holds.YES:
        return asked.claimed(reason, pointers)
    return asked.answered(holds, reason, pointers[0] if pointers else f"/{fields_of(need.who)[0]}")


def _roles(who: Role) -> tuple[Role, ...]:
    return _UNSAID if who is Role.UNSAID else (who,)


def fields_of(who: Role) -> tuple[str, ...]:
    """Return the fields in which a profile names whom a rule means; the issuer's is the first if it does not say."""
    return tuple(heading(_PLACES[role]) for role in _roles(who))


def named_as(candidate: Candidate, who: Role) -> tuple[tuple[str, str], ...]:
    """Return the organizations that a rule means, by short name or text, with where the profile names them."""
    found = (each for role in _roles(who) for each in candidate.found(_PLACES[role]))
    return tuple((each.value, each.pointer) for each in found if isinstance(each.value, str))


def lacking(candidate: Candidate, need: ProviderNeed) -> tuple[str, ...]:
    """Return the short names of the organizations that are not, or not yet, what a rule asks for."""
    named = named_as(candidate, need.who)
    return tuple(short for short, at in named if _ruling(candidate, need, short, at).holds is not Holds.YES)


def is_several(candidate: Candidate, short: str) -> bool:
    """Return whether the profile's entry of an organization stands for several, of which none is known by itself."""
    entry = organizations(candidate.facts).get(short)
    return isinstance(entry, Mapping) and "yes" in codes(entry.get("several"))


def _together(rulings: Iterable[_Ruling]) -> str:
    """Return why, each reason once with the organizations that it is about."""
    names: dict[str, dict[str, None]] = {}
    for each in rulings:
        names.setdefault(each.said, {})[each.name] = None
    return " ".join(_about(said, listed(of, "and")) for said, of in names.items())


def _about(said: str, names: str) -> str:
    """Return a reason with the names at its end: what a policy names in it may hold braces as well."""
    before, place, after = said.rpartition("{}")
    return f"{before}{names}{after}" if place else said


def _ruling(candidate: Candidate, need: ProviderNeed, short: str, pointer: str) -> _Ruling:
    entry = organizations(candidate.facts).get(short)
    known: Mapping[str, Any] = entry if isinstance(entry, Mapping) else {}
    name = str((codes(known.get("name")) or (short,))[0])
    at = f"/organizations/{short}"
    if is_several(candidate, short):
        found = _Ruling(Holds.OPEN, "This stands for several organizations: {}.")
    elif need.kinds:
        found = _by_kind(need.kinds, known, at)
    elif need.approved_by:
        found = _by_approval(candidate, need, known, at)
    elif need.listed == _KINDS:
        found = _by_listed_kind(candidate, known, at)
    else:
        found = _by_list(candidate, need.listed, names_of(candidate.facts, short))
    return replace(found, name=name, pointers=(*found.pointers, pointer))


# --- kinds ---------------------------------------------------------------------------------------


def _by_kind(kinds: Sequence[str], entry: Mapping[str, Any], at: str) -> _Ruling:
    given, pointers = codes(entry.get("kind")), (f"{at}/kind",)
    if not given or _OTHER in given:
        return _Ruling(Holds.OPEN, "The profile does not say what kind of organization this is: {}.", pointers)
    words = listed(map(code_words, given), "and")
    said = f"{words[0].upper()}{words[1:]}: {{}}."
    accepted = {inner for kind in kinds for inner in (kind, *_WITHIN.get(kind, ()))}
    if accepted.intersection(given):
        return _Ruling(Holds.YES, said, pointers)
    if any(family.intersection(kinds) and family.intersection(given) for family in _NEAR):
        return _Ruling(Holds.OPEN, f"{said} A person must say whether that is the kind the rule means.", pointers)
    return _Ruling(Holds.NO, said, pointers)


def _by_listed_kind(candidate: Candidate, entry: Mapping[str, Any], at: str) -> _Ruling:
    values = candidate.policy.own_values(_KINDS)
    ruling = _by_kind([kind for value in values for kind in value.value], entry, at)
    if candidate.policy.is_disputed(_KINDS):
        return _Ruling(Holds.OPEN, "The state's sources disagree about the kinds.")
    if ruling.holds is Holds.NO and not any(value.complete for value in values):
        said = f"{ruling.said} The state's list of kinds may not be complete."
        return _Ruling(Holds.OPEN, said, ruling.pointers)
    return ruling


# --- approvals -----------------------------------------------------------------------------------


def _by_approval(candidate: Candidate, need: ProviderNeed, entry: Mapping[str, Any], at: str) -> _Ruling:
    approvals, bodies = entry.get("approvals"), listed(need.approved_by)
    rulings = [
        _approval(need.who, each, bodies, (f"{at}/approvals/{index}",))
        for index, each in enumerate(approvals if isinstance(approvals, list) else ())
        if isinstance(each, Mapping) and is_about(each, candidate.policy.state) and _is_by(each, need.approved_by)
    ]
    if not rulings:
        said = f"The profile does not say whether {bodies} approved {{}}."
        return _Ruling(Holds.OPEN, said, (f"{at}/approvals",))
    order = (Holds.YES, Holds.OPEN, Holds.NO)
    return min(rulings, key=lambda each: (order.index(each.holds), candidate.is_unplaced(each.pointers)))


def _is_by(approval: Mapping[str, Any], bodies: Sequence[str]) -> bool:
    return any(same_name(by, body) for by in codes(approval.get("by")) for body in bodies)


def _approval(who: Role, approval: Mapping[str, Any], bodies: str, pointers: tuple[str, ...]) -> _Ruling:
    standing, covers = codes(approval.get("standing")), codes(approval.get("covers"))
    if standing == ("lapsed",):
        return _Ruling(Holds.NO, f"The approval by {bodies} has lapsed: {{}}.", pointers)
    if standing != ("in_force",):
        said = f"The profile does not say that the approval by {bodies} is in force: {{}}."
        return _Ruling(Holds.OPEN, said, pointers)
    if who in _COVERS and not set(_COVERS[who]).intersection(covers):
        what = (
            f"for {listed(map(code_words, covers), 'and')}" if covers else "for a purpose that the profile does not say"
        )
        return _Ruling(Holds.OPEN, f"Approved by {bodies} {what}: {{}}.", pointers)
    return _Ruling(Holds.YES, f"Approved by {bodies}: {{}}.", pointers)


# --- lists by name -------------------------------------------------------------------------------


def _by_list(candidate: Candidate, setting: str, names: Sequence[str]) -> _Ruling:
    values = candidate.policy.own_values(setting)
    if candidate.policy.is_disputed(setting):
        return _Ruling(Holds.OPEN, "The state's sources disagree about the list.")
    matching = [value for value in values if any(same_name(one, str(each)) for one in names for each in value.value)]
    if any(not value.scope for value in matching):
        return _Ruling(Holds.YES, "On the state's list: {}.")
    if matching:
        return _Ruling(Holds.OPEN, f"On the state's list, but only for {matching[0].scope}: {{}}.")
    if not values:
        return _Ruling(Holds.OPEN, "The state's own list is not known: {}.")
    if all(value.complete for value in values):
        return _Ruling(Holds.NO, "Not on the state's list, which is complete: {}.")
    return _Ruling(Holds.OPEN, "Not on the state's list, which may not be complete: {}.")


# --- in words ------------------------------------------------------------------------------------


def _text(candidate: Candidate, need: ProviderNeed) -> str:
    who = f"The {_WHO[need.who]}"
    if need.kinds:
        return f"{who} is of this kind: {listed(map(code_words, need.kinds))}."
    if need.approved_by:
        return f"{who} is approved by {listed(need.approved_by)}."
    title = candidate.case.edition.settings[need.listed].title
    return f"{who} is on the state's list “{title}”."
