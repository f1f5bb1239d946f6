"""Reports onto paper: one module a format, all behind ``Writer``. Decides nothing.

A new format is a module with a class that takes (out, screen), has the two methods of ``Writer``, and a line
in ``FORMATS``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol, TextIO

if TYPE_CHECKING:
    from article41._words import Verdict
    from article41.engine import Report
    from article41.model import Transfer

__all__ = ["FORMATS", "Judged", "Screen", "Source", "Tally", "Writer", "writer_for"]


# Named tuples rather than dataclasses: seven times as quick to define, and this is on the way to every answer.


class Source(NamedTuple):
    """Where a transfer came from."""

    file: str
    pointer: str = ""
    """Its JSON pointer in the file; empty where the file holds it alone."""

    def __str__(self) -> str:
        return f"{self.file} ({self.pointer})" if self.pointer else self.file


class Judged(NamedTuple):
    """A report with what it is about."""

    report: Report
    transfer: Transfer | None = None
    """Lets a text say in a line what was judged; without it the report must do."""
    source: Source | None = None


class Tally(NamedTuple):
    """What came of a run."""

    verdicts: Mapping[Verdict, int]
    set_aside: int = 0
    """Transfers that could not be judged."""
    unread: int = 0
    """Files that could not be read."""


class Screen(NamedTuple):
    """What is written to."""

    width: int = 100
    colour: bool = False
    """A terminal that shows colours and links."""
    several: bool = False
    """More than one transfer was asked about, whatever becomes of them."""


class Writer(Protocol):
    """Writes the reports of one run."""

    def report(self, judged: Judged) -> None:
        """Write one report."""

    def close(self, tally: Tally) -> None:
        """Write what belongs at the end; called once."""


FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "json": "article41.render._json:JsonWriter",
        "none": "article41.render._none:NoWriter",
        "text": "article41.render._text:TextWriter",
    }
)
"""Where each format is written, by name; imported when it is asked for."""


def writer_for(name: str, out: TextIO, screen: Screen) -> Writer:
    """Return a writer of the format ``name`` onto ``out``.

    Raises:
        KeyError: there is no such format.
    """
    from importlib import import_module

    module, _, kind = FORMATS[name].partition(":")
    writer: Writer = getattr(import_module(module), kind)(out, screen)
    return writer
