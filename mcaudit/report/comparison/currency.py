"""What a micro-credential is worth, in short lines: in which state, how much, and as what."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from mcaudit.blocks import Text, strong
from mcaudit.model.comparison import Choice, Entry
from mcaudit.model.ledger import Claim, ClaimKind
from mcaudit.model.names import folded
from mcaudit.report.comparison.words import amount_words, unit_forms
from mcaudit.terms.sentences import ended

_SHORT = {
    "professional development hours": "PD hours",
    "professional development credit": "PD credit",
    "continuing education units": "CEU",
}
_MOST = 40
"""Characters of an alternative that still fit on its line."""
_NOT_YET = ("possible", "proposed", "planned")
_WORD = 3
"""Letters of a word that says nothing by itself, such as “for”."""
_AGAIN = "/also_given_as/"
_DENIAL = "not "


def currency_lines(entry: Entry) -> tuple[str, ...]:
    """Return each currency on a line, then what the description denies, and whether its sources disagree."""
    fact = entry.facts[Choice.CURRENCY]
    worth = [each for each in entry.claims if each.kind is ClaimKind.VALUE and _AGAIN not in each.pointer]
    places = [each.pointer for each in entry.claims if each.kind is ClaimKind.DISPUTED]
    disputed = frozenset(
        each.pointer for each in worth if any(f"{place}/".startswith(f"{each.pointer}/") for place in places)
    )
    denied = [words for words in fact.said if words.startswith(_DENIAL)]
    apart = ["sources disagree"] if fact.disputed and not disputed else []
    return tuple(dict.fromkeys((*_lines(worth, disputed), *denied, *apart)))


def currency_details(entry: Entry) -> tuple[Text, ...]:
    """Return everything that the description says about each currency, with who gives it, to whom, and the source."""
    worth = [each for each in entry.claims if each.kind is ClaimKind.VALUE]
    return tuple((strong(f"{_line(each, _words([each], ()), '')}."), *_details(each)) for each in worth)


def _details(claim: Claim) -> Iterator[str]:
    details = {
        "Or instead": claim.choice,
        "Recognized by": claim.recognizer,
        "For": claim.for_whom,
        "Counts toward": claim.counts_toward,
        "Source": claim.source,
    }
    yield from (f" {label}: {ended(text)}" for label, text in details.items() if text)


def _lines(worth: Sequence[Claim], disputed: Collection[str]) -> Iterator[str]:
    """Yield each currency; two of one state between which earners choose are one line."""
    chosen: dict[tuple[str, str], list[Claim]] = {}
    for claim in worth:
        if claim.choice:
            chosen.setdefault((claim.state, claim.standing), []).append(claim)
    for claim in worth:
        pair = chosen.get((claim.state, claim.standing), []) if claim.choice else []
        if len(pair) != 2 or not _names_other(*pair):  # noqa: PLR2004
            yield _line(claim, _words([claim], disputed), claim.choice)
        elif claim is pair[0]:
            yield _line(claim, _words(pair, disputed), "")


def _names_other(one: Claim, other: Claim) -> bool:
    """Return whether one of two claims names the other as its choice: they have a word of some length in common."""
    named = ((first.choice, f"{second.what} {second.unit_words}") for first, second in ((one, other), (other, one)))
    return any(
        {*folded(choice).split()} & {each for each in folded(what).split() if len(each) > _WORD}
        for choice, what in named
    )


def _line(claim: Claim, words: str, choice: str) -> str:
    where = f"{claim.state}: " if claim.state else ""
    instead = f", or {choice if len(choice) <= _MOST else 'another choice'}" if choice else ""
    standing = f" ({claim.standing})" if claim.standing not in ("", "awarded") else ""
    return f"{where}{words}{instead}{standing}"


def _words(claims: Sequence[Claim], disputed: Collection[str]) -> str:
    """Return how much some currencies are and as what, one or the other, and what is to know about the amounts."""
    remarks = [_remark(each, disputed) for each in claims]
    if len({*remarks}) == 1:
        return f"{' or '.join(map(_amount, claims))}{remarks[0]}"
    return " or ".join(f"{_amount(each)}{remark}" for each, remark in zip(claims, remarks, strict=True))


def _remark(claim: Claim, disputed: Collection[str]) -> str:
    if claim.pointer in disputed:
        return " (sources disagree)"
    return "" if claim.amount.is_given or claim.standing in _NOT_YET else " (amount not stated)"


def _amount(claim: Claim) -> str:
    """Return how much a currency is and as what; its kind is not said twice, as in 20 PD hours as PD hours."""
    kind = _kind(claim.what)
    if not claim.amount.is_given:
        return unit_forms(claim.unit_words) if claim.unit == "other" else kind
    amount = amount_words(claim)
    is_named = kind.casefold() == unit_forms(claim.unit_words).casefold()
    return amount if is_named else f"{amount} as {kind}"


def _kind(what: str) -> str:
    """Return what an amount is of, with the short names of the commonest kinds."""
    for long, short in _SHORT.items():
        what = what.replace(long, short)
    return what
