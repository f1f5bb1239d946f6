"""The rulebooks that installed packages bring."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from article41._errors import RuleError
from article41.law._installed import Installed
from article41.render._page import Page, Span, dim

__all__ = ["InstalledList"]


class _Row(NamedTuple):
    name: str
    package: str
    version: str
    folder: Path | None
    error: str | None


class InstalledList:
    """Every rulebook with its package and folder, or with the reason why it gives none."""

    def __init__(self, found: list[Installed]) -> None:
        self._rows = [_row(one) for one in found]

    @property
    def broken(self) -> bool:
        """Whether some package does not load."""
        return any(row.error for row in self._rows)

    def to_json(self) -> list[dict[str, Any]]:
        """Return its JSON form."""
        return [{**row._asdict(), "folder": str(row.folder) if row.folder else None} for row in self._rows]

    def fill(self, page: Page) -> None:
        """Add its text to a page."""
        for row in self._rows:
            page.add(dim(f"{row.package} {row.version}"), first=[Span(f"{row.name}  ", "strong")], indent=14)
            what = Span(row.error, "warning") if row.error else dim(str(row.folder))
            page.add(what, first=" " * 14, indent=14)
        if not self._rows:
            page.add("No installed package brings a rulebook.")


def _row(one: Installed) -> _Row:
    try:
        return _Row(one.name, one.package, one.version, one.folder(), None)
    except RuleError as error:
        return _Row(one.name, one.package, one.version, None, "; ".join(p.message for p in error.problems))
