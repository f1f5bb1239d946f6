"""Points of the law in words: tests, bounds and the days beside them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from article41.engine._pointers import phrase, real_day
from article41.model._dates import day_text
from article41.model._vocabulary import FACTS

__all__ = ["edge_days", "edge_text", "literal_text", "procedure_time"]


def literal_text(atoms: list[list[Any]], literal: int) -> str:
    """Return a test in words; of a long list of words only how many there are."""
    atom = atoms[abs(literal) - 1]
    if atom[0] == "w" and len(atom[2]) > 6:
        kept = ", ".join(atom[2][:3])
        return f"{atom[1]} is {'not ' if literal < 0 else ''}one of {kept} and {len(atom[2]) - 3} more"
    return phrase(atom, literal < 0)


def edge_days(atom: list[Any], negated: bool) -> tuple[int, int]:
    """Return the last day (or number) for which a test holds and the next one, for which it does not."""
    bound = atom[3]
    step = -1 if atom[2] == "ge" else 1
    if FACTS[atom[1]].kind == "date":
        bound = real_day(bound, -step)
        beyond = _neighbour(bound, step)
    else:
        beyond = bound + step
    return (beyond, bound) if negated else (bound, beyond)


def _neighbour(day: int, step: int) -> int:
    date = dt.date(day // 10000, day // 100 % 100, day % 100) + dt.timedelta(step)
    return date.year * 10000 + date.month * 100 + date.day


def edge_text(atom: list[Any], negated: bool) -> tuple[str, str, str]:
    """Return a bound in words, and the values on both sides of it, the one that is let in first."""
    inside, outside = edge_days(atom, negated)
    spec = FACTS[atom[1]]
    if spec.kind == "date":
        first = (atom[2] == "ge") != negated
        of = "" if atom[1] == "date" else f" of {atom[1]}"
        return f"{'first' if first else 'last'} day{of} {day_text(inside)}", day_text(inside), day_text(outside)
    shown = [f"{value / spec.scale:.10g}" if spec.scale > 1 else str(value) for value in (inside, outside)]
    return phrase(atom, negated), shown[0], shown[1]


def procedure_time(procedure: dict[str, Any]) -> str | None:
    """Return when the paper of a procedure must be there; None if its day does not matter."""
    if procedure["kind"] == "report":
        return None
    for key, words in (
        ("until", "paper by {}"),
        ("days_after", "paper within {} days after"),
        ("working_days", "paper {} working days before"),
        ("days_before", "paper {} days before"),
    ):
        value = procedure[key]
        if value is not None:
            return words.format(day_text(value) if key == "until" else value)
    return None
