"""A range of rows as a table of texts: one line an item, one column a field, blanks away.

Where a row is one item nothing is copied: the texts are a view of what was laid down. Its columns are dictionaries
there, and the database trims and compares each text of a dictionary once, not once a row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from article41.model._limits import MAX_ITEMS
from article41.screening._mapping import TableMap
from article41.screening._staged import Staged, json_path, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["BAD", "RAW", "SPACE", "Range", "adder", "bad_table", "load"]

RAW = "s_raw"
_COPIED = "s_raw_kept"
"""The texts: ``row`` (a key), ``line`` (the row in the run, from 0), ``item``, ``v0``, ``v1`` ..."""
BAD = "s_bad"
"""What cannot be used: ``line``, ``item``, ``name``, ``value``, ``reason``."""
SPACE = "\t\n\v\f\r \u00a0\ufeff"
"""What is trimmed away around a text."""
_SPACE = " || ".join(f"chr({ord(sign)})" for sign in SPACE)


class Range(NamedTuple):
    """Rows ``first`` up to ``last``, exclusive, of an input; the first row of which is ``start`` in the run."""

    staged: Staged
    start: int
    first: int
    last: int


def bad_table(con: DuckDBPyConnection) -> None:
    """Make the table of what cannot be used, empty."""
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {BAD} (line BIGINT, item INTEGER, name VARCHAR, value VARCHAR, reason VARCHAR)"
    )


def adder(con: DuckDBPyConnection) -> Callable[[str], object]:
    """Return what adds the rows of a query to the table of what cannot be used."""
    return lambda sql: con.execute(f"INSERT INTO {BAD} {sql}")


def load(con: DuckDBPyConnection, mapping: TableMap, part: Range) -> int:
    """Make the texts of a range, and tell of rows that state no items; return how many rows it has."""
    staged = part.staged
    sources = mapping.sources()
    columns = "".join(f", {staged.columns[name]} AS c{n}" for n, name in enumerate(sources))
    con.execute(
        f"CREATE OR REPLACE TEMP VIEW s_source AS SELECT {part.start} + file_row_number AS line, "
        f"{staged.number} AS number{columns} FROM {staged.source} "
        f"WHERE file_row_number >= {part.first} AND file_row_number < {part.last} AND {staged.condition}"
    )
    at = {name: f"c{n}" for n, name in enumerate(sources)}
    blanks = ", ".join(quoted(blank) for blank in sorted({"", *mapping.blanks}))

    def text(sql: str) -> str:
        trimmed = f"trim({sql}, {_SPACE})"
        return f"CASE WHEN {trimmed} IN ({blanks}) THEN NULL ELSE {trimmed} END"

    whole = [text(at[field.source]) for field in mapping.fields]
    items = mapping.items
    if items is None:
        con.execute(f"CREATE OR REPLACE TEMP VIEW {RAW} AS {_select('0', whole)}")
    elif items.source is None:
        selects = []
        for n in range(1, items.number + 1):
            own = [text(at[field.source.replace("{n}", str(n))]) for field in items.fields]
            # A row may have fewer items than there are columns for.
            selects.append(_select(str(n - 1), [*whole, *own], f"coalesce({', '.join(own)}) IS NOT NULL"))
        _make(con, selects)
        _without_items(con, "'it states no item: all columns of items are blank'")
    else:
        _list(con, mapping, at[items.source], whole, text)
    (count,) = con.execute("SELECT count(*) FROM s_source").fetchone() or (0,)
    return int(count)


def _select(item: str, texts: list[str], condition: str = "true", source: str = "s_source") -> str:
    values = "".join(f", {sql} AS v{n}" for n, sql in enumerate(texts))
    return f"SELECT line * {MAX_ITEMS} + {item} AS row, line, {item} AS item{values} FROM {source} WHERE {condition}"


def _make(con: DuckDBPyConnection, selects: list[str]) -> None:
    con.execute(f"CREATE OR REPLACE TEMP TABLE {_COPIED} AS {' UNION ALL '.join(selects)}")
    con.execute(f"CREATE OR REPLACE TEMP VIEW {RAW} AS SELECT * FROM {_COPIED}")


def _without_items(con: DuckDBPyConnection, reason: str, value: str = "NULL", name: str = "") -> None:
    con.execute(
        f"INSERT INTO {BAD} SELECT s.line, NULL, {quoted(name)}, {value}, {reason} FROM s_source s "
        f"WHERE s.line NOT IN (SELECT line FROM {RAW})"
    )


def _list(con: DuckDBPyConnection, mapping: TableMap, column: str, whole: list[str], text: object) -> None:
    assert mapping.items is not None
    assert callable(text)
    name = mapping.items.source or ""
    fine = f"json_type({column}) = 'ARRAY' AND json_array_length({column}) BETWEEN 1 AND {MAX_ITEMS}"
    con.execute(
        "CREATE OR REPLACE TEMP TABLE s_items AS "
        "SELECT *, generate_subscripts(l, 1) - 1 AS place, unnest(l) AS one FROM (SELECT *, "
        f"CASE WHEN json_valid({column}) THEN CASE WHEN {fine} THEN json_extract({column}, '$[*]') END END AS l "
        "FROM s_source)"
    )
    own = [str(text(f"json_extract_string(one, {quoted(json_path(field.source))})")) for field in mapping.items.fields]
    _make(con, [_select("place", [*whole, *own], "json_type(one) = 'OBJECT'", "s_items")])
    _without_items(con, f"'it is not a list of 1 to {MAX_ITEMS:,} items'", f"s.{column}", name)
    con.execute(
        f"INSERT INTO {BAD} SELECT DISTINCT line, place, {quoted(name)}, CAST(one AS VARCHAR), "
        "'an item is an object with names and values' FROM s_items WHERE json_type(one) <> 'OBJECT'"
    )
