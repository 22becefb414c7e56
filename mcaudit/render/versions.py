"""Two versions of one profile, for a screen, as Markdown and for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mcaudit.model import Audit, Change, Counts, Effect, Gate, Level, TextChange
from mcaudit.model.comparison import Versions
from mcaudit.render.json_text import json_text
from mcaudit.render.markup import escaped
from mcaudit.render.report import View
from mcaudit.render.terminal.screen import Screen
from mcaudit.render.words import RATING, STATUS, met_range, number, verdict_words
from mcaudit.version import __version__

VERSIONS_FORMAT = "mcaudit-versions/2"
_SHOWN = 400
"""Characters of a text that are shown to people; the JSON has all of it."""


# --- what is shown in every form ----------------------------------------------------------------


def _headline(versions: Versions) -> str:
    new = versions.new
    effects = number(len(versions.effects), "requirement")
    criteria = number(sum(change.moved for change in versions.since.changes.values()), "criterion")
    return f"{new.profile.title}: {effects} and {criteria} changed"


def _scores(versions: Versions) -> Iterator[tuple[str, str, str]]:
    """Yield what is counted, before and after."""
    old, new = versions.old, versions.new
    for gate in Gate:
        yield f"{gate} gate", verdict_words(old, gate), verdict_words(new, gate)
    yield "required", _counted(old.score.required), _counted(new.score.required)
    yield "desired", _counted(old.score.desired), _counted(new.score.desired)
    for component, before, after in zip(new.edition.components, old.components, new.components, strict=True):
        if before.score != after.score:
            yield (
                f"{component.number} {component.title}",
                _counted(before.score.required),
                _counted(after.score.required),
            )
    for was, now in zip(old.subcomponents, new.subcomponents, strict=True):
        if was.rating is not now.rating:
            yield f"rating of {now.id}", RATING[was.rating], RATING[now.rating]


def _counted(counts: Counts) -> str:
    return f"{counts.addressed} of {counts.total} addressed, {met_range(counts)} met"


def _effect_words(effect: Effect) -> str:
    """Return what a change did to the score, in words."""
    status = (
        f"still {STATUS[effect.after]}"
        if effect.before is effect.after
        else f"{STATUS[effect.before]}, now {STATUS[effect.after]}"
    )
    counted = ((effect.addressed, "addressed"), (effect.floor, "met at least"), (effect.ceiling, "met at most"))
    steps = [f"{step:+d} {words}" for step, words in counted if step]
    score = f"{effect.level}: {', '.join(steps)}" if steps else "the score stays the same"
    return f"{status}; {score}"


def _changes(versions: Versions, effect: Effect) -> Iterator[Change]:
    for name in effect.criteria:
        yield versions.since.changes[name]


def _message(audit: Audit, criterion: str) -> str:
    return next(finding.message for finding in audit.findings if finding.criterion == criterion)


def _sentence(message: str) -> str:
    return message if message.endswith((".", "?", "!")) else f"{message}."


def _shortened(text: str | None) -> str:
    if text is None:
        return "(nothing)"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(text)} characters)"


# --- for a screen --------------------------------------------------------------------------------


def _txt(versions: Versions, view: View) -> str:
    screen = Screen(view)
    old, new = versions.old, versions.new
    screen.line(_headline(versions), "bold")
    screen.pairs([(name, screen.text(_identity(audit))) for name, audit in (("old", old), ("new", new))], indent=2)
    for doubt in versions.since.doubts:
        screen.line(f"Note: {doubt}.", indent=2)
    screen.heading("The score before and after")
    rows = [
        (name, screen.text(before if before == after else f"{before} → {after}", "" if before == after else "bold"))
        for name, before, after in _scores(versions)
    ]
    screen.pairs(rows, indent=2)
    if versions.effects:
        screen.heading(f"Criterion by criterion ({number(len(versions.effects), 'requirement')})")
    told: set[TextChange] = set()
    for effect in versions.effects:
        screen.show()
        screen.line(f"{effect.requirement}  {_effect_words(effect)}", "bold", indent=2)
        for change in _changes(versions, effect):
            _txt_change(screen, versions, change, told)
    if versions.elsewhere:
        screen.heading(f"Changes that bear on no criterion ({number(len(versions.elsewhere), 'place')})")
        screen.pairs([row for text in versions.elsewhere for row in _txt_words(screen, text)], indent=2)
    return screen.result()


def _identity(audit: Audit) -> str:
    policy = f"policy {audit.policy.id}" if audit.policy else "no policy applied"
    return f"{audit.profile.path} (sha256 {audit.profile.sha256[:12]}…), {policy}, {audit.date}"


def _txt_change(screen: Screen, versions: Versions, change: Change, told: set[TextChange]) -> None:
    now = _message(versions.new, change.criterion)
    rows = [(change.criterion, screen.text(f"now: {now}"))]
    if change.before.message != now:
        rows.insert(0, (change.criterion, screen.text(f"was: {change.before.message}")))
        rows[1] = ("", rows[1][1])
    for text in change.texts:
        if text not in told:
            told.add(text)
            rows += _txt_words(screen, text)
    screen.pairs(rows, indent=4)


def _txt_words(screen: Screen, text: TextChange) -> list[tuple[str, Any]]:
    return [
        ("", screen.text(text.pointer, "dim")),
        ("", screen.text(f"- {_shortened(text.before)}", "red")),
        ("", screen.text(f"+ {_shortened(text.after)}", "green")),
    ]


# --- as Markdown ---------------------------------------------------------------------------------


def _md(versions: Versions, view: View) -> str:
    lines = [f"# {escaped(_headline(versions))}", ""]
    lines += [f"- {name}: {escaped(_identity(each))}" for name, each in (("old", versions.old), ("new", versions.new))]
    lines += [f"- Note: {escaped(doubt)}." for doubt in versions.since.doubts]
    lines += ["", "## The score before and after", "", "| | before | after |", "| --- | --- | --- |"]
    lines += [f"| {escaped(name)} | {before} | {after} |" for name, before, after in _scores(versions)]
    if versions.effects:
        lines += ["", "## Criterion by criterion"]
    for effect in versions.effects:
        lines += ["", f"### {effect.requirement}: {escaped(_effect_words(effect))}", ""]
        for change in _changes(versions, effect):
            now = _message(versions.new, change.criterion)
            lines.append(
                f"- {change.criterion} was: {escaped(_sentence(change.before.message))} Now: {escaped(_sentence(now))}"
            )
            lines += [f"  - {_md_words(text)}" for text in change.texts]
    if versions.elsewhere:
        lines += ["", "## Changes that bear on no criterion", ""]
        lines += [f"- {_md_words(text)}" for text in versions.elsewhere]
    return "\n".join(lines) + "\n"


def _md_words(text: TextChange) -> str:
    return (
        f"{escaped(text.pointer)}: before “{escaped(_shortened(text.before))}”, now “{escaped(_shortened(text.after))}”"
    )


# --- for programs --------------------------------------------------------------------------------


def _json(versions: Versions, view: View) -> str:
    document = {
        "format": VERSIONS_FORMAT,
        "mcaudit": __version__,
        "edition": {"id": versions.new.edition.id, "sha256": versions.new.edition.sha256},
        "old": _audit(versions.old),
        "new": _audit(versions.new),
        "doubts": list(versions.since.doubts),
        "effects": [
            {
                "requirement": effect.requirement,
                "level": effect.level,
                "before": effect.before,
                "after": effect.after,
                "addressed": effect.addressed,
                "floor": effect.floor,
                "ceiling": effect.ceiling,
                "criteria": [_change(versions, change) for change in _changes(versions, effect)],
            }
            for effect in versions.effects
        ],
        "elsewhere": [_text(text) for text in versions.elsewhere],
    }
    return json_text(document) + "\n"


def _audit(audit: Audit) -> dict[str, Any]:
    levels = ((Level.REQUIRED, audit.score.required), (Level.DESIRED, audit.score.desired))
    return {
        "id": audit.profile.id,
        "path": audit.profile.path,
        "sha256": audit.profile.sha256,
        "policy": audit.policy.id if audit.policy else None,
        "date": audit.date,
        "verdicts": dict(audit.verdicts),
        "counts": {
            level: {"addressed": c.addressed, "floor": c.floor, "ceiling": c.ceiling, "total": c.total}
            for level, c in levels
        },
    }


def _change(versions: Versions, change: Change) -> dict[str, Any]:
    before = change.before
    return {
        "criterion": change.criterion,
        "progress": change.progress,
        "before": {"status": before.status, "basis": before.basis, "message": before.message},
        "now": _message(versions.new, change.criterion),
        "texts": [_text(text) for text in change.texts],
    }


def _text(text: TextChange) -> dict[str, Any]:
    return {"pointer": text.pointer, "before": text.before, "after": text.after}


KINDS: Mapping[str, Callable[[Versions, View], str]] = {"txt": _txt, "md": _md, "json": _json}
"""How two versions are shown, by the ending of a file."""
