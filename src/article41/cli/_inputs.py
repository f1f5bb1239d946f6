"""The files that a user names, read one by one; what cannot be read is an InputError with its reason."""

from __future__ import annotations

import os
import stat
import sys
from typing import BinaryIO

from article41._errors import InputError, Place, Problem

__all__ = ["STDIN", "Inputs"]

STDIN = "-"


class Inputs:
    """Reads files as bytes, and standard input once.

    Args:
        limit: the most bytes that a file may have; not more than one beyond it is ever held.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._stdin_read = False

    def read(self, name: str) -> bytes:
        """Return the content of the file ``name``; ``-`` is standard input.

        Raises:
            InputError: missing, a directory, not readable, too large, or standard input for a second time.
        """
        try:
            if name == STDIN:
                return self._standard_input()
            # O_NONBLOCK: opening a named pipe without a writer must not hang before we know what it is.
            with open(name, "rb") as file:  # noqa: PTH123 - a name may be anything, "" included
                if stat.S_ISDIR(os.fstat(file.fileno()).st_mode):
                    raise IsADirectoryError
                return self._bounded(file, name)
        except FileNotFoundError:
            _refuse(name, "there is no such file", f"looked in {os.getcwd()}" if not os.path.isabs(name) else None)
        except IsADirectoryError:
            _refuse(name, "this is a directory", f"name the files in it, such as {os.path.join(name, '*.json')}")
        except (OSError, ValueError) as error:
            # ValueError: a NUL in the name.
            _refuse(name, f"cannot be read: {getattr(error, 'strerror', None) or error}", None)

    def _standard_input(self) -> bytes:
        if self._stdin_read:
            _refuse("-", "standard input can be read only once", "name - once, or save it to a file")
        self._stdin_read = True
        return self._bounded(sys.stdin.buffer, "standard input")

    def _bounded(self, file: BinaryIO, name: str) -> bytes:
        data = file.read(self._limit + 1)
        if len(data) > self._limit:
            _refuse(
                name,
                f"too large: it has more than {self._limit:,} bytes, the most that is read of one file",
                "split it into several files",
            )
        return data
