from __future__ import annotations

import html
import unicodedata

import pytest

from mcaudit.media.glyphs import shown
from mcaudit.media.pdf import font_faces, pdf_of


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "two\nlines\tand a tab",
        "¿Cómo está? “Muy bien” – dijo…",
        "Łódź, Đorđe, Şırnak",
        "≥ 80 % • 5 €",
        "Hawaiʻi, Nguyễn, 2⅓",
    ],
)
def test_text_that_the_faces_have_is_left_as_it_is(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中文 and more", "[U+4E2D U+6587] and more"),
        ("a\U0001f469\u200d\U0001f3ebb", "a[U+1F469 U+1F3EB]b"),
        ("✔\ufe0f", "[U+2714]"),
        ("Phẛm", "Ph[U+1E9B]m"),
        ("a\x00b\x1b[1m", "a[U+0000]b[U+001B][1m"),
        ("\ud800", "[U+D800]"),
        ("\u202egnp.exe\u202c", "[U+202E]gnp.exe[U+202C]"),
    ],
    ids=["letters", "emoji", "variation", "accent", "controls", "half a character", "direction"],
)
def test_what_the_faces_lack_is_named_by_its_number(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("micro\u2011credential", "micro-credential"),
        ("5\u202f%", "5\xa0%"),
        ("a\u2009b\u3000c\u2028d", "a b c d"),
        ("soft\xadly zero\u200bwidth \ufeff", "softly zerowidth "),
        ("a → b", "a -> b"),
        ("o\ufb00er", "offer"),
        ("\u201btis", "‘tis"),
        ("10⁺, CO₂, 2⅕", "10^+, CO_2, 2(1⁄5)"),
        ("Δ ３ ℃", "\u2206 3 °C"),
        ("Cafe\u0301", "Café"),
        ("Ḿ", "M\u0301"),
        ("☑ done", "[x] done"),
    ],
)
def test_what_can_be_written_otherwise_is(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_text_is_shown_once_and_for_all() -> None:
    text = "".join(map(chr, range(0x3100)))
    assert shown(shown(text)) == shown(text)


def test_whatever_is_written_has_a_glyph() -> None:
    """A PDF is refused where a glyph is missing: this one has every character of which Unicode says what it is."""
    named = {shown(f"x{char}") for char in map(chr, range(0x20000)) if unicodedata.category(char) not in {"Cn", "Co"}}
    words = " ".join(sorted(word for word in named if not word.startswith("x[U+")))
    assert len(words) > 4000
    pdf_of(
        f"<!DOCTYPE html><html lang='en'><head><title>T</title><style>{font_faces()}"
        f"html {{ font-family: 'Public Sans' }}</style></head>"
        f"<body><h1>T</h1><p>{html.escape(words)}</p><p><b><em>{html.escape(words)}</em></b></p></body></html>"
    )
