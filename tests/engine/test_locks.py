"""Locks in a forked child: those of other threads are free again."""

from __future__ import annotations

from article41.engine._locks import _renew, lock_of


class Owner:
    def __init__(self) -> None:
        self._lock = lock_of(self)


def test_a_lock_that_is_held_at_a_fork_is_free_in_the_child() -> None:
    owner = Owner()
    held = owner._lock
    assert held.acquire(blocking=False)
    _renew()  # what the child runs first; tests/engine/test_durable.py forks in earnest
    assert owner._lock is not held
    assert owner._lock.acquire(blocking=False)
