"""Makes one PDF of a finished page that is both PDF/UA-1, which everyone can read, and PDF/A-2a, which lasts."""

from __future__ import annotations

import atexit
import gc
import logging
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

from mcaudit.media.engine import weasyprint
from mcaudit.media.faces import FAMILY, FONT_FILES, URL_PREFIX, font_bytes, font_faces
from mcaudit.media.finishing import ends_clearly, finish_with, with_ua_identifier

__all__ = ["Packaged", "font_faces", "pdf_of"]

_VARIANT = "pdf/a-2a"
_TRIES = 9
"""How often a file is written whose table of objects ends in what could be taken for a line end: one in 256 does."""
_FIRST_LINE = "<!doctype html>\n"
_HOLDS_NOTHING = re.compile(r"<(meta|col|br|img)\b([^<>]*)>")
_PICTURE_PREFIXES = ("data:image/svg+xml,", "data:image/svg+xml;", "data:image/png;")
_SHOWN = 200
"""How much of a refused address is kept: one may be as long as a file."""
_made: list[bool] = []
"""An entry for each PDF that this process made."""
_OTHER_SUBSETTER = "Using fontTools instead of HarfBuzz-Subset"
"""How WeasyPrint says, for each font, that it goes the older of its two ways; what comes out is as good."""


def pdf_of(html: str) -> bytes:
    """Return a page as a PDF, which takes its title, language, author and dates from the page's own head."""
    with _listening() as warnings_heard, _uncollected():
        pdf, faults = _render(html)
    faults += warnings_heard
    if faults:  # not of a user's making: a page is the program's own rules, and text that is escaped
        raise RuntimeError(f"the page does not make a good PDF: {'; '.join(dict.fromkeys(faults))}")
    return pdf


def _render(html: str) -> tuple[bytes, list[str]]:
    """Return a page as a PDF, and what WeasyPrint lets pass but no reader should meet."""
    fetcher, fonts = Packaged(), weasyprint.text.fonts.FontConfiguration()
    try:
        page = _page(html, fetcher)
        document = page.render(font_config=fonts, pdf_variant=_VARIANT)
        metadata = document.metadata
        metadata.generate_rdf_metadata = with_ua_identifier(metadata.generate_rdf_metadata)
        written = (document.write_pdf(pdf_variant=_VARIANT, finisher=finish_with(spare)) for spare in range(_TRIES))
        pdf: bytes = next(filter(ends_clearly, written))
    except weasyprint.urls.URLFetchingError as error:  # most often it goes on without, and the fetcher knows
        return b"", [str(error)]
    finally:
        fonts.__del__()  # its folder of font files would otherwise stay until it is collected
    faults = [f"{url} is not fetched" for url in fetcher.refused]
    faults += [] if metadata.title else ["the page has no title"]
    foreign = {font.family for font in document.fonts.values()} - {FAMILY}
    faults += [f"text is set in {family}, which is not shipped" for family in sorted(foreign)]
    return pdf, faults


def _page(html: str, fetcher: Packaged) -> Any:
    """Return a page that can be laid out; reading our own as XML saves a tenth of the time that a PDF takes."""
    root = tree_of(html)
    if root is None:
        return weasyprint.HTML(string=html, url_fetcher=fetcher)
    page = weasyprint.HTML(string="<p>", url_fetcher=fetcher)
    page.wrapper_element = type(page.wrapper_element).from_html_root(root)
    page.etree_element = root
    return page


def tree_of(html: str) -> Element | None:
    """Return the tree of a page that is XML but for its first line and for tags that hold nothing, else None.

    The pages that we print are: a test holds their trees to those that a parser of HTML makes.
    """
    if not html.startswith(f"{_FIRST_LINE}<html"):
        return None
    text = str(html).removeprefix(_FIRST_LINE)  # what is known as markup would escape what replaces its tags
    try:
        # What begins with an element can declare no entities.
        return fromstring(_HOLDS_NOTHING.sub(r"<\1\2/>", text))  # noqa: S314
    except ParseError:
        return None


class Packaged(weasyprint.urls.URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Fetches shipped fonts, and pictures that are written out in the page itself.

    WeasyPrint goes on without what it cannot have, and does not always say so. Every refusal is kept
    in `refused`, for whoever made the page.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> weasyprint.urls.URLFetcherResponse:
        """Return what is at `url`, or refuse it."""
        if url.startswith(_PICTURE_PREFIXES):
            return super().fetch(url, headers)
        name = url.removeprefix(URL_PREFIX)
        if url.startswith(URL_PREFIX) and name in FONT_FILES:
            return weasyprint.urls.URLFetcherResponse(url, font_bytes(name), {"Content-Type": "font/ttf"})
        self.refused.append(url[:_SHOWN])
        raise ValueError(f"{url[:_SHOWN]} is not fetched")


class _Kept(logging.Handler):
    """Keeps every warning."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message of `record`."""
        message = record.getMessage()
        if not message.startswith(_OTHER_SUBSETTER):
            self.messages.append(message)


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Yield a list of what WeasyPrint warns of meanwhile, and keep all of it from being printed."""
    logger, kept = logging.getLogger("weasyprint"), _Kept()
    level, propagate = logger.level, logger.propagate
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    logger.addHandler(kept)
    try:
        with warnings.catch_warnings():
            # WeasyPrint leaves it to Python to close the file of its color profile.
            warnings.simplefilter("ignore", ResourceWarning)
            yield kept.messages
    finally:
        logger.removeHandler(kept)
        logger.setLevel(level)
        logger.propagate = propagate


@contextmanager
def _uncollected() -> Iterator[None]:
    """Collect no garbage on the way: a layout is many objects that all live until its end.

    What the layout before it left is collected first. When the process ends, nothing is: to free every object by itself
    takes longer than to give back the memory.
    """
    enabled = gc.isenabled()
    if _made:
        gc.collect()
    else:
        atexit.register(gc.freeze)
    gc.disable()
    try:
        yield
    finally:
        _made.append(True)
        if enabled:
            gc.enable()
