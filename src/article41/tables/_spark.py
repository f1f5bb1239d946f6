"""Spark: the same SQL, in its dialect, on as many machines as there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from article41._errors import InputError, Problem

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["Spark"]

_KINDS = {"VARCHAR": "string", "INTEGER": "int", "BIGINT": "bigint"}


class Spark:
    """Tables in Spark, as temporary views of one session.

    What a query gives is kept where it was computed, in memory and then on disk. Small tables of values are kept here
    and sent to the session when they have grown.

    Args:
        session: the session to work in.

    Raises:
        InputError: PySpark or SQLGlot is not installed.
    """

    def __init__(self, session: SparkSession) -> None:
        try:
            import pyspark  # noqa: F401
            import sqlglot
        except ImportError:
            hint = "pip install 'article41[spark]'; Spark needs Java 17"
            raise InputError(Problem("PySpark or SQLGlot is not installed", hint=hint)) from None
        self.session = session
        self._transpile = sqlglot.transpile
        self._texts: dict[str, str] = {}
        self._schemas: dict[str, str] = {}
        self._rows: dict[str, list[tuple[Any, ...]]] = {}

    def _text(self, sql: str) -> str:
        found = self._texts.get(sql)
        if found is None:
            (found,) = self._transpile(sql, read="duckdb", write="spark")
            self._texts[sql] = found
        return found

    def columns(self, name: str) -> list[str]:
        """Return the columns of a table or view."""
        return list(self.session.table(name).columns)

    def materialise(self, name: str, sql: str, *, of_source: bool = False) -> None:
        """Keep the result of a query as the view ``name``, in the place of an older one, which it may read."""
        # Now, and not when it is first read: what it reads may be replaced until then. And without the plan that led
        # to it, which would grow from step to step.
        self.session.sql(self._text(sql)).localCheckpoint().createOrReplaceTempView(name)

    def view(self, name: str, sql: str) -> None:
        """Name a query, in the place of an older one, without running it."""
        self.session.sql(self._text(sql)).createOrReplaceTempView(name)

    def fetch(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return [tuple(row) for row in self.session.sql(self._text(sql)).collect()]

    def create(self, name: str, columns: Mapping[str, str]) -> None:
        """Make an empty table: column -> ``VARCHAR``, ``INTEGER`` or ``BIGINT``."""
        self._schemas[name] = ", ".join(f"`{column}` {_KINDS[kind]}" for column, kind in columns.items())
        self._rows[name] = []
        self._send(name)

    def append(self, name: str, rows: Sequence[Sequence[Any]]) -> None:
        """Add rows to a table that ``create`` made."""
        if rows:
            self._rows[name] += [tuple(row) for row in rows]
            self._send(name)

    def _send(self, name: str) -> None:
        self.session.createDataFrame(self._rows[name], self._schemas[name]).createOrReplaceTempView(name)
