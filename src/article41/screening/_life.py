"""A run in a thread of its own, so that Ctrl-C is heard at once: a database does not listen while it works."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

__all__ = ["Interruptible", "Life", "Stopped"]

_T = TypeVar("_T")
_EVERY = 0.1


class Stopped(Exception):  # noqa: N818 - an answer to the user, not an error
    """The run was told to stop."""


class Interruptible(Protocol):
    """What can be stopped from another thread."""

    def interrupt(self) -> None:
        """Stop what runs."""


class Life:
    """Whether a run goes on, and how far it is.

    Args:
        report: told (rows done, rows in all, what is being done); called from the thread of the run.
    """

    def __init__(self, report: Callable[[int, int, str], None] | None = None) -> None:
        self._stop = threading.Event()
        self._report = report

    def wait(self) -> None:
        """Raise if the run is to stop."""
        if self._stop.is_set():
            raise Stopped

    def at(self, done: int, total: int, doing: str) -> None:
        """Tell how far the run is."""
        self.wait()
        if self._report is not None:
            self._report(done, total, doing)

    def run(self, work: Callable[[], _T], database: Interruptible) -> _T:
        """Run ``work`` in a thread; on an interrupt stop it, wait until it has tidied up, and raise the interrupt."""
        results: list[_T] = []
        errors: list[BaseException] = []

        def target() -> None:
            try:
                results.append(work())
            except BaseException as error:
                errors.append(error)

        thread = threading.Thread(target=target, name="article41 screen", daemon=True)
        thread.start()
        try:
            while thread.is_alive():
                thread.join(_EVERY)
        except BaseException:
            self._stop.set()
            while thread.is_alive():
                # Again and again: between two statements there is nothing to interrupt.
                database.interrupt()
                thread.join(_EVERY)
            raise
        if errors:
            raise errors[0]
        return results[0]
