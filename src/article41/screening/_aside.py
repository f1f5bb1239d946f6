"""SQL for what is set aside: which rows the law's registers refuse, and how a table calls what cannot be used."""

from __future__ import annotations

from collections.abc import Iterable

from article41.screening._mapping import TableMap
from article41.screening._others import LISTED
from article41.screening._staged import quoted

__all__ = ["column_of", "refused_rows", "value_of"]


def refused_rows(refused: str, rows: str, shown: Iterable[str] = ()) -> str:
    """Return SQL for the rows that a screener refused, as the table of what cannot be used has them.

    Args:
        refused: the table of refusals.
        rows: the table of canonical rows.
        shown: the canonical columns of which the value is told.
    """
    value = "".join(f"WHEN {quoted(column)} THEN c.{column} " for column in shown)
    return (
        f"SELECT c.line, c.item, f.column_name, {f'CASE f.column_name {value}END' if value else 'NULL'}, f.reason "
        f"FROM {refused} f JOIN {rows} c ON f.row = c.row"
    )


def column_of(mapping: TableMap) -> str:
    """Return SQL for the user's name of the column that ``b.name`` is about, or else what it would state."""
    sources = "".join(
        f"WHEN {quoted(f.target)} THEN {_numbered(f.source)} " for f in mapping.all_fields() if f.target != f.source
    )
    together = mapping.source_of(LISTED)
    sources += f"WHEN {quoted(LISTED)} THEN {quoted(together)} " if together != LISTED else ""
    return f"CASE b.name {sources}ELSE b.name END" if sources else "b.name"


def value_of(mapping: TableMap, texts: str) -> str:
    """Return SQL for the value that ``b`` is about: as the table has it, where it is a text of the table."""
    raw = "".join(f"WHEN {quoted(f.target)} THEN {texts}.v{n} " for n, f in enumerate(mapping.all_fields()))
    return f"coalesce(CASE b.name {raw}END, b.value)"


def _numbered(source: str) -> str:
    if "{n}" not in source:
        return quoted(source)
    before, _, after = source.partition("{n}")
    return f"{quoted(before)} || CAST(b.item + 1 AS VARCHAR) || {quoted(after)}"
