"""A body to a reply: what a worker does with one request.

All or nothing: a list in which one transfer cannot be used is refused whole, with every problem of every
transfer, so that no caller takes the reports that came for the whole.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import Any

from article41._errors import InputError, Problem
from article41._record import replace
from article41._words import Verdict
from article41.engine import Report, check
from article41.law import Rulebook
from article41.model import ReadResult, read_transfers
from article41.render import Judged, Screen, Source, Tally, Writer, writer_for
from article41.serve._settings import MAX_ANSWER, MOST_PROBLEMS
from article41.serve._wire import Ask, Kind, Reply

__all__ = ["SOURCE", "judge", "problem_json"]

SOURCE = "request"
"""What reports of a list name as their file."""


class _TooLongError(Exception):
    """The reports are longer than an answer may be."""


def judge(ask: Ask, body: bytes, rulebook: Rulebook) -> Reply:
    """Judge the transfer, or the list of transfers, in ``body``.

    Never raises an ``Exception``: whatever is not the sender's mistake becomes a fault.
    """
    try:
        return _judge(ask, body, rulebook)
    except InputError as error:
        return _problems(error.problems)
    except _TooLongError:
        return Reply(Kind.TOO_LONG, b"")
    except Exception as error:
        # Its message may repeat what a transfer states; its kind cannot.
        return Reply(Kind.FAULT, type(error).__name__.encode())


def _judge(ask: Ask, body: bytes, rulebook: Rulebook) -> Reply:
    results = read_transfers(body)
    problems = [problem for result in results if result.error is not None for problem in result.error.problems]
    if problems:
        return _problems(problems)
    # A list of one is a list: the sender's program expects as many reports as it gave transfers.
    answer = _Answer(ask, several=body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["))
    for result in results:
        assert result.transfer is not None
        try:
            report = check(result.transfer, rulebook=rulebook)
        except InputError as error:
            problems += _located(error, result)
            continue
        if not problems:
            answer.add(report, result)
    return _problems(problems) if problems else Reply(Kind.ANSWER, answer.close())


class _Answer:
    """The reports as they are written."""

    def __init__(self, ask: Ask, several: bool) -> None:
        self._json, self._text = io.StringIO(), io.StringIO()
        screen = Screen(several=several)
        self._writers: list[Writer] = [writer_for("json", self._json, screen)]
        if ask is Ask.PAGE:
            self._writers.append(writer_for("text", self._text, screen))
        self._ask = ask
        self._verdicts: dict[Verdict, int] = dict.fromkeys(Verdict, 0)

    def add(self, report: Report, result: ReadResult) -> None:
        """Write one report."""
        self._verdicts[report.verdict] += 1
        for writer in self._writers:
            writer.report(Judged(report, result.transfer, Source(SOURCE, result.pointer)))
        if self._json.tell() + self._text.tell() > MAX_ANSWER:
            raise _TooLongError

    def close(self) -> bytes:
        """Return the payload of the answer."""
        for writer in self._writers:
            writer.close(Tally(self._verdicts))
        if self._ask is Ask.JSON:
            return self._json.getvalue().encode()
        return json.dumps({"json": self._json.getvalue(), "text": self._text.getvalue()}).encode()


def _located(error: InputError, result: ReadResult) -> list[Problem]:
    """Give the problems that the engine found the place in the body."""
    return [replace(problem, place=result.place(problem.place.pointer or "")) for problem in error.problems]


def _problems(problems: Sequence[Problem]) -> Reply:
    told = [problem_json(problem) for problem in problems[:MOST_PROBLEMS]]
    if len(problems) > len(told):
        told.append(problem_json(Problem(f"and {len(problems) - len(told):,} more problems")))
    return Reply(Kind.PROBLEMS, json.dumps(told).encode())


def problem_json(problem: Problem) -> dict[str, Any]:
    """Return the JSON form of a problem; what is not known is null."""
    place = problem.place
    return {
        "message": problem.message,
        "pointer": place.pointer,
        "line": place.line,
        "column": place.column,
        "hint": problem.hint,
        "allowed": list(problem.allowed) or None,
    }
