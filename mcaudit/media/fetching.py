"""Gives WeasyPrint what the program ships, and nothing else: a PDF is made without reading files or calling servers."""

from __future__ import annotations

from collections.abc import Mapping

from weasyprint.urls import URLFetcher, URLFetcherResponse

from mcaudit.media.faces import FONT_FILES, URL_PREFIX, font_bytes

_PICTURE_PREFIXES = ("data:image/svg+xml,", "data:image/svg+xml;", "data:image/png;")
_SHOWN = 200
"""How much of a refused address is kept: one may be as long as a file."""


class Packaged(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Fetches shipped fonts, and pictures that are written out in the page itself.

    WeasyPrint goes on without what it cannot have, and does not always say so. Every refusal is kept
    in `refused`, for whoever made the page.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return what is at `url`, or refuse it."""
        if url.startswith(_PICTURE_PREFIXES):
            return super().fetch(url, headers)
        name = url.removeprefix(URL_PREFIX)
        if url.startswith(URL_PREFIX) and name in FONT_FILES:
            return URLFetcherResponse(url, font_bytes(name), {"Content-Type": "font/ttf"})
        self.refused.append(url[:_SHOWN])
        raise ValueError(f"{url[:_SHOWN]} is not fetched")
