"""A comparison as a document: a reader's questions first, every value in its place, hostile text only text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO

import page as page_checks
import pikepdf
import pytest

from mcaudit.app.reports import COMPARISON, loaded
from mcaudit.blocks import Block, Bullets, Document, Group, Link, Paragraph, Table, all_blocks, cell_words, words_of
from mcaudit.looks import View
from mcaudit.model import Audit, Edition
from mcaudit.model.comparison import Choice, Comparison, Entry, Fact
from mcaudit.model.ledger import Amount, Claim, ClaimKind
from mcaudit.model.stacks import StackClaim
from mcaudit.model.words import GroupBy, verdicts_of
from mcaudit.report.comparison.document import comparison_in_short, comparison_on_paper, comparison_report
from mcaudit.terms.words import RATING, VERDICT, addressed_of, met_range
from tests.elements import Element, parsed
from tests.report.comparisons import compared, copies, entries_of, stacked


@pytest.fixture(scope="module")
def few(edition: Edition, audits: Mapping[str, Audit]) -> Comparison:
    """A fictional one, a reading of public pages, a small one that was submitted, and one that reviewers decided."""
    complete, reading, small, decided = entries_of(audits, "complete", "tennessee", "minimal", "decided")
    return compared(edition, [complete, reading, replace(small, is_reading=False), replace(decided, fictional=False)])


def blocks_of(document: Document, anchor: str) -> Sequence[Block]:
    (section,) = (each for each in document.sections if each.anchor == anchor)
    return section.blocks


def tables_of(document: Document, anchor: str) -> list[Table]:
    return [block for block in blocks_of(document, anchor) if isinstance(block, Table)]


def column(table: Table, head: str) -> list[str]:
    at = [each.head for each in table.columns].index(head)
    return [cell_words(row[at]) for row in table.rows]


def words_in(document: Document) -> str:
    """Return every paragraph and every item of a list."""
    texts = [each.text for each in all_blocks(document) if isinstance(each, Paragraph)]
    items = [item for each in all_blocks(document) if isinstance(each, Bullets) for item in each.items]
    return "\n".join(map(words_of, (*texts, *items)))


def page(comparison: Comparison) -> Element:
    return parsed(COMPARISON.content(comparison, "html", View()).decode("utf-8"))


# --- what stands where ---------------------------------------------------------------------------


def test_it_starts_with_what_a_reader_can_use(few: Comparison) -> None:
    document = comparison_report(few)
    assert document.sections[0].anchor == "find"
    (table,) = tables_of(document, "find")
    heads = [each.head for each in table.columns]
    assert [each for each in heads if each in ("State", "Hours", "Cost", "Evidence required", "Currency")] == [
        *("State", "Hours", "Cost", "Evidence required", "Currency")
    ]
    for entry, addressed, met in zip(few.entries, column(table, "Addressed"), column(table, "Met"), strict=True):
        assert (addressed, met) == (addressed_of(entry.score.required), met_range(entry.score.required))


def test_a_reading_of_public_pages_has_no_verdict_anywhere(edition: Edition, few: Comparison) -> None:
    (table,) = tables_of(comparison_report(few), "find")
    verdicts = column(table, "Verdict")
    assert [bool(each) for each in verdicts] == [not entry.is_reading for entry in few.entries]
    readings = compared(edition, [replace(entry, is_reading=True, fictional=False) for entry in few.entries])
    document = comparison_report(readings)
    words = {VERDICT[verdict].capitalize() for entry in readings.entries for verdict in entry.verdicts.values()}
    heads = {each.head for block in all_blocks(document) if isinstance(block, Table) for each in block.columns}
    assert not heads & {"Verdict", *words}
    assert "no verdict" in words_in(document)
    for medium in ("xlsx", "csv"):
        cells = [cell_words(cell) for table in _tables(readings, medium) for row in table.rows for cell in row]
        assert not {each.casefold() for each in cells} & {word.casefold() for word in words}


def _tables(comparison: Comparison, medium: str) -> list[Table]:
    document: Document = loaded(COMPARISON.builders[medium])(comparison)
    return [block for block in all_blocks(document) if isinstance(block, Table)]


def test_no_column_says_the_same_of_every_one(edition: Edition, few: Comparison) -> None:
    for table in (*tables_of(comparison_report(few), "find"), *tables_of(comparison_report(few), "ratings")):
        for each in table.columns[1:]:
            assert len(set(column(table, each.head))) > 1, each.head
    silent = [replace(entry, facts={**entry.facts, Choice.COST: Fact(said=())}) for entry in few.entries]
    document = comparison_report(compared(edition, silent))
    assert "Cost: not stated for all 4." in words_in(document)


def test_one_that_has_an_audit_leads_to_it(few: Comparison) -> None:
    first = few.entries[0]
    linked = replace(few, links={first.path: "audits/first page.html"})
    (table,) = tables_of(comparison_report(linked), "find")
    links = [cell[0] for cell, *_ in table.rows if isinstance(cell, tuple)] + [row[0] for row in table.rows]
    assert [each for each in links if isinstance(each, Link)] == [Link(first.title, "audits/first page.html")]
    hrefs = [each.attributes["href"] for each in page(linked).one(id="find").all("a")]
    assert hrefs == ["audits/first page.html"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example", "data:text/html,x"])
def test_an_address_that_is_not_a_page_is_not_a_link(few: Comparison, address: str) -> None:
    found = replace(few, links={few.entries[0].path: address})
    assert not list(page(found).one(id="find").all("a"))


def test_every_subcomponent_that_differs_is_rated_in_a_word(few: Comparison) -> None:
    document = comparison_report(few)
    tables = tables_of(document, "ratings")
    said = words_in(document)
    for at, sub in enumerate(few.edition.subcomponents):
        words = [RATING[entry.subcomponents[at].rating] for entry in few.entries]
        head = f"{sub.id} {sub.title}"
        found = [column(table, head) for table in tables if head in [each.head for each in table.columns]]
        assert found == [words] or (not found and f"{head}: {words[0]} for all 4." in said)


def test_the_ledger_has_every_amount_and_says_in_a_sentence_what_has_none(few: Comparison) -> None:
    document = comparison_report(few)
    (table,) = tables_of(document, "ledger")
    given = [line for line in few.ledger if line.claim.amount.is_given and line.claim.kind is not ClaimKind.DISPUTED]
    assert len(table.rows) == len(given)
    assert all(column(table, "Amount"))
    silent = [line for line in few.ledger if not line.claim.amount.is_given]
    assert bool(silent) == ("Without an amount:" in words_in(document))


def test_a_contradiction_is_reported_once_for_all_that_it_is_about(edition: Edition, few: Comparison) -> None:
    first = few.entries[0]
    two = [_worth(first, "a", 20, "A"), _worth(first, "b", 30, "B")]
    shown = [
        words_of(item)
        for block in all_blocks(comparison_in_short(compared(edition, two)))
        if isinstance(block, Bullets)
        for item in block.items
    ]
    assert shown == ["a, b: For IL, providers name 20 and 30 (hours), and each may be right."]


def _worth(entry: Entry, id: str, hours: float, issuer: str) -> Entry:
    claim = Claim(
        of=id,
        kind=ClaimKind.VALUE,
        what="hours",
        pointer="/x",
        amount=Amount(low=hours, high=hours),
        unit="pd_hours",
        unit_words="pd hours",
        state="IL",
        recognizer="",
        for_whom="",
        counts_toward="",
        standing="awarded",
        choice="",
        source="",
    )
    return replace(
        entry,
        id=id,
        path=id,
        title=id,
        fictional=False,
        claims=(claim,),
        stacks=(),
        evidence=(),
        groups={**entry.groups, GroupBy.ISSUER: issuer},
    )


def test_a_stack_is_a_list_with_its_order_and_the_loop_in_it(edition: Edition, audits: Mapping[str, Audit]) -> None:
    loop = compared(edition, stacked(entries_of(audits, "complete")[0]))
    (group,) = (block for block in blocks_of(comparison_report(loop), "stacks") if isinstance(block, Group))
    members = next(words_of(item) for block in group.blocks if isinstance(block, Bullets) for item in block.items)
    assert ": compared here; named by" in members
    said = words_in(comparison_report(loop))
    assert "Elsewhere: not compared here" in said
    assert "Opening must be earned before Middle" in said
    (looped,) = loop.loops
    assert f"{', then '.join(looped)}, then {looped[0]} again" in said


def test_whoever_wants_to_repeat_it_finds_every_hash(few: Comparison) -> None:
    text = page(few).one(id="reading").text
    assert few.edition.sha256 in text
    assert all(entry.sha256 in text and entry.path in text for entry in few.entries)


# --- filters -------------------------------------------------------------------------------------


def test_filters_offer_what_rows_have(few: Comparison) -> None:
    (table,) = tables_of(comparison_report(few), "find")
    assert table.finder is not None
    states = next(each for each in table.finder.filters if each.label == "State")
    assert set(states.options) == {option for has in states.has for option in has}
    assert all(entry.state in has for entry, has in zip(few.entries, states.has, strict=True))
    root = page(few)
    rows = [row for row in root.one(id="find").all("tr") if "data-entry" in row.attributes]
    assert len(rows) == len(few.entries)
    options = {each.attributes["value"] for each in root.all("option")} - {""}
    assert options == {each for row in rows for each in row.attributes["data-has"].split()}


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (Amount(low=5, high=5), ("up to 5",)),
        (Amount(about=15), ("more than 5, up to 15",)),
        (Amount(low=1, high=16), ("up to 5", "more than 5, up to 15", "more than 15, up to 30")),
        (Amount(low=40), ("more than 30",)),
        (Amount(high=4), ("up to 5",)),
        (Amount(low=0, high=0), ("up to 5",)),
        (Amount(text="varies"), ("stated another way",)),
    ],
)
def test_hours_fall_into_the_ranges_that_they_reach(
    edition: Edition, few: Comparison, amount: Amount, expected: tuple[str, ...]
) -> None:
    entry = _worth(few.entries[0], "a", 1, "A")
    time = replace(
        entry.claims[0], kind=ClaimKind.TIME, pointer="/deliverers/estimated_time/typical_hours", amount=amount
    )
    other = _worth(few.entries[1], "b", 1, "B")
    other = replace(other, claims=(replace(time, of="b", amount=Amount(low=99)),))
    (table,) = tables_of(comparison_report(compared(edition, [replace(entry, claims=(time,)), other])), "find")
    assert table.finder is not None
    hours = next((each.has[0] for each in table.finder.filters if each.label == "Hours"), ("more than 30",))
    assert hours == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((), ("not stated",)),
        (("free for members", "$125 for all others"), ("free", "costs something")),
        (("No cost to teachers of the state",), ("stated another way",)),
    ],
)
def test_costs_that_are_stated_in_words_are_not_called_unstated(
    edition: Edition, few: Comparison, said: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    prices = (said, ("$1",), ())
    entries = [
        replace(entry, facts={**entry.facts, Choice.COST: Fact(said=each)})
        for entry, each in zip(few.entries, prices, strict=False)
    ]
    (table,) = tables_of(comparison_report(compared(edition, entries)), "find")
    assert table.finder is not None
    costs = next(each for each in table.finder.filters if each.label == "Cost")
    assert expected in costs.has


# --- many, few, and hostile ----------------------------------------------------------------------


def test_paper_says_what_it_leaves_out_of_many(edition: Edition, audits: Mapping[str, Audit]) -> None:
    (entry,) = entries_of(audits, "minimal")
    many = compared(edition, copies(entry, 130))
    document = comparison_on_paper(many)
    assert "With 130 micro-credentials, this document has the totals" in words_in(document)
    assert {"find", "ratings"}.isdisjoint(section.anchor for section in document.sections)
    assert {"find", "ratings"} <= {section.anchor for section in comparison_report(many).sections}
    assert "find" not in {section.anchor for section in comparison_in_short(many).sections}


@pytest.mark.slow
def test_the_page_grows_with_what_it_compares_and_no_faster(edition: Edition, audits: Mapping[str, Audit]) -> None:
    (entry,) = entries_of(audits, "complete")
    sizes = {
        count: len(COMPARISON.content(compared(edition, _shorn(entry, count)), "html", View()))
        for count in (100, 200, 400)
    }
    assert sizes[400] - sizes[200] < 2.2 * (sizes[200] - sizes[100])
    assert sizes[400] < 5_000_000


def _shorn(entry: Entry, count: int) -> list[Entry]:
    """Return copies whose evidence is the same, so that they are not lookalikes."""
    return [replace(each, evidence=(), competency="") for each in copies(entry, count)]


@pytest.mark.parametrize("by", list(GroupBy))
def test_hostile_text_changes_no_element(edition: Edition, audits: Mapping[str, Audit], by: GroupBy) -> None:
    bad, good = (_twin(edition, audits, name, by) for name in ("hostile", "harmless"))

    def bones(root: Element) -> list[tuple[str, ...]]:
        return [(element.tag, *element.attributes) for element in root.all() if element.tag not in ("option", "rect")]

    assert bones(page(bad)) == bones(page(good))


def _twin(edition: Edition, audits: Mapping[str, Audit], name: str, by: GroupBy) -> Comparison:
    entries = [
        replace(
            entry,
            stacks=(StackClaim(name=entry.title, members=(entry.competency, *entry.evidence), standing="planned"),),
            prerequisites=(entry.title, entry.competency),
        )
        for entry in entries_of(audits, name, name)
    ]
    return compared(edition, entries, by)


@pytest.mark.parametrize("medium", ["terminal", "markdown", "html", "xlsx", "csv", "json"])
def test_the_same_comparison_makes_the_same_bytes(edition: Edition, few: Comparison, medium: str) -> None:
    again = compared(edition, list(reversed(few.entries)))
    assert COMPARISON.content(again, medium, View()) == COMPARISON.content(few, medium, View())


@pytest.mark.slow
def test_paper_is_turned_on_its_side_and_nothing_reaches_over_its_edge(few: Comparison) -> None:
    content = COMPARISON.content(few, "pdf", View())
    for profile in ("ua1", "2a"):
        report = page_checks.validate_pdf_bytes(content, profile=profile)
        assert report.is_compliant, [(profile, failure.rule_id, failure.message) for failure in report.failures]
    assert COMPARISON.content(few, "pdf", View()) == content
    with pikepdf.open(BytesIO(content)) as pdf:
        assert {tuple(map(float, sheet.mediabox)) for sheet in pdf.pages} == {(0.0, 0.0, 792.0, 612.0)}


def test_what_is_counted_in_a_verdict_was_submitted(few: Comparison) -> None:
    groups = [
        table for table in tables_of(comparison_report(few), "together") if "Micro-credentials" in column_heads(table)
    ]
    (table,) = groups
    answers = [column(table, VERDICT[each].capitalize())[-1] for each in verdicts_of(few.gate)]
    assert sum(map(int, answers)) == sum(not entry.is_reading for entry in few.counted)


def column_heads(table: Table) -> list[str]:
    return [each.head for each in table.columns]
