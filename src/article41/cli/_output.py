"""A file that is written whole or not at all."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from tempfile import mkstemp
from typing import Any, NoReturn, TextIO

from article41._errors import InputError, Problem
from article41.cli._inputs import STDIN
from article41.cli._outcome import NotWrittenError

__all__ = ["whole_file"]


@contextmanager
def whole_file(name: str, inputs: Sequence[str] = ()) -> Iterator[TextIO]:
    """Open ``name`` for text in UTF-8; what is written is there when the block ends well, and else nothing is.

    It is written to a file beside it, which then takes its place, with the permissions that it had. A link stays
    a link to what is replaced. A device or a pipe cannot be replaced: it is written to.

    Args:
        name: the file to write.
        inputs: files that are read meanwhile, of which it must be none.

    Raises:
        InputError: it cannot be written there, is a directory, or one of ``inputs``.
        NotWrittenError: the system stopped taking it, as when a disk is full.
    """
    try:
        target = os.path.realpath(name)
        mode = _mode_of(target)
        if mode is not None and stat.S_ISDIR(mode):
            _refuse(name, "this is a directory", "name a file in it")
        if mode is not None:
            _refuse_inputs(name, target, inputs)
        if mode is not None and not stat.S_ISREG(mode):
            descriptor, beside = os.open(target, os.O_WRONLY), None
        else:
            descriptor, beside = mkstemp(dir=os.path.dirname(target), prefix=".article41-", suffix=".tmp")  # noqa: PTH120
    except (OSError, ValueError) as error:
        # ValueError: a NUL in the name. InputError is one, too.
        if isinstance(error, InputError):
            raise
        _refuse(name, getattr(error, "strerror", None) or str(error), "name a file in a folder that can be written to")
    raw = _Raw(descriptor, "wb")
    raw.told = name
    stream = io.TextIOWrapper(io.BufferedWriter(raw), encoding="utf-8", errors="backslashreplace", newline="")
    try:
        yield stream
        stream.flush()
        if beside is None:
            stream.close()
        else:
            _take_its_place(stream, beside, target, mode, name)
    except BaseException:
        with suppress(Exception):
            stream.close()
        with suppress(OSError):
            raw.close()
        if beside is not None:
            with suppress(OSError):
                os.unlink(beside)  # noqa: PTH108
        raise


class _Raw(io.FileIO):
    """Bytes on their way to the system; if it does not take them, the error says of which file."""

    told = ""

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise NotWrittenError(self.told, error.strerror or str(error)) from None


def _take_its_place(stream: TextIO, beside: str, target: str, mode: int | None, name: str) -> None:
    try:
        os.fsync(stream.fileno())
        stream.close()
        os.chmod(beside, stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())  # noqa: PTH101
        os.replace(beside, target)  # noqa: PTH105
    except OSError as error:
        raise NotWrittenError(name, error.strerror or str(error)) from None


def _mode_of(path: str) -> int | None:
    try:
        return os.stat(path).st_mode  # noqa: PTH116 - Path would not take an empty name for what it is
    except FileNotFoundError:
        return None


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _refuse_inputs(name: str, target: str, inputs: Sequence[str]) -> None:
    if any(each != STDIN and _same(each, target) for each in inputs):
        _refuse(name, "it is one of the files to check", "name another file to write to")


def _same(one: str, other: str) -> bool:
    try:
        return os.path.samefile(one, other)  # noqa: PTH121
    except (OSError, ValueError):
        return False


def _refuse(name: str, why: str, hint: str) -> NoReturn:
    raise InputError(Problem(f"cannot write to {name or 'a file without a name'}: {why}", hint=hint)) from None
