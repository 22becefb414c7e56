"""How large an input may be, and why; docs and tests name these constants."""

from __future__ import annotations

MAX_BYTES = 2 * 1024 * 1024
"""A profile that answers everything is about 40 KB; fifty times that is a mistake."""

MAX_DEPTH = 40
"""The deepest answer of the edition is 9 levels down; deeper nesting only serves to exhaust a stack."""

MAX_NODES = 50_000
"""Values in one file after anchors are expanded; a full profile has about 1,500."""

MAX_NAME = 100
"""Characters in the name of an entry; the longest of ours has 35, and every name is repeated in the places below it."""

MAX_DIGITS = 30
"""Nobody means a longer run of digits as a number; it stays text."""

MAX_PROBLEMS = 50
"""Problems reported of one file; more would bury the first."""

MAX_WARNINGS = 200
"""Warnings about how the values of one file were read; more are only counted."""

MAX_LOCAL_DOCUMENT = 512 * 1024 * 1024
"""A local document that is larger is not hashed: a dossier holds handbooks and recordings, not archives."""

MAX_TEXT_DOCUMENT = 4 * 1024 * 1024
"""A local document that is larger is not compared with its hash under other line ends: it is hardly a text."""

MAX_NAMES = 1_000
"""Names in a folder among which the one that may be meant is looked for."""

MAX_AUDITS_BYTES = 64 * 1024 * 1024
"""A file of earlier audits: one audit takes about 200 KB, so three hundred fit."""

MAX_AUDITS_VALUES = 3_000_000
"""Values in a file of earlier audits, each of which takes up to 100 bytes of memory; 64 MB of audits have 2,000,000."""

MAX_WORKBOOK_BYTES = 4 * 1024 * 1024
"""A worksheet has about 60 KB; with 99 rows filled to the brim it has 1 MB."""

MAX_UNPACKED_BYTES = 8 * 1024 * 1024
"""What the parts of a workbook come to unpacked: a worksheet has 0.4 MB, and a made-up one should not take long."""

MAX_STYLES_BYTES = 512 * 1024
"""How a workbook's cells look, which takes longest to read: a spreadsheet program writes 10 KB of it."""

MAX_PARTS = 200
"""Parts of a workbook; a worksheet has 16, and more once a spreadsheet program has saved it."""

MAX_SHEETS = 20
"""Sheets of a workbook; a worksheet has 8, and a reviewer may add some. Reading one takes time though it is empty."""

MAX_MARKUP = 400_000
"""Tags and attributes of a workbook, those of its largest part counted once more for each sheet, since sheets may share
it: reading each takes time and memory though it holds nothing. A worksheet comes to 50,000."""

MAX_ROWS = 5_000
"""Rows with anything in them, on all sheets, and how far down a sheet is read; a worksheet has about 300."""

MAX_COLUMNS = 40
"""How far to the right a sheet is read; a worksheet has 14 columns."""

MAX_CELL_TEXT = 32_767
"""Characters of a cell's text, as spreadsheet programs have it: a made-up workbook may refer to a longer one often."""

MAX_DECISION_TEXT = 10_000
"""Characters of a text of a decision, as in its schema."""

MAX_REVIEWER_ID = 80
"""Characters of a reviewer's short name, as in the schema of decisions."""

MAX_LOGO_BYTES = 512 * 1024
"""A logo is a few kilobytes, and stands in every document; a larger file is a photograph."""

MAX_LOGO_PIXELS = 4_000_000
"""Pixels of a logo: 2000 by 2000 are sharp on paper, and a small file may unpack to far more."""

MAX_TEMPLATE_BYTES = 64 * 1024
"""The text of a letter; a page has about 3 KB."""
