"""Changes data as a careless or a hostile author might, and text as an editor, a disk, or a mail program might."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

HOSTILE: Sequence[Sequence[Any]] = (
    (None, True, False, 0, -1, 1, 5, 0.5, -0.0, 1e308, 10**29, 10**400, float("inf"), float("nan")),
    ("", " ", "x", "-", "~", "null", "yes", "No", "TRUE", "a" * 101, "a" * 5000, "a b " * 50, "\n", "a\nb\r\nc", "\t"),
    ("0", "015", ".5", "+15", "1e1", "1e5", "9" * 31, "²", "٣", "½", "1,000", "$30", "30 USD", "unlimited", "5–7", "१"),
    ("about two weeks", "10 to 20", "n/a", "TBD", "see above", "١٢", "Ⅷ", "1 May 2026", "not stated", "several"),
    ("2026-02-30", "2026-13-01", "0000-00-00", "99999-01-01", "2026-W01-1", "20260101", "2026-1-1", "2026-01-01"),
    ("http://[", "http://[::1", "https://x:99999/", "https://", "//x", "https://a@b:c@d/", "javascript:alert(1)"),
    ("HTTPS://EXAMPLE.ORG", "https://xn--/", "https://ex ample.org", "mailto:a@b", "https://\u2100.org/", "file:///x"),
    (
        "../x",
        "/etc/passwd",
        "a\0b",
        "a/../b",
        ".",
        "..",
        "a.txt",
        "C:\\x",
        "\\\\x\\y",
        "x" * 300,
        "a/" * 600,
        "a//b",
        "~/x",
    ),
    ("\u202ex", "\u200b", "\xa0", "\x85", "\u2028", "\x1b[31m", "\x9b", "\ufeff", "\ufffe", "\udc80", "\ud83c", "🎉"),
    ("é", "e\u0301", "İ", "ß", "ﬁ", "\0", "=1+1", "@x", "<b>&amp;", "{{ x }}", "`x`", "[x](y)", "]]>", "%0A", "{", "["),
    ("::error::x", "##[error]", "1A-1", "1F-6", "3", "required", "met", "facts", "reviewer", "OH", "national"),
    ([], {}, [[]], [{}], [None], [""], {"": ""}, {"a": {}}, [[[[]]]], {"x": [{"y": None}]}, [0, "0", False, None]),
)
"""Values at the edges of what readers take, by kind."""


def hostile(random: Random) -> Any:
    """Return a value at the edges of what readers take."""
    return copied(random.choice(random.choice(HOSTILE)))


Change = Callable[[Random, Any, Any, Sequence[Any]], None]
"""(random, the list or group that is changed, a name or number in it, values from elsewhere)"""


def copied(data: Any) -> Any:
    """Return a deep copy of JSON data."""
    return json.loads(json.dumps(data))


def mutated(random: Random, data: Any, words: Sequence[Any]) -> Any:
    """Return a copy of JSON data with one change or a few; `words` are values and names that may be put in."""
    whole = [copied(data)]
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        if whole:
            random.choice(_CHANGES)(random, *_place(random, whole), words)
    return whole[0] if whole else None


def all_in(data: Any) -> Iterator[Any]:
    """Yield every name and value in data."""
    for holder, key in _places([data]):
        if isinstance(holder, dict):
            yield key
        yield holder[key]


def _places(holder: Any) -> Iterator[tuple[Any, Any]]:
    for key, value in list(holder.items() if isinstance(holder, dict) else enumerate(holder)):
        yield holder, key
        if isinstance(value, dict | list):
            yield from _places(value)


def _place(random: Random, whole: Any) -> tuple[Any, Any]:
    """Return one of all places, or one found by going down step by step: small parts change as often as large ones."""
    if random.random() < 0.5:
        return random.choice(list(_places(whole)))
    holder, key = whole, 0
    while isinstance(holder[key], dict | list) and holder[key] and random.random() < 0.95:
        holder = holder[key]
        key = random.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    return holder, key


def _any_value(random: Random, words: Sequence[Any]) -> Any:
    return copied(random.choice(words)) if words and random.random() < 0.4 else hostile(random)


def _replace(random: Random, holder: Any, key: Any, words: Sequence[Any]) -> None:
    holder[key] = _any_value(random, words)


def _remove(random: Random, holder: Any, key: Any, words: Sequence[Any]) -> None:
    del holder[key]


def _rename(random: Random, holder: Any, key: Any, words: Sequence[Any]) -> None:
    if isinstance(holder, dict):
        name = _any_value(random, words)
        holder[name if isinstance(name, str) else str(key).swapcase()] = holder.pop(key)


def _add(random: Random, holder: Any, key: Any, words: Sequence[Any]) -> None:
    if isinstance(holder, dict):
        holder[str(_any_value(random, words))[:120]] = _any_value(random, words)
    else:
        holder.insert(key, _any_value(random, words))


def _repeat(random: Random, holder: Any, key: Any, words: Sequence[Any]) -> None:
    if isinstance(holder, list):
        holder.extend(copied(holder[key]) for _ in range(random.choice((1, 2, 30))))


def _wrap(random: Random, holder: Any, key: Any, words: Sequence[Any]) -> None:
    for _ in range(random.choice((1, 1, 2, 45))):
        holder[key] = [holder[key]] if random.random() < 0.5 else {"list": holder[key]}


def _unwrap(random: Random, holder: Any, key: Any, words: Sequence[Any]) -> None:
    value = holder[key]
    if isinstance(value, dict | list) and value:
        holder[key] = random.choice(list(value.values()) if isinstance(value, dict) else value)


def _swap(random: Random, holder: Any, key: Any, words: Sequence[Any]) -> None:
    other = random.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    holder[key], holder[other] = holder[other], holder[key]


def _respell(random: Random, holder: Any, key: Any, words: Sequence[Any]) -> None:
    value = holder[key]
    if isinstance(value, bool) or value is None or isinstance(value, dict | list):
        holder[key] = str(value)
    elif isinstance(value, int | float):
        holder[key] = random.choice((-value, value + 1, value * 10**9, f"{value}.5", str(value), f"about {value}"))
    else:
        at = random.randint(0, len(value))
        odd = str(hostile(random))[:40]
        holder[key] = random.choice(
            (
                value.upper(),
                f" {value} ",
                value.replace("_", " "),
                value[:at],
                value[at:],
                value[:at] + odd + value[at:],
            )
        )


_CHANGES: Sequence[Change] = (
    *(_replace, _replace, _replace, _remove, _rename, _add, _repeat, _wrap, _unwrap, _swap, _respell, _respell),
)


# --- bytes ---------------------------------------------------------------------------------------

_PIECES = tuple(
    piece.encode("utf-8", "surrogatepass")
    for piece in (
        *("&a ", "*a", "<<: *a", "!!binary x", "!x ", "%YAML 1.3\n", "---\n", "...\n", "? ", "- ", ": ", "#", " #"),
        *(
            "\t",
            "\r",
            "\r\n",
            "\n",
            "\xa0",
            "\x85",
            "\u2028",
            "\ufeff",
            "\0",
            "\x1b",
            "\u202e",
            "\ud83c",
            "\\ud83c",
            "\\x",
        ),
        *("{", "}", "[", "]", ",", '"', "'", '""', "“", "”", "|", ">", "|2-\n", "\\", "\\u", "&", "*", "@", "`", "~"),
        *("<<<<<<< HEAD\n", "NaN", "-Infinity", "1e999", "1E5", "0x1F", "1_000", "9" * 5000, "[" * 60, "{a: " * 50),
        *(
            "- " * 50,
            "[" * 5000,
            '{"a":' * 3000,
            "&a [*a]",
            "a: b: c",
            "x: *",
            "version https://git-lfs.github.com/spec/v1",
        ),
    )
)
_BROKEN = (b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xfe\xff", b"\x80")


def torn(random: Random, raw: bytes) -> bytes:
    """Return bytes with one change or a few that know nothing of what the bytes mean."""
    for _ in range(random.choice((1, 1, 2, 3, 8))):
        at = random.randint(0, len(raw))
        to = min(len(raw), at + random.choice((0, 1, 1, 2, 8, 60, 400)))
        match random.randrange(11):
            case 0 | 1 | 2:
                raw = raw[:at] + random.choice(_PIECES) + raw[to:]
            case 3:
                raw = raw[:at] + raw[to:]
            case 4:
                raw = raw[:to] + raw[at:]
            case 5:
                raw = raw[:at] + bytes([random.randrange(256)]) + raw[at + 1 :]
            case 6:
                raw = raw[:at] + random.choice(_BROKEN) + raw[to:]
            case 7:
                raw = raw[:at]
            case 8:
                lines = raw.split(b"\n")
                one, other = random.randrange(len(lines)), random.randrange(len(lines))
                lines[one], lines[other] = lines[other], b" " * random.randrange(4) + lines[one]
                raw = b"\n".join(lines)
            case 9:
                raw = raw.replace(*random.choice(((b"\n", b"\r\n"), (b"\n", b"\r"), (b'"', b"'"), (b"  ", b"\t"))))
            case _:
                raw = _encoded_otherwise(random, raw)
    return raw


def _encoded_otherwise(random: Random, raw: bytes) -> bytes:
    text = raw.decode("utf-8", "replace")
    return random.choice((b"\xef\xbb\xbf" + raw, text.encode("utf-16"), text.encode("latin-1", "replace"), raw + b"\0"))
