"""A JSON text on its way in: decoded, parsed strictly, and every failure with its place.

Stricter than ``json``: a key that stands twice is refused (which one is meant?), and so are ``NaN`` and
``Infinity``. Numbers with a point become ``Decimal``: as a double, 74.99999999999999999 would have become 75
before anyone could see it.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from decimal import Decimal
from json import JSONDecodeError
from typing import TYPE_CHECKING, Any, NoReturn

from article41._errors import InputError, Place, Problem
from article41.model._limits import MAX_DEPTH, MAX_FILE_BYTES

if TYPE_CHECKING:
    from article41.model._positions import Lines

__all__ = ["TOO_DEEP", "Source"]

TOO_DEEP = f"nested deeper than {MAX_DEPTH} lists and objects"
_SPACE = " \t\n\r"
_HINTS = {
    "Expecting property name enclosed in double quotes": "put names in double quotes; no comma after the last",
    "Expecting ',' delimiter": "a comma is missing, or a quotation mark inside a text lacks its backslash",
    "Expecting value": "texts need double quotes; truth is true or false; unknown is null",
    "Illegal trailing comma before end of object": "remove the comma",
    "Illegal trailing comma before end of array": "remove the comma",
    "Invalid control character at": "write a line break inside a text as \\n",
    "Invalid \\escape": "write a backslash inside a text as \\\\",
}


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _constant(name: str) -> NoReturn:
    raise ValueError(name)


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant, parse_float=Decimal)


class Source:
    """The text of ``data`` and the name of its file.

    Raises:
        InputError: if ``data`` is too large or is not UTF-8.
    """

    def __init__(self, data: bytes, file: str | None) -> None:
        self.file = file
        self._lines: Lines | None = None
        if len(data) > MAX_FILE_BYTES:
            message = f"the file has {len(data):,} bytes; at most {MAX_FILE_BYTES:,} are read"
            raise InputError(Problem(message, Place(file), "split it into several files"))
        content = data.removeprefix(BOM_UTF8)
        try:
            self.text = content.decode()
        except UnicodeDecodeError as error:
            self.text = content[: error.start].decode()
            byte, offset = content[error.start], error.start + len(data) - len(content)
            message = f"the file is not UTF-8: found byte 0x{byte:02x} at offset {offset}"
            self.fail(message, len(self.text), "save it as UTF-8")

    def place(self, offset: int, pointer: str | None = None) -> Place:
        """Return the place of the character at ``offset``."""
        if self._lines is None:
            from article41.model._positions import Lines

            self._lines = Lines(self.text)
        return Place(self.file, *self._lines.place(offset), pointer)

    def fail(self, message: str, offset: int, hint: str | None = None, pointer: str | None = None) -> NoReturn:
        """Raise an ``InputError`` that points at ``offset``."""
        raise InputError(Problem(message, self.place(offset, pointer), hint))

    def skip(self, at: int) -> int:
        """Return the offset of the first character from ``at`` that is not white space."""
        text = self.text
        while text[at : at + 1] and text[at] in _SPACE:
            at += 1
        return at

    def parse(self, at: int, pointer: str = "") -> tuple[Any, int]:
        """Return the JSON value that starts at ``at``, and the offset after it.

        Raises:
            InputError: if there is none; ``pointer`` is where it stands in the whole document.
        """
        try:
            return _DECODER.raw_decode(self.text, at)
        except (ValueError, RecursionError) as error:
            self._explain(at, pointer, error)

    def nothing_after(self, at: int) -> None:
        """Refuse anything but white space from ``at`` on."""
        at = self.skip(at)
        if at < len(self.text):
            self.fail(
                f"the JSON ends, but more follows: found {self.text[at : at + 20]!r}",
                at,
                "put several transfers into one list: [ {...}, {...} ]",
            )

    def not_json(self, what: str, at: int) -> NoReturn:
        """Raise the ``InputError`` of a syntax error; ``what`` is the message of ``json`` for it."""
        rest = self.text[at : at + 20].split("\n")[0]
        found = f"found {rest!r}" if rest else "the line ends" if at < len(self.text) else "the file ends"
        self.fail(f"not JSON: {what[0].lower()}{what[1:]}, {found}", at, _HINTS.get(what))

    def _explain(self, at: int, pointer: str, error: Exception) -> NoReturn:
        """Find the place of what the decoder refused, often without saying where."""
        from article41.model._positions import DuplicateKeyError, Positions, TooDeepError, odd_number

        if isinstance(error, JSONDecodeError):
            self.not_json(error.msg, error.pos)
        try:
            positions = Positions(self.text, at)
        except DuplicateKeyError as twice:
            self.fail(
                f"the key {twice.key!r} stands twice in one object",
                twice.offset,
                "remove one of them: it cannot be told which is meant",
                pointer + twice.pointer,
            )
        except TooDeepError as deep:
            self.fail(TOO_DEEP, deep.offset, pointer=pointer + deep.pointer)
        except JSONDecodeError as broken:
            self.not_json(broken.msg, broken.pos)
        # What is left: NaN and Infinity, which are no JSON, and whole numbers longer than Python reads.
        inner, offset, token = odd_number(self.text, positions)
        self.fail(
            f"not a number that can be read: found {token[:20]!r}",
            offset,
            "leave the field out if the number is not known",
            pointer + inner,
        )
