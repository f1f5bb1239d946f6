"""Why a value of a table was not taken."""

from __future__ import annotations

__all__ = ["Refused"]


class Refused(ValueError):  # noqa: N818 - what happened to the value
    """A value that cannot be used as it stands; its text says why, and what to do about it."""
