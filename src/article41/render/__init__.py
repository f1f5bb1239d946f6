"""Reports onto paper: one module a format, all behind ``Writer``. Decides nothing.

A new format is a module with a class that takes (out, screen), has the methods of ``Writer``, and a line
in ``FORMATS``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TextIO

from article41._words import FAILING, Verdict

if TYPE_CHECKING:
    from article41._errors import Article41Error, Place
    from article41.engine import Report
    from article41.law import Rulebook
    from article41.model import Transfer

__all__ = ["FORMATS", "Judged", "Origin", "Refused", "Screen", "Source", "Tally", "Writer", "writer_for"]


# Named tuples rather than dataclasses: seven times as quick to define, and this is on the way to every answer.


class Source(NamedTuple):
    """Where a transfer came from."""

    file: str
    pointer: str = ""
    """Its JSON pointer in the file; empty where the file holds it alone."""

    def __str__(self) -> str:
        return f"{self.file} ({self.pointer})" if self.pointer else self.file


class Origin(Protocol):
    """The text that a transfer was read from, for those formats that look back at it."""

    def place(self, pointer: str = "") -> Place:
        """Return where the value at ``pointer`` stands, or else the nearest value around it."""
        ...

    def given(self) -> Any:
        """Return the JSON value as it was given; numbers with a point are ``Decimal``."""


class Judged(NamedTuple):
    """A report with what it is about."""

    report: Report
    transfer: Transfer | None = None
    """Lets a text say in a line what was judged; without it the report must do."""
    source: Source | None = None
    origin: Origin | None = None
    """Lets a format point at lines and columns."""
    rulebook: Rulebook | None = None
    """The law that it was judged by, for those formats that say more of it."""


class Refused(NamedTuple):
    """A transfer, or a whole file, that could not be judged. It is also told on standard error."""

    error: Article41Error
    source: Source


class Tally(NamedTuple):
    """What came of a run."""

    verdicts: Mapping[Verdict, int]
    set_aside: int = 0
    """Transfers that could not be judged."""
    unread: int = 0
    """Files that could not be read."""


class Screen(NamedTuple):
    """What is written to, and how."""

    width: int = 100
    colour: bool = False
    """A terminal that shows colours and links."""
    several: bool = False
    """More than one transfer was asked about, whatever becomes of them."""
    fail_on: frozenset[Verdict] = FAILING
    """The verdicts that are a failure in this run."""


class Writer(Protocol):
    """Writes the reports of one run."""

    def report(self, judged: Judged) -> None:
        """Write one report."""

    def refused(self, refused: Refused) -> None:
        """Write what could not be judged, if the format can carry that."""

    def close(self, tally: Tally) -> None:
        """Write what belongs at the end; called once."""


FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "csv": "article41.render._csv:CsvWriter",
        "github": "article41.render._github:GithubWriter",
        # A dossier also tells of the law over time, so it stands above this package; only its name is known here.
        "html": "article41.dossier._writer:DossierWriter",
        "json": "article41.render._json:JsonWriter",
        "jsonl": "article41.render._jsonl:JsonLinesWriter",
        "junit": "article41.render._junit:JunitWriter",
        "none": "article41.render._none:NoWriter",
        "sarif": "article41.render._sarif:SarifWriter",
        "text": "article41.render._text:TextWriter",
    }
)
"""Where each format is written, by name; imported when it is asked for."""


def writer_for(name: str, out: TextIO, screen: Screen) -> Writer:
    """Return a writer of the format ``name`` onto ``out``.

    Raises:
        KeyError: there is no such format.
        InputError: it needs a package that is not installed.
    """
    from importlib import import_module

    module, _, kind = FORMATS[name].partition(":")
    writer: Writer = getattr(import_module(module), kind)(out, screen)
    return writer
