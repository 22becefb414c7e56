"""What people choose a micro-credential by: what a profile says of each, in a few words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mcaudit.audit.cleaning import clean
from mcaudit.audit.derived.lookup import at, entries
from mcaudit.model import Audit, Choice, Fact, JsonObject


def choices(audit: Audit) -> Mapping[Choice, Fact]:
    """Return, for each thing that people choose by, what the profile says; nothing is supplied that it does not say."""
    found = {
        choice: Fact(said=tuple(say(audit.facts)), disputed=_disputed(audit, choice)) for choice, say in _SAY.items()
    }
    purposes = audit.policy.purposes if audit.policy else ()
    found[Choice.POLICY] = Fact(said=tuple(purpose.text.rstrip(".") for purpose in purposes))
    return found


_ANSWERS = {
    Choice.EVIDENCE: ("evaluators/evidence_requirements",),
    Choice.EVALUATORS: ("evaluators/evaluator_profile",),
    Choice.RESUBMISSION: ("evaluators/resubmission",),
    Choice.HOURS: ("deliverers/estimated_time",),
    Choice.STACK: ("developers/competency_context",),
    Choice.FORM: ("issuers/form",),
    Choice.CURRENCY: ("recognizers/formal_currency",),
}


def _disputed(audit: Audit, choice: Choice) -> bool:
    return any(entries(audit.profile.content, *place.split("/"), "conflicts") for place in _ANSWERS.get(choice, ()))


def _evidence(facts: JsonObject) -> Iterator[str]:
    for item in entries(facts, "evaluators", "evidence_requirements", "items"):
        if item.get("title"):
            form = item.get("other_form") if item.get("form") == "other" else _spaced(item.get("form"))
            yield f"{item['title']}{f' ({form})' if form else ''}"


def _evaluators(facts: JsonObject) -> Iterator[str]:
    names = at(facts, "organizations") or {}
    for short in at(facts, "evaluators", "evaluator_profile", "organizations") or ():
        if short in names:
            yield str(names[short]["name"])
    if expertise := at(facts, "evaluators", "evaluator_profile", "expertise"):
        yield str(expertise)
    for safeguard in entries(facts, "evaluators", "evaluator_profile", "independence", "safeguards"):
        yield _spaced(safeguard.get("kind"))


def _resubmission(facts: JsonObject) -> Iterator[str]:
    answer = at(facts, "evaluators", "resubmission") or {}
    if answer.get("allowed") == "no":
        yield "not allowed"
    elif "limit" in answer:
        limit = answer["limit"]
        yield "as often as needed" if limit == "unlimited" else f"{limit} after the first submission"
    elif answer.get("allowed") == "yes":
        yield "allowed; how often is not said"


def _hours(facts: JsonObject) -> Iterator[str]:
    time = at(facts, "deliverers", "estimated_time") or {}
    for key, words in (
        ("typical_hours", "hours for a typical earner"),
        ("required_hours", "hours required of everyone"),
        ("synchronous_hours", "hours at set times"),
        ("asynchronous_hours", "hours on one's own"),
    ):
        if key in time:
            yield f"{time[key]} {words}"
    if days := at(time, "window", "minimum_days"):
        yield f"over at least {days} days"


def _cost(facts: JsonObject) -> Iterator[str]:
    for key, words in (("cost", ""), ("scoring_fee", "scoring: ")):
        price = at(about(facts), key) or {}
        amount = price.get("amount")
        parts = [] if amount is None else ["free" if amount == 0 else f"${amount:,.2f}".removesuffix(".00")]
        parts += [str(price["description"])] if price.get("description") else []
        if parts:
            yield f"{words}{'; '.join(parts)}"


def _stack(facts: JsonObject) -> Iterator[str]:
    context = at(facts, "developers", "competency_context") or {}
    if context.get("part_of_stack") == "no":
        yield "part of no stack"
    if name := at(context, "stack", "name"):
        standing = at(context, "stack", "standing")
        yield f"{name}{f' ({standing})' if standing else ''}"
    for other in entries(context, "combines_with"):
        if other.get("other"):
            yield f"combines with {other['other']}"


def _form(facts: JsonObject) -> Iterator[str]:
    form = at(facts, "issuers", "form") or {}
    for each in form.get("forms") or ():
        yield str(form.get("other_form") or "another form") if each == "other" else _spaced(each)
    if form.get("specification"):
        yield str(form["specification"])


def _currency(facts: JsonObject) -> Iterator[str]:
    """Yield each currency by its kind, so that what is one worth counted twice is not read as a sum."""
    told = map(_worth, entries(facts, "recognizers", "formal_currency", "currencies"))
    yield from dict.fromkeys(told)


def _worth(entry: JsonObject) -> str:
    unit = amount_words(entry)
    kind = str(entry.get("kind_name") or _spaced(entry.get("kind")) or "a currency of no kind")
    if entry.get("amount") is None:
        amount = f": {unit}, how many is not said" if unit else ""
    else:
        amount = f": {entry['amount']} {unit or 'of no unit'}"
    if unit == kind:  # 20 pd hours are pd hours
        kind, amount = "", amount.removeprefix(": ")
    where = f" in {entry['state']}" if entry.get("state") else ""
    choice = f", or {entry['choice']}" if entry.get("choice") else ""
    standing = entry.get("standing")
    return f"{kind}{amount}{where}{choice}{'' if standing in (None, 'awarded') else f' ({standing})'}"


def _purposes(facts: JsonObject) -> Iterator[str]:
    said = (
        *(entry.get("counts_toward") for entry in entries(facts, "recognizers", "formal_currency", "currencies")),
        *(_benefit(entry) for entry in entries(facts, "recognizers", "other_recognitions", "benefits")),
    )
    yield from dict.fromkeys(str(each) for each in said if each)


def _benefit(entry: JsonObject) -> str:
    told = str(entry.get("benefit") or _spaced(entry.get("kind")))
    return told if entry.get("standing") in (None, "given") or not told else f"{told} ({entry['standing']})"


def about(facts: JsonObject) -> JsonObject:
    """Return what earners want to know and no criterion asks, placeholders left out: an audit does not look at it."""
    kept: JsonObject = clean({"about": facts.get("about")}, ("about",)).content
    return kept.get("about") or {}


def amount_words(entry: JsonObject) -> str:
    """Return what an amount counts, in words; empty where the profile does not say."""
    unit = entry.get("unit")
    return str(entry.get("unit_name") or "other units") if unit == "other" else _spaced(unit)


def _spaced(name: object) -> str:
    return str(name).replace("_", " ") if name else ""


_SAY: Mapping[Choice, Callable[[JsonObject], Iterator[str]]] = {
    Choice.EVIDENCE: _evidence,
    Choice.EVALUATORS: _evaluators,
    Choice.RESUBMISSION: _resubmission,
    Choice.HOURS: _hours,
    Choice.COST: _cost,
    Choice.STACK: _stack,
    Choice.FORM: _form,
    Choice.CURRENCY: _currency,
    Choice.PURPOSES: _purposes,
}
