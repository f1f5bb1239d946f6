"""What is known of a fact: sets of words, intervals of numbers, and how a test on them comes out.

Values are 0 (false), 1 (unknown) and 2 (true).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from article41.model._vocabulary import FACTS

__all__ = ["INFINITY", "NONE", "UNKNOWN", "FactValue", "Facts", "Interval", "Tokens", "make_test", "one", "union"]

_EMPTY: frozenset[str] = frozenset()
_STEP = re.compile(r"[A-Z]+|[0-9]+|[^A-Z0-9]")

INFINITY = 2**31 - 2
"""Beyond every bound of a rule: numbers are clamped to it, so that they fit 32 bits everywhere."""

Interval = tuple[int, int]


class Tokens(NamedTuple):
    """The words of a fact.

    ``yes`` it has; one or more of ``maybe`` it may have; if ``open`` it may have any word but those in ``no``.
    """

    yes: frozenset[str] = _EMPTY
    maybe: frozenset[str] = _EMPTY
    no: frozenset[str] = _EMPTY
    open: bool = False


NONE = Tokens()
"""Surely no word."""

UNKNOWN = Tokens(open=True)
"""Any word, or none."""

FactValue = Tokens | Interval | None
"""Words; or an interval of a number; or None for a number that the item surely has not."""

Facts = dict[str, FactValue]


def one(*words: str) -> Tokens:
    """Return the tokens that are exactly ``words``."""
    return Tokens(frozenset(words))


def union(members: Iterable[Tokens]) -> Tokens:
    """Return what is known of the union of several facts."""
    yes: frozenset[str] = _EMPTY
    maybe: frozenset[str] = _EMPTY
    no: frozenset[str] | None = None
    for member in members:
        yes |= member.yes
        maybe |= member.maybe
        if member.open:
            no = member.no if no is None else no & member.no
    return Tokens(yes, maybe - yes, (no or _EMPTY) - yes - maybe, no is not None)


def _word_test(fact: str, words: frozenset[str]) -> Callable[[Facts], int]:
    def test(facts: Facts) -> int:
        tokens: Any = facts[fact]
        yes, maybe, no, is_open = tokens
        if not yes.isdisjoint(words):
            return 2
        if (is_open and not words <= no) or not maybe.isdisjoint(words):
            return 1
        return 0

    return test


def _prefix_test(fact: str, words: frozenset[str]) -> Callable[[Facts], int]:
    """Codes nest: a stated code has a word if it starts with it, and may have it if the word is longer.

    Of the ``maybe`` codes the item has one, so if each of them starts with a word, it surely has one.
    """
    starts = tuple(words)

    def test(facts: Facts) -> int:
        tokens: Any = facts[fact]
        yes, maybe, _, is_open = tokens
        if any(code.startswith(starts) for code in yes):
            return 2
        if is_open:
            return 1
        if maybe and all(code.startswith(starts) for code in maybe):
            return 2
        for code in (*yes, *maybe):
            if code.startswith(starts) or any(word.startswith(code) for word in starts):
                return 1
        return 0

    return test


def _steps(code: str) -> frozenset[str]:
    """Return the codes that ``code`` lies in: ML10.a in ML, ML10, ML10., ML10.a, but not in ML1."""
    ends = [m.end() for m in _STEP.finditer(code)]
    return frozenset({code[:end] for end in (0, *ends)})


def _code_test(fact: str, words: frozenset[str]) -> Callable[[Facts], int]:
    """As the prefix test, for codes of letters and numbers: ML1 is no part of ML10, nor I of II."""
    within = frozenset().union(*(_steps(word) for word in words))

    def test(facts: Facts) -> int:
        tokens: Any = facts[fact]
        yes, _, _, is_open = tokens
        if any(not _steps(code).isdisjoint(words) for code in yes):
            return 2
        return 1 if is_open or not yes.isdisjoint(within) else 0

    return test


def _number_test(fact: str, op: str, bound: int) -> Callable[[Facts], int]:
    def at_least(facts: Facts) -> int:
        value: Any = facts[fact]
        if value is None or value[1] < bound:
            return 0
        return 2 if value[0] >= bound else 1

    def at_most(facts: Facts) -> int:
        value: Any = facts[fact]
        if value is None or value[0] > bound:
            return 0
        return 2 if value[1] <= bound else 1

    return at_least if op == "ge" else at_most


def make_test(atom: list[Any]) -> Callable[[Facts], int]:
    """Return the function that tests a compiled atom (``["w", fact, words]`` or ``["n", fact, op, bound]``)."""
    if atom[0] == "n":
        return _number_test(atom[1], atom[2], atom[3])
    spec = FACTS[atom[1]]
    if spec.kind == "prefix":
        kind = _code_test if spec.register == "control" else _prefix_test
        return kind(atom[1], frozenset(atom[2]))
    return _word_test(atom[1], frozenset(atom[2]))
