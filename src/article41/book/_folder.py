"""A folder that is written whole or not at all, and that never takes the place of somebody's own files."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from tempfile import mkdtemp
from typing import NoReturn

from article41._errors import InputError, Place, Problem

__all__ = ["LIST", "whole_folder"]

LIST = ".article41-book.json"
"""Lists the files of a book, and names its law: what stands beside them is not ours to remove."""
_SHOWN = 3


@contextmanager
def whole_folder(name: str | Path, digest: str) -> Iterator[Path]:
    """Give a new folder to write into, which becomes ``name`` when the block ends well; else nothing changes.

    An older book there is replaced. ``digest`` is that of the law, for its list.

    Raises:
        InputError: there are other files, or it cannot be written there.
    """
    out = Path(name)
    try:
        target = Path(os.path.realpath(out))
        _refuse_others(target, out)
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(mkdtemp(dir=target.parent, prefix=".article41-", suffix=".tmp"))
    except (OSError, ValueError) as error:
        # ValueError: a NUL in the name. InputError is one, too.
        if isinstance(error, InputError):
            raise
        _refuse(out, getattr(error, "strerror", None) or str(error), "it and the folder above it must be writable")
    try:
        new = beside / "new"
        new.mkdir()
        yield new
        files = sorted(path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file())
        (new / LIST).write_text(json.dumps({"digest": digest, "files": files}, indent=1) + "\n", encoding="utf-8")
        try:
            # Once more: building takes a while, and somebody may have put something there.
            _refuse_others(target, out)
            _take_its_place(new, target, beside / "old")
        except OSError as error:
            _refuse(out, error.strerror or str(error), "name another folder")
    finally:
        with suppress(OSError):
            shutil.rmtree(beside)


def _take_its_place(new: Path, target: Path, old: Path) -> None:
    if target.exists():
        target.rename(old)
    try:
        new.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise


def _refuse_others(target: Path, out: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        _refuse(out, "it is no folder", "name a folder for the book")
    listed: set[str] = set()
    with suppress(OSError, ValueError, TypeError, KeyError):
        listed = {LIST, *json.loads((target / LIST).read_text(encoding="utf-8"))["files"]}
    # Not all are looked for: the folder may be a whole disk.
    others = list(islice(_others(target, listed), _SHOWN + 1))
    if others:
        more = " and more" if len(others) > _SHOWN else ""
        _refuse(
            out,
            f"it holds files that are not of a book: {', '.join(others[:_SHOWN])}{more}",
            "name an empty or a new folder; nothing was touched",
        )


def _others(target: Path, listed: set[str]) -> Iterator[str]:
    """Yield what is in a folder and not listed, links to folders included."""

    def fail(error: OSError) -> NoReturn:
        raise error

    for folder, folders, names in os.walk(target, onerror=fail):
        folders.sort()
        for name in sorted([*names, *(name for name in folders if (Path(folder) / name).is_symlink())]):
            path = (Path(folder) / name).relative_to(target).as_posix()
            if path not in listed:
                yield path


def _refuse(out: Path, why: str, hint: str) -> NoReturn:
    raise InputError(Problem(f"the book cannot be written: {why}", Place(str(out)), hint)) from None
