"""Nothing: for runs of which only the exit code is wanted."""

from __future__ import annotations

from typing import TextIO

from article41.render import Judged, Refused, Screen, Tally

__all__ = ["NoWriter"]


class NoWriter:
    """Writes nothing."""

    def __init__(self, out: TextIO, screen: Screen) -> None: ...

    def report(self, judged: Judged) -> None:
        """Write nothing."""

    def refused(self, refused: Refused) -> None:
        """Write nothing."""

    def close(self, tally: Tally) -> None:
        """Write nothing."""
