"""Conditions and days in words short enough for an id, and the same at every run."""

from __future__ import annotations

import datetime as dt
from hashlib import sha1

from article41.engine._pointers import real_day, value_text
from article41.law._ir import All, Any, Condition, Not, Number, Words
from article41.model._vocabulary import FACTS

__all__ = ["number_text", "shifted", "text_of"]

_MOST = 72


def text_of(condition: Condition) -> str:
    """Return a condition as ``to.state=KP``, ``any(reason=gift|reason=loan)``; a long one is cut and marked."""
    text = _full(condition)
    if len(text) <= _MOST:
        return text
    mark = sha1(text.encode(), usedforsecurity=False).hexdigest()[:6]
    return f"{text[: _MOST - 8]}~{mark}"


def _full(condition: Condition) -> str:
    match condition:
        case Words(fact=fact, words=words):
            return f"{fact}={'+'.join(sorted(words))}"
        case Number(fact=fact, op=op, bound=bound):
            return f"{fact}{'>=' if op == 'ge' else '<='}{number_text(fact, op, bound)}"
        case Not(member=All(members=(member,))) | Not(member=member):
            return f"not({_full(member)})"
        case All(members=members):
            return f"all({'&'.join(_full(member) for member in members)})"
        case Any(members=members):
            return f"any({'|'.join(_full(member) for member in members)})"


def number_text(fact: str, op: str, bound: int) -> str:
    """Return a bound as the rule file would write it: a day, or the number in its own unit."""
    spec = FACTS[fact]
    if spec.kind == "date":
        bound = real_day(bound, 1 if op == "ge" else -1)
    return value_text(spec, bound)


def shifted(day: int, step: int) -> int:
    """Return the day (yyyymmdd) that lies ``step`` days after ``day``."""
    moved = dt.date(day // 10000, day // 100 % 100, day % 100) + dt.timedelta(step)
    return moved.year * 10000 + moved.month * 100 + moved.day
