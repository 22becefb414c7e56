"""Makes worksheets: from changed cells, from changed XML, and from changed archives."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from random import Random
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from mcaudit.contracts import INTAKE_FORMAT
from tests.fuzz.bases import DAY, decision_words, intake_books, profile_words, worksheet
from tests.fuzz.mutations import copied, hostile, mutated, torn

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_KINDS = ("inlineStr", "inlineStr", "inlineStr", "inlineStr", "str", "s", "n", "b", "e", "d", "x")
_UNFIT = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ANSWERS = (*["met"] * 9, "not met", "partly met", "not applicable", "cannot tell", "checked", "Not_Met ", "maybe")
_XML = (
    *(
        b"<c/>",
        b"<row/>",
        b'<row r="1048577">',
        b'<c r="A1"/>',
        b'<c r="ZZZ9999999"/>',
        b'r="A0"',
        b'r=""',
        b"<f>1+1</f>",
    ),
    *(
        b"<is><t>x</t></is>",
        b"<v>99999</v>",
        b"<v>-1</v>",
        b"<v>1e999</v>",
        b"<v>NaN</v>",
        b"<v>99999999999</v>",
        b"<v/>",
    ),
    *(
        b'<f t="array" ref="A1:ZZ99">1</f>',
        b'<f t="shared" si="0"/>',
        b'<!DOCTYPE x [<!ENTITY a "a">]>',
        b"&a;",
        b"&#0;",
    ),
    *(b"<![CDATA[x]]>", b"<!-- x -->", b"<?x?>", b't="d"', b't="s"', b's="9999"', b's="-1"', b'state="x"', b'name=""'),
    *(b'date1904="1"', b'r:id="rId99"', b'Target="../x"', b'Target="http://x"', b'TargetMode="External"', b"<sheet/>"),
    *(b'<dimension ref="A1:XFD1048576"/>', b"<mergeCells><mergeCell ref='A1:B9'/></mergeCells>", b"</sheetData>"),
)

Parts = list[tuple[str, bytes]]


def any_worksheet(random: Random) -> bytes:
    """Return a filled worksheet that is changed somewhere, and at times one that is not."""
    if random.random() < 0.01:
        with ZipFile(BytesIO(worksheet()[0])) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
    else:
        parts = _parts(random, _changed(random, _filled(random)))
    return _packed(random, parts)


def any_intake(random: Random) -> bytes:
    """Return a workbook in which a micro-credential is described, some of its sheets, changed somewhere."""
    book = random.choice(intake_books())
    always = ("Start", "Organizations", "Documents")
    others = [title for title in book if title not in ("Read me", *always)]
    sheets = {title: copied(book[title]) for title in (*always, *random.sample(others, 1))}
    if random.random() > 0.1:
        title = random.choice(list(sheets))
        sheets[title] = mutated(random, sheets[title], profile_words())
    return _packed(random, _parts(random, {"Read me": [[INTAKE_FORMAT]], **sheets}))


def _packed(random: Random, parts: Parts) -> bytes:
    how = random.random()
    if how < 0.3:
        _change_xml(random, parts)
    raw = _zipped(random, parts)
    return torn(random, raw) if how > 0.9 else raw


# --- cells ---------------------------------------------------------------------------------------


def _filled(random: Random) -> dict[str, list[list[str]]]:
    """Return the cells of a worksheet on a criterion or a few, some of them filled."""
    sheets = worksheet()[1]
    title = "Review"
    _, heads, *rows = sheets[title]
    rows = copied(random.sample(rows, min(len(rows), random.choice((1, 2, 4)))))
    ids = {row[0] for row in rows}
    for row in rows:
        answer = random.choice(_ANSWERS)
        filled = {"Your answer": answer, "Why": "Because.", "What would satisfy it": "More.", "Date": DAY}
        for head, text in filled.items():
            if head in heads and random.random() < 0.9:
                row[heads.index(head)] = text
    pins = [row for row in sheets["Pins"] if not row[0].startswith("criterion ") or row[0].split(" ", 1)[1] in ids]
    return {title: [list(heads), *rows], "Pins": pins}


def _changed(random: Random, sheets: dict[str, list[list[str]]]) -> Mapping[str, Any]:
    """Return the cells with a change among the answers, or in what the answers were made on."""
    said = {row[0]: json.loads(row[1]) for row in sheets["Pins"][1:] if row[0] != "checksum"}
    how = random.random()
    if how < 0.2:
        return {**sheets, "Pins": _pins(random, mutated(random, said, decision_words()))}
    whole = {**sheets, "Pins": _pins(random, said)}
    if how < 0.8:
        title = next(iter(sheets))
        return {**whole, title: mutated(random, sheets[title], (*decision_words(), *_ANSWERS))}
    return whole


def _pins(random: Random, said: Any) -> list[list[str]]:
    """Return the rows of the sheet Pins, nearly always with the checksum that they need."""
    entries = said.items() if isinstance(said, dict) else [("format", said)]
    rows = [[str(key), json.dumps(value)] for key, value in entries]
    made = "\n".join(f"{key} {value}" for key, value in rows)
    checksum = sha256(made.encode("utf-8", "surrogatepass")).hexdigest() if random.random() < 0.95 else "x"
    return [["Pins", "As JSON"], *rows, ["checksum", json.dumps(checksum)]]


# --- XML and archives ----------------------------------------------------------------------------


def _parts(random: Random, sheets: Mapping[str, Any]) -> Parts:
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name={_quoted(t)} sheetId="{n}" r:id="rId{n}"/>' for n, t in enumerate(sheets, 1))
    linked = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="/xl/worksheets/sheet{n}.xml"/>' for n in numbers
    )
    typed = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>' for n in numbers
    )
    book = f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    root = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    written = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{rels}{book}{typed}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{root}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{linked}</Relationships>',
        **{f"xl/worksheets/sheet{n}.xml": _sheet(random, rows) for n, rows in enumerate(sheets.values(), 1)},
    }
    return [(name, text.encode("utf-8")) for name, text in written.items()]


def _sheet(random: Random, rows: Any) -> str:
    lines = rows if isinstance(rows, list) else [rows]
    cells = "".join(f"<row>{''.join(_cell(random, each) for each in _listed(line))}</row>" for line in lines)
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>'


def _listed(line: Any) -> Any:
    return line if isinstance(line, list) else [line]


def _cell(random: Random, value: Any) -> str:
    if value in (None, ""):
        return "<c/>"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"<c><v>{value}</v></c>"
    text = escape(_UNFIT.sub("?", str(value)))
    kind = random.choice(_KINDS) if random.random() < 0.001 else "inlineStr"
    return f'<c t="{kind}">{f"<is><t>{text}</t></is>" if kind == "inlineStr" else f"<v>{text}</v>"}</c>'


def _quoted(text: str) -> str:
    return quoteattr(_UNFIT.sub("?", text))


def _change_xml(random: Random, parts: Parts) -> None:
    """Change the XML of a part, or the parts themselves."""
    index = random.randrange(len(parts))
    name, xml = parts[index]
    tags = [match.span() for match in re.finditer(rb"<[^>]*>|[^<>]+", xml)]
    start, end = random.choice(tags) if tags else (0, 0)
    match random.randrange(9):
        case 0:
            del parts[index]
        case 1:
            parts.append((random.choice(parts)[0], xml))
        case 2:
            parts[index] = (
                random.choice(("xl/styles.xml", "xl/sharedStrings.xml", "../x", "x" * 300, name.upper())),
                xml,
            )
        case 3:
            parts[index] = (name, torn(random, xml))
        case 4:
            parts[index] = (name, xml[:start] + xml[end:])
        case 5:
            parts[index] = (name, xml[:end] + xml[start:end] * random.choice((1, 2, 500)) + xml[end:])
        case 6:
            odd = _UNFIT.sub("?", str(hostile(random)))[:400].encode()
            parts[index] = (
                name,
                re.sub(rb'"[^"]*"', b'"' + odd.replace(b"\\", b"/") + b'"', xml, count=random.choice((1, 3))),
            )
        case 7:
            attribute = random.choice(_XML)
            parts[index] = (name, xml[: end - 1] + b" " + attribute + xml[end - 1 :])
        case _:
            parts[index] = (name, xml[:end] + random.choice(_XML) + xml[end:])


def _zipped(random: Random, parts: Parts) -> bytes:
    held = BytesIO()
    how = ZIP_DEFLATED if random.random() < 0.1 else ZIP_STORED
    with warnings.catch_warnings(), ZipFile(held, "w", how) as archive:
        warnings.simplefilter("ignore")  # two parts of one name are meant
        seen = set()
        for name, content in parts:
            if name in seen and random.random() < 0.5:
                continue
            seen.add(name)
            with archive.open(name, "w") as part:
                part.write(content)
    return held.getvalue()
