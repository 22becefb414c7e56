"""Measures how fair the audit is and how hard to fool: `python -m tests.fidelity.measure [-v]`.

Each case in cases.yaml changes the fictional profile and is about one criterion. It is read as a file
would be and audited without a policy and without decisions. Shares are averaged by criterion, and so
no criterion with many cases outweighs the others.
"""

from __future__ import annotations

import copy
import json
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import fmean
from typing import Any

import yaml

from mcaudit.audit.engine import audit, case_of
from mcaudit.audit.statuses import finding
from mcaudit.errors import InputError
from mcaudit.model import Basis, Criterion, Decider, Edition, Profile, Status, Subcomponent
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.parsing.tree import read_document
from mcaudit.reading.profile.read import read_profile
from mcaudit.reading.text import read_text

HERE = Path(__file__).resolve().parent
FICTIONAL = HERE.parent.parent / "profiles" / "fictional" / "leading-restorative-circles.yaml"
DATE = "2026-11-01"

FAIR = ("honest", "affirmative")
HOLLOW = ("evasion", "denial", "stand_in")
NEVER_FILLED_IN = ("number", "address", "organization")
"""What no stand-in may take the place of."""
REFUSED = (Status.NOT_MET, Status.NOT_STATED, Status.UNSUPPORTED, Status.NOT_APPLICABLE)
_ANSWERS = ("developers", "deliverers", "evaluators", "issuers", "recognizers")
_PROSE = 4
"""A text of so many words is a sentence or a phrase, and not a code or a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One changed answer: what it is about, and what kind of answer it is."""

    number: int
    criterion: str
    kind: str
    about: str
    changes: tuple[Mapping[str, Any], ...]
    asks_for: str = ""
    """What a stand-in takes the place of."""
    shape: str = ""
    """`words` for an honest answer in plain words where the form offers a code, a number, or an address."""

    @property
    def name(self) -> str:
        """The trial in a few words."""
        return f"{self.criterion} {self.kind}: {self.about}"

    @property
    def prose(self) -> tuple[str, ...]:
        """The sentences and phrases of the changed answer."""
        return tuple(
            text for change in self.changes for text in _texts(change.get("to")) if len(text.split()) >= _PROSE
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the audit says of a trial; `status` is None if the file could not be read, and `problem` says why."""

    trial: Trial
    status: Status | None
    basis: Basis | None = None
    problem: str = ""
    beside: tuple[str, ...] = ()

    @property
    def is_kept(self) -> bool:
        """Whether a fair answer was not refused, or a hollow one not met by itself."""
        if self.trial.kind in FAIR:
            return self.status is not None and self.status not in REFUSED
        return self.status is not Status.MET

    @property
    def hidden(self) -> tuple[str, ...]:
        """The prose of a hollow answer that was met and is not shown beside the fact."""
        if self.is_kept or self.trial.kind in FAIR:
            return ()
        return tuple(text for text in self.trial.prose if text not in self.beside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """All outcomes, and what they come to."""

    outcomes: tuple[Outcome, ...] = field(repr=False)
    facts_decided: tuple[str, ...]
    met_on_facts: tuple[str, ...]
    """The criteria of the unchanged profile that are met on facts."""

    @property
    def fair_kept(self) -> float:
        """The share of honest and affirmative answers that are not refused, averaged by criterion."""
        return _by_criterion(self.of(*FAIR), lambda each: each.is_kept)

    @property
    def hollow_kept(self) -> float:
        """The share of hollow answers that are not met by themselves, averaged by criterion."""
        return _by_criterion(self.of(*HOLLOW), lambda each: each.is_kept)

    @property
    def hollow_kept_on_facts(self) -> float:
        """The same share, of the criteria that facts decide."""
        return _by_criterion(self._on_facts(self.of(*HOLLOW)), lambda each: each.is_kept)

    @property
    def honest_met_on_facts(self) -> float:
        """The share of honest answers that are met, on criteria that facts decide."""
        return fmean(each.status is Status.MET for each in self._on_facts(self.of("honest")))

    @property
    def honest_met_in_codes(self) -> float:
        """The same share, without answers in plain words where the form offers a code, a number, or an address."""
        coded = (each for each in self._on_facts(self.of("honest")) if not each.trial.shape)
        return fmean(each.status is Status.MET for each in coded)

    @property
    def filled_in(self) -> tuple[Outcome, ...]:
        """The stand-ins that were met where a number, an address, or an organization is asked for."""
        stand_ins = self.of("stand_in")
        return tuple(each for each in stand_ins if not each.is_kept and each.trial.asks_for in NEVER_FILLED_IN)

    def of(self, *kinds: str) -> tuple[Outcome, ...]:
        """Return the outcomes of trials of some kinds."""
        return tuple(each for each in self.outcomes if each.trial.kind in kinds)

    def _on_facts(self, outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
        return tuple(each for each in outcomes if each.trial.criterion in self.facts_decided)


def trials(path: Path = HERE / "cases.yaml") -> tuple[Trial, ...]:
    """Return all cases, in the order of the file."""
    cases = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(
        Trial(number=number, **{**each, "changes": tuple(each["changes"])}) for number, each in enumerate(cases)
    )


def measure(cases: Sequence[Trial]) -> Measured:
    """Read and audit every case, and the unchanged profile."""
    edition = default_edition()
    places = {each.id: (sub, each) for sub in edition.subcomponents for each in sub.criteria}
    whole = audit(edition, read_profile(edition, FICTIONAL), date=DATE)
    start = read_document(read_text(FICTIONAL)).data
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(FICTIONAL.parent / "documents", folder / "documents")
        outcomes = tuple(_outcome(edition, places[each.criterion], each, start, folder) for each in cases)
    return Measured(
        outcomes=outcomes,
        facts_decided=tuple(id for id, (_, each) in places.items() if each.decided_by is Decider.FACTS),
        met_on_facts=tuple(
            each.criterion for each in whole.findings if each.status is Status.MET and each.basis is Basis.FACTS
        ),
    )


def _outcome(
    edition: Edition, place: tuple[Subcomponent, Criterion], trial: Trial, start: Mapping[str, Any], folder: Path
) -> Outcome:
    try:
        profile = _read(edition, trial, start, folder)
    except InputError as error:
        return Outcome(trial=trial, status=None, problem="; ".join(each.message for each in error.problems))
    found = finding(case_of(edition, profile, date=DATE), *place)
    beside = tuple(each.text for each in found.beside)
    return Outcome(trial=trial, status=found.status, basis=found.basis, beside=beside)


def _read(edition: Edition, trial: Trial, start: Mapping[str, Any], folder: Path) -> Profile:
    """Read the changed profile; answers that no change touches are known to be valid and are not read again."""
    touched = {_path(change)[0] for change in trial.changes}
    content = {key: copy.deepcopy(value) if key in touched else value for key, value in start.items()}
    for change in trial.changes:
        _change(content, change)
    part = {key: value for key, value in content.items() if key not in _ANSWERS}
    for component, key in dict.fromkeys(_answer(change) for change in trial.changes):
        if component in _ANSWERS and key in content[component]:
            part.setdefault(component, {})[key] = content[component][key]
    path = folder / "profile.yaml"
    path.write_text(json.dumps(part, ensure_ascii=False, indent=0), encoding="utf-8")  # JSON is YAML
    read = read_profile(edition, path)
    answers = {component: {**content[component], **read.content.get(component, {})} for component in _ANSWERS}
    return replace(read, content={**read.content, **answers})


def _answer(change: Mapping[str, Any]) -> tuple[str, str]:
    component, key, *_ = *_path(change), ""
    return component, key


def _path(change: Mapping[str, Any]) -> list[str]:
    return str(change.get("set") or change["delete"]).split("/")


def _change(content: dict[str, Any], change: Mapping[str, Any]) -> None:
    *parents, last = _path(change)
    holder: Any = content
    for step in parents:
        holder = holder[int(step)] if isinstance(holder, list) else holder.setdefault(step, {})
    if "delete" in change:
        del holder[int(last) if isinstance(holder, list) else last]
    elif not isinstance(holder, list):
        holder[last] = copy.deepcopy(change["to"])
    elif int(last) < len(holder):
        holder[int(last)] = copy.deepcopy(change["to"])
    else:
        holder.append(copy.deepcopy(change["to"]))


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts in a value, without its citations."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, Mapping):
        for key, each in value.items():
            if key not in ("citation", "citations"):
                yield from _texts(each)


def _by_criterion(outcomes: Iterable[Outcome], holds: Callable[[Outcome], bool]) -> float:
    shares: defaultdict[str, list[bool]] = defaultdict(list)
    for each in outcomes:
        shares[each.trial.criterion].append(holds(each))
    return fmean(fmean(share) for share in shares.values())


def report(found: Measured, *, verbose: bool) -> str:
    """Return the figures as text; verbose, also each miss."""
    kinds = Counter(each.trial.kind for each in found.outcomes)
    kept = Counter(each.trial.kind for each in found.outcomes if each.is_kept)
    lines = [
        f"honest and affirmative answers not refused (by criterion): {found.fair_kept:.1%}",
        f"hollow answers not met by themselves (by criterion): {found.hollow_kept:.1%}",
        f"  on criteria that facts decide: {found.hollow_kept_on_facts:.1%}",
        f"honest answers met, on criteria that facts decide: {found.honest_met_on_facts:.1%}",
        f"  without answers in plain words: {found.honest_met_in_codes:.1%}",
        f"criteria of the fictional profile met on facts: {len(found.met_on_facts)}",
        f"stand-ins met where a number, an address, or an organization is asked for: {len(found.filled_in)}",
        f"files refused: {sum(each.status is None for each in found.outcomes)}",
        f"hollow answers met whose words are not all shown: {sum(bool(each.hidden) for each in found.outcomes)}",
        *(f"  {kind}: {kept[kind]} of {kinds[kind]}" for kind in (*FAIR, *HOLLOW)),
        f"criteria that facts decide ({len(found.facts_decided)}): {', '.join(found.facts_decided)}",
    ]
    if verbose:
        misses = [each for each in found.outcomes if not each.is_kept or each.status is None]
        lines += [
            f"{each.trial.name} -> {each.status or 'not read'} {each.basis or ''} {each.problem}"
            f"{' HIDDEN: ' + ' | '.join(each.hidden) if each.hidden else ''}"
            for each in misses
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report(measure(trials()), verbose="-v" in sys.argv))
