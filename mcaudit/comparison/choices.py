"""Key facts about a micro-credential: what its profile says about each, in a few words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from mcaudit.audit.support import Conflict
from mcaudit.comparison.sayings import Said, names_of, said_in
from mcaudit.model import Audit, Policy
from mcaudit.model.comparison import Choice, Fact
from mcaudit.model.ledger import Amount
from mcaudit.model.purposes import Purpose, Standing

_NOT_AWARDED = ("proposed", "possible", "planned")
_HOLDING = (Standing.UNSAID, Standing.IN_FORCE)
"""The standings of a rule that a state goes by: a draft, or a law without effect, is not what counts in the state."""


def choices(audit: Audit, conflicts: Sequence[Conflict]) -> Mapping[Choice, Fact]:
    """Return what the profile says about each key fact; nothing is added that it does not say.

    `conflicts` are those that the profile records.
    """
    profile = said_in(audit)
    found = {}
    for choice, (answer, say) in _SAY.items():
        disputed = tuple(_disputed(conflicts, profile.group(*answer), choice, answer))
        said = (*say(profile.group(*answer), profile), *dict.fromkeys(filter(None, disputed)))
        found[choice] = Fact(said=said, disputed=bool(disputed))
    counting = _counting(audit.policy, audit.date) if audit.policy else ()
    found[Choice.POLICY] = Fact(said=tuple(rule.text.rstrip(".") for rule in counting))
    return found


def _counting(policy: Policy, date: str) -> Iterator[Purpose]:
    """Yield the state's own rules that hold on a day and refuse nothing."""
    for rule in policy.own_rules():
        holds = not (policy.begins_after(rule, date) or policy.ended_before(rule, date))
        if holds and rule.standing in _HOLDING and rule.accepts is not False:
            yield rule


_PRICES = ("cost", "scoring_fee")


def _disputed(conflicts: Sequence[Conflict], said: Said, choice: Choice, answer: tuple[str, ...]) -> Iterator[str]:
    """Yield what each source says where sources disagree; an empty text where the rest of the answer says enough."""
    pointer = f"/{'/'.join(answer)}/"
    for conflict in conflicts:
        if not conflict.pointer.startswith(pointer):
            continue
        field, _, inside = conflict.pointer.removeprefix(pointer).partition("/")
        if choice is Choice.COST and field not in _PRICES:
            continue
        says = " or ".join(f"“{words}”" for words, _ in conflict.says)
        yield f"{field.replace('_', ' ')}: {says}" if inside or field not in said.facts else ""


def _evidence(answer: Said, _profile: Said) -> Iterator[str]:
    listed = False
    for _, item in answer.entries("items"):
        if title := item.text("title"):
            between = " or " if item.says("form_choice", "one_of_them") else ", "
            form = between.join(item.choices("form", "other_form"))
            listed = True
            yield f"{title}{f' ({form})' if form else ''}"
    count = answer.amount("number_of_items")
    if count.is_given and not listed:
        yield f"{count.words()} pieces of evidence"


def _evaluators(answer: Said, profile: Said) -> Iterator[str]:
    yield from names_of(profile, answer.texts("organizations"))
    yield from answer.texts("expertise")
    for _, safeguard in answer.group("independence").entries("safeguards"):
        yield from safeguard.choices("kind")


def _resubmission(answer: Said, _profile: Said) -> Iterator[str]:
    limit = answer.amount("limit")
    if answer.says("allowed", "no"):
        yield "not allowed"
    elif limit.is_given:
        words = limit.words()
        yield "as often as needed" if words == "unlimited" else f"{words} after the first submission"
    elif answer.says("allowed", "yes"):
        yield "allowed; how often is not stated"
    if fee := _price(answer.amount("fee")):
        yield f"resubmission: {fee}"


HOURS = {
    "typical_hours": "hours for a typical earner",
    "required_hours": "hours required of everyone",
    "synchronous_hours": "hours at set times",
    "asynchronous_hours": "hours on one's own",
    "contact_hours": "contact or seat hours",
}


def _hours(answer: Said, _profile: Said) -> Iterator[str]:
    for key, words in HOURS.items():
        amount = answer.amount(key)
        if amount.is_given:
            yield _counted(amount, words)
    for _, tier in answer.entries("tiers"):
        if tier.amount("hours").is_given:
            yield f"{tier.text('title') or 'one version'}: {_counted(tier.amount('hours'), 'hours')}"
    yield from answer.texts("duration")
    days = answer.group("window").amount("minimum_days")
    if days.is_given:
        yield f"over at least {days.words()} days"


def _counted(amount: Amount, noun: str) -> str:
    """Return an amount with what it counts; words may name that themselves."""
    return f"{amount.words()} {noun}" if amount.is_number else f"{noun}: “{amount.text}”"


def _cost(about: Said, _profile: Said) -> Iterator[str]:
    for key, before in zip(_PRICES, ("", "scoring: "), strict=True):
        for _, price in about.entries(key):
            amount, payers = _price(price.amount("amount")), price.text("for")
            first = f"{amount} for {payers}" if amount and payers else amount or payers
            if parts := list(filter(None, (first, price.text("description")))):
                yield f"{before}{'; '.join(parts)}"


def _price(amount: Amount) -> str:
    return "free" if amount.exact == 0 else amount.words(lambda dollars: f"${dollars:,.2f}".removesuffix(".00"))


def _stack(context: Said, _profile: Said) -> Iterator[str]:
    if context.says("part_of_stack", "no"):
        yield "not part of a stack"
    for stack in (context.group("stack"), *(entry for _, entry in context.entries("stacks"))):
        parts = [size_words(stack), *stack.choices("standing")]
        details = ", ".join(filter(None, parts))
        if name := stack.text("name"):
            yield f"{name}{f' ({details})' if details else ''}"
        elif details:
            yield f"a stack without a name ({details})"
    count = context.amount("number_of_stacks")
    if count.is_given:
        yield f"{count.words()} stacks"
    for _, other in context.entries("combines_with"):
        if other.text("other"):
            yield f"combines with {other.text('other')}"


def size_words(stack: Said) -> str:
    """Return the place in a stack and how many members it has, as far as the profile says."""
    position, size = stack.amount("position").words(), stack.amount("size").words()
    others = stack.amount("members").words()
    if position and size:
        return f"number {position} of {size}"
    if size:
        return f"{size} micro-credentials"
    if others:
        return f"with {others} others"
    return f"number {position}" if position else ""


def _form(form: Said, _profile: Said) -> Iterator[str]:
    yield from form.choices("forms", "other_form") or (("another form",) if "forms" in form.facts else ())
    for _, each in form.entries("forms_by_state"):
        for words in each.choices("form", "other_form"):
            states = f" in {' and '.join(each.raw('state'))}" if each.raw("state") else ""
            yield f"{words}{states}{_standing(each)}"
    yield from form.texts("specification")


def _currency(answer: Said, _profile: Said) -> Iterator[str]:
    """Yield each currency by its kind, so that one worth given in two ways does not look like a sum."""
    yield from dict.fromkeys(_worth(entry) for _, entry in answer.entries("currencies"))
    if denied := answer.choices("denied"):
        yield f"not {', not '.join('any currency' if each == 'any' else each for each in denied)}"


def _worth(entry: Said) -> str:
    unit, amount = unit_words(entry), entry.amount("amount")
    kind = " or ".join(entry.choices("kind", "kind_name")) or "a currency of no stated kind"
    if amount.is_number:
        details = f": {amount.words()} {unit or 'of no stated unit'}"
    elif amount.text:
        details = f": “{amount.text}”{f' ({unit})' if unit else ''}"
    else:
        details = f": {unit}, amount not stated" if unit else ""
    if unit == kind and details:  # 20 pd hours are pd hours
        kind, details = "", details.removeprefix(": ")
    where = f" in {' and '.join(entry.raw('state'))}" if entry.raw("state") else ""
    choice = f", or {entry.text('choice')}" if entry.text("choice") else ""
    return f"{kind}{details}{basis_words(entry)}{where}{choice}{_standing(entry)}"


def basis_words(entry: Said) -> str:
    """Return for what an amount is given, such as " for the whole stack"; empty for each micro-credential."""
    basis = [each for each in entry.codes("basis") if each != "each_micro_credential"]
    return f" for {' or '.join(basis).replace('_', ' ')}" if basis else ""


def _standing(entry: Said) -> str:
    return "".join(f" ({each})" for each in entry.codes("standing") if each in _NOT_AWARDED)


def _purposes(_answer: Said, profile: Said) -> Iterator[str]:
    recognizers = profile.group("recognizers")
    said = (
        *(entry.text("counts_toward") for _, entry in recognizers.group("formal_currency").entries("currencies")),
        *(_benefit(entry) for _, entry in recognizers.group("other_recognitions").entries("benefits")),
    )
    yield from dict.fromkeys(each for each in said if each)


def _benefit(entry: Said) -> str:
    details = entry.text("benefit") or " or ".join(entry.choices("kind"))
    amount = entry.amount("amount")
    if amount.is_given:
        details += f" ({' '.join(filter(None, (amount.words(), unit_words(entry))))}{basis_words(entry)})"
    return f"{details}{_standing(entry)}" if details else ""


def unit_words(entry: Said) -> str:
    """Return what an amount counts, in words; empty where the profile does not say."""
    return " or ".join(entry.choices("unit", "unit_name")) or ("other units" if "unit" in entry.facts else "")


_SAY: Mapping[Choice, tuple[tuple[str, ...], Callable[[Said, Said], Iterator[str]]]] = {
    Choice.EVIDENCE: (("evaluators", "evidence_requirements"), _evidence),
    Choice.EVALUATORS: (("evaluators", "evaluator_profile"), _evaluators),
    Choice.RESUBMISSION: (("evaluators", "resubmission"), _resubmission),
    Choice.HOURS: (("deliverers", "estimated_time"), _hours),
    Choice.COST: (("about",), _cost),
    Choice.STACK: (("developers", "competency_context"), _stack),
    Choice.FORM: (("issuers", "form"), _form),
    Choice.CURRENCY: (("recognizers", "formal_currency"), _currency),
    Choice.PURPOSES: ((), _purposes),
}
"""Where each key fact is answered, if in one place, and what says it of the answer and the whole profile."""
