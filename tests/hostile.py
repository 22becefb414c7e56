"""A profile made to break documents, and its harmless twin: the same but for every mark that could do anything."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

from mcaudit.model import Edition
from mcaudit.reading.profile.schema import profile_schema
from tests.conftest import COMPLETE

RIGHT_TO_LEFT = "\u202e"
TEXTS = (
    "<script>alert(1)</script>",
    "</script><script src=//evil.example.org/x.js></script>",
    "</style><style>*{background:url(http://evil.example.org/)}</style>",
    "</title></head><body onload=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)' style='color:red",
    "javascript:alert(document.domain)",
    "JavaScript:alert(1)//http://",
    "http:javascript:alert(1)",
    "https://evil.example.org/honest",
    "mailto:somebody@evil.example.org?cc=",
    "data:text/html;base64,PHNjcmlwdD4=",
    "file:///etc/passwd",
    "vbscript:msgbox(1)",
    "http://evil.example.org/\"onclick='alert(1)'",
    "http://evil.example.org/<script>",
    "{{ 7*7 }}{% raw %}{% include 'x' %}{# no #}",
    "${7*7}<%= 7*7 %>",
    "]]><![CDATA[x]]>",
    "<!-- <b>never closed",
    "--><b>",
    f"safe{RIGHT_TO_LEFT}gpj.exe\u2066\u200b\ufeff",
    "nul\0bell\x07escape\x1b[31m",
    "W" * 3000,
    "&lt;script&gt;&amp;#60;&quot;&nbsp;",
    "&#x3c;svg/onload=alert(1)&#x3e;",
    "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<base href=http://evil.example.org/><meta http-equiv=refresh content=0>",
    "two\nlines\n\n# and a heading\n\n- an item\r\n\u2028> more",
    "# A heading",
    "> A quotation",
    "- An item",
    "+ An item",
    "1. An item",
    "2) An item",
    "===",
    "---",
    "~~~ fenced",
    "```\ncode\n```",
    "    indented",
    "| a | b |\n| --- | --- |\n| c | d |",
    "a | b || c \\| d",
    "*one* **two** _three_ __four__ ~~five~~ `six` ``seven``",
    "[text](javascript:alert(1)) [text][1] [1]: http://evil.example.org/",
    "![image](http://evil.example.org/x.png)",
    "<http://evil.example.org/> <a@evil.example.org>",
    "@octocat, @org/team and octocat@evil.example.org",
    "#1 GH-1 org/repo#1 !1 $1 &1 ~1 %1",
    "http://evil.example.org/ https://evil.example.org/ ftp://evil.example.org/",
    "_http://evil.example.org/ 1http://evil.example.org/ éhttp://evil.example.org/",
    "HTTP://EVIL.EXAMPLE.ORG/ WWW.EVIL.EXAMPLE.ORG www.evil.example.org awww.evil.example.org",
    "mailto:a@evil.example.org xmpp:a@evil.example.org //evil.example.org/x",
    "$x^2$ $$y$$ \\(z\\) [^1] [ ] task :smile:",
    "\\",
    "ends with a backslash \\",
    "<details><summary>x</summary>",
)
"""What somebody may write into any field that takes words."""
BARE = tuple(text for text in TEXTS if ":" in text and not re.search(r"\s", text))
"""Those that are an address from end to end, and stay one when they are planted."""
_SITE = "https://evil.example.org/"
ADDRESSES = (
    f"{_SITE}'onmouseover='alert(1)",
    f"{_SITE}`(x)[y](javascript:alert(1))",
    f"{_SITE}{{{{7*7}}}}{{%raw%}}]]",
    f"{_SITE}safe{RIGHT_TO_LEFT}gpj.exe",
    f"{_SITE}@other.example.org/",
    f"{_SITE}\\..\\x",
    f"{_SITE}?a=1&lt;b&quot;=2&copy;=3#*_~|@octocat",
    f"{_SITE}{'w' * 3000}",
    f"{_SITE})%0d%0aX:(javascript:alert(1)",
)
"""What somebody may write where the schema asks for an address."""
PATHS = (
    "documents/<img src=x onerror=alert(1)>",
    "documents/[x](y)`@octocat",
    "{{ 7*7 }}/$(reboot)",
)
"""What somebody may call a file."""
Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Planted:
    """A hostile text, and what stands in its place in the twin: as long, and with none of its marks."""

    hostile: str
    harmless: str


@dataclass(frozen=True, slots=True)
class Twins:
    """Two profiles as JSON, valid both, and what was planted in them by its place."""

    hostile: str
    harmless: str
    planted: Mapping[Place, Planted]


@cache
def twins(edition: Edition) -> Twins:
    """Return the complete profile with everything free in it replaced, in a hostile and in a harmless way."""
    content = yaml.safe_load(COMPLETE.read_text(encoding="utf-8"))
    _add_what_the_complete_profile_lacks(content)
    names = {*content["organizations"], *content["dossier"]}
    texts, addresses, paths = cycle(TEXTS), cycle(ADDRESSES), cycle(PATHS)
    planted = {}
    for n, (place, value) in enumerate(_texts(content, ())):
        if place[0] == "dossier" and place[-1] == "path":
            planted[place] = _planted(f"{next(paths)}{n}")
        elif value not in names:
            text = next(texts)
            planted[place] = _planted(f"{text}{f'leaf{n}ends' if text in BARE else f' leaf {n} ends'}")
    schema = jsonschema_rs.validator_for(dict(profile_schema(edition)))
    for n, place in enumerate(_refused(schema, content, planted)):
        planted[place] = _planted_address(f"{next(addresses)}leaf{n}ends")
    for place in _refused(schema, content, planted):
        del planted[place]
    assert not _refused(schema, content, planted)
    return Twins(
        hostile=json.dumps(_with(content, planted, "hostile")),
        harmless=json.dumps(_with(content, planted, "harmless")),
        planted=planted,
    )


def twin_files(edition: Edition, folder: Path) -> tuple[Path, Path]:
    """Write the hostile profile and its twin, and return their paths."""
    made = twins(edition)
    paths = folder / "hostile.json", folder / "harmless.json"
    for path, text in zip(paths, (made.hostile, made.harmless), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def _add_what_the_complete_profile_lacks(content: Any) -> None:
    """Let a conflict and a claim that something does not apply be there to be shown."""
    says = [{"value": f"what one source says {n}", "citation": {"document": "profile_page", "page": n}} for n in (1, 2)]
    content["developers"]["competency_area"]["conflicts"] = [
        {"field": "domain", "values": says, "note": "They disagree."}
    ]
    content["developers"]["learning_resources"]["conflicts"] = [
        {"field": "resources", "entry": "an entry of that name", "part": "cost", "values": says}
    ]
    content["about"]["conflicts"] = [{"field": "eligibility", "values": says, "note": "They disagree as well."}]
    content["about"]["cost"] = [{"amount": 125, "for": "those who are not members", "description": "with a discount"}]
    content["about"]["capacity"] = "as many as want to"
    source = {"document": "profile_page", "section": "A section"}
    content["statements"] = [{"about": ["1E-4", "1D-any"], "text": "What a statement says.", "citation": source}]
    content["remarks"] = [{"text": "What a remark says.", "about": ["1E-4"], "citation": source}]
    content["submitted_by"] = {"organization": next(iter(content["organizations"])), "name": "Somebody"}
    content["dossier"]["profile_page"]["excerpt"] = "yes"
    claim = {"criterion": "5A-D1", "reason": "It is not so."}
    content["recognizers"]["formal_currency"]["not_applicable"] = [claim]


def _texts(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*place, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*place, index))
    elif isinstance(value, str):
        yield place, value


def _planted(hostile: str) -> Planted:
    return Planted(hostile, re.sub(r"[^a-zA-Z0-9\s]|[\x1c-\x1f\x85\u2028]", "x", hostile.replace("\n", " ")))


def _planted_address(hostile: str) -> Planted:
    start, rest = hostile[: len(_SITE)], hostile[len(_SITE) :]
    return Planted(hostile, f"{start}{re.sub('[^a-zA-Z0-9]', 'x', rest)}")


def _refused(schema: jsonschema_rs.Validator, content: Any, planted: Mapping[Place, Planted]) -> list[Place]:
    """Return the places where the schema does not take what is planted, hostile or harmless."""
    found: dict[Place, None] = {}
    for kind in ("hostile", "harmless"):
        for error in schema.iter_errors(_with(content, planted, kind)):
            place = tuple(error.instance_path)
            found.update((key, None) for key in planted if key[: len(place)] == place)
    return list(found)


def _with(content: Any, planted: Mapping[Place, Planted], kind: str) -> Any:
    whole = copy.deepcopy(content)
    for place, each in planted.items():
        holder = whole
        for step in place[:-1]:
            holder = holder[step]
        holder[place[-1]] = getattr(each, kind)
    return whole


def repeating(text: str) -> dict[str, Any]:
    """Return what a profile says that gives one text in three answers, so that reviewers hear of it."""
    return {
        "developers": {"title_and_description": {"description": text}, "evidence_of_benefit": {"benefit": text}},
        "evaluators": {"submission": {"instructions": {"description": text}}},
    }
