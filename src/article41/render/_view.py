"""Parts of the law on paper: what ``rules list`` and ``rules show`` print."""

from __future__ import annotations

from typing import Any, Protocol, TextIO

from article41.model._dates import day_text
from article41.render import Screen
from article41.render._page import Page

__all__ = ["View", "period", "periods", "show_view"]


class View(Protocol):
    """Something that can be shown as text and as JSON."""

    def to_json(self) -> Any:
        """Return its JSON form."""

    def fill(self, page: Page) -> None:
        """Add its text to a page."""


def show_view(view: View, format_name: str, out: TextIO, screen: Screen) -> None:
    """Write ``view`` to ``out`` as ``text`` or ``json``."""
    if format_name == "json":
        from article41.render._json import dump

        out.write(dump(view.to_json()) + "\n")
        return
    from article41.render._paint import paint

    page = Page(screen.width, links=screen.colour)
    view.fill(page)
    paint(page.lines, out, screen.colour, screen.width)


def period(first: int | None, last: int | None) -> str:
    """Return a period as rule files write it."""
    return f"{day_text(first) if first else ''} .. {day_text(last) if last else ''}".strip()


def periods(pairs: list[list[int | None]]) -> str:
    """Return several periods, earliest first."""
    return ", ".join(period(first, last) for first, last in pairs)
