"""What every Office file needs: texts that XML can hold, and the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from shutil import copyfileobj
from types import MappingProxyType
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_CONTENTS = "[Content_Types].xml"
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def for_xml(text: str) -> str:
    """Return a text with each character that XML lacks as its code."""
    return _NO_XML.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def repeatable(written: BytesIO, instead: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """Return an archive without the time of day: in a fixed order, every entry of the same date.

    `instead` holds the content of entries that are replaced.
    """
    result = BytesIO()
    with ZipFile(written) as old, ZipFile(result, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != _CONTENTS, name)):
            entry = ZipInfo(name, _NO_TIME)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # otherwise it names the system it was written on
            entry.external_attr = 0o644 << 16
            with new.open(entry, "w") as target:
                if name in instead:
                    target.write(instead[name])
                else:
                    with old.open(name) as source:
                        copyfileobj(source, target)
    return result.getvalue()
