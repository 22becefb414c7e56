"""Adds to a PDF by WeasyPrint what PDF/UA-1 and PDF/A-2a ask for and WeasyPrint 70 does not write."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pydyf
from fontTools.ttLib import TTFont

_POINTS_PER_PIXEL = 0.75

_UA_IDENTIFIER = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1" />
<rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""Says that the file is PDF/UA-1, and what saying so means: PDF/A knows only the properties that are declared."""

_RDF_END = b"</rdf:RDF>"
_STREAM_START, _STREAM_END = b"\nstream\n", b"\nendstream"


def with_ua_identifier(generate: Callable[..., bytes]) -> Callable[..., bytes]:
    """Return WeasyPrint's `generate_rdf_metadata` with PDF/UA-1 named beside PDF/A."""

    def generate_both(*args: Any) -> bytes:
        return generate(*args).removesuffix(_RDF_END) + _UA_IDENTIFIER + _RDF_END

    return generate_both


def finish(_document: Any, pdf: Any) -> None:
    """Fix the structure of a PDF that is about to be written; WeasyPrint calls this as its `finisher`."""
    root = _at(pdf, pdf.catalog["StructTreeRoot"])
    elements = _elements(pdf, root)
    for element in elements.values():
        if element.get("S") == "/TH":
            element["A"]["Scope"] = "/Column" if _is_in_head(pdf, element) else "/Row"
        elif element.get("S") == "/Figure":
            left, top, right, bottom = (_POINTS_PER_PIXEL * side for side in element["A"]["BBox"])
            foot = _at(pdf, element["Pg"])["MediaBox"][3]  # a PDF counts points from the foot of the page
            element["A"]["BBox"] = pydyf.Array([left, foot - bottom, right, foot - top])
        elif element.get("S") == "/LI":
            _put_in_body(pdf, element)
    owners_by_page = _at(pdf, root["ParentTree"])["Nums"][1::2]
    for page, owners in zip(pdf.page_references, owners_by_page, strict=False):  # after the pages come the links
        _mend_content(_at(pdf, _at(pdf, page)["Contents"]).stream, owners, elements)
    # Tools look for the identifiers of PDF/A and PDF/UA without unpacking anything.
    _at(pdf, pdf.catalog["Metadata"]).compress = False
    for stream in [each for each in pdf.objects if isinstance(each, pydyf.Stream)]:
        if "Length1" in stream.extra:
            _take_away_time(stream)
        pack(stream)
    # Every dictionary becomes what is written of it, once, for WeasyPrint takes each twice, like the streams.
    for at, each in enumerate(pdf.objects):
        if isinstance(each, pydyf.Dictionary) and each is not pdf.catalog and each is not pdf.info:
            pdf.objects[at] = _Written(each)


class _Written(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """An object as it stands in the file."""

    def __init__(self, of: Any) -> None:
        super().__init__()
        self.__dict__.update(of.__dict__)
        self._content: bytes = of.data

    @property
    def data(self) -> bytes:
        """What it holds."""
        return self._content


def finish_with(spare: int) -> Callable[[Any, Any], None]:
    """Return `finish` with a number of empty objects added, which nothing refers to: they change both."""

    def finish_and_add(document: Any, pdf: Any) -> None:
        finish(document, pdf)
        for _ in range(spare):
            pdf.add_object(pydyf.Dictionary())

    return finish_and_add


def ends_clearly(pdf: bytes) -> bool:
    """Return whether the last packed byte of the objects' stream, and of their table's, cannot pass for a line end."""
    return not any(part.endswith(b"\r\n") for part in pdf.rsplit(b"endstream", 2)[:-1])


def pack(stream: Any) -> None:
    """Pack a stream once, for WeasyPrint takes it twice: for the file, and for the file's identifier.

    It stays unpacked if its last packed byte could be taken for a part of the line end that follows it.
    """
    if not stream.compress:
        return
    stream.compress = False
    _, _, content = stream.data.removesuffix(_STREAM_END).partition(_STREAM_START)
    packed = zlib.compress(content)
    if not packed.endswith(b"\r"):
        stream.stream = [packed]
        stream.extra["Filter"] = "/FlateDecode"


def _number(reference: bytes) -> int:
    """Return the number of the object that a reference such as `12 0 R` points at."""
    return int(reference.split()[0])


def _at(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[_number(reference)]


def _elements(pdf: Any, root: Any) -> dict[int, Any]:
    """Return the elements that hang on the root of the structure tree, by the numbers of their objects."""
    found: dict[int, Any] = {}
    waiting = list(root["K"])
    while waiting:
        reference = waiting.pop()
        element = found[_number(reference)] = _at(pdf, reference)
        waiting.extend(kid for kid in element.get("K", ()) if isinstance(kid, bytes))  # numbers are marked content
    return found


def _is_in_head(pdf: Any, header: Any) -> bool:
    """Return whether a header cell is in the head of its table, so that it heads a column."""
    element = header
    while element["S"] not in {"/THead", "/Table"}:
        element = _at(pdf, element["P"])
    return bool(element["S"] == "/THead")


def _put_in_body(pdf: Any, item: Any) -> None:
    """Put all that a list item holds beside its label, such as paragraphs, in one body, where it belongs."""
    labels = [kid for kid in item["K"] if _at(pdf, kid).get("S") == "/Lbl"]
    others = [kid for kid in item["K"] if kid not in labels]
    if all(_at(pdf, kid).get("S") == "/LBody" for kid in others):
        return
    body = pydyf.Dictionary(
        {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(others), "Pg": item["Pg"], "P": item.reference}
    )
    pdf.add_object(body)
    for kid in others:
        element = _at(pdf, kid)
        element["P"] = body.reference
        if element["S"] == "/LBody":  # text that stands bare beside a paragraph
            element["S"] = "/Div"
    item["K"] = pydyf.Array([*labels, body.reference])


def _mend_content(content: list[Any], owners: list[Any], elements: dict[int, Any]) -> None:
    """Fix what is painted on a page: the running head and foot, and the spaces between words.

    The head and foot belong to no element that can be reached. As artifacts they are not read out.
    A space of its own, as between two words in bold, is not painted; without a text to stand for it
    the words run together for whoever listens.
    """
    for place in [place for place, operator in enumerate(content) if operator == b"BDC"]:
        mcid = content[place - 1]["MCID"]
        owner = elements.get(_number(owners[mcid]))
        if owner is None:
            content[place - 2 : place] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]
            owners[mcid] = "null"
        elif owner["S"] == "/Span" and not _shows_text(content, place):
            owner["ActualText"] = pydyf.String(" ")


def _shows_text(content: list[Any], start: int) -> bool:
    """Return whether the marked content that begins at `start` paints any text."""
    end = content.index(b"EMC", start)
    return any(isinstance(operator, bytes) and operator.endswith(b"TJ") for operator in content[start:end])


def _take_away_time(font_file: Any) -> None:
    """Say that a font was last changed when it was made.

    Without HarfBuzz-Subset, WeasyPrint has fontTools take unused glyphs out, which notes the time of
    doing so: the same page would never make the same PDF twice.
    """
    font = TTFont(BytesIO(b"".join(font_file.stream)), recalcTimestamp=False)
    font["head"].modified = font["head"].created
    saved = BytesIO()
    font.save(saved)
    font_file.stream = [saved.getvalue()]
    font_file.extra["Length1"] = len(saved.getvalue())
