"""Loads WeasyPrint, which loads Pango, prints when it cannot, and warns about what it can do without."""

from __future__ import annotations

import ctypes.util
import io
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress

from mcaudit.errors import OutputError

_NO_PANGO = (
    "a PDF needs the library Pango, which cannot be loaded; install it with "
    "`apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0` (Debian, Ubuntu) "
    "or `brew install pango` (macOS)"
)


def _nothing(name: str) -> str | None:
    return None


@contextmanager
def _without_searching() -> Iterator[None]:
    """Leave the search for libraries to the loader.

    WeasyPrint tries several names for each library. For every name that the loader does not know,
    `find_library` starts `ldconfig`, `gcc`, and `ld`, which takes longer than to load them all.
    """
    find = ctypes.util.find_library
    ctypes.util.find_library = _nothing
    try:
        yield
    finally:
        ctypes.util.find_library = find


try:
    with redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if sys.platform == "linux":
            with suppress(OSError), _without_searching():
                import weasyprint
        import weasyprint
except OSError as error:
    raise OutputError(_NO_PANGO) from error

__all__ = ["weasyprint"]
