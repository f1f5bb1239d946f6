"""Words to the terminal: errors, and what the terminal can do."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from article41._errors import Article41Error, InputError, Place, Problem
from article41.render._safe import safe_text

__all__ = ["MOST_PROBLEMS", "PIPE_WIDTH", "colour_wanted", "problem_text", "say", "say_error", "utf8", "width_of"]

MOST_PROBLEMS = 20
"""So many problems of one error are shown."""
PIPE_WIDTH = 100
"""The width of text that does not go to a terminal."""


def say(text: str) -> None:
    """Print lines to stderr; whatever a file has smuggled into them is shown, not obeyed."""
    lines = "\n".join(safe_text(line) for line in text.split("\n"))
    stream = sys.stderr
    encoding = getattr(stream, "encoding", None) or "utf-8"
    print(lines.encode(encoding, "backslashreplace").decode(encoding), file=stream, flush=True)


def problem_text(problem: Problem) -> str:
    """Return the lines that tell a problem: place, message, hint."""
    # A name of a file or a key may hold line breaks: they must not look like lines of ours.
    place, message = problem.place, safe_text(problem.message)
    where = "article41" if place == Place() else safe_text(str(place))
    hint = f"\n    hint: {safe_text(problem.hint)}" if problem.hint else ""
    return f"{where}: {message}{hint}"


def say_error(error: Article41Error) -> None:
    """Print every problem of ``error`` (the first MOST_PROBLEMS) to stderr."""
    shown = error.problems
    # A rule author fixes all of them in one go; of a transfer the first ones tell the story.
    if isinstance(error, InputError):
        shown = shown[:MOST_PROBLEMS]
    lines = [problem_text(problem) for problem in shown]
    if len(shown) < len(error.problems):
        lines.append(f"    ... and {len(error.problems) - len(shown)} more problems there")
    say("\n".join(lines))


def colour_wanted(stream: TextIO, no_color: bool) -> bool:
    """Return whether ``stream`` is a terminal and nobody has asked for plain text (NO_COLOR, TERM=dumb)."""
    if no_color or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def width_of(stream: TextIO) -> int:
    """Return the columns of the terminal behind ``stream``, from 40 to 120; PIPE_WIDTH if it is none."""
    if not stream.isatty():
        return PIPE_WIDTH
    from shutil import get_terminal_size

    return max(40, min(120, get_terminal_size().columns))


def utf8(stream: TextIO) -> TextIO:
    """Make a stream that is no terminal speak UTF-8, and a terminal show what it cannot encode as escapes."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        if stream.isatty():
            reconfigure(errors="backslashreplace")
        else:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    return stream
