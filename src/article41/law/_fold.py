"""Names compared: accents, case, dashes, dots and commas make no difference."""

from __future__ import annotations

import unicodedata

__all__ = ["fold"]


def fold(text: str) -> str:
    """Return the form in which two spellings of one name are the same."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return " ".join("".join(_sign(c) for c in plain).split())


def _sign(char: str) -> str:
    if char in ",." or unicodedata.category(char) == "Pd":
        return " "
    return "'" if char in "\u2018\u2019\u02bc`" else char
