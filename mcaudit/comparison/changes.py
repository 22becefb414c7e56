"""What became of an earlier audit's findings, and which text of the profile changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from mcaudit.contracts import AUDIT_FORMAT
from mcaudit.model import (
    Audit,
    Basis,
    Change,
    Criterion,
    EarlierAudit,
    EarlierFinding,
    Finding,
    Progress,
    Since,
    Status,
    Subcomponent,
    TextChange,
)
from mcaudit.model.bearing import places_asked
from mcaudit.model.places import escaped, value_at
from mcaudit.version import __version__

_BY_REVIEWERS = {
    Basis.CONSENSUS,
    Basis.ADJUDICATION,
    Basis.TOO_FEW,
    Basis.NO_AGREEMENT,
    Basis.CANNOT_TELL,
    Basis.STALE,
    Basis.CONTRADICTS_FACTS,
}
"""The bases that rest on what reviewers decided."""


def since(audit: Audit, earlier: EarlierAudit) -> Since:
    """Return what became of an earlier audit's findings in one of the same profile."""
    findings = {finding.criterion: finding for finding in audit.findings}
    apart = _differences(audit, earlier)
    found = (
        _change(audit, sub, criterion, findings[criterion.id], earlier, apart)
        for sub in audit.edition.subcomponents
        for criterion in sub.criteria
    )
    return Since(
        earlier=earlier,
        changes={change.criterion: change for change in found if change is not None},
        doubts=tuple(_doubts(audit, earlier, apart)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Differences:
    """What differs between two audits of one profile, apart from what they found."""

    edition: bool
    tool: bool
    policy: bool
    decisions: bool
    profile: bool

    @property
    def ours(self) -> bool:
        """Whether the criteria or mcaudit changed, which no provider and no reviewer did."""
        return self.edition or self.tool


def _differences(audit: Audit, earlier: EarlierAudit) -> _Differences:
    profile = audit.profile
    same_profile = profile.sha256 == earlier.sha256 if earlier.content is None else profile.content == earlier.content
    return _Differences(
        edition=earlier.edition != audit.edition.sha256,
        tool=(earlier.format, earlier.tool) != (AUDIT_FORMAT, __version__),
        policy=earlier.policy != (audit.policy.sha256 if audit.policy else ""),
        decisions=sorted(earlier.reviewed) != sorted(pin for _, pin in audit.reviewed),
        profile=not same_profile,
    )


def _doubts(audit: Audit, earlier: EarlierAudit, apart: _Differences) -> Iterator[str]:
    if apart.edition:
        yield "the earlier audit used other criteria, so a status may differ although the profile does not"
    if apart.tool:
        made_by = f"mcaudit {earlier.tool}" if earlier.tool else "another version of mcaudit"
        yield f"the earlier audit was made by {made_by} ({earlier.format}), so a status may differ for that reason"
    if apart.ours and not (apart.profile or apart.policy or apart.decisions):
        yield (
            "the profile, the policy, and the decisions are the same, so every status that differs is marked as "
            "re-evaluated"
        )
    if apart.ours and apart.profile:
        yield (
            "the profile changed as well; where text that bears on a criterion changed, its status may differ for "
            "either reason"
        )
    if apart.policy:
        yield "the earlier audit used another policy, so a status may differ although the profile does not"
    if apart.decisions:
        yield "the earlier audit used other decisions, so a status may differ although the profile does not"
    if earlier.date > audit.date:
        yield f"the earlier audit is dated {earlier.date}, which is after this one"
    if missing := [c.id for c in audit.edition.criteria if c.id not in earlier.findings]:
        yield f"the earlier audit has no finding for {len(missing)} criteria, so nothing is said about them"
    if earlier.content is None:
        yield "the earlier audit does not hold the profile as it was, so changed text cannot be shown"


def _change(
    audit: Audit, sub: Subcomponent, criterion: Criterion, now: Finding, earlier: EarlierAudit, apart: _Differences
) -> Change | None:
    before = earlier.findings.get(criterion.id)
    if before is None:
        return None
    texts = tuple(dict.fromkeys(_texts(audit, sub, criterion, earlier)))
    changed = bool(texts) or _changed_around(audit, criterion, earlier)
    re_evaluated = apart.ours and not _touched(before, now, apart, changed=changed)
    progress = _progress(before, now, changed=bool(texts), re_evaluated=re_evaluated)
    if progress is None:
        return None
    same = before.status is now.status
    if not apart.ours:  # another version words its reasons in another way
        same = same and (before.basis, before.message) == (now.basis, now.message)
    return Change(criterion=criterion.id, progress=progress, before=before, texts=texts, moved=bool(texts) or not same)


def _touched(before: EarlierFinding, now: Finding, apart: _Differences, *, changed: bool) -> bool:
    """Return whether anything but the criteria and mcaudit may have changed what an audit says about a criterion."""
    decisions = apart.decisions and ({before.basis, now.basis} & _BY_REVIEWERS)
    return (apart.profile and changed) or apart.policy or bool(decisions)


def _changed_around(audit: Audit, criterion: Criterion, earlier: EarlierAudit) -> bool:
    """Return whether documents, conflicts, or claims of not applying changed that may concern a criterion."""
    before, after = earlier.content, audit.profile.content
    if before is None:
        return True
    answers = dict.fromkeys("/" + "/".join(place.split("/")[:2]) for place in places_asked(audit.edition)[criterion.id])
    around = ("/dossier", *(f"{answer}/{key}" for answer in answers for key in ("conflicts", "not_applicable")))
    return any(value_at(before, pointer) != value_at(after, pointer) for pointer in around)


def _falls_short(status: Status) -> bool:
    """Return whether somebody must act before a criterion with this status can be met, reviewers apart."""
    match status:
        case Status.NOT_STATED | Status.NOT_MET | Status.PARTLY_MET | Status.UNSUPPORTED:
            return True
        case Status.MET | Status.AWAITING_REVIEW | Status.NOT_APPLICABLE:
            return False
        case other:
            assert_never(other)


def _progress(before: EarlierFinding, now: Finding, *, changed: bool, re_evaluated: bool) -> Progress | None:
    was = before.needed and _falls_short(before.status)
    falls_short = now.needed and _falls_short(now.status)
    if re_evaluated and before.status is not now.status:
        return Progress.RE_EVALUATED
    match was, falls_short:
        case False, True:
            return Progress.RE_EVALUATED if re_evaluated else Progress.NEW
        case True, True:
            return Progress.OPEN
        case True, False:
            if re_evaluated:
                return Progress.RE_EVALUATED
            asked = now.needed and now.status is not Status.NOT_APPLICABLE
            return Progress.FIXED if asked else Progress.DROPPED
        case _:
            return Progress.CHANGED if changed or before.status is not now.status else None


# --- text ----------------------------------------------------------------------------------------


def _texts(audit: Audit, sub: Subcomponent, criterion: Criterion, earlier: EarlierAudit) -> Iterator[TextChange]:
    before = earlier.content
    if before is None:
        return
    after = audit.profile.content
    places = places_asked(audit.edition)[criterion.id]
    for pointer in dict.fromkeys(_named(place) for place in places):
        for change in differences(pointer, value_at(before, pointer), value_at(after, pointer)):
            if any(_bears(place, change.pointer, before, after) for place in places):
                yield change
    cited, cites = _cited(before, sub, places), _cited(after, sub, places)
    if cited != cites:
        yield TextChange(pointer=f"{sub.pointer}/citations", before=cited or None, after=cites or None)
    said, says = _stated(before, criterion), _stated(after, criterion)
    if said != says:
        yield TextChange(pointer="/statements", before=said or None, after=says or None)


def _named(place: str) -> str:
    """Return the JSON Pointer to the part of a place before its first list."""
    names = []
    for step in place.split("/"):
        if step.startswith("*"):
            break
        names.append(step)
    return "/" + "/".join(names)


def _bears(place: str, pointer: str, *contents: Any) -> bool:
    """Return whether a place of the edition and a place that changed lie one within the other.

    Where the place asks for a code, as in `currencies/*~kind=ceu`, the entry must have it before or after.
    """
    steps = place.split("/")
    values = list(contents)
    for step, found in zip(steps, pointer.strip("/").split("/"), strict=False):
        name, _, wanted = step.partition("~")
        if name not in ("*", found):
            return False
        values = [inner for value in values if (inner := _inside(value, found)) is not None]
        key, _, codes = wanted.partition("=")
        if wanted and not any(set(codes.split("|")) & set(_codes(value, key)) for value in values):
            return False
    return True


def _inside(value: Any, step: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, list):
        return value[int(step)] if step.isdecimal() and int(step) < len(value) else None
    return None


def _codes(value: Any, key: str) -> tuple[str, ...]:
    given = value.get(key) if isinstance(value, Mapping) else None
    return tuple(map(str, given)) if isinstance(given, list) else () if given is None else (str(given),)


def _cited(content: Mapping[str, Any], sub: Subcomponent, places: tuple[str, ...]) -> str:
    """Return what a profile cites for the fields of an answer that bear on a criterion."""
    answer = f"{sub.pointer.strip('/')}/"
    names = {place.removeprefix(answer).split("/")[0] for place in places if place.startswith(answer)}
    entries = value_at(content, f"{sub.pointer}/citations")
    kept = []
    for entry in entries if isinstance(entries, list) else ():
        fields = _codes(entry, "fields")
        if not fields or names.intersection(fields):
            kept.append(_words(entry) or "")
    return "; ".join(kept)


def _stated(content: Mapping[str, Any], criterion: Criterion) -> str:
    """Return the statements of a profile about a criterion, with what they cite."""
    names = {criterion.id, criterion.group}
    entries = content.get("statements")
    about = (
        {key: value for key, value in entry.items() if key != "about"}
        for entry in (entries if isinstance(entries, list) else ())
        if isinstance(entry, Mapping) and names.intersection(_codes(entry, "about"))
    )
    return "; ".join(_words(entry) or "" for entry in about)


def differences(at: str, before: Any, after: Any) -> Iterator[TextChange]:
    """Yield each place at or below `at`, a JSON Pointer, whose text differs between `before` and `after`."""
    if before == after:
        return
    if isinstance(before, Mapping | None) and isinstance(after, Mapping | None):
        old, new = before or {}, after or {}
        for key in dict.fromkeys((*old, *new)):
            yield from differences(f"{at}/{escaped(str(key))}", old.get(key), new.get(key))
    elif isinstance(before, list) and isinstance(after, list):
        yield from _in_lists(at, before, after)
    else:
        yield TextChange(pointer=at, before=_words(before), after=_words(after))


def _in_lists(at: str, before: list[Any], after: list[Any]) -> Iterator[TextChange]:
    """Yield what differs entry by entry in lists of one length; otherwise what is gone and what is new."""
    if len(before) == len(after):
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from differences(f"{at}/{index}", old, new)
        return
    kept = Counter(map(_canonical, before)) & Counter(map(_canonical, after))
    for index, entry in _apart(before, Counter(kept)):
        yield TextChange(pointer=f"{at}/{index}", before=_words(entry), after=None)
    for index, entry in _apart(after, Counter(kept)):
        yield TextChange(pointer=f"{at}/{index}", before=None, after=_words(entry))


def _apart(entries: list[Any], kept: Counter[str]) -> Iterator[tuple[int, Any]]:
    for index, entry in enumerate(entries):
        written = _canonical(entry)
        if kept[written]:
            kept[written] -= 1
        else:
            yield index, entry


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _words(value: Any) -> str | None:
    """Return a value as a person would read it; None for nothing."""
    if value is None:
        return None
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_words(inner)}" for key, inner in value.items() if inner is not None)
    if isinstance(value, list):
        return "; ".join(str(_words(inner)) for inner in value)
    return str(value).lower() if isinstance(value, bool) else str(value)
