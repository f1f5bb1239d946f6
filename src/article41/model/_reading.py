"""Reading transfers from the bytes of a file, a JSON text or a mapping.

A file holds one transfer (an object) or several (a list of objects). One bad transfer of a list does not
stop the others; a file that is no JSON, or says one thing twice, is refused whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from json.decoder import JSONDecodeError
from typing import TYPE_CHECKING, Any, NoReturn

from pydantic import ValidationError

from article41._errors import InputError, Place, Problem
from article41.model._limits import MAX_DEPTH, MAX_FILE_BYTES, MAX_TRANSFERS
from article41.model._transfer import Transfer

if TYPE_CHECKING:
    from article41.model._positions import Lines, Positions

__all__ = ["ReadResult", "parse_transfer", "read_transfers"]

_SPACE = " \t\n\r"


class ReadResult:
    """One transfer of a file, or why it could not be read: one of ``transfer`` and ``error`` is None."""

    __slots__ = ("_positions", "_source", "_start", "error", "index", "pointer", "transfer")

    index: int
    """Its place in the file, from 0."""
    pointer: str
    """The JSON pointer of the transfer in the file: empty, or ``/3`` in a list."""
    transfer: Transfer | None
    error: InputError | None

    def __init__(self, index: int, pointer: str, source: _Source, start: int) -> None:
        self.index, self.pointer = index, pointer
        self.transfer = self.error = None
        self._source, self._start = source, start
        self._positions: Positions | None = None

    def __repr__(self) -> str:
        return f"ReadResult({self.index}, {self.pointer!r}, {self.transfer or self.error!r})"

    def place(self, pointer: str = "", *, of_key: bool = False) -> Place:
        """Return where the value at ``pointer`` (from the transfer's own root) stands in the file.

        ``of_key`` asks for the place of its key instead. A pointer that is not in the file has the place of
        the nearest value around it.
        """
        if self._positions is None:
            from article41.model._positions import Positions

            self._positions = Positions(self._source.text, self._start)
        values, keys = self._positions.values, self._positions.keys
        inner = pointer
        while inner not in values:
            inner = inner.rpartition("/")[0]
        offset = keys.get(inner, values[inner]) if of_key and inner == pointer else values[inner]
        return self._source.place(offset, self.pointer + pointer)


class _Source:
    """A JSON text and the name of its file."""

    def __init__(self, text: str, file: str | None) -> None:
        self.text, self.file = text, file
        self._lines: Lines | None = None

    def place(self, offset: int, pointer: str | None = None) -> Place:
        if self._lines is None:
            from article41.model._positions import Lines

            self._lines = Lines(self.text)
        line, column = self._lines.place(offset)
        return Place(self.file, line, column, pointer)

    def fail(self, message: str, offset: int, hint: str | None = None, pointer: str | None = None) -> NoReturn:
        raise InputError(Problem(message, self.place(offset, pointer), hint))


class _RepeatedKey(Exception):  # noqa: N818 - a signal between the two functions below
    pass


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _RepeatedKey
    return found


def _constant(name: str) -> NoReturn:
    raise ValueError(name)


# Decimal: as a double, 74.99999999999999999 would have become 75 before anyone could see it.
_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant, parse_float=Decimal)


def read_transfers(data: bytes, file: str | None = None) -> list[ReadResult]:
    """Read every transfer that ``data``, the content of ``file``, holds.

    Raises:
        InputError: if the file cannot be used at all: too large, empty, not UTF-8, not JSON, nested too
            deep, a key twice in one object, or neither an object nor a list of objects.
    """
    source = _Source(_decode(data, file), file)
    text = source.text
    start = len(text) - len(text.lstrip(_SPACE))
    if start == len(text):
        raise InputError(Problem("the file is empty", Place(file), _FORM))
    if text[start] == "[":
        return list(_list(source, start))
    if text[start] != "{":
        _parse(source, start, whole=True)
        source.fail("the file holds neither an object nor a list of objects", start, _FORM)
    value, _ = _parse(source, start, whole=True)
    return [_result(source, 0, "", start, value)]


_FORM = 'write a transfer like {"date": "2023-09-13", "items": [{"type": "artillery_shells"}]}, or a list of them'


def _decode(data: bytes, file: str | None) -> str:
    if len(data) > MAX_FILE_BYTES:
        raise InputError(
            Problem(
                f"the file has {len(data):,} bytes; at most {MAX_FILE_BYTES:,} are read",
                Place(file),
                "split it into several files",
            )
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        from article41.model._positions import Lines

        before = data[: error.start].decode("utf-8-sig", "replace")
        line, column = Lines(before).place(len(before))
        raise InputError(
            Problem(
                f"the file is not UTF-8: found byte 0x{data[error.start]:02x} at offset {error.start}",
                Place(file, line, column),
                "save it as UTF-8",
            )
        ) from None


def _list(source: _Source, start: int) -> Iterator[ReadResult]:
    text, at, index = source.text, _skip(source.text, start + 1), 0
    if text[at : at + 1] == "]":
        source.fail("the list holds no transfer", start, _FORM)
    found: list[tuple[int, Any]] = []
    while True:
        if index == MAX_TRANSFERS:
            source.fail(f"the list holds more than {MAX_TRANSFERS:,} transfers", at, "split it into several files")
        value, end = _parse(source, at)
        found.append((at, value))
        at, index = _skip(text, end), index + 1
        if text[at : at + 1] == "]":
            break
        if text[at : at + 1] != ",":
            _not_json(source, JSONDecodeError("Expecting ',' delimiter", text, at))
        at = _skip(text, at + 1)
    _nothing_after(source, at + 1)
    # Only now: a file that is broken further down is refused whole.
    for index, (offset, value) in enumerate(found):
        yield _result(source, index, f"/{index}", offset, value)


def _skip(text: str, at: int) -> int:
    while text[at : at + 1] and text[at] in _SPACE:
        at += 1
    return at


def _nothing_after(source: _Source, at: int) -> None:
    at = _skip(source.text, at)
    if at < len(source.text):
        source.fail(
            f"the JSON ends, but more follows: found {source.text[at : at + 20]!r}",
            at,
            "put several transfers into one list: [ {...}, {...} ]",
        )


def _parse(source: _Source, at: int, *, whole: bool = False) -> tuple[Any, int]:
    try:
        value, end = _DECODER.raw_decode(source.text, at)
    except JSONDecodeError as error:
        _not_json(source, error)
    except RecursionError:
        source.fail(f"nested deeper than {MAX_DEPTH} lists and objects", at)
    except (_RepeatedKey, ValueError) as error:
        _explain(source, at, error)
    if whole:
        _nothing_after(source, end)
    return value, end


def _explain(source: _Source, at: int, error: Exception) -> NoReturn:
    """Find the place of what the decoder refused without saying where."""
    from article41.model._positions import DuplicateKeyError, Positions, TooDeepError

    try:
        positions = Positions(source.text, at)
    except DuplicateKeyError as twice:
        source.fail(
            f"the key {twice.key!r} stands twice in one object",
            twice.offset,
            "remove one of them: it cannot be told which is meant",
            twice.pointer,
        )
    except TooDeepError as deep:
        source.fail(f"nested deeper than {MAX_DEPTH} lists and objects", deep.offset, pointer=deep.pointer)
    except JSONDecodeError as broken:
        _not_json(source, broken)
    # What is left: NaN and Infinity, which are no JSON, and whole numbers longer than Python reads.
    for inner, offset in positions.values.items():
        token = _TOKEN.match(source.text, offset)
        if token is not None:
            source.fail(
                f"not a number that can be read: found {token[0][:20]}",
                offset,
                "leave the field out if the number is not known",
                inner,
            )
    raise error


def _not_json(source: _Source, error: JSONDecodeError) -> NoReturn:
    found = source.text[error.pos : error.pos + 20].split("\n")[0]
    what = f"found {found!r}" if found else "the line ends" if error.pos < len(source.text) else "the file ends"
    message = error.msg[0].lower() + error.msg[1:]
    source.fail(f"not JSON: {message}, {what}", error.pos, _HINTS.get(error.msg))


_HINTS = {
    "Expecting property name enclosed in double quotes": "put names in double quotes; no comma after the last",
    "Expecting ',' delimiter": "a comma is missing, or a quotation mark inside a text lacks its backslash",
    "Expecting value": "texts need double quotes; truth is true or false; unknown is null",
    "Illegal trailing comma before end of object": "remove the comma",
    "Illegal trailing comma before end of array": "remove the comma",
    "Invalid control character at": "write a line break inside a text as \\n",
    "Invalid \\escape": "write a backslash inside a text as \\\\",
}


def _result(source: _Source, index: int, prefix: str, start: int, value: Any) -> ReadResult:
    result = ReadResult(index, prefix, source, start)
    try:
        result.transfer = Transfer.model_validate(value)
    except ValidationError as error:
        result.error = _input_error(result, value, error)
    return result


def _input_error(result: ReadResult, value: Any, error: ValidationError) -> InputError:
    from article41.model._positions import TooDeepError
    from article41.model._problems import problems_of, short

    if not isinstance(value, dict):
        return InputError(Problem(f"a transfer must be an object: found {short(value)}", result.place(), _FORM))
    try:
        return InputError(problems_of(error, Transfer, value, lambda inner, key: result.place(inner, of_key=key)))
    except TooDeepError as deep:
        place = result._source.place(deep.offset, result.pointer + deep.pointer)
        return InputError(Problem(f"nested deeper than {MAX_DEPTH} lists and objects", place))


def parse_transfer(value: Mapping[str, Any] | str | bytes) -> Transfer:
    """Return the transfer that a mapping, a JSON text or its UTF-8 bytes state.

    Raises:
        InputError: if it is none; every problem names its JSON pointer and, for a text, line and column.
    """
    if isinstance(value, str):
        value = value.encode("utf-8", "surrogatepass")
    if isinstance(value, bytes):
        results = read_transfers(value)
        if len(results) != 1:
            raise InputError(f"one transfer is expected: found {len(results)}")
        if results[0].error is not None:
            raise results[0].error
        assert results[0].transfer is not None
        return results[0].transfer
    try:
        return Transfer.model_validate(value)
    except ValidationError as error:
        from article41.model._problems import problems_of, short

        if not isinstance(value, Mapping):
            raise InputError(f"a transfer must be an object: found {short(value)}") from None
        raise InputError(problems_of(error, Transfer, value, lambda inner, _: Place(pointer=inner or None))) from None
