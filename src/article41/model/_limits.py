"""The sizes that a transfer or a file may have. A limit is stated here and nowhere else."""

from __future__ import annotations

__all__ = [
    "MAX_AUTHORISATIONS",
    "MAX_CODES",
    "MAX_DEPTH",
    "MAX_DESCRIPTION",
    "MAX_DETERMINATIONS",
    "MAX_DIGITS",
    "MAX_FILE_BYTES",
    "MAX_INTERMEDIARIES",
    "MAX_ITEMS",
    "MAX_NUMBER",
    "MAX_TEXT",
    "MAX_TRANSFERS",
    "MAX_YEAR",
    "MIN_YEAR",
]

MAX_TEXT = 1_000
"""Characters in an ordinary text: a name, a reference, a place."""
MAX_DESCRIPTION = 10_000
"""Characters in a description or a note."""
MAX_CODES = 100
"""Members of a list of words or codes: lists, controls, subjects, States of transit."""
MAX_ITEMS = 1_000
MAX_INTERMEDIARIES = 100
MAX_AUTHORISATIONS = 200
MAX_DETERMINATIONS = 200
MAX_NUMBER = 10**15
"""The greatest amount, value or measure."""
MAX_DIGITS = 15
"""Significant digits of a number: as many as every JSON reader keeps."""
MAX_FILE_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 32
"""Lists and objects inside each other."""
MAX_TRANSFERS = 100_000
"""Transfers in the list that a file holds."""
MIN_YEAR = 1900
MAX_YEAR = 2100
