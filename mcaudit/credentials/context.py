"""The JSON-LD contexts that are shipped: the only ones a signature is made or checked with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CONTEXTS = (CREDENTIALS, OPEN_BADGES)
"""The contexts of every credential of ours, in the order that Open Badges asks for."""
FILES: Mapping[str, tuple[str, str]] = {
    CREDENTIALS: (
        "credentials-v2.json",
        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    ),
    OPEN_BADGES: (
        "ob-v3p0-context-3.0.3.json",
        "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
    ),
}
"""An address → the file that holds its context, and the file's SHA-256."""
FOLDER = Path(__file__).parent / "contexts"


@cache
def shipped() -> Mapping[str, dict[str, Any]]:
    """Return every shipped context by its address."""
    return {address: json.loads((FOLDER / name).read_bytes()) for address, (name, _) in FILES.items()}
