"""The small shapes that schemas of rule files are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

__all__ = [
    "CITATION",
    "DAY",
    "DOCUMENT_CITATION",
    "FLAG",
    "NUMBER",
    "PARAGRAPH",
    "PERIOD",
    "SYMBOL",
    "TEXT",
    "WORD",
    "enum",
    "listed",
    "mapping",
    "number_from",
]

_DAY = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_RESOLUTION = r"S/RES/[0-9]{1,4}\s*\([0-9]{4}\)"
_DOCUMENT = "[A-Z][A-Z0-9]*/[A-Za-z0-9./-]+"
_PARAGRAPH = r"([Aa]nnex\s+)?[0-9A-Za-z]+(\s*\([0-9A-Za-z]+\))*(\s+[Aa]nnex(\s+[A-Za-z0-9]+)?)?"

SYMBOL = rf"^(S/RES/[0-9]{{1,4}} \([0-9]{{4}}\)|(?!S/RES/){_DOCUMENT})$"
"""The pattern of a document's symbol in its usual form."""
PARAGRAPH: dict[str, Any] = {"type": ["string", "integer"], "pattern": rf"^\s*{_PARAGRAPH}\s*$"}
TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
WORD: dict[str, Any] = {"type": ["string", "number", "boolean"]}
"""A word that may look like a number: the id of a list, a code."""
FLAG: dict[str, Any] = {"enum": [True, False, "true", "false"]}
DAY: dict[str, Any] = {"type": "string", "pattern": f"^{_DAY}$", "examples": ["2006-10-14"]}
PERIOD: dict[str, Any] = {
    "type": "string",
    "pattern": rf"^\s*({_DAY}\s*\.\.(\s*{_DAY})?|\.\.\s*{_DAY})\s*$",
    "examples": ["2006-10-14 ..", "2009-06-12 .. 2016-03-01"],
}
CITATION: dict[str, Any] = {
    "type": "string",
    "pattern": rf"^\s*({_RESOLUTION}\s*{_PARAGRAPH}|(?!S/RES/){_DOCUMENT}(\s+{_PARAGRAPH})?)\s*$",
    "examples": ["S/RES/1718 (2006) 8 (b)"],
}
DOCUMENT_CITATION: dict[str, Any] = {
    "type": "string",
    "pattern": rf"^\s*({_RESOLUTION}(\s*{_PARAGRAPH})?|(?!S/RES/){_DOCUMENT}(\s+{_PARAGRAPH})?)\s*$",
}
"""A citation that may be of a resolution as a whole."""
NUMBER: dict[str, Any] = {"type": ["number", "string"], "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"}


def enum(words: Iterable[str]) -> dict[str, Any]:
    """Return the shape of one of ``words``; ``true`` and ``false`` may be truth values."""
    found: list[Any] = list(words)
    return {"enum": [*found, *(word == "true" for word in found if word in ("true", "false"))]}


def listed(shape: dict[str, Any]) -> dict[str, Any]:
    """Return the shape of one such value, or of a list of them."""
    return {"if": {"type": "array"}, "then": {"items": shape}, "else": shape}


def mapping(shapes: dict[str, Any], needed: Iterable[str] = ()) -> dict[str, Any]:
    """Return the shape of a mapping with these keys and no others."""
    out: dict[str, Any] = {"type": "object", "properties": shapes, "additionalProperties": False}
    required = list(needed)
    return {**out, "required": required} if required else out


def number_from(least: int) -> dict[str, Any]:
    """Return the shape of a whole number of at least ``least``."""
    return {"type": ["integer", "string"], "minimum": least, "pattern": "^(0|[1-9][0-9]*)(\\.0+)?$"}
