"""Pins: what a decision was made on. Exactly those change that should, and nothing else changes them."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from mcaudit.audit.pins import criterion_pin, document_pins, pins_of
from mcaudit.model import Criterion, Edition, Profile
from mcaudit.reading.profile import read_profile
from tests.conftest import COMPLETE, changed, profile_of

Write = Callable[..., Path]


def differing(edition: Edition, before: Profile, after: Profile) -> tuple[set[str], set[str]]:
    """Return the criteria whose fields are pinned otherwise, and those any of whose documents is."""
    old, new = pins_of(edition, before), pins_of(edition, after)
    assert {name: each.criterion for name, each in old.items()} == {name: each.criterion for name, each in new.items()}
    return (
        {name for name in old if old[name].fields != new[name].fields},
        {name for name in old if old[name].documents != new[name].documents},
    )


def readers(edition: Edition, pointer: str) -> set[str]:
    """Return the criteria that read a field."""
    return {criterion.id for criterion in edition.criteria if pointer in criterion.reads}


def fields_read(edition: Edition) -> Iterator[str]:
    """Yield every field that a criterion reads, each once."""
    yield from sorted({pointer for criterion in edition.criteria for pointer in criterion.reads} - {"/organizations"})


def test_every_criterion_has_pins(edition: Edition, complete: Profile) -> None:
    pins = pins_of(edition, complete)
    assert list(pins) == [criterion.id for criterion in edition.criteria]
    assert len({each.criterion for each in pins.values()}) == len(pins)
    written = [text for each in pins.values() for text in (each.criterion, each.fields, *each.documents.values())]
    assert all(len(text) == 64 and set(text) <= set("0123456789abcdef") for text in written)


def test_a_profile_that_says_nothing_has_pins(edition: Edition) -> None:
    pins = pins_of(edition, profile_of({}))
    assert {len(each.documents) for each in pins.values()} == {0}
    nothing = replace(profile_of({}), content={"dossier": None, "organizations": None, "developers": None})
    assert pins_of(edition, nothing) == pins
    assert document_pins(nothing) == {}


# --- the fields ------------------------------------------------------------------------------------


def test_a_field_changes_the_pins_of_the_criteria_that_read_it_and_of_no_others(
    edition: Edition, complete: Profile
) -> None:
    unheld = profile_of(complete.content)
    for pointer in fields_read(edition):
        content = copy.deepcopy(dict(unheld.content))
        *holders, field = pointer.split("/")[1:]
        holder: Any = content
        for step in holders:
            holder = holder[step]
        if holder.pop(field, None) is None:  # nothing stands there
            continue
        fields, _ = differing(edition, unheld, profile_of(content))
        assert fields == readers(edition, pointer), pointer


def test_an_organization_changes_what_reads_the_organizations(edition: Edition, complete: Profile) -> None:
    before = profile_of(complete.content)
    after = changed(before, "organizations", "maple_hollow", "name", to="Another District")
    assert differing(edition, before, after)[0] == readers(edition, "/organizations")


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.update(note="Another note."),
        lambda c: c.update(title="Another title"),
        lambda c: c.update(responses=[{"criterion": "1A-1", "date": "2026-01-01", "text": "So it is."}]),
        lambda c: c.update(about={"summary": "x"}),
        lambda c: c["dossier"].update(unused={"title": "Unused", "kind": "other", "url": "https://example.org"}),
        lambda c: c["organizations"].update(dict(reversed(list(c["organizations"].items())))),
    ],
)
def test_what_no_criterion_reads_changes_no_pin(
    edition: Edition, complete: Profile, change: Callable[[dict[str, Any]], object]
) -> None:
    before = profile_of(complete.content)
    content = copy.deepcopy(dict(before.content))
    change(content)
    assert pins_of(edition, profile_of(content)) == pins_of(edition, before)


def backwards(value: Any) -> Any:
    """Return data with the names of every group in the other order."""
    if isinstance(value, Mapping):
        return {key: backwards(value[key]) for key in reversed(list(value))}
    return [backwards(item) for item in value] if isinstance(value, list) else value


def test_comments_the_order_of_names_and_the_spelling_of_the_file_change_no_pin(
    edition: Edition, complete: Profile, tmp_path: Path
) -> None:
    shutil.copytree(COMPLETE.parent / "documents", tmp_path / "documents")
    text = yaml.safe_dump(backwards(complete.content), sort_keys=False, width=50, default_flow_style=None)
    path = tmp_path / "again.yaml"
    path.write_text(f"# A comment.\n{text}# Another.\n", encoding="utf-8")
    again = read_profile(edition, path)
    assert again.sha256 != complete.sha256
    # the order of citations in an answer stays, that of organizations and the dossier does not matter
    assert pins_of(edition, again) == pins_of(edition, complete)
    assert document_pins(again) == document_pins(complete)


def test_a_claim_that_a_criterion_does_not_apply_is_pinned(edition: Edition, complete: Profile) -> None:
    # What the reviewers agree or disagree with is the claim and its reason.
    plain = profile_of(complete.content)
    place = ("evaluators", "evaluator_profile", "not_applicable")
    claimed = changed(plain, *place, to=[{"criterion": "3B-D3", "reason": "No content is advanced."}])
    other = changed(plain, *place, to=[{"criterion": "3B-D3", "reason": "Nobody asked for it."}])
    assert differing(edition, plain, claimed)[0] == {"3B-D3"}
    assert differing(edition, claimed, other)[0] == {"3B-D3"}


# --- the citations ---------------------------------------------------------------------------------


def answer(citations: list[dict[str, Any]]) -> Profile:
    """Return a profile with one answer, its documents both at an address."""
    page = {"title": "Page", "kind": "profile_page", "url": "https://example.org/page"}
    book = {"title": "Handbook", "kind": "handbook", "url": "https://example.org/book"}
    says = {"title": "T", "content_area": "A", "competency": "C", "competency_areas": ["A"], "description": "D"}
    return profile_of(
        {
            "dossier": {"page": page, "book": book},
            "developers": {"title_and_description": {**says, "citations": citations}},
        }
    )


def test_the_profiles_citations_for_it_are_pinned(edition: Edition) -> None:
    before = answer([{"document": "page", "section": "Top"}])
    elsewhere = answer([{"document": "page", "section": "End"}])
    assert differing(edition, before, elsewhere) == ({"1A-1", "1A-2", "1A-3"}, set())
    in_another = answer([{"document": "book", "section": "Top"}])
    assert differing(edition, before, in_another) == ({"1A-1", "1A-2", "1A-3"}, {"1A-1", "1A-2", "1A-3"})
    assert list(pins_of(edition, in_another)["1A-2"].documents) == ["book"]


def test_a_citation_of_one_field_is_pinned_for_what_reads_that_field(edition: Edition) -> None:
    before = answer([{"document": "page", "section": "Top"}])
    one = {"document": "book", "page": 3, "fields": ["competency_areas"]}
    fields, documents = differing(edition, before, answer([{"document": "page", "section": "Top"}, one]))
    assert fields == documents == {"1A-2"}


def test_a_citation_twice_is_pinned_once(edition: Edition) -> None:
    cited = {"document": "page", "section": "Top"}
    assert pins_of(edition, answer([cited])) == pins_of(edition, answer([cited, cited]))


# --- the documents ---------------------------------------------------------------------------------


def test_what_the_dossier_says_of_a_document_is_pinned_where_it_is_cited(edition: Edition) -> None:
    before = answer([{"document": "page", "section": "Top"}])
    after = changed(before, "dossier", "page", "url", to="https://example.org/other")
    assert differing(edition, before, after) == (set(), {"1A-1", "1A-2", "1A-3"})
    assert pins_of(edition, changed(before, "dossier", "book", "title", to="Guide")) == pins_of(edition, before)


@pytest.fixture
def local(edition: Edition, write: Write) -> Callable[..., Profile]:
    """Read a profile that cites a local file with this content, and its hash if one is given."""

    def read(content: bytes | None, sha: str = "") -> Profile:
        path = write(b"" if content is None else content, "book.txt")
        if content is None:
            path.unlink()
        given = f", sha256: '{sha}'" if sha else ""
        text = (
            "format: mcaudit-profile/1\nid: a\ntitle: A\nstate: OH\ndossier:\n"
            "  page: {title: Page, kind: profile_page, url: https://example.org, seen: '2026-01-01'}\n"
            f"  book: {{title: Book, kind: handbook, path: book.txt, seen: '2026-01-01'{given}}}\n"
            "developers:\n  title_and_description:\n    title: T\n    content_area: A\n    competency: C\n"
            "    competency_areas: [A]\n    description: D\n    citations:\n      - {document: page, section: Top}\n"
            "      - {document: book, page: 3, fields: [competency_areas]}\n"
        )
        return read_profile(edition, write(text))

    return read


def test_the_bytes_of_a_local_file_are_pinned(edition: Edition, local: Callable[..., Profile]) -> None:
    before = local(b"one")
    assert before.hashes == {"book": sha256(b"one").hexdigest()}
    assert differing(edition, before, local(b"two")) == (set(), {"1A-2"})
    assert pins_of(edition, local(b"one")) == pins_of(edition, before)


@pytest.mark.parametrize("content", [b"", None])
def test_a_local_file_that_is_gone_is_a_document_that_changed(
    edition: Edition, local: Callable[..., Profile], content: bytes | None
) -> None:
    before, after = local(b"one"), local(content)
    assert after.hashes == {}
    assert differing(edition, before, after) == (set(), {"1A-2"})


def test_a_local_file_that_is_not_the_one_its_hash_names_is_a_document_that_changed(
    edition: Edition, local: Callable[..., Profile]
) -> None:
    sha = sha256(b"one").hexdigest()
    before, after = local(b"one", sha), local(b"two", sha)
    assert after.hashes == {"book": sha256(b"two").hexdigest()}
    assert differing(edition, before, after) == (set(), {"1A-2"})


def test_a_hash_in_the_dossier_is_part_of_its_entry(edition: Edition, local: Callable[..., Profile]) -> None:
    assert differing(edition, local(b"one"), local(b"one", sha256(b"one").hexdigest())) == (set(), {"1A-2"})


# --- the criterion ---------------------------------------------------------------------------------


def test_a_criterions_text_is_pinned_and_what_else_is_said_of_it_is_not(edition: Edition, complete: Profile) -> None:
    first, second, *_ = edition.criteria
    assert criterion_pin(first) != criterion_pin(replace(first, text=f"{first.text} And so on."))
    assert criterion_pin(first) != criterion_pin(replace(second, text=first.text))
    assert criterion_pin(first) == criterion_pin(replace(first, remedy="Another remedy.", because="Otherwise."))

    def reworded(criterion: Criterion) -> Criterion:
        return replace(criterion, text="The profile says so.") if criterion.id == first.id else criterion

    subs = [
        replace(
            component,
            subcomponents=tuple(
                replace(sub, criteria=tuple(map(reworded, sub.criteria))) for sub in component.subcomponents
            ),
        )
        for component in edition.components
    ]
    other = replace(edition, components=tuple(subs))
    before, after = pins_of(edition, complete), pins_of(other, complete)
    assert [name for name in before if before[name] != after[name]] == [first.id]
    assert before[first.id].fields == after[first.id].fields
