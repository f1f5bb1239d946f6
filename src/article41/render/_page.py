"""A page of text: styled words flowed into lines of a width. All text output is laid out here, once.

The page knows neither terminals nor colours; ``_paint`` prints it, plainly or with rich.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from article41.render._cells import cells, cut
from article41.render._safe import safe_text

__all__ = ["Line", "Page", "Row", "Span", "Text", "dim", "unbroken"]


class Span(NamedTuple):
    """A stretch of text in one style, perhaps a link."""

    text: str
    style: str = ""
    """A name of ``_paint.STYLES``, or nothing."""
    link: str | None = None
    whole: bool = False
    """Never broken between words: a citation stays on one line where it fits on one."""


Line = tuple[Span, ...]
Text = str | Span
Row = tuple["Sequence[Text]", "Sequence[Text]"]


def unbroken(text: str, style: str = "", link: str | None = None) -> Span:
    """Return a span that is kept on one line."""
    return Span(text, style, link, whole=True)


def dim(text: str) -> Span:
    """Return a span of lesser weight."""
    return Span(text, "dim")


_NARROW = 24
"""A column narrower than this is no pleasure to read."""


class Page:
    """Lines in the making.

    Args:
        width: columns; nothing is ever longer.
        links: whether a terminal will show links; otherwise addresses are worth printing.
    """

    def __init__(self, width: int, links: bool = False) -> None:
        self.width = width
        self.links = links
        self.lines: list[Line] = []

    def add(self, *texts: Text, first: Iterable[Text] | str = "", indent: int = 0) -> None:
        """Add a paragraph: ``first`` at the left edge of its first line, the texts flowed from ``indent`` on.

        Where ``first`` is longer than ``indent``, the texts begin on the next line.
        """
        if indent > self.width - _NARROW:
            indent = min(indent, self.width // 2)
        self._paragraph(texts, [first] if isinstance(first, str) else first, indent)

    def blank(self) -> None:
        """Add an empty line, unless the page is empty or ends with one."""
        if self.lines and self.lines[-1]:
            self.lines.append(())

    def rule(self) -> None:
        """Add a line across."""
        self.blank()
        self.lines.append((Span("\u2500" * self.width, "dim"),))

    def table(self, rows: Sequence[Row], label: Text = "", indent: int = 0, gap: int = 2) -> None:
        """Add rows whose columns stand under each other; what follows them flows in the space that is left.

        Args:
            rows: for each row the cells of its columns, and the texts that flow after them.
            label: stands before the first row, in the space that ``indent`` leaves.
        """
        count = max((len(columns) for columns, _ in rows), default=0)
        widths = [max((_width(c[n]) for c, _ in rows if n < len(c)), default=0) for n in range(count)]
        left = indent + sum(widths) + gap * count
        room = self.width - left
        aligned = room >= _NARROW or all(sum(map(_width, rest)) <= room for _, rest in rows)
        head = _safe(label)
        for columns, rest in rows:
            first: list[Text] = [head, " " * (indent - _width(head))]
            if aligned:
                for n, cell in enumerate(columns):
                    first += [cell, " " * (widths[n] - _width(cell) + gap)]
                self._paragraph(rest, first, left)
            else:
                # Too narrow for columns: the cells follow each other.
                texts: list[Text] = [part for cell in columns if _width(cell) for part in (cell, " ")]
                self.add(*texts, *rest, first=first, indent=indent)
            head = Span("")

    def _paragraph(self, texts: Iterable[Text], first: Iterable[Text], indent: int) -> None:
        head, rest = [_safe(text) for text in first], [_safe(text) for text in texts]
        used = sum(cells(span.text) for span in head)
        if used > indent and rest:
            self._flow(head, [], 0, 0)
            head, used = [], 0
        self._flow(rest, head, used, indent)

    def _flow(self, texts: list[Span], head: list[Span], used: int, indent: int) -> None:
        line = [*head, Span(" " * (indent - used))] if texts else list(head)
        at, empty = max(indent, used), True
        space = Span("")
        for piece in _pieces(texts):
            if not piece.text.strip(" "):
                space = piece
                continue
            while True:
                size = cells(piece.text)
                gap = 0 if empty else len(space.text)
                if at + gap + size <= self.width:
                    break
                if empty and at <= indent:
                    # Longer than a whole line: broken where the line ends.
                    count = cut(piece.text, self.width - at)
                    self._end([*line, Span(piece.text[:count], piece.style, piece.link)])
                    piece = Span(piece.text[count:], piece.style, piece.link, piece.whole)
                else:
                    self._end(line)
                line, at, empty = [Span(" " * indent)], indent, True
            if gap:
                line.append(space)
            line.append(piece)
            at, empty, space = at + gap + size, False, Span("")
        self._end(line)

    def _end(self, line: list[Span]) -> None:
        # Neighbours of one style become one span; spaces at the end go.
        merged: list[Span] = []
        for span in line:
            if not span.text:
                continue
            last = merged[-1] if merged else None
            if last is not None and (last.style, last.link) == (span.style, span.link):
                merged[-1] = Span(last.text + span.text, span.style, span.link)
            else:
                merged.append(span)
        if merged:
            merged[-1] = Span(merged[-1].text.rstrip(" "), merged[-1].style, merged[-1].link)
        self.lines.append(tuple(span for span in merged if span.text))


def _safe(text: Text) -> Span:
    if isinstance(text, str):
        return Span(safe_text(text))
    return Span(safe_text(text.text), text.style, text.link, text.whole)


def _width(text: Text) -> int:
    return cells(_safe(text).text)


def _pieces(texts: list[Span]) -> Iterator[Span]:
    """Yield words and the spaces between them."""
    for span in texts:
        if span.whole:
            yield span
            continue
        for number, word in enumerate(span.text.split(" ")):
            if number:
                yield Span(" ", span.style, span.link)
            if word:
                yield Span(word, span.style, span.link)
