"""Sets tables and bars on a page: heads with their scope, statuses in color, and bars that say what they show."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from mcaudit.blocks import Badge, Bar, Cell, Column, Finder, Lines, Table, Text, words_of
from mcaudit.looks import LOOKS, SEGMENTS, Look
from mcaudit.media.setting import Setting, joined, text_of
from mcaudit.media.style import css_class

_IN_A_CELL = 96
"""How wide a bar is in a cell, in pixels."""
_FITS_A_WINDOW = 90
"""Characters that a table may be wide before it scrolls by itself."""
_FEW = 3
"""A table with fewer columns fits into the narrowest window."""
_LONG = 20
"""Characters of a word, such as a hash, that may break within a cell."""
_SIZES = ((8, "narrow"), (16, "middle"), (36, "wide"), (10**6, "widest"))
"""Characters up to which a column has which class of width."""


def table_of(of: Setting, table: Table) -> Markup:
    """Return a table with its caption, its heads, and on a screen a box that scrolls where it is wide.

    The box is a group and no landmark: a page may have many, and several of one name.
    """
    widths = sum(column.width for column in table.columns)
    columns = Markup()
    if of.printed:
        col = Markup('<col style="width: {:.1f}%">')
        columns = Markup().join(col.format(100 * column.width / widths) for column in table.columns)
        columns = Markup("<colgroup>{}</colgroup>\n").format(columns)
    found = not of.printed and table.finder is not None
    head = Markup('<th scope="col"{}{}>{}</th>')
    sort = Markup(' data-sort="{}"') if found else Markup()
    heads = Markup().join(
        head.format(
            _kind_of(column),
            sort.format("amount" if column.is_number or column.by_amount else "text"),
            _head_of(of, column),
        )
        for column in table.columns
    )
    rows = joined(_row(of, table, number) for number in range(len(table.rows)))
    shown = Markup(
        '<table class="data{}"{}>\n<caption>{}</caption>\n{}<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>'
    ).format(
        " finder" if found else "",
        Markup(' id="{}" role="table"').format(_name_of(table)) if found else "",
        *(of.text(table.caption), columns, heads, rows),
    )
    if found:
        shown = _finder(of, table) + shown
    if of.printed or found or (widths <= _FITS_A_WINDOW and len(table.columns) < _FEW):
        return shown
    box = Markup('<div class="{}" role="group" aria-label="{}" tabindex="0">\n{}\n</div>')
    return box.format("fits" if widths <= _FITS_A_WINDOW else "region", of.text(table.caption), shown)


def _kind_of(column: Column) -> Markup:
    """Return the class of a column: how wide it is at least, and whether it holds numbers."""
    size = next(name for most, name in _SIZES if column.width <= most)
    return Markup(' class="{}{}"').format(size, " num" if column.is_number else "")


def _head_of(of: Setting, column: Column) -> Markup:
    if not column.title or of.printed:
        return Markup.escape(of.text(column.head))
    return Markup('<abbr title="{}">{}</abbr>').format(of.text(column.title), of.text(column.head))


def _row(of: Setting, table: Table, number: int) -> Markup:
    """Return a row; in a table with a finder it has what the filters look at, and labels for when it is a card."""
    first, *others = table.rows[number]
    found = not of.printed and table.finder is not None
    cells = Markup().join(
        Markup("<td{}{}>{}</td>").format(
            _class_of(of, column, cell),
            Markup(' role="cell" data-label="{}"').format(of.text(column.head)) if found else "",
            Markup("<span>{}</span>").format(_cell(of, cell)) if found else _cell(of, cell),
        )
        for column, cell in zip(table.columns[1:], others, strict=True)
    )
    kind = Markup(' class="total"') if table.has_total and number == len(table.rows) - 1 else Markup()
    role = Markup(' role="rowheader"') if found else Markup()
    kind += Markup(' id="{}"').format(table.anchors[number]) if table.anchors else Markup()
    kind += _found_by(table, number) if found else Markup()
    return Markup('<tr{}><th scope="row"{}>{}</th>{}</tr>').format(kind, role, _cell(of, first), cells)


# --- tables in which rows are found --------------------------------------------------------------


def _name_of(table: Table) -> str:
    return f"find-{table.name.lower()}"


def _found_by(table: Table, number: int) -> Markup:
    """Return the attributes of a row by which filters and the search find it."""
    filters = table.finder.filters if table.finder else ()
    has = " ".join(
        f"{at}:{option}"
        for at, each in enumerate(filters)
        for option, words in enumerate(each.options)
        if words in each.has[number]
    )
    return Markup(' role="row" data-entry="r{}" data-has="{}"').format(number + 1, has)


def _finder(of: Setting, table: Table) -> Markup:
    """Return the form that filters and searches a table; it is shown once the page's script runs."""
    finder = table.finder or Finder()
    name = _name_of(table)
    option = Markup('<option value="{}:{}">{}</option>')
    choices = joined(
        Markup(
            '<p><label for="{0}-{1}">{2}</label>\n<select id="{0}-{1}"><option value="">All</option>{3}</select></p>'
        ).format(
            name,
            at,
            of.text(each.label),
            Markup().join(option.format(at, number, of.text(words)) for number, words in enumerate(each.options)),
        )
        for at, each in enumerate(finder.filters)
    )
    most = Markup(' data-most="{}"').format(finder.most) if finder.most else Markup()
    return Markup(
        '<form class="filters" data-filters="{0}" data-noun="{1}"{4} hidden aria-label="{2}">\n{3}\n'
        '<p><label for="{0}-words">Words</label>\n<input id="{0}-words" type="search" autocomplete="off"></p>\n'
        '<p><button type="reset">Show all</button></p>\n<p class="shown" role="status" data-shown></p>\n</form>\n'
    ).format(name, of.text(finder.noun), of.text(f"Find: {table.caption}"), choices, most)


def _class_of(of: Setting, column: Column, cell: Cell) -> Markup:
    """Return the class of a cell: a status gives it its colors, and a long word may break on a screen."""
    names = ["num"] if column.is_number else []
    if not of.printed and any(len(word) > _LONG for text in _texts(cell) for word in words_of(text).split()):
        names += ["long"]
    if isinstance(cell, Badge):
        names += ["status", css_class(cell.look)]
    return Markup(' class="{}"').format(" ".join(names)) if names else Markup()


def _texts(cell: Cell) -> Sequence[Text]:
    """Return the texts of a cell that may hold words of any length."""
    if isinstance(cell, Lines):
        return cell.items
    return () if cell is None or isinstance(cell, int | float | Bar) else (cell,)


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
        case Lines():
            items = Markup("\n").join(Markup("<li>{}</li>").format(text_of(of, item)) for item in cell.items)
            return Markup('<ul class="lines">{}</ul>').format(items)
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
    return Markup(drawing).format(width, of.text(bar.description), Markup().join(segments))  # noqa: S704  # our own drawing


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
