"""The inputs that a user names: files, folders, patterns and standard input; and in which format each is."""

from __future__ import annotations

import glob
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple, NoReturn

from article41._errors import InputError, Place, Problem

__all__ = ["FORMATS", "STDIN", "Input", "find_inputs", "format_of"]

STDIN = "-"
FORMATS = ("csv", "parquet", "jsonl")
_SUFFIXES = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}


class Input(NamedTuple):
    """One file: how messages and outputs call it, where it is, and its format."""

    label: str
    path: Path
    format: str


def _refuse(label: str, message: str, hint: str | None = None) -> NoReturn:
    raise InputError(Problem(message, Place(label), hint))


def format_of(name: str) -> str | None:
    """Return the format that the end of a name tells; None if it tells none."""
    path = Path(name[:-3] if name.endswith(".gz") else name)
    return _SUFFIXES.get(path.suffix.lower())


def find_inputs(names: Iterable[str], given: str | None, stdin: BinaryIO | None, folder: Path) -> list[Input]:
    """Return the files that are named, in the order of the names, and of their own inside a folder or pattern.

    Args:
        names: paths, folders, patterns with ``*``, ``?`` or ``[``, or ``-``.
        given: the format of all of them; None for "by the name".
        stdin: standard input.
        folder: where what comes from standard input is kept while it is read.

    Raises:
        InputError: there is no such file, it cannot be read, or nothing tells its format.
    """
    found: list[Input] = []
    for name in names:
        if name == STDIN:
            if stdin is None:
                _refuse("standard input", "there is none")
            if any(one.label == "standard input" for one in found):
                _refuse("standard input", "it can be read only once")
            found.append(_kept(stdin, given, folder))
        else:
            found += [_file(path, given, str(path)) for path in _paths(name, given)]
    labels = [one.label for one in found]
    twice = [label for n, label in enumerate(labels) if label in labels[:n]]
    if twice:
        _refuse(twice[0], "is named twice: its rows would count twice")
    return found


def _paths(name: str, given: str | None) -> list[Path]:
    path = Path(name)
    try:
        if path.is_file():
            return [path]
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith((".", "_")))
            inside = [one for one in inside if given is not None or format_of(one.name) is not None]
            if not inside:
                _refuse(name, "there is no table in this folder", "tables are named *.csv, *.parquet or *.jsonl")
            return inside
        if path.exists():
            return [path]
        matching = sorted(map(Path, glob.glob(name, recursive=True))) if glob.has_magic(name) else []  # noqa: PTH207
    except (OSError, ValueError) as error:
        _refuse(name, f"cannot be read: {getattr(error, 'strerror', None) or error}")
    if not matching:
        _refuse(name, "there is no such file", None if path.is_absolute() else f"looked in {Path.cwd()}")
    return [one for one in matching if one.is_file()]


def _file(path: Path, given: str | None, label: str) -> Input:
    form = given or format_of(path.name)
    if form is None:
        _refuse(label, "its name does not tell its format", f"say --input-format {', '.join(FORMATS)}")
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        _refuse(label, f"cannot be read: {error.strerror or error}")
    return Input(label, path, form)


def _kept(stdin: BinaryIO, given: str | None, folder: Path) -> Input:
    # Engines read by name, and twice: what comes through a pipe is laid down first.
    path = folder / "stdin"
    with path.open("wb") as file:
        shutil.copyfileobj(stdin, file, 1 << 20)
    with path.open("rb") as file:
        start = file.read(4096)
    form = given
    if form is None:
        head = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
        form = "parquet" if start.startswith(b"PAR1") else "jsonl" if head == b"{" else "csv"
    named = path.with_suffix(f".{form}{'.gz' if start.startswith(bytes((31, 139))) else ''}")
    path.rename(named)
    return Input("standard input", named, form)
