"""How large an input may be, and why; docs and tests name these constants."""

from __future__ import annotations

MAX_BYTES = 2 * 1024 * 1024
"""A profile that answers everything is about 40 KB; fifty times that is no profile but a mistake."""

MAX_DEPTH = 40
"""The deepest answer of the edition is 9 levels down; deeper nesting only serves to exhaust a stack."""

MAX_NODES = 50_000
"""Values in one file after anchors are expanded; a full profile has about 1,500."""

MAX_NAME = 100
"""Characters in the name of an entry; the longest of ours has 35, and every name is repeated in the places below it."""

MAX_DIGITS = 30
"""A longer run of digits is no number anyone means; it stays text."""

MAX_PROBLEMS = 50
"""Problems reported of one file; more would bury the first."""

MAX_LOCAL_DOCUMENT = 512 * 1024 * 1024
"""A local document that is larger is not hashed: a dossier holds handbooks and recordings, not archives."""

MAX_AUDITS_BYTES = 256 * 1024 * 1024
"""A file of earlier audits: one takes about 150 KB, and a thousand may be compared at once."""
