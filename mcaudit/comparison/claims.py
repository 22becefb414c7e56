"""Every hour, credit, unit, point and dollar that a profile claims, with the document cited for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from mcaudit.audit.support import Conflict
from mcaudit.comparison.choices import basis_words, unit_words
from mcaudit.comparison.sayings import Said, names_of, said_in
from mcaudit.facts.labels import label
from mcaudit.model import Audit, Citation, Profile
from mcaudit.model.ledger import Amount, Claim, ClaimKind

_TIME = "/deliverers/estimated_time"
_CURRENCY = "/recognizers/formal_currency"
_CLOCK_HOURS = "clock_hours"
_HOURS = {
    "typical_hours": "time that a typical earner needs",
    "required_hours": "learning required of everyone",
    "synchronous_hours": "learning at set times",
    "asynchronous_hours": "learning on one's own",
    "contact_hours": "contact or seat hours",
}
_KINDS = {
    "ceu": "continuing education units",
    "pd_hours": "professional development hours",
    "pd_credit": "professional development credit",
}


def claims(audit: Audit, conflicts: Sequence[Conflict]) -> Iterator[Claim]:
    """Yield the claims of a profile in the order of the source; what sources disagree about comes last."""
    profile = said_in(audit)
    yield from _of_time(audit.profile, profile)
    yield from _of_value(audit.profile, profile)
    yield from _equivalences(audit.profile, profile)
    yield from _disputed(audit, conflicts)


def _of_time(profile: Profile, said: Said) -> Iterator[Claim]:
    time = said.group("deliverers", "estimated_time")
    hours = partial(Claim, of=profile.id, kind=ClaimKind.TIME, unit=_CLOCK_HOURS, unit_words="clock hours")
    for key, what in _HOURS.items():
        amount = time.amount(key)
        if amount.is_given:
            cited = _cited(profile, time, key, Said({}, {}))
            yield hours(what=what, pointer=f"{_TIME}/{key}", amount=amount, source=cited)
    for index, tier in time.entries("tiers"):
        if tier.amount("hours").is_given:
            what = f"time for {tier.text('title') or 'one version'}"
            cited = _cited(profile, time, "tiers", tier)
            yield hours(what=what, pointer=f"{_TIME}/tiers/{index}", amount=tier.amount("hours"), source=cited)


def _of_value(profile: Profile, said: Said) -> Iterator[Claim]:
    answer = said.group("recognizers", "formal_currency")
    for index, entry in answer.entries("currencies"):
        basis = basis_words(entry)
        what = f"{_kind(entry)}{',' if basis else ''}{basis}"
        cited = _cited(profile, answer, "currencies", entry)
        pointer = f"{_CURRENCY}/currencies/{index}"
        for state in entry.codes("state") or ("",):
            yield _claim(profile, said, ClaimKind.VALUE, what, pointer, entry, cited, state=state)
            for further, also in entry.entries("also_given_as"):
                given = _instead(entry, also)
                choice = "" if also.says("relation", "equal") else unit_words(entry)
                at = f"{pointer}/also_given_as/{further}"
                yield _claim(profile, said, ClaimKind.VALUE, what, at, given, cited, state=state, choice=choice)


_GIVEN = ("amount", "unit", "unit_name")


def _instead(entry: Said, also: Said) -> Said:
    """Return a currency with another amount and unit in place of its own."""
    bare = ({key: value for key, value in each.items() if key not in _GIVEN} for each in (entry.facts, entry.typed))
    facts, typed = bare
    return Said({**facts, **also.facts}, {**typed, **also.typed})


def _kind(entry: Said) -> str:
    codes = {code: _KINDS.get(code, code.replace("_", " ")) for code in entry.codes("kind")}
    named = [words for words in entry.choices("kind", "kind_name") if words.replace(" ", "_") not in codes]
    return " or ".join((*codes.values(), *named)) or "a currency of no stated kind"


def _equivalences(profile: Profile, said: Said) -> Iterator[Claim]:
    answer = said.group("recognizers", "formal_currency")
    for index, entry in answer.entries("equivalence"):
        time_only = entry.says("stands_for", "time_spent")
        what = "time that earners spend, given as an equivalence" if time_only else "what earning it is equal to"
        kind = ClaimKind.TIME if time_only else ClaimKind.EQUIVALENCE
        cited = _cited(profile, answer, "equivalence", entry)
        pointer = f"{_CURRENCY}/equivalence/{index}"
        state = profile.state if profile.state != "national" else ""
        toward = entry.text("measure")
        yield _claim(profile, said, kind, what, pointer, entry, cited, state=state, toward=toward)


def _disputed(audit: Audit, conflicts: Sequence[Conflict]) -> Iterator[Claim]:
    """Yield what each source says where sources disagree about hours or currency, in its own words."""
    subs = {sub.pointer: sub for sub in audit.edition.subcomponents}
    for conflict in conflicts:
        answer = next((each for each in (_TIME, _CURRENCY) if conflict.pointer.startswith(f"{each}/")), None)
        if answer is None:
            continue
        place = label(audit.edition, conflict.pointer, subs[answer].id)
        for words, citation in conflict.says:
            yield Claim(
                of=audit.profile.id,
                kind=ClaimKind.DISPUTED,
                what=f"{place}, about which sources disagree",
                pointer=conflict.pointer,
                amount=Amount(text=words),
                source=_words(audit.profile, [citation] if citation else []),
            )


def _claim(
    profile: Profile,
    said: Said,
    kind: ClaimKind,
    what: str,
    pointer: str,
    entry: Said,
    source: str,
    *,
    state: str,
    choice: str = "",
    toward: str = "",
) -> Claim:
    units = entry.codes("unit")
    other = "unit" in entry.facts and not units
    return Claim(
        of=profile.id,
        kind=kind,
        what=what,
        pointer=pointer,
        amount=entry.amount("amount"),
        unit="other" if other else units[0] if len(units) == 1 else "",
        unit_words=unit_words(entry),
        state=state,
        recognizer="; ".join(names_of(said, entry.texts("recognizer"))),
        for_whom="; ".join(filter(None, (entry.text("for_whom"), _elsewhere(entry)))),
        counts_toward=toward or entry.text("counts_toward"),
        standing=" or ".join(entry.choices("standing")),
        choice=choice or entry.text("choice"),
        source=source,
    )


def _elsewhere(entry: Said) -> str:
    """Return the places that an entry names which are not states, such as “many districts”."""
    codes = entry.codes("state")
    return "; ".join(text for text in entry.raw("state") if text not in codes)


def _cited(profile: Profile, answer: Said, field: str, entry: Said) -> str:
    """Return what is cited for an entry: its own citation, else those of the answer that support the field."""
    own = entry.typed.get("citation")
    if isinstance(own, Mapping) and own.get("document"):
        return _words(profile, [Citation.of(own)])
    listed = answer.typed.get("citations")
    cited = [
        Citation.of(each)
        for each in (listed if isinstance(listed, list) else ())
        if isinstance(each, Mapping) and each.get("document")
    ]
    return _words(profile, [citation for citation in cited if not citation.fields or field in citation.fields])


def _words(profile: Profile, citations: Sequence[Citation]) -> str:
    dossier = profile.content.get("dossier") or {}
    return "; ".join(
        f"{title}{f', {c.place}' if c.place and c.place != title else ''}"
        for c in citations
        for title in [dossier[c.document]["title"] if c.document in dossier else c.document]
    )
