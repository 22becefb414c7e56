"""Loads WeasyPrint, which loads Pango, prints when it cannot, and warns about what it can do without."""

from __future__ import annotations

import io
import warnings
from contextlib import redirect_stdout

from mcaudit.errors import OutputError

_NO_PANGO = (
    "a PDF needs the library Pango, which cannot be loaded; install it with "
    "`apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0` (Debian, Ubuntu) "
    "or `brew install pango` (macOS)"
)

try:
    with redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import weasyprint
except OSError as error:
    raise OutputError(_NO_PANGO) from error

__all__ = ["weasyprint"]
