"""Every hour, credit, unit, point and dollar that a profile claims, with the document cited for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mcaudit.audit.cleaning import clean
from mcaudit.audit.derived.lookup import at, entries
from mcaudit.compare.choices import amount_words
from mcaudit.model import Citation, Claim, ClaimKind, JsonObject, Profile

_TIME = "/deliverers/estimated_time"
_CURRENCY = "/recognizers/formal_currency"
_HOURS = {
    "typical_hours": "time that a typical earner needs",
    "required_hours": "learning required of everyone",
    "synchronous_hours": "learning at set times",
    "asynchronous_hours": "learning on one's own",
}
_KINDS = {
    "ceu": "continuing education units",
    "pd_hours": "professional development hours",
    "pd_credit": "professional development credit",
}
_COMPONENTS = ("deliverers", "recognizers")


def claims(profile: Profile) -> Iterator[Claim]:
    """Yield the claims of a profile in the order of the source, placeholders left out."""
    content = clean(profile.content, _COMPONENTS).content
    yield from _of_time(profile, content)
    yield from _of_value(profile, content)
    yield from _equivalences(profile, content)
    for pointer in (_TIME, _CURRENCY):
        yield from _disputed(profile, pointer)


def _of_time(profile: Profile, content: JsonObject) -> Iterator[Claim]:
    time = at(content, "deliverers", "estimated_time") or {}
    for key, what in _HOURS.items():
        if _is_number(time.get(key)):
            entry = {"amount": time[key], "unit": "clock_hours"}
            cited = _cited(profile, time, key, {})
            yield _claim(profile, ClaimKind.TIME, what, f"{_TIME}/{key}", entry, cited, state="")


def _of_value(profile: Profile, content: JsonObject) -> Iterator[Claim]:
    answer = at(content, "recognizers", "formal_currency") or {}
    for index, entry in enumerate(entries(answer, "currencies")):
        kind = str(entry.get("kind") or "")
        what = str(entry.get("kind_name") or _KINDS.get(kind) or kind.replace("_", " ") or "a currency of no kind")
        cited = _cited(profile, answer, "currencies", entry)
        pointer = f"{_CURRENCY}/currencies/{index}"
        yield _claim(profile, ClaimKind.VALUE, what, pointer, entry, cited, state=str(entry.get("state") or ""))


def _equivalences(profile: Profile, content: JsonObject) -> Iterator[Claim]:
    answer = at(content, "recognizers", "formal_currency") or {}
    for index, entry in enumerate(entries(answer, "equivalence")):
        time_only = entry.get("stands_for") == "time_spent"
        what = "time that earners spend, given as an equivalence" if time_only else "what earning it is deemed equal to"
        cited = _cited(profile, answer, "equivalence", entry)
        measure = {**entry, "counts_toward": entry.get("measure")}
        pointer = f"{_CURRENCY}/equivalence/{index}"
        state = profile.state if profile.state != "national" else ""
        kind = ClaimKind.TIME if time_only else ClaimKind.EQUIVALENCE
        yield _claim(profile, kind, what, pointer, measure, cited, state=state)


def _disputed(profile: Profile, pointer: str) -> Iterator[Claim]:
    """Yield what each source says where sources disagree about hours or currency, in its own words."""
    for conflict in entries(profile.content, *pointer.strip("/").split("/"), "conflicts"):
        for value in conflict.get("values") or ():
            field = str(conflict.get("field", ""))
            entry = {"unit": "other", "unit_name": str(value.get("value", ""))}
            cited = _words(profile, [Citation.of(value["citation"])] if value.get("citation") else [])
            what = f"{field.replace('_', ' ')}, about which sources disagree"
            yield _claim(profile, ClaimKind.DISPUTED, what, f"{pointer}/{field}", entry, cited, state="")


def _claim(
    profile: Profile, kind: ClaimKind, what: str, pointer: str, entry: Mapping[str, Any], source: str, *, state: str
) -> Claim:
    names = profile.content.get("organizations") or {}
    recognizer = entry.get("recognizer")
    amount: Any = entry.get("amount")
    return Claim(
        of=profile.id,
        kind=kind,
        what=what,
        pointer=pointer,
        amount=float(amount) if _is_number(amount) else None,
        unit=str(entry.get("unit") or ""),
        unit_words=amount_words(entry),
        state=state,
        recognizer=str(names[recognizer]["name"]) if recognizer in names else "",
        for_whom=str(entry.get("for_whom") or ""),
        counts_toward=str(entry.get("counts_toward") or ""),
        standing=str(entry.get("standing") or ""),
        choice=str(entry.get("choice") or ""),
        source=source,
    )


def _cited(profile: Profile, answer: JsonObject, field: str, entry: JsonObject) -> str:
    """Return what is cited for an entry: its own citation, else those of the answer that support the field."""
    own = entry.get("citation")
    if isinstance(own, Mapping):
        return _words(profile, [Citation.of(own)])
    all_cited = [Citation.of(citation) for citation in answer.get("citations") or ()]
    return _words(profile, [citation for citation in all_cited if not citation.fields or field in citation.fields])


def _words(profile: Profile, citations: Sequence[Citation]) -> str:
    dossier = profile.content.get("dossier") or {}
    return "; ".join(
        f"{dossier[c.document]['title'] if c.document in dossier else c.document}{f', {c.place}' if c.place else ''}"
        for c in citations
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
