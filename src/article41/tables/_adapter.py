"""What a database must be able to do for tables to be decided in it: five things, and the rest is plain SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

__all__ = ["Adapter"]


class Adapter(Protocol):
    """A database, seen through what a Screener needs of it."""

    def columns(self, name: str) -> list[str]:
        """Return the columns of a table or view."""
        raise NotImplementedError

    def materialise(self, name: str, sql: str, *, of_source: bool = False) -> None:
        """Keep the result of a query as the table ``name``, in the place of an older one, which it may read.

        ``of_source`` says that the query reads what is to be decided, and not only tables of ours.
        """

    def view(self, name: str, sql: str) -> None:
        """Name a query, in the place of an older one, without running it."""

    def fetch(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        raise NotImplementedError

    def create(self, name: str, columns: Mapping[str, str]) -> None:
        """Make an empty table: column -> ``VARCHAR``, ``INTEGER`` or ``BIGINT``."""

    def append(self, name: str, rows: Sequence[Sequence[Any]]) -> None:
        """Add rows to a table that ``create`` made."""
