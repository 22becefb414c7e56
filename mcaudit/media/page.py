"""Sets a report as a page: headings in order, tables with captions and heads, and no address that is fetched."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from markupsafe import Markup

from mcaudit.blocks import (
    Badge,
    Bar,
    Block,
    Bullets,
    Cell,
    Column,
    Diff,
    Document,
    Fields,
    Group,
    Heading,
    Legend,
    Mark,
    Paragraph,
    Piece,
    Section,
    Table,
    Text,
    Tone,
    anchors,
    pieces,
)
from mcaudit.looks import LOOKS, SEGMENTS, Look
from mcaudit.media.plain import plain, within
from mcaudit.media.style import css_class, head_of
from mcaudit.media.wide import parts_of

_TAGS: Mapping[Mark, str] = {
    Mark.STRONG: "<b>{}</b>",
    Mark.DIM: '<span class="small">{}</span>',
    Mark.CODE: "<code>{}</code>",
    Mark.HASH: '<span class="hash">{}</span>',
    Mark.NAME: "{}",
}
_CLASSES: Mapping[Tone, str] = {
    Tone.BODY: "",
    Tone.LEAD: "lead",
    Tone.NOTE: "notice",
    Tone.SMALL: "small",
    Tone.LABEL: "label",
}
"""How each mark and each tone is set; a test proves that each has an entry."""
_POLICY = "default-src 'none'; style-src '{}'; script-src 'none'; img-src data:; base-uri 'none'; form-action 'none'"
_BAR_WIDTH, _BAR_IN_A_CELL = 220, 96
_FITS_A_WINDOW = 90
"""Characters that a table may be wide before it scrolls by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a page is set: on paper or for a browser, and how its text is spelled."""

    printed: bool
    spelled: Callable[[str], str]
    anchors: frozenset[str]

    def text(self, text: str) -> str:
        """Return a text on one line that can be seen."""
        return self.spelled(plain(text))

    def piece(self, text: str) -> str:
        """Return a piece of a line, with a space where it begins or ends with one."""
        return within(text, self.text)


def page_of(document: Document, *, style: str, printed: bool, spelled: Callable[[str], str] = str) -> str:
    """Return a document as a page that loads nothing; `spelled` replaces what a face has no glyph for."""
    of = Setting(printed=printed, spelled=spelled, anchors=anchors(document))
    return Markup('<!doctype html>\n<html lang="{}">\n{}\n<body class="report">\n{}\n</body>\n</html>\n').format(
        document.language, _head(of, document, style), _body(of, document)
    )


def section_of(section: Section, names: Collection[str], *, printed: bool, spelled: Callable[[str], str]) -> Markup:
    """Return one section for a page that has other things; `names` are those that have a place there."""
    return _section(Setting(printed=printed, spelled=spelled, anchors=frozenset(names)), section)


def _head(of: Setting, document: Document, style: str) -> Markup:
    head = head_of(style, "")
    lines = [Markup('<meta charset="utf-8">')]
    if not of.printed:
        policy = Markup('<meta http-equiv="Content-Security-Policy" content="{}">')
        lines += [
            policy.format(Markup(_POLICY).format(head["style_hash"])),  # noqa: S704  # of our own style
            Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            Markup('<meta name="color-scheme" content="light dark">'),
            Markup('<meta name="referrer" content="no-referrer">'),
        ]
    meta = Markup('<meta name="{}" content="{}">')
    title = of.text(f"{document.kind}: {document.title}")
    lines += [
        meta.format("generator", document.tool),
        meta.format("description", of.text(f"{document.kind} against the {document.about}")),
        meta.format("dcterms.created", document.date),
        Markup("<title>{}</title>").format(title),
        Markup("<style>{}</style>").format(head["style"]),
    ]
    return Markup("<head>\n{}\n</head>").format(_joined(lines))


def _body(of: Setting, document: Document) -> Markup:
    skip = Markup() if of.printed else Markup('<a class="skip" href="#main">Skip to the main part</a>\n')
    cover = Markup('<header class="cover">\n<p class="kicker">{} · {}</p>\n<h1>{}</h1>\n{}\n</header>').format(
        of.text(document.kind), of.text(document.about), of.text(document.title), _blocks(of, document.opening)
    )
    sections = _joined(_section(of, section) for section in document.sections)
    main = Markup('<main id="main">\n{}\n</main>').format(sections)
    return _joined((skip + cover, _contents(of, document), main))


def _contents(of: Setting, document: Document) -> Markup:
    if of.printed or len(document.sections) < 2:  # noqa: PLR2004  # one section needs no list
        return Markup()
    item = Markup('<li><a href="#{}">{}</a></li>')
    items = _joined(item.format(section.anchor, of.text(section.title)) for section in document.sections)
    return Markup('<nav class="contents" aria-label="Contents">\n<ul>\n{}\n</ul>\n</nav>').format(items)


def _section(of: Setting, section: Section) -> Markup:
    opens = Markup(' class="opens"') if section.opens_page else Markup()
    return Markup('<section id="{}"{}>\n<h2>{}</h2>\n{}\n</section>').format(
        section.anchor, opens, of.text(section.title), _blocks(of, section.blocks)
    )


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("\n").join(part for part in parts if part)


# --- blocks --------------------------------------------------------------------------------------


def _blocks(of: Setting, blocks: Iterable[Block]) -> Markup:
    return _joined(_block(of, block) for block in blocks)


def _block(of: Setting, block: Block) -> Markup:
    match block:
        case Heading():
            return _tagged(f"h{block.level}", Markup.escape(of.text(block.text)), block.anchor)
        case Paragraph():
            name = _CLASSES[block.tone]
            kind = Markup(' class="{}"').format(name) if name else Markup()
            return Markup("<p{}>{}</p>").format(kind, _text(of, block.text))
        case Bullets():
            items = _joined(Markup("<li>{}</li>").format(_text(of, item)) for item in block.items)
            return Markup("<ul>\n{}\n</ul>").format(items)
        case Fields():
            return _fields(of, block)
        case Bar():
            return Markup('<p class="bar-line">{} {}</p>').format(_bar(of, block, _BAR_WIDTH), of.text(block.words))
        case Legend():
            return _legend()
        case Table():
            return _joined(_table(of, part) for part in (parts_of(block) if of.printed else (block,)))
        case Diff():
            return _diff(of, block)
        case Group():
            heading = _tagged(f"h{block.level}", _text(of, block.title))
            anchor = Markup(' id="{}"').format(block.anchor) if block.anchor else Markup()
            return Markup('<div class="card"{}>\n{}\n{}\n</div>').format(anchor, heading, _blocks(of, block.blocks))
        case other:
            assert_never(other)


def _tagged(tag: str, inner: Markup, anchor: str = "") -> Markup:
    id = Markup(' id="{}"').format(anchor) if anchor else Markup()
    return Markup("<{0}{1}>{2}</{0}>").format(tag, id, inner)


def _fields(of: Setting, fields: Fields) -> Markup:
    row = Markup('<tr><th scope="row">{}</th><td>{}</td></tr>')
    rows = _joined(row.format(of.text(label), _text(of, text)) for label, text in fields.rows)
    return Markup('<table class="about">\n<caption>{}</caption>\n<tbody>\n{}\n</tbody>\n</table>').format(
        of.text(fields.caption), rows
    )


def _diff(of: Setting, diff: Diff) -> Markup:
    line = Markup('<p class="{}"><b>{}</b> {}</p>')
    said = [
        Markup('<span class="small">nothing</span>') if text is None else Markup("<{0}>{1}</{0}>").format(tag, shown)
        for tag, text in (("del", diff.before), ("ins", diff.after))
        for shown in [of.text(text or "")]
    ]
    return Markup('<div class="diff">\n<p class="small">{}</p>\n{}\n{}\n</div>').format(
        of.text(diff.place), line.format("was", "Before:", said[0]), line.format("now", "Now:", said[1])
    )


# --- text ----------------------------------------------------------------------------------------


def _text(of: Setting, text: Text) -> Markup:
    return Markup().join(_piece(of, piece) for piece in pieces(text))


def _piece(of: Setting, piece: Piece) -> Markup:
    if isinstance(piece, str):
        return Markup.escape(of.piece(piece))
    if isinstance(piece, Badge):
        return Markup('<span class="pill {}">{}</span>').format(css_class(piece.look), of.text(piece.word))
    if piece.mark is Mark.NAME and piece.text in of.anchors:
        return Markup('<a href="#{0}">{0}</a>').format(piece.text)
    return Markup(_TAGS[piece.mark]).format(of.piece(piece.text))  # noqa: S704  # our own tag


# --- tables and bars -----------------------------------------------------------------------------


def _table(of: Setting, table: Table) -> Markup:
    widths = sum(column.width for column in table.columns)
    columns = Markup()
    if of.printed:
        col = Markup('<col style="width: {:.1f}%">')
        columns = Markup().join(col.format(100 * column.width / widths) for column in table.columns)
        columns = Markup("<colgroup>{}</colgroup>\n").format(columns)
    head = Markup('<th scope="col"{}>{}</th>')
    heads = Markup().join(head.format(_kind_of(column), _head_of(of, column)) for column in table.columns)
    rows = _joined(_row(of, table, row, is_total=table.has_total and row is table.rows[-1]) for row in table.rows)
    shown = Markup(
        '<table class="data">\n<caption>{}</caption>\n{}<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>'
    ).format(of.text(table.caption), columns, heads, rows)
    if of.printed or widths <= _FITS_A_WINDOW:
        return shown
    region = Markup('<div class="region" role="region" aria-label="{}" tabindex="0">\n{}\n</div>')
    return region.format(of.text(table.caption), shown)


def _kind_of(column: Column) -> Markup:
    """Return the class of a column: how wide it is at least, and whether it holds numbers."""
    size = next(name for most, name in _SIZES if column.width <= most)
    return Markup(' class="{}{}"').format(size, " num" if column.is_number else "")


def _head_of(of: Setting, column: Column) -> Markup:
    if not column.title or of.printed:
        return Markup.escape(of.text(column.head))
    return Markup('<abbr title="{}">{}</abbr>').format(of.text(column.title), of.text(column.head))


def _row(of: Setting, table: Table, row: tuple[Cell, ...], *, is_total: bool) -> Markup:
    first, *others = row
    cells = Markup().join(
        Markup("<td{}>{}</td>").format(_class_of(column, cell), _cell(of, cell))
        for column, cell in zip(table.columns[1:], others, strict=True)
    )
    total = Markup(' class="total"') if is_total else Markup()
    return Markup('<tr{}><th scope="row">{}</th>{}</tr>').format(total, _cell(of, first), cells)


def _class_of(column: Column, cell: Cell) -> Markup:
    """Return the class of a cell: a status gives it its colors."""
    names = ["num"] if column.is_number else []
    if isinstance(cell, Badge):
        names += ["status", css_class(cell.look)]
    return Markup(' class="{}"').format(" ".join(names)) if names else Markup()


def _cell(of: Setting, cell: Cell) -> Markup:
    match cell:
        case None:
            return Markup()
        case int() | float():
            return Markup.escape(f"{cell:.15g}")
        case Bar():
            return Markup("{} {}").format(_bar(of, cell, _BAR_IN_A_CELL), of.text(cell.words))
        case Badge():
            return Markup.escape(of.text(cell.word))
        case _:
            return _text(of, cell)


def _bar(of: Setting, bar: Bar, width: int) -> Markup:
    """Return a bar as a drawing: its segments stand apart from each other, and its title says what it shows."""
    scale = width / bar.total if bar.total else 0
    at = 0.0
    segments = [] if bar.total else [Markup('<rect class="seg none" x="0.5" y="5.5" width="{}" height="3" fill="{}"/>')]
    segments = [each.format(width - 1, LOOKS[SEGMENTS[-1]].edge) for each in segments]
    for look, count in bar.shown():
        segments.append(_segment(look, at, count * scale))
        at += count * scale
    drawing = (
        '<svg class="bar" role="img" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} 14" width="{0}" height="14">'
        "<title>{1}</title>{2}</svg>"
    )
    return Markup(drawing).format(width, of.text(bar.told), Markup().join(segments))  # noqa: S704  # our own drawing


def _segment(look: Look, at: float, width: float) -> Markup:
    of = LOOKS[look]
    low = look is SEGMENTS[-1]
    dashes = Markup(' stroke-dasharray="{}"').format(of.dashes) if of.dashes else Markup()
    rect = Markup('<rect class="seg {}" x="{:g}" y="{}" width="{:g}" height="{}" fill="{}" stroke="{}" {}/>')
    stroke = Markup('stroke-width="1.5"{}').format(dashes)
    size = round(max(width - 2.5, 1), 2)
    return rect.format(
        of.name, round(at + 1.25, 2), 4 if low else 0.75, size, 6 if low else 12.5, of.fill, of.edge, stroke
    )


def _legend() -> Markup:
    key = Markup('<span class="key {}">{}</span>')
    keys = Markup(" ").join(key.format(LOOKS[look].name, LOOKS[look].word) for look in SEGMENTS)
    return Markup('<p class="legend">{}</p>').format(keys)


_SIZES = ((8, "narrow"), (16, "middle"), (36, "wide"), (10**6, "widest"))
"""Characters up to which a column has which class of width."""
