"""Everything around a run: a folder for what is kept in the meantime, a database, and the inputs of any kind."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, NoReturn

from article41._errors import InputError, Place, Problem
from article41.screening._detect import Guess, doubts_of, guess_mapping
from article41.screening._inputs import find_inputs
from article41.screening._life import Life, Stopped
from article41.screening._mapping import TableMap, add_constants, add_pairs, read_mapping
from article41.screening._run import Job, Run
from article41.screening._staged import Shape, first_line, shape_of, shape_of_object
from article41.tables import DuckDb

__all__ = ["MEMORY", "Session", "Settled", "session"]

_OWN = re.compile(r"\.(?P<name>.*)\.article41-(?P<process>\d+)-\w+")
MEMORY = "1GB"
"""How much memory the database uses where nobody says; what is more goes to the disk."""
_FULL = ("No space left", "disk quota", "File too large", "out of space", "failed to offload data block")


class Settled(NamedTuple):
    """What the inputs have, and how their rows become transfers; ``guess`` is None where a mapping says all."""

    shapes: list[Shape]
    mapping: TableMap
    guess: Guess | None


class _Stream:
    """An object seen only as a stream of Arrow data: so read without pyarrow."""

    def __init__(self, data: Any) -> None:
        self._data = data

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._data.__arrow_c_stream__(requested_schema)


class Session:
    """A database and a folder that last for a run."""

    def __init__(self, adapter: DuckDb, folder: Path, life: Life) -> None:
        self.adapter, self.folder, self.life = adapter, folder, life

    def files(self, names: Sequence[str], given: str | None, stdin: BinaryIO | None) -> list[Shape]:
        """Return the columns of the files that are named.

        Raises:
            InputError: one cannot be read.
        """
        con = self.adapter.connection
        found = find_inputs(names, given, stdin, self.folder)
        return [shape_of(con, one, self.folder, self.life.wait) for one in found]

    def objects(self, data: Sequence[Any]) -> list[Shape]:
        """Return the columns of data frames, Arrow tables or DuckDB relations.

        Raises:
            InputError: one is none of these.
        """
        con = self.adapter.connection
        shapes = []
        for number, one in enumerate(data):
            label = "the table" if len(data) == 1 else f"table {number + 1}"
            name = f"s_object_{number}"
            try:
                con.register(name, _readable(one))
            except Exception as error:
                raise InputError(
                    Problem(
                        f"a {type(one).__name__} cannot be read as a table: {first_line(error)}",
                        Place(label),
                        "give a path, or what has __arrow_c_stream__: a data frame, an Arrow table, a DuckDB relation",
                    )
                ) from None
            shapes.append(shape_of_object(con, name, label))
        return shapes

    def settle(
        self, shapes: list[Shape], given: Any = None, pairs: Sequence[str] = (), constants: Sequence[str] = ()
    ) -> Settled:
        """Return how the rows of the inputs become transfers: as a mapping says, else as their columns are called.

        Args:
            shapes: the inputs.
            given: a mapping, or the path of one; None to go by the names of the columns of the first input.
            pairs: more, like ``COLUMN=supplier_state``.
            constants: what is the same in every row, like ``screening_un_lists=clear``.

        Raises:
            InputError: the mapping is none, or more than one column could state the same thing.
        """
        settled, doubts = self.understood(shapes, given, pairs, constants)
        if doubts:
            raise InputError(doubts)
        return settled

    def understood(
        self, shapes: list[Shape], given: Any, pairs: Sequence[str], constants: Sequence[str]
    ) -> tuple[Settled, list[Problem]]:
        """Return the same as ``settle``, with what is still to be asked.

        Raises:
            InputError: the mapping is none.
        """
        guess = guess_mapping(shapes[0].columns, shapes[0].inner) if given is None and shapes else None
        base = read_mapping(given) if given is not None else guess.mapping if guess is not None else TableMap()
        mapping = add_constants(add_pairs(base, pairs), constants)
        return Settled(shapes, mapping, guess), [] if guess is None else doubts_of(guess, mapping)

    def run(self, job: Job, shapes: Sequence[Shape]) -> Run:
        """Run a job, and return it as it ended."""
        for shape in shapes:
            _has_inner(shape, job.mapping)
        run = Run(job, self.adapter, self.folder, self.life)
        run.go(shapes)
        return run


def _has_inner(shape: Shape, mapping: TableMap) -> None:
    items = mapping.items
    if items is None or items.source is None or not shape.inner.get(items.source):
        return
    known = shape.inner[items.source]
    for field in items.fields:
        if field.source not in known and field.source.split(".")[0] not in known:
            hint = f"they have {', '.join(known[:30])}"
            raise InputError(Problem(f"the items of {items.source} have no {field.source!r}", Place(shape.label), hint))


def _readable(data: Any) -> Any:
    # What pandas gives as a stream needs pyarrow; DuckDB reads its frames without.
    if type(data).__module__.partition(".")[0] == "pandas" or not hasattr(data, "__arrow_c_stream__"):
        return data
    return _Stream(data)


@contextmanager
def session(
    life: Life,
    memory_limit: str | None = None,
    spill: str | Path | None = None,
    beside: Path | None = None,
) -> Iterator[Session]:
    """Give a database and a folder for a run, and take both away after it, whatever happens.

    Args:
        life: whether the run goes on.
        memory_limit: how much memory the database may use, like ``2GB``; MEMORY if None.
        spill: the folder for what is kept in the meantime.
        beside: an output, beside which that is kept if ``spill`` is None; the system's folder if both are.

    Raises:
        InputError: DuckDB is not installed, or an option is none.
        OSError: the disk is full, or memory is.
    """
    root = Path(spill) if spill is not None else beside.parent if beside is not None else Path(tempfile.gettempdir())
    if not root.is_dir():
        raise InputError(
            Problem("there is no such folder", Place(str(root)), "make it, or name another one to --spill")
        )
    name = beside.name if beside is not None else "screen"
    _sweep(root, name)
    folder = Path(tempfile.mkdtemp(prefix=f".{name}.article41-{os.getpid()}-", dir=root))
    try:
        own = folder / "kept"
        own.mkdir()
        yield Session(_database(memory_limit, folder / "spilled"), own, life)
    except Exception as error:
        _translated(error, root)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _database(memory_limit: str | None, spilled: Path) -> DuckDb:
    adapter = DuckDb()
    con = adapter.connection
    con.execute("SET temp_directory = ?", [str(spilled)])
    con.execute("SET enable_progress_bar = false")
    import duckdb

    try:
        con.execute("SET memory_limit = ?", [memory_limit or MEMORY])
    except duckdb.Error:
        problem = Problem(f"{memory_limit!r} is no amount of memory", hint="write it like 500MB or 2GB")
        raise InputError(problem) from None
    return adapter


def _translated(error: Exception, root: Path) -> NoReturn:
    """Raise what a user can act on in the place of an error of the database."""
    import duckdb

    text = str(error)
    first = first_line(error)
    if isinstance(error, duckdb.InterruptException):
        raise Stopped from None
    if isinstance(error, duckdb.IOException) and any(sign.lower() in text.lower() for sign in _FULL):
        raise OSError(
            errno.ENOSPC, f"no room on the disk for what is kept in the meantime or for the outputs: {first}", str(root)
        ) from None
    if isinstance(error, duckdb.OutOfMemoryException):
        raise OSError(errno.ENOMEM, f"memory is full: {first}") from None
    raise error


def _sweep(root: Path, name: str) -> None:
    """Take away what runs that were killed have left of their folders."""
    if sys.platform == "win32":
        return  # there, to ask whether a process lives is to kill it
    for path in root.glob(f".{_escaped(name)}.article41-*"):
        found = _OWN.fullmatch(path.name)
        if found is not None and not _lives(int(found["process"])):
            shutil.rmtree(path, ignore_errors=True)


def _escaped(name: str) -> str:
    """Return a name of which no sign is one of a pattern."""
    return re.sub(r"([*?[])", r"[\1]", name)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
