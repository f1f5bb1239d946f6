"""Pages onto paper or screen: plain text without rich, which takes a while to import, and colours with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from article41.render._page import Line

__all__ = ["STYLES", "paint"]

STYLES = {
    "dim": "dim",
    "strong": "bold",
    "heading": "bold underline",
    "citation": "cyan",
    "value": "green",
    "pointer": "blue",
    "warning": "yellow",
    "prohibited": "bold white on red",
    "undetermined": "bold black on yellow",
    "conditional": "bold black on cyan",
    "permitted": "bold black on green",
    "out_of_scope": "bold reverse",
    "prohibited-word": "bold red",
    "undetermined-word": "bold yellow",
    "conditional-word": "bold cyan",
    "permitted-word": "bold green",
    "out_of_scope-word": "bold",
}
"""The styles that spans may name, as rich knows them."""


def paint(lines: Iterable[Line], out: TextIO, colour: bool, width: int) -> None:
    """Write the lines to ``out``."""
    if not colour:
        out.write("".join("".join(span.text for span in line) + "\n" for line in lines))
        return
    from rich.console import Console
    from rich.style import Style
    from rich.text import Text

    console = Console(file=out, width=width, force_terminal=True, highlight=False, markup=False, emoji=False)
    for line in lines:
        text = Text(no_wrap=True, end="")
        for span in line:
            style = Style.parse(STYLES.get(span.style, "none"))
            # An address comes from a rule file: one with an escape sequence in it is not passed on.
            if span.link and span.link.isprintable():
                style += Style(link=span.link)
            text.append(span.text, style)
        console.print(text, soft_wrap=True)
