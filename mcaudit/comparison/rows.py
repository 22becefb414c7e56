"""What a comparison needs of an audit as the cells of a row, and an entry of a comparison from such a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from mcaudit.comparison.coverage import ACTORS
from mcaudit.comparison.entries import UNSAID, says_in
from mcaudit.model import Actor, Audit, Counts, Edition, Gate, Level, Rating, Score, Status, Subcomponent, Verdict
from mcaudit.model.audit import SubcomponentResult
from mcaudit.model.comparison import Choice, Coverage, Entry, Fact, Judged
from mcaudit.model.ledger import Amount, Claim, ClaimKind
from mcaudit.model.stacks import StackClaim
from mcaudit.model.words import GroupBy

Row = Mapping[str, Any]
_GROUPS = {"developed_by": GroupBy.ORGANIZATION, "issued_by": GroupBy.ISSUER, "topic": GroupBy.TOPIC}
_LISTS = ("combines_with", "prerequisites", "evidence")
_AMOUNT = ("low", "high", "about", "text")
_CLAIM = (
    *("what", "pointer", "unit", "unit_words", "state", "recognizer", "for_whom", "counts_toward", "standing"),
    *("choice", "source"),
)


def row_of(audit: Audit) -> Row:
    """Return the cells that a comparison needs beside verdicts, counts, and ratings."""
    says = says_in(audit)
    groups = {name: says["groups"][by] for name, by in _GROUPS.items()}
    return {
        "offers_learning": audit.offers_learning,
        **{name: None if said == UNSAID else said for name, said in groups.items()},
        "requirements": list(_requirements(audit)),
        "facts": [
            {"fact": choice, "said": list(fact.said), "disputed": fact.disputed}
            for choice, fact in says["facts"].items()
            if fact.said or fact.disputed
        ],
        "claims": [_claim_cells(each) for each in says["claims"]],
        "stacks": [
            {"name": each.name, "members": list(each.members), "standing": each.standing, "size": each.size}
            for each in says["stacks"]
        ],
        "competency": says["competency"] or None,
        **{name: list(says[name]) for name in _LISTS},
    }


def _requirements(audit: Audit) -> Iterator[Row]:
    for each in audit.requirements:
        yield {
            "requirement": each.id,
            "status": each.status,
            "actor": each.actor,
            "required": each.level is Level.REQUIRED or bool(each.required_by),
            "waived": each.waiver is not None,
        }


def _claim_cells(claim: Claim) -> Row:
    amount = {name: getattr(claim.amount, name) for name in _AMOUNT}
    return {"kind": claim.kind, **amount, **{name: getattr(claim, name) for name in _CLAIM}}


# --- and back ------------------------------------------------------------------------------------


def entry_of_row(
    edition: Edition, row: Row, findings: Mapping[str, tuple[Status, str]], *, id: str, policy_sha256: str
) -> Entry:
    """Return the entry of a row of a batch's table of profiles; its path is the key of the row.

    `findings` are the status and the message of each criterion about stacks; `id` is how other tables name it.
    """
    requirements = tuple(_requirement(edition, **each) for each in row["requirements"])
    components = {component.key: {sub.id for sub in component.subcomponents} for component in edition.components}
    return Entry(
        id=id,
        title=row["title"],
        state=row["state"],
        path=row["key"],
        sha256=row["profile_sha256"],
        fictional=row["fictional"],
        is_reading=row["reading_of_public_pages"] and not row["fictional"],
        offers_learning=row["offers_learning"],
        written_for=row["home"],
        groups={GroupBy.STATE: row["state"], **{by: row[name] or UNSAID for name, by in _GROUPS.items()}},
        policy=row["policy"] or "",
        policy_sha256=policy_sha256,
        verdicts={gate: Verdict(row[gate.value]) for gate in Gate},
        score=_score(requirements),
        coverage=_coverage("", requirements),
        components=tuple(
            _coverage(key, [each for each in requirements if each.subcomponent in subs])
            for key, subs in components.items()
        ),
        unconfirmed=row["unconfirmed"],
        subcomponents=tuple(_rated(each, requirements) for each in row["ratings"]),
        requirements=tuple(each.judged for each in requirements),
        facts=_facts(row["facts"]),
        claims=tuple(_claim(id, each) for each in row["claims"]),
        stacks=tuple(StackClaim(**{**each, "members": tuple(each["members"])}) for each in row["stacks"]),
        competency=row["competency"] or "",
        stack_findings=findings,
        **{name: tuple(row[name]) for name in _LISTS},
    )


def _rated(cells: Row, requirements: Sequence[_Requirement]) -> SubcomponentResult:
    id = cells["subcomponent"]
    score = _score([each for each in requirements if each.subcomponent == id])
    return _shared(SubcomponentResult(id=id, rating=Rating(cells["rating"]), score=score))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Requirement:
    """A requirement with what is counted of it."""

    judged: Judged
    subcomponent: str
    required: bool


@cache
def _requirement(
    edition: Edition, *, requirement: str, status: str, actor: str, required: bool, waived: bool
) -> _Requirement:
    """Return a requirement; thousands of profiles share it."""
    sub, level = _levels(edition)[requirement]
    judged = Judged(
        id=requirement,
        level=level,
        status=Status(status),
        gates=required and not waived,
        waived=waived,
        actor=Actor(actor),
    )
    return _Requirement(judged=judged, subcomponent=sub.id, required=required)


@cache
def _levels(edition: Edition) -> Mapping[str, tuple[Subcomponent, Level]]:
    """Return the subcomponent and the level of each requirement by its id."""
    return {
        criterion.group or criterion.id: (sub, criterion.level)
        for sub in edition.subcomponents
        for criterion in sub.criteria
    }


def _score(requirements: Sequence[_Requirement]) -> Score:
    def of(required: bool) -> Counts:
        mine = [each.judged for each in requirements if each.required is required]
        return _counts(frozenset(Counter("waived" if each.waived else each.status.value for each in mine).items()))

    return _shared(Score(required=of(required=True), desired=of(required=False)))


@cache
def _counts(numbers: frozenset[tuple[str, int]]) -> Counts:
    return Counts(**dict(numbers))


_Value = TypeVar("_Value")


_seen: dict[Any, Any] = {}


def _shared(value: _Value) -> _Value:
    """Return the first value that is equal: thousands of profiles say the same."""
    found: _Value = _seen.setdefault(value, value)
    return found


def _coverage(component: str, requirements: Sequence[_Requirement]) -> Coverage:
    acting = Counter(each.judged.actor for each in requirements if each.judged.gates)
    return Coverage(component=component, score=_score(requirements), acting={actor: acting[actor] for actor in ACTORS})


_NOTHING = Fact(said=())


def _facts(cells: Iterable[Row]) -> Mapping[Choice, Fact]:
    said = {each["fact"]: _shared(Fact(said=tuple(each["said"]), disputed=each["disputed"])) for each in cells}
    return {choice: said.get(choice.value, _NOTHING) for choice in Choice}


def _claim(of: str, cells: Row) -> Claim:
    amount = Amount(**{name: _whole(cells[name]) for name in _AMOUNT})
    rest = {name: _shared(cells[name]) for name in _CLAIM}
    return Claim(of=of, kind=ClaimKind(cells["kind"]), amount=_shared(amount), **rest)


def _whole(value: Any) -> Any:
    """Return a number as a profile has it: a column of numbers has fractions in all or in none."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
