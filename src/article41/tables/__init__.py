"""Tables: many transfers decided at once, a row each, from the same compiled law as the single check."""

from __future__ import annotations

from article41.tables._columns import COLUMNS, Column, document_of

__all__ = ["COLUMNS", "Column", "document_of"]
