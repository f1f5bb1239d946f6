"""Reports as JSON Lines: one report a line, each with its source; what could not be judged is a line of its own."""

from __future__ import annotations

import json
from typing import Any, TextIO

from article41._errors import Problem
from article41.render import Judged, Refused, Screen, Source, Tally
from article41.render._safe import safe_json

__all__ = ["REFUSED_SCHEMA", "JsonLinesWriter"]

REFUSED_SCHEMA = "article41/refused/1"
"""The ``schema`` of a line that is no report."""


class JsonLinesWriter:
    """Writes one line for each transfer, as they come."""

    def __init__(self, out: TextIO, screen: Screen) -> None:
        self._out = out

    def report(self, judged: Judged) -> None:
        """Write one report."""
        value = judged.report.to_dict()
        if judged.source is not None:
            value["source"] = _source(judged.source)
        self._line(value)

    def refused(self, refused: Refused) -> None:
        """Write why there is no report."""
        problems = [_problem(problem) for problem in refused.error.problems]
        self._line({"schema": REFUSED_SCHEMA, "problems": problems, "source": _source(refused.source)})

    def close(self, tally: Tally) -> None:
        """Write nothing: nothing belongs at the end."""

    def _line(self, value: dict[str, Any]) -> None:
        self._out.write(safe_json(json.dumps(value, ensure_ascii=False)) + "\n")


def _source(source: Source) -> dict[str, str]:
    return {"file": source.file, "pointer": source.pointer}


def _problem(problem: Problem) -> dict[str, Any]:
    place = problem.place
    return {
        "message": problem.message,
        "hint": problem.hint,
        "line": place.line,
        "column": place.column,
        "pointer": place.pointer,
    }
