"""Finds texts that satisfy a rule and may not mean it: short denials, and one text that answers many questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mcaudit.model import JsonObject

_COMPONENTS = ("developers", "deliverers", "evaluators", "issuers", "recognizers")
_NAMES = frozenset(
    (
        *("title", "name", "authors", "publisher", "code", "standard", "framework", "target_framework", "system"),
        *("record", "by", "set_by", "recognized_by", "where", "url", "identifier", "section", "document", "citation"),
        *("citations", "conflicts", "not_applicable"),
    )
)
"""What names a thing, or says where it stands, denies nothing, and may well stand in many places."""
_FEWEST, _MOST = 3, 14
"""Words: one or two are an answer, such as no limit; in a longer text a "not" is part of what is described."""
_SENTENCE, _MANY = 4, 3
"""Words from which on a text is no term, and answers in which it no longer answers what is asked."""
_NOT = re.compile(r"\b(no|not|never|nobody|none|nothing|neither|cannot)\b|n['’]t\b", re.IGNORECASE)
_CLAUSES = re.compile(
    r"[,;:()\u2013\u2014]"
    r"|\b(who|whose|that|which|if|when|where|whether|unless|until|without|because|but|only|except|than)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"""
    (?:[\w'’/-]+\ ){1,8}?
    (?:(?:is|are|was|were|be|been|do|does|did|has|have|had|can|could|will|would|may|might|must|shall|should|need)
       \ (?:not|never|no\ longer)
     | (?:is|are|was|were|do|does|did|has|have|had|could|would|might|must|should|need|ca|wo)n['’]t
     | cannot | never | nowhere
     | (?:is|are|was|were|has|have|had|will\ be|offer|offers|give|gives|get|gets|receive|receives)\ (?:no|none|nothing)
    )\b.*
  | (?:nobody|no\ one|none|nothing|neither)\ .*
  | no\ (?!(?:more|less|fewer|later|earlier|longer|limit|cap|cost|charge|fee)\b).*
    """,
    re.IGNORECASE | re.VERBOSE,
)


def doubts(profile: JsonObject) -> list[dict[str, str]]:
    """Return the texts of the five components that a person must read before they count, each with its place and why.

    One is a single short clause with a "not" to its verb, or that begins with "no" or "nobody"; the other stands word
    for word in three answers or more.
    """
    texts = [(at, text) for component in _COMPONENTS for at, text in _texts(profile.get(component), f"/{component}")]
    named = {_plain(text) for text in _named(profile)}
    answers: dict[str, set[str]] = {}
    for at, text in texts:
        answers.setdefault(_plain(text), set()).add(_answer(at))
    found = []
    for at, text in texts:
        many = len(answers[_plain(text)]) if _plain(text) not in named else 0
        if _NOT.search(text) and denies(text):
            found.append({"at": at, "text": text, "why": "it may deny what is asked"})
        elif many >= _MANY and len(text.split()) >= _SENTENCE:
            found.append({"at": at, "text": text, "why": f"it stands word for word in {many} answers"})
    return found


def denies(text: str) -> bool:
    """Return whether a text may deny what it is read for; a person must say."""
    plain = " ".join(text.split()).strip(" .!\"'“”")
    words = len(plain.split())
    return _FEWEST <= words <= _MOST and not _CLAUSES.search(plain) and _DENIES.fullmatch(plain) is not None


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _answer(at: str) -> str:
    """Return the subcomponent's answer that a place is in."""
    return "/".join(at.split("/")[:3])


def _named(value: Any, key: str = "") -> Iterator[str]:
    """Yield what stands anywhere as a name: an organization's may well be repeated."""
    if isinstance(value, str):
        if key in _NAMES:
            yield value
    elif isinstance(value, Mapping):
        for inner_key, inner in value.items():
            yield from _named(inner, inner_key)
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner, key)


def _texts(value: Any, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in _NAMES:
                yield from _texts(inner, f"{at}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, f"{at}/{index}")
