"""Where each value of a JSON text stands.

``json`` tells positions only of syntax errors. This walks the text once more and keeps the offset of every
value and key by JSON pointer (RFC 6901). It is only done when a place is asked for.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable
from json import JSONDecodeError

from article41.model._limits import MAX_DEPTH

__all__ = ["DuplicateKeyError", "Lines", "Positions", "TooDeepError", "odd_number", "pointer"]

_SPACE = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_SCALAR = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|-?Infinity|NaN", re.ASCII)


_ODD = re.compile(r"-?Infinity|NaN|-?\d{4000,}", re.ASCII)


class DuplicateKeyError(ValueError):
    """A key stands twice in one object. ``key``, its ``pointer`` and the ``offset`` of the second one."""

    def __init__(self, key: str, pointer: str, offset: int) -> None:
        super().__init__(key)
        self.key, self.pointer, self.offset = key, pointer, offset


class TooDeepError(ValueError):
    """Lists and objects are nested deeper than is allowed; ``offset`` is that of the first too deep one."""

    def __init__(self, pointer: str, offset: int) -> None:
        super().__init__(pointer)
        self.pointer, self.offset = pointer, offset


def pointer(path: Iterable[str | int]) -> str:
    """Return the JSON pointer of ``path``; the empty path is the whole document, ``""``."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


class Lines:
    """Turns offsets in a text into lines and columns, both from 1 and in characters."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer(r"\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of the character at ``offset``."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


class Positions:
    """The offsets of the values and keys of one JSON value that starts at ``start`` of ``text``.

    Raises:
        json.JSONDecodeError: if the text is not JSON there.
        DuplicateKeyError: if an object has a key twice.
        TooDeepError: if it is nested deeper than ``article41.model._limits.MAX_DEPTH``.
    """

    def __init__(self, text: str, start: int = 0) -> None:
        self._text = text
        self.values: dict[str, int] = {}
        """The offset of each value by pointer."""
        self.keys: dict[str, int] = {}
        """The offset of each key by the pointer of its value."""
        self.end = self._value(self._space(start), "", 0)
        """The offset after the value."""

    def _space(self, at: int) -> int:
        found = _SPACE.match(self._text, at)
        assert found is not None
        return found.end()

    def _value(self, at: int, here: str, depth: int) -> int:
        self.values[here] = at
        opening = self._text[at : at + 1]
        if opening in ("{", "[") and depth == MAX_DEPTH:
            raise TooDeepError(here, at)
        if opening == "{":
            return self._object(at, here, depth + 1)
        if opening == "[":
            return self._list(at, here, depth + 1)
        if opening == '"':
            return self._string(at)
        found = _SCALAR.match(self._text, at)
        if found is None:
            raise JSONDecodeError("Expecting value", self._text, at)
        return found.end()

    def _string(self, at: int) -> int:
        found = _STRING.match(self._text, at)
        if found is None:
            raise JSONDecodeError("Unterminated string starting at", self._text, at)
        return found.end()

    def _object(self, at: int, here: str, depth: int) -> int:
        text = self._text
        seen: set[str] = set()
        at = self._space(at + 1)
        if text[at : at + 1] == "}":
            return at + 1
        while True:
            if text[at : at + 1] != '"':
                raise JSONDecodeError("Expecting property name enclosed in double quotes", text, at)
            after = self._string(at)
            key: str = json.loads(text[at:after], strict=False)
            member = here + pointer([key])
            if key in seen:
                raise DuplicateKeyError(key, member, at)
            seen.add(key)
            self.keys[member] = at
            at = self._space(after)
            if text[at : at + 1] != ":":
                raise JSONDecodeError("Expecting ':' delimiter", text, at)
            at = self._space(self._value(self._space(at + 1), member, depth))
            closing = text[at : at + 1]
            if closing == "}":
                return at + 1
            if closing != ",":
                raise JSONDecodeError("Expecting ',' delimiter", text, at)
            at = self._space(at + 1)

    def _list(self, at: int, here: str, depth: int) -> int:
        text, index = self._text, 0
        at = self._space(at + 1)
        if text[at : at + 1] == "]":
            return at + 1
        while True:
            at = self._space(self._value(at, f"{here}/{index}", depth))
            closing = text[at : at + 1]
            if closing == "]":
                return at + 1
            if closing != ",":
                raise JSONDecodeError("Expecting ',' delimiter", text, at)
            at, index = self._space(at + 1), index + 1


def odd_number(text: str, positions: Positions) -> tuple[str, int, str]:
    """Return pointer, offset and spelling of the first number that ``json`` reads and we do not.

    Raises:
        LookupError: if there is none.
    """
    for inner, offset in positions.values.items():
        found = _ODD.match(text, offset)
        if found is not None:
            return inner, offset, found[0]
    raise LookupError
