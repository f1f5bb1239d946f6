"""Markdown that says what was meant: text in it stays text, whoever wrote the rules, and addresses stay addresses."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from article41.law._cite import cite_text
from article41.model._dates import day_text
from article41.render._safe import safe_text

__all__ = ["MdPage", "cited", "counted", "days", "path_name", "text", "web_link"]

_MEANT = re.compile(r"[&<>|\[\]`*_\\{}#~^=!$\"]")
"""What Markdown, one of its extensions or HTML could take for a sign of its own."""
_BEGINS = re.compile(r"[-+:]|\d+[.)]")
_PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


def text(value: str) -> str:
    """Return text as Markdown that shows it; it is one line, and no part of it is Markdown or HTML."""
    safe = safe_text(value).strip()
    out = _MEANT.sub(lambda match: f"&#{ord(match[0])};", safe)
    return f"&#{ord(out[0])};{out[1:]}" if _BEGINS.match(out) else out


def web_link(label: str, url: str | None) -> str:
    """Return a link to an official document; text alone where there is no address that a browser may be sent to."""
    if url is None or not url.startswith(("https://", "http://")):
        return text(label)
    return f"[{text(label)}]({quote(url, safe=':/?#@&=+,;%~')})"


def cited(cite: Sequence[Any]) -> str:
    """Return a compiled citation as a link."""
    return web_link(cite_text(cite), cite[4])


def path_name(identifier: str) -> str:
    """Return a name for a page: the identifier where it can be one, else what is left of it and a digest."""
    if _PLAIN_NAME.fullmatch(identifier) and len(identifier) <= 120:
        return identifier
    left = re.sub(r"[^a-z0-9]+", "-", identifier.lower()).strip("-")[:60]
    return f"{left or 'page'}-{hashlib.sha256(identifier.encode('utf-8', 'replace')).hexdigest()[:8]}"


def counted(number: int, word: str) -> str:
    """Return a number with its word: ``1 rule``, ``2 rules``."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def days(periods: Iterable[Sequence[int | None]]) -> str:
    """Return periods in words: ``2006-10-14 to 2016-03-01``, ``from 2016-03-02 on``."""
    return ", ".join(_span(first, last) for first, last in periods)


def _span(first: int | None, last: int | None) -> str:
    if first is not None and last is not None:
        return f"{day_text(first)} to {day_text(last)}"
    if first is not None:
        return f"from {day_text(first)} on"
    return "always" if last is None else f"to {day_text(last)}"


class MdPage:
    """A page of Markdown in the making.

    Args:
        path: where it stands, from the root of the pages.
        title: its title, as text.
    """

    def __init__(self, path: str, title: str) -> None:
        self.path = path
        self.title = title
        self._blocks: list[str] = [f"# {text(title)}"]

    def heading(self, words: str, level: int = 2) -> None:
        """Begin a section; ``words`` are Markdown."""
        self._blocks.append(f"{'#' * level} {words}")

    def add(self, *paragraphs: str) -> None:
        """Add paragraphs of Markdown."""
        self._blocks += [paragraph for paragraph in paragraphs if paragraph]

    def fold(self, title: str, lines: Iterable[str]) -> None:
        """Add a list that is folded up under its title."""
        self._blocks.append(f'??? note "{title}"\n\n' + "\n".join(f"    - {line}" for line in lines))

    def items(self, lines: Iterable[str]) -> None:
        """Add a list."""
        found = [f"- {line}" for line in lines]
        if found:
            self._blocks.append("\n".join(found))

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Add a table of Markdown cells."""
        body = [f"| {' | '.join(row)} |" for row in rows]
        if body:
            self._blocks.append("\n".join([f"| {' | '.join(head)} |", "|" + " --- |" * len(head), *body]))

    def to(self, path: str, label: str) -> str:
        """Return a link to another page; the label is text."""
        return f"[{text(label)}]({posixpath.relpath(path, posixpath.dirname(self.path) or '.')})"

    def markdown(self) -> str:
        """Return the page. Its title for browsers stands apart, escaped, as templates print that as it is."""
        title = escape(safe_text(self.title), quote=False).replace("'", "''")
        return f"---\ntitle: '{title}'\n---\n\n" + "\n\n".join(self._blocks) + "\n"
