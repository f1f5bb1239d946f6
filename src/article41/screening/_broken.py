"""Files in which some lines are broken: each good record is kept with its number, each bad one with the reason.

DuckDB reads a file whole or, told to pass over what is broken, without saying which rows are left. So a file that it
refuses is first gone through here, line by line, and what is sound is written anew.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

__all__ = ["BadLine", "Csv", "clean_csv", "clean_lines", "open_bytes", "sniff"]

_MOST_LINES = 200
"""A record with line breaks in its quotes may go over so many lines; one that is longer has a quote that never ends."""
MAX_LINE = 8_000_000
"""Bytes of the longest line that is read."""
_SHOWN = 200


class BadLine(NamedTuple):
    """A record that could not be read: its number and line (both from 1), what is there, and why not."""

    number: int
    line: int
    text: str
    reason: str


class Csv(NamedTuple):
    """What the first line of a CSV file tells."""

    delimiter: str
    header: tuple[str, ...]


def open_bytes(path: Path) -> BinaryIO:
    """Open a file that may be compressed by gzip."""
    return cast(BinaryIO, gzip.open(path, "rb")) if path.name.endswith(".gz") else path.open("rb")


def sniff(path: Path) -> Csv | None:
    """Return the delimiter and the names of the columns; None if the file is empty.

    Raises:
        ValueError: the first line cannot be read.
    """
    with open_bytes(path) as file:
        lines = _texts(file)
        first = next((line for line in lines if line.strip("\r\n\ufeff ")), None)
        if first is None:
            return None
        first = first.lstrip("\ufeff")
        while first.count('"') % 2 and len(first) < MAX_LINE:
            more = next(lines, None)
            if more is None:
                break
            first += more
    if "\udc80" <= max(first) <= "\udcff":
        raise ValueError("its first line is not UTF-8: save the file as UTF-8")
    found: list[tuple[int, str, list[str]]] = []
    for delimiter in (",", ";", "\t", "|"):
        try:
            (names,) = csv.reader(io.StringIO(first, newline=""), delimiter=delimiter, strict=True)
        except (csv.Error, ValueError):
            continue
        found.append((len(names), delimiter, names))
    if not found:
        raise ValueError("its first line is not a line of CSV with the names of the columns")
    _, delimiter, names = max(found, key=lambda one: one[0])
    return Csv(delimiter, tuple(name.strip() for name in names))


def _texts(file: BinaryIO) -> Iterator[str]:
    """Yield the lines, whichever way they end; bytes that are no UTF-8 become lone surrogates."""
    lines = io.TextIOWrapper(file, encoding="utf-8", errors="surrogateescape", newline="")
    try:
        yield from lines
    finally:
        # The file is its owner's to close, and may be closed already, however far it was read.
        with suppress(ValueError):
            lines.detach()


def _shown(text: str) -> str:
    text = text.rstrip("\r\n").encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


class _Lines:
    """Lines that can be given back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._back: list[str] = []
        self.number = 0

    def next(self) -> str | None:
        line = self._back.pop() if self._back else next(self._lines, None)
        self.number += line is not None
        return line

    def back(self, lines: list[str]) -> None:
        self._back += reversed(lines)
        self.number -= len(lines)


def _parsed(text: str, delimiter: str, width: int) -> list[str] | str:
    """Return the fields of a record, or what is wrong with it."""
    if not text.isascii() and any("\udc80" <= sign <= "\udcff" for sign in text):
        return "it is not UTF-8"
    if "\0" in text:
        return "it holds the character U+0000"
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "a quote is not closed" if "end of data" in str(error) else f"its quotes are wrong: {error}"
    if len(records) != 1:
        return "its quotes are wrong"
    (fields,) = records
    if len(fields) == width + 1 and not fields[-1]:
        fields.pop()
    if len(fields) != width:
        return f"it has {len(fields)} {'field' if len(fields) == 1 else 'fields'}, and the header has {width}"
    return fields


def clean_csv(path: Path, form: Csv, target: Path, wait: Callable[[], None]) -> list[BadLine]:
    """Write the sound records of a CSV file to ``target``, each with its number in front; return the others.

    Args:
        path: the file.
        form: what its first line tells.
        target: where to write.
        wait: called now and then; it raises if the run is to stop.
    """
    csv.field_size_limit(MAX_LINE)
    width = len(form.header)
    bad: list[BadLine] = []
    number = 0
    with open_bytes(path) as file, target.open("w", encoding="utf-8", newline="") as out:
        write = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_MINIMAL).writerow
        lines = _Lines(_texts(file))
        header = True
        while (first := lines.next()) is not None:
            if not first.strip("\r\n\ufeff" if header else "\r\n"):
                continue
            start, text, taken = lines.number, first, [first]
            while text.count('"') % 2 and len(taken) < _MOST_LINES and len(text) < MAX_LINE:
                more = lines.next()
                if more is None:
                    break
                taken.append(more)
                text += more
            if header:
                header = False
                continue
            number += 1
            if number % 10_000 == 0:
                wait()
            fields = _parsed(text, form.delimiter, width) if len(text) < MAX_LINE else "it is too long"
            if isinstance(fields, str):
                # The lines after it are records of their own again.
                lines.back(taken[1:])
                bad.append(BadLine(number, start, _shown(first), f"this is no record: {fields}"))
            else:
                write([number, *fields])
    return bad


def clean_lines(path: Path, target: Path, wait: Callable[[], None]) -> list[BadLine]:
    """Write a file of lines to ``target`` with those emptied that are not UTF-8 or too long; return these."""
    bad: list[BadLine] = []
    with open_bytes(path) as file, target.open("wb") as out:
        for number, line in enumerate(file, 1):
            if number % 10_000 == 0:
                wait()
            text = line.rstrip(b"\r\n")
            reason = "it is too long" if len(text) > MAX_LINE else ""
            try:
                shown = text.decode("utf-8")
            except UnicodeDecodeError:
                shown, reason = text[:_SHOWN].decode("utf-8", "replace"), "it is not UTF-8"
            if not reason and not shown.isprintable() and any(ord(sign) < 32 and sign != "\t" for sign in shown):
                reason = "it holds control characters"
            if reason:
                bad.append(BadLine(number, number, _shown(shown[:_SHOWN]), f"this is no object: {reason}"))
                text = b""
            out.write(text + b"\n")
    return bad
