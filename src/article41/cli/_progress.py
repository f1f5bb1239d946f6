"""A progress bar for long runs, on stderr."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

__all__ = ["LONG", "PATIENCE", "Progress"]

LONG = 200
"""With more things than this the bar is there from the start."""
PATIENCE = 2.0
"""After so many seconds it comes in any case."""

_T = TypeVar("_T")


class Progress:
    """Counts through a sequence and shows how far it is.

    Args:
        label: what is gone through.
        total: how many there are.
        shown: whether anybody can see a bar.
    """

    def __init__(self, label: str, total: int, shown: bool) -> None:
        self._label = label
        self._total = total
        self._shown = shown and total > 1

    def over(self, things: Sequence[_T]) -> Iterator[_T]:
        """Yield the things one by one."""
        if not self._shown:
            yield from things
            return
        start = time.monotonic()
        done = 0
        if self._total <= LONG:
            for thing in things:
                if time.monotonic() - start > PATIENCE:
                    break
                yield thing
                done += 1
        if done < self._total:
            yield from self._with_bar(things, done)

    def _with_bar(self, things: Sequence[_T], done: int) -> Iterator[_T]:
        from rich.console import Console
        from rich.markup import escape
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        from article41.render._safe import safe_text

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(escape(safe_text(self._label)), total=self._total, completed=done)
            for thing in things[done:]:
                yield thing
                bar.advance(task)
