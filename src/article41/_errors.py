"""The errors that article41 raises.

::

    Article41Error
    ├── InputError        (also a ValueError)   the user's transfer or file            exit 2
    ├── RuleError         (also a ValueError)   a rule file                            exit 4
    └── EngineError       (also a RuntimeError) our own defect: engines disagree       exit 70

Every error knows its place (file, line, column, JSON pointer where one makes sense), what was found,
what would be allowed and a hint; ``str(error)`` is fit to print.
"""

from __future__ import annotations

from article41._record import record
from article41._words import ExitCode

__all__ = ["Article41Error", "EngineError", "InputError", "Place", "Problem", "RuleError"]


@record
class Place:
    """Where something stands: a file, a 1-based line and column, a JSON pointer (RFC 6901)."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    pointer: str | None = None

    def __str__(self) -> str:
        where = self.file or "input"
        if self.line is not None:
            where += f":{self.line}"
            if self.column is not None:
                where += f":{self.column}"
        if self.pointer:
            where += f" ({self.pointer})"
        return where


@record
class Problem:
    """One thing that is wrong: where, what, and what to do about it."""

    message: str
    place: Place = Place()
    hint: str | None = None
    allowed: tuple[str, ...] = ()
    """The words or fields that may stand there, where there is a closed list; ``hint`` names them too."""

    def __str__(self) -> str:
        text = f"{self.place}: {self.message}"
        if self.hint:
            text += f"\n    hint: {self.hint}"
        return text


class Article41Error(Exception):
    """The base of all errors of this library; carries one or more problems and an exit code."""

    exit_code = ExitCode.INTERNAL

    def __init__(self, problems: Problem | list[Problem] | str) -> None:
        if isinstance(problems, str):
            problems = Problem(problems)
        self.problems: list[Problem] = [problems] if isinstance(problems, Problem) else list(problems)
        super().__init__("\n".join(str(p) for p in self.problems))


class InputError(Article41Error, ValueError):
    """The transfer, or the file that holds it, cannot be used as it stands."""

    exit_code = ExitCode.BAD_INPUT


class RuleError(Article41Error, ValueError):
    """A rule file does not load."""

    exit_code = ExitCode.BAD_RULES


class EngineError(Article41Error, RuntimeError):
    """The engine cannot vouch for an answer, so it gives none."""

    exit_code = ExitCode.INTERNAL
