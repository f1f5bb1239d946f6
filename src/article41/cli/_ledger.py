"""Ledgers: long files of transfers, a JSON list or a transfer a line (JSONL); a bad entry does not stop the others."""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO, NamedTuple

from article41._errors import InputError, Place, Problem
from article41.cli._inputs import STDIN, label_of
from article41.model import Transfer, read_transfers
from article41.model._limits import MAX_FILE_BYTES

__all__ = ["Entry", "read_ledger"]


class Entry(NamedTuple):
    """One entry: a transfer, or why it is none."""

    place: Place
    transfer: Transfer | None
    error: InputError | None


def read_ledger(name: str) -> Iterator[Entry]:
    """Yield the entries of a ledger; one a line is read as it comes and may be of any length.

    Raises:
        InputError: the file cannot be read, or is neither.
    """
    label = label_of(name)
    try:
        with nullcontext(sys.stdin.buffer) if name == STDIN else Path(name).open("rb") as file:
            yield from _entries(file, label)
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else f"cannot be read: {error}"
        raise InputError(Problem(reason, Place(label), "name a file of transfers, or - for standard input")) from None


def _entries(file: BinaryIO, label: str) -> Iterator[Entry]:
    first, number = b"", 0
    while not first.strip():
        first = _line(file, label, number := number + 1)
        if not first:
            raise InputError(Problem("the ledger is empty", Place(label), "it is a list of transfers, or one a line"))
    first = first.removeprefix(BOM_UTF8)
    start = first.strip()
    if label.endswith((".jsonl", ".ndjson")) or (start.startswith(b"{") and start.endswith(b"}")):
        yield from _lines(file, label, first, number)
        return
    rest = file.read(MAX_FILE_BYTES + 1)
    # The lines before are empty: they count for the places.
    for result in read_transfers(b"\n" * (number - 1) + first + rest, label):
        yield Entry(result.place(), result.transfer, result.error)


def _lines(file: BinaryIO, label: str, line: bytes, number: int) -> Iterator[Entry]:
    while line:
        if line.strip():
            yield _entry(line, label, number)
        number += 1
        line = _line(file, label, number)


def _entry(line: bytes, label: str, number: int) -> Entry:
    place = Place(label, number)
    try:
        (result, *more) = read_transfers(line, label)
    except InputError as error:
        return Entry(place, None, _moved(error, number))
    if more or result.pointer:
        return Entry(place, None, InputError(Problem("a line holds one transfer, not a list", place)))
    return Entry(place, result.transfer, _moved(result.error, number) if result.error else None)


def _line(file: BinaryIO, label: str, number: int) -> bytes:
    line = file.readline(MAX_FILE_BYTES + 1)
    if len(line) > MAX_FILE_BYTES:
        raise InputError(Problem(f"a line of more than {MAX_FILE_BYTES:,} bytes", Place(label, number)))
    return line


def _moved(error: InputError, number: int) -> InputError:
    """Give problems of a text of one line the place that it has in the file."""
    return InputError(
        [
            Problem(p.message, Place(p.place.file, number, p.place.column, p.place.pointer), p.hint)
            for p in error.problems
        ]
    )
