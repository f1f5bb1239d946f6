"""The files that a user names, read one by one; what cannot be read is an InputError with its reason."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO, NoReturn

from article41._errors import InputError, Place, Problem

__all__ = ["STDIN", "Inputs", "label_of"]

STDIN = "-"


def label_of(name: str) -> str:
    """Return how messages and reports call the input ``name``."""
    return "standard input" if name == STDIN else name


class Inputs:
    """Reads files as bytes, and standard input once.

    Args:
        limit: the most bytes that a file may have; never more than one beyond it are held.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._stdin_read = False

    def read(self, name: str) -> bytes:
        """Return the content of the file ``name``; ``-`` is standard input.

        Raises:
            InputError: missing, a directory, not readable, too large, or standard input for a second time.
        """
        if name == STDIN:
            if self._stdin_read:
                _refuse(name, "it can be read only once", "name - once, or save it to a file")
            self._stdin_read = True
            return self._bounded(sys.stdin.buffer, name)
        try:
            with open(name, "rb") as file:  # noqa: PTH123 - Path("") would be the current folder
                return self._bounded(file, name)
        except FileNotFoundError:
            _refuse(name, "there is no such file", None if Path(name).is_absolute() else f"looked in {Path.cwd()}")
        except (OSError, ValueError) as error:
            if Path(name).is_dir():  # asked late: Windows calls it a lack of permission
                _refuse(name, "this is a directory", f"name the files in it: {Path(name, '*.json')}")
            # ValueError: a NUL in the name.
            _refuse(name, f"cannot be read: {getattr(error, 'strerror', None) or error}", None)

    def _bounded(self, file: BinaryIO, name: str) -> bytes:
        data = file.read(self._limit + 1)
        if len(data) > self._limit:
            _refuse(
                name,
                f"too large: it has more than {self._limit:,} bytes, the most that is read of one file",
                "split it into several files",
            )
        return data


def _refuse(name: str, message: str, hint: str | None) -> NoReturn:
    raise InputError(Problem(message, Place(label_of(name)), hint)) from None
