"""Sets tables and bars on a page: heads with their scope, statuses in color, and bars that say what they show."""

from __future__ import annotations

from markupsafe import Markup

from mcaudit.blocks import Badge, Bar, Cell, Column, Table
from mcaudit.looks import LOOKS, SEGMENTS, Look
from mcaudit.media.setting import Setting, joined, text_of
from mcaudit.media.style import css_class

_IN_A_CELL = 96
"""How wide a bar is in a cell, in pixels."""
_FITS_A_WINDOW = 90
"""Characters that a table may be wide before it scrolls by itself."""
_SIZES = ((8, "narrow"), (16, "middle"), (36, "wide"), (10**6, "widest"))
"""Characters up to which a column has which class of width."""


def table_of(of: Setting, table: Table) -> Markup:
    """Return a table with its caption, its heads, and on a screen a region that scrolls where it is wide."""
    widths = sum(column.width for column in table.columns)
    columns = Markup()
    if of.printed:
        col = Markup('<col style="width: {:.1f}%">')
        columns = Markup().join(col.format(100 * column.width / widths) for column in table.columns)
        columns = Markup("<colgroup>{}</colgroup>\n").format(columns)
    head = Markup('<th scope="col"{}>{}</th>')
    heads = Markup().join(head.format(_kind_of(column), _head_of(of, column)) for column in table.columns)
    rows = joined(_row(of, table, row, is_total=table.has_total and row is table.rows[-1]) for row in table.rows)
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
            return Markup("{} {}").format(bar_of(of, cell, _IN_A_CELL), of.text(cell.words))
        case Badge():
            return Markup.escape(of.text(cell.word))
        case _:
            return text_of(of, cell)


def bar_of(of: Setting, bar: Bar, width: int) -> Markup:
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


def legend() -> Markup:
    """Return what the segments of bars mean."""
    key = Markup('<span class="key {}">{}</span>')
    keys = Markup(" ").join(key.format(LOOKS[look].name, LOOKS[look].word) for look in SEGMENTS)
    return Markup('<p class="legend">{}</p>').format(keys)
