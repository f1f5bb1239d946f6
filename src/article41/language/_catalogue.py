"""The catalogues: the messages of a language, by the English ones."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

__all__ = ["Catalogue", "catalogue_of", "typeset"]

_FORM: Mapping[str, Callable[[int], int]] = {
    # Nought is singular in French.
    "fr": lambda number: int(number >= 2),
}
"""Which of its forms a number goes with, by language."""
_BEFORE = re.compile("[ \u00a0\u202f]+(?=[:;!?»])")
_AFTER = re.compile("«[ \u00a0\u202f]*")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


class Catalogue:
    """The messages of one language.

    Attributes:
        messages: translations by English template.
        plurals: the forms of each message that depends on a number, by the English one for many.
        terms: words for identifiers; ``duty.report`` is for the duty only.
    """

    def __init__(self, language: str, data: dict[str, Any]) -> None:
        self.messages: dict[str, str] = {en: typeset(language, to) for en, to in data["messages"].items()}
        self.terms: dict[str, str] = {word: typeset(language, to) for word, to in data["terms"].items()}
        self.plurals = {many: [typeset(language, form) for form in forms] for many, forms in data["plurals"].items()}
        self._form = _FORM[language]

    def plural(self, many: str, number: int) -> str | None:
        """Return the template that goes with ``number``, by the English one for many; None if there is none."""
        forms = self.plurals.get(many)
        return None if forms is None else forms[self._form(number)]


def typeset(language: str, text: str) -> str:
    """Return ``text`` with the language's apostrophes, and narrow spaces, at which no line breaks, at its signs."""
    if language == "fr":
        return _APOSTROPHE.sub("’", _AFTER.sub("«\u202f", _BEFORE.sub("\u202f", text)))
    return text


@lru_cache(maxsize=8)
def catalogue_of(language: str) -> Catalogue:
    """Return the catalogue of a language that is not English; read once."""
    return Catalogue(language, json.loads((Path(__file__).parent / f"{language}.json").read_bytes()))
