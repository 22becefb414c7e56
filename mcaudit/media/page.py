"""Sets a report as a page: headings in order, tables with captions and heads, and no address that is fetched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import assert_never

from markupsafe import Markup

from mcaudit.blocks import (
    Bar,
    Block,
    Bullets,
    Code,
    Diff,
    Document,
    Fields,
    Group,
    Heading,
    Legend,
    Mark,
    Paragraph,
    Picture,
    Section,
    Span,
    Table,
    Tone,
    all_blocks,
    anchors,
    pieces,
)
from mcaudit.media.page_groups import group_of, items_bar
from mcaudit.media.page_tables import bar_of, legend, table_of
from mcaudit.media.setting import Setting, joined, tagged, text_of
from mcaudit.media.style import file, head_of
from mcaudit.media.wide import parts_of

_CLASSES: Mapping[Tone, str] = {
    Tone.BODY: "",
    Tone.LEAD: "lead",
    Tone.NOTE: "notice",
    Tone.SMALL: "small",
    Tone.LABEL: "label",
}
"""The class of each tone; a test proves that each has an entry."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
"""A date of a document that its metadata can hold; an edition is published in a month, in words."""
_POLICY = "default-src 'none'; style-src '{}'; script-src {}; img-src data:; base-uri 'none'; form-action 'none'"
_BAR_WIDTH = 220
"""How wide a bar is on a line of its own, in pixels."""


def page_of(document: Document, *, style: str, printed: bool, spelled: Callable[[str], str] = str) -> str:
    """Return a document as a page that loads nothing; `spelled` replaces what a face has no glyph for."""
    of = Setting(
        printed=printed, spelled=spelled, anchors=anchors(document, folded=not printed), is_wide=document.is_wide
    )
    kind = "report wide" if document.is_wide else "report"
    return Markup('<!doctype html>\n<html lang="{}">\n{}\n<body class="{}">\n{}\n</body>\n</html>\n').format(
        document.language, _head(of, document, style), kind, _body(of, document)
    )


def _head(of: Setting, document: Document, style: str) -> Markup:
    script = "" if of.printed else _script(document)
    head = head_of(style, script)
    lines = [Markup('<meta charset="utf-8">')]
    if not of.printed:
        policy = Markup('<meta http-equiv="Content-Security-Policy" content="{}">')
        lines += [
            policy.format(_allowed(head["style_hash"], head["script_hash"] if script else "")),
            Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            Markup('<meta name="color-scheme" content="light dark">'),
            Markup('<meta name="referrer" content="no-referrer">'),
        ]
    meta = Markup('<meta name="{}" content="{}">')
    title = of.text(f"{document.kind}: {document.title}")
    lines += [
        meta.format("generator", document.tool),
        meta.format("description", of.text(f"{document.kind} against the {document.about}")),
        *([meta.format("dcterms.created", document.date)] if _DAY.fullmatch(document.date) else []),
        Markup("<title>{}</title>").format(title),
        Markup("<style>{}</style>").format(head["style"]),
        Markup("<script>{}</script>").format(head["script"]) if script else Markup(),
    ]
    return Markup("<head>\n{}\n</head>").format(joined(lines))


def _script(document: Document) -> str:
    """Return the script by which rows and items are found; empty where there is nothing to find."""
    finders = [each.finder for each in all_blocks(document) if isinstance(each, Table) and each.finder]
    many = any(finder.most for finder in finders)
    needed = {"finder.js": finders, "finder-many.js": many, "items.js": document.items}
    return "\n".join(file(name) for name, is_needed in needed.items() if is_needed)


def _allowed(style: str, script: str) -> Markup:
    """Return the policy that lets in our own style and script, by their hashes."""
    return Markup(_POLICY).format(style, Markup("'{}'").format(script) if script else Markup("'none'"))  # noqa: S704


def _body(of: Setting, document: Document) -> Markup:
    skip = Markup() if of.printed else Markup('<a class="skip" href="#main">Skip to the main part</a>\n')
    skip += _places(of, document) + items_bar(of, document)
    kicker = Markup('<p class="kicker">{} · {}</p>\n').format(of.text(document.kind), of.text(document.about))
    cover = Markup('<header class="cover{}">\n{}<h1>{}</h1>\n{}\n</header>').format(
        " small-title" if document.has_small_title else "",
        Markup() if document.has_small_title else kicker,
        of.text(document.title),
        _blocks(of, document.opening),
    )
    sections = joined(_section(of, section) for section in document.sections)
    main = Markup('<main id="main">\n{}\n</main>').format(sections)
    return joined((skip + cover, _contents(of, document), main))


def _places(of: Setting, document: Document) -> Markup:
    if of.printed or not document.places:
        return Markup()
    items = joined(Markup("<li>{}</li>").format(text_of(of, place)) for place in document.places)
    return Markup('<nav class="places" aria-label="This site">\n<ul>\n{}\n</ul>\n</nav>\n').format(items)


def _contents(of: Setting, document: Document) -> Markup:
    if of.printed or len(document.sections) < 2:  # noqa: PLR2004  # one section needs no list
        return Markup()
    item = Markup('<li><a href="#{}">{}</a></li>')
    items = joined(item.format(section.anchor, of.text(section.title)) for section in document.sections)
    return Markup('<nav class="contents" aria-label="Contents">\n<ul>\n{}\n</ul>\n</nav>').format(items)


def _section(of: Setting, section: Section) -> Markup:
    names = [name for name, given in (("letter", section.before), ("opens", section.opens_page)) if given]
    classes = Markup(' class="{}"').format(" ".join(names)) if names else Markup()
    before = _blocks(of, section.before)
    return Markup('<section id="{}"{}>\n{}<h2>{}</h2>\n{}\n</section>').format(
        section.anchor,
        classes,
        Markup('<div class="letterhead">\n{}\n</div>\n').format(before) if before else before,
        of.text(section.title),
        _blocks(of, section.blocks),
    )


# --- blocks --------------------------------------------------------------------------------------


def _blocks(of: Setting, blocks: Iterable[Block]) -> Markup:
    return joined(_block(of, block) for block in blocks)


def _block(of: Setting, block: Block) -> Markup:
    match block:
        case Heading():
            return tagged(f"h{block.level}", Markup.escape(of.text(block.text)), block.anchor)
        case Paragraph():
            name = _CLASSES[block.tone]
            text = block.text
            match pieces(text):
                case (Span(words, Mark.DIM),) if not name:  # one element in place of two
                    name, text = _CLASSES[Tone.SMALL], words
            kind = Markup(' class="{}"').format(name) if name else Markup()
            return Markup("<p{}>{}</p>").format(kind, text_of(of, text))
        case Bullets():
            items = joined(Markup("<li>{}</li>").format(text_of(of, item)) for item in block.items)
            # WeasyPrint does not read `start`.
            goes_on = ' style="counter-reset: list-item {1}"' if of.printed else ' start="{0}"'
            start = Markup(goes_on).format(block.start, block.start - 1) if block.start > 1 else Markup()  # noqa: S704
            return Markup("<{0}{1}>\n{2}\n</{0}>").format("ol" if block.is_numbered else "ul", start, items)
        case Picture():
            image = Markup('<p class="picture"><img src="{}" alt="{}"></p>')
            return image.format(block.uri, of.text(block.words))
        case Fields():
            return _fields(of, block)
        case Bar():
            return Markup('<p class="bar-line">{} {}</p>').format(bar_of(of, block, _BAR_WIDTH), of.text(block.words))
        case Legend():
            return legend()
        case Table():
            return joined(
                table_of(of, part) for part in (parts_of(block, on_its_side=of.is_wide) if of.printed else (block,))
            )
        case Code():
            lines = Markup("\n").join(map(of.text, block.text.rstrip("\n").split("\n")))
            return Markup('<pre tabindex="0"><code>{}</code></pre>').format(lines)
        case Diff():
            return _diff(of, block)
        case Group():
            return group_of(of, block, _blocks(of, block.blocks))
        case other:
            assert_never(other)


def _fields(of: Setting, fields: Fields) -> Markup:
    if fields.to_sign and not of.printed:
        return Markup()
    row = Markup('<tr><th scope="row">{}</th><td>{}</td></tr>')
    rows = joined(row.format(of.text(label), text_of(of, text)) for label, text in fields.rows)
    return Markup('<table class="{}">\n<caption>{}</caption>\n<tbody>\n{}\n</tbody>\n</table>').format(
        "about signature" if fields.to_sign else "about", of.text(fields.caption), rows
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
