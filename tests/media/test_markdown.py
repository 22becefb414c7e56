"""An audit as Markdown: whatever a profile says, a viewer makes nothing of it but words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from mcaudit.app.documents import Depth, document_of
from mcaudit.audit.engine import audit
from mcaudit.media.markup import escaped
from mcaudit.media.plain import plain
from mcaudit.model import Audit, Edition
from mcaudit.model.mailing import Mailing
from tests.audits import CASES, DATE
from tests.conftest import profile_of, quick_in
from tests.hostile import ADDRESSES, TEXTS, repeating, twins

EVERY_CASE = pytest.mark.parametrize("name", CASES)
EVERY_DEPTH = pytest.mark.parametrize("depth", [Depth.SUMMARY, Depth.FULL])
KEPT_APART = "<!-- -->"
Text = Callable[[str, Depth], str]
Tokens = Callable[[str, Depth], list[Token]]


def viewer() -> MarkdownIt:
    """Return a viewer as GitHub's: HTML, tables and strikethrough, and addresses that become links by themselves."""
    made = MarkdownIt("gfm-like", {"html": True, "linkify": True})
    assert made.linkify is not None
    made.linkify.set({"fuzzy_link": False})  # GitHub makes no link of a bare example.org
    return made


def read(text: str) -> list[Token]:
    return viewer().parse(text)


def markdown_of(of: Audit, depth: Depth) -> str:
    return document_of(Mailing(audit=of), "markdown", depth).decode("utf-8")


@pytest.fixture(scope="module")
def text(audits: Mapping[str, Audit]) -> Text:
    """Return the text about an audit, made once."""
    return cache(lambda name, depth: markdown_of(audits[name], depth))


@pytest.fixture(scope="module")
def tokens(text: Text) -> Tokens:
    """Return what a viewer reads in the text about an audit, read once."""
    return cache(lambda name, depth: read(text(name, depth)))


@pytest.fixture(scope="module")
def marks(tokens: Tokens) -> Tokens:
    """Return the same with what is inside each, one after the other."""
    return cache(lambda name, depth: list(flat(tokens(name, depth))))


def flat(tokens: list[Token]) -> Iterator[Token]:
    """Yield tokens with those inside them."""
    for token in tokens:
        yield token
        yield from flat(token.children or [])


def words(tokens: list[Token]) -> str:
    """Return what a reader sees."""
    shown = (" " if token.type in ("inline", "softbreak") else token.content for token in flat(tokens) if worded(token))
    return " ".join("".join(shown).split())


def worded(token: Token) -> bool:
    return token.type in ("inline", "softbreak", "text", "text_special")


def skeleton(tokens: list[Token]) -> Iterator[str]:
    """Yield what a viewer makes of a text: every block and mark, words and their links left out."""
    for token in flat(tokens):
        if token.type == "html_inline":
            assert token.content == KEPT_APART
        elif not token.type.startswith("link_") and not worded(token):
            yield f"{token.type} {token.tag} {token.info}".rstrip()


# --- hostile text ----------------------------------------------------------------------------------


@EVERY_DEPTH
def test_hostile_text_makes_no_block_and_no_mark(tokens: Tokens, depth: Depth) -> None:
    assert list(skeleton(tokens("hostile", depth))) == list(skeleton(tokens("harmless", depth)))


@EVERY_DEPTH
@EVERY_CASE
def test_there_is_no_html_no_image_and_no_code(marks: Tokens, name: str, depth: Depth) -> None:
    for token in marks(name, depth):
        assert token.type not in ("html_block", "image", "code_inline", "code_block", "fence", "s_open")
        if token.type == "html_inline":
            assert token.content == KEPT_APART


@EVERY_DEPTH
@EVERY_CASE
def test_every_link_is_one_that_we_made_and_leads_to_a_site_or_to_somebody(
    marks: Tokens, text: Text, name: str, depth: Depth
) -> None:
    targets = [str(token.attrs["href"]) for token in marks(name, depth) if token.type == "link_open"]
    assert all(re.match(r"https?://|mailto:", target) for target in targets)
    assert not [token for token in marks(name, depth) if token.type == "link_open" and token.markup]
    assert len(targets) == text(name, depth).count("](<")


@EVERY_DEPTH
@EVERY_CASE
def test_nobody_is_called_and_nothing_is_referred_to(tokens: Tokens, name: str, depth: Depth) -> None:
    """What GitHub and its like make of words after Markdown is read: `@name`, `#1`, and addresses of all kinds."""
    for block in tokens(name, depth):
        for run in runs(block):
            assert not re.search(r"@\w|#\d|www\.\S|://|(?<![:/])//\w|(?i:mailto|xmpp|javascript|data):\S", run), run


def runs(block: Token) -> Iterator[str]:
    """Yield the words of a block that stand together, with nothing between them; those of links are left out."""
    run, inside = "", 0
    for token in block.children or []:
        inside += token.nesting if token.type.startswith("link_") else 0
        if token.type in ("text", "text_special") and not inside:
            run += token.content
        else:
            yield run
            run = ""
    yield run


@EVERY_DEPTH
def test_hostile_text_is_read_as_it_was_written(tokens: Tokens, edition: Edition, depth: Depth) -> None:
    reported, calm = words(tokens("hostile", depth)), words(tokens("harmless", depth))
    shown = {
        place: planted
        for place, planted in twins(edition).planted.items()
        if " ".join(planted.harmless.split()) in calm
    }
    for place, planted in shown.items():
        assert " ".join(plain(planted.hostile).split()) in reported, place
    assert ("title",) in shown
    if depth is Depth.FULL:
        everything = " ".join(planted.hostile for planted in shown.values())
        assert [each for each in (*TEXTS, *ADDRESSES) if each not in everything] == []


def text_that_repeats(edition: Edition, text: str) -> list[Token]:
    profile = profile_of(repeating(f"{text} in four whole words"))
    return read(markdown_of(audit(edition, profile, date=DATE), Depth.FULL))


@pytest.fixture(scope="module")
def of_a_harmless_text(edition: Edition) -> list[object]:
    return [*skeleton(text_that_repeats(edition, "harmless"))]


@pytest.mark.parametrize("text", quick_in(TEXTS, 8), ids=lambda text: repr(text)[:40])
def test_a_hostile_text_that_repeats_makes_no_block_and_no_mark(
    edition: Edition, of_a_harmless_text: list[object], text: str
) -> None:
    hostile = text_that_repeats(edition, text)
    assert [*skeleton(hostile)] == of_a_harmless_text
    assert f"“{' '.join(plain(text).split())} in four whole words” (1A, 1G, 3D)" in words(hostile)


PLACES = ("{}", "# {}", "- {}", "1. {}", "> {}", "| {} | b |\n| --- | --- |\n| c | {} |", "**{}**")
SMALL = ("1.", "1)", "-", "+", "*", "#", "=", "\\|", "a\\", "[ ]", "[x]", "a:b", "12:30", "and/or")


@pytest.mark.parametrize("hostile", [*TEXTS, *SMALL], ids=lambda text: repr(text)[:40])
def test_a_text_makes_nothing_of_itself_wherever_it_stands(hostile: str) -> None:
    for place in PLACES:
        made, expected = read(place.replace("{}", escaped(hostile))), read(place.replace("{}", "words"))
        assert list(skeleton(made)) == list(skeleton(expected))
        assert not [token for token in flat(made) if token.type == "link_open"]
        assert words(made) == words(expected).replace("words", " ".join(plain(hostile).split()))


def test_what_calls_nobody_is_not_kept_apart() -> None:
    for calm in ("12:30", "and/or", "p. 4: more", "1A-1", "grades 3-12", "2026-10-05"):
        assert escaped(calm) == calm


# --- what it says ----------------------------------------------------------------------------------


@EVERY_DEPTH
@EVERY_CASE
def test_headings_leave_out_no_level_and_begin_with_the_title(
    tokens: Tokens, audits: Mapping[str, Audit], name: str, depth: Depth
) -> None:
    read_tokens = tokens(name, depth)
    levels = [int(token.tag[1]) for token in read_tokens if token.type == "heading_open"]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert read_tokens[0].type == "heading_open"
    assert words([read_tokens[1]]) == " ".join(plain(audits[name].profile.title).split())


@EVERY_DEPTH
@EVERY_CASE
def test_every_row_of_a_table_is_as_wide_as_its_head(text: Text, tokens: Tokens, name: str, depth: Depth) -> None:
    """A viewer cuts off what is too much of a row, and fills up what is too little: the text itself must be right."""
    rows = [line for line in text(name, depth).split("\n") if line.startswith("|")]
    read_rows = sum(token.type == "tr_open" for token in tokens(name, depth))
    rules = [line for line in rows if re.fullmatch(r"(\| ---:? )+\|", line)]
    assert read_rows == len(rows) - len(rules)
    width = 0
    for line, after in zip(rows, [*rows[1:], ""], strict=True):
        cells = len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) - 1
        width = cells if after in rules else width
        assert cells == width, line


@EVERY_DEPTH
@EVERY_CASE
def test_the_text_ends_in_one_line_end_and_has_no_loose_spaces(text: Text, name: str, depth: Depth) -> None:
    made = text(name, depth)
    assert made.endswith("\n")
    assert not made.endswith("\n\n")
    assert "\n\n\n" not in made
    assert not re.search(r"[ \t]\n", made)
