"""What became of an earlier audit's findings, and which words of the profile changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from mcaudit.audit.places import value_at
from mcaudit.model import (
    Audit,
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

_SHORT = (Status.NOT_MET, Status.PARTLY_MET, Status.UNSUPPORTED)


def since(audit: Audit, earlier: EarlierAudit) -> Since:
    """Return what became of an earlier audit's findings in one of the same profile."""
    findings = {finding.criterion: finding for finding in audit.findings}
    found = (
        _change(audit, sub, criterion, findings[criterion.id], earlier)
        for sub in audit.edition.subcomponents
        for criterion in sub.criteria
    )
    return Since(
        earlier=earlier,
        changes={change.criterion: change for change in found if change is not None},
        doubts=tuple(_doubts(audit, earlier)),
    )


def _doubts(audit: Audit, earlier: EarlierAudit) -> Iterator[str]:
    if earlier.edition != audit.edition.sha256:
        yield "the earlier audit was against other criteria, so that a finding may differ though the profile does not"
    if earlier.policy != (audit.policy.sha256 if audit.policy else ""):
        yield "the earlier audit was under another policy, so that a finding may differ though the profile does not"
    if earlier.date > audit.date:
        yield f"the earlier audit is dated {earlier.date}, which is after this one"
    if missing := [c.id for c in audit.edition.criteria if c.id not in earlier.findings]:
        yield f"the earlier audit says nothing of {len(missing)} criteria, so that nothing is told of them"
    if earlier.content is None:
        yield "the earlier audit does not hold what the profile said then, so that changed words cannot be shown"


def _change(
    audit: Audit, sub: Subcomponent, criterion: Criterion, now: Finding, earlier: EarlierAudit
) -> Change | None:
    before = earlier.findings.get(criterion.id)
    if before is None:
        return None
    texts = tuple(_texts(audit, sub, criterion, earlier))
    progress = _progress(before, now, changed=bool(texts))
    if progress is None:
        return None
    same = (before.status, before.basis, before.message) == (now.status, now.basis, now.message)
    return Change(criterion=criterion.id, progress=progress, before=before, texts=texts, moved=bool(texts) or not same)


def _progress(before: EarlierFinding, now: Finding, *, changed: bool) -> Progress | None:
    was = before.needed and before.status in _SHORT
    falls_short = now.needed and now.status in _SHORT
    match was, falls_short:
        case False, True:
            return Progress.NEW
        case True, True:
            return Progress.OPEN
        case True, False:
            asked = now.needed and now.status is not Status.NOT_APPLICABLE
            return Progress.MENDED if asked else Progress.DROPPED
        case _:
            return Progress.CHANGED if changed or before.status is not now.status else None


# --- words ---------------------------------------------------------------------------------------


def _texts(audit: Audit, sub: Subcomponent, criterion: Criterion, earlier: EarlierAudit) -> Iterator[TextChange]:
    before = earlier.content
    if before is None:
        return
    after = audit.profile.content
    for field in criterion.reads:
        yield from differences(field, value_at(before, field), value_at(after, field))
    cited, cites = _cited(before, sub, criterion), _cited(after, sub, criterion)
    if cited != cites:
        yield TextChange(pointer=f"{sub.pointer}/citations", before=cited or None, after=cites or None)


def _cited(content: Mapping[str, Any], sub: Subcomponent, criterion: Criterion) -> str:
    """Return what a profile cites for the fields of an answer that a criterion reads."""
    names = {place.rpartition("/")[2] for place in criterion.reads if place.startswith(f"{sub.pointer}/")}
    entries = value_at(content, f"{sub.pointer}/citations")
    kept = []
    for entry in entries if isinstance(entries, list) else ():
        fields = entry.get("fields") if isinstance(entry, Mapping) else None
        if not fields or names.intersection(fields):
            kept.append(_words(entry) or "")
    return "; ".join(kept)


def differences(at: str, before: Any, after: Any) -> Iterator[TextChange]:
    """Yield each place at or below `at`, a JSON Pointer, that is worded otherwise in `after` than in `before`."""
    if before == after:
        return
    if isinstance(before, Mapping | None) and isinstance(after, Mapping | None):
        old, new = before or {}, after or {}
        for key in dict.fromkeys((*old, *new)):
            yield from differences(f"{at}/{_step(key)}", old.get(key), new.get(key))
    elif isinstance(before, list) and isinstance(after, list):
        yield from _in_lists(at, before, after)
    else:
        yield TextChange(pointer=at, before=_words(before), after=_words(after))


def _step(key: Any) -> str:
    """Return a key as one step of a JSON Pointer (RFC 6901)."""
    return str(key).replace("~", "~0").replace("/", "~1")


def _in_lists(at: str, before: list[Any], after: list[Any]) -> Iterator[TextChange]:
    """Entries of lists of one length are held against each other; else what is gone and what came is told."""
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
