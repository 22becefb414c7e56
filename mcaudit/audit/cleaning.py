"""Takes out of a profile what says nothing, so that no rule can be satisfied by it.

An empty heading and a placeholder are kept by name, for the messages, and dropped from what rules
see. A list entry that is an object stays even when nothing in it remains: a rule that asks
something of *every* entry must still meet it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile
from typing import Any

from mcaudit.model import JsonObject

_LATER = r"""((later|soon|shortly)(?!\ (after|before)\b)
    |(at|by|in|before|after|for)\ (a\ later\b|((the|this|next)\ )*((early|mid|late)[\ -])?
      (spring|summer|fall|autumn|winter|january|february|march|april|may|june|july|august|september|october|november
      |december|(school\ )?year|(19|20)\d\d)\b)
    |(this|next)\ (spring|summer|fall|autumn|winter|year|month)\b)"""
"""A time that puts off the text itself; "within two weeks" or "after the lesson" may be what is asked of an earner."""
_NOW = r"(yet|((for|right|as\ of)\ )?now|currently|so\ far|at\ present|at\ (this|the)\ (time|moment|point))"
_THING = r"(text|title|name|description|rubric|details?|information|content|answer|response|summary|link|list)"
"""What a form asks for, or a text speaks of when it speaks of itself."""
_DONE = r"(added|provided|determined|announced|published|decided|finali[sz]ed|shared|posted|available|updated)"
_DO = r"(add|provide|determine|announce|publish|decide|finali[sz]e|share|post|update|complete|supply|fill\ in|write)"
_BY_SOMEBODY = r"""by\ ((the|each|every|an?|their)\ )?(earner|participant|candidate|teacher|educator|leader|facilitator
    |mentor|coach|student|pupil|principal|assessor|reviewer|scorer)"""
_PLACEHOLDERS = re.compile(
    rf"""
    # Put off
    t[.\ -]?b[.\ -]?[dacn]\.?(\ .*)? | tk | to\ come | to\ follow
  | to\ be\ (determined|decided|announced|confirmed|developed)(?!\ {_BY_SOMEBODY})
    (\ (by|later|soon|at|in|when|once|after|with|before|shortly|as)\b.*)?
  | to\ be\ (finali[sz]ed|scheduled|identified|selected|posted)(?!\ {_BY_SOMEBODY})\ (by\b|{_LATER}).*
  | to\ be\ (provided|completed|added|written|defined|named|chosen|published)\ {_LATER}.*
  | to\ be\ ((\w+ly|further)\ )?
    (?!(certified|licensed|prepared|qualified|recogni[sz]ed|engaged|informed|involved|respected|trained)\b)
    (\w+ed|set|made|done|given|shown|known|found|written|chosen|drawn)(\ (in|out|up|on))?(\ (later|soon|shortly))?
  | ((the|more|further|this|full)\ )*{_THING}\ (to\ (come|follow)|(is\ |are\ )?(coming\ soon|pending|forthcoming|tbd))
  | ((this|it|((the|more|further|full)\ )*{_THING})\ )?(will|shall)\ (follow|be\ {_DONE})(\ {_LATER}.*)?
  | (we|i)\ (will|shall|ll|plan\ to|intend\ to)\ {_DO}
    \ ((this|it|that|these|them)(\ {_LATER}.*)? | ((the|an?|more|further|full)\ )*{_THING}\ {_LATER}.*)
  | (check|come)\ back\ {_LATER} | coming\ {_LATER}.* | forthcoming | under\ construction | work\ in\ progress | wip
  | (seeking|applied\ for)\ (accreditation|approval)
    (\ .*\b(state|boards?|department|commission|council|agency|accreditor)\b.*)?
  | (currently\ )?(pending|awaiting)\ ([\w-]+\ ){{0,4}}(approval|accreditation|authori[sz]ation|confirmation|decision)
    (\ (by|from|of)\ ([\w-]+\ ){{0,4}}(state|boards?|department|commission|council|agency|district|committee))?
  | (approval|accreditation|confirmation|decision)\ (is\ )?pending
    # Not there, or not known
  | n\.?\ ?/?\ ?a
  | ({_NOW}\ )?not\ ((yet|currently)\ )?
    (available|determined|decided|known|developed|provided|applicable|specified|stated|written|set|sure)(\ {_NOW})?
  | (currently\ )?unavailable(\ {_NOW})?
  | no\ ((further|more|other)\ )?(data|comment|text|description|details?|information|content|answer|response)
    (\ (is|are|was|were))?(\ {_NOW})?(\ (available|provided|given|known|found|entered|supplied))?(\ {_NOW})?
  | (none|nothing)\ ({_NOW}|(is\ )?(available|provided|specified|given|known|stated|entered)(\ {_NOW})?)
  | ((i|we)\ )?(don\ ?t|do\ not)\ (yet\ )?know(\ {_NOW})? | (i\ ?m|i\ am|we\ are|we\ ?re)\ not\ sure(\ {_NOW})?
  | idk | dunno | no\ idea | unknown(\ {_NOW})? | unsure(\ {_NOW})?
    # What a form or a template says
  | (an?\ |this\ is\ an?\ )?placeholder(\ (for|until)\b.*)?
  | placeholder\ {_THING} | {_THING}\ placeholder | (sample|dummy|filler|example)\ text
  | (insert|enter|add|type|write|put)\ .*\ here | (insert|enter|type)\ ((your|some|any|an?)\ )?(text|description)
  | ((the|your|an?|my)\ )?(\w+\ )?{_THING}(\ (goes|go|comes?|belongs?))?\ here
  | click\ (.*\ )?here | click\ .*\ to\ enter\ text
  | (click|tap)(\ or\ (click|tap))?(\ here)?\ to\ (enter|add|choose|select|insert|edit)\ ((an?|the|your)\ )?
    (date|item|notes?|subtitle|{_THING})
  | (choose|select|pick)\ (one|an?\ (item|option|answer|value|date|building\ block))
  | (to-?\ ?do|fix-?\ ?me) | (todo|fixme)\ ({_DO}|describe|finish|check|confirm|ask)\b.*
  | (replace|edit|change|delete)\ (me|this(\ {_THING})?)
    # Refers to, or fills, another place
  | (see|same\ as|as)\ (above|below|title|before) | ditto | idem | same
  | x{{2,}} | (blah\ ?)+ | asdf\w* | qwerty\w* | foo | bar | foobar | test(ing)?(\ ?(text|test))? | string
    # In Spanish
  | (por|a)\ (determinar|definir|decidir|confirmar|anunciar|completar|establecer)(se)? | por\ venir
  | pendiente\ (de\ )?(determinar|definir|confirmar|aprobaci[oó]n|confirmaci[oó]n|revisi[oó]n)
  | pr[oó]ximamente | (a[uú]n\ )?no\ (disponible|determinado|definido|aplica|se\ sabe|(lo\ )?s[eé])(\ a[uú]n)?
  | sin\ (informaci[oó]n|descripci[oó]n|datos|definir|determinar) | desconocid[oa] | en\ construcci[oó]n
    """,
    re.VERBOSE,
)
_UNFINISHED = re.compile(
    r"pending|draft|(under|in)\ (development|progress|preparation)|(pending|awaiting|under|in)\ review"
    r"|pendiente|borrador|en\ (proceso|desarrollo|preparaci[oó]n|revisi[oó]n)"
)
"""Says nothing as a statement, and yet may be the name of a rubric's level."""
_TOKEN = re.compile(r"\b(tbd|tba|tbc)\b")
_MARK = re.compile(r"\s*(TODO|FIXME|XXX)\s*[:(]")
_SLOT = re.compile(r"^\s*(\[[^\]]*\]|<[^>]*>|\{[^}]*\})\s*\.?\s*$")
_UNSEEN = re.compile("[\u034f\u115f\u1160\ufe00-\ufe0f]")
"""Characters that show nothing and are not of the category Cf; NFKC makes one of them of the other Hangul fillers."""
_DRESS = re.compile(r"^(the|an?) | (micro-? ?credential|badge)s?$")
"""What around a title does not make another text of it."""
_SHORT = 6
"""A text of so many words or fewer that holds a placeholder word is one as a whole."""
_SENTENCE = 8
"""A text of so many words that stands twice beside itself was copied; shorter ones may be names."""
_OUTCOME = 3

_NAMES = ("title", "name")
_NAMES_COMPARED = (*_NAMES, "other", "target_framework")
"""What a text beside it must not merely repeat."""
_LABELS = (
    "authors",
    "competency_areas",
    "content_area",
    "domain",
    "opportunity",
    "other_activity",
    "other_form",
    "other_kind",
    "type",
)
"""What may honestly be the same as a title, such as the publisher of a website."""
_NOT_PROSE = ("document", "given_by", "kept_by", "organization", "organizations", "recognizer", "relation")
"""Short names of other entries, and a choice from a list, one of whose values reads like stand-in text."""
_HEADINGS = re.compile(r"to-?\ ?do|test(ing)?|(sample|example)\ text|work\ in\ progress|draft|pending")
"""Stand-in text elsewhere, and yet the heading of a section that a citation may name."""
_AS_TYPED = ("conflicts",)
"""What an answer records about its sources, word for word."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is left of a profile's components, and where what was taken out had stood (JSON Pointers)."""

    content: JsonObject
    empty: tuple[str, ...]
    placeholders: Mapping[str, str]
    """Pointer → why the text there says nothing."""


@dataclass(slots=True)
class _Notes:
    empty: list[str] = field(default_factory=list)
    placeholders: dict[str, str] = field(default_factory=dict)


def clean(content: JsonObject, components: tuple[str, ...]) -> Cleaned:
    """Return `content` without empty headings, and its `components` without placeholders."""
    notes = _Notes()
    title = str(content.get("title", ""))
    cleaned: dict[str, Any] = {}
    for key, value in content.items():
        says_nothing = (
            _answers_judge(title) if key in components else _organizations_judge if key == "organizations" else _never
        )
        kept = _cleaned(value, f"/{_escaped(key)}", notes, says_nothing)
        if kept is not None:
            cleaned[key] = kept
    return Cleaned(cleaned, tuple(notes.empty), notes.placeholders)


def is_placeholder(text: str) -> bool:
    """Return whether a text is a stand-in for one that has yet to be written."""
    plain, seen = _plain(text), _seen(text)
    if not any(character.isalnum() for character in plain) or _SLOT.match(seen) or _MARK.match(seen):
        return True
    words = plain.split()
    if "lorem ipsum" in plain or (len(words) >= _OUTCOME and len(set(words)) == 1):
        return True
    return bool(_PLACEHOLDERS.fullmatch(plain)) or (len(words) <= _SHORT and bool(_TOKEN.search(plain)))


_Judge = Callable[[str, str, Mapping[str, Any] | None], str]
"""(key, text, the mapping it stands in) → why it says nothing, or the empty string."""


def _never(key: str, text: str, beside: Mapping[str, Any] | None) -> str:
    return ""


def _organizations_judge(key: str, text: str, beside: Mapping[str, Any] | None) -> str:
    return "is placeholder text" if key != "name" and is_placeholder(text) else ""


def _answers_judge(title: str) -> _Judge:
    def judge(key: str, text: str, beside: Mapping[str, Any] | None) -> str:
        plain = _plain(text)
        if key in _NOT_PROSE or (key == "section" and _HEADINGS.fullmatch(plain)):
            return ""
        if is_placeholder(text):
            return "is placeholder text"
        if beside is None or key in _NAMES:
            return ""
        if _UNFINISHED.fullmatch(plain):
            return "is placeholder text"
        if key in _LABELS:
            return ""
        if _undressed(plain) == _undressed(_plain(title)) and key != "section":
            return "only repeats the micro-credential's title"
        for other, value in _earlier(key, beside):
            if _repeats(plain, other, value):
                return f"only repeats `{other}`"
        return ""

    return judge


def _earlier(key: str, beside: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name in _NAMES_COMPARED:
        if name in beside and name != key:
            yield name, beside[name]
    for other in takewhile(lambda name: name != key, beside):
        if other not in _NAMES_COMPARED:
            yield other, beside[other]


def _repeats(plain: str, other: str, value: Any) -> bool:
    if isinstance(value, str):
        return _plain(value) == plain and (other in _NAMES_COMPARED or len(plain.split()) >= _SENTENCE)
    if isinstance(value, list | tuple):
        return len(plain.split()) >= _OUTCOME and plain in {_plain(item) for item in value if isinstance(item, str)}
    return False


def _cleaned(
    value: Any, at: str, notes: _Notes, judge: _Judge, key: str = "", beside: Mapping[str, Any] | None = None
) -> Any:
    if isinstance(value, Mapping):
        return _cleaned_mapping(value, at, notes, judge)
    if isinstance(value, list | tuple):
        return _cleaned_list(value, at, notes, judge, key, beside)
    if value is None or (isinstance(value, str) and not value.strip()):
        notes.empty.append(at)
        return None
    if isinstance(value, str) and (why := judge(key, value, beside)):
        notes.placeholders[at] = why
        return None
    # The line end of a block of text would match `$` in one validator and not in another.
    return value.strip() if isinstance(value, str) else value


def _cleaned_mapping(value: Mapping[str, Any], at: str, notes: _Notes, judge: _Judge) -> dict[str, Any] | None:
    if not value:
        notes.empty.append(at)
        return None
    kept = {
        k: v if k in _AS_TYPED else _cleaned(v, f"{at}/{_escaped(k)}", notes, judge, k, value) for k, v in value.items()
    }
    left = {k: v for k, v in kept.items() if v is not None}
    return None if not left or _is_void(value, left) else left


def _is_void(before: Mapping[str, Any], left: Mapping[str, Any]) -> bool:
    """Return whether a citation lost its document or place, or a claim its reason: neither says anything without."""
    cites = "document" in before and not ("document" in left and {"page", "section", "time"}.intersection(left))
    claims = "criterion" in before and "reason" in before and "reason" not in left
    return cites or claims


def _cleaned_list(
    value: list[Any] | tuple[Any, ...],
    at: str,
    notes: _Notes,
    judge: _Judge,
    key: str,
    beside: Mapping[str, Any] | None,
) -> list[Any] | None:
    if not value:
        notes.empty.append(at)
        return None
    kept: list[Any] = []
    for index, item in enumerate(value):
        result = _cleaned(item, f"{at}/{index}", notes, judge, key, beside)
        if result is not None:
            kept.append(result)
        elif isinstance(item, Mapping) and not _is_void(item, {}):
            kept.append({})
    return kept or None


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w/.\s-]", " ", _seen(text).casefold()).split()).strip(" .-")


def _seen(text: str) -> str:
    """Return a text as a reader sees it: without characters that show nothing, and full-width ones as plain ones."""
    if text.isascii():
        return text
    normal = unicodedata.normalize("NFKC", text)
    return _UNSEEN.sub("", "".join(character for character in normal if unicodedata.category(character) != "Cf"))


def _undressed(plain: str) -> str:
    return _DRESS.sub("", plain)


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
