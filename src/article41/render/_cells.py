"""How many columns of a terminal a text takes."""

from __future__ import annotations

from unicodedata import category, east_asian_width

__all__ = ["cells", "cut"]


def cells(text: str) -> int:
    """Return the columns that ``text`` takes: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_cell(char) for char in text)


def cut(text: str, width: int) -> int:
    """Return how many characters of ``text`` fit into ``width`` columns; at least one."""
    if text.isascii():
        return max(1, width)
    used = 0
    for index, char in enumerate(text):
        used += _cell(char)
        if used > width:
            return max(1, index)
    return len(text)


def _cell(char: str) -> int:
    if char < "\u0300":
        return 1
    if category(char) in ("Mn", "Me"):
        return 0
    return 2 if east_asian_width(char) in ("W", "F") else 1
