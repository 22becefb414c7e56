"""How far reviewers agree: over everything, and on each component."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mcaudit.blocks import Block, Bullets, Document, Fields, Paragraph, Section
from mcaudit.model import Agreement, Agreements, Coefficient, Edition
from mcaudit.report.parts import table
from mcaudit.terms.words import number

TITLE = "How far reviewers agree"
_MEASURED = (
    "Measured on first answers, on criteria that enough reviewers have decided. “Cannot tell” is an answer like the "
    "others; a check of a fact is not an answer. Intervals have 95% confidence. "
    "If nearly all answers are the same, kappa is low although reviewers agree: read it beside the others."
)
_LEFT_OUT = "Left out, because the reviewer had already seen what the facts suggest: {}."
_CAPTION = (
    "Percent agreement, Cohen's kappa, Krippendorff's alpha, and Gwet's AC1, each with its interval. “Criteria” "
    "counts those of a profile that two or more reviewers judged. For a dash, the list below says why"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measure:
    """One measure in words: its name, value, and interval; `why` says why something is withheld; otherwise empty."""

    name: str
    value: str
    interval: str
    why: str


def agreement_report(found: tuple[Edition, Agreements, str]) -> Document:
    """Return the report on how far reviewers agree, by what was found: edition, measures, and date as YYYY-MM-DD."""
    edition, agreements, date = found
    parts = _parts_of(edition, agreements)
    return Document(
        kind="Agreement of reviewers",
        title=TITLE,
        about=edition.title,
        date=date,
        opening=(Paragraph(text=measured_words(agreements)),),
        sections=tuple(
            Section(title=title, anchor=f"part-{index}", blocks=(measured(each),))
            for index, (title, each) in enumerate(parts.items())
        ),
    )


def measured(agreement: Agreement) -> Fields:
    """Return on how many units an agreement rests, and each measure with its interval, or why it is withheld."""
    rows = [("Measured on", f"{number(agreement.paired, 'criterion')} judged by two reviewers or more")]
    before = ""
    for each in _measures(agreement):
        why = "withheld for the same reason" if each.why and each.why == before and not each.value else each.why
        beside, before = each.interval or why, each.why
        rows.append((each.name, f"{each.value} ({beside})" if each.value else beside))
    return Fields(caption="Each measure with its interval", rows=tuple(rows))


def too_few(agreement: Agreement) -> str:
    """Return, where every measure is withheld, that too few criteria were judged; empty where one is given."""
    if any(each.value for each in _measures(agreement)):
        return ""
    if not agreement.paired:
        return "Two reviewers have not yet judged the same criterion, so nothing shows how far they agree."
    judged = number(agreement.paired, "criterion")
    return (
        f"Two reviewers or more have judged {judged} so far, which is too few to measure how far they agree. "
        "`mcaudit review agreement` says how many it takes."
    )


def figures(edition: Edition, agreements: Agreements) -> Iterator[Block]:
    """Yield the measures over everything and on each component as one table, and why some are withheld."""
    parts = _parts_of(edition, agreements)
    yield Paragraph(text=measured_words(agreements))
    heads = (("Of", 22), ("Percent", 16), ("Kappa", 16), ("Alpha", 16), ("AC1", 16), ("Criteria", 16))
    rows = ((label, *map(_cell, _measures(each)), str(each.paired)) for label, each in parts.items())
    yield table(_CAPTION, heads, rows)
    if reasons := tuple(reason for label, each in parts.items() for reason in _reasons(label, _measures(each))):
        yield Bullets(items=reasons)


def measured_words(agreements: Agreements) -> str:
    """Return what agreement is measured on, and how many answers were left out."""
    left_out = _LEFT_OUT.format(number(agreements.left_out, "answer"))
    return f"{_MEASURED} {left_out}" if agreements.left_out else _MEASURED


def _measures(agreement: Agreement) -> tuple[_Measure, ...]:
    """Return the measures in words; a value or an interval that is withheld is empty."""
    return (
        _measure("Percent agreement", agreement.percent, share=True),
        _measure("Cohen's kappa", agreement.kappa),
        _measure("Krippendorff's alpha", agreement.alpha),
        _measure("Gwet's AC1", agreement.ac1),
    )


def _parts_of(edition: Edition, agreements: Agreements) -> Mapping[str, Agreement]:
    """Return the agreement over everything and on each component that was judged, by its name."""
    titles = {str(component.number): component.title for component in edition.components}
    components = {f"{key} {titles[key]}": each for key, each in agreements.components.items()}
    return {"Everything judged": agreements.overall, **components}


def _measure(name: str, measure: Coefficient, *, share: bool = False) -> _Measure:
    value = "" if measure.value is None else _figure(measure.value, share=share)
    interval = ""
    if measure.low is not None and measure.high is not None:
        interval = f"{_figure(measure.low, share=share)} to {_figure(measure.high, share=share)}"
    why = measure.withheld if value else f"withheld: {measure.withheld}"
    return _Measure(name=name, value=value, interval=interval, why="" if interval else why)


def _figure(value: float, *, share: bool) -> str:
    return f"{value:.0%}" if share else f"{value:.2f}".replace("-0.00", "0.00")


def _cell(measure: _Measure) -> str:
    if not measure.value:
        return "–"
    return f"{measure.value} ({measure.interval})" if measure.interval else measure.value


def _reasons(label: str, measures: tuple[_Measure, ...]) -> Iterator[str]:
    """Yield why measures are withheld or have no interval, those of one reason together."""
    whys: dict[str, list[str]] = {}
    for measure in measures:
        if measure.why:
            whys.setdefault(measure.why, []).append(measure.name)
    for why, names in whys.items():
        of = "" if len(names) == len(measures) else f", {', '.join(names)}"
        yield f"{label}{of}: {why}."
