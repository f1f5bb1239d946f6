"""Locks that a forked child can take.

Only the thread that forks lives on in the child: a lock that another thread held at that moment would stay
locked there for ever. So every lock is made here, and a child begins with fresh ones.
"""

from __future__ import annotations

import contextlib
import os
from threading import Lock
from typing import Any
from weakref import WeakSet

__all__ = ["lock_of"]

_owners: WeakSet[Any] = WeakSet()


def lock_of(owner: Any) -> Lock:
    """Return a lock for ``owner`` to keep as ``_lock``, where a forked child will find it free."""
    _owners.add(owner)
    return Lock()


def _renew() -> None:
    for owner in list(_owners):
        owner._lock = Lock()


with contextlib.suppress(AttributeError):  # Windows has no fork
    os.register_at_fork(after_in_child=_renew)
