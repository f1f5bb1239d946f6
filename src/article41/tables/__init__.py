"""Tables: many transfers decided at once, a row each, from the same compiled law as the single check."""

from __future__ import annotations

from article41.tables._adapter import Adapter
from article41.tables._columns import COLUMNS, Column, document_of
from article41.tables._duckdb import DuckDb
from article41.tables._layout import ClauseTable
from article41.tables._screener import Decided, Screener
from article41.tables._spark import Spark

__all__ = ["COLUMNS", "Adapter", "ClauseTable", "Column", "Decided", "DuckDb", "Screener", "Spark", "document_of"]
