"""Reading transfers from the bytes of a file, a JSON text or a mapping.

A file holds one transfer (an object) or several (a list of objects). One bad transfer of a list does not
stop the others; a file that is no JSON, or says one thing twice, is refused whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic_core import ValidationError

from article41._errors import InputError, Place, Problem
from article41.model._limits import MAX_TRANSFERS
from article41.model._source import TOO_DEEP, Source
from article41.model._transfer import Transfer
from article41.model._validators import validator_of

if TYPE_CHECKING:
    from article41.model._positions import Positions

__all__ = ["ReadResult", "parse_transfer", "read_transfers"]

_FORM = 'write a transfer like {"date": "2023-09-13", "items": [{"type": "artillery_shells"}]}, or a list of them'


class ReadResult:
    """One transfer of a file, or why it could not be read: one of ``transfer`` and ``error`` is None."""

    # No dataclass: making one takes longer than reading a transfer.
    __slots__ = ("_positions", "_source", "_start", "error", "index", "pointer", "transfer")

    index: int
    """Its place in the file, from 0."""
    pointer: str
    """The JSON pointer of the transfer in the file: empty, or ``/3`` in a list."""
    transfer: Transfer | None
    error: InputError | None

    def __init__(self, index: int, pointer: str, source: Source, start: int) -> None:
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

    def given(self) -> Any:
        """Return the JSON value as the file has it; numbers with a point are ``Decimal``."""
        return self._source.parse(self._start)[0]


def read_transfers(data: bytes, file: str | None = None) -> list[ReadResult]:
    """Read every transfer that ``data``, the content of ``file``, holds.

    Raises:
        InputError: if the file cannot be used at all: too large, empty, not UTF-8, not JSON, a key twice in
            one object, or neither an object nor a list of objects.
    """
    source = Source(data, file)
    start = source.skip(0)
    opening = source.text[start : start + 1]
    if not opening:
        raise InputError(Problem("the file is empty", Place(file), _FORM))
    if opening == "[":
        return _list(source, start)
    value, end = source.parse(start)
    source.nothing_after(end)
    if opening != "{":
        source.fail("the file holds neither an object nor a list of objects", start, _FORM)
    return [_result(source, 0, "", start, value)]


def _list(source: Source, start: int) -> list[ReadResult]:
    text, at = source.text, source.skip(start + 1)
    if text[at : at + 1] == "]":
        source.fail("the list holds no transfer", start, _FORM)
    found: list[tuple[int, Any]] = []
    while True:
        if len(found) == MAX_TRANSFERS:
            source.fail(f"the list holds more than {MAX_TRANSFERS:,} transfers", at, "split it into several files")
        value, end = source.parse(at, f"/{len(found)}")
        found.append((at, value))
        at = source.skip(end)
        closing = text[at : at + 1]
        if closing == "]":
            break
        if closing != ",":
            source.not_json("Expecting ',' delimiter", at)
        at = source.skip(at + 1)
    source.nothing_after(at + 1)
    # Only now: a file that is broken further down is refused whole.
    return [_result(source, index, f"/{index}", *entry) for index, entry in enumerate(found)]


def _result(source: Source, index: int, pointer: str, start: int, value: Any) -> ReadResult:
    result = ReadResult(index, pointer, source, start)
    try:
        result.transfer = _validate(value)
    except ValidationError as error:
        result.error = _input_error(result, value, error)
    return result


def _validate(value: Any) -> Transfer:
    transfer: Transfer = validator_of(Transfer).validate_python(value)
    return transfer


def _input_error(result: ReadResult, value: Any, error: ValidationError) -> InputError:
    from article41.model._positions import TooDeepError
    from article41.model._problems import problems_of, short

    try:
        if not isinstance(value, dict):
            return InputError(Problem(f"a transfer must be an object: found {short(value)}", result.place(), _FORM))
        return InputError(problems_of(error, Transfer, value, lambda inner, key: result.place(inner, of_key=key)))
    except TooDeepError as deep:
        # Nothing that a transfer may state lies so deep: only now is the depth looked at.
        place = result._source.place(deep.offset, result.pointer + deep.pointer)
        return InputError(Problem(TOO_DEEP, place))


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
            raise InputError(Problem(f"one transfer is expected: found a list of {len(results)}"))
        if results[0].error is not None:
            raise results[0].error
        assert results[0].transfer is not None
        return results[0].transfer
    try:
        return _validate(value)
    except ValidationError as error:
        from article41.model._problems import problems_of, short

        if not isinstance(value, Mapping):
            raise InputError(Problem(f"a transfer must be an object: found {short(value)}", hint=_FORM)) from None
        raise InputError(problems_of(error, Transfer, value, lambda inner, _: Place(pointer=inner or None))) from None
