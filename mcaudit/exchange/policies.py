"""A state's policy as a record, with every field of its rules: what `criteria --format json` says of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, assert_never

from mcaudit.exchange.records import picked
from mcaudit.model import Policy, PolicyConflict, SourcedPlace
from mcaudit.model.policy import SettingValue
from mcaudit.model.purposes import (
    Adoption,
    Alternative,
    AnyNeed,
    ApprovalNeed,
    CriteriaNeed,
    EducatorNeed,
    FormNeed,
    GateNeed,
    Gives,
    HoursNeed,
    JudgedNeed,
    Limit,
    ListNeed,
    Need,
    ProviderNeed,
    Purpose,
    SeriesNeed,
    TopicNeed,
)


def tailoring_record(policy: Policy) -> Mapping[str, Any]:
    """Return what a policy tailors, what it says, and where each of it comes from."""
    return {
        **picked(policy, "id title state sha256"),
        "in_force": {
            "from": policy.in_force_from or None,
            "until": policy.in_force_until or None,
            **(_source(policy.in_force) if policy.in_force else {}),
        },
        "settings": {name: [_setting(each) for each in values] for name, values in policy.settings.items()},
        "requires": [{"criterion": entry.criterion, **_source(entry.source)} for entry in policy.requires],
        "requires_learning_opportunities": _maybe(policy.requires_learning_opportunities),
        "statements_not_enough": sorted(policy.statements_not_enough),
        "purposes": [_rule(each) for each in policy.purposes],
        "reciprocity": [_adoption(each) for each in policy.reciprocity],
        "waivers": [picked(each, "requirement profiles reason by expires") for each in policy.waivers],
        "conflicts": [_conflict(each) for each in policy.conflicts],
        "says": [{"text": entry.text, **_source(entry.source)} for entry in policy.says],
        "review": {**picked(policy, "quorum confirm_facts settle_alone"), **(_maybe(policy.review) or {})},
        "sources": [picked(each, "id title url seen whose?") for each in policy.sources],
        "gaps": policy.gaps,
    }


def gives_record(gives: Gives) -> Mapping[str, Any]:
    """Return what a rule gives."""
    return picked(gives, "kind kind_name? amount unit? unit_name? per hours lasts_years")


def limit_record(limit: Limit) -> Mapping[str, Any]:
    """Return the most that counts by a rule."""
    return picked(limit, "amount unit unit_name? per?")


def _rule(rule: Purpose) -> Mapping[str, Any]:
    return {
        **picked(rule, "id? purpose text"),
        **_source(rule.source),
        **picked(rule, "accepts standing?"),
        "from": rule.start or None,
        "until": rule.end or None,
        **picked(rule, "decided_by checked_by checks? for_whom"),
        "gives": gives_record(rule.gives) if rule.gives else None,
        "measures": rule.measures or None,
        "limit": {**limit_record(rule.limit), **_source(rule.limit.source)} if rule.limit else None,
        "needs": [_need(each) for each in rule.needs],
    }


def _need(need: Need) -> Mapping[str, Any]:
    """Return a condition under the key that it has in the file of a policy, with its source."""
    if isinstance(need, AnyNeed):
        return {"any_of": [_need(each) for each in need.any_of], **_source(need.source)}
    return {**_asked(need), **_source(need.source)}


def _asked(need: Alternative) -> Mapping[str, Any]:
    match need:
        case FormNeed():
            return {"form": list(need.forms)}
        case ProviderNeed():
            return {"provider": picked(need, "who? kinds approved_by listed?")}
        case ApprovalNeed():
            return {"approved": picked(need, "of by")}
        case GateNeed():
            return picked(need, "gate")
        case CriteriaNeed():
            return {"requirements": list(need.ids)}
        case HoursNeed():
            return {"at_least": picked(need, "field amount unit unit_name? per")}
        case ListNeed():
            named = [picked(each, "title issuer?") for each in need.micro_credentials]
            return {"listed": {"micro_credentials": named, "complete": need.complete}}
        case SeriesNeed():
            return {"part_of": picked(need, "series? members named mastery_percent")}
        case TopicNeed():
            return {"topic": list(need.topics)}
        case JudgedNeed():
            return {"judged": need.text, "by": need.by}
        case EducatorNeed():
            return {"educator": need.text}
        case other:
            assert_never(other)


def _adoption(adoption: Adoption) -> Mapping[str, Any]:
    return {
        "state": adoption.state,
        "criteria": "neutral" if adoption.criteria is None else sorted(adoption.criteria),
        **picked(adoption, "within_days their_quorum settlements"),
        **_source(adoption.source),
    }


def _conflict(conflict: PolicyConflict) -> Mapping[str, Any]:
    said = [{"text": each.text, **_source(each.source)} for each in conflict.says]
    return {**picked(conflict, "about setting? rule?"), "says": said}


def _setting(setting: SettingValue) -> Mapping[str, Any]:
    return {
        "value": setting.value,
        **_source(setting.source),
        **picked(setting, "note complete scope state_wide"),
    }


def _maybe(source: SourcedPlace | None) -> Mapping[str, Any] | None:
    return _source(source) if source else None


def _source(source: SourcedPlace) -> Mapping[str, Any]:
    return picked(source, "document place")
