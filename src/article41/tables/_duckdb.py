"""DuckDB: on one machine, out of core."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from article41._errors import InputError, Problem

if TYPE_CHECKING:
    import duckdb

__all__ = ["DuckDb"]


class DuckDb:
    """Tables in DuckDB.

    Args:
        connection: one that is there already; a new one, in memory, if None.
        memory_limit: how much memory it may use, like ``2GB``; what is more goes to the spill folder.
        spill: the folder for that.
        threads: how many threads it may use.

    Raises:
        InputError: DuckDB is not installed.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection | None = None,
        memory_limit: str | None = None,
        spill: str | Path | None = None,
        threads: int | None = None,
    ) -> None:
        try:
            import duckdb
        except ImportError:
            raise InputError(Problem("DuckDB is not installed", hint="pip install 'article41[tables]'")) from None
        self.connection = duckdb.connect() if connection is None else connection
        self._types: dict[str, list[str]] = {}
        for option, value in (("memory_limit", memory_limit), ("temp_directory", spill), ("threads", threads)):
            if value is not None:
                self.connection.execute(f"SET {option} = {_quoted(str(value))}")
        if connection is None:
            # A key orders the rows; their order in a table means nothing, and keeping it costs memory.
            self.connection.execute("SET preserve_insertion_order = false")
        self._off = self.fetch("SELECT current_setting('disabled_optimizers')")[0][0] or ""

    def interrupt(self) -> None:
        """Stop the statement that runs; to be called from another thread. The connection stays usable."""
        self.connection.interrupt()

    def columns(self, name: str) -> list[str]:
        """Return the columns of a table or view."""
        return [row[0] for row in self.fetch(f"DESCRIBE {name}")]

    def materialise(self, name: str, sql: str, *, of_source: bool = False) -> None:
        """Keep the result of a query as the table ``name``, in the place of an older one."""
        # Pushed down, the tests on bits go into the joins, where they take twenty times as long; to read a file,
        # on the other hand, it is what leaves out the parts that are not asked for.
        off = {*filter(None, self._off.split(",")), *(() if of_source else ("filter_pushdown",))}
        self.connection.execute(f"SET disabled_optimizers = {_quoted(','.join(sorted(off)))}")
        try:
            self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")
        finally:
            self.connection.execute(f"SET disabled_optimizers = {_quoted(self._off)}")

    def view(self, name: str, sql: str) -> None:
        """Name a query, in the place of an older one, without running it."""
        self.connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {sql}")

    def fetch(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return self.connection.execute(sql).fetchall()

    def create(self, name: str, columns: Mapping[str, str]) -> None:
        """Make an empty table: column -> ``VARCHAR``, ``INTEGER`` or ``BIGINT``."""
        self._types[name] = list(columns.values())
        defined = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} ({defined})")

    def append(self, name: str, rows: Sequence[Sequence[Any]]) -> None:
        """Add rows to a table that ``create`` made."""
        if not rows:
            return
        # One statement with a list for each column: row by row it takes a hundred times as long.
        lists = [list(column) for column in zip(*rows, strict=True)]
        selected = ", ".join(f"unnest(?::{kind}[])" for kind in self._types[name])
        self.connection.execute(f"INSERT INTO {name} SELECT {selected}", lists)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
