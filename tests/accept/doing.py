"""Does acts for real: answers what a complete profile answers, decides what is to be decided, and audits the result."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mcaudit.accept.acts import Asked, Remedies
from mcaudit.accept.fields import heading
from mcaudit.accept.fixes import Formula
from mcaudit.audit.engine import audit_of, case_of
from mcaudit.audit.subject import Case
from mcaudit.model import Answer, Audit, Decision, Edition, JsonObject, Policy, Profile, Standing, Status, Verdict
from mcaudit.model.acts import Act, Verb
from mcaudit.model.bearing import places_asked
from mcaudit.review.pins import pins_of

DAY = "2026-11-01"
ENTRIES = "organizations/*/"


def asked_by_gate(audit: Audit) -> tuple[Asked, ...]:
    """Return what the endorsement gate asks, requirement by requirement, in the source's order."""
    return tuple(each.members for each in audit.requirements if each.gates)


@dataclass(frozen=True)
class Submission:
    """A profile with pieces of a complete one missing, and the criteria on which its reviewers have decided “met”."""

    edition: Edition
    complete: Profile
    content: JsonObject
    decided: frozenset[str]
    policy: Policy | None = None

    def case(self, content: JsonObject | None = None) -> Case:
        profile = replace(self.complete, content=content or self.content)
        return case_of(self.edition, profile, date=DAY, policy=self.policy)

    def after(self, acts: Collection[Act]) -> tuple[Case, Audit]:
        """Return the audit once acts are done; what was decided before is stale where its pins have changed."""
        before, now = self.case(), self.case(self._changed(acts))
        pins, earlier = pins_of(now), pins_of(before)
        again = {act.pointer for act in acts if act.verb is Verb.DECIDE}
        fresh = {name for name in self.decided if pins[name] == earlier[name]} | again
        case = replace(now, decisions={name: _decision(name, name in fresh) for name in self.decided | again})
        return case, audit_of(case, date=DAY)

    def formula(self) -> Formula:
        """Return what opens the gate, without acts that the complete profile has nothing for."""
        case, audit = self.after(())
        formula = Remedies(case, audit.findings, asked_by_gate(audit)).formula
        return tuple(tuple(way for way in clause if all(map(self._can, way))) for clause in formula)

    def passes(self, acts: Collection[Act]) -> bool:
        _, audit = self.after(acts)
        return audit.verdict is Verdict.PASS

    def open(self, acts: Collection[Act]) -> list[str]:
        """Return the requirements that are still open once acts are done."""
        _, audit = self.after(acts)
        return [
            each.id
            for each in audit.requirements
            if each.gates and each.status not in (Status.MET, Status.NOT_APPLICABLE)
        ]

    def _can(self, act: Act) -> bool:
        if act.verb in (Verb.ANSWER, Verb.OBTAIN):
            return bool(_found(self.complete.content, act.pointer.strip("/")))
        return act.verb in (Verb.DECIDE, Verb.CITE, Verb.SETTLE)

    def _places(self, act: Act, field: str) -> list[str]:
        """Return the places within a field that an act is about, and no others."""
        places = [place for name in act.criteria for place in places_asked(self.edition)[name]]
        return [place for place in places if heading(place) == field] or [field]

    def _changed(self, acts: Collection[Act]) -> JsonObject:
        content = copy.deepcopy(dict(self.content))
        for act in acts:
            field = act.pointer.strip("/")
            match act.verb:
                case Verb.ANSWER | Verb.OBTAIN:
                    for place in self._places(act, field):
                        give(content, self.complete.content, place.split("/"))
                    cite(content, self.complete.content, field)
                case Verb.CITE:
                    cite(content, self.complete.content, field)
                case Verb.SETTLE:
                    settle(content, field)
                case _:
                    pass
        return content


def _decision(criterion: str, fresh: bool) -> Decision:
    answers = (Answer.MET, Answer.MET) if fresh else ()
    return Decision(
        criterion=criterion,
        standing=Standing.SETTLED if fresh else Standing.STALE,
        answers=answers,
        settled=Answer.MET if fresh else None,
        counted=len(answers),
        checked=fresh,
    )


def without(content: JsonObject, fields: Iterable[str]) -> JsonObject:
    """Return a profile without some fields."""
    left = copy.deepcopy(dict(content))
    for path in (path for field in fields for path in _found(content, field)):
        holder: Any = left
        for step in path[:-1]:
            holder = holder[step]
        holder.pop(path[-1], None)
    return left


def fields_of(edition: Edition, content: JsonObject) -> list[str]:
    """Return the fields of a profile that any criterion is stated by."""
    places = [place for each in edition.criteria for place in each.stated_by if not place.startswith("derived")]
    extra = [f"{ENTRIES}{name}" for name in ("approvals", "accreditations", "certifications")]
    return [field for field in dict.fromkeys((*map(heading, places), *extra)) if _found(content, field)]


def _found(content: JsonObject, field: str) -> Mapping[tuple[str, ...], Any]:
    """Return what stands at a field, by path."""
    if field.startswith(ENTRIES):
        name = field.removeprefix(ENTRIES)
        entries: Mapping[str, Any] = content.get("organizations") or {}
        return {("organizations", key, name): each[name] for key, each in entries.items() if name in each}
    path = tuple(field.split("/"))
    value: Any = content
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return {} if value is None else {path: value}


def give(content: Any, complete: Any, steps: list[str]) -> None:
    """Copy what a complete profile says at a place, with everything on the way that it takes to stand there."""
    step, *rest = [each.partition("~")[0] for each in steps]
    keys: Iterable[Any] = [step] if step != "*" else complete if isinstance(complete, dict) else range(len(complete))
    for key in keys:
        if isinstance(complete, dict) and key not in complete:
            continue
        if isinstance(content, list) and len(content) <= key:
            content.append({})
        if not rest or not isinstance(complete[key], dict | list):
            content[key] = copy.deepcopy(complete[key])
            continue
        if isinstance(content, dict):
            content.setdefault(key, [] if isinstance(complete[key], list) else {})
        give(content[key], complete[key], rest)


def uncited(content: JsonObject, answer: str) -> JsonObject:
    """Return a profile without the citations of an answer and of everything in it."""
    left = copy.deepcopy(dict(content))
    component, key = answer.split("/")
    left[component] = {**left[component], key: _without_citations(left[component][key])}
    return left


def _without_citations(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_citations(inner) for key, inner in value.items() if key not in ("citation", "citations")}
    return [_without_citations(each) for each in value] if isinstance(value, list) else value


def cite(content: Any, complete: JsonObject, field: str) -> None:
    """Cite a field of an answer and no other, if nothing cites it yet."""
    if field.count("/") == 2 and not any(citations_in(content, field)):
        component, key, name = field.split("/")
        citation = {"document": next(iter(complete["dossier"])), "section": "Details", "fields": [name]}
        answer = content[component][key]
        answer["citations"] = [*answer.get("citations", ()), citation]


def citations_in(content: Any, field: str) -> list[Any]:
    component, key, name = field.split("/")
    answer = content[component][key]
    whole = [each for each in answer.get("citations", ()) if name in each.get("fields", [name])]
    inside = answer.get(name)
    return [*whole, *(each for each in (inside if isinstance(inside, list) else [inside]) if _cites(each))]


def _cites(value: Any) -> bool:
    return isinstance(value, dict) and any(key in value for key in ("citation", "citations"))


def disputed(content: JsonObject, field: str) -> JsonObject:
    """Return a profile in which two sources disagree about a field."""
    left = copy.deepcopy(dict(content))
    component, key, name = field.split("/")
    source = {"document": next(iter(content["dossier"])), "section": "Details"}
    values = [{"value": each, "citation": source} for each in ("one thing", "another")]
    answer = left[component][key]
    answer["conflicts"] = [*answer.get("conflicts", ()), {"field": name, "values": values}]
    return left


def settle(content: Any, field: str) -> None:
    component, key, name = field.split("/")
    answer = content[component][key]
    answer["conflicts"] = [each for each in answer["conflicts"] if each["field"] != name]
