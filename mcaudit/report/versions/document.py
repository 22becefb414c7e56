"""Two versions of one profile: what changed, and what that did to the score."""

from __future__ import annotations

from collections.abc import Iterator

from mcaudit.blocks import (
    Block,
    Document,
    Fields,
    Group,
    Paragraph,
    Section,
    Span,
    Table,
    hash_of,
    strong,
)
from mcaudit.model import Audit, Counts, Effect, Gate, TextChange
from mcaudit.model.comparison import Versions
from mcaudit.report.parts import notes, table
from mcaudit.report.versions.changes import diff_of, was_and_now
from mcaudit.terms.sentences import day_words
from mcaudit.terms.verdicts import verdict_words
from mcaudit.terms.words import RATING, STATUS, met_range, number


def versions_report(versions: Versions) -> Document:
    """Return the report on two versions of one profile."""
    new = versions.new
    moved = sum(effect.before is not effect.after for effect in versions.effects)
    changed = f"the status of {number(moved, 'requirement')} changed" if moved else "no status changed"
    rows = (("old", _identity(versions.old)), ("new", _identity(new)))
    return Document(
        kind="Changes from one version to the next",
        title=f"{new.profile.title}: {changed}",
        about=new.edition.title,
        date=new.date,
        opening=(Fields(caption="The two versions", rows=rows), *notes(versions.since.doubts)),
        sections=tuple(_sections(versions)),
    )


def _identity(audit: Audit) -> tuple[str | Span, ...]:
    policy = f"policy {audit.policy.id}" if audit.policy else "no policy applied"
    sha256 = hash_of(f"{audit.profile.sha256[:12]}…")
    return (f"{audit.profile.path} (sha256 ", sha256, f"), {policy}, {day_words(audit.date)}")


def _sections(versions: Versions) -> Iterator[Section]:
    yield Section(title="The score before and after", anchor="score", blocks=(_scores(versions),))
    if versions.effects:
        title = f"Criterion by criterion ({number(len(versions.effects), 'requirement')})"
        yield Section(title=title, anchor="criteria", blocks=tuple(_effects(versions)))
    shown = {text for each in versions.effects for name in each.criteria for text in versions.since.changes[name].texts}
    if elsewhere := [text for text in versions.elsewhere if text not in shown]:
        title = f"Changes that bear on no criterion ({number(len(elsewhere), 'place')})"
        yield Section(title=title, anchor="elsewhere", blocks=tuple(map(diff_of, elsewhere)))


# --- the score -----------------------------------------------------------------------------------


def _scores(versions: Versions) -> Table:
    heads = (("What is counted", 30), ("Before", 30), ("After", 30))
    rows = ((of, was, now if was == now else strong(now)) for of, was, now in _score_rows(versions))
    return table("Verdicts, and how many requirements are addressed and met", heads, rows)


def _score_rows(versions: Versions) -> Iterator[tuple[str, str, str]]:
    """Yield what is counted, before and after."""
    old, new = versions.old, versions.new
    for gate in Gate:
        yield f"{gate} gate", verdict_words(old, gate), verdict_words(new, gate)
    yield "required", _counted(old.score.required), _counted(new.score.required)
    yield "desired", _counted(old.score.desired), _counted(new.score.desired)
    for component, before, after in zip(new.edition.components, old.components, new.components, strict=True):
        if before.score != after.score:
            title = f"{component.number} {component.title}"
            yield title, _counted(before.score.required), _counted(after.score.required)
    for was, now in zip(old.subcomponents, new.subcomponents, strict=True):
        if was.rating is not now.rating:
            yield f"rating of {now.id}", RATING[was.rating], RATING[now.rating]


def _counted(counts: Counts) -> str:
    return f"{counts.addressed} of {counts.total} addressed, {met_range(counts)} met"


# --- criterion by criterion ----------------------------------------------------------------------


def _effects(versions: Versions) -> Iterator[Block]:
    """Yield what changed in each requirement; a text that bears on several is shown once."""
    shown: set[TextChange] = set()
    messages = {finding.criterion: finding.message for finding in versions.new.findings}
    titles = {each.id: f"{each.id} {each.title}" for each in versions.new.edition.criteria}
    for effect in versions.effects:
        blocks: list[Block] = []
        for name in effect.criteria:
            change = versions.since.changes[name]
            words = was_and_now(change.before.message, messages[name])
            blocks.append(Paragraph(text=(strong(name), f": {words}")))
            blocks += [diff_of(text) for text in change.texts if text not in shown]
            shown.update(change.texts)
        title = f"{titles.get(effect.requirement, effect.requirement)}: {_effect_words(effect)}"
        yield Group(title=title, blocks=tuple(blocks), anchor=effect.requirement)


def _effect_words(effect: Effect) -> str:
    """Return what a change did to the score, in words."""
    same = effect.before is effect.after
    status = f"still {STATUS[effect.after]}" if same else f"{STATUS[effect.before]}, now {STATUS[effect.after]}"
    counted = ((effect.addressed, "addressed"), (effect.floor, "met at least"), (effect.ceiling, "met at most"))
    steps = [f"{step:+d} {words}" for step, words in counted if step]
    score = f"{effect.level}: {', '.join(steps)}" if steps else "the score stays the same"
    return f"{status}; {score}"
