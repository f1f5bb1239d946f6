"""A book that was built, and is shown by a server."""

from __future__ import annotations

import json
from pathlib import Path

from article41._errors import InputError, Place, Problem
from article41.book._folder import LIST

__all__ = ["BuiltBook"]


class BuiltBook:
    """The site in a folder that ``build_book`` has written.

    Args:
        folder: where it is.
        digest: of the law that it must be of.

    Raises:
        InputError: there is no such book, or it is of another law.
    """

    def __init__(self, folder: str | Path, digest: str) -> None:
        self._folder = Path(folder)
        try:
            told = json.loads((self._folder / LIST).read_text(encoding="utf-8"))
            self._files = frozenset[str](told["files"])
            built = told["digest"]
        except (OSError, ValueError, TypeError, KeyError):
            raise self._refused("there is no rule book", f"article41 book {folder} writes one") from None
        if built != digest:
            raise self._refused("the rule book is of another law", "write it anew: article41 book")
        if "index.html" not in self._files:
            raise self._refused("the rule book is no site", "write it without --markdown")

    def find(self, path: str) -> Path | None:
        """Return the file of a path below the first page; None if the book has no such page. ``""`` is the first."""
        name = path or "index.html"
        # Only what is listed: so no path leads out of the folder.
        return self._folder / name if name in self._files else None

    def _refused(self, what: str, hint: str) -> InputError:
        return InputError(Problem(what, Place(str(self._folder)), hint))
