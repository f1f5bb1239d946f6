"""Names compared: accents, case, dashes, dots and commas make no difference."""

from __future__ import annotations

import unicodedata

__all__ = ["fold"]


def fold(text: str) -> str:
    """Return the form in which two spellings of one name are the same."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().replace("\u2019", "'")
    return " ".join(plain.replace(",", " ").replace("-", " ").replace(".", " ").split())
