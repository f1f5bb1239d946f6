"""From what happened to one exit code."""

from __future__ import annotations

from collections.abc import Iterable

from article41._words import ExitCode, Verdict

__all__ = ["NotWrittenError", "code_of_verdict", "gravest_code"]

_GRAVEST_FIRST = (
    ExitCode.INTERNAL,
    ExitCode.BAD_RULES,
    ExitCode.BAD_INPUT,
    ExitCode.FINDINGS,
    ExitCode.UNDETERMINED,
    ExitCode.CLEAR,
)
"""A defect of ours casts doubt on all the rest, then rules that do not load, then inputs that nobody judged."""


class NotWrittenError(Exception):
    """The system stopped taking a file that is written whole or not at all."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"cannot write to {name}: {why}")


def code_of_verdict(verdict: Verdict, fail_on: frozenset[Verdict]) -> ExitCode:
    """Return the code of one verdict: CLEAR unless it is one to fail on."""
    if verdict not in fail_on:
        return ExitCode.CLEAR
    return ExitCode.UNDETERMINED if verdict is Verdict.UNDETERMINED else ExitCode.FINDINGS


def gravest_code(codes: Iterable[ExitCode]) -> ExitCode:
    """Return the code of a run in which all of ``codes`` came up; CLEAR if none did."""
    return min(codes, key=_GRAVEST_FIRST.index, default=ExitCode.CLEAR)
