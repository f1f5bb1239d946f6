"""A run in a thread of its own, so that Ctrl-C is heard at once: a database does not listen while it works."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
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

        done = threading.Event()

        def target() -> None:
            try:
                results.append(work())
            except BaseException as error:
                errors.append(error)
            finally:
                done.set()

        thread = threading.Thread(target=target, name="article41 screen")
        thread.start()
        # Not thread.join: up to Python 3.12 an interrupt in it makes a thread that runs count as ended.
        try:
            while not done.wait(_EVERY):
                pass
        except BaseException:
            self._stop.set()
            while not done.is_set():
                # Again and again: between two statements there is nothing to interrupt. And whoever presses Ctrl-C
                # twice must not leave the database at work while the process ends.
                with suppress(KeyboardInterrupt):
                    database.interrupt()
                    done.wait(_EVERY)
            thread.join()
            raise
        thread.join()
        if errors:
            raise errors[0]
        return results[0]
