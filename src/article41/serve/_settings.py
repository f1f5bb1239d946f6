"""What a run of the service was asked for, and the sizes that it keeps to."""

from __future__ import annotations

from article41._record import record
from article41.model._limits import MAX_FILE_BYTES

__all__ = [
    "DEFAULT_HOST",
    "DEFAULT_PORT",
    "DEFAULT_TIME_LIMIT",
    "DEFAULT_WORKERS",
    "MAX_ANSWER",
    "MAX_BODY",
    "MAX_FORM",
    "MOST_AT_ONCE",
    "MOST_PROBLEMS",
    "Settings",
]

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8041
DEFAULT_WORKERS = 2
DEFAULT_TIME_LIMIT = 30.0
"""Seconds."""
MAX_BODY = MAX_FILE_BYTES
"""Bytes of a body: as many as a file may have."""
MAX_FORM = 1024 * 1024
"""Bytes of what the form page sends, in which a character may take nine."""
MAX_ANSWER = 64 * 1024 * 1024
"""Characters of an answer: reports are longer than the transfers that they are about."""
MOST_AT_ONCE = 64
"""Checks that are read, wait or are judged at one time; each may hold a body in memory."""
MOST_PROBLEMS = 200
"""Problems that an error tells one by one."""


@record
class Settings:
    """One run of the service."""

    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    """0 lets the system choose."""
    workers: int = DEFAULT_WORKERS
    time_limit: float = DEFAULT_TIME_LIMIT
    """Seconds for a body to arrive; as many again for a worker to be free; as many again to judge."""
    rules: tuple[str, ...] = ()
    """Folders of rules beside the shipped ones."""
    book: str | None = None
    """The folder of the rule book, if it is to be shown."""
